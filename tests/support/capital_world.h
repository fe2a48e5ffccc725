/* capital_world.h - a world of one rich company, a poor one and a laboratory, for tests of the capital market. The
 * numbers are round and stand for nothing. */
#ifndef BUILDOUT_TESTS_CAPITAL_WORLD_H
#define BUILDOUT_TESTS_CAPITAL_WORLD_H

#include "near.h"

#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/capital.h"

enum { GIANT, LAB, POOR, N_COMPANIES };

#define BN 1e9
#define MN 1e6
#define MONTHS 24

struct capital_world {
    struct bo_arena *arena;
    struct bo_world world;
    struct bo_param param;
    struct bo_capital_param capital;
    struct bo_finance_param finance;
    struct bo_lab_param lab;
    struct bo_ai_budget_param budget;
    struct bo_company_param company_param[N_COMPANIES];
    struct bo_company company[N_COMPANIES];
    struct bo_ai_economy economy;
    struct bo_ai_company ai[N_COMPANIES];
    const char *name[N_COMPANIES];
    double rate, frontier_cost, limit, no_limit, endless, patron[N_COMPANIES];
    int32_t day;
};

static inline struct bo_path constant_path(double *value, int32_t *day)
{
    return (struct bo_path){.v = {1, value}, .day = day, .scale = 1.0};
}

static inline struct bo_dist exactly(double x)
{
    return (struct bo_dist){.kind = BO_DIST_CONSTANT, .p = {x}};
}

/* Everything that can be neutral is; each test sets what it is about, then calls bo_capital_open. */
static inline void set_capital(struct capital_world *w)
{
    w->capital = (struct bo_capital_param){
        .shock_day = w->world.start_day + 100000, /* never */
        .response_stage_days = 2.0 * BO_DAYS_PER_MONTH,
        .ratchet_lag_days = 1e-6,
        .ratchet_floor_frac = 0.01,
        .limit_stretch_ratio = 2.0,
        .limit_stretch_growth = 0.5,
        .limit_stretch_use_frac = 1.0,
        .run_rate_multiple = 40.0,
        .option_stage_days = BO_DAYS_PER_MONTH,
        .round_runway_days = BO_DAYS_PER_YEAR,
        .round_eager_ratio = 100.0,
        .round_size_days = BO_DAYS_PER_YEAR,
        .round_dilution_frac = 0.2,
        .rent_cover_days = BO_DAYS_PER_MONTH,
        .round_depth_usd_per_year = constant_path(&w->endless, &w->day),
        .round_delay_days = exactly(10.0),
        .investor_limit_frac = 0.1,
        .line_run_rate_usd = BN,
        .line_until_day = INT32_MAX,
        .plan_horizon_days = BO_DAYS_PER_YEAR,
        .plan_rise_days = 1e-6,
        .plan_fall_days = 1e-6,
        .burn_lag_days = 1e-6,
        .application_frac = 0.1,
        .near_frontier_frac = 0.2,
        .frontier_lag_days = 1e-6,
        .exit_stay_days = 2.5 * BO_DAYS_PER_YEAR,
        .exit_runway_days = 18.0 * BO_DAYS_PER_MONTH,
        .exit_delay_days = exactly(20.0),
        .recovery_ratio = exactly(0.5),
        .licence_frac = 1.0,
        .rescue_frac = 1.0,
        .acquirer_limit_frac = 0.05,
        .acquirer_patron_ratio = 1.0,
        .offer_ratio = exactly(2.0),
        .gap_data_centre_ratio = 2.0,
        .gap_margin_frac = 0.5,
        .gap_life_days = BO_DAYS_PER_YEAR,
        .sentiment_lag_days = 1e-6,
        .sentiment_max_log = 1.0,
        .frontier_cost_usd_per_year = constant_path(&w->frontier_cost, &w->day)};
}

