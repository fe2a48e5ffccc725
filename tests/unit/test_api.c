/* The library as a program of somebody else's meets it, when it is used in a wrong order or on what is wrong, too. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/buildout.h"
#include "near.h"

#define TINY "tests/support/tiny.cfg" /* ctest runs in the source tree */
enum { MOST_SETS = 256 };

static struct bo_simulation *created(void)
{
    struct bo_simulation *simulation = bo_simulation_create();
    assert_non_null(simulation);
    return simulation;
}

static void assert_error(const struct bo_simulation *simulation, const char *part)
{
    const char *error = bo_simulation_error(simulation);
    if (!strstr(error, part))
        print_error("\"%s\" does not say \"%s\"\n", error, part);
    assert_non_null(strstr(error, part));
}

static void assert_no_results(const struct bo_simulation *simulation)
{
    int year = 1, month = 1;
    assert_int_equal(bo_simulation_n_months(simulation), 0);
    bo_simulation_first_month(simulation, &year, &month);
    assert_int_equal(year, 0);
    assert_int_equal(month, 0);
    assert_null(bo_simulation_series(simulation, "Alpha", "", "Cash"));
    assert_null(bo_simulation_unit(simulation, "Cash"));
    assert_true(isnan(bo_simulation_outcome(simulation, "Alpha", "npv")));
}

static void without_a_scenario_it_refuses(void **state)
{
    (void)state;
    struct bo_simulation *simulation = created();
    assert_string_equal(bo_simulation_error(simulation), "");
    assert_int_equal(bo_simulation_set(simulation, "power.ramp_months=6"), 2);
    assert_error(simulation, "no scenario is loaded");
    assert_int_equal(bo_simulation_run(simulation, 1, 0), 2);
    assert_error(simulation, "no scenario is loaded");
    assert_int_equal(bo_simulation_run_central(simulation, 1), 2);
    assert_no_results(simulation);
    bo_simulation_free(simulation);
    bo_simulation_free(NULL);
}

static void a_file_that_is_wrong_leaves_no_scenario(void **state)
{
    (void)state;
    struct bo_simulation *simulation = created();
    assert_int_equal(bo_simulation_load(simulation, TINY), 0);
    assert_int_equal(bo_simulation_load(simulation, "tests/support/none.cfg"), 1);
    assert_error(simulation, "none.cfg");
    assert_int_equal(bo_simulation_run(simulation, 1, 0), 2);
    assert_no_results(simulation);
    bo_simulation_free(simulation);
}

static void a_value_that_is_wrong_leaves_the_scenario(void **state)
{
    (void)state;
    struct bo_simulation *simulation = created(), *other = created();
    assert_int_equal(bo_simulation_load(simulation, TINY), 0);
    assert_int_equal(bo_simulation_set(simulation, "construction.size_median_mw=60"), 0);
    assert_int_equal(bo_simulation_set(simulation, "construction.size_median_mw=-1"), 1);
    assert_error(simulation, "construction.size_median_mw");
    assert_int_equal(bo_simulation_set(simulation, "nothing"), 1);
    assert_error(simulation, "expected path=value");
    /* Complaints come all at once, a line each. */
    assert_int_equal(bo_simulation_set(simulation, "planning={ none = 1; nor = 2; }"), 1);
    assert_non_null(strchr(bo_simulation_error(simulation), '\n'));
    assert_int_equal(bo_simulation_run(simulation, 3, 2), 0);
    assert_string_equal(bo_simulation_error(simulation), "");
    assert_int_equal(bo_simulation_load(other, TINY), 0);
    assert_int_equal(bo_simulation_set(other, "construction.size_median_mw=60"), 0);
    assert_int_equal(bo_simulation_run(other, 3, 2), 0);
    assert_near(bo_simulation_outcome(simulation, "Alpha", "npv"),
                bo_simulation_outcome(other, "Alpha", "npv"), 0.0);
    bo_simulation_free(other);
    bo_simulation_free(simulation);
}

