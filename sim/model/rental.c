#include "buildout/model/rental.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/capital.h"
#include "buildout/model/demand.h"
#include "buildout/model/fleet.h"
#include "buildout/model/trade.h"

/* Prices beyond e^20 either way are no prices; 60 halvings are a double's bits. */
#define LOG_RANGE 20.0
#define BISECTIONS 60
#define USD_PER_MILLION 1e6
#define HOURS_PER_YEAR (BO_DAYS_PER_YEAR * BO_HOURS_PER_DAY)
#define MONTHS_PER_YEAR 12.0

struct offer {
    double contract, spare; /* H100e */
};

/* What a lessor has let under contract: hours are paid at the price of the day on which they were signed for, whatever
 * they cost now. */
struct book {
    double h100e, usd_per_h;
};

struct bo_rental {
    const struct bo_rental_market_param *market[BO_N_MARKETS]; /* NULL: nobody rents there */
    const struct bo_lessor_param **lessor;                     /* [companies], NULL: lets nothing */
    struct offer *offer;                                       /* [companies] */
    struct book *book;                                         /* [companies] */
    struct book *owed; /* [companies] what a renter pays for, whether it uses it or not */
    bool *bound;       /* [companies] it pays for more than it would */
    double paid_ratio[BO_N_MARKETS]; /* what companies of the model pay, over the price on demand */
    double *kept_frac; /* [companies] of what it would let, taken back for its own customers */
    double abroad_frac[BO_N_MARKETS]; /* of what is spent on rent by those at home there */
    double *due_usd_per_year;         /* [companies] of its rent, under commitments at home */
};

void bo_rental_open(struct bo_world *world)
{
    const struct bo_param *param = world->param;
    if (world->ai_economy == NULL || param->n[BO_TABLE_RENTAL_MARKETS] == 0) {
        return;
    }
    struct bo_rental *rental = BO_NEW(world->arena, struct bo_rental);
    rental->lessor = BO_NEW_ARRAY(world->arena, const struct bo_lessor_param *, world->n_companies);
    rental->offer = BO_NEW_ARRAY(world->arena, struct offer, world->n_companies);
    rental->book = BO_NEW_ARRAY(world->arena, struct book, world->n_companies);
    rental->owed = BO_NEW_ARRAY(world->arena, struct book, world->n_companies);
    rental->bound = BO_NEW_ARRAY(world->arena, bool, world->n_companies);
    rental->kept_frac = BO_NEW_ARRAY(world->arena, double, world->n_companies);
    rental->due_usd_per_year = BO_NEW_ARRAY(world->arena, double, world->n_companies);
    for (uint32_t i = 0; i < param->n[BO_TABLE_RENTAL_MARKETS]; i++) {
        const struct bo_rental_market_param *m = &param->rental_market[i];
        struct bo_ai_market *now = &world->ai_economy->market[m->market];
        rental->market[m->market] = m;
        rental->paid_ratio[m->market] = m->contract_ratio;
        now->on_demand_usd_per_h = m->price_usd_per_h;
        now->contract_usd_per_h = m->price_usd_per_h * m->contract_ratio;
        now->spot_usd_per_h = m->price_usd_per_h * m->spot_ratio;
    }
    for (uint32_t i = 0; i < param->n[BO_TABLE_LESSORS]; i++) {
        rental->lessor[param->lessor[i].company] = &param->lessor[i];
    }
    world->rental = rental;
}

double bo_rental_demand(const struct bo_rental_balance *b, double price_usd_per_h)
{
    double others = 0.0;
    for (int m = 0; m < BO_N_MARKETS; m++) {
        const struct bo_rental_others *o = &b->others[m];
        if (o->h100e > 0.0) {
            others += o->h100e *
                      bo_exp(-o->elasticity * bo_log(price_usd_per_h / o->reference_usd_per_h));
        }
    }
    return b->budget_usd_per_h / price_usd_per_h + others;
}

