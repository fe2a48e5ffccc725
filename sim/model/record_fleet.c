/* Chips in hand: of each company and country, by place, and of the world. */
#include <math.h>
#include <string.h>

#include "buildout/model/ai.h"
#include "fleet_lots.h"
#include "record_chips.h"

static void add(struct bo_fleet_sums *sum, const struct bo_fleet_sums *more)
{
    sum->h100e += more->h100e;
    sum->inference += more->inference;
    sum->stored += more->stored;
    sum->waiting += more->waiting;
    sum->mw += more->mw;
}

static void put_sums(const struct bo_scope *scope, const struct bo_fleet_sums *sums)
{
    bo_put_since(scope, V_FLEET_H100E, sums->h100e);
    bo_put_since(scope, V_FLEET_INFERENCE, sums->inference);
    bo_put_since(scope, V_FLEET_STORED, sums->stored);
    bo_put_since(scope, V_FLEET_WAITING, sums->waiting);
    bo_put_since(scope, V_FLEET_MW, sums->mw);
}

static void put_sums_here(const struct bo_scope *scope, const struct bo_fleet_sums *sums)
{
    bo_put_here(scope, BO_HERE_H100E, sums->h100e);
    bo_put_here(scope, BO_HERE_INFERENCE, sums->inference);
    bo_put_here(scope, BO_HERE_STORED, sums->stored);
}

/* Chips of which somebody has some, or had: the World as a whole. */
static void put_all_chips(const struct bo_scope *scope, const double *count)
{
    const struct bo_chip_recorder *chips = scope->world->recorder->chips;
    for (uint32_t k = 0; k < chips->n_had; k++) {
        uint32_t i = chips->had[k];
        bo_put_some(scope, chips->of[i].variable + C_FLEET, count[i]);
    }
}

static void put_chips(const struct bo_scope *scope, const double *count)
{
    if (scope->world->recorder->chips->of_all) {
        put_all_chips(scope, count);
    }
}

/* ---- one buyer ---- */

/* What is told of a buyer in a region. */
static void end_region(const struct bo_world *world, uint32_t buyer, uint32_t region,
                       const struct bo_fleet_sums *here)
{
    struct bo_recorder *r = world->recorder;
    uint32_t company = world->param->chip_buyer[buyer].company;
    uint32_t country = r->country_of_buyer[buyer];
    if (r->of_places && company != BO_NO_ROW && bo_record_at_work(world, company)) {
        struct bo_scope scope = bo_scope_of_company(world, company);
        scope.place = world->region[region].param->entry.name;
        scope.column = r->of_company_region[company * world->n_regions + region];
        put_sums_here(&scope, here);
        r->chips->told_here[company * world->n_regions + region] = world->month + 1;
    }
    if (country != BO_NO_ROW) {
        add(&r->chips->here[country * world->n_regions + region], here);
    }
    add(&r->chips->here[r->n_countries * world->n_regions + region], here);
}

static void end_buyer(const struct bo_world *world, uint32_t buyer, const struct bo_fleet_sums *own)
{
    struct bo_chip_recorder *chips = world->recorder->chips;
    uint32_t company = world->param->chip_buyer[buyer].company;
    if (company != BO_NO_ROW && bo_record_at_work(world, company)) {
        struct bo_scope scope = bo_scope_of_company(world, company);
        put_sums(&scope, own);
        put_chips(&scope, chips->count);
        chips->told[company] = world->month + 1;
    }
    if (chips->of_all) {
        memset(chips->count, 0, chips->n * sizeof *chips->count);
    }
}

/* Where nothing is told of a region's chips one does for all: chips are whole, and their sums exact in any order. */
static uint32_t n_counted_apart(const struct bo_world *world)
{
    return world->recorder->chips->of_all ? world->n_regions : 1;
}

static void take(struct bo_chip_recorder *chips, uint32_t region, const struct bo_holding *h,
                 struct bo_fleet_sums *here)
{
    struct bo_chip_known *chip = &chips->of[h->chip];
    double n = h->racked + h->stored;
    const struct bo_fleet_sums these = {.h100e = n * chip->h100e,
                                        .inference = n * chip->h100e_inference,
                                        .stored = h->stored,
                                        .waiting = h->waiting};
    if (!chip->had) {
        chip->had = true;
        chips->had[chips->n_had++] = h->chip;
    }
    if (chips->of_all) {
        chips->count[h->chip] += n;
        chips->count_here[region * chips->n + h->chip] += n;
    } else {
        chips->count_here[h->chip] += n;
    }
    add(here, &these);
}

