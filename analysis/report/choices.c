/* frontier.csv and equilibria.csv: which strategy does better where, and what none of the players would leave. */
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "figures.h"
#include "tables.h"

static void open_table(struct report *report, const char *caption_key, const struct table *table)
{
    struct bo_text *page = report->page;
    html_format(page,
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table: %s\">"
                "<table><caption>",
                report->section);
    html_text(page, caption_key);
    figure_name(page, table_text(table, 0, "key"));
    bo_text_puts(page, "</caption><thead><tr>");
}

static void add_head(struct bo_text *page, const char *title, bool numeric)
{
    html_format(page,
                numeric ? "<th scope=\"col\" class=\"n\">%s</th>" : "<th scope=\"col\">%s</th>",
                title);
}

static void add_share(struct bo_text *page, double share)
{
    struct html_scale percent = html_scale_of("fraction", 1.0);
    bo_text_puts(page, "<td class=\"n\">");
    html_scaled(page, &percent, share);
    html_format(page, isfinite(share) ? " <span class=\"unit\">%s</span></td>" : "</td>",
                percent.unit);
}

static void add_value(struct bo_text *page, const struct table *table, uint32_t row,
                      const char *column)
{
    bo_text_puts(page, "<td class=\"n\">");
    figure_value(page, table_text(table, row, column), table_text(table, row, "unit"), true);
    bo_text_puts(page, "</td>");
}

/* ---- equilibria ---- */

static void add_equilibrium(struct bo_text *page, const struct table *table, uint32_t row)
{
    html_format(page, "<tr><td>%s, %s</td><th scope=\"row\">%s</th><td>%s</td>",
                table_text(table, row, "equilibrium"), table_text(table, row, "kind"),
                table_text(table, row, "player"), table_text(table, row, "strategy"));
    add_share(page, table_number(table, row, "share"));
    add_value(page, table, row, "payoff");
    add_share(page, table_number(table, row, "stands_frac"));
    bo_text_puts(page, "</tr>");
}

void table_draw_equilibria(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    open_table(report, "Payoff: ", table);
    add_head(page, "Equilibrium", false);
    add_head(page, "Player", false);
    add_head(page, "Strategy", false);
    add_head(page, "Played in", true);
    add_head(page, "Payoff", true);
    add_head(page, "Stands in", true);
    bo_text_puts(page, "</tr></thead><tbody>");
    for (uint32_t i = 0; i < table->n_rows; i++)
        add_equilibrium(page, table, i);
    bo_text_puts(page, "</tbody></table></div>");
}

/* ---- the frontier ---- */

/* The columns before entity: what was varied. */
static uint32_t n_varied(const struct table *table)
{
    uint32_t c = 0;
    while (c < table->n_columns && strcmp(table->head[c], "entity") != 0)
        c++;
    return c;
}

static void add_difference(struct bo_text *page, const struct table *table, uint32_t row)
{
    double mean = table_number(table, row, "difference");
    double low = table_number(table, row, "low"), high = table_number(table, row, "high");
    double size = isfinite(low) ? bo_max(fabs(low), fabs(high)) : fabs(mean);
    struct html_scale scale = html_scale_of(table_text(table, row, "unit"), size);
    bo_text_puts(page, "<td class=\"n\">");
    if (isfinite(low) && isfinite(high))
        html_interval(page, &scale, mean, low, high);
    else
        html_scaled(page, &scale, mean);
    html_format(page, " <span class=\"unit\">%s</span></td>", scale.unit);
}

static void add_point(struct bo_text *page, const struct table *table, uint32_t row)
{
    const char *better = table_text(table, row, "better");
    bo_text_puts(page, "<tr>");
    for (uint32_t c = 0; c < n_varied(table); c++)
        html_format(page, "<th scope=\"row\">%s</th>",
                    table->cell[(size_t)row * table->n_columns + c]);
    add_value(page, table, row, "first");
    add_value(page, table, row, "second");
    add_difference(page, table, row);
    add_share(page, table_number(table, row, "p_better"));
    html_format(page, "<td>%s</td></tr>", better[0] ? better : "neither");
}

/* frontier.csv does not name the strategies; robustness.csv beside it does, in the same order. */
static int name_strategies(struct report *report, const char *name[2])
{
    struct table robustness;
    int rc = table_read(report, "robustness.csv", &robustness);
    name[0] = "First strategy";
    name[1] = "Second strategy";
    for (uint32_t i = 0; rc == 0 && robustness.n_rows == 2 && i < 2; i++)
        name[i] = table_text(&robustness, i, "strategy");
    return rc;
}

void table_draw_frontier(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    const char *entity = table_text(table, 0, "entity"), *strategy[2];
    if (name_strategies(report, strategy) != 0)
        return; /* told where that table is drawn */
    open_table(report, bo_arena_printf(report->arena, "%s: ", entity), table);
    for (uint32_t c = 0; c < n_varied(table); c++)
        add_head(page, table->head[c], false);
    add_head(page, strategy[0], true);
    add_head(page, strategy[1], true);
    add_head(page, "Difference", true);
    add_head(page, bo_arena_printf(report->arena, "%s better in (ties half)", strategy[1]), true);
    add_head(page, "Better", false);
    bo_text_puts(page, "</tr></thead><tbody>");
    for (uint32_t i = 0; i < table->n_rows; i++)
        add_point(page, table, i);
    bo_text_puts(page, "</tbody></table></div>");
}
