/* buildout/kernel/kernel.h - the clock: dated callbacks, shared GPU clusters and blocking actors, on SimGrid.
 *
 * The agenda is a list of dated callbacks, first in first out at equal dates. A callback is PURE (touches only the
 * world, and may schedule) or KERNEL (may also start, cancel or resize something in SimGrid). Pure callbacks before
 * T = the earliest of SimGrid's next event and the first kernel callback are drained on our own clock; then SimGrid
 * runs to T; then everything dated T runs in order, completions appended as events of their own.
 *
 * Units:  time in days since the start of the run (double); cluster capacity and job work in units of the caller per
 *         day (FLOP/s x 86,400 or GPU-days), the same unit for both.
 * Owner:  one kernel a process: SimGrid cannot be started twice, so a run is a forked child. Contexts passed to
 *         callbacks belong to the caller and must outlive the event.
 * Errors: calling a kernel function inside a pure callback, and dates in the past, are our bugs (asserted).
 *         bo_kernel_run returns BO_ERUN on deadlock (nothing left to happen while actors wait).
 */
#ifndef BUILDOUT_KERNEL_KERNEL_H
#define BUILDOUT_KERNEL_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/err.h"

struct bo_kernel;
struct bo_cluster;
struct bo_job;
struct bo_actor;

struct bo_event_id {
    uint32_t slot;
    uint32_t generation; /* an id of the past is harmless: cancelling it does nothing */
};

enum bo_event_class { BO_EVENT_PURE, BO_EVENT_KERNEL };

typedef void (*bo_event_fn)(struct bo_kernel *kernel, void *context, uint64_t argument);

struct bo_kernel_stats {
    uint64_t agenda_events;
    uint64_t kernel_events;
    uint64_t wakeups;
    uint64_t completions;
};

/* Starts SimGrid's library and makes a platform of n_clusters, before any fork: 20-40 ms that no replicate pays again.
 * Called again for more clusters it adds those that there are not; kernels may use fewer. */
int bo_kernel_warm_up(uint32_t n_clusters, struct bo_err *err);

/* Clusters, each with its capacity at the start, are known before the run: SimGrid cannot add hosts later. */
struct bo_kernel_options {
    uint32_t n_clusters;
    const double *cluster_capacity; /* [n_clusters], >= 0 */
};
int bo_kernel_create(const struct bo_kernel_options *options, struct bo_kernel **out,
                     struct bo_err *err);
void bo_kernel_free(struct bo_kernel *kernel);

double bo_kernel_now(const struct bo_kernel *kernel);

/* --- agenda --- */
/* day >= now. */
struct bo_event_id bo_kernel_at(struct bo_kernel *kernel, double day,
                                enum bo_event_class event_class, bo_event_fn fn, void *context,
                                uint64_t argument);
/* Does nothing when the event has happened, was cancelled, or the id is all zero. */
void bo_kernel_cancel(struct bo_kernel *kernel, struct bo_event_id id);

/* Runs everything dated <= until_day and leaves the clock there; with INFINITY runs until nothing is left, and leaves
 * it at the last date. SimGrid flushes stdout when it runs: whoever forks a run flushes before. */
int bo_kernel_run(struct bo_kernel *kernel, double until_day, struct bo_err *err);
/* Called from a callback: the run ends at this date with this error (the audit found something). */
void bo_kernel_stop(struct bo_kernel *kernel, const struct bo_err *why);

/* --- clusters: jobs share capacity in proportion to weight, none above its bound --- */
struct bo_cluster *bo_kernel_cluster(struct bo_kernel *kernel, uint32_t index);
void bo_cluster_resize(struct bo_cluster *cluster, double capacity); /* KERNEL; >= 0, may be 0 */
double bo_cluster_capacity(const struct bo_cluster *cluster);

enum bo_job_end { BO_JOB_DONE, BO_JOB_CANCELLED };
typedef void (*bo_job_fn)(struct bo_kernel *kernel, struct bo_job *job, enum bo_job_end end,
                          void *context);

struct bo_job_options {
    double work;      /* > 0 */
    double weight;    /* 1e-3 to 1e6, what SimGrid's solver can tell apart; 1 is usual */
    double bound;     /* most capacity per day this job can use; INFINITY for none */
    bo_job_fn on_end; /* runs as a KERNEL agenda event at the date it ends; may be NULL */
    void *context;
};
/* A job may be asked, reweighted and cancelled as long as the kernel lives; once it has ended that does nothing. */
struct bo_job *bo_job_start(struct bo_cluster *cluster,
                            const struct bo_job_options *options); /* KERNEL */
void bo_job_cancel(struct bo_job *job);                            /* KERNEL; on_end is called */
double bo_job_remaining(const struct bo_job *job);
/* Preemption: a job at weight 0 waits, keeping its work; any positive weight lets it go on. */
void bo_job_reweight(struct bo_job *job, double weight); /* KERNEL */

/* --- actors: code that blocks --- */
typedef void (*bo_actor_fn)(struct bo_actor *actor, void *context);
/* Before bo_kernel_run only. name is copied. */
struct bo_actor *bo_actor_create(struct bo_kernel *kernel, const char *name, bo_actor_fn fn,
                                 void *context);
/* Inside the actor: */
void bo_actor_sleep_until(struct bo_actor *actor, double day);
enum bo_job_end bo_actor_run_job(struct bo_actor *actor, struct bo_cluster *cluster,
                                 const struct bo_job_options *options); /* on_end is not used */
void bo_actor_wait(
    struct bo_actor *actor); /* until somebody calls bo_actor_signal; signals are counted */
struct bo_kernel *bo_actor_kernel(struct bo_actor *actor);
/* From a KERNEL callback or another actor: */
void bo_actor_signal(struct bo_actor *actor);
/* An actor that waits forever on purpose does not make a deadlock. */
void bo_actor_set_daemon(struct bo_actor *actor);

struct bo_kernel_stats bo_kernel_stats(const struct bo_kernel *kernel);

#endif
