/* The change of a company's cash is the sum of its series of cash, in every month of every run. */
#include "tiny_run.h"

enum { SEEDS = 4 };

static const struct {
    const char *name;
    double sign;
} flows[] = {{"Operating Cash Flow", 1.0}, {"Funding", 1.0},      {"Capex", -1.0},
             {"Buybacks", -1.0},           {"Debt Repaid", -1.0}, {"Acquisitions", -1.0},
             {"Sites Bought", -1.0},       {"Exchange Gain", 1.0}};
enum { N_FLOWS = sizeof flows / sizeof *flows };

/* A month in which a company is not there is told of nothing. */
static double told(const struct bo_fact_series *series, uint32_t month)
{
    return series != NULL && isfinite(series->value[month]) ? series->value[month] : 0.0;
}

static void assert_closes(const struct bo_facts *facts, const struct bo_fact_series *cash,
                          bool used[static N_FLOWS])
{
    const struct bo_fact_series *flow[N_FLOWS];
    for (int k = 0; k < N_FLOWS; k++) {
        flow[k] = facts_find(facts, flows[k].name, cash->entity, "");
    }
    for (uint32_t m = 1; m < facts->n_months; m++) {
        double sum = 0.0, size = 1.0;
        if (!isfinite(cash->value[m - 1]) || !isfinite(cash->value[m])) {
            continue; /* it begins, or has ended */
        }
        for (int k = 0; k < N_FLOWS; k++) {
            double value = told(flow[k], m);
            sum += flows[k].sign * value;
            size += fabs(value);
            used[k] |= fabs(value) > 0.0;
        }
        double change = cash->value[m] - cash->value[m - 1];
        if (fabs(change - sum) > 1e-6 * size) { /* a cent is 1e-8, and there are some */
            fail_msg("%s, month %u: cash changes by %.8g, its series say %.8g", cash->entity, m,
                     change, sum);
        }
    }
}

/* So does its debt, but for exchange rates and the debt of what it takes over; and what is free of its cash flow is what it
 * says. */
static void assert_debt_closes(const struct bo_facts *facts, const char *entity)
{
    static const char *const name[] = {"Funding",     "Funding|Equity",      "Debt Repaid",
                                       "Credit Loss", "Operating Cash Flow", "Capex",
                                       "Sites Bought"};
    enum { FUNDING, EQUITY, REPAID, LOST, EARNED, SPENT, SITES, N };
    const struct bo_fact_series *flow[N], *debt = facts_find(facts, "Debt", entity, "");
    const double *spare = facts_values(facts, "Free Cash Flow", entity, "");
    for (int k = 0; k < N; k++) {
        flow[k] = facts_find(facts, name[k], entity, "");
    }
    for (uint32_t m = 1; m < facts->n_months; m++) {
        if (!isfinite(debt->value[m - 1]) || !isfinite(debt->value[m])) {
            continue;
        }
        double sum = told(flow[FUNDING], m) - told(flow[EQUITY], m) - told(flow[REPAID], m) -
                     told(flow[LOST], m);
        double left = told(flow[EARNED], m) - told(flow[SPENT], m) - told(flow[SITES], m);
        if (fabs(debt->value[m] - debt->value[m - 1] - sum) > 1e-6 * (1.0 + debt->value[m]) ||
            fabs(spare[m] - left) > 1e-6 * (1.0 + fabs(left))) {
            fail_msg(
                "%s, month %u: debt changes by %.8g, its series say %.8g; free are %.8g or %.8g",
                entity, m, debt->value[m] - debt->value[m - 1], sum, spare[m], left);
        }
    }
}

static void all_close(const char *file, uint32_t n_sets, const char *const *set,
                      bool used[static N_FLOWS])
{
    struct run_fixture fixture;
    run_open(&fixture, file, n_sets, set);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct bo_run_result result = run_well(&fixture, seed);
        uint32_t n = 0;
        for (uint32_t i = 0; i < result.facts->n_series; i++) {
            const struct bo_fact_series *s = &result.facts->series[i];
            if (strcmp(result.facts->variable[s->variable].name, "Cash") == 0 &&
                facts_find(result.facts, "Revenue|Core", s->entity, "") != NULL &&
                strcmp(s->entity, "World") != 0) {
                assert_closes(result.facts, s, used);
                n++;
            }
        }
        assert_true(n > 0);
        bo_run_result_free(&result);
    }
    run_close(&fixture);
}

static bool is_sites(int k)
{
    return strcmp(flows[k].name, "Sites Bought") == 0;
}

static void cash_of_companies_closes(void **state)
{
    (void)state;
    bool used[N_FLOWS] = {false};
    all_close("scenarios/baseline.cfg", 0, NULL, used);
    for (int k = 0; k < N_FLOWS; k++) {
        assert_true(used[k] || is_sites(k));
    }
}

/* Alpha lays in what Beta takes over, until it gives the rest up. */
static void and_of_those_who_buy_sites_of_others(void **state)
{
    (void)state;
    static const char *const set[] = {
        "time.end=\"2030-01-01\"",
        "companies.Beta.buys_as_china=false",
        "companies.Beta.own_frac=1.0",
        "companies.Beta.core_growth_per_year=0.3",
        ("strategies.holder={extends=\"steady\";hold_land_ratio=1.0;hold_place_ratio=1.0;"
         "rules:{enough={order=1.0;when=\"year > 2025\";set={hold_land_ratio=\"0\";"
         "hold_place_ratio=\"0\";};};};}"),
        "companies.Alpha.strategy=\"holder\"",
        "site_options.offer_months=12.0",
        "site_options.resale_frac=0.7"};
    bool used[N_FLOWS] = {false};
    all_close("tests/support/tiny.cfg", sizeof set / sizeof *set, set, used);
    for (int k = 0; k < N_FLOWS; k++) {
        assert_true(used[k] || !is_sites(k));
    }
}

/* CoreWeave is restructured, and lenders stop for a year. */
static void debt_closes_under_stress(void **state)
{
    (void)state;
    static const char *const set[] = {"companies.CoreWeave.defaults_on=\"2026-07-01\"",
                                      "finance.credit_shut_frac={points=((\"2022-01\",0.0),"
                                      "(\"2027-01\",1.0),(\"2028-01\",0.0));shape=\"step\";}"};
    struct run_fixture fixture;
    run_open(&fixture, "scenarios/baseline_2025.cfg", sizeof set / sizeof *set, set);
    struct bo_run_result result = run_well(&fixture, 1);
    assert_debt_closes(result.facts, "CoreWeave");
    assert_debt_closes(result.facts, "Oracle");
    assert_debt_closes(result.facts, "Landlord Texas");
    const double *lost = facts_values(result.facts, "Credit Loss", "World", "");
    const struct bo_fact_series *repaid =
        facts_find(result.facts, "Debt Repaid", "Landlord Texas", "");
    double sum = 0.0;
    for (uint32_t m = 0; m < result.facts->n_months; m++) {
        sum += lost[m];
    }
    assert_true(sum > 0.0 && repaid != NULL);
    bo_run_result_free(&result);
    run_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cash_of_companies_closes),
        cmocka_unit_test(and_of_those_who_buy_sites_of_others),
        cmocka_unit_test(debt_closes_under_stress),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
