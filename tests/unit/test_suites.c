/* Halls taken in landlords' open stock: how many, whose they are then, and that no megawatt is made or lost. */
#include "tiny_project.h"

#include "buildout/model/board.h"
#include "buildout/model/colocation.h"
#include "buildout/model/suites.h"

static int open_with(void **state, const char *takes)
{
    static struct tiny tiny;
    const char *set[] = {TINY_CERTAIN, "colocation.suites_per_year=6", takes};
    tiny_open(&tiny, sizeof set / sizeof set[0], set);
    *state = &tiny;
    return 0;
}

static int open_taker(void **state)
{
    return open_with(state, "companies.Alpha.takes_suites=true");
}

static int open_other(void **state)
{
    return open_with(state, "companies.Alpha.takes_suites=false");
}

static int close_world(void **state)
{
    tiny_close(*state);
    return 0;
}

static void lack(struct bo_world *world, double mw)
{
    struct bo_company *c = &world->company[TINY_ALPHA];
    c->demand_mw = bo_board_energised_mw(world, TINY_ALPHA) + mw;
}

/* North has 500 MW with 475 let and 1 that is always empty: 24, of which half may be taken in a month. South 19.6. */
static void half_of_what_is_empty_is_taken_in_a_month(void **state)
{
    struct bo_world *world = ((struct tiny *)*state)->world;
    struct bo_estate *estate = world->company[TINY_ALPHA].estate;
    double before[2] = {estate[TINY_NORTH].leased_mw, estate[TINY_SOUTH].leased_mw};
    lack(world, 100.0);
    bo_suites_close(world);
    assert_near(estate[TINY_NORTH].leased_mw - before[0], 12.0, 1e-9);
    assert_near(estate[TINY_SOUTH].leased_mw - before[1], 9.8, 1e-9);
    assert_near(world->region[TINY_NORTH].colo_inventory_mw, 488.0, 1e-12);
    assert_mw_audited(world);
}

/* Three quarters of what is lacking in North, a quarter in South, and no more. */
static void no_more_is_taken_than_is_lacking(void **state)
{
    struct bo_world *world = ((struct tiny *)*state)->world;
    double before = bo_board_energised_mw(world, TINY_ALPHA);
    double rent = world->company[TINY_ALPHA].estate[TINY_NORTH].rent_usd_per_month;
    lack(world, 4.0);
    bo_suites_close(world);
    assert_near(bo_board_energised_mw(world, TINY_ALPHA) - before, 4.0, 1e-9);
    /* 3 MW at 150 USD/kW-month */
    assert_near(world->company[TINY_ALPHA].estate[TINY_NORTH].rent_usd_per_month - rent, 450000.0,
                1e-9);
    bo_suites_close(world);
    assert_near(bo_board_energised_mw(world, TINY_ALPHA) - before, 4.0, 1e-9);
}

/* What companies take each year is planned for beside what other tenants want. */
static void landlords_build_for_the_suites_that_go(void **state)
{
    struct bo_world *world = ((struct tiny *)*state)->world;
    struct bo_region *north = &world->region[TINY_NORTH];
    lack(world, 100.0);
    bo_suites_close(world);
    assert_near(north->suites_month_mw, 12.0, 1e-9);
    lack(world, 0.0);
    double building = north->colo_building_mw, wanted = north->colo_wanted_mw;
    north->suites_seen_mw_per_year = 0.0;
    north->suites_month_mw = 0.0;
    bo_colocation_close(world, 31.0);
    double without = north->colo_building_mw + north->colo_wanted_mw - building - wanted;
    building = north->colo_building_mw;
    wanted = north->colo_wanted_mw;
    north->suites_seen_mw_per_year = 144.0;
    bo_colocation_close(world, 59.0);
    double with = north->colo_building_mw + north->colo_wanted_mw - building - wanted;
    assert_true(with > without + 5.0);
    assert_near(north->suites_month_mw, 0.0, 0.0);
}

/* Small tenants want far more than there is: they have what large ones leave. */
static void small_tenants_take_what_large_ones_leave(void **state)
{
    struct bo_world *world = ((struct tiny *)*state)->world;
    struct bo_region *north = &world->region[TINY_NORTH];
    double before = world->company[TINY_ALPHA].estate[TINY_NORTH].leased_mw;
    lack(world, 100.0);
    north->colo_trend_mw = 10000.0;
    bo_colocation_close(world, 31.0);
    assert_near(world->company[TINY_ALPHA].estate[TINY_NORTH].leased_mw - before, 12.0, 1e-9);
    assert_near(bo_suites_empty_mw(world, north), 0.0, 1e-9);
}

static void who_does_not_take_suites_waits_for_sites(void **state)
{
    struct bo_world *world = ((struct tiny *)*state)->world;
    double before = bo_board_energised_mw(world, TINY_ALPHA);
    lack(world, 100.0);
    bo_suites_close(world);
    assert_near(bo_board_energised_mw(world, TINY_ALPHA), before, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(half_of_what_is_empty_is_taken_in_a_month, open_taker,
                                        close_world),
        cmocka_unit_test_setup_teardown(landlords_build_for_the_suites_that_go, open_taker,
                                        close_world),
        cmocka_unit_test_setup_teardown(small_tenants_take_what_large_ones_leave, open_taker,
                                        close_world),
        cmocka_unit_test_setup_teardown(no_more_is_taken_than_is_lacking, open_taker, close_world),
        cmocka_unit_test_setup_teardown(who_does_not_take_suites_waits_for_sites, open_other,
                                        close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
