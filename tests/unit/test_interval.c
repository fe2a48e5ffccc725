/* Intervals hold what they say, pairs and ranks. */
#include <stdbool.h>
#include <string.h>

#include "near.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#include "buildout/base/arena.h"
#include "buildout/base/dist.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/stats/interval.h"
#include "buildout/stats/stats.h"

enum { EXPERIMENTS = 2000, RUNS = 60, RESAMPLES = 300 };

static const double confidence = 0.95;

static struct bo_arena *new_arena(void)
{
    struct bo_arena *arena = NULL;
    struct bo_err err;
    assert_int_equal(bo_arena_create((size_t)1 << 32, false, &arena, &err), 0);
    return arena;
}

static double draw(const struct bo_dist *dist, uint32_t experiment, uint32_t purpose, uint32_t i)
{
    struct bo_rng rng = {.seed = 7, .replicate = experiment};
    return bo_dist_quantile(dist, bo_rng_uniform(&rng, 1, purpose, i));
}

static const struct bo_dist normal = {.kind = BO_DIST_NORMAL, .p = {3.0, 2.0}};
static const struct bo_dist noise = {.kind = BO_DIST_NORMAL, .p = {0.25, 0.5}};
static const struct bo_dist gamma_4 = {.kind = BO_DIST_GAMMA, .p = {4.0, 0.75}}; /* mean 3 */

/* What an experiment says, and which of its intervals hold the truth. */
enum kind { BY_T, BY_BCA, MEDIAN_BY_ORDER, MEDIAN_BY_BOOTSTRAP, PAIRED, SHARE, N_KINDS };

static bool holds(double low, double high, double truth)
{
    return low <= truth && truth <= high;
}

static void one_experiment(uint32_t e, bool *held, struct bo_arena *arena)
{
    double x[RUNS], skew[RUNS], other[RUNS], difference[RUNS];
    double n_yes = 0.0;
    for (uint32_t i = 0; i < RUNS; i++) {
        x[i] = draw(&normal, e, 0, i);
        skew[i] = draw(&gamma_4, e, 1, i);
        other[i] = x[i] + draw(&noise, e, 2, i);
        n_yes += skew[i] > bo_dist_median(&gamma_4);
    }
    const struct bo_resampling how = {
        .seed = e, .key = 5, .n_resamples = RESAMPLES, .confidence = confidence};
    struct bo_mean t = bo_stats_mean(x, RUNS, confidence);
    struct bo_interval bca = bo_stats_bootstrap_mean(skew, RUNS, &how, arena);
    struct bo_interval order = bo_stats_median(skew, RUNS, confidence, arena);
    struct bo_interval resampled = bo_stats_bootstrap_median(skew, RUNS, &how, arena);
    struct bo_paired paired = bo_stats_paired(x, other, RUNS, confidence);
    struct bo_interval share = bo_stats_share(n_yes, RUNS, confidence);
    held[BY_T] = holds(t.low, t.high, 3.0);
    held[BY_BCA] = holds(bca.low, bca.high, 3.0);
    held[MEDIAN_BY_ORDER] = holds(order.low, order.high, bo_dist_median(&gamma_4));
    held[MEDIAN_BY_BOOTSTRAP] = holds(resampled.low, resampled.high, bo_dist_median(&gamma_4));
    held[PAIRED] = holds(paired.low, paired.high, 0.25);
    held[SHARE] = holds(share.low, share.high, 0.5);
    assert_int_equal(bo_stats_differences(x, other, RUNS, difference), RUNS);
}

