/* tables.h - the CSV tables beside results.db, read whole, and the ways to draw them.
 *
 * Owner:  cells live in report->arena.
 * Errors: BO_ESTORE with file, line and column of what is wrong; a file that is not there is a table without rows.
 */
#ifndef BUILDOUT_ANALYSIS_REPORT_TABLES_H
#define BUILDOUT_ANALYSIS_REPORT_TABLES_H

#include "inner.h"

struct table {
    uint32_t n_columns, n_rows;
    const char *const *head;
    const char *const *cell; /* [n_rows x n_columns] */
};

int table_read(struct report *report, const char *file, struct table *table);
/* "" when there is no such column. */
const char *table_text(const struct table *table, uint32_t row, const char *column);
/* NaN when it is empty or no number. */
double table_number(const struct table *table, uint32_t row, const char *column);

bool table_has(const struct table *table, const char *column);

/* From zero to a value, with a hair over its interval, on a scale from least (at most 0) to most (at least 0). */
struct table_bar {
    double value, low, high; /* low and high NaN: no interval */
    double least, most;
};
/* Makes room on the scale for value and interval. */
void table_bar_widen(struct table_bar *bar);
/* A cell of its own; what it shows must stand in another as a number. */
void table_add_bar(struct bo_text *page, const struct table_bar *bar);
/* The same for a share of 0 to 1, with an upright at what it is held against; NaN: none. */
void table_add_share(struct bo_text *page, double share, double against);
/* What was, as a line; what is, as a bar with its median; on a scale of their own. */
struct table_ranges {
    double low[2], high[2]; /* before, after */
    double median;          /* after */
};
void table_add_ranges(struct bo_text *page, const struct table_ranges *ranges);
/* A cell with a number of the unit, "-" when there is none; without a unit none is shown. */
void table_add_number(struct bo_text *page, double x, const char *unit);
/* Opens a table that scrolls when it is wider than its place, up to its first column. */
void table_open(struct bo_text *page, const char *label);
void table_close(struct bo_text *page);

void table_draw_compare(struct report *report, const struct table *table);
void table_draw_diff(struct report *report, const struct table *table);
void table_draw_payoff(struct report *report, const struct table *table);
void table_draw_equilibria(struct report *report, const struct table *table);
void table_draw_frontier(struct report *report, const struct table *table);
void table_draw_sweep(struct report *report, const struct table *table);
void table_draw_robustness(struct report *report, const struct table *table);
void table_draw_sensitivity(struct report *report, const struct table *table);
void table_draw_wait(struct report *report, const struct table *table);
void table_draw_solve(struct report *report, const struct table *table);
void table_draw_discover(struct report *report, const struct table *table);
void table_draw_fit(struct report *report, const struct table *table);
void table_draw_calibration(struct report *report, const struct table *table);
void table_draw_backtest(struct report *report, const struct table *table);

#endif
