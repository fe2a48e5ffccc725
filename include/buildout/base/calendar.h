/* buildout/base/calendar.h - Gregorian dates as whole days, without clock, locale or time zone.
 *
 * Units:  a day (int32_t) counts days since 1970-01-01; a month counts months since 1970-01.
 *         Durations: a month is 365.25/12 days, a year 365.25, a week 7.
 * Errors: parsing returns BO_ESCENARIO with the reason; the other functions are total.
 * Source: proleptic Gregorian calendar, ISO 8601.
 */
#ifndef BUILDOUT_BASE_CALENDAR_H
#define BUILDOUT_BASE_CALENDAR_H

#include <stdint.h>

#include "buildout/base/err.h"

#define BO_DAYS_PER_YEAR 365.25
#define BO_DAYS_PER_MONTH (365.25 / 12.0)
#define BO_DAYS_PER_WEEK 7.0
#define BO_HOURS_PER_DAY 24.0

int32_t bo_day_of(int32_t year, int32_t month, int32_t day_of_month);
void bo_day_split(int32_t day, int32_t *year, int32_t *month, int32_t *day_of_month);

int32_t bo_month_of_day(int32_t day);
int32_t bo_month_first_day(int32_t month);
int32_t bo_month_last_day(int32_t month);
int32_t bo_month_days(int32_t month);
int32_t bo_year_of_day(int32_t day);
/* 2024.5: a year is taken for 365.25 days. */
double bo_decimal_year(int32_t day);

/* "2023-10-17", "2023-10" (first day), "2024-Q2" (first day), "2024" (first day). Years 1900 to 2199. */
int bo_day_parse(const char *text, int32_t *day, struct bo_err *err);
/* "2023-10-17" and "2023-10" and "2023-Q4"; text has room for at least 16 characters. */
void bo_day_format(int32_t day, char text[static 16]);
void bo_month_format(int32_t month, char text[static 16]);

#endif