static void intervals_of_95_percent_hold_the_truth_in_93_to_97_of_100(void **state)
{
    (void)state;
    static const char *const name[N_KINDS] = {
        "mean by t", "mean by BCa", "median by order", "median by bootstrap", "paired", "share"};
    uint32_t n_held[N_KINDS] = {0};
    for (uint32_t e = 0; e < EXPERIMENTS; e++) {
        struct bo_arena *arena = new_arena();
        bool held[N_KINDS];
        one_experiment(e, held, arena);
        for (uint32_t k = 0; k < N_KINDS; k++)
            n_held[k] += held[k];
        bo_arena_free(arena);
    }
    for (uint32_t k = 0; k < N_KINDS; k++) {
        print_message("%s: %.2f %%\n", name[k], 100.0 * n_held[k] / EXPERIMENTS);
        assert_true(n_held[k] >= 0.93 * EXPERIMENTS && n_held[k] <= 0.97 * EXPERIMENTS);
    }
}

static void resamples_depend_on_seed_and_key_alone(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    const double x[8] = {1.0, 4.0, 2.0, 9.0, BO_NAN, 3.0, 7.0, 5.0};
    struct bo_resampling how = {.seed = 1, .key = 2, .n_resamples = 200, .confidence = 0.9};
    struct bo_interval a = bo_stats_bootstrap_mean(x, 8, &how, arena);
    struct bo_interval b = bo_stats_bootstrap_mean(x, 8, &how, arena);
    assert_int_equal(a.n, 7);
    assert_int_equal(b.n, 7);
    assert_near(b.value, a.value, 0.0);
    assert_near(b.low, a.low, 0.0);
    assert_near(b.high, a.high, 0.0);
    how.key = 3;
    b = bo_stats_bootstrap_mean(x, 8, &how, arena);
    assert_true(a.low < b.low || a.low > b.low || a.high < b.high || a.high > b.high);
    assert_near(b.value, 31.0 / 7.0, 1e-15);
    bo_arena_free(arena);
}

static void a_sample_without_spread_has_an_interval_without_width(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    const double x[6] = {4.0, 4.0, 4.0, 4.0, 4.0, 4.0};
    const struct bo_resampling how = {.seed = 1, .n_resamples = 99, .confidence = confidence};
    struct bo_interval of[3] = {bo_stats_bootstrap_mean(x, 6, &how, arena),
                                bo_stats_bootstrap_median(x, 6, &how, arena),
                                bo_stats_median(x, 6, confidence, arena)};
    for (int i = 0; i < 3; i++) {
        assert_near(of[i].low, 4.0, 0.0);
        assert_near(of[i].value, 4.0, 0.0);
        assert_near(of[i].high, 4.0, 0.0);
    }
    bo_arena_free(arena);
}

/* ---- the bootstrap, once more from the papers ---- */

enum { N_SKEWED = 9 };
static const double skewed[N_SKEWED] = {1.03, 2.51, 0.57, 9.2, 4.11, 1.49, 30.7, 3.05, 2.02};

/* The quantile of probability p of x[n], sorted here. */
static double quantile_of(double *x, size_t n, double p)
{
    gsl_sort(x, 1, n);
    return gsl_stats_quantile_from_sorted_data(x, 1, n, p);
}

static void resample(const struct bo_resampling *how, uint32_t r, double *out)
{
    const struct bo_rng rng = {.seed = how->seed};
    uint32_t index[N_SKEWED];
    bo_rng_resample(&rng, how->key, r, N_SKEWED, index);
    for (uint32_t i = 0; i < N_SKEWED; i++)
        out[i] = skewed[index[i]];
}

/* The acceleration by the jackknife as it is written: means with one value left out (Efron and Tibshirani 1993, 14.15). */
static double jackknife_acceleration(void)
{
    double left_out[N_SKEWED], cubes = 0.0, squares = 0.0;
    double all = N_SKEWED * gsl_stats_mean(skewed, 1, N_SKEWED);
    for (uint32_t i = 0; i < N_SKEWED; i++)
        left_out[i] = (all - skewed[i]) / (N_SKEWED - 1);
    double middle = gsl_stats_mean(left_out, 1, N_SKEWED);
    for (uint32_t i = 0; i < N_SKEWED; i++) {
        cubes += pow(middle - left_out[i], 3.0);
        squares += pow(middle - left_out[i], 2.0);
    }
    return cubes / (6.0 * pow(squares, 1.5));
}

