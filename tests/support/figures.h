/* figures.h - what runs show against what is asked of it, a row a figure: shared by benchmarks that print the table and
 * tests that judge it. A row without anything asked is there for orientation. */
#ifndef BUILDOUT_TESTS_FIGURES_H
#define BUILDOUT_TESTS_FIGURES_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "buildout/base/num.h"

enum figure_tolerance { FIGURE_FRACTION, FIGURE_IN_ITS_UNIT };

struct figure {
    const char *name, *unit;
    double observed;  /* NaN: none */
    double tolerance; /* of the median, to what was observed; 0: none */
    enum figure_tolerance kind;
    double least, most; /* a bound for each run, of which the share inside is told; 0, 0: none */
};

struct figures {
    const struct figure *figure;
    uint32_t n, n_seeds, n_done;
    double *value; /* [n x n_seeds], sorted for each figure */
};

static inline struct figures figures_create(const struct figure *figure, uint32_t n,
                                            uint32_t n_seeds)
{
    return (struct figures){.figure = figure,
                            .n = n,
                            .n_seeds = n_seeds,
                            .value = calloc((size_t)n * n_seeds, sizeof(double))};
}

static inline void figures_free(struct figures *f)
{
    free(f->value);
}

/* A row's values, n_done of them. */
static inline double *figures_of(const struct figures *f, uint32_t row)
{
    return f->value + (size_t)row * f->n_seeds;
}

static inline void figures_sort(struct figures *f)
{
    for (uint32_t i = 0; i < f->n; i++) {
        qsort(figures_of(f, i), f->n_done, sizeof(double), bo_double_compare);
    }
}

static inline double figures_quantile(const struct figures *f, uint32_t row, double p)
{
    return bo_quantile_sorted(figures_of(f, row), f->n_done, p);
}

/* Share of the runs within the row's bound. */
static inline double figures_inside(const struct figures *f, uint32_t row)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < f->n_done; k++) {
        double value = figures_of(f, row)[k];
        n += value >= f->figure[row].least && value <= f->figure[row].most;
    }
    return f->n_done > 0 ? (double)n / f->n_done : BO_NAN;
}

static inline bool figure_has_bound(const struct figure *figure)
{
    return figure->least < figure->most;
}

enum figure_verdict { FIGURE_NOT_ASKED, FIGURE_MET, FIGURE_MISSED };

/* Is the median within the tolerance of what was observed, or else within the bound? Runs that end before it are not asked. */
static inline enum figure_verdict figures_judge(const struct figures *f, uint32_t row)
{
    const struct figure *figure = &f->figure[row];
    double median = figures_quantile(f, row, 0.5);
    bool met = median >= figure->least && median <= figure->most;
    if (isnan(median) || (!(figure->tolerance > 0.0) && !figure_has_bound(figure))) {
        return FIGURE_NOT_ASKED;
    }
    if (figure->tolerance > 0.0) {
        double unit = figure->kind == FIGURE_FRACTION ? fabs(figure->observed) : 1.0;
        met = fabs(median - figure->observed) <= figure->tolerance * unit;
    }
    return met ? FIGURE_MET : FIGURE_MISSED;
}

static inline void figure_print_wanted(const struct figure *figure, size_t size, char *text)
{
    text[0] = '\0';
    if (figure->tolerance > 0.0) {
        bool fraction = figure->kind == FIGURE_FRACTION;
        snprintf(text, size, fraction ? "+-%.3g %%" : "+-%.3g",
                 (fraction ? 100.0 : 1.0) * figure->tolerance);
    } else if (figure_has_bound(figure) && isinf(figure->most)) {
        snprintf(text, size, ">= %.3g", figure->least);
    } else if (figure_has_bound(figure) && isinf(figure->least)) {
        snprintf(text, size, "<= %.3g", figure->most);
    } else if (figure_has_bound(figure)) {
        snprintf(text, size, "%.3g-%.3g", figure->least, figure->most);
    }
}

/* A number in its column; what cannot be told is "-". */
static inline const char *figure_text(double value, char text[static 16])
{
    if (isnan(value)) {
        return "-";
    }
    snprintf(text, 16, "%.4g", value);
    return text;
}

static inline void figures_print(const struct figures *f)
{
    static const char *const verdict[] = {"", "met", "missed"};
    uint32_t n[3] = {0, 0, 0};
    printf("%-64s %9s %9s %9s %9s %9s %9s %7s\n", "target", "unit", "observed", "median", "5 %",
           "95 %", "wanted", "inside");
    for (uint32_t i = 0; i < f->n; i++) {
        const struct figure *figure = &f->figure[i];
        char seen[16], middle[16], low[16], high[16], wanted[24], inside[16] = "";
        figure_print_wanted(figure, sizeof wanted, wanted);
        if (figure_has_bound(figure)) {
            snprintf(inside, sizeof inside, "%.0f %%", 100.0 * figures_inside(f, i));
        }
        enum figure_verdict judged = figures_judge(f, i);
        n[judged]++;
        printf("%-64.64s %9s %9s %9s %9s %9s %9s %7s %s\n", figure->name, figure->unit,
               figure_text(figure->observed, seen),
               figure_text(figures_quantile(f, i, 0.5), middle),
               figure_text(figures_quantile(f, i, 0.05), low),
               figure_text(figures_quantile(f, i, 0.95), high), wanted, inside, verdict[judged]);
    }
    printf("%u seeds; %u met, %u missed\n", f->n_done, n[FIGURE_MET], n[FIGURE_MISSED]);
}

#endif
