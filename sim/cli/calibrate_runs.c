/* calibrate_runs.c - runs up to the last row that is fitted, and what each says to the rows. */
#include "calibrate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/store/variants.h"
#include "jobs.h"
#include "progress.h"
#include "study_tables.h"

#define SCRATCH_BYTES ((size_t)1 << 28)
/* A key figure of every run that is done, so that it can be told from one that failed. */
#define DONE_ENTITY "World"
#define DONE_KEY "rows"

enum { FAILURES_TOLD = 5 };

struct taking {
    struct bo_calibration *c;
    const struct bo_calibration_draws *draws;
    int status; /* of the store */
    struct bo_err *err;
};

static bool is_missing(void *context, uint32_t variant, uint32_t replicate)
{
    struct taking *t = context;
    enum bo_stored stored = BO_STORED_NOT;
    (void)variant;
    if (t->status == BO_OK)
        t->status =
            bo_store_find_run(t->c->study.store, t->draws->variant, replicate, &stored, t->err);
    return stored != BO_STORED_DONE;
}

static void note_failure(struct bo_calibration *c, const struct bo_run_row *row)
{
    if (c->n_failed++ == 0)
        bo_err_set(&c->first_failure, BO_ERUN, "%s", row->message);
    if (c->n_failed <= FAILURES_TOLD)
        fprintf(stderr, "buildout: %s replicate %u failed: %s\n", row->variant, row->replicate,
                row->message);
}

/* The inputs, and a key figure a row: all that is kept of a run. */
static struct bo_facts *answers_of(const struct bo_calibration *c, const struct bo_facts *facts,
                                   struct bo_arena *scratch)
{
    struct bo_facts *kept =
        bo_facts_create(scratch, facts->first_month, facts->n_months, facts->variable, 0);
    for (uint32_t i = 0; i < facts->n_inputs; i++)
        bo_facts_input(kept, facts->input[i].path, facts->input[i].value);
    for (uint32_t i = 0; i < c->n_rows; i++) {
        const struct bo_observed *row = &c->list.row[c->row[i]];
        double value;
        if (bo_backtest_value(facts, &bo_study_untold, row, scratch, &value) == BO_ROW_COMPUTED)
            bo_facts_outcome(kept, c->entity[i], c->key[i], row->unit, value);
    }
    bo_facts_outcome(kept, DONE_ENTITY, DONE_KEY, "count", c->n_rows);
    bo_facts_sort(kept);
    bo_facts_seal(kept, NULL);
    return kept;
}

static void take_run(void *context, const struct bo_run_row *row, const struct bo_facts *facts)
{
    struct taking *t = context;
    struct bo_arena *scratch = NULL;
    if (t->status == BO_OK)
        t->status = bo_arena_create(SCRATCH_BYTES, false, &scratch, t->err);
    if (t->status != BO_OK)
        return;
    if (row->status != BO_RUN_DONE)
        note_failure(t->c, row);
    t->status =
        bo_store_put_member(t->c->study.store, row, facts ? answers_of(t->c, facts, scratch) : NULL,
                            bo_ensemble_is_watched, t->err);
    bo_arena_free(scratch);
}

static int simulate(struct taking *t)
{
    struct bo_calibration *c = t->c;
    const struct bo_calibration_draws *draws = t->draws;
    struct bo_args shown = *c->args;
    shown.runs = draws->n;
    struct bo_ensemble_options options = {.variant = draws->variant,
                                          .seed = draws->seed,
                                          .n_runs = draws->n,
                                          .n_jobs = bo_jobs_of(&shown),
                                          .claim = is_missing,
                                          .claim_context = t,
                                          .sampling = {.sampling = c->args->sampling,
                                                       .moved = draws->moved,
                                                       .moved_context = draws->moved_context},
                                          .limits = bo_run_default_limits,
                                          .interrupts = &c->study.interrupts.held,
                                          .run_ended = take_run,
                                          .run_context = t};
    if (draws->shown) {
        options.progress = bo_progress_show;
        options.progress_context = &shown;
    }
    struct bo_ensemble_result result = {0};
    int status = c->runner ? BO_OK : bo_runner_create(&c->scenario, &c->runner, t->err);
    if (status == BO_OK)
        status = bo_ensemble_run(c->runner, NULL, &options, &result, t->err);
    if (draws->shown)
        bo_progress_end(&shown);
    c->study.interrupted = result.interrupted || bo_interrupts_pending(&c->study.interrupts);
    return status == BO_OK ? t->status : status;
}

/* ---- what is stored ---- */

static int read_key(const struct bo_calibration *c, const struct bo_calibration_draws *draws,
                    const char *const key[static 2], double *value, struct bo_err *err)
{
    const struct bo_outcome_name name = {draws->variant, key[0], key[1]};
    if (c->study.results)
        return bo_results_replicates(c->study.results, &name, draws->n, value, err);
    return bo_store_replicates(c->study.store, &name, draws->n, value, err);
}

static int read_rows(const struct bo_calibration *c, const struct bo_calibration_draws *draws,
                     struct bo_calibration_wave *wave, struct bo_err *err)
{
    static const char *const done_key[] = {DONE_ENTITY, DONE_KEY};
    double *done = BO_NEW_ARRAY(c->arena, double, draws->n);
    int status = read_key(c, draws, done_key, done, err);
    for (uint32_t k = 0; k < draws->n; k++)
        wave->is_done[k] = !isnan(done[k]);
    for (uint32_t i = 0; status == BO_OK && i < c->n_rows; i++) {
        const char *const key[] = {c->entity[i], c->key[i]};
        status = read_key(c, draws, key, &wave->value[(size_t)i * draws->n], err);
    }
    return status;
}

double bo_calibration_miss(const struct bo_calibration *c, uint32_t i, double value)
{
    const struct bo_known *known = &c->list.row[c->row[i]].value;
    if (isnan(value))
        return BO_NAN;
    return (fmin(value - known->low, 0.0) + fmax(value - known->high, 0.0)) / c->discrepancy[i];
}

int bo_calibration_take(struct bo_calibration *c, const struct bo_calibration_draws *draws,
                        struct bo_calibration_wave *out, struct bo_err *err)
{
    struct taking taking = {.c = c, .draws = draws, .err = err};
    int status = c->study.store ? simulate(&taking) : BO_OK;
    *out = (struct bo_calibration_wave){.n = 0};
    if (status != BO_OK || c->study.interrupted)
        return status;
    struct bo_calibration_wave wave = {
        .n = draws->n,
        .value = BO_NEW_ARRAY(c->arena, double, (size_t)c->n_rows * draws->n),
        .is_done = BO_NEW_ARRAY(c->arena, bool, draws->n)};
    status = read_rows(c, draws, &wave, err);
    if (status == BO_OK)
        *out = wave;
    return status;
}
