#include "internal.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define NAMES_ROOM 384

void *bo_kernel_regrow(void *old, size_t n, size_t size)
{
    void *piece = reallocarray(old, n, size);

    if (piece == NULL)
        abort();
    return piece;
}

void *bo_kernel_zeroed(size_t n, size_t size)
{
    void *piece = calloc(n > 0 ? n : 1, size);

    if (piece == NULL)
        abort();
    return piece;
}

int bo_kernel_warm_up(uint32_t n_clusters, struct bo_err *err)
{
    int status = bo_shim_start(err);

    return status == BO_OK ? bo_shim_platform(n_clusters, err) : status;
}

int bo_kernel_create(const struct bo_kernel_options *options, struct bo_kernel **out,
                     struct bo_err *err)
{
    static bool created;

    if (created)
        return bo_err_set(err, BO_ERUN, "a process can have one kernel only");
    if (bo_kernel_warm_up(options->n_clusters, err) != BO_OK)
        return BO_ERUN;
    created = true;

    struct bo_kernel *kernel = bo_kernel_zeroed(1, sizeof *kernel);

    bo_agenda_init(&kernel->agenda);
    kernel->sim_next = (double)INFINITY;
    kernel->actors_end = &kernel->actors;
    kernel->n_clusters = options->n_clusters;
    kernel->capacity = bo_kernel_zeroed(options->n_clusters, sizeof *kernel->capacity);
    kernel->cluster = bo_kernel_zeroed(options->n_clusters, sizeof *kernel->cluster);
    for (uint32_t i = 0; i < options->n_clusters; i++) {
        double capacity = options->cluster_capacity[i];

        assert(isfinite(capacity) && capacity >= 0.0);
        kernel->capacity[i] = capacity;
        bo_cluster_init(&kernel->cluster[i], kernel, i);
    }
    bo_shim_use(kernel->capacity, kernel->n_clusters, bo_job_done);
    *out = kernel;
    return BO_OK;
}

void bo_kernel_free(struct bo_kernel *kernel)
{
    if (kernel == NULL)
        return;
    for (uint32_t i = 0; i < kernel->n_clusters; i++)
        bo_cluster_clear(&kernel->cluster[i]);
    bo_actors_clear(kernel);
    bo_agenda_clear(&kernel->agenda);
    free(kernel->cluster);
    free(kernel->capacity);
    free(kernel);
}

double bo_kernel_now(const struct bo_kernel *kernel)
{
    return kernel->now;
}

struct bo_kernel_stats bo_kernel_stats(const struct bo_kernel *kernel)
{
    return kernel->stats;
}

struct bo_event_id bo_kernel_at(struct bo_kernel *kernel, double day,
                                enum bo_event_class event_class, bo_event_fn fn, void *context,
                                uint64_t argument)
{
    const struct bo_agenda_event event = {fn, context, argument, event_class};

    assert(isfinite(day) && day >= kernel->now);
    return bo_agenda_add(&kernel->agenda, day, &event);
}

void bo_kernel_cancel(struct bo_kernel *kernel, struct bo_event_id id)
{
    bo_agenda_cancel(&kernel->agenda, id);
}

void bo_kernel_stop(struct bo_kernel *kernel, const struct bo_err *why)
{
    if (kernel->stopped)
        return;
    kernel->stopped = true;
    kernel->why = *why;
}

void bo_kernel_check(struct bo_kernel *kernel, int status, const struct bo_err *err)
{
    if (status != BO_OK)
        bo_kernel_stop(kernel, err);
}

/* Moves SimGrid to now, ending the jobs due and running the actors that can. SimGrid adds the duration to its clock,
 * which hits now to the bit when it starts from at least half of it: a first step takes it there. */
static void enter_engine(struct bo_kernel *kernel)
{
    struct bo_err err;
    int status = BO_OK;

    kernel->in_engine = true;
    if (bo_shim_clock() < 0.5 * kernel->now)
        status = bo_shim_run_until(0.75 * kernel->now, &err);
    if (status == BO_OK)
        status = bo_shim_run_until(kernel->now, &err);
    kernel->in_engine = false;
    kernel->runnable = false;
    kernel->changed = true;
    bo_kernel_check(kernel, status, &err);
}

void bo_kernel_touch(struct bo_kernel *kernel)
{
    assert(!kernel->in_pure && "a pure callback may not call the kernel");
    if (!kernel->in_engine && bo_shim_clock() < kernel->now)
        enter_engine(kernel);
    kernel->changed = true;
}

static double engine_next(struct bo_kernel *kernel)
{
    if (kernel->runnable)
        return kernel->now;
    if (kernel->changed) {
        kernel->sim_next = bo_shim_next();
        kernel->changed = false;
    }
    return kernel->sim_next;
}

/* Everything of the agenda dated day, with what is added for that day meanwhile. */
static void run_agenda(struct bo_kernel *kernel, double day)
{
    while (!kernel->stopped && !(bo_agenda_next(&kernel->agenda) > day)) {
        struct bo_agenda_event event = bo_agenda_pop(&kernel->agenda);

        kernel->stats.agenda_events++;
        if (event.event_class == BO_EVENT_KERNEL)
            kernel->stats.kernel_events++;
        kernel->in_pure = event.event_class == BO_EVENT_PURE;
        event.fn(kernel, event.context, event.argument);
        kernel->in_pure = false;
    }
}

/* Nothing is dated any more: that is the end, unless somebody waits for something. */
static void check_deadlock(struct bo_kernel *kernel)
{
    char names[NAMES_ROOM];
    uint32_t n = bo_actors_waiting(kernel, names, sizeof names);

    if (n == 0)
        return;
    (void)bo_err_set(&kernel->why, BO_ERUN,
                     "deadlock on day %g: nothing is left to happen while %s: %s", kernel->now,
                     n == 1 ? "an actor waits" : "actors wait", names);
    kernel->stopped = true;
}

/* One date: SimGrid first, then the agenda. False when nothing is left up to until_day. */
static bool run_next_date(struct bo_kernel *kernel, double until_day)
{
    double engine_day = engine_next(kernel);
    double day = fmin(engine_day, bo_agenda_next(&kernel->agenda));

    if (isinf(day)) {
        check_deadlock(kernel);
        return false;
    }
    if (day > until_day)
        return false;
    kernel->now = day;
    if (!(engine_day > day))
        enter_engine(kernel);
    run_agenda(kernel, day);
    return true;
}

int bo_kernel_run(struct bo_kernel *kernel, double until_day, struct bo_err *err)
{
    assert(!kernel->running && until_day >= kernel->now);
    kernel->running = true;
    kernel->began = true;
    while (!kernel->stopped && run_next_date(kernel, until_day))
        continue;
    kernel->running = false;
    if (kernel->stopped) {
        if (err != NULL)
            *err = kernel->why;
        return (int)kernel->why.status;
    }
    if (isfinite(until_day))
        kernel->now = until_day;
    return BO_OK;
}
