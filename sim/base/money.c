#include "buildout/base/money.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "bits.h"
#include "buildout/base/num.h"

#define CENTS_PER_USD BO_CENTS_PER_USD
#define HALF 0.5
/* Two roundings, of a part in 2^53 each, are less than a hundredth of a cent up to here. */
#define PLAIN_BELOW 0x1p45
#define PLAIN_WITHIN (HALF - 0.01)

/* count * |x| rounded to the nearest integer, halves up, without any rounding on the way. */
static uint64_t product_rounded(uint64_t count, const struct bo_double_bits *x)
{
    /* 64 + 53 bits */
    bo_u128 product = (bo_u128)count * x->mantissa;

    if (x->exponent >= 0) {
        assert(product == 0 || (x->exponent < 64 && product <= (bo_u128)INT64_MAX >> x->exponent));
        return product == 0 ? 0 : (uint64_t)(product << x->exponent);
    }
    if (x->exponent < -118)
        return 0;
    product = (product + ((bo_u128)1 << (-x->exponent - 1))) >> -x->exponent;
    assert(product <= INT64_MAX);
    return (uint64_t)product;
}

/* The same for 100 cents: 7 + 53 bits need no wider product, unless an amount is huge or next to nothing. */
static uint64_t cents_rounded(const struct bo_double_bits *usd)
{
    if (usd->exponent >= 0 || usd->exponent < -61)
        return product_rounded(CENTS_PER_USD, usd);
    return (CENTS_PER_USD * usd->mantissa + (UINT64_C(1) << (-usd->exponent - 1))) >>
           -usd->exponent;
}

static bo_money with_sign(uint64_t magnitude, bool negative)
{
    return negative ? -(bo_money)magnitude : (bo_money)magnitude;
}

static uint64_t magnitude_of(bo_money amount)
{
    return amount < 0 ? UINT64_C(0) - (uint64_t)amount : (uint64_t)amount;
}

/* A product of two doubles is within a hundredth of a cent of the exact one as long as it is below PLAIN_BELOW; unless it
 * may be half a cent from whole cents, it rounds as that does. */
static inline bool rounds_plainly(double product, bo_money *out)
{
    if (!(fabs(product) < PLAIN_BELOW))
        return false;
    *out = (bo_money)(product + copysign(HALF, product));
    return fabs(product - (double)*out) < PLAIN_WITHIN;
}

bo_money bo_money_from_usd(double usd)
{
    bo_money plain;

    if (rounds_plainly(usd * CENTS_PER_USD, &plain))
        return plain;
    struct bo_double_bits x = bo_double_take_apart(usd);
    assert(isfinite(usd));
    return with_sign(cents_rounded(&x), x.negative);
}

bo_money bo_money_sub(bo_money a, bo_money b)
{
    bo_money difference = 0;
    bool overflow = __builtin_sub_overflow(a, b, &difference);

    assert(!overflow);
    return difference;
}

bo_money bo_money_share(bo_money amount, double share_frac)
{
    bo_money plain;

    if (rounds_plainly((double)amount * share_frac, &plain))
        return plain;
    struct bo_double_bits x = bo_double_take_apart(share_frac);
    assert(isfinite(share_frac));
    return with_sign(product_rounded(magnitude_of(amount), &x), x.negative != (amount < 0));
}

/* cost * k / n, rounded to the cent, halves away from zero. */
static bo_money cost_to_date(bo_money cost, uint32_t k, uint32_t n)
{
    bo_u128 twice = (bo_u128)magnitude_of(cost) * k * 2 + n;

    return with_sign((uint64_t)(twice / ((bo_u128)n * 2)), cost < 0);
}

bo_money bo_money_straight_line(bo_money cost, uint32_t k, uint32_t n_periods)
{
    assert(n_periods > 0);
    if (k >= n_periods)
        return 0;
    return bo_money_sub(cost_to_date(cost, k + 1, n_periods), cost_to_date(cost, k, n_periods));
}

double bo_annuity_usd(double principal_usd, double rate_per_period, uint32_t n_periods)
{
    assert(n_periods > 0 && rate_per_period > -1.0);
    /* expm1 and log1p keep small rates exact; only a rate of zero has no quotient. */
    if (!(fabs(rate_per_period) > 0.0))
        return principal_usd / n_periods;
    return principal_usd * rate_per_period /
           -bo_expm1(-(double)n_periods * bo_log1p(rate_per_period));
}

double bo_npv_usd(const double *flow_usd, uint32_t n, double rate_per_period)
{
    double value = 0.0;

    assert(rate_per_period > -1.0);
    for (uint32_t i = n; i > 0; i--)
        value = (value + flow_usd[i - 1]) / (1.0 + rate_per_period);
    return value;
}
