#include <math.h>

#include "buildout/base/num.h"
#include "buildout/model/capital.h"
#include "buildout/model/record.h"
#include "recorder.h"

struct money_value {
    enum variable v;
    double usd;
};

/* What else moves cash, for those of whom there is any. */
static void record_other_cash(const struct bo_world *world, uint32_t c,
                              const struct bo_scope *scope, double *world_usd)
{
    const bo_money *cash = world->ledger.cash[c];
    const struct money_value value[] = {
        {V_LEASE_LIABILITY, bo_money_usd(-world->ledger.balance[c][BO_LEASE_LIABILITY])},
        {V_DEBT_REPAID, bo_money_usd(-cash[BO_DEBT_REPAID])},
        {V_ACQUISITIONS, bo_money_usd(-cash[BO_INVESTMENT] - cash[BO_ACQUISITION])},
        {V_SITES_BOUGHT, bo_money_usd(-cash[BO_SITE_SALES])},
        {V_EXCHANGE_GAIN, bo_money_usd(cash[BO_CURRENCY_GAIN])},
    };
    for (uint32_t i = 0; i < sizeof value / sizeof value[0]; i++) {
        bo_put_some(scope, value[i].v, value[i].usd / BO_USD_PER_MILLION);
        world_usd[value[i].v] += value[i].usd;
    }
}

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
        {V_CAPEX_STATED, p->stated_capex_usd},
        {V_LEASES_AHEAD, p->leases_not_commenced_usd},
        {V_OCF, p->ocf.month},
        {V_FREE_CASH_FLOW, p->free_cash_flow.month},
        {V_DEPRECIATION, p->depreciation_usd},
        {V_INTEREST, p->interest_usd},
        {V_BUYBACKS, p->buybacks.month + bo_money_usd(-world->ledger.cash[c][BO_PAYOUT])},
        {V_FUNDING, p->funding.month},
        {V_EQUITY_RAISED,
         bo_money_usd(world->ledger.cash[c][BO_EQUITY_RAISED] + world->ledger.cash[c][BO_GRANTS])},
        {V_CASH, bo_money_usd(balance[BO_CASH])},
        {V_DEBT, -bo_money_usd(balance[BO_DEBT])},
        {V_EQUITY, -bo_money_usd(balance[BO_EQUITY])},
        {V_OPERATING_INCOME, p->operating_income_usd},
        {V_NET_INCOME, p->net_income_usd},
    };
    struct bo_scope scope = bo_scope_of_company(world, c);
    for (uint32_t i = 0; i < sizeof value / sizeof value[0]; i++) {
        bo_put(&scope, value[i].v, value[i].usd / BO_USD_PER_MILLION);
        world_usd[value[i].v] += value[i].usd;
    }
    record_other_cash(world, c, &scope, world_usd);
    bo_put_some(&scope, V_OVERDRAFT, p->overdraft_usd / BO_USD_PER_MILLION);
    bo_put_some(&scope, V_CLOUD_AWAY, p->cloud_away_usd / BO_USD_PER_MILLION);
    world_usd[V_CLOUD_AWAY] += p->cloud_away_usd;
    if (p->capex_limit_usd > 0.0 && !bo_capital_is_lab(world, c)) {
        bo_put(&scope, V_CAPEX_LIMIT, p->capex_limit_usd / BO_USD_PER_MILLION);
    }
    double drift = p->margin_gain_frac + p->margin_drift_frac;
    if (p->param->margin_sd_frac > 0.0 || fabs(drift) > 0.0) {
        bo_put(&scope, V_MARGIN_DRIFT, drift);
    }
    double burn = (p->capex.ttm + p->buybacks.ttm - p->ocf.ttm) / 12.0;
    if (burn > 0.0) {
        bo_put(&scope, V_RUNWAY, fmax(0.0, bo_money_usd(balance[BO_CASH])) / burn);
    }
}

/* Of who has ended, too: its lenders lose in the month of its end. */
static void record_losses(const struct bo_world *world, double *world_usd)
{
    for (uint32_t c = 0; c < world->n_companies; c++) {
        struct bo_scope scope = bo_scope_of_company(world, c);
        bo_put_some(&scope, V_CREDIT_LOSS, world->company[c].credit_loss_usd / BO_USD_PER_MILLION);
        world_usd[V_CREDIT_LOSS] += world->company[c].credit_loss_usd;
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_landlord *landlord = &world->landlord[r];
        struct bo_scope scope = bo_scope_of_landlord(world, r);
        bo_put_some(&scope, V_CREDIT_LOSS, landlord->debt_lost_usd / BO_USD_PER_MILLION);
        bo_put_some(&scope, V_RENT_LOST, landlord->rent_lost_usd / BO_USD_PER_MILLION);
        world_usd[V_CREDIT_LOSS] += landlord->debt_lost_usd;
        world_usd[V_RENT_LOST] += landlord->rent_lost_usd;
    }
}

void bo_record_money(struct bo_world *world)
{
    static const enum variable summed[] = {V_REVENUE,         V_CORE,          V_CLOUD,
                                           V_CAPEX,           V_CAPEX_LEASES,  V_CAPEX_SITES,
                                           V_CAPEX_AI,        V_CAPEX_SERVERS, V_CAPEX_OTHER,
                                           V_CAPEX_STATED,    V_LEASES_AHEAD,  V_OCF,
                                           V_FREE_CASH_FLOW,  V_DEPRECIATION,  V_INTEREST,
                                           V_BUYBACKS,        V_FUNDING,       V_EQUITY_RAISED,
                                           V_DEBT_REPAID,     V_ACQUISITIONS,  V_SITES_BOUGHT,
                                           V_EXCHANGE_GAIN,   V_CASH,          V_DEBT,
                                           V_LEASE_LIABILITY, V_EQUITY,        V_OPERATING_INCOME,
                                           V_NET_INCOME,      V_CREDIT_LOSS,   V_RENT_LOST};
    double world_usd[N_FIXED_VARIABLES] = {0.0};
    double alive = 0.0;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (world->company[c].alive) {
            alive += bo_record_survives(world, c);
            record_company_money(world, c, world_usd);
        }
    }
    record_losses(world, world_usd);
    struct bo_scope scope = bo_scope_of_world(world);
    for (uint32_t i = 0; i < sizeof summed / sizeof summed[0]; i++) {
        bo_put(&scope, summed[i], world_usd[summed[i]] / BO_USD_PER_MILLION);
    }
    bo_put_some(&scope, V_CLOUD_AWAY, world_usd[V_CLOUD_AWAY] / BO_USD_PER_MILLION);
    bo_put(&scope, V_ALIVE, alive);
}
