/* Morris' effects and Sobol's indices on functions whose answers are known. */
#include <stdbool.h>
#include <string.h>

#include "near.h"

#include "buildout/base/arena.h"
#include "buildout/base/num.h"
#include "buildout/sensitivity/morris.h"
#include "buildout/sensitivity/sobol_indices.h"

#define PI 3.14159265358979323846
enum { MOST_INPUTS = 8 };
static const double confidence = 0.95;

typedef double (*function)(const double *u, uint32_t n);

static struct bo_arena *new_arena(void)
{
    struct bo_arena *arena = NULL;
    struct bo_err err;
    assert_int_equal(bo_arena_create((size_t)1 << 30, false, &arena, &err), 0);
    return arena;
}

/* Ishigami and Homma (1990), a = 7, b = 0.1, of angles from -pi to pi. */
static double ishigami(const double *u, uint32_t n)
{
    (void)n;
    double x[3];
    for (int i = 0; i < 3; i++)
        x[i] = PI * (2.0 * u[i] - 1.0);
    double sine = bo_sin(x[1]), cube = x[2] * x[2];
    return bo_sin(x[0]) + 7.0 * sine * sine + 0.1 * cube * cube * bo_sin(x[0]);
}

static const double g_a[MOST_INPUTS] = {0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0};

/* Sobol's G-function with the usual coefficients. */
static double g_function(const double *u, uint32_t n)
{
    double product = 1.0;
    for (uint32_t i = 0; i < n; i++)
        product *= (fabs(4.0 * u[i] - 2.0) + g_a[i]) / (1.0 + g_a[i]);
    return product;
}

static double linear(const double *u, uint32_t n)
{
    (void)n;
    return 3.0 * u[0] - 2.0 * u[1];
}

/* ---- Sobol' ---- */

static uint32_t indices_of(function f, const struct bo_saltelli *design,
                           struct bo_sobol_index *index, double *outcome, struct bo_arena *arena)
{
    const struct bo_index_options options = {
        .seed = 1, .key = 2, .n_resamples = 60, .confidence = confidence};
    double u[MOST_INPUTS];
    uint32_t width = design->n_inputs + 2;
    for (uint32_t r = 0; r < design->n_base; r++) {
        for (uint32_t c = 0; c < width; c++) {
            bo_saltelli_point(design, r, c, u);
            outcome[(size_t)r * width + c] = f(u, design->n_inputs);
        }
    }
    return bo_sobol_indices(design, outcome, &options, arena, index);
}

static void check_index(const struct bo_sobol_index *i, double first, double total)
{
    assert_near(i->first, first, 0.02);
    assert_near(i->total, total, 0.02);
    assert_true(i->first_low <= i->first && i->first <= i->first_high);
    assert_true(i->total_low <= i->total && i->total <= i->total_high);
}

/* V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2; V1 = (1 + b pi^4/5)^2/2; V2 = a^2/8; V13 = b^2 pi^8 (1/18 - 1/50). */
static void indices_of_ishigami_are_known(void **state)
{
    (void)state;
    enum { BASE = 4096 };
    static double outcome[BASE * 5];
    struct bo_arena *arena = new_arena();
    struct bo_saltelli design = {.seed = 3, .n_inputs = 3, .n_base = BASE};
    struct bo_sobol_index index[3];
    double pi4 = PI * PI * PI * PI, pi8 = pi4 * pi4;
    double v1 = (1.0 + 0.1 * pi4 / 5.0) * (1.0 + 0.1 * pi4 / 5.0) / 2.0, v2 = 49.0 / 8.0;
    double v13 = 0.01 * pi8 * (1.0 / 18.0 - 1.0 / 50.0), v = v1 + v2 + v13;
    assert_int_equal(indices_of(ishigami, &design, index, outcome, arena), BASE);
    check_index(&index[0], v1 / v, (v1 + v13) / v);
    check_index(&index[1], v2 / v, v2 / v);
    check_index(&index[2], 0.0, v13 / v);
    bo_arena_free(arena);
}

