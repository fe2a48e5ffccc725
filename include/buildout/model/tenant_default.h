/* buildout/model/tenant_default.h - a tenant that walks away: its leases end at once, and the landlord is left with the hall.
 *
 * On the day that a scenario gives, a company stops paying rent; or it ends, as laboratories do. The month's rent is lost to
 * its landlords, the halls are vacant, what was being built for it becomes theirs to let, and what stood in the halls is taken
 * out and stored. Landlords let them as any vacancy is; and whole, to a company that would else have a site built for it there.
 * Nobody leases to the company again; it goes on, if it does, in what it owns.
 *
 * Units:  bo_money in the ledger, MW of IT. Errors: none.
 */
#ifndef BUILDOUT_MODEL_TENANT_DEFAULT_H
#define BUILDOUT_MODEL_TENANT_DEFAULT_H

#include "buildout/model/world.h"

/* Call at the beginning of a close, before rents are paid. */
void bo_tenant_default_close(struct bo_world *world, double day);
/* Leases to a company, of the halls that tenants left whole in a region, what it would else have built: at least half of mw.
 * Returns the MW, or 0 when there are not so many. */
double bo_tenant_relet(struct bo_world *world, uint32_t company, uint32_t region, double mw);
/* Part of new MW that a company leases: its strategy's, or its habit; none once it has walked away. */
double bo_tenant_lease_frac(const struct bo_company *company);

#endif
