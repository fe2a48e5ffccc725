/* buildout/model/project.h - one site project, from announcement to its last hall.
 *
 * Land and permit come first; then grid, long-lead equipment and the shell run in parallel; when all three are there
 * the first hall is fitted out and energised (the site is open), and the other halls follow one by one. Shell and
 * halls are work for the region's crews; equipment and grid wait in queues. This module is arithmetic: what is drawn
 * at the start, what each milestone makes possible, what has been earned by the builders.
 *
 * Units:  days since the start of the run (negative for the past); NAN for what has not happened. MW are critical IT.
 */
#ifndef BUILDOUT_MODEL_PROJECT_H
#define BUILDOUT_MODEL_PROJECT_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/money.h"

struct bo_planned_site_param;
struct bo_world;

enum bo_project_kind {
    BO_NEW_SITE,   /* a hyperscale site: counts as an opening */
    BO_EXTENSION,  /* halls on a site that is there: MW, no opening */
    BO_COLOCATION, /* a landlord's block for others: no hyperscale site */
    BO_SITE_OPTION /* land, a place in the grid's queue or a shell, held: see site_option.h */
};

enum bo_project_state {
    BO_PERMIT, /* announced, ground not broken */
    BO_WORKS,  /* ground broken; grid, equipment, shell under way */
    BO_FITOUT, /* the first hall is being fitted out */
    BO_HALLS,  /* open, further halls to come */
    BO_COMPLETE,
    BO_CANCELLED,
    BO_USED /* an option on which a site was begun */
};

/* How far an option goes: each holds what the one before it does. */
enum bo_hold { BO_HOLD_NONE, BO_HOLD_LAND, BO_HOLD_PLACE, BO_HOLD_SHELL, BO_N_HOLDS };

enum bo_cancel_reason {
    BO_OPPOSITION,
    BO_WITHDRAWN,
    BO_LATE_STOP,
    BO_OWNER_PLAN,
    BO_MORATORIUM,
    BO_NOT_NEEDED /* an option */
};

/* What was drawn when the project was announced: uncongested times and sizes. */
struct bo_project_plan {
    double permit_days;
    double grid_study_days;
    double grid_lead_days; /* applied for this long before the announcement */
    double shell_days;
    double fitout_days;
    double hall_days;
    double workers; /* at peak, for the hall under work */
};

/* When what must be there was, or is expected; and how much of it all is the planner's reserve. */
struct bo_project_dates {
    double ground, study, power, equipment, shell, fitout, open;
    double buffer_days;
    double crew_slowdown; /* counted on, 1 when crews are not short */
};

/* What every close reads of every project under way comes first, side by side in memory; whole projects fill whole cache
 * lines. */
struct bo_project {
    enum bo_project_state state;
    enum bo_project_kind kind;
    uint32_t owner; /* party that builds and owns */
    uint32_t user;  /* company that uses it, BO_NO_ROW for colocation */
    uint32_t region;
    uint32_t n_halls, n_halls_done;
    uint32_t crew_job;          /* in the region's pool, BO_NO_ROW when crews are not at work */
    uint32_t equipment_missing; /* makers that have not delivered */
    bool grid_counted;          /* its grant is in the region's books of MW */
    bool settled;               /* no milestone since the builders were last paid */
    bool due_this_year;         /* published on 1 January for this year */
    bool prepared; /* on a landlord's prepared land: no permit, no turn in the grid queue */
    bool fast_track;
    bool on_site;     /* with its own generation: it goes around the grid's queue */
    bool in_flight;   /* begun before the start of the run */
    bool held;        /* permitted, but ground is not broken as its power is far off */
    uint32_t ordinal; /* of its user's (or owner's) projects */
    const struct bo_planned_site_param *planned_site; /* NULL when a board began it */
    double mw;
    double opened_day, permit_day, shell_day;
    double ordered_day;    /* of its equipment */
    double cost_usd;       /* estimated at the announcement, bids included */
    bo_money owed;         /* to the builders of a project that was cancelled, until it is paid */
    bo_money paid;         /* so far */
    bo_money commissioned; /* of it, moved from work in progress to plant */

    double announced_day, study_day, grid_day, equipment_day, fitout_day, complete_day,
        cancelled_day;
    double on_site_day;     /* when own generation is, or will be, there */
    double published_day;   /* of opening, as told at the announcement and on each 1 January */
    double lease_value_usd; /* of a leased project: present value of its rents, whole */
    struct bo_project_plan plan;
    struct bo_project_dates planned; /* as told at the announcement */
    enum bo_cancel_reason reason;    /* of one that was cancelled */
    uint32_t last_maker;             /* who delivered last, BO_NO_ROW when nobody has */
    const char *name;                /* made when first asked for: bo_record_name */
    uint64_t key;                    /* of its draws: owner and ordinal */
    enum bo_hold hold;               /* of an option: how far it goes; else: what it was begun on */
    uint32_t heir;           /* of an option that was used: the site begun on it, else BO_NO_ROW */
    double grid_position;    /* in the region's queue, once it has joined it */
    double offered_day;      /* of an option: on offer since, NAN when it is not */
    double sublet_until_day; /* of a shell that is let, NAN when it is not */
};

/* Its plan as a planner sees it who does not know its luck. */
struct bo_project_plan bo_project_usual_plan(const struct bo_world *world,
                                             const struct bo_project *project);
/* Grid, equipment and shell are there: fit-out can begin. */
bool bo_project_ready(const struct bo_project *project);
/* The part of the cost that the builders have earned, given the crews' progress on what they are at (0..1). */
double bo_project_earned_frac(const struct bo_world *world, const struct bo_project *project,
                              double crew_progress);
/* How much earlier than ground-break its equipment is ordered at the lead quoted now. */
double bo_project_order_ahead_days(const struct bo_world *world, const struct bo_project *project);
/* How long ground had better not be broken, permit or not, as a shell would stand too long without power: 0 when it may be
 * broken today. */
double bo_project_hold_days(const struct bo_world *world, const struct bo_project *project,
                            double day);
/* When to look again whether something that is so many days off has come near, as queues move. */
double bo_project_look_again(double day, double days);
/* The dates that a planner would give now, from what is known; its reserve is in the opening date alone. */
void bo_project_expect(const struct bo_world *world, const struct bo_project *project, double day,
                       struct bo_project_dates *out);
/* The opening if crews are not short from now on and work goes as fast as one may hope: a date before it cannot be met. */
double bo_project_earliest_opening(const struct bo_world *world, const struct bo_project *project,
                                   double day);

static inline double bo_project_hall_mw(const struct bo_project *project)
{
    return project->mw / project->n_halls;
}

/* Neither complete nor cancelled, nor an option that was used. */
static inline bool bo_project_active(const struct bo_project *project)
{
    return project->state < BO_COMPLETE;
}

/* A site on land, with a place in the queue or in a shell that somebody held. */
static inline bool bo_project_on_option(const struct bo_project *project)
{
    return project->kind != BO_SITE_OPTION && project->hold != BO_HOLD_NONE;
}

/* Active and not yet open. */
static inline bool bo_project_in_pipeline(const struct bo_project *project)
{
    return bo_project_active(project) & (isnan(project->opened_day) != 0);
}

/* MW not yet energised. */
static inline double bo_project_left_mw(const struct bo_project *project)
{
    return project->n_halls_done == 0
               ? project->mw
               : project->mw - bo_project_hall_mw(project) * project->n_halls_done;
}

const char *bo_project_reason(enum bo_cancel_reason reason);

#endif
