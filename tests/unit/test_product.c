/* A month of the product market: who sells what, tokens served and dropped, revenue, the cloud, uplift, netting. */
#include "product_world.h"

#include "buildout/model/adoption.h"
#include "buildout/model/cloud_ai.h"
#include "buildout/model/share.h"

/* A name by which a fifth as many pay: 10 of 1000 users, and 200 USD. */
static void fewer_pay_for_some_names(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->offer[LEADER].paying_ratio = 0.2;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->ai_company[LEADER].users, 1000.0, 1e-12);
    assert_near(w->ai_company[LEADER].paying_users, 10.0, 1e-12);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 200.0, 1e-12);
}

static void without_a_market_there_are_no_products(void **state)
{
    struct product_world *w = *state;
    w->param.n[BO_TABLE_OFFERS] = 0;
    bo_product_open(&w->world);
    assert_null(w->world.products);
    bo_product_close(&w->world, 31.0);
    w->param.n[BO_TABLE_OFFERS] = N_SELLERS;
    w->world.ai_economy = NULL;
    bo_product_open(&w->world);
    assert_null(w->world.products);
}

/* 1000 users, 50 pay 20 USD: 1000 USD. Tokens: 950 x 2 + 50 x 10 = 2400 M, two hours each (half used): 4800 H100e-hours
 * of 730.5 a month: 6.571 H100e. Cost 2400 x 4 = 9600 USD on 1000. */
static void subscriptions_are_users_who_pay(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    bo_product_open(&w->world);
    product_month(w);
    const struct bo_ai_company *c = &w->ai_company[LEADER];
    assert_near(c->users, 1000.0, 1e-12);
    assert_near(c->paying_users, 50.0, 1e-12);
    assert_near(c->product_revenue_usd, 1000.0, 1e-12);
    assert_near(c->tokens, 2.4e9, 1e-12);
    assert_near(c->inference_need_h100e, 4800.0 / 730.5, 1e-12);
    assert_near(w->world.products->company[LEADER].margin_frac, 1.0 - 9.6, 1e-12);
    assert_near(w->ai.ai_revenue_netted_usd, 1000.0, 1e-12);
    assert_near(w->ai_company[FOLLOWER].users, 0.0, 0.0);
}

/* Half of the users, payers, tokens and money of the test above; those who took it up are still there. */
static void a_slump_halves_what_is_bought(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->ai_index = 0.5;
    bo_product_open(&w->world);
    product_month(w);
    const struct bo_ai_company *c = &w->ai_company[LEADER];
    assert_near(c->users, 500.0, 1e-12);
    assert_near(c->paying_users, 25.0, 1e-12);
    assert_near(c->product_revenue_usd, 500.0, 1e-12);
    assert_near(c->tokens, 1.2e9, 1e-12);
    assert_near(w->world.products->segment[SUBSCRIPTION][BO_MARKET_WORLD].adopters, 1000.0, 1e-12);
}

static double utility(const struct product_world *w, uint32_t segment, uint32_t company)
{
    struct bo_share_measure measure = bo_share_measure(&w->world, segment, BO_MARKET_WORLD);
    return bo_share_utility(&w->world, segment, company, &measure);
}

/* A follower gives away what the leader sells at 20 USD, 20.1 with the hassle of 0.1, and is not much better off for it: of those
 * who use it a twentieth pays, so it gains 2 ln(201)/20 in utility. Were seats sold, it would gain all of
 * 2 ln(201). */
static void few_choose_a_subscription_by_its_price(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->offer[FOLLOWER].from_day[BO_SEGMENT_SUBSCRIPTION] = 0;
    bo_product_open(&w->world);
    w->ai_company[FOLLOWER].quality_eci = w->ai_company[LEADER].quality_eci;
    double gain = utility(w, SUBSCRIPTION, FOLLOWER) - utility(w, SUBSCRIPTION, LEADER);
    assert_near(gain, 2.0 * 0.05 * bo_log(201.0), 1e-12);
    w->segment[SUBSCRIPTION].kind = BO_SEGMENT_AGENTS;
    w->offer[LEADER].price_usd[BO_SEGMENT_AGENTS] = 20.0;
    w->offer[LEADER].from_day[BO_SEGMENT_AGENTS] = w->offer[FOLLOWER].from_day[BO_SEGMENT_AGENTS] =
        0;
    gain = utility(w, SUBSCRIPTION, FOLLOWER) - utility(w, SUBSCRIPTION, LEADER);
    assert_near(gain, 2.0 * bo_log(201.0), 1e-12);
}