double bo_rental_clearing_price(const struct bo_rental_balance *b)
{
    /* Demand falls in the price without end on either side: bisection of the log of the price. */
    double low = bo_log(b->others[0].reference_usd_per_h) - 1.0, high = low + 2.0;
    while (bo_rental_demand(b, bo_exp(low)) < b->supply_h100e && low > -LOG_RANGE) {
        low -= 1.0;
    }
    while (bo_rental_demand(b, bo_exp(high)) > b->supply_h100e && high < LOG_RANGE) {
        high += 1.0;
    }
    for (int i = 0; i < BISECTIONS; i++) {
        double middle = 0.5 * (low + high);
        if (bo_rental_demand(b, bo_exp(middle)) > b->supply_h100e) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return bo_exp(0.5 * (low + high));
}

/* ---- take or pay ---- */

static double month_kept(const struct bo_rental_market_param *m)
{
    return bo_exp(-BO_DAYS_PER_MONTH / m->contract_term_days);
}

static bool takes_or_pays(const struct bo_rental_market_param *m)
{
    return m != NULL && m->commitment_frac > 0.0 && m->contract_term_days > 0.0;
}

static void tell_broken(const struct bo_world *world, uint32_t company, double day, double usd,
                        const char *why)
{
    const char *name = bo_world_party_name(world, company);
    struct bo_fact_event event = {.day = bo_world_date(world, day),
                                  .entity = name,
                                  .place = "",
                                  .kind = "commitment broken",
                                  .subject = name,
                                  .amount = usd / USD_PER_MILLION,
                                  .unit = "million USD",
                                  .why = why};
    bo_facts_event(world->facts, &event);
}

/* A part of what a tenant has signed for. Lessors have let to everybody alike: of what each has signed the same part is let
 * anew. */
static void break_commitment(struct bo_world *world, uint32_t company, double day,
                             double broken_frac, const char *why)
{
    struct bo_rental *rental = world->rental;
    struct book *owed = &rental->owed[company];
    enum bo_market market = world->ai_economy->company[company].market;
    const struct bo_ai_market *now = &world->ai_economy->market[market];
    double broken = owed->h100e * broken_frac;
    if (!(broken > 0.0)) {
        return;
    }
    double sold = now->supply_h100e * now->utilisation_frac;
    double part = sold > broken ? broken / sold : 1.0;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->ai_economy->company[i].market == market) {
            rental->book[i].h100e *= 1.0 - part;
        }
    }
    double years = rental->market[market]->contract_term_days / BO_DAYS_PER_YEAR;
    tell_broken(world, company, day, broken * owed->usd_per_h * HOURS_PER_YEAR * years, why);
    owed->h100e -= broken;
}

/* What AI brings in an hour of those that served in the month closed last; INFINITY before any did. */
static double earned_usd_per_h(const struct bo_ai_company *c)
{
    double usd = c->product_revenue_usd + c->cloud_ai_revenue_usd + c->uplift_revenue_usd;
    double hours = c->internal_inference_h100e * HOURS_PER_YEAR / MONTHS_PER_YEAR;
    return hours > 0.0 ? usd / hours : (double)INFINITY;
}

/* Who is no laboratory rents what it chooses of the hours that those whom it serves lack, and pays for all of it no more than so many hours
 * of its own bring. */
static void rent_in(const struct bo_world *world, uint32_t company)
{
    struct bo_ai_company *c = &world->ai_economy->company[company];
    double frac = world->company[company].policy.rent_in_frac;
    if (!(frac > 0.0) || bo_capital_is_lab(world, company)) {
        return;
    }
    double own = bo_max(0.0, c->training_h100e - c->leased_out_h100e);
    double lacks = bo_max(0.0, c->inference_need_h100e - own);
    c->rent_budget_usd_per_year =
        frac * lacks * HOURS_PER_YEAR *
        bo_min(bo_rental_contract_usd_per_h(world, company), earned_usd_per_h(c));
    c->rent_research_frac = 0.0;
}

/* A month's part of what was signed for runs out; the rest is paid, whatever the board would rent now, as long as there is
 * money. */
