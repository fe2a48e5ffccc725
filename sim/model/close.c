#include "buildout/model/close.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/board.h"
#include "buildout/model/capability.h"
#include "buildout/model/colocation.h"
#include "buildout/model/demand.h"
#include "buildout/model/finance.h"
#include "buildout/model/fleet.h"
#include "buildout/model/landlord.h"
#include "buildout/model/late.h"
#include "buildout/model/lease.h"
#include "buildout/model/load.h"
#include "buildout/model/moratorium.h"
#include "buildout/model/opening.h"
#include "buildout/model/record.h"
#include "buildout/model/site_cost.h"
#include "buildout/model/site_option.h"
#include "buildout/model/supply.h"
#include "buildout/model/tenant_default.h"
#include "buildout/model/trade.h"

/* Companies whose day lies within the month that ends: their books open with it. */
static void found_companies(struct bo_world *world, double day)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_company *c = &world->company[i];
        if (!c->alive && !c->ended && c->param->founded_day < bo_world_date(world, day)) {
            c->alive = true;
            bo_opening_found(world, i);
        }
    }
}

static void move_prices(struct bo_world *world, double day)
{
    world->longest_lead_days = 0.0;
    world->equipment_price_ratio = bo_supply_equipment_price_ratio(world);
    int32_t date = bo_world_date(world, day) - 1; /* of the month that is closed */
    if (bo_month_of_day(date) % 12 == 0) {
        bo_load_begin_year(world, bo_year_of_day(date));
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        world->region[r].power_price_usd_per_mwh = bo_load_power_price(world, r, day);
        world->region[r].emission_kg_per_kwh = bo_load_emission_kg_per_kwh(world, r, day);
    }
    for (uint32_t k = 0; k < world->n_makers; k++) {
        world->longest_lead_days =
            fmax(world->longest_lead_days, bo_supply_lead_days(&world->maker[k]));
    }
}

#define N_FLOWS 14

static void list_flows(struct bo_company *c, struct bo_flow *flow[N_FLOWS])
{
    struct bo_flow *all[N_FLOWS] = {
        &c->revenue,       &c->ocf,       &c->capex,          &c->capex_sites,
        &c->capex_servers, &c->capex_ai,  &c->capex_other,    &c->finance_leases,
        &c->buybacks,      &c->funding,   &c->free_cash_flow, &c->core_revenue,
        &c->cloud_revenue, &c->ai_revenue};
    for (int k = 0; k < N_FLOWS; k++) {
        flow[k] = all[k];
    }
}

static void end_flows(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_flow *flow[N_FLOWS];
        list_flows(&world->company[i], flow);
        for (int k = 0; k < N_FLOWS; k++) {
            bo_flow_close(flow[k], world->month);
        }
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        bo_flow_close(&world->landlord[r].revenue, world->month);
        bo_flow_close(&world->landlord[r].ocf, world->month);
        bo_flow_close(&world->landlord[r].capex, world->month);
    }
    bo_flow_add(&world->openings_ttm, world->count.openings);
    bo_flow_close(&world->openings_ttm, world->month);
}

static void begin_month(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_flow *flow[N_FLOWS];
        list_flows(&world->company[i], flow);
        for (int k = 0; k < N_FLOWS; k++) {
            bo_flow_begin(flow[k]);
        }
        world->company[i].options = (struct bo_option_month){0};
        world->count.openings_company[i] = world->count.cancelled_company[i] = 0;
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        bo_flow_begin(&world->landlord[r].revenue);
        bo_flow_begin(&world->landlord[r].ocf);
        bo_flow_begin(&world->landlord[r].capex);
        world->count.openings_region[r] = world->count.cancelled_region[r] = 0;
    }
    bo_flow_begin(&world->openings_ttm);
    world->count.openings = world->count.cancelled = 0;
    bo_ledger_begin_month(&world->ledger);
}

static int audit(const struct bo_world *world, struct bo_err *err)
{
    int status = bo_ledger_audit(&world->ledger, err);
    status = status != BO_OK ? status : bo_audit_debt(world, err);
    status = status != BO_OK ? status : bo_audit_mw(world, err);
    status = status != BO_OK ? status : bo_fleet_audit(world, err);
    status = status != BO_OK ? status : bo_trade_audit(world, err);
    status = status != BO_OK ? status : bo_capability_audit(world, err);
    if (status != BO_OK) { /* which month it was that closed */
        struct bo_err bare = *err;
        char month[16];
        bo_month_format(bo_month_of_day(bo_world_date(world, world->day)) - 1, month);
        (void)bo_err_set(err, bare.status, "%s: %s", month, bare.text);
    }
    return status;
}

int bo_close_month(struct bo_world *world, double day, struct bo_err *err)
{
    world->month_days = day - world->day;
    world->day = day;
    found_companies(world, day);
    bo_tenant_default_close(world, day);
    /* deliveries: what builders have earned is paid, energised halls are plant, loads ramp */
    bo_site_close(world, day);
    bo_load_close(world);
    /* markets: power and equipment; chips, GPU-hours, models, products, capital; demand */
    move_prices(world, day);
    bo_ai_close(world, day);
    bo_demand_close(world, day);
    /* books and capital */
    bo_site_option_close(world);
    bo_finance_close(world, day);
    bo_landlord_close(world, day);
    /* what is recorded is what the month was; then boards decide on it */
    end_flows(world);
    bo_late_close(world, day);
    bo_record_month(world);
    int status = audit(world, err);
    if (status == BO_OK) {
        status = bo_board_decide(world);
        if (status != BO_OK) {
            *err = world->failure;
        }
    }
    if (status != BO_OK) {
        return status;
    }
    /* the next month: crews, grants and makers as it begins, then landlords and boards */
    begin_month(world);
    world->month++;
    bo_supply_close(world, day);
    bo_moratorium_close(world, day);
    if (world->month < world->n_months) {
        bo_colocation_close(world, day);
        bo_board_close(world, day);
        bo_trade_order(world, day);
    }
    return BO_OK;
}