/* Two clouds of a size and bill, of whose own models one is known and the other not: what the name is worth in the cloud, not what it
 * is worth for tokens; without one that it is worth for tokens. */
static void a_cloud_has_a_name_of_its_own(void **state)
{
    struct product_world *w = *state;
    for (int i = LEADER; i <= FOLLOWER; i++) {
        w->company[i].cloud_revenue_usd_per_year = 1e9;
        w->offer[i].from_day[BO_SEGMENT_CLOUD] = 0;
        w->offer[i].cloud_brand = (double)INFINITY;
    }
    w->offer[FOLLOWER].business_brand = -2.0;
    bo_product_open(&w->world);
    w->world.products->lowest_cost_usd[BO_MARKET_WORLD] = 1.0;
    assert_near(utility(w, CLOUD, FOLLOWER) - utility(w, CLOUD, LEADER), -2.0, 1e-12);
    w->offer[FOLLOWER].cloud_brand = -0.5;
    assert_near(utility(w, CLOUD, FOLLOWER) - utility(w, CLOUD, LEADER), -0.5, 1e-12);
    w->ai_company[LEADER].price_usd_per_mtok = w->ai_company[FOLLOWER].price_usd_per_mtok = 1.0;
    assert_near(utility(w, API, FOLLOWER) - utility(w, API, LEADER), -2.0, 1e-12);
}

static double use_ratio(const struct product_world *w, const struct bo_segment_param *segment,
                        double quality_eci)
{
    const struct bo_competition_param *p = &w->competition;
    return bo_adoption_use_ratio(p, segment, quality_eci,
                                 bo_adoption_mean_use(p, segment, p->reference_eci));
}

/* Ten points above the model that use is given at, with tokens in proportion to length: the mean length of what is done. */
static void better_models_are_asked_for_more_tokens(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    bo_product_open(&w->world);
    product_month(w);
    double before = w->ai_company[LEADER].tokens;
    w->segment[SUBSCRIPTION].use_length_exponent = 1.0;
    w->ai_company[LEADER].quality_eci = w->competition.reference_eci + 10.0;
    double ratio = use_ratio(w, &w->segment[SUBSCRIPTION], w->ai_company[LEADER].quality_eci);
    product_month(w);
    assert_true(ratio > 1.1);
    assert_near(w->ai_company[LEADER].tokens, before * ratio, 1e-9);
}

/* Chips with much memory and few FLOP/s: 250 H100e as they train serve as 1000 H100. 4800 hours of an H100 then take 1200 of theirs,
 * and as each costs 2 USD the tokens cost a quarter. Half of them let and 125 rented, of a market whose machines serve as much
 * as they train: half serve four times, half once. */
static void chips_that_serve_better_than_they_train_need_fewer_hours(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    struct bo_ai_company *c = &w->ai_company[LEADER];
    c->training_h100e = c->internal_inference_h100e = 250.0;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(bo_ai_serving_ratio(&w->world, LEADER), 4.0, 1e-12);
    assert_near(c->inference_need_h100e, 1200.0 / 730.5, 1e-12);
    assert_near(c->cost_usd_per_mtok, 1.0, 1e-12);
    c->leased_out_h100e = c->leased_in_h100e = 125.0;
    w->ai.market[BO_MARKET_WORLD].serving_ratio = 1.0;
    assert_near(bo_ai_serving_ratio(&w->world, LEADER), 2.5, 1e-12);
    c->training_h100e = c->inference_h100e = 0.0; /* rents all */
    assert_near(bo_ai_serving_ratio(&w->world, LEADER), 1.0, 1e-12);
    w->ai.market[BO_MARKET_WORLD].serving_ratio = 1.5;
    assert_near(bo_ai_serving_ratio(&w->world, LEADER), 1.5, 1e-12);
}

