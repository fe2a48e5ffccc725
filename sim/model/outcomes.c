/* Key figures of a run. */
#include <math.h>

#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/board.h"
#include "buildout/model/capital.h"
#include "buildout/model/planned_site.h"
#include "buildout/model/product.h"
#include "buildout/model/record.h"
#include "buildout/model/returns.h"
#include "recorder.h"

/* ---- companies ---- */

/* The day on which a lab was sold or liquidated, how and to whom; NaN for what has not ended. */
static void record_exit(const struct bo_world *world, uint32_t c)
{
    const struct bo_capital *capital = world->capital;
    const char *name = world->company[c].param->entry.name;
    double day = BO_NAN, kind = BO_NAN;
    uint32_t acquirer = BO_NO_ROW;
    for (uint32_t i = 0; capital != NULL && i < capital->n_deals; i++) {
        const struct bo_deal *deal = &capital->deal[i];
        if (deal->done && deal->kind == BO_DEAL_EXIT &&
            capital->lab[deal->lab].param->company == c) {
            day = bo_world_date(world, deal->day);
            kind = (double)deal->end;
            acquirer = deal->acquirer;
        }
    }
    if (acquirer != BO_NO_ROW)
        bo_facts_takeover(world->facts, name, world->company[acquirer].param->entry.name);
    bo_facts_outcome(world->facts, name, "exit_date", "date", day);
    bo_facts_outcome(world->facts, name, "exit_kind", "1 licence, 2 purchase, 3 liquidation", kind);
}

/* Rate at which the free cash flow of the run is worth nothing. */
static double return_of_company(const struct bo_world *world, uint32_t c)
{
    const struct bo_recorder *r = world->recorder;
    const uint32_t *column = r->of_company + (size_t)c * r->n_variables;
    double *flow = BO_NEW_ARRAY(world->arena, double, world->month);
    for (uint32_t m = 0; m < world->month; m++) {
        double value = bo_recorded(world, column, V_FREE_CASH_FLOW, m);
        flow[m] = isfinite(value) ? value : 0.0;
    }
    return bo_return_of_flow(flow, world->month);
}

/* Of an amount who is there and never had any has none, and so has who has ended, though none is told. */
static double amount_of(const struct bo_world *world, uint32_t c, double told)
{
    bool was_there = world->company[c].alive || world->company[c].ended;
    return was_there && world->month > 0 && isnan(told) ? 0.0 : told;
}

/* Does it sell there by now, or would it if it had not ended, to somebody? Of nothing there is no share. */
static bool is_offered(const struct bo_world *world, uint32_t c, uint32_t segment)
{
    const struct bo_offer_param *offer =
        world->products != NULL ? bo_product_offer(world, c) : NULL;
    int kind = world->param->segment[segment].kind;
    if (offer == NULL || kind == BO_SEGMENT_CLOUD || kind == BO_SEGMENT_UPLIFT)
        return false;
    enum bo_market market = world->ai_economy->company[c].market;
    return bo_world_begun(world, offer->from_day[kind], world->day) &&
           world->products->segment[segment][market].adopters > 0.0;
}

static void record_shares(const struct bo_world *world, uint32_t c)
{
    const struct bo_param *p = world->param;
    const struct bo_recorder *r = world->recorder;
    const uint32_t *column = r->of_company + (size_t)c * r->n_variables;
    for (uint32_t i = 0; i < p->n[BO_TABLE_SEGMENTS] && world->month > 0; i++) {
        uint32_t v = variable_of_segment(p, i, S_SHARE);
        const char *key = bo_arena_printf(world->facts->arena, "share_%s", p->segment[i].entry.key);
        double share = bo_recorded(world, column, v, world->month - 1);
        if (is_offered(world, c, i))
            share = amount_of(world, c, share);
        bo_facts_outcome(world->facts, p->company[c].entry.name, key, "fraction", share);
    }
}

static double last_of(const struct bo_world *world, const uint32_t *column, uint32_t v)
{
    return world->month > 0 ? bo_recorded(world, column, v, world->month - 1) : BO_NAN;
}

static void record_ai(const struct bo_world *world, uint32_t c)
{
    const struct bo_recorder *r = world->recorder;
    const uint32_t *column = r->of_company + (size_t)c * r->n_variables;
    const char *name = world->company[c].param->entry.name;
    struct bo_facts *facts = world->facts;
    bo_facts_outcome(facts, name, "capability_lag_months", "months", last_of(world, column, V_LAG));
    bo_facts_outcome(facts, name, "h100e", "H100e",
                     amount_of(world, c, last_of(world, column, V_FLEET_H100E)));
    bo_facts_outcome(facts, name, "revenue_ai", "million USD/yr",
                     amount_of(world, c, bo_recorded_year(world, column, V_AI)));
    record_exit(world, c);
    record_shares(world, c);
}

