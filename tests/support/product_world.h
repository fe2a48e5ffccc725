/* product_world.h - three companies of one market that sell tokens, made by hand: round numbers, no scenario.
 *
 * Leader holds its price, Follower answers cuts, Cutter sells at cost. All have 1000 H100e for serving at 2 USD an hour;
 * a million tokens take an H100e-hour at quality 100 on the first day and the fleet is used by half: 4 USD.
 */
#ifndef BUILDOUT_TESTS_PRODUCT_WORLD_H
#define BUILDOUT_TESTS_PRODUCT_WORLD_H

#include "near.h"

#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/product.h"

enum { LEADER, FOLLOWER, CUTTER, N_SELLERS };
enum { SUBSCRIPTION, API, AGENTS, CLOUD, UPLIFT, N_SEGMENTS };
#define NEVER INT32_MAX

struct product_world {
    struct bo_arena *arena;
    struct bo_param param;
    struct bo_company_param company[N_SELLERS];
    struct bo_offer_param offer[N_SELLERS];
    struct bo_segment_param segment[N_SEGMENTS];
    struct bo_competition_param competition;
    struct bo_demand_param demand;
    struct bo_company state[N_SELLERS];
    struct bo_ai_company ai_company[N_SELLERS];
    struct bo_ai_economy ai;
    struct bo_world world;
    double one, ai_index;
    int32_t any_day;
    double learnt[2]; /* efficiency: log on the first day and a year later */
    int32_t learnt_day[2];
};

static inline struct bo_dist product_uniform(double low, double high)
{
    return (struct bo_dist){.kind = BO_DIST_UNIFORM, .p = {low, high}};
}

static inline struct bo_dist product_constant(double x)
{
    return (struct bo_dist){.kind = BO_DIST_CONSTANT, .p = {x}};
}

static inline void product_segments(struct product_world *w)
{
    for (int i = 0; i < N_SEGMENTS; i++) {
        w->segment[i] = (struct bo_segment_param){
            .kind = i,
            .paying_frac = {1.0, 1.0},
            .required_success_frac = 0.5,
            .task_median_days = 1.0,
            .task_sigma = 1.0,
            .reference_price_usd = 10.0,
            .hassle_usd = 0.1,
            .elasticity = 1.0,
            .price_weight = 2.0,
            .outside_utility = -30.0,
            .use_index = {.v = {.n = 1, .value = &w->one}, .day = &w->any_day, .scale = 1.0}};
    }
}

static inline void product_sellers(struct product_world *w)
{
    static const char *const key[] = {"Leader", "Follower", "Cutter"};
    static const int posture[] = {BO_POSTURE_HOLD, BO_POSTURE_MATCH, BO_POSTURE_CUT};
    for (int i = 0; i < N_SELLERS; i++) {
        w->company[i].entry = (struct bo_entry){key[i], key[i], bo_key_hash(key[i])};
        w->company[i].currency = BO_NO_ROW;
        w->state[i] = (struct bo_company){.param = &w->company[i], .alive = true, .fx_start = 1.0};
        w->offer[i] = (struct bo_offer_param){.company = (uint32_t)i,
                                              .hours_ratio = 1.0,
                                              .paying_ratio = 1.0,
                                              .posture = posture[i],
                                              .from_day = {NEVER, 0, NEVER, NEVER, NEVER}};
        w->ai_company[i] = (struct bo_ai_company){.quality_eci = 100.0,
                                                  .training_h100e = 1000.0,
                                                  .inference_h100e = 1000.0,
                                                  .internal_inference_h100e = 1000.0,
                                                  .chip_hour_cost_usd = 2.0};
    }
}

