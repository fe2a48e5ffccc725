/* buildout/stats/stats.h - what a sample of numbers says: quantiles, and how well its mean is known.
 *
 * Values that are not finite are those that a run did not have; they are left out and not counted.
 *
 * Errors: none; of an empty sample everything is NaN.
 */
#ifndef BUILDOUT_STATS_STATS_H
#define BUILDOUT_STATS_STATS_H

#include <stdbool.h>
#include <stdint.h>

/* Exact quantiles of x[n], which is put in an order that serves them and is not sorted: quantile[i] for the i-th of
 * probability[n_quantiles] (0..1), linear between order statistics (type 7 of Hyndman and Fan 1996). The order of x does
 * not matter, nor which of equal values is which. Returns how many of x were finite. */
uint32_t bo_stats_quantiles(double *x, uint32_t n, const double *probability, uint32_t n_quantiles,
                            double *quantile);

struct bo_mean {
    uint32_t n;
    double mean;
    double low, high; /* NaN for n < 2 */
};

/* Mean of x[n] and the interval that holds the mean of all possible runs with this confidence (0..1), by Student's t.
 * Summed in the order given. */
struct bo_mean bo_stats_mean(const double *x, uint32_t n, double confidence);

/* Is a difference so small that nobody asks for it first: less than a thousandth of what it is a difference of (own: the
 * larger of both), or less than a ten-thousandth of the largest that anybody has of the kind? A share of next to nothing
 * may be any. */
bool bo_stats_is_slight(double difference, double own, double largest);

#endif
