/* agenda.h - dated callbacks, first in first out at equal dates.
 *
 * Events live in slots. Those of days to come are listed by whole day, as they joined; a day's are put in order when it
 * comes, and what joins later finds its place among them: few events are of one day, so that hardly anything is
 * compared. A slot's generation moves on when it is vacated: old ids find nothing.
 */
#ifndef BUILDOUT_SIM_KERNEL_AGENDA_H
#define BUILDOUT_SIM_KERNEL_AGENDA_H

#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "buildout/base/order.h"
#include "buildout/kernel/kernel.h"

struct bo_agenda_event {
    bo_event_fn fn;
    void *context;
    uint64_t argument;
    enum bo_event_class event_class;
};

struct bo_agenda_slot {
    struct bo_agenda_event event;
    uint64_t date;       /* bo_order_bits of the day */
    uint64_t order;      /* of joining */
    uint32_t generation; /* at least 1 */
    uint32_t before;     /* of its day */
    uint32_t next;       /* of its day; of a vacant slot: the next vacant one */
};

struct bo_agenda_entry {
    uint64_t date, order; /* of its slot */
    uint32_t slot;
};

struct bo_agenda_day {
    uint32_t first, last; /* slots */
};

struct bo_agenda {
    uint32_t n_used;           /* slots ever used */
    uint32_t room;             /* of them */
    uint32_t vacant;           /* head of the list of vacant slots */
    uint32_t n_later;          /* events of days after today */
    uint64_t order;            /* of the next to join */
    uint32_t today;            /* the whole day that was put in order last */
    uint32_t first, n_entries; /* entries before the first are over */
    uint32_t entry_room;
    struct bo_agenda_entry *entry; /* of today and before, in their order */
    struct bo_agenda_day *day;     /* [days], the last one with all that comes after it */
    struct bo_agenda_slot *slot;
};

void bo_agenda_init(struct bo_agenda *agenda);
void bo_agenda_clear(struct bo_agenda *agenda);
struct bo_event_id bo_agenda_add(struct bo_agenda *agenda, double day,
                                 const struct bo_agenda_event *event);
void bo_agenda_cancel(struct bo_agenda *agenda, struct bo_event_id id);
/* The next day with events is today. For bo_agenda_next, once all of today is over. */
void bo_agenda_look_ahead(struct bo_agenda *agenda);
/* The date of the first event; INFINITY when there is none. */
static inline double bo_agenda_next(struct bo_agenda *agenda)
{
    if (agenda->first == agenda->n_entries)
        bo_agenda_look_ahead(agenda);
    return agenda->first < agenda->n_entries ? bo_order_number(agenda->entry[agenda->first].date)
                                             : (double)INFINITY;
}
/* Takes the first event out, which bo_agenda_next has told of. */
struct bo_agenda_event bo_agenda_pop(struct bo_agenda *agenda);

#endif
