/* Bands, and paired differences, of what the page shows. */
#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/cli/why_table.h"
#include "buildout/stats/stats.h"
#include "serve.h"
#include "study_tables.h"

#define CONFIDENCE 0.95
#define SCRATCH_BYTES ((size_t)64 << 20) /* of address space */

static const double probability[] = {0.05, 0.25, 0.5, 0.75, 0.95};
static const char *const probability_name[] = {"p05", "p25", "p50", "p75", "p95"};
enum { N_PROBABILITIES = sizeof probability / sizeof *probability };

static json_t *number(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

static void set(json_t *object, const char *name, json_t *value)
{
    (void)json_object_set_new(object, name, value);
}

static double *numbers(struct bo_arena *arena, uint32_t n)
{
    double *x = BO_NEW_ARRAY(arena, double, n);

    for (uint32_t i = 0; i < n; i++)
        x[i] = BO_NAN;
    return x;
}

static uint32_t slots_of_both(const struct bo_serve_runs *mine, const struct bo_serve_runs *other)
{
    return other != NULL && other->n_slots < mine->n_slots ? other->n_slots : mine->n_slots;
}

/* ---- charts ---- */

/* Arrays by month. */
struct band {
    json_t *object;
    json_t *quantile[N_PROBABILITIES];
    json_t *central, *mean, *low, *high, *n;
};

/* A variable of an entity at a place, in all runs of a variant. */
struct told {
    const struct bo_serve_runs *runs;
    double *value; /* value[slot * n_months + month]; NaN: there is none */
};

/* When a run has the entity: in months first..end-1. Nothing where it says so of none. */
struct life {
    uint32_t first, end;
};

static json_t *add_array(json_t *object, const char *name)
{
    json_t *array = json_array();

    set(object, name, array);
    return array;
}

static struct band open_band(void)
{
    struct band band = {.object = json_object()};

    band.central = add_array(band.object, "central");
    for (int i = 0; i < N_PROBABILITIES; i++)
        band.quantile[i] = add_array(band.object, probability_name[i]);
    band.mean = add_array(band.object, "mean");
    band.low = add_array(band.object, "low");
    band.high = add_array(band.object, "high");
    band.n = add_array(band.object, "n");
    return band;
}

/* x is put in a new order. */
static void add_month(const struct band *band, double central, double *x, uint32_t n)
{
    struct bo_mean mean = bo_stats_mean(x, n, CONFIDENCE);
    double quantile[N_PROBABILITIES];

    (void)json_array_append_new(band->central, number(central));
    (void)json_array_append_new(band->mean, number(mean.mean));
    (void)json_array_append_new(band->low, number(mean.low));
    (void)json_array_append_new(band->high, number(mean.high));
    uint32_t n_finite = bo_stats_quantiles(x, n, probability, N_PROBABILITIES, quantile);
    for (int i = 0; i < N_PROBABILITIES; i++)
        (void)json_array_append_new(band->quantile[i], number(quantile[i]));
    (void)json_array_append_new(band->n, json_integer(n_finite));
}

static struct life life_of(const struct bo_serve_runs *runs, const struct bo_serve_series *there,
                           uint32_t slot)
{
    struct life life = {0, 0};

    for (uint32_t m = 0; m < runs->n_months; m++) {
        if (isnan(bo_serve_value(runs, there, slot, m)))
            continue;
        life.first = life.end == 0 ? m : life.first;
        life.end = m + 1;
    }
    return life;
}

/* Of one run; what it does not tell is what base/facts.h says of that. */
static void read_run(const struct bo_serve_runs *runs, const struct bo_serve_series *series,
                     const char *variable, const struct life *life, uint32_t slot, double *value)
{
    bool is_nil = bo_study_untold.is_nil(variable) && !bo_serve_has(runs, series, slot);
    bool is_amount = bo_study_untold.is_amount(variable) && life->end > 0;

    for (uint32_t m = 0; m < runs->n_months; m++) {
        value[m] = bo_serve_value(runs, series, slot, m);
        if (isnan(value[m]) &&
            ((is_nil && m >= life->first && m < life->end) || (is_amount && m >= life->end)))
            value[m] = 0.0;
    }
}

/* What is asked of one variant. other: the one beside it, which may know that the entity is a company when this one has
 * none; NULL. */
static struct told read_told(const struct bo_serve_runs *runs, const struct bo_serve_runs *other,
                             const char *const name[3], struct bo_arena *arena)
{
    const char *when = bo_study_untold.told_while_there;
    const struct bo_serve_series *series = bo_serve_series_find(runs, name[0], name[1], name[2]);
    const struct bo_serve_series *there = bo_serve_series_find(runs, when, name[1], "");
    bool lives =
        there != NULL || (other != NULL && bo_serve_series_find(other, when, name[1], "") != NULL);
    struct told told = {runs, numbers(arena, runs->n_slots * runs->n_months)};

    for (uint32_t s = 0; s < runs->n_slots; s++) {
        struct life life = lives ? life_of(runs, there, s) : (struct life){0, runs->n_months};

        if (runs->slot[s] == BO_SLOT_DONE)
            read_run(runs, series, name[0], &life, s, told.value + (size_t)s * runs->n_months);
    }
    return told;
}

static double value_of(const struct told *t, uint32_t slot, uint32_t month)
{
    return t->value[(size_t)slot * t->runs->n_months + month];
}

static void add_band(json_t *chart, const char *name, const struct told *t, struct bo_arena *arena)
{
    struct band band = open_band();
    uint32_t n_slots = t->runs->n_slots;
    double *x = numbers(arena, n_slots);

    for (uint32_t m = 0; m < t->runs->n_months; m++) {
        for (uint32_t s = 1; s < n_slots; s++)
            x[s - 1] = value_of(t, s, m);
        add_month(&band, value_of(t, 0, m), x, n_slots - 1);
    }
    set(chart, name, band.object);
}

static void add_difference(json_t *chart, const struct told *mine, const struct told *other,
                           struct bo_arena *arena)
{
    struct band band = open_band();
    uint32_t n = slots_of_both(mine->runs, other->runs);
    double *x = numbers(arena, n);

    for (uint32_t m = 0; m < mine->runs->n_months && m < other->runs->n_months; m++) {
        for (uint32_t s = 1; s < n; s++)
            x[s - 1] = value_of(mine, s, m) - value_of(other, s, m);
        add_month(&band, value_of(mine, 0, m) - value_of(other, 0, m), x, n - 1);
    }
    set(chart, "difference", band.object);
}

/* What the world has of it, by month: how much somebody's difference is. Nothing of the world itself. */
static void add_world(json_t *chart, const struct bo_serve_runs *runs,
                      const struct bo_serve_series *series)
{
    const struct bo_serve_series *world = bo_serve_series_find(runs, series->variable, "World", "");
    bool is_world = strcmp(series->entity, "World") == 0 && series->place[0] == '\0';
    if (world == NULL || is_world)
        return;
    json_t *array = add_array(chart, "world");
    for (uint32_t m = 0; m < runs->n_months; m++)
        (void)json_array_append_new(array, number(bo_serve_value(runs, world, 0, m)));
}

static const char *asked_text(const json_t *asked, const char *name)
{
    const char *text = json_string_value(json_object_get(asked, name));

    return text != NULL ? text : "";
}

static json_t *view_chart(const struct bo_serve_runs *mine, const struct bo_serve_runs *other,
                          const json_t *asked, const char *variable)
{
    const char *const name[] = {variable, asked_text(asked, "entity"), asked_text(asked, "place")};
    const struct bo_serve_series *any = bo_serve_series_find(mine, name[0], name[1], name[2]);
    if (any == NULL && other != NULL)
        any = bo_serve_series_find(other, name[0], name[1], name[2]);
    json_t *chart = json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "variable", variable, "entity",
                              name[1], "place", name[2], "unit", any != NULL ? any->unit : "",
                              "meaning", any != NULL ? any->meaning : "", "flow",
                              bo_why_find(variable)->nature == BO_WHY_FLOW);
    struct bo_arena *arena;
    struct bo_err err;

    if (any == NULL || bo_arena_create(SCRATCH_BYTES, false, &arena, &err) != BO_OK)
        return chart;
    struct told told = read_told(mine, other, name, arena);
    add_band(chart, "mine", &told, arena);
    add_world(chart, other != NULL ? other : mine, any);
    if (other != NULL && other->n_months > 0) {
        struct told told_other = read_told(other, mine, name, arena);

        add_band(chart, "other", &told_other, arena);
        add_difference(chart, &told, &told_other, arena);
    }
    bo_arena_free(arena);
    return chart;
}

