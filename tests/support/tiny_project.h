/* tiny_project.h - one project in the tiny world, moved over its milestones by direct calls.
 *
 * Times are certain: permit 5 months, shell 12, fit-out 4, halls every 2, study 6; 10 workers a MW, halls of 10 MW.
 * Crews do not bind, so that progress is a matter of days alone.
 */
#ifndef BUILDOUT_TESTS_TINY_PROJECT_H
#define BUILDOUT_TESTS_TINY_PROJECT_H

#include "tiny_world.h"

#include "buildout/model/close.h"
#include "buildout/model/milestone.h"

#define MONTH BO_DAYS_PER_MONTH

#define TINY_CERTAIN                                                                     \
    "construction.permit_months=5", "construction.shell_months=12",                      \
        "construction.fitout_months=4", "construction.hall_interval_months=2",           \
        "construction.workers_per_mw=10", "construction.grid_application_lead_months=0", \
        "construction.fast_track_months=8", "construction.size_sigma=0",                 \
        "construction.crews_bind=false", "regions.North.grid_study_months=6",            \
        "regions.South.grid_study_months=6"

static inline void tiny_open_certain(struct tiny *t)
{
    static const char *const set[] = {TINY_CERTAIN};
    tiny_open(t, sizeof set / sizeof set[0], set);
}

static inline struct bo_project_order tiny_order(uint32_t owner, double mw)
{
    return (struct bo_project_order){.owner = owner,
                                     .user = TINY_ALPHA,
                                     .region = TINY_NORTH,
                                     .kind = BO_NEW_SITE,
                                     .mw = mw,
                                     .key = 77,
                                     .announced_day = 0.0};
}

static inline void assert_mw_audited(const struct bo_world *world)
{
    struct bo_err err = {.status = BO_OK};
    if (bo_audit_mw(world, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
}

/* Over permit, study, grid, equipment and shell, as fast as the plan allows; fit-out begins on the day returned. */
static inline double tiny_build_shell(struct tiny *t, uint32_t project)
{
    double permit = 5.0 * MONTH, shell = 17.0 * MONTH;
    bo_milestone_permit(t->world, project, permit);
    bo_milestone_study(t->world, project, 6.0 * MONTH);
    bo_milestone_grid(t->world, project, 7.0 * MONTH);
    bo_milestone_equipment(t->world, project, 16.0 * MONTH);
    bo_milestone_crew(t->world, project, shell);
    return shell;
}

#endif
