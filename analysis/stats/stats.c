#include "buildout/stats/stats.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

#include "buildout/base/dist.h"
#include "buildout/base/num.h"

/* Up to this many values insertion is the fastest sort. */
#define FEW 24u
/* Halvings after which a sort that does not halve is left to the library. */
#define MOST_HALVINGS 64u

static void sort_few(double *x, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        double value = x[i];
        uint32_t k = i;
        for (; k > 0 && x[k - 1] > value; k--)
            x[k] = x[k - 1];
        x[k] = value;
    }
}

static double middle_of_three(double a, double b, double c)
{
    double low = fmin(a, b), high = fmax(a, b);
    return fmax(low, fmin(high, c));
}

/* Hoare's partition: x[0..result-1] <= pivot <= x[result..n-1], neither of them empty, as two of the three values that
 * the pivot is chosen of are not below it and two are not above it. */
static uint32_t partition(double *x, uint32_t n)
{
    double pivot = middle_of_three(x[0], x[n / 2], x[n - 1]);
    uint32_t low = 0, high = n - 1;
    for (;;) {
        while (x[low] < pivot)
            low++;
        while (x[high] > pivot)
            high--;
        if (low >= high)
            break;
        double swapped = x[low];
        x[low++] = x[high];
        x[high--] = swapped;
    }
    assert(low > 0 && low < n);
    return low;
}

/* Inline comparisons make columns of a hundred values some three times faster than qsort does. */
static void sort(double *x, uint32_t n)
{
    for (uint32_t halvings = 0; n > FEW; halvings++) {
        if (halvings == MOST_HALVINGS) {
            qsort(x, n, sizeof *x, bo_double_compare);
            return;
        }
        uint32_t n_low = partition(x, n);
        if (n_low < n - n_low) {
            sort(x, n_low);
            x += n_low;
            n -= n_low;
        } else {
            sort(x + n_low, n - n_low);
            n = n_low;
        }
    }
    sort_few(x, n);
}

uint32_t bo_stats_quantiles(double *x, uint32_t n, const double *probability, uint32_t n_quantiles,
                            double *quantile)
{
    uint32_t n_finite = 0;
    bool in_order = true; /* as where all runs say the same */
    for (uint32_t i = 0; i < n; i++) {
        if (!isfinite(x[i]))
            continue;
        x[n_finite] = fabs(x[i]) > 0.0 ? x[i] : 0.0; /* no -0: equal values are one */
        in_order &= n_finite == 0 || x[n_finite - 1] <= x[n_finite];
        n_finite++;
    }
    if (!in_order)
        sort(x, n_finite);
    for (uint32_t i = 0; i < n_quantiles; i++)
        quantile[i] = n_finite > 0 ? bo_quantile_sorted(x, n_finite, probability[i]) : BO_NAN;
    return n_finite;
}

struct bo_mean bo_stats_mean(const double *x, uint32_t n, double confidence)
{
    struct bo_mean m = {.n = 0, .mean = BO_NAN, .low = BO_NAN, .high = BO_NAN};
    double sum = 0.0, squares = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        if (isfinite(x[i])) {
            sum += x[i];
            m.n++;
        }
    }
    if (m.n == 0)
        return m;
    m.mean = sum / m.n;
    for (uint32_t i = 0; i < n; i++) {
        if (isfinite(x[i]))
            squares += (x[i] - m.mean) * (x[i] - m.mean);
    }
    if (m.n < 2)
        return m;
    double degrees = m.n - 1.0;
    double standard_error = sqrt(squares / degrees / m.n);
    double half = bo_student_quantile((1.0 + confidence) / 2.0, degrees) * standard_error;
    m.low = m.mean - half;
    m.high = m.mean + half;
    return m;
}
