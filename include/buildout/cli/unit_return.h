/* unit_return.h - what a purchase of GPUs returns once the rent of its hours moves.
 *
 * IRR|Vintage takes the rent of the purchase's month for the whole life. Here the cash that gives that rate is split into
 * what the hours earn and what it costs to run them; the one follows rent and utilisation as the months went, the other
 * stays. Past the last month income falls, or rises, on at the pace of the last two years.
 *
 * Units:  rates are a year, compounded yearly; each year's cash is its end's. NaN: not known, or never earned back.
 * Errors: none.
 */
#ifndef BUILDOUT_CLI_UNIT_RETURN_H
#define BUILDOUT_CLI_UNIT_RETURN_H

#include <stdint.h>

struct bo_vintages {
    uint32_t n_months;
    double life_years;
    const double *rate;         /* [n_months] of a purchase of the month, at its rent for life */
    const double *running_frac; /* [n_months] power, hall and staff of a year, over the price */
    const double *income;       /* [n_months] of an hour: rent by utilisation */
};

/* Of what is bought in this month. */
double bo_unit_return(const struct bo_vintages *vintages, uint32_t month);

#endif
