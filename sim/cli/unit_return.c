#include "buildout/cli/unit_return.h"

#include <math.h>

#include "buildout/base/num.h"
#include "buildout/model/returns.h"

enum { MONTHS_PER_YEAR = 12, PACE_MONTHS = 24, MOST_MONTHS = 600 };

static double income_at(const struct bo_vintages *v, uint32_t month)
{
    uint32_t last = v->n_months - 1;
    uint32_t n = last < PACE_MONTHS ? last : PACE_MONTHS;
    if (month <= last || n == 0)
        return v->income[month <= last ? month : last];
    double ratio = v->income[last] / v->income[last - n];
    return v->income[last] * bo_pow(ratio, (double)(month - last) / n);
}

double bo_unit_return(const struct bo_vintages *v, uint32_t month)
{
    double flow[MOST_MONTHS + 1] = {-1.0};
    uint32_t n = (uint32_t)floor(v->life_years * MONTHS_PER_YEAR + 0.5);
    double running = v->running_frac[month];
    double earned = bo_return_cash_frac(v->rate[month], v->life_years) + running;
    if (!(v->income[month] > 0.0 && isfinite(earned) && n > 0 && n <= MOST_MONTHS))
        return BO_NAN;
    double cash = 0.0;
    for (uint32_t k = 1; k <= n; k++) {
        cash += earned * income_at(v, month + k) / v->income[month] - running;
        if (k % MONTHS_PER_YEAR == 0 || k == n) {
            flow[k] = cash / MONTHS_PER_YEAR;
            cash = 0.0;
        }
    }
    return bo_return_of_flow(flow, n + 1);
}
