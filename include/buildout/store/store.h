/* buildout/store/store.h - one SQLite file that holds an experiment, and the exports drawn from it.
 *
 * A store is written by one process. Each finished run is one transaction, so that a killed process loses at most the
 * run in flight. At the end the file is rebuilt in key order and renamed, so that equal inputs give equal bytes.
 *
 * Units:  as the facts say; doubles are stored as the shortest text that reads back (base/num.h).
 * Errors: BO_ESTORE for anything that SQLite or the file system refuses, with path and reason.
 */
#ifndef BUILDOUT_STORE_STORE_H
#define BUILDOUT_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buildout/base/err.h"
#include "buildout/base/facts.h"

#define BO_STORE_REPORT_NAME "report.html"
/* By which a report, in its first kilobyte, is told from a page of somebody else's. */
#define BO_STORE_REPORT_MARK "<meta name=\"generator\" content=\"Buildout\">"

struct bo_store;

struct bo_experiment {
    const char *scenario_name; /* "baseline" */
    const char *scenario_title;
    const char *scenario_text; /* resolved, as show --resolved prints it */
    const char *scenario_sha256;
    const char *data_sha256; /* over the packs read */
    const char *verb;        /* "run" */
    const char *plan;        /* JSON object of the arguments that bear on results */
    uint64_t seed;
    const char *version;
    const char *probe_hash;
};

enum bo_run_status { BO_RUN_DONE, BO_RUN_FAILED };

struct bo_run_row {
    const char *variant; /* "base" for a single run */
    uint32_t replicate;
    uint64_t seed;
    enum bo_run_status status;
    const char *message; /* of a failed run, else "" */
};

/* Creates DIR (and its parents) and DIR/results.db under a lock. A DIR that holds another scenario's results is
 * refused unless force. The new file only replaces an old one at bo_store_finish. */
int bo_store_create(const char *dir, const struct bo_experiment *experiment, bool force,
                    struct bo_store **out, struct bo_err *err);
/* Sorted facts (bo_facts_sort); facts may be NULL for a failed run. A run that is stored already must be identical
 * (else BO_EDIFFER, and the store stays as it was), unless it had failed: then the new one takes its place. */
int bo_store_put_run(struct bo_store *store, const struct bo_run_row *row,
                     const struct bo_facts *facts, struct bo_err *err);
/* Rebuilds in key order, fsyncs, removes the tables and the report that were made of the results before, renames and
 * gives up the lock; nothing can be put afterwards. */
int bo_store_finish(struct bo_store *store, struct bo_err *err);
/* Opens the store of an ensemble. Runs that an interrupted one of exactly this experiment left in DIR are kept; of
 * another one they are refused with BO_EDIFFER unless force, which begins anew. *out is NULL when DIR/results.db is
 * this experiment already, finished. */
int bo_store_resume(const char *dir, const struct bo_experiment *experiment, bool force,
                    struct bo_store **out, struct bo_err *err);

enum bo_stored { BO_STORED_NOT, BO_STORED_DONE, BO_STORED_FAILED };
int bo_store_find_run(const struct bo_store *store, const char *variant, uint32_t replicate,
                      enum bo_stored *out, struct bo_err *err);

typedef bool (*bo_banded_fn)(const struct bo_fact_variable *variable,
                             const struct bo_fact_series *series);

/* As bo_store_put_run, for one run of an ensemble: its inputs and key figures, as members the series that are banded,
 * and all its other facts as long as no lower replicate of the variant is done. */
int bo_store_put_member(struct bo_store *store, const struct bo_run_row *row,
                        const struct bo_facts *facts, bo_banded_fn banded, struct bo_err *err);

enum { BO_N_QUANTILES = 5 };
extern const double bo_quantile_probability[BO_N_QUANTILES]; /* 0.05, 0.25, 0.5, 0.75, 0.95 */

/* Finds the quantiles of value[n] (some of which are NaN, and which it may change); returns how many there were. */
typedef uint32_t (*bo_quantiles_fn)(double *value, uint32_t n, const double *probability,
                                    uint32_t n_quantiles, double *quantile);
struct bo_band_options {
    bo_quantiles_fn quantiles; /* called by all threads */
    size_t memory_bytes; /* for series of all runs side by side; at least one a thread is held */
    uint32_t n_threads;  /* at least 1: the caller's */
    struct bo_untold untold;
};
/* Bands of a variant from the members of all its runs, month by month. A series of which every run has a value and every
 * quantile is zero, in all months, has none. Bands made before are replaced. */
int bo_store_make_bands(struct bo_store *store, const char *variant,
                        const struct bo_band_options *options, struct bo_err *err);

/* Which members bo_store_finish leaves in results.db: none, those of the series of World as a whole, or all. Of a shard
 * all, packed as bo_store_merge wants them. */
enum bo_keep { BO_KEEP_BANDS, BO_KEEP_WATCHED, BO_KEEP_ALL, BO_KEEP_PACKS };
void bo_store_keep(struct bo_store *store, enum bo_keep keep);

/* As bo_store_create, for an ensemble that bo_store_merge fills; after an error it is abandoned. */
int bo_store_create_merged(const char *dir, const struct bo_experiment *experiment, bool force,
                           struct bo_store **out, struct bo_err *err);
/* Takes over every run of DIR/results.db, which is a finished shard. A run that both have must be
 * identical, else BO_EDIFFER. That both are of one experiment is for the caller to see. */
int bo_store_merge(struct bo_store *store, const char *dir, struct bo_err *err);
/* Nothing that was put is kept when the store is closed unfinished. */
void bo_store_abandon(struct bo_store *store);

/* Without bo_store_finish the finished runs stay in DIR/results.db.partial, which bo_store_resume takes
 * up and the next bo_store_create of the same scenario removes. NULL is allowed. */
void bo_store_close(struct bo_store *store);
/* The same, but what is not finished is worth nothing and goes. */
void bo_store_discard(struct bo_store *store);

/* Reads DIR/results.db and writes DIR/series.csv, events.csv, outcomes.csv and, but for a single run, bands.csv, and of a
 * comparison differences.csv
 * (temporary file, fsync, rename), each with a sidecar <file>.meta.json holding hashes of scenario and data, version, seed. Takes the lock: a store that is open
 * for writing in DIR must be finished first. */
int bo_store_export_csv(const char *dir, struct bo_err *err);

#endif
