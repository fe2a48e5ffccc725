/* A planted box is found, chance is not taken for one. */
#include <stdbool.h>
#include <string.h>

#include "near.h"

#include "buildout/base/arena.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/discover/prim.h"

enum { N = 1200, INPUTS = 12 };

static struct bo_arena *new_arena(void)
{
    struct bo_arena *arena = NULL;
    struct bo_err err;
    assert_int_equal(bo_arena_create((size_t)1 << 30, false, &arena, &err), 0);
    return arena;
}

static double x[N * INPUTS];
static bool hit[N];

static double draw(uint32_t point, uint32_t purpose)
{
    struct bo_rng rng = {.seed = 11, .replicate = point};
    return bo_rng_uniform(&rng, 0, purpose, 0);
}

static void draw_points(void)
{
    for (uint32_t i = 0; i < N; i++) {
        for (uint32_t k = 0; k < INPUTS; k++)
            x[i * INPUTS + k] = draw(i, k);
    }
}

static const struct bo_prim_points points = {.n = N, .n_inputs = INPUTS, .x = x, .hit = hit};

/* The ends of an input, open and without a number of its own (p = 2) where the box does not bound it. */
static struct bo_prim_bound bound_of(const struct bo_prim_box *box, uint32_t input)
{
    for (uint32_t i = 0; i < box->n_bounds; i++) {
        if (box->bound[i].input == input)
            return box->bound[i];
    }
    return (struct bo_prim_bound){input, -(double)INFINITY, (double)INFINITY, 2.0};
}

/* Inputs 3 above 0.6 and 7 between 0.2 and 0.7 make 0.2 of the cube; inside 95 of 100 hit, outside 2. */
static void a_planted_box_is_found_with_what_it_is_worth(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    struct bo_prim_boxes found;
    draw_points();
    for (uint32_t i = 0; i < N; i++) {
        const double *at = &x[(size_t)i * INPUTS];
        bool inside = at[3] > 0.6 && at[7] > 0.2 && at[7] < 0.7;
        hit[i] = draw(i, 100) < (inside ? 0.95 : 0.02);
    }
    bo_prim_find(&points, &bo_prim_usual, arena, &found);
    assert_true(found.n >= 1);
    const struct bo_prim_box *box = &found.box[0];
    const struct bo_prim_bound three = bound_of(box, 3), seven = bound_of(box, 7);
    assert_int_equal(box->n_bounds, 2);
    assert_near(three.low, 0.6, 0.03);
    assert_true(isinf(three.high));
    assert_near(seven.low, 0.2, 0.03);
    assert_near(seven.high, 0.7, 0.03);
    assert_true(three.p < 1e-6 && seven.p < 1e-6);
    assert_true(box->found.density > 0.88 && box->found.coverage > 0.85);
    assert_true(box->held_out.density > 0.85 && box->held_out.coverage > 0.80);
    assert_int_equal(box->found.n + box->held_out.n, N);
    assert_near(box->held_out.density, (double)box->held_out.n_hits_inside / box->held_out.n_inside,
                0.0);
    bo_arena_free(arena);
}

enum { FEW = 180, MANY_INPUTS = 1000 };

static const double *many_inputs(void)
{
    static double drawn[FEW * MANY_INPUTS];
    for (uint32_t i = 0; i < FEW; i++) {
        for (uint32_t k = 0; k < MANY_INPUTS; k++)
            drawn[i * MANY_INPUTS + k] = draw(i, 1000 + k);
    }
    return drawn;
}

