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

/* All of it, as it stands; long tables are cut. */
void table_draw_plain(struct report *report, const struct table *table);
void table_draw_compare(struct report *report, const struct table *table);
void table_draw_diff(struct report *report, const struct table *table);
void table_draw_payoff(struct report *report, const struct table *table);
void table_draw_equilibria(struct report *report, const struct table *table);
void table_draw_frontier(struct report *report, const struct table *table);
void table_draw_sweep(struct report *report, const struct table *table);
void table_draw_robustness(struct report *report, const struct table *table);
void table_draw_sensitivity(struct report *report, const struct table *table);
void table_draw_backtest(struct report *report, const struct table *table);

#endif
