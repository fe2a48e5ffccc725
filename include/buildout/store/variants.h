/* buildout/store/variants.h - an experiment with several variants: what each is, and where its runs part from the first.
 *
 * A variant is the text of a scenario file and changes to it. Replicate k of every variant has the same luck, so that
 * what is compared is a pair of runs.
 *
 * Owner:  rows read belong to the results, or live in the caller's arena.
 * Errors: BO_ESTORE with path and reason.
 */
#ifndef BUILDOUT_STORE_VARIANTS_H
#define BUILDOUT_STORE_VARIANTS_H

#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/store/read.h"
#include "buildout/store/store.h"

struct bo_variant_row {
    uint32_t number;      /* 1, 2, ... in the order asked for */
    const char *name;     /* the key of its runs */
    const char *scenario; /* the name of the scenario whose text it takes */
    const char *changes;  /* JSON array of "path=value" */
    const char *sha256;   /* of what comes out, resolved */
};

/* Puts a variant, or says again what is there. */
int bo_store_put_variant(struct bo_store *store, const struct bo_variant_row *row,
                         struct bo_err *err);
/* The text of a further scenario file; that of the experiment is there already. */
int bo_store_put_scenario(struct bo_store *store, const struct bo_experiment *scenario,
                          struct bo_err *err);
/* Only this variant's lowest replicate keeps series, events, postings and fleets; NULL: that of every variant. */
int bo_store_detail(struct bo_store *store, const char *variant, struct bo_err *err);

/* Of a value of a year, pair by pair of runs. */
struct bo_difference {
    uint32_t n;             /* pairs that have it */
    double base, other;     /* means over them */
    double mean, low, high; /* of other - base, with the interval of the mean; NaN for one pair */
    double p05, p50, p95;   /* quantiles of other - base */
};
struct bo_pairing {
    const char *base, *other; /* variants */
    /* Do the months of a year add up? Else its last month that was computed stands for it. */
    bool (*adds_up)(const char *variable);
    /* Of the pairs base[i], other[i], some of which are NaN; it may change both. */
    struct bo_difference (*differ)(double *base, double *other, uint32_t n);
    size_t memory_bytes; /* of series held at a time, as of bands */
    struct bo_untold untold;
};
/* From the banded series of all pairs of runs: entity by entity the first month in which one differs, and year by year
 * the differences of every series that is not the same in all pairs. What was found before is replaced. Before
 * bo_store_finish, which forgets the series. */
int bo_store_compare_pairs(struct bo_store *store, const struct bo_pairing *pairing,
                           struct bo_err *err);

struct bo_variant_list {
    uint32_t n;
    const struct bo_variant_row *row; /* by number */
};
/* Empty for a single run and for an ensemble, whose only variant is "base". */
int bo_results_variants(const struct bo_results *results, struct bo_arena *arena,
                        struct bo_variant_list *list, struct bo_err *err);
/* Replicates that are done in both. */
uint32_t bo_results_n_pairs(const struct bo_results *results, const char *base, const char *other);

struct bo_parting {
    const char *entity;
    int32_t day; /* last of the month */
};
struct bo_parting_list {
    uint32_t n;
    const struct bo_parting *parting; /* by entity */
};
int bo_results_partings(const struct bo_results *results, const char *variant,
                        struct bo_arena *arena, struct bo_parting_list *list, struct bo_err *err);

#define BO_DIFFERENCE_SUM "sum" /* over the months of the year; else "last", of them */
struct bo_difference_row {
    struct bo_series_name name;
    const char *unit;
    int32_t year;
    bool summed;
    struct bo_difference of;
};
struct bo_difference_list {
    uint32_t n;
    const struct bo_difference_row *difference; /* by year */
};
/* Empty when the series is the same in all pairs, or in no pair. */
int bo_results_differences(const struct bo_results *results, const char *variant,
                           const struct bo_series_name *name, struct bo_arena *arena,
                           struct bo_difference_list *list, struct bo_err *err);

/* ---- key figures of pairs, and one by replicate ---- */

/* Every key that a pair of runs of both variants has, sorted by (entity, key): value[n] and other[n], by replicate. */
int bo_results_each_pair(struct bo_results *results, const char *base, const char *other,
                         bo_outcome_values_fn give_to, void *context, struct bo_err *err);
struct bo_outcome_name {
    const char *variant, *entity, *key;
};
/* value[n], by replicate from 0; NaN where a run failed, is not there, or the key does not apply. */
int bo_results_replicates(const struct bo_results *results, const struct bo_outcome_name *name,
                          uint32_t n, double *value, struct bo_err *err);
/* The keys of all runs, sorted by (entity, key); their values are NaN. */
int bo_results_outcome_keys(const struct bo_results *results, struct bo_arena *arena,
                            struct bo_outcome_list *list, struct bo_err *err);
/* The same while the store is being written: an experiment may choose by it what to run next. */
int bo_store_replicates(const struct bo_store *store, const struct bo_outcome_name *name,
                        uint32_t n, double *value, struct bo_err *err);
int bo_store_outcome_keys(const struct bo_store *store, struct bo_arena *arena,
                          struct bo_outcome_list *list, struct bo_err *err);

#endif
