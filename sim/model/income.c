#include "buildout/model/income.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/ai_books.h"
#include "buildout/model/board.h"
#include "buildout/model/debt.h"
#include "buildout/model/demand.h"
#include "buildout/model/finance.h"
#include "buildout/model/grid.h"
#include "buildout/model/lease.h"
#include "buildout/model/load.h"
#include "buildout/model/site_option.h"

#define MONTHS_PER_YEAR 12.0

double bo_income_electricity_usd(const struct bo_world *world, uint32_t company)
{
    double usd = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        double mwh = world->company[company].estate[r].energy_mwh;
        usd += mwh > 0.0 ? mwh * bo_grid_power_price(world, company, r) : 0.0;
        usd += bo_grid_undrawn_usd(world, company, r);
    }
    return usd;
}

double bo_income_halls_usd(const struct bo_world *world, uint32_t company)
{
    double usd = bo_income_electricity_usd(world, company);
    for (uint32_t r = 0; r < world->n_regions; r++) {
        usd += world->company[company].estate[r].rent_usd_per_month;
    }
    return usd;
}

void bo_income_open(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    const struct bo_company_param *p = c->param;
    double revenue = p->core_revenue_usd_per_year + p->cloud_revenue_usd_per_year;
    if (!(revenue > 0.0)) {
        return;
    }
    double operating = p->core_revenue_usd_per_year * p->core_margin_frac +
                       p->cloud_revenue_usd_per_year * p->cloud_margin_frac;
    double worn = MONTHS_PER_YEAR * bo_money_usd(c->sites.change[0] + c->servers.change[0] +
                                                 c->ai.change[0] + c->other.change[0]);
    double power = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        power += bo_load_energy_mwh(world, company, r, BO_DAYS_PER_YEAR) *
                 world->region[r].power_price_usd_per_mwh;
    }
    double rent = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        rent += MONTHS_PER_YEAR * c->estate[r].rent_usd_per_month;
    }
    c->operating_cost_frac = fmax(0.0, (revenue - operating - worn - power - rent) / revenue);
    double start = (double)world->start_day;
    double interest = bo_debt_usd(world, company) * c->coupon_per_year;
    double earned = bo_money_usd(world->ledger.balance[company][BO_CASH]) *
                    bo_path_at(&world->param->finance->cash_yield_per_year, start);
    double before_tax = operating - interest + earned;
    double tax = fmax(0.0, before_tax) * bo_path_at(&p->tax_rate_frac, start);
    c->other_cash_frac =
        (p->operating_cash_flow_usd_per_year - (before_tax - tax + worn)) / revenue;
}

/* What AI systems leave of what is energised serves the rest of the cloud. */
static double served_frac(const struct bo_world *world, uint32_t company)
{
    const struct bo_company *c = &world->company[company];
    double room = bo_board_energised_mw(world, company);
    if (world->ai_economy != NULL) {
        room = fmax(0.0, room - world->ai_economy->company[company].fleet_mw);
    }
    return c->base_mw > room ? room / c->base_mw : 1.0;
}

/* Core and cloud on their paths, and AI on top; returns the part that is AI. */
static double book_revenue(struct bo_world *world, uint32_t company, double day)
{
    struct bo_company *c = &world->company[company];
    double fx = c->fx_start / bo_finance_rate(world, company, day) / MONTHS_PER_YEAR;
    double core = c->param->core_revenue_usd_per_year * bo_exp(c->core_log) * fx;
    double wanted = c->param->cloud_revenue_usd_per_year * bo_exp(c->cloud_log) *
                    bo_demand_cloud_index(world, bo_world_closed_date(world, day)) * fx;
    double cloud = wanted * served_frac(world, company);
    c->cloud_away_usd = wanted - cloud;
    struct bo_ledger *ledger = &world->ledger;
    bo_ledger_pay_sector(ledger, company, BO_EQUITY, BO_REVENUE_CORE, BO_CUSTOMERS,
                         -bo_money_from_usd(core));
    bo_ledger_pay_sector(ledger, company, BO_EQUITY, BO_REVENUE_CLOUD, BO_CUSTOMERS,
                         -bo_money_from_usd(cloud));
    struct bo_ai_revenue ai = bo_ai_books_revenue(world, company);
    double ai_usd = ai.product_usd + ai.cloud_ai_usd + ai.uplift_usd + ai.leasing_usd;
    bo_flow_add(&c->core_revenue, core + ai.uplift_usd);
    bo_flow_add(&c->cloud_revenue, cloud + ai.cloud_ai_usd);
    bo_flow_add(&c->ai_revenue, ai_usd);
    bo_flow_add(&c->revenue, core + cloud + ai_usd);
    return ai_usd;
}