/* Plant of a company at its book value. */
static double book_usd(const struct bo_world *world, uint32_t c)
{
    static const enum bo_account plant[] = {BO_PLANT_SITES, BO_PLANT_SERVERS, BO_PLANT_AI,
                                            BO_PLANT_OTHER};
    bo_money sum = 0;
    for (size_t i = 0; i < sizeof plant / sizeof *plant; i++) {
        sum += world->ledger.balance[c][plant[i]];
    }
    return bo_money_usd(sum);
}

/* A year's operating cash flow that need not go into what wears out; nobody goes on for less than nothing. */
static double earned_usd_per_year(const struct bo_world *world, uint32_t c)
{
    const struct bo_recorder *r = world->recorder;
    const uint32_t *column = r->of_company + (size_t)c * r->n_variables;
    double worn_musd = bo_recorded_year(world, column, V_DEPRECIATION);
    double worn = isfinite(worn_musd) ? worn_musd * BO_USD_PER_MILLION : 0.0;
    return bo_max(0.0, world->company[c].ocf.ttm - worn);
}

/* Cash flows of the run, and with what stands at its end: at book value, or as it earned last, for ever. */
static void record_worth(const struct bo_world *world, uint32_t c)
{
    struct bo_facts *facts = world->facts;
    const struct bo_company *p = &world->company[c];
    const char *name = p->param->entry.name, *unit = "million USD";
    double rate = world->param->finance->discount_rate_per_year;
    double years = bo_world_month_end(world, world->month - 1) / BO_DAYS_PER_YEAR;
    double discount = bo_record_survives(world, c) ? bo_exp(-years * bo_log1p(rate)) : 0.0;
    double book = p->npv_usd + discount * book_usd(world, c);
    double goes_on =
        rate > 0.0 ? p->npv_usd + discount * earned_usd_per_year(world, c) / rate : BO_NAN;
    bo_facts_outcome(facts, name, "npv", unit, p->npv_usd / BO_USD_PER_MILLION);
    bo_facts_outcome(facts, name, "npv_book", unit, book / BO_USD_PER_MILLION);
    bo_facts_outcome(facts, name, "npv_terminal", unit, goes_on / BO_USD_PER_MILLION);
}

static void record_company(struct bo_world *world, uint32_t c)
{
    struct bo_facts *facts = world->facts;
    const struct bo_company *p = &world->company[c];
    const char *name = p->param->entry.name;
    double default_day = p->default_day != 0 ? (double)p->default_day : BO_NAN;
    double sites = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        sites += p->estate[r].n_sites;
    }
    record_worth(world, c);
    bo_facts_outcome(facts, name, "irr", "fraction", return_of_company(world, c));
    bo_facts_outcome(facts, name, "survived", "fraction", bo_record_survives(world, c) ? 1.0 : 0.0);
    bo_facts_outcome(facts, name, "cash_min", "million USD", p->cash_min_usd / BO_USD_PER_MILLION);
    bo_facts_outcome(facts, name, "cash_min_date", "date", p->cash_min_day);
    bo_facts_outcome(facts, name, "funding_peak", "million USD",
                     p->funding_peak_usd / BO_USD_PER_MILLION);
    bo_facts_outcome(facts, name, "default_date", "date", default_day);
    bo_facts_outcome(facts, name, "mw", "MW", bo_board_energised_mw(world, c));
    bo_facts_outcome(facts, name, "sites", "sites", sites);
    bo_facts_outcome(facts, name, "revenue_cloud", "million USD/yr",
                     p->cloud_revenue.ttm / BO_USD_PER_MILLION);
    if (world->ai_economy != NULL) {
        record_ai(world, c);
    }
}

/* ---- the world ---- */

/* The end of the first month from which the stock form of the revenue gap is closed for good; NaN while it is open. */
static double gap_closed_day(const struct bo_world *world)
{
    uint32_t month = world->month;
    while (month > 0 &&
           bo_recorded(world, world->recorder->of_world, V_GAP_STOCK, month - 1) <= 0.0) {
        month--;
    }
    if (month == world->month) {
        return BO_NAN;
    }
    return (double)bo_world_date(world, bo_world_month_end(world, month)) - 1.0;
}

struct course { /* of the months of a column from one on in which it was told; NaN: in none */
    double mean, most;
};

