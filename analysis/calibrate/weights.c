#include "buildout/calibrate/weights.h"

#include <math.h>
#include <stdlib.h>

#include "buildout/base/dist.h"
#include "buildout/base/num.h"

#define DEGREES 4.0
#define SILENT_DISTANCE 3.0 /* Pukelsheim's three sigma, beyond which a run is implausible */
#define UNIFORM_VARIANCE (1.0 / 12.0)
#define CHANCE 0.05

double bo_log_likelihood(const double *distance, const double *weight, uint32_t n_rows)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < n_rows; i++) {
        double d = isnan(distance[i]) ? SILENT_DISTANCE : distance[i];
        sum -= weight[i] * (DEGREES + 1.0) / 2.0 * bo_log1p(d * d / DEGREES);
    }
    return sum;
}

/* Relative to the likeliest run, so that nothing overflows. */
void bo_weights(const double *log_likelihood, const double *density, uint32_t n, double *weight)
{
    double most = -INFINITY, sum = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        if (log_likelihood[i] > most)
            most = log_likelihood[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        weight[i] = isnan(log_likelihood[i]) ? 0.0 : bo_exp(log_likelihood[i] - most);
        if (density)
            weight[i] /= density[i];
        sum += weight[i];
    }
    for (uint32_t i = 0; i < n && sum > 0.0; i++)
        weight[i] /= sum;
}

double bo_effective_sample(const double *weight, uint32_t n)
{
    double squares = 0.0;
    for (uint32_t i = 0; i < n; i++)
        squares += weight[i] * weight[i];
    return squares > 0.0 ? 1.0 / squares : 0.0;
}

/* ---- order ---- */

struct place {
    double x;
    uint32_t index;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *p = a, *q = b;
    int order = bo_double_compare(&p->x, &q->x);
    if (order != 0)
        return order;
    return p->index < q->index ? -1 : p->index > q->index;
}

/* The indices of x by rising value, NaN last. */
static uint32_t *order_of(const double *x, uint32_t n, struct bo_arena *scratch)
{
    struct place *place = BO_NEW_ARRAY(scratch, struct place, n);
    uint32_t *order = BO_NEW_ARRAY(scratch, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        place[i] = (struct place){x[i], i};
    if (n > 0)
        qsort(place, n, sizeof *place, compare_places);
    for (uint32_t i = 0; i < n; i++)
        order[i] = place[i].index;
    return order;
}

/* ---- quantiles ---- */

void bo_weighted_quantiles(const double *x, const double *weight, uint32_t n,
                           const double *probability, uint32_t n_quantiles,
                           struct bo_arena *scratch, double *quantile)
{
    double total = 0.0, below = 0.0, last_middle = 0.0, last_x = BO_NAN;
    const uint32_t *order = order_of(x, n, scratch);
    uint32_t q = 0;
    for (uint32_t i = 0; i < n; i++)
        total += isnan(x[i]) ? 0.0 : weight[i];
    for (uint32_t i = 0; i < n && total > 0.0; i++) {
        double value = x[order[i]], share = weight[order[i]] / total;
        if (isnan(value) || !(share > 0.0))
            continue;
        double middle = below + share / 2.0;
        for (; q < n_quantiles && probability[q] <= middle; q++) {
            bool first = isnan(last_x) || !(middle > last_middle);
            double between = first ? 1.0 : (probability[q] - last_middle) / (middle - last_middle);
            quantile[q] = first ? value : last_x + between * (value - last_x);
        }
        below += share;
        last_middle = middle;
        last_x = value;
    }
    for (; q < n_quantiles; q++)
        quantile[q] = last_x;
}

double bo_shift(const double *u, const double *weight, uint32_t n)
{
    double mean = 0.0;
    for (uint32_t i = 0; i < n; i++)
        mean += weight[i] * u[i];
    double error = sqrt(UNIFORM_VARIANCE / bo_effective_sample(weight, n));
    return (mean - 1.0 / 2.0) / error;
}

/* ---- influence ---- */

static double rank_correlation(const double *x, const double *y, uint32_t n,
                               struct bo_arena *scratch)
{
    const uint32_t *order = order_of(x, n, scratch);
    double *rank = BO_NEW_ARRAY(scratch, double, n), middle = (n - 1.0) / 2.0, products = 0.0;
    for (uint32_t i = 0; i < n; i++)
        rank[order[i]] = i;
    order = order_of(y, n, scratch);
    for (uint32_t i = 0; i < n; i++)
        products += (i - middle) * (rank[order[i]] - middle);
    return products / ((double)n * n * n - n) * 12.0;
}

double bo_influence(const double *u, const double *log_likelihood, uint32_t n,
                    struct bo_arena *scratch)
{
    double *x = BO_NEW_ARRAY(scratch, double, n), *off = BO_NEW_ARRAY(scratch, double, n);
    double *y = BO_NEW_ARRAY(scratch, double, n);
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (isnan(log_likelihood[i]))
            continue;
        x[m] = u[i];
        off[m] = fabs(u[i] - 1.0 / 2.0);
        y[m++] = log_likelihood[i];
    }
    if (m <= 2)
        return 0.0;
    return fmax(fabs(rank_correlation(x, y, m, scratch)),
                fabs(rank_correlation(off, y, m, scratch)));
}

/* Of a normal variate of either sign. */
static double largest_by_chance(double n)
{
    const struct bo_dist normal = {.kind = BO_DIST_NORMAL, .p = {0.0, 1.0}};
    return -bo_dist_quantile(&normal, CHANCE / (2.0 * fmax(n, 1.0)));
}

double bo_shift_noise(uint32_t n_inputs)
{
    return largest_by_chance(n_inputs);
}

double bo_influence_noise(uint32_t n_inputs, uint32_t n)
{
    return n > 2 ? largest_by_chance(2.0 * n_inputs) / sqrt(n - 1.0) : 1.0;
}
