/* buildout/stats/interval.h - how well a sample knows a mean, a median, a share or a paired difference.
 *
 * Student's t where a mean is asked for, order statistics for a median, Wilson's score for a share, and the bootstrap
 * for a second opinion that assumes no shape. Two samples of the same luck are compared pair by pair: what both have in
 * common cancels, and the variance factor says how many times as many independent runs would have been needed.
 *
 * Values that are not finite are those that a run did not have; they, or the pairs they are in, are left out.
 *
 * Units:  confidence and shares are fractions (0..1); the rest has the unit of the sample.
 * Owner:  scratch memory is taken from the caller's arena and not needed afterwards.
 * Errors: none; what a sample cannot say is NaN. Resamples are a pure function of (seed, key, number of the resample).
 * Source: Efron (1987) for BCa; Hettmansperger and Sheather (1986) for the interval of a median; Wilson (1927).
 */
#ifndef BUILDOUT_STATS_INTERVAL_H
#define BUILDOUT_STATS_INTERVAL_H

#include <stdint.h>

#include "buildout/base/arena.h"

struct bo_interval {
    uint32_t n; /* values counted */
    double value, low, high;
};

struct bo_resampling {
    uint64_t seed;
    uint64_t key; /* bo_key_hash of what is resampled: no two quantities share their draws */
    uint32_t n_resamples;
    double confidence;
};

/* The mean of x[n] with its bias-corrected and accelerated (BCa) bootstrap interval. */
struct bo_interval bo_stats_bootstrap_mean(const double *x, uint32_t n,
                                           const struct bo_resampling *how,
                                           struct bo_arena *scratch);
/* The median of x[n] with its percentile bootstrap interval. */
struct bo_interval bo_stats_bootstrap_median(const double *x, uint32_t n,
                                             const struct bo_resampling *how,
                                             struct bo_arena *scratch);
/* The median of x[n] between interpolated order statistics, which needs neither a shape nor draws. Below 6 values 95 %
 * cannot be had, and low and high are NaN. */
struct bo_interval bo_stats_median(const double *x, uint32_t n, double confidence,
                                   struct bo_arena *scratch);
/* The share n_yes/n; never wider than 0..1. */
struct bo_interval bo_stats_share(double n_yes, uint32_t n, double confidence);

struct bo_paired {
    uint32_t n;                   /* pairs counted */
    double base, other;           /* means over them */
    double difference, low, high; /* other - base, by Student's t */
    double p_better;              /* share of pairs with other > base, ties counted half */
    double p_low, p_high;
    double
        variance_factor; /* (var base + var other) / var difference; infinite when luck cancels wholly */
};

/* base[i] and other[i] are of the same replicate. */
struct bo_paired bo_stats_paired(const double *base, const double *other, uint32_t n,
                                 double confidence);
/* The differences other - base of the pairs that count; returns how many. difference[n] */
uint32_t bo_stats_differences(const double *base, const double *other, uint32_t n,
                              double *difference);

/* P(a > b) over all pairs of two independent samples, ties counted half (Vargha and Delaney 2000). */
double bo_stats_superiority(const double *a, uint32_t n_a, const double *b, uint32_t n_b);

/* Spearman's rank correlation of the pairs that count, ties given their mean rank; NaN below 3 pairs and where x or y
 * is the same throughout. */
double bo_stats_rank_correlation(const double *x, const double *y, uint32_t n,
                                 struct bo_arena *scratch);
/* What the largest of n_looked_at rank correlations over n pairs of unrelated numbers exceeds, either way, with
 * probability 1 - confidence (Bonferroni; t approximation). 1 when n < 4. */
double bo_stats_rank_noise(uint32_t n, uint32_t n_looked_at, double confidence);

#endif
