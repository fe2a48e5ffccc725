/* calibrate_posterior.h - what the inputs are by the observations: an ensemble that is moved towards them, step by step.
 *
 * The members are draws of the prior. They are run with their luck, and once more with another, which tells how much of
 * what they miss is luck. Then each step (calibrate/smoother.h) moves the inputs, and the members run again, with fresh
 * luck. The last runs are the posterior: members of equal weight.
 *
 * Units:  inputs as normal scores of their prior (z).
 * Owner:  everything lives in the arena of the calibration. Errors: as calibrate.h says.
 */
#ifndef BUILDOUT_SIM_CLI_CALIBRATE_POSTERIOR_H
#define BUILDOUT_SIM_CLI_CALIBRATE_POSTERIOR_H

#include "calibrate.h"

enum { BO_CALIBRATION_STEPS = 3 };

enum bo_bound { BO_BOUND_NONE, BO_BOUND_LOWER, BO_BOUND_UPPER };

/* What became of an input's scores, in standard deviations of its prior. */
struct bo_moved {
    double shift;        /* of the mean */
    double spread;       /* standard deviation after over before */
    bool moved;          /* it followed some row, and more than chance would have it */
    enum bo_bound bound; /* its median is beyond 2 or 98 % of the prior */
};

struct bo_posterior {
    uint32_t n_inputs; /* that may move */
    const uint32_t *input;
    uint32_t n_members;
    struct bo_calibration_wave before, after;
    double *z;             /* [input * n_members + member] */
    struct bo_moved *move; /* [n_inputs] */
    uint32_t n_moved;
    double spread;     /* the moved inputs' mean */
    double luck_share; /* of the prior's variance of the misses, the median of the rows */
};

/* BO_OK also when interrupted, which the study says. */
int bo_posterior_find(struct bo_calibration *c, struct bo_posterior *out, struct bo_err *err);
const struct bo_uncertain *bo_posterior_input(const struct bo_calibration *c,
                                              const struct bo_posterior *posterior, uint32_t i);
/* In the unit of the key, at probability[n]: the normal law of the input's scores, through the prior's quantiles. */
void bo_posterior_quantiles(const struct bo_calibration *c, const struct bo_posterior *posterior,
                            uint32_t i, const double *probability, uint32_t n, double *quantile);

#endif