static double bca_level(double z, double bias, double acceleration)
{
    return gsl_cdf_ugaussian_P(bias + (bias + z) / (1.0 - acceleration * (bias + z)));
}

static void the_interval_of_a_resampled_mean_is_that_of_efron(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    const struct bo_resampling how = {
        .seed = 11, .key = 4, .n_resamples = RESAMPLES, .confidence = 0.9};
    double x[N_SKEWED], mean[RESAMPLES], value = gsl_stats_mean(skewed, 1, N_SKEWED), below = 0.0;
    for (uint32_t r = 0; r < RESAMPLES; r++) {
        resample(&how, r, x);
        mean[r] = gsl_stats_mean(x, 1, N_SKEWED);
        below += mean[r] < value;
        assert_true(fabs(mean[r] - value) > 1e-9); /* no ties here */
    }
    double bias = gsl_cdf_ugaussian_Pinv(below / RESAMPLES), a = jackknife_acceleration();
    double z = gsl_cdf_ugaussian_Pinv(0.95);
    struct bo_interval of = bo_stats_bootstrap_mean(skewed, N_SKEWED, &how, arena);
    assert_true(bias > 0.02 && a > 0.02); /* both move the ends */
    assert_near(of.value, value, 1e-15);
    assert_near(of.low, quantile_of(mean, RESAMPLES, bca_level(-z, bias, a)), 1e-12);
    assert_near(of.high, quantile_of(mean, RESAMPLES, bca_level(z, bias, a)), 1e-12);
    /* Neither depends on the unit: a power of two leaves no rounding behind. */
    double small[N_SKEWED];
    for (int i = 0; i < N_SKEWED; i++)
        small[i] = ldexp(skewed[i], -20);
    struct bo_interval of_small = bo_stats_bootstrap_mean(small, N_SKEWED, &how, arena);
    assert_near(ldexp(of_small.low, 20), of.low, 1e-12);
    assert_near(ldexp(of_small.high, 20), of.high, 1e-12);
    bo_arena_free(arena);
}

/* Of two resamples that are both above the value a quarter counts as below it: none would be a bias without end. */
static void resamples_all_on_one_side_have_a_finite_bias(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    struct bo_resampling how = {.seed = 11, .n_resamples = 2, .confidence = 0.3};
    double x[N_SKEWED], mean[2] = {0.0}, value = gsl_stats_mean(skewed, 1, N_SKEWED);
    while (mean[0] <= value || mean[1] <= value) {
        how.key++;
        for (uint32_t r = 0; r < 2; r++) {
            resample(&how, r, x);
            mean[r] = gsl_stats_mean(x, 1, N_SKEWED);
        }
    }
    double bias = gsl_cdf_ugaussian_Pinv(0.25), a = jackknife_acceleration();
    double z = gsl_cdf_ugaussian_Pinv(0.65);
    struct bo_interval of = bo_stats_bootstrap_mean(skewed, N_SKEWED, &how, arena);
    assert_near(of.low, quantile_of(mean, 2, bca_level(-z, bias, a)), 1e-12);
    assert_near(of.high, quantile_of(mean, 2, bca_level(z, bias, a)), 1e-12);
    assert_true(of.low < of.high);
    bo_arena_free(arena);
}

static void a_value_of_zero_has_no_sign(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    const double x[3] = {-0.0, 1.0, -1.0};
    assert_false(signbit(bo_stats_median(x, 3, confidence, arena).value));
    assert_false(signbit(bo_stats_median(x + 1, 2, confidence, arena).value));
    assert_false(signbit(bo_stats_median(x, 1, confidence, arena).value));
    assert_true(isnan(bo_stats_median(x, 0, confidence, arena).value)); /* none is no zero */
    const double last[2] = {1.0, -0.0};
    assert_false(signbit(bo_stats_median(last, 2, 0.4, arena).low));
    bo_arena_free(arena);
}

