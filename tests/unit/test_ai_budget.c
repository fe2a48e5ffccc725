/* What boards with a cash cow spend on AI systems: the answer to a shock, the ratchet, the limit. */
#include "capital_world.h"

/* Three stages: 1 - exp(-x)(1 + x + x^2/2). At x = 1 that is 1 - 2.5/e, at x = 3 it is 1 - 8.5/e^3. */
static void the_response_is_that_of_three_exact_stages(void **state)
{
    (void)state;
    assert_near(bo_ai_budget_response(0.0, 60.0), 0.0, 1e-15);
    assert_near(bo_ai_budget_response(-5.0, 60.0), 0.0, 1e-15);
    assert_near(bo_ai_budget_response(60.0, 60.0), 1.0 - 2.5 * bo_exp(-1.0), 1e-14);
    assert_near(bo_ai_budget_response(180.0, 60.0), 1.0 - 8.5 * bo_exp(-3.0), 1e-14);
    assert_near(bo_ai_budget_response(1e5, 60.0), 1.0, 1e-12);
}

/* 4 % of 100 bn USD before the shock; long after it 12 %. */
static void the_budget_is_a_share_of_operating_cash_flow(void **state)
{
    struct capital_world *w = *state;
    bo_capital_open(&w->world);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 4.0 * BN, 1e-12);
    w->capital.shock_day = w->world.start_day - 100000;
    close_month(w);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 12.0 * BN, 1e-9);
    w->company[GIANT].ocf.ttm = -5.0 * BN; /* no cash flow, no budget */
    close_month(w);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 0.0, 1e-12);
}

/* A board that answers a year late still spends 4 % of 100 bn USD when the shock is 300 days old, and all 12 % later. */
static void a_board_may_answer_late(void **state)
{
    struct capital_world *w = *state;
    w->budget.response_delay_days = 365.0;
    w->capital.shock_day = w->world.start_day - 300;
    bo_capital_open(&w->world);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 4.0 * BN, 1e-12);
    w->capital.shock_day = w->world.start_day - 100000;
    close_month(w);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 12.0 * BN, 1e-9);
}

static void strategy_scales_the_budget(void **state)
{
    struct capital_world *w = *state;
    w->company[GIANT].policy.ai_plan_ratio = 2.5;
    bo_capital_open(&w->world);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 10.0 * BN, 1e-12);
}

/* Options only for a quarter of the plan of 4 bn USD: 3 for systems, halls for 1. */
static void options_are_plans_without_systems(void **state)
{
    struct capital_world *w = *state;
    w->company[GIANT].policy.options_frac = 0.25;
    bo_capital_open(&w->world);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 3.0 * BN, 1e-12);
    assert_near(bo_ai_budget_of(&w->world, GIANT)->options_usd_per_year, BN, 1e-12);
    assert_null(bo_ai_budget_of(&w->world, POOR));
}

static void a_strategy_says_who_is_at_the_frontier(void **state)
{
    struct capital_world *w = *state;
    w->company[GIANT].policy.training = BO_TRAINING_FRONTIER;
    w->company[LAB].policy.training = BO_TRAINING_FOLLOW;
    bo_capital_open(&w->world);
    close_month(w);
    assert_true(w->ai[GIANT].frontier); /* which its budget does not say */
    assert_false(w->ai[LAB].frontier);  /* which it is by itself */
    w->company[LAB].policy.training = BO_TRAINING_OWN;
    close_month(w);
    assert_true(w->ai[LAB].frontier);
}

/* Of a plan of 4 bn USD half a year may wait for halls: 2 bn. At 3 it buys half, at 4 nothing. */
static void a_board_buys_less_while_systems_wait_for_halls(void **state)
{
    struct capital_world *w = *state;
    static const double waiting[] = {0.0, 2.0, 3.0, 4.0, 50.0}, part[] = {1.0, 1.0, 0.5, 0.0, 0.0};
    for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++) {
        w->ai[GIANT].waiting_usd = waiting[i] * BN;
        w->company[GIANT].policy.waiting_max_days = BO_DAYS_PER_YEAR / 2.0;
        assert_near(bo_ai_budget_hall_frac(&w->world, GIANT, 4.0 * BN), part[i], 1e-12);
        w->company[GIANT].policy.waiting_max_days = -1.0; /* no limit */
        assert_near(bo_ai_budget_hall_frac(&w->world, GIANT, 4.0 * BN), 1.0, 0.0);
    }
}

