/* html.h - text, numbers and units as they stand on the page.
 *
 * Numbers are written here and never by a browser, so that no locale turns 1.234 into 1,234.
 *
 * Errors: as of struct bo_text.
 */
#ifndef BUILDOUT_ANALYSIS_REPORT_HTML_H
#define BUILDOUT_ANALYSIS_REPORT_HTML_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/store/text.h"

/* What a scenario or a file says, as content or as the value of an attribute in double quotes. */
void html_text(struct bo_text *page, const char *text);
/* Our own markup; each %s is escaped by html_text, %d is an int. Nothing else is understood. */
void html_format(struct bo_text *page, const char *format, ...);

/* A unit in which a value has few digits: factor times the value, in the new unit. */
struct html_scale {
    double factor;
    char unit[64];
    bool whole; /* of things that are counted: no decimals */
    bool column;
    int most_decimals; /* of a column */
};
/* For values up to largest (of their sizes). */
struct html_scale html_scale_of(const char *unit, double largest);
/* The same of a column of intervals: what has no digit among the first four of its largest is 0. */
struct html_scale html_scale_of_column(const char *unit, double largest);

/* Three digits that matter, all of them before the point, with commas: 1,234 12.3 0.0123; a dash for what is not
 * finite. */
void html_number(struct bo_text *page, double x);
/* The same with five digits that matter, of values that lie close together. */
void html_precise(struct bo_text *page, double x);
/* In a column, where points should stand in line: no decimals from 100 on, one below. */
void html_cell_number(struct bo_text *page, double x);
/* The same in plain letters for JSON: 4 digits, "null" when not finite. */
void html_json_number(struct bo_text *page, double x);
void html_scaled(struct bo_text *page, const struct html_scale *scale, double x);
/* "3.5 (0.7 to 12.6)", scaled; the unit is not written. */
void html_interval(struct bo_text *page, const struct html_scale *scale, double median, double low,
                   double high);
/* " in 6 of 8 pairs": a mean over some of the pairs is not what it seems; nothing where all have it. */
void html_pairs(struct bo_text *page, uint32_t n, uint32_t n_pairs);
void html_date(struct bo_text *page, int32_t day);

#endif
