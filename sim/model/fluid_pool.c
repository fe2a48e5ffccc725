#include "buildout/model/fluid_pool.h"

#include <assert.h>
#include <math.h>

#include "buildout/base/num.h"
#include "buildout/base/order.h"

void bo_fluid_pool_init(struct bo_fluid_pool *pool, struct bo_arena *arena, double day,
                        double capacity)
{
    *pool = (struct bo_fluid_pool){.arena = arena, .clock = day, .capacity = capacity, .rate = 1.0};
}

double bo_fluid_pool_rate(const struct bo_fluid_pool *pool)
{
    return pool->rate;
}

static void set_demand(struct bo_fluid_pool *pool, double demand)
{
    pool->demand = demand;
    pool->rate = demand <= pool->capacity ? 1.0 : pool->capacity / demand;
}

void bo_fluid_pool_advance(struct bo_fluid_pool *pool, double day)
{
    assert(day >= pool->clock);
    if (pool->n_jobs > pool->n_free) {
        pool->virtual_now += (day - pool->clock) * pool->rate;
    }
    pool->clock = day;
}

void bo_fluid_pool_set_capacity(struct bo_fluid_pool *pool, double day, double capacity)
{
    bo_fluid_pool_advance(pool, day);
    pool->capacity = capacity;
    set_demand(pool, pool->demand);
}

static inline bool before(const struct bo_pool_entry *a, const struct bo_pool_entry *b)
{
    if (__builtin_expect(a->finish == b->finish, false)) {
        return a->order < b->order;
    }
    return a->finish < b->finish;
}

static void heap_push(struct bo_fluid_pool *pool, struct bo_pool_entry entry)
{
    BO_ARENA_ROOM(pool->arena, pool->heap, pool->n_heap, pool->heap_room);
    uint32_t i = pool->n_heap;
    pool->n_heap++;
    while (i > 0 && before(&entry, &pool->heap[(i - 1) / 2])) {
        pool->heap[i] = pool->heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    pool->heap[i] = entry;
}

static void heap_drop_head(struct bo_fluid_pool *pool)
{
    pool->n_heap--;
    struct bo_pool_entry last = pool->heap[pool->n_heap];
    uint32_t i = 0;
    for (;;) {
        uint32_t child = 2 * i + 1;
        if (child >= pool->n_heap) {
            break;
        }
        if (child + 1 < pool->n_heap) {
            child += before(&pool->heap[child + 1], &pool->heap[child]);
        }
        if (before(&last, &pool->heap[child])) {
            break;
        }
        pool->heap[i] = pool->heap[child];
        i = child;
    }
    pool->heap[i] = last;
}

static void release(struct bo_fluid_pool *pool, uint32_t job)
{
    pool->job[job].alive = false;
    BO_ARENA_ROOM(pool->arena, pool->free_job, pool->n_free, pool->free_room);
    pool->free_job[pool->n_free] = job;
    pool->n_free++;
    /* The sum is rebuilt from nothing when the pool empties, so that rounding cannot pile up. */
    set_demand(pool, pool->n_free == pool->n_jobs ? 0.0 : pool->demand - pool->job[job].demand);
}

/* Entries of removed jobs stay in the heap until they come to its head: a slot that another job has taken since bears
 * that one's order. */
static bool is_live(const struct bo_fluid_pool *pool, const struct bo_pool_entry *entry)
{
    const struct bo_pool_job *job = &pool->job[entry->job];
    return job->alive && job->order == entry->order;
}

uint32_t bo_fluid_pool_add(struct bo_fluid_pool *pool, double day, double work_days, double demand,
                           uint32_t tag)
{
    return bo_fluid_pool_add_begun(pool, day, work_days, 0.0, demand, tag);
}

uint32_t bo_fluid_pool_add_begun(struct bo_fluid_pool *pool, double day, double work_days,
                                 double done_days, double demand, uint32_t tag)
{
    assert(work_days >= done_days && done_days >= 0.0 && demand >= 0.0);
    bo_fluid_pool_advance(pool, day);
    uint32_t index;
    if (pool->n_free > 0) {
        pool->n_free--;
        index = pool->free_job[pool->n_free];
    } else {
        BO_ARENA_ROOM(pool->arena, pool->job, pool->n_jobs, pool->job_room);
        index = pool->n_jobs;
        pool->n_jobs++;
    }
    pool->job[index] = (struct bo_pool_job){.start = pool->virtual_now - done_days,
                                            .finish = pool->virtual_now + (work_days - done_days),
                                            .demand = demand,
                                            .order = pool->n_added,
                                            .tag = tag,
                                            .alive = true};
    set_demand(pool, pool->demand + demand);
    heap_push(pool,
              (struct bo_pool_entry){bo_order_bits(pool->job[index].finish), pool->n_added, index});
    pool->n_added++;
    return index;
}

void bo_fluid_pool_remove(struct bo_fluid_pool *pool, double day, uint32_t job)
{
    assert(job < pool->n_jobs && pool->job[job].alive);
    bo_fluid_pool_advance(pool, day);
    release(pool, job);
}

bool bo_fluid_pool_next(struct bo_fluid_pool *pool, double *day)
{
    while (pool->n_heap > 0 && !is_live(pool, &pool->heap[0])) {
        heap_drop_head(pool);
    }
    if (pool->n_heap == 0 || !(pool->rate > 0.0)) {
        return false;
    }
    double ahead = bo_order_number(pool->heap[0].finish) - pool->virtual_now;
    ahead = bo_max(ahead, 0.0);
    *day = pool->clock + (pool->rate < 1.0 ? ahead / pool->rate : ahead);
    return true;
}

uint32_t bo_fluid_pool_pop(struct bo_fluid_pool *pool, double day)
{
    double due;
    bool any = bo_fluid_pool_next(pool, &due);
    assert(any);
    (void)any;
    struct bo_pool_entry head = pool->heap[0];
    bo_fluid_pool_advance(pool, day);
    pool->virtual_now = bo_order_number(head.finish); /* exactly, whatever the division did */
    heap_drop_head(pool);
    uint32_t tag = pool->job[head.job].tag;
    release(pool, head.job);
    return tag;
}

double bo_fluid_pool_progress(const struct bo_fluid_pool *pool, double day, uint32_t job)
{
    const struct bo_pool_job *j = &pool->job[job];
    assert(job < pool->n_jobs && j->alive && day >= pool->clock);
    double now = pool->virtual_now + (day - pool->clock) * pool->rate;
    double work = j->finish - j->start;
    return work > 0.0 ? bo_min((now - j->start) / work, 1.0) : 1.0;
}