static inline void start_capital(struct capital_world *w)
{
    *w = (struct capital_world){.frontier_cost = BN,
                                .limit = 0.4,
                                .endless = (double)INFINITY,
                                .name = {"Giant", "Lab", "Poor"}};
    assert_int_equal(bo_arena_create((size_t)1 << 26, false, &w->arena, NULL), 0);
    w->finance.base_rate_per_year = constant_path(&w->rate, &w->day);
    w->company_param[GIANT].operating_cash_flow_usd_per_year = 100.0 * BN;
    w->company_param[POOR].operating_cash_flow_usd_per_year = BN;
    w->company_param[LAB].cash_usd = 300.0 * MN;
    for (int c = 0; c < N_COMPANIES; c++) {
        w->company_param[c].capex_limit_ratio =
            constant_path(c == GIANT ? &w->limit : &w->no_limit, &w->day);
        w->company[c] = (struct bo_company){.param = &w->company_param[c], .alive = true};
        w->company[c].policy.ai_plan_ratio = 1.0;
        w->company[c].policy.capex_limit_ratio = 1.0;
        w->company[c].policy.exit_ratio = w->company[c].policy.give_up_ratio = 1.0;
        w->company[c].ocf.ttm = w->company_param[c].operating_cash_flow_usd_per_year;
    }
    w->lab = (struct bo_lab_param){.entry = {"Lab", "Lab", 77},
                                   .rounds_until_day = INT32_MAX,
                                   .last_round_day = INT32_MAX,
                                   .acquirer = BO_NO_ROW,
                                   .company = LAB,
                                   .frontier = true,
                                   .raised_usd = 400.0 * MN,
                                   .valuation_usd = BN,
                                   .option_usd = 1.5 * BN,
                                   .patron_share = {N_COMPANIES, w->patron},
                                   .research_usd_per_year = 240.0 * MN,
                                   .exit_ratio = 1.0,
                                   .stay_ratio = 1.0,
                                   .buys_within_days = (double)INFINITY,
                                   .doubt_ratio = 1.0,
                                   .give_up_ratio = 1.0,
                                   .offer_ratio = 1.0};
    w->budget = (struct bo_ai_budget_param){.entry = {"Giant", "Giant", 78},
                                            .company = GIANT,
                                            .calm_frac = 0.04,
                                            .response_frac = 0.08,
                                            .ratchet_ratio = 1.0};
    w->economy = (struct bo_ai_economy){.n_companies = N_COMPANIES, .company = w->ai};
    w->param = (struct bo_param){
        .capital = &w->capital, .lab = &w->lab, .ai_budget = &w->budget, .finance = &w->finance};
    w->param.n[BO_TABLE_CAPITAL] = w->param.n[BO_TABLE_LABS] = 1;
    w->param.n[BO_TABLE_AI_BUDGETS] = 1;
    w->world = (struct bo_world){.arena = w->arena,
                                 .param = &w->param,
                                 .rng = {.seed = 5},
                                 .start_day = bo_day_of(2022, 1, 1),
                                 .n_months = MONTHS,
                                 .n_companies = N_COMPANIES,
                                 .company = w->company,
                                 .ai_economy = &w->economy};
    w->world.draw_key = bo_rng_run_key(&w->world.rng);
    w->world.ledger.name = w->name;
    w->world.facts =
        bo_facts_create(w->arena, bo_month_of_day(w->world.start_day), MONTHS, NULL, 0);
    w->world.ledger.n_parties = N_COMPANIES;
    set_capital(w);
}

static inline int capital_setup(void **state)
{
    static struct capital_world w;
    start_capital(&w);
    *state = &w;
    return 0;
}

static inline int capital_teardown(void **state)
{
    struct capital_world *w = *state;
    bo_arena_free(w->arena);
    return 0;
}

/* What the rental market would do: the lab rents what it has a budget for. */
static inline void rent_as_planned(struct capital_world *w)
{
    w->ai[LAB].leasing_cost_usd = w->ai[LAB].rent_budget_usd_per_year / 12.0;
}

static inline double close_month(struct capital_world *w)
{
    double day = BO_DAYS_PER_MONTH * (w->world.month + 1);
    w->world.day = day;
    bo_capital_close(&w->world, day);
    w->world.month++;
    return day;
}

/* Does what is due, as the agenda would. */
static inline void do_deals(struct capital_world *w, double until_day)
{
    struct bo_capital *c = w->world.capital;
    for (uint32_t i = 0; i < c->n_deals; i++) {
        if (!c->deal[i].done && c->deal[i].day <= until_day) {
            if (c->deal[i].kind == BO_DEAL_ROUND) {
                bo_capital_fund(&w->world, i, c->deal[i].day);
            } else {
                bo_capital_exit(&w->world, i, c->deal[i].day);
            }
        }
    }
}

#define CAPITAL_TEST(test) cmocka_unit_test_setup_teardown(test, capital_setup, capital_teardown)

#endif
