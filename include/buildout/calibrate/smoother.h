/* buildout/calibrate/smoother.h - inputs that are moved towards what was observed: an ensemble smoother.
 *
 * Members are runs, each with its normal scores z = Phi^-1(u) of the uncertain inputs and with what it misses the rows by.
 * A step regresses the inputs on the misses over the ensemble, and moves each member by what its own misses, perturbed by
 * a draw of the error, say (Kalman's update). Several steps of inflated error, the inverses of the inflations adding up to
 * 1, are one assimilation that follows a model which is not linear. Members stay equal: none can be the only one left.
 *
 * What two runs with the same inputs differ by, their luck, is no input, and no input may be moved for it. Every step has
 * fresh luck; its covariance, known from pairs of runs, belongs to the error, and is inflated with it. An input follows
 * those rows alone that it goes with more than chance would have it, and stays as it is without any (localisation).
 *
 * Units:  z in standard deviations of the prior; misses and luck in units of a row's tolerance.
 * Owner:  arrays belong to the caller. Errors: BO_ERUN when the misses are not finite.
 * Source: Emerick and Reynolds (2013), ensemble smoother with multiple data assimilation; Luo, Bhakta and Naevdal (2018),
 *         localisation by correlation; Wood (2010), synthetic likelihood.
 */
#ifndef BUILDOUT_CALIBRATE_SMOOTHER_H
#define BUILDOUT_CALIBRATE_SMOOTHER_H

#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"

struct bo_smoother {
    uint32_t n_members, n_inputs, n_rows; /* at least 3 members */
    double inflation;                     /* at least 1; 1 is all at once */
    const double *miss;                   /* [row * n_members + member] 0: met; no NaN */
    const double *luck;                   /* as miss: draws of the luck alone, of mean 0 */
    const double *variance;               /* [n_rows] of the error but for luck, > 0 */
    uint64_t seed, step;                  /* of the perturbations */
};

/* z[input * n_members + member]: before and after. n_followed[n_inputs]: by how many rows each was moved. scratch is used
 * and not given back. */
int bo_smoother_step(const struct bo_smoother *smoother, struct bo_arena *scratch, double *z,
                     uint32_t *n_followed, struct bo_err *err);

/* A miss without long tails: as it is well below 3 tolerances, and its logarithm far beyond, of the same sign. */
double bo_soft_miss(double miss);
/* The greatest correlation that one of n inputs which say nothing would show in so many members, one time of 20. */
double bo_chance_correlation(uint32_t n_inputs, uint32_t n_members);

#endif
