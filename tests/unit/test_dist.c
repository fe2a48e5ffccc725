#include <string.h>

#include <gsl/gsl_errno.h>

#include "buildout/base/dist.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "near.h"

static double quantile(enum bo_dist_kind kind, double a, double b, double c, double d, double u)
{
    const struct bo_dist dist = {.kind = kind, .p = {a, b, c, d}};

    assert_int_equal(bo_dist_check(&dist, NULL), 0);
    return bo_dist_quantile(&dist, u);
}

static void a_constant_is_itself_and_a_uniform_is_linear(void **state)
{
    (void)state;
    assert_near(quantile(BO_DIST_CONSTANT, 7.5, 0, 0, 0, 0.01), 7.5, 0.0);
    assert_near(quantile(BO_DIST_UNIFORM, -2.0, 6.0, 0, 0, 0.25), 0.0, 1e-15);
    assert_near(quantile(BO_DIST_UNIFORM, 0.5, 4.0, 0, 0, 0.5), 2.25, 1e-15);
}

static void a_triangle_from_0_over_3_to_12(void **state)
{
    (void)state;
    /* F(3) = 3/12; below, F = x^2/36; above, 1 - F = (12 - x)^2/108 */
    assert_near(quantile(BO_DIST_TRIANGULAR, 0, 3, 12, 0, 0.25), 3.0, 1e-14);
    assert_near(quantile(BO_DIST_TRIANGULAR, 0, 3, 12, 0, 1.0 / 9.0), 2.0, 1e-14);
    assert_near(quantile(BO_DIST_TRIANGULAR, 0, 3, 12, 0, 2.0 / 3.0), 6.0, 1e-14);
}

static void a_triangle_may_have_its_mode_at_an_end(void **state)
{
    (void)state;
    /* mode at low: 1 - F = (1 - x)^2; mode at high: F = x^2 */
    assert_near(quantile(BO_DIST_TRIANGULAR, 0, 0, 1, 0, 0.75), 0.5, 1e-15);
    assert_near(quantile(BO_DIST_TRIANGULAR, 0, 1, 1, 0, 0.25), 0.5, 1e-15);
}

static void a_pert_is_a_beta_of_shape_4(void **state)
{
    (void)state;
    /* mode in the middle: beta(3, 3), median in the middle */
    assert_near(quantile(BO_DIST_PERT, 10, 15, 20, 0, 0.5), 15.0, 1e-12);
    /* mode at low: beta(1, 5), F = 1 - (1 - x)^5 */
    assert_near(quantile(BO_DIST_PERT, 0, 0, 1, 0, 1.0 - 0.00032), 0.8, 1e-12);
}

static void a_normal_has_its_tabulated_quantiles(void **state)
{
    (void)state;
    assert_near(quantile(BO_DIST_NORMAL, 10.0, 2.0, 0, 0, 0.5), 10.0, 0.0);
    /* z(0.975) = 1.959963984540054 */
    assert_near(quantile(BO_DIST_NORMAL, 10.0, 2.0, 0, 0, 0.975), 13.919927969080108, 1e-14);
    assert_near(quantile(BO_DIST_NORMAL, 10.0, 2.0, 0, 0, 0.025), 6.080072030919892, 1e-14);
}

static void an_interval_of_90_percent_has_its_bounds_at_5_and_95_percent(void **state)
{
    (void)state;
    assert_near(quantile(BO_DIST_NORMAL_90, -5, 20, 0, 0, 0.05), -5.0, 1e-13);
    assert_near(quantile(BO_DIST_NORMAL_90, -5, 20, 0, 0, 0.95), 20.0, 1e-13);
    assert_near(quantile(BO_DIST_NORMAL_90, -5, 20, 0, 0, 0.5), 7.5, 1e-13);
    assert_near(quantile(BO_DIST_LOGNORMAL_90, 5, 20, 0, 0, 0.05), 5.0, 1e-13);
    assert_near(quantile(BO_DIST_LOGNORMAL_90, 5, 20, 0, 0, 0.95), 20.0, 1e-13);
    assert_near(quantile(BO_DIST_LOGNORMAL_90, 5, 20, 0, 0, 0.5), 10.0, 1e-13);
}

static void a_lognormal_goes_through_the_points_that_define_it(void **state)
{
    (void)state;
    assert_near(quantile(BO_DIST_LOGNORMAL_P90, 14, 21, 0, 0, 0.5), 14.0, 0.0);
    assert_near(quantile(BO_DIST_LOGNORMAL_P90, 14, 21, 0, 0, 0.9), 21.0, 1e-13);
    assert_near(quantile(BO_DIST_LOGNORMAL_P95, 14, 21, 0, 0, 0.95), 21.0, 1e-13);
    /* one sigma above the median: e^0.3 = 1.3498588 */
    assert_near(quantile(BO_DIST_LOGNORMAL, 2, 0.3, 0, 0, 0.8413447460685429), 2.6997176151520065,
                1e-13);
}