/* Peels that look good by chance must not use the box up before those that matter have their turn. */
static void a_box_is_found_among_a_thousand_inputs(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    struct bo_prim_boxes found;
    const double *at = many_inputs();
    const struct bo_prim_points few = {.n = FEW, .n_inputs = MANY_INPUTS, .x = at, .hit = hit};
    for (uint32_t i = 0; i < FEW; i++) {
        double low = at[i * MANY_INPUTS + 500], middle = at[i * MANY_INPUTS + 900];
        hit[i] = draw(i, 100) < (low < 0.5 && fabs(middle - 0.5) < 0.3 ? 0.9 : 0.05);
    }
    bo_prim_find(&few, &bo_prim_usual, arena, &found);
    assert_true(found.n >= 1);
    const struct bo_prim_box *box = &found.box[0];
    assert_near(bound_of(box, 500).high, 0.5, 0.05);
    assert_near(bound_of(box, 900).low, 0.2, 0.06);
    assert_true(box->held_out.density > 0.7 && box->held_out.coverage > 0.6);
    bo_arena_free(arena);
}

static void two_boxes_come_one_after_the_other(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    struct bo_prim_boxes found;
    draw_points();
    for (uint32_t i = 0; i < N; i++) {
        const double *at = &x[(size_t)i * INPUTS];
        hit[i] = at[0] < 0.25 || (at[1] > 0.8 && at[2] > 0.5);
    }
    bo_prim_find(&points, &bo_prim_usual, arena, &found);
    assert_int_equal(found.n, 2);
    assert_near(bound_of(&found.box[0], 0).high, 0.25, 0.02);
    assert_near(bound_of(&found.box[1], 1).low, 0.8, 0.02);
    assert_near(bound_of(&found.box[1], 2).low, 0.5, 0.03);
    assert_true(found.box[0].held_out.coverage + found.box[1].held_out.coverage > 0.97);
    assert_near(found.base_rate, 0.25 + 0.75 * 0.1, 0.04);
    bo_arena_free(arena);
}

static void hits_by_chance_make_no_box(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    struct bo_prim_boxes found;
    uint32_t n_dense = 0;
    draw_points();
    for (uint32_t i = 0; i < N; i++)
        hit[i] = draw(i, 100) < 0.3;
    bo_prim_find(&points, &bo_prim_usual, arena, &found);
    for (uint32_t i = 0; i < found.n; i++)
        n_dense += found.box[i].held_out.density > 0.45;
    assert_int_equal(n_dense, 0);
    bo_arena_free(arena);
}

static void nothing_to_tell_apart_makes_no_box(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    struct bo_prim_boxes found;
    struct bo_prim_points none = points;
    draw_points();
    memset(hit, 0, sizeof hit);
    bo_prim_find(&points, &bo_prim_usual, arena, &found);
    assert_int_equal(found.n, 0);
    memset(hit, 1, sizeof hit);
    bo_prim_find(&points, &bo_prim_usual, arena, &found);
    assert_int_equal(found.n, 0);
    none.n = 0;
    bo_prim_find(&none, &bo_prim_usual, arena, &found);
    assert_int_equal(found.n, 0);
    assert_true(isnan(found.base_rate));
    bo_arena_free(arena);
}

/* Equal values go together, and an end lies between two values. */
static void a_switch_is_split_between_its_values(void **state)
{
    (void)state;
    struct bo_arena *arena = new_arena();
    struct bo_prim_boxes found;
    draw_points();
    for (uint32_t i = 0; i < N; i++) {
        x[i * INPUTS + 5] = floor(4.0 * x[i * INPUTS + 5]);
        hit[i] = x[i * INPUTS + 5] >= 3.0;
    }
    bo_prim_find(&points, &bo_prim_usual, arena, &found);
    assert_int_equal(found.n, 1);
    assert_int_equal(found.box[0].n_bounds, 1);
    assert_near(found.box[0].bound[0].low, 2.5, 0.0);
    assert_near(found.box[0].held_out.density, 1.0, 0.0);
    assert_near(found.box[0].held_out.coverage, 1.0, 0.0);
    bo_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_planted_box_is_found_with_what_it_is_worth),
        cmocka_unit_test(a_box_is_found_among_a_thousand_inputs),
        cmocka_unit_test(two_boxes_come_one_after_the_other),
        cmocka_unit_test(hits_by_chance_make_no_box),
        cmocka_unit_test(nothing_to_tell_apart_makes_no_box),
        cmocka_unit_test(a_switch_is_split_between_its_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
