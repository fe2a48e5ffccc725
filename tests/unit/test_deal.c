/* Rounds, credit lines, sales, offers, ends: when a laboratory does what, and who pays. */
#include "capital_world.h"

#define CERTAIN 1e6 /* a hazard a year that strikes every month */

static struct bo_lab *open_lab(struct capital_world *w)
{
    bo_capital_open(&w->world);
    return &w->world.capital->lab[0];
}

static const struct bo_deal *only_deal(const struct capital_world *w)
{
    assert_int_equal(w->world.capital->n_deals, 1);
    return &w->world.capital->deal[0];
}

/* Runway 10 months, and 1.5 bn USD is more than the 1 bn of last time: a year's burn of 240 M USD, ten days later. */
static void a_lab_with_a_short_runway_raises_money(void **state)
{
    struct capital_world *w = *state;
    w->company_param[LAB].cash_usd = 220.0 * MN;
    w->capital.plan_fall_days = 1e9;
    struct bo_lab *lab = open_lab(w);
    rent_as_planned(w);
    double day = close_month(w);
    const struct bo_deal *deal = only_deal(w);
    assert_int_equal(deal->kind, BO_DEAL_ROUND);
    assert_near(deal->day, day + 10.0, 1e-12);
    assert_near(lab->burn_seen_usd_per_year, w->ai[LAB].leasing_cost_usd * 12.0, 1e-9);
    assert_near(deal->usd, 240.0 * MN, 1e-9);
    assert_near(deal->value_usd, 1.74 * BN, 1e-9);
    assert_near(lab->committed_usd, 240.0 * MN, 1e-9);
    double before = lab->cash_usd;
    do_deals(w, deal->day);
    assert_near(lab->cash_usd, before + 240.0 * MN, 1e-9);
    assert_near(lab->raised_usd, 640.0 * MN, 1e-9);
    assert_near(w->ai[LAB].valuation_usd, 1.74 * BN, 1e-9);
    assert_near(lab->committed_usd, 0.0, 1e-6);
    bo_capital_fund(&w->world, 0, deal->day); /* a deal is done once */
    assert_near(lab->raised_usd, 640.0 * MN, 1e-9);
    close_month(w);
    assert_near(bo_capital_flows(&w->world, LAB)->equity_cash_usd, 240.0 * MN, 1e-9);
}

/* All rounds of a year together: 300 M USD, so that a wish of 240 is met and, a month later, one of as much gets what is left,
 * a twelfth of a year of the first having been forgotten. */
static void investors_have_only_so_much_a_year(void **state)
{
    struct capital_world *w = *state;
    double depth = 300.0 * MN;
    w->company_param[LAB].cash_usd = 220.0 * MN;
    w->capital.plan_fall_days = 1e9;
    w->capital.round_depth_usd_per_year = constant_path(&depth, &w->day);
    struct bo_lab *lab = open_lab(w);
    rent_as_planned(w);
    close_month(w);
    assert_near(only_deal(w)->usd, 240.0 * MN, 1e-9);
    lab->deal = BO_NO_ROW; /* fallen through */
    rent_as_planned(w);
    close_month(w);
    assert_int_equal(w->world.capital->n_deals, 2);
    assert_near(w->world.capital->deal[1].usd, 300.0 * MN - 240.0 * MN * bo_exp(-1.0 / 12.0), 1e-9);
}

static void a_lab_raises_nothing_from_the_day_on_which_its_rounds_end(void **state)
{
    for (int32_t more = 0; more < 2; more++) {
        assert_int_equal(capital_teardown(state), 0);
        assert_int_equal(capital_setup(state), 0);
        struct capital_world *w = *state;
        w->company_param[LAB].cash_usd = 220.0 * MN;
        open_lab(w);
        rent_as_planned(w);
        w->lab.rounds_until_day = bo_world_date(&w->world, BO_DAYS_PER_MONTH) + more;
        close_month(w);
        assert_int_equal(w->world.capital->n_deals, more);
    }
}

