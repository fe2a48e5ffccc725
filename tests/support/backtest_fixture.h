/* backtest_fixture.h - observed rows from a text, and facts of a few months made by hand. */
#ifndef BUILDOUT_TESTS_BACKTEST_FIXTURE_H
#define BUILDOUT_TESTS_BACKTEST_FIXTURE_H

#include "near.h"

#include <stdio.h>
#include <string.h>

#include "buildout/backtest/backtest.h"
#include "buildout/backtest/observed.h"
#include "buildout/base/calendar.h"
#include "buildout/base/facts.h"
#include "buildout/base/num.h"

#define BACKTEST_HEADER "period,entity,variable,aggregate,value,unit,tolerance,topic,place\n"

struct backtest_fixture {
    struct bo_arena *arena;
    struct bo_observed_list list;
    struct bo_diag diag;
};

static inline int backtest_setup(void **state)
{
    static struct backtest_fixture fixture;
    struct bo_err err;
    memset(&fixture, 0, sizeof fixture);
    *state = &fixture;
    return bo_arena_create((size_t)1 << 26, false, &fixture.arena, &err);
}

static inline int backtest_teardown(void **state)
{
    struct backtest_fixture *f = *state;
    bo_arena_free(f->arena);
    return 0;
}

static inline int observe(struct backtest_fixture *f, const char *text)
{
    return bo_observed_parse("past.csv", text, strlen(text), f->arena, &f->list, &f->diag);
}

/* The rows of a text that must be well. */
static inline void observe_well(struct backtest_fixture *f, const char *text)
{
    if (observe(f, text) != BO_OK) {
        fail_msg("%s", f->diag.message[0]);
    }
}

static inline int32_t month_of(int32_t year, int32_t month)
{
    return bo_month_of_day(bo_day_of(year, month, 1));
}

/* A year of facts from January 2022. */
static inline struct bo_facts *facts_of_a_year(struct backtest_fixture *f)
{
    static const struct bo_fact_variable variable[] = {
        {"Capex", "million USD", ""},
        {"Capex|Sites", "million USD", ""},
        {"Capex|Servers", "million USD", ""},
        {"Power", "MW", ""},
        {"Sites", "sites", ""},
        {"Emissions", "Mt", ""},
    };
    return bo_facts_create(f->arena, month_of(2022, 1), 12, variable, 6);
}

enum { CAPEX, CAPEX_SITES, CAPEX_SERVERS, POWER, SITES, EMISSIONS };

/* The series is first, first + step, first + 2 step, ... */
static inline double *facts_ramp(struct bo_facts *facts, uint32_t variable, const char *entity,
                                 const char *place, double first, double step)
{
    double *value = bo_facts_series(facts, variable, entity, place);
    for (uint32_t m = 0; m < facts->n_months; m++) {
        value[m] = first + step * m;
    }
    return value;
}

#endif
