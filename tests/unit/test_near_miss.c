/* The margin of a chip that the law just lets go. */
#include "small_law.h"

/* A margin of nothing is one all the same, of a mild law too, and of equal ones that of the first rule is told. */
static void what_just_does_not_bite_has_the_nearest_margin(void **state)
{
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_condition test[2] = {
        {.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_TPP, .op = BO_AT_LEAST},
        {.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_PERFORMANCE_DENSITY, .bound = 1}};
    double bounds[8] = {10000.0, 10.0};
    struct bo_export_rule rule[2] = {rule_of("a", &test[0], bounds),
                                     rule_of("b", &test[1], bounds)};
    struct bo_verdict v;

    (void)state;
    test[0].op = BO_ABOVE;
    bounds[0] = chip.tpp;
    v = bo_regime_judge(regime_of(rule, 1, BO_UNKNOWN_STRICT), &chip, &buyer, 200);
    assert_int_equal(v.permission, BO_FREE);
    assert_int_equal(v.nearest, BO_CHIP_TPP);
    assert_near(v.margin_frac, 0.0, 0.0);
    bounds[0] = 10000.0;
    v = bo_regime_judge(regime_of(rule, 2, BO_UNKNOWN_STRICT), &chip, &buyer, 200);
    assert_int_equal(v.nearest, BO_CHIP_TPP);
    rule[0].policy = BO_NOTIFY;
    v = bo_regime_judge(regime_of(rule, 1, BO_UNKNOWN_STRICT), &chip, &buyer, 200);
    assert_near(v.margin_frac, -0.5, 1e-15);
    chip.tpp = BO_NAN;
    assert_true(bo_regime_judge(regime_of(rule, 1, BO_UNKNOWN_STRICT), &chip, &buyer, 200).unknown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_just_does_not_bite_has_the_nearest_margin),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
