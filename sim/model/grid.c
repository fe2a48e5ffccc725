#include "buildout/model/grid.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/milestone.h"
#include "buildout/model/planned_site.h"
#include "buildout/model/supply.h"

#define MONTHS_PER_YEAR 12.0
#define QUOTE_MAX_DAYS (20.0 * BO_DAYS_PER_YEAR) /* as no horizon of a scenario is longer */

double bo_grid_quote_days(const struct bo_world *world, const struct bo_region *region)
{
    double days = bo_fluid_queue_wait_days(&region->grid);
    if (region->grid.capacity > 0.0) {
        days += world->param->grid->speculative_counted_frac * region->speculative_mw /
                region->grid.capacity;
    }
    return bo_min(days, QUOTE_MAX_DAYS); /* where nothing is granted too */
}

bool bo_grid_binds_landlords(const struct bo_world *world)
{
    return world->param->grid->landlord_grants_ratio > 0.0;
}

/* What all makers of generation for data centres deliver, MW of IT a day; infinite: as much as is asked for. */
static double generation_mw_per_day(const struct bo_world *world, double day)
{
    return bo_path_at(&world->param->grid->on_site_max_mw_per_year,
                      (double)world->start_day + day) /
           BO_DAYS_PER_YEAR;
}

/* Until those that ordered before have theirs; without end where none is made. */
static double book_days(const struct bo_world *world)
{
    double made = generation_mw_per_day(world, world->day);
    return made > 0.0 ? world->on_site_book_mw / made : (double)INFINITY;
}

double bo_grid_on_site_quote_days(const struct bo_world *world)
{
    return world->on_site_median_days + book_days(world);
}

bool bo_grid_on_site_is_limited(const struct bo_world *world)
{
    return isfinite(generation_mw_per_day(world, world->day));
}

/* Of projects for which the grid quotes so many days. */
static double around_frac(const struct bo_world *world, const struct bo_region *region,
                          double quote)
{
    const struct bo_grid_param *g = world->param->grid;
    double can = bo_path_at(&region->param->on_site_frac, (double)world->start_day + world->day);
    if (!(quote > g->on_site_wait_days) || !(can > 0.0) ||
        !(quote > bo_grid_on_site_quote_days(world))) {
        return 0.0;
    }
    double left = 1.0 - g->on_site_more_ratio * can;
    if (!(g->on_site_wait_days > 0.0) || !(left > 0.0)) {
        return g->on_site_more_ratio > 0.0 ? 1.0 : can;
    }
    return 1.0 - (1.0 - can) * bo_pow(left, quote / g->on_site_wait_days - 1.0);
}

double bo_grid_around_frac(const struct bo_world *world, const struct bo_region *region)
{
    return around_frac(world, region, bo_grid_quote_days(world, region));
}

/* The quote, by the part of projects that do not wait for it. */
static double wait_or_around(const struct bo_world *world, const struct bo_region *region,
                             double quote)
{
    double frac = around_frac(world, region, quote);
    return frac > 0.0 ? quote + frac * (bo_grid_on_site_quote_days(world) - quote) : quote;
}

double bo_grid_power_days(const struct bo_world *world, const struct bo_region *region)
{
    double study = bo_max(0.0, region->study_median_days - world->grid_lead_median_days);
    double quote = bo_grid_quote_days(world, region);
    return world->param->grid->on_site_early ? wait_or_around(world, region, study + quote)
                                             : study + wait_or_around(world, region, quote);
}

double bo_grid_place_days(const struct bo_region *region, const struct bo_project *p)
{
    double ahead = p->grid_position - region->grid.served;
    return region->grid.capacity > 0.0 ? bo_max(0.0, ahead) / region->grid.capacity
                                       : ((double)INFINITY);
}

bool bo_grid_grants_anew(const struct bo_world *world, const struct bo_region *region)
{
    double day = bo_world_closed_date(world, world->day) - (double)world->start_day;
    return bo_supply_grants_mw_per_day(world, region, day) > 0.0 && region->grid.capacity > 0.0;
}

double bo_grid_requests_mw(const struct bo_region *region)
{
    return bo_fluid_queue_backlog(&region->grid) + region->speculative_mw;
}

