/* discover.csv: each box with how often it happens inside, and how much of it the box holds. */
#include <math.h>
#include <string.h>

#include "tables.h"

static bool same_box(const struct table *table, uint32_t i, uint32_t k)
{
    return strcmp(table_text(table, i, "box"), table_text(table, k, "box")) == 0;
}

/* ---- how good each is ---- */

static void add_held_out(struct bo_text *page, const struct table *table, uint32_t row,
                         const char *column)
{
    double inside = table_number(table, row, "held_out_inside");
    if (inside > 0.0 || !isfinite(inside))
        table_add_number(page, table_number(table, row, column), "fraction");
    else
        bo_text_puts(page, "<td class=\"n\">none inside</td>");
}

static void add_quality(struct bo_text *page, const struct table *table, uint32_t row)
{
    html_format(page, "<tr><th scope=\"row\">Box %s</th>", table_text(table, row, "box"));
    table_add_number(page, table_number(table, row, "inside"), "count");
    table_add_share(page, table_number(table, row, "density"),
                    table_number(table, row, "base_rate"));
    table_add_number(page, table_number(table, row, "density"), "fraction");
    add_held_out(page, table, row, "held_out_density");
    table_add_share(page, table_number(table, row, "coverage"), NAN);
    table_add_number(page, table_number(table, row, "coverage"), "fraction");
    table_add_number(page, table_number(table, row, "held_out_coverage"), "fraction");
    bo_text_puts(page, "</tr>");
}

static void add_qualities(struct bo_text *page, const struct table *table)
{
    table_open(page, "Boxes");
    bo_text_puts(page, "<td></td><th scope=\"col\" class=\"n\">Runs inside</th><td></td>"
                       "<th scope=\"col\" class=\"n\">Density</th><th scope=\"col\" class=\"n\">"
                       "of those held out</th><td></td><th scope=\"col\" class=\"n\">Coverage</th>"
                       "<th scope=\"col\" class=\"n\">of those held out</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < table->n_rows; i++) {
        if (i == 0 || !same_box(table, i, i - 1))
            add_quality(page, table, i);
    }
    table_close(page);
}

/* ---- what each is ---- */

static void add_bound(struct bo_text *page, double x)
{
    bo_text_puts(page, "<td class=\"n\">");
    if (isfinite(x))
        html_precise(page, x);
    bo_text_puts(page, "</td>");
}

static void add_bounds(struct bo_text *page, const struct table *table)
{
    table_open(page, "Ranges of the boxes");
    bo_text_puts(page, "<th scope=\"col\">Box</th><th scope=\"col\">Input</th><th scope=\"col\" "
                       "class=\"n\">At least</th><th scope=\"col\" class=\"n\">At most</th>"
                       "<th scope=\"col\" class=\"n\">By chance</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < table->n_rows; i++) {
        html_format(page, "<tr><td>%s</td><th scope=\"row\"><code>%s</code></th>",
                    table_text(table, i, "box"), table_text(table, i, "input"));
        add_bound(page, table_number(table, i, "low"));
        add_bound(page, table_number(table, i, "high"));
        bo_text_puts(page, "<td class=\"n\">");
        html_number(page, table_number(table, i, "p"));
        bo_text_puts(page, "</td></tr>");
    }
    table_close(page);
    bo_text_puts(page,
                 "<p class=\"muted\">By chance: how likely it is that a range of an input that "
                 "does not matter separates as well.</p>");
}

void table_draw_discover(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    const struct html_scale percent = html_scale_of("fraction", 1.0);
    const char *when = table_text(table, 0, "when");
    bo_text_puts(page, "<p>");
    if (when[0])
        html_format(page, "<b>%s</b> holds in ", when);
    else
        bo_text_puts(page, "It happens in ");
    html_scaled(page, &percent, table_number(table, 0, "base_rate"));
    bo_text_puts(page, " % of all runs, where the upright stands.</p>");
    add_qualities(page, table);
    bo_text_puts(page, "<h3>What the boxes are</h3>");
    add_bounds(page, table);
}
