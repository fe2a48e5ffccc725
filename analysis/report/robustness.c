/* robustness.csv: strategies over futures of which none is known to be likelier: the worst, regret, good enough. */
#include <math.h>

#include "buildout/base/num.h"
#include "figures.h"
#include "tables.h"

/* The regret that is largest, with its mean and interval; one scale for all strategies. */
static struct table_bar regret_of(const struct table *table, uint32_t row)
{
    return (struct table_bar){.value = table_number(table, row, "regret"),
                              .low = table_number(table, row, "regret_low"),
                              .high = table_number(table, row, "regret_high")};
}

static void add_where(struct bo_text *page, const struct table *table, uint32_t row,
                      const char *value, const char *at)
{
    const char *unit = table_text(table, row, "unit"), *where = table_text(table, row, at);
    bo_text_puts(page, "<td class=\"n\">");
    figure_value(page, table_text(table, row, value), unit, true);
    if (where[0])
        html_format(page, " <span class=\"unit\">%s</span>", where);
    bo_text_puts(page, "</td>");
}

static void add_share(struct bo_text *page, const struct table *table, uint32_t row)
{
    struct html_scale percent = html_scale_of("fraction", 1.0);
    bo_text_puts(page, "<td class=\"n\">");
    html_interval(page, &percent, table_number(table, row, "enough_frac"),
                  table_number(table, row, "enough_low"), table_number(table, row, "enough_high"));
    html_format(page, " <span class=\"unit\">%s</span></td><td class=\"n\">", percent.unit);
    html_scaled(page, &percent, table_number(table, row, "best_frac"));
    html_format(page, " <span class=\"unit\">%s</span></td>", percent.unit);
}

static void add_row(struct bo_text *page, const struct table *table, uint32_t row,
                    const struct table_bar *scale_of_all)
{
    struct table_bar bar = regret_of(table, row);
    struct html_scale scale = html_scale_of(table_text(table, row, "unit"), scale_of_all->most);
    bar.least = scale_of_all->least;
    bar.most = scale_of_all->most;
    html_format(page, "<tr><th scope=\"row\">%s</th><td class=\"n\">",
                table_text(table, row, "strategy"));
    figure_value(page, table_text(table, row, "mean"), table_text(table, row, "unit"), true);
    bo_text_puts(page, "</td>");
    add_where(page, table, row, "worst", "worst_at");
    add_where(page, table, row, "largest_regret", "regret_at");
    table_add_bar(page, &bar);
    bo_text_puts(page, "<td class=\"n\">");
    html_interval(page, &scale, bar.value, bar.low, bar.high);
    html_format(page, " <span class=\"unit\">%s</span></td>", scale.unit);
    add_share(page, table, row);
    bo_text_puts(page, "</tr>");
}

void table_draw_robustness(struct report *report, const struct table *table)
{
    struct bo_text *page = report->page;
    struct table_bar scale = {0};
    for (uint32_t i = 0; i < table->n_rows; i++) {
        struct table_bar bar = regret_of(table, i);
        bar.least = scale.least;
        bar.most = scale.most;
        table_bar_widen(&bar);
        scale = bar;
    }
    html_format(page, "<h3>%s: ", table_text(table, 0, "entity"));
    figure_name(page, table_text(table, 0, "key"));
    html_format(page,
                " over %s futures</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" "
                "aria-label=\"Strategies over all futures\"><table><thead><tr><th "
                "scope=\"col\">Strategy</th><th scope=\"col\" class=\"n\">Mean</th><th "
                "scope=\"col\" class=\"n\">Worst, and where</th><th scope=\"col\" "
                "class=\"n\">Largest regret, and where</th><td></td><th scope=\"col\" "
                "class=\"n\">Mean regret</th><th scope=\"col\" class=\"n\">Good enough in</th><th "
                "scope=\"col\" class=\"n\">Best in</th></tr></thead><tbody>",
                table_text(table, 0, "futures"));
    for (uint32_t i = 0; i < table->n_rows; i++)
        add_row(page, table, i, &scale);
    bo_text_puts(page, "</tbody></table></div><p class=\"muted\">Good enough: ");
    double enough = table_number(table, 0, "enough");
    struct html_scale like_mean = html_scale_of(
        table_text(table, 0, "unit"), bo_max(fabs(enough), fabs(table_number(table, 0, "mean"))));
    html_scaled(page, &like_mean, enough);
    html_format(page, " %s, or better.</p>", like_mean.unit);
}
