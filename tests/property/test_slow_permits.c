/* Permits that take three times as long in two regions: nothing changes before, then fewer sites open there, though what was
 * announced before has the time it had. */
#include "variant_runs.h"

enum { SEEDS = 6 };
#define UNTIL_2030 "time.end=\"2030-01-01\""

struct opened {
    double there[2], world_before[2];
};

static double openings(const struct bo_facts *facts, const char *place, uint32_t from, uint32_t to)
{
    const double *value = facts_values(facts, "Data Centers|Openings", "World", place);
    double sum = 0.0;
    for (uint32_t m = from; m <= to; m++) {
        sum += isnan(value[m]) ? 0.0 : value[m];
    }
    return sum;
}

static void look(const struct bo_facts *const *facts, uint32_t seed, void *context)
{
    struct opened *opened = context;
    (void)seed;
    for (uint32_t v = 0; v < 2; v++) {
        uint32_t change = month_of(facts[v], 2026, 1), last = month_of(facts[v], 2029, 12);
        opened->world_before[v] += openings(facts[v], "", 0, change - 1);
        opened->there[v] += openings(facts[v], "Northern Virginia", change, last) +
                            openings(facts[v], "PJM other", change, last);
    }
    assert_near(at_month(facts[1], "Capex", "World", 2025, 12),
                at_month(facts[0], "Capex", "World", 2025, 12), 0.0);
}

static void fewer_sites_open_where_permits_are_slow(void **state)
{
    (void)state;
    static const struct run_variant variant[] = {{"baseline_2025", {UNTIL_2030}},
                                                 {"slow_permits", {UNTIL_2030}}};
    struct opened opened = {0};
    variants_run(variant, 2, SEEDS, look, &opened);
    print_message("openings of 2026-29 in Virginia and PJM: %.1f a run, %.1f where permits take "
                  "three times as long\n",
                  opened.there[0] / SEEDS, opened.there[1] / SEEDS);
    assert_near(opened.world_before[1], opened.world_before[0], 0.0);
    assert_true(opened.there[1] < 0.97 * opened.there[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewer_sites_open_where_permits_are_slow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
