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

/* Finds, entity by entity, the first month in which a banded series of a pair of runs differs. Before
 * bo_store_finish, which forgets the series. */
int bo_store_find_partings(struct bo_store *store, const char *base, const char *other,
                           struct bo_err *err);

struct bo_variant_list {
    uint32_t n;
    const struct bo_variant_row *row; /* by number */
};
/* Empty for a single run and for an ensemble, whose only variant is "base". */
int bo_results_variants(const struct bo_results *results, struct bo_arena *arena,
                        struct bo_variant_list *list, struct bo_err *err);

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