static void betas_with_a_closed_form_have_it(void **state)
{
    (void)state;
    /* beta(1, 1) is uniform; beta(2, 1) has F = x^2; both on 10..20 */
    assert_near(quantile(BO_DIST_BETA, 1, 1, 10, 20, 0.3), 13.0, 1e-12);
    assert_near(quantile(BO_DIST_BETA, 2, 1, 10, 20, 0.25), 15.0, 1e-12);
}

static void gamma_of_shape_1_is_exponential(void **state)
{
    (void)state;
    /* median ln 2 times the mean */
    assert_near(quantile(BO_DIST_GAMMA, 1, 30, 0, 0, 0.5), 20.79441541679836, 1e-12);
    assert_near(quantile(BO_DIST_EXPONENTIAL, 30, 0, 0, 0, 0.5), 20.79441541679836, 1e-14);
    /* gamma(2, 1) has F(2) = 1 - 3 e^-2 */
    assert_near(quantile(BO_DIST_GAMMA, 2, 1, 0, 0, 0.5939941502901616), 2.0, 1e-12);
}

static void a_discrete_distribution_steps_at_its_cumulated_weights(void **state)
{
    static const double X[] = {10.0, 20.0, 30.0, 40.0};
    static const double WEIGHT[] = {1.0, 0.0, 3.0, 0.0};
    const struct bo_dist dist = {.kind = BO_DIST_DISCRETE, .n = 4, .x = X, .weight = WEIGHT};

    (void)state;
    assert_int_equal(bo_dist_check(&dist, NULL), 0);
    assert_near(bo_dist_quantile(&dist, 0.249), 10.0, 0.0);
    assert_near(bo_dist_quantile(&dist, 0.251), 30.0, 0.0);
    assert_near(bo_dist_quantile(&dist, 1.0 - 0x1p-53), 30.0, 0.0);
    assert_near(bo_dist_median(&dist), 30.0, 0.0);
}

/* Of the smallest number there is, three quarters are the number itself: no cumulated weight lies above it. */
static void a_weight_too_small_to_be_divided_is_drawn(void **state)
{
    static const double X[] = {10.0, 20.0, 30.0};
    static const double WEIGHT[] = {0.0, 0x1p-1074, 0.0};
    const struct bo_dist dist = {.kind = BO_DIST_DISCRETE, .n = 3, .x = X, .weight = WEIGHT};

    (void)state;
    assert_int_equal(bo_dist_check(&dist, NULL), 0);
    assert_near(bo_dist_quantile(&dist, 0.25), 20.0, 0.0);
    assert_near(bo_dist_quantile(&dist, 0.75), 20.0, 0.0);
}

static void no_distribution_has_no_quantile(void **state)
{
    const struct bo_dist none = {.kind = BO_N_DIST_KINDS},
                         nonsense = {.kind = (enum bo_dist_kind)99};

    (void)state;
    assert_true(isnan(bo_dist_quantile(&none, 0.5)));
    assert_true(isnan(bo_dist_quantile(&nonsense, 0.5)));
}

static void an_empirical_distribution_is_linear_between_its_values(void **state)
{
    static const double X[] = {10.0, 20.0, 40.0};
    const struct bo_dist dist = {.kind = BO_DIST_EMPIRICAL, .n = 3, .x = X};

    (void)state;
    assert_int_equal(bo_dist_check(&dist, NULL), 0);
    assert_near(bo_dist_quantile(&dist, 0.25), 15.0, 1e-15);
    assert_near(bo_dist_quantile(&dist, 0.75), 30.0, 1e-15);
}

static void outside_the_open_interval_there_is_no_quantile(void **state)
{
    const struct bo_dist dist = {.kind = BO_DIST_UNIFORM, .p = {0.0, 1.0}};

    (void)state;
    assert_true(isnan(bo_dist_quantile(&dist, 0.0)));
    assert_true(isnan(bo_dist_quantile(&dist, 1.0)));
    assert_true(isnan(bo_dist_quantile(&dist, -0.5)));
    assert_true(isnan(bo_dist_quantile(&dist, BO_NAN)));
}

