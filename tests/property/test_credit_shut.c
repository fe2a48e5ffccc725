/* A year in which nobody lends anew: boards that borrow buy less, landlords begin less, and what falls due is paid from cash. */
#include "pair_run.h"

enum { SEEDS = 4 };
#define END "time.end=\"2031-01-01\""

static void nothing_is_borrowed_and_less_is_built(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct pair_run p =
            pair_run("scenarios/baseline_2025.cfg", "scenarios/credit_shut.cfg", END, seed);
        assert_near(pair_year(&p, 1, "Capex", "World", 2026),
                    pair_year(&p, 0, "Capex", "World", 2026), 1e-9);
        assert_true(pair_year(&p, 1, "Capex", "World", 2027) <
                    0.95 * pair_year(&p, 0, "Capex", "World", 2027));
        assert_true(pair_month(&p, 1, "Debt", "Landlord Texas", 2027, 12) <
                    pair_month(&p, 1, "Debt", "Landlord Texas", 2026, 12));
        assert_near(pair_year(&p, 1, "Funding", "Landlord Texas", 2027),
                    pair_year(&p, 1, "Funding|Equity", "Landlord Texas", 2027), 1e-6);
        assert_true(pair_month(&p, 1, "Debt", "Oracle", 2027, 12) <
                    pair_month(&p, 1, "Debt", "Oracle", 2026, 12));
        assert_true(pair_month(&p, 1, "Capacity|IT Power|Energised", "World", 2030, 12) <
                    pair_month(&p, 0, "Capacity|IT Power|Energised", "World", 2030, 12));
        pair_run_free(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_borrowed_and_less_is_built),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
