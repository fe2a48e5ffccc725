/* buildout/base/num.h - the only callers of exp, log, pow and kin.
 *
 * gcc and clang fold and rewrite calls of the mathematical library differently; this one file is compiled with
 * -fno-builtin, so that every compiler and every optimisation level makes the same calls. Nothing else in the program
 * includes <math.h> for more than isfinite, isnan, NAN, INFINITY, fabs, floor, ceil, sqrt, fmin, fmax, round, which
 * are exact.
 */
#ifndef BUILDOUT_BASE_NUM_H
#define BUILDOUT_BASE_NUM_H

#include <math.h>
#include <stdint.h>

#include "buildout/base/err.h"

#define BO_NAN ((double)NAN) /* NAN is a float, which clang does not promote silently */

double bo_exp(double x);
double bo_expm1(double x);
double bo_log(double x);
double bo_log10(double x);
double bo_log1p(double x);
double bo_pow(double x, double y);
double bo_sin(double x);
double bo_tanh(double x);
double bo_normal_cdf(double x);

/* Of two numbers, neither a NaN: one instruction each, where fmax and fmin are calls. */
static inline double bo_max(double a, double b)
{
    return a > b ? a : b;
}

static inline double bo_min(double a, double b)
{
    return a < b ? a : b;
}

double bo_clamp(double x, double low, double high); /* low when x is NaN */
/* Exact exponential approach: the value after dt of x moving to target with time constant tau (same unit, > 0). */
double bo_approach(double x, double target, double dt, double tau);
/* Total order for doubles (NaN last), for qsort. */
int bo_double_compare(const void *a, const void *b);
/* Of x[n], summed in its order; NaN of none. */
double bo_mean_of(const double *x, uint32_t n);
/* Of a sample x[n], over n - 1; NaN below two. */
double bo_variance_of(const double *x, uint32_t n);
/* The p-quantile (0..1) of sorted x[n], n >= 1, linear between order statistics (type 7 of Hyndman and Fan 1996). */
double bo_quantile_sorted(const double *x, uint32_t n, double p);
#define BO_DOUBLE_TEXT 32 /* room for any formatted double */

/* Shortest text that reads back as x, '.' as the point whatever the locale; NaN and infinities give "", -0 gives "0".
 * Returns its length; a text that does not fit in room (BO_DOUBLE_TEXT always suffices) is asserted. */
int bo_double_format(double x, char *text, uint32_t room);
/* Reads a finite decimal number whatever the locale; the whole text must be the number, without spaces, hexadecimal
 * or "inf". 0 when it is one, else BO_ESCENARIO. */
int bo_double_parse(const char *text, double *x);
/* The length of the decimal number that text begins with, 0 when there is none. */
uint32_t bo_double_scan(const char *text);

#endif
