/* buildout/compare/robustness.h - which strategy does well enough in many futures, when none is known to be likelier.
 *
 * Of each strategy in each future: what it brings on average over luck, and its regret, which is what the best strategy
 * there would have brought more, with the same luck. Over the futures: the worst mean, the largest mean regret (Savage's
 * criterion takes the strategy whose is least), the mean regret, and how often it is good enough (satisficing).
 *
 * Units:  values in any unit, the higher the better; shares are fractions.
 * Owner:  arrays belong to the caller; scratch memory is taken from the arena.
 * Errors: none; a replicate that lacks a value in any strategy or future is left out of all. What too few cannot say is
 *         NaN.
 * Source: Savage (1951), The theory of statistical decision; Lempert, Popper and Bankes (2003), Shaping the next one
 *         hundred years, for regret and satisficing over futures.
 */
#ifndef BUILDOUT_COMPARE_ROBUSTNESS_H
#define BUILDOUT_COMPARE_ROBUSTNESS_H

#include <stdint.h>

#include "buildout/base/arena.h"

struct bo_futures {
    uint32_t n_strategies, n_futures, n_replicates;
    const double *const *value; /* [future * n_strategies + strategy][replicate] */
    double enough;              /* the least value that is good enough */
};

struct bo_robust_part { /* with Student's interval over replicates */
    double mean, low, high;
};
struct bo_robustness {
    uint32_t n;   /* replicates counted */
    double mean;  /* over futures and replicates */
    double worst; /* the least of the futures' means */
    uint32_t worst_future;
    double largest_regret;  /* of the futures' mean regrets, with hindsight of the future only */
    uint32_t regret_future; /* where that is */
    struct bo_robust_part regret; /* mean, with hindsight of future and luck */
    struct bo_robust_part enough; /* share of futures and replicates that are good enough */
    double best_frac;             /* share of futures in which its mean is the highest */
};

/* out[n_strategies] */
void bo_robustness_of(const struct bo_futures *futures, double confidence, struct bo_arena *arena,
                      struct bo_robustness *out);

#endif
