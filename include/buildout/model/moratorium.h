/* buildout/model/moratorium.h - a stop of new connections, and the projects that it catches.
 *
 * A region stops a part of its new grants for a time. Landlords there begin as much less; and of the projects that have
 * no grant yet some are given up, month by month, as long as the stop lasts: what was paid for them is lost.
 *
 * Units:  fractions, days since the start of the run. Errors: none.
 * Source: Dublin (2021-25), Singapore (2019-22), AEP Ohio (2023-25): sites held back for years, some sold or given up.
 */
#ifndef BUILDOUT_MODEL_MORATORIUM_H
#define BUILDOUT_MODEL_MORATORIUM_H

#include "buildout/model/world.h"

/* The part of a region's new connections that is stopped on a day, 0..1. */
double bo_moratorium_stopped_frac(const struct bo_world *world, const struct bo_region *region,
                                  double day);
/* Projects caught in the month that ends are given up at the scenario's hazard times the part that is stopped. */
void bo_moratorium_close(struct bo_world *world, double day);

#endif
