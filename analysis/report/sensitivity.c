/* sensitivity.csv as a tornado: of each key figure the inputs that matter most, the strongest first. By Morris the bar is
 * the mean size of the effect, to the side on which it works, or to none where that depends on the other inputs; by Sobol' the total share of the variance, beside the share that the
 * input has alone. A hair over the bar is the interval. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "figures.h"
#include "tables.h"

enum { INPUTS_MAX = 8, FIGURES_MAX = 6 };

struct effect {
    uint32_t row;
    double size, low, high;
    bool falls, either; /* the way in which the figure goes; either way, as other inputs are */
};

/* Effects of one sign have a mean as large as that of their sizes. */
static const double least_one_way_frac = 0.8;

static bool is_sobol(const struct table *table, uint32_t row)
{
    return isfinite(table_number(table, row, "total"));
}

static struct effect effect_of(const struct table *table, uint32_t row)
{
    if (is_sobol(table, row))
        return (struct effect){row,
                               table_number(table, row, "total"),
                               table_number(table, row, "total_low"),
                               table_number(table, row, "total_high"),
                               false,
                               false};
    double size = table_number(table, row, "mu_star"), mean = table_number(table, row, "mu");
    bool either = fabs(mean) < least_one_way_frac * size;
    return (struct effect){row,
                           size,
                           table_number(table, row, "mu_star_low"),
                           table_number(table, row, "mu_star_high"),
                           mean < 0.0 && !either,
                           either};
}

static int compare_effect(const void *a, const void *b)
{
    const struct effect *x = a, *y = b;
    if (x->size < y->size || x->size > y->size)
        return x->size > y->size ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* From the middle to the side on which it works; a share from the left. */
static struct table_bar bar_of(const struct table *table, const struct effect *e)
{
    double sign = e->falls ? -1.0 : 1.0;
    struct table_bar bar = {.value = sign * e->size,
                            .low = bo_min(sign * e->low, sign * e->high),
                            .high = bo_max(sign * e->low, sign * e->high)};
    table_bar_widen(&bar);
    if (!is_sobol(table, e->row)) {
        bar.most = bo_max(bar.most, -bar.least);
        bar.least = -bar.most;
    }
    return bar;
}

/* One scale for all inputs of a key figure. */
static struct table_bar scale_of(const struct table *table, const struct effect *effect, uint32_t n)
{
    struct table_bar scale = {0};
    for (uint32_t i = 0; i < n; i++) {
        struct table_bar bar = bar_of(table, &effect[i]);
        scale.least = bo_min(scale.least, bar.least);
        scale.most = bo_max(scale.most, bar.most);
    }
    return scale;
}

static void add_alone(struct bo_text *page, const struct table *table, uint32_t row)
{
    const struct html_scale percent = html_scale_of("fraction", 1.0);
    bo_text_puts(page, "<td class=\"n\">");
    html_interval(page, &percent, table_number(table, row, "first"),
                  table_number(table, row, "first_low"), table_number(table, row, "first_high"));
    html_format(page, " <span class=\"unit\">%s</span></td>", percent.unit);
}

static void add_row(struct bo_text *page, const struct table *table, const struct effect *e,
                    const struct table_bar *scale_of_all)
{
    struct table_bar bar = bar_of(table, e);
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
    bar.least = scale_of_all->least;
    bar.most = scale_of_all->most;
    table_add_bar(page, &bar);
    bo_text_puts(page, "<td class=\"n\">");
    if (e->falls || e->either)
        bo_text_puts(page, e->falls ? "falls by " : "either way, by ");
    html_interval(page, &scale, e->size, e->low, e->high);
    html_format(page, " <span class=\"unit\">%s</span></td>", scale.unit);
    if (sobol)
        add_alone(page, table, e->row);
    bo_text_puts(page, "</tr>");
}

/* The rows of one key figure: effect[0..n), the strongest first. */
static void draw_figure(struct report *report, const struct table *table, struct effect *effect,
                        uint32_t n)
{
    struct bo_text *page = report->page;
    uint32_t row = effect[0].row;
    const char *entity = table_text(table, row, "entity");
    qsort(effect, n, sizeof *effect, compare_effect);
    n = n < INPUTS_MAX ? n : INPUTS_MAX;
    struct table_bar scale = scale_of(table, effect, n);
    html_format(page, "<h3>%s: ", entity);
    figure_name_of(page, entity, table_text(table, row, "key"));
    html_format(page,
                "</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Inputs that "
                "matter, %s %s\"><table><thead><tr><th scope=\"col\">Input</th><td></td>"
                "<th scope=\"col\" class=\"n\">%s</th>",
                entity, table_text(table, row, "key"),
                is_sobol(table, row) ? "Share of the variance" : "Mean size of its effect");
    if (is_sobol(table, row))
        bo_text_puts(page, "<th scope=\"col\" class=\"n\">Alone</th>");
    bo_text_puts(page, "</tr></thead><tbody>");
    for (uint32_t i = 0; i < n; i++)
        add_row(page, table, &effect[i], &scale);
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
                    "<p class=\"muted\">sensitivity.csv holds %d more key figure%s.</p>",
                    (int)(n_figures - FIGURES_MAX), n_figures - FIGURES_MAX == 1 ? "" : "s");
}
