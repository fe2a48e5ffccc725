/* buildout/sensitivity/sobol_indices.h - how much of an outcome's variance each input explains.
 *
 * The first-order index of an input is the share of variance that would go were it known; the total index is the share
 * that would stay were all others known. Two sets of base points, A and B, and for each input A with that input's
 * values from B: n_base x (n_inputs + 2) outcomes.
 *
 * Units:  inputs are probabilities (0..1); indices are fractions of variance, an estimate of a small one may be below 0.
 * Owner:  scratch memory is taken from the caller's arena and not needed afterwards.
 * Errors: none; the design is a pure function of (seed, row). A row in which an outcome is not finite is left out of
 *         all; indices of an outcome that does not vary are NaN.
 * Source: Saltelli et al. (2010), table 2: estimator (b) for the first order, with the mean taken off, and Jansen's (f)
 *         for the total.
 */
#ifndef BUILDOUT_SENSITIVITY_SOBOL_INDICES_H
#define BUILDOUT_SENSITIVITY_SOBOL_INDICES_H

#include <stdint.h>

#include "buildout/base/arena.h"

struct bo_saltelli {
    uint64_t seed;
    uint32_t n_inputs;
    uint32_t n_base; /* rows; a power of two is best */
};

/* u[n_inputs], inside (0, 1), of row 0..n_base-1 and column 0 (A), 1 (B) or 2 + i (A with input i of B). Rows follow
 * Sobol's sequence in the first inputs, as far as its dimensions go, shifted by seed; the rest is drawn. */
void bo_saltelli_point(const struct bo_saltelli *design, uint32_t row, uint32_t column, double *u);

struct bo_sobol_index {
    double first, first_low, first_high;
    double total, total_low, total_high;
};

struct bo_index_options {
    uint64_t seed, key; /* of the resamples of rows, as in base/rng.h */
    uint32_t n_resamples;
    double confidence;
};

/* outcome[row * (n_inputs + 2) + column]; index[n_inputs]. Returns how many rows count. */
uint32_t bo_sobol_indices(const struct bo_saltelli *design, const double *outcome,
                          const struct bo_index_options *options, struct bo_arena *scratch,
                          struct bo_sobol_index *index);

#endif
