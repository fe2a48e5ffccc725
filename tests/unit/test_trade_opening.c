/* The first day of the trade: what was ordered before it arrives as if the trade had gone on. */
#include "trade_world.h"

#include <math.h>

/* Flagships delivered in the first, the second and the third month, where 1,000 are wanted and can be made. */
static void first_months(double backlog_months, double delivered[3])
{
    struct trade_world w;
    trade_make(&w);
    w.chip[HOME].price_usd = BO_NAN;
    w.vendor[LEADER].backlog_opening_days = backlog_months * BO_DAYS_PER_MONTH;
    trade_start(&w);
    for (int month = 0; month < 3; month++) {
        trade_month(&w);
        delivered[month] = trade_chip(&w, FLAGSHIP)->chips.delivered;
    }
    trade_free(&w);
}

static void a_vendor_with_orders_delivers_from_the_first_day_on(void **state)
{
    (void)state;
    double anew[3], before[3];
    first_months(0.0, anew);
    first_months(1.5, before);
    assert_near(anew[0], 0.0, 0.0);
    for (int month = 0; month < 3; month++) {
        assert_near(before[month], 1000.0,
                    0.3); /* two shipments of a month's chips, on the days it happens to ship */
    }
    print_message("%g of 3000 in three months\n", before[0] + before[1] + before[2]);
    assert_near(before[0] + before[1] + before[2], 3000.0, 0.03);
}

/* With twice the slots that are needed a vendor begins no more than is ordered, and part of it before it is. */
static void a_vendor_with_room_goes_on_as_fast_as_orders_come(void **state)
{
    (void)state;
    struct trade_world w;
    trade_make(&w);
    w.chip[HOME].price_usd = BO_NAN;
    w.wafers[LEADER] = 2000.0;
    w.vendor[LEADER].build_ahead_days = 20.0;
    w.vendor[LEADER].backlog_opening_days = w.vendor[LEADER].make_days - 20.0;
    trade_start(&w);
    for (int month = 0; month < 4; month++) {
        trade_month(&w);
        print_message("%g ", trade_chip(&w, FLAGSHIP)->chips.delivered);
        assert_near(trade_chip(&w, FLAGSHIP)->chips.delivered, 1000.0, 0.15);
    }
    trade_free(&w);
}

/* Beside the flagship, and made in its place where it can be: as good, at the same price. */
static void make_second(struct trade_world *w, int32_t launch)
{
    trade_make(w);
    w->vendor[LEADER].backlog_opening_days = 1.5 * BO_DAYS_PER_MONTH;
    w->chip[HOME].vendor = "Leader";
    w->chip[HOME].home = bo_country_of_code("US");
    w->chip[HOME].launch_day = w->world.start_day + launch;
}

/* Half of all want it, and it has been on order for ten days: until it comes out flagships are sold in its place. */
static void what_has_not_come_out_is_neither_on_its_way_nor_made(void **state)
{
    (void)state;
    struct trade_world w;
    make_second(&w, 20);
    trade_start(&w);
    double flagships = 0.0, others = 0.0;
    for (int month = 0; month < 3; month++) {
        trade_month(&w);
        flagships += trade_chip(&w, FLAGSHIP)->chips.delivered;
        others += trade_chip(&w, HOME)->chips.delivered;
        assert_true(month > 0 || others < 100.0);
        assert_true(month > 0 || flagships > 800.0);
    }
    assert_true(flagships + others > 2700.0 && flagships + others < 3100.0);
    assert_true(others > 500.0);
    trade_free(&w);
}

/* The part of the first month's orders that is for a chip four times as good, which could be ordered for ten days before. */
static double ordered_of_better(double lag_days)
{
    struct trade_world w;
    make_second(&w, 20);
    w.chip[HOME].dense_16_bit_tflops *= 4.0;
    w.chip[HOME].dense_8_bit_tops *= 4.0;
    w.chip[HOME].memory_bandwidth_gb_per_s *= 4.0;
    w.market.choice_lag_days = lag_days;
    w.vendor[LEADER].backlog_opening_days = 0.0;
    trade_start(&w);
    trade_month(&w);
    double better = trade_chip(&w, HOME)->chips.orders;
    double all = better + trade_chip(&w, FLAGSHIP)->chips.orders;
    trade_free(&w);
    return better / all;
}

/* With four months of lag: ten days before, and the month that is ordered for. */
static void boards_have_turned_to_what_is_new_only_as_long_as_it_is_there(void **state)
{
    (void)state;
    assert_true(ordered_of_better(0.0) > 0.95);
    double days = 10.0 + 31.0, lag = 4.0 * BO_DAYS_PER_MONTH;
    assert_near(ordered_of_better(lag), 1.0 - exp(-days / lag), 0.05);
}

/* Two chips that have long been there are bought by halves, whatever the lag: what takes time is what is new. */
static void what_is_not_new_is_bought_at_once(void **state)
{
    (void)state;
    double share[2];
    for (int k = 0; k < 2; k++) {
        struct trade_world w;
        make_second(&w, -900);
        w.market.choice_lag_days = k * 4.0 * BO_DAYS_PER_MONTH;
        trade_start(&w);
        trade_month(&w);
        share[k] = trade_chip(&w, HOME)->chips.orders / trade_chip(&w, FLAGSHIP)->chips.orders;
        trade_free(&w);
    }
    assert_near(share[0], 1.0, 0.01);
    assert_near(share[1], 1.0, 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_vendor_with_orders_delivers_from_the_first_day_on),
        cmocka_unit_test(what_has_not_come_out_is_neither_on_its_way_nor_made),
        cmocka_unit_test(a_vendor_with_room_goes_on_as_fast_as_orders_come),
        cmocka_unit_test(boards_have_turned_to_what_is_new_only_as_long_as_it_is_there),
        cmocka_unit_test(what_is_not_new_is_bought_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
