/* summary.h - what the parts of the summary share: finding series and adding them up. */
#ifndef BUILDOUT_CLI_SUMMARY_INNER_H
#define BUILDOUT_CLI_SUMMARY_INNER_H

#include "buildout/cli/summary.h"

#define BO_SUMMARY_WORLD "World"

enum bo_summary_tally { BO_STOCK, BO_FLOW };

struct bo_summary_key {
    const char *variable, *entity, *place;
};

struct bo_summary_maker {
    const struct bo_facts *facts;
    struct bo_arena *arena;
    struct bo_summary *out;
    const double *nothing; /* [n_months] of NaN */
};

/* value[n_months], all NaN when there is no such series. */
const double *bo_summary_find(const struct bo_summary_maker *m, const char *variable,
                              const char *entity, const char *place);
double bo_summary_last(const struct bo_summary_maker *m, const double *month);
/* What there is of a and b; NaN only when there is neither. */
double bo_summary_plus(double a, double b);
double bo_summary_sum(const double *month, uint32_t n);
const double *bo_summary_by_year(const struct bo_summary_maker *m, const double *month,
                                 enum bo_summary_tally tally);
/* Most first, what is unknown last. */
int bo_summary_compare(double a, double b);

void bo_summary_tell_ai(const struct bo_summary_maker *m); /* summary_ai.c */

#endif
