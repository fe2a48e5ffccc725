/* Parts of a difference: worked by hand, adding up, and drawn orders near all of them. */
#include "near.h"

#include "buildout/base/arena.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/compare/attribution.h"

enum { N = 50 };

static struct bo_arena *new_arena(void)
{
    struct bo_arena *arena = NULL;
    struct bo_err err;
    assert_int_equal(bo_arena_create((size_t)1 << 30, false, &arena, &err), 0);
    return arena;
}

static double luck(uint32_t replicate, uint32_t purpose)
{
    struct bo_rng rng = {.seed = 5, .replicate = replicate};
    return bo_rng_uniform(&rng, 0, purpose, 0);
}

typedef double (*worth_fn)(uint64_t set, uint32_t replicate);

static struct bo_attribution tell(const struct bo_attribution_plan *plan, worth_fn worth,
                                  uint32_t n, struct bo_arena *arena)
{
    const double **value = BO_NEW_ARRAY(arena, const double *, plan->n_sets);
    for (uint32_t s = 0; s < plan->n_sets; s++) {
        double *of_set = BO_NEW_ARRAY(arena, double, n);
        for (uint32_t k = 0; k < n; k++)
            of_set[k] = worth(plan->set[s], k);
        value[s] = of_set;
    }
    return bo_attribution_of(plan, value, n, 0.95, arena);
}

static bool has(uint64_t set, uint32_t i)
{
    return set >> i & 1;
}

/* 10 without changes; 0 adds 3, 1 adds 1; 0 and 2 together add 8 more, which 2 alone does not. */
static double with_a_pair(uint64_t set, uint32_t replicate)
{
    return 10.0 + 100.0 * luck(replicate, 0) + 3.0 * has(set, 0) + 1.0 * has(set, 1) +
           8.0 * (has(set, 0) && has(set, 2));
}

/* In order 2 comes last and gets the whole 8; Shapley gives either half of it. Luck is common and cancels. */
static void what_two_do_together_is_shared(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    struct bo_attribution_plan plan;
    bo_attribution_plan(3, 0, 1, arena, &plan);
    assert_int_equal(plan.n_sets, 8);
    struct bo_attribution a = tell(&plan, with_a_pair, N, arena);
    static const double in_order[] = {3.0, 1.0, 8.0}, shapley[] = {7.0, 1.0, 4.0};
    assert_int_equal(a.n, N);
    assert_near(a.total.mean, 12.0, 1e-12);
    assert_near(a.other - a.base, 12.0, 1e-12);
    for (int i = 0; i < 3; i++) {
        assert_near(a.in_order[i].mean, in_order[i], 1e-12);
        assert_near(a.shapley[i].mean, shapley[i], 1e-12);
        assert_near(a.shapley[i].low, shapley[i], 1e-9);
    }
    bo_arena_free(arena);
}

/* Replicate k: change 0 is worth k, of 0, 1, 2; t of 2 degrees of freedom is 4.302653, the sd 1: 1 +- 2.484138. */
static double differs_by_luck(uint64_t set, uint32_t replicate)
{
    return has(set, 0) * (double)replicate;
}

static double missing_once(uint64_t set, uint32_t replicate)
{
    return replicate == 3 && set == 1 ? BO_NAN : has(set, 0) * (double)replicate;
}

static void intervals_are_students(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    struct bo_attribution_plan plan;
    bo_attribution_plan(2, 0, 1, arena, &plan);
    struct bo_attribution a = tell(&plan, differs_by_luck, 3, arena);
    assert_near(a.in_order[0].low, 1.0 - 2.484138, 1e-6);
    assert_near(a.shapley[0].high, 1.0 + 2.484138, 1e-6);
    assert_near(a.total.high, 1.0 + 2.484138, 1e-6);
    /* A replicate that one set lacks is left out of all. */
    a = tell(&plan, missing_once, 4, arena);
    assert_int_equal(a.n, 3);
    assert_near(a.total.mean, 1.0, 1e-12);
    a = tell(&plan, differs_by_luck, 1, arena);
    assert_true(isnan(a.total.low));
    bo_arena_free(arena);
}

