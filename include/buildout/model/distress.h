/* buildout/model/distress.h - companies in default: whom nobody lends to.
 *
 * A company that is no laboratory is in default from the month in which an overdraft has covered what it could not pay for
 * finance.default_months running, in which its lenders have taken shares for a part of its debt, or in which it pays no rent
 * any more (companies.*.defaults_on). While it is, it gets no advances and begins no site, lease or AI system beyond what is
 * under way; it rejects the leases that it does not use; its lenders take shares for what it owes beyond a share of its sales,
 * at the beginning and every year; and what it still cannot pay they, who own it, put in. It is over when a year of it has
 * brought cash from operations. finance.default_months = "never": no company ever is.
 *
 * Units:  USD, months. Errors: none. Source: judgement; bankruptcies of debt-financed carriers and lessors.
 */
#ifndef BUILDOUT_MODEL_DISTRESS_H
#define BUILDOUT_MODEL_DISTRESS_H

#include "buildout/model/world.h"

/* Whether lenders still pay for what the company plans or cannot pay: neither in default nor liquidated. */
bool bo_distress_lent_to(const struct bo_world *world, uint32_t company);
/* Is in default from now on, if it is not yet, and if the scenario knows of default. */
void bo_distress_begin(struct bo_world *world, uint32_t company, const char *why);
/* Debt for which lenders of a company in default take shares this month. */
double bo_distress_swapped_usd(const struct bo_world *world, uint32_t company);
/* The company's month is financed: counts, and ends or begins a default. */
void bo_distress_close(struct bo_world *world, uint32_t company);

#endif
