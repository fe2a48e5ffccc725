/* wait.csv: what each wait is worth, beside the strategy that never commits itself. */
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "chart.h"
#include "figures.h"
#include "tables.h"

struct waits {
    const struct table *table;
    uint32_t n;        /* rows with a number of quarters; they come first */
    uint32_t adaptive; /* the row of what never commits itself; n_rows: none */
    struct html_scale worth;
};

static struct waits read_waits(const struct table *table)
{
    struct waits w = {.table = table};
    const char *unit = table_text(table, 0, "unit");
    double largest = 0.0;
    while (w.n < table->n_rows && isfinite(table_number(table, w.n, "quarters")))
        w.n++;
    w.adaptive = w.n;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        double low = table_number(table, i, "low"), high = table_number(table, i, "high");
        largest = bo_max(largest, fabs(table_number(table, i, "difference")));
        largest = bo_max(largest, isfinite(low) ? fabs(low) : 0.0);
        largest = bo_max(largest, isfinite(high) ? fabs(high) : 0.0);
    }
    w.worth = html_scale_of(strcmp(unit, "date") == 0 ? "days" : unit, largest);
    w.worth.whole = false; /* means of differences */
    return w;
}

/* ---- the chart ---- */

static const double *of_waits(const struct report *report, const struct waits *w,
                              const char *column)
{
    double *x = BO_NEW_ARRAY(report->arena, double, w->n);
    for (uint32_t i = 0; i < w->n; i++)
        x[i] = table_number(w->table, i, column);
    return x;
}

/* The same at each wait. */
static const double *of_adaptive(const struct report *report, const struct waits *w,
                                 const char *column)
{
    double *x = BO_NEW_ARRAY(report->arena, double, w->n);
    for (uint32_t i = 0; i < w->n; i++)
        x[i] = table_number(w->table, w->adaptive, column);
    return x;
}

static void add_chart(struct report *report, const struct waits *w)
{
    const struct table *table = w->table;
    struct chart_over over = {.x_name = "Quarters of waiting",
                              .unit = w->worth.unit,
                              .factor = w->worth.factor,
                              .n = w->n,
                              .n_lines = 1,
                              .x = of_waits(report, w, "quarters")};
    over.line[0] = (struct chart_line){
        bo_arena_printf(report->arena, "%s after waiting", table_text(table, 0, "strategy")),
        of_waits(report, w, "difference"), of_waits(report, w, "low"), of_waits(report, w, "high")};
    if (w->adaptive < table->n_rows)
        over.line[over.n_lines++] =
            (struct chart_line){bo_arena_printf(report->arena, "%s, never committed",
                                                table_text(table, w->adaptive, "strategy")),
                                of_adaptive(report, w, "difference"), of_adaptive(report, w, "low"),
                                of_adaptive(report, w, "high")};
    chart_open(report);
    bo_text_puts(report->page, "Worth of waiting");
    chart_titled(report, w->worth.unit);
    chart_over(report, &over);
    chart_close(report);
}

/* ---- the table ---- */

static void add_row(struct bo_text *page, const struct waits *w, uint32_t i)
{
    const struct table *table = w->table;
    bool best = strcmp(table_text(table, i, "best"), "1") == 0;
    if (i < w->n)
        html_format(page, "<tr><th scope=\"row\">%s", table_text(table, i, "quarters"));
    else
        html_format(page, "<tr><th scope=\"row\">%s", table_text(table, i, "strategy"));
    bo_text_puts(page, best ? " <span class=\"yes\">best</span></th>" : "</th>");
    html_format(page, "<td class=\"n\">%s</td><td class=\"n\">",
                i < w->n ? table_text(table, i, "date") : "\xE2\x80\x93");
    figure_value(page, table_text(table, i, "value"), table_text(table, i, "unit"), true);
    bo_text_puts(page, "</td><td class=\"n\">");
    html_interval(page, &w->worth, table_number(table, i, "difference"),
                  table_number(table, i, "low"), table_number(table, i, "high"));
    html_format(page, " <span class=\"unit\">%s</span></td>", w->worth.unit);
    table_add_number(page, table_number(table, i, "p_better"), "fraction");
    bo_text_puts(page, "</tr>");
}

static void add_table(struct report *report, const struct waits *w)
{
    struct bo_text *page = report->page;
    table_open(page, "Worth of waiting");
    bo_text_puts(
        page, "<th scope=\"col\">Quarters</th><th scope=\"col\" class=\"n\">Committed "
              "from</th><th scope=\"col\" class=\"n\">Mean</th><th scope=\"col\" "
              "class=\"n\">Worth</th><th scope=\"col\" class=\"n\">Better in (ties half)</th></tr>"
              "</thead><tbody>");
    for (uint32_t i = 0; i < w->table->n_rows; i++)
        add_row(page, w, i);
    table_close(page);
}

static void add_signal(struct bo_text *page, const struct waits *w)
{
    const struct table *table = w->table;
    if (w->adaptive >= table->n_rows)
        return;
    const char *strategy = table_text(table, w->adaptive, "strategy");
    const char *date = table_text(table, w->adaptive, "switch_date");
    if (date[0])
        html_format(page,
                    "<p>Left to itself, <b>%s</b> changes first on %s, in the lowest run: %s</p>",
                    strategy, date, table_text(table, w->adaptive, "signal"));
    else
        html_format(page, "<p>Left to itself, no rule of <b>%s</b> acts in the lowest run.</p>",
                    strategy);
}

void table_draw_wait(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    struct waits w = read_waits(table);
    html_format(page, "<h3>%s: ", table_text(table, 0, "entity"));
    figure_name(page, table_text(table, 0, "key"));
    html_format(page, " when it plays %s</h3><div class=\"beside\">",
                table_text(table, 0, "strategy"));
    if (w.n > 1)
        add_chart(report, &w);
    add_table(report, &w);
    bo_text_puts(page, "</div>");
    add_signal(page, &w);
}
