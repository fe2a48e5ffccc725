/* tiny_run.h - whole runs of small scenarios, and their facts compared. */
#ifndef BUILDOUT_TESTS_TINY_RUN_H
#define BUILDOUT_TESTS_TINY_RUN_H

#include "near.h"
#include "tiny_cfg.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/model/record.h"
#include "buildout/run/run.h"
#include "buildout/scenario/scenario.h"

#define TINY_RUN_BYTES ((size_t)256 << 20)

struct run_fixture {
    struct bo_arena *arena;
    const struct bo_scenario *scenario;
    struct bo_runner *runner;
};

static inline void run_open(struct run_fixture *f, const char *file, uint32_t n_sets,
                            const char *const *set)
{
    static struct bo_diag diag;
    struct bo_err err = {.status = BO_OK};
    struct bo_read_options options = {.n_sets = n_sets, .set = set, .allow_outside = true};
    options.names = bo_run_names(&options.n_names);
    memset(&diag, 0, sizeof diag);
    assert_int_equal(bo_arena_create(TINY_RUN_BYTES, false, &f->arena, &err), BO_OK);
    if (bo_scenario_read(file, &options, f->arena, &f->scenario, &diag) != BO_OK) {
        fail_msg("%s: %s", file, diag.n > 0 ? diag.message[0] : "rejected without a word");
    }
    if (bo_runner_create(f->scenario, &f->runner, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
}

static inline void run_close(struct run_fixture *f)
{
    bo_runner_free(f->runner);
    bo_arena_free(f->arena);
}

/* The run as it ended, well or not. */
static inline struct bo_run_result run_seed(const struct run_fixture *f, uint64_t seed)
{
    struct bo_run_options options = {.seed = seed, .limits = bo_run_default_limits};
    struct bo_run_result result;
    struct bo_err err = {.status = BO_OK};
    options.limits.memory_bytes = TINY_RUN_BYTES;
    if (bo_run(f->runner, &options, &result, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
    return result;
}

/* The facts of a run that must have ended well. */
static inline struct bo_run_result run_well(const struct run_fixture *f, uint64_t seed)
{
    struct bo_run_result result = run_seed(f, seed);
    if (result.err.status != BO_OK) {
        fail_msg("seed %lu: %s", (unsigned long)seed, result.err.text);
    }
    assert_non_null(result.facts);
    return result;
}

static inline const struct bo_fact_series *facts_find(const struct bo_facts *facts,
                                                      const char *variable, const char *entity,
                                                      const char *place)
{
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *s = &facts->series[i];
        if (strcmp(facts->variable[s->variable].name, variable) == 0 &&
            strcmp(s->entity, entity) == 0 && strcmp(s->place, place) == 0) {
            return s;
        }
    }
    return NULL;
}

/* All months of a series that must be there. */
static inline const double *facts_values(const struct bo_facts *facts, const char *variable,
                                         const char *entity, const char *place)
{
    static const double nothing[1];
    const struct bo_fact_series *s = facts_find(facts, variable, entity, place);
    if (s == NULL) {
        fail_msg("there is no series %s of %s %s", variable, entity, place);
        return nothing;
    }
    return s->value;
}

/* One month's value of a series that must be there. */
static inline double facts_value(const struct bo_facts *facts, const char *variable,
                                 const char *entity, const char *place, uint32_t month)
{
    assert_true(month < facts->n_months);
    return facts_values(facts, variable, entity, place)[month];
}

/* To the last bit; NaN, which means not computed, equals NaN. */
static inline bool same_values(const double *a, const double *b, uint32_t n)
{
    return memcmp(a, b, n * sizeof *a) == 0;
}

/* Every series of a is in b, bit for bit, but for those of a variable that skip names (NULL: none). */
static inline void assert_series_in(const struct bo_facts *a, const struct bo_facts *b,
                                    const char *skip)
{
    assert_int_equal(a->n_months, b->n_months);
    assert_true(a->n_series > 0);
    for (uint32_t i = 0; i < a->n_series; i++) {
        const struct bo_fact_series *s = &a->series[i];
        const char *variable = a->variable[s->variable].name;
        if (skip != NULL && strcmp(variable, skip) == 0) {
            continue;
        }
        const struct bo_fact_series *other = facts_find(b, variable, s->entity, s->place);
        if (other == NULL || !same_values(s->value, other->value, a->n_months)) {
            fail_msg("%s of %s %s %s", variable, s->entity, s->place,
                     other == NULL ? "is missing" : "differs");
        }
    }
}

/* Events of the same kinds at the same places and days, in the same order. */
static inline void assert_same_events(const struct bo_facts *a, const struct bo_facts *b)
{
    assert_int_equal(a->n_events, b->n_events);
    for (uint32_t i = 0; i < a->n_events; i++) {
        const struct bo_fact_event *x = &a->event[i], *y = &b->event[i];
        assert_int_equal(x->day, y->day);
        assert_string_equal(x->entity, y->entity);
        assert_string_equal(x->kind, y->kind);
        assert_string_equal(x->subject, y->subject);
        assert_string_equal(x->place, y->place);
    }
}

#endif
