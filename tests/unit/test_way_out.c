/* The smallest cut that makes a chip free. */
#include "small_law.h"

/* TPP 5000 against bans from 4000 and (density) from 4.5: TPP below 4000 makes the density 4 and needs a fifth; the
 * other way, a density below 4.5, leaves the TPP. Links 600 and memory 2000, together below 2500: memory below 1900 is
 * a twentieth, links below 500 a sixth. */
static void the_way_out_is_the_smallest_cut(void **state)
{
    struct bo_condition tpp = {.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_TPP};
    struct bo_condition density = {
        .kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_PERFORMANCE_DENSITY, .op = BO_ABOVE};
    struct bo_condition total = {.kind = BO_CONDITION_QUANTITY,
                                 .quantity = BO_CHIP_TOTAL_BANDWIDTH};
    double tpp_bound[8] = {4000.0}, density_bound[8] = {4.5}, total_bound[8] = {2500.0};
    struct bo_export_rule rule[] = {rule_of("a", &tpp, tpp_bound),
                                    rule_of("b", &density, density_bound),
                                    rule_of("c", &total, total_bound)};
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_way_out way =
        bo_regime_way_out(regime_of(rule, 3, BO_UNKNOWN_STRICT), &chip, &buyer, 200, 0);

    (void)state;
    assert_true(way.possible);
    assert_near(way.below[BO_CHIP_TPP], 4000.0, 0.0);
    assert_true(isnan(way.below[BO_CHIP_PERFORMANCE_DENSITY]));
    assert_true(isnan(way.below[BO_CHIP_INTERCONNECT]));
    assert_near(way.below[BO_CHIP_MEMORY_BANDWIDTH], 1900.0, 0.0);
    assert_near(way.cut_frac, 0.25, 1e-12);
    way = bo_regime_way_out(regime_of(rule + 1, 1, BO_UNKNOWN_STRICT), &chip, &buyer, 200, 0);
    assert_near(way.below[BO_CHIP_PERFORMANCE_DENSITY], 4.5, 0.0);
    assert_true(way.inclusive[BO_CHIP_PERFORMANCE_DENSITY]);
}

static void no_number_helps_against_a_rule_on_the_buyer(void **state)
{
    struct bo_export_rule rule = rule_of("r", NULL, NULL);
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");

    (void)state;
    assert_false(
        bo_regime_way_out(regime_of(&rule, 1, BO_UNKNOWN_STRICT), &chip, &buyer, 200, 0).possible);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_way_out_is_the_smallest_cut),
        cmocka_unit_test(no_number_helps_against_a_rule_on_the_buyer),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
