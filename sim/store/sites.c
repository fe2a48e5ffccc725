#include "buildout/store/sites.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[BO_SITE_N_STEPS] = {"announced", "ground broken", "opened",
                                                   "complete", "cancelled"};

struct step {
    const struct bo_fact_event *event;
    enum bo_site_step step;
};

static int compare_step(const void *a, const void *b)
{
    const struct step *x = a, *y = b;
    int order = strcmp(x->event->subject, y->event->subject);
    return order ? order
                 : (x->event->order > y->event->order) - (x->event->order < y->event->order);
}

static uint32_t list_steps(const struct bo_event_list *events, struct step *step)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < events->n; i++) {
        for (int k = 0; k < BO_SITE_N_STEPS; k++) {
            if (strcmp(events->event[i].kind, kinds[k]) == 0 &&
                strcmp(events->event[i].unit, "MW") == 0)
                step[n++] = (struct step){&events->event[i], (enum bo_site_step)k};
        }
    }
    qsort(step, n, sizeof *step, compare_step);
    return n;
}

static struct bo_site new_site(const struct bo_fact_event *event)
{
    struct bo_site site = {.name = event->subject,
                           .owner = event->entity,
                           .place = event->place,
                           .mw = isfinite(event->amount) ? event->amount : 0.0};
    for (int k = 0; k < BO_SITE_N_STEPS; k++)
        site.day[k] = BO_SITE_NEVER;
    return site;
}

struct bo_sites bo_sites_of(const struct bo_event_list *events, struct bo_arena *arena)
{
    struct step *step = BO_NEW_ARRAY(arena, struct step, events->n);
    uint32_t n = list_steps(events, step);
    struct bo_sites list = {.site = BO_NEW_ARRAY(arena, struct bo_site, n)};
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_fact_event *event = step[i].event;
        if (i == 0 || strcmp(event->subject, step[i - 1].event->subject) != 0)
            list.site[list.n++] = new_site(event);
        list.site[list.n - 1].day[step[i].step] = event->day;
    }
    return list;
}
