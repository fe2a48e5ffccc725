/* The ensemble smoother against posteriors that are known: linear models with normal errors and luck. */
#include "near.h"

#include <math.h>
#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/base/dist.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/calibrate/smoother.h"

enum { N = 2000, N_INPUTS = 3, N_ROWS = 2 };
#define LUCK_SD 1.5

static int open_arena(void **state)
{
    struct bo_err err;
    return bo_arena_create((size_t)1 << 28, false, (struct bo_arena **)state, &err);
}

static int close_arena(void **state)
{
    bo_arena_free(*state);
    return 0;
}

static double drawn(uint64_t what, uint32_t member)
{
    const struct bo_dist normal = {.kind = BO_DIST_NORMAL, .p = {0.0, 1.0}};
    const struct bo_rng rng = {.seed = 11, .replicate = member};
    return bo_dist_quantile(&normal, bo_rng_uniform(&rng, what, 0, 0));
}

/* Both rows ask for the sum of the first two inputs, and were observed at 2; they share their luck. The third input is in
 * neither. */
static void miss_rows(const double *z, uint64_t luck, double luck_sd, double *miss)
{
    for (uint32_t k = 0; k < N; k++) {
        double value = z[k] + z[N + k] + luck_sd * drawn(100 + luck, k);
        miss[k] = miss[N + k] = value - 2.0;
    }
}

struct posterior {
    double z[N_INPUTS * N];
    uint32_t n_followed[N_INPUTS];
};

static void assimilate(struct bo_arena *arena, uint32_t n_steps, double luck_sd,
                       const double *variance, struct posterior *p)
{
    double *luck = BO_NEW_ARRAY(arena, double, (size_t)N_ROWS *N);
    double *miss = BO_NEW_ARRAY(arena, double, (size_t)N_ROWS *N);
    struct bo_err err;
    for (uint32_t i = 0; i < N_INPUTS; i++) {
        for (uint32_t k = 0; k < N; k++)
            p->z[i * N + k] = drawn(i, k);
    }
    for (uint32_t k = 0; k < N; k++)
        luck[k] = luck[N + k] = luck_sd * (drawn(50, k) - drawn(51, k)) * sqrt(0.5);
    for (uint32_t step = 0; step < n_steps; step++) {
        miss_rows(p->z, step, luck_sd, miss);
        const struct bo_smoother smoother = {.n_members = N,
                                             .n_inputs = N_INPUTS,
                                             .n_rows = N_ROWS,
                                             .inflation = n_steps,
                                             .miss = miss,
                                             .luck = luck,
                                             .variance = variance,
                                             .seed = 3,
                                             .step = step};
        assert_int_equal(bo_smoother_step(&smoother, arena, p->z, p->n_followed, &err), BO_OK);
    }
}

static double mean_of(const double *x)
{
    double sum = 0.0;
    for (uint32_t k = 0; k < N; k++)
        sum += x[k] / N;
    return sum;
}

static double product_of(const double *x, const double *y)
{
    double sum = 0.0, of_x = mean_of(x), of_y = mean_of(y);
    for (uint32_t k = 0; k < N; k++)
        sum += (x[k] - of_x) * (y[k] - of_y) / (N - 1.0);
    return sum;
}

/* Two rows of error variance r and shared luck of variance l are one of r/2 + l = v. With the prior's variance 2 of the
 * sum: each input's mean is 2/(2 + v), its variance 1 - 1/(2 + v), their covariance -1/(2 + v). */
