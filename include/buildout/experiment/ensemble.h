/* buildout/experiment/ensemble.h - replicates of a scenario, or of several variants, each one into the store as it ends.
 *
 * Replicate k is the same draw whatever the number of runs, of jobs and the order in which runs end, so what is stored
 * is never drawn again. Only the runs in flight are in memory. Replicate k of every variant has the same luck: the same
 * draws of process noise, and of each uncertain input that two variants both have.
 *
 * Units:  times in seconds or milliseconds by name.
 * Owner:  runner and store belong to the caller.
 * Errors: BO_ESTORE from the store, BO_ERUN when no process can be started. A replicate that fails is no error: it is
 *         stored as failed with its message, and counted.
 */
#ifndef BUILDOUT_EXPERIMENT_ENSEMBLE_H
#define BUILDOUT_EXPERIMENT_ENSEMBLE_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/err.h"
#include "buildout/base/facts.h"
#include "buildout/run/run.h"
#include "buildout/store/store.h"

struct bo_progress_report {
    uint32_t done; /* of total, failed ones and those of an earlier session too */
    uint32_t total;
    uint32_t failed;
    double runs_per_s; /* of this session; NaN before the first run has ended */
    double eta_s;      /* NaN before the first run has ended */
};
typedef void (*bo_progress_fn)(void *context, const struct bo_progress_report *report);

/* Told of each run of this session as it ends, in no order; facts are NULL for a failed run, and gone afterwards. */
typedef void (*bo_run_ended_fn)(void *context, const struct bo_run_row *row,
                                const struct bo_facts *facts);

/* One of n parts of an experiment: of each variant the replicates index, index + n, ... */
struct bo_shard {
    uint32_t index, n; /* index < n; n 0: the whole */
};

struct bo_ensemble_options {
    const char *variant; /* "base"; of bo_variants_run not used */
    uint64_t seed;
    uint32_t n_runs;       /* replicates 0..n_runs-1 */
    uint32_t n_jobs;       /* how many at a time, at least 1 */
    struct bo_shard shard; /* what of it is simulated here */
    /* May another process have claimed this replicate? Asked once for each that is due, in order. NULL: none has. */
    bool (*claim)(void *context, uint32_t variant, uint32_t replicate);
    void *claim_context;
    struct bo_sample_options sampling;
    bo_banded_fn banded;  /* NULL: bo_ensemble_is_banded */
    const char *detailed; /* as bo_store_detail was told; NULL: every variant */
    struct bo_run_limits limits;
    const sigset_t
        *interrupts; /* blocked signals that end the ensemble when they come; NULL: none */
    bo_progress_fn
        progress; /* called at most some ten times a second, first and last always; NULL: none */
    void *progress_context;
    bo_facts_keep_fn keep;     /* which series run_ended is to see; NULL: all facts */
    bo_run_ended_fn run_ended; /* NULL: none */
    void *run_context;
};

struct bo_ensemble_result {
    uint32_t n_done, n_failed; /* of n_runs of each variant, in the store */
    uint32_t n_earlier;        /* of these, done in an earlier session */
    bool interrupted; /* by a signal that is no longer pending; what had ended is in the store */
    struct bo_run_stats stats; /* sums over the runs of this session; rss_mib of the largest */
    double store_ms;           /* of this process, for storing runs */
};

/* Adds what a later call for more replicates of the same ensemble found to what those before it did. */
void bo_ensemble_add_result(struct bo_ensemble_result *sum, const struct bo_ensemble_result *more);

/* How many of n_runs replicates are a shard's. */
uint32_t bo_shard_count(const struct bo_shard *shard, uint32_t n_runs);

/* Simulates what the store does not have yet; failed replicates are tried again. store may be NULL: then nothing is
 * stored, and run_ended is all that learns of the facts. */
int bo_ensemble_run(struct bo_runner *runner, struct bo_store *store,
                    const struct bo_ensemble_options *options, struct bo_ensemble_result *out,
                    struct bo_err *err);

/* Scenarios that are run with the same luck. Few of them are open at a time: each is opened when its first replicate
 * that is missing is due, and closed when its last one has been stored. */
struct bo_variants {
    uint32_t n;
    const char *const *name; /* [n], the keys of the runs */
    int (*open)(void *context, uint32_t variant, struct bo_runner **out, struct bo_err *err);
    void (*close)(void *context, uint32_t variant, struct bo_runner *runner);
    void *context;
};
/* As bo_ensemble_run, for n_runs replicates of each variant, all in one pool. */
int bo_variants_run(const struct bo_variants *variants, struct bo_store *store,
                    const struct bo_ensemble_options *options, struct bo_ensemble_result *out,
                    struct bo_err *err);

/* Only the series of World as a whole: for experiments with many variants. */
bool bo_ensemble_is_watched(const struct bo_fact_variable *variable,
                            const struct bo_fact_series *series);
/* Which series have bands: all of World, its places included, and the totals of every other entity; of landlords a few,
 * as the places of World tell the rest. What is told of one chip has bands for the World as a whole. */
bool bo_ensemble_is_banded(const struct bo_fact_variable *variable,
                           const struct bo_fact_series *series);

#endif
