#include <math.h>

#include "buildout/base/num.h"
#include "buildout/model/returns.h"

#define STEPS 40 /* a double's bits, more or less */
#define MOST_RATE 100.0
#define CLOSE 1e-12
#define MONTHS_PER_YEAR 12.0

/* Present value of 1 a year over a life, and how it changes with the rate. */
static double annuity(double rate, double life_years, double *slope)
{
    double kept = bo_pow(1.0 + rate, -life_years);
    if (!(fabs(rate) > CLOSE)) {
        *slope = -life_years * (life_years + 1.0) / 2.0;
        return life_years;
    }
    *slope = (life_years * kept / (1.0 + rate) - (1.0 - kept) / rate) / rate;
    return (1.0 - kept) / rate;
}

double bo_return_of_annuity(double price, double cash_per_year, double life_years)
{
    if (!(price > 0.0 && cash_per_year > 0.0 && life_years > 0.0)) {
        return BO_NAN;
    }
    /* The value falls and is convex in the rate: Newton's steps from a rate that is too low never go too far. Below nil
     * it is more than (1 + rate)^-life - 1, which gives such a rate. */
    double wanted = price / cash_per_year, rate = 0.0, step = 1.0, slope;
    if (wanted > life_years) {
        rate = bo_pow(1.0 + wanted, -1.0 / life_years) - 1.0;
    }
    for (int i = 0; i < STEPS && step > CLOSE; i++) {
        double value = annuity(rate, life_years, &slope);
        step = (value - wanted) / -slope;
        rate += step;
    }
    return rate;
}

double bo_return_cash_frac(double rate_per_year, double life_years)
{
    double slope;
    return life_years > 0.0 && rate_per_year > -1.0
               ? 1.0 / annuity(rate_per_year, life_years, &slope)
               : BO_NAN;
}

/* ---- the rate of a flow ---- */

/* Of a flow, each month worth `kept` of the one before. */
static double worth(const double *flow, uint32_t n, double kept)
{
    double sum = 0.0;
    for (uint32_t i = n; i > 0; i--) {
        sum = sum * kept + flow[i - 1];
    }
    return sum;
}

static double kept_a_month(double rate_per_year)
{
    return bo_pow(1.0 + rate_per_year, -1.0 / MONTHS_PER_YEAR);
}

double bo_return_of_flow(const double *flow, uint32_t n)
{
    double low = kept_a_month(MOST_RATE), high = 1.0 / kept_a_month(1.0);
    bool sign = worth(flow, n, low) < 0.0;
    if (n == 0 || !sign || worth(flow, n, high) < 0.0) {
        return BO_NAN; /* no outlay at first, or none that is ever earned back */
    }
    for (int i = 0; i < STEPS; i++) {
        double middle = (low + high) / 2.0;
        if (worth(flow, n, middle) < 0.0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return bo_pow((low + high) / 2.0, -MONTHS_PER_YEAR) - 1.0;
}
