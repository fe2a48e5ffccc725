/* Cuts, answers within days, margins in a price war, and how it ends. */
#include "product_world.h"

#include "buildout/model/price_war.h"

static int open_world(void **state)
{
    static struct product_world w;
    product_make(&w);
    /* firms already buy tokens: 900 in thirds */
    w.segment[API].potential_users[BO_MARKET_WORLD] = 900.0;
    w.segment[API].use_per_user = 10.0;
    w.segment[API].rechoice_per_year = 0.65;
    w.segment[API].quality_weight = 0.1;
    for (int i = 0; i < N_SELLERS; i++) {
        w.offer[i].opening_users[BO_SEGMENT_API] = 300.0;
        w.offer[i].price_usd[BO_SEGMENT_API] = 8.0;
    }
    bo_product_open(&w.world);
    product_month(&w);
    *state = &w;
    return 0;
}

static int close_world(void **state)
{
    product_free(*state);
    return 0;
}

/* A new model of Cutter's at a quarter of the cost: 8 -> 1 USD for 101 points. */
static void cut(struct product_world *w)
{
    w->ai_company[CUTTER].quality_eci = 101.0;
    w->ai_company[CUTTER].chip_hour_cost_usd = 0.5;
    product_month(w);
    assert_near(w->ai_company[CUTTER].price_usd_per_mtok, 1.0, 1e-12);
}

static void who_answers_cuts_does_so_within_a_week(void **state)
{
    struct product_world *w = *state;
    struct bo_products *s = w->world.products;
    assert_int_equal(s->n_replies, 0);
    cut(w);
    assert_int_equal(s->n_replies, 1); /* Leader holds */
    assert_int_equal(s->reply[0].company, FOLLOWER);
    assert_int_equal(s->reply[0].rival, CUTTER);
    assert_true(s->reply[0].day > w->world.day && s->reply[0].day < w->world.day + 7.0);
    assert_near(w->ai_company[FOLLOWER].price_usd_per_mtok, 8.0, 1e-12); /* not yet */
}

static void a_strategy_says_who_answers(void **state)
{
    struct product_world *w = *state;
    w->state[FOLLOWER].policy.price_posture = BO_PRICES_HOLD;
    w->state[LEADER].policy.price_posture = BO_PRICES_MATCH;
    cut(w);
    assert_int_equal(w->world.products->n_replies, 1);
    assert_int_equal(w->world.products->reply[0].company, LEADER);
}

static void the_answer_is_a_price_below_cost(void **state)
{
    struct product_world *w = *state;
    cut(w);
    product_answers(w, 0);
    const struct bo_ai_company *f = &w->ai_company[FOLLOWER];
    double theta = w->world.products->company[FOLLOWER].war_ratio;
    assert_true(theta > 0.0 && theta < 1.0);
    assert_near(f->price_usd_per_mtok, theta * 4.0, 1e-12);
    assert_true(f->price_war);
    assert_near(w->ai_company[LEADER].price_usd_per_mtok, 8.0, 1e-12);
    assert_false(w->ai_company[LEADER].price_war);
}

static void a_cloud_gives_the_model_away(void **state)
{
    struct product_world *w = *state;
    w->offer[FOLLOWER].free_tokens_frac = 1.0;
    cut(w);
    product_answers(w, 0);
    assert_near(w->ai_company[FOLLOWER].price_usd_per_mtok, 0.0, 0.0);
    product_month(w);
    assert_true(isfinite(w->ai_company[FOLLOWER].tokens) && w->ai_company[FOLLOWER].tokens > 0.0);
    assert_near(w->ai_company[FOLLOWER].product_revenue_usd, 0.0, 0.0);
}

/* 0.4 of the cost for three quarters of the tokens. */
static void small_models_free_lower_the_mean_price(void **state)
{
    struct product_world *w = *state;
    w->competition.war_price_ratio = product_constant(0.4);
    w->offer[FOLLOWER].free_tokens_frac = 0.25;
    cut(w);
    product_answers(w, 0);
    assert_near(w->ai_company[FOLLOWER].price_usd_per_mtok, 0.3 * 4.0, 1e-12);
}

/* Followers' margin collapses within a month; Leader's price stands while its cost falls by a tenth. */
static void a_followers_margin_collapses_while_the_leaders_rises(void **state)
{
    struct product_world *w = *state;
    const struct bo_product_company *c = w->world.products->company;
    double follower = c[FOLLOWER].margin_frac, leader = c[LEADER].margin_frac;
    assert_near(follower, 0.5, 1e-12); /* 4 of 8 */
    assert_near(leader, 0.5, 1e-12);
    cut(w);
    product_answers(w, 0);
    w->ai_company[LEADER].chip_hour_cost_usd = 1.8;
    product_month(w);
    assert_true(c[FOLLOWER].margin_frac < 0.0);
    assert_near(c[LEADER].margin_frac, 1.0 - 3.6 / 8.0, 1e-12);
}