static bool goes_around(const struct bo_world *world, const struct bo_region *region,
                        const struct bo_project *p, double quote)
{
    if (p->planned_site != NULL && p->planned_site->power != BO_POWER_USUAL) {
        return p->planned_site->power == BO_POWER_OWN;
    }
    double around = around_frac(world, region, quote);
    return around > 0.0 && bo_world_draw(world, p->key, BO_DRAW_ON_SITE, 0) < around;
}

/* Orders generation, in the order of those who do. */
static void go_around(struct bo_world *world, struct bo_project *p, double day)
{
    const struct bo_grid_param *g = world->param->grid;
    p->on_site = true;
    if (bo_planned_site_has_power_date(p)) { /* by a contract of its own: it stands in no book */
        p->on_site_day = bo_planned_site_power_day(world, p);
    } else {
        p->on_site_day = day +
                         bo_world_sample(world, &g->on_site_days, p->key, BO_DRAW_ON_SITE_DAYS) +
                         book_days(world);
        world->on_site_book_mw += p->mw;
    }
    p->cost_usd += p->mw * g->on_site_cost_usd_per_mw;
}

bool bo_grid_go_around_early(struct bo_world *world, struct bo_project *p, double day)
{
    const struct bo_region *region = &world->region[p->region];
    bool may = world->param->grid->on_site_early && p->kind != BO_SITE_OPTION &&
               !bo_project_on_option(p) && !p->in_flight && bo_milestone_needs_grid_turn(world, p);
    double study = bo_max(0.0, region->study_median_days - p->plan.grid_lead_days);
    if (!may || !goes_around(world, region, p, study + bo_grid_quote_days(world, region))) {
        return false;
    }
    p->study_day = day; /* none is needed */
    go_around(world, p, day);
    return true;
}

bool bo_grid_request(struct bo_world *world, uint32_t index, double day)
{
    const struct bo_grid_param *g = world->param->grid;
    struct bo_project *p = &world->project[index];
    struct bo_region *region = &world->region[p->region];
    if (p->kind == BO_SITE_OPTION ||
        !goes_around(world, region, p, bo_grid_quote_days(world, region))) {
        double date = (double)world->start_day + day;
        bo_fluid_queue_add(&region->grid, day, p->mw, index);
        p->grid_position = region->grid.order[region->grid.n_orders - 1].position;
        region->speculative_mw += p->mw * bo_path_at(&g->speculative_ratio, date);
        return false;
    }
    go_around(world, p, day);
    return true;
}

/* Requests not meant beside each that is at the head of a queue: those that asked when it did and have not given up since.
 * None where there is no queue: what nobody waits for is not missed. */
static double speculative_at_head(const struct bo_world *world, const struct bo_region *region,
                                  double day)
{
    const struct bo_grid_param *g = world->param->grid;
    double wait = bo_fluid_queue_wait_days(&region->grid);
    if (!isfinite(wait)) {
        return 0.0;
    }
    double asked = bo_path_at(&g->speculative_ratio, (double)world->start_day + day - wait);
    double stayed = bo_exp(-wait / g->speculative_stay_days);
    return asked * stayed * bo_min(1.0, wait / BO_DAYS_PER_MONTH);
}

/* Of what a grid grants, the part that goes to requests not meant. */
static double idle_grants_frac(const struct bo_world *world, const struct bo_region *region,
                               double day)
{
    double beside = speculative_at_head(world, region, day);
    return beside / (1.0 + beside);
}

/* Of those not meant, a part gives up every month, and a part gets its grant: it lies idle until it is taken back. Returns
 * the MW a day that are left for who builds. */
static double share_grants(const struct bo_world *world, struct bo_region *region, double day)
{
    const struct bo_grid_param *g = world->param->grid;
    double granted = bo_supply_grants_mw_per_day(world, region, day);
    double idle = idle_grants_frac(world, region, day) * granted;
    region->speculative_mw = bo_max(
        0.0, bo_approach(region->speculative_mw, 0.0, BO_DAYS_PER_MONTH, g->speculative_stay_days) -
                 idle * BO_DAYS_PER_MONTH);
    if (!(g->speculative_hold_days > 0.0)) {
        return granted; /* given to the next at once */
    }
    double kept = bo_approach(region->held_mw, 0.0, BO_DAYS_PER_MONTH, g->speculative_hold_days);
    double back = (region->held_mw - kept) / BO_DAYS_PER_MONTH;
    region->held_mw = kept + idle * BO_DAYS_PER_MONTH;
    return granted - idle + back;
}

