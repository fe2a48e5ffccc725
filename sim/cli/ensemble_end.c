#include "ensemble_end.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "buildout/cli/terminal.h"
#include "buildout/stats/stats.h"
#include "buildout/store/read.h"
#include "check_medians.h"
#include "ensemble_print.h"
#include "failures.h"
#include "jobs.h"
#include "shard.h"
#include "study_tables.h"

#define BANDS_BYTES ((size_t)64 << 20)

const char *const bo_sampling_name[] = {
    [BO_SAMPLING_RANDOM] = "random", [BO_SAMPLING_SOBOL] = "sobol"};
const char *const bo_keep_name[] = {
    [BO_KEEP_BANDS] = "bands", [BO_KEEP_WATCHED] = "watched", [BO_KEEP_ALL] = "all"};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

int bo_ensemble_finish(struct bo_ensemble_end *end, struct bo_store *store, struct bo_err *err)
{
    double start = now_ms();
    int status = 0;
    struct bo_band_options bands = {.quantiles = bo_stats_quantiles,
                                    .memory_bytes = BANDS_BYTES,
                                    .n_threads = bo_jobs_of(end->args),
                                    .untold = bo_study_untold};
    bo_store_keep(store, end->args->shard ? BO_KEEP_PACKS : end->args->keep);
    if (!end->args->shard)
        status = bo_store_make_bands(store, BO_ENSEMBLE_VARIANT, &bands, err);
    if (!status)
        status = bo_store_finish(store, err);
    end->bands_ms = now_ms() - start;
    return status;
}

int bo_ensemble_export(struct bo_ensemble_end *end, struct bo_err *err)
{
    double start = now_ms();
    int status = bo_store_export_csv(end->dir, err);
    end->export_ms = now_ms() - start;
    return status;
}

static int print(const struct bo_ensemble_end *end, struct bo_results *results, uint32_t n_failed,
                 struct bo_err *err)
{
    const struct bo_args *args = end->args;
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    uint32_t n_runs = bo_results_n_runs(results);
    struct bo_ensemble_about about = {.variant = BO_ENSEMBLE_VARIANT,
                                      .sampling = bo_sampling_name[args->sampling],
                                      .n_done = n_runs - n_failed,
                                      .n_runs = n_runs,
                                      .n_sets = args->set.n,
                                      .set = args->set.item,
                                      .dir = end->dir};
    if (args->json)
        return bo_ensemble_json(stdout, results, BO_ENSEMBLE_VARIANT, end->arena, err);
    if (args->quiet)
        return 0;
    return bo_ensemble_print(stdout, results, &about, &terminal, end->arena, err);
}

int bo_ensemble_present(const struct bo_ensemble_end *end, struct bo_err *err)
{
    struct bo_results *results = NULL;
    uint32_t n_failed = 0;
    int status = bo_results_open(end->dir, &results, err);
    if (!status)
        n_failed = bo_failures_count(results);
    if (!status && end->args->shard && !end->args->quiet)
        bo_shard_say(stdout, end->dir, end->args->shard, bo_results_n_runs(results));
    else if (!status && !end->args->shard)
        status = print(end, results, n_failed, err);
    if (!status)
        bo_failures_list(results);
    struct bo_medians_of of = {
        .results = results, .variant = BO_ENSEMBLE_VARIANT, .where = end->where};
    if (!status && !end->args->shard)
        status = bo_check_medians(end->scenario, &of, err);
    bo_results_close(results);
    return !status && n_failed > 0 ? BO_EXIT_SOME_FAILED : status;
}
