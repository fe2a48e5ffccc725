/* sites.h - the site projects of a run, put together from its events: when each was announced, begun, opened, done.
 *
 * Units:  days of base/calendar.h; SITE_NEVER where a step did not happen within the months, or happened before them.
 * Owner:  lists live in the arena given; texts are those of the events.
 */
#ifndef BUILDOUT_ANALYSIS_REPORT_SITES_H
#define BUILDOUT_ANALYSIS_REPORT_SITES_H

#include "inner.h"

enum site_step {
    SITE_ANNOUNCED,
    SITE_GROUND,
    SITE_OPENED,
    SITE_COMPLETE,
    SITE_CANCELLED,
    SITE_N_STEPS
};
#define SITE_NEVER INT32_MIN

struct site {
    const char *name, *owner, *place;
    double mw;
    int32_t day[SITE_N_STEPS];
};

struct sites {
    uint32_t n;
    struct site *site; /* by name */
};

struct sites sites_of(const struct bo_event_list *events, struct bo_arena *arena);

#endif
