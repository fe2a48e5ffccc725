/* buildout/model/landlord.h - the landlords' money: rents in, operation and interest out, building on debt and equity.
 *
 * Units:  USD. Errors: none.
 */
#ifndef BUILDOUT_MODEL_LANDLORD_H
#define BUILDOUT_MODEL_LANDLORD_H

#include "buildout/model/world.h"

void bo_landlord_open(struct bo_world *world, uint32_t region);
/* After companies have paid their rents. */
void bo_landlord_close(struct bo_world *world, double day);

#endif
