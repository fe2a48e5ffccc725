/* When it differs: of a comparison a few variables by year, of the world and of the companies and regions in which most
 * is clear. */
#include "inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/report/headlines.h"
#include "buildout/stats/stats.h"
#include "tables.h"

enum { COMPANIES_SHOWN = 4, REGIONS_SHOWN = 2 };

struct whose {
    const char *entity;
    uint32_t n_clear; /* means whose interval excludes 0 */
    struct bo_headlines of;
    struct html_scale scale[BO_HEADLINES_MAX];
};

static double size_of(const struct bo_difference *d)
{
    double size = fabs(d->mean);
    return isfinite(d->low) ? bo_max(size, bo_max(fabs(d->low), fabs(d->high))) : size;
}

/* The largest value of the years, of the base. */
static double largest_of_base(const struct bo_difference_list *list)
{
    double largest = 0.0;
    for (uint32_t i = 0; i < list->n; i++)
        largest = bo_max(largest, fabs(list->difference[i].of.base));
    return largest;
}

/* What the world has of the same. */
static double of_world(const struct whose *world, const struct bo_headline *headline)
{
    for (uint32_t i = 0; world && i < world->of.n; i++) {
        if (strcmp(world->of.headline[i].variable, headline->variable) == 0)
            return largest_of_base(&world->of.headline[i].list);
    }
    return 0.0;
}

/* A clear difference of next to nothing does not count. */
static void weigh(struct whose *w, const struct whose *world, uint32_t headline)
{
    const struct bo_difference_list *list = &w->of.headline[headline].list;
    double largest = 0.0, base = largest_of_base(list);
    double worlds = of_world(world, &w->of.headline[headline]);
    for (uint32_t i = 0; i < list->n; i++) {
        const struct bo_difference *d = &list->difference[i].of;
        largest = bo_max(largest, size_of(d));
        w->n_clear += (d->low > 0.0 || d->high < 0.0) && !bo_stats_is_slight(d->mean, base, worlds);
    }
    w->scale[headline] = html_scale_of_column(list->difference[0].unit, largest);
}

/* world: NULL of itself. */
static int read_whose(struct report *report, const char *variant, const char *entity,
                      const struct whose *world, struct whose *w)
{
    *w = (struct whose){.entity = entity};
    int rc =
        bo_headlines_read(report->results, variant, entity, report->arena, &w->of, report->err);
    for (uint32_t i = 0; rc == 0 && i < w->of.n; i++)
        weigh(w, world, i);
    return rc;
}

static void add_year(struct bo_text *page, const struct whose *w, uint32_t n_pairs, int32_t year)
{
    html_format(page, "<tr><th scope=\"row\">%d</th>", (int)year);
    for (uint32_t i = 0; i < w->of.n; i++) {
        const struct bo_difference_list *list = &w->of.headline[i].list;
        bo_text_puts(page, "<td class=\"n\">");
        for (uint32_t k = 0; k < list->n; k++) {
            const struct bo_difference_row *row = &list->difference[k];
            if (row->year != year)
                continue;
            html_interval(page, &w->scale[i], row->of.mean, row->of.low, row->of.high);
            html_pairs(page, row->of.n, n_pairs);
        }
        bo_text_puts(page, "</td>");
    }
    bo_text_puts(page, "</tr>");
}

static void draw(struct report *report, const struct report_variant *variant, const struct whose *w)
{
    struct bo_text *page = report->page;
    uint32_t n_pairs = bo_results_n_pairs(report->results, report->variant[0].name, variant->name);
    const char *whose = report->n_variants > 2
                            ? bo_arena_printf(report->arena, "%s: %s", variant->label, w->entity)
                            : w->entity;
    html_format(page, "<h3>%s</h3>", whose);
    table_open(page, bo_arena_printf(report->arena, "%s by year", whose));
    bo_text_puts(page, "<th scope=\"col\">Year</th>");
    for (uint32_t i = 0; i < w->of.n; i++)
        html_format(page, "<th scope=\"col\" class=\"n\">%s, %s</th>", w->of.headline[i].title,
                    w->scale[i].unit);
    bo_text_puts(page, "</tr></thead><tbody>");
    for (int32_t year = w->of.first_year; year <= w->of.last_year; year++)
        add_year(page, w, n_pairs, year);
    table_close(page);
}

static int compare_whose(const void *a, const void *b)
{
    const struct whose *x = a, *y = b;
    if (x->n_clear != y->n_clear)
        return x->n_clear > y->n_clear ? -1 : 1;
    return strcmp(x->entity, y->entity);
}

/* Those who have a figure that only they have, beside the world; the clearest first. */
static int draw_clearest(struct report *report, const struct report_variant *variant,
                         const struct whose *world, const char *key, uint32_t most)
{
    struct whose *whose = BO_NEW_ARRAY(report->arena, struct whose, variant->n_figures);
    uint32_t n = 0;
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < variant->n_figures; i++) {
        const struct report_figure *f = &variant->figure[i];
        if (strcmp(f->key, key) == 0 && strcmp(f->entity, "World") != 0)
            rc = read_whose(report, variant->name, f->entity, world, &whose[n++]);
    }
    if (n > 1)
        qsort(whose, n, sizeof *whose, compare_whose);
    for (uint32_t i = 0; rc == 0 && i < n && i < most && whose[i].n_clear > 0; i++)
        draw(report, variant, &whose[i]);
    return rc;
}

static int draw_variant(struct report *report, const struct report_variant *variant, bool *open)
{
    struct whose world;
    int rc = read_whose(report, variant->name, "World", NULL, &world);
    if (rc != 0 || world.of.n == 0)
        return rc;
    if (!*open) {
        report_section(report, "years", "When it differs");
        bo_text_puts(report->page,
                     report_is_ensemble(report)
                         ? "<p class=\"muted\">Mean difference of pairs of runs with the same "
                           "luck, of a year's sum or, of what is held, of its end; in brackets "
                           "the 95 % interval. differences.csv has every series.</p>"
                         : "<p class=\"muted\">Difference of the pair of runs, of a year's sum "
                           "or, of what is held, of its end; it may be chance. differences.csv "
                           "has every series.</p>");
    }
    *open = true;
    draw(report, variant, &world);
    rc = draw_clearest(report, variant, &world, "survived", COMPANIES_SHOWN);
    return rc == 0 ? draw_clearest(report, variant, &world, "on_site_mw", REGIONS_SHOWN) : rc;
}

int report_years(struct report *report)
{
    bool open = false;
    int rc = 0;
    if (!report->results || strcmp(bo_results_experiment(report->results)->verb, "compare") != 0)
        return 0;
    for (uint32_t v = 1; rc == 0 && v < report->n_variants; v++)
        rc = draw_variant(report, &report->variant[v], &open);
    if (open)
        report_section_end(report);
    return rc;
}
