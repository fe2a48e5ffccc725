#include <string.h>

#include "buildout/base/calendar.h"
#include "near.h"

static int32_t day_of(const char *text)
{
    struct bo_err err = {BO_OK, ""};
    int32_t day = -1;

    if (bo_day_parse(text, &day, &err) != 0)
        fail_msg("%s: %s", text, err.text);
    return day;
}

static void known_dates_have_known_day_numbers(void **state)
{
    (void)state;
    assert_int_equal(bo_day_of(1970, 1, 1), 0);
    assert_int_equal(bo_day_of(1969, 12, 31), -1);
    /* 30 years of 365 days and the leap days of 72, 76, 80, 84, 88, 92, 96 */
    assert_int_equal(bo_day_of(2000, 1, 1), 30 * 365 + 7);
    /* Unix time 1e9 s fell on 2001-09-09: 1e9 / 86400 = 11574.07 */
    assert_int_equal(bo_day_of(2001, 9, 9), 11574);
    /* 70 years before 1970 with 17 leap days: 1904 to 1968 */
    assert_int_equal(bo_day_of(1900, 1, 1), -(70 * 365 + 17));
}

static void a_year_divisible_by_100_leaps_only_when_divisible_by_400(void **state)
{
    (void)state;
    assert_int_equal(bo_day_of(1900, 3, 1) - bo_day_of(1900, 2, 28), 1);
    assert_int_equal(bo_day_of(2000, 3, 1) - bo_day_of(2000, 2, 28), 2);
    assert_int_equal(bo_day_of(2024, 3, 1) - bo_day_of(2024, 2, 28), 2);
    assert_int_equal(bo_day_of(2023, 3, 1) - bo_day_of(2023, 2, 28), 1);
    assert_int_equal(bo_day_of(2100, 3, 1) - bo_day_of(2100, 2, 28), 1);
}

static void every_day_from_1900_to_2199_goes_to_a_date_and_back(void **state)
{
    int32_t day = bo_day_of(1900, 1, 1);
    int32_t end = bo_day_of(2200, 1, 1);

    (void)state;
    for (; day < end; day++) {
        int32_t year, month, day_of_month;

        bo_day_split(day, &year, &month, &day_of_month);
        if (bo_day_of(year, month, day_of_month) != day || bo_year_of_day(day) != year)
            fail_msg("day %d", day);
    }
}

/* 1 July 2024 is the 183rd day of its year: 182 / 365.25. */
static void a_date_is_a_decimal_year(void **state)
{
    (void)state;
    assert_near(bo_decimal_year(bo_day_of(2024, 7, 1)), 2024.4982888, 1e-9);
    assert_near(bo_decimal_year(bo_day_of(2027, 1, 1)), 2027.0, 0.0);
}

static void months_past_the_year_run_into_the_next(void **state)
{
    (void)state;
    assert_int_equal(bo_day_of(2023, 13, 1), bo_day_of(2024, 1, 1));
    assert_int_equal(bo_day_of(2023, 0, 1), bo_day_of(2022, 12, 1));
    assert_int_equal(bo_day_of(2023, -11, 1), bo_day_of(2022, 1, 1));
}

static void every_month_from_1900_to_2199_is_found_by_its_first_and_last_day(void **state)
{
    static const int32_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t month = (1900 - 1970) * 12;

    (void)state;
    for (int32_t year = 1900; year < 2200; year++) {
        int32_t leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

        for (int32_t m = 0; m < 12; m++, month++) {
            int32_t first = bo_month_first_day(month);
            int32_t last = bo_month_last_day(month);

            assert_int_equal(first, bo_day_of(year, m + 1, 1));
            assert_int_equal(bo_month_days(month), DAYS[m] + (m == 1 ? leap : 0));
            assert_int_equal(last - first + 1, bo_month_days(month));
            assert_int_equal(bo_month_of_day(first), month);
            assert_int_equal(bo_month_of_day(last), month);
        }
    }
}

static void the_four_ways_to_write_a_date_are_read(void **state)
{
    (void)state;
    assert_int_equal(day_of("2023-10-17"), bo_day_of(2023, 10, 17));
    assert_int_equal(day_of("2023-10"), bo_day_of(2023, 10, 1));
    assert_int_equal(day_of("2024"), bo_day_of(2024, 1, 1));
    assert_int_equal(day_of("2024-Q1"), bo_day_of(2024, 1, 1));
    assert_int_equal(day_of("2024-Q2"), bo_day_of(2024, 4, 1));
    assert_int_equal(day_of("2024-Q3"), bo_day_of(2024, 7, 1));
    assert_int_equal(day_of("2024-Q4"), bo_day_of(2024, 10, 1));
    assert_int_equal(day_of("2000-02-29"), bo_day_of(2000, 2, 29));
    assert_int_equal(day_of("1900"), bo_day_of(1900, 1, 1));
    assert_int_equal(day_of("2199-12-31"), bo_day_of(2199, 12, 31));
}

