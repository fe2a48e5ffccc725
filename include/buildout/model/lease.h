/* buildout/model/lease.h - whole sites leased from landlords: signed, begun, paid, renewed.
 *
 * A lease is an obligation from the day it is signed (not in the books), an asset and a liability at the present value
 * of its rents from the day its hall is energised, and rent each month. What was leased before the start is renewed
 * as it ends, so its liability stands.
 *
 * Units:  USD, MW. Errors: none.
 * Source: ASC 842; rents of colocation markets as the regions give them, large deals at a share of them.
 */
#ifndef BUILDOUT_MODEL_LEASE_H
#define BUILDOUT_MODEL_LEASE_H

#include "buildout/model/world.h"

/* Monthly rent of a hyperscale MW in a region now. */
double bo_lease_rent_usd_per_mw(const struct bo_world *world, uint32_t region);
/* Before the first lease. */
void bo_lease_open(struct bo_world *world);
/* Present value of a term's rents at the rate of the run's year. */
double bo_lease_value_usd(const struct bo_world *world, double rent_usd_per_month);
void bo_lease_sign(struct bo_world *world, struct bo_project *project);
void bo_lease_drop(struct bo_world *world, struct bo_project *project);
void bo_lease_begin(struct bo_world *world, const struct bo_project *project, double mw);
/* A hall that stands empty, leased at once and without a project. */
void bo_lease_take(struct bo_world *world, uint32_t company, uint32_t region, double mw);
/* Pays a company's rents of the month, region by region, and renews what ends. Returns the sum paid, USD. */
double bo_lease_close(struct bo_world *world, uint32_t company);

#endif
