/* buildout/events/price.h - answers to price cuts on the agenda, each on its own day.
 *
 * The model queues who will answer whom and when (model/price_war.h); this module calls bo_product_reply on that day.
 * An answer may be a cut itself, and its answers are scheduled at once.
 *
 * Owner:  the arena of the world. Errors: none.
 */
#ifndef BUILDOUT_EVENTS_PRICE_H
#define BUILDOUT_EVENTS_PRICE_H

#include "buildout/kernel/kernel.h"
#include "buildout/model/world.h"

struct bo_price_events;

struct bo_price_events *bo_price_events_create(struct bo_world *world, struct bo_kernel *kernel);
/* After a month close: schedules the replies that it queued. */
void bo_price_events_refresh(struct bo_price_events *events);

#endif
