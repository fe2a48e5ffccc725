/* Intervals that need no draws, and pairs. */
#include "buildout/stats/interval.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>

#include "buildout/base/dist.h"
#include "buildout/base/num.h"
#include "buildout/stats/stats.h"
#include "finite.h"

uint32_t bo_stats_finite(const double *x, uint32_t n, double *finite)
{
    uint32_t n_finite = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (isfinite(x[i]))
            finite[n_finite++] = x[i];
    }
    return n_finite;
}

uint32_t bo_stats_sorted(const double *x, uint32_t n, double *sorted)
{
    uint32_t n_finite = bo_stats_finite(x, n, sorted);
    for (uint32_t i = 0; i < n_finite; i++)
        sorted[i] += 0.0; /* no -0 */
    qsort(sorted, n_finite, sizeof *sorted, bo_double_compare);
    return n_finite;
}

struct bo_interval bo_stats_share(double n_yes, uint32_t n, double confidence)
{
    struct bo_interval out = {.n = n, .value = BO_NAN, .low = BO_NAN, .high = BO_NAN};
    if (n == 0)
        return out;
    double z = bo_stats_normal_quantile((1.0 + confidence) / 2.0);
    double p = n_yes / n, zz = z * z / n;
    double middle = (p + zz / 2.0) / (1.0 + zz);
    double half = z * sqrt(p * (1.0 - p) / n + zz / n / 4.0) / (1.0 + zz);
    out.value = p;
    out.low = bo_clamp(middle - half, 0.0, p);
    out.high = bo_clamp(middle + half, p, 1.0);
    return out;
}

/* The probability that of n values at most k lie below the median. */
static double tail_of_coins(uint32_t n, uint32_t k)
{
    static const double heads = 0.5;
    return gsl_cdf_binomial_P(k, heads, n);
}

/* Between the k-th and the n+1-k-th order statistic the median lies with probability 1 - 2 tail(k-1): the widest k
 * that still holds, and a part of the step to k + 1. */
static void set_median_ends(struct bo_interval *out, const double *sorted, double confidence)
{
    uint32_t n = out->n, k = 0;
    double tail = (1.0 - confidence) / 2.0;
    while (2 * (k + 1) <= n && tail_of_coins(n, k) <= tail)
        k++;
    if (k == 0)
        return;
    out->low = sorted[k - 1];
    out->high = sorted[n - k];
    if (2 * (k + 1) > n)
        return; /* at the middle */
    double held = 1.0 - 2.0 * tail_of_coins(n, k - 1), next = 1.0 - 2.0 * tail_of_coins(n, k);
    double part = bo_clamp((held - confidence) / (held - next), 0.0, 1.0);
    double step = (n - k) * part / (k + (n - 2.0 * k) * part);
    out->low = (1.0 - step) * out->low + step * sorted[k];
    out->high = (1.0 - step) * out->high + step * sorted[n - 1 - k];
}

struct bo_interval bo_stats_median(const double *x, uint32_t n, double confidence,
                                   struct bo_arena *scratch)
{
    double *sorted = BO_NEW_ARRAY(scratch, double, n);
    struct bo_interval out = {.value = BO_NAN, .low = BO_NAN, .high = BO_NAN};
    out.n = bo_stats_sorted(x, n, sorted);
    if (out.n == 0)
        return out;
    out.value = bo_quantile_sorted(sorted, out.n, 0.5);
    set_median_ends(&out, sorted, confidence);
    return out;
}

/* ---- pairs ---- */

static bool counts(const double *base, const double *other, uint32_t i)
{
    return isfinite(base[i]) && isfinite(other[i]);
}

uint32_t bo_stats_differences(const double *base, const double *other, uint32_t n,
                              double *difference)
{
    uint32_t n_pairs = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (counts(base, other, i))
            difference[n_pairs++] = other[i] - base[i];
    }
    return n_pairs;
}

/* Sums of squares about the means of the pairs; dd may be lost in the rounding of what it is the difference of. */
struct squares {
    double bb, oo, dd;
};

