/* buildout/model/tenant_default.h - a tenant that walks away: its leases end at once, and the landlord is left with the hall.
 *
 * On the day that a scenario gives, a company stops paying rent. The month's rent is lost to its landlords, the halls are
 * vacant and are let to others as any vacancy is, what was being built for it becomes theirs to let, and what stood in the halls
 * is taken out and stored. Nobody leases to the company again; it goes on in what it owns.
 *
 * Units:  bo_money in the ledger, MW of IT. Errors: none.
 */
#ifndef BUILDOUT_MODEL_TENANT_DEFAULT_H
#define BUILDOUT_MODEL_TENANT_DEFAULT_H

#include "buildout/model/world.h"

/* Call at the beginning of a close, before rents are paid. */
void bo_tenant_default_close(struct bo_world *world, double day);
/* Part of new MW that a company leases: its strategy's, or its habit; none once it has walked away. */
double bo_tenant_lease_frac(const struct bo_company *company);

#endif
