#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/colocation.h"
#include "buildout/model/grid.h"
#include "buildout/model/record.h"
#include "buildout/model/supply.h"
#include "recorder.h"

#define MWH_PER_TWH 1e6
#define KG_PER_MT 1e9
#define KWH_PER_MWH 1000.0

static void add_project(struct bo_pipeline_sums *s, bool coming, bool building, double mw_building)
{
    s->sites += coming;
    s->building += coming & building;
    s->mw_building += mw_building;
}

/* How far a project is nobody can guess: nothing is added without a branch. */
static void sum_projects(struct bo_world *world)
{
    struct bo_pipeline_sums *of_region = world->recorder->pipeline_of_region;
    struct bo_pipeline_sums *of_party = world->recorder->pipeline_of_party;
    memset(of_region, 0, world->n_regions * sizeof *of_region);
    memset(of_party, 0, (world->n_companies + world->n_regions) * sizeof *of_party);
    for (uint32_t i = 0; i < world->n_active; i++) {
        const struct bo_project *p = &world->project[world->active[i]];
        if (p->kind == BO_COLOCATION || p->kind == BO_SITE_OPTION) {
            continue;
        }
        bool building = bo_project_active(p) & (p->state != BO_PERMIT);
        bool coming = (p->kind == BO_NEW_SITE) & bo_project_in_pipeline(p);
        double mw = building ? bo_project_left_mw(p) : 0.0;
        add_project(&of_region[p->region], coming, building, mw);
        add_project(&of_party[p->owner], coming, building, mw);
    }
}

static void put_pipeline(const struct bo_scope *scope, const struct bo_pipeline_sums *s)
{
    bo_put(scope, V_PIPELINE, s->sites);
    bo_put(scope, V_BUILDING, s->building);
    bo_put(scope, V_MW_BUILDING, s->mw_building);
}

/* What companies have, by region and by company. Most have nothing in most regions. */
struct bo_estate_sums {
    double sites, owned_mw, leased_mw, energy_mwh, leased_building_mw, on_site_mw, kg;
};

static bool is_any(const struct bo_estate *e)
{
    return e->n_sites > 0 || e->owned_mw != 0.0 || e->leased_mw != 0.0 ||
           e->leased_building_mw != 0.0 || e->energy_mwh != 0.0 || e->on_site_mw != 0.0;
}

static void add_estate(struct bo_estate_sums *s, const struct bo_estate *e, double kg)
{
    s->sites += e->n_sites;
    s->owned_mw += e->owned_mw;
    s->leased_mw += e->leased_mw;
    s->leased_building_mw += e->leased_building_mw;
    s->energy_mwh += e->energy_mwh;
    s->on_site_mw += e->on_site_mw;
    s->kg += kg;
}

static void sum_estates(struct bo_world *world)
{
    struct bo_estate_sums *of_region = world->recorder->estates_of_region;
    struct bo_estate_sums *of_company = world->recorder->estates_of_company;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        of_region[r] = (struct bo_estate_sums){.sites = world->landlord_sites[r]};
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        of_company[c] = (struct bo_estate_sums){.sites = 0.0};
        for (uint32_t r = 0; r < world->n_regions; r++) {
            const struct bo_estate *e = &world->company[c].estate[r];
            if (is_any(e)) {
                double kg = e->energy_mwh * KWH_PER_MWH * bo_grid_emission_kg_per_kwh(world, c, r);
                add_estate(&of_region[r], e, kg);
                add_estate(&of_company[c], e, kg);
            }
        }
    }
}

