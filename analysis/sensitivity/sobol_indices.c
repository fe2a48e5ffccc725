#include "buildout/sensitivity/sobol_indices.h"

#include <stdbool.h>
#include <stdlib.h>

#include "buildout/base/num.h"
#include "buildout/base/rng.h"
#include "buildout/base/sobol.h"

/* The purposes of draws: points beyond the sequence's dimensions, and its shift. */
enum { DRAW_POINT = 1110, DRAW_SHIFT };

#define FRACTION 0x1p-53

/* Dimension d of a row: 0..n_inputs-1 are A's inputs, the rest B's. A's and B's values of one input are dimensions 2 i
 * and 2 i + 1, so that the inputs that are first have the sequence's best. */
static double point(const struct bo_saltelli *design, uint32_t row, uint32_t input, bool of_b)
{
    uint32_t dimension = 2 * input + of_b;
    struct bo_rng own = {.seed = design->seed, .replicate = row};
    struct bo_rng all = {.seed = design->seed};
    if (dimension >= BO_SOBOL_DIMENSIONS)
        return bo_rng_uniform(&own, 0, DRAW_POINT, dimension);
    uint64_t shift = (uint64_t)(bo_rng_uniform(&all, 0, DRAW_SHIFT, dimension) / FRACTION);
    uint64_t place = (uint64_t)bo_sobol(row, dimension) << 21; /* 32 bits to 53 */
    return (double)(place ^ shift) * FRACTION;
}

void bo_saltelli_point(const struct bo_saltelli *design, uint32_t row, uint32_t column, double *u)
{
    for (uint32_t i = 0; i < design->n_inputs; i++)
        u[i] = point(design, row, i, column == 1 || column == 2 + i);
}

/* The rows that count, as pointers to their outcomes. */
struct rows {
    uint32_t n, n_inputs;
    const double **row;
    const uint32_t *drawn; /* NULL: each once */
};

static const double *row_of(const struct rows *rows, uint32_t i)
{
    return rows->row[rows->drawn ? rows->drawn[i] : i];
}

/* Of A and B together. */
static double variance(const struct rows *rows, double *mean)
{
    double sum = 0.0, squares = 0.0;
    for (uint32_t i = 0; i < rows->n; i++)
        sum += row_of(rows, i)[0] + row_of(rows, i)[1];
    *mean = sum / (2.0 * rows->n);
    for (uint32_t i = 0; i < rows->n; i++) {
        const double *y = row_of(rows, i);
        squares += (y[0] - *mean) * (y[0] - *mean) + (y[1] - *mean) * (y[1] - *mean);
    }
    return squares / (2.0 * rows->n);
}

/* The product is taken of what is left of the mean, which changes its expectation by nothing and its noise by much. */
static void estimate(const struct rows *rows, double *first, double *total)
{
    double mean = 0.0, var = variance(rows, &mean);
    for (uint32_t k = 0; k < rows->n_inputs; k++) {
        double product = 0.0, apart = 0.0;
        for (uint32_t i = 0; i < rows->n; i++) {
            const double *y = row_of(rows, i);
            product += (y[1] - mean) * (y[2 + k] - y[0]);
            apart += (y[0] - y[2 + k]) * (y[0] - y[2 + k]);
        }
        first[k] = var > 0.0 ? product / rows->n / var : BO_NAN;
        total[k] = var > 0.0 ? apart / (2.0 * rows->n) / var : BO_NAN;
    }
}

static struct rows list_rows(const struct bo_saltelli *design, const double *outcome,
                             struct bo_arena *scratch)
{
    uint32_t width = design->n_inputs + 2;
    struct rows rows = {.n_inputs = design->n_inputs,
                        .row = bo_arena_alloc(scratch, design->n_base, sizeof(double *))};
    for (uint32_t r = 0; r < design->n_base; r++) {
        const double *y = outcome + (size_t)r * width;
        uint32_t n_finite = 0;
        for (uint32_t c = 0; c < width; c++)
            n_finite += isfinite(y[c]) != 0;
        if (n_finite == width)
            rows.row[rows.n++] = y;
    }
    return rows;
}

/* Percentiles of resampled estimates [resample], of an estimate that may be NaN. */
static void set_ends(double *estimates, const struct bo_index_options *options, double *low,
                     double *high)
{
    uint32_t n = 0;
    for (uint32_t r = 0; r < options->n_resamples; r++) {
        if (isfinite(estimates[r]))
            estimates[n++] = estimates[r];
    }
    qsort(estimates, n, sizeof *estimates, bo_double_compare);
    double tail = (1.0 - options->confidence) / 2.0;
    *low = n > 0 ? bo_quantile_sorted(estimates, n, tail) : BO_NAN;
    *high = n > 0 ? bo_quantile_sorted(estimates, n, 1.0 - tail) : BO_NAN;
}

uint32_t bo_sobol_indices(const struct bo_saltelli *design, const double *outcome,
                          const struct bo_index_options *options, struct bo_arena *scratch,
                          struct bo_sobol_index *index)
{
    struct rows rows = list_rows(design, outcome, scratch);
    uint32_t k = design->n_inputs, n_resamples = rows.n > 0 ? options->n_resamples : 0;
    double *first = BO_NEW_ARRAY(scratch, double, 2 * (size_t)k), *total = first + k;
    double *resampled = BO_NEW_ARRAY(scratch, double, 2 * (size_t)k * options->n_resamples);
    uint32_t *drawn = BO_NEW_ARRAY(scratch, uint32_t, rows.n);
    struct bo_rng rng = {.seed = options->seed};
    for (uint32_t r = 0; r < options->n_resamples; r++) {
        for (uint32_t i = 0; i < 2 * k; i++)
            resampled[(size_t)i * options->n_resamples + r] = BO_NAN;
    }
    for (uint32_t r = 0; r < n_resamples; r++) {
        bo_rng_resample(&rng, options->key, r, rows.n, drawn);
        rows.drawn = drawn;
        estimate(&rows, first, total);
        for (uint32_t i = 0; i < 2 * k; i++)
            resampled[(size_t)i * options->n_resamples + r] = first[i];
    }
    rows.drawn = NULL;
    estimate(&rows, first, total);
    for (uint32_t i = 0; i < k; i++) {
        struct bo_sobol_index *x = &index[i];
        x->first = first[i];
        x->total = total[i];
        set_ends(&resampled[(size_t)i * options->n_resamples], options, &x->first_low,
                 &x->first_high);
        set_ends(&resampled[(size_t)(k + i) * options->n_resamples], options, &x->total_low,
                 &x->total_high);
    }
    return rows.n;
}
