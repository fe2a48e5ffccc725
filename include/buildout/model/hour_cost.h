/* buildout/model/hour_cost.h - what computing of one's own costs a year, part by part, of one chip or of a whole fleet.
 *
 * What was paid for chips and for the system around them wears off evenly over their life; what is not worn off yet bears
 * interest; staff and spares are a part of the price; the hall costs what others ask for it; power is bought for load
 * and cooling. The cost of an hour is the sum over the hours that the fleet gives in a year.
 *
 * Units:  USD a year; MW of IT load; fractions.
 * Errors: none.
 */
#ifndef BUILDOUT_MODEL_HOUR_COST_H
#define BUILDOUT_MODEL_HOUR_COST_H

#include "buildout/base/calendar.h"
#include "buildout/model/fleet_param.h"

struct bo_hour_cost {
    double chip_usd;       /* wear of chips, with what states levied on them */
    double system_usd;     /* wear of their part of hosts, network and storage */
    double power_usd;      /* of the load and its cooling */
    double building_usd;   /* of the hall, capital and upkeep */
    double operations_usd; /* staff, spares, network */
    double capital_usd;    /* interest on what is not worn off */
};

struct bo_hour_system { /* systems of one kind */
    double count;
    double chip_usd, usd; /* paid for one chip; for it with its part of the system */
    double left_frac;     /* of its life */
};

struct bo_hour_place {
    double mw, pue_ratio, power_usd_per_mwh;
};

/* A year of these systems, added to the sum; of a place that draws all its load all year. */
static inline void bo_hour_cost_of_systems(struct bo_hour_cost *sum,
                                           const struct bo_fleet_param *param,
                                           const struct bo_hour_system *system)
{
    double worn_frac = BO_DAYS_PER_YEAR / param->service_life_days;
    double paid_usd = system->count * system->usd;
    sum->chip_usd += system->count * system->chip_usd * worn_frac;
    sum->system_usd += system->count * (system->usd - system->chip_usd) * worn_frac;
    sum->operations_usd += paid_usd * param->hour_opex_frac;
    sum->capital_usd += paid_usd * param->capital_cost_per_year * system->left_frac;
}

void bo_hour_cost_of_place(struct bo_hour_cost *sum, const struct bo_fleet_param *param,
                           const struct bo_hour_place *place);
double bo_hour_cost_sum(const struct bo_hour_cost *cost);
/* Each part over what the year gives, e.g. in hours; all nil when it gives nothing. */
struct bo_hour_cost bo_hour_cost_per(const struct bo_hour_cost *cost, double given);

#endif
