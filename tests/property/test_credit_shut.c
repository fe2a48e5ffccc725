/* A year in which nobody lends anew: boards that borrow buy less, landlords begin less, and what falls due is paid from cash.
 * And lenders who look at what covers interest: who lives on credit builds less, and others take its customers. */
#include "variant_runs.h"

enum { SEEDS = 4 };
#define UNTIL_2031 "time.end=\"2031-01-01\""

static const struct span of_2026 = {2026, 1, 2026, 12}, of_2027 = {2027, 1, 2027, 12};

static void look_at_pair(const struct bo_facts *const *facts, uint32_t seed, void *context)
{
    const struct bo_facts *base = facts[0], *shut = facts[1];
    (void)seed;
    (void)context;
    assert_near(sum_over(shut, "Capex", "World", of_2026),
                sum_over(base, "Capex", "World", of_2026), 1e-9);
    assert_true(sum_over(shut, "Capex", "World", of_2027) <
                0.95 * sum_over(base, "Capex", "World", of_2027));
    assert_true(at_month(shut, "Debt", "Landlord Texas", 2027, 12) <
                at_month(shut, "Debt", "Landlord Texas", 2026, 12));
    assert_near(sum_over(shut, "Funding", "Landlord Texas", of_2027),
                sum_over(shut, "Funding|Equity", "Landlord Texas", of_2027), 1e-6);
    assert_true(at_month(shut, "Debt", "Oracle", 2027, 12) <
                at_month(shut, "Debt", "Oracle", 2026, 12));
    assert_true(at_month(shut, "Capacity|IT Power|Energised", "World", 2030, 12) <
                at_month(base, "Capacity|IT Power|Energised", "World", 2030, 12));
}

static void nothing_is_borrowed_and_less_is_built(void **state)
{
    (void)state;
    static const struct run_variant variant[] = {{"baseline_2025", {UNTIL_2031}},
                                                 {"credit_shut", {UNTIL_2031}}};
    variants_run(variant, 2, SEEDS, look_at_pair, NULL);
}

static double mw_of(const struct bo_facts *facts, const char *company)
{
    return at_month(facts, "Capacity|IT Power|Energised", company, 2030, 12) +
           at_month(facts, "Capacity|IT Power|Leased", company, 2030, 12);
}

static double of_cash_rich(const struct bo_facts *facts)
{
    return mw_of(facts, "Amazon") + mw_of(facts, "Alphabet") + mw_of(facts, "Microsoft") +
           mw_of(facts, "Oracle");
}

static void look_at_cover(const struct bo_facts *const *facts, uint32_t seed, void *context)
{
    const struct bo_facts *base = facts[0], *wary = facts[1];
    uint32_t *n_rivals_gain = context;
    static const struct span of_2025 = {2025, 7, 2025, 12};
    (void)seed;
    assert_near(sum_over(wary, "Capex", "World", of_2025),
                sum_over(base, "Capex", "World", of_2025), 1e-9);
    assert_true(at_month(wary, "Debt", "CoreWeave", 2030, 12) <
                at_month(base, "Debt", "CoreWeave", 2030, 12));
    assert_true(mw_of(wary, "CoreWeave") < 0.8 * mw_of(base, "CoreWeave"));
    *n_rivals_gain += of_cash_rich(wary) > of_cash_rich(base);
}

static void who_lives_on_credit_builds_less(void **state)
{
    (void)state;
    static const struct run_variant variant[] = {{"baseline_2025", {UNTIL_2031}},
                                                 {"wary_lenders", {UNTIL_2031}}};
    uint32_t n_rivals_gain = 0;
    variants_run(variant, 2, SEEDS, look_at_cover, &n_rivals_gain);
    assert_true(n_rivals_gain >= SEEDS - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_lives_on_credit_builds_less),
        cmocka_unit_test(nothing_is_borrowed_and_less_is_built),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
