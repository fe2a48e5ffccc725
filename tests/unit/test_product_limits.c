/* What a provider lets those use who pay nothing, or by the month; and who sells nothing any more. */
#include "product_world.h"

#include "buildout/model/capital.h"
#include "buildout/model/cloud_ai.h"

/* A tenth of 2 H100e may be given away: 0.2 x 730.5 hours, 73.05 M of the 1900 M free tokens, after the 500 M paid ones,
 * which take 1.3689. The need is 1000 hours for payers and the gift. */
static void gifts_stay_within_their_part(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->competition.free_use_frac = 0.1;
    w->ai_company[LEADER].training_h100e = w->ai_company[LEADER].inference_h100e =
        w->ai_company[LEADER].internal_inference_h100e = 2.0;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->world.products->company[LEADER].mtok_served, 500.0 + 73.05, 1e-12);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 1000.0, 1e-12);
    assert_near(w->ai_company[LEADER].inference_need_h100e, 1000.0 / 730.5 + 0.2, 1e-12);
}

/* Payers take all that was meant for serving; what is given away runs on what idles. */
static void gifts_run_on_idle_machines(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->competition.free_use_frac = 0.1;
    struct bo_ai_company *c = &w->ai_company[LEADER];
    c->training_h100e = c->inference_h100e = 2.0;
    c->internal_inference_h100e = 1000.0 / 730.5;
    c->idle_h100e = 2.0 - c->internal_inference_h100e;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->world.products->company[LEADER].mtok_served, 500.0 + 73.05, 1e-12);
    assert_near(c->idle_h100e, 1.8 - 1000.0 / 730.5, 1e-12);
    assert_near(c->internal_inference_h100e, 1000.0 / 730.5 + 0.2, 1e-12);
}

/* Payers take 1.37 of 6 H100e; gifts and the core business want 5.2 each, and neither takes all of the rest. */
static void gifts_have_their_part_beside_the_core_business(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->competition.free_use_frac = 1.0;
    w->company[LEADER].core_revenue_usd_per_year = 1.2e9 * 5.2 / 2000.0;
    w->offer[LEADER].core_compute_frac =
        (struct bo_path){.v = {.n = 1, .value = &w->one}, .day = &w->any_day, .scale = 0.04383};
    struct bo_ai_company *c = &w->ai_company[LEADER];
    c->training_h100e = c->inference_h100e = 8.0;
    c->internal_inference_h100e = 6.0;
    bo_product_open(&w->world);
    for (int month = 0; month < 2; month++) { /* in the first nobody knows yet what gifts want */
        product_month(w);
    }
    const struct bo_product_company *p = &w->world.products->company[LEADER];
    assert_near(bo_cloud_ai_core_need(&w->world, LEADER, 0.0), 5.2, 1e-6);
    double free_h100e = (p->mtok_served - 500.0) * 2.0 / 730.5;
    assert_true(free_h100e > 1.5 && p->core_h100e > 1.5);
    assert_near(free_h100e + p->core_h100e, 6.0 - 1000.0 / 730.5, 1e-9);
}

/* What 50 pay by the month, 1000 USD, is to be twice what their tokens cost, however many they would use; those who pay
 * nothing get nothing. */
static void who_pays_by_the_month_uses_no_more_than_its_provider_lets_it(void **state)
{
    struct product_world *w = *state;
    sell_subscriptions(w);
    w->competition.free_use_frac = 0.0;
    w->competition.use_limit_ratio = 0.5;
    w->ai_company[LEADER].chip_hour_cost_usd = 3.0;
    bo_product_open(&w->world);
    product_month(w);
    const struct bo_product_company *c = &w->world.products->company[LEADER];
    double cost = w->ai_company[LEADER].cost_usd_per_mtok;
    assert_true(500.0 * cost > 500.0);
    assert_near(c->mtok_served * cost, 500.0, 1e-9);
    assert_near(c->mtok_wanted, 2400.0, 1e-9);
    assert_near(c->margin_frac, 0.5, 1e-9);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 1000.0, 1e-12);
}

/* A lab with halls that was sold goes on selling until its machines are worn out, but not one that nobody bought. */
static void who_is_liquidated_sells_nothing_any_more(void **state)
{
    struct product_world *w = *state;
    uint32_t lab_of[N_SELLERS] = {0, BO_NO_ROW, BO_NO_ROW};
    struct bo_lab lab = {.state = BO_LAB_ENDED, .end = BO_LAB_BOUGHT};
    struct bo_capital capital = {.n_labs = 1, .lab = &lab, .lab_of = lab_of};
    sell_subscriptions(w);
    bo_product_open(&w->world);
    w->world.capital = &capital;
    assert_true(bo_product_sells(&w->world, LEADER, BO_SEGMENT_SUBSCRIPTION, 40.0));
    double machines = w->ai_company[LEADER].training_h100e;
    w->ai_company[LEADER].training_h100e = 0.0;
    assert_false(bo_product_sells(&w->world, LEADER, BO_SEGMENT_SUBSCRIPTION, 40.0));
    w->ai_company[LEADER].training_h100e = machines;
    lab.end = BO_LAB_LIQUIDATED;
    assert_false(bo_product_sells(&w->world, LEADER, BO_SEGMENT_SUBSCRIPTION, 40.0));
}

/* 1000 have an agent at 30 USD. A tenth pays for it as it is, all would if it did everything, and it does half of what they would
 * ask: 550 pay. Fewer errors at a step, and it does more of it. */
