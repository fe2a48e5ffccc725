/* Where projects go and how large they are. */
#include "tiny_project.h"

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/board.h"
#include "buildout/model/siting.h"

enum { N_DRAWS = 4000 };

static int open_world(void **state)
{
    static struct tiny tiny;
    tiny_open_certain(&tiny);
    *state = &tiny;
    return 0;
}

static int close_world(void **state)
{
    tiny_close(*state);
    return 0;
}

/* The share of draws that goes to the South. */
static double south_share(struct tiny *t, uint32_t company)
{
    double south = 0.0;
    bo_board_quoted_lead_days(t->world, 0.0); /* what boards see of the regions */
    for (uint32_t i = 0; i < N_DRAWS; i++) {
        uint64_t key = bo_key_mix(1234, i);
        south += bo_siting_region(t->world, company, key) == TINY_SOUTH ? 1.0 : 0.0;
    }
    return south / N_DRAWS;
}

/* 3.3 standard errors of a share p of 4,000 draws. */
static double tolerance(double p)
{
    return 3.3 * sqrt(p * (1.0 - p) / N_DRAWS);
}

/* Permit 5 months, the longest of shell 12 and equipment 11.5, fit-out 4. */
static void the_usual_time_to_power_is_the_longest_path(void **state)
{
    struct tiny *t = *state;
    assert_near(bo_siting_nominal_days(t->world), 21.0 * MONTH, 1e-12);
    assert_near(bo_siting_time_to_power_days(t->world, TINY_NORTH), 21.0 * MONTH, 1e-9);
}

/* In the North permits take three times as long from February: 15 months where they were 5, for who announces from then on. */
static void a_slow_permit_is_seen_drawn_and_planned_for(void **state)
{
    (void)state;
    static const char *const set[] = {
        TINY_CERTAIN, ("regions.North.permit_time_ratio={ points = ( (\"2022-01\", 1.0), "
                       "(\"2022-02\", 3.0) ); shape = \"step\"; }")};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    assert_near(bo_siting_time_to_power_days(w, TINY_NORTH), 21.0 * MONTH, 1e-9);
    for (int late = 0; late < 2; late++) {
        struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
        w->day = order.announced_day = late ? 31.0 : 0.0;
        const struct bo_project *p = &w->project[bo_milestone_announce(w, &order)];
        assert_near(p->plan.permit_days, (late ? 15.0 : 5.0) * MONTH, 1e-9);
        assert_near(bo_project_usual_plan(w, p).permit_days, p->plan.permit_days, 1e-9);
    }
    assert_near(bo_siting_build_days(w, TINY_NORTH), 31.0 * MONTH, 1e-9);
    assert_near(bo_siting_build_days(w, TINY_SOUTH), 21.0 * MONTH, 1e-9);
    tiny_close(&t);
}

/* 1,000 MW a year are granted in the North: a queue of 3,000 MW is three years, after the study of six months. */
static void a_long_queue_makes_the_time_to_power(void **state)
{
    struct tiny *t = *state;
    struct bo_fluid_queue *grid = &t->world->region[TINY_NORTH].grid;
    bo_fluid_queue_add(grid, 0.0, 3000.0 - bo_fluid_queue_backlog(grid), 0);
    assert_near(bo_siting_time_to_power_days(t->world, TINY_NORTH), (6.0 + 36.0 + 4.0) * MONTH,
                1e-9);
    t->world->param->construction->grid_binds = false;
    assert_near(bo_siting_time_to_power_days(t->world, TINY_NORTH), 21.0 * MONTH, 1e-9);
}

/* Weights 3 and 1. */
static void without_elasticities_regions_are_drawn_by_weight(void **state)
{
    assert_near(south_share(*state, TINY_ALPHA), 0.25, tolerance(0.25));
}

/* The North has no weight for Chinese buyers. */
static void chinese_buyers_have_weights_of_their_own(void **state)
{
    assert_near(south_share(*state, TINY_BETA), 1.0, 0.0);
}

