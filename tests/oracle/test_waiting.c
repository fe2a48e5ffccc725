/* Oracle 7 of the model: the option to wait. What is begun at t is worth V e^(-a t), costs I e^(-c t), and is discounted
 * at rho: it is begun at the first t with V/I >= max(1, (rho + c)/(rho + a)). */
#include "near.h"

#include "buildout/base/num.h"
#include "buildout/compare/waiting.h"

#define RHO 0.1
#define COST_FALL 1.1

enum { STEPS_PER_YEAR = 400, N_STEPS = 6 * STEPS_PER_YEAR };

static double ratio_at(double start, double erosion, uint32_t step)
{
    double t = (double)step / STEPS_PER_YEAR;
    return start * bo_exp((COST_FALL - erosion) * t);
}

static double value_at(double start, double erosion, uint32_t step)
{
    double t = (double)step / STEPS_PER_YEAR;
    return bo_exp(-RHO * t) * (start * bo_exp(-erosion * t) - bo_exp(-COST_FALL * t));
}

static uint32_t best_step(double start, double erosion)
{
    double value[N_STEPS];
    for (uint32_t i = 0; i < N_STEPS; i++)
        value[i] = value_at(start, erosion, i);
    return bo_waiting_best(value, N_STEPS);
}

/* The steps are short: the best one is the first beyond the threshold or the one before it. */
static void begun_when_the_ratio_reaches(double erosion, double threshold)
{
    uint32_t best = best_step(0.5, erosion);
    assert_true(best > 1 && best + 2 < N_STEPS);
    assert_true(ratio_at(0.5, erosion, best - 1) < threshold);
    assert_true(ratio_at(0.5, erosion, best + 1) >= threshold);
}

static void waiting_ends_at_the_threshold_of_the_option(void **state)
{
    (void)state;
    begun_when_the_ratio_reaches(0.3, 3.0);       /* (0.1 + 1.1)/(0.1 + 0.3) */
    begun_when_the_ratio_reaches(0.6, 1.2 / 0.7); /* 1.71 */
}

/* At an erosion of 1.1 V/I stands still and the threshold is 1: what pays is begun at once, what does not, never. */
static void what_erodes_as_fast_as_it_cheapens_is_begun_at_once_or_never(void **state)
{
    double value[N_STEPS];
    (void)state;
    assert_int_equal(best_step(1.01, 1.1), 0);
    for (uint32_t i = 0; i < N_STEPS; i++)
        value[i] = value_at(0.99, 1.1, i);
    assert_int_equal(bo_waiting_best_or_never(value, N_STEPS), BO_WAITING_NEVER);
}

static void what_is_beyond_its_threshold_is_begun_at_once(void **state)
{
    (void)state;
    assert_int_equal(best_step(3.5, 0.3), 0);
    assert_true(best_step(2.5, 0.3) > 0);
}

static void what_is_not_known_is_passed_over(void **state)
{
    const double value[] = {BO_NAN, 1.0, 2.0, 2.0, BO_NAN}, none[] = {BO_NAN};
    (void)state;
    assert_int_equal(bo_waiting_best(value, 5), 2);
    assert_int_equal(bo_waiting_best(none, 1), BO_WAITING_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waiting_ends_at_the_threshold_of_the_option),
        cmocka_unit_test(what_erodes_as_fast_as_it_cheapens_is_begun_at_once_or_never),
        cmocka_unit_test(what_is_beyond_its_threshold_is_begun_at_once),
        cmocka_unit_test(what_is_not_known_is_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
