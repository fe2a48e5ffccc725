/* buildout/calibrate/search.h - where in a box a function that is dear and not smooth is greatest.
 *
 * Derivative-free and local, by NLopt's Sbplx, from a point given; the same function gives the same steps.
 *
 * Units:  every coordinate is a probability, inside (0, 1).
 * Owner:  arrays belong to the caller.
 * Errors: BO_ERUN when the function says so or there is no memory; x and value are then undefined.
 * Source: Rowan (1990) for Subplex; Johnson, The NLopt nonlinear-optimization package.
 */
#ifndef BUILDOUT_CALIBRATE_SEARCH_H
#define BUILDOUT_CALIBRATE_SEARCH_H

#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"

/* The value at x[n]; a status that is not BO_OK ends the search with it. step counts from 0. */
typedef int (*bo_search_fn)(void *context, uint32_t step, const double *x, double *value,
                            struct bo_err *err);

struct bo_search {
    uint32_t n;          /* coordinates, at least 1 */
    uint32_t most_steps; /* values asked for at most */
    double first_step;   /* 0.2 */
    double margin;       /* coordinates stay between margin and 1 - margin */
    bo_search_fn function;
    void *context;
};
/* x[n]: where to begin, and then the best of all points tried. */
int bo_search_greatest(const struct bo_search *search, struct bo_arena *arena, double *x,
                       double *value, struct bo_err *err);

#endif