/* One checked distribution a kind, all positive. */
static struct bo_dist example(enum bo_dist_kind kind)
{
    static const double X[] = {1.0, 2.0, 5.0};
    static const double WEIGHT[] = {0.2, 0.5, 0.3};
    static const double P[BO_N_DIST_KINDS][4] = {
        [BO_DIST_CONSTANT] = {3.0},       [BO_DIST_UNIFORM] = {1.0, 2.0},
        [BO_DIST_TRIANGULAR] = {1, 2, 4}, [BO_DIST_PERT] = {1, 2, 4},
        [BO_DIST_NORMAL] = {100, 1},      [BO_DIST_NORMAL_90] = {100, 110},
        [BO_DIST_LOGNORMAL] = {3.0, 0.5}, [BO_DIST_LOGNORMAL_P90] = {3, 5},
        [BO_DIST_LOGNORMAL_P95] = {3, 5}, [BO_DIST_LOGNORMAL_90] = {3, 5},
        [BO_DIST_BETA] = {2, 3, 1, 5},    [BO_DIST_GAMMA] = {2.5, 4},
        [BO_DIST_EXPONENTIAL] = {6.0},
    };
    struct bo_dist dist = {.kind = kind, .n = 3, .x = X, .weight = WEIGHT};

    memcpy(dist.p, P[kind], sizeof dist.p);
    return dist;
}

static void every_kind_is_monotone_and_finite_to_the_last_draw(void **state)
{
    (void)state;
    for (int kind = 0; kind < BO_N_DIST_KINDS; kind++) {
        struct bo_dist dist = example((enum bo_dist_kind)kind);
        double last = bo_dist_quantile(&dist, 0x1p-53);

        assert_int_equal(bo_dist_check(&dist, NULL), 0);
        assert_true(isfinite(last) && isfinite(bo_dist_quantile(&dist, 1.0 - 0x1p-53)));
        for (int i = 1; i < 1000; i++) {
            double x = bo_dist_quantile(&dist, i / 1000.0);

            if (!(x >= last))
                fail_msg("%s falls at %d/1000", bo_dist_name((enum bo_dist_kind)kind), i);
            last = x;
        }
    }
}

static void scaling_a_distribution_scales_its_quantiles(void **state)
{
    (void)state;
    for (int kind = 0; kind < BO_N_DIST_KINDS; kind++) {
        struct bo_dist dist = example((enum bo_dist_kind)kind);
        struct bo_dist months = bo_dist_scaled(&dist, 30.4375);
        struct bo_dist twice = bo_dist_scaled(&months, 2.0);

        assert_int_equal(bo_dist_check(&months, NULL), 0);
        for (int i = 1; i < 20; i++) {
            double x = bo_dist_quantile(&dist, i / 20.0);

            assert_near(bo_dist_quantile(&months, i / 20.0), 30.4375 * x, 1e-12);
            assert_near(bo_dist_quantile(&twice, i / 20.0), 60.875 * x, 1e-12);
        }
    }
}

static void a_distribution_reduced_draws_the_same_to_the_last_bit(void **state)
{
    (void)state;
    for (int kind = 0; kind < BO_N_DIST_KINDS; kind++) {
        struct bo_dist dist = example((enum bo_dist_kind)kind);
        struct bo_dist reduced = bo_dist_reduced(&dist);

        for (int i = 1; i < 1000; i++) {
            double x = bo_dist_quantile(&dist, i / 1000.0);
            double again = bo_dist_quantile(&reduced, i / 1000.0);

            assert_memory_equal(&x, &again, sizeof x);
        }
    }
}

static void every_kind_has_a_name_and_the_names_of_its_parameters(void **state)
{
    const char *const *name = bo_dist_parameter_names(BO_DIST_TRIANGULAR);

    (void)state;
    assert_string_equal(name[0], "low");
    assert_string_equal(name[1], "mode");
    assert_string_equal(name[2], "high");
    assert_null(name[3]);
    assert_string_equal(bo_dist_parameter_names(BO_DIST_LOGNORMAL_P90)[1], "p90");
    assert_string_equal(bo_dist_parameter_names(BO_DIST_BETA)[3], "high");
    assert_null(bo_dist_parameter_names(BO_DIST_BETA)[4]);
    assert_null(bo_dist_parameter_names(BO_DIST_DISCRETE)[0]);
    assert_string_equal(bo_dist_name(BO_DIST_LOGNORMAL_P90), "lognormal");
    for (int kind = 0; kind < BO_N_DIST_KINDS; kind++)
        assert_non_null(bo_dist_name((enum bo_dist_kind)kind));
}

static void expect_rejected(const struct bo_dist *dist, const char *text)
{
    struct bo_err err = {BO_OK, ""};

    assert_int_equal(bo_dist_check(dist, &err), BO_ESCENARIO);
    assert_string_equal(err.text, text);
}

