/* What the page needs of results.db, read once. */
#include "inner.h"

#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/stats/stats.h"
#include "buildout/store/variants.h"

static struct report_variant *variant_of(struct report *report, const char *name)
{
    for (uint32_t i = 0; i < report->n_variants_all; i++) {
        if (strcmp(report->variant[i].name, name) == 0)
            return &report->variant[i];
    }
    struct report_variant *variant = &report->variant[report->n_variants_all++];
    variant->name = name;
    return variant;
}

/* In the order in which they were asked for, so that what the others are held against comes first. */
static int order_variants(struct report *report)
{
    struct bo_variant_list list = {.n = 0};
    struct report_variant *variant =
        BO_NEW_ARRAY(report->arena, struct report_variant, (size_t)report->n_variants_all + 1);
    uint32_t n = 0;
    int rc = bo_results_variants(report->results, report->arena, &list, report->err);
    if (rc != 0 || list.n < report->n_variants_all)
        return rc;
    for (uint32_t i = 0; i < list.n && n < report->n_variants_all; i++) {
        for (uint32_t k = 0; k < report->n_variants_all; k++) {
            if (strcmp(report->variant[k].name, list.row[i].name) == 0)
                variant[n++] = report->variant[k];
        }
    }
    if (n == report->n_variants_all)
        report->variant = variant;
    return 0;
}

/* "companies.Alibaba.strategy=all_in" is "Alibaba all_in", and "power.ramp_months=6" is "ramp_months 6". */
static void add_change(struct bo_text *label, const char *change, size_t n)
{
    const char *equals = memchr(change, '=', n), *end = equals, *start;
    static const char strategy[] = ".strategy";
    size_t n_strategy = sizeof strategy - 1;
    if (!equals) {
        bo_text_add(label, change, n);
        return;
    }
    if ((size_t)(end - change) > n_strategy && memcmp(end - n_strategy, strategy, n_strategy) == 0)
        end -= n_strategy;
    for (start = end; start > change && start[-1] != '.';)
        start--;
    bo_text_add(label, start, (size_t)(end - start));
    bo_text_char(label, ' ');
    bo_text_add(label, equals + 1, n - (size_t)(equals + 1 - change));
}

static const char *short_label(struct report *report, const char *name)
{
    struct bo_text text = {0};
    for (const char *at = name;;) {
        const char *end = strstr(at, "; ");
        add_change(&text, at, end ? (size_t)(end - at) : strlen(at));
        if (!end)
            break;
        bo_text_puts(&text, ", ");
        at = end + 2;
    }
    const char *label = text.failed ? name : bo_arena_strndup(report->arena, text.data, text.n);
    bo_text_free(&text);
    return label;
}

/* Two paths may end in the same word: then the whole of them is shown. */
static void label_variants(struct report *report)
{
    bool sweep = strcmp(bo_results_experiment(report->results)->verb, "sweep") == 0;
    struct report_variant *v = report->variant;
    for (uint32_t i = 0; i < report->n_variants_all; i++)
        v[i].label = sweep ? short_label(report, v[i].name) : v[i].name;
    for (uint32_t i = 0; sweep && i < report->n_variants_all; i++) {
        for (uint32_t k = 0; k < i; k++)
            sweep &= strcmp(v[i].label, v[k].label) != 0;
    }
    for (uint32_t i = 0; !sweep && i < report->n_variants_all; i++)
        v[i].label = v[i].name;
}

static int list_variants(struct report *report)
{
    uint32_t n = bo_results_n_runs(report->results);
    report->variant = BO_NEW_ARRAY(report->arena, struct report_variant, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_results_run *run = bo_results_run(report->results, i);
        struct report_variant *variant = variant_of(report, run->row.variant);
        bool done = run->row.status == BO_RUN_DONE && run->n_months > 0;
        variant->n_done += done;
        variant->n_failed += run->row.status == BO_RUN_FAILED;
        if (done && !variant->first)
            variant->first = run;
    }
    int rc = order_variants(report);
    label_variants(report);
    report->n_variants =
        report->n_variants_all < REPORT_VARIANTS_MAX ? report->n_variants_all : REPORT_VARIANTS_MAX;
    return rc;
}

/* ---- key figures ---- */

struct figures {
    struct report *report;
    struct report_variant *variant;
};

static int take_figure(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    static const double probability[] = {0.05, 0.5, 0.95};
    struct figures *f = context;
    struct report_variant *v = f->variant;
    double quantile[3];
    (void)err;
    double mean = bo_stats_mean(values->value, values->n, 0.95).mean; /* in the order of runs */
    uint32_t n = bo_stats_quantiles(values->value, values->n, probability, 3, quantile);
    if (n == 0)
        return 0;
    BO_ARENA_ROOM(f->report->arena, v->figure, v->n_figures, v->figure_room);
    v->figure[v->n_figures++] =
        (struct report_figure){.entity = bo_arena_strdup(f->report->arena, values->entity),
                               .key = bo_arena_strdup(f->report->arena, values->key),
                               .unit = bo_arena_strdup(f->report->arena, values->unit),
                               .n = n,
                               .low = quantile[0],
                               .median = quantile[1],
                               .high = quantile[2],
                               .mean = mean};
    return 0;
}

