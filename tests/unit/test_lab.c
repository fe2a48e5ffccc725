/* A laboratory's month: what it pays, what it is worth, how much computing it plans. */
#include "capital_world.h"

#include "buildout/model/product.h"

static struct bo_lab *open_lab(struct capital_world *w)
{
    bo_capital_open(&w->world);
    return &w->world.capital->lab[0];
}

/* 300 M USD in hand and 240 a year of research: 15 months. */
static void a_lab_opens_with_its_cash_and_a_runway(void **state)
{
    struct capital_world *w = *state;
    struct bo_lab *lab = open_lab(w);
    assert_near(lab->cash_usd, 300.0 * MN, 1e-14);
    assert_near(lab->runway_days, 1.25 * BO_DAYS_PER_YEAR, 1e-12);
    assert_near(w->ai[LAB].rent_budget_usd_per_year, 240.0 * MN, 1e-9);
    assert_true(w->ai[LAB].frontier && !w->ai[LAB].gave_up);
    assert_near(w->ai[LAB].valuation_usd, BN, 1e-14);
    assert_null(bo_capital_flows(&w->world, GIANT));
}

/* It has 300 M USD for a year and would spend any sum; investors let it burn half of its run-rate of 120 and 40 on
 * top: with its revenue 220 are there. */
static void investors_want_to_see_the_way_to_a_profit(void **state)
{
    struct capital_world *w = *state;
    double ratio = 0.5;
    w->capital.burn_ratio = constant_path(&ratio, &w->day);
    w->capital.burn_free_usd_per_year = 40.0 * MN;
    w->lab.research_usd_per_year = 1e4 * MN;
    struct bo_lab *lab = open_lab(w);
    lab->run_rate_usd = 120.0 * MN;
    bo_lab_plan(&w->world, lab, 30.0);
    assert_near(lab->research_plan_usd, 220.0 * MN, 1e-9);
    ratio = 0.0; /* no limit: 120 and all that it has */
    bo_lab_plan(&w->world, lab, 30.0);
    assert_near(lab->research_plan_usd, 420.0 * MN, 1e-9);
}

/* Revenue 10, a fifth of it for sales, staff 6, rent 25 (three quarters of it training): 10 - 2 - 6 - 25 = -23 M USD. */
static void a_month_is_paid_from_revenue_and_cash(void **state)
{
    struct capital_world *w = *state;
    w->lab.revenue_cost_frac = 0.2;
    w->lab.staff_usd_per_year = 72.0 * MN;
    struct bo_lab *lab = open_lab(w);
    lab->staff_usd = 72.0 * MN;
    w->ai[LAB].product_revenue_usd = 7.0 * MN;
    w->ai[LAB].cloud_ai_revenue_usd = 3.0 * MN;
    w->ai[LAB].leasing_cost_usd = 25.0 * MN;
    w->ai[LAB].internal_training_h100e = 300.0;
    w->ai[LAB].internal_inference_h100e = 100.0;
    bo_lab_pay(&w->world, lab, 30.0);
    assert_near(lab->cash_usd, 277.0 * MN, 1e-12);
    assert_near(lab->burn_seen_usd_per_year, 12.0 * 23.0 * MN, 1e-9);
    assert_near(lab->run_rate_usd, 120.0 * MN, 1e-12);
    const struct bo_lab_flows *m = bo_capital_flows(&w->world, LAB);
    assert_near(m->revenue_usd, 10.0 * MN, 1e-12);
    assert_near(m->revenue_cost_usd, 2.0 * MN, 1e-12);
    assert_near(m->staff_usd, 6.0 * MN, 1e-12);
    assert_near(m->rent_usd, 25.0 * MN, 1e-12);
    assert_near(m->research_usd, 18.75 * MN, 1e-12);
}

