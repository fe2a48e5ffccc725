#include "buildout/model/opening.h"

#include <math.h>
#include <stdlib.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/board.h"
#include "buildout/model/capital.h"
#include "buildout/model/close.h"
#include "buildout/model/colocation.h"
#include "buildout/model/demand.h"
#include "buildout/model/debt.h"
#include "buildout/model/finance.h"
#include "buildout/model/fleet.h"
#include "buildout/model/income.h"
#include "buildout/model/inflight.h"
#include "buildout/model/landlord.h"
#include "buildout/model/lease.h"
#include "buildout/model/load.h"
#include "buildout/model/record.h"
#include "buildout/model/site_cost.h"
#include "buildout/model/siting.h"
#include "buildout/model/supply.h"

static void open_estate(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    const struct bo_company_param *p = c->param;
    double sites = 0.0, owned = 0.0;
    uint32_t n_sites = 0, n_owned = 0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        double share = p->region_share.value[r];
        double mw = p->it_mw * share;
        bo_load_open(world, company, r, mw * p->own_frac, mw * (1.0 - p->own_frac));
        world->landlord_mw[r] += mw * (1.0 - p->own_frac);
        double rent = mw * (1.0 - p->own_frac) * bo_lease_rent_usd_per_mw(world, r);
        c->estate[r].rent_usd_per_month = rent;
        c->opening_lease[r] = (struct bo_lease_end){mw * (1.0 - p->own_frac), rent};
        /* Whole sites by carrying the remainder from region to region: the sum is the company's own count. */
        sites += p->sites * share;
        uint32_t here = (uint32_t)floor(sites + 0.5) - n_sites;
        n_sites += here;
        owned += here * p->own_frac;
        uint32_t own_here = (uint32_t)floor(owned + 0.5) - n_owned;
        own_here = own_here > here ? here : own_here;
        n_owned += own_here;
        c->estate[r].n_sites = own_here;
        world->landlord_sites[r] += here - own_here;
    }
}

static uint32_t months(double days)
{
    return (uint32_t)fmax(1.0, floor(days / BO_DAYS_PER_MONTH + 0.5));
}

/* Systems are as old as the chips of the fleet, which came evenly over twice their mean age. */
static void open_ai_plant(struct bo_world *world, uint32_t company, bo_money net)
{
    const struct bo_param *p = world->param;
    struct bo_plant *plant = &world->company[company].ai;
    uint32_t buyer = bo_fleet_buyer_of(world, company);
    uint32_t life_months =
        months(bo_finance_ai_life_days(world, bo_world_closed_date(world, world->day)));
    world->company[company].ai_life_months = life_months;
    double age_days = buyer != BO_NO_ROW ? p->chip_buyer[buyer].opening_age_days : 0.0;
    if (!(age_days > 0.0)) {
        bo_plant_open(plant, net, life_months);
        return;
    }
    const struct bo_plant_past past = {
        .bought_months = months(2.0 * age_days),
        .setup_months = (uint32_t)floor(p->fleet->rack_days / BO_DAYS_PER_MONTH + 0.5),
        .life_months = life_months,
    };
    bo_plant_open_past(plant, net, &past);
}