/* Tokens given away are asked for until their effort is what holds users back. It is a task's: where a task takes as many times
 * the tokens, a million of them take as much less of it. A user's 10 M at 10 USD are 1000 at no price, as the effort is a hundredth
 * of that price and the elasticity 1; the ratio comes once for the tokens of a task and once for the tasks of an effort. */
static void longer_tasks_take_less_effort_a_token(void **state)
{
    struct product_world *w = *state;
    struct bo_segment_param *api = &w->segment[API];
    api->use_per_user = 10.0;
    w->offer[LEADER].opening_users[BO_SEGMENT_API] = 1.0;
    bo_product_open(&w->world);
    assert_near(bo_share_hassle_usd(&w->world, API, 110.0), 0.1, 1e-12);
    api->use_length_exponent = 1.0;
    double ratio = use_ratio(w, api, 110.0);
    assert_true(ratio > 1.1);
    assert_near(bo_share_hassle_usd(&w->world, API, 110.0), 0.1 / ratio, 1e-12);
    assert_near(bo_share_hassle_usd(&w->world, SUBSCRIPTION, 110.0), 0.1, 1e-12);
    w->ai_company[LEADER].quality_eci = 110.0;
    w->offer[LEADER].posture = BO_POSTURE_CUT;
    w->ai_company[LEADER].chip_hour_cost_usd = 0.0; /* sold at cost, which is nothing */
    product_month(w);
    assert_near(w->world.products->company[LEADER].mtok_wanted, 10.0 * 100.0 * ratio * ratio, 1e-6);
}

/* Doubled in a year; a year behind what was expected of models, half of that in logs is missing. */
static void use_that_comes_with_better_models_waits_for_them(void **state)
{
    struct product_world *w = *state;
    struct bo_segment_param *api = &w->segment[API];
    static const int32_t day[] = {0, 365};
    static double twice[] = {1.0, 2.0};
    bo_product_open(&w->world);
    api->use_index = (struct bo_path){
        .v = {.n = 2, .value = twice}, .day = day, .shape = BO_PATH_GEOMETRIC, .scale = 1.0};
    w->ai.ahead_days = -365.0;
    assert_near(bo_share_use_ratio(&w->world, API, 100.0, 365.0), 2.0, 1e-12);
    api->use_with_models_frac = 0.5;
    assert_near(bo_share_use_ratio(&w->world, API, 100.0, 365.0), sqrt(2.0), 1e-12);
    w->ai.ahead_days = 0.0;
}

/* What a company cannot serve is dropped and told: 4800 hours are wanted; with 1 H100e 730.5 hours serve 365.25 M of the
 * 500 M paid tokens and no free ones. The need is that of all. */
static void tokens_beyond_the_compute_are_dropped_and_told(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->ai_company[LEADER].internal_inference_h100e = 1.0;
    bo_product_open(&w->world);
    product_month(w);
    const struct bo_product_company *c = &w->world.products->company[LEADER];
    assert_near(c->mtok_served, 365.25, 1e-12);
    assert_near(c->mtok_unmet, 2400.0 - 365.25, 1e-12);
    assert_near(c->own_h100e, 1.0, 1e-12);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 1000.0 * 365.25 / 500.0, 1e-12);
    assert_near(w->ai_company[LEADER].inference_need_h100e, 4800.0 / 730.5, 1e-12);
}

/* Payers take 1000 hours of 1.3689 H100e: 1 serves, 0.2 stand idle, and of what trains a board that keeps 60 % of it first lets
 * 0.08 go: 1.28 serve 467.52 M of the 500 M. What a board that keeps none lacks comes out of training. */
