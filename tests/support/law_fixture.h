/* law_fixture.h - the law of the baseline, read once for a group of tests. */
#ifndef BUILDOUT_TESTS_LAW_FIXTURE_H
#define BUILDOUT_TESTS_LAW_FIXTURE_H

#include <string.h>

#include "near.h"

#include "buildout/base/arena.h"
#include "buildout/base/calendar.h"
#include "buildout/model/export_rule.h"
#include "buildout/model/observation.h"
#include "buildout/scenario/scenario.h"

struct law_fixture {
    struct bo_arena *arena;
    const struct bo_param *param;
    const struct bo_regime *regime; /* suspensions that are not likelier than not do not happen */
    const struct bo_regime *unenforced; /* every suspension happens */
};

static inline const struct bo_regime *law_with(struct law_fixture *law, double draw)
{
    uint32_t n = law->param->n[BO_TABLE_RULES];
    double *draws = BO_NEW_ARRAY(law->arena, double, n);
    struct bo_regime_parts parts;

    for (uint32_t i = 0; i < n; i++)
        draws[i] = draw;
    parts = bo_regime_parts_of(law->param, draws);
    return bo_regime_create(&parts, law->arena);
}

static inline int law_open(void **state)
{
    static struct bo_policy_name names[BO_N_OBSERVATIONS];
    static struct bo_diag diag;
    static struct law_fixture law;
    const struct bo_scenario *scenario;
    struct bo_read_options options = {.names = names, .n_names = BO_N_OBSERVATIONS};
    struct bo_regime_parts parts;

    for (int i = 0; i < BO_N_OBSERVATIONS; i++)
        names[i] =
            (struct bo_policy_name){bo_observation_names[i].name, bo_observation_names[i].meaning,
                                    bo_observation_names[i].probe};
    if (bo_arena_create((size_t)1 << 30, false, &law.arena, NULL) != 0)
        return -1;
    if (bo_scenario_read("scenarios/baseline.cfg", &options, law.arena, &scenario, &diag) != 0)
        fail_msg("%s", diag.message[0]);
    law.param = &scenario->param;
    parts = bo_regime_parts_of(law.param, NULL);
    law.regime = bo_regime_create(&parts, law.arena);
    law.unenforced = law_with(&law, 1e-9);
    *state = &law;
    return 0;
}

static inline int law_close(void **state)
{
    bo_arena_free(((struct law_fixture *)*state)->arena);
    return 0;
}

static inline const struct bo_chip *law_chip(const struct law_fixture *law, const char *key)
{
    for (uint32_t i = 0; i < law->param->n[BO_TABLE_CHIPS]; i++)
        if (strcmp(law->param->chip[i].entry.key, key) == 0)
            return &law->param->chip[i];
    fail_msg("there is no chip %s", key);
    return law->param->chip;
}

static inline uint32_t law_rule(const struct law_fixture *law, const char *key)
{
    for (uint32_t i = 0; i < law->param->n[BO_TABLE_RULES]; i++)
        if (strcmp(law->param->export_rule[i].entry.key, key) == 0)
            return i;
    fail_msg("there is no rule %s", key);
    return BO_NO_ROW;
}

static inline struct bo_buyer law_buyer(const char *headquarters, const char *destination)
{
    return (struct bo_buyer){.destination = bo_country_of_code(destination),
                             .headquarters = bo_country_of_code(headquarters)};
}

static inline int32_t law_day(const char *text)
{
    int32_t day = 0;

    assert_int_equal(bo_day_parse(text, &day, NULL), 0);
    return day;
}

#endif