/* 20 M USD of rent, 12 of credits of one cloud and 4 of another: 16 in credits, 4 in cash. */
static void cloud_credits_pay_rent_before_cash_does(void **state)
{
    struct capital_world *w = *state;
    struct bo_lab *lab = open_lab(w);
    lab->credit_usd[GIANT] = 12.0 * MN;
    lab->credit_usd[POOR] = 4.0 * MN;
    w->ai[LAB].leasing_cost_usd = 8.0 * MN;
    bo_lab_pay(&w->world, lab, 30.0);
    assert_near(lab->credit_usd[GIANT], 6.0 * MN, 1e-12);
    assert_near(lab->credit_usd[POOR], 2.0 * MN, 1e-12);
    assert_near(lab->cash_usd, 300.0 * MN, 1e-12);
    w->ai[LAB].leasing_cost_usd = 12.0 * MN;
    bo_lab_pay(&w->world, lab, 60.0);
    assert_near(lab->credit_usd[GIANT] + lab->credit_usd[POOR], 0.0, 1e-6);
    assert_near(lab->cash_usd, 296.0 * MN, 1e-12);
}

/* Burn of 120 M USD a year, a cushion of 3 months: 30. With 20 in hand 10 are drawn; with 100, 40 above twice that
 * cushion, all 10 go back. Interest on 10 at 2 % + 4 % is 0.05 a month. */
static void the_credit_line_keeps_a_cushion(void **state)
{
    struct capital_world *w = *state;
    w->rate = 0.02;
    w->capital.line_spread_per_year = 0.04;
    w->capital.line_cushion_days = BO_DAYS_PER_YEAR / 4.0;
    struct bo_lab *lab = open_lab(w);
    lab->line_usd = 50.0 * MN;
    lab->cash_usd = 30.0 * MN;
    lab->staff_usd = 120.0 * MN;
    bo_lab_pay(&w->world, lab, 30.0);
    assert_near(lab->cash_usd, 30.0 * MN, 1e-12);
    assert_near(lab->line_drawn_usd, 10.0 * MN, 1e-12);
    lab->cash_usd = 110.0 * MN + 0.05 * MN;
    bo_lab_pay(&w->world, lab, 60.0);
    assert_near(lab->month.interest_usd, 0.05 * MN, 1e-12);
    assert_near(lab->line_drawn_usd, 0.0, 1e-6);
    assert_near(lab->cash_usd, 90.0 * MN, 1e-12);
}

static uint32_t told(const struct capital_world *w, const char *kind)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->world.facts->n_events; i++) {
        n += strcmp(w->world.facts->event[i].kind, kind) == 0;
    }
    return n;
}

/* A line of 50 M USD was granted on sales that have since fallen to 30, of which the line may be as much. */
static void a_line_is_drawn_as_far_as_sales_of_now_bear_it(void **state)
{
    struct capital_world *w = *state;
    bo_capital_open(&w->world);
    struct bo_lab *lab = &w->world.capital->lab[0];
    w->capital.line_cushion_days = 10.0 * BO_DAYS_PER_YEAR; /* which it draws all that it can for */
    w->capital.line_ratio = 1.0;
    w->capital.line_run_rate_usd = 20.0 * MN;
    w->capital.line_tested_monthly = true;
    lab->line_usd = 50.0 * MN;
    lab->cash_usd = 0.0;
    w->ai[LAB].leasing_cost_usd = 20.0 * MN;
    w->ai[LAB].product_revenue_usd = 2.5 * MN;
    bo_lab_pay(&w->world, lab, BO_DAYS_PER_MONTH);
    assert_near(lab->line_drawn_usd, 30.0 * MN, 1e-12);
    assert_near(lab->month.line_drawn_usd, 30.0 * MN, 1e-12);
    assert_int_equal(told(w, "line drawn"), 1);
    w->ai[LAB].product_revenue_usd = MN; /* 12 a year: no bank would grant any */
    bo_lab_pay(&w->world, lab, 2.0 * BO_DAYS_PER_MONTH);
    assert_near(lab->month.line_drawn_usd, 0.0, 0.0);
    assert_near(bo_lab_funds(&w->world, lab), 0.0, 0.0);
    w->ai[LAB].product_revenue_usd = 10.0 * MN;
    lab->gave_up = true;
    bo_lab_pay(&w->world, lab, 3.0 * BO_DAYS_PER_MONTH);
    assert_near(lab->month.line_drawn_usd, 0.0, 0.0);
    lab->gave_up = false;
    w->capital.line_until_day = w->world.start_day; /* banks have stopped */
    bo_lab_pay(&w->world, lab, 4.0 * BO_DAYS_PER_MONTH);
    assert_near(lab->month.line_drawn_usd, 0.0, 0.0);
    w->capital.line_until_day = INT32_MAX;
    w->ai[LAB].product_revenue_usd = 0.0;
    w->capital.line_tested_monthly = false; /* and untested it is drawn to its end */
    bo_lab_pay(&w->world, lab, 5.0 * BO_DAYS_PER_MONTH);
    assert_near(lab->line_drawn_usd, 50.0 * MN, 1e-12);
    assert_int_equal(told(w, "line drawn"), 2);
}

