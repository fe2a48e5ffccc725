/* simgrid_shim.h - all that the kernel asks of SimGrid, with a C face (simgrid_shim.cpp).
 *
 * Clusters are hosts whose capacity SimGrid reads from the caller's array, jobs are actor-less executions, and actors
 * are coroutines that block on a gate. Nothing here knows of the agenda.
 *
 * Units:  as kernel.h; a date that never comes is INFINITY.
 * Owner:  a shim job is gone once `ended` was called for it or it was cancelled.
 * Errors: exceptions of SimGrid are returned as BO_ERUN; its failed assertions abort the process.
 */
#ifndef BUILDOUT_SIM_KERNEL_SIMGRID_SHIM_H
#define BUILDOUT_SIM_KERNEL_SIMGRID_SHIM_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "buildout/base/err.h"

struct bo_shim_job;
struct bo_shim_gate;

/* Starts the engine, silent and without the command line; once a process. */
int bo_shim_start(struct bo_err *err);

/* Sees to it that there are n_clusters hosts and one for actors; after the first run there cannot be more. */
int bo_shim_platform(uint32_t n_clusters, struct bo_err *err);
/* capacity[n_clusters] is read by every solve and must outlive the run; jobs run on no other host. */
typedef void (*bo_shim_ended_fn)(void *tag);
void bo_shim_use(const double *capacity, uint32_t n_clusters, bo_shim_ended_fn ended);

double bo_shim_clock(void);
/* Solves the sharing and returns the date of the first job to end. */
double bo_shim_next(void);
/* Runs whatever can run at day and before; day >= clock. */
int bo_shim_run_until(double day, struct bo_err *err);

/* To be called after a change of capacity[cluster]. No job may be running on a cluster of capacity 0. */
int bo_shim_resized(uint32_t cluster, struct bo_err *err);

struct bo_shim_job_options {
    uint32_t cluster;
    double work;
    double weight;
    double bound;
    void *tag; /* given to ended */
};
int bo_shim_job_start(const struct bo_shim_job_options *options, struct bo_shim_job **out,
                      struct bo_err *err);
int bo_shim_job_suspend(struct bo_shim_job *job, struct bo_err *err);
int bo_shim_job_resume(struct bo_shim_job *job, double weight, struct bo_err *err);
int bo_shim_job_reweight(struct bo_shim_job *job, double weight, struct bo_err *err);
int bo_shim_job_cancel(struct bo_shim_job *job, struct bo_err *err);
/* A pure reading: it moves neither the clock nor a bit of the job. */
double bo_shim_job_remaining(const struct bo_shim_job *job, double day);

int bo_shim_actor_start(const char *name, void (*fn)(void *context), void *context,
                        struct bo_err *err);
/* A gate lives as long as the process: SimGrid cannot lose one at which an actor waits. */
struct bo_shim_gate *bo_shim_gate_create(void);
void bo_shim_gate_wait(struct bo_shim_gate *gate); /* inside an actor */
int bo_shim_gate_open(struct bo_shim_gate *gate, struct bo_err *err);

#ifdef __cplusplus
}
#endif

#endif
