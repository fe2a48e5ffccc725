#include "buildout/model/debt.h"

#include <math.h>

#include "buildout/base/num.h"

double bo_debt_usd(const struct bo_world *world, uint32_t company)
{
    return -bo_money_usd(world->ledger.balance[company][BO_DEBT]);
}

static double leverage(const struct bo_world *world, uint32_t company)
{
    double most = world->param->finance->leverage_priced_max;
    double debt = bo_debt_usd(world, company);
    double ocf = world->company[company].ocf.ttm;
    if (!(debt > 0.0)) {
        return 0.0;
    }
    return ocf > 0.0 ? fmin(debt / ocf, most) : most;
}

double bo_debt_rate_per_year(const struct bo_world *world, uint32_t company, double day)
{
    const struct bo_finance_param *p = world->param->finance;
    return bo_path_at(&p->base_rate_per_year, (double)world->start_day + day) +
           p->spread_per_leverage_per_year * leverage(world, company);
}

void bo_debt_open(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    double date = (double)world->start_day + world->day;
    double usual = bo_path_at(&world->param->finance->opening_rate_per_year, date);
    double rate =
        isnan(c->param->interest_rate_per_year) ? usual : c->param->interest_rate_per_year;
    c->coupon_per_year = isfinite(rate) ? rate : bo_debt_rate_per_year(world, company, world->day);
}

void bo_debt_take(struct bo_world *world, uint32_t company, double usd)
{
    struct bo_company *c = &world->company[company];
    double debt = fmax(0.0, bo_debt_usd(world, company));
    if (usd > 0.0) {
        double rate = bo_debt_rate_per_year(world, company, world->day);
        c->coupon_per_year = (debt * c->coupon_per_year + usd * rate) / (debt + usd);
    }
}

void bo_debt_roll_over(struct bo_world *world, uint32_t company, double part_frac)
{
    struct bo_company *c = &world->company[company];
    if (part_frac > 0.0) {
        double rate = bo_debt_rate_per_year(world, company, world->day);
        c->coupon_per_year += (rate - c->coupon_per_year) * fmin(1.0, part_frac);
    }
}

double bo_debt_coupon_per_year(const struct bo_world *world, uint32_t company, double day)
{
    return world->param->finance->debt_floats ? bo_debt_rate_per_year(world, company, day)
                                              : world->company[company].coupon_per_year;
}

double bo_debt_interest_usd_per_year(const struct bo_world *world, uint32_t company, double day)
{
    return bo_debt_usd(world, company) * bo_debt_coupon_per_year(world, company, day);
}
