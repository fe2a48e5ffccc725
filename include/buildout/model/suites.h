/* buildout/model/suites.h - halls taken in landlords' open stock by companies that cannot wait for a site of their own.
 *
 * A company that takes suites leases each month a part of what stands empty in the colocation of its regions, up to what
 * its systems lack, before smaller tenants take the rest; the megawatts leave the stock for others and become its leased
 * ones, at the rent of large deals. Tenants who then find no hall drive the rent, and landlords build again. Nothing is
 * built by it and nothing lost.
 *
 * Units:  MW of critical IT. Errors: none.
 * Source: judgement: debt-financed lessors moved into colocation within months (2023-24), and most of what landlords
 *         built was let to large tenants before it opened (CBRE: 70 to 80 % pre-leased).
 */
#ifndef BUILDOUT_MODEL_SUITES_H
#define BUILDOUT_MODEL_SUITES_H

#include "buildout/model/world.h"

/* MW that others could still take of a region's colocation. */
double bo_suites_empty_mw(const struct bo_world *world, const struct bo_region *region);
/* mw of them become the company's, leased from now on at the rent of large deals. */
void bo_suites_take(struct bo_world *world, uint32_t company, uint32_t region, double mw);
void bo_suites_close(struct bo_world *world);

#endif
