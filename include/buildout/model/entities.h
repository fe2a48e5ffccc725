/* buildout/model/entities.h - whose series a scenario may record, as their names.
 *
 * Who is listed need not have a series: a country or a chip's maker has them only where there is something to tell.
 *
 * Owner:  texts live as long as the parameters and the arena. Errors: none.
 */
#ifndef BUILDOUT_MODEL_ENTITIES_H
#define BUILDOUT_MODEL_ENTITIES_H

#include "buildout/base/arena.h"
#include "buildout/model/param.h"

/* The world and its markets, companies, vendors of chips, each region's landlords, countries. */
struct bo_texts bo_entity_names(const struct bo_param *param, struct bo_arena *arena);
/* Regions. */
struct bo_texts bo_place_names(const struct bo_param *param, struct bo_arena *arena);

#endif