int report_load(struct report *report)
{
    int rc = list_variants(report);
    for (uint32_t i = 0; rc == 0 && i < report->n_variants; i++) {
        struct figures figures = {report, &report->variant[i]};
        rc = bo_results_each_outcome(report->results, report->variant[i].name, take_figure,
                                     &figures, report->err);
    }
    const struct bo_results_run *first = bo_results_first_run(report->results);
    if (rc == 0 && first && first->row.status == BO_RUN_DONE)
        rc = bo_results_events(report->results, first->run, NULL, report->arena, &report->events,
                               report->err);
    return rc;
}

const struct report_figure *report_figure(const struct report_variant *variant, const char *entity,
                                          const char *key)
{
    for (uint32_t i = 0; i < variant->n_figures; i++) {
        if (strcmp(variant->figure[i].entity, entity) == 0 &&
            strcmp(variant->figure[i].key, key) == 0)
            return &variant->figure[i];
    }
    return NULL;
}

/* ---- curves ---- */

static int curve_of_run(struct report *report, const struct report_variant *variant,
                        const struct bo_series_name *name, struct report_curve *curve)
{
    const struct bo_results_run *run = variant->first;
    enum bo_series_state state;
    double *value = BO_NEW_ARRAY(report->arena, double, run->n_months);
    int rc = bo_results_series(report->results, run, name, value, &state, report->err);
    if (rc != 0 || state == BO_SERIES_ABSENT)
        return rc;
    /* Of many runs one alone says nothing, unless all are zero, which have no band. */
    if (variant->n_done > 1 && state != BO_SERIES_ZERO)
        return 0;
    curve->any = true;
    curve->first_month = run->first_month;
    curve->n_months = run->n_months;
    for (int i = 0; i < BO_N_QUANTILES; i++)
        curve->quantile[i] = value;
    return 0;
}

static const double *moved(struct report *report, const struct report_curve *curve, int quantile,
                           const struct bo_results_run *window)
{
    double *value = BO_NEW_ARRAY(report->arena, double, window->n_months);
    for (uint32_t m = 0; m < window->n_months; m++) {
        int32_t from = window->first_month + (int32_t)m - curve->first_month;
        bool has = from >= 0 && from < (int32_t)curve->n_months;
        value[m] = has ? curve->quantile[quantile][from] : BO_NAN;
    }
    return value;
}

/* Variants may begin and end at other times: a month of the page is the same month for all. */
static void put_on_months_of_first(struct report *report, struct report_curve *curve)
{
    const struct bo_results_run *window = report->variant[0].first;
    if (!curve->any || !window ||
        (window->first_month == curve->first_month && window->n_months == curve->n_months))
        return;
    for (int i = 0; i < BO_N_QUANTILES; i++)
        curve->quantile[i] = moved(report, curve, i, window);
    curve->first_month = window->first_month;
    curve->n_months = window->n_months;
}

static int read_curve(struct report *report, const struct report_variant *variant,
                      const struct bo_series_name *name, struct report_curve *curve)
{
    struct bo_band band = {.n_months = 0};
    int rc =
        bo_results_band(report->results, variant->name, name, report->arena, &band, report->err);
    if (rc != 0)
        return rc;
    if (band.n_months == 0)
        return curve_of_run(report, variant, name, curve);
    curve->any = true;
    curve->banded = variant->n_done > 1;
    curve->first_month = band.first_month;
    curve->n_months = band.n_months;
    memcpy(curve->quantile, band.quantile, sizeof curve->quantile);
    return 0;
}

int report_curve(struct report *report, const struct report_variant *variant,
                 const struct bo_series_name *name, struct report_curve *curve)
{
    *curve = (struct report_curve){.any = false};
    int rc = variant->first ? read_curve(report, variant, name, curve) : 0;
    if (rc == 0)
        put_on_months_of_first(report, curve);
    return rc;
}

const char *report_unit(const struct report *report, const char *variable)
{
    const struct bo_fact_variable *found = bo_results_find_variable(report->results, variable);
    return found ? found->unit : "";
}

double report_largest(const double *x, uint32_t n)
{
    double largest = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        if (isfinite(x[i]))
            largest = bo_max(largest, fabs(x[i]));
    }
    return largest;
}

double report_last(const double *x, uint32_t n)
{
    while (n > 0 && !isfinite(x[n - 1]))
        n--;
    return n > 0 ? x[n - 1] : BO_NAN;
}

bool report_is_ensemble(const struct report *report)
{
    for (uint32_t i = 0; i < report->n_variants; i++) {
        if (report->variant[i].n_done > 1)
            return true;
    }
    return false;
}