static void owe(struct bo_world *world, uint32_t company, double day)
{
    struct bo_ai_company *c = &world->ai_economy->company[company];
    struct book *owed = &world->rental->owed[company];
    world->rental->due_usd_per_year[company] = 0.0;
    if (!takes_or_pays(world->rental->market[c->market])) {
        return;
    }
    if (bo_capital_ended(world, company)) {
        break_commitment(world, company, day, 1.0,
                         "its tenant is gone: hours signed for are let anew, at today's price");
        return;
    }
    owed->h100e *= month_kept(world->rental->market[c->market]);
    double due = owed->h100e * owed->usd_per_h * HOURS_PER_YEAR;
    if (bo_capital_is_lab(world, company) && due > c->rent_most_usd_per_year) {
        break_commitment(world, company, day, 1.0 - c->rent_most_usd_per_year / due,
                         "its tenant cannot pay for them all: hours signed for are let anew, at "
                         "today's price");
        due = c->rent_most_usd_per_year;
    }
    world->rental->due_usd_per_year[company] = due;
    world->rental->bound[company] = due > c->rent_budget_usd_per_year;
    c->rent_budget_usd_per_year = fmax(c->rent_budget_usd_per_year, due);
}

/* Of what is rented at home a part is under commitments; what they lack is signed for at what is paid now, unless it rents for
 * their sake alone. */
static void commit(struct bo_world *world, uint32_t company, double rented_h100e, double usd_per_h)
{
    const struct bo_ai_company *c = &world->ai_economy->company[company];
    const struct bo_rental_market_param *m = world->rental->market[c->market];
    struct book *owed = &world->rental->owed[company];
    bool signs = takes_or_pays(m) && !world->rental->bound[company];
    double more = signs ? m->commitment_frac * rented_h100e - owed->h100e : 0.0;
    if (more > 0.0) {
        double usd = owed->h100e * owed->usd_per_h + more * usd_per_h;
        *owed = (struct book){owed->h100e + more, usd / (owed->h100e + more)};
    }
}

/* ---- the other market ---- */

static enum bo_market other_than(enum bo_market market)
{
    return market == BO_MARKET_WORLD ? BO_MARKET_CHINA : BO_MARKET_WORLD;
}

/* Renters see the prices of the last close. */
static void turn_abroad(struct bo_world *world, enum bo_market market, double date)
{
    struct bo_rental *rental = world->rental;
    const struct bo_rental_market_param *m = rental->market[market];
    const struct bo_ai_market *here = &world->ai_economy->market[market];
    const struct bo_ai_market *there = &world->ai_economy->market[other_than(market)];
    if (m == NULL || rental->market[other_than(market)] == NULL) {
        return;
    }
    double most =
        bo_path_at(&m->abroad_max_frac, date) * bo_trade_cloud_frac(world, market, (int32_t)date);
    double ratio = there->on_demand_usd_per_h * m->abroad_cost_ratio / here->on_demand_usd_per_h;
    double wanted = most > 0.0 ? most / (1.0 + bo_exp(m->abroad_weight * bo_log(ratio))) : 0.0;
    rental->abroad_frac[market] = bo_min(most, bo_approach(rental->abroad_frac[market], wanted,
                                                           BO_DAYS_PER_MONTH, m->abroad_lag_days));
}

double bo_rental_contract_usd_per_h(const struct bo_world *world, uint32_t company)
{
    const struct bo_ai_economy *economy = world->ai_economy;
    enum bo_market home = economy->company[company].market;
    double here = economy->market[home].contract_usd_per_h;
    double abroad = world->rental != NULL ? world->rental->abroad_frac[home] : 0.0;
    if (!(abroad > 0.0)) {
        return here;
    }
    double there = economy->market[other_than(home)].contract_usd_per_h;
    return 1.0 / ((1.0 - abroad) / here + abroad / there);
}

double bo_rental_signed_usd(const struct bo_world *world, uint32_t company)
{
    if (world->rental == NULL) {
        return 0.0;
    }
    const struct bo_rental_market_param *m =
        world->rental->market[world->ai_economy->company[company].market];
    const struct book *book = &world->rental->book[company];
    double years = m != NULL ? m->contract_term_days / BO_DAYS_PER_YEAR : 0.0;
    return book->h100e * book->usd_per_h * HOURS_PER_YEAR * years;
}

/* What a company spends on rent in a market, a year: what it has committed stays at home. */
static double spent_usd_per_year(const struct bo_world *world, uint32_t company,
                                 enum bo_market market)
{
    const struct bo_ai_company *c = &world->ai_economy->company[company];
    double budget = c->rent_budget_usd_per_year;
    double at_home = bo_max(world->rental->due_usd_per_year[company],
                            budget * (1.0 - world->rental->abroad_frac[c->market]));
    return c->market == market ? at_home : budget - at_home;
}

