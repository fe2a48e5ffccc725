#include "agenda.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

static bo_agenda_key key_of(double day, uint64_t order)
{
    double positive = day + 0.0; /* -0 becomes 0 */
    uint64_t bits;

    memcpy(&bits, &positive, sizeof bits);
    return (bo_agenda_key)bits << 64 | order;
}

static double day_of(bo_agenda_key key)
{
    uint64_t bits = (uint64_t)(key >> 64);
    double day;

    memcpy(&day, &bits, sizeof day);
    return day;
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

        if (agenda->heap[parent].key < entry.key)
            break;
        put(agenda, place, agenda->heap[parent]);
        place = parent;
    }
    put(agenda, place, entry);
}

static uint32_t sooner(const struct bo_agenda_entry *heap, uint32_t a, uint32_t b)
{
    return heap[b].key < heap[a].key ? b : a;
}

static uint32_t least_child(const struct bo_agenda *agenda, uint32_t place)
{
    uint32_t first = place * CHILDREN + 1;
    uint32_t least = first;

    if (first + CHILDREN <= agenda->n)
        return sooner(agenda->heap, sooner(agenda->heap, first, first + 1),
                      sooner(agenda->heap, first + 2, first + 3));
    for (uint32_t i = first + 1; i < agenda->n; i++)
        least = sooner(agenda->heap, least, i);
    return least;
}

static void sift_down(struct bo_agenda *agenda, uint32_t place, struct bo_agenda_entry entry)
{
    while (place * CHILDREN + 1 < agenda->n) {
        uint32_t child = least_child(agenda, place);

        if (entry.key < agenda->heap[child].key)
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
    if (place > 0 && last.key < agenda->heap[(place - 1) / CHILDREN].key)
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
    struct bo_agenda_entry entry = {.key = key_of(day, agenda->order++), .slot = slot};

    agenda->slot[slot].event = *event;
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
    return agenda->n > 0 ? day_of(agenda->heap[0].key) : (double)INFINITY;
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