json_t *bo_serve_view_charts(const struct bo_serve_runs *mine, const struct bo_serve_runs *other,
                             const json_t *asked)
{
    const json_t *variables = json_object_get(asked, "variables");
    json_t *charts = json_array();

    for (size_t i = 0; i < json_array_size(variables); i++) {
        const char *variable = json_string_value(json_array_get(variables, i));

        if (variable != NULL)
            (void)json_array_append_new(charts, view_chart(mine, other, asked, variable));
    }
    return charts;
}

/* ---- key figures ---- */

static json_t *spread(double central, double *x, uint32_t n)
{
    double quantile[N_PROBABILITIES];
    uint32_t n_finite = bo_stats_quantiles(x, n, probability, N_PROBABILITIES, quantile);
    json_t *object = json_object();

    set(object, "central", number(central));
    set(object, "n", json_integer(n_finite));
    for (int i = 0; i < N_PROBABILITIES; i++)
        set(object, probability_name[i], number(quantile[i]));
    return object;
}

/* How often the variant has more, and how often less. */
static void add_counts(json_t *object, const double *x, uint32_t n)
{
    uint32_t n_more = 0, n_less = 0;

    for (uint32_t i = 0; i < n; i++) {
        n_more += isfinite(x[i]) && x[i] > 0.0;
        n_less += isfinite(x[i]) && x[i] < 0.0;
    }
    set(object, "more", json_integer(n_more));
    set(object, "less", json_integer(n_less));
}

