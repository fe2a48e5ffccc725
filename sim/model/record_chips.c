/* Chips as they are traded: of each chip, by vendor, by buyer, by market. */
#include <math.h>
#include <string.h>

#include "buildout/model/ai.h"
#include "buildout/model/chip.h"
#include "buildout/model/record.h"
#include "record_chips.h"

/* ---- what is known of a chip ---- */

static uint32_t vendor_of(const struct bo_world *world, const struct bo_chip *chip)
{
    const struct bo_param *p = world->param;
    for (uint32_t v = 0; v < p->n[BO_TABLE_VENDORS]; v++) {
        if (strcmp(p->vendor[v].entry.name, chip->vendor) == 0) {
            return v;
        }
    }
    return BO_NO_ROW;
}

/* A chip that the run has made for a rule has no variables yet: the facts know of room for them. */
static void name_variables(struct bo_world *world, uint32_t chip)
{
    struct bo_facts *facts = world->facts;
    const char *name = bo_trade_chip(world, chip)->entry.name;
    for (int k = 0; k < N_CHIP_VARIABLES; k++) {
        enum chip_variable which = (enum chip_variable)k;
        uint32_t v = variable_of_chip(world->param, chip, which);
        world->recorder->variable[v] = bo_record_chip_variable(facts->arena, which, name);
    }
}

/* Whether of a chip anything is wanted but what is told of it of the World as a whole, its vendor and the markets. */
static bool is_wanted_of_all(const struct bo_world *world, const struct bo_chip_known *chip)
{
    static const enum chip_variable bought[] = {C_ORDERS, C_DELIVERIES, C_BACKLOG, C_DENIED,
                                                C_GREY,   C_SEIZED,     C_FLEET};
    for (uint32_t c = 0; c < world->n_companies; c++) {
        const char *name = world->param->company[c].entry.name;
        for (uint32_t k = 0; k < sizeof bought / sizeof bought[0]; k++) {
            if (bo_facts_wants(world->facts, chip->variable + bought[k], name, "")) {
                return true;
            }
        }
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_scope scope = bo_scope_of_region(world, r);
        if (bo_facts_wants(world->facts, chip->variable + C_FLEET, scope.entity, scope.place)) {
            return true;
        }
    }
    return false;
}

static void meet_chips(struct bo_world *world)
{
    struct bo_chip_recorder *chips = world->recorder->chips;
    for (uint32_t n = bo_trade_n_chips(world); chips->n < n; chips->n++) {
        const struct bo_chip *chip = bo_trade_chip(world, chips->n);
        chips->of[chips->n] = (struct bo_chip_known){
            .name = bo_arena_strdup(world->facts->arena, chip->entry.name),
            .vendor = vendor_of(world, chip),
            .variable = variable_of_chip(world->param, chips->n, (enum chip_variable)0),
            .h100e = bo_fleet_training_h100e(world, chips->n),
            .h100e_inference = bo_fleet_inference_h100e(world, chips->n),
            .mw = bo_fleet_chip_mw(world, chips->n)};
        if (chips->n >= world->param->n[BO_TABLE_CHIPS]) {
            name_variables(world, chips->n);
        }
        chips->of_all = chips->of_all || is_wanted_of_all(world, &chips->of[chips->n]);
    }
}

static void open(struct bo_world *world)
{
    struct bo_arena *arena = world->arena;
    struct bo_recorder *r = world->recorder;
    uint32_t room = bo_trade_chip_room(world);
    r->chips = BO_NEW(arena, struct bo_chip_recorder);
    r->chips->of = BO_NEW_ARRAY(arena, struct bo_chip_known, room);
    r->chips->had = BO_NEW_ARRAY(arena, uint32_t, room);
    r->chips->met_by = BO_NEW_ARRAY(arena, bool, (size_t)room * world->n_companies);
    r->chips->n_met = BO_NEW_ARRAY(arena, uint32_t, world->n_companies);
    r->chips->met = BO_NEW_ARRAY(arena, uint32_t, (size_t)room * world->n_companies);
    r->chips->count = BO_NEW_ARRAY(arena, double, room);
    r->chips->told = BO_NEW_ARRAY(arena, uint32_t, world->n_companies);
    r->chips->told_here =
        BO_NEW_ARRAY(arena, uint32_t, (size_t)world->n_companies * world->n_regions);
    r->chips->count_here = BO_NEW_ARRAY(arena, double, (size_t)room * world->n_regions);
    r->chips->here =
        BO_NEW_ARRAY(arena, struct bo_fleet_sums, (size_t)(r->n_countries + 1) * world->n_regions);
}