static void payers_are_served_by_what_idles_and_then_by_what_trains(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    struct bo_ai_company *c = &w->ai_company[LEADER];
    c->internal_inference_h100e = 1.0;
    c->internal_training_h100e = c->idle_h100e = 0.2;
    w->state[LEADER].policy.train_first_frac = 0.6;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(c->product_revenue_usd, 1000.0 * 467.52 / 500.0, 1e-12);
    assert_near(c->internal_inference_h100e, 1.28, 1e-12);
    assert_near(c->internal_training_h100e, 0.12, 1e-12);
    assert_near(c->idle_h100e, 0.0, 1e-12);
    c->internal_inference_h100e = 1.0;
    c->internal_training_h100e = 3.0;
    w->state[LEADER].policy.train_first_frac = 0.0;
    product_month(w);
    assert_near(c->product_revenue_usd, 1000.0, 1e-12);
    assert_near(c->internal_inference_h100e, 1000.0 / 730.5, 1e-12);
    assert_near(c->internal_training_h100e, 4.0 - 1000.0 / 730.5, 1e-12);
}

/* 10 firms x 100 Mtok at p0 = 8.1 less hassle: Leader's price of 8 gives V = V0, 1000 Mtok x 8 USD. A fifth is sold on. */
static void tokens_are_sold_at_the_list_price_and_netted(void **state)
{
    struct product_world *w = *state;
    w->segment[API].reference_price_usd = 8.1;
    w->segment[API].use_per_user = 100.0;
    w->segment[API].resold_frac = 0.2;
    w->offer[LEADER].opening_users[BO_SEGMENT_API] = 10.0;
    w->offer[LEADER].price_usd[BO_SEGMENT_API] = 8.0;
    w->ai_company[LEADER].leasing_revenue_usd = 700.0;
    w->ai_company[LEADER].intra_leasing_usd = 300.0;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->ai_company[LEADER].price_usd_per_mtok, 8.0, 1e-12);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 8000.0, 1e-12);
    assert_near(w->ai_company[LEADER].users, 0.0, 0.0); /* firms are not users */
    assert_near(w->ai.ai_revenue_netted_usd, 8000.0 * 0.8 + 400.0, 1e-12);
    assert_near(w->ai.market[BO_MARKET_WORLD].frontier_price_usd_per_mtok, 8.0, 1e-12);
    assert_near(w->ai.market[BO_MARKET_CHINA].frontier_price_usd_per_mtok, 0.0, 0.0);
}

/* ChatGPT's launch: nothing before the day, people take it up after it. p = 0.02 of 1000 in a month. */
/* The close of December stands on the first of January: what begins then is not December's; at the opening it is there, and what
 * begins on another day is there on that day. */
static void what_begins_on_the_first_is_not_of_the_month_before(void **state)
{
    (void)state;
    struct bo_world world = {.start_day = bo_day_of(2025, 12, 1)};
    const int32_t january = bo_day_of(2026, 1, 1), sixth = bo_day_of(2025, 12, 6);
    assert_true(bo_world_begun(&world, world.start_day, 0.0));
    assert_false(bo_world_begun(&world, sixth, 4.9));
    assert_true(bo_world_begun(&world, sixth, 5.0));
    assert_false(bo_world_begun(&world, january, 31.0));
    assert_true(bo_world_begun(&world, january, 32.0));
}

static void nothing_is_sold_before_an_offer_begins(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->offer[LEADER].opening_users[BO_SEGMENT_SUBSCRIPTION] = 0.0;
    w->offer[LEADER].from_day[BO_SEGMENT_SUBSCRIPTION] = 40;
    w->segment[SUBSCRIPTION].potential_users[BO_MARKET_WORLD] = 1000.0;
    w->segment[SUBSCRIPTION].innovation_per_year = 0.24;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->ai_company[LEADER].users, 0.0, 0.0);
    product_month(w);
    assert_near(w->ai_company[LEADER].users, 1000.0 * (1.0 - bo_exp(-0.02)), 1e-9);
}

static void in_china_people_do_not_pay(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->segment[SUBSCRIPTION].paying_frac[BO_MARKET_CHINA] = 0.0;
    w->ai_company[LEADER].market = BO_MARKET_CHINA;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->ai_company[LEADER].users, 1000.0, 1e-12);
    assert_near(w->ai_company[LEADER].paying_users, 0.0, 0.0);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 0.0, 0.0);
}

