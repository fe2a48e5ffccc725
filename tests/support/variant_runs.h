/* variant_runs.h - variants of scenarios run side by side on the same luck, seed by seed, and sums over their series. */
#ifndef BUILDOUT_TESTS_VARIANT_RUNS_H
#define BUILDOUT_TESTS_VARIANT_RUNS_H

#include "tiny_run.h"

#include <math.h>
#include <stdio.h>

#include "buildout/base/calendar.h"

enum { VARIANT_SETS_MAX = 12, VARIANTS_MAX = 16 };

struct run_variant {
    const char *scenario;                  /* of the folder scenarios */
    const char *set[VARIANT_SETS_MAX + 1]; /* ends with NULL */
};

/* What all variants of a seed, counted from 0, have left behind. */
typedef void (*variants_look_fn)(const struct bo_facts *const *facts, uint32_t seed, void *context);

static inline void variant_open(struct run_fixture *f, const struct run_variant *variant)
{
    char file[64];
    uint32_t n_sets = 0;
    while (variant->set[n_sets] != NULL) {
        n_sets++;
    }
    (void)snprintf(file, sizeof file, "scenarios/%s.cfg", variant->scenario);
    run_open(f, file, n_sets, variant->set);
}

static inline void variants_run(const struct run_variant *variant, uint32_t n_variants,
                                uint32_t n_seeds, variants_look_fn look, void *context)
{
    struct run_fixture f[VARIANTS_MAX];
    struct bo_run_result run[VARIANTS_MAX];
    const struct bo_facts *facts[VARIANTS_MAX];
    assert_true(n_variants <= VARIANTS_MAX);
    for (uint32_t v = 0; v < n_variants; v++) {
        variant_open(&f[v], &variant[v]);
    }
    for (uint32_t seed = 0; seed < n_seeds; seed++) {
        for (uint32_t v = 0; v < n_variants; v++) {
            run[v] = run_well(&f[v], seed + 1);
            facts[v] = run[v].facts;
        }
        look(facts, seed, context);
        for (uint32_t v = 0; v < n_variants; v++) {
            bo_run_result_free(&run[v]);
        }
    }
    for (uint32_t v = 0; v < n_variants; v++) {
        run_close(&f[v]);
    }
}

/* ---- series ---- */

struct span { /* of months, both ends included */
    int32_t from_year, from_month, to_year, to_month;
};

static inline uint32_t month_of(const struct bo_facts *facts, int32_t year, int32_t month)
{
    int32_t m = bo_month_of_day(bo_day_of(year, month, 1)) - facts->first_month;
    assert_in_range(m, 0, facts->n_months - 1);
    return (uint32_t)m;
}

/* Is the name that of the pattern, or does it begin with the pattern up to its '*'? */
static inline bool name_fits(const char *pattern, const char *name)
{
    size_t n = strcspn(pattern, "*");
    return strncmp(pattern, name, n) == 0 && (pattern[n] == '*' || name[n] == '\0');
}

/* Over the months, of all variables of the pattern, of the entity as a whole; what is not told counts as nothing. */
static inline double sum_over(const struct bo_facts *facts, const char *pattern, const char *entity,
                              struct span span)
{
    uint32_t from = month_of(facts, span.from_year, span.from_month);
    uint32_t to = month_of(facts, span.to_year, span.to_month);
    double sum = 0.0;
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *s = &facts->series[i];
        if (!name_fits(pattern, facts->variable[s->variable].name) ||
            strcmp(s->entity, entity) != 0 || s->place[0] != '\0') {
            continue;
        }
        for (uint32_t m = from; m <= to; m++) {
            sum += isnan(s->value[m]) ? 0.0 : s->value[m];
        }
    }
    return sum;
}

static inline double at_month(const struct bo_facts *facts, const char *pattern, const char *entity,
                              int32_t year, int32_t month)
{
    return sum_over(facts, pattern, entity, (struct span){year, month, year, month});
}

/* Runs that an environment variable asks for, of usual to most. */
static inline uint32_t runs_asked(const char *name, uint32_t usual, uint32_t most)
{
    const char *text = getenv(name);
    long n = text != NULL ? strtol(text, NULL, 10) : (long)usual;
    return n < 1 ? usual : n > (long)most ? most : (uint32_t)n;
}

#endif