/* 40 x 0.1 + 1.5 bn USD; the shock doubles the option value, a patron of half the rounds adds a fifth of it, a model 10
 * ECI points behind at 0.1 each leaves 1/e, and gloom takes a tenth of everything. */
static void value_is_a_multiple_and_an_option(void **state)
{
    struct capital_world *w = *state;
    struct bo_lab *lab = open_lab(w);
    lab->run_rate_usd = 0.1 * BN;
    assert_near(bo_lab_value(&w->world, lab, 0.0), 5.5 * BN, 1e-12);
    w->capital.shock_day = w->world.start_day - 100000;
    w->capital.option_shock_gain = 1.0;
    assert_near(bo_lab_value(&w->world, lab, 0.0), 7.0 * BN, 1e-12);
    w->patron[GIANT] = 0.5;
    w->capital.option_patron_gain = 0.4;
    assert_near(bo_lab_value(&w->world, lab, 0.0), 7.6 * BN, 1e-12);
    w->capital.option_quality_gain = 0.1;
    w->economy.frontier_eci = 120.0;
    w->ai[LAB].quality_eci = 110.0;
    double option = 3.6 * BN * bo_exp(-1.0);
    assert_near(bo_lab_value(&w->world, lab, 0.0), 4.0 * BN + option, 1e-12);
    w->economy.sentiment = 0.9;
    assert_near(bo_lab_value(&w->world, lab, 0.0), 0.9 * (4.0 * BN + option), 1e-12);
}

/* Two years after its founding, with the frontier at 5 ECI a year: 10 points behind. */
static void a_lab_that_shows_nothing_falls_behind_with_its_age(void **state)
{
    struct capital_world *w = *state;
    struct bo_lab *lab = open_lab(w);
    w->capital.option_quality_gain = 0.1;
    w->economy.frontier_eci = 120.0;
    w->economy.progress_per_year = 5.0;
    w->company_param[LAB].founded_day = w->world.start_day - 731;
    double points = 5.0 * (731.0 + 0.0) / BO_DAYS_PER_YEAR;
    assert_near(bo_lab_value(&w->world, lab, 0.0), 1.5 * BN * bo_exp(-0.1 * points), 1e-12);
}

/* B7: a plan that would grow e-fold a month in line with promised revenue stays within cash over the horizon, 300 M USD. */
static void a_plan_never_exceeds_cash_and_committed_rounds(void **state)
{
    struct capital_world *w = *state;
    w->lab.revenue_research_ratio = 10.0;
    w->lab.revenue_growth_planned_per_year = 12.0;
    w->lab.run_rate_usd_per_year = 1.0 * MN;
    struct bo_lab *lab = open_lab(w);
    assert_near(lab->research_plan_usd, 301.0 * MN, 1e-9);
    lab->committed_usd = 100.0 * MN;
    bo_lab_plan(&w->world, lab, 30.0);
    assert_near(lab->research_plan_usd, 401.0 * MN, 1e-9);
    assert_near(w->ai[LAB].rent_budget_usd_per_year, 401.0 * MN, 1e-9);
}

/* Growth of 1 a year: e^(1/12) in a month, as long as a horizon's growth on what is paid for allows it. */
static void the_wish_follows_the_frontier_a_horizon_ahead_of_the_plan(void **state)
{
    struct capital_world *w = *state;
    w->company_param[LAB].cash_usd = 100.0 * BN;
    w->lab.research_growth_per_year = 1.0;
    struct bo_lab *lab = open_lab(w);
    assert_near(lab->research_plan_usd, 240.0 * MN * bo_exp(1.0 / 12.0), 1e-9);
    lab->cash_usd = 240.0 * MN;
    for (int i = 0; i < 30; i++) {
        bo_lab_plan(&w->world, lab, 30.0);
    }
    assert_near(lab->research_plan_usd, 240.0 * MN, 1e-9);
    assert_near(lab->research_wish_usd, 240.0 * MN * bo_exp(1.0), 1e-9);
}

