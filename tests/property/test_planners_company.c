/* my_company.cfg: a company that a planner adds changes nobody's past and moves nobody's draws. */
#include "tiny_run.h"

#define MINE "My company"
#define SEEDS 3
#define END "time.end=\"2026-10-01\""

/* Neither money, nor business, nor halls, nor chips. */
static const char *const nothing[] = {END,
                                      "companies.MyCompany.cash=0.0",
                                      "companies.MyCompany.debt=0.0",
                                      "companies.MyCompany.lease_liability=0.0",
                                      "companies.MyCompany.plant_net=0.0",
                                      "companies.MyCompany.equity=0.0",
                                      "companies.MyCompany.core_revenue_per_year=0.0",
                                      "companies.MyCompany.cloud_revenue_per_year=0.0",
                                      "companies.MyCompany.operating_cash_flow_per_year=0.0",
                                      "companies.MyCompany.server_capex_per_year=0.0",
                                      "companies.MyCompany.other_capex_per_year=0.0",
                                      "companies.MyCompany.it_mw=0.0",
                                      "companies.MyCompany.sites=0.0",
                                      "chip_buyers.MyCompany.opening_chips=\"\"",
                                      "ai_budgets.MyCompany.calm_frac=0.0",
                                      "ai_budgets.MyCompany.response_frac=0.0"};
#define N_NOTHING (sizeof nothing / sizeof nothing[0])

/* As it is, but for accelerators: of these its orders stand in vendors' books, and its hours in the market, on the first day. */
static const char *const no_chips[] = {
    END, "chip_buyers.MyCompany.opening_chips=\"\"", "ai_budgets.MyCompany.calm_frac=0.0",
    "ai_budgets.MyCompany.response_frac=0.0", "companies.MyCompany.in_history=true"};
#define N_NO_CHIPS 4
#define N_WITH_A_PAST 5

static bool is_another_company(const char *entity)
{
    return strcmp(entity, MINE) != 0 && strcmp(entity, "World") != 0 &&
           strncmp(entity, "Landlord", strlen("Landlord")) != 0;
}

/* Series of other companies, of variables that begin so, that differ in their first month. */
static uint32_t differ_at_first(const struct bo_facts *without, const struct bo_facts *with,
                                const char *variables)
{
    uint32_t n = 0, compared = 0;
    for (uint32_t i = 0; i < without->n_series; i++) {
        const struct bo_fact_series *s = &without->series[i];
        const char *variable = without->variable[s->variable].name;
        if (!is_another_company(s->entity) ||
            strncmp(variable, variables, strlen(variables)) != 0) {
            continue;
        }
        compared++;
        static const double zero[1]; /* a series that is zero throughout is left out */
        const struct bo_fact_series *other = facts_find(with, variable, s->entity, s->place);
        n += same_values(s->value, other != NULL ? other->value : zero, 1) ? 0 : 1;
    }
    assert_true(compared > 0);
    return n;
}

static void with_no_cash_and_no_demand_it_changes_no_series(void **state)
{
    (void)state;
    struct run_fixture without, with;
    run_open(&without, "scenarios/baseline_2025.cfg", 1, nothing);
    run_open(&with, "scenarios/my_company.cfg", N_NOTHING, nothing);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct bo_run_result a = run_well(&without, seed), b = run_well(&with, seed);
        assert_series_in(a.facts, b.facts, "Companies|Alive"); /* it is alive, and counted */
        bo_run_result_free(&a);
        bo_run_result_free(&b);
    }
    run_close(&without);
    run_close(&with);
}

static void assert_others_open_alike(uint32_t n_sets, const char *variables)
{
    struct run_fixture without, with;
    run_open(&without, "scenarios/baseline_2025.cfg", 1, nothing);
    run_open(&with, "scenarios/my_company.cfg", n_sets, no_chips);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct bo_run_result a = run_well(&without, seed), b = run_well(&with, seed);
        assert_int_equal(differ_at_first(a.facts, b.facts, variables), 0);
        bo_run_result_free(&a);
        bo_run_result_free(&b);
    }
    run_close(&without);
    run_close(&with);
}

static void others_open_as_they_do_without_it(void **state)
{
    (void)state;
    assert_others_open_alike(N_NO_CHIPS, "");
}

static void with_its_chips_others_sites_open_as_they_do_without_it(void **state)
{
    (void)state;
    assert_others_open_alike(1, "Data Centers|");
    assert_others_open_alike(1, "Capacity|IT Power|Energised");
    assert_others_open_alike(1, "Capacity|IT Power|Under Construction");
}

/* What in_history is for: a part in the past is taken from others. */
static void with_a_part_in_the_past_it_changes_the_opening_of_others(void **state)
{
    (void)state;
    struct run_fixture without, with;
    run_open(&without, "scenarios/baseline_2025.cfg", 1, nothing);
    run_open(&with, "scenarios/my_company.cfg", N_WITH_A_PAST, no_chips);
    struct bo_run_result a = run_well(&without, 1), b = run_well(&with, 1);
    assert_true(differ_at_first(a.facts, b.facts, "") > 0);
    bo_run_result_free(&a);
    bo_run_result_free(&b);
    run_close(&without);
    run_close(&with);
}

static void its_accelerators_do_not_idle(void **state)
{
    (void)state;
    struct run_fixture f;
    run_open(&f, "scenarios/my_company.cfg", 1, nothing);
    struct bo_run_result run = run_well(&f, 1);
    const uint32_t in_a_year = 12;
    double let = facts_value(run.facts, "Compute|Leased Out", MINE, "", in_a_year);
    double idle = facts_value(run.facts, "Compute|Idle", MINE, "", in_a_year);
    assert_true(let > idle);
    bo_run_result_free(&run);
    run_close(&f);
}

static void it_opens_as_written_and_balances(void **state)
{
    (void)state;
    struct run_fixture f;
    run_open(&f, "scenarios/my_company.cfg", 1, nothing);
    struct bo_run_result run = run_well(&f, 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < run.facts->n_events; i++) {
        const struct bo_fact_event *event = &run.facts->event[i];
        if (strcmp(event->entity, MINE) == 0 && strcmp(event->kind, "opening balance") == 0) {
            assert_near(event->amount, 0.0, 0.0);
            n++;
        }
    }
    assert_int_equal(n, 1);
    assert_near(facts_value(run.facts, "Capacity|IT Power|Energised", MINE, "", 0), 90.0 * 0.4,
                1e-9);
    assert_near(facts_value(run.facts, "Capacity|IT Power|Leased", MINE, "", 0), 90.0 * 0.6, 1e-9);
    bo_run_result_free(&run);
    run_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_no_cash_and_no_demand_it_changes_no_series),
        cmocka_unit_test(others_open_as_they_do_without_it),
        cmocka_unit_test(with_its_chips_others_sites_open_as_they_do_without_it),
        cmocka_unit_test(with_a_part_in_the_past_it_changes_the_opening_of_others),
        cmocka_unit_test(it_opens_as_written_and_balances),
        cmocka_unit_test(its_accelerators_do_not_idle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
