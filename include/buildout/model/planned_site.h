/* buildout/model/planned_site.h - sites that a scenario gives, at a place from a day, beside those that boards begin.
 *
 * Such a site is built as any other: it asks the same grid, waits for the same makers and crews, may meet opposition or
 * be stopped. But its owner does not give it up before ground is broken, and it is on no fast track. Its board counts it
 * among what it has ordered, and so begins fewer others; other companies differ only by what it takes from them.
 *
 * Units:  days since the start of the run.
 * Errors: none.
 */
#ifndef BUILDOUT_MODEL_PLANNED_SITE_H
#define BUILDOUT_MODEL_PLANNED_SITE_H

#include "buildout/model/world.h"

/* Announces the site of a row of planned_sites, unless its company is gone. */
void bo_planned_site_announce(struct bo_world *world, uint32_t row, double day);
/* It will have its own generation, whatever the grid quotes. */
bool bo_planned_site_has_own_power(const struct bo_world *world, const struct bo_project *project);
/* The scenario gives the day on which it has power. */
bool bo_planned_site_has_power_date(const struct bo_project *project);
/* From the grid, by a contract of its own: it takes no turn. */
bool bo_planned_site_has_contract(const struct bo_project *project);
double bo_planned_site_power_day(const struct bo_world *world, const struct bo_project *project);
/* From the announcement to a permit whose day the scenario gives; else what is drawn or usual. */
double bo_planned_site_permit_days(const struct bo_world *world, const struct bo_project *project,
                                   double otherwise_days);
/* From the announcement to the grid's power by a contract of its own; else to the end of study and works. */
double bo_planned_site_study_days(const struct bo_world *world, const struct bo_project *project,
                                  double otherwise_days);
/* Its project; NULL when it has not been announced. */
const struct bo_project *bo_planned_site_project(const struct bo_world *world, uint32_t row);

#endif
