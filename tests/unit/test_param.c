/* The tables of parameters, as code that knows no field sees them. */
#include <string.h>

#include "near.h"

#include "buildout/model/param.h"

static void every_table_has_a_name_a_pointer_of_its_own_and_rows(void **state)
{
    (void)state;
    for (int i = 0; i < BO_N_TABLES; i++) {
        assert_non_null(bo_tables[i].name);
        assert_true(bo_tables[i].row_size > 0);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(bo_tables[i].name, bo_tables[k].name);
            assert_true(bo_tables[i].pointer_offset != bo_tables[k].pointer_offset);
        }
    }
}

static void rows_of_lists_begin_with_their_key(void **state)
{
    (void)state;
    assert_int_equal(offsetof(struct bo_region_param, entry), 0);
    assert_int_equal(offsetof(struct bo_company_param, entry), 0);
    assert_int_equal(offsetof(struct bo_strategy_param, entry), 0);
    assert_int_equal(offsetof(struct bo_maker_param, entry), 0);
    assert_int_equal(offsetof(struct bo_currency_param, entry), 0);
    assert_int_equal(offsetof(struct bo_check_param, entry), 0);
    assert_true(bo_tables[BO_TABLE_REGIONS].is_list);
    assert_true(bo_tables[BO_TABLE_COMPANIES].is_list);
    assert_false(bo_tables[BO_TABLE_FINANCE].is_list);
}

static void a_field_is_found_by_table_row_and_offset(void **state)
{
    (void)state;
    struct bo_region_param regions[3] = {{.pue_new_ratio = 1.1}};
    struct bo_finance_param finance = {.discount_rate_per_year = 0.1};
    struct bo_param param = {.region = regions, .finance = &finance};
    param.n[BO_TABLE_REGIONS] = 3;
    param.n[BO_TABLE_FINANCE] = 1;
    assert_ptr_equal(bo_param_field(&param, BO_TABLE_REGIONS, 2,
                                    offsetof(struct bo_region_param, colo_inventory_mw)),
                     &regions[2].colo_inventory_mw);
    assert_ptr_equal(bo_param_field(&param, BO_TABLE_REGIONS, 0,
                                    offsetof(struct bo_region_param, pue_new_ratio)),
                     &regions[0].pue_new_ratio);
    assert_ptr_equal(bo_param_field(&param, BO_TABLE_FINANCE, 0,
                                    offsetof(struct bo_finance_param, discount_rate_per_year)),
                     &finance.discount_rate_per_year);
}

static void every_parameter_of_a_strategy_that_rules_may_set_is_a_field_of_its_own(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < bo_n_strategy_fields; i++) {
        const struct bo_strategy_field *field = &bo_strategy_fields[i];
        size_t size = field->words == NULL ? sizeof(double) : sizeof(int);
        assert_true(field->words != NULL || field->low < field->high);
        assert_true(field->offset + size <= offsetof(struct bo_strategy_param, n_rules));
        assert_int_equal(field->offset % size, 0);
        for (uint32_t k = 0; k < i; k++) {
            assert_true(field->offset != bo_strategy_fields[k].offset);
            assert_string_not_equal(field->name, bo_strategy_fields[k].name);
        }
    }
}

/* From the first parameter to script and rules nothing is left out that a rule could not set. */
static void rules_may_set_every_parameter_of_a_strategy(void **state)
{
    (void)state;
    size_t first = offsetof(struct bo_strategy_param, build_ahead_days);
    size_t end = offsetof(struct bo_strategy_param, script);
    size_t size = 0;
    for (uint32_t i = 0; i < bo_n_strategy_fields; i++) {
        size += bo_strategy_fields[i].words == NULL ? sizeof(double) : sizeof(int);
    }
    assert_int_equal(size, end - first);
}

static void a_word_is_found_among_words(void **state)
{
    (void)state;
    assert_int_equal(bo_word_index("own|frontier|follow", "own"), 0);
    assert_int_equal(bo_word_index("own|frontier|follow", "follow"), 2);
    assert_int_equal(bo_word_index("own|frontier|follow", "fol"), -1);
    assert_int_equal(bo_word_index("own|frontier|follow", "wn"), -1);
    assert_int_equal(bo_word_index("own|frontier|follow", ""), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_has_a_name_a_pointer_of_its_own_and_rows),
        cmocka_unit_test(rows_of_lists_begin_with_their_key),
        cmocka_unit_test(a_field_is_found_by_table_row_and_offset),
        cmocka_unit_test(every_parameter_of_a_strategy_that_rules_may_set_is_a_field_of_its_own),
        cmocka_unit_test(a_word_is_found_among_words),
        cmocka_unit_test(rules_may_set_every_parameter_of_a_strategy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