static void investors_without_money_give_none(void **state)
{
    struct capital_world *w = *state;
    double depth = 0.0;
    w->company_param[LAB].cash_usd = 220.0 * MN;
    w->capital.round_depth_usd_per_year = constant_path(&depth, &w->day);
    open_lab(w);
    rent_as_planned(w);
    close_month(w);
    assert_int_equal(w->world.capital->n_deals, 0);
}

static void a_down_round_is_refused(void **state)
{
    struct capital_world *w = *state;
    w->company_param[LAB].cash_usd = 100.0 * MN;
    w->lab.valuation_usd = 1.5 * BN; /* as much as it is worth: not more */
    open_lab(w);
    close_month(w);
    assert_int_equal(w->world.capital->n_deals, 0);
}

/* Worth 1.5 times the last valuation: with a ratio of 1.5 it raises without need, but only after the spacing. */
static void a_lab_worth_far_more_raises_without_need(void **state)
{
    struct capital_world *w = *state;
    w->company_param[LAB].cash_usd = 10.0 * BN;
    w->capital.round_eager_ratio = 1.5;
    w->capital.round_spacing_days = 1.5 * BO_DAYS_PER_MONTH;
    open_lab(w);
    close_month(w);
    assert_int_equal(w->world.capital->n_deals, 0);
    close_month(w);
    assert_string_equal(only_deal(w)->why, "worth far more than last time");
}

/* The same, with a last round a month before the start. */
static void a_round_before_the_start_spaces_the_next(void **state)
{
    struct capital_world *w = *state;
    w->company_param[LAB].cash_usd = 10.0 * BN;
    w->capital.round_eager_ratio = 1.5;
    w->capital.round_spacing_days = 1.5 * BO_DAYS_PER_MONTH;
    w->lab.last_round_day = w->world.start_day - 31;
    open_lab(w);
    close_month(w);
    assert_string_equal(only_deal(w)->why, "worth far more than last time");
}

/* Staying near the frontier costs 200 M USD a year, and it has 210: enough for a year, too little for 1.1. */
static void a_lab_that_cannot_pay_for_the_frontier_raises_without_need(void **state)
{
    struct capital_world *w = *state;
    w->company_param[LAB].cash_usd = 210.0 * MN;
    w->capital.shock_day = w->world.start_day - 100000; /* the race is on */
    w->capital.round_runway_days = 0.0;
    w->capital.round_stay_days = BO_DAYS_PER_YEAR;
    open_lab(w);
    close_month(w);
    assert_int_equal(w->world.capital->n_deals, 0);
    w->capital.round_stay_days = 1.1 * BO_DAYS_PER_YEAR;
    close_month(w);
    assert_string_equal(only_deal(w)->why,
                        "has too little to stay at the frontier, and investors pay "
                        "more than last time");
}

/* At most a fifth of what the lab is then worth: 1.5 x 0.2 / 0.8. */
static void a_round_sells_no_more_than_the_dilution(void **state)
{
    struct capital_world *w = *state;
    w->capital.round_size_days = 100.0 * BO_DAYS_PER_YEAR;
    struct bo_lab *lab = open_lab(w);
    assert_near(bo_lab_round_usd(&w->world, lab), 0.375 * BN, 1e-9);
}

/* Circular finance. 240 M USD: half from Giant, of it 40 % in credits; the poor company's quarter would be 60, of which a
 * tenth of its 0.2 bn of cash flow allows 20; the rest from outside. Half of Giant's credits and all of it: backlog. */
