/* Late: of the sites published on 1 January for the year, the share not energised at its end. */
#include "tiny_project.h"

#include "buildout/model/inflight.h"
#include "buildout/model/late.h"

static int open_world(void **state)
{
    static struct tiny tiny;
    tiny_open_certain(&tiny);
    for (uint32_t i = 0; i < tiny.world->n_projects; i++) { /* those in flight are another matter */
        tiny.world->project[i].kind = BO_EXTENSION;
    }
    *state = &tiny;
    return 0;
}

static int close_world(void **state)
{
    tiny_close(*state);
    return 0;
}

/* A site that is in fit-out since so many months; fit-out takes four. */
static uint32_t in_fitout(struct tiny *t, double since_months)
{
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    order.announced_day = -(17.0 + since_months) * MONTH;
    order.in_flight = true;
    uint32_t index = t->world->n_projects;
    bo_inflight_add(t->world, &order);
    assert_int_equal(t->world->project[index].state, BO_FITOUT);
    return index;
}

static void open_site(struct tiny *t, uint32_t project, double day)
{
    bo_milestone_crew(t->world, project, day);
}

/* Four due in 2022: two open, one does not, one is given up: a half is late. */
static void what_is_due_and_neither_open_nor_given_up_is_late(void **state)
{
    struct tiny *t = *state;
    uint32_t site[4];
    for (int i = 0; i < 4; i++) {
        site[i] = in_fitout(t, 1.0 + 0.5 * i);
    }
    bo_late_open(t->world);
    assert_int_equal(t->world->count.due, 4);
    open_site(t, site[0], 90.0);
    open_site(t, site[1], 364.0);
    bo_milestone_cancel(t->world, site[2], 200.0, BO_LATE_STOP);
    bo_late_close(t->world, 365.0);
    assert_int_equal(t->world->count.late, 2);
    assert_near(t->world->count.late_frac, 0.5, 1e-15);
}

static void nothing_is_judged_before_the_year_is_over(void **state)
{
    struct tiny *t = *state;
    in_fitout(t, 1.0);
    bo_late_open(t->world);
    bo_late_close(t->world, 334.0); /* 1 December */
    assert_int_equal(t->world->count.due, 1);
    assert_int_equal(t->world->count.late, 0);
}

/* Announced on the last day of 2021 it takes 21 months: due in 2023. */
static void a_site_published_for_a_later_year_is_not_yet_due(void **state)
{
    struct tiny *t = *state;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    order.announced_day = -1.0;
    order.in_flight = true;
    uint32_t index = t->world->n_projects;
    bo_inflight_add(t->world, &order);
    bo_late_open(t->world);
    assert_int_equal(t->world->count.due, 0);
    bo_milestone_permit(t->world, index, 5.0 * MONTH);
    bo_milestone_study(t->world, index, 6.0 * MONTH);
    bo_milestone_grid(t->world, index, 7.0 * MONTH);
    bo_late_close(t->world, 365.0);
    assert_near(t->world->count.late_frac, 0.0, 0.0);
    assert_int_equal(t->world->count.due, 1); /* now it is */
    assert_true(t->world->project[index].due_this_year);
}

/* Extensions and colocation open no site, so they cannot be late. */
static void only_new_sites_are_judged(void **state)
{
    struct tiny *t = *state;
    uint32_t extension = in_fitout(t, 1.0), colocation = in_fitout(t, 2.0);
    t->world->project[extension].kind = BO_EXTENSION;
    t->world->project[colocation].kind = BO_COLOCATION;
    bo_late_open(t->world);
    assert_int_equal(t->world->count.due, 0);
}

