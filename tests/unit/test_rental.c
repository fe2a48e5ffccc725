/* GPU-hours let and rented: clearing prices in closed form, uses that add up, money that two sides agree on. */
#include "near.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/capital.h"
#include "buildout/model/rental.h"

enum { OWNER, LAB, N };

struct bench {
    struct bo_arena *arena;
    struct bo_world world;
    struct bo_param param;
    struct bo_rental_market_param market;
    struct bo_lessor_param lessor;
    struct bo_demand_param demand;
    struct bo_ai_economy economy;
    struct bo_ai_company company[N];
    struct bo_company owner[N];
    double lease_out, other_demand, other_supply, ai_index;
    int32_t day;
};

static struct bo_path constant(double *value, int32_t *day)
{
    return (struct bo_path){.v = {1, value}, .day = day, .scale = 1.0};
}

/* An owner of 1,000 H100e that lets 40 % under contract and half of what it leaves idle; a lab with a budget. A month
 * of 30 days. */
static int start(void **state)
{
    static struct bench b;
    b = (struct bench){.lease_out = 0.4, .ai_index = 1.0};
    assert_int_equal(bo_arena_create((size_t)1 << 24, false, &b.arena, NULL), 0);
    b.lessor = (struct bo_lessor_param){
        .company = OWNER, .lease_out_frac = constant(&b.lease_out, &b.day), .spare_frac = 0.5};
    b.market =
        (struct bo_rental_market_param){.market = BO_MARKET_WORLD,
                                        .price_usd_per_h = 2.0,
                                        .contract_ratio = 0.8,
                                        .spot_ratio = 0.5,
                                        .contract_lag_days = 1e-3,
                                        .clear_days = 1e-3,
                                        .elasticity = 2.0,
                                        .utilisation_max_frac = 1.0,
                                        .other_demand_h100e = constant(&b.other_demand, &b.day),
                                        .other_supply_h100e = constant(&b.other_supply, &b.day)};
    b.demand.ai_index = constant(&b.ai_index, &b.day);
    b.param.demand = &b.demand;
    b.param.rental_market = &b.market;
    b.param.n[BO_TABLE_RENTAL_MARKETS] = 1;
    b.param.lessor = &b.lessor;
    b.param.n[BO_TABLE_LESSORS] = 1;
    b.economy = (struct bo_ai_economy){.n_companies = N, .company = b.company};
    b.owner[OWNER].policy.lease_out_frac = b.owner[LAB].policy.lease_out_frac = -1.0;
    b.world = (struct bo_world){.arena = b.arena,
                                .param = &b.param,
                                .company = b.owner,
                                .n_companies = N,
                                .month_days = 30.0,
                                .ai_economy = &b.economy};
    bo_rental_open(&b.world);
    assert_non_null(b.world.rental);
    *state = &b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    bo_arena_free(b->arena);
    return 0;
}

/* With 100 H100e of its own for 300 that its users want it rents half of what is missing, at 1.60 USD an hour. */
static void who_is_no_laboratory_rents_what_its_users_lack(void **state)
{
    struct bench *b = *state;
    b->company[OWNER].training_h100e = 1000.0;
    b->company[LAB].training_h100e = 100.0;
    b->company[LAB].inference_need_h100e = 300.0;
    bo_rental_close(&b->world, 0.0);
    assert_near(b->company[LAB].leased_in_h100e, 0.0, 0.0);
    assert_near(b->company[LAB].internal_inference_h100e, 100.0, 1e-12);
    b->owner[LAB].policy.rent_in_frac = 0.5;
    double usd_per_h = bo_rental_contract_usd_per_h(&b->world, LAB);
    double month_h = 24.0 * 365.25 / 12.0;
    b->company[LAB].product_revenue_usd =
        100.0 * 0.01 * usd_per_h * month_h; /* a hundredth of the rent */
    bo_rental_close(&b->world, 30.0);
    assert_near(b->company[LAB].rent_budget_usd_per_year, usd_per_h * 24.0 * 365.25, 1e-9);
    b->company[LAB].product_revenue_usd = 1e12;
    usd_per_h = bo_rental_contract_usd_per_h(&b->world, LAB);
    bo_rental_close(&b->world, 30.0);
    assert_near(b->company[LAB].rent_budget_usd_per_year, 100.0 * usd_per_h * 24.0 * 365.25, 1e-9);
    assert_true(b->company[LAB].leased_in_h100e >
                200.0); /* there is much on offer, and it gets cheaper */
    assert_near(b->company[LAB].internal_inference_h100e, 300.0, 1e-12);
}

