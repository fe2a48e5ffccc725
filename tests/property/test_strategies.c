/* The six strategies that ship do what their names say, on the baseline and on the same luck. */
#include "tiny_run.h"

#include <stdio.h>

#include "buildout/base/calendar.h"

#define BASELINE "scenarios/baseline.cfg"
#define END "time.end=2025-01-01"

/* A year's sum of a series of the company whose board plays the strategy, seed 1; NaN counts as nothing. */
static double year_of(const struct bo_facts *facts, const char *variable, const char *entity,
                      int32_t year)
{
    const struct bo_fact_series *s = facts_find(facts, variable, entity, "");
    int32_t first = bo_month_of_day(bo_day_of(year, 1, 1)) - facts->first_month;
    double sum = 0.0;
    for (int32_t m = first; m < first + 12 && s != NULL; m++) {
        sum += isnan(s->value[m]) ? 0.0 : s->value[m];
    }
    return sum;
}

struct played {
    double ai_capex, orders, training, fleet, let, buybacks, cash;
};

static struct played play(const char *strategy, const char *company)
{
    char set[128];
    (void)snprintf(set, sizeof set, "companies.%s.strategy=\"%s\"", company, strategy);
    const char *sets[] = {END, set};
    struct run_fixture f;
    run_open(&f, BASELINE, 2, sets);
    struct bo_run_result run = run_well(&f, 1);
    struct played p = {.ai_capex = year_of(run.facts, "Capex|AI Systems", company, 2022) +
                                   year_of(run.facts, "Capex|AI Systems", company, 2023) +
                                   year_of(run.facts, "Capex|AI Systems", company, 2024),
                       .orders = year_of(run.facts, "Chips|Orders", company, 2022) +
                                 year_of(run.facts, "Chips|Orders", company, 2023),
                       .training = year_of(run.facts, "Compute|Internal Training", company, 2024),
                       .fleet = year_of(run.facts, "Fleet|H100e", company, 2024),
                       .let = year_of(run.facts, "Compute|Leased Out", company, 2024),
                       .buybacks = year_of(run.facts, "Buybacks", company, 2022) +
                                   year_of(run.facts, "Buybacks", company, 2023) +
                                   year_of(run.facts, "Buybacks", company, 2024),
                       .cash = year_of(run.facts, "Cash", company, 2024)};
    bo_run_result_free(&run);
    run_close(&f);
    return p;
}

static void all_in_spends_more_on_ai_and_waiting_less(void **state)
{
    (void)state;
    struct played steady = play("steady", "Alphabet"), all_in = play("all_in", "Alphabet"),
                  waits = play("wait_and_follow", "Alphabet");
    assert_true(all_in.ai_capex > 1.3 * steady.ai_capex);
    assert_true(waits.ai_capex < 0.9 * steady.ai_capex);
    assert_true(all_in.training > waits.training);
    assert_near(all_in.buybacks, 0.0, 0.0);
}

static void a_cash_cow_follows_late_and_goes_on_buying_shares(void **state)
{
    (void)state;
    struct played steady = play("steady", "Alphabet"), cow = play("cash_cow_follower", "Alphabet");
    assert_true(cow.ai_capex < steady.ai_capex);
    assert_true(cow.training < steady.training);
    assert_true(cow.buybacks > steady.buybacks);
}

static void a_landlord_lets_more_of_its_fleet_and_trains_less(void **state)
{
    (void)state;
    struct played steady = play("steady", "Alphabet"), landlord = play("landlord", "Alphabet");
    assert_true(landlord.let / landlord.fleet > steady.let / steady.fleet);
    assert_true(landlord.training / landlord.fleet < steady.training / steady.fleet);
}

static void applications_need_no_training(void **state)
{
    (void)state;
    struct played apps = play("application_only", "Alphabet");
    assert_near(apps.training, 0.0, 0.0);
    assert_true(apps.fleet > 0.0);
}

static void a_stockpiler_orders_more_and_lets_less(void **state)
{
    (void)state;
    struct played steady = play("steady", "Alibaba"), store = play("stockpiler", "Alibaba");
    assert_true(store.orders > steady.orders);
    assert_true(store.let < steady.let); /* what is idle goes by the hour */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_in_spends_more_on_ai_and_waiting_less),
        cmocka_unit_test(a_cash_cow_follows_late_and_goes_on_buying_shares),
        cmocka_unit_test(a_landlord_lets_more_of_its_fleet_and_trains_less),
        cmocka_unit_test(applications_need_no_training),
        cmocka_unit_test(a_stockpiler_orders_more_and_lets_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