/* A quarter in use where half should be: half of 4 bn USD. Who does not mind buys all. */
static void a_board_that_sees_machines_idle_buys_fewer(void **state)
{
    struct capital_world *w = *state;
    w->ai[GIANT].training_h100e = 1000.0;
    w->ai[GIANT].idle_h100e = 750.0;
    bo_capital_open(&w->world);
    close_month(w);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 4.0 * BN, 1e-9);
    w->company[GIANT].policy.use_least_frac = 0.5;
    close_month(w);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 2.0 * BN, 1e-9);
    w->ai[GIANT].idle_h100e = 500.0;
    close_month(w);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 4.0 * BN, 1e-9);
}

/* 0.4 of 100 bn USD less servers of 30 and others of 4 leaves 6; a strategy of half the limit leaves nothing. */
static void the_capex_limit_holds(void **state)
{
    struct capital_world *w = *state;
    w->company[GIANT].policy.ai_plan_ratio = 3.0;
    w->company[GIANT].capex_servers.ttm = 30.0 * BN;
    w->company[GIANT].capex_other.ttm = 4.0 * BN;
    bo_capital_open(&w->world);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 6.0 * BN, 1e-12);
    w->company[GIANT].policy.capex_limit_ratio = 0.5;
    close_month(w);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 0.0, 1e-12);
}

static void the_limit_stretches_with_backlog_and_not_beyond(void **state)
{
    struct capital_world *w = *state;
    assert_near(bo_ai_budget_stretch(&w->capital, 1.0, -1.0, 0.9), 1.0, 1e-15);
    assert_near(bo_ai_budget_stretch(&w->capital, 1.0, 0.25, 0.9), 1.5, 1e-15);
    assert_near(bo_ai_budget_stretch(&w->capital, 1.0, 9.0, 0.9), 2.0, 1e-15);
}

/* A limit of 40 of 100 bn USD, of which 50 were paid: the habit goes to 1.25 of it, and what is stretched is that. */
static void a_board_gets_used_to_what_it_spends(void **state)
{
    struct capital_world *w = *state;
    w->company[GIANT].capex.ttm = 50.0 * BN;
    bo_capital_open(&w->world);
    const struct bo_ai_budget *budget = bo_ai_budget_of(&w->world, GIANT);
    close_month(w);
    assert_near(budget->habit_ratio, 1.0, 0.0); /* as a habit of old stays */
    w->capital.limit_habit_days = BO_DAYS_PER_YEAR;
    for (int month = 1; month <= 12; month++) {
        close_month(w);
    }
    assert_near(budget->habit_ratio,
                1.25 - 0.25 * bo_exp(-12.0 * BO_DAYS_PER_MONTH / BO_DAYS_PER_YEAR), 1e-12);
    assert_near(budget->stretch_ratio, budget->habit_ratio, 0.0);
    assert_near(bo_ai_budget_stretch(&w->capital, 1.25, 0.25, 0.9), 1.25 * 1.5, 1e-15);
    w->capital.limit_habit_days = 1e-6;
    w->company[GIANT].capex.ttm = 900.0 * BN;
    w->capital.limit_stretch_ratio = 1.6; /* 1.5625 x 1.6 x 40: all of its cash flow */
    close_month(w);
    assert_near(budget->habit_ratio, 1.5625, 1e-12);
    w->capital.limit_stretch_ratio = 4.0; /* whose limit, stretched, is more has the habit of old */
    close_month(w);
    assert_near(budget->habit_ratio, 1.0, 1e-12);
    w->capital.limit_stretch_ratio = 1.6;
    close_month(w);
    w->company[GIANT].capex.ttm = 10.0 * BN; /* who spends less has the habit of old */
    close_month(w);
    assert_near(budget->habit_ratio, 1.0, 1e-12);
    w->world.capital->budget[0].lent_usd_per_year = 4.0 * BN;
    w->company[GIANT].ocf.ttm = 0.0; /* nothing to go by */
    close_month(w);
    assert_near(budget->habit_ratio, 1.0, 0.0);
}

/* What lenders pay for is no habit: of 50 bn USD they gave 6. */
static void what_lenders_pay_is_no_habit(void **state)
{
    struct capital_world *w = *state;
    w->capital.limit_habit_days = 1e-6;
    w->company[GIANT].capex.ttm = 50.0 * BN;
    double funded = 6.0 * BN;
    w->budget.funded_usd_per_year = constant_path(&funded, &w->day);
    bo_capital_open(&w->world);
    close_month(w);
    assert_near(bo_ai_budget_of(&w->world, GIANT)->lent_usd_per_year, 6.0 * BN, 0.0);
    assert_near(bo_ai_budget_of(&w->world, GIANT)->habit_ratio, 1.1, 1e-12);
}