/* Budgets alone: p = B / S. Others alone: p = p0 (D0 / S)^(1 / e) = 2 (400 / 100)^(1/2) = 4. */
static void the_clearing_price_has_its_closed_forms(void **state)
{
    (void)state;
    struct bo_rental_balance budget = {
        .supply_h100e = 100.0,
        .budget_usd_per_h = 350.0,
        .others = {{.h100e = 0.0, .reference_usd_per_h = 2.0, .elasticity = 2.0}}};
    assert_near(bo_rental_clearing_price(&budget), 3.5, 1e-12);
    struct bo_rental_balance others = {
        .supply_h100e = 100.0,
        .others = {{.h100e = 400.0, .reference_usd_per_h = 2.0, .elasticity = 2.0}}};
    assert_near(bo_rental_clearing_price(&others), 4.0, 1e-12);
    others.supply_h100e = 1600.0; /* plenty: 2 (400 / 1600)^(1/2) = 1 */
    assert_near(bo_rental_clearing_price(&others), 1.0, 1e-12);
}

static void uses_add_up_to_sources(void **state)
{
    struct bench *b = *state;
    b->company[OWNER] = (struct bo_ai_company){
        .training_h100e = 1000.0, .training_need_h100e = 300.0, .inference_need_h100e = 100.0};
    b->company[LAB] = (struct bo_ai_company){.rent_budget_usd_per_year = 900.0 * 8766.0,
                                             .rent_research_frac = 0.1,
                                             .training_need_h100e = 1e6,
                                             .inference_need_h100e = 1e6};
    bo_rental_close(&b->world, 30.0);
    double out = 0.0, in = 0.0;
    for (int i = 0; i < N; i++) {
        const struct bo_ai_company *c = &b->company[i];
        assert_near(c->internal_training_h100e + c->internal_inference_h100e + c->leased_out_h100e +
                        c->idle_h100e,
                    c->training_h100e + c->leased_in_h100e, 1e-12);
        assert_true(c->idle_h100e >= -1e-9);
        out += c->leased_out_h100e;
        in += c->leased_in_h100e;
    }
    /* 400 under contract, then 100 serve, 300 train, and half of the 200 left are offered: 500 for 900 USD an hour, of which a
     * lab pays what contracts cost, 0.8 of the price on demand */
    assert_near(b->economy.market[BO_MARKET_WORLD].on_demand_usd_per_h, 900.0 / 500.0 / 0.8, 1e-6);
    assert_near(out, 500.0, 1e-9);
    assert_near(in, 500.0, 1e-6);
    /* a tenth of the lab's budget is for training, and so is a tenth of what it rents */
    assert_near(b->company[LAB].internal_training_h100e, 50.0, 1e-6);
    assert_near(b->company[LAB].internal_inference_h100e, 450.0, 1e-6);
}

/* 400 let and half of the 600 that idle are offered, 700, for which others would pay 2 (1400 / 700)^(1/2); they want half. */
static void a_slump_halves_what_others_want(void **state)
{
    struct bench *b = *state;
    b->company[OWNER] = (struct bo_ai_company){.training_h100e = 1000.0};
    b->other_demand = 1400.0;
    b->ai_index = 0.5;
    bo_rental_close(&b->world, 30.0);
    assert_near(b->economy.market[BO_MARKET_WORLD].on_demand_usd_per_h, 2.0, 1e-6);
}

