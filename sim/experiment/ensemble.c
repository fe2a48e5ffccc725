#include "buildout/experiment/ensemble.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "buildout/base/num.h"

#define MS_PER_S 1e3
#define PROGRESS_EVERY_MS 100u

struct crew {
    const struct bo_variants *variants;
    struct bo_runner **runner; /* [variants] NULL: the variant is not open */
    uint32_t *n_running_of;    /* [variants] */
    struct bo_store *store;
    const struct bo_ensemble_options *options;
    struct bo_ensemble_result result;
    struct bo_run_job *job; /* job[n_jobs] */
    uint32_t *of_job;       /* [n_jobs] the variant that it runs */
    uint32_t n_running;
    uint32_t variant, next; /* replicate of a variant to look at */
    uint32_t *lowest_done;  /* [variants] UINT32_MAX: none */
    uint32_t n_ended;
    bool counts_kept; /* n_kept of all were done before */
    uint32_t n_kept;
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

/* A landlord's rooms and money; its rent and vacancy are the region's. */
static bool is_of_a_landlord(const char *variable)
{
    static const char *const shown[] = {"Capacity|IT Power|Energised",
                                        "Capacity|IT Power|Under Construction",
                                        "Colocation|Pre-leased",
                                        "Revenue|Total",
                                        "Capex",
                                        "Operating Cash Flow",
                                        "Net Income",
                                        "Debt"};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (strcmp(variable, shown[i]) == 0)
            return true;
    }
    return false;
}

bool bo_ensemble_is_banded(const struct bo_fact_variable *variable,
                           const struct bo_fact_series *series)
{
    bool whole = series->place[0] == '\0';
    if (is_of_one_chip(variable->name))
        return whole && strcmp(series->entity, "World") == 0;
    if (strcmp(series->entity, "World") == 0)
        return true;
    if (starts_with(series->entity, "Landlord "))
        return whole && is_of_a_landlord(variable->name);
    return whole;
}

bool bo_ensemble_is_watched(const struct bo_fact_variable *variable,
                            const struct bo_fact_series *series)
{
    (void)variable;
    return series->place[0] == '\0' && strcmp(series->entity, "World") == 0;
}

uint32_t bo_shard_count(const struct bo_shard *shard, uint32_t n_runs)
{
    if (shard->n == 0)
        return n_runs;
    return n_runs / shard->n + (n_runs % shard->n > shard->index);
}

static void tell(struct crew *crew, bool always)
{
    const struct bo_ensemble_options *options = crew->options;
    double now = now_ms();
    if (!options->progress || (!always && now - crew->shown_ms < PROGRESS_EVERY_MS))
        return;
    crew->shown_ms = now;
    uint32_t done = crew->counts_kept ? crew->n_kept + crew->n_ended
                                      : crew->result.n_done + crew->result.n_failed;
    struct bo_progress_report report = {.done = done,
                                        .total = crew->variants->n *
                                                 bo_shard_count(&options->shard, options->n_runs),
                                        .failed = crew->result.n_failed,
                                        .runs_per_s = BO_NAN,
                                        .eta_s = BO_NAN};
    if (crew->n_ended > 0) {
        report.runs_per_s = crew->n_ended / fmax((now - crew->start_ms) / MS_PER_S, 1e-3);
        report.eta_s = (report.total - done) / report.runs_per_s;
    }
    options->progress(options->progress_context, &report);
}

static void note_done(struct crew *crew, uint32_t variant, uint32_t replicate)
{
    if (replicate < crew->lowest_done[variant])
        crew->lowest_done[variant] = replicate;
}

static bo_banded_fn banded_of(const struct crew *crew)
{
    return crew->options->banded ? crew->options->banded : bo_ensemble_is_banded;
}

/* Of a replicate with a lower one that is done, and of a variant without details, the store takes members only. */
static bool is_member_only(const struct crew *crew)
{
    const char *detailed = crew->options->detailed;
    if (crew->store == NULL || crew->options->run_ended != NULL)
        return false;
    if (detailed && strcmp(detailed, crew->variants->name[crew->variant]) != 0)
        return true;
    return crew->lowest_done[crew->variant] < crew->next;
}

/* A variant that no replicate will start of, once none runs: facts speak of names in its scenario. */
static void close_variant(struct crew *crew, uint32_t variant)
{
    if (!crew->runner[variant] || crew->n_running_of[variant] > 0)
        return;
    crew->variants->close(crew->variants->context, variant, crew->runner[variant]);
    crew->runner[variant] = NULL;
}

