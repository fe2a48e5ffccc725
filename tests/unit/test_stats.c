/* Quantiles and the interval of a mean. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"

#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/stats/stats.h"

static const double five[5] = {0.05, 0.25, 0.5, 0.75, 0.95};

static void quantiles_lie_between_order_statistics(void **state)
{
    (void)state;
    /* Sorted 1 2 4 8 16: the place of p is 4 p: 0.2, 1, 2, 3, 3.8. */
    double x[5] = {8.0, 1.0, 16.0, 4.0, 2.0}, q[5];
    assert_int_equal(bo_stats_quantiles(x, 5, five, 5, q), 5);
    assert_near(q[0], 1.2, 1e-15);
    assert_near(q[1], 2.0, 0.0);
    assert_near(q[2], 4.0, 0.0);
    assert_near(q[3], 8.0, 0.0);
    assert_near(q[4], 14.4, 1e-14);
}

static void what_is_not_finite_is_left_out(void **state)
{
    (void)state;
    double x[4] = {BO_NAN, 3.0, (double)INFINITY, 1.0}, q[5];
    assert_int_equal(bo_stats_quantiles(x, 4, five, 5, q), 2);
    assert_near(q[2], 2.0, 0.0);
}

static void an_empty_sample_has_no_quantiles(void **state)
{
    (void)state;
    double x[2] = {(double)INFINITY, BO_NAN}, q[5] = {0.0};
    assert_int_equal(bo_stats_quantiles(x, 2, five, 5, q), 0);
    for (int i = 0; i < 5; i++)
        assert_true(isnan(q[i]));
}

static void one_value_is_every_quantile_and_zero_has_no_sign(void **state)
{
    (void)state;
    double x[1] = {-0.0}, q[5];
    assert_int_equal(bo_stats_quantiles(x, 1, five, 5, q), 1);
    for (int i = 0; i < 5; i++) {
        assert_near(q[i], 0.0, 0.0);
        assert_false(signbit(q[i]));
    }
}

/* Every length around the sizes at which the selection changes its way, for values with ties, in order and against it. */
static void quantiles_are_those_of_the_values_in_order(void **state)
{
    (void)state;
    enum { MOST = 700, N_ASKED = 11 };
    static const double asked[N_ASKED] = {0.05, 0.25, 0.5, 0.75, 0.95, 1.0,
                                          0.0,  0.51, 0.5, 0.1,  0.9};
    static double x[MOST], sorted[MOST];
    struct bo_rng rng = {.seed = 3};
    for (uint32_t n = 1; n <= MOST; n += n < 60 ? 1 : 37) {
        for (uint32_t kind = 0; kind < 5; kind++) {
            for (uint32_t i = 0; i < n; i++) {
                double u = bo_rng_uniform(&rng, n, kind, i);
                const double of_kind[] = {u, floor(3.0 * u), i, n - i, floor(1.02 * u)};
                x[i] = of_kind[kind];
            }
            memcpy(sorted, x, n * sizeof *x);
            qsort(sorted, n, sizeof *sorted, bo_double_compare);
            double q[N_ASKED + 1];
            q[N_ASKED] = 7.5; /* what nobody asked for stays */
            assert_int_equal(bo_stats_quantiles(x, n, asked, N_ASKED, q), n);
            for (uint32_t i = 0; i < N_ASKED; i++) {
                double wanted = bo_quantile_sorted(sorted, n, asked[i]);
                assert_memory_equal(&q[i], &wanted, sizeof wanted);
            }
            assert_near(q[N_ASKED], 7.5, 0.0);
        }
    }
}

/* The smallest first, then from the largest downwards: of the first, the middle and the last the median is the second
 * smallest, which each step takes off but one value with, and leaves the rest in the same order. 64 steps of one value
 * each, and 8 that are sorted by insertion, are far less than 400. */
static void a_sample_made_to_defeat_the_selection_has_its_quantiles_all_the_same(void **state)
{
    (void)state;
    enum { N = 400 };
    double x[N], q[1];
    static const double half[1] = {0.5};
    x[0] = 1.0;
    for (uint32_t i = 1; i < N; i++)
        x[i] = N + 1.0 - i;
    assert_int_equal(bo_stats_quantiles(x, N, half, 1, q), N);
    assert_near(q[0], 200.5, 0.0);
    for (uint32_t i = 64; i < N; i++) /* by the library, which puts all in order */
        assert_near(x[i], i + 1.0, 0.0);
}

static bool in_order(const double *x, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        if (x[i - 1] > x[i])
            return false;
    return true;
}

