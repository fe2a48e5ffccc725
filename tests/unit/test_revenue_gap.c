/* The revenue that AI would need: Cahn's arithmetic, the flow and the stock form, and what investors make of it. */
#include "capital_world.h"

/* Oracle 9: 50 bn USD of sales a year less 75 of revenue is 200 - 75 = 125; 150 less 100 is 600 - 100 = 500. */
static void the_flow_form_is_cahns(void **state)
{
    struct capital_world *w = *state;
    assert_near(bo_revenue_gap_flow(&w->capital, 50.0 * BN, 75.0 * BN), 125.0 * BN, 1e-14);
    assert_near(bo_revenue_gap_flow(&w->capital, 150.0 * BN, 100.0 * BN), 500.0 * BN, 1e-14);
}

static void his_own_numbers_are_a_dated_input(void **state)
{
    struct capital_world *w = *state;
    double sales[] = {50.0 * BN, 150.0 * BN}, revenue[] = {75.0 * BN, 100.0 * BN};
    int32_t day[] = {w->world.start_day + 100, w->world.start_day + 200};
    w->capital.sequoia_sales_usd_per_year =
        (struct bo_path){.v = {2, sales}, .day = day, .shape = BO_PATH_STEP, .scale = 1.0};
    w->capital.sequoia_revenue_usd_per_year =
        (struct bo_path){.v = {2, revenue}, .day = day, .shape = BO_PATH_STEP, .scale = 1.0};
    assert_true(isnan(bo_revenue_gap_sequoia(&w->world, 100.0)));
    assert_near(bo_revenue_gap_sequoia(&w->world, 101.0), 125.0 * BN, 1e-14);
    assert_near(bo_revenue_gap_sequoia(&w->world, 200.0), 125.0 * BN, 1e-14);
    assert_near(bo_revenue_gap_sequoia(&w->world, 300.0), 500.0 * BN, 1e-14);
}

/* 12 bn USD a year before and after the start, nothing for running it: both forms say 48 less 6. */
static void the_two_forms_agree_when_sales_stand_still(void **state)
{
    struct capital_world *w = *state;
    double before = 12.0 * BN;
    w->capital.sales_before_usd_per_year = constant_path(&before, &w->day);
    bo_capital_open(&w->world);
    w->economy.accelerator_sales_usd = BN;
    w->economy.ai_revenue_netted_usd = 0.5 * BN;
    close_month(w);
    assert_near(w->economy.gap_flow_usd_per_year, 42.0 * BN, 1e-12);
    assert_near(w->economy.gap_stock_usd_per_year, 42.0 * BN, 1e-12);
}

/* A life of four months (each 1/12 year), 3, 6, 9 and 12 bn USD in them: 30 over four months of life is 7.5 a month or 90
 * a year, times 4, times 1.25 for running costs: 450. A month later the 3 are worn out and nothing new was bought: 27. */
static void accelerators_are_consumed_evenly_over_their_life(void **state)
{
    struct capital_world *w = *state;
    w->capital.gap_life_days = 4.0 * BO_DAYS_PER_MONTH;
    w->capital.gap_opex_ratio = 0.25;
    bo_capital_open(&w->world);
    for (int i = 1; i <= 4; i++) {
        w->economy.accelerator_sales_usd = 3.0 * i * BN;
        close_month(w);
    }
    assert_near(w->world.capital->gap.required_usd, 450.0 * BN, 1e-12);
    w->economy.accelerator_sales_usd = 0.0;
    close_month(w);
    assert_near(w->world.capital->gap.required_usd, 405.0 * BN, 1e-12);
    assert_near(w->economy.gap_flow_usd_per_year, 0.0, 1e-12);
}

/* A ban stops sales: the flow form falls to nothing, the stock form by a month of twelve. */
static void a_stop_of_sales_is_no_good_news_in_the_stock_form(void **state)
{
    struct capital_world *w = *state;
    double before = 12.0 * BN;
    w->capital.sales_before_usd_per_year = constant_path(&before, &w->day);
    w->capital.sentiment_gap_gain = 1.0;
    w->capital.sentiment_gap_usual_frac = 0.5;
    bo_capital_open(&w->world);
    w->economy.ai_revenue_netted_usd = BN;
    w->economy.accelerator_sales_usd = BN;
    close_month(w);
    double sentiment = w->economy.sentiment;
    w->economy.accelerator_sales_usd = 0.0;
    close_month(w);
    assert_near(w->economy.gap_flow_usd_per_year, -12.0 * BN, 1e-12);
    assert_near(w->economy.gap_stock_usd_per_year, (48.0 * 11.0 / 12.0 - 12.0) * BN, 1e-12);
    assert_true(w->economy.sentiment < 1.05 * sentiment);
}

