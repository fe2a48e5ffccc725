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

/* TPP 5000 below 10000 is a half away; a density of 5 below 6 would be a sixth. */
static void what_cannot_bite_is_no_near_miss(void **state)
{
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_condition test[2] = {
        {.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_TPP, .op = BO_AT_LEAST},
        {.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_PERFORMANCE_DENSITY, .bound = 1}};
    double bounds[8] = {10000.0, 6.0};
    struct bo_export_rule rule[2] = {rule_of("a", &test[0], bounds),
                                     rule_of("b", &test[1], bounds)};
    struct bo_verdict v;

    (void)state;
    v = bo_regime_judge(regime_of(rule, 2, BO_UNKNOWN_STRICT), &chip, &buyer, 200);
    assert_int_equal(v.nearest, BO_CHIP_PERFORMANCE_DENSITY);
    rule[1].policy = BO_FREE; /* whatever its levy */
    v = bo_regime_judge(regime_of(rule, 2, BO_UNKNOWN_STRICT), &chip, &buyer, 200);
    assert_int_equal(v.nearest, BO_CHIP_TPP);
    rule[1] = rule_of("b", &test[1], bounds);
    rule[1].kind = BO_RULE_INPUT; /* no chip's matter */
    rule[1].subject = "hbm";
    v = bo_regime_judge(regime_of(rule, 2, BO_UNKNOWN_STRICT), &chip, &buyer, 200);
    assert_int_equal(v.nearest, BO_CHIP_TPP);
}

/* Of either of two that are as far away, the first is told. */
static void of_equal_thresholds_the_first_is_told(void **state)
{
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_condition child[2] = {
        {.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_TPP, .op = BO_AT_LEAST},
        {.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_PERFORMANCE_DENSITY, .bound = 1}};
    struct bo_condition any = {.kind = BO_CONDITION_ANY, .n_children = 2, .child = child};
    double bounds[8] = {10000.0, 10.0};
    struct bo_export_rule rule = rule_of("a", &any, bounds);
    struct bo_verdict v =
        bo_regime_judge(regime_of(&rule, 1, BO_UNKNOWN_STRICT), &chip, &buyer, 200);

    (void)state;
    assert_int_equal(v.nearest, BO_CHIP_TPP);
    assert_near(v.margin_frac, -0.5, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_just_does_not_bite_has_the_nearest_margin),
        cmocka_unit_test(what_cannot_bite_is_no_near_miss),
        cmocka_unit_test(of_equal_thresholds_the_first_is_told),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
