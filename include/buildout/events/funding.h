/* buildout/events/funding.h - the capital market on the agenda: every round, sale and end of a lab, at its date.
 *
 * The model decides at the month's close and queues deals with their dates; this module calls it back on them.
 *
 * Owner:  the arena of the world. Errors: none.
 */
#ifndef BUILDOUT_EVENTS_FUNDING_H
#define BUILDOUT_EVENTS_FUNDING_H

#include "buildout/kernel/kernel.h"
#include "buildout/model/world.h"

struct bo_funding_events;

/* NULL when the world has no capital market. */
struct bo_funding_events *bo_funding_events_create(struct bo_world *world,
                                                   struct bo_kernel *kernel);
/* After a month close: schedules what has been agreed on. NULL is allowed. */
void bo_funding_events_refresh(struct bo_funding_events *events);

#endif