/* Time goes to what is asked for: beside a median the largest quarter stays in no order, below the greatest the rest. */
static void what_is_not_asked_for_is_not_put_in_order(void **state)
{
    (void)state;
    enum { N = 400 };
    static const double half[1] = {0.5}, greatest[1] = {1.0};
    double x[N], q[1];
    struct bo_rng rng = {.seed = 3};
    for (uint32_t i = 0; i < N; i++)
        x[i] = bo_rng_uniform(&rng, 1, 0, i);
    assert_int_equal(bo_stats_quantiles(x, N, half, 1, q), N);
    assert_false(in_order(x + 300, N - 300));
    assert_int_equal(bo_stats_quantiles(x, N, greatest, 1, q), N);
    assert_false(in_order(x + 200, N - 300));
}

/* Where nearly all are equal and least, one look takes them off, and the rest stays in no order. Less than all of them at
 * once would come to the library in the end. The others lie where no step looks for its middle of three. */
static void equal_values_are_taken_off_together(void **state)
{
    (void)state;
    enum { N = 400, FIRST = 210, END = 230 };
    static const double least[1] = {0.0};
    double x[N], q[1];
    for (uint32_t i = 0; i < N; i++)
        x[i] = i >= FIRST && i < END ? (double)(N - i) : 1.0;
    assert_int_equal(bo_stats_quantiles(x, N, least, 1, q), N);
    assert_near(q[0], 1.0, 0.0);
    assert_false(in_order(x + N - (END - FIRST), END - FIRST));
}

static void two_values_have_an_interval(void **state)
{
    (void)state;
    /* 1 3: sd sqrt 2, standard error 1; t of 1 degree at 0.975 is 12.7062 (tables). */
    const double x[2] = {1.0, 3.0};
    struct bo_mean m = bo_stats_mean(x, 2, 0.95);
    assert_near(m.low, 2.0 - 12.7062, 1e-5);
    assert_near(m.high, 2.0 + 12.7062, 1e-5);
}

static void the_interval_of_a_mean_is_that_of_student(void **state)
{
    (void)state;
    /* 1 2 3 4: mean 2.5, sd sqrt(5/3), standard error 0.6454972; t of 3 degrees at 0.975 is 3.182446 (tables). */
    const double x[5] = {1.0, 2.0, BO_NAN, 3.0, 4.0};
    struct bo_mean m = bo_stats_mean(x, 5, 0.95);
    assert_int_equal(m.n, 4);
    assert_near(m.mean, 2.5, 1e-15);
    assert_near(m.high - m.mean, 3.182446 * 0.6454972, 1e-6);
    assert_near(m.mean - m.low, 3.182446 * 0.6454972, 1e-6);
}

static void one_value_has_a_mean_without_an_interval(void **state)
{
    (void)state;
    const double x[1] = {7.0};
    struct bo_mean m = bo_stats_mean(x, 1, 0.9);
    assert_near(m.mean, 7.0, 0.0);
    assert_true(isnan(m.low) && isnan(m.high));
    assert_true(isnan(bo_stats_mean(x, 0, 0.9).mean));
}

/* A thousandth of 1,000 and a ten-thousandth of 100,000 are 1 and 10. */
static void a_difference_is_slight_beside_its_own_or_the_largest(void **state)
{
    (void)state;
    assert_true(bo_stats_is_slight(-0.9, 1000.0, 1000.0));
    assert_false(bo_stats_is_slight(1.1, -1000.0, 1000.0));
    assert_true(bo_stats_is_slight(-1.9, 2.0, 100000.0));
    assert_false(bo_stats_is_slight(11.0, 12.0, 100000.0));
    assert_false(bo_stats_is_slight(0.1, 0.0, 0.0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_lie_between_order_statistics),
        cmocka_unit_test(what_is_not_finite_is_left_out),
        cmocka_unit_test(an_empty_sample_has_no_quantiles),
        cmocka_unit_test(one_value_is_every_quantile_and_zero_has_no_sign),
        cmocka_unit_test(quantiles_are_those_of_the_values_in_order),
        cmocka_unit_test(a_sample_made_to_defeat_the_selection_has_its_quantiles_all_the_same),
        cmocka_unit_test(what_is_not_asked_for_is_not_put_in_order),
        cmocka_unit_test(equal_values_are_taken_off_together),
        cmocka_unit_test(two_values_have_an_interval),
        cmocka_unit_test(the_interval_of_a_mean_is_that_of_student),
        cmocka_unit_test(one_value_has_a_mean_without_an_interval),
        cmocka_unit_test(a_difference_is_slight_beside_its_own_or_the_largest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
