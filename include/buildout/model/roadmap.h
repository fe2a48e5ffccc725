/* buildout/model/roadmap.h - chips that are not made yet: each goes on with its vendor's line.
 *
 * A catalogue that ends at its last announcement would make supply stand still. A chip that `continues` another takes
 * what is unknown of it from the nearest chip down its line that states it, grown from launch to launch at
 * chip_market.roadmap's rates (drawn for each run, the same for all vendors) times its vendor's own pace. It is a chip
 * like any other after that: judged by the rules, priced, made in its vendor's slots. The chip before it is no longer
 * sold some time after its launch.
 *
 * Units:  log growth a year; days.
 * Owner:  rows of the table `chips` are filled in place; they belong to whoever owns them.
 * Errors: none; without chip_market nothing grows.
 */
#ifndef BUILDOUT_MODEL_ROADMAP_H
#define BUILDOUT_MODEL_ROADMAP_H

#include "buildout/model/param.h"

/* Fills in what is unknown, and what an earlier call filled in anew. */
void bo_roadmap_fill(struct bo_param *param);

#endif
