/* internal.h - what the files of the kernel share.
 *
 * SimGrid's clock lags behind the kernel's: it is moved only when something of SimGrid happens or is touched
 * (bo_kernel_touch). So callbacks that leave SimGrid alone never enter it, and never move a result by a bit.
 */
#ifndef BUILDOUT_SIM_KERNEL_INTERNAL_H
#define BUILDOUT_SIM_KERNEL_INTERNAL_H

#include <stddef.h>

#include "agenda.h"
#include "buildout/kernel/kernel.h"
#include "simgrid_shim.h"

struct bo_kernel {
    double now;
    struct bo_agenda agenda;
    struct bo_kernel_stats stats;
    bool running;   /* inside bo_kernel_run */
    bool began;     /* bo_kernel_run was called once */
    bool in_pure;   /* inside a pure callback */
    bool in_engine; /* inside SimGrid: actors run */
    bool runnable;  /* actors wait for the engine to run them at this date */
    bool changed;   /* sim_next is out of date */
    bool stopped;
    double sim_next; /* date of SimGrid's next event */
    struct bo_err why;
    uint32_t n_clusters;
    double *capacity; /* [n_clusters], read by SimGrid; 0 while no job may run */
    struct bo_cluster *cluster;
    struct bo_actor *actors; /* in order of creation */
    struct bo_actor **actors_end;
};

struct bo_cluster {
    struct bo_kernel *kernel;
    uint32_t index;
    struct bo_job *jobs;  /* not ended, in order of start */
    struct bo_job *ended; /* kept until the kernel is freed: handles stay valid */
    struct bo_job **jobs_end;
};

/* Memory that cannot be had aborts the process, as in base/arena.h. */
void *bo_kernel_regrow(void *old, size_t n, size_t size);
void *bo_kernel_zeroed(size_t n, size_t size);

/* Ends the run when status is not BO_OK. */
void bo_kernel_check(struct bo_kernel *kernel, int status, const struct bo_err *err);
/* To be called before SimGrid is changed: asserts that it may be, and moves its clock to now. */
void bo_kernel_touch(struct bo_kernel *kernel);

void bo_cluster_init(struct bo_cluster *cluster, struct bo_kernel *kernel, uint32_t index);
void bo_cluster_clear(struct bo_cluster *cluster);
/* SimGrid tells that a job is done; tag is a struct bo_job. */
void bo_job_done(void *tag);

/* Writes the names of the actors that wait, daemons apart; returns how many they are. */
uint32_t bo_actors_waiting(const struct bo_kernel *kernel, char *names, size_t room);
void bo_actors_clear(struct bo_kernel *kernel);

#endif