static void agents_that_work_are_paid_for(void **state)
{
    struct product_world *w = *state;
    struct bo_segment_param *agents = &w->segment[AGENTS];
    agents->gated = true;
    agents->potential_users[BO_MARKET_WORLD] = 2000.0;
    agents->paying_frac[BO_MARKET_WORLD] = 0.1;
    agents->paying_reliable_frac[BO_MARKET_WORLD] = 1.0;
    agents->reference_price_usd = 30.1; /* price and hassle */
    w->offer[LEADER].from_day[BO_SEGMENT_AGENTS] = 0;
    w->offer[LEADER].opening_users[BO_SEGMENT_AGENTS] = 1000.0;
    w->offer[LEADER].price_usd[BO_SEGMENT_AGENTS] = 30.0;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->ai_company[LEADER].paying_users, 550.0, 1e-6);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 550.0 * 30.0, 1e-4);
    double tenth = 0.1;
    w->competition.step_error_ratio.v.value = &tenth;
    product_month(w);
    assert_true(w->ai_company[LEADER].product_revenue_usd > 980.0 * 30.0);
    tenth = 10.0;
    product_month(w);
    assert_true(w->ai_company[LEADER].product_revenue_usd < 150.0 * 30.0);
    agents->paying_reliable_frac[BO_MARKET_WORLD] = 0.0;
    product_month(w);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 100.0 * 30.0, 1e-4);
}

/* Sales of tokens in a month in which they come a thousand times as cheap, over those of the month before, to one user at an
 * elasticity of 1.2 with an effort of 0.1 USD a million. */
static double sales_of_cheap_tokens(struct product_world *w, double follows_frac)
{
    struct bo_segment_param *api = &w->segment[API];
    api->use_per_user = 1e-3;
    api->elasticity = 1.2;
    api->hassle_follows_frac = follows_frac;
    api->hassle_follows_below_usd = 1.0;
    api->hassle_least_per_eci = 10.0;
    w->offer[LEADER].opening_users[BO_SEGMENT_API] = 1.0;
    w->offer[LEADER].posture = BO_POSTURE_CUT;
    w->ai_company[LEADER].chip_hour_cost_usd = 0.5; /* 1 USD a million at cost */
    bo_product_open(&w->world);
    product_month(w);
    double before = w->ai_company[LEADER].product_revenue_usd;
    double tokens = w->ai_company[LEADER].tokens;
    for (int i = FOLLOWER; i < N_SELLERS; i++) {
        w->ai_company[i].chip_hour_cost_usd = 0.0005;
    }
    w->ai_company[LEADER].chip_hour_cost_usd = 0.0005;
    w->ai_company[LEADER].quality_eci += 2.0; /* a release, at which prices are revised */
    product_month(w);
    assert_true(w->ai_company[LEADER].tokens > tokens);
    return w->ai_company[LEADER].product_revenue_usd / before;
}

/* With as much effort for each million as ever, what they cost comes not to matter and sales fall with it: (1.1/0.101)^1.2 /
 * 1000. With an effort that falls as prices do, they rise by 1000^0.2. */
static void cheap_tokens_still_sell(void **state)
{
    struct product_world *w = *state;
    assert_near(sales_of_cheap_tokens(w, 0.0), bo_pow(1.1 / 0.101, 1.2) / 1000.0, 1e-6);
}

static void cheap_tokens_that_take_less_effort_sell_better(void **state)
{
    struct product_world *w = *state;
    assert_near(sales_of_cheap_tokens(w, 1.0), bo_pow(1000.0, 0.2), 1e-6);
}

/* The going price is half of the way to a new one, in logs, after ln 2 of the lag; a price of nothing does not count. */
static void effort_follows_with_a_lag(void **state)
{
    struct product_world *w = *state;
    w->segment[API].hassle_lag_days = BO_DAYS_PER_MONTH / bo_log(2.0);
    (void)sales_of_cheap_tokens(w, 1.0);
    const double *going = w->world.products->going_usd;
    assert_near(going[API], bo_pow(1000.0, -0.5), 1e-6);
    assert_near(going[AGENTS], 0.001, 1e-9); /* without a lag */
    w->ai_company[LEADER].chip_hour_cost_usd = 0.0;
    w->ai_company[LEADER].quality_eci += 2.0;
    product_month(w);
    assert_near(going[API], bo_pow(1000.0, -0.5), 1e-6);
}

/* 1 user who would spend 1 USD a month and has 0.75 at most: 0.6. */
static void who_buys_tokens_has_a_budget(void **state)
{
    struct product_world *w = *state;
    struct bo_segment_param *api = &w->segment[API];
    api->use_per_user = 1.0;
    api->reference_price_usd = 1.1;
    api->spend_max_usd[BO_MARKET_WORLD] = 0.75;
    w->offer[LEADER].opening_users[BO_SEGMENT_API] = 1.0;
    w->offer[LEADER].posture = BO_POSTURE_CUT;
    w->ai_company[LEADER].chip_hour_cost_usd = 0.5;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->ai_company[LEADER].product_revenue_usd, 0.6, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PRODUCT_TEST(gifts_stay_within_their_part),
        PRODUCT_TEST(gifts_run_on_idle_machines),
        PRODUCT_TEST(gifts_have_their_part_beside_the_core_business),
        PRODUCT_TEST(who_pays_by_the_month_uses_no_more_than_its_provider_lets_it),
        PRODUCT_TEST(who_is_liquidated_sells_nothing_any_more),
        PRODUCT_TEST(cheap_tokens_still_sell),
        PRODUCT_TEST(cheap_tokens_that_take_less_effort_sell_better),
        PRODUCT_TEST(effort_follows_with_a_lag),
        PRODUCT_TEST(who_buys_tokens_has_a_budget),
        PRODUCT_TEST(agents_that_work_are_paid_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