/* V_i = 1 / (3 (1 + a_i)^2), V = prod (1 + V_i) - 1, and an input's total is V_i times the others' factors. */
static void indices_of_the_g_function_are_known(void **state)
{
    (void)state;
    enum { BASE = 4096 };
    static double outcome[BASE * (MOST_INPUTS + 2)];
    struct bo_arena *arena = new_arena();
    struct bo_saltelli design = {.seed = 3, .n_inputs = MOST_INPUTS, .n_base = BASE};
    struct bo_sobol_index index[MOST_INPUTS];
    double part[MOST_INPUTS], product = 1.0;
    for (int i = 0; i < MOST_INPUTS; i++) {
        part[i] = 1.0 / (3.0 * (1.0 + g_a[i]) * (1.0 + g_a[i]));
        product *= 1.0 + part[i];
    }
    assert_int_equal(indices_of(g_function, &design, index, outcome, arena), BASE);
    for (int i = 0; i < MOST_INPUTS; i++)
        check_index(&index[i], part[i] / (product - 1.0),
                    part[i] * product / (1.0 + part[i]) / (product - 1.0));
    bo_arena_free(arena);
}

static void a_row_with_a_failed_run_is_left_out_and_no_variance_has_no_index(void **state)
{
    (void)state;
    enum { BASE = 64 };
    double outcome[BASE * 4];
    struct bo_arena *arena = new_arena();
    struct bo_saltelli design = {.seed = 1, .n_inputs = 2, .n_base = BASE};
    const struct bo_index_options options = {.n_resamples = 10, .confidence = confidence};
    struct bo_sobol_index index[2];
    indices_of(linear, &design, index, outcome, arena);
    outcome[5] = BO_NAN;
    assert_int_equal(bo_sobol_indices(&design, outcome, &options, arena, index), BASE - 1);
    assert_near(index[0].first, 9.0 / 13.0, 0.05);
    for (int i = 0; i < BASE * 4; i++)
        outcome[i] = 7.0;
    assert_int_equal(bo_sobol_indices(&design, outcome, &options, arena, index), BASE);
    assert_true(isnan(index[0].first) && isnan(index[1].total_high));
    bo_arena_free(arena);
}

static void a_point_of_the_design_takes_one_input_from_b(void **state)
{
    (void)state;
    enum { INPUTS = 30 }; /* more than half the dimensions of the sequence */
    double a[INPUTS], b[INPUTS], mixed[INPUTS];
    struct bo_saltelli design = {.seed = 9, .n_inputs = INPUTS, .n_base = 16};
    for (uint32_t row = 0; row < design.n_base; row++) {
        bo_saltelli_point(&design, row, 0, a);
        bo_saltelli_point(&design, row, 1, b);
        for (uint32_t k = 0; k < INPUTS; k++) {
            bo_saltelli_point(&design, row, 2 + k, mixed);
            for (uint32_t i = 0; i < INPUTS; i++) {
                assert_near(mixed[i], i == k ? b[i] : a[i], 0.0);
                assert_true(a[i] > 0.0 && a[i] < 1.0 && fabs(a[i] - b[i]) > 0.0);
            }
        }
    }
}

/* ---- Morris ---- */

static void effects_of(function f, const struct bo_morris *design, struct bo_morris_effect *effect)
{
    static double outcome[4000 * (MOST_INPUTS + 1)];
    double u[MOST_INPUTS];
    for (uint32_t t = 0; t < design->n_trajectories; t++) {
        for (uint32_t step = 0; step <= design->n_inputs; step++) {
            bo_morris_point(design, t, step, u);
            outcome[t * (design->n_inputs + 1) + step] = f(u, design->n_inputs);
        }
    }
    bo_morris_effects(design, outcome, confidence, effect);
}

