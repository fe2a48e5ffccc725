#include "buildout/model/project.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/grid.h"
#include "buildout/model/milestone.h"
#include "buildout/model/planned_site.h"
#include "buildout/model/siting.h"
#include "buildout/model/supply.h"
#include "buildout/model/world.h"

bool bo_project_ready(const struct bo_project *project)
{
    return project->kind != BO_SITE_OPTION && project->state == BO_WORKS &&
           !isnan(project->grid_day) && !isnan(project->shell_day) &&
           project->equipment_missing == 0;
}

/* A deposit at the order, and to each maker its part of the rest as it delivers. */
static double equipment_paid_frac(const struct bo_world *world, const struct bo_project *project)
{
    double deposit = world->param->construction->equipment_deposit_frac;
    double left =
        world->n_makers > 0 ? (double)project->equipment_missing / (double)world->n_makers : 0.0;
    return 1.0 - (1.0 - deposit) * left;
}

double bo_project_earned_frac(const struct bo_world *world, const struct bo_project *project,
                              double crew_progress)
{
    const struct bo_construction_param *c = world->param->construction;
    if (project->kind == BO_SITE_OPTION) { /* land, and its shell where that is held */
        bool up = !isnan(project->shell_day), broken = !isnan(project->permit_day);
        double part = project->hold != BO_HOLD_SHELL ? 0.0 : up ? 1.0 : crew_progress;
        return broken ? c->land_share_frac + c->shell_share_frac * part : 0.0;
    }
    if (isnan(project->ordered_day)) {
        return 0.0;
    }
    double equipment = c->equipment_share_frac * equipment_paid_frac(world, project);
    if (isnan(project->permit_day)) {
        return equipment;
    }
    bool building_shell = isnan(project->shell_day);
    double shell = building_shell ? crew_progress : 1.0;
    double halls = project->n_halls_done;
    if (!building_shell && project->crew_job != BO_NO_ROW) {
        halls += crew_progress;
    }
    double rest = 1.0 - c->land_share_frac - c->equipment_share_frac - c->shell_share_frac;
    return c->land_share_frac + equipment + c->shell_share_frac * shell +
           rest * halls / project->n_halls;
}

/* What a planner counts on for work not yet done: the usual time, for nobody knows a project's luck in advance. */
struct usual {
    double permit, study, shell, fitout;
};

static struct usual usual_days(const struct bo_world *world, const struct bo_project *p,
                               double slow)
{
    const struct bo_construction_param *c = world->param->construction;
    double ratio = p->kind == BO_EXTENSION ? c->extension_time_ratio : 1.0;
    double prepared = p->prepared ? world->param->colocation->prepared_shell_ratio : 1.0;
    struct usual usual = {
        .permit = p->prepared || bo_project_on_option(p)
                      ? 0.0
                      : ratio * world->permit_median_days *
                            bo_siting_permit_ratio(world, p->region, p->announced_day),
        .study = world->region[p->region].study_median_days - p->plan.grid_lead_days,
        .shell = ratio * prepared * slow * world->shell_median_days,
        .fitout = slow * world->fitout_median_days,
    };
    usual.permit = bo_planned_site_permit_days(world, p, usual.permit);
    usual.study = bo_planned_site_study_days(world, p, usual.study);
    if (p->fast_track) {
        /* The whole is agreed with the builder, in the proportion of the usual parts. */
        usual.shell = p->plan.shell_days * slow;
        usual.fitout = p->plan.fitout_days * slow;
    }
    return usual;
}

struct bo_project_plan bo_project_usual_plan(const struct bo_world *world,
                                             const struct bo_project *p)
{
    struct usual usual = usual_days(world, p, 1.0);
    struct bo_project_plan plan = p->plan;
    plan.permit_days = usual.permit;
    plan.grid_study_days = world->region[p->region].study_median_days;
    plan.shell_days = usual.shell;
    plan.fitout_days = usual.fitout;
    return plan;
}

