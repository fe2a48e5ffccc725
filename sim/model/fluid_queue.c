#include "buildout/model/fluid_queue.h"

#include <assert.h>
#include <math.h>

#include "buildout/base/num.h"

void bo_fluid_queue_init(struct bo_fluid_queue *queue, struct bo_arena *arena, double day,
                         double capacity, double backlog)
{
    *queue = (struct bo_fluid_queue){
        .arena = arena, .capacity = capacity, .clock = day, .last = backlog};
}

void bo_fluid_queue_advance(struct bo_fluid_queue *queue, double day)
{
    assert(day >= queue->clock);
    double days = day - queue->clock;
    /* An empty server's clock goes on and takes the end of the queue, where the next order begins, with it. */
    queue->last += queue->inflow * days;
    queue->served += queue->capacity * days;
    queue->last = bo_max(queue->last, queue->served);
    queue->clock = day;
}

void bo_fluid_queue_set(struct bo_fluid_queue *queue, double day, double capacity, double inflow)
{
    bo_fluid_queue_advance(queue, day);
    queue->capacity = capacity;
    queue->inflow = inflow;
}

static void append(struct bo_fluid_queue *queue, double position, uint32_t tag)
{
    assert(queue->n_orders == queue->first ||
           position >= queue->order[queue->n_orders - 1].position);
    BO_ARENA_ROOM(queue->arena, queue->order, queue->n_orders, queue->room);
    queue->order[queue->n_orders] = (struct bo_queue_order){position, tag};
    queue->n_orders++;
}

void bo_fluid_queue_add(struct bo_fluid_queue *queue, double day, double work, uint32_t tag)
{
    bo_fluid_queue_advance(queue, day);
    queue->last += work;
    double made = queue->served + queue->capacity * queue->least_days;
    if (queue->first < queue->n_orders) {
        made = bo_max(made, queue->order[queue->n_orders - 1].position); /* first in, first out */
    }
    append(queue, bo_max(queue->last, made), tag);
}

void bo_fluid_queue_place(struct bo_fluid_queue *queue, double ahead, uint32_t tag)
{
    double position = queue->served + ahead;
    queue->last = bo_max(queue->last, position);
    append(queue, position, tag);
}

bool bo_fluid_queue_next(const struct bo_fluid_queue *queue, double *day)
{
    if (queue->first == queue->n_orders || !(queue->capacity > 0.0)) {
        return false;
    }
    double ahead = queue->order[queue->first].position - queue->served;
    *day = queue->clock + (ahead > 0.0 ? ahead : 0.0) / queue->capacity;
    return true;
}

uint32_t bo_fluid_queue_pop(struct bo_fluid_queue *queue, double day)
{
    assert(queue->first < queue->n_orders);
    bo_fluid_queue_advance(queue, day);
    struct bo_queue_order head = queue->order[queue->first];
    queue->first++;
    queue->served = bo_max(queue->served, head.position);
    queue->last = bo_max(queue->last, queue->served);
    return head.tag;
}

double bo_fluid_queue_backlog(const struct bo_fluid_queue *queue)
{
    return queue->last - queue->served;
}

double bo_fluid_queue_wait_days(const struct bo_fluid_queue *queue)
{
    double backlog = bo_fluid_queue_backlog(queue);
    if (backlog <= 0.0) {
        return queue->least_days;
    }
    return queue->capacity > 0.0 ? bo_max(backlog / queue->capacity, queue->least_days)
                                 : ((double)INFINITY);
}