static json_t *paired(double central, double *x, uint32_t n)
{
    struct bo_mean mean = bo_stats_mean(x, n, CONFIDENCE);
    json_t *object;

    object = spread(central, x, n);
    set(object, "mean", number(mean.mean));
    set(object, "low", number(mean.low));
    set(object, "high", number(mean.high));
    add_counts(object, x, n);
    return object;
}

static void add_pair(json_t *row, const struct bo_serve_runs *mine,
                     const struct bo_serve_outcome *a, const struct bo_serve_runs *other,
                     const struct bo_serve_outcome *b, double *x)
{
    uint32_t n = slots_of_both(mine, other);

    memcpy(x, b->value + 1, (other->n_slots - 1) * sizeof *x);
    set(row, "other", spread(b->value[0], x, other->n_slots - 1));
    for (uint32_t s = 1; s < n; s++)
        x[s - 1] = a->value[s] - b->value[s];
    set(row, "difference", paired(a->value[0] - b->value[0], x, n - 1));
}

json_t *bo_serve_view_outcomes(const struct bo_serve_runs *mine, const struct bo_serve_runs *other)
{
    double x[BO_SERVE_RUNS + 1];
    json_t *rows = json_array();

    for (uint32_t i = 0; i < mine->n_outcomes; i++) {
        const struct bo_serve_outcome *a = &mine->outcome[i];
        const struct bo_serve_outcome *b =
            other != NULL ? bo_serve_outcome_find(other, a->entity, a->key) : NULL;
        json_t *row =
            json_pack("{s:s, s:s, s:s}", "entity", a->entity, "key", a->key, "unit", a->unit);

        memcpy(x, a->value + 1, (mine->n_slots - 1) * sizeof *x);
        set(row, "mine", spread(a->value[0], x, mine->n_slots - 1));
        if (b != NULL)
            add_pair(row, mine, a, other, b, x);
        (void)json_array_append_new(rows, row);
    }
    return rows;
}

/* ---- what there is ---- */

json_t *bo_serve_view_menu(const struct bo_serve_runs *runs)
{
    json_t *rows = json_array();

    for (uint32_t i = 0; i < runs->n_series; i++) {
        const struct bo_serve_series *s = &runs->series[i];

        (void)json_array_append_new(
            rows, json_pack("[s, s, s, s]", s->variable, s->unit, s->entity, s->place));
    }
    return json_pack("{s:o, s:i, s:i}", "series", rows, "first_month", runs->first_month, "months",
                     (int)runs->n_months);
}
