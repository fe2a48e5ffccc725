/* What a fleet yields in each market, and who comes for it: rents that stay above cost bring owners, until they do not. */
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "trade_inner.h"

#define HOURS_PER_YEAR (BO_DAYS_PER_YEAR * BO_HOURS_PER_DAY)

static void see_price(struct bo_ai_market *market, const struct trade_buyer_sums *month,
                      double lag_days)
{
    if (!(month->h100e > 0.0) || !(month->systems_usd > 0.0)) {
        return;
    }
    double usd = month->systems_usd / month->h100e;
    market->system_usd_per_h100e =
        market->system_usd_per_h100e > 0.0
            ? bo_approach(market->system_usd_per_h100e, usd, BO_DAYS_PER_MONTH, lag_days)
            : usd;
}

static void see_yield(struct bo_ai_market *market)
{
    if (market->system_usd_per_h100e > 0.0) {
        market->yield_per_year = market->contract_usd_per_h * market->utilisation_frac *
                                 HOURS_PER_YEAR / market->system_usd_per_h100e;
    }
}

/* Over the law with which its budgets are known. */
static double open_ratio(const struct trade_buyer *buyer)
{
    return buyer->open_known > 0.0 ? buyer->open_frac / buyer->open_known : 1.0;
}

/* Owners beside the companies come, or go, for what a fleet yields that they may buy. */
static void answer(struct bo_world *world, enum bo_market market)
{
    const struct bo_entry_param *p = &world->trade->market->entry;
    double yield = world->ai_economy->market[market].yield_per_year;
    for (uint32_t i = 0; i < world->trade->n_buyers; i++) {
        struct trade_buyer *b = &world->trade->buyer[i];
        if (b->company == BO_NO_ROW && b->market == market) {
            double pull = p->answer_per_year * bo_log(yield * open_ratio(b) / p->yield_per_year);
            b->entry_log += bo_clamp(pull, -p->answer_max_per_year, p->answer_max_per_year) *
                            BO_DAYS_PER_MONTH / BO_DAYS_PER_YEAR;
        }
    }
}

void bo_trade_see_entry(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    const struct bo_entry_param *p = &trade->market->entry;
    for (int k = 0; k < BO_N_MARKETS; k++) {
        struct bo_ai_market *market = &world->ai_economy->market[k];
        see_price(market, &trade->by_market[k], p->lag_days);
        see_yield(market);
        if (!(trade->yield_start[k] > 0.0)) {
            trade->yield_start[k] = market->yield_per_year;
        }
        if (p->from_day < BO_NEVER && bo_world_date(world, day) >= p->from_day &&
            p->yield_per_year > 0.0 && market->yield_per_year > 0.0) {
            answer(world, (enum bo_market)k);
        }
    }
}

/* Until budgets answer, what is known of them knows the law, too. */
void bo_trade_see_open(const struct bo_world *world, struct trade_buyer *buyer, double frac,
                       double day)
{
    const struct bo_entry_param *p = &world->trade->market->entry;
    buyer->open_frac = buyer->open_frac > 0.0 && p->lag_days > 0.0
                           ? bo_approach(buyer->open_frac, frac, BO_DAYS_PER_MONTH, p->lag_days)
                           : frac;
    if (p->from_day == BO_NEVER || bo_world_date(world, day) < p->from_day ||
        !(buyer->open_known > 0.0)) {
        buyer->open_known = buyer->open_frac;
    }
}

/* Who buys for its own use does not come for the rent. */
double bo_trade_entry_ratio(const struct bo_world *world, const struct trade_buyer *buyer,
                            double date)
{
    const struct bo_trade *trade = world->trade;
    double start = trade->yield_start[buyer->market];
    double now = world->ai_economy->market[buyer->market].yield_per_year;
    double pays = start > 0.0 && now > 0.0 ? now / start * open_ratio(buyer) : 1.0;
    double come = bo_exp(buyer->entry_log) - 1.0;
    return bo_pow(pays, buyer->param->budget_yield_elasticity) *
           (1.0 + bo_path_at(&buyer->param->lease_out_frac, date) * come);
}
