/* buildout/model/opening.h - the world on its first day: stocks, books, pipeline, demand.
 *
 * Units:  MW, USD. Errors: BO_ESCENARIO when what a company holds cannot be split as the scenario says.
 */
#ifndef BUILDOUT_MODEL_OPENING_H
#define BUILDOUT_MODEL_OPENING_H

#include "buildout/model/world.h"

int bo_opening_fill(struct bo_world *world, struct bo_err *err);
/* The books of a company that is founded during the run, with what the scenario gives it. */
void bo_opening_found(struct bo_world *world, uint32_t company);

#endif
