/* What tokens cost, and how list prices stick to or leave that cost. */
#include "product_world.h"

#include "buildout/model/capability.h"
#include "buildout/model/token_price.h"

static int open_world(void **state)
{
    static struct product_world w;
    product_make(&w);
    *state = &w;
    return 0;
}

static int close_world(void **state)
{
    product_free(*state);
    return 0;
}

/* 2 USD an hour x 1 hour / 0.5. At the close of a year and a day at 2.3 a year, 10 points better at 0.1 each: e^(1 - 2.3). */
static void cost_is_hours_times_their_price_over_use(void **state)
{
    struct product_world *w = *state;
    bo_product_open(&w->world);
    assert_near(bo_token_price_cost(&w->world, LEADER, 0.0), 4.0, 1e-12);
    w->offer[LEADER].hours_ratio = 0.25; /* sparse experts */
    assert_near(bo_token_price_cost(&w->world, LEADER, 0.0), 1.0, 1e-12);
    w->offer[LEADER].hours_ratio = 1.0;
    product_learns(w, 2.3);
    w->competition.hours_per_eci = 0.1;
    w->ai_company[LEADER].quality_eci = 110.0;
    assert_near(bo_token_price_cost(&w->world, LEADER, 366.0), 4.0 * bo_exp(-1.3), 1e-12);
    w->competition.efficiency_lag_frac =
        0.5; /* six months behind: three months of efficiency lost */
    w->ai_company[LEADER].lag_months = 365.0 / 2.0 / BO_DAYS_PER_MONTH;
    assert_near(bo_token_price_cost(&w->world, LEADER, 366.0), 4.0 * bo_exp(1.0 - 2.3 * 0.75),
                1e-12);
}

/* As many points as in the year before were expected and none came: half of what a year teaches is missing. */
static void what_comes_with_better_models_waits_for_them(void **state)
{
    struct product_world *w = *state;
    struct bo_capability c = {.has_frontier = true};
    struct bo_frontier_point opening = {.eci = 100.0};
    static const int32_t day[] = {0, 365};
    static double eci[] = {100.0, 110.0};
    struct bo_path expected = {
        .v = {.n = 2, .value = eci}, .day = day, .scale = 1.0, .extrapolate = true};
    bo_product_open(&w->world);
    product_learns(w, 2.3);
    bo_frontier_init(&c.frontier, w->arena, &opening, 10.0, 10.0);
    bo_pace_init(&c.pace, w->arena, &expected, w->world.start_day, 24);
    w->world.capability = &c;
    assert_near(bo_token_price_cost(&w->world, LEADER, 366.0), 4.0 * bo_exp(-2.3), 1e-12);
    w->competition.efficiency_with_models_frac = 0.5;
    assert_near(bo_token_price_cost(&w->world, LEADER, 366.0), 4.0 * bo_exp(-0.5 * 2.3), 1e-12);
    w->world.capability = NULL;
}

/* 900 of own at 2 USD (100 of 1000 are let), 300 rented at 3: (1800 + 900)/1200. Without either the rent. */
static void hours_cost_what_racks_and_rent_cost(void **state)
{
    struct product_world *w = *state;
    struct bo_ai_company *c = &w->ai_company[LEADER];
    c->leased_out_h100e = 100.0;
    c->leased_in_h100e = 300.0;
    assert_near(bo_token_price_hour_cost(&w->world, LEADER), 2.25, 1e-12);
    assert_near(bo_token_price_rented_frac(&w->world, LEADER), 900.0 / 2700.0, 1e-12);
    c->training_h100e = c->leased_out_h100e = 0.0;
    assert_near(bo_token_price_hour_cost(&w->world, LEADER), 3.0, 1e-12);
    assert_near(bo_token_price_rented_frac(&w->world, LEADER), 1.0, 1e-12);
    c->leased_in_h100e = 0.0;
    assert_near(bo_token_price_hour_cost(&w->world, LEADER), 3.0, 1e-12);
}

/* e = 2.5 (1 - 0.2) = 2: twice the cost. e = 1.1: 11 times, held at 1/(1 - 0.8) = 5. e = 1 or less too. */
static void the_markup_is_that_of_the_elasticity_and_has_a_roof(void **state)
{
    (void)state;
    assert_near(bo_token_price_markup(3.0, 2.5, 0.2, 0.8), 6.0, 1e-12);
    assert_near(bo_token_price_markup(3.0, 1.1, 0.0, 0.8), 15.0, 1e-12);
    assert_near(bo_token_price_markup(3.0, 2.0, 0.6, 0.8), 15.0, 1e-12);
    assert_near(bo_token_price_markup(3.0, 1e9, 0.0, 0.8), 3.0, 1e-6); /* never below cost */
}

/* Opens at cost 4 with nobody's share: e = 2, price 8. Cost falls, the price stays until the model is a point better;
 * half of the log gap is closed then. */
