#include "buildout/model/siting.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/grid.h"
#include "buildout/model/load.h"
#include "buildout/model/site_cost.h"
#include "buildout/model/supply.h"

double bo_siting_permit_ratio(const struct bo_world *world, uint32_t region, double announced_day)
{
    return bo_path_at(&world->region[region].param->permit_time_ratio,
                      (double)world->start_day + announced_day);
}

double bo_siting_build_days(const struct bo_world *world, uint32_t region)
{
    double slow = bo_supply_crew_slowdown(&world->region[region]);
    double permit = world->permit_median_days * bo_siting_permit_ratio(world, region, world->day);
    double ahead = bo_supply_order_ahead_days(world, permit, world->shell_median_days);
    double works =
        bo_max(bo_supply_equipment_quote_days(world) - ahead, world->shell_median_days * slow);
    return permit + works + world->fitout_median_days * slow;
}

double bo_siting_time_to_power_days(const struct bo_world *world, uint32_t region)
{
    const struct bo_region *r = &world->region[region];
    double build = bo_siting_build_days(world, region);
    if (!world->param->construction->grid_binds) {
        return build;
    }
    return bo_max(build, bo_grid_power_days(world, r) +
                             world->fitout_median_days * bo_supply_crew_slowdown(r));
}

double bo_siting_nominal_days(const struct bo_world *world)
{
    const struct bo_construction_param *c = world->param->construction;
    double equipment = 0.0;
    for (uint32_t k = 0; k < world->n_makers && c->equipment_binds; k++) {
        equipment = bo_max(equipment, world->maker[k].param->lead_at_start_days);
    }
    double works = bo_max(equipment, world->shell_median_days);
    return world->permit_median_days + works + world->fitout_median_days;
}

static double relative(double value, double mean, double elasticity)
{
    if (!(value > 0.0) || !(mean > 0.0)) {
        return 1.0;
    }
    return bo_exp(-elasticity * bo_log(value / mean));
}

/* What draws buyers of one kind to each region this month, summed from the first region on. */
static void weigh(struct bo_world *world, bool china, double *sums)
{
    const struct bo_planning_param *p = world->param->planning;
    double total = 0.0, time = 0.0, cost = 0.0, power = 0.0, soonest = (double)INFINITY;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_siting_weight *w = &world->siting[r];
        double weight = china ? w->demand_china : w->demand;
        soonest = weight > 0.0 ? fmin(soonest, w->time_days) : soonest;
        total += weight;
        time += weight * w->time_days;
        cost += weight * w->cost_usd_per_mw;
        power += weight * w->power_usd_per_mwh;
    }
    double sum = 0.0, most = fmax(p->strand_days, soonest); /* somewhere they must go */
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_siting_weight *w = &world->siting[r];
        double weight = china ? w->demand_china : w->demand;
        if (weight > 0.0 && !(w->time_days > most)) {
            sum += weight * relative(w->time_days, time / total, p->region_wait_elasticity) *
                   relative(w->cost_usd_per_mw, cost / total, p->region_cost_elasticity) *
                   relative(w->power_usd_per_mwh, power / total, p->region_power_elasticity);
        }
        sums[r] = sum;
    }
}

void bo_siting_weigh(struct bo_world *world)
{
    weigh(world, false, world->siting_sums);
    weigh(world, true, world->siting_sums_china);
}

/* Where u, of all, falls; of places that nobody wants none. */
static uint32_t place_of(const double *sums, uint32_t last, double u)
{
    for (uint32_t r = 0; r < last; r++) {
        if (u < sums[r]) {
            return r;
        }
    }
    while (last > 0 && !(sums[last] > sums[last - 1])) {
        last--;
    }
    return last;
}

/* A planner says where: sums of its shares, if it has any. */
static bool own_places(const struct bo_world *world, uint32_t company, double *sums)
{
    const struct bo_vector *own = &world->company[company].param->builds_in;
    double sum = 0.0;
    if (bo_world_date(world, world->day) < world->company[company].param->builds_in_from_day) {
        return false;
    }
    for (uint32_t r = 0; r < world->n_regions && r < own->n; r++) {
        sums[r] = sum += own->value[r];
    }
    return sum > 0.0;
}

uint32_t bo_siting_region(const struct bo_world *world, uint32_t company, uint64_t key)
{
    const double *sums = world->company[company].param->buys_as_china ? world->siting_sums_china
                                                                      : world->siting_sums;
    uint32_t last = world->n_regions - 1;
    if (own_places(world, company, world->siting_sums_own)) {
        sums = world->siting_sums_own;
    }
    return place_of(sums, last, bo_world_draw(world, key, BO_DRAW_REGION, 0) * sums[last]);
}

/* What the usual size has grown by since the start. */
static double size_growth(const struct bo_world *world, double day)
{
    return bo_exp(bo_log1p(world->param->construction->size_growth_per_year) * day /
                  BO_DAYS_PER_YEAR);
}

static double drawn_size_mw(const struct bo_world *world, uint64_t key, uint32_t region,
                            double growth)
{
    const struct bo_construction_param *c = world->param->construction;
    struct bo_dist size = {.kind = BO_DIST_LOGNORMAL, .p = {1.0, c->size_sigma}};
    double u = bo_world_draw(world, key, BO_DRAW_SIZE, 0);
    double drawn = c->size_sigma > 0.0 ? bo_dist_quantile(&size, u) : 1.0;
    return c->size_median_mw * growth * drawn * world->region[region].param->size_multiplier;
}

double bo_siting_drawn_size_mw(const struct bo_world *world, uint64_t key, uint32_t region,
                               double day)
{
    return drawn_size_mw(world, key, region, size_growth(world, day));
}

double bo_siting_size_mw(const struct bo_world *world, uint32_t company, uint64_t key,
                         uint32_t region, double day)
{
    const struct bo_construction_param *c = world->param->construction;
    const struct bo_company *owner = &world->company[company];
    double growth = size_growth(world, day);
    /* Who usually starts less than a site a year begins with sites of the usual size. */
    double usual = bo_max(owner->start_rate_reference_mw, c->size_median_mw) * growth;
    double multiple = 1.0;
    if (usual > 0.0 && owner->start_rate_mw > usual) {
        multiple = bo_min(bo_exp(c->size_response * bo_log(owner->start_rate_mw / usual)),
                          c->size_multiple_max);
    }
    return multiple * drawn_size_mw(world, key, region, growth);
}
