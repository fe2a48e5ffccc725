#include "buildout/model/record.h"

#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/board.h"
#include "buildout/model/colocation.h"
#include "buildout/model/load.h"
#include "buildout/model/supply.h"
#include "variables.h"

#define USD_PER_MILLION 1e6
#define MWH_PER_TWH 1e6
#define KG_PER_MT 1e9
#define KWH_PER_MWH 1000.0

/* Series of an entity, or of an entity at a place, by variable: a slot is taken when the first value comes, so that what
 * nothing computes has no series. */
struct scope {
    const struct bo_world *world;
    const char *entity, *place;
    uint32_t *slot; /* [variables] from 1; 0: none */
};

/* Whose values a slot holds. */
struct held {
    uint32_t variable, first_month;
    const char *entity, *place;
};

/* What is told of a company in each region. */
enum { HERE_SITES, HERE_MW, HERE_LEASED, N_HERE };
static const enum variable here_variable[N_HERE] = {V_SITES, V_MW, V_MW_LEASED};

/* Values are written month by month, side by side, and become series at the end: a run writes each month once, but
 * its series are read one by one. */
struct bo_recorder {
    uint32_t n_variables, n_held, width;
    struct held *held;                     /* [width] */
    double *value;                         /* [months x width] */
    uint32_t *of_world;                    /* [variables] */
    uint32_t *of_region;                   /* [regions x variables] */
    uint32_t *of_company;                  /* [companies x variables] */
    uint32_t *of_landlord;                 /* [regions x variables] */
    uint32_t (*of_company_region)[N_HERE]; /* [companies x regions] */
    /* sums of the month from the active projects */
    double *pipeline_region, *building_region, *mw_building_region;
    double *pipeline_party, *building_party, *mw_building_party;
};

void bo_record_open(struct bo_world *world)
{
    struct bo_arena *arena = world->arena;
    struct bo_recorder *r = BO_NEW(arena, struct bo_recorder);
    uint32_t n = world->facts->n_variables;
    uint32_t n_here = world->n_companies * world->n_regions;
    r->n_variables = n;
    r->width = n * (1 + 2 * world->n_regions + world->n_companies) + N_HERE * n_here;
    r->held = BO_NEW_ARRAY(arena, struct held, r->width);
    r->value = BO_NEW_ARRAY(arena, double, (size_t)r->width * world->n_months);
    r->of_world = BO_NEW_ARRAY(arena, uint32_t, n);
    r->of_region = BO_NEW_ARRAY(arena, uint32_t, n * world->n_regions);
    r->of_company = BO_NEW_ARRAY(arena, uint32_t, n * world->n_companies);
    r->of_landlord = BO_NEW_ARRAY(arena, uint32_t, n * world->n_regions);
    r->of_company_region = bo_arena_alloc(arena, n_here, sizeof *r->of_company_region);
    r->pipeline_region = BO_NEW_ARRAY(arena, double, world->n_regions);
    r->building_region = BO_NEW_ARRAY(arena, double, world->n_regions);
    r->mw_building_region = BO_NEW_ARRAY(arena, double, world->n_regions);
    uint32_t n_parties = world->n_companies + world->n_regions;
    r->pipeline_party = BO_NEW_ARRAY(arena, double, n_parties);
    r->building_party = BO_NEW_ARRAY(arena, double, n_parties);
    r->mw_building_party = BO_NEW_ARRAY(arena, double, n_parties);
    world->recorder = r;
}

static struct scope scope_of_world(const struct bo_world *world)
{
    return (struct scope){world, "World", "", world->recorder->of_world};
}

static struct scope scope_of_region(const struct bo_world *world, uint32_t r)
{
    const struct bo_recorder *recorder = world->recorder;
    return (struct scope){world, "World", world->region[r].param->entry.name,
                          recorder->of_region + r * recorder->n_variables};
}

static struct scope scope_of_landlord(const struct bo_world *world, uint32_t r)
{
    const struct bo_recorder *recorder = world->recorder;
    return (struct scope){world, world->region[r].landlord_name, "",
                          recorder->of_landlord + r * recorder->n_variables};
}

