#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backtest_print.h"
#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/commands.h"
#include "buildout/experiment/ensemble.h"
#include "fixed_inputs.h"
#include "interrupt.h"
#include "jobs.h"
#include "observed_files.h"
#include "open_scenario.h"
#include "progress.h"
#include "study_tables.h"
#include "text_file.h"

#define JOB_BYTES ((size_t)1 << 30)
#define SCRATCH_BYTES ((size_t)1 << 28)
#define CSV_NAME "backtest.csv"
#define FAILURES_TOLD 5

struct job {
    const struct bo_args *args;
    struct bo_interrupts interrupts;
    struct bo_arena *arena, *scenario_arena;
    const struct bo_scenario *scenario;
    struct bo_runner *runner;
    struct bo_observed_list list;
    int32_t known_month;      /* what ends before is known when forecasts begin, and not scored */
    double *value;            /* [list.n x runs], NaN where a run says nothing */
    enum bo_row_state *state; /* [list.n] of the runs that say nothing: the highest */
    uint32_t n_failed;
    struct bo_err first_failure;
    struct bo_score *score; /* [list.n] */
    struct bo_backtest_report report;
};

/* What ends before the runs begin is known anyway, and "before the start" says more of it. */
static int read_after(struct job *job, struct bo_err *err)
{
    int32_t start = bo_month_of_day(job->scenario->param.time->start_day), after;
    job->known_month = start;
    job->report.after = job->args->after;
    if (job->args->after == NULL)
        return BO_OK;
    int status = bo_cut_month("--after", job->args->after, &after, err);
    if (status == BO_OK && after >= start)
        job->known_month = after + 1;
    return status;
}

static int prepare(struct job *job, struct bo_err *err)
{
    const struct bo_args *args = job->args;
    int status =
        bo_open_scenario(args, args->operand[0], &job->scenario_arena, &job->scenario, err);
    if (status == BO_OK)
        bo_fixed_inputs_say_set(args, args->operand[0], job->scenario);
    if (status == BO_OK)
        status = bo_arena_create(JOB_BYTES, false, &job->arena, err);
    if (status == BO_OK)
        status = read_after(job, err);
    if (status != BO_OK)
        return status;
    struct bo_observed_names names = bo_observed_names_of(&job->scenario->param, job->arena);
    status = bo_observed_read(args->observed, &names, job->arena, &job->list, err);
    if (status != BO_OK)
        return status;
    job->report.dir = args->output ? args->output
                                   : bo_arena_printf(job->arena, "results/%s", job->scenario->name);
    if (!args->force)
        status = bo_text_file_may_write(job->report.dir, CSV_NAME, job->scenario, err);
    return status == BO_OK ? bo_runner_create(job->scenario, &job->runner, err) : status;
}

static void make_room(struct job *job)
{
    size_t n = (size_t)job->list.n * job->args->runs;
    job->value = BO_NEW_ARRAY(job->arena, double, n);
    job->state = BO_NEW_ARRAY(job->arena, enum bo_row_state, job->list.n);
    for (size_t i = 0; i < n; i++)
        job->value[i] = BO_NAN;
}

static void note_failure(struct job *job, const struct bo_run_row *row)
{
    if (job->n_failed++ == 0)
        bo_err_set(&job->first_failure, BO_ERUN, "%s", row->message);
    if (job->n_failed <= FAILURES_TOLD)
        fprintf(stderr, "buildout: replicate %u failed: %s\n", row->replicate, row->message);
}

static bool is_earlier(const struct job *job, const struct bo_observed *row)
{
    return job->args->after != NULL && strcmp(row->topic, BO_TOPIC_GIVEN) != 0 &&
           row->last_month < job->known_month;
}

/* Only what the rows ask for is kept of a run. */
static void take_run(void *context, const struct bo_run_row *row, const struct bo_facts *facts)
{
    struct job *job = context;
    struct bo_arena *scratch;
    struct bo_err err = {.status = BO_OK};
    if (row->status != BO_RUN_DONE || facts == NULL) {
        note_failure(job, row);
        return;
    }
    if (bo_arena_create(SCRATCH_BYTES, false, &scratch, &err) != BO_OK) {
        job->n_failed++;
        job->first_failure = err;
        return;
    }
    for (uint32_t i = 0; i < job->list.n; i++) {
        if (is_earlier(job, &job->list.row[i])) {
            job->state[i] = BO_ROW_EARLIER;
            continue;
        }
        double *value = &job->value[(size_t)i * job->args->runs + row->replicate];
        enum bo_row_state state =
            bo_backtest_value(facts, &bo_study_untold, &job->list.row[i], scratch, value);
        if (state > job->state[i])
            job->state[i] = state;
    }
    bo_arena_free(scratch);
}

