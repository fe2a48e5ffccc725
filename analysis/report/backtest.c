/* The back-test: how many rows hit, and each row beside what was observed. */
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "tables.h"

static void count(const struct table *table, const char *column, int *n_yes, int *n_told)
{
    *n_yes = *n_told = 0;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        const char *answer = table_text(table, i, column);
        *n_yes += strcmp(answer, "1") == 0;
        *n_told += answer[0] != '\0';
    }
}

static void add_answer(struct bo_text *page, const char *answer)
{
    if (strcmp(answer, "1") == 0)
        bo_text_puts(page, "<td class=\"yes\">yes</td>");
    else if (strcmp(answer, "0") == 0)
        bo_text_puts(page, "<td class=\"no\">no</td>");
    else
        bo_text_puts(page, "<td>\xE2\x80\x93</td>");
}

static void add_cell(struct bo_text *page, double x)
{
    bo_text_puts(page, "<td class=\"n\">");
    html_number(page, x);
    bo_text_puts(page, "</td>");
}

/* An observation may be known as low-high: then it is shown as it stands. */
static void add_observed(struct bo_text *page, const struct table *table, uint32_t row)
{
    double x = table_number(table, row, "observed");
    if (isfinite(x))
        add_cell(page, x);
    else
        html_format(page, "<td class=\"n\">%s</td>", table_text(table, row, "observed"));
}

static void add_row(struct report *report, const struct table *table, uint32_t row)
{
    struct bo_text *page = report->page;
    double median = table_number(table, row, "p50");
    const struct html_scale as_it_is = {.factor = 1.0};
    html_format(page, "<tr><td>%s</td><th scope=\"row\">%s</th><td>%s</td><td>%s</td>",
                table_text(table, row, "period"), table_text(table, row, "entity"),
                table_text(table, row, "variable"), table_text(table, row, "unit"));
    add_observed(page, table, row);
    bo_text_puts(page, "<td class=\"n\">");
    html_interval(page, &as_it_is, median, table_number(table, row, "p05"),
                  table_number(table, row, "p95"));
    bo_text_puts(page, "</td>");
    add_answer(page, table_text(table, row, "inside_tolerance"));
    add_answer(page, table_text(table, row, "inside_band"));
    bo_text_puts(page, "</tr>");
}

void table_draw_backtest(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    int n_hit, n_judged, n_inside, n_told;
    count(table, "inside_tolerance", &n_hit, &n_judged);
    count(table, "inside_band", &n_inside, &n_told);
    html_format(page,
                "<p><b>%d of %d</b> rows that have a tolerance lie inside it; <b>%d of %d</b> "
                "observations lie in the band from 5 to 95 %% of the runs.</p><div class=\"wide\" "
                "tabindex=\"0\" role=\"region\" aria-label=\"Back-test\"><table><caption>Observed, "
                "and the median of the runs with the range from 5 to 95 %%</caption><thead><tr>"
                "<th scope=\"col\">Period</th><th scope=\"col\">Who</th><th scope=\"col\">What</th>"
                "<th scope=\"col\">Unit</th><th scope=\"col\" class=\"n\">Observed</th>"
                "<th scope=\"col\" class=\"n\">Simulated</th><th scope=\"col\">In tolerance</th>"
                "<th scope=\"col\">In band</th></tr></thead><tbody>",
                n_hit, n_judged, n_inside, n_told);
    for (uint32_t i = 0; i < table->n_rows; i++)
        add_row(report, table, i);
    bo_text_puts(page, "</tbody></table></div>");
}