/* 400 let; of the 600 left 550 are needed to serve, so that only 50 train, whatever training wants. */
static void users_come_before_training(void **state)
{
    struct bench *b = *state;
    b->company[OWNER] = (struct bo_ai_company){
        .training_h100e = 1000.0, .training_need_h100e = 1e6, .inference_need_h100e = 550.0};
    bo_rental_close(&b->world, 30.0);
    assert_near(b->company[OWNER].internal_inference_h100e, 550.0, 1e-9);
    assert_near(b->company[OWNER].internal_training_h100e, 50.0, 1e-9);
}

/* Of 500 rented without a plan for training, 450 serve; training takes what serving leaves. */
static void what_serving_leaves_trains(void **state)
{
    struct bench *b = *state;
    b->company[OWNER] = (struct bo_ai_company){
        .training_h100e = 1000.0, .training_need_h100e = 300.0, .inference_need_h100e = 100.0};
    b->company[LAB] = (struct bo_ai_company){.rent_budget_usd_per_year = 900.0 * 8766.0,
                                             .training_need_h100e = 1e6,
                                             .inference_need_h100e = 450.0};
    bo_rental_close(&b->world, 30.0);
    assert_near(b->company[LAB].internal_inference_h100e, 450.0, 1e-6);
    assert_near(b->company[LAB].internal_training_h100e, 50.0, 1e-4);
}

/* A strategy of letting all, against a path of 40 %; and one of letting, of a company that is no lessor by itself. */
static void a_strategy_says_how_much_is_let(void **state)
{
    struct bench *b = *state;
    b->other_demand = 1e6;
    b->company[OWNER] = b->company[LAB] = (struct bo_ai_company){.training_h100e = 1000.0};
    b->owner[OWNER].policy.lease_out_frac = 1.0;
    b->owner[LAB].policy.lease_out_frac = 0.25;
    bo_rental_close(&b->world, 30.0);
    assert_near(b->company[OWNER].leased_out_h100e, 1000.0, 1e-9);
    assert_near(b->company[LAB].leased_out_h100e, 250.0, 1e-9);
}

/* Of 1,000 400 are let. Users want more than the 600 left and get all of it; a board that trains first keeps 30 %, 180, but no more
 * than training needs; what users do not need trains as well. */
static void a_board_may_train_before_it_serves(void **state)
{
    struct bench *b = *state;
    b->other_demand = 1e6;
    b->company[OWNER] = (struct bo_ai_company){
        .training_h100e = 1000.0, .inference_need_h100e = 5000.0, .training_need_h100e = 1e6};
    b->market.contract_term_days = 0.0; /* contracts are not called back */
    bo_rental_close(&b->world, 30.0);
    assert_near(b->company[OWNER].internal_inference_h100e, 600.0, 1e-9);
    assert_near(b->company[OWNER].internal_training_h100e, 0.0, 1e-9);
    b->owner[OWNER].policy.train_first_frac = 0.3;
    bo_rental_close(&b->world, 60.0);
    assert_near(b->company[OWNER].internal_inference_h100e, 420.0, 1e-9);
    assert_near(b->company[OWNER].internal_training_h100e, 180.0, 1e-9);
    b->company[OWNER].training_need_h100e = 100.0;
    bo_rental_close(&b->world, 90.0);
    assert_near(b->company[OWNER].internal_inference_h100e, 500.0, 1e-9);
    assert_near(b->company[OWNER].internal_training_h100e, 100.0, 1e-9);
    b->company[OWNER].training_need_h100e = 1e6;
    b->company[OWNER].inference_need_h100e = 200.0;
    bo_rental_close(&b->world, 120.0);
    assert_near(b->company[OWNER].internal_inference_h100e, 200.0, 1e-9);
    assert_near(b->company[OWNER].internal_training_h100e, 400.0, 1e-9);
}

