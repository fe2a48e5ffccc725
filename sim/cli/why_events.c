#include "why_events.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"

#define WORLD "World"

/* ---- counts by kind ---- */

static int compare_counts(const void *a, const void *b)
{
    const struct bo_why_count *x = a, *y = b;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return strcmp(x->kind, y->kind);
}

struct counter {
    struct bo_arena *arena;
    uint32_t n, room;
    struct bo_why_count *count;
};

static void count_kind(struct counter *c, const char *kind)
{
    for (uint32_t i = 0; i < c->n; i++) {
        if (strcmp(c->count[i].kind, kind) == 0) {
            c->count[i].n++;
            return;
        }
    }
    BO_ARENA_ROOM(c->arena, c->count, c->n, c->room);
    c->count[c->n++] = (struct bo_why_count){kind, 1};
}

/* ---- projects ---- */

struct announcement {
    const struct bo_fact_event *event;
};

struct by_project {
    uint32_t n;
    struct announcement *announced; /* sorted by (entity, subject) */
};

static int compare_project(const struct bo_fact_event *x, const struct bo_fact_event *y)
{
    int order = strcmp(x->entity, y->entity);
    return order ? order : strcmp(x->subject, y->subject);
}

static int compare_announced(const void *a, const void *b)
{
    const struct announcement *x = a, *y = b;
    int order = compare_project(x->event, y->event);
    return order ? order
                 : (x->event->order > y->event->order) - (x->event->order < y->event->order);
}

static struct by_project sort_announced(const struct bo_event_list *events, struct bo_arena *arena)
{
    struct by_project p = {.announced = BO_NEW_ARRAY(arena, struct announcement, events->n)};
    for (uint32_t i = 0; i < events->n; i++) {
        if (bo_why_topic_of(events->event[i].kind) == BO_WHY_ANNOUNCED)
            p.announced[p.n++].event = &events->event[i];
    }
    qsort(p.announced, p.n, sizeof *p.announced, compare_announced);
    return p;
}

static const struct bo_fact_event *announced_of(const struct by_project *p,
                                                const struct bo_fact_event *event)
{
    const uint32_t later = BO_WHY_GROUND | BO_WHY_OPENED | BO_WHY_COMPLETE | BO_WHY_CANCELLED;
    uint32_t low = 0, high = p->n;
    if ((bo_why_topic_of(event->kind) & later) == 0)
        return NULL;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_project(p->announced[middle].event, event) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < p->n && compare_project(p->announced[low].event, event) == 0;
    return found ? p->announced[low].event : NULL;
}

/* ---- rules of strategies ---- */

static bool is_of(const struct bo_why *why, const struct bo_fact_event *event)
{
    const char *entity = why->question.entity;
    return strcmp(entity, WORLD) == 0 || strcmp(entity, event->entity) == 0;
}

static uint32_t find_rule(const struct bo_why *why, const struct bo_fact_event *event)
{
    uint32_t i = 0;
    while (i < why->n_rules && (strcmp(why->rule[i].company, event->entity) != 0 ||
                                strcmp(why->rule[i].rule, event->subject) != 0))
        i++;
    return i;
}

static void follow_rule(struct bo_why *why, const struct bo_fact_event *event, uint32_t *room,
                        struct bo_arena *arena)
{
    uint32_t i = find_rule(why, event);
    bool begins = strcmp(event->kind, "rule begins") == 0;
    if (begins && i == why->n_rules) {
        BO_ARENA_ROOM(arena, why->rule, why->n_rules, *room);
        why->rule[why->n_rules++] =
            (struct bo_why_rule){event->entity, event->subject, event->why, event->day};
    } else if (!begins && i < why->n_rules) {
        why->n_rules--;
        memmove(&why->rule[i], &why->rule[i + 1], (why->n_rules - i) * sizeof *why->rule);
    }
}

/* ---- choosing ---- */

static void set_window(struct bo_why *why)
{
    int32_t first = why->month + 1 - (int32_t)bo_why_window_months(why->entry);
    why->window_first_day = bo_month_first_day(first > why->first_month ? first : why->first_month);
    why->window_last_day = bo_month_last_day(why->month);
}

/* What the close of a month books in it is dated when the month is over. */
static bool is_of_close(const struct bo_fact_event *event)
{
    static const char *const kind[] = {"restructured", "overdraft",   "default",   "default begins",
                                       "default ends", "credit loss", "line drawn"};
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) {
        if (strcmp(event->kind, kind[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool in_window(const struct bo_why *why, const struct bo_fact_event *event)
{
    int32_t day = is_of_close(event) ? event->day - 1 : event->day;
    return day >= why->window_first_day && day <= why->window_last_day;
}

static void take_events(const struct bo_event_list *events, struct bo_why *why,
                        struct bo_arena *arena)
{
    struct by_project projects = sort_announced(events, arena);
    struct counter bearing = {.arena = arena}, others = {.arena = arena};
    uint32_t room = 0;
    for (uint32_t i = events->n; i-- > 0;) {
        const struct bo_fact_event *event = &events->event[i];
        const char *place = why->question.place;
        if (!in_window(why, event) ||
            !bo_why_concerns(why->entry, event, why->question.entity, place))
            continue;
        if (!bo_why_bears(why->entry, event)) {
            count_kind(&others, event->kind);
            continue;
        }
        BO_ARENA_ROOM(arena, why->event, why->n_events, room);
        why->event[why->n_events++] = (struct bo_why_event){event, announced_of(&projects, event)};
        count_kind(&bearing, event->kind);
    }
    why->n_counts = bearing.n;
    why->count = bearing.count;
    why->n_other_counts = others.n;
    why->other_count = others.count;
}

void bo_why_pick_events(const struct bo_event_list *events, struct bo_why *why,
                        struct bo_arena *arena)
{
    uint32_t room = 0;
    set_window(why);
    take_events(events, why, arena);
    if (why->n_counts > 0)
        qsort(why->count, why->n_counts, sizeof *why->count, compare_counts);
    if (why->n_other_counts > 0)
        qsort(why->other_count, why->n_other_counts, sizeof *why->other_count, compare_counts);
    for (uint32_t i = 0; i < events->n && events->event[i].day <= why->window_last_day; i++) {
        const struct bo_fact_event *event = &events->event[i];
        if (bo_why_topic_of(event->kind) == BO_WHY_RULE && is_of(why, event))
            follow_rule(why, event, &room, arena);
    }
}