/* An odd sample has one middle, an even one the mean of two: the last value is left out of the latter. */
static void the_interval_of_a_resampled_median_is_that_of_its_percentiles(void **state)
{
    (void)state;
    const struct bo_resampling how = {
        .seed = 12, .key = 6, .n_resamples = RESAMPLES, .confidence = 0.8};
    for (uint32_t n = N_SKEWED - 1; n <= N_SKEWED; n++) {
        struct bo_arena *arena = new_arena();
        const struct bo_rng rng = {.seed = how.seed};
        double sorted[N_SKEWED], x[N_SKEWED], median[RESAMPLES];
        memcpy(sorted, skewed, n * sizeof *sorted);
        gsl_sort(sorted, 1, n);
        for (uint32_t r = 0; r < RESAMPLES; r++) {
            uint32_t index[N_SKEWED];
            bo_rng_resample(&rng, how.key, r, n, index);
            for (uint32_t i = 0; i < n; i++)
                x[i] = sorted[index[i]];
            median[r] = quantile_of(x, n, 0.5);
        }
        struct bo_interval of = bo_stats_bootstrap_median(skewed, n, &how, arena);
        assert_near(of.value, quantile_of(sorted, n, 0.5), 1e-15);
        assert_near(of.low, quantile_of(median, RESAMPLES, 0.1), 1e-12);
        assert_near(of.high, quantile_of(median, RESAMPLES, 0.9), 1e-12);
        bo_arena_free(arena);
    }
}

/* Of 0 and 1 half the resamples have the mean itself: ties count half, and there is no bias. Counted below they would put
 * the ends at 0.93 and more, counted above at 0.4 and less. */
static void resamples_that_tie_with_the_value_are_no_bias(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    const double x[2] = {0.0, 1.0};
    const struct bo_resampling how = {.seed = 3, .key = 1, .n_resamples = 2000, .confidence = 0.2};
    struct bo_interval of = bo_stats_bootstrap_mean(x, 2, &how, arena);
    assert_near(of.value, 0.5, 0.0);
    assert_near(of.low, 0.5, 0.0);
    assert_near(of.high, 0.5, 0.0);
    bo_arena_free(arena);
}

static void below_two_values_nothing_is_resampled(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    const double x[3] = {BO_NAN, 7.0, (double)INFINITY};
    const struct bo_resampling how = {.seed = 1, .n_resamples = 50, .confidence = confidence};
    for (uint32_t n = 1; n <= 3; n += 2) {
        struct bo_interval of[2] = {bo_stats_bootstrap_mean(x, n, &how, arena),
                                    bo_stats_bootstrap_median(x, n, &how, arena)};
        for (int i = 0; i < 2; i++) {
            assert_int_equal(of[i].n, n == 3);
            assert_true(n == 3 ? of[i].value == 7.0 : isnan(of[i].value));
            assert_true(isnan(of[i].low) && isnan(of[i].high));
        }
    }
    const double two[2] = {2.0, 2.0};
    assert_near(bo_stats_bootstrap_mean(two, 2, &how, arena).low, 2.0, 0.0);
    assert_near(bo_stats_bootstrap_median(two, 2, &how, arena).high, 2.0, 0.0);
    bo_arena_free(arena);
}

static void the_interval_of_a_median_ends_at_the_middle(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    /* Of 4 the middle two hold the median with 6/16 = 37.5 %, of 5 those beside it with 62.5 %: less cannot be had of
     * order statistics, so that a confidence of 10 % has their interval. */
    const double x[5] = {40.0, 10.0, 30.0, 20.0, 50.0};
    struct bo_interval four = bo_stats_median(x, 4, 0.1, arena);
    struct bo_interval five = bo_stats_median(x, 5, 0.1, arena);
    assert_near(four.low, 20.0, 1e-14);
    assert_near(four.high, 30.0, 1e-14);
    assert_near(five.low, 20.0, 1e-14);
    assert_near(five.high, 40.0, 1e-14);
    /* Nor for nothing: of any odd number those beside the middle are the ends. */
    double ranks[21];
    for (uint32_t n = 1; n <= 21; n++) {
        ranks[n - 1] = n;
        struct bo_interval least = bo_stats_median(ranks, n, 0.0, arena);
        if (n >= 3 && n % 2 == 1) {
            assert_near(least.low, (n - 1) / 2.0, 1e-12);
            assert_near(least.high, (n + 3) / 2.0, 1e-12);
        }
    }
    bo_arena_free(arena);
}