static void record_landlord(struct bo_world *world, uint32_t r, const struct bo_estate_sums *s)
{
    const struct bo_region *region = &world->region[r];
    const struct bo_landlord *l = &world->landlord[r];
    uint32_t party = bo_world_landlord_party(world, r);
    const bo_money *balance = world->ledger.balance[party];
    const bo_money *month = world->ledger.month[party];
    struct bo_scope scope = bo_scope_of_landlord(world, r);
    bo_put(&scope, V_SITES, world->landlord_sites[r]);
    bo_put(&scope, V_MW, s->leased_mw);
    put_pipeline(&scope, &world->recorder->pipeline_of_party[party]);
    bo_put(&scope, V_COLO_INVENTORY, region->colo_inventory_mw);
    double under_way = s->leased_building_mw + region->colo_building_mw;
    if (under_way > 0.0) {
        bo_put(&scope, V_PRELEASED, fmax(0.0, s->leased_building_mw) / under_way);
    }
    bo_put(&scope, V_REVENUE, l->revenue.month / BO_USD_PER_MILLION);
    bo_put(&scope, V_CAPEX, l->capex.month / BO_USD_PER_MILLION);
    bo_put(&scope, V_OCF, l->ocf.month / BO_USD_PER_MILLION);
    bo_put(&scope, V_OPERATING_INCOME, l->operating_income_usd / BO_USD_PER_MILLION);
    bo_put(&scope, V_NET_INCOME, l->net_income_usd / BO_USD_PER_MILLION);
    bo_put(&scope, V_FREE_CASH_FLOW, (l->ocf.month - l->capex.month) / BO_USD_PER_MILLION);
    bo_put(&scope, V_DEPRECIATION, l->depreciation_usd / BO_USD_PER_MILLION);
    bo_put(&scope, V_INTEREST, l->interest_usd / BO_USD_PER_MILLION);
    bo_put(&scope, V_BUYBACKS, bo_money_usd(month[BO_BUYBACKS]) / BO_USD_PER_MILLION);
    const bo_money *cash = world->ledger.cash[party];
    bo_put(&scope, V_FUNDING,
           bo_money_usd(cash[BO_DEBT_ISSUED] + cash[BO_EQUITY_RAISED]) / BO_USD_PER_MILLION);
    bo_put(&scope, V_EQUITY_RAISED, bo_money_usd(cash[BO_EQUITY_RAISED]) / BO_USD_PER_MILLION);
    bo_put_some(&scope, V_DEBT_REPAID, bo_money_usd(month[BO_DEBT_REPAID]) / BO_USD_PER_MILLION);
    bo_put(&scope, V_CASH, bo_money_usd(balance[BO_CASH]) / BO_USD_PER_MILLION);
    bo_put(&scope, V_DEBT, -bo_money_usd(balance[BO_DEBT]) / BO_USD_PER_MILLION);
    bo_put(&scope, V_EQUITY, -bo_money_usd(balance[BO_EQUITY]) / BO_USD_PER_MILLION);
}

static bool is_december(const struct bo_world *world)
{
    return bo_month_of_day(bo_world_date(world, world->day)) % 12 ==
           0; /* the month closed is the one before */
}

static void put_late(const struct bo_scope *scope, const struct bo_lateness *late)
{
    if (is_december(scope->world) && !isnan(late->late_frac)) {
        bo_put(scope, V_LATE, late->late_frac);
    }
}

static void record_region(struct bo_world *world, uint32_t r, const struct bo_estate_sums *s)
{
    const struct bo_region *region = &world->region[r];
    struct bo_scope scope = bo_scope_of_region(world, r);
    bo_put(&scope, V_SITES, s->sites);
    bo_put(&scope, V_OPENINGS, world->count.openings_region[r]);
    bo_put(&scope, V_CANCELLED, world->count.cancelled_region[r]);
    put_pipeline(&scope, &world->recorder->pipeline_of_region[r]);
    bo_put(&scope, V_MW, s->owned_mw + s->leased_mw);
    bo_put(&scope, V_MW_LEASED, s->leased_mw);
    put_late(&scope, &world->count.late_region[r]);
    bo_put(&scope, V_CREW_USE, bo_supply_crew_use(region));
    bo_put(&scope, V_CREWS, region->crews.capacity);
    bo_put(&scope, V_COST, world->siting[r].cost_usd_per_mw / BO_USD_PER_MILLION);
    if (bo_grid_grants_anew(world, region)) { /* else there is no wait to tell */
        bo_put(&scope, V_GRID_WAIT, bo_fluid_queue_wait_days(&region->grid) / BO_DAYS_PER_MONTH);
    }
    bo_put(&scope, V_GRID_GRANTS, region->grid.capacity * BO_DAYS_PER_YEAR);
    bo_put(&scope, V_GRID_QUEUE, bo_supply_grid_queue_mw(region));
    bo_put(&scope, V_GRID_REQUESTS, bo_grid_requests_mw(region));
    bo_put(&scope, V_GRID_IDLE, region->held_mw);
    bo_put(&scope, V_MW_ON_SITE, s->on_site_mw);
    bo_put(&scope, V_VACANCY, bo_colocation_vacancy(region));
    bo_put(&scope, V_RENT, region->rent_usd_per_kw_month);
    bo_put(&scope, V_COLO_INVENTORY, region->colo_inventory_mw);
    bo_put(&scope, V_POWER_PRICE, region->power_price_usd_per_mwh);
    bo_put(&scope, V_ELECTRICITY, s->energy_mwh / MWH_PER_TWH);
    bo_put(&scope, V_CO2, s->kg / KG_PER_MT);
    record_landlord(world, r, s);
}

static void record_company_places(const struct bo_world *world, uint32_t c)
{
    struct bo_scope here = bo_scope_of_company(world, c);
    for (uint32_t r = 0; r < world->n_regions && world->recorder->of_places; r++) {
        const struct bo_estate *e = &world->company[c].estate[r];
        here.place = world->region[r].param->entry.name;
        here.column = world->recorder->of_company_region[c * world->n_regions + r];
        bo_put_here(&here, BO_HERE_SITES, e->n_sites);
        bo_put_here(&here, BO_HERE_MW, e->owned_mw);
        bo_put_here(&here, BO_HERE_LEASED, e->leased_mw);
    }
}

