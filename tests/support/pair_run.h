/* pair_run.h - two scenarios run with the same luck. */
#ifndef BUILDOUT_TESTS_PAIR_RUN_H
#define BUILDOUT_TESTS_PAIR_RUN_H

#include "tiny_run.h"

#include "buildout/base/calendar.h"

struct pair_run {
    struct run_fixture fixture[2];
    struct bo_run_result result[2];
};

static inline struct pair_run pair_run(const char *base, const char *other, const char *set,
                                       uint64_t seed)
{
    const char *const file[] = {base, other};
    struct pair_run p;
    for (int k = 0; k < 2; k++) {
        run_open(&p.fixture[k], file[k], 1, &set);
        p.result[k] = run_well(&p.fixture[k], seed);
    }
    return p;
}

static inline void pair_run_free(struct pair_run *p)
{
    for (int k = 0; k < 2; k++) {
        bo_run_result_free(&p->result[k]);
        run_close(&p->fixture[k]);
    }
}

/* 0 where nothing is told. */
static inline double pair_month(const struct pair_run *p, int k, const char *variable,
                                const char *entity, int year, int month)
{
    const struct bo_facts *facts = p->result[k].facts;
    uint32_t m = (uint32_t)(bo_month_of_day(bo_day_of(year, month, 1)) - facts->first_month);
    const struct bo_fact_series *s = facts_find(facts, variable, entity, "");
    return s != NULL && isfinite(s->value[m]) ? s->value[m] : 0.0;
}

static inline double pair_year(const struct pair_run *p, int k, const char *variable,
                               const char *entity, int year)
{
    double sum = 0.0;
    for (int month = 1; month <= 12; month++) {
        sum += pair_month(p, k, variable, entity, year, month);
    }
    return sum;
}

#endif