/* Grid power, as far as a planner can tell. */
static void expect_power(const struct bo_world *world, const struct bo_project *p, double day,
                         double usual_study, struct bo_project_dates *out)
{
    out->study = isnan(p->study_day) ? bo_max(day, p->announced_day + usual_study) : p->study_day;
    if (!isnan(p->grid_day)) {
        out->power = p->grid_day;
        return;
    }
    bool own = p->on_site || bo_planned_site_has_own_power(world, p);
    if (own && bo_planned_site_has_power_date(p)) {
        out->power = bo_max(day, bo_planned_site_power_day(world, p));
        return;
    }
    if (p->on_site) { /* what was ordered today comes as it is quoted */
        bool today = !(day > p->announced_day);
        out->power = today ? day + bo_grid_on_site_quote_days(world) : bo_max(day, p->on_site_day);
        return;
    }
    const struct bo_region *region = &world->region[p->region];
    double queue = 0.0;
    if (isnan(p->study_day) && bo_planned_site_has_own_power(world, p)) {
        queue = bo_grid_on_site_quote_days(world);
    } else if (bo_milestone_needs_grid_turn(world, p)) {
        queue =
            isnan(p->study_day) ? bo_grid_quote_days(world, region) : bo_grid_place_days(region, p);
        if (!bo_project_on_option(p)) {
            queue = bo_min(queue, bo_grid_quote_days(world, region));
        }
    }
    out->power = bo_max(day, out->study) + queue;
}

/* Ground is broken so late that the shell does not stand for longer than it may until there is power. */
static double ground_for(const struct bo_world *world, const struct bo_project *p, double power,
                         double usual_shell)
{
    double most = world->param->construction->power_wait_max_days;
    bool may_wait =
        most < 0.0 || p->fast_track || p->kind == BO_SITE_OPTION || !isnan(p->shell_day);
    return may_wait || !isnan(p->grid_day) ? -(double)INFINITY : power - usual_shell - most;
}

double bo_project_hold_days(const struct bo_world *world, const struct bo_project *p, double day)
{
    double slow = bo_supply_crew_slowdown(&world->region[p->region]);
    struct usual usual = usual_days(world, p, slow);
    struct bo_project_dates dates;
    expect_power(world, p, day, usual.study, &dates);
    return bo_max(0.0, ground_for(world, p, dates.power, usual.shell) - day);
}

double bo_project_look_again(double day, double days)
{
    return day + bo_clamp(0.5 * days, BO_DAYS_PER_MONTH, BO_DAYS_PER_YEAR);
}

double bo_project_order_ahead_days(const struct bo_world *world, const struct bo_project *p)
{
    if (p->fast_track) {
        return 0.0;
    }
    struct usual usual = usual_days(world, p, 1.0);
    return bo_supply_order_ahead_days(world, usual.permit, usual.shell);
}

/* Shell from ground-break on; equipment from its order on, which may be earlier. */
static void expect_works(const struct bo_world *world, const struct bo_project *p, double day,
                         double usual_shell, struct bo_project_dates *out)
{
    double lead = p->fast_track ? 0.0 : bo_supply_equipment_quote_days(world);
    double ordered = p->ordered_day;
    if (isnan(ordered)) {
        ordered = bo_max(day, out->ground - bo_project_order_ahead_days(world, p));
    }
    out->equipment = isnan(p->equipment_day) ? bo_max(day, ordered + lead) : p->equipment_day;
    out->shell = isnan(p->shell_day) ? bo_max(day, out->ground + usual_shell) : p->shell_day;
}

/* With crews slowed down by as much as is given, without any reserve. */
static void expect(const struct bo_world *world, const struct bo_project *p, double day,
                   double slow, struct bo_project_dates *out)
{
    struct usual usual = usual_days(world, p, slow);
    out->crew_slowdown = slow;
    out->ground =
        isnan(p->permit_day) ? bo_max(day, p->announced_day + usual.permit) : p->permit_day;
    expect_power(world, p, day, usual.study, out);
    if (isnan(p->permit_day)) {
        out->ground = bo_max(out->ground, ground_for(world, p, out->power, usual.shell));
    }
    expect_works(world, p, day, usual.shell, out);
    double ready = bo_max(out->power, bo_max(out->equipment, out->shell));
    out->fitout = isnan(p->fitout_day) ? bo_max(day, ready) : p->fitout_day;
    out->open = bo_max(day, out->fitout + usual.fitout);
    out->buffer_days = 0.0;
}

void bo_project_expect(const struct bo_world *world, const struct bo_project *p, double day,
                       struct bo_project_dates *out)
{
    expect(world, p, day, bo_supply_crew_slowdown(&world->region[p->region]), out);
    out->buffer_days = (out->open - day) * world->param->construction->plan_buffer_frac;
    out->open += out->buffer_days;
}

double bo_project_earliest_opening(const struct bo_world *world, const struct bo_project *p,
                                   double day)
{
    struct bo_project_dates dates;
    expect(world, p, day, world->param->construction->hoped_time_ratio, &dates);
    return dates.open;
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
    case BO_MORATORIUM:
        return "caught by a stop of new connections to the grid";
    case BO_NOT_NEEDED:
        return "no longer needed, and nobody took it over";
    }
    return "";
}
