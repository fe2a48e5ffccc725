/* Laboratories are sold, one with halls among them: the world is still the sum of its parts, and who was sold begins nothing. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"

enum { N_SEEDS = 6 };

#define BUILDER "xAI" /* the laboratory with halls */

static const char *const hard_times[] = {
    "time.end=\"2027-01-01\"", "labs.xAI.exit_ratio=20", "labs.xAI.option_value=\"USD 0.5 bn\"",
    "labs.xAI.doubt_ratio=3", "labs.xAI.grant_per_year=\"USD 0\""};

static struct run_fixture fixture;
static struct bo_run_result result[N_SEEDS];

static int run_all(void **state)
{
    (void)state;
    run_open(&fixture, "scenarios/baseline.cfg", sizeof hard_times / sizeof *hard_times,
             hard_times);
    for (int k = 0; k < N_SEEDS; k++) {
        result[k] = run_well(&fixture, (uint64_t)k + 1);
    }
    return 0;
}

static int end(void **state)
{
    (void)state;
    for (int k = 0; k < N_SEEDS; k++) {
        bo_run_result_free(&result[k]);
    }
    run_close(&fixture);
    return 0;
}

static bool is(const struct bo_fact_event *e, const char *kind)
{
    return strcmp(e->kind, kind) == 0;
}

/* The day on which it was sold; INT32_MAX when it was not. */
static int32_t sold_day(const struct bo_facts *facts)
{
    for (uint32_t i = 0; i < facts->n_events; i++) {
        const struct bo_fact_event *e = &facts->event[i];
        if (strcmp(e->entity, BUILDER) == 0 && (is(e, "acquired") || is(e, "licence and hire"))) {
            return e->day;
        }
    }
    return INT32_MAX;
}

/* What a company adds to the world's AI revenue, by the sign of its part: final customers count once. */
static double sign_of(const char *variable)
{
    static const char *const added[] = {"Revenue|AI", "Revenue|Cloud AI", "Revenue|Core|AI Uplift",
                                        "Revenue|Leasing"};
    for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
        if (strcmp(variable, added[i]) == 0) {
            return 1.0;
        }
    }
    return strcmp(variable, "Revenue|Intra-sector") == 0 ? -1.0 : 0.0;
}

static double sum_of_companies(const struct bo_facts *facts, uint32_t month)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *s = &facts->series[i];
        bool whole = s->place[0] == '\0' && strcmp(s->entity, "World") != 0;
        if (whole && isfinite(s->value[month])) {
            sum += sign_of(facts->variable[s->variable].name) * s->value[month];
        }
    }
    return sum;
}

static void the_world_is_the_sum_of_its_companies_in_every_month(void **state)
{
    (void)state;
    int n_sold = 0;
    for (int k = 0; k < N_SEEDS; k++) {
        const struct bo_facts *facts = result[k].facts;
        const struct bo_fact_series *world = facts_find(facts, "Revenue|AI", "World", "");
        n_sold += sold_day(facts) < INT32_MAX;
        for (uint32_t m = 0; m < facts->n_months; m++) {
            assert_near(sum_of_companies(facts, m), world->value[m], 1e-9);
        }
    }
    assert_true(n_sold >= 2);
}

static uint32_t month_after(const struct bo_facts *facts, int32_t day)
{
    return (uint32_t)(bo_month_of_day(day) - facts->first_month + 1);
}

static double told(const struct bo_facts *facts, const char *variable, uint32_t month)
{
    const struct bo_fact_series *s = facts_find(facts, variable, BUILDER, "");
    if (s == NULL || isnan(s->value[month])) {
        fail_msg("%s has no %s", BUILDER, variable);
        return 0.0;
    }
    return s->value[month];
}

static bool earned_before(const struct bo_facts *facts, uint32_t month)
{
    const struct bo_fact_series *s = facts_find(facts, "Revenue|AI", BUILDER, "");
    return s != NULL && isfinite(s->value[month]);
}

/* Its lenders look to its parent, which pays what it lacks. */
static void what_it_has_is_told_and_its_debt_is_its_parents(void **state)
{
    (void)state;
    for (int k = 0; k < N_SEEDS; k++) {
        const struct bo_facts *facts = result[k].facts;
        int32_t sold = sold_day(facts);
        for (uint32_t m = sold < INT32_MAX ? month_after(facts, sold) : facts->n_months;
             m < facts->n_months; m++) {
            assert_true(!earned_before(facts, m - 1) || told(facts, "Revenue|AI", m) >= 0.0);
            assert_true(told(facts, "Fleet|H100e", m) > 0.0);
            assert_near(told(facts, "Debt", m), 0.0, 0.0);
            assert_true(told(facts, "Cash", m) >= 0.0);
        }
    }
}

static void it_begins_no_run_and_no_site_and_orders_no_chip(void **state)
{
    (void)state;
    for (int k = 0; k < N_SEEDS; k++) {
        const struct bo_facts *facts = result[k].facts;
        int32_t sold = sold_day(facts);
        for (uint32_t i = 0; i < facts->n_events; i++) {
            const struct bo_fact_event *e = &facts->event[i];
            bool begins = is(e, "training begun") || is(e, "announced") || is(e, "overdraft") ||
                          (is(e, "ordered") && bo_month_of_day(e->day) > bo_month_of_day(sold));
            if (begins && e->day > sold && strcmp(e->entity, BUILDER) == 0) {
                fail_msg("seed %d: %s after the sale: %s", k + 1, BUILDER, e->kind);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_world_is_the_sum_of_its_companies_in_every_month),
        cmocka_unit_test(what_it_has_is_told_and_its_debt_is_its_parents),
        cmocka_unit_test(it_begins_no_run_and_no_site_and_orders_no_chip),
    };
    return cmocka_run_group_tests(tests, run_all, end);
}
