/* Lead times in closed form. A steady flow of orders and honest boards: the lived lead is what is on order over the flow
 * (Little), and it is what was quoted: half a month until the wafers are begun, the making, a quarter of a month until
 * the next shipment, the journey. A backlog adds what it is over the capacity. */
#include "trade_world.h"
#include "verify.h"

enum { SETTLE = 24, MEASURE = 12 };

static void make(struct trade_world *w)
{
    trade_make(w);
    w->chip[HOME].price_usd = BO_NAN;
    w->budget[EAST] = 0.0;
}

/* Mean lead of what was delivered in a year, in days. */
static double lived_days(struct trade_world *w)
{
    double chips = 0.0, chip_days = 0.0;
    for (int i = 0; i < MEASURE; i++) {
        trade_month(w);
        const struct bo_trade_vendor_month *v = &bo_trade_month(&w->world)->vendor[LEADER];
        if (v->chips.delivered > 0.0) {
            chips += v->chips.delivered;
            chip_days += v->chips.delivered * 7.0 * v->lived_lead_weeks[BO_MARKET_WORLD];
        }
    }
    return chip_days / chips;
}

/* 15.2 + 30.4 + 7.6 + 7 = 60.3 days, whatever the vendor's days of shipment are. */
static void a_steady_flow_lives_the_quoted_lead(void **state)
{
    (void)state;
    double mean = 0.0, quoted = 0.0;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct trade_world w;
        make(&w);
        w.world.rng.seed = seed;
        w.world.draw_key = bo_rng_run_key(&w.world.rng);
        trade_start(&w);
        trade_months(&w, SETTLE);
        double lived = lived_days(&w);
        quoted = 7.0 * bo_trade_month(&w.world)->vendor[LEADER].quoted_lead_weeks;
        assert_near(quoted, (0.5 + 1.0 + 0.25) * BO_DAYS_PER_MONTH + 7.0, 1e-9);
        assert_near(lived, quoted, 0.03);
        mean += lived / 8.0;
        trade_free(&w);
    }
    verify_near("steady orders: lead lived in days, against the quoted one", quoted, mean, 0.03);
}

/* 500 a month are wanted and 500 can be made; orders of months stand in the book at the start. Honest boards keep a line as
 * long as the queue is, so it stays. */
static void a_backlog_adds_what_it_is_over_the_capacity(void **state)
{
    (void)state;
    struct trade_world w;
    make(&w);
    w.wafers[LEADER] = 500.0;
    w.vendor[LEADER].backlog_opening_days = 6.0 * BO_DAYS_PER_MONTH;
    trade_start(&w);
    trade_months(&w, SETTLE);
    const struct bo_trade_vendor_month *v = &bo_trade_month(&w.world)->vendor[LEADER];
    double lived = lived_days(&w);
    /* Little: the backlog is at its least at the close, half a month's orders below its mean */
    double mean = v->chips.backlog + 500.0 / 2.0;
    double little = mean / 500.0 * BO_DAYS_PER_MONTH + 7.0;
    verify_near("backlog of a vendor: lead lived in days, by Little's law", little, lived, 0.08);
    assert_near(lived, 7.0 * v->quoted_lead_weeks, 0.08);
    assert_true(lived > 3.0 * BO_DAYS_PER_MONTH && lived < 8.0 * BO_DAYS_PER_MONTH);
    trade_free(&w);
}

/* For eight months 650 are wanted of 600 that can be made; boards that take what is above the usual lead 1.4 times see
 * longer ones. When wants fall to 417 a month all comes back. */
static void double_ordering_stretches_leads_and_they_come_back(void **state)
{
    (void)state;
    double peak[2], after[2];
    for (int k = 0; k < 2; k++) {
        static double value[4] = {120e6, 156e6, 156e6, 100e6};
        static int32_t day[4];
        struct trade_world w;
        make(&w);
        for (int i = 0; i < 4; i++) {
            day[i] = w.world.start_day + 365 + 120 * i;
        }
        w.buyer[WEST].budget_usd_per_year =
            (struct bo_path){.v = {4, value}, .day = day, .shape = BO_PATH_STEP, .scale = 1.0};
        w.wafers[LEADER] = 600.0;
        w.market.lead_gain = k == 0 ? 1.0 : 1.4;
        trade_start(&w);
        peak[k] = 0.0;
        for (int m = 0; m < 48; m++) {
            trade_month(&w);
            after[k] = bo_trade_month(&w.world)->vendor[LEADER].quoted_lead_weeks;
            peak[k] = bo_max(peak[k], after[k]);
        }
        trade_free(&w);
    }
    print_message("weeks: %.1f and %.1f at most, %.1f and %.1f in the end\n", peak[0], peak[1],
                  after[0], after[1]);
    assert_true(peak[0] > 14.0 && peak[1] > 1.3 * peak[0]);
    assert_near(after[0], after[1], 1e-9);
    assert_near(after[1], ((0.5 + 1.0 + 0.25) * BO_DAYS_PER_MONTH + 7.0) / 7.0, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_steady_flow_lives_the_quoted_lead),
        cmocka_unit_test(a_backlog_adds_what_it_is_over_the_capacity),
        cmocka_unit_test(double_ordering_stretches_leads_and_they_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
