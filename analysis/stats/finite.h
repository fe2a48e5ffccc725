/* Shared by the files of this folder: what of a sample counts, and the normal's quantile. */
#ifndef BUILDOUT_STATS_FINITE_H
#define BUILDOUT_STATS_FINITE_H

#include <stdint.h>

/* Copies the finite of x[n], in order; returns how many. */
uint32_t bo_stats_finite(const double *x, uint32_t n, double *finite);
/* The same from the smallest to the largest; zeros have no sign. */
uint32_t bo_stats_sorted(const double *x, uint32_t n, double *sorted);
double bo_stats_normal_quantile(double u);

#endif
