/* Dearer money costs those who owe, as their debt falls due, and nobody else; what it made them lose lowers their taxes. */
#include "tiny_run.h"

#define YEARS 6
#define LONG "time.end=\"2028-01-01\""
/* Alpha's 10 B USD run off in 8 years, an eighth a year. */
#define RISES \
    "finance.base_rate_per_year={points=((\"2022-01\",0.04),(\"2023-01\",0.08));shape=\"step\";}"
#define EIGHT "finance.debt_maturity_years=8.0"
/* It keeps all its cash, so that what falls due is borrowed anew. */
#define SAVES "strategies.steady.reserve_days=3653.0"

struct years {
    double value[YEARS];
};

static struct years yearly(const char *const *set, uint32_t n_sets, const char *variable,
                           const char *entity)
{
    struct run_fixture f;
    struct years years = {.value = {0.0}};
    run_open(&f, "tests/support/tiny.cfg", n_sets, set);
    struct bo_run_result result = run_well(&f, 1);
    const struct bo_fact_series *s = facts_find(result.facts, variable, entity, "");
    assert_non_null(s);
    for (uint32_t m = 0; m < result.facts->n_months; m++) {
        years.value[m / 12] += s->value[m];
    }
    bo_run_result_free(&result);
    run_close(&f);
    return years;
}

/* Interest over debt of a year (the debt of its months' ends). */
static struct years rates(const char *const *set, uint32_t n_sets)
{
    struct years interest = yearly(set, n_sets, "Interest", "Alpha");
    struct years debt = yearly(set, n_sets, "Debt", "Alpha");
    for (int y = 0; y < YEARS; y++) {
        interest.value[y] /= debt.value[y] / 12.0;
    }
    return interest;
}

static void debt_moves_to_a_new_rate_as_it_falls_due(void **state)
{
    (void)state;
    static const char *const set[] = {LONG, RISES, EIGHT, SAVES, "finance.debt_floats=true"};
    struct years kept = rates(set, 4), floats = rates(set, 5);
    assert_near(kept.value[0], 0.04, 0.002);
    assert_near(floats.value[2], 0.08, 0.004);
    assert_true(kept.value[1] < 0.05);
    for (int y = 1; y < YEARS; y++) {
        assert_true(kept.value[y] > kept.value[y - 1]);
        assert_true(kept.value[y] < floats.value[y]);
    }
    assert_true(kept.value[YEARS - 1] > 0.055);
}

/* Its first year is as reported, whatever money costs: a year later it has fallen due in part. Beta owes nothing. */
static void dearer_money_costs_those_who_owe(void **state)
{
    (void)state;
    static const char *const set[] = {LONG,
                                      EIGHT,
                                      SAVES,
                                      "finance.opening_rate_per_year=0.04",
                                      "finance.base_rate_per_year=0.08",
                                      "finance.cash_yield_per_year=0.02"};
    static const char *const cheap[] = {LONG,
                                        EIGHT,
                                        SAVES,
                                        "finance.opening_rate_per_year=0.04",
                                        "finance.base_rate_per_year=0.04",
                                        "finance.cash_yield_per_year=0.02"};
    static const char *const entity[] = {"Alpha", "Beta"};
    for (int i = 0; i < 2; i++) {
        struct years dear = yearly(set, 6, "Operating Cash Flow", entity[i]);
        struct years usual = yearly(cheap, 6, "Operating Cash Flow", entity[i]);
        assert_near(dear.value[0] / usual.value[0], 1.0, 0.001);
        for (int y = 1; y < YEARS && i == 0; y++) {
            assert_true(dear.value[y] - usual.value[y] < dear.value[y - 1] - usual.value[y - 1]);
        }
        if (i == 1) {
            assert_near(dear.value[YEARS - 1] / usual.value[YEARS - 1], 1.0, 1e-6);
        }
    }
}

static const double *values_of(const struct bo_facts *facts, const char *entity,
                               const char *variable)
{
    static const double nothing[1];
    const struct bo_fact_series *s = facts_find(facts, variable, entity, "");
    assert_non_null(s);
    return s != NULL ? s->value : nothing;
}

/* Interest of 2023 eats all that Alpha earns and more: a fifth goes to the state again once later years have made up for that. */
static void a_loss_is_made_up_for_before_anything_is_taxed(void **state)
{
    (void)state;
    static const char *const set[] = {LONG,
                                      SAVES,
                                      "companies.Alpha.debt=40 B USD",
                                      "finance.debt_floats=true",
                                      "finance.cash_yield_per_year=0.0",
                                      "finance.base_rate_per_year={points=((\"2022-01\",0.04),("
                                      "\"2023-01\",0.9),(\"2024-01\",0.04));"
                                      "shape=\"step\";}"};
    struct run_fixture f;
    run_open(&f, "tests/support/tiny.cfg", 6, set);
    struct bo_run_result result = run_well(&f, 1);
    const double *operating = values_of(result.facts, "Alpha", "Operating Income");
    const double *interest = values_of(result.facts, "Alpha", "Interest");
    const double *net = values_of(result.facts, "Alpha", "Net Income");
    double lost = 0.0, taxes_after = 0.0;
    uint32_t n_made_up = 0;
    for (uint32_t m = 0; m < result.facts->n_months; m++) {
        double before = operating[m] - interest[m];
        lost = fmax(0.0, lost - before);
        if (lost > 0.0) {
            assert_near(net[m], before, 0.01);
            n_made_up += before > 0.0;
        } else if (n_made_up > 0) {
            taxes_after += before - net[m];
        }
    }
    assert_true(n_made_up > 3);
    assert_true(taxes_after > 100.0);
    bo_run_result_free(&result);
    run_close(&f);
}

/* xAI opens with 12 to 19 B USD of debt at an eighth a year. Without rounds its money ends; from then on it owes nothing, pays no
 * interest, borrows nothing and keeps no more than it needs. */
static void a_liquidated_lab_owes_nothing_any_more(void **state)
{
    (void)state;
    static const char *const set[] = {"labs.xAI.rounds_until=\"2025-08-01\"",
                                      "capital.rescue_frac=0.0", "labs.xAI.exit_ratio=0.0"};
    struct run_fixture f;
    run_open(&f, "scenarios/baseline_2025.cfg", 3, set);
    struct bo_run_result result = run_well(&f, 1);
    const struct bo_facts *facts = result.facts;
    const double *debt = values_of(facts, "xAI", "Debt");
    const double *interest = values_of(facts, "xAI", "Interest");
    const double *cash = values_of(facts, "xAI", "Cash");
    assert_true(interest[0] > 12000.0 * 0.12 / 12.0);
    uint32_t end = 0;
    while (end < facts->n_months && debt[end] > 0.0) {
        end++;
    }
    assert_true(end > 6 && end < 36);
    for (uint32_t m = end; m < facts->n_months; m++) {
        assert_near(debt[m] + interest[m], 0.0, 0.0);
        assert_true(cash[m] >= 0.0 && cash[m] < 2000.0);
    }
    bo_run_result_free(&result);
    run_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loss_is_made_up_for_before_anything_is_taxed),
        cmocka_unit_test(a_liquidated_lab_owes_nothing_any_more),
        cmocka_unit_test(dearer_money_costs_those_who_owe),
        cmocka_unit_test(debt_moves_to_a_new_rate_as_it_falls_due),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