/* What is known of it, and an Ornstein-Uhlenbeck process from 0, exact at every close. */
static void drift_margin(struct bo_world *world, uint32_t company, double day)
{
    struct bo_company *c = &world->company[company];
    const struct bo_company_param *p = c->param;
    c->margin_gain_frac = bo_path_at(&p->margin_gain_frac, bo_world_closed_date(world, day));
    if (!(p->margin_sd_frac > 0.0)) {
        return;
    }
    double kept = bo_exp(-world->month_days / world->param->finance->margin_return_days);
    struct bo_dist news = {.kind = BO_DIST_NORMAL,
                           .p = {0.0, p->margin_sd_frac * sqrt(1.0 - kept * kept)}};
    double u = bo_world_draw(world, p->entry.hash, BO_DRAW_MARGIN, world->month);
    c->margin_drift_frac = kept * c->margin_drift_frac + bo_dist_quantile(&news, u);
}

static double ai_rent_usd(const struct bo_world *world, uint32_t company)
{
    return world->ai_economy != NULL ? world->ai_economy->company[company].leasing_cost_usd : 0.0;
}

/* Margins and cash flow of the opening are those reported, of all that there was: what AI brings in the first month beyond
 * its own costs was in them, so that the rest made as much less. */
static void take_ai_out(const struct bo_world *world, uint32_t company, double ai_usd)
{
    struct bo_company *c = &world->company[company];
    double rest = c->revenue.month - ai_usd;
    if (world->month == 0 && rest > 0.0) {
        double brings = (1.0 - world->param->finance->ai_cost_frac) * ai_usd;
        double more = (brings - ai_rent_usd(world, company)) / rest;
        c->operating_cost_frac = fmax(0.0, c->operating_cost_frac + more);
    }
}

/* A part of the cost is settled in shares; where cash flow lagged earnings instead, the difference is lent to
 * customers. AI has a cost of its own. */
static double book_costs(struct bo_world *world, uint32_t company, double ai_usd,
                         double *other_cash)
{
    struct bo_company *c = &world->company[company];
    struct bo_ledger *ledger = &world->ledger;
    double revenue = c->revenue.month - ai_usd;
    double frac = fmax(0.0, c->operating_cost_frac - c->margin_drift_frac - c->margin_gain_frac);
    double cost = frac * revenue + world->param->finance->ai_cost_frac * ai_usd;
    *other_cash = c->other_cash_frac * revenue;
    double in_shares = bo_clamp(*other_cash, 0.0, cost);
    bo_ledger_pay_sector(ledger, company, BO_EQUITY, BO_OPERATING_COST, BO_SUPPLIERS,
                         bo_money_from_usd(cost - in_shares));
    bo_ledger_post(ledger, company, BO_EQUITY, BO_EQUITY, BO_STOCK_COMPENSATION,
                   bo_money_from_usd(in_shares));
    if (*other_cash < 0.0) {
        bo_ledger_pay_sector(ledger, company, BO_RECEIVABLE, BO_WORKING_CAPITAL, BO_CUSTOMERS,
                             bo_money_from_usd(-*other_cash));
    } else {
        *other_cash = in_shares;
    }
    return cost;
}

