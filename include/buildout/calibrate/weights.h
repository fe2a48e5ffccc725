/* buildout/calibrate/weights.h - how much each run of an ensemble is worth once it has been held against observations.
 *
 * History matching by importance weights: a run is a draw of the inputs, and its weight is how likely the observations
 * are if its inputs are true, times the prior density over the one that it was drawn with. A model is never true: a row
 * is missed in units of its discrepancy, and by a heavy-tailed law, so that one row that no run meets does not decide.
 *
 * Units:  distances in units of a row's discrepancy; weights sum to 1 unless all are zero.
 * Owner:  arrays belong to the caller. Errors: none; a run that failed has NaN as its log-likelihood, and no weight.
 * Source: Craig, Goldstein, Seheult and Smith (1997) for discrepancy and implausibility; Kish (1965) for the effective
 *         sample; Veach and Guibas (1995) for weights of several samples together.
 */
#ifndef BUILDOUT_CALIBRATE_WEIGHTS_H
#define BUILDOUT_CALIBRATE_WEIGHTS_H

#include <stdint.h>

#include "buildout/base/arena.h"

/* Of distance[n_rows], each row counting weight[i]: the sum of weight x log density of Student's t of four degrees of
 * freedom, but for a constant. A distance that is NaN (the run says nothing to the row) counts as three. */
double bo_log_likelihood(const double *distance, const double *weight, uint32_t n_rows);

/* Weights of n runs by their log-likelihoods and how much denser they were drawn than the prior (density[n] > 0; NULL:
 * they are of the prior). */
void bo_weights(const double *log_likelihood, const double *density, uint32_t n, double *weight);

/* Of how many equal runs the weights are worth: 1 / sum of squares; 0 when all are zero. */
double bo_effective_sample(const double *weight, uint32_t n);

/* Quantiles of x[n] under the weights: quantile[i] is where the share probability[i] (0..1, rising) lies below, linear
 * between the middles of neighbouring runs' shares. Values without weight and NaNs are left out; without any the
 * quantiles are NaN. scratch is used and not given back. */
void bo_weighted_quantiles(const double *x, const double *weight, uint32_t n,
                           const double *probability, uint32_t n_quantiles,
                           struct bo_arena *scratch, double *quantile);

/* How far the weighted mean of u[n], uniform by the prior, is from 1/2, in standard errors of as many independent draws
 * as the effective sample. */
double bo_shift(const double *u, const double *weight, uint32_t n);
/* What the largest shift of n_inputs that the observations say nothing of would be by chance, one time of 20. */
double bo_shift_noise(uint32_t n_inputs);

/* The strength (0..1) with which a log-likelihood follows u[n]: the greater of its rank correlations with u and with
 * |u - 1/2|. Runs whose log-likelihood is NaN are left out. scratch is used and not given back. */
double bo_influence(const double *u, const double *log_likelihood, uint32_t n,
                    struct bo_arena *scratch);
/* What the strongest of n_inputs that have none would show by chance in n runs, one time of 20. */
double bo_influence_noise(uint32_t n_inputs, uint32_t n);

#endif
