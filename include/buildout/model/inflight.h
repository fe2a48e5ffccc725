/* buildout/model/inflight.h - the pipeline in flight at the start: past starts replayed, uncongested.
 *
 * The scenario says how many projects were begun in each region and past year. Each replicate draws their dates,
 * owners and plans, runs them through the same phases without queues, and keeps what is unfinished. Without this the
 * first years are an artefact (prototypes A1).
 *
 * Units:  days since the start (negative for the past), MW. Errors: none.
 */
#ifndef BUILDOUT_MODEL_INFLIGHT_H
#define BUILDOUT_MODEL_INFLIGHT_H

#include "buildout/model/milestone.h"

/* Replays all regions; returns MW started in the year before the start. Crews' jobs are added, queues are not. */
double bo_inflight_replay(struct bo_world *world);
/* Replays one project; keeps it when it is unfinished at the start. */
void bo_inflight_add(struct bo_world *world, const struct bo_project_order *order);
/* Once queues exist: gives the unfinished projects their places in them. */
void bo_inflight_join_queues(struct bo_world *world);

#endif
