#include "buildout/model/hour_cost.h"

#include "buildout/base/calendar.h"

#define HOURS_PER_YEAR (BO_DAYS_PER_YEAR * BO_HOURS_PER_DAY)

void bo_hour_cost_of_place(struct bo_hour_cost *sum, const struct bo_fleet_param *param,
                           const struct bo_hour_place *place)
{
    sum->building_usd += place->mw * param->hall_usd_per_mw_year;
    sum->power_usd += place->mw * place->pue_ratio * HOURS_PER_YEAR * place->power_usd_per_mwh;
}

double bo_hour_cost_sum(const struct bo_hour_cost *cost)
{
    return cost->chip_usd + cost->system_usd + cost->power_usd + cost->building_usd +
           cost->operations_usd + cost->capital_usd;
}

struct bo_hour_cost bo_hour_cost_per(const struct bo_hour_cost *cost, double given)
{
    double per = given > 0.0 ? 1.0 / given : 0.0;
    return (struct bo_hour_cost){.chip_usd = cost->chip_usd * per,
                                 .system_usd = cost->system_usd * per,
                                 .power_usd = cost->power_usd * per,
                                 .building_usd = cost->building_usd * per,
                                 .operations_usd = cost->operations_usd * per,
                                 .capital_usd = cost->capital_usd * per};
}