static void what_a_lab_pays_is_what_lessors_earn_of_it(void **state)
{
    struct bench *b = *state;
    b->other_demand = 100.0;
    b->company[OWNER] = (struct bo_ai_company){.training_h100e = 1000.0};
    b->company[LAB] = (struct bo_ai_company){.rent_budget_usd_per_year = 500.0 * 8766.0};
    bo_rental_close(&b->world, 30.0);
    assert_true(b->company[LAB].leasing_cost_usd > 0.0);
    assert_near(b->company[OWNER].intra_leasing_usd, b->company[LAB].leasing_cost_usd, 1e-9);
    assert_true(b->company[OWNER].leasing_revenue_usd > b->company[OWNER].intra_leasing_usd);
}

static void prices_rise_again_when_capacity_runs_short(void **state)
{
    struct bench *b = *state;
    b->other_demand = 300.0;
    b->company[OWNER] = (struct bo_ai_company){.training_h100e = 1000.0};
    bo_rental_close(&b->world, 30.0);
    double plenty = b->economy.market[BO_MARKET_WORLD].on_demand_usd_per_h;
    b->other_demand = 3000.0;
    bo_rental_close(&b->world, 60.0);
    double short_of = b->economy.market[BO_MARKET_WORLD].on_demand_usd_per_h;
    assert_true(plenty < 2.0);
    assert_true(short_of > 2.0);
    assert_near(b->economy.market[BO_MARKET_WORLD].spot_usd_per_h, 0.5 * short_of, 1e-12);
}

/* A system of 8,766 USD an H100e is paid back in a year at 1 USD an hour, in four months at 3: where capacity for which
 * 3,000 ask would cost more, all is let at 3, and not all who ask are served. */
static void no_rent_pays_a_system_back_sooner_than_the_least(void **state)
{
    struct bench *b = *state;
    struct bo_ai_market *market = &b->economy.market[BO_MARKET_WORLD];
    b->other_demand = 3000.0;
    b->company[OWNER] = (struct bo_ai_company){.training_h100e = 1000.0};
    b->market.payback_least_days = BO_DAYS_PER_YEAR / 3.0;
    bo_rental_close(&b->world, 30.0);
    double free = market->on_demand_usd_per_h; /* while nobody knows what a system costs */
    market->system_usd_per_h100e = BO_DAYS_PER_YEAR * BO_HOURS_PER_DAY;
    bo_rental_close(&b->world, 60.0);
    assert_true(free > 3.1);
    assert_near(market->on_demand_usd_per_h, 3.0, 1e-12);
    assert_near(market->spot_usd_per_h, 1.5, 1e-12);
    assert_near(market->utilisation_frac, 1.0, 1e-12);
    assert_true(market->demand_h100e > 1.1 * market->supply_h100e);
    b->market.payback_least_days = 0.0; /* no limit */
    bo_rental_close(&b->world, 90.0);
    assert_near(market->on_demand_usd_per_h, free, 1e-6);
}

static void without_a_trade_the_price_stands(void **state)
{
    struct bench *b = *state;
    b->company[OWNER] = b->company[LAB] = (struct bo_ai_company){0};
    bo_rental_close(&b->world, 30.0);
    assert_near(b->economy.market[BO_MARKET_WORLD].on_demand_usd_per_h, 2.0, 0.0);
    assert_near(b->economy.market[BO_MARKET_WORLD].utilisation_frac, 0.0, 0.0);
}

/* Contracts of 100 months: 400 hours signed for at 1.6 are paid at that after rents have halved; a hundredth and what is
 * let beyond them is signed for at 0.8. */