/* 1,000 H100e at 2 USD an hour are 17.532 M USD a year; users come before research. */
static void users_are_served_before_research(void **state)
{
    struct capital_world *w = *state;
    w->ai[LAB].inference_need_h100e = 1000.0;
    w->economy.market[BO_MARKET_WORLD].contract_usd_per_h = 2.0;
    w->company_param[LAB].cash_usd = 117.532 * MN;
    struct bo_lab *lab = open_lab(w);
    assert_near(lab->research_plan_usd, 100.0 * MN, 1e-9);
    assert_near(w->ai[LAB].rent_budget_usd_per_year, 117.532 * MN, 1e-9);
}

static void a_lab_with_buildings_buys_instead_of_renting(void **state)
{
    struct capital_world *w = *state;
    w->lab.owns_buildings = true;
    struct bo_lab *lab = open_lab(w);
    assert_near(w->ai[LAB].system_budget_usd_per_year, 240.0 * MN, 1e-9);
    assert_near(w->ai[LAB].rent_budget_usd_per_year, 0.0, 1e-9);
    w->ai[LAB].systems_paid_usd = 50.0 * MN;
    w->company[LAB].capex_sites.month = 20.0 * MN;
    bo_lab_pay(&w->world, lab, 30.0);
    assert_near(lab->cash_usd, 230.0 * MN, 1e-12);
}

static void a_lab_founded_during_the_run_begins_with_its_seed(void **state)
{
    struct capital_world *w = *state;
    w->company_param[LAB].founded_day = w->world.start_day + 40;
    w->company[LAB].alive = false;
    w->lab.seed_usd = 90.0 * MN;
    struct bo_lab *lab = open_lab(w);
    close_month(w);
    assert_int_equal(lab->state, BO_LAB_UNFOUNDED);
    assert_near(w->ai[LAB].rent_budget_usd_per_year, 0.0, 1e-15);
    w->company[LAB].alive = true;
    close_month(w);
    assert_int_equal(lab->state, BO_LAB_AT_WORK);
    assert_near(lab->cash_usd, 90.0 * MN, 1e-12);
    assert_near(bo_capital_flows(&w->world, LAB)->equity_cash_usd, 90.0 * MN, 1e-12);
    close_month(w);
    assert_near(bo_capital_flows(&w->world, LAB)->equity_cash_usd, 0.0, 1e-12);
}

static void without_a_group_or_an_ai_economy_there_is_no_capital_market(void **state)
{
    struct capital_world *w = *state;
    w->param.n[BO_TABLE_CAPITAL] = 0;
    bo_capital_open(&w->world);
    assert_null(w->world.capital);
    bo_capital_close(&w->world, 31.0);
    uint32_t n = 7;
    assert_null(bo_capital_stakes(&w->world, &n));
    assert_int_equal(n, 0);
    assert_false(bo_capital_ended(&w->world, LAB));
    w->param.n[BO_TABLE_CAPITAL] = 1;
    w->world.ai_economy = NULL;
    bo_capital_open(&w->world);
    assert_null(w->world.capital);
}

/* Its own model 20 points above the frontier of the start: at 3 % a point the option is worth 1.6 times as much; a model of
 * the start's quality, or none, adds nothing. */
static void the_prize_grows_with_what_ones_models_can_do(void **state)
{
    struct capital_world *w = *state;
    w->capital.option_quality_gain = 0.0;
    w->economy.frontier_eci = 100.0;
    struct bo_lab *lab = open_lab(w);
    double before = bo_lab_value(&w->world, lab, 0.0);
    w->capital.option_progress_gain = 0.03;
    assert_near(bo_lab_value(&w->world, lab, 0.0), before, 1e-12);
    w->economy.frontier_eci = 140.0;
    assert_near(bo_lab_value(&w->world, lab, 0.0), before, 1e-12);
    w->ai[LAB].quality_eci = 120.0;
    double run_rate = w->capital.run_rate_multiple * lab->run_rate_usd;
    assert_near(bo_lab_value(&w->world, lab, 0.0) - run_rate, 1.6 * (before - run_rate), 1e-9);
}

