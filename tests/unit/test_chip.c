/* Chips and countries by themselves. */
#include "near.h"

#include "buildout/base/num.h"
#include "buildout/model/chip.h"

static void a_chip_is_sold_from_its_launch_to_the_end_of_its_sale(void **state)
{
    struct bo_chip chip = {.launch_day = 0,
                           .end_of_sale_day = 1000,
                           .tpp = 5000.0,
                           .die_area_mm2 = 1000.0,
                           .performance_density = BO_NAN};

    (void)state;
    assert_false(bo_chip_is_sold(&chip, -1));
    assert_true(bo_chip_is_sold(&chip, 0));
    assert_true(bo_chip_is_sold(&chip, 999));
    assert_false(bo_chip_is_sold(&chip, 1000));
}

static void a_density_that_is_given_goes_before_one_computed(void **state)
{
    struct bo_chip chip = {.launch_day = 0,
                           .end_of_sale_day = 1000,
                           .tpp = 5000.0,
                           .die_area_mm2 = 1000.0,
                           .performance_density = BO_NAN};

    (void)state;
    assert_near(bo_chip_quantity(&chip, BO_CHIP_PERFORMANCE_DENSITY), 5.0, 1e-15);
    chip.performance_density = 7.0;
    assert_near(bo_chip_quantity(&chip, BO_CHIP_PERFORMANCE_DENSITY), 7.0, 0.0);
    assert_true(isnan(bo_chip_quantity(&chip, BO_N_CHIP_QUANTITIES)));
}

static void countries_are_found_by_code_and_by_name(void **state)
{
    (void)state;
    assert_int_equal(bo_country_of_code("AA").v, UINT32_MAX); /* no country's */
    assert_int_equal(bo_country_of_code("CN").v, 26 * 2 + 13);
    assert_int_equal(bo_country_find("China").v, bo_country_of_code("CN").v);
    assert_int_equal(bo_country_find("SG").v, bo_country_of_code("SG").v);
    assert_int_equal(bo_country_find("sg").v, bo_country_of_code("SG").v);
    assert_int_equal(bo_country_find("Chyna").v, UINT32_MAX);
    assert_string_equal(bo_country_row(bo_country_of_code("SG"))->name, "Singapore");
    assert_null(bo_country_row(BO_NO_COUNTRY));
    for (uint32_t i = 0; i < bo_n_countries; i++) { /* each is where the search looks */
        assert_ptr_equal(bo_country_row(bo_country_of_code(bo_countries[i].code)),
                         &bo_countries[i]);
    }
}

/* What is not known of a part is not known of the whole. */
static void a_total_needs_both_parts(void **state)
{
    struct bo_chip chip = {.interconnect_gb_per_s = 600.0, .memory_bandwidth_gb_per_s = 2000.0};

    (void)state;
    assert_near(bo_chip_quantity(&chip, BO_CHIP_TOTAL_BANDWIDTH), 2600.0, 0.0);
    chip.interconnect_gb_per_s = BO_NAN;
    assert_true(isnan(bo_chip_quantity(&chip, BO_CHIP_TOTAL_BANDWIDTH)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chip_is_sold_from_its_launch_to_the_end_of_its_sale),
        cmocka_unit_test(a_density_that_is_given_goes_before_one_computed),
        cmocka_unit_test(countries_are_found_by_code_and_by_name),
        cmocka_unit_test(a_total_needs_both_parts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
