/* problems.h - complaints about a scenario, collected in any order and reported in the order of the text.
 *
 * Owner:  the arena; at most BO_PROBLEMS_MAX are kept, the rest is counted.
 */
#ifndef BUILDOUT_SIM_SCENARIO_PROBLEMS_H
#define BUILDOUT_SIM_SCENARIO_PROBLEMS_H

#include "buildout/base/err.h"
#include "tree.h"

#define BO_PROBLEMS_MAX 1000

struct bo_problem {
    struct bo_place place;
    uint32_t order; /* in which they were found */
    const char *text;
};

struct bo_problems {
    struct bo_arena *arena;
    uint32_t n, room;
    uint32_t n_total;
    struct bo_problem *item;
};

/* Returns BO_ESCENARIO, so that "return bo_problem(...)" reads well. */
int bo_problem(struct bo_problems *problems, struct bo_place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds "place: error: text" for each to diag. Returns 0 when there are none, else BO_ESCENARIO. */
int bo_problems_report(const struct bo_problems *problems, struct bo_diag *diag);

#endif
