#include "buildout/base/num.h"

#include <assert.h>
#include <math.h>

#define SQRT_HALF 0.70710678118654752440

double bo_exp(double x)
{
    return exp(x);
}

double bo_expm1(double x)
{
    return expm1(x);
}

double bo_log(double x)
{
    return log(x);
}

double bo_log10(double x)
{
    return log10(x);
}

double bo_log1p(double x)
{
    return log1p(x);
}

double bo_pow(double x, double y)
{
    return pow(x, y);
}

double bo_sin(double x)
{
    return sin(x);
}

double bo_tanh(double x)
{
    return tanh(x);
}

double bo_normal_cdf(double x)
{
    return erfc(-x * SQRT_HALF) / 2.0;
}

double bo_clamp(double x, double low, double high)
{
    if (!(x > low))
        return low;
    return x > high ? high : x;
}

double bo_approach(double x, double target, double dt, double tau)
{
    return target + (x - target) * bo_exp(-dt / tau);
}

double bo_mean_of(const double *x, uint32_t n)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++)
        sum += x[i];
    return n > 0 ? sum / n : BO_NAN;
}

double bo_variance_of(const double *x, uint32_t n)
{
    double mean = bo_mean_of(x, n), sum = 0.0;
    for (uint32_t i = 0; i < n; i++)
        sum += (x[i] - mean) * (x[i] - mean);
    return n > 1 ? sum / (n - 1.0) : BO_NAN;
}

int bo_double_compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    if (isnan(x) || isnan(y))
        return (isnan(x) != 0) - (isnan(y) != 0);
    if (x < y || x > y)
        return x < y ? -1 : 1;
    /* -0 before 0: equal to the eye, not in the bytes. */
    return (signbit(y) != 0) - (signbit(x) != 0);
}

double bo_quantile_sorted(const double *x, uint32_t n, double p)
{
    double h, part;
    uint32_t low;

    assert(n >= 1);
    h = bo_clamp(p, 0.0, 1.0) * (double)(n - 1);
    low = (uint32_t)floor(h);
    part = h - floor(h);
    if (!(part > 0.0) || low + 1 >= n)
        return x[low];
    return x[low] + part * (x[low + 1] - x[low]);
}