/* From 8 to 5 is less than half. For a model 20 points worse 8 -> 3.5 is no threat: e^(0.1/2 x 20) = 2.7 times dearer. */
static void small_cuts_and_cuts_of_poor_models_are_not_answered(void **state)
{
    struct product_world *w = *state;
    struct bo_ai_company *c = &w->ai_company[CUTTER];
    c->price_usd_per_mtok = 5.0;
    assert_false(bo_price_war_is_cut(&w->world, CUTTER, 8.0, FOLLOWER));
    c->price_usd_per_mtok = 3.5;
    assert_true(bo_price_war_is_cut(&w->world, CUTTER, 8.0, FOLLOWER));
    c->quality_eci = 80.0;
    assert_false(bo_price_war_is_cut(&w->world, CUTTER, 8.0, FOLLOWER));
    c->quality_eci = 100.0;
    c->price_usd_per_mtok = 0.0;
    assert_false(bo_price_war_is_cut(&w->world, CUTTER, 0.0, FOLLOWER)); /* free before */
}

/* Cutter's hours cost a tenth: at 1.6 USD it keeps a margin of 75 %, and nobody goes below cost for that. */
static void a_price_with_a_margin_starts_no_war(void **state)
{
    struct product_world *w = *state;
    w->offer[CUTTER].posture = BO_POSTURE_MATCH;
    w->ai_company[CUTTER].chip_hour_cost_usd = 0.2;
    w->ai_company[CUTTER].quality_eci = 101.0;
    product_month(w);
    assert_true(w->ai_company[CUTTER].price_usd_per_mtok < 2.5);
    assert_int_equal(w->world.products->n_replies, 0);
}

/* A fight of 500 days: at the first close after it the price is set by markup again. */
static void a_war_ends_and_prices_return(void **state)
{
    struct product_world *w = *state;
    cut(w);
    product_answers(w, 0);
    double end = w->world.products->company[FOLLOWER].war_until_day;
    assert_near(end, w->world.products->reply[0].day + 500.0, 1e-12);
    while (w->world.day + w->world.month_days < end) {
        product_month(w);
        assert_true(w->ai_company[FOLLOWER].price_war);
        assert_true(w->ai_company[FOLLOWER].price_usd_per_mtok < 4.0);
    }
    product_month(w);
    assert_false(w->ai_company[FOLLOWER].price_war);
    assert_true(w->ai_company[FOLLOWER].price_usd_per_mtok > 4.0);
}

static void an_exit_ends_the_war(void **state)
{
    struct product_world *w = *state;
    cut(w);
    product_answers(w, 0);
    w->state[CUTTER].alive = false;
    product_month(w);
    assert_false(w->ai_company[FOLLOWER].price_war);
    assert_true(w->ai_company[FOLLOWER].price_usd_per_mtok > 4.0);
    assert_near(w->ai_company[CUTTER].price_usd_per_mtok, 0.0, 0.0);
}

static void who_fights_does_not_answer_again(void **state)
{
    struct product_world *w = *state;
    cut(w);
    product_answers(w, 0);
    w->ai_company[CUTTER].quality_eci = 110.0;
    w->ai_company[CUTTER].chip_hour_cost_usd = 0.1;
    product_month(w);
    assert_int_equal(w->world.products->n_replies, 1);
}

static void who_is_gone_before_its_answer_says_nothing(void **state)
{
    struct product_world *w = *state;
    cut(w);
    w->state[FOLLOWER].alive = false;
    product_answers(w, 0);
    assert_false(w->ai_company[FOLLOWER].price_war);
    assert_near(w->ai_company[FOLLOWER].price_usd_per_mtok, 8.0, 1e-12);
}

/* Leader is 49 points better than Cutter: 1.1 x e^(0.05 x 49) = 12.7 is no threat to its 16 USD, but Follower's answer of
 * 0.4 is, 0.5 x e^(0.05 x 50) = 6.1; and to Cutter's own 1 USD, 0.5 x e^0.05 = 0.53 of 1.1. */
static void an_answer_may_be_a_cut_itself(void **state)
{
    struct product_world *w = *state;
    w->competition.war_price_ratio = product_constant(0.1);
    w->offer[LEADER].posture = BO_POSTURE_MATCH;
    w->ai_company[LEADER].quality_eci = 150.0;
    cut(w);
    struct bo_products *s = w->world.products;
    assert_int_equal(s->n_replies, 1);
    assert_int_equal(s->reply[0].company, FOLLOWER);
    product_answers(w, 0);
    assert_int_equal(s->n_replies, 3); /* each once a war */
    assert_int_equal(s->reply[1].company, LEADER);
    assert_int_equal(s->reply[2].company, CUTTER);
    assert_int_equal(s->reply[2].rival, FOLLOWER);
    assert_true(s->reply[1].day > s->reply[0].day);
    for (int i = 0; i < N_SELLERS; i++) {
        assert_true(w->ai_company[i].price_war);
    }
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(who_answers_cuts_does_so_within_a_week),
        WORLD_TEST(a_strategy_says_who_answers),
        WORLD_TEST(the_answer_is_a_price_below_cost),
        WORLD_TEST(a_cloud_gives_the_model_away),
        WORLD_TEST(small_models_free_lower_the_mean_price),
        WORLD_TEST(a_followers_margin_collapses_while_the_leaders_rises),
        WORLD_TEST(small_cuts_and_cuts_of_poor_models_are_not_answered),
        WORLD_TEST(a_price_with_a_margin_starts_no_war),
        WORLD_TEST(a_war_ends_and_prices_return),
        WORLD_TEST(an_exit_ends_the_war),
        WORLD_TEST(who_fights_does_not_answer_again),
        WORLD_TEST(who_is_gone_before_its_answer_says_nothing),
        WORLD_TEST(an_answer_may_be_a_cut_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