static void the_interval_of_a_median_lies_between_order_statistics(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    /* Of 6 values the least and the greatest hold the median with 1 - 2/64 = 0.96875, the next with 0.78125: 95 % is
     * 0.1 of the way; Hettmansperger's weight is (6-1) 0.1 / (1 + (6-2) 0.1) = 0.35714. Of 5 values: 0.9375. */
    const double x[6] = {60.0, 10.0, 40.0, 20.0, 50.0, 30.0};
    struct bo_interval m = bo_stats_median(x, 6, confidence, arena);
    assert_near(m.value, 35.0, 1e-15);
    assert_near(m.low, 10.0 + 3.5714285714285716, 1e-12);
    assert_near(m.high, 60.0 - 3.5714285714285716, 1e-12);
    assert_true(isnan(bo_stats_median(x, 5, confidence, arena).low));
    /* 50 % is 0.6 of the way from 0.78125 to the middle two's 0.3125: 4 0.6 / (2 + 2 0.6) = 3/4. */
    struct bo_interval half = bo_stats_median(x, 6, 0.5, arena);
    assert_near(half.low, 27.5, 1e-12);
    assert_near(half.high, 42.5, 1e-12);
    /* Of 9 the second and the eighth hold it with 1 - 2 10/512 = 492/512, the next with 420/512: 95 % is 0.077778 of the
     * way, and (9-2) 0.077778 / (2 + (9-4) 0.077778) = 0.227907. */
    const double nine[9] = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0};
    struct bo_interval of_nine = bo_stats_median(nine, 9, confidence, arena);
    assert_near(of_nine.low, 2.0 + 0.22790697674418604, 1e-12);
    assert_near(of_nine.high, 8.0 - 0.22790697674418604, 1e-12);
    /* Two values hold the median between them with 1/2, which 40 % have, too. */
    struct bo_interval of_two = bo_stats_median(nine, 2, 0.4, arena);
    assert_near(of_two.low, 1.0, 0.0);
    assert_near(of_two.high, 2.0, 0.0);
    bo_arena_free(arena);
}

static void a_share_has_the_interval_of_wilson(void **state)
{
    (void)state;
    /* 1 of 10: (0.1 + 0.19207 -+ 1.95996 sqrt(0.009 + 0.0096036)) / 1.384146 (Newcombe 1998 tabulates such) */
    struct bo_interval s = bo_stats_share(1.0, 10, confidence);
    assert_near(s.low, 0.017876, 1e-5);
    assert_near(s.high, 0.404150, 1e-5);
    assert_near(bo_stats_share(0.0, 10, confidence).low, 0.0, 0.0);
    assert_near(bo_stats_share(10.0, 10, confidence).high, 1.0, 0.0);
    assert_true(isnan(bo_stats_share(0.0, 0, confidence).value));
    for (uint32_t n = 1; n < 1000; n++) /* no share is below none or above all by a rounding */
        assert_true(bo_stats_share(n, n, confidence).high <= 1.0 &&
                    bo_stats_share(0.0, n, confidence).low >= 0.0);
    /* 1 of 1: (1 + zz/2 - zz/2) / (1 + zz) with zz 3.841459 */
    assert_near(bo_stats_share(1.0, 1, confidence).low, 1.0 / 4.841459, 1e-7);
}

