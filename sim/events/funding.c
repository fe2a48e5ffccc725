#include "buildout/events/funding.h"

#include <math.h>

#include "buildout/model/capital.h"

struct bo_funding_events {
    struct bo_world *world;
    struct bo_kernel *kernel;
    uint32_t n_scheduled; /* deals whose dates are in the agenda */
};

static void on_deal(struct bo_kernel *kernel, void *context, uint64_t deal)
{
    struct bo_funding_events *e = context;
    double now = bo_kernel_now(kernel);
    if (e->world->capital->deal[deal].kind == BO_DEAL_ROUND) {
        bo_capital_fund(e->world, (uint32_t)deal, now);
    } else {
        bo_capital_exit(e->world, (uint32_t)deal, now);
    }
}

void bo_funding_events_refresh(struct bo_funding_events *e)
{
    if (e == NULL) {
        return;
    }
    const struct bo_capital *capital = e->world->capital;
    double end = bo_world_month_end(e->world, e->world->n_months - 1);
    for (; e->n_scheduled < capital->n_deals; e->n_scheduled++) {
        double day = fmax(capital->deal[e->n_scheduled].day, bo_kernel_now(e->kernel));
        if (day <= end) {
            bo_kernel_at(e->kernel, day, BO_EVENT_PURE, on_deal, e, e->n_scheduled);
        }
    }
}

struct bo_funding_events *bo_funding_events_create(struct bo_world *world, struct bo_kernel *kernel)
{
    if (world->capital == NULL) {
        return NULL;
    }
    struct bo_funding_events *e = BO_NEW(world->arena, struct bo_funding_events);
    e->world = world;
    e->kernel = kernel;
    bo_funding_events_refresh(e);
    return e;
}
