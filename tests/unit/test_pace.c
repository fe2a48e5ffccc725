/* How far the best model is before or behind what was expected of it, and what of a path comes with that. */
#include "near.h"

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/pace.h"

#define START 19000 /* a date */
#define YEAR BO_DAYS_PER_YEAR

struct bench {
    struct bo_arena *arena;
    struct bo_pace pace;
    struct bo_frontier frontier;
};

static const int32_t two_days[] = {START, START + 3652};

/* Expected: 100 at the start and 10 a year from there for ten years; shown: 50 at the start, a decade of compute is 10. */
static int open_bench(void **state)
{
    static double value[] = {100.0, 200.0};
    static struct bench b;
    struct bo_path expected = {
        .v = {.n = 2, .value = value}, .day = two_days, .scale = 1.0, .extrapolate = true};
    struct bo_frontier_point opening = {.eci = 50.0};
    assert_int_equal(bo_arena_create((size_t)1 << 24, false, &b.arena, NULL), 0);
    bo_pace_init(&b.pace, b.arena, &expected, START, 120);
    bo_frontier_init(&b.frontier, b.arena, &opening, 10.0, 10.0);
    *state = &b;
    return 0;
}

static int close_bench(void **state)
{
    struct bench *b = *state;
    bo_arena_free(b->arena);
    return 0;
}

/* So many decades by a day, noted. */
static void show(struct bench *b, double day, double decades)
{
    (void)bo_frontier_show(&b->frontier, day, decades * bo_log(BO_DECADE), 10.0);
    bo_frontier_note(&b->frontier, day);
}

static void a_gain_counts_from_the_first_model_whatever_that_was(void **state)
{
    struct bench *b = *state;
    assert_near(bo_pace_ahead_days(&b->pace, &b->frontier, 0.0), 0.0, 1e-9);
    show(b, YEAR, 1.0); /* as expected */
    assert_near(bo_pace_ahead_days(&b->pace, &b->frontier, YEAR), 0.0, 0.3);
    show(b, 2.0 * YEAR, 3.0); /* a year's gain more */
    assert_near(bo_pace_ahead_days(&b->pace, &b->frontier, 2.0 * YEAR), YEAR, 0.6);
    assert_near(bo_pace_ahead_days(&b->pace, &b->frontier, YEAR), 0.0, 0.3); /* as it was then */
    show(b, 5.0 * YEAR, 3.0); /* three years of nothing */
    assert_near(bo_pace_ahead_days(&b->pace, &b->frontier, 5.0 * YEAR), -2.0 * YEAR, 1.0);
}

/* Nothing is known of what was expected then. */
static void before_the_first_model_nobody_is_ahead(void **state)
{
    struct bench *b = *state;
    assert_near(bo_pace_ahead_days(&b->pace, &b->frontier, -6.0 * YEAR), 0.0, 1e-9);
}

static void beyond_what_was_expected_at_all_it_ends(void **state)
{
    struct bench *b = *state;
    show(b, YEAR, 500.0);
    double last = b->pace.first_day + (double)(b->pace.n - 1) * BO_DAYS_PER_MONTH;
    assert_near(bo_pace_ahead_days(&b->pace, &b->frontier, YEAR), last - YEAR, 1e-6);
}

/* What falls counts as standing still, and while nothing is expected nobody is late who gains nothing: four years of 5 points each,
 * until year 9 1/3 none. */
static void a_stop_that_is_expected_is_no_delay(void **state)
{
    struct bench *b = *state;
    static const int32_t day[] = {START, START + 1461, START + 2922, START + 4383};
    static double value[] = {100.0, 120.0, 110.0, 140.0};
    struct bo_path expected = {.v = {.n = 4, .value = value}, .day = day, .scale = 1.0};
    bo_pace_init(&b->pace, b->arena, &expected, START, 120);
    show(b, 1461.0, 2.0);
    show(b, 2922.0, 2.0);
    assert_near(bo_pace_ahead_days(&b->pace, &b->frontier, 2922.0), 0.0, 1e-9);
    show(b, 4383.0, 2.0);
    assert_near(bo_pace_ahead_days(&b->pace, &b->frontier, 4383.0), -2.0 / 3.0 * 1461.0, 31.0);
}

static void who_expects_no_rise_reads_paths_by_date(void **state)
{
    struct bench *b = *state;
    static const int32_t day[] = {START};
    static double value[] = {100.0};
    struct bo_path expected = {.v = {.n = 1, .value = value}, .day = day, .scale = 1.0};
    bo_pace_init(&b->pace, b->arena, &expected, START, 120);
    show(b, YEAR, 3.0);
    assert_near(bo_pace_ahead_days(&b->pace, &b->frontier, YEAR), 0.0, 0.0);
}

/* From 1 to 16 in ten years; half of the log of that comes with models. */
static void a_part_of_a_path_waits_for_models(void **state)
{
    (void)state;
    static double value[] = {1.0, 16.0};
    struct bo_path path = {
        .v = {.n = 2, .value = value}, .day = two_days, .shape = BO_PATH_GEOMETRIC, .scale = 1.0};
    double end = START + 3652;
    assert_near(bo_pace_ratio_at(&path, 0.5, end, 0.0), 16.0, 1e-9);
    assert_near(bo_pace_ratio_at(&path, 0.5, end, -1826.0), 8.0, 1e-9);
    assert_near(bo_pace_ratio_at(&path, 1.0, end, -1826.0), 4.0, 1e-9);
    assert_near(bo_pace_ratio_at(&path, 0.0, end, -1826.0), 16.0, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_gain_counts_from_the_first_model_whatever_that_was,
                                        open_bench, close_bench),
        cmocka_unit_test_setup_teardown(before_the_first_model_nobody_is_ahead, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(beyond_what_was_expected_at_all_it_ends, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(a_stop_that_is_expected_is_no_delay, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(who_expects_no_rise_reads_paths_by_date, open_bench,
                                        close_bench),
        cmocka_unit_test(a_part_of_a_path_waits_for_models),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