/* A change of an estimate holds for what is in use too, from its day on (IAS 8.36, ASC 250-10-45-17). */
static void judge_life(const struct bo_world *world, double days, struct bo_plant *plant,
                       uint32_t *months)
{
    uint32_t life = (uint32_t)fmax(1.0, floor(days / BO_DAYS_PER_MONTH + 0.5));
    if (life != *months && *months > 0) {
        bo_plant_stretch(plant, world->month, (int32_t)life - (int32_t)*months);
    }
    *months = life;
}

static void judge_lives(const struct bo_world *world, struct bo_company *c)
{
    double date = bo_world_closed_date(world, world->day);
    judge_life(world, bo_path_at(&c->param->server_life_days, date), &c->servers,
               &c->server_life_months);
    judge_life(world, bo_finance_ai_life_days(world, date), &c->ai, &c->ai_life_months);
}

double bo_income_depreciation(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    judge_lives(world, c);
    struct bo_plant *plant[] = {&c->sites, &c->servers, &c->ai, &c->other};
    static const enum bo_account account[] = {BO_PLANT_SITES, BO_PLANT_SERVERS, BO_PLANT_AI,
                                              BO_PLANT_OTHER};
    bo_money sum = 0;
    for (int i = 0; i < 4; i++) {
        bo_money charge = bo_plant_charge(plant[i], world->month);
        bo_ledger_post(&world->ledger, company, BO_EQUITY, account[i], BO_DEPRECIATION, charge);
        sum += charge;
    }
    return bo_money_usd(sum);
}

double bo_income_taxed_usd(double *losses_usd, double before_tax_usd)
{
    double taxed = fmax(0.0, before_tax_usd - *losses_usd);
    *losses_usd = fmax(0.0, *losses_usd - before_tax_usd);
    return taxed;
}

double bo_income_close(struct bo_world *world, uint32_t company, double day)
{
    struct bo_company *c = &world->company[company];
    struct bo_ledger *ledger = &world->ledger;
    const struct bo_finance_param *p = world->param->finance;
    double ai_usd = book_revenue(world, company, day);
    drift_margin(world, company, day);
    double other_cash;
    take_ai_out(world, company, ai_usd);
    double costs = book_costs(world, company, ai_usd, &other_cash);
    costs += ai_rent_usd(world, company); /* paid through the clearing */
    costs += bo_site_option_book(world, company);
    double power = bo_income_electricity_usd(world, company);
    bo_ledger_pay_sector(ledger, company, BO_EQUITY, BO_ELECTRICITY, BO_UTILITIES,
                         bo_money_from_usd(power));
    double rent = bo_lease_close(world, company);
    double worn = bo_income_depreciation(world, company);
    double interest = bo_debt_interest_usd_per_year(world, company, day) / MONTHS_PER_YEAR;
    double cash = bo_money_usd(ledger->balance[company][BO_CASH]);
    double date = bo_world_closed_date(world, day);
    double yield = bo_path_at(&p->cash_yield_per_year, date);
    double earned = fmax(cash, 0.0) * yield / MONTHS_PER_YEAR;
    bo_ledger_pay_sector(ledger, company, BO_EQUITY, BO_INTEREST, BO_LENDERS,
                         bo_money_from_usd(interest));
    bo_ledger_pay_sector(ledger, company, BO_EQUITY, BO_INTEREST_INCOME, BO_LENDERS,
                         -bo_money_from_usd(earned));
    c->operating_income_usd = c->revenue.month - costs - power - rent - worn;
    double before_tax = c->operating_income_usd - interest + earned;
    double tax = bo_income_taxed_usd(&c->tax_losses_usd, before_tax + c->options.gain_usd) *
                 bo_path_at(&c->param->tax_rate_frac, date);
    bo_ledger_pay_sector(ledger, company, BO_EQUITY, BO_TAX, BO_STATE, bo_money_from_usd(tax));
    c->net_income_usd = before_tax - tax + c->options.gain_usd + c->stake_gain_usd;
    c->depreciation_usd = worn;
    c->interest_usd = interest;
    return before_tax - tax + worn + other_cash - c->credits_honoured_usd;
}
