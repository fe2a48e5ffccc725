/* buildout/model/income.h - a company's income of a month, in its books.
 *
 * Units:  USD. Errors: none.
 */
#ifndef BUILDOUT_MODEL_INCOME_H
#define BUILDOUT_MODEL_INCOME_H

#include "buildout/model/world.h"

/* Costs that make the opening's margins and operating cash flow come out as reported, as shares of revenue. */
void bo_income_open(struct bo_world *world, uint32_t company);
/* Electricity of the month; and with it the rent of halls. */
double bo_income_electricity_usd(const struct bo_world *world, uint32_t company);
double bo_income_halls_usd(const struct bo_world *world, uint32_t company);
/* Books what plant has worn this month, once; returns it. */
double bo_income_depreciation(struct bo_world *world, uint32_t company);
/* What is taxed of a month's income: losses of the past, that no tax has seen yet, are made up for before it. */
double bo_income_taxed_usd(double *losses_usd, double before_tax_usd);
/* Books the month; returns operating cash flow, USD. */
double bo_income_close(struct bo_world *world, uint32_t company, double day);

#endif
