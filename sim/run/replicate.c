#include "replicate.h"

#include <math.h>
#include <sys/resource.h>
#include <time.h>

#include "board_policy.h"
#include "buildout/base/calendar.h"
#include "buildout/events/construction.h"
#include "buildout/events/funding.h"
#include "buildout/events/price.h"
#include "buildout/events/trade.h"
#include "buildout/events/training.h"
#include "buildout/kernel/kernel.h"
#include "buildout/model/close.h"
#include "buildout/model/late.h"
#include "buildout/model/record.h"
#include "buildout/sample/sample.h"

struct replicate {
    struct bo_runner *runner;
    struct bo_world *world;
    struct bo_construction_events *construction;
    struct bo_funding_events *funding;
    struct bo_price_events *price;
    struct bo_trade_events *trade;
    struct bo_training_events *training;
    struct bo_err failed_check; /* the first; the run goes on, so that its facts can be looked at */
};

static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

/* Everything that happens on its own date: the one place where modules of events are made. */
static void create_events(struct replicate *r, struct bo_kernel *kernel)
{
    r->construction = bo_construction_events_create(r->world, kernel);
    r->funding = bo_funding_events_create(r->world, kernel);
    r->price = bo_price_events_create(r->world, kernel);
    r->trade = bo_trade_events_create(r->world, kernel);
    r->training = bo_training_events_create(r->world, kernel);
}

/* And the one where they are told of a close. */
static void refresh_events(struct replicate *r)
{
    bo_construction_events_refresh(r->construction);
    bo_funding_events_refresh(r->funding);
    bo_price_events_refresh(r->price);
    bo_trade_events_refresh(r->trade);
    bo_training_events_refresh(r->training);
}

static void on_month_end(struct bo_kernel *kernel, void *context, uint64_t month)
{
    struct replicate *r = context;
    struct bo_err err = {.status = BO_OK};
    int status = bo_close_month(r->world, bo_world_month_end(r->world, (uint32_t)month), &err);
    if (status == BO_OK && r->failed_check.status == BO_OK) {
        status = bo_board_policy_check(r->runner, r->world, &err);
        if (status == BO_ECHECK) {
            r->failed_check = err;
            status = BO_OK;
        }
    }
    if (status != BO_OK) {
        bo_kernel_stop(kernel, &err);
        return;
    }
    refresh_events(r);
    if (month + 1 < r->world->n_months) {
        bo_kernel_at(kernel, bo_world_month_end(r->world, (uint32_t)month + 1), BO_EVENT_PURE,
                     on_month_end, r, month + 1);
    }
}

static int simulate(struct replicate *r, struct bo_err *err)
{
    struct bo_kernel *kernel;
    struct bo_world *world = r->world;
    /* A cluster for every company's training; those without a programme cost a host that is never used. */
    uint32_t n = world->capability != NULL ? world->n_companies : 0;
    struct bo_kernel_options options = {.n_clusters = n,
                                        .cluster_capacity = BO_NEW_ARRAY(world->arena, double, n)};
    int status = bo_kernel_create(&options, &kernel, err);
    if (status != BO_OK) {
        return status;
    }
    create_events(r, kernel);
    bo_late_open(world);
    bo_kernel_at(kernel, bo_world_month_end(world, 0), BO_EVENT_PURE, on_month_end, r, 0);
    status = bo_kernel_run(kernel, bo_world_month_end(world, world->n_months - 1), err);
    struct bo_kernel_stats stats = bo_kernel_stats(kernel);
    world->facts->stats.agenda_events = stats.agenda_events;
    world->facts->stats.kernel_events = stats.kernel_events;
    world->facts->stats.wakeups = stats.wakeups;
    world->facts->stats.completions = stats.completions;
    bo_kernel_free(kernel);
    return status;
}

static void measure(struct bo_facts *facts, const struct bo_arena *world, double cpu_before_ms)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    facts->stats.cpu_ms = cpu_ms() - cpu_before_ms;
    facts->stats.rss_mib = (double)usage.ru_maxrss / 1024.0;
    facts->stats.world_bytes = bo_arena_used_bytes(world);
}

int bo_replicate(struct bo_runner *runner, const struct bo_run_options *options,
                 struct bo_arena *facts_arena, const struct bo_when_full *full,
                 struct bo_facts **facts, struct bo_err *err)
{
    double before = cpu_ms();
    struct bo_arena *arena;
    int status = bo_arena_create(options->limits.memory_bytes, false, &arena, err);
    if (status != BO_OK) {
        return status;
    }
    bo_arena_on_full(arena, full->handler, full->context);
    const struct bo_time_param *time = runner->scenario->param.time;
    int32_t first = bo_month_of_day(time->start_day);
    uint32_t n_variables;
    const struct bo_fact_variable *variable =
        bo_record_variables(&runner->scenario->param, facts_arena, &n_variables);
    *facts = bo_facts_create(facts_arena, first, (uint32_t)(bo_month_of_day(time->end_day) - first),
                             variable, n_variables);
    bo_facts_limit(*facts, options->pack != NULL ? options->pack : options->keep);
    struct bo_rng rng = {.seed = options->seed, .replicate = options->replicate};
    struct bo_sample_options sampling = {.central = options->central,
                                         .sampling = options->sampling,
                                         .dimensions_of = options->dimensions_of,
                                         .point = options->point,
                                         .point_context = options->point_context,
                                         .moved = options->moved,
                                         .moved_context = options->moved_context,
                                         .facts = *facts};
    const struct bo_param *param;
    status = bo_sample_draw(runner->scenario, &rng, &sampling, arena, &param, err);
    struct replicate r = {.runner = runner, .failed_check = {.status = BO_OK}};
    if (status == BO_OK) {
        if (options->point != NULL) {
            rng.replicate = 0; /* only the inputs differ */
        }
        status = bo_world_create(param, &rng, arena, *facts, &r.world, err);
    }
    if (status == BO_OK) {
        struct bo_board_context board = {.runner = runner, .world = r.world};
        r.world->board = (struct bo_board_ops){.decide = bo_board_policy_decide, .context = &board};
        status = simulate(&r, err);
    }
    if (status == BO_OK) {
        bo_record_outcomes(r.world);
        bo_record_projects(r.world);
        if (r.failed_check.status == BO_OK) {
            (void)bo_board_policy_check_figures(runner, r.world, &r.failed_check);
        }
        measure(*facts, arena, before); /* what follows is for the store */
        bo_record_series(r.world);
        bo_facts_sort(*facts);
        bo_facts_seal(*facts, options->seal);
    }
    if (status == BO_OK && r.failed_check.status != BO_OK) {
        *err = r.failed_check;
        status = BO_ECHECK;
    }
    bo_arena_free(arena);
    return status;
}
