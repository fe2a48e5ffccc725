#include <stdlib.h>
#include <string.h>

#include "serve.h"

#define IDLE_MS 20000.0 /* after which a job that nobody looks at is ended */

struct bo_serve_job *bo_serve_job_find(struct bo_serve *serve, uint32_t id)
{
    for (int i = 0; i < BO_SERVE_JOBS; i++)
        if (serve->job[i].state != BO_JOB_NONE && serve->job[i].id == id)
            return &serve->job[i];
    return NULL;
}

void bo_serve_job_free(struct bo_serve_job *job)
{
    if (job->state == BO_JOB_NONE)
        return;
    bo_child_stop(&job->child);
    bo_serve_runs_free(job->runs);
    json_decref(job->sets);
    free(job->page);
    free(job->slot);
    free(job->message);
    *job = (struct bo_serve_job){.state = BO_JOB_NONE};
}

/* ---- what a job says ---- */

/* The first complaint of many, without the program's own lead. */
static void fail(struct bo_serve_job *job, const char *why)
{
    job->state = BO_JOB_FAILED;
    free(job->message);
    job->message = strdup(why);
}

static void end(struct bo_serve_job *job)
{
    const struct bo_serve_runs *runs = job->runs;

    if (bo_child_exit_code(&job->child) == 0 && runs->slot[0] != BO_SLOT_EMPTY)
        job->state = BO_JOB_DONE;
    else if (job->child.err.n > 0)
        fail(job, job->child.err.bytes);
    else
        fail(job, "the process that simulates it ended without a result");
}

bool bo_serve_job_step(struct bo_serve_job *job)
{
    struct bo_err err;
    size_t used;
    bool ended;

    if (job->state != BO_JOB_RUNNING)
        return false;
    ended = bo_child_read(&job->child);
    if (job->child.out.n > 0) {
        if (bo_serve_runs_take(job->runs, job->child.out.bytes, job->child.out.n, &used, &err) !=
            BO_OK) {
            fail(job, err.text);
            bo_child_stop(&job->child);
            return true;
        }
        bo_child_take(&job->child, used);
    }
    if (ended)
        end(job);
    return true;
}

/* ---- starting one ---- */

static bool is_of(const struct bo_serve_job *job, const struct bo_serve_wish *wish)
{
    return job->page != NULL && job->slot != NULL && strcmp(job->page, wish->page) == 0 &&
           strcmp(job->slot, wish->slot) == 0;
}

static void own(struct bo_serve_job *job, const struct bo_serve_wish *wish)
{
    free(job->page);
    free(job->slot);
    job->page = strdup(wish->page);
    job->slot = strdup(wish->slot);
    job->looked_ms = bo_serve_now_ms();
}

/* A job that failed is tried again. */
static struct bo_serve_job *find_same(struct bo_serve *serve, const struct bo_serve_wish *wish)
{
    for (int i = 0; i < BO_SERVE_JOBS; i++) {
        struct bo_serve_job *job = &serve->job[i];

        if ((job->state == BO_JOB_RUNNING || job->state == BO_JOB_DONE) &&
            job->n_replicates == wish->n_replicates && json_equal(job->sets, wish->sets))
            return job;
    }
    return NULL;
}

/* What the page no longer wants, since it asks for something else in its place. */
static void end_replaced(struct bo_serve *serve, const struct bo_serve_wish *wish)
{
    for (int i = 0; i < BO_SERVE_JOBS; i++) {
        struct bo_serve_job *job = &serve->job[i];

        if (job->state == BO_JOB_RUNNING && !job->is_base && is_of(job, wish))
            bo_serve_job_free(job);
    }
}

static uint32_t count_live(const struct bo_serve *serve)
{
    uint32_t n = 0;

    for (int i = 0; i < BO_SERVE_JOBS; i++)
        n += serve->job[i].state == BO_JOB_RUNNING;
    return n;
}

/* A free place, or that of the ended job that was looked at longest ago. */
static struct bo_serve_job *find_place(struct bo_serve *serve)
{
    struct bo_serve_job *oldest = NULL;

    for (int i = 0; i < BO_SERVE_JOBS; i++) {
        struct bo_serve_job *job = &serve->job[i];

        if (job->state == BO_JOB_NONE)
            return job;
        if (job->state != BO_JOB_RUNNING && !job->is_base &&
            (oldest == NULL || job->looked_ms < oldest->looked_ms))
            oldest = job;
    }
    if (oldest != NULL)
        bo_serve_job_free(oldest);
    return oldest;
}

static int begin(struct bo_serve *serve, struct bo_serve_job *job, const struct bo_serve_wish *wish,
                 struct bo_err *err)
{
    struct bo_serve_order order = {
        .serve = serve, .sets = wish->sets, .n_replicates = wish->n_replicates};
    json_t *sets = json_deep_copy(wish->sets);
    int status = sets != NULL && json_equal(sets, wish->sets)
                     ? bo_serve_runs_create(wish->n_replicates, &job->runs, err)
                     : bo_err_set(err, BO_ERUN, "there is no memory for the variant");

    if (status == BO_OK) {
        status = bo_child_start(bo_serve_simulate, &order, &job->child, err);
        if (status != BO_OK)
            bo_serve_runs_free(job->runs);
    }
    if (status != BO_OK) {
        json_decref(sets);
        return status;
    }
    job->state = BO_JOB_RUNNING;
    job->id = ++serve->last_id;
    job->is_base = wish->is_base;
    job->n_replicates = wish->n_replicates;
    job->sets = sets;
    job->start_ms = bo_serve_now_ms();
    own(job, wish);
    return BO_OK;
}

struct bo_serve_job *bo_serve_job_start(struct bo_serve *serve, const struct bo_serve_wish *wish,
                                        struct bo_err *err)
{
    struct bo_serve_job *job = find_same(serve, wish);

    if (job != NULL) {
        own(job, wish);
        return job;
    }
    end_replaced(serve, wish);
    job = count_live(serve) < BO_SERVE_LIVE ? find_place(serve) : NULL;
    if (job == NULL) {
        (void)bo_err_set(err, BO_ERUN, "%d variants are being simulated already; wait a moment",
                         BO_SERVE_LIVE);
        return NULL;
    }
    return begin(serve, job, wish, err) == BO_OK ? job : NULL;
}

void bo_serve_jobs_tidy(struct bo_serve *serve)
{
    double now = bo_serve_now_ms();

    for (int i = 0; i < BO_SERVE_JOBS; i++) {
        struct bo_serve_job *job = &serve->job[i];

        if (job->state == BO_JOB_RUNNING && !job->is_base && now - job->looked_ms > IDLE_MS)
            bo_serve_job_free(job);
    }
}
