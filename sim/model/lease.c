#include "buildout/model/lease.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

#define KW_PER_MW 1000.0
#define MONTHS_PER_YEAR 12.0
#define MONTHS_IN_YEAR 12u

double bo_lease_rent_usd_per_mw(const struct bo_world *world, uint32_t region)
{
    return world->region[region].rent_usd_per_kw_month *
           world->param->colocation->large_deal_ratio * KW_PER_MW;
}

/* The rate at which leases begun in a year of the run are valued, all their life. */
static double monthly_rate(const struct bo_world *world, uint32_t year)
{
    double day = year > 0 ? bo_world_month_end(world, year * MONTHS_IN_YEAR - 1) : 0.0;
    double date = (double)world->start_day + day;
    return bo_path_at(&world->param->finance->base_rate_per_year, date) / MONTHS_PER_YEAR;
}

static uint32_t term_months(const struct bo_world *world)
{
    return (uint32_t)bo_max(
        1.0, floor(world->param->colocation->lease_term_days / BO_DAYS_PER_MONTH + 0.5));
}

void bo_lease_open(struct bo_world *world)
{
    uint32_t n_years = world->n_months / MONTHS_IN_YEAR + 1;
    world->lease_rate = BO_NEW_ARRAY(world->arena, double, n_years);
    world->lease_factor = BO_NEW_ARRAY(world->arena, double, n_years);
    double n = term_months(world);
    for (uint32_t y = 0; y < n_years; y++) {
        double rate = monthly_rate(world, y);
        world->lease_rate[y] = rate;
        world->lease_factor[y] = rate > 0.0 ? (1.0 - bo_exp(-n * bo_log1p(rate))) / rate : n;
    }
    for (uint32_t i = 0; i < world->n_companies; i++) {
        world->company[i].lease_year = BO_NEW_ARRAY(world->arena, struct bo_lease_year, n_years);
        world->company[i].opening_lease =
            BO_NEW_ARRAY(world->arena, struct bo_lease_end, world->n_regions);
    }
}

double bo_lease_value_usd(const struct bo_world *world, double rent_usd_per_month)
{
    return rent_usd_per_month * world->lease_factor[world->month / MONTHS_IN_YEAR];
}

static bool is_lease(const struct bo_world *world, const struct bo_project *p)
{
    return p->user != BO_NO_ROW && bo_world_is_landlord(world, p->owner);
}

void bo_lease_sign(struct bo_world *world, struct bo_project *p)
{
    if (!is_lease(world, p)) {
        return;
    }
    p->lease_value_usd =
        bo_lease_value_usd(world, p->mw * bo_lease_rent_usd_per_mw(world, p->region));
    world->company[p->user].leases_not_commenced_usd += p->lease_value_usd;
}

/* What is left of the last one is nil, not the rounding of its parts. */
static void drop_obligation(struct bo_company *c, double usd)
{
    c->leases_not_commenced_usd -= usd;
    if (c->leases_not_commenced_usd < 1.0) {
        c->leases_not_commenced_usd = 0.0;
    }
}

void bo_lease_drop(struct bo_world *world, struct bo_project *p)
{
    if (is_lease(world, p)) {
        drop_obligation(&world->company[p->user], p->lease_value_usd);
        p->lease_value_usd = 0.0;
    }
}

/* The books hold the liability rounded to the cent, so that it runs off to the cent. */
static bo_money change_liability(struct bo_company *c, struct bo_lease_year *year, double usd)
{
    bo_money before = bo_money_from_usd(c->new_lease_liability_usd);
    year->liability_usd += usd;
    c->new_lease_liability_usd += usd;
    return bo_money_from_usd(c->new_lease_liability_usd) - before;
}

/* Begins to rent; returns the value, which the caller books. */
static double commence(struct bo_world *world, uint32_t company, uint32_t region, double mw)
{
    struct bo_company *c = &world->company[company];
    double rent = mw * bo_lease_rent_usd_per_mw(world, region);
    c->estate[region].rent_usd_per_month += rent;
    c->lease_year[world->month / MONTHS_IN_YEAR].rent_usd_per_month += rent;
    uint32_t end = world->month + term_months(world);
    if (end < world->n_months) {
        struct bo_lease_end *slot =
            &world->region[region].lease_end[bo_world_end(world, company, end)];
        slot->mw += mw;
        slot->rent_usd_per_month += rent;
    }
    return bo_lease_value_usd(world, rent);
}

