/* A step on the first of a month: no series of a month before it moves, and what it bears on does in the month that it begins. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"

#define N_SETS 4
#define END "time.end=\"2026-04-01\""
#define STEP(path, before, after)                                                                  \
    path "={ points = ( (\"2020-01\", " before "), (\"2026-01\", " after ") ); shape = \"step\"; " \
         "}"
/* The same of both runs but for what the step leads to. */
#define PAIR(path, before, after)                             \
    {                                                         \
        STEP(path, before, before), STEP(path, before, after) \
    }
/* What never begins, and what begins on the first of the month of the step. */
#define BEGINS(path)                                   \
    {                                                  \
        path "=\"2060-01-01\"", path "=\"2026-01-01\"" \
    }

static const struct {
    const char *run[2]; /* without and with the step */
    const char *variable, *entity, *place;
} steps[] = {
    {PAIR("demand.ai_index", "1.0", "0.5"), "Revenue|AI", "World", ""},
    {PAIR("demand.cloud_index", "1.0", "0.5"), "Revenue|Cloud", "Amazon", ""},
    {PAIR("demand.index", "1.0", "0.5"), "Capacity|IT Power|Demand", "Amazon", ""},
    {PAIR("competition.step_error_ratio", "1.0", "2.0"), "Revenue|AI", "World", ""},
    {PAIR("companies.Microsoft.capex_max_per_year", "\"none\"", "\"USD 20 bn\""), "Capex",
     "Microsoft", ""},
    {PAIR("finance.base_rate_per_year", "0.05", "0.10"), "Interest", "Landlord Texas", ""},
    {PAIR("finance.cash_yield_per_year", "0.03", "0.0"), "Net Income", "Microsoft", ""},
    {PAIR("regions.Texas.power_price_usd_per_mwh", "60.0", "120.0"), "Cost|GPU Hour|Power",
     "Microsoft", ""},
    {PAIR("regions.Texas.tax_rate_frac", "0.1", "0.4"), "Net Income", "Landlord Texas", ""},
    {PAIR("companies.Microsoft.tax_rate_frac", "0.1", "0.4"), "Net Income", "Microsoft", ""},
    {PAIR("finance.cover_least_ratio", "0.0", "1000.0"), "Debt", "Oracle", ""},
    {PAIR("finance.credit_shut_frac", "0.0", "1.0"), "Debt", "Landlord Texas", ""},
    {PAIR("labs.OpenAI.grant_per_year", "0.0", "1e9"), "Funding", "OpenAI", ""},
    {PAIR("technology.dated_jumps", "0", "1"), "Capability", "World", ""},
    {BEGINS("offers.Amazon.cloud_from"), "Backlog", "Amazon", ""},
    {BEGINS("programmes.Meta.start"), "Cash", "Meta", ""},
};

static void a_step_bites_in_the_month_that_it_begins_and_no_earlier(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct run_fixture fixture[2];
        struct bo_run_result result[2];
        for (int k = 0; k < 2; k++) {
            const char *const set[] = {END, "regions.Texas.power_price_drift_per_year=0",
                                       "finance.debt_floats=true", steps[i].run[k]};
            run_open(&fixture[k], "scenarios/baseline_2025.cfg", N_SETS, set);
            result[k] = run_well(&fixture[k], 1);
        }
        const struct bo_facts *without = result[0].facts, *with = result[1].facts;
        uint32_t n = (uint32_t)(bo_month_of_day(bo_day_of(2026, 1, 1)) - without->first_month);
        for (uint32_t k = 0; k < without->n_series; k++) {
            const struct bo_fact_series *s = &without->series[k];
            const char *variable = without->variable[s->variable].name;
            const struct bo_fact_series *other = facts_find(with, variable, s->entity, s->place);
            if (other != NULL && !same_values(s->value, other->value, n)) {
                fail_msg("%s: %s of %s %s moves before", steps[i].run[1], variable, s->entity,
                         s->place);
            }
        }
        const char *variable = steps[i].variable;
        const char *entity = steps[i].entity, *place = steps[i].place;
        if (same_values(facts_values(without, variable, entity, place) + n,
                        facts_values(with, variable, entity, place) + n, 1)) {
            fail_msg("%s: %s of %s does not move", steps[i].run[1], variable, entity);
        }
        for (int k = 0; k < 2; k++) {
            bo_run_result_free(&result[k]);
            run_close(&fixture[k]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_bites_in_the_month_that_it_begins_and_no_earlier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