static void reject(enum bo_dist_kind kind, double a, double b, double c, double d, const char *text)
{
    const struct bo_dist dist = {.kind = kind, .p = {a, b, c, d}};

    expect_rejected(&dist, text);
}

static void parameters_that_make_no_sense_are_named(void **state)
{
    (void)state;
    reject(BO_DIST_UNIFORM, 4, 4, 0, 0, "uniform distribution: low must be below high");
    reject(BO_DIST_UNIFORM, 1, BO_NAN, 0, 0, "uniform distribution: high must be a finite number");
    reject(BO_DIST_CONSTANT, (double)INFINITY, 0, 0, 0,
           "constant distribution: value must be a finite number");
    reject(BO_DIST_TRIANGULAR, 1, 0, 3, 0,
           "triangular distribution: mode must lie between low and high");
    reject(BO_DIST_PERT, 1, 4, 3, 0, "pert distribution: mode must lie between low and high");
    reject(BO_DIST_PERT, 3, 3, 3, 0, "pert distribution: low must be below high");
    reject(BO_DIST_NORMAL, 1, 0, 0, 0, "normal distribution: sd must be above 0");
    reject(BO_DIST_NORMAL_90, 5, -5, 0, 0, "normal distribution: p05 must be below p95");
    reject(BO_DIST_LOGNORMAL, 0, 1, 0, 0, "lognormal distribution: median must be above 0");
    reject(BO_DIST_LOGNORMAL, 1, -1, 0, 0, "lognormal distribution: sigma must be above 0");
    reject(BO_DIST_LOGNORMAL_P90, 21, 14, 0, 0, "lognormal distribution: median must be below p90");
    reject(BO_DIST_LOGNORMAL_P95, -1, 14, 0, 0, "lognormal distribution: median must be above 0");
    reject(BO_DIST_LOGNORMAL_90, 0, 20, 0, 0, "lognormal distribution: p05 must be above 0");
    reject(BO_DIST_BETA, 0, 1, 0, 1, "beta distribution: a must be above 0");
    reject(BO_DIST_BETA, 1, 0, 0, 1, "beta distribution: b must be above 0");
    reject(BO_DIST_BETA, 1, 1, 1, 0, "beta distribution: low must be below high");
    reject(BO_DIST_GAMMA, 0, 1, 0, 0, "gamma distribution: shape must be above 0");
    reject(BO_DIST_GAMMA, 1, -1, 0, 0, "gamma distribution: scale must be above 0");
    reject(BO_DIST_EXPONENTIAL, 0, 0, 0, 0, "exponential distribution: mean must be above 0");
    reject(BO_DIST_LOGNORMAL, 1, 1000, 0, 0,
           "lognormal distribution: it is too wide, its tail overflows");
    reject(BO_DIST_NORMAL, 0, 1e308, 0, 0,
           "normal distribution: it is too wide, its tail overflows");
    reject(BO_N_DIST_KINDS, 0, 0, 0, 0, "there is no distribution of kind 15");
    reject((enum bo_dist_kind)99, 0, 0, 0, 0, "there is no distribution of kind 99");
}

static void lists_that_make_no_sense_are_rejected(void **state)
{
    static const double X[] = {1.0, 3.0, 2.0};
    static const double NEGATIVE[] = {1.0, -1.0, 2.0};
    static const double ZERO[] = {0.0, 0.0, 0.0};
    static const double ENDLESS[] = {1.0, (double)INFINITY, 2.0};
    static const double HUGE_ONES[] = {1e308, 1e308, 0.0};
    static const double HOLE[] = {1.0, 2.0, NAN};
    struct bo_dist dist = {.kind = BO_DIST_DISCRETE, .n = 3, .x = X, .weight = NEGATIVE};

    (void)state;
    expect_rejected(&dist, "discrete distribution: every weight must be a number of at least 0");
    dist.weight = ZERO;
    expect_rejected(&dist, "discrete distribution: the weights must sum to more than 0");
    dist.weight = ENDLESS;
    expect_rejected(&dist, "discrete distribution: every weight must be a number of at least 0");
    dist.weight = HUGE_ONES;
    expect_rejected(&dist, "discrete distribution: the weights must sum to more than 0");
    dist.x = HOLE;
    expect_rejected(&dist, "discrete distribution: every value must be a finite number");
    dist.x = X;
    dist.weight = NULL;
    expect_rejected(&dist, "discrete distribution: it has no weights");
    dist.kind = BO_DIST_EMPIRICAL;
    expect_rejected(&dist, "empirical distribution: the values must be sorted");
    dist.n = 0;
    expect_rejected(&dist, "empirical distribution: it has no values");
    dist.n = 3;
    dist.x = NULL;
    expect_rejected(&dist, "empirical distribution: it has no values");
    dist.x = HOLE;
    expect_rejected(&dist, "empirical distribution: every value must be a finite number");
}