static struct course course_of(const struct bo_world *world, const uint32_t *column, uint32_t v,
                               uint32_t from)
{
    struct course course = {.mean = BO_NAN, .most = BO_NAN};
    double sum = 0.0;
    uint32_t n = 0;
    for (uint32_t m = from; m < world->month; m++) {
        double value = bo_recorded(world, column, v, m);
        if (isfinite(value)) {
            sum += value;
            course.most = n > 0 ? bo_max(course.most, value) : value;
            n++;
        }
    }
    if (n > 0) {
        course.mean = sum / n;
    }
    return course;
}

/* What of the world stands in a region, and how its grid grants. */
static void record_region(const struct bo_world *world, uint32_t r)
{
    enum { LAST_MONTHS = 12 };
    struct bo_facts *facts = world->facts;
    const struct bo_scope scope = bo_scope_of_region(world, r);
    const uint32_t *column = scope.column;
    uint32_t last = world->month > LAST_MONTHS ? world->month - LAST_MONTHS : 0;
    const char *name = scope.place;
    bo_facts_outcome(facts, name, "sites", "sites", last_of(world, column, V_SITES));
    bo_facts_outcome(facts, name, "mw", "MW", last_of(world, column, V_MW));
    bo_facts_outcome(facts, name, "on_site_mw", "MW", last_of(world, column, V_MW_ON_SITE));
    bo_facts_outcome(facts, name, "grid_wait_months", "months",
                     course_of(world, column, V_GRID_WAIT, last).mean);
    bo_facts_outcome(facts, name, "grid_wait_max_months", "months",
                     course_of(world, column, V_GRID_WAIT, 0).most);
    bo_facts_outcome(facts, name, "late_frac", "fraction",
                     course_of(world, column, V_LATE, 0).mean);
}

static void record_countries(const struct bo_world *world)
{
    const struct bo_recorder *r = world->recorder;
    for (uint32_t i = 0; i < r->n_countries; i++) {
        const uint32_t *column = r->of_country + (size_t)i * r->n_variables;
        bo_facts_outcome(world->facts, r->country[i], "h100e", "H100e",
                         last_of(world, column, V_FLEET_H100E));
        bo_facts_outcome(world->facts, r->country[i], "capability_lag_months", "months",
                         last_of(world, column, V_LAG));
    }
}

static void record_world(const struct bo_world *world)
{
    const uint32_t *column = world->recorder->of_world;
    double sites, mw, capex;
    bo_world_totals(world, &sites, &mw, NULL, &capex);
    bo_facts_outcome(world->facts, "World", "sites", "sites", sites);
    bo_facts_outcome(world->facts, "World", "mw", "MW", mw);
    bo_facts_outcome(world->facts, "World", "on_site_mw", "MW",
                     last_of(world, column, V_MW_ON_SITE));
    bo_facts_outcome(world->facts, "World", "late_frac", "fraction",
                     course_of(world, column, V_LATE, 0).mean);
    if (world->ai_economy == NULL) {
        return;
    }
    bo_facts_outcome(world->facts, "World", "h100e", "H100e",
                     last_of(world, column, V_FLEET_H100E));
    bo_facts_outcome(world->facts, "World", "revenue_ai", "million USD/yr",
                     bo_recorded_year(world, column, V_AI));
    bo_facts_outcome(world->facts, "World", "gap_closed_date", "date", gap_closed_day(world));
    record_countries(world);
}

static double date_or_nan(const struct bo_world *world, double day)
{
    return isfinite(day) ? bo_world_date(world, day) : BO_NAN;
}

/* When a site opened that the scenario gives, against what was told when it was announced; NaN for what has not come. */
static void record_planned_site(const struct bo_world *world, uint32_t row)
{
    const struct bo_project *p = bo_planned_site_project(world, row);
    const char *name = world->param->planned_site[row].entry.name;
    struct bo_facts *facts = world->facts;
    bo_facts_outcome(facts, name, "opened_date", "date",
                     date_or_nan(world, p != NULL ? p->opened_day : BO_NAN));
    bo_facts_outcome(facts, name, "complete_date", "date",
                     date_or_nan(world, p != NULL ? p->complete_day : BO_NAN));
    bo_facts_outcome(facts, name, "planned_date", "date",
                     date_or_nan(world, p != NULL ? p->planned.open : BO_NAN));
    bo_facts_outcome(facts, name, "site_cost", "million USD",
                     p != NULL ? p->cost_usd / BO_USD_PER_MILLION : BO_NAN);
}

void bo_record_outcomes(struct bo_world *world)
{
    record_world(world);
    for (uint32_t r = 0; r < world->n_regions; r++) {
        record_region(world, r);
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (world->company[c].alive || world->company[c].ended) {
            record_company(world, c);
        }
    }
    for (uint32_t i = 0; i < world->param->n[BO_TABLE_PLANNED_SITES]; i++) {
        record_planned_site(world, i);
    }
    bo_record_postings(world);
}
