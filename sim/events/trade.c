#include "buildout/events/trade.h"

#include <math.h>

#include "buildout/model/trade.h"

struct bo_trade_events {
    struct bo_world *world;
    struct bo_kernel *kernel;
    struct bo_event_id next;
    double next_day; /* infinite: nothing is scheduled */
};

static void on_happening(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)argument;
    struct bo_trade_events *e = context;
    e->next_day = (double)INFINITY;
    bo_trade_happen(e->world, bo_kernel_now(kernel));
    bo_trade_events_refresh(e);
}

static void on_law(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)argument;
    struct bo_trade_events *e = context;
    bo_trade_law_changes(e->world, bo_kernel_now(kernel));
    bo_trade_events_refresh(e);
}

void bo_trade_events_refresh(struct bo_trade_events *e)
{
    double day;
    if (e == NULL || !bo_trade_next(e->world, &day) || !(day < e->next_day)) {
        return;
    }
    if (!isinf(e->next_day)) {
        bo_kernel_cancel(e->kernel, e->next);
    }
    e->next_day = fmax(day, bo_kernel_now(e->kernel));
    e->next = bo_kernel_at(e->kernel, e->next_day, BO_EVENT_PURE, on_happening, e, 0);
}

struct bo_trade_events *bo_trade_events_create(struct bo_world *world, struct bo_kernel *kernel)
{
    if (world->trade == NULL) {
        return NULL;
    }
    struct bo_trade_events *e = BO_NEW(world->arena, struct bo_trade_events);
    e->world = world;
    e->kernel = kernel;
    e->next_day = (double)INFINITY;
    uint32_t n_days;
    const int32_t *day = bo_trade_law_days(world, &n_days);
    double end = bo_world_month_end(world, world->n_months - 1);
    for (uint32_t i = 0; i < n_days; i++) {
        double at = (double)(day[i] - world->start_day);
        if (at < end) {
            bo_kernel_at(kernel, at, BO_EVENT_PURE, on_law, e, 0);
        }
    }
    bo_trade_events_refresh(e);
    return e;
}
