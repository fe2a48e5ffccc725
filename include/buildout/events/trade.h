/* buildout/events/trade.h - the trade on the agenda: shipments, arrivals, licences, launches, and the days of the law.
 *
 * The days on which the law changes are known from the start; of all the rest only the next happening is scheduled, and
 * each happening and each close look again for what comes next.
 *
 * Owner:  the arena of the world. Errors: none.
 */
#ifndef BUILDOUT_EVENTS_TRADE_H
#define BUILDOUT_EVENTS_TRADE_H

#include "buildout/kernel/kernel.h"
#include "buildout/model/world.h"

struct bo_trade_events;

/* NULL when the world has no vendors. */
struct bo_trade_events *bo_trade_events_create(struct bo_world *world, struct bo_kernel *kernel);
/* After a month close. NULL is allowed. */
void bo_trade_events_refresh(struct bo_trade_events *events);

#endif