static struct scope scope_of_company(const struct bo_world *world, uint32_t c)
{
    const struct bo_recorder *recorder = world->recorder;
    return (struct scope){world, world->param->company[c].entry.name, "",
                          recorder->of_company + c * recorder->n_variables};
}

static uint32_t hold(const struct bo_world *world, enum variable v, const char *entity,
                     const char *place)
{
    struct bo_recorder *r = world->recorder;
    r->held[r->n_held] = (struct held){(uint32_t)v, world->month, entity, place};
    r->n_held++;
    return r->n_held;
}

static inline double *cell(const struct bo_world *world, uint32_t slot)
{
    const struct bo_recorder *r = world->recorder;
    return &r->value[(size_t)world->month * r->width + slot - 1];
}

static inline void put(const struct scope *scope, enum variable v, double value)
{
    if (scope->slot[v] == 0) {
        scope->slot[v] = hold(scope->world, v, scope->entity, scope->place);
    }
    *cell(scope->world, scope->slot[v]) = value;
}

/* What is nil from the start is not told of a region. */
static void put_here(const struct bo_world *world, uint32_t c, uint32_t r,
                     const double value[N_HERE])
{
    uint32_t *slot = world->recorder->of_company_region[c * world->n_regions + r];
    for (int i = 0; i < N_HERE; i++) {
        if (slot[i] == 0 && value[i] > 0.0) {
            slot[i] = hold(world, here_variable[i], world->param->company[c].entry.name,
                           world->region[r].param->entry.name);
        }
        if (slot[i] != 0) {
            *cell(world, slot[i]) = value[i];
        }
    }
}

void bo_record_series(struct bo_world *world)
{
    const struct bo_recorder *r = world->recorder;
    for (uint32_t i = 0; i < r->n_held; i++) {
        const struct held *held = &r->held[i];
        double *series = bo_facts_series(world->facts, held->variable, held->entity, held->place);
        for (uint32_t m = held->first_month; m < world->month; m++) {
            series[m] = r->value[(size_t)m * r->width + i];
        }
    }
}

static void sum_projects(struct bo_world *world)
{
    struct bo_recorder *s = world->recorder;
    uint32_t n_parties = world->n_companies + world->n_regions;
    memset(s->pipeline_region, 0, world->n_regions * sizeof(double));
    memset(s->building_region, 0, world->n_regions * sizeof(double));
    memset(s->mw_building_region, 0, world->n_regions * sizeof(double));
    memset(s->pipeline_party, 0, n_parties * sizeof(double));
    memset(s->building_party, 0, n_parties * sizeof(double));
    memset(s->mw_building_party, 0, n_parties * sizeof(double));
    for (uint32_t i = 0; i < world->n_active; i++) {
        const struct bo_project *p = &world->project[world->active[i]];
        if (p->kind == BO_COLOCATION || !bo_project_active(p)) {
            continue;
        }
        bool building = p->state != BO_PERMIT;
        if (p->kind == BO_NEW_SITE && bo_project_in_pipeline(p)) {
            s->pipeline_region[p->region] += 1.0;
            s->pipeline_party[p->owner] += 1.0;
            s->building_region[p->region] += building;
            s->building_party[p->owner] += building;
        }
        if (building) {
            double mw = bo_project_left_mw(p);
            s->mw_building_region[p->region] += mw;
            s->mw_building_party[p->owner] += mw;
        }
    }
}

struct region_sums {
    double sites, owned_mw, leased_mw, energy_mwh, leased_building_mw;
};

static struct region_sums sum_region(const struct bo_world *world, uint32_t r)
{
    struct region_sums s = {.sites = world->landlord_sites[r]};
    for (uint32_t c = 0; c < world->n_companies; c++) {
        const struct bo_estate *e = &world->company[c].estate[r];
        s.sites += e->n_sites;
        s.owned_mw += e->owned_mw;
        s.leased_mw += e->leased_mw;
        s.leased_building_mw += e->leased_building_mw;
        s.energy_mwh += e->energy_mwh;
    }
    return s;
}

