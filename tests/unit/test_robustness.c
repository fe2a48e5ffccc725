/* Planted tables of strategies and futures. */
#include "near.h"

#include "buildout/base/arena.h"
#include "buildout/base/num.h"
#include "buildout/compare/robustness.h"

enum { STRATEGIES = 3, FUTURES = 3 };

static struct bo_arena *new_arena(void)
{
    struct bo_arena *arena = NULL;
    struct bo_err err;
    assert_int_equal(bo_arena_create((size_t)16 << 20, false, &arena, &err), 0);
    return arena;
}

/* One row a future; strategy 0 gambles, 1 is moderate, 2 is safe. */
static const double table[FUTURES][STRATEGIES] = {
    {100.0, 70.0, 30.0}, {10.0, 20.0, 25.0}, {-40.0, 5.0, 20.0}};

/* Every replicate is off by as much as shift says, in every cell alike. */
static void tell(const double *shift, uint32_t n, double enough, struct bo_arena *arena,
                 struct bo_robustness out[STRATEGIES])
{
    const double **value = BO_NEW_ARRAY(arena, const double *, (size_t)FUTURES *STRATEGIES);
    for (uint32_t i = 0; i < FUTURES * STRATEGIES; i++) {
        double *of = BO_NEW_ARRAY(arena, double, n);
        for (uint32_t k = 0; k < n; k++)
            of[k] = table[i / STRATEGIES][i % STRATEGIES] + shift[k];
        value[i] = of;
    }
    struct bo_futures futures = {STRATEGIES, FUTURES, n, value, enough};
    bo_robustness_of(&futures, 0.95, arena, out);
}

/* Regrets: 0 0.. of strategy 0: 0, 15, 60; of 1: 30, 5, 15; of 2: 70, 0, 0. */
static void regrets_are_held_against_the_best_of_each_future(void **state)
{
    (void)state;
    static const double none[2] = {0.0, 0.0};
    static const double mean[] = {70.0 / 3.0, 95.0 / 3.0, 25.0}, worst[] = {-40.0, 5.0, 20.0};
    static const double largest[] = {60.0, 30.0, 70.0}, regret[] = {25.0, 50.0 / 3.0, 70.0 / 3.0};
    static const double enough[] = {1.0 / 3.0, 2.0 / 3.0, 1.0},
                        best[] = {1.0 / 3.0, 0.0, 2.0 / 3.0};
    struct bo_arena *arena = new_arena();
    struct bo_robustness out[STRATEGIES];
    tell(none, 2, 20.0, arena, out);
    for (int s = 0; s < STRATEGIES; s++) {
        assert_int_equal(out[s].n, 2);
        assert_near(out[s].mean, mean[s], 1e-12);
        assert_near(out[s].worst, worst[s], 1e-12);
        assert_near(out[s].largest_regret, largest[s], 1e-12);
        assert_near(out[s].regret.mean, regret[s], 1e-12);
        assert_near(out[s].enough.mean, enough[s], 1e-12);
        assert_near(out[s].best_frac, best[s], 1e-12);
    }
    assert_int_equal(out[0].worst_future, 2);
    assert_int_equal(out[2].regret_future, 0);
    bo_arena_free(arena);
}

/* Luck that all have alike moves no regret; strategy 2 has 25 in future 1: enough for 28 in one replicate of three.
 * Shares of its futures by replicate: 1/3, 2/3, 1/3. Their t interval: 4/9 +- 4.302653 sqrt(1/27/3), of which what is below 0 is
 * no share. */
static void luck_that_all_share_is_not_regretted(void **state)
{
    (void)state;
    static const double shift[] = {0.0, 5.0, -1.0};
    struct bo_arena *arena = new_arena();
    struct bo_robustness out[STRATEGIES];
    tell(shift, 3, 28.0, arena, out);
    assert_near(out[2].regret.mean, 70.0 / 3.0, 1e-12);
    assert_near(out[2].regret.high, 70.0 / 3.0, 1e-9);
    assert_near(out[2].enough.mean, 4.0 / 9.0, 1e-12);
    assert_near(out[2].enough.low, 0.0, 0.0);
    assert_near(out[2].enough.high, 4.0 / 9.0 + 4.302653 * sqrt(1.0 / 81.0), 1e-6);
    bo_arena_free(arena);
}

/* In either half of the replicates another strategy is better by 10: with hindsight of luck half of them regret 10, in
 * the means nobody regrets anything. */
static void hindsight_of_luck_is_told_apart(void **state)
{
    (void)state;
    enum { N = 4 };
    static const double first[N] = {10.0, 0.0, 10.0, 0.0}, second[N] = {0.0, 10.0, 0.0, 10.0};
    const double *value[] = {first, second};
    struct bo_futures futures = {2, 1, N, value, 5.0};
    struct bo_arena *arena = new_arena();
    struct bo_robustness out[2];
    bo_robustness_of(&futures, 0.95, arena, out);
    for (int s = 0; s < 2; s++) {
        assert_near(out[s].largest_regret, 0.0, 0.0);
        assert_near(out[s].regret.mean, 5.0, 1e-12);
        assert_near(out[s].enough.mean, 0.5, 1e-12);
        assert_near(out[s].best_frac, 1.0, 0.0);
    }
    bo_arena_free(arena);
}

static void a_replicate_that_lacks_a_value_counts_nowhere(void **state)
{
    (void)state;
    double first[] = {1.0, 100.0}, second[] = {2.0, BO_NAN};
    const double *value[] = {first, second};
    struct bo_futures futures = {2, 1, 2, value, 0.0};
    struct bo_arena *arena = new_arena();
    struct bo_robustness out[2];
    bo_robustness_of(&futures, 0.95, arena, out);
    assert_int_equal(out[0].n, 1);
    assert_near(out[0].mean, 1.0, 0.0);
    assert_near(out[0].largest_regret, 1.0, 0.0);
    assert_true(isnan(out[0].regret.low));
    bo_arena_free(arena);
}

static void without_a_replicate_that_counts_nobody_is_best(void **state)
{
    (void)state;
    double first[] = {1.0, BO_NAN}, second[] = {BO_NAN, 2.0};
    const double *value[] = {first, second};
    struct bo_futures futures = {2, 1, 2, value, 0.0};
    struct bo_arena *arena = new_arena();
    struct bo_robustness out[2];
    bo_robustness_of(&futures, 0.95, arena, out);
    for (int s = 0; s < 2; s++) {
        assert_int_equal(out[s].n, 0);
        assert_true(isnan(out[s].worst));
        assert_true(isnan(out[s].largest_regret));
        assert_true(isnan(out[s].enough.mean));
        assert_true(isnan(out[s].best_frac));
    }
    bo_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regrets_are_held_against_the_best_of_each_future),
        cmocka_unit_test(luck_that_all_share_is_not_regretted),
        cmocka_unit_test(hindsight_of_luck_is_told_apart),
        cmocka_unit_test(a_replicate_that_lacks_a_value_counts_nowhere),
        cmocka_unit_test(without_a_replicate_that_counts_nobody_is_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
