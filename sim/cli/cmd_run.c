#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "buildout/base/hash.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/summary.h"
#include "buildout/run/run.h"
#include "buildout/store/store.h"
#include "interrupt.h"
#include "open_scenario.h"
#include "plan.h"
#include "outcomes_json.h"

#define JOB_BYTES ((size_t)1 << 28)
#define VARIANT "base"

struct job {
    const struct bo_args *args;
    struct bo_interrupts interrupts;
    struct bo_arena *arena, *scenario_arena;
    const struct bo_scenario *scenario;
    struct bo_runner *runner;
    struct bo_run_result result;
    const char *dir;
    size_t n_dir_there; /* bytes of dir that name a folder which was there before us */
    struct bo_store *store;
    double store_ms, export_ms;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

/* ---- progress on stderr ---- */

static enum bo_progress progress_of(const struct bo_args *args)
{
    if (args->progress != BO_PROGRESS_AUTO)
        return args->progress;
    bool shown = !args->quiet && isatty(STDERR_FILENO) == 1 && !bo_terminal_is_dumb();
    return shown ? BO_PROGRESS_BAR : BO_PROGRESS_NONE;
}

static void show_start(const struct job *job)
{
    enum bo_progress how = progress_of(job->args);
    if (how == BO_PROGRESS_BAR)
        fprintf(stderr, "\rrunning %s ...", job->scenario->name);
    else if (how == BO_PROGRESS_JSON)
        fputs("{\"done\":0,\"total\":1,\"failed\":0,\"runs_per_s\":null,\"eta_s\":null}\n", stderr);
    fflush(stderr);
}

static void show_end(const struct job *job, double took_ms)
{
    enum bo_progress how = progress_of(job->args);
    int failed = job->result.facts == NULL;
    if (how == BO_PROGRESS_BAR)
        fputs("\r\033[K", stderr);
    else if (how == BO_PROGRESS_JSON)
        fprintf(stderr, "{\"done\":1,\"total\":1,\"failed\":%d,\"runs_per_s\":%.3f,\"eta_s\":0}\n",
                failed, 1e3 / (took_ms > 1.0 ? took_ms : 1.0));
    fflush(stderr);
}

/* ---- the result folder ---- */

static size_t bytes_there(struct bo_arena *arena, const char *dir)
{
    char *path = bo_arena_strdup(arena, dir);
    struct stat info;
    size_t n = strlen(path);
    while (n > 0 && stat(path, &info) != 0) {
        while (n > 0 && path[n - 1] == '/')
            n--;
        while (n > 0 && path[n - 1] != '/')
            n--;
        path[n] = '\0';
    }
    return n;
}

/* After a failure: folders that we made and that are still empty go. */
static void remove_new_folders(struct job *job)
{
    char *path = bo_arena_strdup(job->arena, job->dir);
    size_t n = strlen(path);
    for (;;) {
        while (n > job->n_dir_there && path[n - 1] == '/')
            n--;
        path[n] = '\0';
        if (n <= job->n_dir_there || rmdir(path) != 0)
            return;
        while (n > job->n_dir_there && path[n - 1] != '/')
            n--;
    }
}

/* The arguments of its own that bear on results. */
static int make_plan(const struct job *job, const char **plan, struct bo_err *err)
{
    const struct bo_args *args = job->args;
    json_t *own = json_pack("{s:b, s:I}", "central", (int)args->central, "replicate",
                            (json_int_t)args->replicate);
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
    job->n_dir_there = bytes_there(job->arena, job->dir);
    return bo_store_create(job->dir, &experiment, job->args->force, &job->store, err);
}

/* ---- the run ---- */

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
    status = open_store(job, err);
    if (status)
        remove_new_folders(job);
    return status;
}

/* 0 also for a run of which a check failed: its results are kept. */
static int simulate(struct job *job, struct bo_err *err)
{
    const struct bo_args *args = job->args;
    struct bo_run_options options = {.seed = args->seed,
                                     .replicate = args->replicate,
                                     .central = args->central,
                                     .limits = bo_run_default_limits,
                                     .interrupts = &job->interrupts.held};
    double start = now_ms();
    show_start(job);
    int status = bo_run(job->runner, &options, &job->result, err);
    show_end(job, now_ms() - start);
    if (status || job->result.facts)
        return status;
    *err = job->result.err;
    return job->result.err.status ? (int)job->result.err.status : BO_ERUN;
}