static void draws_have_the_mean_of_their_distribution(void **state)
{
    const struct bo_rng rng = {.seed = 7, .replicate = 0};
    /* means: pert (1 + 4 * 2 + 4) / 6; gamma 2.5 * 4; beta 1 + 4 * 2/5; lognormal 3 e^(0.5^2 / 2) */
    const double mean[] = {13.0 / 6.0, 10.0, 2.6, 3.0 * 1.1331484530668263};
    /* standard deviations: sqrt(1/36 * 9 * (1+4/3)(1+8/3)/7..) stays below each of these */
    const double sd_below[] = {0.6, 6.4, 0.81, 1.9};
    const enum bo_dist_kind kind[] = {BO_DIST_PERT, BO_DIST_GAMMA, BO_DIST_BETA, BO_DIST_LOGNORMAL};
    const uint32_t n = 20000;

    (void)state;
    for (uint32_t k = 0; k < 4; k++) {
        struct bo_dist dist = example(kind[k]);
        double sum = 0.0;

        for (uint32_t i = 0; i < n; i++)
            sum += bo_dist_quantile(&dist, bo_rng_uniform(&rng, 0, k, i));
        assert_true(fabs(sum / n - mean[k]) < 5.0 * sd_below[k] / sqrt(n));
    }
}

static void quantiles_of_student_are_those_of_the_tables(void **state)
{
    (void)state;
    assert_near(bo_student_quantile(0.975, 3.0), 3.182446305284263, 1e-12);
    assert_near(bo_student_quantile(0.05, 10.0), -1.812461122811676, 1e-12);
    assert_true(isnan(bo_student_quantile(1.0, 3.0)));
    assert_true(isnan(bo_student_quantile(0.0, 3.0)));
    assert_true(isnan(bo_student_quantile(0.5, 0.0)));
}

/* Of its own accord GSL ends the program when a series does not converge. */
static void no_error_of_gsl_ends_the_program(void **state)
{
    struct bo_dist dist = example(BO_DIST_BETA);

    (void)state;
    (void)gsl_set_error_handler(NULL);
    (void)bo_dist_quantile(&dist, 0.5);
    assert_true(gsl_set_error_handler(NULL) != NULL);
    dist = example(BO_DIST_GAMMA);
    (void)bo_dist_quantile(&dist, 0.5);
    assert_true(gsl_set_error_handler(NULL) != NULL);
    (void)bo_student_quantile(0.5, 3.0);
    assert_true(gsl_set_error_handler(NULL) != NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_constant_is_itself_and_a_uniform_is_linear),
        cmocka_unit_test(a_triangle_from_0_over_3_to_12),
        cmocka_unit_test(a_triangle_may_have_its_mode_at_an_end),
        cmocka_unit_test(a_pert_is_a_beta_of_shape_4),
        cmocka_unit_test(a_normal_has_its_tabulated_quantiles),
        cmocka_unit_test(an_interval_of_90_percent_has_its_bounds_at_5_and_95_percent),
        cmocka_unit_test(a_lognormal_goes_through_the_points_that_define_it),
        cmocka_unit_test(betas_with_a_closed_form_have_it),
        cmocka_unit_test(gamma_of_shape_1_is_exponential),
        cmocka_unit_test(a_discrete_distribution_steps_at_its_cumulated_weights),
        cmocka_unit_test(a_weight_too_small_to_be_divided_is_drawn),
        cmocka_unit_test(no_distribution_has_no_quantile),
        cmocka_unit_test(an_empirical_distribution_is_linear_between_its_values),
        cmocka_unit_test(outside_the_open_interval_there_is_no_quantile),
        cmocka_unit_test(every_kind_is_monotone_and_finite_to_the_last_draw),
        cmocka_unit_test(scaling_a_distribution_scales_its_quantiles),
        cmocka_unit_test(a_distribution_reduced_draws_the_same_to_the_last_bit),
        cmocka_unit_test(every_kind_has_a_name_and_the_names_of_its_parameters),
        cmocka_unit_test(parameters_that_make_no_sense_are_named),
        cmocka_unit_test(lists_that_make_no_sense_are_rejected),
        cmocka_unit_test(draws_have_the_mean_of_their_distribution),
        cmocka_unit_test(quantiles_of_student_are_those_of_the_tables),
        cmocka_unit_test(no_error_of_gsl_ends_the_program),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