static void pairs_cancel_what_they_have_in_common(void **state)
{
    (void)state;
    /* Differences 1 3 2 of the pairs that are whole: mean 2, sd 1, se 0.57735, t(2) 4.302653. Base 10 20 30 and other 11
     * 23 32: variances 100 and 111; the factor is 211. */
    const double base[5] = {10.0, 20.0, BO_NAN, 30.0, 1.0};
    const double other[5] = {11.0, 23.0, 5.0, 32.0, (double)INFINITY};
    struct bo_paired p = bo_stats_paired(base, other, 5, confidence);
    assert_int_equal(p.n, 3);
    assert_near(p.base, 20.0, 1e-15);
    assert_near(p.other, 22.0, 1e-15);
    assert_near(p.difference, 2.0, 1e-15);
    assert_near(p.high, 2.0 + 4.302653 * 0.5773503, 1e-6);
    assert_near(p.low, 2.0 - 4.302653 * 0.5773503, 1e-6);
    assert_near(p.p_better, 1.0, 0.0);
    assert_near(p.variance_factor, 211.0, 1e-12);
}

static void better_worse_and_the_same_are_counted(void **state)
{
    (void)state;
    /* Two better, one worse and one the same of 4: (2 + 1/2) / 4. */
    const double base[4] = {1.0, 2.0, 3.0, 4.0}, other[4] = {2.0, 1.0, 3.0, 9.0};
    struct bo_paired p = bo_stats_paired(base, other, 4, confidence);
    struct bo_interval wilson = bo_stats_share(2.5, 4, confidence);
    assert_near(p.p_better, 0.625, 0.0);
    assert_near(p.p_low, wilson.low, 0.0);
    assert_near(p.p_high, wilson.high, 0.0);
    assert_near(p.difference, 1.25, 1e-15);
}

static void a_single_pair_has_a_difference_without_an_interval(void **state)
{
    (void)state;
    const double base[2] = {1.0, 2.0}, other[2] = {4.0, 2.0};
    struct bo_paired p = bo_stats_paired(base, other, 1, confidence);
    assert_near(p.base, 1.0, 0.0);
    assert_near(p.other, 4.0, 0.0);
    assert_near(p.difference, 3.0, 0.0);
    assert_true(isnan(p.low) && isnan(p.high) && isnan(p.variance_factor));
    /* 3 0: mean 1.5, standard error 1.5, t of 1 degree 12.7062 */
    assert_near(bo_stats_paired(base, other, 2, confidence).high, 1.5 + 1.5 * 12.7062, 1e-5);
}

static void differences_are_those_of_the_pairs_that_count(void **state)
{
    (void)state;
    const double base[4] = {1.0, BO_NAN, 5.0, 2.0}, other[4] = {4.0, 7.0, BO_NAN, 1.5};
    double difference[4];
    assert_int_equal(bo_stats_differences(base, other, 4, difference), 2);
    assert_near(difference[0], 3.0, 0.0);
    assert_near(difference[1], -0.5, 0.0);
}

static void luck_that_cancels_wholly_has_no_finite_factor(void **state)
{
    (void)state;
    const double base[3] = {1.0, 2.0, 4.0}, other[3] = {2.0, 3.0, 5.0}, flat[3] = {1.0, 1.0, 1.0};
    assert_true(isinf(bo_stats_paired(base, other, 3, confidence).variance_factor));
    assert_true(isnan(bo_stats_paired(flat, flat, 3, confidence).variance_factor));
    assert_near(bo_stats_paired(flat, flat, 3, confidence).p_better, 0.5, 0.0);
    assert_int_equal(bo_stats_paired(base, other, 0, confidence).n, 0);
    struct bo_paired none = bo_stats_paired(base, other, 0, confidence);
    assert_true(isnan(none.difference) && isnan(none.base) && isnan(none.other));
    assert_true(isnan(none.p_better) && isnan(none.p_low) && isnan(none.p_high));
    /* All but wholly: differences 0.1 0.2 0.3 of values that vary by 1 each. 1 1.21 over 0.01. */
    const double near_base[3] = {1.0, 2.0, 3.0}, near[3] = {1.1, 2.2, 3.3};
    assert_near(bo_stats_paired(near_base, near, 3, confidence).variance_factor, 221.0, 1e-9);
    /* It has no unit: small values share their luck as large ones do. */
    const double small_base[3] = {0.001, 0.002, 0.003}, small[3] = {0.0011, 0.0022, 0.0033};
    assert_near(bo_stats_paired(small_base, small, 3, confidence).variance_factor, 221.0, 1e-9);
}