/* Founded with the world and the shock long past, two years after which investors ask: at a doubt of 1 a year the option of
 * 1.5 bn USD is worth 1.5/e a year on, sqrt of that fall with a patron of half the rounds. Revenue worth all of it is proof. */
static void an_option_that_no_revenue_proves_is_doubted(void **state)
{
    struct capital_world *w = *state;
    struct bo_lab *lab = open_lab(w);
    w->company_param[LAB].founded_day = w->world.start_day;
    w->capital.shock_day = w->world.start_day - 100000;
    w->capital.patience_days = 2.0 * BO_DAYS_PER_YEAR;
    w->capital.doubt_per_year = 1.0;
    double asked = 2.0 * BO_DAYS_PER_YEAR, later = 3.0 * BO_DAYS_PER_YEAR;
    assert_near(bo_lab_value(&w->world, lab, asked), 1.5 * BN, 1e-12);
    assert_near(bo_lab_value(&w->world, lab, later), 1.5 * BN * bo_exp(-1.0), 1e-12);
    w->patron[GIANT] = 0.5;
    assert_near(bo_lab_value(&w->world, lab, later), 1.5 * BN * bo_exp(-0.5), 1e-12);
    lab->run_rate_usd = 1.5 * BN / 40.0;
    assert_near(bo_lab_value(&w->world, lab, later), 3.0 * BN, 1e-12);
}

/* The leader spends 1 bn USD, staying near costs a fifth, three times that for this lab: 600 M, once the race is on. */
static void a_lab_in_the_race_wants_what_staying_costs(void **state)
{
    struct capital_world *w = *state;
    w->lab.stay_ratio = 3.0;
    struct bo_lab *lab = open_lab(w);
    bo_lab_plan(&w->world, lab, 30.0);
    assert_near(lab->research_wish_usd, 240.0 * MN, 1e-9);
    w->capital.shock_day = w->world.start_day - 100000;
    bo_lab_plan(&w->world, lab, 60.0);
    assert_near(lab->research_wish_usd, 600.0 * MN, 1e-9);
    lab->frontier = false;
    lab->research_wish_usd = 0.0;
    bo_lab_plan(&w->world, lab, 90.0);
    assert_near(lab->research_wish_usd, 240.0 * MN, 1e-9);
}

/* 240 M USD of research, 40 of it on own systems worth that at 2 USD an hour; half of the 200 missing is rented. */
static void a_lab_with_buildings_rents_until_its_own_systems_run(void **state)
{
    struct capital_world *w = *state;
    w->lab.owns_buildings = true;
    w->lab.rents_frac = 0.5;
    w->economy.market[0].contract_usd_per_h = 2.0;
    w->ai[LAB].training_h100e = 40.0 * MN / 2.0 / (BO_HOURS_PER_DAY * BO_DAYS_PER_YEAR);
    (void)open_lab(w);
    assert_near(w->ai[LAB].rent_budget_usd_per_year, 100.0 * MN, 1e-9);
    assert_near(w->ai[LAB].rent_research_frac, 1.0, 1e-12);
    assert_near(w->ai[LAB].system_budget_usd_per_year, 140.0 * MN, 1e-9);
}

/* The same: machines that earn half of their price in a year and whose hours fetch the missing 200 M USD cost 400 M. Half of what
 * it has, 150 M, is for its own within half a year; with money enough half of the 400; what is being set up is not missing. */
