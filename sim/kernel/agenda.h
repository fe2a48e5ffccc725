/* agenda.h - a heap of dated callbacks, first in first out at equal dates.
 *
 * Events live in slots; the heap holds (date, order, slot), and a slot knows its place in the heap, so that cancelling
 * removes at once and nothing piles up. A slot's generation moves on when it is vacated: old ids find nothing.
 * The place of an event that was popped stays open until it is needed: most callbacks schedule what follows from them,
 * and that goes there.
 */
#ifndef BUILDOUT_SIM_KERNEL_AGENDA_H
#define BUILDOUT_SIM_KERNEL_AGENDA_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/kernel/kernel.h"

struct bo_agenda_event {
    bo_event_fn fn;
    void *context;
    uint64_t argument;
    enum bo_event_class event_class;
};

struct bo_agenda_slot {
    struct bo_agenda_event event;
    uint64_t order;      /* of joining */
    uint32_t generation; /* at least 1 */
    uint32_t place;      /* in the heap; of a vacant slot: the next vacant one */
};

struct bo_agenda_entry {
    uint64_t date; /* bo_order_bits of the day */
    uint32_t slot;
};

struct bo_agenda {
    bool open_head;  /* the first place of the heap is empty */
    uint32_t n;      /* places of the heap: events waiting, and the open head */
    uint32_t n_used; /* slots ever used */
    uint32_t room;   /* of both arrays */
    uint32_t vacant; /* head of the list of vacant slots, n_used when there is none */
    uint64_t order;
    struct bo_agenda_entry *heap;
    struct bo_agenda_slot *slot;
};

void bo_agenda_init(struct bo_agenda *agenda);
void bo_agenda_clear(struct bo_agenda *agenda);
struct bo_event_id bo_agenda_add(struct bo_agenda *agenda, double day,
                                 const struct bo_agenda_event *event);
void bo_agenda_cancel(struct bo_agenda *agenda, struct bo_event_id id);
/* The date of the first event; INFINITY when there is none. */
double bo_agenda_next(struct bo_agenda *agenda);
/* Takes the first event out; there must be one. */
struct bo_agenda_event bo_agenda_pop(struct bo_agenda *agenda);

#endif
