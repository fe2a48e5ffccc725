/* Who comes for the rent: yields worked by hand. */
#include "trade_world.h"

static int setup(void **state)
{
    static struct trade_world w;
    trade_make(&w);
    w.chip[HOME].price_usd = BO_NAN; /* the flagship alone */
    w.wafers[LEADER] = 1e5;          /* no want of slots */
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    trade_free(*state);
    return 0;
}

/* A system of USD 20,000 is one H100e; at this rent it yields as much a year of its price. */
static void let_at(struct trade_world *w, double yield_per_year)
{
    struct bo_ai_market *market = &w->ai.market[BO_MARKET_WORLD];
    market->contract_usd_per_h = yield_per_year * 20000.0 / (BO_DAYS_PER_YEAR * BO_HOURS_PER_DAY);
    market->utilisation_frac = 1.0;
    w->market.entry = (struct bo_entry_param){.from_day = w->world.start_day,
                                              .yield_per_year = 0.5,
                                              .answer_per_year = 1.0,
                                              .answer_max_per_year = 0.4,
                                              .lag_days = 1.0};
}

static double spent_by_west_in(struct trade_world *w, uint32_t n_months)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < n_months; i++) {
        trade_month(w);
        sum += bo_trade_month(&w->world)->market[BO_MARKET_WORLD].systems_usd;
    }
    return sum;
}

/* Over a year from the third month on, when the first chips have been paid. */
static double spent(struct trade_world *w, double yield_per_year, double lease_out_frac)
{
    w->zero = lease_out_frac; /* of both buyers; in-house parts have no company to hang on */
    let_at(w, yield_per_year);
    trade_start(w);
    spent_by_west_in(w, 36);
    assert_near(w->ai.market[BO_MARKET_WORLD].system_usd_per_h100e, 20000.0, 1e-9);
    assert_near(w->ai.market[BO_MARKET_WORLD].yield_per_year, yield_per_year, 1e-9);
    return spent_by_west_in(w, 12);
}

static void nobody_comes_where_a_fleet_pays_what_it_must(void **state)
{
    assert_near(spent(*state, 0.5, 1.0), 120e6, 0.02);
}

/* 0.4 log a year: from the year before to this one a factor of e^0.4. */
static void owners_come_where_it_pays_more(void **state)
{
    struct trade_world *w = *state;
    double before = spent(w, 5.0, 1.0);
    assert_true(before > 200e6);
    assert_near(spent_by_west_in(w, 12) / before, bo_exp(0.4), 0.02);
}

static void owners_go_where_it_pays_less(void **state)
{
    assert_true(spent(*state, 0.2, 1.0) < 60e6);
}

static void who_buys_for_its_own_use_does_not_come_for_the_rent(void **state)
{
    assert_near(spent(*state, 5.0, 0.0), 120e6, 0.02);
}

static void known_budgets_stand(void **state)
{
    struct trade_world *w = *state;
    w->zero = 1.0;
    let_at(w, 5.0);
    w->market.entry.from_day = BO_NEVER;
    trade_start(w);
    spent_by_west_in(w, 36);
    assert_near(spent_by_west_in(w, 12), 120e6, 0.02);
}

/* Both buy for one market, until a rule leaves to East what costs four times as much: its fleet yields a quarter. */
static void owners_see_what_those_chips_yield_that_they_may_buy(void **state)
{
    struct trade_world *w = *state;
    double flagship_usd = 0.0, home_usd = 0.0;
    w->chip[HOME].price_usd = 40000.0;
    w->wafers[DOMESTIC] = 1e5;
    let_at(w, 0.5);
    w->market.entry.answer_per_year = 0.0;
    for (int b = 0; b < N_TRADE_BUYERS; b++) {
        w->buyer[b].market = BO_MARKET_WORLD;
        w->buyer[b].budget_yield_elasticity = 1.0;
    }
    w->chip[CUT].vendor = "nobody";
    w->market.design_around_least_frac = 1.0;
    w->rule[0] = trade_rule(w, "Ban", 400, 400);
    trade_start(w);
    trade_months(w, 24);
    for (int i = 0; i < 24; i++) {
        trade_month(w);
        flagship_usd += 20000.0 * trade_chip(w, FLAGSHIP)->chips.delivered;
        home_usd += 80000.0 * trade_chip(w, HOME)->chips.delivered;
    }
    assert_near(home_usd / flagship_usd, 0.25, 0.03);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nobody_comes_where_a_fleet_pays_what_it_must, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(owners_come_where_it_pays_more, setup, teardown),
        cmocka_unit_test_setup_teardown(owners_go_where_it_pays_less, setup, teardown),
        cmocka_unit_test_setup_teardown(who_buys_for_its_own_use_does_not_come_for_the_rent, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(known_budgets_stand, setup, teardown),
        cmocka_unit_test_setup_teardown(owners_see_what_those_chips_yield_that_they_may_buy, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