static void a_lab_with_buildings_buys_what_it_lacks_in_time(void **state)
{
    struct capital_world *w = *state;
    const double h100e = 40.0 * MN / 2.0 / (BO_HOURS_PER_DAY * BO_DAYS_PER_YEAR);
    w->lab.owns_buildings = true;
    w->lab.rents_frac = 0.5;
    w->lab.buys_within_days = BO_DAYS_PER_YEAR / 2.0;
    w->economy.market[0].contract_usd_per_h = 2.0;
    w->economy.market[0].yield_per_year = 0.5;
    w->ai[LAB].training_h100e = h100e;
    struct bo_lab *lab = open_lab(w);
    assert_near(w->ai[LAB].system_budget_usd_per_year, 300.0 * MN, 1e-9);
    lab->cash_usd = BN;
    for (int stored = 0; stored < 2; stored++) {
        w->ai[LAB].stored_h100e = stored * h100e;
        w->ai[LAB].system_budget_usd_per_year = 0.0;
        bo_lab_plan(&w->world, lab, 30.0 * (stored + 1));
        assert_near(w->ai[LAB].system_budget_usd_per_year, stored ? 320.0 * MN : 400.0 * MN, 1e-9);
    }
}

/* Users want 1 bn USD of hours a year: 300 M USD in hand last half a year, and what they pay is spent on them too. */
static void a_lab_serves_no_more_than_it_can_pay_for_a_while(void **state)
{
    struct capital_world *w = *state;
    w->capital.rent_cover_days = BO_DAYS_PER_YEAR / 2.0;
    w->economy.market[0].contract_usd_per_h = 2.0;
    struct bo_lab *lab = open_lab(w);
    w->ai[LAB].inference_need_h100e = BN / 2.0 / (BO_HOURS_PER_DAY * BO_DAYS_PER_YEAR);
    lab->run_rate_usd = 100.0 * MN;
    bo_lab_plan(&w->world, lab, 30.0);
    assert_near(w->ai[LAB].rent_budget_usd_per_year, 700.0 * MN, 1e-9);
    assert_near(w->ai[LAB].rent_most_usd_per_year, (12.0 * 300.0 + 100.0) * MN, 1e-9);
}

/* 0.1 bn USD a year: at twice what was seen, growth of 1 a year, where 2 is usual: halfway from 8 to 40. */
static void who_stops_growing_is_worth_a_mature_firms_multiple(void **state)
{
    struct capital_world *w = *state;
    struct bo_lab *lab = open_lab(w);
    w->lab.option_usd = 0.0;
    w->capital.mature_multiple = 8.0;
    w->capital.sentiment_growth_usual = 2.0;
    lab->run_rate_usd = 0.1 * BN;
    lab->run_rate_seen_usd = 0.05 * BN;
    assert_near(bo_lab_value(&w->world, lab, 0.0), 24.0 * 0.1 * BN, 1e-12);
    lab->run_rate_seen_usd = 0.1 * BN;
    assert_near(bo_lab_value(&w->world, lab, 0.0), 8.0 * 0.1 * BN, 1e-12);
    w->capital.mature_multiple = 0.0; /* none of its own */
    assert_near(bo_lab_value(&w->world, lab, 0.0), 40.0 * 0.1 * BN, 1e-12);
}

/* 1.2 bn USD a year without growth, seen at once: at a usual margin of 0.3 sales at 0.15 are worth half of 40 times, at cost nothing, and at 0.6
 * no more than all of it. */
static void sales_at_a_thin_margin_are_worth_less(void **state)
{
    struct capital_world *w = *state;
    struct bo_product_company sold[3] = {{.margin_frac = 0.0}};
    struct bo_products products = {.company = sold};
    w->world.products = &products;
    w->world.month_days = BO_DAYS_PER_MONTH;
    w->lab.option_usd = 0.0;
    w->capital.sentiment_growth_usual = 1.0;
    struct bo_lab *lab = open_lab(w);
    lab->run_rate_seen_usd = 1.2 * BN;
    w->ai[LAB].product_revenue_usd = 100.0 * MN;
    const double margin[] = {0.15, 0.0, 0.6, -9.0, 0.15}, part[] = {0.5, 0.0, 1.0, 0.0, 0.5};
    for (int i = 0; i < 5; i++) {
        w->capital.value_margin_frac = 0.3;
        sold[LAB].margin_frac = margin[i];
        bo_lab_pay(&w->world, lab, 30.0 * i);
        assert_near(bo_lab_margin_ratio(&w->world, lab), part[i], 1e-9);
        assert_near(lab->value_usd, part[i] * 40.0 * 1.2 * BN, 1e-6);
    }
    lab->run_rate_seen_usd =
        0.8 * BN; /* grown by half of what is usual: a quarter of what the margin lacks */
    assert_near(bo_lab_margin_ratio(&w->world, lab), 0.5 + 0.5 * 0.25, 1e-9);
    lab->run_rate_seen_usd = 0.5 * BN;
    assert_near(bo_lab_margin_ratio(&w->world, lab), 1.0, 1e-9);
    lab->run_rate_seen_usd = 1.2 * BN;
    w->capital.value_margin_frac = 0.0; /* all sales are worth the same */
    assert_near(bo_lab_value(&w->world, lab, 0.0), 40.0 * 1.2 * BN, 1e-9);
    w->world.products = NULL;
}

