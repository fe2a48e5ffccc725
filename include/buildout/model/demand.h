/* buildout/model/demand.h - how many megawatts a company needs now, and how fast it sees that grow.
 *
 * Core and base-cloud business grow on their paths and return to a long-run rate after them; MW follow business, less
 * efficiency, times the dated demand index. AI MW are those of the fleet, racked and stored, and a part of what is on
 * order: without an AI economy there are none. Boards perceive growth through two stages of delay.
 *
 * Units:  MW of critical IT; growth is log per year. Errors: none.
 * Source: prototypes A (growth seen with a lag of 1.1 years), B1 (twice smoothed).
 */
#ifndef BUILDOUT_MODEL_DEMAND_H
#define BUILDOUT_MODEL_DEMAND_H

#include "buildout/model/world.h"

/* Log growth a year of a company's core (or cloud) business on a day of the run. */
double bo_demand_core_growth(const struct bo_world *world, uint32_t company, double day);
double bo_demand_cloud_growth(const struct bo_world *world, uint32_t company, double day);
/* What customers buy of AI over what they would on a date: demand.ai_index. */
double bo_demand_ai_index(const struct bo_world *world, double date);
/* What they buy of ordinary cloud over what they would on a date: demand.cloud_index. */
double bo_demand_cloud_index(const struct bo_world *world, double date);
/* Growth of MW that is seen at the start, from the paths. */
void bo_demand_open(struct bo_world *world);
/* Demand that boards' own plans imply at the start: the level at which they would start, in the first months, what
 * they started in the last year (prototypes A4). starts_mw_per_year: of that year. An event tells of an opening that
 * no use of its halls explains. */
void bo_demand_calibrate(struct bo_world *world, double starts_mw_per_year);
/* The level from which boards plan: of other demand what seems to last, of AI what is there and ordered. */
double bo_demand_level_mw(const struct bo_company *company);
/* Log growth a year that a board plans with: the long view, unless halls idle, and what it has seen lately. */
double bo_demand_planned_growth(const struct bo_world *world, uint32_t company);
void bo_demand_close(struct bo_world *world, double day);

/* IT MW of the company's AI systems: racked, stored, and the part of those on order that halls are planned for. */
double bo_demand_ai_mw(const struct bo_world *world, uint32_t company);
/* Once the order books are open: what is on order is part of the demand that calibration found, not more of it. */
void bo_demand_open_orders(struct bo_world *world);

#endif
