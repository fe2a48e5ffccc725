#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "buildout/base/hash.h"
#include "buildout/cli/commands.h"
#include "buildout/experiment/ensemble.h"
#include "buildout/run/run.h"
#include "buildout/store/read.h"
#include "ensemble_end.h"
#include "figure_names.h"
#include "fixed_inputs.h"
#include "interrupt.h"
#include "jobs.h"
#include "open_scenario.h"
#include "plan.h"
#include "precision.h"
#include "progress.h"
#include "shard.h"

#define JOB_BYTES ((size_t)1 << 30)

struct job {
    const struct bo_args *args;
    struct bo_interrupts interrupts;
    struct bo_arena *arena, *scenario_arena;
    const struct bo_scenario *scenario;
    struct bo_runner *runner;
    struct bo_shard shard;
    struct bo_precision precision;
    struct bo_store *store; /* NULL: the results are whole already */
    struct bo_ensemble_result result;
    struct bo_ensemble_end end;
    double start_ms;
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
    json_t *own = json_pack("{s:s, s:I, s:s}", "keep", bo_keep_name[args->keep], "runs",
                            (json_int_t)args->runs, "sampling", bo_sampling_name[args->sampling]);
    bo_shard_plan(args->shard, own);
    bo_precision_plan(&job->precision, own);
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
    status = bo_store_resume(job->end.dir, &experiment, job->args->force, &job->store, err);
    if (status)
        rmdir(job->end.dir); /* if we made it and it is empty */
    return status;
}

static int read_options(struct job *job, struct bo_err *err)
{
    int status = bo_shard_read(job->args->shard, &job->shard, err);
    if (!status)
        status = bo_precision_read(job->args, job->arena, &job->precision, err);
    if (!status)
        status = bo_precision_check(&job->precision, &job->shard, err);
    return status;
}

/* Before hours of runs none of which has it. */
static int check_figure(struct job *job, struct bo_err *err)
{
    const struct bo_param *param = &job->scenario->param;
    return job->precision.share > 0.0
               ? bo_figure_known(&param, 1, job->arena, &job->precision.figure, err)
               : BO_OK;
}

static int prepare(struct job *job, struct bo_err *err)
{
    const struct bo_args *args = job->args;
    int status = bo_arena_create(JOB_BYTES, false, &job->arena, err);
    if (!status)
        status = read_options(job, err);
    if (!status)
        status =
            bo_open_scenario(args, args->operand[0], &job->scenario_arena, &job->scenario, err);
    if (!status)
        status = check_figure(job, err);
    if (!status)
        status = bo_runner_create(job->scenario, &job->runner, err);
    if (status)
        return status;
    const char *usual = bo_arena_printf(job->arena, "results/%s", job->scenario->name);
    job->end = (struct bo_ensemble_end){.args = args,
                                        .dir = args->output ? args->output : usual,
                                        .arena = job->arena,
                                        .scenario = job->scenario};
    status = open_store(job, err);
    if (!status && job->store)
        bo_fixed_inputs_say_set(args, args->operand[0], job->scenario);
    return status;
}

/* The first n_runs replicates. */
static int simulate_some(void *context, uint32_t n_runs, bool *stopped, struct bo_err *err)
{
    struct job *job = context;
    struct bo_shard all = {0}; /* of which a rank claims what it has time for */
    struct bo_args shown = *job->args;
    struct bo_ensemble_options options = {.variant = BO_ENSEMBLE_VARIANT,
                                          .seed = job->args->seed,
                                          .n_runs = n_runs,
                                          .n_jobs = bo_jobs_of(job->args),
                                          .shard = job->args->claim ? all : job->shard,
                                          .claim = job->args->claim,
                                          .claim_context = job->args->claim_context,
                                          .sampling = {.sampling = job->args->sampling},
                                          .limits = bo_run_default_limits,
                                          .interrupts = &job->interrupts.held,
                                          .progress = bo_progress_show,
                                          .progress_context = &shown};
    struct bo_ensemble_result more = {0};
    int status = bo_ensemble_run(job->runner, job->store, &options, &more, err);
    if (!status)
        bo_ensemble_add_result(&job->result, &more);
    *stopped = job->result.interrupted;
    return status;
}

static int look(void *context, uint32_t n, bool *reached, struct bo_err *err)
{
    const struct job *job = context;
    struct bo_precision_runs runs = {job->store, BO_ENSEMBLE_VARIANT, NULL, n};
    return bo_precision_look(&job->precision, &runs, reached, err);
}

static int simulate(struct job *job, struct bo_err *err)
{
    struct bo_precision_rounds rounds = {
        .most = job->args->runs, .run = simulate_some, .look = look, .context = job};
    int status = bo_precision_run(&job->precision, &rounds, err);
    bo_progress_end(job->args);
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
            job->result.store_ms, job->end.bands_ms, job->end.export_ms);
}

static int tell_precision(const struct job *job, struct bo_err *err)
{
    struct bo_precision_told told = {.variant = BO_ENSEMBLE_VARIANT, .most = job->args->runs};
    int status = bo_results_open(job->end.dir, &told.results, err);
    if (!status)
        status = bo_precision_print(stdout, &job->precision, &told, err);
    bo_results_close(told.results);
    return status;
}

static int present(struct job *job, struct bo_err *err)
{
    int status = bo_ensemble_present(&job->end, err);
    if (status < 0 && status != BO_ECHECK)
        return status;
    if (job->precision.share > 0.0 && !job->args->quiet && !job->args->json &&
        tell_precision(job, err) != 0)
        status = err->status;
    if (job->args->stats)
        print_stats(job);
    return status;
}

static int say_interrupted(const struct job *job)
{
    uint32_t n = job->result.n_done + job->result.n_failed;
    fprintf(stderr,
            "buildout: interrupted; %u of %u runs are kept, and the same command goes on from "
            "there\n",
            n, bo_shard_count(&job->shard, job->args->runs));
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
            rmdir(job->end.dir); /* if nothing is kept in it */
            return say_interrupted(job);
        }
        if (!status)
            status = bo_ensemble_finish(&job->end, job->store, err);
        close_store(job);
    } else if (!job->args->quiet) {
        fprintf(stderr, "%s/results.db holds this ensemble already; --force simulates it again\n",
                job->end.dir);
    }
    if (!status && job->shard.n == 0)
        status = bo_ensemble_export(&job->end, err);
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
