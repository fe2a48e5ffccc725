/* What the child of a job does: the same as `run --central` and `ensemble`, with the facts sent to the page's server. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "buildout/experiment/ensemble.h"
#include "buildout/run/run.h"
#include "serve.h"

#define MS_PER_S 1e3
#define NS_PER_MS 1e6
#define SETS_BYTES ((size_t)1 << 24)
#define VARIANT "base"

/* What is waited for goes first: the server, and central runs of whatever job, before replicates. */
enum { REPLICATES_NICE = 10 };

struct simulation {
    const struct bo_serve_order *order;
    const struct bo_scenario *scenario;
    struct bo_runner *runner;
    struct bo_serve_writer writer;
    double start_ms;
};

double bo_serve_now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return MS_PER_S * (double)now.tv_sec + (double)now.tv_nsec / NS_PER_MS;
}

struct bo_args bo_serve_args(const struct bo_args *args, const json_t *sets, struct bo_arena *arena)
{
    struct bo_args own = *args;
    size_t n = json_array_size(sets);

    own.json = true;
    own.set.item = BO_NEW_ARRAY(arena, const char *, args->set.n + n);
    for (uint32_t i = 0; i < args->set.n; i++)
        own.set.item[i] = args->set.item[i];
    for (size_t i = 0; i < n; i++)
        own.set.item[args->set.n + i] = json_string_value(json_array_get(sets, i));
    own.set.n = args->set.n + (uint32_t)n;
    return own;
}

static void mark(struct simulation *s, enum bo_serve_mark what)
{
    bo_serve_write_mark(&s->writer, what, bo_serve_now_ms() - s->start_ms);
}

static void on_run(void *context, const struct bo_run_row *row, const struct bo_facts *facts)
{
    struct bo_serve_run run = {.slot = row->replicate + 1, .message = row->message, .facts = facts};

    bo_serve_write_run(context, &run);
}

static int run_central(struct simulation *s, const struct bo_args *args, struct bo_err *err)
{
    struct bo_run_options options = {.seed = args->seed,
                                     .central = true,
                                     .limits = bo_run_default_limits,
                                     .keep = bo_serve_is_shown};
    struct bo_run_result result = {.arena = NULL};
    int status = bo_run(s->runner, &options, &result, err);

    if (status == BO_OK) {
        bool done = result.err.status == BO_OK && result.facts != NULL;
        struct bo_serve_run run = {
            .slot = 0, .message = result.err.text, .facts = done ? result.facts : NULL};

        bo_serve_write_run(&s->writer, &run);
        mark(s, BO_MARK_CENTRAL);
    }
    bo_run_result_free(&result);
    return status;
}

static int run_all(struct simulation *s, const struct bo_args *args, struct bo_err *err)
{
    struct bo_ensemble_options options = {.variant = VARIANT,
                                          .seed = args->seed,
                                          .n_runs = s->order->n_replicates,
                                          .n_jobs = s->order->serve->n_jobs,
                                          .sampling = {.sampling = args->sampling},
                                          .limits = bo_run_default_limits,
                                          .keep = bo_serve_is_shown,
                                          .run_ended = on_run,
                                          .run_context = &s->writer};
    struct bo_ensemble_result result;
    int status;

    (void)nice(REPLICATES_NICE);
    status = bo_ensemble_run(s->runner, NULL, &options, &result, err);

    if (status == BO_OK)
        mark(s, BO_MARK_ALL);
    return status;
}

static int simulate(struct simulation *s, const struct bo_args *args, struct bo_err *err)
{
    struct bo_arena *arena = NULL;
    int status = bo_open_scenario(args, s->order->serve->file, &arena, &s->scenario, err);

    if (status == BO_OK)
        status = bo_runner_create(s->scenario, &s->runner, err);
    if (status == BO_OK) {
        mark(s, BO_MARK_READ);
        status = run_central(s, args, err);
    }
    if (status == BO_OK && s->order->n_replicates > 0)
        status = run_all(s, args, err);
    bo_runner_free(s->runner);
    bo_arena_free(arena);
    return status;
}

static int complain(int status, const struct bo_err *err)
{
    if (status != BO_OK && err->text[0] != '\0')
        (void)fprintf(stderr, "%s\n", err->text);
    return status == BO_OK ? 0 : bo_err_exit_code((enum bo_status)status);
}

int bo_serve_simulate(void *context)
{
    const struct bo_serve_order *order = context;
    struct simulation s = {.order = order, .start_ms = bo_serve_now_ms()};
    struct bo_err err = {.status = BO_OK};
    struct bo_arena *sets;
    int status = bo_arena_create(SETS_BYTES, false, &sets, &err);

    if (status != BO_OK)
        return complain(status, &err);
    status = bo_serve_writer_open(stdout, &s.writer, &err);
    if (status == BO_OK) {
        struct bo_args args = bo_serve_args(order->serve->args, order->sets, sets);

        status = simulate(&s, &args, &err);
        bo_serve_writer_close(&s.writer);
    }
    bo_arena_free(sets);
    return complain(status, &err);
}
