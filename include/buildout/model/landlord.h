/* buildout/model/landlord.h - the landlords' money: rents in, operation and interest out, building on debt and equity.
 *
 * Units:  USD. Errors: none.
 */
#ifndef BUILDOUT_MODEL_LANDLORD_H
#define BUILDOUT_MODEL_LANDLORD_H

#include "buildout/model/world.h"

void bo_landlord_open(struct bo_world *world, uint32_t region);
/* Of what landlords would begin on this day, what they can pay for: their owners put up their own share, and lenders as much of
 * theirs as finance.credit_shut_frac leaves. */
double bo_landlord_builds_frac(const struct bo_world *world, double day);
/* After companies have paid their rents. */
void bo_landlord_close(struct bo_world *world, double day);

#endif
