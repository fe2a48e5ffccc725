/* buildout/model/debt.h - what a company owes to lenders, and at what rate.
 *
 * Units:  USD; rates a year. Errors: none.
 * Source: corporate bond spreads by leverage; judgement.
 */
#ifndef BUILDOUT_MODEL_DEBT_H
#define BUILDOUT_MODEL_DEBT_H

#include "buildout/model/world.h"

double bo_debt_usd(const struct bo_world *world, uint32_t company);
/* Of what is borrowed on this day: the base rate, and more by leverage. Who owes and has no cash flow to pay from pays most. */
double bo_debt_rate_per_year(const struct bo_world *world, uint32_t company, double day);

#endif
