#include "buildout/events/price.h"

#include <math.h>

#include "buildout/model/product.h"

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

struct bo_price_events *bo_price_events_create(struct bo_world *world, struct bo_kernel *kernel)
{
    struct bo_price_events *e = BO_NEW(world->arena, struct bo_price_events);
    e->world = world;
    e->kernel = kernel;
    bo_price_events_refresh(e);
    return e;
}
