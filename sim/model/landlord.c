#include "buildout/model/landlord.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/debt.h"
#include "buildout/model/income.h"
#include "buildout/model/record.h"
#include "buildout/model/site_option.h"

#define KW_PER_MW 1000.0
#define MONTHS_PER_YEAR 12.0

static void open_cash(struct bo_ledger *ledger, uint32_t party, bo_money amount)
{
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_OPENING, BO_SHAREHOLDERS, -amount);
}

void bo_landlord_open(struct bo_world *world, uint32_t region)
{
    const struct bo_colocation_param *p = world->param->colocation;
    struct bo_landlord *l = &world->landlord[region];
    uint32_t party = bo_world_landlord_party(world, region);
    double mw = world->region[region].colo_inventory_mw + world->landlord_mw[region];
    bo_money plant = bo_money_from_usd(mw * p->plant_usd_per_mw);
    uint32_t life =
        (uint32_t)floor(world->param->finance->life_buildings_days / BO_DAYS_PER_MONTH + 0.5);
    bo_plant_open(&l->sites, plant, life);
    bo_money paid = 0;
    for (uint32_t i = 0; i < world->n_projects; i++) {
        if (world->project[i].owner == party) {
            paid += world->project[i].paid - world->project[i].commissioned;
        }
    }
    struct bo_ledger *ledger = &world->ledger;
    bo_ledger_post(ledger, party, BO_PLANT_SITES, BO_EQUITY, BO_OPENING, plant);
    bo_ledger_post(ledger, party, BO_WORK_IN_PROGRESS, BO_EQUITY, BO_OPENING, paid);
    bo_ledger_post(ledger, party, BO_EQUITY, BO_DEBT, BO_OPENING,
                   bo_money_share(bo_money_add(plant, paid), p->debt_share_frac));
    bo_debt_open(world, party);
    /* One month of rents in hand. */
    double rent = world->region[region].colo_leased_mw * KW_PER_MW *
                  world->region[region].rent_usd_per_kw_month;
    open_cash(ledger, party, bo_money_from_usd(rent));
    bo_flow_open(&l->revenue, rent * MONTHS_PER_YEAR);
}

double bo_landlord_builds_frac(const struct bo_world *world, double day)
{
    double shut_frac = 1.0 - bo_debt_open_frac(world, day);
    return 1.0 - bo_min(1.0, world->param->colocation->debt_share_frac) * shut_frac;
}

/* What falls due is borrowed anew at the rate of the day, as far as lenders lend; the rest its owners pay. Who has cash to spare
 * pays it out. */
static void finance(struct bo_world *world, uint32_t party, double day)
{
    const struct bo_colocation_param *p = world->param->colocation;
    struct bo_ledger *ledger = &world->ledger;
    struct bo_landlord *l = &world->landlord[party - world->n_companies];
    double due_frac = BO_DAYS_PER_MONTH / world->param->finance->debt_maturity_days;
    double open_frac = bo_debt_open_frac(world, day);
    double called = bo_debt_usd(world, party) * due_frac * (1.0 - open_frac);
    bo_ledger_pay_sector(ledger, party, BO_DEBT, BO_DEBT_REPAID, BO_LENDERS,
                         bo_money_from_usd(called));
    bo_debt_roll_over(world, party, due_frac * open_frac);
    double reserve = l->revenue.month;
    double spare = bo_money_usd(ledger->balance[party][BO_CASH]) - reserve;
    if (spare > 0.0) {
        bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_BUYBACKS, BO_SHAREHOLDERS,
                             bo_money_from_usd(spare));
        return;
    }
    bo_money need = bo_money_from_usd(-spare);
    bool lent_to = !bo_landlord_in_default(world, party - world->n_companies);
    bo_money debt = bo_money_share(need, lent_to ? p->debt_share_frac * open_frac : 0.0);
    bo_debt_take(world, party, bo_money_usd(debt));
    bo_ledger_pay_sector(ledger, party, BO_DEBT, BO_DEBT_ISSUED, BO_LENDERS, -debt);
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_EQUITY_RAISED, BO_SHAREHOLDERS, debt - need);
}

/* What operation costs goes with the halls that stand, let or not: of what all of them would bring at the rents of those that
 * are let. */
