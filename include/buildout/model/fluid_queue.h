/* buildout/model/fluid_queue.h - first in, first out through a server of changing capacity.
 *
 * A maker's order book or a region's grid queue: work flows out at the capacity, orders keep their place, and other
 * buyers' orders flow in beside ours at a rate. Positions are measured on a virtual clock of work served, so an order
 * ends when the clock reaches its position.
 *
 * Units:  days; work in units of the caller, capacity and inflow in that unit per day.
 * Owner:  the arena given at creation.
 * Errors: none; dates may not run backwards (asserted).
 */
#ifndef BUILDOUT_MODEL_FLUID_QUEUE_H
#define BUILDOUT_MODEL_FLUID_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"

struct bo_queue_order {
    double position;
    uint32_t tag;
};

struct bo_fluid_queue {
    struct bo_arena *arena;
    double capacity;
    double inflow;     /* of others */
    double least_days; /* no order is done sooner, however short the queue; 0 at first */
    double clock;
    double served;                  /* virtual clock */
    double last;                    /* position of the end of the queue, >= served */
    uint32_t first, n_orders, room; /* order[first..n_orders) wait, by position */
    struct bo_queue_order *order;
};

void bo_fluid_queue_init(struct bo_fluid_queue *queue, struct bo_arena *arena, double day,
                         double capacity, double backlog);
void bo_fluid_queue_advance(struct bo_fluid_queue *queue, double day);
void bo_fluid_queue_set(struct bo_fluid_queue *queue, double day, double capacity, double inflow);
/* Joins the end. */
void bo_fluid_queue_add(struct bo_fluid_queue *queue, double day, double work, uint32_t tag);
/* Takes a place within the opening backlog, `ahead` of it before the order: in rising order, before any other. */
void bo_fluid_queue_place(struct bo_fluid_queue *queue, double ahead, uint32_t tag);
/* The date at which the next order ends if nothing changes; false when none waits or the server stands still. */
bool bo_fluid_queue_next(const struct bo_fluid_queue *queue, double *day);
uint32_t bo_fluid_queue_pop(struct bo_fluid_queue *queue, double day);
/* Work waiting on the last advanced date, and how long a new order of no size would wait. */
double bo_fluid_queue_backlog(const struct bo_fluid_queue *queue);
double bo_fluid_queue_wait_days(const struct bo_fluid_queue *queue);

#endif
