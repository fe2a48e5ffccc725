#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "buildout/base/hash.h"
#include "buildout/cli/commands.h"
#include "buildout/experiment/ensemble.h"
#include "buildout/run/run.h"
#include "buildout/stats/stats.h"
#include "buildout/store/read.h"
#include "ensemble_print.h"
#include "failures.h"
#include "interrupt.h"
#include "jobs.h"
#include "open_scenario.h"
#include "plan.h"
#include "progress.h"

#define JOB_BYTES ((size_t)1 << 30)
#define BANDS_BYTES ((size_t)64 << 20)
#define VARIANT "base"

static const char *const sampling_name[] = {
    [BO_SAMPLING_RANDOM] = "random", [BO_SAMPLING_SOBOL] = "sobol"};
static const char *const keep_name[] = {
    [BO_KEEP_BANDS] = "bands", [BO_KEEP_WATCHED] = "watched", [BO_KEEP_ALL] = "all"};

struct job {
    const struct bo_args *args;
    struct bo_interrupts interrupts;
    struct bo_arena *arena, *scenario_arena;
    const struct bo_scenario *scenario;
    struct bo_runner *runner;
    const char *dir;
    struct bo_store *store; /* NULL: the results are whole already */
    struct bo_ensemble_result result;
    double start_ms, bands_ms, export_ms;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

/* The arguments of its own that bear on results. */
static int make_plan(const struct job *job, const char **plan, struct bo_err *err)
{
    const struct bo_args *args = job->args;
    json_t *own = json_pack("{s:s, s:I, s:s}", "keep", keep_name[args->keep], "runs",
                            (json_int_t)args->runs, "sampling", sampling_name[args->sampling]);
    return bo_plan_text(args, own, job->arena, plan, err);
}

static int open_store(struct job *job, struct bo_err *err)
{
    char probe[BO_SHA256_HEX];
    const char *plan = NULL;
    int status = make_plan(job, &plan, err);
    if (status)
        return status;
    bo_probe_hash(probe);
    struct bo_experiment experiment = bo_plan_experiment(job->scenario, job->args, plan, probe);
    status = bo_store_resume(job->dir, &experiment, job->args->force, &job->store, err);
    if (status)
        rmdir(job->dir); /* if we made it and it is empty */
    return status;
}

static int prepare(struct job *job, struct bo_err *err)
{
    const struct bo_args *args = job->args;
    int status =
        bo_open_scenario(args, args->operand[0], &job->scenario_arena, &job->scenario, err);
    if (!status)
        status = bo_arena_create(JOB_BYTES, false, &job->arena, err);
    if (!status)
        status = bo_runner_create(job->scenario, &job->runner, err);
    if (status)
        return status;
    job->dir = args->output ? args->output
                            : bo_arena_printf(job->arena, "results/%s", job->scenario->name);
    return open_store(job, err);
}

static int simulate(struct job *job, struct bo_err *err)
{
    struct bo_args shown = *job->args;
    struct bo_ensemble_options options = {.variant = VARIANT,
                                          .seed = job->args->seed,
                                          .n_runs = job->args->runs,
                                          .n_jobs = bo_jobs_of(job->args),
                                          .sampling = {.sampling = job->args->sampling},
                                          .limits = bo_run_default_limits,
                                          .interrupts = &job->interrupts.held,
                                          .progress = bo_progress_show,
                                          .progress_context = &shown};
    int status = bo_ensemble_run(job->runner, job->store, &options, &job->result, err);
    bo_progress_end(job->args);
    return status;
}

static int finish(struct job *job, struct bo_err *err)
{
    double start = now_ms();
    bo_store_keep(job->store, job->args->keep);
    int status = bo_store_make_bands(job->store, VARIANT, bo_stats_quantiles, BANDS_BYTES, err);
    if (!status)
        status = bo_store_finish(job->store, err);
    job->bands_ms = now_ms() - start;
    return status;
}

static int export(struct job *job, struct bo_err *err)
{
    double start = now_ms();
    int status = bo_store_export_csv(job->dir, err);
    job->export_ms = now_ms() - start;
    return status;
}

static void close_store(struct job *job)
{
    bo_store_close(job->store);
    job->store = NULL;
}

/* Beside JSON on stdout, counts would not be JSON. */
static void print_stats(const struct job *job)
{
    const struct bo_run_stats *s = &job->result.stats;
    FILE *out = job->args->json ? stderr : stdout;
    fprintf(out, "agenda_events,kernel_events,wakeups,completions,cpu_ms,rss_mib\n");
    fprintf(out, "%llu,%llu,%llu,%llu,%.3f,%.1f\n", (unsigned long long)s->agenda_events,
            (unsigned long long)s->kernel_events, (unsigned long long)s->wakeups,
            (unsigned long long)s->completions, s->cpu_ms, s->rss_mib);
    fprintf(out, "runs,wall_ms,store_ms,bands_ms,export_ms\n%u,%.3f,%.3f,%.3f,%.3f\n",
            job->result.n_done - job->result.n_earlier, now_ms() - job->start_ms,
            job->result.store_ms, job->bands_ms, job->export_ms);
}

static int present_results(struct job *job, struct bo_results *results, struct bo_err *err)
{
    const struct bo_args *args = job->args;
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    uint32_t n_failed = bo_failures_count(results);
    struct bo_ensemble_about about = {.variant = VARIANT,
                                      .sampling = sampling_name[args->sampling],
                                      .n_done = bo_results_n_runs(results) - n_failed,
                                      .n_runs = bo_results_n_runs(results),
                                      .n_sets = args->set.n,
                                      .set = args->set.item,
                                      .dir = job->dir};
    int status = 0;
    if (args->json)
        status = bo_ensemble_json(stdout, results, VARIANT, job->arena, err);
    else if (!args->quiet)
        status = bo_ensemble_print(stdout, results, &about, &terminal, job->arena, err);
    if (status)
        return status;
    if (args->stats)
        print_stats(job);
    bo_failures_list(results);
    return n_failed > 0 ? BO_EXIT_SOME_FAILED : 0;
}

static int present(struct job *job, struct bo_err *err)
{
    struct bo_results *results = NULL;
    int status = bo_results_open(job->dir, &results, err);
    if (!status)
        status = present_results(job, results, err);
    bo_results_close(results);
    return status;
}

static int say_interrupted(const struct job *job)
{
    uint32_t n = job->result.n_done + job->result.n_failed;
    fprintf(stderr,
            "buildout: interrupted; %u of %u runs are kept, and the same command goes on from "
            "there\n",
            n, job->args->runs);
    return BO_EXIT_INTERRUPTED;
}

static int perform(struct job *job, struct bo_err *err)
{
    int status = prepare(job, err);
    if (status)
        return status;
    if (job->store) {
        status = simulate(job, err);
        if (!status && job->result.interrupted) {
            close_store(job);
            rmdir(job->dir); /* if nothing is kept in it */
            return say_interrupted(job);
        }
        if (!status)
            status = finish(job, err);
        close_store(job);
    } else if (!job->args->quiet) {
        fprintf(stderr, "%s/results.db holds this ensemble already; --force simulates it again\n",
                job->dir);
    }
    if (!status)
        status = export(job, err);
    if (status)
        return status;
    if (bo_interrupts_pending(&job->interrupts)) {
        fprintf(stderr, "buildout: interrupted; the results are whole\n");
        return BO_EXIT_INTERRUPTED;
    }
    bo_interrupts_release(&job->interrupts);
    return present(job, err);
}

int bo_cmd_ensemble(const struct bo_args *args, struct bo_err *err)
{
    struct job job = {.args = args, .start_ms = now_ms()};
    bo_interrupts_hold(&job.interrupts);
    int result = perform(&job, err);
    bo_runner_free(job.runner);
    bo_arena_free(job.scenario_arena);
    bo_arena_free(job.arena);
    return result;
}