/* The mean size of the effect of an input over all the grid: exact. */
static double exact_mu_star(function f, uint32_t n, uint32_t input)
{
    uint32_t n_points = 1;
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++)
        n_points *= 4;
    for (uint32_t k = 0; k < n_points; k++) {
        double u[MOST_INPUTS];
        for (uint32_t i = 0; i < n; i++)
            u[i] = ((k >> 2 * i & 3) + 0.5) / 4.0;
        double before = f(u, n);
        u[input] += u[input] < 0.5 ? 0.5 : -0.5;
        sum += fabs(f(u, n) - before) / 0.5;
    }
    return sum / n_points;
}

static void effects_are_those_of_the_whole_grid(function f, uint32_t n)
{
    struct bo_morris design = {.seed = 2, .n_inputs = n, .n_levels = 4, .n_trajectories = 4000};
    struct bo_morris_effect effect[MOST_INPUTS];
    effects_of(f, &design, effect);
    for (uint32_t i = 0; i < n; i++) {
        double exact = exact_mu_star(f, n, i);
        assert_int_equal(effect[i].n, design.n_trajectories);
        assert_near(effect[i].mu_star, exact, 0.02);
        assert_true(effect[i].low <= effect[i].mu_star && effect[i].mu_star <= effect[i].high);
    }
}

static void effects_of_ishigami_are_known(void **state)
{
    (void)state;
    effects_are_those_of_the_whole_grid(ishigami, 3);
}

static void effects_of_the_g_function_are_known(void **state)
{
    (void)state;
    effects_are_those_of_the_whole_grid(g_function, MOST_INPUTS);
}

static void a_straight_line_has_its_slope_and_no_sigma(void **state)
{
    (void)state;
    struct bo_morris design = {.seed = 2, .n_inputs = 3, .n_levels = 6, .n_trajectories = 10};
    struct bo_morris_effect effect[3];
    effects_of(linear, &design, effect);
    assert_near(effect[0].mu, 3.0, 1e-12);
    assert_near(effect[1].mu, -2.0, 1e-12);
    assert_near(effect[1].mu_star, 2.0, 1e-12);
    assert_near(effect[0].sigma, 0.0, 1e-12);
    assert_near(effect[2].mu_star, 0.0, 0.0);
}

static void a_trajectory_moves_each_input_once_by_half_the_grid(void **state)
{
    (void)state;
    struct bo_morris design = {.seed = 5, .n_inputs = 5, .n_levels = 4, .n_trajectories = 40};
    uint32_t n_first[5] = {0};
    for (uint32_t t = 0; t < design.n_trajectories; t++) {
        double before[5], u[5];
        uint32_t moved = 0;
        assert_int_equal(bo_morris_point(&design, t, 0, before), 5);
        for (uint32_t step = 1; step <= 5; step++) {
            uint32_t input = bo_morris_point(&design, t, step, u);
            for (uint32_t i = 0; i < 5; i++) {
                assert_true(u[i] > 0.0 && u[i] < 1.0);
                assert_near(fabs(u[i] - before[i]), i == input ? 0.5 : 0.0, 1e-15);
            }
            n_first[input] += step == 1;
            moved |= 1u << input;
            memcpy(before, u, sizeof u);
        }
        assert_int_equal(moved, 31);
    }
    for (int i = 0; i < 5; i++)
        assert_true(n_first[i] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_of_ishigami_are_known),
        cmocka_unit_test(indices_of_the_g_function_are_known),
        cmocka_unit_test(a_row_with_a_failed_run_is_left_out_and_no_variance_has_no_index),
        cmocka_unit_test(a_point_of_the_design_takes_one_input_from_b),
        cmocka_unit_test(effects_of_ishigami_are_known),
        cmocka_unit_test(effects_of_the_g_function_are_known),
        cmocka_unit_test(a_straight_line_has_its_slope_and_no_sigma),
        cmocka_unit_test(a_trajectory_moves_each_input_once_by_half_the_grid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