/* What renters outside the model want in a market of those whose home is one: guests see what an hour costs them. */
static struct bo_rental_others others_of(const struct bo_world *world, enum bo_market market,
                                         enum bo_market home, double date)
{
    const struct bo_rental_market_param *m = world->rental->market[home];
    if (m == NULL) {
        return (struct bo_rental_others){.h100e = 0.0};
    }
    double abroad = world->rental->abroad_frac[home],
           all = bo_demand_ai_index(world, date) * bo_path_at(&m->other_demand_h100e, date);
    bool guests = home != market;
    double cost = guests ? m->abroad_cost_ratio : 1.0;
    return (struct bo_rental_others){.h100e = all * (guests ? abroad : 1.0 - abroad),
                                     .reference_usd_per_h = m->price_usd_per_h / cost,
                                     .elasticity = m->elasticity};
}

/* ---- a month ---- */

/* What a lessor's own customers need beyond the rest of its fleet comes out of contracts as they end, one term long; what
 * they need no more is let again as fast. */
static double kept_frac(struct bo_world *world, uint32_t company, double let)
{
    const struct bo_ai_company *c = &world->ai_economy->company[company];
    const struct bo_rental_market_param *m = world->rental->market[c->market];
    double *kept = &world->rental->kept_frac[company];
    double whole = let * c->training_h100e;
    if (m == NULL || !(m->contract_term_days > 0.0) || !(whole > 0.0)) {
        return 0.0;
    }
    double rest = c->training_h100e - whole;
    double trains =
        bo_min(world->company[company].policy.train_first_frac * rest, c->training_need_h100e);
    double missing = c->inference_need_h100e - (rest - trains);
    *kept = bo_approach(*kept, bo_clamp(missing / whole, 0.0, 1.0), BO_DAYS_PER_MONTH,
                        m->contract_term_days);
    return *kept;
}

/* Contracts first, then what the board keeps for training, then serving, then the rest of training; of what is left a part is
 * offered by the hour. */
static void split(struct bo_world *world, uint32_t company, double date)
{
    struct bo_ai_company *c = &world->ai_economy->company[company];
    const struct bo_strategy_param *policy = &world->company[company].policy;
    const struct bo_lessor_param *lessor = world->rental->lessor[company];
    struct offer *offer = &world->rental->offer[company];
    double left = c->training_h100e;
    double let = policy->lease_out_frac; /* a strategy means what it says */
    double kept = 0.0;
    if (let < 0.0) {
        let = lessor != NULL ? bo_path_at(&lessor->lease_out_frac, date) : 0.0;
        kept = kept_frac(world, company, let);
    }
    offer->contract = left * let * (1.0 - kept);
    left -= offer->contract;
    double trains = fmin(policy->train_first_frac * left, c->training_need_h100e);
    c->internal_inference_h100e = fmin(left - trains, c->inference_need_h100e);
    left -= c->internal_inference_h100e;
    c->internal_training_h100e = fmin(left, c->training_need_h100e);
    left -= c->internal_training_h100e;
    offer->spare = lessor != NULL ? left * lessor->spare_frac : 0.0;
    c->leased_out_h100e = c->leased_in_h100e = c->leased_abroad_h100e = 0.0;
    c->leasing_revenue_usd = c->leasing_cost_usd = c->intra_leasing_usd = 0.0;
}

/* What lessors outside the model offer: those of the scenario's path, and owners of fleets beside the companies. */
static double outside_offer(const struct bo_world *world, enum bo_market market, double date)
{
    const struct bo_rental_market_param *m = world->rental->market[market];
    return bo_path_at(&m->other_supply_h100e, date) + bo_fleet_outside_offer_h100e(world, market);
}

static struct bo_rental_balance weigh(const struct bo_world *world, enum bo_market market,
                                      double date)
{
    const struct bo_rental_market_param *m = world->rental->market[market];
    struct bo_rental_balance b = {.others = {others_of(world, market, market, date),
                                             others_of(world, market, other_than(market), date)},
                                  .supply_h100e = outside_offer(world, market, date)};
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->ai_economy->company[i].market == market) {
            b.supply_h100e += world->rental->offer[i].contract + world->rental->offer[i].spare;
        }
        b.budget_usd_per_h += spent_usd_per_year(world, i, market) / HOURS_PER_YEAR /
                              world->rental->paid_ratio[market];
    }
    b.supply_h100e *= m->utilisation_max_frac;
    return b;
}