static void superiority_counts_pairs_and_half_the_ties(void **state)
{
    (void)state;
    const double a[2] = {3.0, 1.0}, b[3] = {1.0, 2.0, BO_NAN};
    assert_near(bo_stats_superiority(a, 2, b, 3), 2.5 / 4.0, 1e-15);
    assert_true(isnan(bo_stats_superiority(a, 2, b, 0)));
    assert_near(bo_stats_superiority(a, 1, b, 1), 1.0, 0.0); /* a single pair */
    assert_near(bo_stats_superiority(b, 3, a, 2), 1.5 / 4.0, 1e-15);
}

static void ranks_see_what_is_monotone(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    const double x[6] = {1.0, 2.0, 3.0, 4.0, BO_NAN, 9.0},
                 up[6] = {1.0, 8.0, 27.0, 64.0, 1.0, BO_NAN};
    /* Ranks 1 2 3 4 against 2 1 4 3: 1 - 6 * 4 / (4 * 15) = 0.6. Tied 1 2 2 4 against 1 2 3 4: ranks 1 2.5 2.5 4. */
    const double swapped[4] = {20.0, 10.0, 40.0, 30.0}, tied[4] = {1.0, 2.0, 2.0, 4.0};
    const double flat[4] = {5.0, 5.0, 5.0, 5.0};
    assert_near(bo_stats_rank_correlation(x, up, 6, arena), 1.0, 1e-15);
    assert_near(bo_stats_rank_correlation(x, swapped, 4, arena), 0.6, 1e-15);
    assert_near(bo_stats_rank_correlation(x, tied, 4, arena), 4.5 / sqrt(5.0 * 4.5), 1e-14);
    assert_true(isnan(bo_stats_rank_correlation(x, flat, 4, arena)));
    assert_true(isnan(bo_stats_rank_correlation(flat, x, 4, arena)));
    assert_true(isnan(bo_stats_rank_correlation(x, up, 2, arena)));
    assert_near(bo_stats_rank_correlation(x, up, 3, arena), 1.0, 1e-15);
    /* What changes at its end alone varies, upwards or downwards: ranks 1 2 3 and 3 1.5 1.5, r = -1.5 / sqrt(2 1.5). */
    const double down[3] = {5.0, 4.0, 4.0}, late[3] = {5.0, 5.0, 6.0}, early[3] = {5.0, 6.0, 6.0};
    assert_near(bo_stats_rank_correlation(x, down, 3, arena), -1.5 / sqrt(3.0), 1e-15);
    assert_near(bo_stats_rank_correlation(x, late, 3, arena), 1.5 / sqrt(3.0), 1e-15);
    assert_near(bo_stats_rank_correlation(x, early, 3, arena), 1.5 / sqrt(3.0), 1e-15);
    bo_arena_free(arena);
}

/* A Gaussian pair of correlation r has a rank correlation of 6/pi asin(r/2): for 0.6 it is 0.58191. */
static void a_known_rank_correlation_is_recovered_within_0_05(void **state)
{
    (void)state;
    enum { N = 4000 };
    static double x[N], y[N];
    static const struct bo_dist unit = {.kind = BO_DIST_NORMAL, .p = {0.0, 1.0}};
    struct bo_arena *arena = new_arena();
    for (uint32_t i = 0; i < N; i++) {
        x[i] = draw(&unit, 0, 10, i);
        y[i] = bo_exp(0.6 * x[i] + 0.8 * draw(&unit, 0, 11, i));
    }
    assert_near(bo_stats_rank_correlation(x, y, N, arena), 0.58191, 0.05);
    bo_arena_free(arena);
}