/* A lab that began with sales of 120 M USD a year, at the usual margin: what investors see of a month without one is as old as the
 * lag says. Half of it in ln 2 of the lag: 10 M sold for 3 M over the usual and 10 for nothing. */
static void investors_see_a_margin_with_a_lag(void **state)
{
    struct capital_world *w = *state;
    struct bo_product_company sold[3] = {{.margin_frac = 0.0}};
    struct bo_products products = {.company = sold};
    w->world.products = &products;
    w->world.month_days = BO_DAYS_PER_MONTH;
    w->capital.value_margin_frac = 0.3;
    w->capital.value_margin_lag_days = BO_DAYS_PER_MONTH / bo_log(2.0);
    w->lab.run_rate_usd_per_year = 120.0 * MN;
    w->capital.sentiment_growth_usual = 1.0;
    struct bo_lab *lab = open_lab(w);
    assert_near(bo_lab_margin_ratio(&w->world, lab), 1.0, 1e-12);
    w->ai[LAB].product_revenue_usd = 10.0 * MN;
    bo_lab_pay(&w->world, lab, 30.0);
    assert_near(bo_lab_margin_ratio(&w->world, lab), 0.5, 1e-9);
    w->world.products = NULL;
}

/* 8 times sales of 100 M USD for who did not grow before the start, 40 for who grew as is usual, half of the rest for half of
 * that. */
static void a_lab_opens_with_the_growth_that_it_had(void **state)
{
    struct capital_world *w = *state;
    const double growth[] = {0.0, 0.5, 1.0, 2.0}, multiple[] = {8.0, 24.0, 40.0, 40.0};
    w->lab.option_usd = 0.0;
    w->lab.run_rate_usd_per_year = 100.0 * MN;
    w->capital.mature_multiple = 8.0;
    w->capital.sentiment_growth_usual = 1.0;
    for (int i = 0; i < 4; i++) {
        w->lab.run_rate_growth_per_year = growth[i];
        struct bo_lab *lab = open_lab(w);
        assert_near(lab->value_usd, multiple[i] * 100.0 * MN, 1e-9);
    }
}

/* At 10 bn USD a year of sales half of the 32 times that growth adds to a mature firm's 8, at 20 a fifth. */
static void who_is_large_cannot_grow_like_that_for_long(void **state)
{
    struct capital_world *w = *state;
    w->lab.option_usd = 0.0;
    w->capital.mature_multiple = 8.0;
    struct bo_lab *lab = open_lab(w);
    w->capital.value_scale_usd = 10.0 * BN;
    lab->run_rate_usd = 10.0 * BN;
    assert_near(bo_lab_value(&w->world, lab, 0.0), 24.0 * 10.0 * BN, 1e-9);
    lab->run_rate_usd = 20.0 * BN;
    assert_near(bo_lab_value(&w->world, lab, 0.0), 14.4 * 20.0 * BN, 1e-9);
    w->capital.value_scale_usd = 0.0; /* no end */
    assert_near(bo_lab_value(&w->world, lab, 0.0), 40.0 * 20.0 * BN, 1e-9);
}

/* Its last round was at 1 bn USD; worth 0.1 a year and more on, it is carried at half of the way in ln 2 of the time. Once it is
 * gone it is worth nothing of its own. */
