/* buildout/events/construction.h - construction on the agenda: every milestone of every project, at its date.
 *
 * The model knows what a milestone does; this module knows when. Permits, studies and cancellations are dated when
 * a project is announced; crews, grid grants and deliveries come from pools and queues whose next completion is one
 * event each, moved whenever the pool or queue has changed.
 *
 * Owner:  the arena of the world. Errors: none.
 */
#ifndef BUILDOUT_EVENTS_CONSTRUCTION_H
#define BUILDOUT_EVENTS_CONSTRUCTION_H

#include "buildout/kernel/kernel.h"
#include "buildout/model/world.h"

struct bo_construction_events;

/* Schedules what the opening has under way. */
struct bo_construction_events *bo_construction_events_create(struct bo_world *world,
                                                             struct bo_kernel *kernel);
/* After a month close: schedules new projects and moves the next completions. */
void bo_construction_events_refresh(struct bo_construction_events *events);

#endif
