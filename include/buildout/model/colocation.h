/* buildout/model/colocation.h - the landlords' market for others than hyperscalers, and their prepared land.
 *
 * Tenants absorb, landlords build on expected demand, vacancy moves rent and rent moves absorption. The same landlord
 * builds whole sites for hyperscalers (sim/model/board.c) and prepares land for them.
 *
 * Units:  MW, USD/kW-month. Errors: none.
 * Source: construction.md section 7; prototypes A (landlord bank).
 */
#ifndef BUILDOUT_MODEL_COLOCATION_H
#define BUILDOUT_MODEL_COLOCATION_H

#include "buildout/model/world.h"

void bo_colocation_open(struct bo_world *world);
/* The bank at the start, once the leased starts of the last year are known. */
void bo_colocation_open_bank(struct bo_world *world);
void bo_colocation_close(struct bo_world *world, double day);
/* The grid has granted what was asked for longest for the land that a landlord prepares. */
void bo_colocation_grant_land(struct bo_region *region);
double bo_colocation_vacancy(const struct bo_region *region);

#endif
