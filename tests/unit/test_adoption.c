/* How reliable models become users: reliability, task lengths, Bass, slipped dates. */
#include "near.h"

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/adoption.h"

#define P 0.03
#define Q 0.38

static const struct bo_competition_param horizon = {
    .reference_eci = 130.0, .task_at_reference_days = 2.0, .eci_per_doubling = 5.0};

/* 0.9^5 = 0.59049, 0.8^5 = 0.32768; more than half of the runs fail from an error of 12.9 % a step. */
static void errors_of_steps_multiply(void **state)
{
    (void)state;
    assert_near(bo_adoption_success(0.1, 5.0), 0.59049, 1e-12);
    assert_near(bo_adoption_success(0.2, 5.0), 0.32768, 1e-12);
    assert_true(bo_adoption_success(0.129, 5.0) > 0.5 && bo_adoption_success(0.13, 5.0) < 0.5);
    assert_near(bo_adoption_success(0.3, 0.0), 1.0, 1e-12);
}

/* Ord: T80/T50 = ln 0.8/ln 0.5 = 0.3219, T99/T50 = 0.0145. A task of n steps with error e: r = (1 - e)^n. */
static void usable_tasks_shorten_with_the_success_required(void **state)
{
    (void)state;
    assert_near(bo_adoption_usable_days(1.0, 0.5), 1.0, 1e-12);
    assert_near(bo_adoption_usable_days(1.0, 0.8), 0.321928094887, 1e-9);
    assert_near(bo_adoption_usable_days(1.0, 0.99), 0.0144995696951, 1e-9);
    /* half succeed at n50 steps; nine of ten at n50 ln 0.9/ln 0.5 */
    double n50 = bo_log(0.5) / bo_log(0.95);
    assert_near(bo_adoption_success(0.05, bo_adoption_usable_days(n50, 0.9)), 0.9, 1e-12);
}

/* 5 points double; at 8.3 points a year that takes 7.2 months, at 15.5 118 days. */
static void task_length_doubles_with_quality(void **state)
{
    (void)state;
    assert_near(bo_adoption_task_days(&horizon, 130.0), 2.0, 1e-12);
    assert_near(bo_adoption_task_days(&horizon, 135.0), 4.0, 1e-12);
    assert_near(bo_adoption_task_days(&horizon, 120.0), 0.5, 1e-12);
    double months = 5.0 / 8.3 * 12.0;
    assert_true(months > 6.5 && months < 7.5);
}

/* Half of the tasks are shorter than the median: at r = 0.5 and T50 = median. One sigma of log length is Phi(1). */
static void a_gate_opens_with_the_share_of_tasks_that_are_short_enough(void **state)
{
    (void)state;
    struct bo_segment_param s = {
        .gated = true, .required_success_frac = 0.5, .task_median_days = 2.0, .task_sigma = 0.5};
    assert_near(bo_adoption_reliable_frac(&horizon, &s, 130.0), 0.5, 1e-12);
    double one_sigma = 130.0 + 5.0 * 0.5 / bo_log(2.0);
    assert_near(bo_adoption_reliable_frac(&horizon, &s, one_sigma), 0.841344746069, 1e-9);
    s.required_success_frac = 0.8; /* the same, log2(1/0.3219) = 1.635 doublings later */
    assert_near(bo_adoption_reliable_frac(&horizon, &s, 130.0 + 5.0 * 1.63519), 0.5, 1e-5);
    s.gated = false;
    assert_near(bo_adoption_reliable_frac(&horizon, &s, 0.0), 1.0, 0.0);
}

/* The mean of l^x over tasks up to a length, of a lognormal, by many small steps of its log. */
static double mean_power(double x, double sigma, double longest)
{
    const int n = 200000;
    double sum = 0.0, weight = 0.0, low = -12.0 * sigma, high = bo_log(longest);
    for (int i = 0; i < n; i++) {
        double l = low + (high - low) * (i + 0.5) / n;
        double density = bo_exp(-l * l / (2.0 * sigma * sigma));
        sum += bo_exp(x * l) * density;
        weight += density;
    }
    return sum / weight;
}

static double use_ratio(const struct bo_segment_param *segment, double quality_eci)
{
    double usual = bo_adoption_mean_use(&horizon, segment, horizon.reference_eci);
    return bo_adoption_use_ratio(&horizon, segment, quality_eci, usual);
}

/* T50 is 2 at quality 130 and 8 at 140, so at r = 0.5 tasks up to 1 and 4 medians long are done. */
static void better_models_are_given_longer_tasks(void **state)
{
    (void)state;
    struct bo_segment_param s = {
        .required_success_frac = 0.5, .task_median_days = 2.0, .task_sigma = 1.5};
    assert_near(use_ratio(&s, 140.0), 1.0, 0.0);
    for (int quarters = 1; quarters <= 4; quarters++) {
        double x = s.use_length_exponent = quarters / 4.0;
        double expected = mean_power(x, 1.5, 4.0) / mean_power(x, 1.5, 1.0);
        assert_near(use_ratio(&s, 140.0) / expected, 1.0, 1e-6);
        assert_near(use_ratio(&s, 130.0), 1.0, 1e-12);
    }
    /* when all tasks are done: the mean of all over the mean of the shorter half, e^(sigma^2/2) Phi(0) / Phi(-sigma) */
    double all = 0.5 / bo_normal_cdf(-1.5);
    assert_near(use_ratio(&s, 1000.0) / all, 1.0, 1e-9);
    assert_near(use_ratio(&s, -1000.0), 0.0, 0.0); /* nothing is done */
}

/* Bass 1969: N/m = (1 - e^-(p+q)t)/(1 + q/p e^-(p+q)t) from nothing. */
static double closed_form(double m, double t)
{
    double e = bo_exp(-(P + Q) * t);
    return m * (1.0 - e) / (1.0 + Q / P * e);
}

