/* chart.h - charts that the script draws: a figure on the page and its numbers in report->charts.
 *
 * Units:  numbers are scaled by the caller's factor into the unit shown.
 * Owner:  everything is copied out. Errors: as of struct bo_text.
 */
#ifndef BUILDOUT_ANALYSIS_REPORT_CHART_H
#define BUILDOUT_ANALYSIS_REPORT_CHART_H

#include "inner.h"

/* Opens a panel with its figure, whose title the caller writes between the two. The panel stays open for a table. */
void chart_open(struct report *report);
void chart_titled(struct report *report, const char *unit);
void chart_close(struct report *report);

/* ,"key":[...] */
void chart_values(struct bo_text *json, const char *key, const double *value, uint32_t n,
                  double factor);

enum { CHART_LINES_MAX = 2 };

struct chart_line {
    const char *name;
    const double *value, *low, *high; /* [n]; low and high may be NULL */
};

/* Lines with their intervals over an input instead of months. */
struct chart_over {
    const char *x_name, *unit;
    double factor;
    uint32_t n, n_lines;
    const double *x; /* [n], ascending */
    struct chart_line line[CHART_LINES_MAX];
    const char *mark_name; /* of an upright at mark; NULL: none */
    double mark;
};
/* The numbers of the figure that was opened last. */
void chart_over(struct report *report, const struct chart_over *over);

#endif
