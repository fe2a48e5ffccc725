/* buildout/model/returns.h - internal rates of return: of a price paid now for an even flow, and of a flow by month.
 *
 * Units:  rates are per year, compounded yearly; a flow is USD a month, what is paid counting as less than nothing.
 * Errors: NaN where there is no such rate.
 */
#ifndef BUILDOUT_MODEL_RETURNS_H
#define BUILDOUT_MODEL_RETURNS_H

#include <stdint.h>

/* The rate at which cash_per_year over a life is worth the price; NaN when nothing comes back. */
double bo_return_of_annuity(double price, double cash_per_year, double life_years);
/* The other way: the cash a year, as a part of the price, that returns this rate over a life. */
double bo_return_cash_frac(double rate_per_year, double life_years);
/* The rate at which flow[n_months] is worth nothing: of what is paid at first and earned back later. NaN for any other
 * flow. */
double bo_return_of_flow(const double *flow, uint32_t n_months);

#endif