static void assert_posterior(struct bo_arena *arena, const struct posterior *p, double v)
{
    const double *a = p->z, *b = &p->z[N], *c = &p->z[(size_t)2 * N];
    double *was = BO_NEW_ARRAY(arena, double, N);
    for (uint32_t k = 0; k < N; k++)
        was[k] = drawn(2, k);
    assert_near(mean_of(a), 2.0 / (2.0 + v), 0.1);
    assert_near(mean_of(b), 2.0 / (2.0 + v), 0.1);
    assert_near(product_of(a, a), 1.0 - 1.0 / (2.0 + v), 0.1);
    assert_near(product_of(b, b), 1.0 - 1.0 / (2.0 + v), 0.1);
    assert_near(product_of(a, b), -1.0 / (2.0 + v), 0.07);
    assert_int_equal(p->n_followed[0], 2);
    assert_int_equal(p->n_followed[2], 0);
    assert_memory_equal(c, was, N * sizeof *c);
}

static void a_linear_model_has_the_posterior_of_the_books(void **state)
{
    static struct posterior one, three;
    const double variance[N_ROWS] = {1.0, 1.0};
    assimilate(*state, 1, 0.0, variance, &one);
    assert_posterior(*state, &one, 0.5);
    assimilate(*state, 3, 0.0, variance, &three);
    assert_posterior(*state, &three, 0.5);
}

/* Luck is no input: the inputs are moved less for it, whatever the number of steps. */
static void luck_is_part_of_the_error(void **state)
{
    static struct posterior one, three;
    const double variance[N_ROWS] = {1.0, 1.0};
    assimilate(*state, 1, LUCK_SD, variance, &one);
    assert_posterior(*state, &one, 0.5 + LUCK_SD * LUCK_SD);
    assimilate(*state, 3, LUCK_SD, variance, &three);
    assert_posterior(*state, &three, 0.5 + LUCK_SD * LUCK_SD);
}

/* A row of so great an error moves nothing: the other alone decides. */
static void rows_count_by_their_error(void **state)
{
    static struct posterior p;
    const double variance[N_ROWS] = {1e9, 1.0};
    assimilate(*state, 3, 0.0, variance, &p);
    assert_posterior(*state, &p, 1.0);
}

static void misses_that_are_no_numbers_are_an_error(void **state)
{
    double z[] = {0.0, 1.0, 2.0}, miss[] = {0.0, 1.0, INFINITY}, luck[3] = {0.0};
    const double variance[] = {1.0};
    uint32_t n_followed = 0;
    struct bo_err err;
    const struct bo_smoother smoother = {.n_members = 3,
                                         .n_inputs = 1,
                                         .n_rows = 1,
                                         .inflation = 1.0,
                                         .miss = miss,
                                         .luck = luck,
                                         .variance = variance};
    assert_int_equal(bo_smoother_step(&smoother, *state, z, &n_followed, &err), BO_ERUN);
}

/* 3 asinh(d/3): 3 ln(1 + sqrt 2) at 3. */
static void far_misses_are_drawn_in(void **state)
{
    (void)state;
    assert_near(bo_soft_miss(0.01), 0.01, 1e-6);
    assert_near(bo_soft_miss(3.0), 3.0 * 0.88137358701954303, 1e-12);
    assert_near(bo_soft_miss(-3.0), -3.0 * 0.88137358701954303, 1e-12);
    assert_near(bo_soft_miss(3e6), 3.0 * 14.508657738524219, 1e-6);
    assert_true(isnan(bo_soft_miss(BO_NAN)));
}

/* The two-sided 5 % of one input; of a thousand about 4 standard errors; of no sample all. */
static void chance_makes_correlations(void **state)
{
    (void)state;
    assert_near(bo_chance_correlation(1, 101), 0.1959963984540054, 1e-9);
    assert_true(bo_chance_correlation(1000, 101) > 0.4 && bo_chance_correlation(1000, 101) < 0.42);
    assert_near(bo_chance_correlation(1, 2), 1.0, 0.0);
    assert_near(bo_chance_correlation(1000, 4), 1.0, 0.0);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(a_linear_model_has_the_posterior_of_the_books),
        WITH(luck_is_part_of_the_error),
        WITH(rows_count_by_their_error),
        WITH(misses_that_are_no_numbers_are_an_error),
        WITH(far_misses_are_drawn_in),
        WITH(chance_makes_correlations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