static void record_landlord(struct bo_world *world, uint32_t r, const struct region_sums *s)
{
    const struct bo_region *region = &world->region[r];
    const struct bo_landlord *l = &world->landlord[r];
    uint32_t party = bo_world_landlord_party(world, r);
    const bo_money *balance = world->ledger.balance[party];
    const bo_money *month = world->ledger.month[party];
    struct scope scope = scope_of_landlord(world, r);
    put(&scope, V_SITES, world->landlord_sites[r]);
    put(&scope, V_MW, s->leased_mw);
    put(&scope, V_PIPELINE, world->recorder->pipeline_party[party]);
    put(&scope, V_BUILDING, world->recorder->building_party[party]);
    put(&scope, V_MW_BUILDING, world->recorder->mw_building_party[party]);
    put(&scope, V_COLO_INVENTORY, region->colo_inventory_mw);
    double under_way = s->leased_building_mw + region->colo_building_mw;
    if (under_way > 0.0) {
        put(&scope, V_PRELEASED, fmax(0.0, s->leased_building_mw) / under_way);
    }
    put(&scope, V_REVENUE, l->revenue.month / USD_PER_MILLION);
    put(&scope, V_CAPEX, l->capex.month / USD_PER_MILLION);
    put(&scope, V_OCF, l->ocf.month / USD_PER_MILLION);
    put(&scope, V_OPERATING_INCOME, l->operating_income_usd / USD_PER_MILLION);
    put(&scope, V_NET_INCOME, l->net_income_usd / USD_PER_MILLION);
    put(&scope, V_DEPRECIATION, l->depreciation_usd / USD_PER_MILLION);
    put(&scope, V_INTEREST, l->interest_usd / USD_PER_MILLION);
    put(&scope, V_BUYBACKS, bo_money_usd(month[BO_BUYBACKS]) / USD_PER_MILLION);
    put(&scope, V_FUNDING,
        -bo_money_usd(month[BO_DEBT_ISSUED] + month[BO_EQUITY_RAISED]) / USD_PER_MILLION);
    put(&scope, V_CASH, bo_money_usd(balance[BO_CASH]) / USD_PER_MILLION);
    put(&scope, V_DEBT, -bo_money_usd(balance[BO_DEBT]) / USD_PER_MILLION);
}

static bool is_december(const struct bo_world *world)
{
    return bo_month_of_day(bo_world_date(world, world->day)) % 12 ==
           0; /* the month closed is the one before */
}

static void put_late(const struct scope *scope, const struct bo_lateness *late)
{
    if (is_december(scope->world) && !isnan(late->late_frac)) {
        put(scope, V_LATE, late->late_frac);
    }
}

static void record_region(struct bo_world *world, uint32_t r, const struct region_sums *s)
{
    const struct bo_region *region = &world->region[r];
    const struct bo_recorder *sums = world->recorder;
    struct scope scope = scope_of_region(world, r);
    put(&scope, V_SITES, s->sites);
    put(&scope, V_OPENINGS, world->count.openings_region[r]);
    put(&scope, V_CANCELLED, world->count.cancelled_region[r]);
    put(&scope, V_PIPELINE, sums->pipeline_region[r]);
    put(&scope, V_BUILDING, sums->building_region[r]);
    put(&scope, V_MW, s->owned_mw + s->leased_mw);
    put(&scope, V_MW_BUILDING, sums->mw_building_region[r]);
    put(&scope, V_MW_LEASED, s->leased_mw);
    put_late(&scope, &world->count.late_region[r]);
    put(&scope, V_CREW_USE, bo_supply_crew_use(region));
    put(&scope, V_COST, world->siting[r].cost_usd_per_mw / USD_PER_MILLION);
    if (region->grid.capacity > 0.0) { /* else nothing is granted, and there is no wait to tell */
        put(&scope, V_GRID_WAIT, bo_fluid_queue_wait_days(&region->grid) / BO_DAYS_PER_MONTH);
    }
    put(&scope, V_GRID_QUEUE, bo_supply_grid_queue_mw(region));
    put(&scope, V_VACANCY, bo_colocation_vacancy(region));
    put(&scope, V_RENT, region->rent_usd_per_kw_month);
    put(&scope, V_COLO_INVENTORY, region->colo_inventory_mw);
    put(&scope, V_ELECTRICITY, s->energy_mwh / MWH_PER_TWH);
    put(&scope, V_CO2,
        s->energy_mwh * KWH_PER_MWH * world->region[r].emission_kg_per_kwh / KG_PER_MT);
    record_landlord(world, r, s);
}

