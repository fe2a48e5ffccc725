/* How many megawatts a company needs, and how it sees that grow. */
#include "tiny_world.h"

#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/board.h"
#include "buildout/model/capital.h"
#include "buildout/model/demand.h"

static int open_world(void **state)
{
    static struct tiny tiny;
    tiny_open(&tiny, 0, NULL);
    *state = &tiny;
    return 0;
}

static int close_world(void **state)
{
    tiny_close(*state);
    return 0;
}

/* Alpha's core grows by 10 %; after five years, the time constant, 1/e of the way to the long-run 5 % is left. */
static void growth_returns_to_the_long_run_after_the_last_point(void **state)
{
    struct tiny *t = *state;
    assert_near(bo_demand_core_growth(t->world, TINY_ALPHA, 0.0), bo_log(1.1), 1e-14);
    double after = 0.05 + 0.05 * bo_exp(-1.0);
    assert_near(bo_demand_core_growth(t->world, TINY_ALPHA, 5.0 * BO_DAYS_PER_YEAR + 1.0),
                bo_log1p(after), 1e-14);
    assert_near(bo_demand_cloud_growth(t->world, TINY_ALPHA, 0.0), bo_log(1.2), 1e-14);
}

/* An AI economy of two companies whose fleets a test sets. */
static struct bo_ai_company *give_fleets(struct bo_world *world)
{
    struct bo_ai_economy *ai = BO_NEW(world->arena, struct bo_ai_economy);
    ai->n_companies = world->n_companies;
    ai->company = BO_NEW_ARRAY(world->arena, struct bo_ai_company, world->n_companies);
    world->ai_economy = ai;
    return ai->company;
}

static void without_an_ai_economy_there_are_no_ai_megawatts(void **state)
{
    struct tiny *t = *state;
    assert_null(t->world->ai_economy);
    assert_near(bo_demand_ai_mw(t->world, TINY_ALPHA), 0.0, 0.0);
    assert_near(t->world->company[TINY_ALPHA].ai_mw, 0.0, 0.0);
}

/* 75 MW racked, 15 in store; of 40 MW on order a quarter. What is stored may be of another kind than what is racked. */
static void ai_megawatts_are_those_of_the_fleet_and_a_part_of_the_orders(void **state)
{
    (void)state;
    static const char *const set[] = {"demand.order_weight_frac=0.25"};
    struct tiny t;
    tiny_open(&t, 1, set);
    struct bo_ai_company *ai = give_fleets(t.world);
    ai[TINY_ALPHA] = (struct bo_ai_company){.fleet_mw = 75.0,
                                            .training_h100e = 50000.0,
                                            .stored_h100e = 30000.0,
                                            .stored_mw = 15.0,
                                            .ordered_mw = 40.0};
    assert_near(bo_demand_ai_mw(t.world, TINY_ALPHA), 75.0 + 15.0 + 10.0, 1e-14);
    assert_near(bo_demand_ai_mw(t.world, TINY_BETA), 0.0, 0.0);
    bo_demand_close(t.world, 31.0);
    const struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    assert_near(alpha->ai_mw, 100.0, 1e-14);
    assert_near(alpha->demand_mw, alpha->base_mw + 100.0, 1e-14);
    tiny_close(&t);
}

/* What calibration found holds: 8 MW of orders at the opening are taken off ordinary demand. */
static void orders_at_the_opening_are_no_more_demand(void **state)
{
    (void)state;
    static const char *const set[] = {"demand.order_weight_frac=0.8"};
    struct tiny t;
    tiny_open(&t, 1, set);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    double base = alpha->base_mw_start;
    double demand = alpha->demand_mw;
    give_fleets(t.world)[TINY_ALPHA].ordered_mw = 10.0;
    bo_demand_open_orders(t.world);
    assert_near(alpha->ai_mw_start, 8.0, 1e-14);
    assert_near(alpha->base_mw_start, base - 8.0, 1e-14);
    assert_near(alpha->demand_mw, demand, 1e-14);
    tiny_close(&t);
}

