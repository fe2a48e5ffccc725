/* What the frontier was, and how capable a model is on the curve that it has drawn. */
#include "near.h"

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/frontier.h"

static double decades(double n)
{
    return n * bo_log(BO_DECADE);
}

/* ECI 100 at an effective compute of 1, k = 10 per decade, 12 ECI a year before day 0. */
static struct bo_frontier frontier_from_100(struct bo_arena *arena)
{
    struct bo_frontier frontier;
    struct bo_frontier_point opening = {.day = 0.0, .log_effective = 0.0, .eci = 100.0};
    bo_frontier_init(&frontier, arena, &opening, 10.0, 12.0);
    return frontier;
}

static int open_arena(void **state)
{
    struct bo_arena *arena = NULL;
    assert_int_equal(bo_arena_create((size_t)1 << 24, false, &arena, NULL), 0);
    *state = arena;
    return 0;
}

static int close_arena(void **state)
{
    bo_arena_free(*state);
    return 0;
}

/* Three decades at 10, then one at 20: 130, 150. */
static void a_better_model_moves_the_frontier_by_k_a_decade(void **state)
{
    struct bo_frontier f = frontier_from_100(*state);
    assert_near(bo_frontier_show(&f, 10.0, decades(3.0), 10.0), 130.0, 1e-14);
    assert_near(bo_frontier_show(&f, 20.0, decades(4.0), 20.0), 150.0, 1e-14);
    assert_near(bo_frontier_now(&f)->eci, 150.0, 1e-14);
    assert_near(bo_frontier_now(&f)->log_effective, decades(4.0), 1e-14);
}

/* Whatever k is now, a model of 1.5 decades is where the frontier was when it had them: 115. */
static void equal_effective_compute_is_equally_capable_whenever_made(void **state)
{
    struct bo_frontier f = frontier_from_100(*state);
    (void)bo_frontier_show(&f, 10.0, decades(3.0), 10.0);
    (void)bo_frontier_show(&f, 20.0, decades(4.0), 20.0);
    assert_near(bo_frontier_show(&f, 30.0, decades(1.5), 50.0), 115.0, 1e-14);
    assert_near(bo_frontier_eci(&f, decades(3.5)), 140.0, 1e-14);
    assert_near(bo_frontier_eci(&f, decades(-1.0)), 90.0, 1e-14); /* below the opening, its k */
    assert_near(bo_frontier_eci(&f, decades(9.0)), 150.0, 1e-14);
    assert_near(bo_frontier_now(&f)->eci, 150.0, 1e-14);
}

/* 100 until day 30, 130 at day 60: 115 was had on day 45, half a decade and a half. */
static void history_is_read_between_its_points(void **state)
{
    struct bo_frontier f = frontier_from_100(*state);
    bo_frontier_note(&f, 30.0);
    (void)bo_frontier_show(&f, 50.0, decades(3.0), 10.0);
    bo_frontier_note(&f, 60.0);
    assert_near(bo_frontier_at(&f, 45.0).eci, 115.0, 1e-14);
    assert_near(bo_frontier_at(&f, 45.0).log_effective, decades(1.5), 1e-14);
    assert_near(bo_frontier_at(&f, 20.0).eci, 100.0, 1e-14);
    assert_near(bo_frontier_at(&f, 90.0).eci, 130.0, 1e-14);
    assert_near(bo_frontier_lag_days(&f, 100.0, 115.0), 55.0, 1e-12);
}

static void who_is_at_the_frontier_has_no_lag(void **state)
{
    struct bo_frontier f = frontier_from_100(*state);
    (void)bo_frontier_show(&f, 50.0, decades(3.0), 10.0);
    bo_frontier_note(&f, 60.0);
    assert_near(bo_frontier_lag_days(&f, 400.0, 130.0), 0.0, 0.0);
}

/* 6 ECI at 12 a year are half a year: 6/10 of a decade. */
static void before_the_first_day_it_rose_along_a_line(void **state)
{
    struct bo_frontier f = frontier_from_100(*state);
    double half_a_year = BO_DAYS_PER_YEAR / 2.0;
    assert_near(bo_frontier_at(&f, -half_a_year).eci, 94.0, 1e-14);
    assert_near(bo_frontier_at(&f, -half_a_year).log_effective, decades(-0.6), 1e-14);
    bo_frontier_note(&f, 30.0);
    (void)bo_frontier_show(&f, 40.0, decades(1.0), 10.0);
    bo_frontier_note(&f, 60.0);
    assert_near(bo_frontier_lag_days(&f, 60.0, 94.0), 60.0 + half_a_year, 1e-12);
}

#define FRONTIER_TEST(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRONTIER_TEST(a_better_model_moves_the_frontier_by_k_a_decade),
        FRONTIER_TEST(equal_effective_compute_is_equally_capable_whenever_made),
        FRONTIER_TEST(history_is_read_between_its_points),
        FRONTIER_TEST(who_is_at_the_frontier_has_no_lag),
        FRONTIER_TEST(before_the_first_day_it_rose_along_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
