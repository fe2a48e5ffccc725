/* diff.csv: what each change does to a key figure, in the order of the files and in any (Shapley), the clearest first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "figures.h"
#include "tables.h"

enum { FIGURES_MAX = 8 };

/* Rows first..last-1 are the changes; the last is all of them together. */
struct figure {
    uint32_t first, last;
    double clearness; /* the whole difference in halves of its interval */
};

static int clearer(const void *a, const void *b)
{
    const struct figure *x = a, *y = b;
    if (x->clearness < y->clearness || x->clearness > y->clearness)
        return x->clearness > y->clearness ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static bool same_figure(const struct table *table, uint32_t i, uint32_t k)
{
    return strcmp(table_text(table, i, "entity"), table_text(table, k, "entity")) == 0 &&
           strcmp(table_text(table, i, "key"), table_text(table, k, "key")) == 0;
}

static double clearness_of(const struct table *table, uint32_t row)
{
    double size = fabs(table_number(table, row, "shapley"));
    double half =
        (table_number(table, row, "shapley_high") - table_number(table, row, "shapley_low")) / 2.0;
    return half > 0.0 ? size / half : size > 0.0 ? HUGE_VAL : 0.0;
}

static struct table_bar bar_of(const struct table *table, uint32_t row)
{
    return (struct table_bar){.value = table_number(table, row, "shapley"),
                              .low = table_number(table, row, "shapley_low"),
                              .high = table_number(table, row, "shapley_high")};
}

static void add_effect(struct bo_text *page, const struct html_scale *scale, double mean,
                       double low, double high)
{
    bo_text_puts(page, "<td class=\"n\">");
    html_interval(page, scale, mean, low, high);
    html_format(page, " <span class=\"unit\">%s</span></td>", scale->unit);
}

static void add_row(struct bo_text *page, const struct table *table, uint32_t row,
                    const struct table_bar *scale_of_figure)
{
    const char *unit = table_text(table, row, "unit");
    bool all = table_text(table, row, "change")[0] == '\0', date = strcmp(unit, "date") == 0;
    struct table_bar bar = bar_of(table, row);
    struct html_scale scale =
        html_scale_of(date ? "days" : unit, bo_max(-scale_of_figure->least, scale_of_figure->most));
    scale.whole = false; /* a mean of differences */
    bar.least = scale_of_figure->least;
    bar.most = scale_of_figure->most;
    if (all)
        bo_text_puts(page, "<tr><th scope=\"row\">All</th>");
    else
        html_format(page, "<tr><th scope=\"row\"><code>%s</code></th>",
                    table_text(table, row, "path"));
    for (int i = 0; i < 2; i++) {
        const char *text = table_text(table, row, i == 0 ? "a" : "b");
        bo_text_puts(page, "<td class=\"n\">");
        if (all)
            figure_value(page, text, unit, true);
        else
            html_text(page, text); /* as a scenario says it */
        bo_text_puts(page, "</td>");
    }
    add_effect(page, &scale, table_number(table, row, "in_order"), table_number(table, row, "low"),
               table_number(table, row, "high"));
    table_add_bar(page, &bar);
    add_effect(page, &scale, bar.value, bar.low, bar.high);
    bo_text_puts(page, "</tr>");
}

static void draw_figure(struct bo_text *page, const struct table *table,
                        const struct figure *figure)
{
    const char *entity = table_text(table, figure->first, "entity");
    const char *key = table_text(table, figure->first, "key");
    struct table_bar scale = {0};
    for (uint32_t i = figure->first; i <= figure->last; i++) {
        struct table_bar bar = bar_of(table, i);
        bar.least = scale.least;
        bar.most = scale.most;
        table_bar_widen(&bar);
        scale = bar;
    }
    html_format(page, "<h3>%s: ", entity);
    figure_name_of(page, entity, key);
    html_format(page,
                "</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Effects on "
                "%s %s\"><table><thead><tr><th scope=\"col\">Change</th><th scope=\"col\" "
                "class=\"n\">From</th><th scope=\"col\" class=\"n\">To</th><th scope=\"col\" "
                "class=\"n\">In this order</th><td></td><th scope=\"col\" class=\"n\">In any "
                "order</th></tr></thead><tbody>",
                entity, key);
    for (uint32_t i = figure->first; i <= figure->last; i++)
        add_row(page, table, i, &scale);
    bo_text_puts(page, "</tbody></table></div>");
}

void table_draw_diff(struct report *report, const struct table *table)
{
    struct figure *figure = BO_NEW_ARRAY(report->arena, struct figure, table->n_rows);
    uint32_t n = 0, n_clear = 0, last;
    for (uint32_t i = 0; i < table->n_rows; i = last + 1) {
        for (last = i; last + 1 < table->n_rows && same_figure(table, i, last + 1);)
            last++;
        figure[n++] = (struct figure){i, last, clearness_of(table, last)};
        n_clear += figure[n - 1].clearness > 1.0;
    }
    qsort(figure, n, sizeof *figure, clearer);
    if (n_clear == 0)
        bo_text_puts(report->page, "<p>No key figure differs surely.</p>");
    for (uint32_t i = 0; i < n_clear && i < FIGURES_MAX; i++)
        draw_figure(report->page, table, &figure[i]);
    uint32_t n_drawn = n_clear < FIGURES_MAX ? n_clear : FIGURES_MAX;
    if (n > n_drawn)
        html_format(report->page,
                    "<p class=\"muted\">diff.csv holds %d more key figure%s, of which %d differ "
                    "surely.</p>",
                    (int)(n - n_drawn), n - n_drawn == 1 ? "" : "s", (int)(n_clear - n_drawn));
}
