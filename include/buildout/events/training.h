/* buildout/events/training.h - training on the agenda: a run is a job on its company's cluster and ends on its date.
 *
 * Cluster i is what company i's final run may use. It is resized after each close by a kernel event; between closes the
 * job works on at that capacity. Each programme is an actor: it waits for a run to be planned, executes it as a job,
 * publishes the model on the day that the job is done, and waits again.
 *
 * Units:  H100e as capacity, H100e-days as work.
 * Owner:  the arena of the world. The kernel must have a cluster for every company.
 * Errors: none.
 */
#ifndef BUILDOUT_EVENTS_TRAINING_H
#define BUILDOUT_EVENTS_TRAINING_H

#include "buildout/kernel/kernel.h"
#include "buildout/model/world.h"

struct bo_training_events;

/* Before the kernel runs. NULL when the world has no capability; refreshing NULL does nothing. */
struct bo_training_events *bo_training_events_create(struct bo_world *world,
                                                     struct bo_kernel *kernel);
/* After a month close, from any callback: schedules the kernel event that resizes clusters and begins runs. */
void bo_training_events_refresh(struct bo_training_events *events);

#endif