static double company_power(const struct bo_world *world, uint32_t c, double *kg)
{
    double mwh = 0.0;
    *kg = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_estate *e = &world->company[c].estate[r];
        const double value[N_HERE] = {e->n_sites, e->owned_mw, e->leased_mw};
        put_here(world, c, r, value);
        mwh += e->energy_mwh;
        *kg += e->energy_mwh * KWH_PER_MWH * world->region[r].emission_kg_per_kwh;
    }
    return mwh;
}

static void record_company_sites(struct bo_world *world, uint32_t c)
{
    const struct bo_company *company = &world->company[c];
    double sites = 0.0, owned = 0.0, leased = 0.0, kg;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        sites += company->estate[r].n_sites;
        owned += company->estate[r].owned_mw;
        leased += company->estate[r].leased_mw;
    }
    struct scope scope = scope_of_company(world, c);
    put(&scope, V_SITES, sites);
    put(&scope, V_OPENINGS, world->count.openings_company[c]);
    put(&scope, V_CANCELLED, world->count.cancelled_company[c]);
    put_late(&scope, &world->count.late_company[c]);
    put(&scope, V_PIPELINE, world->recorder->pipeline_party[c]);
    put(&scope, V_BUILDING, world->recorder->building_party[c]);
    put(&scope, V_MW, owned);
    put(&scope, V_MW_BUILDING, world->recorder->mw_building_party[c]);
    put(&scope, V_MW_LEASED, leased);
    put(&scope, V_MW_DEMAND, company->demand_mw);
    double mwh = company_power(world, c, &kg);
    put(&scope, V_ELECTRICITY, mwh / MWH_PER_TWH);
    put(&scope, V_CO2, kg / KG_PER_MT);
}

struct money_value {
    enum variable v;
    double usd;
};

static void record_company_money(struct bo_world *world, uint32_t c, double *world_usd)
{
    const struct bo_company *p = &world->company[c];
    const bo_money *balance = world->ledger.balance[c];
    const struct money_value value[] = {
        {V_REVENUE, p->revenue.month},
        {V_CORE, p->core_revenue.month},
        {V_CLOUD, p->cloud_revenue.month},
        {V_CAPEX, p->capex.month},
        {V_CAPEX_LEASES, p->finance_leases.month},
        {V_CAPEX_SITES, p->capex_sites.month},
        {V_CAPEX_AI, p->capex_ai.month},
        {V_CAPEX_SERVERS, p->capex_servers.month},
        {V_CAPEX_OTHER, p->capex_other.month},
        {V_LEASES_AHEAD, p->leases_not_commenced_usd},
        {V_OCF, p->ocf.month},
        {V_DEPRECIATION, p->depreciation_usd},
        {V_INTEREST, p->interest_usd},
        {V_BUYBACKS, p->buybacks.month},
        {V_FUNDING, p->funding.month},
        {V_CASH, bo_money_usd(balance[BO_CASH])},
        {V_DEBT, -bo_money_usd(balance[BO_DEBT])},
        {V_OPERATING_INCOME, p->operating_income_usd},
        {V_NET_INCOME, p->net_income_usd},
    };
    struct scope scope = scope_of_company(world, c);
    for (uint32_t i = 0; i < sizeof value / sizeof value[0]; i++) {
        put(&scope, value[i].v, value[i].usd / USD_PER_MILLION);
        world_usd[value[i].v] += value[i].usd;
    }
    double burn = (p->capex.ttm + p->buybacks.ttm - p->ocf.ttm) / 12.0;
    if (burn > 0.0) {
        put(&scope, V_RUNWAY, fmax(0.0, bo_money_usd(balance[BO_CASH])) / burn);
    }
}