/* A planner says where it builds, whatever others do: Beta, whom nothing draws to the South, goes there seven times in ten. */
static void who_says_where_it_builds_builds_there(void **state)
{
    struct tiny *t = *state;
    double share[] = {0.3, 0.7};
    t->world->param->company[TINY_BETA].builds_in = (struct bo_vector){2, share};
    assert_near(south_share(t, TINY_BETA), 0.7, tolerance(0.7));
    assert_near(south_share(t, TINY_ALPHA), 0.25, tolerance(0.25));
    t->world->param->company[TINY_BETA].builds_in_from_day = bo_world_date(t->world, 1.0);
    assert_near(south_share(t, TINY_BETA), 1.0, 0.0); /* not yet */
}

/* Power 50 and 80, mean by weight 57.5: 3 x 57.5/50 = 3.45 against 57.5/80 = 0.71875, so 0.1724 go south. */
static void dear_power_drives_projects_away(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "planning.region_power_elasticity=1.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    assert_near(south_share(&t, TINY_ALPHA), 0.1724, tolerance(0.1724));
    tiny_close(&t);
}

/* Building at 10 and 20 M USD a MW, mean 12.5: 3 x (12.5/10)^2 = 4.6875 against (12.5/20)^2 = 0.390625: 0.0769. */
static void dear_building_drives_projects_away(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "planning.region_cost_elasticity=2.0",
                                      "regions.South.build_cost_multiplier=2.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    assert_near(south_share(&t, TINY_ALPHA), 0.0769, tolerance(0.0769));
    tiny_close(&t);
}

/* With 46 months in the North and 21 in the South: who waits for no more than three years goes south; where all is farther
 * off than that, to the nearest. */
static void nobody_begins_where_power_is_too_far_off(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "planning.strand_years=3"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_fluid_queue *grid = &t.world->region[TINY_NORTH].grid;
    assert_near(south_share(&t, TINY_ALPHA), 0.25, tolerance(0.25));
    bo_fluid_queue_add(grid, 0.0, 3000.0 - bo_fluid_queue_backlog(grid), 0);
    assert_near(south_share(&t, TINY_ALPHA), 1.0, 0.0);
    t.world->param->planning->strand_days = 12.0 * MONTH;
    assert_near(south_share(&t, TINY_ALPHA), 1.0, 0.0);
    tiny_close(&t);
}

/* Nothing is granted in the North any more: a site there that waits for its grant is no site that its board can count on,
 * from the next close on; one with its grant is. */
static void a_site_that_gets_no_power_is_not_counted(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "planning.strand_years=10"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t waits = bo_milestone_announce(w, &order), granted = bo_milestone_announce(w, &order);
    bo_milestone_permit(w, granted, 0.0);
    bo_milestone_study(w, granted, 0.0);
    bo_milestone_grid(w, granted, 0.0);
    double have = bo_board_have_mw(w, TINY_ALPHA), stranded = 0.0;
    bo_board_close(w, 0.0);
    assert_near(w->company[TINY_ALPHA].stranded_mw, 0.0, 0.0);
    w->region[TINY_NORTH].grid.capacity = 0.0;
    bo_board_close(w, 0.0);
    for (uint32_t i = 0; i < w->n_active; i++) {
        const struct bo_project *p = &w->project[w->active[i]];
        bool north = p->region == TINY_NORTH && p->user == TINY_ALPHA;
        stranded += north && isnan(p->grid_day) && !p->prepared && !p->fast_track ? p->mw : 0.0;
    }
    assert_true(isnan(w->project[waits].grid_day) && stranded >= 40.0);
    assert_near(w->company[TINY_ALPHA].stranded_mw, stranded, 1e-9);
    assert_true(bo_board_have_mw(w, TINY_ALPHA) <= have - 40.0 + 1e-9);
    w->param->planning->strand_days = (double)INFINITY;
    bo_board_close(w, 0.0);
    assert_near(w->company[TINY_ALPHA].stranded_mw, 0.0, 0.0);
    tiny_close(&t);
}

/* 21 months in the South, 46 in the North with its queue: mean 39.75; 3 x 39.75/46 = 2.5924 against 1.8929: 0.4220. */
static void a_long_wait_drives_projects_away(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "planning.region_wait_elasticity=1.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_fluid_queue *grid = &t.world->region[TINY_NORTH].grid;
    bo_fluid_queue_add(grid, 0.0, 3000.0 - bo_fluid_queue_backlog(grid), 0);
    assert_near(south_share(&t, TINY_ALPHA), 0.4220, tolerance(0.4220));
    tiny_close(&t);
}