static double operation_usd(const struct bo_world *world, uint32_t region, double revenue)
{
    const struct bo_region *r = &world->region[region];
    double whole = 0.0;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        whole += world->company[i].estate[region].leased_mw;
    }
    double there = whole + r->colo_inventory_mw, let = whole + r->colo_leased_mw;
    double full =
        let > 0.0 ? revenue * fmax(1.0, there / let) : there * KW_PER_MW * r->rent_usd_per_kw_month;
    return full * world->param->colocation->operating_cost_frac;
}

bool bo_landlord_in_default(const struct bo_world *world, uint32_t region)
{
    return isfinite(world->param->colocation->default_debt_ratio) &&
           world->landlord[region].ocf.ttm < 0.0;
}

/* Its lenders own who has no cash to pay them with. */
static void restructure(struct bo_world *world, uint32_t region)
{
    struct bo_landlord *l = &world->landlord[region];
    uint32_t party = bo_world_landlord_party(world, region);
    l->debt_lost_usd = 0.0;
    if (!bo_landlord_in_default(world, region)) {
        return;
    }
    double rents = MONTHS_PER_YEAR * l->revenue.month;
    double bears = world->param->colocation->default_debt_ratio * fmax(0.0, rents);
    double swapped = bo_debt_usd(world, party) - bears;
    if (swapped > 0.0) {
        bo_ledger_post(&world->ledger, party, BO_DEBT, BO_EQUITY, BO_EQUITY_RAISED,
                       bo_money_from_usd(swapped));
        l->debt_lost_usd = swapped;
        bo_record_company(world, party, BO_EVENT_RESTRUCTURED, swapped,
                          "a year without cash from its halls, on more debt than its rents bear");
    }
}

static void close_one(struct bo_world *world, uint32_t region, double day)
{
    struct bo_region *r = &world->region[region];
    struct bo_landlord *l = &world->landlord[region];
    struct bo_ledger *ledger = &world->ledger;
    uint32_t party = bo_world_landlord_party(world, region);
    double date = bo_world_closed_date(world, day);
    double others = r->colo_leased_mw * KW_PER_MW * r->rent_usd_per_kw_month;
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_REVENUE_RENT, BO_CUSTOMERS,
                         -bo_money_from_usd(others));
    double revenue = -bo_money_usd(ledger->month[party][BO_REVENUE_RENT]);
    double cost = operation_usd(world, region, revenue);
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_OPERATING_COST, BO_SUPPLIERS,
                         bo_money_from_usd(cost));
    double bank = bo_site_option_bank_carry_usd(world, region);
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_OPTION_CARRY, BO_SUPPLIERS,
                         bo_money_from_usd(bank));
    cost += bank;
    bo_money worn = bo_plant_charge(&l->sites, world->month);
    bo_ledger_post(ledger, party, BO_EQUITY, BO_PLANT_SITES, BO_DEPRECIATION, worn);
    double interest = bo_debt_interest_usd_per_year(world, party, day) / MONTHS_PER_YEAR;
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_INTEREST, BO_LENDERS,
                         bo_money_from_usd(interest));
    double before_tax = revenue - cost - bo_money_usd(worn) - interest;
    double tax = bo_income_taxed_usd(&l->tax_losses_usd, before_tax - l->credit_loss_usd) *
                 bo_path_at(&r->param->tax_rate_frac, date);
    bo_ledger_pay_sector(ledger, party, BO_EQUITY, BO_TAX, BO_STATE, bo_money_from_usd(tax));
    l->operating_income_usd = revenue - cost - bo_money_usd(worn);
    l->net_income_usd = before_tax - tax - l->credit_loss_usd;
    l->depreciation_usd = bo_money_usd(worn);
    l->interest_usd = interest;
    bo_flow_add(&l->revenue, revenue);
    bo_flow_add(&l->ocf, revenue - cost - interest - tax - l->credit_loss_usd);
    bo_flow_add(&l->capex, bo_money_usd(ledger->month[party][BO_CAPEX_SITES]));
    l->rent_lost_usd = l->credit_loss_usd;
    l->credit_loss_usd = 0.0;
    restructure(world, region);
    finance(world, party, day);
}

void bo_landlord_close(struct bo_world *world, double day)
{
    for (uint32_t r = 0; r < world->n_regions; r++) {
        close_one(world, r, day);
    }
}