/* From the use on which it is named, or never; the greater of the two pressures counts. */
static void the_limit_stretches_when_little_idles(void **state)
{
    struct capital_world *w = *state;
    assert_near(bo_ai_budget_stretch(&w->capital, 1.0, 0.0, 1.0), 1.0, 1e-15);
    w->capital.limit_stretch_use_frac = 0.6;
    assert_near(bo_ai_budget_stretch(&w->capital, 1.0, -1.0, 0.5), 1.0, 1e-15);
    assert_near(bo_ai_budget_stretch(&w->capital, 1.0, -1.0, 0.9), 1.75, 1e-15);
    assert_near(bo_ai_budget_stretch(&w->capital, 1.0, 0.25, 0.7), 1.5, 1e-15);
    assert_near(bo_ai_budget_stretch(&w->capital, 1.0, 0.25, 1.0), 2.0, 1e-15);
}

/* Own and rented compute count alike; what is seen follows what is with the lag of the ratchet. */
static void a_board_sees_with_a_lag_what_idles(void **state)
{
    struct capital_world *w = *state;
    w->capital.limit_stretch_use_frac = 0.5;
    w->capital.ratchet_lag_days = 6.0 * BO_DAYS_PER_MONTH;
    w->ai[GIANT].training_h100e = 800.0;
    w->ai[GIANT].leased_in_h100e = 200.0;
    w->ai[GIANT].idle_h100e = 100.0;
    bo_capital_open(&w->world);
    double seen = 0.0;
    for (int month = 0; month < 20; month++) {
        close_month(w);
        double now = w->world.capital->budget[0].use_seen;
        assert_true(now > seen && now < 0.9);
        seen = now;
    }
    assert_near(w->world.capital->budget[0].stretch_ratio, 1.0 + (seen - 0.5) / 0.5, 1e-12);
    w->ai[GIANT].idle_h100e = 1000.0;
    close_month(w);
    assert_true(w->world.capital->budget[0].use_seen < seen);
    assert_true(w->world.capital->budget[0].use_seen > 0.0);
}

/* AI revenue from nothing to e - 1 times what goes unnoticed (1 % of 100 bn USD): the log of signal and floor grows by
 * 1, so with a gain of 0.33 the ratchet grows by exp(0.33). Then it falls back to nothing, and comes back: what it has been
 * before is no news. */
static void the_ratchet_follows(struct capital_world *w, double fall)
{
    w->capital.ratchet_gain = 0.33;
    w->capital.ratchet_fall = fall;
    bo_capital_open(&w->world);
    close_month(w);
    assert_near(w->world.capital->budget[0].share_frac, 0.04, 1e-14);
    double much = BN * (bo_exp(1.0) - 1.0) / 12.0;
    double higher = 0.04 * bo_exp(0.33);
    for (int again = 0; again < 2; again++) {
        w->ai[GIANT].cloud_ai_revenue_usd = much;
        close_month(w);
        assert_near(w->world.capital->budget[0].share_frac, higher, 1e-12);
        w->ai[GIANT].cloud_ai_revenue_usd = 0.0;
        for (int i = 0; i < 6; i++) {
            close_month(w);
        }
        assert_near(w->world.capital->budget[0].share_frac, higher * bo_exp(-fall), 1e-12);
    }
}

static void the_ratchet_grows_with_revenue_and_stays(void **state)
{
    the_ratchet_follows(*state, 0.0);
}

static void the_ratchet_goes_back_when_revenue_falls(void **state)
{
    the_ratchet_follows(*state, 0.75);
}

/* Credits that a lab holds are backlog: 1 bn USD of them on 1 bn unnoticed is ln 2. */
static void a_labs_credits_are_its_patrons_backlog(void **state)
{
    struct capital_world *w = *state;
    w->capital.ratchet_gain = 1.0;
    bo_capital_open(&w->world);
    close_month(w);
    w->world.capital->lab[0].credit_usd[GIANT] = BN;
    close_month(w);
    assert_near(w->world.capital->budget[0].share_frac, 0.08, 1e-9);
    assert_near(w->world.capital->backlog_usd[GIANT], BN, 1e-12);
}

