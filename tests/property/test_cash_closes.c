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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cash_of_companies_closes),
        cmocka_unit_test(and_of_those_who_buy_sites_of_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
