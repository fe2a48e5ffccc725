/* Who stands on the Entity List gets nothing made for China either: Huawei lives on its own Ascends, and without that rule it would buy
 * what others in China do. */
#include "variant_runs.h"

enum { SEEDS = 4 };
#define UNTIL_2025 "time.end=\"2025-01-01\""

static double made_for_china(const struct bo_facts *facts)
{
    return at_month(facts, "Fleet|Chips|A800*", "Huawei", 2024, 12) +
           at_month(facts, "Fleet|Chips|H800*", "Huawei", 2024, 12) +
           at_month(facts, "Fleet|Chips|H20*", "Huawei", 2024, 12) -
           at_month(facts, "Fleet|Chips|H200*", "Huawei", 2024, 12);
}

static void look(const struct bo_facts *const *facts, uint32_t seed, void *context)
{
    double *without = context;
    (void)seed;
    assert_near(made_for_china(facts[0]), 0.0, 0.0);
    *without += made_for_china(facts[1]);
}

static void the_listed_buy_nothing_made_for_their_country(void **state)
{
    (void)state;
    static const struct run_variant variant[] = {
        {"baseline", {UNTIL_2025}},
        {"baseline", {UNTIL_2025, "export_rules.us_2019_05_entity.rescinded=\"2019-05-16\""}}};
    double without = 0.0;
    variants_run(variant, 2, SEEDS, look, &without);
    print_message("A800, H800 and H20 of Huawei at the end of 2024 without the rule: %.0f a run\n",
                  without / SEEDS);
    assert_true(without > 1000.0 * SEEDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_listed_buy_nothing_made_for_their_country),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
