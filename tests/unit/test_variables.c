/* What the name of a variable says of it: nil where it is not told, an amount or not. */
#include "near.h"

#include "buildout/model/record.h"

static void what_is_nil_when_it_is_not_told_is_known_by_its_name(void **state)
{
    static const char *const nil[] = {
        "Cloud|Turned Away", "Chips|Seized",    "Chips|Orders|H20",
        "Fleet|Chips|H20",   "Users|API",       "Share|API",
        "Revenue|AI|API",    "Revenue|Leasing", "Usable Compute|Grey"};
    static const char *const none[] = {"Capex|Limit",         "Runway",
                                       "Compute|Utilisation", "Chips|List Price|H20",
                                       "Chips|Price|H20",     "Chips|Lead Time Quoted",
                                       "IRR|Vintage",         "Chips|Lead Time Lived|H20",
                                       "Margin|Compute",      "Price|Tokens",
                                       "Capability|Lag",      "Adoption|API"};
    (void)state;
    for (size_t i = 0; i < sizeof nil / sizeof *nil; i++) {
        assert_true(bo_record_is_nil_untold(nil[i]));
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_false(bo_record_is_nil_untold(none[i]));
    }
}

static void amounts_are_known_by_their_unit_and_shares_are_some(void **state)
{
    static const char *const amount[] = {"Cash",
                                         "Capex",
                                         "Capex|Limit",
                                         "Revenue|AI|API",
                                         "Capacity|IT Power|Energised",
                                         "Fleet|H100e",
                                         "Share|API",
                                         "Users",
                                         "Users|API",
                                         "Fleet|Chips|H20",
                                         "Tokens",
                                         "Training|Compute",
                                         "Electricity|Use"};
    static const char *const none[] = {"Runway",
                                       "Price|Tokens",
                                       "Price|GPU Hour|H100",
                                       "Chips|Price|H20",
                                       "Capability",
                                       "Capability|Lag",
                                       "Margin|Compute",
                                       "IRR|Vintage",
                                       "Sentiment",
                                       "Compute|Utilisation",
                                       "Cost|Million Tokens",
                                       "Construction|Cost per MW",
                                       "Colocation|Rent",
                                       "Adoption|API",
                                       "Chips|Domestic Share",
                                       "Grid|Wait",
                                       "Equipment|Lead Time|Transformers"};
    (void)state;
    for (size_t i = 0; i < sizeof amount / sizeof *amount; i++) {
        assert_true(bo_record_is_amount(amount[i]));
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_false(bo_record_is_amount(none[i]));
    }
}

static void what_is_nil_when_it_is_not_told_is_an_amount(void **state)
{
    struct bo_arena *arena = NULL;
    struct bo_err err = {0};
    uint32_t n = 0;
    (void)state;
    assert_int_equal(bo_arena_create((size_t)1 << 24, false, &arena, &err), 0);
    const struct bo_fact_variable *variable = bo_record_dictionary(arena, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (bo_record_is_nil_untold(variable[i].name)) {
            assert_true(bo_record_is_amount(variable[i].name));
        }
    }
    bo_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_nil_when_it_is_not_told_is_known_by_its_name),
        cmocka_unit_test(amounts_are_known_by_their_unit_and_shares_are_some),
        cmocka_unit_test(what_is_nil_when_it_is_not_told_is_an_amount),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
