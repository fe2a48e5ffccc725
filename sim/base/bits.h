/* bits.h - a double taken apart, and integers wide enough for exact products of its mantissa. */
#ifndef SIM_BASE_BITS_H
#define SIM_BASE_BITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 bo_u128;

/* |x| = mantissa * 2^exponent, mantissa < 2^53. */
struct bo_double_bits {
    bool negative;
    bool subnormal; /* or zero */
    uint64_t mantissa;
    int exponent;
};

#define BO_MANTISSA_BITS 52
#define BO_HIDDEN_BIT (UINT64_C(1) << BO_MANTISSA_BITS)
#define BO_EXPONENT_BIAS 1075 /* of the exponent of the mantissa's last bit */
#define BO_EXPONENT_MASK 0x7ff

static inline struct bo_double_bits bo_double_take_apart(double x)
{
    struct bo_double_bits parts;
    uint64_t bits;
    int exponent;

    memcpy(&bits, &x, sizeof bits);
    exponent = (int)((bits >> BO_MANTISSA_BITS) & BO_EXPONENT_MASK);
    parts.negative = (bits >> 63) != 0;
    parts.subnormal = exponent == 0;
    parts.mantissa = bits & (BO_HIDDEN_BIT - 1);
    if (!parts.subnormal)
        parts.mantissa |= BO_HIDDEN_BIT;
    parts.exponent = (parts.subnormal ? 1 : exponent) - BO_EXPONENT_BIAS;
    return parts;
}

#endif
