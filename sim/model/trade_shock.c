/* Outages of what chips are made of, between dates: what is left of a vendor's slots and of the memory it buys. */
#include "trade_inner.h"

#include "buildout/base/num.h"

static bool hits(const struct bo_world *world, const struct bo_supply_shock_param *shock,
                 const struct trade_vendor *vendor)
{
    return shock->vendor == BO_NO_ROW || &world->param->vendor[shock->vendor] == vendor->param;
}

/* Of the days from `day` on, the part in which the shock lasts. */
static double part_of(const struct bo_world *world, const struct bo_supply_shock_param *shock,
                      double day, double days)
{
    double from = bo_max((double)(shock->from_day - world->start_day), day);
    double until = bo_min((double)(shock->until_day - world->start_day), day + days);
    return days > 0.0 ? bo_max(0.0, until - from) / days : 0.0;
}

struct trade_left bo_trade_left(const struct bo_world *world, const struct trade_vendor *vendor,
                                double day, double days)
{
    struct trade_left left = {.slots_frac = 1.0, .hbm_frac = 1.0};
    for (uint32_t i = 0; i < world->param->n[BO_TABLE_SUPPLY_SHOCKS]; i++) {
        const struct bo_supply_shock_param *s = &world->param->supply_shock[i];
        if (hits(world, s, vendor)) {
            double part = part_of(world, s, day, days);
            left.slots_frac *= 1.0 - part * (1.0 - s->slots_frac);
            left.hbm_frac *= 1.0 - part * (1.0 - s->hbm_frac);
        }
    }
    return left;
}

void bo_trade_tell_shocks(struct bo_world *world, double day)
{
    int32_t date = bo_world_date(world, day);
    for (uint32_t i = 0; i < world->param->n[BO_TABLE_SUPPLY_SHOCKS]; i++) {
        const struct bo_supply_shock_param *s = &world->param->supply_shock[i];
        if (s->from_day != date && s->until_day != date) {
            continue;
        }
        bool every = s->vendor == BO_NO_ROW;
        bo_trade_event(
            world,
            &(struct bo_fact_event){
                .entity = every ? "World" : world->param->vendor[s->vendor].entry.name,
                .place = "",
                .kind = s->from_day == date ? "supply shock begins" : "supply shock ends",
                .subject = s->entry.name,
                .amount = BO_NAN,
                .unit = "",
                .why = s->source},
            day);
    }
}
