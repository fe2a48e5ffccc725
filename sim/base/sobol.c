#include "buildout/base/sobol.h"

#include <assert.h>

#define BITS 32u
#define MOST_DEGREES 8u

/* A primitive polynomial over GF(2), highest power first, and as many initial direction numbers as its degree. */
struct direction {
    uint32_t polynomial;
    uint32_t degree;
    uint32_t initial[MOST_DEGREES];
};

static const struct direction directions[BO_SOBOL_DIMENSIONS] = {
    {1, 0, {0}},
    {3, 1, {1}},
    {7, 2, {1, 1}},
    {11, 3, {1, 3, 7}},
    {13, 3, {1, 1, 5}},
    {19, 4, {1, 3, 1, 1}},
    {25, 4, {1, 1, 3, 7}},
    {37, 5, {1, 3, 3, 9, 9}},
    {59, 5, {1, 3, 7, 13, 3}},
    {47, 5, {1, 1, 5, 11, 27}},
    {61, 5, {1, 3, 5, 1, 15}},
    {55, 5, {1, 1, 7, 3, 29}},
    {41, 5, {1, 3, 7, 7, 21}},
    {67, 6, {1, 1, 1, 9, 23, 37}},
    {97, 6, {1, 3, 3, 5, 19, 33}},
    {91, 6, {1, 1, 3, 13, 11, 7}},
    {109, 6, {1, 1, 7, 13, 25, 5}},
    {103, 6, {1, 3, 5, 11, 7, 11}},
    {115, 6, {1, 1, 1, 3, 13, 39}},
    {131, 7, {1, 3, 1, 15, 17, 63, 13}},
    {193, 7, {1, 1, 5, 5, 1, 27, 33}},
    {137, 7, {1, 3, 3, 3, 25, 17, 115}},
    {145, 7, {1, 1, 3, 15, 29, 15, 41}},
    {143, 7, {1, 3, 1, 7, 3, 23, 79}},
    {241, 7, {1, 3, 7, 9, 31, 29, 17}},
    {157, 7, {1, 1, 5, 13, 11, 3, 29}},
    {185, 7, {1, 3, 1, 9, 5, 21, 119}},
    {167, 7, {1, 1, 3, 1, 23, 13, 75}},
    {229, 7, {1, 3, 3, 11, 27, 31, 73}},
    {171, 7, {1, 1, 7, 7, 19, 25, 105}},
    {213, 7, {1, 3, 5, 5, 21, 9, 7}},
    {191, 7, {1, 1, 1, 15, 5, 49, 59}},
    {253, 7, {1, 1, 1, 1, 1, 33, 65}},
    {203, 7, {1, 3, 5, 15, 17, 19, 21}},
    {211, 7, {1, 1, 7, 11, 13, 29, 3}},
    {239, 7, {1, 3, 7, 5, 7, 11, 113}},
    {247, 7, {1, 1, 5, 3, 15, 19, 61}},
    {285, 8, {1, 3, 1, 1, 9, 27, 89, 7}},
    {369, 8, {1, 1, 3, 7, 31, 15, 45, 23}},
    {299, 8, {1, 3, 3, 9, 9, 25, 107, 39}},
};

/* The j-th direction number from those before it: Bratley and Fox, section 2. */
static uint32_t next_number(const struct direction *d, const uint32_t *number, uint32_t j)
{
    uint32_t next = number[j - d->degree];
    for (uint32_t k = 1; k <= d->degree; k++) {
        if (d->polynomial >> (d->degree - k) & 1)
            next ^= number[j - k] << k;
    }
    return next;
}

uint32_t bo_sobol(uint32_t index, uint32_t dimension)
{
    assert(dimension < BO_SOBOL_DIMENSIONS);
    const struct direction *d = &directions[dimension];
    uint32_t gray = index ^ index >> 1;
    uint32_t number[BITS];
    uint32_t x = 0;
    for (uint32_t j = 0; j < BITS && gray >> j; j++) {
        if (d->degree == 0)
            number[j] = 1;
        else
            number[j] = j < d->degree ? d->initial[j] : next_number(d, number, j);
        if (gray >> j & 1)
            x ^= number[j] << (BITS - 1 - j);
    }
    return x;
}
