#include "buildout/model/tenant_default.h"

#include <string.h>

#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/board.h"
#include "buildout/model/capital.h"
#include "buildout/model/distress.h"
#include "buildout/model/fleet.h"
#include "buildout/model/record.h"
#include "buildout/model/suites.h"

double bo_tenant_lease_frac(const struct bo_company *c)
{
    if (c->defaulted || c->in_default) {
        return 0.0;
    }
    return c->policy.lease_frac >= 0.0 ? c->policy.lease_frac : 1.0 - c->param->own_frac;
}

/* The month's rent is owed, not paid, and written off: a loss of the landlord's, who has earned it. */
static void lose_rent(struct bo_world *world, uint32_t region, double usd)
{
    uint32_t party = bo_world_landlord_party(world, region);
    bo_money rent = bo_money_from_usd(usd);
    bo_ledger_post(&world->ledger, party, BO_EQUITY, BO_RECEIVABLE, BO_REVENUE_RENT, -rent);
    bo_ledger_post(&world->ledger, party, BO_EQUITY, BO_RECEIVABLE, BO_WRITE_OFF, rent);
    world->landlord[region].credit_loss_usd += bo_money_usd(rent);
}

/* It leaves a part of what it leases. What it has in it goes too, unless it is empty. */
static void vacate(struct bo_world *world, uint32_t company, uint32_t region, double part_frac,
                   bool with_machines)
{
    struct bo_estate *e = &world->company[company].estate[region];
    struct bo_region *r = &world->region[region];
    double all = e->owned_mw + e->leased_mw, stays = 1.0 - part_frac;
    double left = e->leased_mw * part_frac;
    r->colo_inventory_mw += left;
    r->vacated_mw += left;
    e->leased_mw -= left;
    double kept = all > 0.0 ? (e->owned_mw + e->leased_mw) / all : 1.0;
    e->load_mw *= kept;
    e->load_slope_mw *= kept;
    e->pue_mw *= kept;
    for (uint32_t m = world->month; m < world->n_months; m++) {
        struct bo_lease_end *end = &r->lease_end[bo_world_end(world, company, m)];
        r->load_slope_end[bo_world_end(world, company, m)] *= kept;
        end->mw *= stays;
        end->rent_usd_per_month *= stays;
    }
    if (with_machines) {
        bo_fleet_unrack(world, company, region, 1.0 - kept);
    }
    lose_rent(world, region, e->rent_usd_per_month * part_frac);
    e->rent_usd_per_month *= stays;
}

/* What is being built for it goes on, for whoever comes. */
static void leave_projects(struct bo_world *world, uint32_t company)
{
    for (uint32_t i = 0; i < world->n_active; i++) {
        struct bo_project *p = &world->project[world->active[i]];
        if (p->user != company || !bo_world_is_landlord(world, p->owner)) {
            continue;
        }
        if (bo_project_active(p)) {
            double left = bo_project_left_mw(p);
            world->company[company].estate[p->region].leased_building_mw -= left;
            world->region[p->region].colo_building_mw += left;
        }
        (void)bo_record_project_name(world, p); /* it keeps the name that it was announced by */
        p->user = BO_NO_ROW;
        p->lease_value_usd = 0.0;
    }
    world->company[company].leases_not_commenced_usd = 0.0;
}

/* Rights and duties of its leases end alike; where they differ, equity does. */
static void end_leases(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    struct bo_ledger *ledger = &world->ledger;
    bo_money owed = -ledger->balance[company][BO_LEASE_LIABILITY];
    bo_money held = ledger->balance[company][BO_LEASE_ASSETS];
    bo_ledger_post(ledger, company, BO_LEASE_LIABILITY, BO_LEASE_ASSETS, BO_LEASE_REPAID, owed);
    bo_ledger_post(ledger, company, BO_EQUITY, BO_LEASE_ASSETS, BO_WRITE_OFF, held - owed);
    memset(c->lease_year, 0, (world->month / 12u + 1u) * sizeof *c->lease_year);
    memset(c->opening_lease, 0, world->n_regions * sizeof *c->opening_lease);
    c->new_lease_liability_usd = 0.0;
    c->opening_lease_liability = 0;
}

