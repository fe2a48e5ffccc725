/* buildout/model/milestone.h - what happens to a project at a date, and what that makes possible.
 *
 * Each function moves one project over one milestone, joins or leaves the queues and pools it needs, and records the
 * event. The caller (sim/events) owns the dates: it schedules what these functions announce through the project's
 * fields, and the next completion of every pool and queue.
 *
 * Units:  days since the start of the run.
 * Errors: none; calling a milestone out of order is our bug (asserted).
 */
#ifndef BUILDOUT_MODEL_MILESTONE_H
#define BUILDOUT_MODEL_MILESTONE_H

#include "buildout/model/world.h"

struct bo_project_order {
    uint32_t owner; /* party */
    uint32_t user;  /* company or BO_NO_ROW */
    uint32_t region;
    enum bo_project_kind kind;
    bool prepared;
    double mw;
    uint64_t key;
    uint32_t ordinal;
    double announced_day;
    const struct bo_planned_site_param *planned_site; /* NULL: a board begins it */
    bool in_flight;
    enum bo_hold hold;    /* of an option; or of the option that a site is begun on */
    uint32_t option;      /* that option, a row of projects */
    bo_money option_paid; /* for it, by who begins the site */
};

/* Draws the plan and adds the project; returns its index. */
uint32_t bo_milestone_announce(struct bo_world *world, const struct bo_project_order *order);
/* Takes back the announcement made last, of a past project that turns out to be finished. */
void bo_milestone_forget_last(struct bo_world *world);
/* Its equipment, unless it is ordered already. */
void bo_milestone_order(struct bo_world *world, uint32_t index, double day);
/* Whether ground is not broken yet, though permitted, as power is too far off; and when to look again. It is broken at the
 * latest when the power is there. */
bool bo_milestone_hold(struct bo_world *world, uint32_t project, double day, double *look_again);
void bo_milestone_permit(struct bo_world *world, uint32_t project, double day);
/* Study and works are done: the project takes its turn in the grid queue, or goes around it, or has power when it needs
 * neither. */
void bo_milestone_study(struct bo_world *world, uint32_t project, double day);
/* Its own generation is there. */
void bo_milestone_on_site(struct bo_world *world, uint32_t project, double day);
void bo_milestone_grid(struct bo_world *world, uint32_t project, double day);
void bo_milestone_equipment(struct bo_world *world, uint32_t project, double day);
/* The crews have finished what they were at: the shell or a hall. */
void bo_milestone_crew(struct bo_world *world, uint32_t project, double day);
void bo_milestone_cancel(struct bo_world *world, uint32_t project, double day,
                         enum bo_cancel_reason reason);

/* Work that the crews have begun before: `done_days` of `work_days`. */
void bo_milestone_start_crew(struct bo_world *world, uint32_t project, double day, double work_days,
                             double done_days, double workers);
/* Energises one hall: MW move from under construction to energised. */
void bo_milestone_energise(struct bo_world *world, uint32_t project, double day);
bool bo_milestone_needs_grid_turn(const struct bo_world *world, const struct bo_project *project);

#endif