static void a_patron_pays_in_cash_and_credits_and_has_backlog(void **state)
{
    struct capital_world *w = *state;
    w->patron[GIANT] = 0.5;
    w->patron[POOR] = 0.25;
    w->company[POOR].ocf.ttm = 0.2 * BN;
    w->capital.credit_share_frac = 0.4;
    w->company_param[LAB].cash_usd = 100.0 * MN;
    struct bo_lab *lab = open_lab(w);
    rent_as_planned(w);
    close_month(w);
    double usd = only_deal(w)->usd;
    assert_near(usd, 240.0 * MN, 1e-9);
    do_deals(w, 1e9);
    uint32_t n;
    assert_null(
        bo_capital_stakes(&w->world, &n)); /* booked with the month that is not closed yet */
    assert_near(lab->credit_usd[GIANT], 48.0 * MN, 1e-9);
    assert_near(w->world.capital->backlog_usd[GIANT], 48.0 * MN, 1e-9);
    close_month(w);
    const struct bo_stake *stake = bo_capital_stakes(&w->world, &n);
    assert_int_equal(n, 3);
    assert_int_equal(stake[0].investor, GIANT);
    assert_near(stake[0].cash_usd, 72.0 * MN, 1e-9);
    assert_near(stake[0].credits_usd, 48.0 * MN, 1e-9);
    assert_int_equal(stake[1].investor, POOR);
    assert_near(stake[1].cash_usd, 12.0 * MN, 1e-9);
    assert_near(stake[1].credits_usd, 8.0 * MN, 1e-9);
    assert_true(stake[2].investor == BO_NO_ROW);
    assert_near(stake[2].cash_usd, 100.0 * MN, 1e-9);
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        sum += stake[i].cash_usd + stake[i].credits_usd;
    }
    assert_near(sum, usd, 1e-12);
    close_month(w);
    assert_null(bo_capital_stakes(&w->world, &n));
}

/* OpenAI in October 2024: with the round banks lend as much as a year's revenue. */
static void banks_give_a_line_with_the_round(void **state)
{
    struct capital_world *w = *state;
    w->capital.line_ratio = 1.0;
    w->company_param[LAB].cash_usd = 100.0 * MN;
    w->lab.research_usd_per_year = 9.0 * BN;
    w->capital.plan_fall_days = 1e9;
    w->ai[LAB].product_revenue_usd = 0.3 * BN;
    struct bo_lab *lab = open_lab(w);
    w->ai[LAB].leasing_cost_usd = 0.35 * BN;
    close_month(w);
    do_deals(w, 1e9);
    assert_near(lab->line_usd, 3.6 * BN, 1e-9);
}

static void make_it_hopeless(struct capital_world *w)
{
    w->capital.shock_day = w->world.start_day - 100000; /* the race is on */
    w->lab.option_usd = 0.9 * BN;                       /* of 1 bn last time */
    w->frontier_cost = BN; /* 0.2 of it over 2.5 years: 500 M USD, and 300 in hand */
    w->capital.exit_per_year = CERTAIN;
}

/* 300 M USD in hand, and 10 of credits when this month's 20 are paid: a price of half of the 400 raised, twenty days later, to the only one who can pay it. */
static void a_lab_without_an_up_round_sells_with_cash_left(void **state)
{
    struct capital_world *w = *state;
    make_it_hopeless(w);
    struct bo_lab *lab = open_lab(w);
    lab->credit_usd[GIANT] = 30.0 * MN;
    rent_as_planned(w);
    double day = close_month(w);
    const struct bo_deal *deal = only_deal(w);
    assert_int_equal(deal->kind, BO_DEAL_EXIT);
    assert_int_equal(deal->end, BO_LAB_LICENSED);
    assert_int_equal(deal->acquirer, GIANT);
    assert_near(deal->usd, 200.0 * MN, 1e-12);
    assert_near(deal->day, day + 20.0, 1e-12);
    assert_true(lab->cash_usd > 0.0);
    do_deals(w, deal->day);
    assert_true(bo_capital_ended(&w->world, LAB));
    assert_near(w->ai[LAB].rent_budget_usd_per_year, 0.0, 1e-15);
    assert_near(w->world.capital->backlog_usd[GIANT], 0.0, 1e-6); /* its credits lapse */
    close_month(w);
    assert_near(bo_capital_flows(&w->world, LAB)->exit_usd, 200.0 * MN, 1e-12);
    assert_near(bo_capital_flows(&w->world, LAB)->payout_usd, 300.0 * MN, 1e-9);
    close_month(w);
    assert_near(bo_capital_flows(&w->world, LAB)->exit_usd, 0.0, 1e-15);
    assert_int_equal(w->world.capital->n_deals, 1);
}