static void book(struct bo_world *world, uint32_t company, double value)
{
    struct bo_company *c = &world->company[company];
    struct bo_lease_year *year = &c->lease_year[world->month / MONTHS_IN_YEAR];
    bo_ledger_post(&world->ledger, company, BO_LEASE_ASSETS, BO_LEASE_LIABILITY, BO_LEASE_BEGUN,
                   change_liability(c, year, value));
    bo_flow_add(&c->finance_leases, value * world->param->colocation->finance_lease_frac);
}

void bo_lease_take(struct bo_world *world, uint32_t company, uint32_t region, double mw)
{
    book(world, company, commence(world, company, region, mw));
}

void bo_lease_begin(struct bo_world *world, const struct bo_project *p, double mw)
{
    if (is_lease(world, p)) {
        drop_obligation(&world->company[p->user], p->lease_value_usd * mw / p->mw);
        book(world, p->user, commence(world, p->user, p->region, mw));
    }
}

static void renew(struct bo_world *world, uint32_t company, uint32_t region)
{
    if (term_months(world) >= world->n_months) {
        return; /* none of the run's leases ends within it */
    }
    struct bo_lease_end end =
        world->region[region].lease_end[bo_world_end(world, company, world->month)];
    if (end.mw > 0.0) {
        struct bo_company *c = &world->company[company];
        c->estate[region].rent_usd_per_month -= end.rent_usd_per_month;
        uint32_t begun = world->month - term_months(world);
        c->lease_year[begun / MONTHS_IN_YEAR].rent_usd_per_month -= end.rent_usd_per_month;
        book(world, company, commence(world, company, region, end.mw));
    }
}

/* Of each year's leases: what their rents pay beyond interest. */
static void repay(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    bo_money before = bo_money_from_usd(c->new_lease_liability_usd);
    for (uint32_t y = 0; y <= world->month / MONTHS_IN_YEAR; y++) {
        struct bo_lease_year *year = &c->lease_year[y];
        double interest = year->liability_usd * world->lease_rate[y];
        double part = bo_min(year->rent_usd_per_month - interest, year->liability_usd);
        year->liability_usd -= part;
        c->new_lease_liability_usd -= part;
    }
    bo_ledger_post(&world->ledger, company, BO_LEASE_LIABILITY, BO_LEASE_ASSETS, BO_LEASE_REPAID,
                   before - bo_money_from_usd(c->new_lease_liability_usd));
}

/* What was leased before the start began in the months of a term before it: as much ends in each month of the first term,
 * and is leased again at the rent of the day; its liability runs off as evenly. */
static void renew_opening(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    uint32_t term = term_months(world);
    if (world->month >= term) {
        return;
    }
    double value = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        double mw = c->opening_lease[r].mw / term;
        if (mw > 0.0) {
            c->estate[r].rent_usd_per_month -= c->opening_lease[r].rent_usd_per_month / term;
            value += commence(world, company, r, mw);
        }
    }
    book(world, company, value);
    /* of what is left, so that nothing is left at the end */
    double share = 1.0 / (double)(term - world->month);
    bo_money repaid = bo_money_share(c->opening_lease_liability, share);
    c->opening_lease_liability -= repaid;
    bo_ledger_post(&world->ledger, company, BO_LEASE_LIABILITY, BO_LEASE_ASSETS, BO_LEASE_REPAID,
                   repaid);
}

double bo_lease_close(struct bo_world *world, uint32_t company)
{
    struct bo_company *c = &world->company[company];
    double paid_usd = 0.0;
    renew_opening(world, company);
    for (uint32_t r = 0; r < world->n_regions; r++) {
        if (!(c->estate[r].rent_usd_per_month > 0.0)) {
            continue;
        }
        renew(world, company, r); /* a term's last rent was paid a month ago */
        struct bo_payment rent = {.from = company,
                                  .to = bo_world_landlord_party(world, r),
                                  .from_account = BO_EQUITY,
                                  .to_account = BO_EQUITY,
                                  .from_category = BO_RENT,
                                  .to_category = BO_REVENUE_RENT};
        bo_money amount = bo_money_from_usd(c->estate[r].rent_usd_per_month);
        if (amount != 0) {
            bo_ledger_pay(&world->ledger, &rent, amount);
            paid_usd += bo_money_usd(amount);
        }
    }
    repay(world, company);
    return paid_usd;
}