static void hours_under_contract_are_paid_at_the_price_of_their_signing(void **state)
{
    struct bench *b = *state;
    b->market.contract_term_days = 100.0 * BO_DAYS_PER_MONTH;
    b->other_demand = 400.0;
    b->company[OWNER] = (struct bo_ai_company){.training_h100e = 1000.0};
    b->lessor.spare_frac = 0.0;
    bo_rental_close(&b->world, 30.0);
    double hours = 30.0 * 24.0;
    assert_near(b->company[OWNER].leasing_revenue_usd, 400.0 * 1.6 * hours, 1e-6);
    b->other_demand = 100.0; /* at half the price 400 again: 100 x 2^2 */
    bo_rental_close(&b->world, 60.0);
    assert_near(b->economy.market[BO_MARKET_WORLD].contract_usd_per_h, 0.8, 1e-6);
    double left = 400.0 * exp(-0.01);
    assert_near(b->company[OWNER].leasing_revenue_usd, (left * 1.6 + (400.0 - left) * 0.8) * hours,
                1e-6);
}

/* The lab rents 400 H100e for 1.6 USD each and owes half of them for 100 months: without a budget it pays for 200 times a hundredth
 * less at that, uses none, and next month for another hundredth less. */
static void what_is_committed_is_paid_used_or_not(void **state)
{
    struct bench *b = *state;
    b->market.contract_term_days = 100.0 * BO_DAYS_PER_MONTH;
    b->market.commitment_frac = 0.5;
    b->lessor.spare_frac = 0.0;
    b->company[OWNER] = (struct bo_ai_company){.training_h100e = 1000.0};
    b->company[LAB] = (struct bo_ai_company){.rent_budget_usd_per_year = 400.0 * 1.6 * 8766.0,
                                             .training_need_h100e = 1e6};
    bo_rental_close(&b->world, 30.0);
    assert_near(b->company[LAB].leased_in_h100e, 400.0, 1e-6);
    assert_near(bo_rental_signed_usd(&b->world, OWNER) / 8766.0, 400.0 * 1.6 * 100.0 / 12.0, 1e-6);
    assert_near(bo_rental_signed_usd(&b->world, LAB), 0.0, 0.0);
    for (int month = 1; month <= 2; month++) {
        b->company[LAB].rent_budget_usd_per_year = b->company[LAB].training_need_h100e = 0.0;
        bo_rental_close(&b->world, 30.0 + month);
        double owed = 200.0 * exp(-0.01 * month) * 1.6 * 8766.0;
        assert_near(b->company[LAB].rent_budget_usd_per_year, owed, 1e-6);
        assert_near(b->company[LAB].idle_h100e, b->company[LAB].leased_in_h100e, 1e-12);
        assert_true(b->company[LAB].leasing_cost_usd > 0.0);
    }
}

/* A lab rents the owner's 400 H100e at 1.6 USD and signs for half of them, for 100 months on average. */
static void let_to_a_lab(struct bench *b)
{
    static uint32_t lab_of[N] = {BO_NO_ROW, 0};
    static struct bo_lab lab;
    static struct bo_capital capital;
    static const char *name[] = {"Owner", "Lab"};
    lab = (struct bo_lab){.state = BO_LAB_AT_WORK};
    capital = (struct bo_capital){.n_labs = 1, .lab = &lab, .lab_of = lab_of};
    b->world.capital = &capital;
    b->world.ledger.name = name;
    b->world.facts = bo_facts_create(b->arena, bo_month_of_day(0), 12, NULL, 0);
    b->market.contract_term_days = 100.0 * BO_DAYS_PER_MONTH;
    b->market.commitment_frac = 0.5;
    b->lessor.spare_frac = 0.0;
    b->company[OWNER] = (struct bo_ai_company){.training_h100e = 1000.0};
    b->company[LAB] = (struct bo_ai_company){.rent_budget_usd_per_year = 400.0 * 1.6 * 8766.0,
                                             .rent_most_usd_per_year = 1e12};
    bo_rental_close(&b->world, 30.0);
}

/* Others want the 400 at half of the price when the lab is gone: of what the owner has signed half was the lab's, and is let anew at
 * 0.8 USD; without a default the hours stay at 1.6 but for a hundredth. */
