/* Intervals from resamples of the sample itself. */
#include "buildout/stats/interval.h"

#include <string.h>

#include "buildout/base/dist.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/stats/stats.h"
#include "finite.h"

static void draw(const struct bo_resampling *how, uint32_t resample, uint32_t n, uint32_t *index)
{
    struct bo_rng rng = {.seed = how->seed};
    bo_rng_resample(&rng, how->key, resample, n, index);
}

double bo_stats_normal_quantile(double u)
{
    const struct bo_dist normal = {.kind = BO_DIST_NORMAL, .p = {0.0, 1.0}};
    return bo_dist_quantile(&normal, u);
}

/* Where in the sorted resamples an end of the interval is that a normal quantile z names: Efron (1987), 3.8. */
static double corrected(double z, double bias, double acceleration)
{
    double moved = bias + z;
    return bo_normal_cdf(bias + moved / (1.0 - acceleration * moved));
}

/* Half the resamples beside the value say that there is no bias; ties count half. */
static double bias_of(const double *resample, uint32_t n, double value)
{
    double below = 0.0;
    for (uint32_t i = 0; i < n; i++)
        below += resample[i] < value ? 1.0 : resample[i] > value ? 0.0 : 0.5;
    double edge = 0.5 / n;
    return bo_stats_normal_quantile(bo_clamp(below / n, edge, 1.0 - edge));
}

static void set_ends(struct bo_interval *out, double *resample, const struct bo_resampling *how,
                     double bias, double acceleration)
{
    double z = bo_stats_normal_quantile((1.0 + how->confidence) / 2.0), end[2];
    const double probability[] = {corrected(-z, bias, acceleration),
                                  corrected(z, bias, acceleration)};
    bo_stats_quantiles(resample, how->n_resamples, probability, 2, end);
    out->low = end[0];
    out->high = end[1];
}

/* For a mean the jackknife's acceleration is a sixth of the skewness of the sample's mean. */
static double acceleration_of(const double *x, uint32_t n, double mean)
{
    double squares = 0.0, cubes = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        double d = x[i] - mean;
        squares += d * d;
        cubes += d * d * d;
    }
    return squares > 0.0 ? cubes / (6.0 * squares * sqrt(squares)) : 0.0;
}

static double mean_of(const double *x, const uint32_t *index, uint32_t n)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++)
        sum += x[index ? index[i] : i];
    return sum / n;
}

struct bo_interval bo_stats_bootstrap_mean(const double *x, uint32_t n,
                                           const struct bo_resampling *how,
                                           struct bo_arena *scratch)
{
    double *finite = BO_NEW_ARRAY(scratch, double, n);
    struct bo_interval out = {.n = bo_stats_finite(x, n, finite), .value = BO_NAN};
    out.low = out.high = BO_NAN;
    if (out.n == 0)
        return out;
    out.value = mean_of(finite, NULL, out.n);
    if (out.n < 2)
        return out;
    uint32_t *index = BO_NEW_ARRAY(scratch, uint32_t, out.n);
    double *resample = BO_NEW_ARRAY(scratch, double, how->n_resamples);
    for (uint32_t r = 0; r < how->n_resamples; r++) {
        draw(how, r, out.n, index);
        resample[r] = mean_of(finite, index, out.n);
    }
    double acceleration = acceleration_of(finite, out.n, out.value);
    set_ends(&out, resample, how, bias_of(resample, how->n_resamples, out.value), acceleration);
    return out;
}

/* The k-th smallest (0, 1, ...) of a resample that holds sorted[i] count[i] times. */
static double pick(const double *sorted, const uint32_t *count, uint32_t k)
{
    uint32_t i = 0;
    for (uint32_t before = count[0]; before <= k; before += count[i])
        i++;
    return sorted[i];
}

struct bo_interval bo_stats_bootstrap_median(const double *x, uint32_t n,
                                             const struct bo_resampling *how,
                                             struct bo_arena *scratch)
{
    double *sorted = BO_NEW_ARRAY(scratch, double, n);
    struct bo_interval out = {.value = BO_NAN, .low = BO_NAN, .high = BO_NAN};
    out.n = bo_stats_sorted(x, n, sorted);
    if (out.n > 0)
        out.value = bo_quantile_sorted(sorted, out.n, 0.5);
    if (out.n < 2)
        return out;
    uint32_t *index = BO_NEW_ARRAY(scratch, uint32_t, out.n);
    uint32_t *count = BO_NEW_ARRAY(scratch, uint32_t, out.n);
    double *resample = BO_NEW_ARRAY(scratch, double, how->n_resamples);
    for (uint32_t r = 0; r < how->n_resamples; r++) {
        draw(how, r, out.n, index);
        memset(count, 0, out.n * sizeof *count);
        for (uint32_t i = 0; i < out.n; i++)
            count[index[i]]++;
        resample[r] = (pick(sorted, count, (out.n - 1) / 2) + pick(sorted, count, out.n / 2)) / 2.0;
    }
    set_ends(&out, resample, how, 0.0, 0.0);
    return out;
}
