/* buildout/base/order.h - dates as integers that order alike.
 *
 * Numbers that are not negative order as their bits do. In a heap nobody can foresee which of two dates comes first:
 * integers are compared without a branch that is mispredicted half of the time.
 *
 * Units:  the number's own. Errors: a negative number or a NaN is our bug (asserted).
 */
#ifndef BUILDOUT_BASE_ORDER_H
#define BUILDOUT_BASE_ORDER_H

#include <assert.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t bo_order_bits(double x)
{
    double positive = x + 0.0; /* -0 becomes 0 */
    uint64_t bits;

    assert(x >= 0.0);
    memcpy(&bits, &positive, sizeof bits);
    return bits;
}

static inline double bo_order_number(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

#endif
