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
