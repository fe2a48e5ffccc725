#include "buildout/model/project.h"

#include <math.h>

#include "buildout/model/supply.h"
#include "buildout/model/world.h"

bool bo_project_ready(const struct bo_project *project)
{
    return project->state == BO_WORKS && !isnan(project->grid_day) && !isnan(project->shell_day) &&
           project->equipment_missing == 0;
}

bool bo_project_active(const struct bo_project *project)
{
    return project->state != BO_COMPLETE && project->state != BO_CANCELLED;
}

bool bo_project_in_pipeline(const struct bo_project *project)
{
    return bo_project_active(project) && isnan(project->opened_day);
}

double bo_project_hall_mw(const struct bo_project *project)
{
    return project->mw / project->n_halls;
}

double bo_project_earned_frac(const struct bo_world *world, const struct bo_project *project,
                              double crew_progress)
{
    const struct bo_construction_param *c = world->param->construction;
    if (isnan(project->permit_day)) {
        return 0.0;
    }
    bool delivered = project->equipment_missing == 0;
    double equipment = delivered ? 1.0 : c->equipment_deposit_frac;
    bool building_shell = isnan(project->shell_day);
    double shell = building_shell ? crew_progress : 1.0;
    double halls = project->n_halls_done;
    if (!building_shell && project->crew_job != BO_NO_ROW) {
        halls += crew_progress;
    }
    double rest = 1.0 - c->land_share_frac - c->equipment_share_frac - c->shell_share_frac;
    return c->land_share_frac + c->equipment_share_frac * equipment + c->shell_share_frac * shell +
           rest * halls / project->n_halls;
}

/* Days from now to grid power, as far as a planner can tell. */
static double grid_days(const struct bo_world *world, const struct bo_project *project, double day)
{
    if (!isnan(project->grid_day)) {
        return 0.0;
    }
    const struct bo_region *region = &world->region[project->region];
    double study = isnan(project->study_day)
                       ? project->announced_day - project->plan.grid_lead_days +
                             project->plan.grid_study_days - day
                       : 0.0;
    return fmax(0.0, study) + bo_supply_grid_wait_days(region);
}

double bo_project_expected_opening(const struct bo_world *world, const struct bo_project *project,
                                   double day)
{
    double slow = bo_supply_crew_slowdown(&world->region[project->region]);
    double permit = isnan(project->permit_day)
                        ? fmax(0.0, project->announced_day + project->plan.permit_days - day)
                        : 0.0;
    double works = 0.0;
    if (project->state <= BO_WORKS) {
        double lead = project->fast_track ? 0.0 : bo_supply_equipment_quote_days(world);
        double equipment = isnan(project->permit_day) ? lead
                           : project->equipment_missing > 0
                               ? fmax(0.0, project->permit_day + lead - day)
                               : 0.0;
        double shell = isnan(project->permit_day) ? project->plan.shell_days * slow
                       : isnan(project->shell_day)
                           ? fmax(0.0, project->permit_day + project->plan.shell_days * slow - day)
                           : 0.0;
        works = fmax(fmax(equipment, shell), grid_days(world, project, day) - permit);
    }
    double fitout = isnan(project->fitout_day)
                        ? project->plan.fitout_days * slow
                        : fmax(0.0, project->fitout_day + project->plan.fitout_days * slow - day);
    double remaining = permit + fmax(0.0, works) + fitout;
    return day + remaining * (1.0 + world->param->construction->plan_buffer_frac);
}

const char *bo_project_reason(enum bo_cancel_reason reason)
{
    switch (reason) {
    case BO_OPPOSITION:
        return "local opposition";
    case BO_WITHDRAWN:
        return "withdrawn by its owner before ground was broken";
    case BO_LATE_STOP:
        return "stopped after ground was broken";
    case BO_OWNER_PLAN:
        return "the owner's plan or cash no longer supports it";
    }
    return "";
}
