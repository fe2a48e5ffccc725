/* buildout/base/money.h - amounts in whole cents of the accounting currency (US dollar).
 *
 * Units:  bo_money is cents. Rounding from a double happens in bo_money_from_usd and nowhere else: half away from zero.
 * Errors: overflow and a non-finite amount are our own bugs and are asserted.
 */
#ifndef BUILDOUT_BASE_MONEY_H
#define BUILDOUT_BASE_MONEY_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

typedef int64_t bo_money;

#define BO_CENTS_PER_USD 100

bo_money bo_money_from_usd(double usd);

static inline double bo_money_usd(bo_money amount)
{
    return (double)amount / BO_CENTS_PER_USD;
}

static inline bo_money bo_money_add(bo_money a, bo_money b)
{
    bo_money sum = 0;
    bool overflow = __builtin_add_overflow(a, b, &sum);

    assert(!overflow);
    return sum;
}

bo_money bo_money_sub(bo_money a, bo_money b);
/* amount * share_frac rounded to the cent; shares that sum to one are made exact by giving the rest to the last. */
bo_money bo_money_share(bo_money amount, double share_frac);

/* Straight-line depreciation: the charge of period k (0-based) of n_periods; the charges sum to cost exactly. */
bo_money bo_money_straight_line(bo_money cost, uint32_t k, uint32_t n_periods);
/* The level payment of an annuity of n_periods at rate_per_period (0 allowed). */
double bo_annuity_usd(double principal_usd, double rate_per_period, uint32_t n_periods);
/* Net present value of flow_usd[n] at the ends of periods 1..n. */
double bo_npv_usd(const double *flow_usd, uint32_t n, double rate_per_period);

#endif
