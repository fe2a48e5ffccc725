#include "buildout/stats/stats.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "buildout/base/dist.h"
#include "buildout/base/num.h"

/* So many values are sorted by insertion. */
#define FEW 8u
/* Steps after which a selection that does not get on is left to the library. */
#define MOST_STEPS 64u
/* Of which the places are looked for together. */
#define SOME_QUANTILES 8u
#define SLIGHT_OF_OWN 1e-3
#define SLIGHT_OF_LARGEST 1e-4

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
    double low = a < b ? a : b, high = a < b ? b : a;
    return bo_clamp(c, low, high);
}

/* The values below the pivot come first; returns how many. No branch hangs on a value: one of two guesses would be wrong,
 * and cost more than all the rest. */
static uint32_t gather_below(double *x, uint32_t n, double pivot)
{
    uint32_t n_below = 0;
    for (uint32_t i = 0; i < n; i++) {
        double value = x[i];
        x[i] = x[n_below];
        x[n_below] = value;
        n_below += value < pivot;
    }
    return n_below;
}

/* Places of order statistics, rising. */
struct places {
    const uint32_t *place;
    uint32_t n;
};

static struct places places_below(struct places of, uint32_t end)
{
    struct places below = {of.place, 0};
    while (below.n < of.n && below.place[below.n] < end)
        below.n++;
    return below;
}

/* x[first..end-1], which holds the order statistics of these places: puts those that are asked for where they belong.
 * Equal values are taken off together. */
static void select_places(double *x, uint32_t first, uint32_t end, struct places of, uint32_t steps)
{
    while (of.n > 0 && end - first > FEW) {
        uint32_t n = end - first;
        double *here = x + first;
        if (steps-- == 0) {
            qsort(here, n, sizeof *here, bo_double_compare);
            return;
        }
        double pivot = middle_of_three(here[0], here[n / 2], here[n - 1]);
        uint32_t n_low = gather_below(here, n, pivot);
        bool none = n_low == 0;
        if (none)
            n_low = gather_below(here, n, nextafter(pivot, (double)INFINITY));
        struct places low = places_below(of, first + n_low);
        if (!none)
            select_places(x, first, first + n_low, low, steps);
        of = (struct places){of.place + low.n, of.n - low.n};
        first += n_low;
    }
    if (of.n > 0)
        sort_few(x + first, end - first);
}

static void add_place(uint32_t *place, uint32_t *n, uint32_t one)
{
    uint32_t k = *n;
    for (; k > 0 && place[k - 1] > one; k--)
        place[k] = place[k - 1];
    place[k] = one;
    *n += 1;
}

/* A quantile lies between two order statistics, and no others are needed. */
static void some_quantiles(double *x, uint32_t n, const double *probability, uint32_t n_quantiles,
                           double *quantile)
{
    uint32_t place[2 * SOME_QUANTILES], n_places = 0;
    for (uint32_t i = 0; i < n_quantiles; i++) {
        uint32_t low = (uint32_t)(bo_clamp(probability[i], 0.0, 1.0) * (double)(n - 1));
        add_place(place, &n_places, low);
        if (low + 1 < n)
            add_place(place, &n_places, low + 1);
    }
    select_places(x, 0, n, (struct places){place, n_places}, MOST_STEPS);
    for (uint32_t i = 0; i < n_quantiles; i++)
        quantile[i] = bo_quantile_sorted(x, n, probability[i]);
}

uint32_t bo_stats_quantiles(double *x, uint32_t n, const double *probability, uint32_t n_quantiles,
                            double *quantile)
{
    uint32_t n_finite = 0;
    bool equal = true; /* as where all runs say the same, or nothing */
    for (uint32_t i = 0; i < n; i++) {
        if (!isfinite(x[i]))
            continue;
        x[n_finite] = fabs(x[i]) > 0.0 ? x[i] : 0.0; /* no -0: equal values are one */
        equal &= x[n_finite] <= x[0] && x[n_finite] >= x[0];
        n_finite++;
    }
    if (equal) {
        for (uint32_t i = 0; i < n_quantiles; i++)
            quantile[i] = n_finite > 0 ? x[0] : BO_NAN;
        return n_finite;
    }
    for (uint32_t i = 0; i < n_quantiles; i += SOME_QUANTILES) {
        uint32_t left = n_quantiles - i;
        some_quantiles(x, n_finite, probability + i, left < SOME_QUANTILES ? left : SOME_QUANTILES,
                       quantile + i);
    }
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
        double apart = x[i] - m.mean;
        if (isfinite(x[i]))
            squares += apart * apart;
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

bool bo_stats_is_slight(double difference, double own, double largest)
{
    double size = fabs(difference);
    return size < SLIGHT_OF_OWN * fabs(own) || size < SLIGHT_OF_LARGEST * fabs(largest);
}