/* Each condition alone keeps the lab: an up-round, money for the frontier, a long runway, nobody who can pay. */
static void each_reason_alone_keeps_a_lab(void **state)
{
    struct capital_world *w = *state;
    for (int reason = 0; reason < 4; reason++) {
        capital_teardown(state);
        start_capital(w);
        make_it_hopeless(w);
        w->lab.option_usd = reason == 0 ? 1.1 * BN : w->lab.option_usd;
        w->frontier_cost = reason == 1 ? 0.1 * BN : w->frontier_cost;
        w->capital.exit_runway_days = reason == 2 ? 1.0 : w->capital.exit_runway_days;
        w->capital.acquirer_limit_frac = reason == 3 ? 1e-9 : w->capital.acquirer_limit_frac;
        bo_capital_open(&w->world);
        rent_as_planned(w);
        close_month(w);
        for (uint32_t i = 0; i < w->world.capital->n_deals; i++) {
            assert_int_equal(w->world.capital->deal[i].kind, BO_DEAL_ROUND);
        }
    }
}

/* 0.22 a month is a probability of 1 - exp(-0.22) = 0.1975 in each: of 4,000 draws 790 +- 5 x 25. */
static void the_hazard_of_an_exit_is_that_of_the_scenario(void **state)
{
    struct capital_world *w = *state;
    make_it_hopeless(w);
    w->capital.exit_per_year = 0.22 * 12.0;
    struct bo_lab *lab = open_lab(w);
    lab->value_usd = 0.9 * BN;
    lab->runway_days = 100.0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < 4000; i++) {
        w->world.rng.replicate = i;
        w->world.draw_key = bo_rng_run_key(&w->world.rng);
        lab->deal = BO_NO_ROW;
        uint32_t before = w->world.capital->n_deals;
        bo_deal_decide(&w->world, lab, 30.0);
        n += w->world.capital->n_deals - before;
    }
    assert_true(n > 665 && n < 915);
}

/* Character.AI: twice the last 1 bn USD, more than investors' 1.5; not when they would give 2.5. */
static void an_acquirer_may_offer_more_than_the_last_valuation(void **state)
{
    struct capital_world *w = *state;
    w->capital.offer_per_year = CERTAIN;
    w->company_param[LAB].cash_usd = 100.0 * MN;
    w->capital.round_runway_days = 0.0;
    struct bo_lab *lab = open_lab(w);
    lab->value_usd = 2.5 * BN;
    bo_deal_decide(&w->world, lab, 30.0);
    assert_int_equal(w->world.capital->n_deals, 0);
    lab->value_usd = 1.5 * BN;
    bo_deal_decide(&w->world, lab, 30.0);
    assert_near(only_deal(w)->usd, 2.0 * BN, 1e-12);
    assert_string_equal(only_deal(w)->why, "an offer above the last valuation");
}

/* Money for years, but not for the frontier: it listens; with money for that it does not. */
static void who_cannot_pay_for_the_frontier_listens_to_an_offer(void **state)
{
    struct capital_world *w = *state;
    w->capital.offer_per_year = CERTAIN;
    w->capital.exit_per_year = 0.0;
    w->capital.shock_day = w->world.start_day - 100000;
    struct bo_lab *lab = open_lab(w);
    lab->value_usd = 1.5 * BN;
    lab->runway_days = 5000.0;
    w->world.capital->leader_usd_per_year = 0.1 * BN;
    bo_deal_decide(&w->world, lab, 30.0);
    assert_int_equal(w->world.capital->n_deals, 0);
    w->world.capital->leader_usd_per_year = 10.0 * BN;
    bo_deal_decide(&w->world, lab, 30.0);
    assert_string_equal(only_deal(w)->why, "an offer above the last valuation");
}

