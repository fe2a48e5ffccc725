#include "buildout/model/load.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

#define MONTHS_PER_YEAR 12.0

static uint32_t ramp_months(const struct bo_world *world)
{
    double months = floor(world->param->power->ramp_days / BO_DAYS_PER_MONTH + 0.5);
    return months > 1.0 ? (uint32_t)months : 1;
}

/* A load grows by `step_mw` a month, for so many months from the coming one on. */
static void fill(struct bo_world *world, uint32_t company, uint32_t region, double step_mw,
                 uint32_t months)
{
    world->company[company].estate[region].load_slope_mw += step_mw;
    uint32_t end = world->month + months;
    if (end < world->n_months) {
        world->region[region].load_slope_end[bo_world_end(world, company, end)] += step_mw;
    }
}

/* Growth a month, as was usual at the start. */
static double usual_growth(const struct bo_world *world)
{
    return bo_max(0.0, world->param->planning->growth_anchor_per_year) / MONTHS_PER_YEAR;
}

/* How much there was, by age in months, of what grew so. */
static const double *earlier_ratio(struct bo_world *world)
{
    if (world->earlier_ratio == NULL) {
        uint32_t ramp = ramp_months(world);
        world->earlier_ratio = BO_NEW_ARRAY(world->arena, double, ramp);
        for (uint32_t age = 1; age < ramp; age++) {
            world->earlier_ratio[age] = bo_exp(-usual_growth(world) * age);
        }
    }
    return world->earlier_ratio;
}

/* What was energised in the last months before the start, at the growth of the time, is still being filled. */
static void fill_latest(struct bo_world *world, uint32_t company, uint32_t region, double load)
{
    struct bo_estate *estate = &world->company[company].estate[region];
    const double *earlier = earlier_ratio(world);
    double grown = bo_expm1(usual_growth(world));
    uint32_t ramp = ramp_months(world);
    for (uint32_t age = 1; age < ramp; age++) {
        double step = load * earlier[age] * grown / ramp;
        estate->load_mw -= step * (ramp - age);
        fill(world, company, region, step, ramp - age);
    }
}

void bo_load_open(struct bo_world *world, uint32_t company, uint32_t region, double owned_mw,
                  double leased_mw)
{
    struct bo_estate *estate = &world->company[company].estate[region];
    double mw = owned_mw + leased_mw, load = mw * world->param->power->load_factor_frac;
    estate->owned_mw += owned_mw;
    estate->leased_mw += leased_mw;
    estate->load_mw += load;
    if (load > 0.0 && usual_growth(world) > 0.0) {
        fill_latest(world, company, region, load);
    }
    estate->pue_mw += mw * world->region[region].param->pue_fleet_ratio;
}

double bo_load_pue_new(const struct bo_world *world, const struct bo_region *region, double day)
{
    double overhead = region->param->pue_new_ratio - 1.0;
    return 1.0 +
           overhead * bo_path_at(&region->param->overhead_index, (double)world->start_day + day);
}

void bo_load_energise(struct bo_world *world, const struct bo_project *project, double mw)
{
    struct bo_estate *estate = &world->company[project->user].estate[project->region];
    if (bo_world_is_landlord(world, project->owner)) {
        estate->leased_mw += mw;
    } else {
        estate->owned_mw += mw;
    }
    estate->on_site_mw += project->on_site ? mw : 0.0;
    estate->pue_mw += mw * bo_load_pue_new(world, &world->region[project->region], world->day);
    uint32_t months = ramp_months(world);
    double slope = mw * world->param->power->load_factor_frac / months;
    fill(world, project->user, project->region, slope, months);
}

void bo_load_close(struct bo_world *world)
{
    for (uint32_t c = 0; c < world->n_companies; c++) {
        for (uint32_t r = 0; r < world->n_regions; r++) {
            struct bo_estate *estate = &world->company[c].estate[r];
            estate->load_slope_mw -=
                world->region[r].load_slope_end[bo_world_end(world, c, world->month)];
            estate->load_mw += estate->load_slope_mw;
            estate->energy_mwh = bo_load_energy_mwh(world, c, r, world->month_days);
        }
    }
}

double bo_load_energy_mwh(const struct bo_world *world, uint32_t company, uint32_t region,
                          double days)
{
    const struct bo_estate *estate = &world->company[company].estate[region];
    double mw = estate->owned_mw + estate->leased_mw;
    double pue = mw > 0.0 ? estate->pue_mw / mw : 1.0;
    return estate->load_mw * world->company[company].use_ratio * pue * days * BO_HOURS_PER_DAY;
}

double bo_load_power_price(const struct bo_world *world, uint32_t region, double day)
{
    const struct bo_region_param *p = world->region[region].param;
    const struct bo_path *path = &p->power_price_usd_per_mwh;
    double date = bo_world_closed_date(world, day);
    double price = bo_path_at(path, date);
    if (path->v.n > 0 && date > path->day[path->v.n - 1]) {
        price *= bo_exp(p->power_price_drift_per_year * (date - path->day[path->v.n - 1]) /
                        BO_DAYS_PER_YEAR);
    }
    return price * world->region[region].power_luck_ratio;
}

void bo_load_begin_year(struct bo_world *world, int32_t year)
{
    double sigma = world->param->power->price_noise_sigma;
    struct bo_dist noise = {.kind = BO_DIST_LOGNORMAL, .p = {1.0, sigma}};
    for (uint32_t r = 0; r < world->n_regions; r++) {
        struct bo_region *region = &world->region[r];
        double u =
            bo_world_draw(world, region->param->entry.hash, BO_DRAW_POWER_PRICE, (uint32_t)year);
        region->power_luck_ratio = sigma > 0.0 ? bo_dist_quantile(&noise, u) : 1.0;
    }
}

double bo_load_emission_kg_per_kwh(const struct bo_world *world, uint32_t region, double day)
{
    const struct bo_region_param *p = world->region[region].param;
    const struct bo_path *path = &p->emission_kg_per_kwh;
    double date = bo_world_closed_date(world, day);
    double factor = bo_path_at(path, date);
    if (path->v.n > 0 && date > path->day[path->v.n - 1]) {
        factor *= bo_exp(p->emission_drift_per_year * (date - path->day[path->v.n - 1]) /
                         BO_DAYS_PER_YEAR);
    }
    return factor;
}