static void record_company_sites(struct bo_world *world, uint32_t c)
{
    const struct bo_estate_sums *s = &world->recorder->estates_of_company[c];
    struct bo_scope scope = bo_scope_of_company(world, c);
    bo_put(&scope, V_SITES, s->sites);
    bo_put(&scope, V_OPENINGS, world->count.openings_company[c]);
    bo_put(&scope, V_CANCELLED, world->count.cancelled_company[c]);
    put_late(&scope, &world->count.late_company[c]);
    put_pipeline(&scope, &world->recorder->pipeline_of_party[c]);
    bo_put(&scope, V_MW, s->owned_mw);
    bo_put(&scope, V_MW_LEASED, s->leased_mw);
    bo_put_some(&scope, V_MW_ON_SITE, s->on_site_mw);
    bo_put(&scope, V_MW_DEMAND, world->company[c].demand_mw);
    record_company_places(world, c);
    bo_put(&scope, V_ELECTRICITY, s->energy_mwh / MWH_PER_TWH);
    bo_put(&scope, V_CO2, s->kg / KG_PER_MT);
}

static void record_world(struct bo_world *world, const struct bo_estate_sums *s)
{
    struct bo_pipeline_sums pipeline = {0};
    double sites, mw, capex, queue = 0.0, inventory = 0.0, leased = 0.0, demand = 0.0, kg = 0.0,
                             on_site = 0.0, requests = 0.0, idle_grants = 0.0;
    bo_world_totals(world, &sites, &mw, NULL, &capex);
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_region *region = &world->region[r];
        const struct bo_pipeline_sums *here = &world->recorder->pipeline_of_region[r];
        pipeline.sites += here->sites;
        pipeline.building += here->building;
        pipeline.mw_building += here->mw_building;
        queue += bo_supply_grid_queue_mw(region);
        inventory += region->colo_inventory_mw;
        leased += region->colo_leased_mw;
        kg += s[r].kg;
        on_site += s[r].on_site_mw;
        requests += bo_grid_requests_mw(region);
        idle_grants += region->held_mw;
    }
    double mwh = 0.0, leased_mw = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        mwh += s[r].energy_mwh;
        leased_mw += s[r].leased_mw;
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        demand += world->company[c].demand_mw;
    }
    struct bo_scope scope = bo_scope_of_world(world);
    bo_put(&scope, V_SITES, sites);
    bo_put(&scope, V_MW, mw);
    put_pipeline(&scope, &pipeline);
    bo_put(&scope, V_OPENINGS, world->count.openings);
    bo_put(&scope, V_CANCELLED, world->count.cancelled);
    bo_put(&scope, V_MW_LEASED, leased_mw);
    bo_put(&scope, V_MW_DEMAND, demand);
    bo_put(&scope, V_GRID_QUEUE, queue);
    bo_put(&scope, V_GRID_REQUESTS, requests);
    bo_put(&scope, V_GRID_IDLE, idle_grants);
    bo_put(&scope, V_MW_ON_SITE, on_site);
    double own_days = bo_grid_on_site_quote_days(world);
    if (bo_grid_on_site_is_limited(world) && isfinite(own_days)) {
        bo_put(&scope, V_ON_SITE_LEAD, own_days / BO_DAYS_PER_WEEK);
    }
    bo_put(&scope, V_COLO_INVENTORY, inventory);
    if (inventory > 0.0) {
        bo_put(&scope, V_VACANCY, 1.0 - leased / inventory);
        bo_put(&scope, V_RENT, world->mean_rent_usd_per_kw_month);
    }
    bo_put(&scope, V_ELECTRICITY, mwh / MWH_PER_TWH);
    bo_put(&scope, V_CO2, kg / KG_PER_MT);
    bo_put(&scope, V_COST, world->mean_cost_usd_per_mw / BO_USD_PER_MILLION);
    if (is_december(world)) {
        bo_put(&scope, V_LATE, world->count.late_frac);
    }
    for (uint32_t k = 0; k < world->n_makers; k++) {
        bo_put(&scope, variable_of_maker(k),
               bo_supply_lead_days(&world->maker[k]) / BO_DAYS_PER_WEEK);
    }
}

static void open(struct bo_world *world)
{
    struct bo_recorder *r = world->recorder;
    r->estates_of_region = BO_NEW_ARRAY(world->arena, struct bo_estate_sums, world->n_regions);
    r->estates_of_company = BO_NEW_ARRAY(world->arena, struct bo_estate_sums, world->n_companies);
}

void bo_record_sites(struct bo_world *world)
{
    if (world->recorder->estates_of_region == NULL) {
        open(world);
    }
    sum_projects(world);
    sum_estates(world);
    const struct bo_estate_sums *s = world->recorder->estates_of_region;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        record_region(world, r, &s[r]);
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (world->company[c].alive) {
            record_company_sites(world, c);
        }
    }
    record_world(world, s);
}
