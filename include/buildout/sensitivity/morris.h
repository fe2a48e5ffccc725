/* buildout/sensitivity/morris.h - which inputs matter at all: elementary effects along random paths.
 *
 * A trajectory starts at a random point of a grid in the unit cube and moves one input a step, in random order, by
 * half the grid. The effect of a move is the change of the outcome over the step. mu_star, the mean of its size, ranks
 * the inputs; mu, its mean, tells the direction; sigma tells whether it hangs on where one is (bent, or on others).
 *
 * Units:  inputs are probabilities (0..1), whatever their distribution; effects are the outcome's unit over the whole
 *         range of the input.
 * Errors: none; the design is a pure function of (seed, trajectory, step).
 * Source: Morris (1991); Campolongo, Cariboni and Saltelli (2007) for mu_star.
 */
#ifndef BUILDOUT_SENSITIVITY_MORRIS_H
#define BUILDOUT_SENSITIVITY_MORRIS_H

#include <stdint.h>

struct bo_morris {
    uint64_t seed;
    uint32_t n_inputs;
    uint32_t n_levels;       /* of the grid, even; 4 is usual */
    uint32_t n_trajectories; /* points: n_trajectories x (n_inputs + 1) */
};

/* u[n_inputs], inside (0, 1), of step 0..n_inputs of a trajectory. The grid lies at the middles of n_levels equal
 * parts, so that a distribution without ends has a value everywhere. Returns which input moved to come here (n_inputs
 * for step 0). */
uint32_t bo_morris_point(const struct bo_morris *design, uint32_t trajectory, uint32_t step,
                         double *u);

struct bo_morris_effect {
    uint32_t n; /* effects counted: those whose two outcomes are finite */
    double mu, mu_star, sigma;
    double low, high; /* of mu_star, by Student's t; low is not below 0 */
};

/* outcome[trajectory * (n_inputs + 1) + step]; effect[n_inputs] */
void bo_morris_effects(const struct bo_morris *design, const double *outcome, double confidence,
                       struct bo_morris_effect *effect);

#endif