static int keep(struct job *job, struct bo_err *err)
{
    struct bo_run_row row = {.variant = VARIANT,
                             .replicate = job->args->replicate,
                             .seed = job->args->seed,
                             .status = BO_RUN_DONE,
                             .message = ""};
    double start = now_ms();
    int status = bo_store_put_run(job->store, &row, job->result.facts, err);
    if (!status)
        status = bo_store_finish(job->store, err);
    if (status)
        bo_store_discard(job->store);
    else
        bo_store_close(job->store);
    job->store = NULL;
    job->store_ms = now_ms() - start;
    start = now_ms();
    if (!status)
        status = bo_store_export_csv(job->dir, err);
    job->export_ms = now_ms() - start;
    return status;
}

/* ---- what is printed ---- */

static void print_summary(const struct job *job)
{
    const struct bo_args *args = job->args;
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_summary_about about = {.title = job->scenario->title,
                                     .name = job->scenario->name,
                                     .seed = args->seed,
                                     .replicate = args->replicate,
                                     .central = args->central,
                                     .n_sets = args->set.n,
                                     .set = args->set.item,
                                     .dir = job->dir};
    struct bo_summary summary;
    bo_summary_compute(job->result.facts, job->arena, &summary);
    bo_summary_tell_law(&job->scenario->param, job->arena, &summary);
    bo_summary_tell_sites(&job->scenario->param, job->result.facts, job->arena, &summary);
    bo_summary_print(stdout, &summary, &about, &terminal, job->arena);
}

/* Beside JSON on stdout, counts would not be JSON. */
static void print_stats(const struct job *job)
{
    const struct bo_run_stats *s = &job->result.facts->stats;
    FILE *out = job->args->json ? stderr : stdout;
    fprintf(out, "agenda_events,kernel_events,wakeups,completions,cpu_ms,rss_mib\n");
    fprintf(out, "%llu,%llu,%llu,%llu,%.3f,%.1f\n", (unsigned long long)s->agenda_events,
            (unsigned long long)s->kernel_events, (unsigned long long)s->wakeups,
            (unsigned long long)s->completions, s->cpu_ms, s->rss_mib);
    fprintf(out, "store_ms,export_ms\n%.3f,%.3f\n", job->store_ms, job->export_ms);
}

static void present(const struct job *job)
{
    const struct bo_args *args = job->args;
    if (args->json)
        bo_outcomes_json(stdout, VARIANT, args->replicate, job->result.facts);
    else if (!args->quiet)
        print_summary(job);
    if (args->stats)
        print_stats(job);
}

static int say_interrupted(const char *what)
{
    fprintf(stderr, "buildout: interrupted; %s\n", what);
    return BO_EXIT_INTERRUPTED;
}

static int perform(struct job *job, struct bo_err *err)
{
    static const char nothing_kept[] = "no results were written";
    int status = prepare(job, err);
    if (status)
        return status;
    status = simulate(job, err);
    bool interrupted = job->result.interrupted || bo_interrupts_pending(&job->interrupts);
    if (status || interrupted) {
        bo_store_close(job->store);
        remove_new_folders(job);
        return interrupted ? say_interrupted(nothing_kept) : status;
    }
    status = keep(job, err);
    if (status) {
        remove_new_folders(job);
        return status;
    }
    if (bo_interrupts_pending(&job->interrupts))
        return say_interrupted("the results are whole");
    bo_interrupts_release(&job->interrupts);
    present(job);
    *err = job->result.err;
    return job->result.err.status;
}

int bo_cmd_run(const struct bo_args *args, struct bo_err *err)
{
    struct job job = {.args = args};
    bo_interrupts_hold(&job.interrupts);
    int result = perform(&job, err);
    bo_run_result_free(&job.result);
    bo_runner_free(job.runner);
    bo_arena_free(job.scenario_arena);
    bo_arena_free(job.arena);
    return result;
}
