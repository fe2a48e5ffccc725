/* buildout/model/fluid_pool.h - crews shared by all projects of a region: one virtual clock.
 *
 * Every job asks for some workers and for days of work at full speed. When the jobs together ask for more than the
 * pool has, all slow down alike: rate = min(1, capacity / demand). Since all run at one rate, one virtual clock and a
 * heap of virtual finish times is exact.
 *
 * Units:  days; capacity and demand in workers (any unit, the same for both).
 * Owner:  the arena given at creation.
 * Errors: none; dates given may not run backwards (asserted).
 * Source: generalised processor sharing (Parekh and Gallager 1993); SimGrid's fluid host is the oracle of the test.
 */
#ifndef BUILDOUT_MODEL_FLUID_POOL_H
#define BUILDOUT_MODEL_FLUID_POOL_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"

struct bo_pool_job {
    double start;  /* virtual */
    double finish; /* virtual */
    double demand;
    uint64_t order; /* of joining */
    uint32_t tag;
    bool alive;
};

struct bo_pool_entry {
    uint64_t finish; /* bo_order_bits of the virtual date */
    uint64_t order;
    uint32_t job;
};

struct bo_fluid_pool {
    struct bo_arena *arena;
    double capacity;
    double demand; /* of the jobs alive */
    double rate;   /* min(1, capacity / demand) */
    double clock;  /* real date of the last change */
    double virtual_now;
    uint64_t n_added;
    uint32_t n_heap, heap_room;
    struct bo_pool_entry *heap;
    uint32_t n_jobs, job_room;
    struct bo_pool_job *job;
    uint32_t n_free, free_room;
    uint32_t *free_job;
};

void bo_fluid_pool_init(struct bo_fluid_pool *pool, struct bo_arena *arena, double day,
                        double capacity);
/* Moves the virtual clock to a real date; jobs due by then must have been popped. */
void bo_fluid_pool_advance(struct bo_fluid_pool *pool, double day);
void bo_fluid_pool_set_capacity(struct bo_fluid_pool *pool, double day, double capacity);
/* work_days at full speed, >= 0. Returns the job's handle, valid until it is popped or removed. */
uint32_t bo_fluid_pool_add(struct bo_fluid_pool *pool, double day, double work_days, double demand,
                           uint32_t tag);
/* The same for work of which done_days <= work_days were done before. */
uint32_t bo_fluid_pool_add_begun(struct bo_fluid_pool *pool, double day, double work_days,
                                 double done_days, double demand, uint32_t tag);
void bo_fluid_pool_remove(struct bo_fluid_pool *pool, double day, uint32_t job);
/* The real date at which the next job ends if nothing changes; false when no job is alive or the pool stands still. */
bool bo_fluid_pool_next(struct bo_fluid_pool *pool, double *day);
/* Ends the next job at that date and returns its tag. */
uint32_t bo_fluid_pool_pop(struct bo_fluid_pool *pool, double day);
/* How much of a job is done on a day not before the last change, 0..1. */
double bo_fluid_pool_progress(const struct bo_fluid_pool *pool, double day, uint32_t job);
double bo_fluid_pool_rate(const struct bo_fluid_pool *pool);

#endif
