#include "internal.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* What the solver of SimGrid tells apart with room to spare; see weight_scale in simgrid_shim.cpp. */
#define WEIGHT_MIN 1e-3
#define WEIGHT_MAX 1e6

/* A job runs while its weight and its cluster's capacity are positive. SimGrid must not see it at capacity 0: its
 * solver skips such a host and would leave the job the share that it had. */
struct bo_job {
    struct bo_cluster *cluster;
    struct bo_job *next;
    struct bo_job **link;     /* to this job, in its cluster's list */
    struct bo_shim_job *shim; /* NULL before its first running and after its end */
    bool suspended;
    bool over;
    enum bo_job_end end;
    struct bo_job_options options; /* weight 0: preempted */
};

void bo_cluster_init(struct bo_cluster *cluster, struct bo_kernel *kernel, uint32_t index)
{
    *cluster = (struct bo_cluster){.kernel = kernel, .index = index};
    cluster->jobs_end = &cluster->jobs;
}

static void free_jobs(struct bo_job *job)
{
    while (job != NULL) {
        struct bo_job *next = job->next;

        free(job);
        job = next;
    }
}

void bo_cluster_clear(struct bo_cluster *cluster)
{
    free_jobs(cluster->jobs);
    free_jobs(cluster->ended);
}

struct bo_cluster *bo_kernel_cluster(struct bo_kernel *kernel, uint32_t index)
{
    assert(index < kernel->n_clusters);
    return &kernel->cluster[index];
}

double bo_cluster_capacity(const struct bo_cluster *cluster)
{
    return cluster->kernel->capacity[cluster->index];
}

static void append(struct bo_cluster *cluster, struct bo_job *job)
{
    job->link = cluster->jobs_end;
    *job->link = job;
    cluster->jobs_end = &job->next;
}

static void move_to_ended(struct bo_cluster *cluster, struct bo_job *job)
{
    *job->link = job->next;
    if (job->next != NULL)
        job->next->link = job->link;
    else
        cluster->jobs_end = job->link;
    job->next = cluster->ended;
    job->link = NULL;
    cluster->ended = job;
}

static int start_in_engine(struct bo_job *job, struct bo_err *err)
{
    const struct bo_shim_job_options options = {
        .cluster = job->cluster->index,
        .work = job->options.work,
        .weight = job->options.weight,
        .bound = job->options.bound,
        .tag = job,
    };

    return bo_shim_job_start(&options, &job->shim, err);
}

/* Brings SimGrid's view of a job in line with ours. */
static void settle(struct bo_job *job, bool runs)
{
    struct bo_err err;
    int status = BO_OK;

    if (runs && job->shim == NULL)
        status = start_in_engine(job, &err);
    else if (runs && job->suspended)
        status = bo_shim_job_resume(job->shim, job->options.weight, &err);
    else if (!runs && job->shim != NULL && !job->suspended)
        status = bo_shim_job_suspend(job->shim, &err);
    else if (runs)
        status = bo_shim_job_reweight(job->shim, job->options.weight, &err);
    job->suspended = !runs;
    bo_kernel_check(job->cluster->kernel, status, &err);
}

static bool should_run(const struct bo_job *job)
{
    return job->options.weight > 0.0 && bo_cluster_capacity(job->cluster) > 0.0;
}

static void suspend_all(struct bo_cluster *cluster)
{
    for (struct bo_job *job = cluster->jobs; job != NULL; job = job->next)
        settle(job, false);
}

static void resume_all(struct bo_cluster *cluster)
{
    for (struct bo_job *job = cluster->jobs; job != NULL; job = job->next) {
        if (job->suspended && should_run(job))
            settle(job, true);
    }
}

void bo_cluster_resize(struct bo_cluster *cluster, double capacity)
{
    struct bo_kernel *kernel = cluster->kernel;
    struct bo_err err;

    assert(isfinite(capacity) && capacity >= 0.0);
    bo_kernel_touch(kernel);
    if (!(capacity > 0.0))
        suspend_all(cluster);
    kernel->capacity[cluster->index] = capacity;
    bo_kernel_check(kernel, bo_shim_resized(cluster->index, &err), &err);
    resume_all(cluster);
}

static bool weight_is_valid(double weight)
{
    return weight >= WEIGHT_MIN && weight <= WEIGHT_MAX;
}

struct bo_job *bo_job_start(struct bo_cluster *cluster, const struct bo_job_options *options)
{
    assert(isfinite(options->work) && options->work > 0.0);
    assert(weight_is_valid(options->weight));
    assert(options->bound > 0.0);
    bo_kernel_touch(cluster->kernel);

    struct bo_job *job = bo_kernel_zeroed(1, sizeof *job);

    job->cluster = cluster;
    job->options = *options;
    append(cluster, job);
    settle(job, should_run(job));
    return job;
}

static void tell_end(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    struct bo_job *job = context;

    (void)argument;
    job->options.on_end(kernel, job, job->end, job->options.context);
}

static void finish(struct bo_job *job, enum bo_job_end end)
{
    struct bo_kernel *kernel = job->cluster->kernel;

    job->shim = NULL;
    job->over = true;
    job->end = end;
    move_to_ended(job->cluster, job);
    if (job->options.on_end != NULL)
        (void)bo_kernel_at(kernel, kernel->now, BO_EVENT_KERNEL, tell_end, job, 0);
}

void bo_job_done(void *tag)
{
    struct bo_job *job = tag;

    job->cluster->kernel->stats.completions++;
    finish(job, BO_JOB_DONE);
}

void bo_job_cancel(struct bo_job *job)
{
    struct bo_kernel *kernel = job->cluster->kernel;
    struct bo_err err;

    bo_kernel_touch(kernel);
    if (job->over)
        return;
    if (job->shim != NULL)
        bo_kernel_check(kernel, bo_shim_job_cancel(job->shim, &err), &err);
    finish(job, BO_JOB_CANCELLED);
}

double bo_job_remaining(const struct bo_job *job)
{
    if (job->over)
        return 0.0;
    if (job->shim == NULL)
        return job->options.work;
    return bo_shim_job_remaining(job->shim, job->cluster->kernel->now);
}

void bo_job_reweight(struct bo_job *job, double weight)
{
    assert(weight_is_valid(weight) || !(weight < 0.0 || weight > 0.0));
    bo_kernel_touch(job->cluster->kernel);
    if (job->over)
        return;
    job->options.weight = weight;
    settle(job, should_run(job));
}
