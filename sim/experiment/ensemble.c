#include "buildout/experiment/ensemble.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "buildout/base/num.h"

#define MS_PER_S 1e3
#define PROGRESS_EVERY_MS 100u

struct crew {
    struct bo_runner *runner;
    struct bo_store *store;
    const struct bo_ensemble_options *options;
    struct bo_ensemble_result result;
    struct bo_run_job *job; /* job[n_jobs] */
    uint32_t n_running;
    uint32_t next;        /* replicate to look at */
    uint32_t lowest_done; /* UINT32_MAX: none */
    uint32_t n_ended;
    double start_ms, shown_ms;
    struct bo_err *err;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return MS_PER_S * (double)now.tv_sec + (double)now.tv_nsec / 1e6;
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* "Chips|Orders|H100", "Fleet|Chips|H100" */
static bool is_of_one_chip(const char *variable)
{
    const char *bar = strchr(variable, '|');
    bool chips = starts_with(variable, "Chips|") && strchr(bar + 1, '|') != NULL;
    return chips || starts_with(variable, "Fleet|Chips|");
}

bool bo_ensemble_is_banded(const struct bo_fact_variable *variable,
                           const struct bo_fact_series *series)
{
    bool whole = series->place[0] == '\0';
    if (is_of_one_chip(variable->name))
        return whole && strcmp(series->entity, "World") == 0;
    if (strcmp(series->entity, "World") == 0)
        return true;
    return whole && !starts_with(series->entity, "Landlord ");
}

static void tell(struct crew *crew, bool always)
{
    const struct bo_ensemble_options *options = crew->options;
    double now = now_ms();
    if (!options->progress || (!always && now - crew->shown_ms < PROGRESS_EVERY_MS))
        return;
    crew->shown_ms = now;
    uint32_t done = crew->result.n_done + crew->result.n_failed;
    struct bo_progress_report report = {.done = done,
                                        .total = options->n_runs,
                                        .failed = crew->result.n_failed,
                                        .runs_per_s = BO_NAN,
                                        .eta_s = BO_NAN};
    if (crew->n_ended > 0) {
        report.runs_per_s = crew->n_ended / fmax((now - crew->start_ms) / MS_PER_S, 1e-3);
        report.eta_s = (options->n_runs - done) / report.runs_per_s;
    }
    options->progress(options->progress_context, &report);
}

static void note_done(struct crew *crew, uint32_t replicate)
{
    crew->lowest_done = replicate < crew->lowest_done ? replicate : crew->lowest_done;
}

/* Of a replicate with a lower one that is done the store takes members only. */
static bool is_member_only(const struct crew *crew)
{
    return crew->store != NULL && crew->options->run_ended == NULL &&
           crew->lowest_done < crew->next;
}

/* Moves next past what is done already. */
static int find_next(struct crew *crew)
{
    enum bo_stored stored = BO_STORED_DONE;
    while (crew->store != NULL && crew->next < crew->options->n_runs) {
        int status =
            bo_store_find_run(crew->store, crew->options->variant, crew->next, &stored, crew->err);
        if (status != BO_OK || stored != BO_STORED_DONE)
            return status;
        note_done(crew, crew->next);
        crew->result.n_done++;
        crew->result.n_earlier++;
        crew->next++;
    }
    return BO_OK;
}

/* The next replicate, if there is one, for a job that has nothing to do. */
static int start_next(struct crew *crew, struct bo_run_job *job)
{
    const struct bo_ensemble_options *options = crew->options;
    int status = find_next(crew);
    if (status != BO_OK || crew->next == options->n_runs)
        return status;
    struct bo_run_options run = {.seed = options->seed,
                                 .replicate = crew->next,
                                 .central = options->sampling.central,
                                 .sampling = options->sampling.sampling,
                                 .limits = options->limits,
                                 .keep = is_member_only(crew) ? bo_ensemble_is_banded : NULL};
    status = bo_run_start(crew->runner, &run, job, crew->err);
    if (status == BO_OK) {
        crew->next++;
        crew->n_running++;
    }
    return status;
}

static void add_stats(struct bo_run_stats *sum, const struct bo_run_stats *one)
{
    sum->agenda_events += one->agenda_events;
    sum->kernel_events += one->kernel_events;
    sum->wakeups += one->wakeups;
    sum->completions += one->completions;
    sum->cpu_ms += one->cpu_ms;
    sum->rss_mib = fmax(sum->rss_mib, one->rss_mib);
}

static bool is_done(const struct bo_run_result *result)
{
    return result->err.status == BO_OK && result->facts != NULL;
}

/* A run of which a check of the scenario failed has failed, and its facts are not counted among the others'. */
static int store_result(struct crew *crew, uint32_t replicate, const struct bo_run_result *result)
{
    bool done = is_done(result);
    struct bo_run_row row = {.variant = crew->options->variant,
                             .replicate = replicate,
                             .seed = crew->options->seed,
                             .status = done ? BO_RUN_DONE : BO_RUN_FAILED,
                             .message = done ? "" : result->err.text};
    const struct bo_facts *facts = done ? result->facts : NULL;
    double before = now_ms();
    int status = BO_OK;
    if (crew->store != NULL)
        status = bo_store_put_member(crew->store, &row, facts, bo_ensemble_is_banded, crew->err);
    crew->result.store_ms += now_ms() - before;
    if (status != BO_OK)
        return status;
    crew->result.n_done += done;
    crew->result.n_failed += !done;
    crew->n_ended++;
    if (crew->options->run_ended)
        crew->options->run_ended(crew->options->run_context, &row, facts);
    if (done)
        add_stats(&crew->result.stats, &result->facts->stats);
    return BO_OK;
}

/* A job that has ended gets the next replicate first: the processors have something to do while its result is stored. */
static int collect(struct crew *crew)
{
    int status = BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < crew->options->n_jobs; i++) {
        struct bo_run_result result;
        uint32_t replicate = crew->job[i].options.replicate;
        if (crew->job[i].pid == 0 || !bo_run_collect(&crew->job[i], &result))
            continue;
        crew->n_running--;
        if (is_done(&result))
            note_done(crew, replicate); /* it is stored before any that is started from now on */
        status = start_next(crew, &crew->job[i]);
        if (status == BO_OK)
            status = store_result(crew, replicate, &result);
        bo_run_result_free(&result);
    }
    return status;
}

static int work(struct crew *crew)
{
    int status = BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < crew->options->n_jobs; i++)
        status = start_next(crew, &crew->job[i]);
    tell(crew, true);
    while (status == BO_OK && crew->n_running > 0) {
        if (bo_run_wait(crew->options->interrupts, PROGRESS_EVERY_MS) == BO_RUN_INTERRUPTED) {
            crew->result.interrupted = true;
            break;
        }
        status = collect(crew);
        tell(crew, crew->n_running == 0);
    }
    return status;
}

int bo_ensemble_run(struct bo_runner *runner, struct bo_store *store,
                    const struct bo_ensemble_options *options, struct bo_ensemble_result *out,
                    struct bo_err *err)
{
    struct crew crew = {.runner = runner,
                        .store = store,
                        .options = options,
                        .lowest_done = UINT32_MAX,
                        .start_ms = now_ms(),
                        .err = err};
    crew.job = calloc(options->n_jobs, sizeof *crew.job);
    if (!crew.job)
        return bo_err_set(err, BO_ERUN, "no memory for %u jobs", options->n_jobs);
    int status = work(&crew);
    for (uint32_t i = 0; i < options->n_jobs; i++)
        bo_run_cancel(&crew.job[i]);
    free(crew.job);
    if (status == BO_OK)
        *out = crew.result;
    return status;
}
