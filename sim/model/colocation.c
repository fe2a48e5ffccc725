#include "buildout/model/colocation.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/grid.h"
#include "buildout/model/inflight.h"
#include "buildout/model/landlord.h"
#include "buildout/model/milestone.h"
#include "buildout/model/moratorium.h"
#include "buildout/model/siting.h"
#include "buildout/model/suites.h"

#define MONTHS_PER_YEAR 12.0

double bo_colocation_vacancy(const struct bo_region *region)
{
    if (!(region->colo_inventory_mw > 0.0)) {
        return 0.0;
    }
    return 1.0 - region->colo_leased_mw / region->colo_inventory_mw;
}

static uint64_t block_key(const struct bo_region *region, uint32_t ordinal)
{
    return bo_key_mix(region->colocation_key, ordinal);
}

static struct bo_project_order block(struct bo_world *world, uint32_t region, double day)
{
    struct bo_region *r = &world->region[region];
    struct bo_project_order order = {.owner = bo_world_landlord_party(world, region),
                                     .user = BO_NO_ROW,
                                     .region = region,
                                     .kind = BO_COLOCATION,
                                     .mw = world->param->colocation->block_mw,
                                     .key = block_key(r, r->n_colo_started),
                                     .ordinal = r->n_colo_started,
                                     .announced_day = day};
    r->n_colo_started++;
    return order;
}

/* What is under way at the start: what the last years' absorption made landlords begin, evenly in time. */
static void open_region(struct bo_world *world, uint32_t region)
{
    const struct bo_colocation_param *p = world->param->colocation;
    struct bo_region *r = &world->region[region];
    r->colo_inventory_mw = r->param->colo_inventory_mw;
    r->colo_leased_mw = r->colo_inventory_mw * (1.0 - r->param->colo_vacancy_frac);
    r->colo_trend_mw = r->colo_demand_mw = r->colo_leased_mw;
    r->rent_usd_per_kw_month = r->param->colo_rent_usd_per_kw_month;
    r->colo_growth_seen = bo_path_at(&p->absorption_growth_per_year, (double)world->start_day);
    double mw_per_year = r->colo_growth_seen * r->colo_leased_mw;
    double span = world->lead_nominal_days;
    double n = floor(mw_per_year * span / BO_DAYS_PER_YEAR / p->block_mw + 0.5);
    for (uint32_t i = 0; i < (uint32_t)n; i++) {
        struct bo_project_order order = block(world, region, -span * (1.0 - (i + 0.5) / n));
        order.in_flight = true;
        bo_inflight_add(world, &order);
    }
}

static uint32_t study_months(const struct bo_region *r)
{
    return (uint32_t)(r->study_median_days / BO_DAYS_PER_MONTH);
}

/* What a hall costs its owner a year, of what it cost to build: interest and wear (Jorgenson 1963). */
static double user_cost_per_year(const struct bo_world *world, double date)
{
    const struct bo_finance_param *p = world->param->finance;
    return bo_path_at(&p->base_rate_per_year, date) + BO_DAYS_PER_YEAR / p->life_buildings_days;
}

/* How far rents follow it, as one deal after another ends: by how much this month. */
static double pass_capital(struct bo_world *world, double date)
{
    const struct bo_colocation_param *p = world->param->colocation;
    double start = user_cost_per_year(world, (double)world->start_day);
    double whole = p->rent_capital_frac * bo_log(user_cost_per_year(world, date) / start);
    double before = world->rent_capital_log;
    world->rent_capital_log = bo_approach(before, whole, BO_DAYS_PER_MONTH, p->tenant_term_days);
    return world->rent_capital_log - before;
}

/* Of all regions, by inventory. */
static void average_rent(struct bo_world *world)
{
    double rent = 0.0, inventory = 0.0;
    for (uint32_t i = 0; i < world->n_regions; i++) {
        const struct bo_region *r = &world->region[i];
        rent += r->rent_usd_per_kw_month * r->colo_inventory_mw;
        inventory += r->colo_inventory_mw;
    }
    world->mean_rent_usd_per_kw_month = inventory > 0.0 ? rent / inventory : 0.0;
}

void bo_colocation_open(struct bo_world *world)
{
    for (uint32_t r = 0; r < world->n_regions; r++) {
        open_region(world, r);
    }
    average_rent(world);
}

/* MW a year of land that a landlord prepares for whole sites. */
static double prepared_mw_per_year(const struct bo_world *world, const struct bo_region *r)
{
    return world->param->colocation->bank_refill_ratio * r->leased_starts_mw;
}