/* The largest of 20 unrelated correlations stays below the noise in 95 of 100 trials; n is odd on purpose. */
static void noise_is_what_unrelated_inputs_reach(void **state)
{
    (void)state;
    enum { TRIALS = 400, INPUTS = 20, N = 51 };
    double y[N], x[N];
    uint32_t n_above = 0;
    double noise_level = bo_stats_rank_noise(N, INPUTS, confidence);
    for (uint32_t t = 0; t < TRIALS; t++) {
        struct bo_arena *arena = new_arena();
        double most = 0.0;
        for (uint32_t i = 0; i < N; i++)
            y[i] = draw(&normal, t, 20, i);
        for (uint32_t k = 0; k < INPUTS; k++) {
            for (uint32_t i = 0; i < N; i++)
                x[i] = draw(&normal, t, 21 + k, i);
            most = fmax(most, fabs(bo_stats_rank_correlation(x, y, N, arena)));
        }
        n_above += most > noise_level;
        bo_arena_free(arena);
    }
    assert_true(n_above >= 0.02 * TRIALS && n_above <= 0.08 * TRIALS);
    assert_near(bo_stats_rank_noise(3, 1, confidence), 1.0, 0.0);
}

static void noise_is_the_critical_value_of_the_tables(void **state)
{
    (void)state;
    /* Two-sided critical values of r at 5 %: 0.950 of 4 pairs, 0.576 of 12; at 1 %, which is 5 % of five, 0.708. */
    assert_near(bo_stats_rank_noise(4, 1, confidence), 0.9500, 1e-4);
    assert_near(bo_stats_rank_noise(12, 1, confidence), 0.5760, 1e-4);
    assert_near(bo_stats_rank_noise(12, 5, confidence), 0.7079, 1e-4);
    assert_near(bo_stats_rank_noise(12, 0, confidence), 1.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resamples_depend_on_seed_and_key_alone),
        cmocka_unit_test(a_sample_without_spread_has_an_interval_without_width),
        cmocka_unit_test(the_interval_of_a_resampled_mean_is_that_of_efron),
        cmocka_unit_test(the_interval_of_a_resampled_median_is_that_of_its_percentiles),
        cmocka_unit_test(a_value_of_zero_has_no_sign),
        cmocka_unit_test(resamples_all_on_one_side_have_a_finite_bias),
        cmocka_unit_test(resamples_that_tie_with_the_value_are_no_bias),
        cmocka_unit_test(below_two_values_nothing_is_resampled),
        cmocka_unit_test(the_interval_of_a_median_ends_at_the_middle),
        cmocka_unit_test(the_interval_of_a_median_lies_between_order_statistics),
        cmocka_unit_test(a_share_has_the_interval_of_wilson),
        cmocka_unit_test(pairs_cancel_what_they_have_in_common),
        cmocka_unit_test(better_worse_and_the_same_are_counted),
        cmocka_unit_test(a_single_pair_has_a_difference_without_an_interval),
        cmocka_unit_test(differences_are_those_of_the_pairs_that_count),
        cmocka_unit_test(luck_that_cancels_wholly_has_no_finite_factor),
        cmocka_unit_test(superiority_counts_pairs_and_half_the_ties),
        cmocka_unit_test(ranks_see_what_is_monotone),
        cmocka_unit_test(noise_is_the_critical_value_of_the_tables),
        /* the slow ones last: a mutant is mostly found by one of those above */
        cmocka_unit_test(intervals_of_95_percent_hold_the_truth_in_93_to_97_of_100),
        cmocka_unit_test(a_known_rank_correlation_is_recovered_within_0_05),
        cmocka_unit_test(noise_is_what_unrelated_inputs_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
