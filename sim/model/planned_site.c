#include "buildout/model/planned_site.h"

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/chip.h"
#include "buildout/model/milestone.h"

void bo_planned_site_announce(struct bo_world *world, uint32_t row, double day)
{
    const struct bo_planned_site_param *p = &world->param->planned_site[row];
    if (!world->company[p->company].alive) {
        return;
    }
    /* Its luck is its own: boards draw for their sites as they would without it. */
    struct bo_project_order order = {
        .owner = p->leased ? bo_world_landlord_party(world, p->region) : p->company,
        .user = p->company,
        .region = p->region,
        .kind = BO_NEW_SITE,
        .mw = p->it_mw,
        .key = bo_key_mix(world->param->company[p->company].entry.hash, p->entry.hash),
        .announced_day = day,
        .planned_site = p,
    };
    if (p->leased) {
        world->region[p->region].leased_starts_month_mw += p->it_mw;
    }
    bo_milestone_announce(world, &order);
}

bool bo_planned_site_has_own_power(const struct bo_world *world, const struct bo_project *project)
{
    return project->planned_site != NULL && project->planned_site->power == BO_POWER_OWN &&
           bo_milestone_needs_grid_turn(world, project);
}

bool bo_planned_site_has_power_date(const struct bo_project *project)
{
    return project->planned_site != NULL && project->planned_site->powered_day != BO_NEVER;
}

bool bo_planned_site_has_contract(const struct bo_project *project)
{
    return bo_planned_site_has_power_date(project) && project->planned_site->power != BO_POWER_OWN;
}

double bo_planned_site_power_day(const struct bo_world *world, const struct bo_project *project)
{
    return (double)(project->planned_site->powered_day - world->start_day);
}

double bo_planned_site_permit_days(const struct bo_world *world, const struct bo_project *project,
                                   double otherwise_days)
{
    const struct bo_planned_site_param *p = project->planned_site;
    if (p == NULL || p->permitted_day == BO_NEVER) {
        return otherwise_days;
    }
    return bo_max(0.0, (double)(p->permitted_day - world->start_day) - project->announced_day);
}

double bo_planned_site_study_days(const struct bo_world *world, const struct bo_project *project,
                                  double otherwise_days)
{
    if (!bo_planned_site_has_contract(project)) {
        return otherwise_days;
    }
    return bo_max(0.0, bo_planned_site_power_day(world, project) - project->announced_day);
}

const struct bo_project *bo_planned_site_project(const struct bo_world *world, uint32_t row)
{
    for (uint32_t i = 0; i < world->n_projects; i++) {
        if (world->project[i].planned_site == &world->param->planned_site[row]) {
            return &world->project[i];
        }
    }
    return NULL;
}
