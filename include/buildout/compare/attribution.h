/* buildout/compare/attribution.h - how much of a difference is due to which of several changes.
 *
 * Two answers. In order: what each change adds to those before it, as listed. Shapley's: what it adds on average over all
 * orders, so that what changes do only together is shared evenly. Of either the parts add up to the whole difference, in
 * every replicate. With many changes not all orders can be run; then some are drawn, each with its reverse.
 *
 * Units:  a set of changes is a bit mask, change i is bit i; values have the unit of the key figure.
 * Owner:  everything lives in the arenas given.
 * Errors: none; what too few replicates cannot say is NaN. Orders are a pure function of the seed.
 * Source: Shapley (1953), A value for n-person games; Castro, Gomez and Tejada (2009) for drawn orders, Mitchell et al.
 *         (2022) for the reverses.
 */
#ifndef BUILDOUT_COMPARE_ATTRIBUTION_H
#define BUILDOUT_COMPARE_ATTRIBUTION_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"

enum { BO_ATTRIBUTION_MOST = 40, BO_ATTRIBUTION_MOST_WHOLE = 10 };

struct bo_attribution_plan {
    uint32_t n_changes;
    uint32_t n_sets;
    const uint64_t *set;   /* [n_sets] rising; the first has no change, the last all */
    bool whole;            /* every set there is: all orders */
    uint32_t n_orders;     /* drawn, even; 0 when whole */
    const uint32_t *order; /* [n_orders][n_changes]; order 2k + 1 is order 2k backwards */
};

/* The sets whose values are wanted. n_changes 1..BO_ATTRIBUTION_MOST. n_orders 0: all of them, for at most
 * BO_ATTRIBUTION_MOST_WHOLE changes; else so many, rounded up to an even number. */
void bo_attribution_plan(uint32_t n_changes, uint32_t n_orders, uint64_t seed,
                         struct bo_arena *arena, struct bo_attribution_plan *out);

struct bo_part {
    double mean, low, high;
};
struct bo_attribution {
    uint32_t n;                     /* replicates that have a value in every set */
    double base, other;             /* means without and with all changes */
    struct bo_part total;           /* other - base */
    const struct bo_part *in_order; /* [n_changes], by Student's t over replicates */
    /* [n_changes]; with drawn orders the interval is wider by how much these differ (Welch's degrees of freedom). */
    const struct bo_part *shapley;
};

/* value[set][replicate], as the plan has its sets. */
struct bo_attribution bo_attribution_of(const struct bo_attribution_plan *plan,
                                        const double *const *value, uint32_t n_replicates,
                                        double confidence, struct bo_arena *arena);

#endif