/* Worth 0.9 bn USD after 1: sales of 100 M USD at 8 times are worth 0.8, and a quarter of that lasts for the 300 days of a burn of
 * 240 M a year that are asked for; sales of 200 M are worth more than 0.9, but a quarter of it does not last for a year; nor are
 * sales of 10 M a year worth it. */
static void sales_carry_a_round_for_less_than_last_time(void **state)
{
    struct capital_world *w = *state;
    w->capital.exit_per_year = 0.0;
    w->capital.mature_multiple = 8.0;
    struct bo_lab *lab = open_lab(w);
    lab->runway_days = 100.0;
    lab->value_usd = 0.9 * BN;
    lab->burn_seen_usd_per_year = 240.0 * MN;
    const double sales[] = {200.0 * MN, 10.0 * MN, 100.0 * MN}, days[] = {366.0, 300.0, 300.0};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(w->world.capital->n_deals, 0);
        lab->run_rate_usd = sales[i];
        w->capital.round_runway_days = days[i];
        bo_deal_decide(&w->world, lab, 30.0);
    }
    assert_int_equal(only_deal(w)->kind, BO_DEAL_ROUND);
    assert_near(only_deal(w)->usd, 200.0 * MN, 1e-9);
    assert_near(only_deal(w)->value_usd, 1.0 * BN, 1e-9);
    assert_non_null(strstr(only_deal(w)->why, "less than last time"));
}

/* Before the shock nobody knows what the frontier will cost, and nobody sells for want of it. */
static void nobody_sells_for_a_race_that_is_not_on(void **state)
{
    struct capital_world *w = *state;
    make_it_hopeless(w);
    w->capital.shock_day = w->world.start_day + 100000;
    struct bo_lab *lab = open_lab(w);
    assert_near(bo_deal_stay_usd_per_year(&w->world, lab), 0.0, 0.0);
    rent_as_planned(w);
    close_month(w);
    for (uint32_t i = 0; i < w->world.capital->n_deals; i++) {
        assert_int_equal(w->world.capital->deal[i].kind, BO_DEAL_ROUND);
    }
}

static void a_board_gives_up_the_frontier_and_spends_less(void **state)
{
    struct capital_world *w = *state;
    make_it_hopeless(w);
    w->capital.exit_per_year = 0.0;
    w->capital.give_up_per_year = CERTAIN;
    w->capital.give_up_lag_days = 7.0 * BO_DAYS_PER_MONTH;
    struct bo_lab *lab = open_lab(w);
    w->ai[LAB].lag_months = 6.0;
    close_month(w);
    assert_false(lab->gave_up);
    w->ai[LAB].lag_months = 8.0;
    close_month(w);
    assert_true(lab->gave_up && w->ai[LAB].gave_up && !w->ai[LAB].frontier);
    /* a tenth of the plan is left, for staff: who trains no more rents nothing for it */
    assert_near(lab->research_plan_usd, 24.0 * MN, 1e-9);
    assert_near(w->ai[LAB].rent_budget_usd_per_year, 0.0, 1e-9);
    assert_int_equal(w->world.facts->n_events, 1);
    assert_string_equal(w->world.facts->event[0].kind, "gave up the frontier");
}

static void a_strategy_that_never_gives_up_or_sells_does_not(void **state)
{
    struct capital_world *w = *state;
    make_it_hopeless(w);
    w->capital.give_up_per_year = CERTAIN;
    w->company[LAB].policy.exit_ratio = w->company[LAB].policy.give_up_ratio = 0.0;
    struct bo_lab *lab = open_lab(w);
    w->ai[LAB].lag_months = 8.0;
    close_month(w);
    assert_false(lab->gave_up);
    assert_int_equal(w->world.capital->n_deals, 0);
}

static void spend_everything(struct capital_world *w)
{
    w->lab.option_usd = 0.0;
    w->frontier_cost = 0.0;
    open_lab(w);
    w->ai[LAB].leasing_cost_usd = 301.0 * MN;
    close_month(w);
}

