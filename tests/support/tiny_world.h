/* tiny_world.h - the world of tests/support/tiny.cfg at the medians of its inputs, for tests that call the model.
 *
 * Tests run in the folder of the sources. sets are those of --set.
 */
#ifndef BUILDOUT_TESTS_TINY_WORLD_H
#define BUILDOUT_TESTS_TINY_WORLD_H

#include "near.h"
#include "tiny_cfg.h"

#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/base/calendar.h"
#include "buildout/model/record.h"
#include "buildout/model/world.h"
#include "buildout/sample/sample.h"
#include "buildout/scenario/scenario.h"

#define TINY_ARENA_BYTES ((size_t)1 << 30)

/* Rows of tiny.cfg, sorted by key. */
enum { TINY_NORTH, TINY_SOUTH, TINY_N_REGIONS };
enum { TINY_ALPHA, TINY_BETA, TINY_N_COMPANIES };

static inline const struct bo_scenario *tiny_read(const char *file, struct bo_arena *arena,
                                                  uint32_t n_sets, const char *const *set)
{
    static struct bo_policy_name names[BO_N_OBSERVATIONS];
    static struct bo_diag diag;
    for (int i = 0; i < BO_N_OBSERVATIONS; i++) {
        const struct bo_observation_name *o = &bo_observation_names[i];
        names[i] =
            (struct bo_policy_name){.name = o->name, .meaning = o->meaning, .probe = o->probe};
    }
    struct bo_read_options options = {.n_sets = n_sets,
                                      .set = set,
                                      .allow_outside = true,
                                      .names = names,
                                      .n_names = BO_N_OBSERVATIONS};
    const struct bo_scenario *scenario = NULL;
    memset(&diag, 0, sizeof diag);
    if (bo_scenario_read(file, &options, arena, &scenario, &diag) != BO_OK) {
        fail_msg("%s: %s", file, diag.n > 0 ? diag.message[0] : "rejected without a word");
    }
    return scenario;
}

struct tiny {
    struct bo_arena *arena;
    struct bo_facts *facts;
    struct bo_world *world;
};

static inline void tiny_open(struct tiny *t, uint32_t n_sets, const char *const *set)
{
    struct bo_err err = {.status = BO_OK};
    assert_int_equal(bo_arena_create(TINY_ARENA_BYTES, false, &t->arena, &err), BO_OK);
    const struct bo_scenario *scenario = tiny_read(TINY_CFG, t->arena, n_sets, set);
    const struct bo_time_param *time = scenario->param.time;
    int32_t first = bo_month_of_day(time->start_day);
    uint32_t n_variables;
    const struct bo_fact_variable *variable =
        bo_record_variables(&scenario->param, t->arena, &n_variables);
    t->facts = bo_facts_create(t->arena, first, (uint32_t)(bo_month_of_day(time->end_day) - first),
                               variable, n_variables);
    struct bo_rng rng = {.seed = 1};
    struct bo_sample_options central = {.central = true, .facts = t->facts};
    const struct bo_param *param;
    int status = bo_sample_draw(scenario, &rng, &central, t->arena, &param, &err);
    if (status == BO_OK) {
        status = bo_world_create(param, &rng, t->arena, t->facts, &t->world, &err);
    }
    if (status != BO_OK) {
        fail_msg("%s", err.text);
    }
}

static inline void tiny_close(struct tiny *t)
{
    bo_arena_free(t->arena);
}

#endif
