/* What must hold of any rule: none is no rule, a looser one shrinks nothing, a known one is laid in for. */
#include "trade_world.h"

#include <stdio.h>

enum { N_MONTHS = 48, N_THRESHOLDS = 5 };

struct told {
    double orders[N_MONTHS][N_CHIPS], delivered[N_MONTHS][N_CHIPS];
};

static void run(struct trade_world *w, struct told *told)
{
    trade_start(w);
    for (int m = 0; m < N_MONTHS; m++) {
        trade_month(w);
        for (uint32_t c = 0; c < N_CHIPS; c++) {
            told->orders[m][c] = trade_chip(w, c)->chips.orders;
            told->delivered[m][c] = trade_chip(w, c)->chips.delivered;
        }
    }
}

/* Another world for every seed: capacities, budgets and dispositions. */
static void make_any(struct trade_world *w, uint64_t seed)
{
    struct bo_rng rng = {.seed = seed};
    double u[6];
    for (uint32_t i = 0; i < 6; i++) {
        u[i] = bo_rng_uniform(&rng, 1, 1, i);
    }
    trade_make(w);
    w->world.rng.seed = seed;
    w->world.draw_key = bo_rng_run_key(&w->world.rng);
    w->wafers[LEADER] = 500.0 + 2000.0 * u[0];
    w->budget[EAST] = 60e6 + 200e6 * u[1];
    w->market.lead_gain = 1.0 + u[2];
    w->chip[HOME].price_usd = 10000.0 + 30000.0 * u[3];
    w->buyer[EAST].stock_need_days = 200.0 * u[4];
    w->buyer[EAST].stock_response = u[5];
    w->market.ship_delay_days = (struct bo_dist){.kind = BO_DIST_LOGNORMAL, .p = {10.0, 0.3}};
}

/* The same numbers, to the last bit. */
static void a_threshold_never_met_is_no_rule(void **state)
{
    (void)state;
    static struct told with, without;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        print_message("seed %u\n", (unsigned)seed);
        struct trade_world w;
        make_any(&w, seed);
        w.rule[0] = trade_rule(&w, "Ban", 300, 400);
        w.bound = bo_operator_never(BO_AT_LEAST);
        w.test.op = BO_AT_LEAST;
        run(&w, &with);
        trade_free(&w);
        make_any(&w, seed);
        if (seed % 2 == 0) {
            w.param.n[BO_TABLE_RULES] = 0;
        } else {
            w.law.in_force = false;
        }
        run(&w, &without);
        trade_free(&w);
        assert_memory_equal(&with, &without, sizeof with);
    }
}

/* Thresholds of TPP below Cut (4,000), between Cut and the flagship (16,000), and above it. */
static void a_looser_threshold_lets_no_less_through(void **state)
{
    (void)state;
    static const double threshold[N_THRESHOLDS] = {1000.0, 3999.0, 4001.0, 15999.0, 16001.0};
    for (uint64_t seed = 1; seed <= 5; seed++) {
        print_message("seed %u\n", (unsigned)seed);
        double before = -1.0;
        for (int t = 0; t < N_THRESHOLDS; t++) {
            struct trade_world w;
            make_any(&w, seed);
            w.chip[CUT].replaces = w.chip[CUT].designed_for = BO_NO_ROW; /* on sale for all */
            w.market.design_around_least_frac = 1.0;
            w.rule[0] = trade_rule(&w, "Ban", -10, -10);
            w.bound = threshold[t];
            trade_start(&w);
            /* chips that may ship: of those that the leader sells, what East can order */
            double free = 0.0;
            double got[2] = {0.0, 0.0};
            for (int m = 0; m < N_MONTHS; m++) {
                trade_month(&w);
            }
            got[0] = bo_fleet_count(&w.world, EAST, BO_NO_ROW, FLAGSHIP);
            got[1] = bo_fleet_count(&w.world, EAST, BO_NO_ROW, CUT);
            free = (got[0] > 0.0) + (got[1] > 0.0);
            assert_true(free >= before);
            before = free;
            trade_free(&w);
        }
        assert_near(before, 2.0, 0.0);
    }
}

/* Chips that East has in hand or under way on the day on which the flagship is denied, known `grace` days before. */
static double in_hand_amid(double rumour, double grace_days, double response, double belief)
{
    struct trade_world w;
    int32_t binds = 912;
    trade_make(&w);
    w.wafers[LEADER] = 10000.0;
    w.chip[HOME].price_usd = BO_NAN;
    w.chip[CUT].vendor = "nobody";
    w.market.design_around_least_frac = 1.0;
    w.vendor[LEADER].make_days = 10.0;
    w.rule[0] = trade_rule(&w, "Ban", binds - (int32_t)grace_days, binds - (int32_t)grace_days);
    w.rule[0].grace_days = grace_days;
    w.buyer[EAST].stock_need_days = 240.0;
    w.buyer[EAST].stock_response = response;
    w.buyer[EAST].belief_per_year = belief;
    w.rumour = rumour;
    trade_start(&w);
    trade_months(&w, 36);
    double chips = bo_fleet_count(&w.world, EAST, BO_NO_ROW, FLAGSHIP);
    trade_free(&w);
    return chips;
}

static double in_hand(double grace_days, double response, double belief)
{
    return in_hand_amid(1.0, grace_days, response, belief);
}

static void rumours_make_who_fears_lay_in_more(void **state)
{
    (void)state;
    assert_near(in_hand_amid(4.0, 0.0, 0.6, 0.2), in_hand(0.0, 0.6, 0.8), 0.0);
    assert_near(in_hand_amid(4.0, 0.0, 0.6, 0.0), in_hand(0.0, 0.6, 0.0), 0.0);
}

static void laying_in_rises_with_grace_and_with_belief_and_is_nil_without_both(void **state)
{
    (void)state;
    double usual = in_hand(0.0, 0.0, 0.0);
    double none = in_hand(0.0, 0.6, 0.0);
    double month = in_hand(30.0, 0.6, 0.0), quarter = in_hand(90.0, 0.6, 0.0);
    double fear = in_hand(0.0, 0.6, 0.3), more = in_hand(0.0, 0.6, 0.8);
    print_message("usual %.0f, none %.0f, 30 days %.0f, 90 days %.0f, belief %.0f and %.0f\n",
                  usual, none, month, quarter, fear, more);
    assert_near(none, usual, 0.0);
    /* of 500 wanted a month: half a month's in thirty days, three months' and a half and more in ninety */
    assert_near(in_hand(90.0, 0.0, 0.0), usual, 0.0);
    assert_true(month - usual > 0.4 * 500.0);
    assert_true(quarter - usual > 2.5 * 500.0);
    assert_true(fear - usual > 2.5 * 500.0 && more > fear);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_threshold_never_met_is_no_rule),
        cmocka_unit_test(a_looser_threshold_lets_no_less_through),
        cmocka_unit_test(rumours_make_who_fears_lay_in_more),
        cmocka_unit_test(laying_in_rises_with_grace_and_with_belief_and_is_nil_without_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
