#include "buildout/base/calendar.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define EPOCH_YEAR 1970
#define FIRST_YEAR 1900
#define LAST_YEAR 2199
#define MONTHS_PER_YEAR 12
#define MONTHS_PER_QUARTER 3

/* The Gregorian cycle: 400 years are 146097 days; years are counted from 1 March so that leap days end them. */
#define CYCLE_YEARS 400
#define CYCLE_DAYS 146097
#define DAYS_0000_03_01_TO_EPOCH 719468

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

/* Days from 1 March to the first of the month that is m months after March. */
static int64_t days_before_month(int64_t m)
{
    return (153 * m + 2) / 5;
}

int32_t bo_day_of(int32_t year, int32_t month, int32_t day_of_month)
{
    /* Months past the ends of a year count on into the years beside it, which keeps the function total. */
    int64_t months = (int64_t)year * MONTHS_PER_YEAR + month - 1 - 2;
    int64_t march_year = floor_div(months, MONTHS_PER_YEAR);
    int64_t m = months - march_year * MONTHS_PER_YEAR;
    int64_t cycle = floor_div(march_year, CYCLE_YEARS);
    int64_t y = march_year - cycle * CYCLE_YEARS;
    int64_t day_of_year = days_before_month(m) + day_of_month - 1;
    int64_t day_of_cycle = y * 365 + y / 4 - y / 100 + day_of_year;

    return (int32_t)(cycle * CYCLE_DAYS + day_of_cycle - DAYS_0000_03_01_TO_EPOCH);
}

void bo_day_split(int32_t day, int32_t *year, int32_t *month, int32_t *day_of_month)
{
    int64_t z = (int64_t)day + DAYS_0000_03_01_TO_EPOCH;
    int64_t cycle = floor_div(z, CYCLE_DAYS);
    int64_t d = z - cycle * CYCLE_DAYS;
    int64_t y = (d - d / 1460 + d / 36524 - d / (CYCLE_DAYS - 1)) / 365;
    int64_t day_of_year = d - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * day_of_year + 2) / 153;

    *day_of_month = (int32_t)(day_of_year - days_before_month(m) + 1);
    *month = (int32_t)(m < 10 ? m + 3 : m - 9);
    *year = (int32_t)(cycle * CYCLE_YEARS + y + (m < 10 ? 0 : 1));
}

int32_t bo_month_of_day(int32_t day)
{
    int32_t year, month, day_of_month;

    bo_day_split(day, &year, &month, &day_of_month);
    return (year - EPOCH_YEAR) * MONTHS_PER_YEAR + month - 1;
}

int32_t bo_month_first_day(int32_t month)
{
    return bo_day_of(EPOCH_YEAR, month + 1, 1);
}

int32_t bo_month_last_day(int32_t month)
{
    return bo_month_first_day(month + 1) - 1;
}

int32_t bo_month_days(int32_t month)
{
    return bo_month_first_day(month + 1) - bo_month_first_day(month);
}

int32_t bo_year_of_day(int32_t day)
{
    int32_t year, month, day_of_month;

    bo_day_split(day, &year, &month, &day_of_month);
    return year;
}

double bo_decimal_year(int32_t day)
{
    int32_t year = bo_year_of_day(day);

    return year + (day - bo_day_of(year, 1, 1)) / BO_DAYS_PER_YEAR;
}

/* Reads exactly n digits at *text and moves on. */
static bool read_digits(const char **text, int n, int32_t *value)
{
    int32_t v = 0;

    for (int i = 0; i < n; i++) {
        char c = (*text)[i];

        if (c < '0' || c > '9')
            return false;
        v = v * 10 + (c - '0');
    }
    *text += n;
    *value = v;
    return true;
}

/* Reads what follows the year: "", "-Q2", "-10" or "-10-17". */
static bool read_rest(const char *text, int32_t *month, int32_t *day_of_month)
{
    if (*text == '\0')
        return true;
    if (*text++ != '-')
        return false;
    if (*text == 'Q') {
        int32_t quarter;

        text++;
        if (!read_digits(&text, 1, &quarter) || quarter < 1 || quarter > 4)
            return false;
        *month = (quarter - 1) * MONTHS_PER_QUARTER + 1;
        return *text == '\0';
    }
    if (!read_digits(&text, 2, month))
        return false;
    if (*text == '\0')
        return true;
    return *text++ == '-' && read_digits(&text, 2, day_of_month) && *text == '\0';
}

int bo_day_parse(const char *text, int32_t *day, struct bo_err *err)
{
    int32_t year, month = 1, day_of_month = 1;
    const char *rest = text;

    if (!read_digits(&rest, 4, &year) || !read_rest(rest, &month, &day_of_month))
        return bo_err_set(err, BO_ESCENARIO,
                          "\"%.40s\" is not a date such as \"2023-10-17\", \"2023-10\", "
                          "\"2024-Q2\" or \"2024\"",
                          text);
    if (year < FIRST_YEAR || year > LAST_YEAR)
        return bo_err_set(err, BO_ESCENARIO, "the year of \"%s\" is not in %d to %d", text,
                          FIRST_YEAR, LAST_YEAR);
    if (month < 1 || month > MONTHS_PER_YEAR)
        return bo_err_set(err, BO_ESCENARIO, "there is no month %02d in \"%s\"", month, text);
    if (day_of_month < 1 ||
        day_of_month > bo_month_days((year - EPOCH_YEAR) * MONTHS_PER_YEAR + month - 1))
        return bo_err_set(err, BO_ESCENARIO, "there is no day \"%s\"", text);
    *day = bo_day_of(year, month, day_of_month);
    return 0;
}

/* Wide enough for any three numbers: a date needs less, which a compiler cannot know. */
#define ANY_DATE_BYTES 40
#define LAST_YEAR_OF_4_DIGITS 9999

static char *put_digits(char *text, int32_t value, int n)
{
    for (int i = n - 1; i >= 0; i--) {
        text[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return text + n;
}

/* Years that nobody plans for. */
static void format_far_month(int32_t year, int32_t month, char text[static 16])
{
    char any[ANY_DATE_BYTES] = {0};

    (void)snprintf(any, sizeof any, "%04d-%02d", year, month);
    memcpy(text, any, 15);
    text[15] = '\0';
}

/* A run's events, projects and holdings have a hundred thousand dates, for which printf takes as long as all that SQLite
 * does with them. Returns where the text ends. */
static char *put_month(char text[static 16], int32_t year, int32_t month)
{
    char *end = text;

    if (year < 0 || year > LAST_YEAR_OF_4_DIGITS) {
        format_far_month(year, month, text);
        return text + strlen(text);
    }
    end = put_digits(end, year, 4);
    *end++ = '-';
    end = put_digits(end, month, 2);
    *end = '\0';
    return end;
}

void bo_day_format(int32_t day, char text[static 16])
{
    int32_t year, month, day_of_month;
    char *end;

    bo_day_split(day, &year, &month, &day_of_month);
    end = put_month(text, year, month);
    *end++ = '-';
    end = put_digits(end, day_of_month, 2);
    *end = '\0';
}

void bo_month_format(int32_t month, char text[static 16])
{
    int32_t year, month_of_year, day_of_month;

    bo_day_split(bo_month_first_day(month), &year, &month_of_year, &day_of_month);
    (void)put_month(text, year, month_of_year);
}