/* 1.2 bn USD a year of plans at 10 M USD a MW: 10 MW of halls a month; 4 MW of systems that come fill 4 of them. */
static void plans_without_systems_want_halls(void **state)
{
    (void)state;
    static const char *const set[] = {"demand.ai_systems_per_mw=1e7"};
    struct tiny t;
    tiny_open(&t, 1, set);
    struct bo_ai_budget_param param = {.company = TINY_ALPHA};
    struct bo_ai_budget budget = {.options_usd_per_year = 1.2e9};
    struct bo_capital capital = {.n_budgets = 1, .budget = &budget};
    struct bo_param changed = *t.world->param;
    changed.ai_budget = &param;
    t.world->param = &changed;
    t.world->capital = &capital;
    struct bo_ai_company *ai = give_fleets(t.world);
    const struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    bo_demand_close(t.world, 31.0);
    assert_near(alpha->option_mw, 10.0, 1e-12);
    assert_near(alpha->ai_mw, 10.0, 1e-12);
    ai[TINY_ALPHA].fleet_mw = 4.0;
    ai[TINY_ALPHA].training_h100e = 1000.0;
    bo_demand_close(t.world, 59.0);
    assert_near(alpha->option_mw, 16.0, 1e-12);
    assert_near(alpha->ai_mw, 20.0, 1e-12);
    tiny_close(&t);
}

/* 20 % of growth of which AI brought 8 points: the base grows by 12 %; without an AI economy by the whole. */
static void the_cloud_grows_without_what_ai_brought(void **state)
{
    (void)state;
    static const char *const set[] = {"companies.Alpha.cloud_ai_growth_per_year=0.08"};
    struct tiny t;
    tiny_open(&t, 1, set);
    assert_near(bo_demand_cloud_growth(t.world, TINY_ALPHA, 0.0), bo_log(1.2), 1e-14);
    give_fleets(t.world);
    assert_near(bo_demand_cloud_growth(t.world, TINY_ALPHA, 0.0), bo_log(1.12), 1e-14);
    tiny_close(&t);
}

/* A month of 1/12 year of each business' growth, three fifths of the megawatts with the cloud. */
static void base_demand_follows_business(void **state)
{
    struct tiny *t = *state;
    struct bo_company *alpha = &t->world->company[TINY_ALPHA];
    bo_demand_close(t->world, 31.0);
    double core = bo_demand_core_growth(t->world, TINY_ALPHA, 31.0) / 12.0;
    double cloud = bo_demand_cloud_growth(t->world, TINY_ALPHA, 31.0) / 12.0;
    assert_near(alpha->base_mw, alpha->base_mw_start * (0.6 * bo_exp(cloud) + 0.4 * bo_exp(core)),
                1e-14);
    assert_near(alpha->demand_mw, alpha->base_mw + alpha->ai_mw, 1e-14);
}

static void a_slump_and_efficiency_lower_base_demand_alone(void **state)
{
    (void)state;
    static const char *const set[] = {"demand.index=((\"2022-01-01\",1.0),(\"2022-01-02\",0.8))",
                                      "demand.mw_efficiency_per_year=0.12"};
    struct tiny t;
    tiny_open(&t, 2, set);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    double day = 31.0;
    bo_demand_close(t.world, day);
    double core = bo_demand_core_growth(t.world, TINY_ALPHA, day) / 12.0;
    double cloud = bo_demand_cloud_growth(t.world, TINY_ALPHA, day) / 12.0;
    double business = 0.6 * bo_exp(cloud) + 0.4 * bo_exp(core);
    assert_near(alpha->base_mw,
                alpha->base_mw_start * business * 0.8 * bo_exp(-0.12 * day / BO_DAYS_PER_YEAR),
                1e-14);
    tiny_close(&t);
}

/* Half of 60 % of its capacity. */
static void a_cloud_that_halves_wants_half_of_its_capacity(void **state)
{
    (void)state;
    static const char *const set[] = {
        "demand.cloud_index=((\"2022-01-01\",1.0),(\"2022-01-02\",0.5))",
        "demand.mw_efficiency_per_year=0"};
    struct tiny t;
    tiny_open(&t, 2, set);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    bo_demand_close(t.world, 31.0);
    double core = bo_demand_core_growth(t.world, TINY_ALPHA, 31.0) / 12.0;
    double cloud = bo_demand_cloud_growth(t.world, TINY_ALPHA, 31.0) / 12.0;
    assert_near(alpha->base_mw,
                alpha->base_mw_start * (0.6 * 0.5 * bo_exp(cloud) + 0.4 * bo_exp(core)), 1e-14);
    tiny_close(&t);
}