static void a_lab_without_a_round_is_marked_to_what_it_is_worth(void **state)
{
    struct capital_world *w = *state;
    w->world.month_days = BO_DAYS_PER_MONTH;
    w->lab.option_usd = 0.1 * BN;
    struct bo_lab *lab = open_lab(w);
    w->capital.value_mark_after_days = BO_DAYS_PER_YEAR;
    w->capital.value_mark_days = BO_DAYS_PER_MONTH / bo_log(2.0);
    bo_lab_pay(&w->world, lab, 360.0);
    bo_lab_plan(&w->world, lab, 360.0);
    assert_near(w->ai[LAB].valuation_usd, BN, 1e-12);
    bo_lab_pay(&w->world, lab, 390.0);
    bo_lab_plan(&w->world, lab, 390.0);
    assert_near(w->ai[LAB].valuation_usd, 0.55 * BN, 1e-9);
    assert_near(lab->last_value_usd, BN, 1e-12); /* a round is still compared with the last */
    lab->round_day = 380.0;
    bo_lab_pay(&w->world, lab, 420.0);
    assert_near(lab->marked_usd, BN, 1e-12);
    lab->state = BO_LAB_ENDED;
    bo_lab_close(&w->world, 450.0);
    assert_near(w->ai[LAB].valuation_usd, 0.0, 0.0);
}

static void without_marks_the_last_round_stands(void **state)
{
    struct capital_world *w = *state;
    w->world.month_days = BO_DAYS_PER_MONTH;
    w->lab.option_usd = 0.1 * BN;
    struct bo_lab *lab = open_lab(w);
    bo_lab_pay(&w->world, lab, 3000.0);
    bo_lab_plan(&w->world, lab, 3000.0);
    assert_near(w->ai[LAB].valuation_usd, BN, 1e-12);
    lab->state = BO_LAB_ENDED;
    bo_lab_close(&w->world, 3030.0);
    assert_near(w->ai[LAB].valuation_usd, BN, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CAPITAL_TEST(a_lab_opens_with_its_cash_and_a_runway),
        CAPITAL_TEST(investors_want_to_see_the_way_to_a_profit),
        CAPITAL_TEST(a_month_is_paid_from_revenue_and_cash),
        CAPITAL_TEST(cloud_credits_pay_rent_before_cash_does),
        CAPITAL_TEST(the_credit_line_keeps_a_cushion),
        CAPITAL_TEST(a_line_is_drawn_as_far_as_sales_of_now_bear_it),
        CAPITAL_TEST(value_is_a_multiple_and_an_option),
        CAPITAL_TEST(a_lab_that_shows_nothing_falls_behind_with_its_age),
        CAPITAL_TEST(a_plan_never_exceeds_cash_and_committed_rounds),
        CAPITAL_TEST(the_wish_follows_the_frontier_a_horizon_ahead_of_the_plan),
        CAPITAL_TEST(users_are_served_before_research),
        CAPITAL_TEST(a_lab_with_buildings_buys_instead_of_renting),
        CAPITAL_TEST(a_lab_founded_during_the_run_begins_with_its_seed),
        CAPITAL_TEST(without_a_group_or_an_ai_economy_there_is_no_capital_market),
        CAPITAL_TEST(who_stops_growing_is_worth_a_mature_firms_multiple),
        CAPITAL_TEST(sales_at_a_thin_margin_are_worth_less),
        CAPITAL_TEST(investors_see_a_margin_with_a_lag),
        CAPITAL_TEST(a_lab_opens_with_the_growth_that_it_had),
        CAPITAL_TEST(who_is_large_cannot_grow_like_that_for_long),
        CAPITAL_TEST(a_lab_without_a_round_is_marked_to_what_it_is_worth),
        CAPITAL_TEST(without_marks_the_last_round_stands),
        CAPITAL_TEST(an_option_that_no_revenue_proves_is_doubted),
        CAPITAL_TEST(a_lab_in_the_race_wants_what_staying_costs),
        CAPITAL_TEST(a_lab_with_buildings_rents_until_its_own_systems_run),
        CAPITAL_TEST(a_lab_with_buildings_buys_what_it_lacks_in_time),
        CAPITAL_TEST(a_lab_serves_no_more_than_it_can_pay_for_a_while),
        CAPITAL_TEST(the_prize_grows_with_what_ones_models_can_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
