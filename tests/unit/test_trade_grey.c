/* The grey channel: who turns to it, what it finds and carries, and what is seized. */
#include "trade_world.h"

static int setup(void **state)
{
    static struct trade_world w;
    trade_make(&w);
    w.wafers[LEADER] = 3000.0;
    w.chip[HOME].price_usd = BO_NAN; /* only the flagship is sold, and Cut where it is called for */
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    trade_free(*state);
    return 0;
}

/* Nobody has made a chip for a rule. */
static void leave_out_cut(struct trade_world *w)
{
    w->chip[CUT].vendor = "nobody";
}

/* A tenth of what the grey channel finds is seized; it finds it in what West is sent. */
static void denied_demand_turns_to_the_grey_channel(void **state)
{
    struct trade_world *w = *state;
    double grey = 0.0, seized = 0.0, west = 0.0, tenth = 0.1;
    leave_out_cut(w);
    w->market.design_around_least_frac = 1.0;
    w->market.grey_per_year = 0.5;
    w->market.grey_max_per_year = 1e6;
    w->rule[0] = trade_rule(w, "Ban", -10, -10);
    w->rule[0].enforcement_frac = trade_path(w, &tenth);
    trade_start(w);
    trade_months(w, 12);
    for (int i = 0; i < 24; i++) {
        trade_month(w);
        grey += trade_chip(w, FLAGSHIP)->chips.grey;
        seized += trade_chip(w, FLAGSHIP)->chips.seized;
        west += bo_trade_month(&w->world)->market[BO_MARKET_WORLD].chips.delivered;
    }
    /* 10 M a month less what it pays there, at 25,000, of which 1 - exp(-0.5) = 0.393: g = 0.393 (400 - g) */
    assert_near(grey + seized, 24.0 * 400.0 * 0.393 / 1.393, 0.03);
    assert_near(seized / (grey + seized), 0.1, 0.01);
    /* West has ordered for itself and gets what is left */
    assert_true(west < 24.0 * 500.0 - 0.9 * grey);
    assert_near(bo_fleet_by_source(&w->world, EAST, BO_SOURCE_GREY) > 0.0, 1.0, 0.0);
}

/* Nothing is found in the first two years, and half from then on. */
static void enforcement_has_its_dates(void **state)
{
    static double found[] = {0.0, 0.5};
    struct trade_world *w = *state;
    double grey[2] = {0.0, 0.0}, seized[2] = {0.0, 0.0};
    const int32_t day[] = {w->world.start_day, w->world.start_day + 730};
    leave_out_cut(w);
    w->market.design_around_least_frac = 1.0;
    w->market.grey_per_year = 0.5;
    w->market.grey_max_per_year = 1e6;
    w->market.grey_seized_frac =
        (struct bo_path){.v = {2, found}, .day = day, .shape = BO_PATH_STEP, .scale = 1.0};
    w->rule[0] = trade_rule(w, "Ban", -10, -10);
    trade_start(w);
    for (int i = 0; i < 48; i++) {
        trade_month(w);
        grey[i / 24] += trade_chip(w, FLAGSHIP)->chips.grey;
        seized[i / 24] += i < 24 || i >= 26 ? trade_chip(w, FLAGSHIP)->chips.seized : 0.0;
    }
    assert_near(seized[0], 0.0, 0.0);
    assert_true(grey[0] > 0.0);
    assert_near(seized[1] / (seized[1] + grey[1]), 0.5, 0.1);
}

static double grey_in_a_year(struct trade_world *w, double most, double most_usd)
{
    double found = 0.0;
    leave_out_cut(w);
    w->market.design_around_least_frac = 1.0;
    w->market.grey_per_year = 5.0;
    w->market.grey_max_per_year = most;
    w->market.grey_max_usd_per_year = most_usd;
    w->rule[0] = trade_rule(w, "Ban", -10, -10);
    trade_start(w);
    trade_months(w, 12);
    for (int i = 0; i < 12; i++) {
        trade_month(w);
        found += trade_chip(w, FLAGSHIP)->chips.grey + trade_chip(w, FLAGSHIP)->chips.seized;
    }
    return found;
}

static void the_grey_channel_carries_so_much(void **state)
{
    assert_near(grey_in_a_year(*state, 600.0, (double)INFINITY), 600.0, 0.1);
}

/* 200 at 15,000, half over the list. */
static void the_grey_channel_carries_so_much_money(void **state)
{
    assert_near(grey_in_a_year(*state, 600.0, 3e6), 200.0, 0.1);
}

static void a_grey_channel_without_money_carries_nothing(void **state)
{
    assert_near(grey_in_a_year(*state, 600.0, 0.0), 0.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(denied_demand_turns_to_the_grey_channel, setup, teardown),
        cmocka_unit_test_setup_teardown(enforcement_has_its_dates, setup, teardown),
        cmocka_unit_test_setup_teardown(the_grey_channel_carries_so_much, setup, teardown),
        cmocka_unit_test_setup_teardown(the_grey_channel_carries_so_much_money, setup, teardown),
        cmocka_unit_test_setup_teardown(a_grey_channel_without_money_carries_nothing, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