/* ---- a month's trade ---- */

static void put_counts(const struct bo_scope *scope, const struct bo_trade_counts *n)
{
    bo_put_since(scope, V_ORDERS, n->orders);
    bo_put_since(scope, V_ORDERS_CANCELLED, n->cancelled);
    bo_put_since(scope, V_DELIVERIES, n->delivered);
    bo_put_since(scope, V_CHIP_BACKLOG, n->backlog);
    bo_put_since(scope, V_DENIED, n->denied);
    bo_put_since(scope, V_GREY, n->grey);
    bo_put_since(scope, V_SEIZED, n->seized);
}

static bool is_any(const struct bo_trade_counts *n)
{
    return n->orders + n->cancelled + n->delivered + n->backlog + n->denied + n->grey + n->seized >
           0.0;
}

static void add_counts(struct bo_trade_counts *sum, const struct bo_trade_counts *n)
{
    sum->orders += n->orders;
    sum->cancelled += n->cancelled;
    sum->delivered += n->delivered;
    sum->backlog += n->backlog;
    sum->denied += n->denied;
    sum->grey += n->grey;
    sum->seized += n->seized;
}

static void put_chip_counts(const struct bo_scope *scope, const struct bo_chip_known *chip,
                            const struct bo_trade_counts *n)
{
    bo_put_since(scope, chip->variable + C_ORDERS, n->orders);
    bo_put_since(scope, chip->variable + C_DELIVERIES, n->delivered);
    bo_put_since(scope, chip->variable + C_BACKLOG, n->backlog);
    bo_put_since(scope, chip->variable + C_DENIED, n->denied);
    bo_put_since(scope, chip->variable + C_GREY, n->grey);
    bo_put_since(scope, chip->variable + C_SEIZED, n->seized);
}

/* What is quoted for the chip, and what its vendor's buyers have lived with all that it sells. */
static void put_chip_leads(const struct bo_scope *scope, const struct bo_chip_known *chip,
                           const struct bo_trade_vendor_month *vendor, double quoted_weeks)
{
    bo_put_known(scope, chip->variable + C_LEAD_QUOTED, quoted_weeks);
    bo_put_known(scope, chip->variable + C_LEAD_LIVED, vendor->lived_lead_weeks[BO_MARKET_WORLD]);
}

/* By class of buyer: what those of each market have lived. */
static void put_market_leads(const struct bo_world *world, const struct bo_chip_known *chip,
                             const struct bo_trade_vendor_month *vendor)
{
    for (int m = 0; m < BO_N_MARKETS; m++) {
        const struct bo_scope scope = bo_scope_of_market(world, (enum bo_market)m);
        bo_put_known(&scope, chip->variable + C_LEAD_LIVED, vendor->lived_lead_weeks[m]);
    }
}