/* Their own share of the grants, and land that was in the queue at the start as if granted already. */
static void open_grants(const struct bo_world *world, struct bo_region *r)
{
    double sites = bo_path_at(&r->param->grid_grants_mw_per_year, (double)world->start_day);
    double land = prepared_mw_per_year(world, r);
    if (bo_grid_binds_landlords(world) && sites > 0.0) {
        double taken = r->colo_growth_seen * r->colo_leased_mw + land;
        r->landlord_grants_ratio += world->param->grid->landlord_grants_ratio * taken / sites;
        r->bank_mw += r->param->grid_queue_at_start_days / BO_DAYS_PER_YEAR * land;
    }
}

void bo_colocation_open_bank(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_regions; i++) {
        struct bo_region *r = &world->region[i];
        r->bank_mw = world->param->colocation->bank_days / BO_DAYS_PER_YEAR * r->leased_starts_mw;
        open_grants(world, r);
        uint32_t study = study_months(r);
        for (uint32_t m = 0; m <= study && m < world->n_months; m++) {
            r->land_asked_mw[m] = prepared_mw_per_year(world, r) / MONTHS_PER_YEAR;
        }
    }
}

/* Rent against the cost of building, both as at the start 1. */
static double dearness(const struct bo_world *world, const struct bo_region *r, double date)
{
    const struct bo_path *cost = &world->param->construction->cost_index;
    double cost_ratio = bo_path_at(cost, date) / bo_path_at(cost, (double)world->start_day);
    return r->rent_usd_per_kw_month / r->param->colo_rent_usd_per_kw_month / cost_ratio;
}

/* Rents rise with what vacancy lacks of the natural one (Rosen and Smith 1983), so that a full market has a fastest rise;
 * above it they fall with the logarithm, which has the same slope there and no floor of vacancy. */
static double tightness(const struct bo_colocation_param *p, double vacancy)
{
    double ratio = vacancy / p->natural_vacancy_frac;
    return ratio < 1.0 ? 1.0 - ratio : -bo_log(ratio);
}

/* Tenants that move look elsewhere where rent has become dear, and come where it has not: of what is wanted in all, none is
 * lost. */
static void move_tenants(struct bo_world *world, double date)
{
    double per_month = world->param->colocation->move_per_year / MONTHS_PER_YEAR;
    double mobile = 0.0, sum = 0.0;
    if (!(per_month > 0.0)) {
        return;
    }
    for (uint32_t i = 0; i < world->n_regions; i++) {
        const struct bo_region *r = &world->region[i];
        double weight = r->param->colo_move_frac * r->colo_trend_mw;
        world->scratch[i] = weight > 0.0 ? bo_log(dearness(world, r, date)) : 0.0;
        mobile += weight;
        sum += weight * world->scratch[i];
    }
    for (uint32_t i = 0; i < world->n_regions && mobile > 0.0; i++) {
        struct bo_region *r = &world->region[i];
        double dearer = world->scratch[i] - sum / mobile;
        double leave = bo_clamp(per_month * r->param->colo_move_frac * dearer, -1.0, 1.0);
        r->colo_trend_mw -= leave * r->colo_trend_mw;
    }
}

/* Tenants take what they want of what is free; where rent has become dear they leave as their terms end. */
static void absorb(const struct bo_world *world, struct bo_region *r, double date, double capital)
{
    const struct bo_colocation_param *p = world->param->colocation;
    double vacancy = fmax(bo_colocation_vacancy(r), p->vacancy_least_frac);
    double drift = bo_path_at(&p->rent_cost_drift_per_year, date);
    double move = p->rent_answer_per_year * tightness(p, vacancy) + drift;
    r->rent_usd_per_kw_month *= bo_exp(move / MONTHS_PER_YEAR + capital);
    double growth = bo_path_at(&p->absorption_growth_per_year, date);
    r->colo_trend_mw *= 1.0 + growth / MONTHS_PER_YEAR;
    double wanted =
        r->colo_trend_mw * bo_exp(-p->rent_elasticity * bo_log(dearness(world, r, date)));
    r->colo_demand_mw = wanted;
    double before = r->colo_leased_mw;
    double full = fmax(r->colo_inventory_mw * (1.0 - p->vacancy_least_frac), before);
    r->colo_leased_mw = wanted > before
                            ? fmin(wanted, full)
                            : bo_approach(before, wanted, BO_DAYS_PER_MONTH, p->tenant_term_days);
    double lag = world->param->planning->growth_lag_days;
    r->colo_growth_seen = bo_approach(r->colo_growth_seen, growth, BO_DAYS_PER_MONTH, lag);
    r->suites_seen_mw_per_year = bo_approach(
        r->suites_seen_mw_per_year, MONTHS_PER_YEAR * r->suites_month_mw, BO_DAYS_PER_MONTH, lag);
    r->suites_month_mw = 0.0;
}