void bo_grid_open(struct bo_world *world, struct bo_region *region)
{
    const struct bo_grid_param *g = world->param->grid;
    double granted = bo_supply_grants_mw_per_day(world, region, 0.0);
    double idle = idle_grants_frac(world, region, 0.0) * granted;
    double wait = bo_fluid_queue_wait_days(&region->grid);
    double asked = bo_path_at(&g->speculative_ratio, (double)world->start_day);
    if (isfinite(wait)) {
        double stay = g->speculative_stay_days;
        region->speculative_mw = asked * granted * stay * (1.0 - bo_exp(-wait / stay));
    }
    region->held_mw = idle * g->speculative_hold_days;
}

/* What a queue longer than the grid bears calls up, once its works are done. */
static void answer(const struct bo_world *world, struct bo_region *region)
{
    const struct bo_grid_param *g = world->param->grid;
    uint32_t delay = (uint32_t)(g->answer_delay_days / BO_DAYS_PER_MONTH);
    if (g->answer_per_year > 0.0 && world->month + delay < world->n_months) {
        double years = bo_min(bo_fluid_queue_wait_days(&region->grid),
                              world->param->planning->horizon_max_days) /
                       BO_DAYS_PER_YEAR;
        region->grid_decided[world->month + delay] =
            bo_min(g->answer_per_year * years, g->answer_max_per_year);
    }
    if (world->month < world->n_months && region->grid_decided[world->month] > 0.0) {
        region->grid_ratio *= bo_exp(region->grid_decided[world->month] / MONTHS_PER_YEAR);
    }
}

void bo_grid_close(struct bo_world *world, struct bo_region *region, double day)
{
    bo_fluid_queue_advance(&region->grid, day);
    answer(world, region);
    bo_fluid_queue_set(&region->grid, day, share_grants(world, region, day), 0.0);
}

void bo_grid_close_makers(struct bo_world *world, double day)
{
    double made = generation_mw_per_day(world, day) * BO_DAYS_PER_MONTH;
    world->on_site_book_mw = bo_max(0.0, world->on_site_book_mw - made);
}

double bo_grid_on_site_frac(const struct bo_estate *estate)
{
    return estate->on_site_mw > 0.0 ? estate->on_site_mw / (estate->owned_mw + estate->leased_mw)
                                    : 0.0;
}

double bo_grid_power_price(const struct bo_world *world, uint32_t company, uint32_t region)
{
    double own = bo_grid_on_site_frac(&world->company[company].estate[region]);
    double more = world->param->grid->on_site_price_ratio - 1.0;
    return world->region[region].power_price_usd_per_mwh * (1.0 + own * more);
}

double bo_grid_least_price_ratio(const struct bo_world *world, const struct bo_region *region)
{
    double date = bo_world_closed_date(world, world->day);
    double least = bo_path_at(&region->param->least_charge_frac, date);
    return bo_max(1.0, least / world->param->power->load_factor_frac);
}

double bo_grid_undrawn_usd(const struct bo_world *world, uint32_t company, uint32_t region)
{
    const struct bo_region *r = &world->region[region];
    const struct bo_estate *e = &world->company[company].estate[region];
    if (e->pue_mw <= 0.0 && e->energy_mwh >= 0.0) {
        return 0.0; /* it has nothing there, as most have in most regions */
    }
    double least =
        bo_path_at(&r->param->least_charge_frac, bo_world_closed_date(world, world->day));
    double own = bo_grid_on_site_frac(e);
    double full_mwh = e->pue_mw * world->month_days * BO_HOURS_PER_DAY;
    double undrawn_mwh = (1.0 - own) * bo_max(0.0, least * full_mwh - e->energy_mwh);
    return undrawn_mwh * r->power_price_usd_per_mwh;
}

double bo_grid_emission_kg_per_kwh(const struct bo_world *world, uint32_t company, uint32_t region)
{
    double own = bo_grid_on_site_frac(&world->company[company].estate[region]);
    double grid = world->region[region].emission_kg_per_kwh;
    return grid + own * (world->param->grid->on_site_kg_per_kwh - grid);
}