static void walk_away(struct bo_world *world, uint32_t company, const char *why)
{
    double rent = 0.0;
    world->company[company].defaulted = true;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        rent += world->company[company].estate[r].rent_usd_per_month;
        vacate(world, company, r, 1.0, true);
    }
    leave_projects(world, company);
    end_leases(world, company);
    bo_record_company(world, company, BO_EVENT_DEFAULT, rent, why);
}

/* Of all its leases the same part, rights and duties alike. */
static void cut_leases(struct bo_world *world, uint32_t company, double part_frac)
{
    struct bo_company *c = &world->company[company];
    struct bo_ledger *ledger = &world->ledger;
    double stays = 1.0 - part_frac;
    bo_money owed = c->opening_lease_liability + bo_money_from_usd(c->new_lease_liability_usd);
    c->opening_lease_liability -= bo_money_share(c->opening_lease_liability, part_frac);
    c->new_lease_liability_usd *= stays;
    for (uint32_t y = 0; y <= world->month / 12u; y++) {
        c->lease_year[y].rent_usd_per_month *= stays;
        c->lease_year[y].liability_usd *= stays;
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        c->opening_lease[r].mw *= stays;
        c->opening_lease[r].rent_usd_per_month *= stays;
    }
    bo_money left = c->opening_lease_liability + bo_money_from_usd(c->new_lease_liability_usd);
    bo_ledger_post(ledger, company, BO_LEASE_LIABILITY, BO_LEASE_ASSETS, BO_LEASE_REPAID,
                   owed - left);
}

/* Whoever is in default keeps the halls that it uses, of its own first, and rejects the leases of the rest, the same part
 * everywhere, and all that is being built for it. */
static void reject_unused(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    double used = c->base_mw;
    double there = bo_board_energised_mw(world, company), leased = 0.0, rent = 0.0;
    if (world->ai_economy != NULL) {
        used += world->ai_economy->company[company].fleet_mw;
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        leased += c->estate[r].leased_mw;
        rent += c->estate[r].rent_usd_per_month;
    }
    double part = leased > 0.0 ? bo_clamp((there - used) / leased, 0.0, 1.0) : 0.0;
    leave_projects(world, company);
    c->leases_rejected = true;
    if (part > 0.0) {
        for (uint32_t r = 0; r < world->n_regions; r++) {
            vacate(world, company, r, part, !(part < 1.0));
        }
        cut_leases(world, company, part);
        bo_record_company(world, company, BO_EVENT_DEFAULT, rent * part,
                          "in default, it rejects the leases of halls that it does not use");
    }
}

static bool leases_any(const struct bo_world *world, const struct bo_company *c)
{
    double mw = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        mw += c->estate[r].leased_mw + c->estate[r].leased_building_mw;
    }
    return mw > 0.0;
}

double bo_tenant_relet(struct bo_world *world, uint32_t company, uint32_t region, double mw)
{
    struct bo_region *r = &world->region[region];
    double there = bo_min(r->vacated_mw, bo_suites_empty_mw(world, r));
    double taken = bo_min(mw, there);
    if (!(taken >= 0.5 * mw) || !(taken > 0.0)) {
        return 0.0;
    }
    r->vacated_mw -= taken;
    bo_suites_take(world, company, region, taken);
    bo_record_relet(world, company, region, taken);
    return taken;
}

void bo_tenant_default_close(struct bo_world *world, double day)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        const struct bo_company *c = &world->company[i];
        if (c->defaulted) {
            continue;
        }
        if (c->alive && c->in_default && !c->leases_rejected) {
            reject_unused(world, i);
        }
        if (c->alive && c->param->default_day < bo_world_date(world, day)) {
            walk_away(world, i, "pays no rent any more and leaves the halls that it leased");
            if (!bo_capital_is_lab(world, i)) {
                bo_distress_begin(world, i, "pays no rent any more");
            }
        } else if (c->ended && leases_any(world, c)) {
            walk_away(world, i, "has ended: nobody pays for the halls that it leased");
        }
    }
}