/* A stop of new connections stops landlords too, and lenders who do not lend: their blocks and the land that they prepare. */
static double allowed_frac(const struct bo_world *world, const struct bo_region *r, double day)
{
    uint32_t region = (uint32_t)(r - world->region);
    return bo_landlord_in_default(world, region)
               ? 0.0
               : (1.0 - bo_moratorium_stopped_frac(world, r, day)) *
                     bo_landlord_builds_frac(world, day);
}

static void build(struct bo_world *world, uint32_t region, double day)
{
    const struct bo_colocation_param *p = world->param->colocation;
    const struct bo_planning_param *plan = world->param->planning;
    struct bo_region *r = &world->region[region];
    double years =
        fmin(bo_siting_build_days(world, region), plan->horizon_max_days) / BO_DAYS_PER_YEAR;
    /* Landlords hear of tenants who find no hall, so they plan on what is wanted, not on what could be let; a rent above
     * the cost of building tells them of those whom it keeps away, but not of those whom the cost of capital does; one
     * below it, that some come only while no new hall must earn its cost; and they see whole suites go to companies. */
    double now = fmax(r->colo_leased_mw, r->colo_demand_mw);
    double at_cost = r->colo_trend_mw * bo_exp(-p->rent_elasticity * world->rent_capital_log);
    now = now < at_cost ? now + p->rent_belief_frac * (at_cost - now)
                        : fmax(r->colo_leased_mw, at_cost);
    double then = now * bo_exp(bo_log1p(fmax(r->colo_growth_seen, 0.0)) * years) +
                  r->suites_seen_mw_per_year * years;
    double wanted = then / (1.0 - p->natural_vacancy_frac);
    double gap = fmax(0.0, wanted - r->colo_inventory_mw - r->colo_building_mw);
    double rate = allowed_frac(world, r, day) * gap / (p->gap_close_days / BO_DAYS_PER_YEAR) /
                  MONTHS_PER_YEAR;
    r->colo_wanted_mw = fmin(r->colo_wanted_mw + rate, gap);
    while (r->colo_wanted_mw >= p->block_mw) {
        struct bo_project_order order = block(world, region, day);
        bo_milestone_announce(world, &order);
        r->colo_wanted_mw -= p->block_mw;
    }
}

void bo_colocation_grant_land(struct bo_region *region)
{
    region->bank_mw += region->land_queued_mw[region->n_land_granted];
    region->n_land_granted++;
}

/* Land for whole sites, asked for ahead of tenants: it is ready when the grid has studied it and granted its MW. */
static void prepare_land(struct bo_world *world, struct bo_region *r, double day)
{
    double mw = allowed_frac(world, r, day) * prepared_mw_per_year(world, r) / MONTHS_PER_YEAR;
    if (!bo_grid_binds_landlords(world) || !world->param->construction->grid_binds) {
        r->bank_mw += mw;
        return;
    }
    uint32_t studied = world->month + study_months(r);
    if (studied < world->n_months) {
        r->land_asked_mw[studied] = mw;
    }
    if (world->month < world->n_months && r->land_asked_mw[world->month] > 0.0) {
        bo_fluid_queue_add(&r->grid, day, r->land_asked_mw[world->month], BO_NO_ROW);
        r->land_queued_mw[r->n_land_queued] = r->land_asked_mw[world->month];
        r->n_land_queued++;
    }
}

void bo_colocation_close(struct bo_world *world, double day)
{
    bo_suites_close(world); /* large tenants are served before small ones */
    double date = (double)world->start_day + day;
    move_tenants(world, date);
    double capital = pass_capital(world, date);
    for (uint32_t i = 0; i < world->n_regions; i++) {
        struct bo_region *r = &world->region[i];
        absorb(world, r, date, capital);
        build(world, i, day);
        r->leased_starts_mw =
            bo_approach(r->leased_starts_mw, MONTHS_PER_YEAR * r->leased_starts_month_mw,
                        BO_DAYS_PER_MONTH, BO_DAYS_PER_YEAR);
        r->leased_starts_month_mw = 0.0;
        prepare_land(world, r, day);
    }
    average_rent(world);
}