static void the_place_of_a_project_is_a_matter_of_its_key_alone(void **state)
{
    struct tiny *t = *state;
    bo_board_quoted_lead_days(t->world, 0.0);
    for (uint64_t key = 1; key < 50; key++) {
        uint32_t first = bo_siting_region(t->world, TINY_ALPHA, key);
        bo_siting_region(t->world, TINY_BETA, key + 1);
        assert_int_equal(bo_siting_region(t->world, TINY_ALPHA, key), first);
    }
}

static void a_size_without_spread_is_the_median_times_the_region_grown(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.size_growth_per_year=0.1",
                                      "regions.South.size_multiplier=1.5"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    assert_near(bo_siting_drawn_size_mw(t.world, 1, TINY_NORTH, 0.0), 40.0, 1e-14);
    assert_near(bo_siting_drawn_size_mw(t.world, 1, TINY_SOUTH, 0.0), 60.0, 1e-14);
    assert_near(bo_siting_drawn_size_mw(t.world, 1, TINY_NORTH, 2.0 * BO_DAYS_PER_YEAR), 48.4,
                1e-13); /* 40 x 1.1^2 */
    tiny_close(&t);
}

/* Half of the draws lie below the median. */
static void sizes_are_spread_around_the_median(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open(&t, 0, NULL);
    double below = 0.0, above_one_sigma = 0.0;
    for (uint32_t i = 0; i < N_DRAWS; i++) {
        double mw = bo_siting_drawn_size_mw(t.world, bo_key_mix(99, i), TINY_NORTH, 0.0);
        below += mw < 40.0 ? 1.0 : 0.0;
        above_one_sigma += mw > 40.0 * 1.6487212707 ? 1.0 : 0.0; /* e^0.5 */
    }
    assert_near(below / N_DRAWS, 0.5, tolerance(0.5));
    assert_near(above_one_sigma / N_DRAWS, 0.1587, tolerance(0.1587));
    tiny_close(&t);
}

/* Four times the usual starts, response a half: sites twice as large; but no larger than the limit. */
static void boards_that_want_more_build_larger(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.size_response=0.5",
                                      "construction.size_multiple_max=3.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    alpha->start_rate_reference_mw = 100.0;
    alpha->start_rate_mw = 400.0;
    assert_near(bo_siting_size_mw(t.world, TINY_ALPHA, 1, TINY_NORTH, 0.0), 80.0, 1e-13);
    alpha->start_rate_mw = 2500.0;
    assert_near(bo_siting_size_mw(t.world, TINY_ALPHA, 1, TINY_NORTH, 0.0), 120.0, 1e-13);
    alpha->start_rate_mw = 50.0; /* fewer starts make no smaller sites */
    assert_near(bo_siting_size_mw(t.world, TINY_ALPHA, 1, TINY_NORTH, 0.0), 40.0, 1e-13);
    tiny_close(&t);
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(the_usual_time_to_power_is_the_longest_path),
        WORLD_TEST(a_long_queue_makes_the_time_to_power),
        WORLD_TEST(a_slow_permit_is_seen_drawn_and_planned_for),
        WORLD_TEST(without_elasticities_regions_are_drawn_by_weight),
        WORLD_TEST(chinese_buyers_have_weights_of_their_own),
        WORLD_TEST(who_says_where_it_builds_builds_there),
        WORLD_TEST(dear_power_drives_projects_away),
        WORLD_TEST(dear_building_drives_projects_away),
        WORLD_TEST(nobody_begins_where_power_is_too_far_off),
        WORLD_TEST(a_site_that_gets_no_power_is_not_counted),
        WORLD_TEST(a_long_wait_drives_projects_away),
        WORLD_TEST(the_place_of_a_project_is_a_matter_of_its_key_alone),
        WORLD_TEST(a_size_without_spread_is_the_median_times_the_region_grown),
        WORLD_TEST(sizes_are_spread_around_the_median),
        WORLD_TEST(boards_that_want_more_build_larger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