static void a_tenant_that_ends_leaves_its_hours_at_the_price_of_the_day(void **state)
{
    struct bench *b = *state;
    let_to_a_lab(b);
    b->world.capital->lab[0].state = BO_LAB_ENDED;
    b->company[LAB].rent_budget_usd_per_year = 0.0;
    b->other_demand = 100.0;
    bo_rental_close(&b->world, 60.0);
    assert_near(b->economy.market[BO_MARKET_WORLD].contract_usd_per_h, 0.8, 1e-6);
    double left = 200.0 * exp(-0.01);
    assert_near(b->company[OWNER].leasing_revenue_usd, (left * 1.6 + (400.0 - left) * 0.8) * 720.0,
                1e-6);
    assert_int_equal(b->world.facts->n_events, 1);
    assert_string_equal(b->world.facts->event[0].kind, "commitment broken");
    assert_near(b->world.facts->event[0].amount, 200.0 * 1.6 * 8766.0 * 100.0 / 12.0 / 1e6, 1e-6);
    bo_rental_close(&b->world, 90.0);
    assert_int_equal(b->world.facts->n_events, 1); /* once */
}

/* It owes 198 H100e at 1.6 USD and can pay for 99: the other half is let anew, and it goes on with what is left. */
static void a_tenant_that_cannot_pay_for_all_keeps_what_it_can_pay_for(void **state)
{
    struct bench *b = *state;
    let_to_a_lab(b);
    double owed = 200.0 * exp(-0.01);
    b->company[LAB].rent_budget_usd_per_year = 0.0;
    b->company[LAB].rent_most_usd_per_year = owed / 2.0 * 1.6 * 8766.0;
    bo_rental_close(&b->world, 60.0);
    assert_near(b->company[LAB].rent_budget_usd_per_year, owed / 2.0 * 1.6 * 8766.0, 1e-6);
    assert_int_equal(b->world.facts->n_events, 1);
    assert_string_equal(b->world.facts->event[0].kind, "commitment broken");
    assert_near(b->world.facts->event[0].amount, owed / 2.0 * 1.6 * 8766.0 * 100.0 / 12.0 / 1e6,
                1e-6);
    b->company[LAB].rent_budget_usd_per_year = 0.0;
    bo_rental_close(&b->world, 90.0); /* a hundredth less runs on */
    assert_near(b->company[LAB].rent_budget_usd_per_year, owed / 2.0 * exp(-0.01) * 1.6 * 8766.0,
                1e-6);
    assert_int_equal(b->world.facts->n_events, 1);
}

/* It lets 400 of 1,000 and its customers need 800: of the 400, 200 are missing, and come back over a term of two months. */
static void a_lessor_takes_back_what_its_customers_need_as_contracts_end(void **state)
{
    struct bench *b = *state;
    b->market.contract_term_days = 2.0 * BO_DAYS_PER_MONTH;
    b->other_demand = 1e6;
    b->company[OWNER] =
        (struct bo_ai_company){.training_h100e = 1000.0, .inference_need_h100e = 800.0};
    bo_rental_close(&b->world, 30.0);
    double kept = 200.0 * (1.0 - exp(-0.5));
    assert_near(b->company[OWNER].leased_out_h100e, 400.0 - kept, 1e-9);
    assert_near(b->company[OWNER].internal_inference_h100e, 600.0 + kept, 1e-9);
    for (int i = 0; i < 24; i++) {
        bo_rental_close(&b->world, 60.0 + i);
    }
    assert_near(b->company[OWNER].internal_inference_h100e, 800.0, 1e-3);
    /* what a board trains first serves nobody: of the 600 left 100 train */
    b->company[OWNER].training_need_h100e = 100.0;
    b->owner[OWNER].policy.train_first_frac = 0.5;
    for (int i = 0; i < 24; i++) {
        bo_rental_close(&b->world, 90.0 + i);
    }
    assert_near(b->company[OWNER].leased_out_h100e, 100.0, 1e-3);
    assert_near(b->company[OWNER].internal_inference_h100e, 800.0, 1e-3);
    assert_near(b->company[OWNER].internal_training_h100e, 100.0, 1e-9);
    b->owner[OWNER].policy.train_first_frac = 0.0;
    b->market.contract_term_days = 0.0; /* without a term it never does */
    bo_rental_close(&b->world, 90.0);
    assert_near(b->company[OWNER].leased_out_h100e, 400.0, 1e-9);
}

