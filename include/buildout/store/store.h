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
#include <stdint.h>

#include "buildout/base/err.h"
#include "buildout/base/facts.h"

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
/* Rebuilds in key order, fsyncs, renames and gives up the lock; nothing can be put afterwards. */
int bo_store_finish(struct bo_store *store, struct bo_err *err);
/* Without bo_store_finish the finished runs stay in DIR/results.db.partial, which the next bo_store_create of the same
 * scenario removes. NULL is allowed. */
void bo_store_close(struct bo_store *store);

/* Reads DIR/results.db and writes DIR/series.csv, events.csv, outcomes.csv (temporary file, fsync, rename), each with
 * a sidecar <file>.meta.json holding hashes of scenario and data, version, seed. Takes the lock: a store that is open
 * for writing in DIR must be finished first. */
int bo_store_export_csv(const char *dir, struct bo_err *err);

#endif
