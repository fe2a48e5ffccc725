/* buildout/run/run.h - one replicate, from a scenario to its facts: sample, build, simulate, record.
 *
 * A replicate is a forked child of a warm parent: what it finds it hands over when it ends, and whatever happens to
 * it (an assertion, a limit, a crash) is one failed replicate with a message, never the end of the program.
 *
 * Units:  seed and replicate key every draw. Limits in seconds and bytes.
 * Owner:  the facts live in the result's arena until bo_run_result_free.
 * Errors: BO_ERUN in the result for what failed inside; the function's own status is for what the parent could not do.
 */
#ifndef BUILDOUT_RUN_RUN_H
#define BUILDOUT_RUN_RUN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "buildout/base/err.h"
#include "buildout/base/facts.h"
#include "buildout/model/scenario.h"
#include "buildout/policy/policy.h"
#include "buildout/sample/sample.h"

struct bo_run_limits {
    uint32_t cpu_s;
    uint32_t wall_s;
    size_t memory_bytes; /* of the world and of the facts, each */
};
extern const struct bo_run_limits bo_run_default_limits;

struct bo_run_options {
    uint64_t seed;
    uint32_t replicate;
    bool central; /* uncertain inputs at their medians */
    enum bo_sampling sampling;
    const struct bo_scenario *dimensions_of; /* bo_sample_options says; NULL: the scenario itself */
    bo_sample_point_fn point;                /* as in sample/sample.h; NULL: inputs are drawn */
    const void *point_context;
    bo_sample_point_fn moved; /* as in sample/sample.h */
    const void *moved_context;
    struct bo_run_limits limits;
    /* NULL: all facts are handed over; else only an extract with the series to be kept (base/facts.h). */
    bo_facts_keep_fn keep;
    /* Not NULL: an extract without series but with a pack of these (store/pack.h). */
    bo_facts_keep_fn pack;
    /* What the digest is of (bo_facts_digest); NULL: all facts. */
    bo_facts_keep_fn seal;
    /* Signals that the caller has blocked and that end the run when they come; NULL: none. */
    const sigset_t *interrupts;
};

/* What a scenario needs once, however many replicates follow: compiled rules and a started kernel. */
struct bo_runner;
int bo_runner_create(const struct bo_scenario *scenario, struct bo_runner **out,
                     struct bo_err *err);
void bo_runner_free(struct bo_runner *runner);

/* What failed is told in err: BO_ERUN, BO_ESCENARIO for a sampled value that cannot be, BO_ECHECK for a check. */
struct bo_run_result {
    struct bo_arena *arena;
    struct bo_facts *facts; /* NULL when the run failed, but for a failed check */
    struct bo_err err;      /* status BO_OK when all went well */
    bool interrupted;       /* by a signal, which is no longer pending; the run has failed */
    bool died;              /* it crashed or met a limit, and err says how */
};
int bo_run(struct bo_runner *runner, const struct bo_run_options *options,
           struct bo_run_result *out, struct bo_err *err);
void bo_run_result_free(struct bo_run_result *result);

/* The same in pieces, for several replicates at a time: start each, wait, collect what has ended. The first start blocks
 * SIGCHLD, and it stays blocked. */
struct bo_run_report;
struct bo_run_job {
    pid_t pid; /* 0: no replicate is under way */
    struct bo_run_options options;
    struct bo_arena
        *facts_arena; /* the child's to fill; the parent does not touch it before the end */
    struct bo_arena *report_arena; /* shared */
    struct bo_run_report *report;
    int handover; /* the file by which the facts come */
};
int bo_run_start(struct bo_runner *runner, const struct bo_run_options *options,
                 struct bo_run_job *out, struct bo_err *err);
/* True when the replicate has ended: then *out says how, and the job may be used again. Never blocks. */
bool bo_run_collect(struct bo_run_job *job, struct bo_run_result *out);
/* Kills a replicate that is under way and waits for its end; nothing of it is left. */
void bo_run_cancel(struct bo_run_job *job);

enum bo_run_news { BO_RUN_ENDED, BO_RUN_INTERRUPTED, BO_RUN_TIMEOUT };
/* Waits until some replicate may have ended, a signal of interrupts (which may be NULL; they are blocked) has come, or
 * the time is over. A signal that has come is no longer pending. */
enum bo_run_news bo_run_wait(const sigset_t *interrupts, uint32_t timeout_ms);

/* The names that expressions may use, for the scenario reader. */
const struct bo_policy_name *bo_run_names(uint32_t *n_names);

#endif
