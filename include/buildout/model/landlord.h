/* buildout/model/landlord.h - the landlords' money: rents in, operation and interest out, building on debt and equity.
 * Operation costs the same whether halls are let or not; whose halls have brought no cash for a year is its lenders'.
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
/* Its operations have brought no cash for a year (colocation.default_debt_ratio). */
bool bo_landlord_in_default(const struct bo_world *world, uint32_t region);
/* After companies have paid their rents. */
void bo_landlord_close(struct bo_world *world, double day);

#endif