/* Stylised fact 11: purchases double in a year and revenue grows by half: the gap widens. */
static void the_gap_widens_while_spending_outgrows_revenue(void **state)
{
    struct capital_world *w = *state;
    bo_capital_open(&w->world);
    double flow = 0.0, stock = 0.0;
    for (int i = 0; i < 12; i++) {
        w->economy.accelerator_sales_usd = BN * bo_exp(i / 12.0 * bo_log(2.0));
        w->economy.ai_revenue_netted_usd = BN * bo_exp(i / 12.0 * bo_log(1.5));
        close_month(w);
        assert_true(w->economy.gap_flow_usd_per_year > flow);
        assert_true(i == 0 || w->economy.gap_stock_usd_per_year > stock);
        flow = w->economy.gap_flow_usd_per_year;
        stock = w->economy.gap_stock_usd_per_year;
    }
}

static double sentiment_with(struct capital_world *w)
{
    bo_capital_open(&w->world);
    w->economy.ai_revenue_netted_usd = BN;
    close_month(w);
    w->economy.ai_revenue_netted_usd = 1.1 * BN;
    close_month(w);
    return w->economy.sentiment;
}

static void investors_are_neutral_when_all_is_as_usual(void **state)
{
    struct capital_world *w = *state;
    assert_near(sentiment_with(w), 1.0, 1e-12);
}

/* Each alone: 5 ECI a year above usual at 0.1; growth of 12 ln 1.1 at 0.2; 2 points of rates at 10. */
static void progress_and_growth_lift_rates_depress(void **state)
{
    struct capital_world *w = *state;
    w->capital.sentiment_progress_gain = 0.1;
    w->economy.frontier_eci = 100.0;
    w->economy.progress_per_year = 5.0;
    assert_near(sentiment_with(w), bo_exp(0.5), 1e-9);
    w->capital.sentiment_progress_gain = 0.0;
    w->capital.sentiment_growth_gain = 0.2;
    w->world.month = 0;
    assert_near(sentiment_with(w), bo_exp(0.2 * 12.0 * bo_log(1.1)), 1e-9);
    w->capital.sentiment_growth_gain = 0.0;
    w->capital.sentiment_rate_gain = 10.0;
    w->rate = 0.02;
    w->world.month = 0;
    assert_near(sentiment_with(w), bo_exp(-0.2), 1e-9);
    w->capital.sentiment_rate_gain = 1e4; /* never farther than the limit, a log of 1 */
    w->world.month = 0;
    assert_near(sentiment_with(w), bo_exp(-1.0), 1e-9);
}

/* Twice the usual progress thrills, then it is the usual one. */
static void what_was_unusual_becomes_usual(void **state)
{
    struct capital_world *w = *state;
    w->capital.sentiment_progress_gain = 0.1;
    w->capital.sentiment_progress_usual = 5.0;
    w->capital.sentiment_habit_days = 3.0 * BO_DAYS_PER_MONTH;
    w->economy.frontier_eci = 100.0;
    w->economy.progress_per_year = 10.0;
    bo_capital_open(&w->world);
    close_month(w);
    assert_near(w->economy.sentiment, bo_exp(0.5), 1e-9);
    close_month(w);
    assert_near(w->economy.sentiment, bo_exp(0.5 * bo_exp(-1.0 / 3.0)), 1e-9);
    for (int i = 0; i < 20; i++) {
        close_month(w);
    }
    assert_near(w->economy.sentiment, 1.0, 1e-3);
}

static void a_wider_gap_depresses(void **state)
{
    struct capital_world *w = *state;
    double before = 12.0 * BN;
    w->capital.sales_before_usd_per_year = constant_path(&before, &w->day);
    w->capital.sentiment_gap_gain = 1.0;
    double sentiment = sentiment_with(w);
    assert_true(sentiment < 1.0);
    before = 24.0 * BN;
    w->world.month = 0;
    assert_true(sentiment_with(w) < sentiment);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CAPITAL_TEST(the_flow_form_is_cahns),
        CAPITAL_TEST(his_own_numbers_are_a_dated_input),
        CAPITAL_TEST(the_two_forms_agree_when_sales_stand_still),
        CAPITAL_TEST(accelerators_are_consumed_evenly_over_their_life),
        CAPITAL_TEST(a_stop_of_sales_is_no_good_news_in_the_stock_form),
        CAPITAL_TEST(the_gap_widens_while_spending_outgrows_revenue),
        CAPITAL_TEST(investors_are_neutral_when_all_is_as_usual),
        CAPITAL_TEST(progress_and_growth_lift_rates_depress),
        CAPITAL_TEST(what_was_unusual_becomes_usual),
        CAPITAL_TEST(a_wider_gap_depresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
