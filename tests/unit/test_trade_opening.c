/* The first day of the trade: what was ordered before it arrives as if the trade had gone on. */
#include "trade_world.h"

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
    assert_near(before[0] + before[1] + before[2], 3000.0, 0.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_vendor_with_orders_delivers_from_the_first_day_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