static void open_plant(struct bo_world *world, uint32_t company, bo_money in_progress)
{
    struct bo_company *c = &world->company[company];
    const struct bo_company_param *p = c->param;
    const struct bo_finance_param *f = world->param->finance;
    bo_money servers = bo_money_from_usd(p->plant_net_usd * p->servers_net_frac);
    bo_money ai = bo_money_from_usd(p->plant_net_usd * p->ai_net_frac);
    bo_money other = bo_money_from_usd(p->plant_net_usd * p->other_net_frac);
    bo_money sites = bo_money_from_usd(p->plant_net_usd) - servers - ai - other - in_progress;
    sites = sites > 0 ? sites : 0;
    double start = (double)world->start_day;
    c->server_life_months = months(bo_path_at(&p->server_life_days, start));
    bo_plant_open(&c->servers, servers, c->server_life_months);
    open_ai_plant(world, company, ai);
    bo_plant_open(&c->other, other, months(f->life_other_days));
    bo_plant_open(&c->sites, sites, months(f->life_buildings_days));
    struct bo_ledger *ledger = &world->ledger;
    bo_ledger_post(ledger, company, BO_PLANT_SERVERS, BO_EQUITY, BO_OPENING, servers);
    bo_ledger_post(ledger, company, BO_PLANT_AI, BO_EQUITY, BO_OPENING, ai);
    bo_ledger_post(ledger, company, BO_PLANT_OTHER, BO_EQUITY, BO_OPENING, other);
    bo_ledger_post(ledger, company, BO_PLANT_SITES, BO_EQUITY, BO_OPENING, sites);
    bo_ledger_post(ledger, company, BO_WORK_IN_PROGRESS, BO_EQUITY, BO_OPENING, in_progress);
}

/* Sites under way are paid as far as they are earned; what their open halls cost is in the stock of sites. */
static void settle_projects(struct bo_world *world, bo_money *in_progress)
{
    for (uint32_t i = 0; i < world->n_projects; i++) {
        struct bo_project *p = &world->project[i];
        bo_site_due(world, p, 0.0);
        bo_site_commissioned(p);
        in_progress[p->owner] += p->paid - p->commissioned;
    }
}

static void open_books(struct bo_world *world, uint32_t company, bo_money in_progress)
{
    struct bo_company *c = &world->company[company];
    const struct bo_company_param *p = c->param;
    struct bo_ledger *ledger = &world->ledger;
    open_plant(world, company, in_progress);
    bo_money lease = bo_money_from_usd(p->lease_liability_usd);
    c->opening_lease_liability = lease;
    bo_ledger_post(ledger, company, BO_LEASE_ASSETS, BO_LEASE_LIABILITY, BO_OPENING, lease);
    bo_ledger_post(ledger, company, BO_EQUITY, BO_DEBT, BO_OPENING, bo_money_from_usd(p->debt_usd));
    /* The first money of a laboratory that is founded during the run is its seed, which comes with its flows. */
    double cash = bo_capital_is_lab(world, company) ? 0.0 : p->cash_usd;
    bo_ledger_pay_sector(ledger, company, BO_EQUITY, BO_OPENING, BO_SHAREHOLDERS,
                         -bo_money_from_usd(cash));
    c->cash_before_usd = cash;
    double equity = -bo_money_usd(ledger->balance[company][BO_EQUITY]);
    double unbalanced = p->equity_usd - equity;
    if (!bo_capital_is_lab(world, company)) {
        bo_ledger_post(ledger, company, BO_OTHER_ASSETS, BO_EQUITY, BO_OPENING,
                       bo_money_from_usd(unbalanced));
        bo_record_company(world, company, BO_EVENT_OPENING, unbalanced,
                          "reported equity less what the opening lists: other assets");
    }
    double revenue = p->core_revenue_usd_per_year + p->cloud_revenue_usd_per_year;
    double start = (double)world->start_day;
    c->fx_start = c->fx_last = bo_finance_rate(world, company, 0.0);
    bo_flow_open(&c->revenue, revenue);
    bo_flow_open(&c->core_revenue, p->core_revenue_usd_per_year);
    bo_flow_open(&c->cloud_revenue, p->cloud_revenue_usd_per_year);
    bo_flow_open(&c->ocf, p->operating_cash_flow_usd_per_year);
    double other = bo_path_at(&p->other_capex_usd_per_year, start);
    double sites = c->start_rate_mw * p->own_frac * world->mean_cost_usd_per_mw;
    bo_flow_open(&c->capex_sites, sites);
    bo_flow_open(&c->capex_servers, p->server_capex_usd_per_year);
    bo_flow_open(&c->capex_ai, 0.0);
    bo_flow_open(&c->capex_other, other);
    bo_flow_open(&c->capex, sites + p->server_capex_usd_per_year + other);
    bo_flow_open(&c->buybacks, p->buybacks_usd_per_year);
    bo_debt_open(world, company);
    bo_income_open(world, company);
}