static void record_buyer(const struct bo_world *world, uint32_t buyer)
{
    struct bo_fleet_sums own = {0};
    bool any = false;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct group *g = &world->fleets->group[buyer * world->n_regions + r];
        if (g->n > 0) {
            struct bo_fleet_sums here = {.mw = g->racked_mw};
            for (const struct lot *lot = g->lot, *end = lot + g->n; lot < end;) {
                struct bo_holding holding;
                lot = lot_holding(lot, end, &holding);
                take(world->recorder->chips, r, &holding, &here);
            }
            end_region(world, buyer, r, &here);
            add(&own, &here);
            any = true;
        }
    }
    if (any) {
        end_buyer(world, buyer, &own);
    }
}

/* Who had chips, or had some at a place, and has none left there: nil. */
static void tell_none(const struct bo_world *world)
{
    const struct bo_recorder *r = world->recorder;
    const struct bo_fleet_sums none = {0};
    for (uint32_t c = 0; c < world->n_companies; c++) {
        struct bo_scope scope = bo_scope_of_company(world, c);
        if (scope.column[V_FLEET_H100E] == 0 || !bo_record_at_work(world, c)) {
            continue;
        }
        if (r->chips->told[c] <= world->month) {
            put_sums(&scope, &none);
            put_chips(&scope, r->chips->count);
        }
        for (uint32_t i = 0; i < world->n_regions && r->of_places; i++) {
            uint32_t here = c * world->n_regions + i;
            if (r->chips->told_here[here] <= world->month) {
                scope.place = world->region[i].param->entry.name;
                scope.column = r->of_company_region[here];
                put_sums_here(&scope, &none);
            }
        }
    }
}

/* ---- all of them ---- */

static void record_regions(const struct bo_world *world, struct bo_fleet_sums *whole)
{
    const struct bo_recorder *r = world->recorder;
    struct bo_chip_recorder *chips = r->chips;
    memset(chips->count, 0, chips->n * sizeof *chips->count);
    for (uint32_t i = 0; i < world->n_regions; i++) {
        const struct bo_fleet_sums *here = &chips->here[r->n_countries * world->n_regions + i];
        const double *count = &chips->count_here[(size_t)i * chips->n];
        struct bo_scope scope = bo_scope_of_region(world, i);
        put_sums(&scope, here);
        put_chips(&scope, count);
        add(whole, here);
        for (uint32_t k = 0; k < chips->n && i < n_counted_apart(world); k++) {
            chips->count[k] += count[k];
        }
    }
}

static void record_country(const struct bo_world *world, uint32_t country)
{
    const struct bo_recorder *r = world->recorder;
    struct bo_fleet_sums whole = {0};
    for (uint32_t i = 0; i < world->n_regions; i++) {
        const struct bo_fleet_sums *here = &r->chips->here[country * world->n_regions + i];
        add(&whole, here);
        if (r->of_places) {
            struct bo_scope scope = bo_scope_of_country(world, country);
            scope.place = world->region[i].param->entry.name;
            scope.column = r->of_country_region[country * world->n_regions + i];
            put_sums_here(&scope, here);
        }
    }
    struct bo_scope scope = bo_scope_of_country(world, country);
    put_sums(&scope, &whole);
}

static void record_books(const struct bo_world *world)
{
    double sum = 0.0, market_sum = 0.0;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (!bo_record_at_work(world, c)) {
            continue;
        }
        double usd = bo_money_usd(world->ledger.balance[c][BO_PLANT_AI]);
        uint32_t buyer = bo_fleet_buyer_of(world, c);
        double market = buyer != BO_NO_ROW ? bo_fleet_market_value_usd(world, buyer) : 0.0;
        struct bo_scope scope = bo_scope_of_company(world, c);
        bo_put_some(&scope, V_FLEET_BOOK, usd / BO_USD_PER_MILLION);
        bo_put_some(&scope, V_FLEET_MARKET, market / BO_USD_PER_MILLION);
        sum += usd;
        market_sum += market;
    }
    struct bo_scope scope = bo_scope_of_world(world);
    bo_put(&scope, V_FLEET_BOOK, sum / BO_USD_PER_MILLION);
    bo_put(&scope, V_FLEET_MARKET, market_sum / BO_USD_PER_MILLION);
}

void bo_record_fleets(struct bo_world *world)
{
    const struct bo_recorder *r = world->recorder;
    struct bo_chip_recorder *chips = r->chips;
    struct bo_fleet_sums whole = {0};
    memset(chips->count, 0, chips->n * sizeof *chips->count);
    memset(chips->count_here, 0, (size_t)chips->n * n_counted_apart(world) * sizeof(double));
    memset(chips->here, 0, (size_t)(r->n_countries + 1) * world->n_regions * sizeof *chips->here);
    for (uint32_t b = 0; world->fleets != NULL && b < world->fleets->n_buyers; b++) {
        record_buyer(world, b);
    }
    tell_none(world);
    record_regions(world, &whole);
    for (uint32_t i = 0; i < r->n_countries; i++) {
        record_country(world, i);
    }
    struct bo_scope scope = bo_scope_of_world(world);
    put_sums(&scope, &whole);
    put_all_chips(&scope, chips->count);
    record_books(world);
}