/* Before bo_product_open, so that a test may still change what it likes. */
static inline void product_make(struct product_world *w)
{
    struct bo_err err;
    memset(w, 0, sizeof *w);
    assert_int_equal(bo_arena_create((size_t)64 << 20, false, &w->arena, &err), BO_OK);
    w->one = w->ai_index = 1.0;
    w->demand.ai_index = (struct bo_path){.v = {1, &w->ai_index}, .day = &w->any_day, .scale = 1.0};
    product_segments(w);
    product_sellers(w);
    w->competition = (struct bo_competition_param){
        .reference_eci = 100.0,
        .task_at_reference_days = 1.0,
        .eci_per_doubling = 5.0,
        .step_error_ratio = {.v = {1, &w->one}, .day = &w->any_day, .scale = 1.0},
        .hours_per_mtok = 1.0,
        .serving_use_frac = 0.5,
        .headroom_ratio = 1.0,
        .free_use_frac = 1.0,
        .use_limit_ratio = (double)INFINITY,
        .outside_price_ratio = 1.0,
        .margin_max_frac = 0.8,
        .release_eci = 1.0,
        .revision_frac = 1.0,
        .cut_trigger_frac = 0.5,
        .reply_days = product_uniform(0.0, 7.0),
        .war_price_ratio = product_uniform(0.0, 1.0),
        .war_days = product_constant(500.0),
        .slip_days = product_constant(30.0),
        .cloud_markup_ratio = 1.8};
    w->param.segment = w->segment;
    w->param.competition = &w->competition;
    w->param.demand = &w->demand;
    w->param.offer = w->offer;
    w->param.company = w->company;
    w->param.n[BO_TABLE_SEGMENTS] = N_SEGMENTS;
    w->param.n[BO_TABLE_COMPETITION] = 1;
    w->param.n[BO_TABLE_OFFERS] = N_SELLERS;
    w->param.n[BO_TABLE_COMPANIES] = N_SELLERS;
    w->ai = (struct bo_ai_economy){.n_companies = N_SELLERS, .company = w->ai_company};
    w->world = (struct bo_world){.arena = w->arena,
                                 .param = &w->param,
                                 .rng = {.seed = 1},
                                 .n_companies = N_SELLERS,
                                 .company = w->state,
                                 .ai_economy = &w->ai,
                                 .month_days = BO_DAYS_PER_MONTH};
    for (int k = 0; k < BO_N_MARKETS; k++) {
        w->ai.market[k].contract_usd_per_h = 3.0;
    }
}

static inline void product_free(struct product_world *w)
{
    bo_arena_free(w->arena);
}

/* Tokens of a fixed quality need less by so much, in logs, a year (of 365 days). */
static inline void product_learns(struct product_world *w, double per_year)
{
    w->learnt[1] = per_year;
    w->learnt_day[1] = 365;
    w->competition.efficiency_log = (struct bo_path){
        .v = {.n = 2, .value = w->learnt}, .day = w->learnt_day, .extrapolate = true, .scale = 1.0};
}

/* One month of BO_DAYS_PER_MONTH days. */
static inline void product_month(struct product_world *w)
{
    w->world.day += w->world.month_days;
    bo_product_close(&w->world, w->world.day);
    w->world.month++;
}

/* Answers that fall due before the next month ends, in the order of their days. */
static inline void product_answers(struct product_world *w, uint32_t from)
{
    struct bo_products *s = w->world.products;
    for (uint32_t i = from; i < s->n_replies; i++) {
        bo_product_reply(&w->world, s->reply[i].company, s->reply[i].day);
    }
}

/* 1000 users, of whom a twentieth pays 20 USD and uses ten tokens where the others use two. */
static inline void sell_subscriptions(struct product_world *w)
{
    struct bo_segment_param *s = &w->segment[SUBSCRIPTION];
    s->paying_frac[BO_MARKET_WORLD] = 0.05;
    s->reference_price_usd = 20.1; /* price and hassle */
    s->use_per_user = 2.0;
    s->use_per_payer = 8.0;
    w->offer[LEADER].from_day[BO_SEGMENT_SUBSCRIPTION] = 0;
    w->offer[LEADER].opening_users[BO_SEGMENT_SUBSCRIPTION] = 1000.0;
    w->offer[LEADER].price_usd[BO_SEGMENT_SUBSCRIPTION] = 20.0;
}

static inline int product_setup(void **state)
{
    static struct product_world w;
    product_make(&w);
    *state = &w;
    return 0;
}

static inline int product_teardown(void **state)
{
    product_free(*state);
    return 0;
}

#define PRODUCT_TEST(test) cmocka_unit_test_setup_teardown(test, product_setup, product_teardown)

#endif
