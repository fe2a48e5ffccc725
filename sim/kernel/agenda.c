#include "agenda.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "buildout/base/order.h"
#include "internal.h"

#define NO_SLOT UINT32_MAX
#define FIRST_ROOM 4096u /* of which only what is used takes memory */
/* Four children a node: half the depth of a binary heap, and siblings share cache lines. */
#define CHILDREN 4u

void bo_agenda_init(struct bo_agenda *agenda)
{
    *agenda = (struct bo_agenda){.vacant = NO_SLOT};
}

void bo_agenda_clear(struct bo_agenda *agenda)
{
    free(agenda->heap);
    free(agenda->slot);
    bo_agenda_init(agenda);
}

static inline bool before(const struct bo_agenda *agenda, struct bo_agenda_entry a,
                          struct bo_agenda_entry b)
{
    if (__builtin_expect(a.date == b.date, false))
        return agenda->slot[a.slot].order < agenda->slot[b.slot].order;
    return a.date < b.date;
}

static void put(struct bo_agenda *agenda, uint32_t place, struct bo_agenda_entry entry)
{
    agenda->heap[place] = entry;
    agenda->slot[entry.slot].place = place;
}

static void sift_up(struct bo_agenda *agenda, uint32_t place, struct bo_agenda_entry entry)
{
    while (place > 0) {
        uint32_t parent = (place - 1) / CHILDREN;

        if (!before(agenda, entry, agenda->heap[parent]))
            break;
        put(agenda, place, agenda->heap[parent]);
        place = parent;
    }
    put(agenda, place, entry);
}

static inline uint32_t least_of_all(const struct bo_agenda *agenda,
                                    const struct bo_agenda_entry child[CHILDREN])
{
    uint32_t a = before(agenda, child[1], child[0]);
    uint32_t b = 2 + before(agenda, child[3], child[2]);

    return before(agenda, child[b], child[a]) ? b : a;
}

static uint32_t least_of_some(const struct bo_agenda *agenda, uint32_t first)
{
    uint32_t least = first;

    for (uint32_t i = first + 1; i < agenda->n; i++)
        least = before(agenda, agenda->heap[i], agenda->heap[least]) ? i : least;
    return least;
}

static void sift_down(struct bo_agenda *agenda, uint32_t place, struct bo_agenda_entry entry)
{
    for (;;) {
        uint32_t first = place * CHILDREN + 1;
        uint32_t child;

        if (first + CHILDREN <= agenda->n)
            child = first + least_of_all(agenda, &agenda->heap[first]);
        else if (first < agenda->n)
            child = least_of_some(agenda, first);
        else
            break;
        if (!before(agenda, agenda->heap[child], entry))
            break;
        put(agenda, place, agenda->heap[child]);
        place = child;
    }
    put(agenda, place, entry);
}

static void grow(struct bo_agenda *agenda)
{
    uint32_t room = agenda->room > 0 ? 2 * agenda->room : FIRST_ROOM;

    agenda->heap = bo_kernel_regrow(agenda->heap, room, sizeof *agenda->heap);
    agenda->slot = bo_kernel_regrow(agenda->slot, room, sizeof *agenda->slot);
    agenda->room = room;
}

static uint32_t take_slot(struct bo_agenda *agenda)
{
    uint32_t slot = agenda->vacant;

    if (slot != NO_SLOT) {
        agenda->vacant = agenda->slot[slot].place;
        return slot;
    }
    if (agenda->n_used == agenda->room)
        grow(agenda);
    slot = agenda->n_used++;
    agenda->slot[slot].generation = 1;
    return slot;
}

static void vacate(struct bo_agenda *agenda, uint32_t slot)
{
    uint32_t generation = agenda->slot[slot].generation + 1;

    agenda->slot[slot].generation = generation > 0 ? generation : 1;
    agenda->slot[slot].place = agenda->vacant;
    agenda->vacant = slot;
}

/* The last entry fills the gap at place. */
static void close_gap(struct bo_agenda *agenda, uint32_t place)
{
    struct bo_agenda_entry last = agenda->heap[--agenda->n];

    if (place == agenda->n)
        return;
    if (place > 0 && before(agenda, last, agenda->heap[(place - 1) / CHILDREN]))
        sift_up(agenda, place, last);
    else
        sift_down(agenda, place, last);
}

static void close_head(struct bo_agenda *agenda)
{
    if (agenda->open_head) {
        agenda->open_head = false;
        close_gap(agenda, 0);
    }
}

struct bo_event_id bo_agenda_add(struct bo_agenda *agenda, double day,
                                 const struct bo_agenda_event *event)
{
    uint32_t slot = take_slot(agenda);
    struct bo_agenda_entry entry = {.date = bo_order_bits(day), .slot = slot};

    agenda->slot[slot].event = *event;
    agenda->slot[slot].order = agenda->order++;
    if (agenda->open_head) {
        agenda->open_head = false;
        sift_down(agenda, 0, entry);
    } else {
        sift_up(agenda, agenda->n++, entry);
    }
    return (struct bo_event_id){.slot = slot, .generation = agenda->slot[slot].generation};
}

void bo_agenda_cancel(struct bo_agenda *agenda, struct bo_event_id id)
{
    if (id.slot >= agenda->n_used || agenda->slot[id.slot].generation != id.generation)
        return;
    close_head(agenda);
    close_gap(agenda, agenda->slot[id.slot].place);
    vacate(agenda, id.slot);
}

double bo_agenda_next(struct bo_agenda *agenda)
{
    close_head(agenda);
    return agenda->n > 0 ? bo_order_number(agenda->heap[0].date) : (double)INFINITY;
}

struct bo_agenda_event bo_agenda_pop(struct bo_agenda *agenda)
{
    close_head(agenda);
    assert(agenda->n > 0);
    uint32_t slot = agenda->heap[0].slot;
    struct bo_agenda_event event = agenda->slot[slot].event;

    agenda->open_head = true;
    vacate(agenda, slot);
    return event;
}