static void when_the_money_ends_a_lab_is_absorbed(void **state)
{
    struct capital_world *w = *state;
    spend_everything(w);
    assert_int_equal(only_deal(w)->end, BO_LAB_LICENSED);
    assert_string_equal(only_deal(w)->why, "the money has ended");
}

/* Half of the 400 raised is 200 M USD, and a thousandth of 100 bn is all that anybody can pay: for that. */
static void or_sold_for_what_there_is(void **state)
{
    struct capital_world *w = *state;
    w->capital.acquirer_limit_frac = 0.001;
    spend_everything(w);
    assert_int_equal(only_deal(w)->end, BO_LAB_LICENSED);
    assert_near(only_deal(w)->usd, 100.0 * MN, 1e-12);
}

static void or_liquidated_at_once(void **state)
{
    struct capital_world *w = *state;
    w->capital.rescue_frac = 0.0;
    spend_everything(w);
    assert_int_equal(only_deal(w)->end, BO_LAB_LIQUIDATED);
    assert_near(only_deal(w)->day, BO_DAYS_PER_MONTH, 1e-12);
    do_deals(w, 40.0);
    assert_string_equal(w->world.facts->event[0].kind, "liquidated");
    assert_near(bo_capital_flows(&w->world, LAB)->exit_usd, 0.0, 1e-15);
}

/* 300 M USD in hand are half of 600; others have their own limits, and who is sold has its parent's money. */
static void a_lab_begins_no_site_without_a_part_of_its_cost_in_hand(void **state)
{
    struct capital_world *w = *state;
    w->capital.site_cover_frac = 0.5;
    struct bo_lab *lab = open_lab(w);
    assert_true(bo_capital_can_begin(&w->world, LAB, 600.0 * MN));
    assert_false(bo_capital_can_begin(&w->world, LAB, 601.0 * MN));
    assert_true(bo_capital_can_begin(&w->world, POOR, 1000.0 * BN));
    assert_true(bo_capital_can_begin(&w->world, N_COMPANIES, 1000.0 * BN));
    lab->state = BO_LAB_ENDED;
    assert_true(bo_capital_can_begin(&w->world, LAB, 601.0 * MN));
}

/* A lab with halls that is sold goes on as it was; one that nobody buys is its creditors', who let its machines. */
static void creditors_let_every_machine(void **state)
{
    for (int bought = 0; bought < 2; bought++) {
        assert_int_equal(capital_teardown(state), 0);
        assert_int_equal(capital_setup(state), 0);
        struct capital_world *w = *state;
        w->capital.rescue_frac = bought ? 1.0 : 0.0;
        w->lab.owns_buildings = true;
        w->company[LAB].policy.lease_out_frac = 0.1;
        spend_everything(w);
        do_deals(w, 60.0);
        assert_true(w->company[LAB].alive && bo_capital_ended(&w->world, LAB));
        assert_int_equal(bo_capital_liquidated(&w->world, LAB), !bought);
        assert_near(w->company[LAB].policy.lease_out_frac, bought ? 0.1 : 1.0, 0.0);
    }
}

/* Chinese laboratories are not for sale to others, nor labs to labs; patrons weigh more. */
static void acquirers_are_rich_of_the_same_market_and_no_labs(void **state)
{
    struct capital_world *w = *state;
    struct bo_lab *lab = open_lab(w);
    assert_int_equal(bo_deal_acquirer(&w->world, lab, BN), GIANT);
    assert_true(bo_deal_acquirer(&w->world, lab, 5.1 * BN) == BO_NO_ROW);
    w->company[LAB].ocf.ttm = 1000.0 * BN;
    assert_true(bo_deal_acquirer(&w->world, lab, 5.1 * BN) == BO_NO_ROW);
    w->ai[GIANT].market = BO_MARKET_CHINA;
    assert_true(bo_deal_acquirer(&w->world, lab, BN) == BO_NO_ROW);
    w->ai[GIANT].market = BO_MARKET_WORLD;
    w->patron[POOR] = 0.1;
    w->capital.acquirer_patron_ratio = 1e9;
    assert_int_equal(bo_deal_acquirer(&w->world, lab, 10.0 * MN), POOR);
}

