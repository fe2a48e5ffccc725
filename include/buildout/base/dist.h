/* buildout/base/dist.h - probability distributions as data, drawn by their inverse CDF.
 *
 * A struct bo_dist is what a scenario says ({ dist = "lognormal"; median = 14; p90 = 21; }), unreduced, so that each of
 * its numbers can itself be uncertain. bo_dist_quantile turns a uniform into a value.
 *
 * Errors: bo_dist_check says what is wrong with the parameters; the quantile of a checked distribution is finite for
 *         u in (0, 1), except where GSL fails, which gives NaN and is the caller's scenario error.
 * Source: inverse CDFs of the GNU Scientific Library; PERT as beta with shape 4 (Malcolm et al. 1959).
 */
#ifndef BUILDOUT_BASE_DIST_H
#define BUILDOUT_BASE_DIST_H

#include <stdint.h>

#include "buildout/base/err.h"

enum bo_dist_kind {
    BO_DIST_CONSTANT = 0,  /* p[0] */
    BO_DIST_UNIFORM,       /* low, high */
    BO_DIST_TRIANGULAR,    /* low, mode, high */
    BO_DIST_PERT,          /* low, mode, high */
    BO_DIST_NORMAL,        /* mean, sd */
    BO_DIST_NORMAL_90,     /* p05, p95: what "-5 to 20" means when a bound is not positive */
    BO_DIST_LOGNORMAL,     /* median, sigma (sd of the log) */
    BO_DIST_LOGNORMAL_P90, /* median, p90 */
    BO_DIST_LOGNORMAL_P95, /* median, p95 */
    BO_DIST_LOGNORMAL_90,  /* p05, p95: what "5 to 20" means */
    BO_DIST_BETA,          /* a, b, low, high */
    BO_DIST_GAMMA,         /* shape, scale */
    BO_DIST_EXPONENTIAL,   /* mean */
    BO_DIST_DISCRETE,      /* x[n] with weight[n] */
    BO_DIST_EMPIRICAL,     /* x[n] sorted, linear between */
    BO_N_DIST_KINDS
};

struct bo_dist {
    enum bo_dist_kind kind;
    uint32_t n;  /* of x and weight */
    double p[4]; /* in the order above; all in the unit of the key once read */
    const double *x;
    const double *weight;
    double x_scale; /* every x counts this much; 0 stands for 1, so that a zeroed struct is right */
};

/* The parameter names of a kind in order, NULL after the last ("low", "mode", "high", NULL). */
const char *const *bo_dist_parameter_names(enum bo_dist_kind kind);
const char *bo_dist_name(enum bo_dist_kind kind); /* what a scenario calls it, e.g. "lognormal" */

int bo_dist_check(const struct bo_dist *dist, struct bo_err *err);
/* The value that a share u of the draws stays below; NaN unless 0 < u < 1. */
double bo_dist_quantile(const struct bo_dist *dist, double u);
double bo_dist_median(const struct bo_dist *dist);
/* The same distribution in another unit: every value times factor > 0 (shape parameters untouched). */
struct bo_dist bo_dist_scaled(const struct bo_dist *dist, double factor);
/* The same distribution, to the last bit, for many draws: what its numbers give once is worked out. */
struct bo_dist bo_dist_reduced(const struct bo_dist *dist);

/* The value that Student's t of this many degrees of freedom (> 0) stays below with probability u; NaN unless
 * 0 < u < 1. */
double bo_student_quantile(double u, double degrees);

#endif