/* ---- the other market ---- */

struct pair {
    struct bo_rental_market_param market[2];
    struct bo_lessor_param lessor[2];
    double abroad, let_there;
};

/* The owner lets all of 1,000 in the world's market for 1 USD; the lab's home is China's, where another lets 100 for 4. Of what is
 * spent there four fifths may go. */
static void open_both(struct bench *b, struct pair *two)
{
    b->lease_out = 1.0;
    two->abroad = 0.8;
    b->market.price_usd_per_h = 1.0;
    b->market.clear_days = 1e9; /* prices stand */
    two->market[0] = two->market[1] = b->market;
    two->market[1].market = BO_MARKET_CHINA;
    two->market[1].price_usd_per_h = 4.0;
    two->let_there = 100.0;
    two->market[1].other_supply_h100e = constant(&two->let_there, &b->day);
    two->market[1].abroad_max_frac = constant(&two->abroad, &b->day);
    two->market[1].abroad_cost_ratio = 2.0;
    two->market[1].abroad_weight = 3.0;
    two->market[1].abroad_lag_days = 1e-3;
    b->param.rental_market = two->market;
    b->param.n[BO_TABLE_RENTAL_MARKETS] = 2;
    bo_rental_open(&b->world);
    b->company[OWNER] = (struct bo_ai_company){.training_h100e = 1000.0};
    b->company[LAB] = (struct bo_ai_company){.market = BO_MARKET_CHINA,
                                             .rent_budget_usd_per_year = 100.0 * 8766.0,
                                             .training_need_h100e = 1e6};
}

/* An hour there costs half of one here: 0.8 / (1 + 0.5^3) of the lab's money goes, and buys hours at the contract price of 0.8. */
static void renters_turn_to_where_an_hour_costs_less(void **state)
{
    struct bench *b = *state;
    struct pair two = {0};
    open_both(b, &two);
    bo_rental_close(&b->world, 30.0);
    double frac = 0.8 / (1.0 + 0.125);
    const struct bo_ai_company *lab = &b->company[LAB];
    assert_near(lab->leased_abroad_h100e, 100.0 * frac / 0.8, 1e-6);
    assert_near(lab->leased_in_h100e - lab->leased_abroad_h100e, 100.0 * (1.0 - frac) / 3.2, 1e-6);
    assert_near(b->company[OWNER].intra_leasing_usd, 100.0 * frac * 720.0, 1e-6);
    assert_near(lab->leasing_cost_usd, 100.0 * 720.0, 1e-6);
    assert_near(lab->leased_in_h100e, lab->internal_training_h100e + lab->idle_h100e, 1e-9);
    assert_near(bo_rental_contract_usd_per_h(&b->world, LAB),
                1.0 / ((1.0 - frac) / 3.2 + frac / 0.8), 1e-6);
    assert_near(bo_rental_contract_usd_per_h(&b->world, OWNER), 0.8, 1e-6);
}

static void where_the_law_lets_nobody_go_all_stay(void **state)
{
    struct bench *b = *state;
    struct pair two = {0};
    open_both(b, &two);
    two.abroad = 0.0;
    bo_rental_close(&b->world, 30.0);
    assert_near(b->company[LAB].leased_abroad_h100e, 0.0, 0.0);
    assert_near(b->company[LAB].leased_in_h100e, 100.0 / 3.2, 1e-6);
    two.abroad = 0.8;
    two.market[1].abroad_cost_ratio = 1e6; /* or it costs too much */
    bo_rental_close(&b->world, 60.0);
    assert_near(b->company[LAB].leased_abroad_h100e, 0.0, 1e-9);
}