/* Asked once for each replicate: what is claimed is then started, or done already. */
static bool is_of_others(const struct crew *crew)
{
    const struct bo_ensemble_options *options = crew->options;
    if (options->shard.n > 0 && crew->next % options->shard.n != options->shard.index)
        return true;
    return options->claim && !options->claim(options->claim_context, crew->variant, crew->next);
}

/* A replicate that is done already, or for another process to do, is passed over. */
static int pass_over(struct crew *crew, bool *passed)
{
    enum bo_stored stored = BO_STORED_NOT;
    int status = BO_OK;
    *passed = is_of_others(crew);
    if (*passed) {
        crew->next++;
        return BO_OK;
    }
    if (crew->store != NULL)
        status = bo_store_find_run(crew->store, crew->variants->name[crew->variant], crew->next,
                                   &stored, crew->err);
    *passed = stored == BO_STORED_DONE;
    if (status != BO_OK || !*passed)
        return status;
    note_done(crew, crew->variant, crew->next);
    crew->result.n_done++;
    crew->result.n_earlier++;
    crew->next++;
    return BO_OK;
}

/* Moves to the next that is not done, in order of variant and replicate; behind the last variant when there is none. */
static int find_next(struct crew *crew)
{
    bool passed = true;
    int status = BO_OK;
    while (status == BO_OK && passed && crew->variant < crew->variants->n) {
        if (crew->next < crew->options->n_runs) {
            status = pass_over(crew, &passed);
            continue;
        }
        crew->variant++;
        crew->next = 0;
        close_variant(crew, crew->variant - 1);
    }
    return status;
}

