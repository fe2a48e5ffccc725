/* compare.h - rows of compare.csv, for the tables that are drawn of it.
 *
 * Errors: as of struct bo_text.
 */
#ifndef BUILDOUT_ANALYSIS_REPORT_COMPARE_H
#define BUILDOUT_ANALYSIS_REPORT_COMPARE_H

#include "tables.h"

enum { COMPARE_ROWS_MAX = 14 };

struct compare_style {
    bool variants; /* there is more than one, and each row names its own */
    bool single;   /* of one pair no row has an interval */
};

/* Is the difference surely on one side of zero? */
bool compare_is_clear(const struct table *table, uint32_t row);
/* Is it clear, or of one pair there? */
bool compare_is_wanted(const struct table *table, uint32_t row, bool single);
/* How clear it is; of one pair how large beside the figure itself. */
double compare_weight(const struct table *table, uint32_t row, bool single);
bool compare_is_slight(const struct table *table, uint32_t row);
/* Cells of their own. */
void compare_add_difference(struct bo_text *page, const struct table *table, uint32_t row);
void compare_add_better(struct bo_text *page, const struct table *table, uint32_t row);

struct compare_ranked {
    uint32_t row;
    bool slight; /* next to nothing: behind all that is not */
    double weight;
};
/* For qsort: the weightiest first. */
int compare_ranked(const void *a, const void *b);

/* What companies are worth, each of the three counts beside the others; nothing when no company's differs. */
void compare_draw_worth(struct report *report, const struct table *table,
                        const struct compare_style *style);

#endif
