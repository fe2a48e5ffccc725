/* What a purchase returns as rents move, worked by hand. */
#include "near.h"

#include "buildout/base/num.h"
#include "buildout/cli/unit_return.h"

enum { MONTHS = 60 };

static struct bo_vintages vintages(double life_years, double rate, double running, double *income)
{
    static double rates[MONTHS], runs[MONTHS];
    for (uint32_t m = 0; m < MONTHS; m++) {
        rates[m] = rate;
        runs[m] = running;
    }
    return (struct bo_vintages){MONTHS, life_years, rates, runs, income};
}

static void at_a_rent_that_stays_it_is_the_rate_of_the_month(void **state)
{
    (void)state;
    double income[MONTHS];
    for (uint32_t m = 0; m < MONTHS; m++) {
        income[m] = 2.5;
    }
    struct bo_vintages v = vintages(4.0, 0.48, 0.15, income);
    assert_near(bo_unit_return(&v, 0), 0.48, 1e-9);
    assert_near(bo_unit_return(&v, MONTHS - 1), 0.48, 1e-9); /* all of it past the end */
}

/* 50 % over two years take 0.9 a year: 0.9 / 1.5 + 0.9 / 1.5^2 = 1. At half the rent in the second year 1 = 0.9 x + 0.45 x^2,
 * x = (sqrt(2.61) - 0.9) / 0.9. With 0.1 to run it the hours earn 1.0, and the second year brings 0.5 - 0.1. */
static void a_rent_that_halves_costs_what_it_does(void **state)
{
    (void)state;
    double income[MONTHS];
    for (uint32_t m = 0; m < MONTHS; m++) {
        income[m] = m <= 12 ? 3.0 : 1.5;
    }
    struct bo_vintages v = vintages(2.0, 0.5, 0.0, income);
    assert_near(bo_unit_return(&v, 0), 0.9 / (sqrt(2.61) - 0.9) - 1.0, 1e-9);
    v = vintages(2.0, 0.5, 0.1, income);
    assert_near(bo_unit_return(&v, 0), 0.8 / (sqrt(0.81 + 1.6) - 0.9) - 1.0, 1e-9);
}

/* Rents that halve each year go on to: the sum of a year is half of the year's before. */
static void past_the_end_rents_fall_on(void **state)
{
    (void)state;
    double income[MONTHS];
    for (uint32_t m = 0; m < MONTHS; m++) {
        income[m] = 4.0 * bo_pow(0.5, m / 12.0);
    }
    struct bo_vintages v = vintages(3.0, 0.6, 0.05, income);
    assert_near(bo_unit_return(&v, MONTHS - 1), bo_unit_return(&v, 0), 1e-9);
    assert_true(bo_unit_return(&v, 0) < 0.2);
}

static void what_is_not_known_has_no_return(void **state)
{
    (void)state;
    double income[MONTHS] = {0.0};
    struct bo_vintages v = vintages(3.0, 0.6, 0.05, income);
    assert_true(isnan(bo_unit_return(&v, 0))); /* nobody pays */
    income[0] = BO_NAN;
    assert_true(isnan(bo_unit_return(&v, 0)));
    for (uint32_t m = 0; m < MONTHS; m++) {
        income[m] = 1.0;
    }
    v = vintages(3.0, BO_NAN, 0.05, income);
    assert_true(isnan(bo_unit_return(&v, 0)));
    v = vintages(0.0, 0.6, 0.05, income);
    assert_true(isnan(bo_unit_return(&v, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_a_rent_that_stays_it_is_the_rate_of_the_month),
        cmocka_unit_test(a_rent_that_halves_costs_what_it_does),
        cmocka_unit_test(past_the_end_rents_fall_on),
        cmocka_unit_test(what_is_not_known_has_no_return),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
