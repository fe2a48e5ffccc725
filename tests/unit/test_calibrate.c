/* Weights of runs by their distance to observations, their effective sample, weighted quantiles, the search. */
#include "near.h"

#include <math.h>

#include "buildout/base/arena.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/calibrate/search.h"
#include "buildout/calibrate/weights.h"

static int open_arena(void **state)
{
    struct bo_err err;
    return bo_arena_create((size_t)1 << 26, false, (struct bo_arena **)state, &err);
}

static int close_arena(void **state)
{
    bo_arena_free(*state);
    return 0;
}

/* Student's t with 4 degrees: -(5/2) ln(1 + d^2/4); at d = 2 that is -(5/2) ln 2, at 3 (silent) -(5/2) ln 3.25. */
static void a_row_counts_as_much_as_its_weight(void **state)
{
    (void)state;
    const double distance[] = {0.0, 2.0, BO_NAN}, weight[] = {7.0, 0.5, 2.0};
    assert_near(bo_log_likelihood(distance, weight, 1), 0.0, 0.0);
    assert_near(bo_log_likelihood(distance, weight, 2), -1.25 * 0.69314718055994531, 1e-14);
    assert_near(bo_log_likelihood(distance, weight, 3),
                -1.25 * 0.69314718055994531 - 5.0 * 1.1786549963416462, 1e-14);
}

/* exp(0), exp(-ln 3), failed: 3/4, 1/4, 0; drawn three times as densely as the prior, the first is worth a third. */
static void weights_are_likelihoods_over_how_densely_runs_were_drawn(void **state)
{
    (void)state;
    const double log_likelihood[] = {-1000.0, -1000.0 - 1.0986122886681098, BO_NAN};
    const double density[] = {3.0, 1.0, 1.0};
    double weight[3];
    bo_weights(log_likelihood, NULL, 3, weight);
    assert_near(weight[0], 0.75, 1e-12);
    assert_near(weight[1], 0.25, 1e-12);
    assert_near(weight[2], 0.0, 0.0);
    bo_weights(log_likelihood, density, 3, weight);
    assert_near(weight[0], 0.5, 1e-12);
    assert_near(weight[1], 0.5, 1e-12);
}

/* Equal weights are worth their number; 3/4 and 1/4 are worth 16/10. */
static void the_effective_sample_is_that_of_equal_weights(void **state)
{
    (void)state;
    const double equal[] = {0.25, 0.25, 0.25, 0.25}, two[] = {0.75, 0.25, 0.0}, none[] = {0.0};
    assert_near(bo_effective_sample(equal, 4), 4.0, 1e-12);
    assert_near(bo_effective_sample(two, 3), 1.6, 1e-12);
    assert_near(bo_effective_sample(none, 1), 0.0, 0.0);
}

/* 1, 2, 3 with 1/4, 1/2, 1/4: their middles are at 1/8, 1/2, 7/8. */
static void weighted_quantiles_lie_between_the_middles_of_shares(void **state)
{
    static const double probability[] = {0.05, 0.125, 0.3125, 0.5, 0.6875, 0.95};
    static const double expected[] = {1.0, 1.0, 1.5, 2.0, 2.5, 3.0};
    const double x[] = {3.0, BO_NAN, 2.0, 9.0, 1.0}, weight[] = {1.0, 5.0, 2.0, 0.0, 1.0};
    double quantile[6], none[1];
    bo_weighted_quantiles(x, weight, 5, probability, 6, *state, quantile);
    for (int q = 0; q < 6; q++)
        assert_near(quantile[q], expected[q], 1e-12);
    bo_weighted_quantiles(x, weight, 0, probability, 1, *state, none);
    assert_true(isnan(none[0]));
}

/* Four equal runs at 3/4: 1/4 off, by a standard error of sqrt(1/12/4). */
static void a_shift_is_in_standard_errors_of_the_effective_sample(void **state)
{
    (void)state;
    const double u[] = {0.75, 0.75, 0.75, 0.75}, weight[] = {0.25, 0.25, 0.25, 0.25};
    assert_near(bo_shift(u, weight, 4), 0.25 * sqrt(48.0), 1e-12);
    assert_near(bo_shift_noise(1), 1.959963984540054, 1e-9);
    assert_true(bo_shift_noise(1000) > 4.0 && bo_shift_noise(1000) < 4.2);
}

/* A likelihood may rise with an input, or have its top inside; one that has nothing to do with it stays in the noise. */
static void an_input_that_matters_stands_out(void **state)
{
    enum { N = 400 };
    const struct bo_rng rng = {.seed = 5};
    double u[N], rises[N], top[N], other[N];
    for (uint32_t i = 0; i < N; i++) {
        u[i] = bo_rng_uniform(&rng, 1, 0, i);
        rises[i] = i == 7 ? BO_NAN : 3.0 * u[i];
        top[i] = -(u[i] - 0.5) * (u[i] - 0.5);
        other[i] = bo_rng_uniform(&rng, 2, 0, i);
    }
    double noise = bo_influence_noise(10, N);
    assert_near(bo_influence(u, rises, N, *state), 1.0, 1e-12);
    assert_near(bo_influence(u, top, N, *state), 1.0, 1e-12);
    assert_true(bo_influence(u, other, N, *state) < noise);
    assert_true(noise < 0.2);
}

struct hill {
    double top[2];
    uint32_t n_asked;
};

static int climb(void *context, uint32_t step, const double *x, double *value, struct bo_err *err)
{
    struct hill *hill = context;
    if (hill->n_asked < 999)
        assert_int_equal(step, hill->n_asked);
    hill->n_asked++;
    if (hill->n_asked == 1000)
        return bo_err_set(err, BO_ERUN, "enough");
    *value = 0.0;
    for (int i = 0; i < 2; i++)
        *value -= fabs(x[i] - hill->top[i]);
    return BO_OK;
}

static void a_search_finds_the_top_or_the_bound_before_it(void **state)
{
    struct hill hill = {.top = {0.7, 1.4}};
    const struct bo_search search = {.n = 2,
                                     .most_steps = 200,
                                     .first_step = 0.2,
                                     .margin = 0.01,
                                     .function = climb,
                                     .context = &hill};
    double x[] = {0.5, 0.5}, again[] = {0.5, 0.5}, value, value_again;
    struct bo_err err;
    assert_int_equal(bo_search_greatest(&search, *state, x, &value, &err), BO_OK);
    assert_true(fabs(x[0] - 0.7) < 0.01);
    assert_near(x[1], 0.99, 1e-9);
    assert_true(hill.n_asked <= 200);
    hill.n_asked = 0;
    assert_int_equal(bo_search_greatest(&search, *state, again, &value_again, &err), BO_OK);
    assert_memory_equal(x, again, sizeof x);
    hill.n_asked = 999;
    assert_int_equal(bo_search_greatest(&search, *state, again, &value_again, &err), BO_ERUN);
    assert_string_equal(err.text, "enough");
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(a_row_counts_as_much_as_its_weight),
        WITH(weights_are_likelihoods_over_how_densely_runs_were_drawn),
        WITH(the_effective_sample_is_that_of_equal_weights),
        WITH(weighted_quantiles_lie_between_the_middles_of_shares),
        WITH(a_shift_is_in_standard_errors_of_the_effective_sample),
        WITH(an_input_that_matters_stands_out),
        WITH(a_search_finds_the_top_or_the_bound_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