/* Boards' own past: each started its part of what the world started in the last year. */
static void open_boards(struct bo_world *world, double starts_mw)
{
    world->lead_start_days = bo_board_quoted_lead_days(world, 0.0);
    world->lead_planned_days =
        fmin(world->lead_nominal_days, world->param->planning->horizon_max_days);
    bo_demand_open(world);
    bo_demand_calibrate(world, starts_mw);
    double years = world->param->planning->gap_close_days / BO_DAYS_PER_YEAR;
    double total = 0.0;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        const struct bo_company_param *p = world->company[i].param;
        total += p->in_history ? p->it_mw : 0.0;
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_company *c = &world->company[i];
        c->server_growth_start = c->server_growth_2;
        c->start_rate_mw = fmax(0.0, bo_board_gap_mw(world, i)) / years;
        c->start_rate_reference_mw = total > 0.0 ? starts_mw * c->param->it_mw / total : 0.0;
    }
}

void bo_opening_found(struct bo_world *world, uint32_t company)
{
    bo_record_founded(world, company);
    open_books(world, company, 0);
}

/* What cannot be: parts that are more than the whole. */
static int check_company(const struct bo_world *world, uint32_t company, struct bo_err *err)
{
    const struct bo_company_param *p = world->company[company].param;
    double parts = p->servers_net_frac + p->ai_net_frac + p->other_net_frac;
    if (parts > 1.0) {
        return bo_err_set(err, BO_ESCENARIO,
                          "companies.%s: servers, AI systems and other plant are %g of the plant",
                          p->entry.key, parts);
    }
    return BO_OK;
}

int bo_opening_fill(struct bo_world *world, struct bo_err *err)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (check_company(world, i, err) != BO_OK) {
            return BO_ESCENARIO;
        }
    }
    if (bo_fleet_check(world->param, err) != BO_OK) {
        return BO_ESCENARIO;
    }
    world->lead_nominal_days = bo_siting_nominal_days(world);
    bo_load_begin_year(world, bo_year_of_day(world->start_day));
    for (uint32_t r = 0; r < world->n_regions; r++) {
        struct bo_region *region = &world->region[r];
        region->rent_usd_per_kw_month = region->param->colo_rent_usd_per_kw_month;
        region->power_price_usd_per_mwh = bo_load_power_price(world, r, 0.0);
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        open_estate(world, i);
    }
    bo_ai_open(world);
    double starts_mw = bo_inflight_replay(world);
    if (!(starts_mw > 0.0)) {
        return bo_err_set(
            err, BO_ERUN,
            "no project was started in the year before the start: regions.*.starts_per_year "
            "must give at least one, for crews, makers and boards are sized from it");
    }
    /* The past lists new sites only; their owners extended old ones too. */
    starts_mw /= 1.0 - world->param->construction->extension_frac;
    bo_colocation_open(world);
    bo_colocation_open_bank(world);
    bo_supply_open(world, starts_mw);
    bo_inflight_join_queues(world);
    open_boards(world, starts_mw);
    bo_money *in_progress =
        BO_NEW_ARRAY(world->arena, bo_money, world->n_companies + world->n_regions);
    settle_projects(world, in_progress);
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->company[i].alive) {
            open_books(world, i, in_progress[i]);
        }
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        bo_landlord_open(world, r);
    }
    bo_ai_open_markets(world);
    bo_demand_open_orders(world);
    bo_finance_open_ai(world);
    bo_finance_open_told(world);
    bo_audit_open(world);
    bo_flow_open(&world->openings_ttm, 0.0);
    bo_ledger_begin_month(&world->ledger);
    return BO_OK;
}
