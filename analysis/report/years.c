/* When it differs: of a comparison a few variables by year, of the world and of the companies in which most is clear. */
#include "inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/store/variants.h"
#include "tables.h"

enum { COMPANIES_SHOWN = 4 };

struct headline {
    const char *variable;
    const char *of_world, *of_company; /* titles; NULL: not of it */
};

static const struct headline headlines[] = {
    {"Capex", "Capital expenditure", "Capital expenditure"},
    {"Revenue|AI", "AI revenue", "AI revenue"},
    {"Capacity|IT Power|Energised", "IT load energised", "IT load of its own"},
    {"Capacity|IT Power|Leased", NULL, "IT load leased"}, /* of the world's it is a part */
    {"Fleet|H100e", "Accelerators in hand", "Accelerators in hand"},
    {"Cash", "Cash", "Cash"},
};
enum { N_HEADLINES = sizeof headlines / sizeof *headlines };

struct whose {
    const char *entity;
    uint32_t n_clear; /* means whose interval excludes 0 */
    uint32_t n;       /* headlines that have differences */
    const char *title[N_HEADLINES];
    struct bo_difference_list list[N_HEADLINES];
    struct html_scale scale[N_HEADLINES];
    int32_t first_year, last_year;
};

static double size_of(const struct bo_difference *d)
{
    double size = fabs(d->mean);
    return isfinite(d->low) ? bo_max(size, bo_max(fabs(d->low), fabs(d->high))) : size;
}

static void take(struct whose *w, const char *title, const struct bo_difference_list *list)
{
    double largest = 0.0;
    for (uint32_t i = 0; i < list->n; i++) {
        const struct bo_difference *d = &list->difference[i].of;
        largest = bo_max(largest, size_of(d));
        w->n_clear += d->low > 0.0 || d->high < 0.0;
    }
    w->first_year =
        w->first_year < list->difference[0].year ? w->first_year : list->difference[0].year;
    w->last_year = w->last_year > list->difference[list->n - 1].year
                       ? w->last_year
                       : list->difference[list->n - 1].year;
    w->title[w->n] = title;
    w->list[w->n] = *list;
    w->scale[w->n++] = html_scale_of_column(list->difference[0].unit, largest);
}

static int read_whose(struct report *report, const char *variant, const char *entity,
                      struct whose *w)
{
    bool of_world = strcmp(entity, "World") == 0;
    int rc = 0;
    *w = (struct whose){.entity = entity, .first_year = INT32_MAX, .last_year = INT32_MIN};
    for (int i = 0; rc == 0 && i < N_HEADLINES; i++) {
        const struct bo_series_name name = {headlines[i].variable, entity, ""};
        const char *title = of_world ? headlines[i].of_world : headlines[i].of_company;
        struct bo_difference_list list = {0};
        rc = bo_results_differences(report->results, variant, &name, report->arena, &list,
                                    report->err);
        if (rc == 0 && list.n > 0 && title)
            take(w, title, &list);
    }
    return rc;
}

static void add_year(struct bo_text *page, const struct whose *w, int32_t year)
{
    html_format(page, "<tr><th scope=\"row\">%d</th>", (int)year);
    for (uint32_t i = 0; i < w->n; i++) {
        bo_text_puts(page, "<td class=\"n\">");
        for (uint32_t k = 0; k < w->list[i].n; k++) {
            const struct bo_difference_row *row = &w->list[i].difference[k];
            if (row->year == year)
                html_interval(page, &w->scale[i], row->of.mean, row->of.low, row->of.high);
        }
        bo_text_puts(page, "</td>");
    }
    bo_text_puts(page, "</tr>");
}

static void draw(struct report *report, const struct report_variant *variant, const struct whose *w)
{
    struct bo_text *page = report->page;
    const char *whose = report->n_variants > 2
                            ? bo_arena_printf(report->arena, "%s: %s", variant->label, w->entity)
                            : w->entity;
    html_format(page, "<h3>%s</h3>", whose);
    table_open(page, bo_arena_printf(report->arena, "%s by year", whose));
    bo_text_puts(page, "<th scope=\"col\">Year</th>");
    for (uint32_t i = 0; i < w->n; i++)
        html_format(page, "<th scope=\"col\" class=\"n\">%s, %s</th>", w->title[i],
                    w->scale[i].unit);
    bo_text_puts(page, "</tr></thead><tbody>");
    for (int32_t year = w->first_year; year <= w->last_year; year++)
        add_year(page, w, year);
    table_close(page);
}

static int compare_whose(const void *a, const void *b)
{
    const struct whose *x = a, *y = b;
    if (x->n_clear != y->n_clear)
        return x->n_clear > y->n_clear ? -1 : 1;
    return strcmp(x->entity, y->entity);
}

/* Each company has "survived". */
static int list_companies(struct report *report, const struct report_variant *variant,
                          struct whose *company, uint32_t *n)
{
    int rc = 0;
    *n = 0;
    for (uint32_t i = 0; rc == 0 && i < variant->n_figures; i++) {
        if (strcmp(variant->figure[i].key, "survived") == 0)
            rc = read_whose(report, variant->name, variant->figure[i].entity, &company[(*n)++]);
    }
    if (*n > 1)
        qsort(company, *n, sizeof *company, compare_whose);
    return rc;
}

static int draw_variant(struct report *report, const struct report_variant *variant, bool *open)
{
    struct whose world, *company = BO_NEW_ARRAY(report->arena, struct whose, variant->n_figures);
    uint32_t n = 0;
    int rc = read_whose(report, variant->name, "World", &world);
    if (rc == 0)
        rc = list_companies(report, variant, company, &n);
    if (rc != 0 || world.n == 0)
        return rc;
    if (!*open) {
        report_section(report, "years", "When it differs");
        bo_text_puts(report->page,
                     "<p class=\"muted\">Mean difference of pairs of runs with the same luck, of "
                     "a year's sum or, of what is held, of its end; in brackets the 95 % "
                     "interval. differences.csv has every series.</p>");
    }
    *open = true;
    draw(report, variant, &world);
    for (uint32_t i = 0; i < n && i < COMPANIES_SHOWN && company[i].n_clear > 0; i++)
        draw(report, variant, &company[i]);
    return 0;
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
