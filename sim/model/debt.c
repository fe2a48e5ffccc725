#include "buildout/model/debt.h"

#include <math.h>

#include "buildout/base/num.h"

static double *coupon_of(const struct bo_world *world, uint32_t party)
{
    return party < world->n_companies
               ? &world->company[party].coupon_per_year
               : &world->landlord[party - world->n_companies].coupon_per_year;
}

double bo_debt_usd(const struct bo_world *world, uint32_t party)
{
    return -bo_money_usd(world->ledger.balance[party][BO_DEBT]);
}

static double leverage(const struct bo_world *world, uint32_t party)
{
    double most = world->param->finance->leverage_priced_max;
    double debt = bo_debt_usd(world, party);
    if (!(debt > 0.0) || party >= world->n_companies) {
        return 0.0;
    }
    double ocf = world->company[party].ocf.ttm;
    return ocf > 0.0 ? fmin(debt / ocf, most) : most;
}

double bo_debt_rate_per_year(const struct bo_world *world, uint32_t party, double day)
{
    const struct bo_finance_param *p = world->param->finance;
    return bo_path_at(&p->base_rate_per_year, bo_world_closed_date(world, day)) +
           p->spread_per_leverage_per_year * leverage(world, party);
}

double bo_debt_open_frac(const struct bo_world *world, double day)
{
    return 1.0 -
           bo_path_at(&world->param->finance->credit_shut_frac, bo_world_closed_date(world, day));
}

void bo_debt_open(struct bo_world *world, uint32_t party)
{
    double date = (double)world->start_day + world->day;
    double rate = bo_path_at(&world->param->finance->opening_rate_per_year, date);
    if (party < world->n_companies) {
        double own = world->company[party].param->interest_rate_per_year;
        rate = isnan(own) ? rate : own;
    }
    *coupon_of(world, party) =
        isfinite(rate) ? rate : bo_debt_rate_per_year(world, party, world->day);
}

void bo_debt_take(struct bo_world *world, uint32_t party, double usd)
{
    double *coupon = coupon_of(world, party);
    double debt = fmax(0.0, bo_debt_usd(world, party));
    if (usd > 0.0) {
        double rate = bo_debt_rate_per_year(world, party, world->day);
        *coupon = (debt * *coupon + usd * rate) / (debt + usd);
    }
}

void bo_debt_roll_over(struct bo_world *world, uint32_t party, double part_frac)
{
    double *coupon = coupon_of(world, party);
    if (part_frac > 0.0) {
        double rate = bo_debt_rate_per_year(world, party, world->day);
        *coupon += (rate - *coupon) * fmin(1.0, part_frac);
    }
}

double bo_debt_coupon_per_year(const struct bo_world *world, uint32_t party, double day)
{
    return world->param->finance->debt_floats ? bo_debt_rate_per_year(world, party, day)
                                              : *coupon_of(world, party);
}

double bo_debt_interest_usd_per_year(const struct bo_world *world, uint32_t party, double day)
{
    return bo_debt_usd(world, party) * bo_debt_coupon_per_year(world, party, day);
}

bool bo_debt_is_covered(const struct bo_world *world, uint32_t company, double day)
{
    double date = bo_world_closed_date(world, day);
    double least = bo_path_at(&world->param->finance->cover_least_ratio, date);
    if (!(least > 0.0)) {
        return true;
    }
    double interest = bo_debt_interest_usd_per_year(world, company, day);
    return !(interest > 0.0) || world->company[company].ocf.ttm + interest >= least * interest;
}