/* The permit that should have come after five months has not come after twelve: 16 months from then, no sooner. */
static void a_date_that_cannot_be_met_is_published_anew(void **state)
{
    struct tiny *t = *state;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    uint32_t i = bo_milestone_announce(t->world, &order);
    bo_milestone_study(t->world, i, 100.0);
    bo_milestone_grid(t->world, i, 200.0);
    bo_late_open(t->world);
    assert_near(t->world->project[i].published_day, 21.0 * MONTH, 1e-9);
    bo_late_close(t->world, 365.0);
    assert_near(t->world->project[i].published_day, 365.0 + 16.0 * MONTH, 1e-9);
    assert_near(t->world->project[i].planned.open, 21.0 * MONTH, 1e-9); /* as told at first */
}

/* Crews work at half speed: 12 more months of shell are likely, but at full speed the date can still be met. */
static void a_date_that_can_still_be_met_is_kept(void **state)
{
    struct tiny *t = *state;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    uint32_t i = bo_milestone_announce(t->world, &order);
    bo_milestone_permit(t->world, i, 5.0 * MONTH);
    bo_milestone_study(t->world, i, 6.0 * MONTH);
    bo_milestone_grid(t->world, i, 7.0 * MONTH);
    struct bo_fluid_pool *crews = &t->world->region[TINY_NORTH].crews;
    crews->demand = 2.0 * crews->capacity;
    struct bo_project_dates now;
    bo_project_expect(t->world, &t->world->project[i], 8.0 * MONTH, &now);
    assert_true(now.open > 30.0 * MONTH);
    bo_late_close(t->world, 365.0);
    assert_near(t->world->project[i].published_day, 21.0 * MONTH, 1e-9);
}

static void a_date_is_never_moved_forward(void **state)
{
    struct tiny *t = *state;
    uint32_t i = in_fitout(t, 1.0);
    t->world->project[i].published_day = 300.0; /* though three months would do */
    bo_late_open(t->world);
    assert_near(t->world->project[i].published_day, 300.0, 0.0);
}

/* Announced for 21 months on, it has no permit after twelve, which this owner does not tell: late, once it is due. */
static void who_does_not_tell_keeps_the_date_until_it_has_passed(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.told_anew_frac=0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    uint32_t i = bo_milestone_announce(t.world, &order);
    bo_late_close(t.world, 365.0);
    assert_near(t.world->project[i].published_day, 21.0 * MONTH, 1e-9);
    assert_true(t.world->project[i].due_this_year);
    bo_late_close(t.world, 730.0);
    assert_near(t.world->count.late_frac, 1.0, 0.0);
    assert_true(t.world->project[i].published_day >
                730.0); /* a date that has passed is told anew */
    tiny_close(&t);
}

/* Three tenths of the usual time of works are hoped for: 12 + 4 months of shell and fit-out are 4.8 then. */
static void what_may_be_hoped_for_keeps_a_date(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.hoped_time_ratio=0.3",
                                      "construction.equipment_binds=false"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_project_order order = tiny_order(TINY_ALPHA, 10.0);
    uint32_t i = bo_milestone_announce(t.world, &order);
    bo_milestone_study(t.world, i, 100.0);
    bo_milestone_grid(t.world, i, 200.0);
    double told = t.world->project[i].published_day;
    assert_near(bo_project_earliest_opening(t.world, &t.world->project[i], 365.0),
                365.0 + 4.8 * MONTH, 1e-9);
    bo_late_close(t.world, 365.0);
    assert_near(t.world->project[i].published_day, told, 0.0);
    tiny_close(&t);
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(what_is_due_and_neither_open_nor_given_up_is_late),
        WORLD_TEST(nothing_is_judged_before_the_year_is_over),
        WORLD_TEST(a_site_published_for_a_later_year_is_not_yet_due),
        WORLD_TEST(only_new_sites_are_judged),
        WORLD_TEST(a_date_that_cannot_be_met_is_published_anew),
        WORLD_TEST(a_date_that_can_still_be_met_is_kept),
        WORLD_TEST(a_date_is_never_moved_forward),
        cmocka_unit_test(who_does_not_tell_keeps_the_date_until_it_has_passed),
        cmocka_unit_test(what_may_be_hoped_for_keeps_a_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
