/* Doubles as decimal text and back, without a locale.
 *
 * The shortest decimal inside a double's rounding interval, nearest to it, is found with exact 128-bit integers as in
 * R. Giulietti, The Schubfach way to render doubles (2020), section 9; outside 1e-11 .. 1e43 the C library's
 * printing is tried with growing precision instead, which at a few powers of two takes a digit more. */
#include <assert.h>
#include <locale.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"
#include "buildout/base/num.h"

#define MAX_DIGITS 17
#define SAFE_DIGITS 15 /* any decimal of so many digits survives a normal double */
#define MAX_POWER_OF_5 27
#define FIXED_FROM (-4) /* written without exponent: 0.00001 (point at -4) ... */
#define FIXED_TO 21     /* ... to 21 digits before the point */

/* 0.d1d2d3... * 10^point, no zero at either end. */
struct decimal {
    char digit[MAX_DIGITS + 8];
    int n;
    int point;
};

static const uint64_t POWER_OF_5[MAX_POWER_OF_5 + 1] = {
    UINT64_C(1),
    UINT64_C(5),
    UINT64_C(25),
    UINT64_C(125),
    UINT64_C(625),
    UINT64_C(3125),
    UINT64_C(15625),
    UINT64_C(78125),
    UINT64_C(390625),
    UINT64_C(1953125),
    UINT64_C(9765625),
    UINT64_C(48828125),
    UINT64_C(244140625),
    UINT64_C(1220703125),
    UINT64_C(6103515625),
    UINT64_C(30517578125),
    UINT64_C(152587890625),
    UINT64_C(762939453125),
    UINT64_C(3814697265625),
    UINT64_C(19073486328125),
    UINT64_C(95367431640625),
    UINT64_C(476837158203125),
    UINT64_C(2384185791015625),
    UINT64_C(11920928955078125),
    UINT64_C(59604644775390625),
    UINT64_C(298023223876953125),
    UINT64_C(1490116119384765625),
    UINT64_C(7450580596923828125),
};

/* floor(log10(2^e)), or floor(log10(3/4 2^e)); right for |e| < 1650 (Giulietti, section 9). */
static int floor_log10_pow2(int e, bool three_quarters)
{
    return (e * 1262611 - (three_quarters ? 524031 : 0)) >> 22;
}

static void decimal_from_integer(struct decimal *d, uint64_t digits, int exponent)
{
    char reversed[24];
    int n = 0;

    while (digits % 10 == 0) {
        digits /= 10;
        exponent++;
    }
    do {
        reversed[n++] = (char)('0' + digits % 10);
        digits /= 10;
    } while (digits > 0);
    d->n = n;
    d->point = n + exponent;
    for (int i = 0; i < n; i++)
        d->digit[i] = reversed[n - 1 - i];
}

/* Picks s or s + step, whichever is inside [low, high] and nearer to value; 0 when neither is. All but s and step
 * count in one/4 of the last digit. */
static uint64_t pick(uint64_t s, uint64_t step, bo_u128 one, const bo_u128 bounds[3], bool closed)
{
    bo_u128 below = s * one;
    bo_u128 above = (s + step) * one;
    bool below_in = below > bounds[0] || (closed && below == bounds[0]);
    bool above_in = above < bounds[2] || (closed && above == bounds[2]);

    if (below_in && above_in) {
        bo_u128 down = bounds[1] - below;
        bo_u128 up = above - bounds[1];

        return down < up || (down == up && s % 2 == 0) ? s : s + step;
    }
    if (below_in)
        return s;
    return above_in ? s + step : 0;
}

/* False where 128 bits do not suffice. */
static bool shortest_exact(const struct bo_double_bits *x, struct decimal *d)
{
    /* At a power of two the next double below is half as far away. */
    bool uneven = x->mantissa == BO_HIDDEN_BIT;
    int k = floor_log10_pow2(x->exponent, uneven);
    bool closed = x->mantissa % 2 == 0;
    bo_u128 bounds[3], scale, one;
    uint64_t s, digits;

    if (x->subnormal || k < -MAX_POWER_OF_5 || k > MAX_POWER_OF_5)
        return false;
    /* x / 10^k = 4 mantissa scale / one, all of them integers */
    scale = k < 0 ? POWER_OF_5[-k] : 1;
    one = k < 0 ? 4 : (bo_u128)4 * POWER_OF_5[k];
    if (x->exponent < k)
        one <<= k - x->exponent;
    else
        scale <<= x->exponent - k;
    bounds[0] = (4 * x->mantissa - (uneven ? 1 : 2)) * scale;
    bounds[1] = (bo_u128)4 * x->mantissa * scale;
    bounds[2] = (4 * x->mantissa + 2) * scale;
    s = (uint64_t)(bounds[1] / one);
    digits = pick(s - s % 10, 10, one, bounds, closed);
    if (digits == 0)
        digits = pick(s, 1, one, bounds, closed);
    assert(digits != 0);
    decimal_from_integer(d, digits, k);
    return true;
}