/* Seats whose tasks the model does: half of 200, no slips; a tenth would pay: at p = 0.24 1.98 of 100 in a month. */
static void agents_wait_for_reliable_models(void **state)
{
    struct product_world *w = *state;
    struct bo_segment_param *s = &w->segment[AGENTS];
    s->gated = true;
    s->potential_users[BO_MARKET_WORLD] = 200.0;
    s->paying_frac[BO_MARKET_WORLD] = 0.1;
    s->innovation_per_year = 0.24;
    s->reference_price_usd = 30.1;
    w->offer[LEADER].from_day[BO_SEGMENT_AGENTS] = 0;
    w->offer[LEADER].price_usd[BO_SEGMENT_AGENTS] = 30.0;
    bo_product_open(&w->world);
    product_month(w);
    double seats = 0.1 * 100.0 * (1.0 - bo_exp(-0.02));
    assert_near(w->world.products->segment[AGENTS][BO_MARKET_WORLD].potential, 100.0, 1e-9);
    assert_near(w->ai_company[LEADER].paying_users, seats, 1e-9);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 30.0 * seats, 1e-9);
}

/* With slips of 50 % until reliable, 0.5 x (1 - 0.5) of what became possible is put off. */
static void slipped_dates_hold_the_potential_back(void **state)
{
    struct product_world *w = *state;
    w->segment[AGENTS].gated = true;
    w->segment[AGENTS].potential_users[BO_MARKET_WORLD] = 200.0;
    w->offer[LEADER].from_day[BO_SEGMENT_AGENTS] = 0;
    w->competition.slip_frac = product_constant(0.5);
    bo_product_open(&w->world);
    product_month(w);
    const struct bo_segment_market *m = &w->world.products->segment[AGENTS][BO_MARKET_WORLD];
    assert_near(m->deferred, 25.0, 1e-9);
    assert_near(m->potential, 75.0, 1e-9);
    product_month(w);
    assert_near(m->potential, 100.0 - 25.0 * bo_exp(-0.75 * BO_DAYS_PER_MONTH / 30.0), 1e-9);
}

/* Leader's one customer wants 200 H100e at 5.5 USD, hassle included. */
static void sell_cloud(struct product_world *w)
{
    w->segment[CLOUD].reference_price_usd = 5.5;
    w->segment[CLOUD].use_per_user = 200.0;
    w->company[LEADER].cloud_revenue_usd_per_year = 1e9;
    w->offer[LEADER].from_day[BO_SEGMENT_CLOUD] = 0;
    w->offer[LEADER].opening_users[BO_SEGMENT_CLOUD] = 1.0;
}

/* A customer who wants 200 H100e at 5.5 USD (p0 with hassle): rent 3 x 1.8 = 5.4. Racks of 1000 less 900 let leave 100:
 * 100 x 730.5 h x 5.4 USD; the other half waits, and a twelfth of it is wanted on top next month. */
static void the_cloud_sells_what_compute_is_left_and_keeps_a_backlog(void **state)
{
    struct product_world *w = *state;
    sell_cloud(w);
    w->ai_company[LEADER].leased_out_h100e = 900.0;
    bo_product_open(&w->world);
    product_month(w);
    const struct bo_ai_company *c = &w->ai_company[LEADER];
    double usd = 100.0 * 730.5 * 5.4;
    assert_near(c->cloud_ai_revenue_usd, usd, 1e-12);
    assert_near(c->product_revenue_usd, 0.0, 0.0);
    assert_near(c->inference_need_h100e, 200.0, 1e-12);
    assert_near(w->world.products->company[LEADER].backlog_usd, usd, 1e-12);
    assert_near(w->ai.ai_revenue_netted_usd, usd, 1e-12);
    product_month(w);
    assert_near(c->inference_need_h100e, 200.0 + 100.0 / 12.0, 1e-12);
}

