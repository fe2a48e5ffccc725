/* Models that get no better: what comes with better ones stands still, tokens become a commodity and AI earns less. Pairs of runs on
 * the same luck. */
#include "variant_runs.h"

enum { SEEDS = 5 };

static const struct span of_2033 = {2033, 1, 2033, 12};

struct flat {
    double ai[2], capex[2];
    uint32_t n_less; /* pairs in which tokens earn less than half */
    uint32_t n_cheaper;
};

static void look_at_pair(const struct bo_facts *const *facts, uint32_t seed, void *context)
{
    struct flat *f = context;
    const struct bo_facts *base = facts[0], *flat = facts[1];
    (void)seed;
    assert_near(at_month(flat, "Revenue|AI", "World", 2026, 6),
                at_month(base, "Revenue|AI", "World", 2026, 6), 0.0);
    assert_near(at_month(flat, "Capability", "World", 2033, 12),
                at_month(flat, "Capability", "World", 2026, 7), 0.0);
    double start = at_month(flat, "Capability|Ahead", "World", 2026, 7);
    assert_near(at_month(flat, "Capability|Ahead", "World", 2030, 7), start - 48.0, 0.1);
    f->n_cheaper += at_month(flat, "Price|Tokens", "World", 2028, 12) <
                    at_month(base, "Price|Tokens", "World", 2028, 12);
    f->n_less += sum_over(flat, "Revenue|AI|api", "World", of_2033) <
                 0.5 * sum_over(base, "Revenue|AI|api", "World", of_2033);
    for (int k = 0; k < 2; k++) {
        f->ai[k] += sum_over(facts[k], "Revenue|AI", "World", of_2033);
        f->capex[k] += sum_over(facts[k], "Capex", "World", of_2033);
    }
}

static void what_comes_with_better_models_stands_still(void **state)
{
    (void)state;
    static const struct run_variant variant[] = {{"baseline_2025", {NULL}},
                                                 {"slope_flattens", {NULL}}};
    struct flat f = {.n_less = 0};
    variants_run(variant, 2, SEEDS, look_at_pair, &f);
    print_message(
        "of 2033: AI revenue x %.2f, capex x %.2f; in %u of %d tokens earn less than half\n",
        f.ai[1] / f.ai[0], f.capex[1] / f.capex[0], f.n_less, SEEDS);
    assert_true(f.n_cheaper >= SEEDS - 1);
    assert_true(f.n_less >= SEEDS - 1); /* who has users with money to spend sells all the same */
    assert_true(f.ai[1] < 0.92 * f.ai[0]);
    assert_true(f.capex[1] < 0.97 * f.capex[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_with_better_models_stands_still),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