static void what_is_no_date_is_refused_and_leaves_the_output_alone(void **state)
{
    static const char *const BAD[] = {
        "",           "2023-",      "23-10-17",   "2023-1-7",    "2023-10-17 ", " 2023-10-17",
        "2023/10/17", "2023-10-",   "2023-10-1",  "2023-10-177", "2024-Q0",     "2024-Q5",
        "2024-Q",     "2024-Q22",   "2024-q2",    "20231017",    "2023-13",     "2023-00",
        "2023-10-00", "2023-10-32", "2023-02-29", "2100-02-29",  "1900-02-29",  "1899-12-31",
        "2200-01-01", "2200",       "tomorrow",   "+023-10-17",  "2023-+1",     "-2023-10",
    };
    struct bo_err err;
    int32_t day = 77;

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        err.text[0] = '\0';
        if (bo_day_parse(BAD[i], &day, &err) != BO_ESCENARIO)
            fail_msg("\"%s\" was taken for a date", BAD[i]);
        assert_int_not_equal(strlen(err.text), 0);
        assert_int_equal(day, 77);
    }
}

static void a_refused_date_is_told_apart_by_its_reason(void **state)
{
    struct bo_err err;
    int32_t day;

    (void)state;
    (void)bo_day_parse("2023-02-29", &day, &err);
    assert_string_equal(err.text, "there is no day \"2023-02-29\"");
    (void)bo_day_parse("2023-13", &day, &err);
    assert_string_equal(err.text, "there is no month 13 in \"2023-13\"");
    (void)bo_day_parse("2200", &day, &err);
    assert_string_equal(err.text, "the year of \"2200\" is not in 1900 to 2199");
}

static void dates_are_written_as_they_are_read(void **state)
{
    char text[16];

    (void)state;
    bo_day_format(bo_day_of(2023, 10, 7), text);
    assert_string_equal(text, "2023-10-07");
    bo_month_format((2023 - 1970) * 12 + 9, text);
    assert_string_equal(text, "2023-10");
    bo_month_format(-1, text);
    assert_string_equal(text, "1969-12");
    for (int32_t day = bo_day_of(1900, 1, 1); day <= bo_day_of(2199, 12, 31); day++) {
        bo_day_format(day, text);
        assert_int_equal(strlen(text), 10);
        assert_int_equal(day_of(text), day);
    }
}

static void years_of_fewer_or_more_than_four_digits_are_written_in_full(void **state)
{
    char text[16];

    (void)state;
    bo_day_format(bo_day_of(7, 3, 4), text);
    assert_string_equal(text, "0007-03-04");
    bo_day_format(bo_day_of(9999, 12, 31), text);
    assert_string_equal(text, "9999-12-31");
    bo_day_format(bo_day_of(9999, 12, 31) + 1, text);
    assert_string_equal(text, "10000-01-01");
    bo_day_format(bo_day_of(0, 1, 1) - 1, text);
    assert_string_equal(text, "-001-12-31");
    bo_month_format((10000 - 1970) * 12, text);
    assert_string_equal(text, "10000-01");
}

static void the_ends_of_the_day_numbers_still_have_a_text_that_fits(void **state)
{
    char text[16];

    (void)state;
    bo_day_format(INT32_MAX, text);
    /* 2^31 - 1 days are 5,879,610 years after 1970 */
    assert_string_equal(text, "5881580-07-11");
    bo_day_format(INT32_MIN, text);
    assert_true(strlen(text) < sizeof text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_dates_have_known_day_numbers),
        cmocka_unit_test(a_year_divisible_by_100_leaps_only_when_divisible_by_400),
        cmocka_unit_test(every_day_from_1900_to_2199_goes_to_a_date_and_back),
        cmocka_unit_test(a_date_is_a_decimal_year),
        cmocka_unit_test(months_past_the_year_run_into_the_next),
        cmocka_unit_test(every_month_from_1900_to_2199_is_found_by_its_first_and_last_day),
        cmocka_unit_test(the_four_ways_to_write_a_date_are_read),
        cmocka_unit_test(what_is_no_date_is_refused_and_leaves_the_output_alone),
        cmocka_unit_test(a_refused_date_is_told_apart_by_its_reason),
        cmocka_unit_test(dates_are_written_as_they_are_read),
        cmocka_unit_test(years_of_fewer_or_more_than_four_digits_are_written_in_full),
        cmocka_unit_test(the_ends_of_the_day_numbers_still_have_a_text_that_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
