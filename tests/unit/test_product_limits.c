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

/* A lab with halls that was sold goes on selling, but not one that nobody bought. */
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
    lab.end = BO_LAB_LIQUIDATED;
    assert_false(bo_product_sells(&w->world, LEADER, BO_SEGMENT_SUBSCRIPTION, 40.0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PRODUCT_TEST(gifts_stay_within_their_part),
        PRODUCT_TEST(gifts_run_on_idle_machines),
        PRODUCT_TEST(gifts_have_their_part_beside_the_core_business),
        PRODUCT_TEST(who_pays_by_the_month_uses_no_more_than_its_provider_lets_it),
        PRODUCT_TEST(who_is_liquidated_sells_nothing_any_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