/* 1.5 USD a year for each USD a year of leasing, 0.1 bn a month, and what is raised for it. */
static void borrow_for_leasing(struct capital_world *w, double *funded)
{
    w->budget = (struct bo_ai_budget_param){.company = POOR,
                                            .advance_ratio = 1.5,
                                            .advance_debt_max_ratio = (double)INFINITY,
                                            .advance_max_usd_per_year =
                                                constant_path(&w->endless, &w->day)};
    w->budget.funded_usd_per_year = constant_path(funded, &w->day);
    bo_capital_open(&w->world);
    w->ai[POOR].leasing_revenue_usd = 0.1 * BN;
    close_month(w);
}

/* 1.5 USD a year for each USD a year of leasing, 0.1 bn a month, and 2 bn raised for it: 3.8 bn USD. */
static void lenders_advance_on_leasing_revenue(void **state)
{
    struct capital_world *w = *state;
    double funded = 2.0 * BN;
    borrow_for_leasing(w, &funded);
    assert_near(w->ai[POOR].system_budget_usd_per_year, 3.8 * BN, 1e-12);
    /* of which no more than 0.7 to one borrower */
    double most = 0.7 * BN;
    w->budget.advance_max_usd_per_year = constant_path(&most, &w->day);
    close_month(w);
    assert_near(w->ai[POOR].system_budget_usd_per_year, 2.7 * BN, 1e-12);
    /* 1.2 bn USD a year bear a debt of half of that: no more than 0.6 is advanced */
    w->budget.advance_debt_max_ratio = 0.5;
    close_month(w);
    assert_near(w->ai[POOR].system_budget_usd_per_year, 2.6 * BN, 1e-12);
    most = 0.0; /* they lend nothing */
    close_month(w);
    assert_near(w->ai[POOR].system_budget_usd_per_year, 2.0 * BN, 1e-12);
}

/* At a yield of 0.3 a year where owners come at 0.4 lenders give half of the 1.8 bn USD; at 0.2 and less nothing. */
static void lenders_advance_less_where_a_fleet_yields_less(void **state)
{
    struct capital_world *w = *state;
    struct bo_chip_market_param market = {.entry = {.yield_per_year = 0.4}};
    w->param.chip_market = &market;
    w->param.n[BO_TABLE_CHIP_MARKET] = 1;
    w->budget = (struct bo_ai_budget_param){.company = POOR,
                                            .advance_ratio = 1.5,
                                            .advance_debt_max_ratio = (double)INFINITY,
                                            .advance_max_usd_per_year =
                                                constant_path(&w->endless, &w->day)};
    bo_capital_open(&w->world);
    const double yield[] = {0.5, 0.3, 0.2, 0.1}, lent[] = {1.8 * BN, 0.9 * BN, 0.0, 0.0};
    for (int i = 0; i < 4; i++) {
        w->ai[POOR].leasing_revenue_usd = 0.1 * BN;
        w->economy.market[BO_MARKET_WORLD].yield_per_year = yield[i];
        close_month(w);
        assert_near(w->ai[POOR].system_budget_usd_per_year, lent[i], 1e-12);
    }
}

/* Revenue of 2 bn USD: up to 14 of debt lenders wait; above it they are content with 3 times 2. */
static void lenders_give_in_far_above_what_they_would_lend(void **state)
{
    struct capital_world *w = *state;
    w->budget = (struct bo_ai_budget_param){.company = POOR,
                                            .advance_debt_max_ratio = 3.0,
                                            .advance_equity_frac = 0.2,
                                            .restructure_ratio = 7.0};
    bo_capital_open(&w->world);
    w->company[POOR].revenue.month = 2.0 * BN / 12.0;
    assert_near(bo_ai_budget_forgiven_usd(&w->world, POOR, 13.9 * BN), 0.0, 0.0);
    assert_near(bo_ai_budget_forgiven_usd(&w->world, POOR, 15.0 * BN), 9.0 * BN, 1e-12);
    assert_near(bo_ai_budget_forgiven_usd(&w->world, GIANT, 15.0 * BN), 0.0, 0.0); /* no lessor */
    assert_near(bo_ai_budget_equity_frac(&w->world, POOR), 0.2, 0.0);
    assert_near(bo_ai_budget_equity_frac(&w->world, GIANT), 0.0, 0.0);
}