/* Above it renters buy what they would rent. Without a limit, or before a system has been paid, there is none. */
static double log_dearest(const struct bo_ai_market *now, const struct bo_rental_market_param *m)
{
    double years = m->payback_least_days / BO_DAYS_PER_YEAR;
    return years > 0.0 && now->system_usd_per_h100e > 0.0
               ? bo_log(now->system_usd_per_h100e / (years * HOURS_PER_YEAR))
               : LOG_RANGE;
}

static void move_price(struct bo_ai_market *now, const struct bo_rental_market_param *m,
                       const struct bo_rental_balance *b)
{
    if (!(b->supply_h100e > 0.0) || !(bo_rental_demand(b, now->on_demand_usd_per_h) > 0.0)) {
        return; /* without a trade there is no price to learn from */
    }
    double target = bo_log(bo_rental_clearing_price(b));
    double price =
        bo_approach(bo_log(now->on_demand_usd_per_h), target, BO_DAYS_PER_MONTH, m->clear_days);
    now->on_demand_usd_per_h = bo_exp(bo_min(price, log_dearest(now, m)));
    now->spot_usd_per_h = now->on_demand_usd_per_h * m->spot_ratio;
    now->contract_usd_per_h =
        bo_approach(now->contract_usd_per_h, now->on_demand_usd_per_h * m->contract_ratio,
                    BO_DAYS_PER_MONTH, m->contract_lag_days);
}

/* What is sold of a market, and at which mean price. */
struct sale {
    double contract_share, spare_share; /* of what is offered of each kind */
    double sold_h100e, by_model_h100e;
    double mean_usd_per_h; /* of what lessors of the model sell */
};

/* A month's part of what was signed for ends, a term after it began on the mean; the rest stays at its price, and what is
 * let beyond it is signed for today. */
static void sign(struct bo_world *world, uint32_t company, double let_h100e)
{
    const struct bo_ai_market *now =
        &world->ai_economy->market[world->ai_economy->company[company].market];
    const struct bo_rental_market_param *m =
        world->rental->market[world->ai_economy->company[company].market];
    struct book *book = &world->rental->book[company];
    double left = m->contract_term_days > 0.0 ? book->h100e * month_kept(m) : 0.0;
    left = fmin(left, let_h100e);
    double usd = left * book->usd_per_h + (let_h100e - left) * now->contract_usd_per_h;
    *book = (struct book){let_h100e, let_h100e > 0.0 ? usd / let_h100e : now->contract_usd_per_h};
}

/* Contracts are filled before spare hours; sellers of one kind sell the same share of what they offer. */
static struct sale sell(struct bo_world *world, enum bo_market market,
                        const struct bo_rental_balance *b, double outside_h100e)
{
    const struct bo_ai_market *now = &world->ai_economy->market[market];
    double contracts = 0.0, spare = 0.0;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->ai_economy->company[i].market == market) {
            contracts += world->rental->offer[i].contract;
            spare += world->rental->offer[i].spare;
        }
    }
    struct sale sale = {.sold_h100e =
                            fmin(bo_rental_demand(b, now->on_demand_usd_per_h), b->supply_h100e)};
    double offered = contracts + outside_h100e;
    double by_contract = fmin(sale.sold_h100e, offered);
    sale.contract_share = offered > 0.0 ? by_contract / offered : 0.0;
    sale.spare_share = spare > 0.0 ? fmin(1.0, (sale.sold_h100e - by_contract) / spare) : 0.0;
    double let_usd = 0.0, by_hour = sale.spare_share * spare;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->ai_economy->company[i].market == market) {
            sign(world, i, sale.contract_share * world->rental->offer[i].contract);
            let_usd += world->rental->book[i].h100e * world->rental->book[i].usd_per_h;
        }
    }
    sale.by_model_h100e = sale.contract_share * contracts + by_hour;
    if (sale.by_model_h100e > 0.0) {
        sale.mean_usd_per_h = (let_usd + by_hour * now->spot_usd_per_h) / sale.by_model_h100e;
    } else {
        sale.mean_usd_per_h = now->contract_usd_per_h;
    }
    return sale;
}

