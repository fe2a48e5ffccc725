/* calibrate_posterior.h - what the inputs are by the observations: draws of the prior, a search, draws around its end.
 *
 * Half of the runs are of the prior. The inputs that the likelihood follows more than chance would have it (at most six;
 * those that were named when they are no more) are searched for where it is greatest, the others being as some
 * replicates of the prior have them. The other half of the runs is drawn from a window around that point, or with
 * a small chance from the prior; weights of both together are those of one sample.
 *
 * Units:  inputs as probabilities of their prior (u).
 * Owner:  everything lives in the arena of the calibration. Errors: as calibrate.h says.
 */
#ifndef BUILDOUT_SIM_CLI_CALIBRATE_POSTERIOR_H
#define BUILDOUT_SIM_CLI_CALIBRATE_POSTERIOR_H

#include "calibrate.h"

enum { BO_SEARCHED_MOST = 6 };

enum bo_bound { BO_BOUND_NONE, BO_BOUND_LOWER, BO_BOUND_UPPER };

struct bo_searched {
    uint32_t place; /* in input[] */
    double u;       /* where the search ended */
    enum bo_bound bound;
    double low, width; /* the window */
};

struct bo_posterior {
    uint32_t n_inputs; /* that may move */
    const uint32_t *input;
    struct bo_calibration_wave prior, around;
    uint32_t n_runs;      /* of both */
    double *u;            /* [input * n_runs + run], the prior's first */
    double *weight;       /* [n_runs] */
    double *prior_weight; /* [prior.n] by the prior's runs alone */
    double effective_prior, effective;
    uint32_t n_searched, n_steps, n_search_runs;
    struct bo_searched searched[BO_SEARCHED_MOST];
    double *shift; /* [n_inputs] */
    bool *moved;   /* [n_inputs] searched for, or shifted more than by chance */
};

/* BO_OK also when interrupted, which the study says. */
int bo_posterior_find(struct bo_calibration *c, struct bo_posterior *out, struct bo_err *err);
const struct bo_uncertain *bo_posterior_input(const struct bo_calibration *c,
                                              const struct bo_posterior *posterior, uint32_t i);
/* In the unit of the key. quantile[n] of an input by the weights; of its prior. */
void bo_posterior_quantiles(const struct bo_calibration *c, const struct bo_posterior *posterior,
                            uint32_t i, const double *probability, uint32_t n, double *quantile);
const struct bo_searched *bo_posterior_searched(const struct bo_posterior *posterior, uint32_t i);

#endif
