/* What became of the sites that a scenario gives. */
#include "summary.h"

#include <string.h>

#include "buildout/model/param.h"

static const struct bo_fact_project *project_of(const struct bo_facts *facts, const char *name)
{
    for (uint32_t i = 0; i < facts->n_projects; i++)
        if (strcmp(facts->project[i].name, name) == 0)
            return &facts->project[i];
    return NULL;
}

void bo_summary_tell_sites(const struct bo_param *param, const struct bo_facts *facts,
                           struct bo_arena *arena, struct bo_summary *out)
{
    uint32_t n = param->n[BO_TABLE_PLANNED_SITES];
    out->n_sites_given = n;
    out->site_given = BO_NEW_ARRAY(arena, struct bo_summary_site, n);
    for (uint32_t i = 0; i < n; i++) {
        struct bo_summary_site *site = &out->site_given[i];
        site->name = param->planned_site[i].entry.name;
        const struct bo_fact_project *p = project_of(facts, site->name);
        site->announced = p != NULL;
        site->opened = p != NULL ? p->actual[BO_PHASE_OPEN] : BO_NO_DAY;
        site->expected = p != NULL ? p->expected : BO_NO_DAY;
        site->planned = p != NULL ? p->planned[BO_PHASE_OPEN] : BO_NO_DAY;
        site->cancelled = p != NULL ? p->cancelled : BO_NO_DAY;
    }
}
