#include "buildout/report/drivers.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/stats/interval.h"
#include "buildout/store/variants.h"

#define SCRATCH_BYTES ((size_t)1 << 32) /* of addresses */
#define CONFIDENCE 0.95

struct search {
    struct bo_results *results;
    const struct bo_driver_wish *wish;
    struct bo_arena *arena, *inputs; /* of the list, and of what it is made from */
    uint32_t n_replicates;           /* one more than the highest */
    uint32_t n_done;
    uint32_t n_inputs;
    const char **path;
    double *value; /* [input * n_replicates + replicate], NaN where there is none */
    struct bo_driver_list *list;
    struct bo_driver *driver;
    uint32_t n, room;
    struct bo_driver_rare *rare;
    uint32_t n_rare, rare_room;
    struct bo_err *err;
};

static bool is_done(const struct search *s, uint32_t i)
{
    const struct bo_run_row *row = &bo_results_run(s->results, i)->row;
    return row->status == BO_RUN_DONE && strcmp(row->variant, s->wish->variant) == 0;
}

static void count_replicates(struct search *s)
{
    for (uint32_t i = 0; i < bo_results_n_runs(s->results); i++) {
        if (!is_done(s, i))
            continue;
        s->n_done++;
        s->n_replicates = bo_results_run(s->results, i)->row.replicate + 1; /* they rise */
    }
}

static void take_paths(struct search *s, const struct bo_input_list *inputs)
{
    s->n_inputs = inputs->n;
    s->path = BO_NEW_ARRAY(s->inputs, const char *, inputs->n);
    s->value = BO_NEW_ARRAY(s->inputs, double, (size_t)inputs->n * s->n_replicates);
    for (size_t k = 0; k < (size_t)inputs->n * s->n_replicates; k++)
        s->value[k] = BO_NAN;
    for (uint32_t i = 0; i < inputs->n; i++)
        s->path[i] = bo_arena_strdup(s->arena, inputs->input[i].path);
}

/* The replicates of a variant have the same inputs. */
static int read_inputs(struct search *s)
{
    int rc = 0;
    for (uint32_t r = 0; rc == 0 && r < bo_results_n_runs(s->results); r++) {
        const struct bo_results_run *run = bo_results_run(s->results, r);
        struct bo_input_list inputs = {0};
        if (!is_done(s, r))
            continue;
        rc = bo_results_inputs(s->results, run->run, s->inputs, &inputs, s->err);
        if (rc == 0 && s->path == NULL)
            take_paths(s, &inputs);
        for (uint32_t i = 0; rc == 0 && i < inputs.n && i < s->n_inputs; i++)
            s->value[(size_t)i * s->n_replicates + run->row.replicate] = inputs.input[i].value;
    }
    return rc;
}

/* Keeps the strongest of a key, whose drivers begin at from; of equal ones the first. */
static void offer(struct search *s, uint32_t from, const struct bo_driver *driver)
{
    double strength = fabs(driver->correlation);
    if (!(strength > driver->noise))
        return;
    if (s->n - from == s->wish->most_per_key) {
        if (strength <= fabs(s->driver[s->n - 1].correlation))
            return;
        s->n--;
    }
    BO_ARENA_ROOM(s->arena, s->driver, s->n, s->room);
    uint32_t at = s->n++;
    for (; at > from && strength > fabs(s->driver[at - 1].correlation); at--)
        s->driver[at] = s->driver[at - 1];
    s->driver[at] = *driver;
}

static void note_rare(struct search *s, const char *key, uint32_t n_runs)
{
    BO_ARENA_ROOM(s->arena, s->rare, s->n_rare, s->rare_room);
    s->rare[s->n_rare++] = (struct bo_driver_rare){key, n_runs};
}

static uint32_t count_finite(const double *x, uint32_t n)
{
    uint32_t n_finite = 0;
    for (uint32_t i = 0; i < n; i++)
        n_finite += isfinite(x[i]) != 0;
    return n_finite;
}

static int search_key(struct search *s, const struct bo_fact_outcome *key)
{
    struct bo_arena *scratch = NULL;
    int rc = bo_arena_create(SCRATCH_BYTES, false, &scratch, s->err);
    if (rc != 0)
        return rc;
    double *outcome = BO_NEW_ARRAY(scratch, double, s->n_replicates);
    uint32_t from = s->n;
    const struct bo_outcome_name name = {s->wish->variant, key->entity, key->key};
    rc = bo_results_replicates(s->results, &name, s->n_replicates, outcome, s->err);
    uint32_t n = rc == 0 ? count_finite(outcome, s->n_replicates) : 0;
    bool enough = n >= BO_DRIVERS_FEWEST_RUNS;
    if (!enough && n > 0)
        note_rare(s, key->key, n);
    for (uint32_t i = 0; enough && i < s->n_inputs; i++) {
        struct bo_driver driver = {
            .key = key->key,
            .unit = key->unit,
            .input = s->path[i],
            .correlation = bo_stats_rank_correlation(s->value + (size_t)i * s->n_replicates,
                                                     outcome, s->n_replicates, scratch),
            .n_runs = n,
            .noise = bo_stats_rank_noise(n, s->n_inputs, CONFIDENCE)};
        offer(s, from, &driver);
    }
    bo_arena_free(scratch);
    return rc;
}

static int search_keys(struct search *s)
{
    struct bo_outcome_list keys = {0};
    int rc = bo_results_outcome_keys(s->results, s->arena, &keys, s->err);
    for (uint32_t i = 0; rc == 0 && i < keys.n; i++) {
        if (strcmp(keys.outcome[i].entity, s->wish->entity) == 0)
            rc = search_key(s, &keys.outcome[i]);
    }
    return rc;
}

int bo_drivers_find(struct bo_results *results, const struct bo_driver_wish *wish,
                    struct bo_arena *arena, struct bo_driver_list *list, struct bo_err *err)
{
    struct search s = {.results = results, .wish = wish, .arena = arena, .list = list, .err = err};
    *list = (struct bo_driver_list){0};
    count_replicates(&s);
    int rc = bo_arena_create(SCRATCH_BYTES, false, &s.inputs, err);
    if (rc == 0 && wish->most_per_key > 0)
        rc = read_inputs(&s);
    list->n_runs = s.n_done;
    list->n_inputs = s.n_inputs;
    list->noise = bo_stats_rank_noise(s.n_done, s.n_inputs, CONFIDENCE);
    if (rc == 0 && s.n_inputs > 0)
        rc = search_keys(&s);
    list->n = s.n;
    list->driver = s.driver;
    list->n_rare = s.n_rare;
    list->rare = s.rare;
    bo_arena_free(s.inputs);
    return rc;
}
