#include "agenda.h"

#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define NO_SLOT UINT32_MAX
#define FIRST_ROOM 4096u /* of which only what is used takes memory */
#define N_DAYS 16384u    /* of which what comes later shares the last */
#define FEW 32u          /* entries that are sorted by insertion */

void bo_agenda_init(struct bo_agenda *agenda)
{
    *agenda = (struct bo_agenda){.vacant = NO_SLOT};
    agenda->day = bo_kernel_zeroed(N_DAYS, sizeof *agenda->day);
}

void bo_agenda_clear(struct bo_agenda *agenda)
{
    free(agenda->entry);
    free(agenda->day);
    free(agenda->slot);
    *agenda = (struct bo_agenda){.vacant = NO_SLOT};
}

/* ---- slots ---- */

static void grow(struct bo_agenda *agenda)
{
    uint32_t room = agenda->room > 0 ? 2 * agenda->room : FIRST_ROOM;

    agenda->slot = bo_kernel_regrow(agenda->slot, room, sizeof *agenda->slot);
    agenda->room = room;
}

static uint32_t take_slot(struct bo_agenda *agenda)
{
    uint32_t slot = agenda->vacant;

    if (slot != NO_SLOT) {
        agenda->vacant = agenda->slot[slot].next;
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
    agenda->slot[slot].next = agenda->vacant;
    agenda->vacant = slot;
}

/* ---- days to come ---- */

/* day[] holds slots from 1, so that zeroed memory is days without events. */
static uint32_t day_of(uint64_t date)
{
    double day = bo_order_number(date);

    return day < (double)(N_DAYS - 1) ? (uint32_t)day : N_DAYS - 1;
}

static void join_day(struct bo_agenda *agenda, uint32_t slot)
{
    struct bo_agenda_day *day = &agenda->day[day_of(agenda->slot[slot].date)];

    agenda->slot[slot].before = day->last;
    agenda->slot[slot].next = 0;
    if (day->last != 0)
        agenda->slot[day->last - 1].next = slot + 1;
    else
        day->first = slot + 1;
    day->last = slot + 1;
    agenda->n_later++;
}

static void leave_day(struct bo_agenda *agenda, uint32_t slot)
{
    const struct bo_agenda_slot *s = &agenda->slot[slot];
    struct bo_agenda_day *day = &agenda->day[day_of(s->date)];

    if (s->before != 0)
        agenda->slot[s->before - 1].next = s->next;
    else
        day->first = s->next;
    if (s->next != 0)
        agenda->slot[s->next - 1].before = s->before;
    else
        day->last = s->before;
    agenda->n_later--;
}

/* ---- today ---- */

/* What is left moves to the front once that is the smaller part. */
static void make_room(struct bo_agenda *agenda)
{
    uint32_t left = agenda->n_entries - agenda->first;

    if (agenda->n_entries < agenda->entry_room)
        return;
    if (left < agenda->first) {
        memcpy(agenda->entry, agenda->entry + agenda->first, left * sizeof *agenda->entry);
        agenda->first = 0;
        agenda->n_entries = left;
        return;
    }
    agenda->entry_room = agenda->entry_room > 0 ? 2 * agenda->entry_room : FIRST_ROOM;
    agenda->entry = bo_kernel_regrow(agenda->entry, agenda->entry_room, sizeof *agenda->entry);
}

/* Behind those of the same date, which joined before. */
static void insert(struct bo_agenda *agenda, uint32_t slot)
{
    const struct bo_agenda_slot *s = &agenda->slot[slot];
    uint32_t i;

    make_room(agenda);
    for (i = agenda->n_entries; i > agenda->first && agenda->entry[i - 1].date > s->date; i--)
        agenda->entry[i] = agenda->entry[i - 1];
    agenda->entry[i] = (struct bo_agenda_entry){s->date, s->order, slot};
    agenda->n_entries++;
}

static int compare(const void *a, const void *b)
{
    const struct bo_agenda_entry *x = a, *y = b;

    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* All of a day, in the order of joining; where that would be slow by insertion they are sorted otherwise. */
static void open_day(struct bo_agenda *agenda, struct bo_agenda_day *day)
{
    for (uint32_t at = day->first, next; at != 0; at = next) {
        next = agenda->slot[at - 1].next;
        agenda->n_later--;
        if (agenda->n_entries < FEW) {
            insert(agenda, at - 1);
            continue;
        }
        const struct bo_agenda_slot *s = &agenda->slot[at - 1];
        make_room(agenda);
        agenda->entry[agenda->n_entries++] = (struct bo_agenda_entry){s->date, s->order, at - 1};
    }
    if (agenda->n_entries > FEW)
        qsort(agenda->entry, agenda->n_entries, sizeof *agenda->entry, compare);
    *day = (struct bo_agenda_day){0, 0};
}

void bo_agenda_look_ahead(struct bo_agenda *agenda)
{
    agenda->first = agenda->n_entries = 0;
    while (agenda->n_entries == 0 && agenda->n_later > 0) {
        agenda->today++;
        if (agenda->day[agenda->today].first != 0)
            open_day(agenda, &agenda->day[agenda->today]);
    }
}

static void leave_today(struct bo_agenda *agenda, uint32_t slot)
{
    const struct bo_agenda_slot *s = &agenda->slot[slot];
    const struct bo_agenda_entry wanted = {s->date, s->order, slot};
    struct bo_agenda_entry *found =
        bsearch(&wanted, agenda->entry + agenda->first, agenda->n_entries - agenda->first,
                sizeof *agenda->entry, compare);

    assert(found != NULL);
    agenda->n_entries--;
    memmove(found, found + 1, (size_t)(agenda->entry + agenda->n_entries - found) * sizeof *found);
}

/* ---- events ---- */

struct bo_event_id bo_agenda_add(struct bo_agenda *agenda, double day,
                                 const struct bo_agenda_event *event)
{
    uint32_t slot = take_slot(agenda);
    struct bo_agenda_slot *s = &agenda->slot[slot];

    s->event = *event;
    s->date = bo_order_bits(day);
    s->order = agenda->order++;
    if (day_of(s->date) > agenda->today)
        join_day(agenda, slot);
    else
        insert(agenda, slot);
    return (struct bo_event_id){.slot = slot, .generation = s->generation};
}

void bo_agenda_cancel(struct bo_agenda *agenda, struct bo_event_id id)
{
    if (id.slot >= agenda->n_used || agenda->slot[id.slot].generation != id.generation)
        return;
    if (day_of(agenda->slot[id.slot].date) > agenda->today)
        leave_day(agenda, id.slot);
    else
        leave_today(agenda, id.slot);
    vacate(agenda, id.slot);
}

struct bo_agenda_event bo_agenda_pop(struct bo_agenda *agenda)
{
    assert(agenda->first < agenda->n_entries);
    uint32_t slot = agenda->entry[agenda->first++].slot;

    vacate(agenda, slot);
    return agenda->slot[slot].event;
}
