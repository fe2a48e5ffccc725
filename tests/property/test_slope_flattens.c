/* Models that get no better: what comes with better ones stands still, tokens become a commodity and AI earns less. */
#include "pair_run.h"

enum { SEEDS = 5 };

static void what_comes_with_better_models_stands_still(void **state)
{
    (void)state;
    double ai[2] = {0.0}, capex[2] = {0.0};
    int lower = 0; /* seeds in which tokens earn less than half */
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct pair_run p = pair_run("scenarios/baseline_2025.cfg", "scenarios/slope_flattens.cfg",
                                     "time.end=\"2034-01-01\"", seed);
        double start = pair_month(&p, 1, "Capability|Ahead", "World", 2026, 7);
        assert_near(pair_month(&p, 1, "Revenue|AI", "World", 2026, 6),
                    pair_month(&p, 0, "Revenue|AI", "World", 2026, 6), 0.0);
        assert_near(pair_month(&p, 1, "Capability|Ahead", "World", 2030, 7), start - 48.0, 0.1);
        assert_near(pair_month(&p, 1, "Capability", "World", 2033, 12),
                    pair_month(&p, 1, "Capability", "World", 2026, 7), 0.0);
        assert_true(pair_month(&p, 1, "Price|Tokens", "World", 2028, 12) <
                    pair_month(&p, 0, "Price|Tokens", "World", 2028, 12));
        lower += pair_year(&p, 1, "Revenue|AI|api", "World", 2033) <
                 0.5 * pair_year(&p, 0, "Revenue|AI|api", "World", 2033);
        for (int k = 0; k < 2; k++) {
            ai[k] += pair_year(&p, k, "Revenue|AI", "World", 2033);
            capex[k] += pair_year(&p, k, "Capex", "World", 2033);
        }
        pair_run_free(&p);
    }
    print_message(
        "of 2033: AI revenue x %.2f, capex x %.2f; in %d of %d tokens earn less than half\n",
        ai[1] / ai[0], capex[1] / capex[0], lower, SEEDS);
    assert_true(lower >= SEEDS - 1); /* who has users with money to spend sells all the same */
    assert_true(ai[1] < 0.92 * ai[0]);
    assert_true(capex[1] < 0.97 * capex[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_with_better_models_stands_still),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