static struct squares squares_of(const double *base, const double *other, uint32_t n,
                                 const struct bo_paired *p)
{
    struct squares s = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (!counts(base, other, i))
            continue;
        double b = base[i] - p->base, o = other[i] - p->other;
        double d = other[i] - base[i] - p->difference;
        s.bb += b * b;
        s.oo += o * o;
        s.dd += d * d;
    }
    return s;
}

/* Infinite when luck cancels wholly, NaN when nothing varies: there is no luck to share. */
static double factor_of(const struct squares *s)
{
    return (s->bb + s->oo) / s->dd;
}

struct bo_paired bo_stats_paired(const double *base, const double *other, uint32_t n,
                                 double confidence)
{
    struct bo_paired p = {.base = BO_NAN,
                          .other = BO_NAN,
                          .difference = BO_NAN,
                          .low = BO_NAN,
                          .high = BO_NAN,
                          .p_better = BO_NAN,
                          .p_low = BO_NAN,
                          .p_high = BO_NAN,
                          .variance_factor = BO_NAN};
    double sum_base = 0.0, sum_other = 0.0, sum_difference = 0.0, n_better = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        if (!counts(base, other, i))
            continue;
        p.n++;
        sum_base += base[i];
        sum_other += other[i];
        sum_difference += other[i] - base[i];
        n_better += other[i] > base[i] ? 1.0 : other[i] < base[i] ? 0.0 : 0.5;
    }
    if (p.n == 0)
        return p;
    p.base = sum_base / p.n;
    p.other = sum_other / p.n;
    p.difference = sum_difference / p.n;
    struct bo_interval share = bo_stats_share(n_better, p.n, confidence);
    p.p_better = share.value;
    p.p_low = share.low;
    p.p_high = share.high;
    if (p.n < 2)
        return p;
    struct squares s = squares_of(base, other, n, &p);
    double degrees = p.n - 1.0;
    double half =
        bo_student_quantile((1.0 + confidence) / 2.0, degrees) * sqrt(s.dd / degrees / p.n);
    p.low = p.difference - half;
    p.high = p.difference + half;
    p.variance_factor = factor_of(&s);
    return p;
}

double bo_stats_superiority(const double *a, uint32_t n_a, const double *b, uint32_t n_b)
{
    double n_better = 0.0, n_pairs = 0.0;
    for (uint32_t i = 0; i < n_a; i++) {
        for (uint32_t k = 0; k < n_b; k++) {
            if (!isfinite(a[i]) || !isfinite(b[k]))
                continue;
            n_pairs += 1.0;
            n_better += a[i] > b[k] ? 1.0 : a[i] < b[k] ? 0.0 : 0.5;
        }
    }
    return n_pairs > 0.0 ? n_better / n_pairs : BO_NAN;
}

/* ---- ranks ---- */

double bo_stats_rank_correlation(const double *x, const double *y, uint32_t n,
                                 struct bo_arena *scratch)
{
    enum { FEWEST = 3, COPIES = 2 };
    double *first = BO_NEW_ARRAY(scratch, double, n), *second = BO_NEW_ARRAY(scratch, double, n);
    double *work = BO_NEW_ARRAY(scratch, double, (size_t)COPIES *n);
    uint32_t n_pairs = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (counts(x, y, i)) {
            first[n_pairs] = x[i];
            second[n_pairs++] = y[i];
        }
    }
    if (n_pairs < FEWEST)
        return BO_NAN;
    /* NaN where one of them never varies: the ranks' variance is a zero without rounding */
    return gsl_stats_spearman(first, 1, second, 1, n_pairs, work);
}

double bo_stats_rank_noise(uint32_t n, uint32_t n_looked_at, double confidence)
{
    enum { FEWEST = 4 };
    if (n < FEWEST || n_looked_at == 0)
        return 1.0;
    double degrees = n - 2.0;
    double t = bo_student_quantile(1.0 - (1.0 - confidence) / 2.0 / n_looked_at, degrees);
    return t / sqrt(degrees + t * t);
}