static int run_all(struct job *job, bool *interrupted, struct bo_err *err)
{
    const struct bo_args *args = job->args;
    struct bo_args shown = *args; /* the context is not const */
    struct bo_ensemble_options options = {.variant = "base",
                                          .seed = args->seed,
                                          .n_runs = args->runs,
                                          .n_jobs = bo_jobs_of(args),
                                          .sampling = {.sampling = args->sampling},
                                          .limits = bo_run_default_limits,
                                          .interrupts = &job->interrupts.held,
                                          .run_ended = take_run,
                                          .run_context = job,
                                          .progress = bo_progress_show,
                                          .progress_context = &shown};
    struct bo_ensemble_result result = {0};
    int status = bo_ensemble_run(job->runner, NULL, &options, &result, err);
    bo_progress_end(args);
    *interrupted = result.interrupted || bo_interrupts_pending(&job->interrupts);
    if (status == BO_OK && !*interrupted && job->n_failed == args->runs) {
        *err = job->first_failure;
        return BO_ERUN;
    }
    return status;
}

static void score_all(struct job *job)
{
    const struct bo_args *args = job->args;
    job->score = BO_NEW_ARRAY(job->arena, struct bo_score, job->list.n);
    for (uint32_t i = 0; i < job->list.n; i++)
        job->score[i] =
            bo_backtest_score(&job->list, i, job->known_month, &job->value[(size_t)i * args->runs],
                              args->runs, job->state[i]);
    job->report.title = job->scenario->title;
    job->report.seed = args->seed;
    job->report.n_runs = args->runs;
    job->report.n_failed = job->n_failed;
    job->report.list = &job->list;
    job->report.score = job->score;
    bo_backtest_arrange(&job->report, job->arena);
}

static int keep(const struct job *job, struct bo_err *err)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    if (!out)
        return bo_err_set(err, BO_ESTORE, "no memory for " CSV_NAME);
    bo_backtest_csv(out, &job->report);
    bool well = ferror(out) == 0;
    well = fclose(out) == 0 && well;
    struct bo_text_file file = {.dir = job->report.dir,
                                .name = CSV_NAME,
                                .text = text,
                                .n_bytes = n,
                                .verb = "backtest",
                                .seed = job->args->seed,
                                .scenario = job->scenario};
    int status = well ? bo_text_file_write(&file, err)
                      : bo_err_set(err, BO_ESTORE, "no memory for " CSV_NAME);
    free(text);
    return status;
}

static void present(const struct job *job)
{
    if (job->args->json) {
        bo_backtest_json(stdout, &job->report);
    } else if (!job->args->quiet) {
        struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
        bo_backtest_print(stdout, &job->report, &terminal, job->arena);
    }
}

static int perform(struct job *job, struct bo_err *err)
{
    bool interrupted = false;
    int status = prepare(job, err);
    if (status != BO_OK)
        return status;
    make_room(job);
    status = run_all(job, &interrupted, err);
    if (interrupted) {
        fputs("buildout: interrupted; no results were written\n", stderr);
        return BO_EXIT_INTERRUPTED;
    }
    if (status != BO_OK)
        return status;
    score_all(job);
    status = keep(job, err);
    bo_interrupts_release(&job->interrupts);
    if (status != BO_OK)
        return status;
    present(job);
    return job->n_failed > 0 ? BO_EXIT_SOME_FAILED : 0;
}

int bo_cmd_backtest(const struct bo_args *args, struct bo_err *err)
{
    struct job job = {.args = args};
    bo_interrupts_hold(&job.interrupts);
    int result = perform(&job, err);
    bo_runner_free(job.runner);
    bo_arena_free(job.scenario_arena);
    bo_arena_free(job.arena);
    return result;
}