static void record_chip(const struct bo_world *world, const struct bo_trade_month *month,
                        uint32_t chip)
{
    const struct bo_trade_chip_month *now = &month->chip[chip];
    struct bo_chip_known *known = &world->recorder->chips->of[chip];
    const struct bo_scope whole = bo_scope_of_world(world);
    bool sold = isfinite(now->list_usd) &&
                bo_chip_is_sold(bo_trade_chip(world, chip), bo_world_date(world, world->day) - 1);
    known->met = known->met || sold || is_any(&now->chips);
    if (!known->met) {
        return;
    }
    put_chip_counts(&whole, known, &now->chips);
    if (sold) {
        bo_put_known(&whole, known->variable + C_LIST_PRICE, now->list_usd);
        bo_put_known(&whole, known->variable + C_PRICE, now->realised_usd);
    }
    if (known->vendor == BO_NO_ROW) {
        return;
    }
    const struct bo_scope vendor = bo_scope_of_vendor(world, known->vendor);
    put_chip_counts(&vendor, known, &now->chips);
    if (sold) {
        bo_put_known(&vendor, known->variable + C_LIST_PRICE, now->list_usd);
        bo_put_known(&vendor, known->variable + C_PRICE, now->realised_usd);
        put_chip_leads(&whole, known, &month->vendor[known->vendor], now->quoted_lead_weeks);
        put_chip_leads(&vendor, known, &month->vendor[known->vendor], now->quoted_lead_weeks);
        put_market_leads(world, known, &month->vendor[known->vendor]);
    }
}

struct vendors {
    struct bo_trade_counts chips;
    double revenue_usd, china_usd, network_usd, write_down_usd;
};

static void put_sales(const struct bo_scope *scope, const struct vendors *v)
{
    bo_put_since(scope, V_DATA_CENTER, v->revenue_usd / BO_USD_PER_MILLION);
    bo_put_since(scope, V_DATA_CENTER_CHINA, v->china_usd / BO_USD_PER_MILLION);
    bo_put_since(scope, V_NETWORK, v->network_usd / BO_USD_PER_MILLION);
    bo_put_since(scope, V_WRITE_DOWN, v->write_down_usd / BO_USD_PER_MILLION);
}

static void record_vendor(const struct bo_world *world, uint32_t v,
                          const struct bo_trade_vendor_month *now, struct vendors *all)
{
    const struct bo_scope scope = bo_scope_of_vendor(world, v);
    const struct vendors one = {now->chips, now->revenue_usd, now->revenue_china_usd,
                                now->network_usd, now->write_down_usd};
    put_counts(&scope, &now->chips);
    bo_put_since(&scope, V_MADE, now->made);
    bo_put_since(&scope, V_CHIP_STOCK, now->stock);
    bo_put_since(&scope, V_WRITTEN_OFF, now->written_off);
    bo_put_known(&scope, V_LEAD_QUOTED, now->quoted_lead_weeks);
    bo_put_known(&scope, V_LEAD_LIVED, now->lived_lead_weeks[BO_MARKET_WORLD]);
    put_sales(&scope, &one);
    add_counts(&all->chips, &now->chips);
    all->revenue_usd += one.revenue_usd;
    all->china_usd += one.china_usd;
    all->network_usd += one.network_usd;
    all->write_down_usd += one.write_down_usd;
}

/* What a company's month was, of all chips, and which chip was foremost in it. */
struct most {
    double sum, most;
    uint32_t chip;
};

struct bought {
    struct most ordered, denied, seized;
};

static void weigh(struct most *most, uint32_t chip, double n)
{
    most->sum += n;
    if (n > most->most) {
        most->most = n;
        most->chip = chip;
    }
}

/* Lists what a company orders or misses for the first time. */
static void meet_traded(struct bo_chip_recorder *chips, const struct bo_trade_month *month,
                        uint32_t company)
{
    size_t first = (size_t)company * month->chip_room;
    uint32_t *met = &chips->met[first], *n_met = &chips->n_met[company];
    for (uint32_t k = 0; k < month->n_traded; k++) {
        uint32_t chip = month->traded[k];
        if (chips->met_by[first + chip] || !chips->of[chip].met ||
            !is_any(&month->company_chip[first + chip])) {
            continue;
        }
        chips->met_by[first + chip] = true;
        uint32_t i = (*n_met)++;
        for (; i > 0 && met[i - 1] > chip; i--) {
            met[i] = met[i - 1];
        }
        met[i] = chip;
    }
}

