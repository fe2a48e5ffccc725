/* What a purchase of today would earn, as a board would work it out. */
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/model/ai.h"
#include "buildout/model/grid.h"
#include "buildout/model/load.h"
#include "buildout/model/record.h"
#include "buildout/model/returns.h"
#include "record_chips.h"

#define HOURS_PER_YEAR (BO_DAYS_PER_YEAR * BO_HOURS_PER_DAY)

/* Means over a company's halls; over all regions for who has none. */
struct site {
    double power_usd_per_mwh, pue_ratio;
};

static struct site site_of(const struct bo_world *world, uint32_t c)
{
    struct site sum = {0.0, 0.0}, plain = {0.0, 0.0};
    double mw = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_estate *e = &world->company[c].estate[r];
        double here = e->owned_mw + e->leased_mw;
        double price = bo_grid_power_price(world, c, r);
        double pue = bo_load_pue_new(world, &world->region[r], world->day);
        mw += here;
        sum.power_usd_per_mwh += here * price;
        sum.pue_ratio += here * pue;
        plain.power_usd_per_mwh += price / (double)world->n_regions;
        plain.pue_ratio += pue / (double)world->n_regions;
    }
    if (!(mw > 0.0)) {
        return plain;
    }
    return (struct site){sum.power_usd_per_mwh / mw, sum.pue_ratio / mw};
}

/* What one H100e of a purchase costs, and what it draws. */
struct purchase {
    double usd, mw;
};

static double return_of(const struct bo_world *world, uint32_t c, const struct purchase *one)
{
    const struct bo_fleet_param *p = world->param->fleet;
    const struct bo_ai_market *market =
        &world->ai_economy->market[world->ai_economy->company[c].market];
    struct site site = site_of(world, c);
    double rent = market->contract_usd_per_h * market->utilisation_frac * HOURS_PER_YEAR;
    double power = one->mw * site.pue_ratio * world->param->power->load_factor_frac *
                   HOURS_PER_YEAR * site.power_usd_per_mwh;
    double hall = one->mw * p->hall_usd_per_mw_year;
    double cash = rent - power - hall - one->usd * p->hour_opex_frac;
    return bo_return_of_annuity(one->usd, cash, p->service_life_days / BO_DAYS_PER_YEAR);
}

/* What was delivered to a company this month, a reference chip's worth of it. */
static struct purchase purchase_of(const struct bo_world *world, const struct bo_trade_month *month,
                                   uint32_t c)
{
    const struct bo_trade_counts *of = &month->company_chip[(size_t)c * month->chip_room];
    struct purchase sum = {month->company[c].systems_usd, 0.0};
    double h100e = 0.0;
    for (uint32_t k = 0; k < month->n_traded; k++) {
        uint32_t i = month->traded[k];
        h100e += of[i].delivered * world->recorder->chips->of[i].h100e;
        sum.mw += of[i].delivered * world->recorder->chips->of[i].mw;
    }
    return h100e > 0.0 ? (struct purchase){sum.usd / h100e, sum.mw / h100e}
                       : (struct purchase){0.0, 0.0};
}

void bo_record_returns(struct bo_world *world)
{
    const struct bo_trade_month *month = bo_trade_month(world);
    for (uint32_t c = 0; month != NULL && c < world->n_companies; c++) {
        if (bo_record_at_work(world, c) && month->company[c].systems_usd > 0.0) {
            struct purchase one = purchase_of(world, month, c);
            struct bo_scope scope = bo_scope_of_company(world, c);
            bo_put_known(&scope, V_IRR, return_of(world, c, &one));
        }
    }
}
