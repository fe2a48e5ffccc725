/* buildout/model/site_cost.h - what a site costs and when its builders are paid.
 *
 * Units:  USD and bo_money. Errors: none.
 * Source: shares of cost: Turner & Townsend and Cushman, see the construction pack.
 */
#ifndef BUILDOUT_MODEL_SITE_COST_H
#define BUILDOUT_MODEL_SITE_COST_H

#include "buildout/model/world.h"

/* Of the month, one owner. */
struct bo_site_sums {
    bo_money due, commissioned, sunk;
};

/* Shell, power and cooling for the whole project at today's prices and bids. */
double bo_site_cost_usd(const struct bo_world *world, const struct bo_project *project);
/* USD per MW of an ordinary new site in a region, without a project's own luck. */
double bo_site_cost_per_mw(const struct bo_world *world, uint32_t region, double day);
/* Work stops on this day: what was earned until then is still owed. Before the crews leave. */
void bo_site_stop(const struct bo_world *world, struct bo_project *project, double day);
/* What builders have earned since the last call, in cents, for one project; advances project->paid. */
bo_money bo_site_due(const struct bo_world *world, struct bo_project *project, double day);
/* What halls energised since the last call have cost, to move from work in progress to plant. */
bo_money bo_site_commissioned(struct bo_project *project);
/* Pays, commissions and writes off for all active projects, one posting an owner; drops what is over from the list. */
void bo_site_close(struct bo_world *world, double day);

#endif