/* In China it is for sale to nobody abroad but the one that is named, who is there when the money ends, as far as it can pay. */
static void whom_a_scenario_names_buys_if_it_can_pay(void **state)
{
    for (int named = 0; named < 2; named++) {
        assert_int_equal(capital_teardown(state), 0);
        assert_int_equal(capital_setup(state), 0);
        struct capital_world *w = *state;
        w->capital.rescue_frac = 0.0;
        w->ai[GIANT].market = BO_MARKET_CHINA;
        w->lab.acquirer = named ? GIANT : BO_NO_ROW;
        spend_everything(w);
        assert_int_equal(only_deal(w)->end == BO_LAB_LIQUIDATED, !named);
        assert_true(only_deal(w)->acquirer == (named ? GIANT : BO_NO_ROW));
        assert_true(bo_deal_acquirer(&w->world, &w->world.capital->lab[0], 5.1 * BN) == BO_NO_ROW);
    }
}

/* Stylised fact 8: in the same gloom the company with a cash cow goes on, whatever it spends. */
static void firms_without_a_cash_cow_exit_first(void **state)
{
    struct capital_world *w = *state;
    make_it_hopeless(w);
    open_lab(w);
    for (int i = 0; i < 12; i++) {
        rent_as_planned(w);
        do_deals(w, close_month(w));
    }
    assert_true(bo_capital_ended(&w->world, LAB));
    assert_true(w->company[GIANT].alive && w->ai[GIANT].system_budget_usd_per_year > 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CAPITAL_TEST(a_lab_with_a_short_runway_raises_money),
        CAPITAL_TEST(investors_have_only_so_much_a_year),
        CAPITAL_TEST(investors_without_money_give_none),
        CAPITAL_TEST(a_lab_raises_nothing_from_the_day_on_which_its_rounds_end),
        CAPITAL_TEST(a_down_round_is_refused),
        CAPITAL_TEST(a_lab_worth_far_more_raises_without_need),
        CAPITAL_TEST(a_round_before_the_start_spaces_the_next),
        CAPITAL_TEST(a_lab_that_cannot_pay_for_the_frontier_raises_without_need),
        CAPITAL_TEST(a_round_sells_no_more_than_the_dilution),
        CAPITAL_TEST(a_patron_pays_in_cash_and_credits_and_has_backlog),
        CAPITAL_TEST(banks_give_a_line_with_the_round),
        CAPITAL_TEST(a_lab_without_an_up_round_sells_with_cash_left),
        CAPITAL_TEST(each_reason_alone_keeps_a_lab),
        CAPITAL_TEST(the_hazard_of_an_exit_is_that_of_the_scenario),
        CAPITAL_TEST(an_acquirer_may_offer_more_than_the_last_valuation),
        CAPITAL_TEST(who_cannot_pay_for_the_frontier_listens_to_an_offer),
        CAPITAL_TEST(nobody_sells_for_a_race_that_is_not_on),
        CAPITAL_TEST(sales_carry_a_round_for_less_than_last_time),
        CAPITAL_TEST(a_board_gives_up_the_frontier_and_spends_less),
        CAPITAL_TEST(a_strategy_that_never_gives_up_or_sells_does_not),
        CAPITAL_TEST(when_the_money_ends_a_lab_is_absorbed),
        CAPITAL_TEST(or_sold_for_what_there_is),
        CAPITAL_TEST(or_liquidated_at_once),
        CAPITAL_TEST(creditors_let_every_machine),
        CAPITAL_TEST(a_lab_begins_no_site_without_a_part_of_its_cost_in_hand),
        CAPITAL_TEST(acquirers_are_rich_of_the_same_market_and_no_labs),
        CAPITAL_TEST(whom_a_scenario_names_buys_if_it_can_pay),
        CAPITAL_TEST(firms_without_a_cash_cow_exit_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