/* The next replicate, if there is one, for a job that has nothing to do. */
static int start_next(struct crew *crew, struct bo_run_job *job)
{
    const struct bo_ensemble_options *options = crew->options;
    const struct bo_variants *variants = crew->variants;
    int status = find_next(crew);
    if (status != BO_OK || crew->variant == variants->n)
        return status;
    struct bo_runner **runner = &crew->runner[crew->variant];
    if (!*runner)
        status = variants->open(variants->context, crew->variant, runner, crew->err);
    if (status != BO_OK)
        return status;
    struct bo_run_options run = {.seed = options->seed,
                                 .replicate = crew->next,
                                 .central = options->sampling.central,
                                 .sampling = options->sampling.sampling,
                                 .dimensions_of = options->sampling.dimensions_of,
                                 .point = options->sampling.point,
                                 .point_context = options->sampling.point_context,
                                 .moved = options->sampling.moved,
                                 .moved_context = options->sampling.moved_context,
                                 .limits = options->limits,
                                 .keep = options->keep,
                                 .pack = is_member_only(crew) ? banded_of(crew) : NULL,
                                 .seal = crew->store ? banded_of(crew) : options->keep};
    status = bo_run_start(*runner, &run, job, crew->err);
    if (status == BO_OK) {
        crew->of_job[job - crew->job] = crew->variant;
        crew->n_running_of[crew->variant]++;
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

/* What the later call found done was done earlier, or by a call before. */
void bo_ensemble_add_result(struct bo_ensemble_result *sum, const struct bo_ensemble_result *more)
{
    uint32_t n_simulated = sum->n_done - sum->n_earlier + more->n_done - more->n_earlier;
    sum->n_done = more->n_done;
    sum->n_failed = more->n_failed;
    sum->n_earlier = more->n_done - n_simulated;
    sum->interrupted = more->interrupted;
    sum->store_ms += more->store_ms;
    add_stats(&sum->stats, &more->stats);
}

static bool is_done(const struct bo_run_result *result)
{
    return result->err.status == BO_OK && result->facts != NULL;
}

/* A run of which a check of the scenario failed has failed, and its facts are not counted among the others'. */
static int store_result(struct crew *crew, uint32_t variant, uint32_t replicate,
                        const struct bo_run_result *result)
{
    bool done = is_done(result);
    struct bo_run_row row = {.variant = crew->variants->name[variant],
                             .replicate = replicate,
                             .seed = crew->options->seed,
                             .status = done ? BO_RUN_DONE : BO_RUN_FAILED,
                             .message = done ? "" : result->err.text};
    const struct bo_facts *facts = done ? result->facts : NULL;
    double before = now_ms();
    int status = BO_OK;
    if (crew->store != NULL)
        status = bo_store_put_member(crew->store, &row, facts, banded_of(crew), crew->err);
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
        uint32_t replicate = crew->job[i].options.replicate, variant = crew->of_job[i];
        if (crew->job[i].pid == 0 || !bo_run_collect(&crew->job[i], &result))
            continue;
        crew->n_running--;
        if (is_done(&result))
            note_done(crew, variant,
                      replicate); /* it is stored before any that is started from now on */
        status = start_next(crew, &crew->job[i]);
        if (status == BO_OK)
            status = store_result(crew, variant, replicate, &result);
        bo_run_result_free(&result);
        crew->n_running_of[variant]--;
        if (variant < crew->variant)
            close_variant(crew, variant);
    }
    return status;
}

/* How many are done before the first is started, so that progress does not jump where another job had run ahead. */
static int count_kept(struct crew *crew)
{
    const struct bo_shard *shard = &crew->options->shard;
    int status = BO_OK;
    crew->counts_kept = crew->store != NULL && crew->options->claim == NULL;
    for (uint32_t v = 0; crew->counts_kept && v < crew->variants->n; v++) {
        for (uint32_t i = 0; status == BO_OK && i < crew->options->n_runs; i++) {
            enum bo_stored stored = BO_STORED_NOT;
            if (shard->n == 0 || i % shard->n == shard->index)
                status =
                    bo_store_find_run(crew->store, crew->variants->name[v], i, &stored, crew->err);
            crew->n_kept += stored == BO_STORED_DONE;
        }
    }
    return status;
}

static int work(struct crew *crew)
{
    int status = crew->options->progress ? count_kept(crew) : BO_OK;
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

static int make_room(struct crew *crew)
{
    uint32_t n_jobs = crew->options->n_jobs;
    crew->job = calloc(n_jobs, sizeof *crew->job);
    crew->of_job = calloc(n_jobs, sizeof *crew->of_job);
    crew->lowest_done = calloc(crew->variants->n, sizeof *crew->lowest_done);
    crew->runner = calloc(crew->variants->n, sizeof(struct bo_runner *));
    crew->n_running_of = calloc(crew->variants->n, sizeof *crew->n_running_of);
    if (!crew->job || !crew->of_job || !crew->lowest_done || !crew->runner || !crew->n_running_of)
        return bo_err_set(crew->err, BO_ERUN, "no memory for %u jobs", n_jobs);
    for (uint32_t i = 0; i < crew->variants->n; i++)
        crew->lowest_done[i] = UINT32_MAX;
    return BO_OK;
}

int bo_variants_run(const struct bo_variants *variants, struct bo_store *store,
                    const struct bo_ensemble_options *options, struct bo_ensemble_result *out,
                    struct bo_err *err)
{
    struct crew crew = {
        .variants = variants, .store = store, .options = options, .start_ms = now_ms(), .err = err};
    int status = make_room(&crew);
    if (status == BO_OK)
        status = work(&crew);
    for (uint32_t i = 0; crew.job && i < options->n_jobs; i++)
        bo_run_cancel(&crew.job[i]);
    for (uint32_t i = 0; crew.runner && crew.n_running_of && i < variants->n; i++) {
        crew.n_running_of[i] = 0;
        close_variant(&crew, i);
    }
    free(crew.runner);
    free(crew.n_running_of);
    free(crew.job);
    free(crew.of_job);
    free(crew.lowest_done);
    if (status == BO_OK)
        *out = crew.result;
    return status;
}

static int lend_runner(void *context, uint32_t variant, struct bo_runner **out, struct bo_err *err)
{
    (void)variant;
    (void)err;
    *out = context;
    return BO_OK;
}

static void give_back(void *context, uint32_t variant, struct bo_runner *runner)
{
    (void)context;
    (void)variant;
    (void)runner;
}

int bo_ensemble_run(struct bo_runner *runner, struct bo_store *store,
                    const struct bo_ensemble_options *options, struct bo_ensemble_result *out,
                    struct bo_err *err)
{
    struct bo_variants only = {.n = 1,
                               .name = &options->variant,
                               .open = lend_runner,
                               .close = give_back,
                               .context = runner};
    return bo_variants_run(&only, store, options, out, err);
}
