#include "buildout/model/distress.h"

#include <math.h>

#include "buildout/model/ai_budget.h"
#include "buildout/model/capital.h"
#include "buildout/model/debt.h"
#include "buildout/model/record.h"

#define MONTHS_PER_YEAR 12u

bool bo_distress_lent_to(const struct bo_world *world, uint32_t company)
{
    return !world->company[company].in_default && !bo_capital_liquidated(world, company);
}

static bool is_known(const struct bo_world *world)
{
    double months = world->param->finance->default_months;
    return months >= 1.0 && isfinite(months);
}

void bo_distress_begin(struct bo_world *world, uint32_t company, const char *why)
{
    struct bo_company *c = &world->company[company];
    if (!is_known(world) || c->in_default || !bo_distress_lent_to(world, company)) {
        return;
    }
    c->in_default = true;
    c->leases_rejected = false;
    c->default_months = 0;
    if (c->default_day == 0) {
        c->default_day = bo_world_date(world, world->day) - 1; /* of the month that ends */
    }
    bo_record_company(world, company, BO_EVENT_DEFAULT_BEGINS, bo_debt_usd(world, company), why);
}

double bo_distress_swapped_usd(const struct bo_world *world, uint32_t company)
{
    const struct bo_company *c = &world->company[company];
    if (!c->in_default || c->default_months % MONTHS_PER_YEAR != 0) {
        return 0.0;
    }
    double ratio = bo_ai_budget_bearable_ratio(world, company);
    ratio = isfinite(ratio) ? ratio : world->param->finance->default_debt_ratio;
    if (!isfinite(ratio)) {
        return 0.0;
    }
    return fmax(0.0, bo_debt_usd(world, company) - ratio * fmax(c->revenue.ttm, 0.0));
}

void bo_distress_close(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    c->short_months = c->short_of_cash_usd > 0.0 ? c->short_months + 1 : 0;
    if (!c->in_default) {
        if (c->short_months >= world->param->finance->default_months) {
            bo_distress_begin(world, company,
                              "has lived on an overdraft for months, without room for debt");
        }
        return;
    }
    c->default_months++;
    if (c->default_months > MONTHS_PER_YEAR && c->ocf.ttm > 0.0) {
        c->in_default = false;
        c->short_months = 0;
        bo_record_company(world, company, BO_EVENT_DEFAULT_ENDS, c->ocf.ttm,
                          "its operations have brought cash for a year");
    }
}
