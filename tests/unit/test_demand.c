/* How many megawatts a company needs, and how it sees that grow. */
#include "tiny_world.h"

#include "buildout/base/num.h"
#include "buildout/model/board.h"
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
    assert_near(bo_demand_core_growth(t->world, TINY_ALPHA, 5.0 * BO_DAYS_PER_YEAR),
                bo_log1p(after), 1e-14);
    assert_near(bo_demand_cloud_growth(t->world, TINY_ALPHA, 0.0), bo_log(1.2), 1e-14);
}

/* 100 MW of AI in the world, 300 two years later; three quarters are Alpha's, a quarter Beta's. */
static void ai_megawatts_are_the_companys_part_of_the_path(void **state)
{
    struct tiny *t = *state;
    const struct bo_ai_ops *ai = &t->world->ai;
    assert_near(ai->mw(ai->context, TINY_ALPHA, 0.0), 75.0, 1e-14);
    assert_near(ai->mw(ai->context, TINY_BETA, 0.0), 25.0, 1e-14);
    assert_near(ai->mw(ai->context, TINY_ALPHA, 365.0), 150.0, 1e-14); /* half of 730 days */
    assert_near(ai->spend_usd_per_year(ai->context, TINY_BETA, 365.0), 0.5e9, 1e-14);
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
    assert_near(alpha->ai_mw, 75.0 + 150.0 * 31.0 / 730.0, 1e-14);
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
    assert_near(alpha->ai_mw, 75.0 + 150.0 * 31.0 / 730.0, 1e-14);
    tiny_close(&t);
}

static void a_plan_for_more_ai_raises_the_companys_part(void **state)
{
    struct tiny *t = *state;
    struct bo_company *alpha = &t->world->company[TINY_ALPHA];
    alpha->policy.ai_plan_ratio = 2.0;
    bo_demand_close(t->world, 31.0);
    assert_near(alpha->ai_mw, 2.0 * (75.0 + 150.0 * 31.0 / 730.0), 1e-14);
}

/* Growth that has always been the same is seen as it is, however it is smoothed: ln 1.1 with everything at 10 %. */
static void steady_growth_is_seen_as_it_is(void **state)
{
    (void)state;
    static const char *const set[] = {"companies.Alpha.cloud_growth_per_year=0.1",
                                      "demand.long_run_growth_per_year=0.1",
                                      "companies.Alpha.ai_share_frac=0.0"};
    struct tiny t;
    tiny_open(&t, 3, set);
    struct bo_company *alpha = &t.world->company[TINY_ALPHA];
    assert_near(alpha->growth_2, bo_log(1.1), 1e-14);
    for (int month = 1; month <= 12; month++) {
        bo_demand_close(t.world, month * BO_DAYS_PER_MONTH);
        assert_near(alpha->growth_2, bo_log(1.1), 1e-9);
    }
    assert_near(alpha->demand_mw, 1.1 * alpha->base_mw_start, 1e-9);
    tiny_close(&t);
}

static void growth_that_changes_is_seen_late_and_within_the_limit(void **state)
{
    (void)state;
    static const char *const set[] = {"companies.Alpha.ai_share_frac=0.0",
                                      "demand.index=((\"2022-01-01\",1.0),(\"2022-01-02\",1.5))"};
    struct tiny t;
    tiny_open(&t, 2, set);
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
        WORLD_TEST(ai_megawatts_are_the_companys_part_of_the_path),
        WORLD_TEST(base_demand_follows_business),
        WORLD_TEST(a_slump_and_efficiency_lower_base_demand_alone),
        WORLD_TEST(a_plan_for_more_ai_raises_the_companys_part),
        WORLD_TEST(steady_growth_is_seen_as_it_is),
        WORLD_TEST(growth_that_changes_is_seen_late_and_within_the_limit),
        WORLD_TEST(boards_open_wanting_what_they_started_in_the_last_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
