/* buildout/store/sites.h - the site projects of a run, put together from its events: when each was announced, begun, opened, done.
 *
 * Units:  days of base/calendar.h; BO_SITE_NEVER where a step did not happen within the months, or happened before them.
 * Owner:  lists live in the arena given; texts are those of the events.
 */
#ifndef BUILDOUT_STORE_SITES_H
#define BUILDOUT_STORE_SITES_H

#include "buildout/base/arena.h"
#include "buildout/store/read.h"

enum bo_site_step {
    BO_SITE_ANNOUNCED,
    BO_SITE_GROUND,
    BO_SITE_OPENED,
    BO_SITE_COMPLETE,
    BO_SITE_CANCELLED,
    BO_SITE_N_STEPS
};
#define BO_SITE_NEVER INT32_MIN

struct bo_site {
    const char *name, *owner, *place;
    double mw;
    int32_t day[BO_SITE_N_STEPS];
};

struct bo_sites {
    uint32_t n;
    struct bo_site *site; /* by name */
};

struct bo_sites bo_sites_of(const struct bo_event_list *events, struct bo_arena *arena);

#endif
