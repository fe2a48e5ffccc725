/* buildout/model/supply.h - what construction needs and has to share: crews, grid grants, equipment.
 *
 * Crews are a pool by region, grid grants a queue by region, equipment an order book by maker in one world market.
 * The monthly close moves their capacities; milestones of projects join and leave them.
 *
 * Units:  days; MW of critical IT; workers; units of each maker.
 */
#ifndef BUILDOUT_MODEL_SUPPLY_H
#define BUILDOUT_MODEL_SUPPLY_H

#include "buildout/model/world.h"

/* Sized from the work in flight (prototypes A2): call after the projects of the opening are known. */
void bo_supply_open(struct bo_world *world, double starts_mw_per_year);
/* New capacities, inflows and answers of the month that begins on `day`. */
void bo_supply_close(struct bo_world *world, double day);

double bo_supply_grid_queue_mw(const struct bo_region *region);
/* How much longer crew work takes now than uncongested: 1 or more. */
double bo_supply_crew_slowdown(const struct bo_region *region);
/* Demand over capacity, may exceed 1. */
double bo_supply_crew_use(const struct bo_region *region);
double bo_supply_lead_days(const struct bo_maker *maker);
/* The longest lead that a project has to wait for. */
double bo_supply_equipment_quote_days(const struct bo_world *world);
/* How much earlier than ground-break equipment is ordered at that quote, at most as long as the permit takes. */
double bo_supply_order_ahead_days(const struct bo_world *world, double permit_days,
                                  double shell_days);
/* Price of equipment against the start, mean over makers by spend (equal weights). */
double bo_supply_equipment_price_ratio(const struct bo_world *world);
double bo_supply_grants_mw_per_day(const struct bo_world *world, const struct bo_region *region,
                                   double day);

#endif