static void book_lessor(struct bo_world *world, uint32_t company, const struct sale *sale,
                        double hours, double to_companies_frac)
{
    struct bo_ai_company *c = &world->ai_economy->company[company];
    const struct bo_ai_market *now = &world->ai_economy->market[c->market];
    const struct offer *offer = &world->rental->offer[company];
    const struct book *book = &world->rental->book[company];
    double by_hour = sale->spare_share * offer->spare;
    c->leased_out_h100e = book->h100e + by_hour;
    c->leasing_revenue_usd =
        hours * (book->h100e * book->usd_per_h + by_hour * now->spot_usd_per_h);
    c->intra_leasing_usd = c->leasing_revenue_usd * to_companies_frac;
}

/* Renters all pay the mean price, so that what companies of the model pay each other is the same on both sides. */
static void trade(struct bo_world *world, enum bo_market market, const struct bo_rental_balance *b,
                  double outside_h100e)
{
    struct bo_ai_market *now = &world->ai_economy->market[market];
    double hours = world->month_days * BO_HOURS_PER_DAY;
    double wanted = bo_rental_demand(b, now->on_demand_usd_per_h);
    struct sale sale = sell(world, market, b, outside_h100e);
    double filled = wanted > 0.0 ? sale.sold_h100e / wanted : 0.0;
    double to_companies = 0.0;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_ai_company *c = &world->ai_economy->company[i];
        double rented = filled * spent_usd_per_year(world, i, market) / HOURS_PER_YEAR /
                        (now->on_demand_usd_per_h * world->rental->paid_ratio[market]);
        c->leased_in_h100e += rented;
        c->leasing_cost_usd += rented * sale.mean_usd_per_h * hours;
        to_companies += rented;
        if (c->market == market) {
            commit(world, i, rented, sale.mean_usd_per_h);
        } else {
            c->leased_abroad_h100e = rented;
        }
    }
    if (now->on_demand_usd_per_h > 0.0) {
        world->rental->paid_ratio[market] = sale.mean_usd_per_h / now->on_demand_usd_per_h;
    }
    double part = sale.sold_h100e > 0.0 ? to_companies / sale.sold_h100e : 0.0;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->ai_economy->company[i].market == market) {
            book_lessor(world, i, &sale, hours, part);
        }
    }
    now->supply_h100e = b->supply_h100e;
    now->demand_h100e = wanted;
    now->utilisation_frac = b->supply_h100e > 0.0 ? sale.sold_h100e / b->supply_h100e : 0.0;
}

/* What was rented for training trains, the rest serves, and each takes what the other does not need; what nobody needed
 * stays idle. */
static void settle(struct bo_ai_company *c)
{
    double training = fmax(0.0, c->training_need_h100e - c->internal_training_h100e);
    double serving = fmax(0.0, c->inference_need_h100e - c->internal_inference_h100e);
    double meant = fmin(training, c->leased_in_h100e * c->rent_research_frac);
    double serves = fmin(c->leased_in_h100e - meant, serving);
    double trains = fmin(c->leased_in_h100e - serves, training);
    c->internal_training_h100e += trains;
    c->internal_inference_h100e += serves;
    double idle = c->training_h100e + c->leased_in_h100e - c->internal_training_h100e -
                  c->internal_inference_h100e - c->leased_out_h100e;
    c->idle_h100e = fmax(0.0, idle); /* without the rounding of its parts */
}

void bo_rental_close(struct bo_world *world, double day)
{
    if (world->rental == NULL) {
        return;
    }
    double date = bo_world_closed_date(world, day);
    for (uint32_t i = 0; i < world->n_companies; i++) {
        rent_in(world, i);
        owe(world, i, day);
        split(world, i, date);
    }
    for (int m = 0; m < BO_N_MARKETS; m++) {
        turn_abroad(world, (enum bo_market)m, date);
    }
    for (int m = 0; m < BO_N_MARKETS; m++) {
        const struct bo_rental_market_param *market = world->rental->market[m];
        if (market == NULL) {
            continue;
        }
        struct bo_rental_balance b = weigh(world, (enum bo_market)m, date);
        double outside =
            outside_offer(world, (enum bo_market)m, date) * market->utilisation_max_frac;
        move_price(&world->ai_economy->market[m], market, &b);
        trade(world, (enum bo_market)m, &b, outside);
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        settle(&world->ai_economy->company[i]);
    }
}
