/* What a calibration does: to the fit of each topic, and to the inputs. */
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "tables.h"

/* ---- the fit, by topic ---- */

static void add_pair(struct bo_text *page, const struct table *table, uint32_t row,
                     const char *before, const char *after)
{
    double was = table_number(table, row, before), is = table_number(table, row, after);
    table_add_number(page, was, "fraction");
    table_add_number(page, is, "fraction");
    table_add_share(page, is, was);
}

static void add_topic(struct bo_text *page, const struct table *table, uint32_t row)
{
    double ratio = table_number(table, row, "crps_ratio");
    html_format(page, "<tr><th scope=\"row\">%s</th>", table_text(table, row, "topic"));
    table_add_number(page, table_number(table, row, "rows"), "count");
    add_pair(page, table, row, "inside_tolerance_before", "inside_tolerance_after");
    add_pair(page, table, row, "inside_band_before", "inside_band_after");
    table_add_number(page, table_number(table, row, "width_before"), "fraction");
    table_add_number(page, table_number(table, row, "width_after"), "fraction");
    bo_text_puts(page, isfinite(ratio) && ratio > 1.0 ? "<td class=\"n no\">" : "<td class=\"n\">");
    html_number(page, ratio);
    bo_text_puts(page, "</td></tr>");
}

void table_draw_fit(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    table_open(page, "Fit by topic");
    bo_text_puts(page,
                 "<th scope=\"col\">Topic</th><th scope=\"col\" class=\"n\">Rows</th>"
                 "<th scope=\"col\" class=\"n\">In tolerance, before</th><th scope=\"col\" "
                 "class=\"n\">after</th><td></td><th scope=\"col\" class=\"n\">In band, "
                 "before</th><th scope=\"col\" class=\"n\">after</th><td></td><th scope=\"col\" "
                 "class=\"n\">Width of the band, before</th><th scope=\"col\" class=\"n\">after"
                 "</th><th scope=\"col\" class=\"n\">CRPS, after over before</th></tr></thead>"
                 "<tbody>");
    for (uint32_t i = 0; i < table->n_rows; i++)
        add_topic(page, table, i);
    table_close(page);
}

/* ---- the inputs ---- */

static bool is_shown(const struct table *table, uint32_t row)
{
    return strcmp(table_text(table, row, "moved"), "1") == 0;
}

static void add_interval(struct bo_text *page, const struct table *table, uint32_t row,
                         const char *median, const char *low, const char *high)
{
    double x[] = {table_number(table, row, median), table_number(table, row, low),
                  table_number(table, row, high)};
    struct html_scale scale = html_scale_of("count", bo_max(fabs(x[1]), fabs(x[2])));
    scale.whole = false;
    bo_text_puts(page, "<td class=\"n\">");
    html_interval(page, &scale, x[0], x[1], x[2]);
    html_format(page, " <span class=\"unit\">%s</span></td>", scale.unit);
}

static void add_input(struct bo_text *page, const struct table *table, uint32_t row)
{
    const char *bound = table_text(table, row, "bound");
    const struct table_ranges ranges = {
        .low = {table_number(table, row, "prior_p05"), table_number(table, row, "posterior_p05")},
        .high = {table_number(table, row, "prior_p95"), table_number(table, row, "posterior_p95")},
        .median = table_number(table, row, "posterior_p50")};
    html_format(page, "<tr><th scope=\"row\"><code>%s</code></th>",
                table_text(table, row, "input"));
    table_add_ranges(page, &ranges);
    add_interval(page, table, row, "prior_p50", "prior_p05", "prior_p95");
    add_interval(page, table, row, "posterior_p50", "posterior_p05", "posterior_p95");
    if (bound[0])
        html_format(page, "<td class=\"no\">%s bound</td></tr>", bound);
    else
        bo_text_puts(page, "<td></td></tr>");
}

void table_draw_calibration(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    uint32_t n_shown = 0;
    for (uint32_t i = 0; i < table->n_rows; i++)
        n_shown += is_shown(table, i);
    html_format(page,
                "<p>%d of %d inputs move; the others are as they were. The thin "
                "line is the prior from 5 to 95 %%, the bar the posterior, the upright its median. "
                "In brackets: from 5 to 95 %%.</p>",
                (int)n_shown, (int)table->n_rows);
    if (n_shown == 0)
        return;
    table_open(page, "Inputs that calibration moves");
    bo_text_puts(page, "<th scope=\"col\">Input</th><td></td><th scope=\"col\" class=\"n\">Prior"
                       "</th><th scope=\"col\" class=\"n\">Posterior</th><th scope=\"col\">Ended at"
                       "</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < table->n_rows; i++) {
        if (is_shown(table, i))
            add_input(page, table, i);
    }
    table_close(page);
}
