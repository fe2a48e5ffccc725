#include "buildout/events/price.h"

#include <math.h>

#include "buildout/model/product.h"
#include "buildout/model/token_price.h"

struct bo_price_events {
    struct bo_world *world;
    struct bo_kernel *kernel;
    uint32_t n_scheduled; /* replies that are in the agenda or done */
};

static void on_reply(struct bo_kernel *kernel, void *context, uint64_t company)
{
    struct bo_price_events *e = context;
    bo_product_reply(e->world, (uint32_t)company, bo_kernel_now(kernel));
    bo_price_events_refresh(e);
}

void bo_price_events_refresh(struct bo_price_events *e)
{
    const struct bo_products *products = e->world->products;
    for (; products != NULL && e->n_scheduled < products->n_replies; e->n_scheduled++) {
        const struct bo_price_reply *reply = &products->reply[e->n_scheduled];
        bo_kernel_at(e->kernel, fmax(reply->day, bo_kernel_now(e->kernel)), BO_EVENT_PURE, on_reply,
                     e, reply->company);
    }
}

/* Whoever begins to sell tokens asks a price on that very day, and rivals may answer it. */
static void on_begin(struct bo_kernel *kernel, void *context, uint64_t company)
{
    struct bo_price_events *e = context;
    bo_token_price_revise(e->world, (uint32_t)company, bo_kernel_now(kernel));
    bo_price_events_refresh(e);
}

static void schedule_beginnings(struct bo_price_events *e)
{
    const struct bo_world *world = e->world;
    double end = bo_world_month_end(world, world->n_months - 1);
    for (uint32_t i = 0; world->products != NULL && i < world->param->n[BO_TABLE_OFFERS]; i++) {
        const struct bo_offer_param *offer = &world->param->offer[i];
        double day = (double)offer->from_day[BO_SEGMENT_API] - (double)world->start_day;
        if (day > 0.0 && day < end) {
            bo_kernel_at(e->kernel, day, BO_EVENT_PURE, on_begin, e, offer->company);
        }
    }
}

struct bo_price_events *bo_price_events_create(struct bo_world *world, struct bo_kernel *kernel)
{
    struct bo_price_events *e = BO_NEW(world->arena, struct bo_price_events);
    e->world = world;
    e->kernel = kernel;
    schedule_beginnings(e);
    bo_price_events_refresh(e);
    return e;
}