/* Half of what the lab rents at home is owed for 100 months: when all would go that stays. */
static void what_is_committed_stays_at_home(void **state)
{
    struct bench *b = *state;
    struct pair two = {0};
    open_both(b, &two);
    two.abroad = 0.0;
    two.market[1].contract_term_days = 100.0 * BO_DAYS_PER_MONTH;
    two.market[1].commitment_frac = 0.5;
    bo_rental_close(&b->world, 30.0);
    two.abroad = 1.0;
    two.market[1].abroad_cost_ratio = 1e-6;
    bo_rental_close(&b->world, 60.0);
    const struct bo_ai_company *lab = &b->company[LAB];
    assert_near((lab->leased_in_h100e - lab->leased_abroad_h100e) * 3.2, 50.0 * exp(-0.01), 1e-4);
}

/* 90 are wanted at home at 4 USD; those who go want 4 times as much, since an hour costs them half. */
static void others_turn_too(void **state)
{
    struct bench *b = *state;
    struct pair two = {0};
    double wanted = 90.0;
    open_both(b, &two);
    two.market[1].other_demand_h100e = constant(&wanted, &b->day);
    b->company[LAB].rent_budget_usd_per_year = 0.0;
    bo_rental_close(&b->world, 30.0);
    double frac = 0.8 / (1.0 + 0.125);
    assert_near(b->economy.market[BO_MARKET_WORLD].demand_h100e, 90.0 * frac * 4.0, 1e-6);
    assert_near(b->economy.market[BO_MARKET_CHINA].demand_h100e, 90.0 * (1.0 - frac), 1e-6);
    assert_near(b->company[OWNER].leased_out_h100e, 90.0 * frac * 4.0, 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_strategy_says_how_much_is_let, start, end),
        cmocka_unit_test_setup_teardown(a_board_may_train_before_it_serves, start, end),
        cmocka_unit_test_setup_teardown(who_is_no_laboratory_rents_what_its_users_lack, start, end),
        cmocka_unit_test(the_clearing_price_has_its_closed_forms),
        cmocka_unit_test_setup_teardown(hours_under_contract_are_paid_at_the_price_of_their_signing,
                                        start, end),
        cmocka_unit_test_setup_teardown(
            a_lessor_takes_back_what_its_customers_need_as_contracts_end, start, end),
        cmocka_unit_test_setup_teardown(what_is_committed_is_paid_used_or_not, start, end),
        cmocka_unit_test_setup_teardown(a_tenant_that_ends_leaves_its_hours_at_the_price_of_the_day,
                                        start, end),
        cmocka_unit_test_setup_teardown(a_tenant_that_cannot_pay_for_all_keeps_what_it_can_pay_for,
                                        start, end),
        cmocka_unit_test_setup_teardown(uses_add_up_to_sources, start, end),
        cmocka_unit_test_setup_teardown(a_slump_halves_what_others_want, start, end),
        cmocka_unit_test_setup_teardown(users_come_before_training, start, end),
        cmocka_unit_test_setup_teardown(what_serving_leaves_trains, start, end),
        cmocka_unit_test_setup_teardown(what_a_lab_pays_is_what_lessors_earn_of_it, start, end),
        cmocka_unit_test_setup_teardown(prices_rise_again_when_capacity_runs_short, start, end),
        cmocka_unit_test_setup_teardown(no_rent_pays_a_system_back_sooner_than_the_least, start,
                                        end),
        cmocka_unit_test_setup_teardown(without_a_trade_the_price_stands, start, end),
        cmocka_unit_test_setup_teardown(renters_turn_to_where_an_hour_costs_less, start, end),
        cmocka_unit_test_setup_teardown(where_the_law_lets_nobody_go_all_stay, start, end),
        cmocka_unit_test_setup_teardown(what_is_committed_stays_at_home, start, end),
        cmocka_unit_test_setup_teardown(others_turn_too, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