static void list_prices_stand_until_a_release(void **state)
{
    struct product_world *w = *state;
    struct bo_ai_company *c = &w->ai_company[LEADER];
    w->competition.revision_frac = 0.5;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(c->price_usd_per_mtok, 8.0, 1e-12);
    c->chip_hour_cost_usd = 1.0; /* cost 2 */
    c->quality_eci = 100.9;
    product_month(w);
    assert_near(c->cost_usd_per_mtok, 2.0, 1e-12);
    assert_near(c->price_usd_per_mtok, 8.0, 1e-12);
    c->quality_eci = 101.0;
    product_month(w);
    assert_near(c->price_usd_per_mtok, 4.0 * sqrt(2.0), 1e-12); /* between 8 and 4 */
}

static void a_revised_price_stays_within_cost_and_the_largest_margin(void **state)
{
    struct product_world *w = *state;
    struct bo_ai_company *c = &w->ai_company[LEADER];
    w->competition.revision_frac = 0.0;
    bo_product_open(&w->world);
    product_month(w);
    c->quality_eci = 102.0;
    c->chip_hour_cost_usd = 0.5; /* 8 would be 87.5 % above a cost of 1: 5 is the roof */
    product_month(w);
    assert_near(c->price_usd_per_mtok, 5.0, 1e-12);
    c->quality_eci = 104.0;
    c->chip_hour_cost_usd = 10.0; /* cost 20 */
    product_month(w);
    assert_near(c->price_usd_per_mtok, 20.0, 1e-12);
}

/* Opens at 8 on a cost of 4. At 0.2 USD an hour the cost is 0.4 and 8 would leave 95 %: the roof is 2, release or none. */
static void no_margin_stands_above_the_roof_until_the_next_release(void **state)
{
    struct product_world *w = *state;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->ai_company[LEADER].price_usd_per_mtok, 8.0, 1e-12);
    w->ai_company[LEADER].chip_hour_cost_usd = 0.2;
    product_month(w);
    assert_near(w->ai_company[LEADER].price_usd_per_mtok, 2.0, 1e-12);
}

static void a_price_listed_at_the_start_is_taken(void **state)
{
    struct product_world *w = *state;
    w->offer[LEADER].price_usd[BO_SEGMENT_API] = 60.0;
    bo_product_open(&w->world);
    product_month(w);
    assert_near(w->ai_company[LEADER].price_usd_per_mtok, 60.0, 1e-12);
    assert_near(w->ai_company[CUTTER].price_usd_per_mtok, 4.0, 1e-12); /* at cost */
}

/* 60 on a cost of 4: at a cost of 2 it is 30 until the first release, which brings it under the roof of 10. */
static void a_listed_margin_is_borne_until_the_first_release(void **state)
{
    struct product_world *w = *state;
    struct bo_ai_company *c = &w->ai_company[LEADER];
    w->offer[LEADER].price_usd[BO_SEGMENT_API] = 60.0;
    bo_product_open(&w->world);
    product_month(w);
    c->chip_hour_cost_usd = 1.0; /* cost 2 */
    product_month(w);
    assert_near(c->price_usd_per_mtok, 30.0, 1e-12);
    c->quality_eci = 102.0;
    product_month(w);
    assert_true(c->price_usd_per_mtok <= 10.0);
    c->chip_hour_cost_usd = 0.1;
    product_month(w);
    assert_near(c->price_usd_per_mtok, 1.0, 1e-12);
}

/* The frontier moves by 15 points a year; a model of quality 100 is sold at cost by Cutter, who stays there. */
static void tokens_of_a_fixed_quality_fall_by_one_to_two_and_a_half_orders_a_year(void **state)
{
    struct product_world *w = *state;
    bo_product_open(&w->world);
    product_learns(w, 2.6);
    w->competition.hours_per_eci = 0.12;
    double first = bo_token_price_cost(&w->world, CUTTER, 0.0);
    double last = bo_token_price_cost(&w->world, CUTTER, 365.0);
    double orders = bo_log10(first / last);
    assert_true(orders > 1.0 && orders < 2.5);
    w->ai_company[LEADER].quality_eci = 115.0;
    double frontier = bo_token_price_cost(&w->world, LEADER, 365.0);
    assert_true(frontier < first && frontier > last); /* the best model's falls slower */
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(cost_is_hours_times_their_price_over_use),
        WORLD_TEST(what_comes_with_better_models_waits_for_them),
        WORLD_TEST(hours_cost_what_racks_and_rent_cost),
        WORLD_TEST(the_markup_is_that_of_the_elasticity_and_has_a_roof),
        WORLD_TEST(list_prices_stand_until_a_release),
        WORLD_TEST(a_revised_price_stays_within_cost_and_the_largest_margin),
        WORLD_TEST(no_margin_stands_above_the_roof_until_the_next_release),
        WORLD_TEST(a_price_listed_at_the_start_is_taken),
        WORLD_TEST(a_listed_margin_is_borne_until_the_first_release),
        WORLD_TEST(tokens_of_a_fixed_quality_fall_by_one_to_two_and_a_half_orders_a_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