/* Every pair of neighbours, and every triple that begins at an even change, is worth something of its own. */
static double entangled(uint64_t set, uint32_t replicate)
{
    double sum = luck(replicate, 1);
    for (uint32_t i = 0; i < 8; i++) {
        sum += has(set, i) * (i + luck(replicate, 10 + i));
        sum += has(set, i) && has(set, (i + 1) % 8) ? 2.0 + i : 0.0;
        sum +=
            i % 2 == 0 && has(set, i) && has(set, (i + 3) % 8) && has(set, (i + 5) % 8) ? 5.0 : 0.0;
    }
    return sum;
}

static void drawn_orders_come_near_all_of_them(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    struct bo_attribution_plan whole, drawn, fewer;
    bo_attribution_plan(8, 0, 1, arena, &whole);
    bo_attribution_plan(8, 39, 1, arena, &drawn);
    bo_attribution_plan(8, 10, 1, arena, &fewer);
    assert_int_equal(drawn.n_orders, 40);
    assert_true(drawn.n_sets < whole.n_sets && fewer.n_sets < drawn.n_sets);
    struct bo_attribution all = tell(&whole, entangled, N, arena);
    struct bo_attribution some = tell(&drawn, entangled, N, arena);
    double sum = 0.0, sum_all = 0.0, sum_in_order = 0.0;
    for (int i = 0; i < 8; i++) {
        assert_true(some.shapley[i].low < all.shapley[i].mean);
        assert_true(some.shapley[i].high > all.shapley[i].mean);
        sum += some.shapley[i].mean;
        sum_all += all.shapley[i].mean;
        sum_in_order += some.in_order[i].mean;
        assert_near(some.in_order[i].mean, all.in_order[i].mean, 1e-12);
    }
    assert_near(sum, some.total.mean, 1e-12);
    assert_near(sum_all, all.total.mean, 1e-12);
    assert_near(sum_in_order, all.total.mean, 1e-12);
    bo_arena_free(arena);
}

/* Of 400 experiments of 24 drawn orders and 20 replicates, how many cover what all orders and much luck say? What an
 * order gives takes few values, so that it is not quite 95 of 100. */
static void intervals_of_drawn_orders_cover(void **state)
{
    (void)state;
    enum { EXPERIMENTS = 400, REPLICATES = 20 };
    struct bo_arena *arena = new_arena();
    struct bo_attribution_plan whole;
    bo_attribution_plan(8, 0, 1, arena, &whole);
    double truth = tell(&whole, entangled, 20000, arena).shapley[3].mean;
    uint32_t n_covered = 0;
    for (uint32_t e = 0; e < EXPERIMENTS; e++) {
        struct bo_arena *own = new_arena();
        struct bo_attribution_plan plan;
        bo_attribution_plan(8, 24, 100 + e, own, &plan);
        const double **value = BO_NEW_ARRAY(own, const double *, plan.n_sets);
        for (uint32_t s = 0; s < plan.n_sets; s++) {
            double *of_set = BO_NEW_ARRAY(own, double, REPLICATES);
            for (uint32_t k = 0; k < REPLICATES; k++)
                of_set[k] = entangled(plan.set[s], e * REPLICATES + k);
            value[s] = of_set;
        }
        struct bo_attribution a = bo_attribution_of(&plan, value, REPLICATES, 0.95, own);
        n_covered += a.shapley[3].low <= truth && truth <= a.shapley[3].high;
        bo_arena_free(own);
    }
    print_message("%u of %d covered\n", n_covered, EXPERIMENTS);
    assert_in_range(n_covered, EXPERIMENTS * 92 / 100, EXPERIMENTS * 98 / 100);

    bo_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_two_do_together_is_shared),
        cmocka_unit_test(intervals_are_students),
        cmocka_unit_test(drawn_orders_come_near_all_of_them),
        cmocka_unit_test(intervals_of_drawn_orders_cover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