static void record_money(struct bo_world *world)
{
    static const enum variable summed[] = {V_REVENUE,      V_CORE,          V_CLOUD,
                                           V_CAPEX,        V_CAPEX_LEASES,  V_CAPEX_SITES,
                                           V_CAPEX_AI,     V_CAPEX_SERVERS, V_CAPEX_OTHER,
                                           V_LEASES_AHEAD, V_OCF,           V_DEPRECIATION,
                                           V_INTEREST,     V_BUYBACKS,      V_FUNDING,
                                           V_CASH,         V_DEBT,          V_OPERATING_INCOME,
                                           V_NET_INCOME};
    double world_usd[N_FIXED_VARIABLES] = {0.0};
    double alive = 0.0;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (world->company[c].alive) {
            alive += 1.0;
            record_company_money(world, c, world_usd);
        }
    }
    struct scope scope = scope_of_world(world);
    for (uint32_t i = 0; i < sizeof summed / sizeof summed[0]; i++) {
        put(&scope, summed[i], world_usd[summed[i]] / USD_PER_MILLION);
    }
    put(&scope, V_ALIVE, alive);
}

static void record_world(struct bo_world *world, const struct region_sums *s)
{
    double sites, mw, capex, pipeline = 0.0, building = 0.0, mw_building = 0.0, queue = 0.0,
                             inventory = 0.0, leased = 0.0, demand = 0.0, kg = 0.0;
    bo_world_totals(world, &sites, &mw, NULL, &capex);
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_region *region = &world->region[r];
        pipeline += world->recorder->pipeline_region[r];
        building += world->recorder->building_region[r];
        mw_building += world->recorder->mw_building_region[r];
        queue += bo_supply_grid_queue_mw(region);
        inventory += region->colo_inventory_mw;
        leased += region->colo_leased_mw;
        kg += s[r].energy_mwh * KWH_PER_MWH * world->region[r].emission_kg_per_kwh;
    }
    double mwh = 0.0, leased_mw = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        mwh += s[r].energy_mwh;
        leased_mw += s[r].leased_mw;
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        demand += world->company[c].demand_mw;
    }
    struct scope scope = scope_of_world(world);
    put(&scope, V_SITES, sites);
    put(&scope, V_MW, mw);
    put(&scope, V_PIPELINE, pipeline);
    put(&scope, V_BUILDING, building);
    put(&scope, V_OPENINGS, world->count.openings);
    put(&scope, V_CANCELLED, world->count.cancelled);
    put(&scope, V_MW_BUILDING, mw_building);
    put(&scope, V_MW_LEASED, leased_mw);
    put(&scope, V_MW_DEMAND, demand);
    put(&scope, V_GRID_QUEUE, queue);
    put(&scope, V_COLO_INVENTORY, inventory);
    if (inventory > 0.0) {
        put(&scope, V_VACANCY, 1.0 - leased / inventory);
        put(&scope, V_RENT, world->mean_rent_usd_per_kw_month);
    }
    put(&scope, V_ELECTRICITY, mwh / MWH_PER_TWH);
    put(&scope, V_CO2, kg / KG_PER_MT);
    put(&scope, V_COST, world->mean_cost_usd_per_mw / USD_PER_MILLION);
    if (is_december(world)) {
        put(&scope, V_LATE, world->count.late_frac);
    }
    for (uint32_t k = 0; k < world->n_makers; k++) {
        put(&scope, (enum variable)(N_FIXED_VARIABLES + k),
            bo_supply_lead_days(&world->maker[k]) / BO_DAYS_PER_WEEK);
    }
}

void bo_record_month(struct bo_world *world)
{
    struct bo_recorder *recorder = world->recorder;
    for (uint32_t i = 0; i < recorder->n_held; i++) {
        *cell(world, i + 1) = BO_NAN; /* until this month tells it */
    }
    sum_projects(world);
    struct region_sums sums[64];
    struct region_sums *s = world->n_regions <= 64
                                ? sums
                                : BO_NEW_ARRAY(world->arena, struct region_sums, world->n_regions);
    for (uint32_t r = 0; r < world->n_regions; r++) {
        s[r] = sum_region(world, r);
        record_region(world, r, &s[r]);
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (world->company[c].alive) {
            record_company_sites(world, c);
        }
    }
    record_money(world);
    record_world(world, s);
}