/* Of all chips that it has ever ordered or missed. */
static struct bought record_purchases(const struct bo_scope *scope,
                                      const struct bo_trade_month *month, uint32_t company)
{
    size_t first = (size_t)company * month->chip_room;
    const struct bo_trade_counts *of = &month->company_chip[first];
    struct bo_chip_recorder *chips = scope->world->recorder->chips;
    struct bought bought = {.ordered = {.sum = 0.0}};
    const struct bo_chip_known *known = chips->of;
    meet_traded(chips, month, company);
    for (uint32_t k = 0; k < chips->n_met[company]; k++) {
        uint32_t i = chips->met[first + k];
        bo_put_some(scope, known[i].variable + C_ORDERS, of[i].orders);
        bo_put_some(scope, known[i].variable + C_DELIVERIES, of[i].delivered);
        bo_put_some(scope, known[i].variable + C_BACKLOG, of[i].backlog);
        bo_put_some(scope, known[i].variable + C_DENIED, of[i].denied);
        bo_put_some(scope, known[i].variable + C_GREY, of[i].grey);
        bo_put_some(scope, known[i].variable + C_SEIZED, of[i].seized);
        weigh(&bought.ordered, i, of[i].orders);
        weigh(&bought.denied, i, of[i].denied);
        weigh(&bought.seized, i, of[i].seized);
    }
    return bought;
}

/* One event a month for all chips, under the name of the foremost. */
static void tell(const struct bo_scope *scope, const char *kind, const struct most *most,
                 const char *why)
{
    const struct bo_world *world = scope->world;
    if (most->sum >= 1.0) {
        struct bo_fact_event event = {.day = bo_world_date(world, world->day) - 1,
                                      .entity = scope->entity,
                                      .place = "",
                                      .kind = kind,
                                      .subject = world->recorder->chips->of[most->chip].name,
                                      .amount = most->sum,
                                      .unit = "chips",
                                      .why = why};
        bo_facts_event(world->facts, &event);
    }
}

static void record_buyer(const struct bo_scope *scope, const struct bo_trade_month *month,
                         uint32_t company)
{
    put_counts(scope, &month->company[company].chips);
    if (!scope->world->recorder->chips->of_all) {
        return; /* nor will anybody read an event */
    }
    struct bought bought = record_purchases(scope, month, company);
    tell(scope, "ordered", &bought.ordered, "what its budget buys over the supply line it wants");
    tell(scope, "denied", &bought.denied, "no gate lets them through");
    tell(scope, "seized", &bought.seized, "detected on their way past the law");
}

static void record_buyers(const struct bo_world *world, const struct bo_trade_month *month)
{
    for (uint32_t c = 0; c < world->n_companies; c++) {
        struct bo_scope scope = bo_scope_of_company(world, c);
        if (bo_record_at_work(world, c) &&
            (scope.column[V_ORDERS] != 0 || is_any(&month->company[c].chips))) {
            record_buyer(&scope, month, c);
        }
    }
    for (int m = 0; m < BO_N_MARKETS; m++) {
        struct bo_scope scope = bo_scope_of_market(world, (enum bo_market)m);
        put_counts(&scope, &month->market[m].chips);
    }
    const struct bo_scope china = bo_scope_of_market(world, BO_MARKET_CHINA);
    bo_put_known(&china, V_DOMESTIC_SHARE, month->china_domestic_frac);
}

static void record_trade(const struct bo_world *world, const struct bo_trade_month *month)
{
    struct vendors all = {.revenue_usd = 0.0};
    const struct bo_scope scope = bo_scope_of_world(world);
    for (uint32_t i = 0; i < month->n_chips; i++) {
        record_chip(world, month, i);
    }
    for (uint32_t v = 0; v < month->n_vendors; v++) {
        record_vendor(world, v, &month->vendor[v], &all);
    }
    put_counts(&scope, &all.chips);
    put_sales(&scope, &all);
    record_buyers(world, month);
}

void bo_record_chips(struct bo_world *world)
{
    const struct bo_trade_month *month = bo_trade_month(world);
    if (world->recorder->chips == NULL) {
        open(world);
    }
    meet_chips(world);
    if (month != NULL) {
        record_trade(world, month);
    }
    bo_record_fleets(world);
}