/* Users who pay take 1.3689 H100e, which bring 1 USD an hour at 20 USD a user and 6 at 120; a customer of the cloud wants 200 at
 * 5.4 USD an hour. There are 200.5. */
static void whose_hours_bring_more_are_served_first(void **state)
{
    struct product_world *w = *state;
    static const double price[] = {20.0, 120.0};
    for (int dear = 0; dear <= 1; dear++) {
        if (dear) { /* another world */
            product_free(w);
            product_make(w);
        }
        sell_subscriptions(w);
        w->segment[SUBSCRIPTION].reference_price_usd = price[dear] + 0.1;
        w->offer[LEADER].price_usd[BO_SEGMENT_SUBSCRIPTION] = price[dear];
        sell_cloud(w);
        w->ai_company[LEADER].internal_inference_h100e = 200.5;
        bo_product_open(&w->world);
        product_month(w);
        const struct bo_ai_company *c = &w->ai_company[LEADER];
        double each = 1000.0 / 730.5, payers = dear ? each : 0.5,
               cloud = dear ? 200.5 - each : 200.0;
        assert_near(c->product_revenue_usd, 50.0 * price[dear] * payers / each, 1e-9);
        assert_near(c->cloud_ai_revenue_usd, cloud * 730.5 * 5.4, 1e-9);
        assert_near(c->inference_need_h100e, each + 200.0 + 3800.0 / 730.5,
                    1e-9); /* the free ones', too */
    }
}

/* Open models cost what serving them does: 2 USD an hour, an hour a million tokens at a use of a half, so 4. A quarter of the bill is
 * calls; where they are free their hassle of 0.1 is left: 5.4 x (0.1 / 4.1)^(1/4), for the same 5.4 an hour. Who charges more
 * than open models do is left for them. */
static void a_free_model_cheapens_the_bill_and_not_the_hour(void **state)
{
    struct product_world *w = *state;
    w->competition.cloud_calls_frac = 0.25;
    w->company[LEADER].cloud_revenue_usd_per_year =
        w->company[FOLLOWER].cloud_revenue_usd_per_year = 1e9;
    w->offer[LEADER].from_day[BO_SEGMENT_CLOUD] = w->offer[FOLLOWER].from_day[BO_SEGMENT_CLOUD] = 0;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->world.products->lowest_cost_usd[BO_MARKET_WORLD], 4.0, 1e-12);
    w->ai_company[LEADER].price_usd_per_mtok = 10.0;
    w->ai_company[FOLLOWER].price_usd_per_mtok = 0.0;
    assert_near(bo_cloud_ai_price(&w->world, FOLLOWER), 5.4, 1e-12);
    assert_near(bo_cloud_ai_bill(&w->world, FOLLOWER), 5.4 * bo_pow(0.1 / 4.1, 0.25), 1e-12);
    assert_near(bo_cloud_ai_bill(&w->world, LEADER), 5.4, 1e-12);
    assert_true(utility(w, CLOUD, FOLLOWER) > utility(w, CLOUD, LEADER));
}

/* A tenth of 1200 M a year at most, half of its tasks done: 1200/12 x 0.1 x 0.5 = 5 M a month; more with quality. */
static void ai_lifts_the_core_business_with_quality(void **state)
{
    struct product_world *w = *state;
    w->segment[UPLIFT].gated = true;
    w->segment[UPLIFT].paying_frac[BO_MARKET_WORLD] = 0.1;
    w->company[LEADER].core_revenue_usd_per_year = 1.2e9;
    w->offer[LEADER].from_day[BO_SEGMENT_UPLIFT] = 0;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->ai_company[LEADER].uplift_revenue_usd, 5e6, 1e-9);
    w->ai_company[LEADER].quality_eci = 110.0;
    product_month(w);
    assert_true(w->ai_company[LEADER].uplift_revenue_usd > 5e6);
    assert_true(w->ai_company[LEADER].uplift_revenue_usd < 1e7);
}

