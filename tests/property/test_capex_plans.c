/* What was announced before the start is bought, and what is in use wears as long as is judged now. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"

/* Alpha's sum of a series over a year, million USD. */
static double of_year(const struct bo_run_result *run, const char *variable, int32_t year)
{
    const struct bo_fact_series *s = facts_find(run->facts, variable, "Alpha", "");
    int32_t from = bo_month_of_day(bo_day_of(year, 1, 1)) - run->facts->first_month;
    double sum = 0.0;
    assert_non_null(s);
    for (int32_t m = from; m < from + 12; m++) {
        sum += s->value[m];
    }
    return sum;
}

static double year_with(uint32_t n_sets, const char *const *set, const char *variable, int32_t year)
{
    struct run_fixture f;
    run_open(&f, "tests/support/tiny.cfg", n_sets, set);
    struct bo_run_result run = run_well(&f, 1);
    double sum = of_year(&run, variable, year);
    bo_run_result_free(&run);
    run_close(&f);
    return sum;
}

/* 14 bn USD told for 2022, within its limit of 0.6 of about 30; nothing for 2023. */
static void what_was_announced_before_the_start_is_spent(void **state)
{
    (void)state;
    static const char *const set[] = {
        "companies.Alpha.announced_capex_per_year={points = ((\"2022-01\", \"14 B USD\"), "
        "(\"2023-01\", \"0 USD\")); shape = \"step\";}"};
    assert_true(year_with(0, NULL, "Capex", 2022) < 12000.0);
    assert_near(year_with(1, set, "Capex", 2022), 14000.0, 0.05);
    assert_near(year_with(1, set, "Capex|Servers", 2023), year_with(0, NULL, "Capex|Servers", 2023),
                0.05);
}

/* Servers of 12 bn USD and four years, and a fifth a year of the same: from 4 to 6 years in 2023 a part of the charge moves out. */
static void longer_lives_lower_the_charge_of_what_is_in_use(void **state)
{
    (void)state;
    static const char *const set[] = {
        "companies.Alpha.server_life_years={points = ((\"2022-01\", 4.0), (\"2023-01\", 6.0)); "
        "shape = \"step\";}"};
    double before = year_with(0, NULL, "Depreciation", 2023);
    assert_near(year_with(1, set, "Depreciation", 2022), year_with(0, NULL, "Depreciation", 2022),
                0.02);
    assert_true(year_with(1, set, "Depreciation", 2023) < before - 1500.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_announced_before_the_start_is_spent),
        cmocka_unit_test(longer_lives_lower_the_charge_of_what_is_in_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