/* 2 bn USD a year are promised by the month; what is not drawn waits, and no more than was promised is there. */
static void promises_of_lenders_wait_for_deliveries(void **state)
{
    struct capital_world *w = *state;
    double funded = 2.4 * BN;
    w->budget = (struct bo_ai_budget_param){.company = POOR};
    w->budget.funded_usd_per_year = constant_path(&funded, &w->day);
    bo_capital_open(&w->world);
    assert_near(bo_ai_budget_draw(&w->world, POOR, BN), 0.0, 0.0);
    close_month(w);
    close_month(w); /* 0.2 bn each */
    assert_near(bo_ai_budget_draw(&w->world, POOR, 0.1 * BN), 0.1 * BN, 1e-12);
    assert_near(bo_ai_budget_draw(&w->world, POOR, BN), 0.3 * BN, 1e-12);
    assert_near(bo_ai_budget_draw(&w->world, POOR, BN), 0.0, 0.0);
    assert_near(bo_ai_budget_draw(&w->world, LAB, BN), 0.0, 0.0);
}

/* Nothing is advanced or raised, and what had been promised is lost. */
static void nobody_lends_to_who_is_in_default(void **state)
{
    struct capital_world *w = *state;
    double funded = 2.4 * BN;
    borrow_for_leasing(w, &funded);
    assert_true(w->ai[POOR].system_budget_usd_per_year > 0.0);
    w->company[POOR].in_default = true;
    close_month(w);
    assert_near(w->ai[POOR].system_budget_usd_per_year, 0.0, 0.0);
    assert_near(bo_ai_budget_draw(&w->world, POOR, BN), 0.0, 0.0);
}

static void a_company_that_is_not_founded_has_no_budget(void **state)
{
    struct capital_world *w = *state;
    w->company[GIANT].alive = false;
    bo_capital_open(&w->world);
    close_month(w);
    assert_near(w->ai[GIANT].system_budget_usd_per_year, 0.0, 1e-15);
}

/* Stylised fact 10: little in the first quarter after the shock, most of it within three to four. */
static void spending_takes_off_three_quarters_after_the_shock(void **state)
{
    (void)state;
    double stage = 2.0 * BO_DAYS_PER_MONTH;
    assert_true(bo_ai_budget_response(0.25 * BO_DAYS_PER_YEAR, stage) < 0.25);
    assert_true(bo_ai_budget_response(0.75 * BO_DAYS_PER_YEAR, stage) > 0.75);
    assert_true(bo_ai_budget_response(BO_DAYS_PER_YEAR, stage) > 0.9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CAPITAL_TEST(the_response_is_that_of_three_exact_stages),
        CAPITAL_TEST(the_budget_is_a_share_of_operating_cash_flow),
        CAPITAL_TEST(a_board_may_answer_late),
        CAPITAL_TEST(strategy_scales_the_budget),
        CAPITAL_TEST(options_are_plans_without_systems),
        CAPITAL_TEST(a_strategy_says_who_is_at_the_frontier),
        CAPITAL_TEST(a_board_buys_less_while_systems_wait_for_halls),
        CAPITAL_TEST(a_board_that_sees_machines_idle_buys_fewer),
        CAPITAL_TEST(the_capex_limit_holds),
        CAPITAL_TEST(the_limit_stretches_with_backlog_and_not_beyond),
        CAPITAL_TEST(a_board_gets_used_to_what_it_spends),
        CAPITAL_TEST(what_lenders_pay_is_no_habit),
        CAPITAL_TEST(the_limit_stretches_when_little_idles),
        CAPITAL_TEST(a_board_sees_with_a_lag_what_idles),
        CAPITAL_TEST(the_ratchet_grows_with_revenue_and_stays),
        CAPITAL_TEST(the_ratchet_goes_back_when_revenue_falls),
        CAPITAL_TEST(a_labs_credits_are_its_patrons_backlog),
        CAPITAL_TEST(lenders_advance_on_leasing_revenue),
        CAPITAL_TEST(promises_of_lenders_wait_for_deliveries),
        CAPITAL_TEST(nobody_lends_to_who_is_in_default),
        CAPITAL_TEST(lenders_advance_less_where_a_fleet_yields_less),
        CAPITAL_TEST(lenders_give_in_far_above_what_they_would_lend),
        CAPITAL_TEST(a_company_that_is_not_founded_has_no_budget),
        CAPITAL_TEST(spending_takes_off_three_quarters_after_the_shock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