/* 4.383 % of 100 M a month buys 2000 H100e at 3 USD an hour; 1000 serve and 500 idle, and what AI brings goes with the root. */
static void lift_core(struct product_world *w)
{
    w->segment[UPLIFT].gated = true;
    w->segment[UPLIFT].paying_frac[BO_MARKET_WORLD] = 0.1;
    w->company[LEADER].core_revenue_usd_per_year = 1.2e9;
    w->offer[LEADER].from_day[BO_SEGMENT_UPLIFT] = 0;
    w->offer[LEADER].core_compute_frac =
        (struct bo_path){.v = {.n = 1, .value = &w->one}, .day = &w->any_day, .scale = 0.04383};
    w->competition.core_compute_elasticity = 0.5;
}

static void the_core_business_wants_compute_and_brings_less_without(void **state)
{
    struct product_world *w = *state;
    lift_core(w);
    bo_product_open(&w->world);
    product_month(w);
    const struct bo_ai_company *c = &w->ai_company[LEADER];
    const struct bo_product_company *p = &w->world.products->company[LEADER];
    assert_near(bo_cloud_ai_core_need(&w->world, LEADER, 0.0), 2000.0, 1e-9);
    assert_near(p->core_h100e, 1000.0, 1e-9);
    assert_near(c->inference_need_h100e, 2000.0, 1e-9);
    assert_near(c->uplift_revenue_usd, 5e6 * sqrt(0.5), 1e-9);
    w->ai_company[LEADER].idle_h100e = 500.0;
    product_month(w);
    assert_near(p->core_h100e, 1500.0, 1e-9);
    assert_near(c->idle_h100e, 0.0, 1e-9);
    assert_near(c->uplift_revenue_usd, 5e6 * sqrt(0.75), 1e-9);
    w->ai_company[LEADER].internal_inference_h100e = 9000.0;
    product_month(w);
    assert_near(p->core_h100e, 2000.0, 1e-9);
    assert_near(c->uplift_revenue_usd, 5e6, 1e-9);
}

/* 200 are wanted in the cloud and 2000 by the core business, which has ten of eleven of the 1000, from the first month on. */
static void the_core_business_has_its_part_where_there_is_too_little(void **state)
{
    struct product_world *w = *state;
    lift_core(w);
    sell_cloud(w);
    bo_product_open(&w->world);
    const struct bo_product_company *p = &w->world.products->company[LEADER];
    for (int month = 0; month < 2; month++) {
        product_month(w);
        assert_near(p->core_h100e, 1e4 / 11.0, 1e-9);
        assert_near(p->cloud_h100e, 1e3 / 11.0, 1e-9);
    }
}

static void who_is_gone_sells_nothing_and_loses_its_customers(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->offer[FOLLOWER].from_day[BO_SEGMENT_SUBSCRIPTION] = 0;
    w->offer[FOLLOWER].price_usd[BO_SEGMENT_SUBSCRIPTION] = 20.0;
    bo_product_open(&w->world);
    product_month(w);
    w->state[LEADER].alive = false;
    product_month(w);
    assert_near(w->ai_company[LEADER].users, 0.0, 0.0);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 0.0, 0.0);
    assert_near(w->ai_company[FOLLOWER].users, 1000.0, 1e-9);
}

/* Of what it sells too: of tokens, which the follower has sold all along, and of subscriptions once it does. */
static void who_buys_a_laboratory_has_its_customers(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    bo_product_open(&w->world);
    product_month(w);
    uint32_t segment = bo_product_segment(&w->world, BO_SEGMENT_SUBSCRIPTION);
    double *share = w->world.products->segment[segment][w->ai_company[LEADER].market].share;
    double all = share[LEADER];
    assert_true(all > 0.0);
    bo_share_take_over(&w->world, LEADER, FOLLOWER, w->world.day);
    assert_near(share[LEADER], all, 0.0);
    w->offer[FOLLOWER].from_day[BO_SEGMENT_SUBSCRIPTION] = 0;
    bo_share_take_over(&w->world, LEADER, FOLLOWER, w->world.day);
    assert_near(share[LEADER], 0.0, 0.0);
    assert_near(share[FOLLOWER], all, 1e-12);
}