static double parse_c(const char *text)
{
    /* glibc's "C" locale object is static: no allocation, nothing to fail. */
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    double x;

    assert(c != (locale_t)0);
    x = strtod_l(text, NULL, c);
    freelocale(c);
    return x;
}

static void shortest_by_trial(double magnitude, bool subnormal, struct decimal *d)
{
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before;
    char text[40];
    const char *p;

    assert(c != (locale_t)0);
    before = uselocale(c);
    for (int n = subnormal ? 1 : SAFE_DIGITS; n <= MAX_DIGITS; n++) {
        (void)snprintf(text, sizeof text, "%.*e", n - 1, magnitude);
        if (parse_c(text) == magnitude)
            break;
    }
    (void)uselocale(before);
    freelocale(c);
    d->n = 0;
    for (p = text; *p != 'e'; p++)
        if (*p != '.')
            d->digit[d->n++] = *p;
    while (d->n > 1 && d->digit[d->n - 1] == '0')
        d->n--;
    d->point = (int)strtol(p + 1, NULL, 10) + 1;
}

static char *put(char *out, const char *from, int n)
{
    memcpy(out, from, (size_t)n);
    return out + n;
}

static char *put_zeros(char *out, int n)
{
    memset(out, '0', (size_t)n);
    return out + n;
}

static char *put_scientific(char *out, const struct decimal *d)
{
    out = put(out, d->digit, 1);
    if (d->n > 1) {
        *out++ = '.';
        out = put(out, d->digit + 1, d->n - 1);
    }
    return out + sprintf(out, "e%d", d->point - 1);
}

static char *put_decimal(char *out, const struct decimal *d)
{
    if (d->point < FIXED_FROM || d->point > FIXED_TO)
        return put_scientific(out, d);
    if (d->point <= 0) {
        out = put(out, "0.", 2);
        out = put_zeros(out, -d->point);
        return put(out, d->digit, d->n);
    }
    if (d->point >= d->n) {
        out = put(out, d->digit, d->n);
        return put_zeros(out, d->point - d->n);
    }
    out = put(out, d->digit, d->point);
    *out++ = '.';
    return put(out, d->digit + d->point, d->n - d->point);
}

int bo_double_format(double x, char *text, uint32_t room)
{
    char local[BO_DOUBLE_TEXT + 8], *end = local;
    struct bo_double_bits bits = bo_double_take_apart(x);
    struct decimal d;

    if (isfinite(x) && bits.mantissa == 0) {
        *end++ = '0';
    } else if (isfinite(x)) {
        if (!shortest_exact(&bits, &d))
            shortest_by_trial(fabs(x), bits.subnormal, &d);
        if (bits.negative)
            *end++ = '-';
        end = put_decimal(end, &d);
    }
    *end++ = '\0';
    assert(end - local <= (ptrdiff_t)room);
    memcpy(text, local, (size_t)(end - local));
    return (int)(end - local) - 1;
}

static const char *skip_digits(const char *p)
{
    while (*p >= '0' && *p <= '9')
        p++;
    return p;
}

uint32_t bo_double_scan(const char *text)
{
    const char *p = text + (*text == '+' || *text == '-');
    const char *whole = p, *end;
    bool any;

    p = skip_digits(p);
    any = p > whole;
    if (*p == '.') {
        const char *part = p + 1;

        p = skip_digits(part);
        any = any || p > part;
    }
    if (!any)
        return 0;
    if (*p == 'e' || *p == 'E') {
        const char *exponent = p + 1 + (p[1] == '+' || p[1] == '-');

        end = skip_digits(exponent);
        if (end > exponent)
            p = end;
    }
    return (uint32_t)(p - text);
}

int bo_double_parse(const char *text, double *x)
{
    uint32_t length = bo_double_scan(text);
    double value;

    if (length == 0 || text[length] != '\0')
        return BO_ESCENARIO;
    value = parse_c(text);
    if (!isfinite(value))
        return BO_ESCENARIO;
    *x = value;
    return 0;
}