static void results_are_those_of_the_last_run(void **state)
{
    (void)state;
    struct bo_simulation *simulation = created();
    int year, month;
    assert_int_equal(bo_simulation_load(simulation, TINY), 0);
    assert_int_equal(bo_simulation_set(simulation, "construction.size_median_mw={ dist = "
                                                   "\"lognormal\"; median = 40.0; sigma = 0.9; }"),
                     0);
    assert_int_equal(bo_simulation_run(simulation, 1, 0), 0);
    double drawn = bo_simulation_outcome(simulation, "Alpha", "npv");
    assert_true(isfinite(drawn));
    assert_int_equal(bo_simulation_n_months(simulation), 24);
    bo_simulation_first_month(simulation, &year, &month);
    assert_int_equal(year, 2022);
    assert_int_equal(month, 1);
    assert_non_null(bo_simulation_series(simulation, "Alpha", "", "Cash"));
    assert_null(bo_simulation_series(simulation, "Alpha", "Nowhere", "Cash"));
    assert_null(bo_simulation_series(simulation, "Nobody", "", "Cash"));
    assert_null(bo_simulation_series(simulation, "Alpha", "", "Nothing"));
    assert_string_equal(bo_simulation_unit(simulation, "Cash"), "million USD");
    assert_null(bo_simulation_unit(simulation, "Nothing"));
    assert_true(isnan(bo_simulation_outcome(simulation, "Alpha", "nothing")));
    assert_int_equal(bo_simulation_run_central(simulation, 1), 0);
    assert_true(fabs(bo_simulation_outcome(simulation, "Alpha", "npv") - drawn) > 0.0);
    /* A new value forgets the run. */
    assert_int_equal(bo_simulation_set(simulation, "construction.size_median_mw=60"), 0);
    assert_no_results(simulation);
    bo_simulation_free(simulation);
}

static void a_check_that_fails_leaves_its_results(void **state)
{
    (void)state;
    struct bo_simulation *simulation = created();
    assert_int_equal(bo_simulation_load(simulation, TINY), 0);
    assert_int_equal(bo_simulation_set(simulation, "checks.no={ when = \"2023-06\"; expect = "
                                                   "\"world.sites < 0\"; }"),
                     0);
    assert_int_equal(bo_simulation_run(simulation, 1, 0), 5);
    assert_error(simulation, "checks.no");
    assert_int_equal(bo_simulation_n_months(simulation), 24);
    bo_simulation_free(simulation);
}

static void values_beyond_the_most_are_refused(void **state)
{
    (void)state;
    struct bo_simulation *simulation = created();
    char set[64];
    assert_int_equal(bo_simulation_load(simulation, TINY), 0);
    for (int i = 0; i < MOST_SETS; i++) {
        (void)snprintf(set, sizeof set, "construction.size_median_mw=%d", 60 + i);
        assert_int_equal(bo_simulation_set(simulation, set), 0);
    }
    assert_int_equal(bo_simulation_set(simulation, "construction.size_median_mw=60"), 2);
    assert_error(simulation, "too many values");
    bo_simulation_free(simulation);
}

static void the_version_has_three_numbers(void **state)
{
    (void)state;
    const char *rest = bo_version();
    for (int i = 0; i < 3; i++) {
        char *end;
        (void)strtoul(rest, &end, 10);
        assert_true(end > rest && *end == (i < 2 ? '.' : '\0'));
        rest = end + 1;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_scenario_it_refuses),
        cmocka_unit_test(a_file_that_is_wrong_leaves_no_scenario),
        cmocka_unit_test(a_value_that_is_wrong_leaves_the_scenario),
        cmocka_unit_test(results_are_those_of_the_last_run),
        cmocka_unit_test(a_check_that_fails_leaves_its_results),
        cmocka_unit_test(values_beyond_the_most_are_refused),
        cmocka_unit_test(the_version_has_three_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
