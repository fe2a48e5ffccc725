/* What a buyer is to the law, and what is left where two rules are as strict: worked by hand. */
#include "trade_world.h"

static int setup(void **state)
{
    static struct trade_world w;
    trade_make(&w);
    w.wafers[LEADER] = 3000.0;
    w.chip[HOME].price_usd = BO_NAN; /* only the flagship is sold */
    w.chip[CUT].vendor = "nobody";
    w.market.design_around_least_frac = 1.0;
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    trade_free(*state);
    return 0;
}

static double delivered_to_china(struct trade_world *w, int months)
{
    double delivered = 0.0;
    trade_start(w);
    for (int i = 0; i < months; i++) {
        trade_month(w);
        delivered += bo_trade_month(&w->world)->market[BO_MARKET_CHINA].chips.delivered;
    }
    return delivered;
}

/* Two rules of one strictness, of which one has a quota of 1,000 flagships; the laxer one's key comes first. */
static void two_rules(struct trade_world *w, enum bo_permission policy)
{
    w->param.n[BO_TABLE_RULES] = 2;
    for (int i = 0; i < 2; i++) {
        w->rule[i] = trade_rule(w, (i == 0) == (policy == BO_LICENCE) ? "A" : "Z", -10, -10);
        w->rule[i].policy = policy;
        w->rule[i].grant_frac = 1.0;
    }
    w->rule[1].quota_per = BO_QUOTA_COUNTRY;
    w->rule[1].quota_tpp = 16e6;
}

static void a_licence_without_a_quota_lifts_none(void **state)
{
    two_rules(*state, BO_LICENCE);
    assert_near(delivered_to_china(*state, 24), 1000.0, 0.0);
}

static void a_denial_without_a_quota_is_the_stricter(void **state)
{
    two_rules(*state, BO_DENIED);
    assert_near(delivered_to_china(*state, 24), 0.0, 0.0);
}

static void of_flag(struct trade_world *w, enum bo_flag flag)
{
    w->rule[0] = trade_rule(w, "Ban", -10, -10);
    w->test = (struct bo_condition){.kind = BO_CONDITION_FLAG, .flag = (int)flag, .wanted = true};
}

static void who_is_funded_by_the_state_is_denied_what_others_get(void **state)
{
    struct trade_world *w = *state;
    of_flag(w, BO_FLAG_STATE_FUNDED);
    w->buyer[EAST].state_funded = true;
    assert_near(delivered_to_china(w, 12), 0.0, 0.0);
}

static void so_is_who_buys_for_a_supercomputer(void **state)
{
    struct trade_world *w = *state;
    of_flag(w, BO_FLAG_SUPERCOMPUTER);
    w->buyer[EAST].supercomputer = true;
    assert_near(delivered_to_china(w, 12), 0.0, 0.0);
}

static void who_is_neither_gets_them(void **state)
{
    struct trade_world *w = *state;
    of_flag(w, BO_FLAG_SUPERCOMPUTER);
    w->buyer[EAST].state_funded = true;
    assert_true(delivered_to_china(w, 12) > 1000.0);
}

/* A buyer of the world's market who is denied as East is: nothing is smuggled to it. */
static void the_grey_channel_leads_to_chinas_market_alone(void **state)
{
    struct trade_world *w = *state;
    double grey = 0.0;
    w->buyer[EAST].market = BO_MARKET_WORLD;
    w->market.grey_per_year = 0.5;
    w->market.grey_max_per_year = 1e6;
    w->rule[0] = trade_rule(w, "Ban", -10, -10);
    trade_start(w);
    for (int i = 0; i < 24; i++) {
        trade_month(w);
        grey += trade_chip(w, FLAGSHIP)->chips.grey + trade_chip(w, FLAGSHIP)->chips.seized;
    }
    assert_near(grey, 0.0, 0.0);
}

/* What East's own makers sell in a year, a tenth as good as their FLOP at first and by a day nearly as good. */
static double domestic_sold(int32_t days_before)
{
    struct trade_world w;
    double sold = 0.0;
    trade_make(&w);
    w.vendor[DOMESTIC].software_ratio = 0.1;
    w.vendor[DOMESTIC].software_learning_per_year = 1.0;
    w.vendor[DOMESTIC].software_day = days_before < 0 ? BO_NEVER : w.world.start_day - days_before;
    trade_start(&w);
    for (int i = 0; i < 12; i++) {
        trade_month(&w);
        sold += trade_chip(&w, HOME)->chips.delivered;
    }
    trade_free(&w);
    return sold;
}

static void software_is_learned_from_its_own_day_on(void **state)
{
    (void)state;
    double anew = domestic_sold(-1);
    assert_near(domestic_sold(0), anew, 0.0);
    assert_true(domestic_sold(2000) > 1.2 * anew);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define BUYER_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
        BUYER_TEST(a_licence_without_a_quota_lifts_none),
        BUYER_TEST(a_denial_without_a_quota_is_the_stricter),
        BUYER_TEST(who_is_funded_by_the_state_is_denied_what_others_get),
        BUYER_TEST(so_is_who_buys_for_a_supercomputer),
        BUYER_TEST(who_is_neither_gets_them),
        BUYER_TEST(the_grey_channel_leads_to_chinas_market_alone),
        cmocka_unit_test(software_is_learned_from_its_own_day_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
