/* sensitivity.csv as a tornado: of each key figure the inputs that matter most, the strongest first. By Morris the bar is
 * the mean effect, to the side on which it works; by Sobol' the total share of the variance. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "figures.h"
#include "tables.h"

enum { INPUTS_MAX = 8, FIGURES_MAX = 6 };

struct effect {
    uint32_t row;
    double size, low, high;
    bool falls;
};

static bool is_sobol(const struct table *table, uint32_t row)
{
    return isfinite(table_number(table, row, "total"));
}

static struct effect effect_of(const struct table *table, uint32_t row)
{
    if (is_sobol(table, row))
        return (struct effect){row, table_number(table, row, "total"),
                               table_number(table, row, "total_low"),
                               table_number(table, row, "total_high"), false};
    return (struct effect){
        row, table_number(table, row, "mu_star"), table_number(table, row, "mu_star_low"),
        table_number(table, row, "mu_star_high"), table_number(table, row, "mu") < 0.0};
}

static int compare_effect(const void *a, const void *b)
{
    const struct effect *x = a, *y = b;
    if (x->size < y->size || x->size > y->size)
        return x->size > y->size ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static void add_bar(struct bo_text *page, const struct effect *e, double largest)
{
    char style[96];
    double half = 50.0 * e->size / largest;
    snprintf(style, sizeof style, "left:%.1f%%;width:%.1f%%", e->falls ? 50.0 - half : 50.0, half);
    html_format(page,
                "<td><span class=\"effect\" aria-hidden=\"true\"><i class=\"%s\" style=\"%s\"></i>"
                "<u style=\"left:50%%\"></u></span></td>",
                e->falls ? "less" : "more", style);
}

static void add_row(struct bo_text *page, const struct table *table, const struct effect *e,
                    double largest)
{
    bool sobol = is_sobol(table, e->row);
    const char *unit = table_text(table, e->row, "unit");
    double size = bo_max(e->size, isfinite(e->high) ? e->high : e->size);
    struct html_scale scale = html_scale_of(sobol                       ? "fraction"
                                            : strcmp(unit, "date") == 0 ? "days"
                                                                        : unit,
                                            size);
    scale.whole = false;
    html_format(page, "<tr><th scope=\"row\"><code>%s</code></th>",
                table_text(table, e->row, "input"));
    add_bar(page, e, largest);
    bo_text_puts(page, "<td class=\"n\">");
    if (e->falls)
        bo_text_puts(page, "falls by ");
    html_interval(page, &scale, e->size, e->low, e->high);
    html_format(page, " <span class=\"unit\">%s</span></td></tr>", scale.unit);
}

/* The rows of one key figure: effect[0..n), the strongest first. */
static void draw_figure(struct report *report, const struct table *table, struct effect *effect,
                        uint32_t n)
{
    struct bo_text *page = report->page;
    uint32_t row = effect[0].row;
    const char *entity = table_text(table, row, "entity");
    qsort(effect, n, sizeof *effect, compare_effect);
    html_format(page, "<h3>%s: ", entity);
    figure_name(page, table_text(table, row, "key"));
    html_format(page,
                "</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Inputs that "
                "matter, %s %s\"><table><thead><tr><th scope=\"col\">Input</th><td></td>"
                "<th scope=\"col\" class=\"n\">%s</th></tr></thead><tbody>",
                entity, table_text(table, row, "key"),
                is_sobol(table, row) ? "Share of the variance" : "Mean effect over its range");
    for (uint32_t i = 0; i < n && i < INPUTS_MAX; i++)
        add_row(page, table, &effect[i], effect[0].size);
    bo_text_puts(page, "</tbody></table></div>");
}

static bool same_figure(const struct table *table, uint32_t i, uint32_t k)
{
    return strcmp(table_text(table, i, "entity"), table_text(table, k, "entity")) == 0 &&
           strcmp(table_text(table, i, "key"), table_text(table, k, "key")) == 0;
}

/* Rows come key figure by key figure. */
void table_draw_sensitivity(struct report *report, const struct table *table)
{
    struct effect *effect = BO_NEW_ARRAY(report->arena, struct effect, table->n_rows);
    uint32_t n_figures = 0, next;
    for (uint32_t i = 0; i < table->n_rows; i = next) {
        uint32_t n = 0;
        for (next = i; next < table->n_rows && same_figure(table, i, next); next++) {
            struct effect e = effect_of(table, next);
            if (e.size > 0.0)
                effect[n++] = e;
        }
        if (n > 0 && n_figures++ < FIGURES_MAX)
            draw_figure(report, table, effect, n);
    }
    if (n_figures > FIGURES_MAX)
        html_format(report->page,
                    "<p class=\"muted\">sensitivity.csv holds %d more key figures.</p>",
                    (int)(n_figures - FIGURES_MAX));
}