/* Without a model a company offers nothing, whatever its dates say. */
static void without_a_model_nothing_is_sold(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->ai_company[LEADER].quality_eci = 0.0;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->ai_company[LEADER].users, 0.0, 0.0);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 0.0, 0.0);
    assert_near(w->ai.ai_revenue_netted_usd, 0.0, 0.0);
}

/* Prices of a fixed quality fall by more than an order of magnitude in two years while what is spent rises. */
static void spending_rises_while_tokens_get_cheaper(void **state)
{
    struct product_world *w = *state;
    struct bo_segment_param *s = &w->segment[API];
    s->potential_users[BO_MARKET_WORLD] = 1e6;
    s->use_per_user = 10.0;
    s->innovation_per_year = 0.05;
    s->imitation_per_year = 0.4;
    s->elasticity = 1.11;
    product_learns(w, 2.6);
    w->competition.hours_per_eci = 0.12;
    w->offer[LEADER].opening_users[BO_SEGMENT_API] = 1000.0;
    for (int i = 0; i < N_SELLERS; i++) {
        w->ai_company[i].internal_inference_h100e = 1e9;
    }
    bo_product_open(&w->world);
    product_month(w);
    double usd = w->ai.ai_revenue_netted_usd, price = w->ai_company[CUTTER].price_usd_per_mtok;
    for (int month = 1; month <= 24; month++) {
        w->ai_company[LEADER].quality_eci += 15.0 / 12.0;
        product_month(w);
    }
    assert_true(w->ai.ai_revenue_netted_usd > 2.0 * usd);
    assert_true(w->ai_company[CUTTER].cost_usd_per_mtok < price / 100.0);
    assert_true(w->ai_company[LEADER].price_usd_per_mtok < price);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PRODUCT_TEST(without_a_market_there_are_no_products),
        PRODUCT_TEST(subscriptions_are_users_who_pay),
        PRODUCT_TEST(fewer_pay_for_some_names),
        PRODUCT_TEST(chips_that_serve_better_than_they_train_need_fewer_hours),
        PRODUCT_TEST(longer_tasks_take_less_effort_a_token),
        PRODUCT_TEST(use_that_comes_with_better_models_waits_for_them),
        PRODUCT_TEST(a_slump_halves_what_is_bought),
        PRODUCT_TEST(few_choose_a_subscription_by_its_price),
        PRODUCT_TEST(better_models_are_asked_for_more_tokens),
        PRODUCT_TEST(tokens_beyond_the_compute_are_dropped_and_told),
        PRODUCT_TEST(payers_are_served_by_what_idles_and_then_by_what_trains),
        PRODUCT_TEST(tokens_are_sold_at_the_list_price_and_netted),
        PRODUCT_TEST(what_begins_on_the_first_is_not_of_the_month_before),
        PRODUCT_TEST(nothing_is_sold_before_an_offer_begins),
        PRODUCT_TEST(in_china_people_do_not_pay),
        PRODUCT_TEST(agents_wait_for_reliable_models),
        PRODUCT_TEST(slipped_dates_hold_the_potential_back),
        PRODUCT_TEST(the_cloud_sells_what_compute_is_left_and_keeps_a_backlog),
        PRODUCT_TEST(whose_hours_bring_more_are_served_first),
        PRODUCT_TEST(a_free_model_cheapens_the_bill_and_not_the_hour),
        PRODUCT_TEST(ai_lifts_the_core_business_with_quality),
        PRODUCT_TEST(the_core_business_wants_compute_and_brings_less_without),
        PRODUCT_TEST(the_core_business_has_its_part_where_there_is_too_little),
        PRODUCT_TEST(who_buys_a_laboratory_has_its_customers),
        PRODUCT_TEST(who_is_gone_sells_nothing_and_loses_its_customers),
        PRODUCT_TEST(without_a_model_nothing_is_sold),
        PRODUCT_TEST(spending_rises_while_tokens_get_cheaper),
        PRODUCT_TEST(a_cloud_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