static void adoption_without_churn_is_bass_closed_form(void **state)
{
    (void)state;
    struct bo_bass bass = {P, Q, 0.0, 1000.0};
    for (int year = 0; year <= 30; year++) {
        assert_near(bo_adoption_bass(&bass, 0.0, year), closed_form(1000.0, year), 1e-12);
    }
    double n = 0.0;
    for (int month = 0; month < 120; month++) {
        n = bo_adoption_bass(&bass, n, 1.0 / 12.0);
    }
    assert_near(n, closed_form(1000.0, 10.0), 1e-10); /* steps do not matter */
}

/* Against many small steps of the equation itself; in the end (p + q N/m)(m - N) = churn N. */
static void churn_is_solved_exactly_too(void **state)
{
    (void)state;
    struct bo_bass bass = {P, Q, 0.2, 1000.0};
    double n = 50.0, dt = 1e-4;
    for (int i = 0; i < 50000; i++) {
        double half = n + dt / 2.0 * ((P + Q * n / 1000.0) * (1000.0 - n) - 0.2 * n);
        n += dt * ((P + Q * half / 1000.0) * (1000.0 - half) - 0.2 * half);
    }
    assert_near(bo_adoption_bass(&bass, 50.0, 5.0), n, 1e-8);
    double end = bo_adoption_bass(&bass, 50.0, 1000.0);
    assert_near((P + Q * end / 1000.0) * (1000.0 - end), 0.2 * end, 1e-9);
}

/* q = 0: 1000 (1 - e^-0.3) = 259.18; nothing to do: 7; nobody left: 10 e^-0.5; p = q - churn = 0: 100/(1 + 0.1 x 2). */
static void corners_of_bass(void **state)
{
    (void)state;
    struct bo_bass alone = {0.1, 0.0, 0.0, 1000.0}, still = {0.0, 0.0, 0.0, 1000.0};
    struct bo_bass gone = {0.1, 0.3, 0.25, 0.0}, flat = {0.0, 0.2, 0.2, 200.0};
    struct bo_bass unseen = {0.0, 0.4, 0.0, 100.0};
    assert_near(bo_adoption_bass(&alone, 0.0, 3.0), 259.181779318, 1e-9);
    assert_near(bo_adoption_bass(&still, 7.0, 3.0), 7.0, 1e-12);
    assert_near(bo_adoption_bass(&gone, 10.0, 2.0), 10.0 * bo_exp(-0.5), 1e-12);
    assert_near(bo_adoption_bass(&flat, 100.0, 2.0), 100.0 / (1.0 + 0.2 / 200.0 * 100.0 * 2.0),
                1e-12);
    assert_near(bo_adoption_bass(&unseen, 0.0, 5.0), 0.0, 1e-12); /* nobody to imitate */
    struct bo_bass shrunk = {P, Q, 0.0, 100.0};
    double fewer = bo_adoption_bass(&shrunk, 150.0, 1.0);
    assert_true(fewer < 150.0 && fewer > 100.0);
}

/* Of 100 new ones 60 slip; they come back after 2 months on average, but 60 of 100 slip again: e^-0.2 stay a month. */
static void planned_dates_slip_and_slip_again(void **state)
{
    (void)state;
    double held = bo_adoption_deferred(0.0, 100.0, 0.6, 60.0, 30.0);
    assert_near(held, 60.0, 1e-12);
    assert_near(bo_adoption_deferred(held, 0.0, 0.6, 60.0, 30.0), 60.0 * bo_exp(-0.2), 1e-12);
    assert_near(bo_adoption_deferred(held, -50.0, 0.0, 60.0, 60.0), 60.0 * bo_exp(-1.0), 1e-12);
}

/* Tasks of the median length are done reliably by a model of reference quality at r = 1/2: half of all. Halfway from a tenth to
 * nine tenths of the users pay then; all nine at the best, and a tenth with a model that does none, or where no more would. */
static void what_is_done_reliably_is_paid_for(void **state)
{
    (void)state;
    struct bo_competition_param p = {
        .reference_eci = 100.0, .task_at_reference_days = 1.0, .eci_per_doubling = 5.0};
    struct bo_segment_param s = {.gated = true,
                                 .required_success_frac = 0.5,
                                 .task_median_days = 1.0,
                                 .task_sigma = 1.0,
                                 .paying_frac = {0.1, 0.2},
                                 .paying_reliable_frac = {0.9, 0.0}};
    assert_near(bo_adoption_paying_frac(&p, &s, BO_MARKET_WORLD, 100.0), 0.5, 1e-9);
    assert_near(bo_adoption_paying_frac(&p, &s, BO_MARKET_WORLD, 200.0), 0.9, 1e-9);
    assert_near(bo_adoption_paying_frac(&p, &s, BO_MARKET_WORLD, 0.0), 0.1, 1e-9);
    assert_near(bo_adoption_paying_frac(&p, &s, BO_MARKET_CHINA, 200.0), 0.2, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_of_steps_multiply),
        cmocka_unit_test(usable_tasks_shorten_with_the_success_required),
        cmocka_unit_test(task_length_doubles_with_quality),
        cmocka_unit_test(a_gate_opens_with_the_share_of_tasks_that_are_short_enough),
        cmocka_unit_test(better_models_are_given_longer_tasks),
        cmocka_unit_test(adoption_without_churn_is_bass_closed_form),
        cmocka_unit_test(churn_is_solved_exactly_too),
        cmocka_unit_test(corners_of_bass),
        cmocka_unit_test(planned_dates_slip_and_slip_again),
        cmocka_unit_test(what_is_done_reliably_is_paid_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