/* Growth that has always been the same is seen as it is, however it is smoothed: ln 1.1 with everything at 10 %. */
static void steady_growth_is_seen_as_it_is(void **state)
{
    (void)state;
    static const char *const set[] = {"companies.Alpha.cloud_growth_per_year=0.1",
                                      "demand.long_run_growth_per_year=0.1"};
    struct tiny t;
    tiny_open(&t, 2, set);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    assert_near(alpha->growth_2, bo_log(1.1), 1e-14);
    for (int month = 1; month <= 12; month++) {
        bo_demand_close(t.world, month * BO_DAYS_PER_MONTH);
        assert_near(alpha->growth_2, bo_log(1.1), 1e-9);
    }
    assert_near(alpha->demand_mw, 1.1 * alpha->base_mw_start, 1e-9);
    tiny_close(&t);
}

/* The long view is 0.2 a year, lately it was 0.05: of halls that idle 15 % are borne, at 30 % nobody believes it any more. */
static void a_board_with_idle_halls_doubts_the_long_view(void **state)
{
    (void)state;
    static const char *const set[] = {"planning.idle_doubt_frac=0.15",
                                      "planning.growth_anchor_frac=1"};
    static const double idle[] = {0.0, 0.15, 0.225, 0.4}, growth[] = {0.2, 0.2, 0.125, 0.05};
    struct tiny t;
    tiny_open(&t, 2, set);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    alpha->growth_long = 0.2;
    alpha->growth_2 = 0.05;
    for (int i = 0; i < 4; i++) {
        alpha->demand_mw = (1.0 - idle[i]) * bo_board_energised_mw(t.world, TINY_ALPHA);
        assert_near(bo_demand_planned_growth(t.world, TINY_ALPHA), growth[i], 1e-12);
    }
    tiny_close(&t);
}

static void growth_that_changes_is_seen_late_and_within_the_limit(void **state)
{
    (void)state;
    static const char *const set[] = {"demand.index=((\"2022-01-01\",1.0),(\"2022-01-02\",1.5))"};
    struct tiny t;
    tiny_open(&t, 1, set);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    double before = alpha->growth_2;
    bo_demand_close(t.world,
                    31.0); /* half as much again in a month, but at most 0.5 a year is believed */
    assert_near(alpha->growth_1,
                bo_approach(before, 0.5, BO_DAYS_PER_MONTH, 6.0 * BO_DAYS_PER_MONTH), 1e-12);
    assert_true(alpha->growth_2 > before && alpha->growth_2 < alpha->growth_1);
    tiny_close(&t);
}

/* At the start boards would begin in a year what they began in the last one: the gaps, over the year that closing a gap
 * takes, sum to the MW of the projects announced since 2021-01-01, none of which is finished. */
static void boards_open_wanting_what_they_started_in_the_last_year(void **state)
{
    struct tiny *t = *state;
    double started = 0.0, wanted = 0.0;
    for (uint32_t i = 0; i < t->world->n_projects; i++) {
        const struct bo_project *p = &t->world->project[i];
        started += p->kind == BO_NEW_SITE && p->announced_day >= -365.0 ? p->mw : 0.0;
    }
    for (uint32_t c = 0; c < t->world->n_companies; c++) {
        wanted +=
            fmax(0.0, bo_board_gap_mw(t->world, c)) / (12.0 * BO_DAYS_PER_MONTH) * BO_DAYS_PER_YEAR;
    }
    assert_true(started > 0.0);
    assert_near(wanted, started, 1e-9);
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(growth_returns_to_the_long_run_after_the_last_point),
        WORLD_TEST(without_an_ai_economy_there_are_no_ai_megawatts),
        WORLD_TEST(ai_megawatts_are_those_of_the_fleet_and_a_part_of_the_orders),
        WORLD_TEST(orders_at_the_opening_are_no_more_demand),
        WORLD_TEST(plans_without_systems_want_halls),
        WORLD_TEST(the_cloud_grows_without_what_ai_brought),
        WORLD_TEST(base_demand_follows_business),
        WORLD_TEST(a_cloud_that_halves_wants_half_of_its_capacity),
        WORLD_TEST(a_slump_and_efficiency_lower_base_demand_alone),
        WORLD_TEST(steady_growth_is_seen_as_it_is),
        cmocka_unit_test(a_board_with_idle_halls_doubts_the_long_view),
        WORLD_TEST(growth_that_changes_is_seen_late_and_within_the_limit),
        WORLD_TEST(boards_open_wanting_what_they_started_in_the_last_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
