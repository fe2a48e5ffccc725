/* Outages: what is made between their dates, and what is told. */
#include "trade_world.h"

/* Flagships made in a month of an outage from the 14th month to the 16th, of 1,000 that could be. */
static double made_in_an_outage(double slots_frac, double hbm_frac, uint32_t vendor)
{
    struct trade_world w;
    trade_make(&w);
    struct bo_supply_shock_param shock = {.entry = trade_entry("Fire"),
                                          .vendor = vendor,
                                          .from_day = w.world.start_day + 396,
                                          .until_day = w.world.start_day + 485,
                                          .slots_frac = slots_frac,
                                          .hbm_frac = hbm_frac,
                                          .source = "a test"};
    w.param.supply_shock = &shock;
    w.param.n[BO_TABLE_SUPPLY_SHOCKS] = 1;
    w.chip[HOME].price_usd = BO_NAN;
    w.budget[WEST] = 1e9;
    trade_start(&w);
    trade_months(&w, 15);
    assert_int_equal(trade_events(&w, "supply shock begins", "Fire", NULL), 1);
    trade_month(&w); /* wafers of the month before, in which it lasts throughout */
    double made = trade_chip(&w, FLAGSHIP)->made;
    trade_months(&w, 3);
    assert_int_equal(trade_events(&w, "supply shock ends", "Fire", NULL), 1);
    assert_near(trade_chip(&w, FLAGSHIP)->made, 1000.0, 0.05);
    trade_free(&w);
    return made;
}

static void an_outage_takes_slots_or_memory_of_whom_it_hits(void **state)
{
    (void)state;
    assert_near(made_in_an_outage(1.0, 1.0, LEADER), 1000.0, 0.1);
    assert_near(made_in_an_outage(0.5, 1.0, LEADER), 500.0, 0.15);
    assert_near(made_in_an_outage(0.5, 1.0, BO_NO_ROW), 500.0, 0.15);
    assert_near(made_in_an_outage(0.5, 1.0, DOMESTIC), 1000.0, 0.1);
    /* memory limits nobody here: four tenths of what all slots would take are left */
    assert_near(made_in_an_outage(1.0, 0.4, LEADER), 400.0, 0.15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outage_takes_slots_or_memory_of_whom_it_hits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
