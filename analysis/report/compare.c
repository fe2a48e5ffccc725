/* compare.csv: what changes against the base, pair by pair of runs, with the interval of its mean. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "figures.h"
#include "tables.h"

enum { COMPANY_ROWS_MAX = 14 };

/* Is the difference surely on one side of zero? */
static bool is_clear(const struct table *table, uint32_t row)
{
    double low = table_number(table, row, "low"), high = table_number(table, row, "high");
    return low > 0.0 || high < 0.0;
}

static bool is_world(const struct table *table, uint32_t row)
{
    return strcmp(table_text(table, row, "entity"), "World") == 0;
}

/* The mean in units of half its interval: how clear it is. */
static double clearness(const struct table *table, uint32_t row)
{
    double low = table_number(table, row, "low"), high = table_number(table, row, "high");
    double half = (high - low) / 2.0;
    double size = fabs(table_number(table, row, "difference"));
    return half > 0.0 ? size / half : size > 0.0 ? HUGE_VAL : 0.0;
}

/* The scale is the row's own. */
static void add_effect(struct bo_text *page, const struct table *table, uint32_t row)
{
    struct table_bar bar = {.value = table_number(table, row, "difference"),
                            .low = table_number(table, row, "low"),
                            .high = table_number(table, row, "high")};
    table_bar_widen(&bar);
    table_add_bar(page, &bar);
}

static void add_difference(struct bo_text *page, const struct table *table, uint32_t row)
{
    bool is_date = strcmp(table_text(table, row, "unit"), "date") == 0;
    double x[] = {table_number(table, row, "difference"), table_number(table, row, "low"),
                  table_number(table, row, "high")};
    double size = bo_max(fabs(x[0]), bo_max(fabs(x[1]), fabs(x[2])));
    struct html_scale scale = html_scale_of(is_date ? "days" : table_text(table, row, "unit"),
                                            isfinite(size) ? size : fabs(x[0]));
    scale.whole = false; /* a mean of differences */
    bo_text_puts(page, "<td class=\"n\">");
    html_interval(page, &scale, x[0], x[1], x[2]);
    html_format(page, " <span class=\"unit\">%s</span></td>", scale.unit);
}

static void add_row(struct report *report, const struct table *table, uint32_t row, bool variants)
{
    struct bo_text *page = report->page;
    const char *unit = table_text(table, row, "unit");
    bo_text_puts(page, "<tr>");
    if (variants)
        html_format(page, "<td>%s</td>", table_text(table, row, "variant"));
    html_format(page, "<th scope=\"row\">%s</th><td>", table_text(table, row, "entity"));
    figure_name(page, table_text(table, row, "key"));
    bo_text_puts(page, "</td><td class=\"n\">");
    figure_value(page, table_text(table, row, "base"), unit, true);
    bo_text_puts(page, "</td><td class=\"n\">");
    figure_value(page, table_text(table, row, "other"), unit, true);
    bo_text_puts(page, "</td>");
    add_difference(page, table, row);
    add_effect(page, table, row);
    double better = table_number(table, row, "p_better");
    bo_text_puts(page, "<td class=\"n\">");
    if (isfinite(better))
        html_format(page, "%d %%", (int)floor(100.0 * better + 0.5));
    html_format(page, "</td><td class=\"n\">%s</td></tr>", table_text(table, row, "first_date"));
}

static void open_table(struct report *report, const char *caption, bool variants)
{
    html_format(report->page,
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
                "<table><caption>%s</caption><thead><tr>",
                caption, caption);
    if (variants)
        bo_text_puts(report->page, "<th scope=\"col\">Variant</th>");
    const char *base = report->n_variants > 0 ? report->variant[0].name : "Base";
    const char *other = report->n_variants > 1 && !variants ? report->variant[1].name : "Other";
    html_format(report->page,
                "<th scope=\"col\">Whose</th><th scope=\"col\">Figure</th><th scope=\"col\" "
                "class=\"n\">%s</th><th scope=\"col\" class=\"n\">%s</th>",
                base, other);
    bo_text_puts(report->page, "<th scope=\"col\" class=\"n\">Difference</th><td></td>"
                               "<th scope=\"col\" class=\"n\">Better in</th>"
                               "<th scope=\"col\" class=\"n\">Differs from</th></tr></thead>"
                               "<tbody>");
}

struct ranked {
    uint32_t row;
    double clearness;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->clearness < y->clearness || x->clearness > y->clearness)
        return x->clearness > y->clearness ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

void table_draw_compare(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    struct ranked *clear = BO_NEW_ARRAY(report->arena, struct ranked, table->n_rows);
    bool variants = table_has(table, "variant");
    uint32_t n = 0;
    bo_text_puts(page, "<p class=\"muted\">Each run of the base is held against the run of the "
                       "other with the same luck. The difference is the mean over these pairs, in "
                       "brackets its 95 % interval.</p>");
    open_table(report, "The world", variants);
    for (uint32_t i = 0; i < table->n_rows; i++) {
        if (is_world(table, i))
            add_row(report, table, i, variants);
        else if (is_clear(table, i))
            clear[n++] = (struct ranked){i, clearness(table, i)};
    }
    bo_text_puts(page, "</tbody></table></div>");
    if (n == 0) {
        bo_text_puts(page, "<p>No figure of a company differs surely.</p>");
        return;
    }
    qsort(clear, n, sizeof *clear, compare_ranked);
    open_table(report, "Companies: what differs surely, the clearest first", variants);
    for (uint32_t i = 0; i < n && i < COMPANY_ROWS_MAX; i++)
        add_row(report, table, clear[i].row, variants);
    bo_text_puts(page, "</tbody></table></div>");
    if (n > COMPANY_ROWS_MAX)
        html_format(page, "<p class=\"muted\">compare.csv holds %d more.</p>",
                    (int)(n - COMPANY_ROWS_MAX));
}
