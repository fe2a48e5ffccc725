/* What a board sees of AI. */
#include "tiny_world.h"

#include "buildout/model/ai.h"
#include "buildout/model/board.h"

static void without_an_ai_economy_a_board_sees_nothing_of_it(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open(&t, 0, NULL);
    double seen[BO_N_OBSERVATIONS];
    bo_board_observe(t.world, TINY_ALPHA, seen);
    assert_near(seen[BO_OBS_H100E] + seen[BO_OBS_FRONTIER_GAP] + seen[BO_OBS_WORLD_GAP], 0.0, 0.0);
    assert_near(seen[BO_OBS_WORLD_SENTIMENT], 1.0, 0.0);
    for (int i = 0; i < BO_N_OBSERVATIONS; i++) {
        assert_true(
            isfinite(seen[i])); /* a comparison with what is not there would be false either way */
    }
    tiny_close(&t);
}

/* A frontier of 130 and a model of 118; 14 days are two weeks; 1 bn USD a month is 12 a year. */
static void a_board_sees_its_own_and_the_markets(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open(&t, 0, NULL);
    struct bo_ai_company company[TINY_N_COMPANIES] = {[TINY_ALPHA] = {.quality_eci = 118.0,
                                                                      .lag_months = 9.0,
                                                                      .training_h100e = 5000.0,
                                                                      .stored_h100e = 70.0,
                                                                      .price_war = true},
                                                      [TINY_BETA] = {.market = BO_MARKET_CHINA}};
    struct bo_ai_economy economy = {
        .n_companies = TINY_N_COMPANIES,
        .company = company,
        .frontier_eci = 130.0,
        .progress_per_year = 11.0,
        .quoted_lead_days = 14.0,
        .ai_revenue_netted_usd = 1e9,
        .gap_stock_usd_per_year = 2e11,
        .sentiment = 1.5,
        .market = {{.on_demand_usd_per_h = 2.5}, {.on_demand_usd_per_h = 4.5}}};
    t.world->ai_economy = &economy;
    t.world->company[TINY_ALPHA].ai_revenue.ttm = 3e9;
    double seen[BO_N_OBSERVATIONS];
    bo_board_observe(t.world, TINY_ALPHA, seen);
    assert_near(seen[BO_OBS_CAPABILITY], 118.0, 0.0);
    assert_near(seen[BO_OBS_FRONTIER_GAP], 12.0, 0.0);
    assert_near(seen[BO_OBS_LAG], 9.0, 0.0);
    assert_near(seen[BO_OBS_H100E], 5000.0, 0.0);
    assert_near(seen[BO_OBS_STORED_H100E], 70.0, 0.0);
    assert_near(seen[BO_OBS_GPU_HOUR], 2.5, 0.0);
    assert_near(seen[BO_OBS_AI_REVENUE_TTM], 3e9, 0.0);
    assert_near(seen[BO_OBS_PRICE_WAR], 1.0, 0.0);
    assert_near(seen[BO_OBS_WORLD_FRONTIER], 130.0, 0.0);
    assert_near(seen[BO_OBS_WORLD_PROGRESS], 11.0, 0.0);
    assert_near(seen[BO_OBS_WORLD_GPU_HOUR], 2.5, 0.0);
    assert_near(seen[BO_OBS_WORLD_GPU_WEEKS], 2.0, 0.0);
    assert_near(seen[BO_OBS_WORLD_AI_REVENUE], 12e9, 0.0);
    assert_near(seen[BO_OBS_WORLD_GAP], 2e11, 0.0);
    assert_near(seen[BO_OBS_WORLD_SENTIMENT], 1.5, 0.0);
    bo_board_observe(t.world, TINY_BETA, seen);
    assert_near(seen[BO_OBS_GPU_HOUR], 4.5, 0.0);
    assert_near(seen[BO_OBS_FRONTIER_GAP], 130.0, 0.0);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_an_ai_economy_a_board_sees_nothing_of_it),
        cmocka_unit_test(a_board_sees_its_own_and_the_markets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
