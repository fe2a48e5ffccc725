/* trade_world.h - one vendor, three chips and two buyers beside the model's companies, made by hand: round numbers.
 *
 * The vendor starts 1,000 wafers a month of one slot each and makes a chip in a month; it ships seven days away. Its
 * flagship costs USD 10,000, its system 20,000; Cut is made for rule 0 in place of the flagship, at a quarter of its
 * FLOP/s, and sleeps until that rule bites. Home is made in China by another vendor, 100 a month. East buys for China,
 * West for America: USD 120 M a year each, which is 500 flagships a month.
 */
#ifndef BUILDOUT_TESTS_TRADE_WORLD_H
#define BUILDOUT_TESTS_TRADE_WORLD_H

#include "near.h"

#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/fleet.h"
#include "buildout/model/trade.h"

enum { AMERICA, CHINA, N_REGIONS };
enum { EAST, WEST, N_TRADE_BUYERS };
enum { FLAGSHIP, CUT, HOME, N_CHIPS };
enum { LEADER, DOMESTIC, N_VENDORS };

#define TRADE_MONTHS 60
#define NO_RULE_DAY 100000 /* after the start: never in a test */

struct trade_world {
    struct bo_arena *arena;
    struct bo_param param;
    struct bo_region_param region[N_REGIONS];
    struct bo_region place[N_REGIONS];
    struct bo_chip_buyer_param buyer[N_TRADE_BUYERS];
    struct bo_chip chip[N_CHIPS];
    struct bo_vendor_param vendor[N_VENDORS];
    struct bo_chip_market_param market;
    struct bo_fleet_param fleet;
    struct bo_demand_param demand;
    struct bo_export_rule rule[2];
    struct bo_export_law_param law;
    struct bo_ai_economy ai;
    struct bo_world world;
    double share[N_TRADE_BUYERS][N_REGIONS];
    double budget[N_TRADE_BUYERS], wafers[N_VENDORS], one, two, zero, rumour;
    double scratch[N_REGIONS];
    int32_t any_day;
    uint32_t next_law;
    double bound;
    struct bo_condition test;
};

static inline struct bo_path trade_path(struct trade_world *w, double *value)
{
    return (struct bo_path){.v = {1, value}, .day = &w->any_day, .scale = 1.0};
}

static inline struct bo_dist trade_exactly(double x)
{
    return (struct bo_dist){.kind = BO_DIST_CONSTANT, .p = {x}};
}

static inline struct bo_entry trade_entry(const char *key)
{
    return (struct bo_entry){key, key, bo_key_hash(key)};
}

static inline void trade_chips(struct trade_world *w)
{
    static const char *const key[] = {"Flagship", "Cut", "Home"};
    for (int i = 0; i < N_CHIPS; i++) {
        w->chip[i] = (struct bo_chip){.entry = trade_entry(key[i]),
                                      .vendor = i == HOME ? "domestic" : "Leader",
                                      .home = bo_country_of_code(i == HOME ? "CN" : "US"),
                                      .launch_day = w->world.start_day - 1000,
                                      .end_of_sale_day = BO_NEVER,
                                      .announced_day = BO_NEVER,
                                      .price_day = w->world.start_day,
                                      .designed_for = BO_NO_ROW,
                                      .replaces = BO_NO_ROW,
                                      .lines_of = BO_NO_ROW,
                                      .volume_day = BO_NEVER,
                                      .data_centre = true,
                                      .tpp = 16000.0,
                                      .die_area_mm2 = 800.0,
                                      .performance_density = BO_NAN,
                                      .interconnect_gb_per_s = 900.0,
                                      .memory_bandwidth_gb_per_s = 3000.0,
                                      .hbm_gb = 80.0,
                                      .dense_16_bit_tflops = 1000.0,
                                      .dense_8_bit_tops = 2000.0,
                                      .power_mw = 0.001,
                                      .system_power_ratio = BO_NAN,
                                      .continues = BO_NO_ROW,
                                      .price_usd = 10000.0,
                                      .slots = 1.0};
    }
    w->chip[CUT].designed_for = 0;
    w->chip[CUT].replaces = FLAGSHIP;
    w->chip[CUT].tpp = 4000.0;
    w->chip[CUT].dense_16_bit_tflops = 250.0;
    w->chip[CUT].dense_8_bit_tops = 500.0;
    w->chip[CUT].price_usd = 5000.0;
}

static inline void trade_vendors(struct trade_world *w)
{
    static const char *const key[] = {"Leader", "Domestic"};
    for (int v = 0; v < N_VENDORS; v++) {
        w->wafers[v] = v == LEADER ? 1000.0 : 100.0;
        w->vendor[v] =
            (struct bo_vendor_param){.entry = trade_entry(key[v]),
                                     .owner = BO_NO_ROW,
                                     .home = bo_country_of_code(v == LEADER ? "US" : "CN"),
                                     .wafers_per_month = trade_path(w, &w->wafers[v]),
                                     .share_frac = trade_path(w, &w->one),
                                     .slots_per_wafer = 1.0,
                                     .make_days = BO_DAYS_PER_MONTH,
                                     .foundry_home_frac = 1.0,
                                     .system_uplift_ratio = trade_path(w, &w->two),
                                     .software_ratio = 1.0,
                                     .software_day = BO_NEVER,
                                     .home_ratio = trade_path(w, &w->one)};
    }
    static const char *const alias[] = {"domestic"};
    w->vendor[DOMESTIC].makes = (struct bo_texts){1, alias};
}

static inline void trade_buyers(struct trade_world *w)
{
    static const char *const key[] = {"East", "West"}, *const seat[] = {"CN", "US"};
    w->share[EAST][CHINA] = w->share[WEST][AMERICA] = 1.0;
    for (int b = 0; b < N_TRADE_BUYERS; b++) {
        w->budget[b] = 120e6;
        w->buyer[b] =
            (struct bo_chip_buyer_param){.entry = trade_entry(key[b]),
                                         .company = BO_NO_ROW,
                                         .headquarters = seat[b],
                                         .market = b == EAST ? BO_MARKET_CHINA : BO_MARKET_WORLD,
                                         .budget_usd_per_year = trade_path(w, &w->budget[b]),
                                         .region_share = {N_REGIONS, w->share[b]},
                                         .in_house_frac = trade_path(w, &w->zero),
                                         .lease_out_frac = trade_path(w, &w->zero),
                                         .relation_ratio = 1.0};
    }
}

/* Flagships denied to East: of at least so much TPP, for the destination China. */
static inline struct bo_export_rule trade_rule(struct trade_world *w, const char *key,
                                               int32_t announced, int32_t effective)
{
    static const struct bo_country china[] = {{2 * 26 + 13}};
    int32_t start = w->world.start_day;
    w->bound = 5000.0;
    w->test = (struct bo_condition){
        .kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_TPP, .op = BO_AT_LEAST, .wanted = true};
    return (struct bo_export_rule){.entry = trade_entry(key),
                                   .announced_day = start + announced,
                                   .effective_day = start + effective,
                                   .rescinded_day = BO_NEVER,
                                   .suspended_from_day = BO_NEVER,
                                   .suspended_to_day = BO_NEVER,
                                   .suspended_probability = 1.0,
                                   .suspended_reason = "",
                                   .subject = "",
                                   .when = {.root = &w->test, .bound = {1, &w->bound}},
                                   .destinations = {.n_countries = 1, .country = china},
                                   .policy = BO_DENIED,
                                   .review_days = trade_exactly(20.0),
                                   .quota_window = {INT32_MIN, INT32_MAX},
                                   .source = "a test"};
}

/* Before trade_start, so that a test may still change what it likes. Boards order honestly, nothing drifts, nothing is
 * smuggled, and no rule stands in the way. */
static inline void trade_make(struct trade_world *w)
{
    struct bo_err err;
    memset(w, 0, sizeof *w);
    assert_int_equal(bo_arena_create((size_t)256 << 20, false, &w->arena, &err), BO_OK);
    w->one = 1.0;
    w->two = 2.0;
    w->rumour = 1.0;
    w->world = (struct bo_world){.arena = w->arena,
                                 .param = &w->param,
                                 .rng = {.seed = 3},
                                 .start_day = bo_day_of(2022, 1, 1),
                                 .n_months = TRADE_MONTHS,
                                 .n_regions = N_REGIONS,
                                 .region = w->place,
                                 .scratch = w->scratch,
                                 .ai_economy = &w->ai};
    w->law = (struct bo_export_law_param){.unknown = BO_UNKNOWN_STRICT, .in_force = true};
    w->world.draw_key = bo_rng_run_key(&w->world.rng);
    w->world.facts =
        bo_facts_create(w->arena, bo_month_of_day(w->world.start_day), TRADE_MONTHS, NULL, 0);
    static const char *const us[] = {"US"}, *const cn[] = {"CN"};
    w->region[AMERICA].entry = trade_entry("America");
    w->region[AMERICA].countries = (struct bo_texts){1, us};
    w->region[CHINA].entry = trade_entry("China");
    w->region[CHINA].countries = (struct bo_texts){1, cn};
    for (int r = 0; r < N_REGIONS; r++) {
        w->place[r].param = &w->region[r];
    }
    trade_chips(w);
    trade_vendors(w);
    trade_buyers(w);
    w->market = (struct bo_chip_market_param){.adjust_days = BO_DAYS_PER_MONTH,
                                              .rumour_ratio = trade_path(w, &w->rumour),
                                              .lead_gain = 1.0,
                                              .grey_max_usd_per_year = (double)INFINITY,
                                              .stock_life_days = (double)INFINITY,
                                              .lead_usual_days = 60.0,
                                              .line_max_days = 450.0,
                                              .plan_growth_lag_days = BO_DAYS_PER_MONTH,
                                              .wait_return_days = BO_DAYS_PER_MONTH,
                                              .choice_weight = 4.0,
                                              .lead_lag_days = BO_DAYS_PER_MONTH,
                                              .price_lag_days = BO_DAYS_PER_MONTH,
                                              .ship_delay_days = trade_exactly(7.0),
                                              .design_around_days = trade_exactly(100.0),
                                              .design_around_margin_frac = 0.01,
                                              .design_around_price_frac = 2.0,
                                              .write_down_frac = 0.5,
                                              .grey_price_ratio = 1.5,
                                              .lay_in_max_ratio = 3.0,
                                              .lay_in_onset_days = BO_DAYS_PER_MONTH};
    w->fleet = (struct bo_fleet_param){.reference_chip = FLAGSHIP,
                                       .system_power_ratio = 2.0,
                                       .serving_flop_frac = 1.0,
                                       .rack_days = 10.0,
                                       .service_life_days = 10.0 * BO_DAYS_PER_YEAR,
                                       .opening_system_ratio = 2.0,
                                       .resale_frac_per_year = 0.5};
    w->rule[0] = trade_rule(w, "Ban", NO_RULE_DAY, NO_RULE_DAY);
    w->rule[1] = trade_rule(w, "Later", NO_RULE_DAY, NO_RULE_DAY);
    static struct bo_grid_param no_grid = {.on_site_price_ratio = 1.0};
    w->param = (struct bo_param){.region = w->region,
                                 .grid = &no_grid,
                                 .chip = w->chip,
                                 .chip_buyer = w->buyer,
                                 .vendor = w->vendor,
                                 .chip_market = &w->market,
                                 .fleet = &w->fleet,
                                 .demand = &w->demand,
                                 .export_rule = w->rule,
                                 .export_law = &w->law};
    w->param.n[BO_TABLE_REGIONS] = N_REGIONS;
    w->param.n[BO_TABLE_CHIPS] = N_CHIPS;
    w->param.n[BO_TABLE_CHIP_BUYERS] = N_TRADE_BUYERS;
    w->param.n[BO_TABLE_VENDORS] = N_VENDORS;
    w->param.n[BO_TABLE_CHIP_MARKET] = w->param.n[BO_TABLE_FLEET] = 1;
    w->param.n[BO_TABLE_RULES] = 1;
    w->param.n[BO_TABLE_EXPORT_LAW] = 1;
}

static inline void trade_start(struct trade_world *w)
{
    bo_fleet_open(&w->world);
    bo_trade_open(&w->world);
    assert_non_null(w->world.trade);
}

static inline void trade_free(struct trade_world *w)
{
    bo_arena_free(w->arena);
}

/* What the agenda would do until then: days of the law come before what else happens on them. */
static inline void trade_until(struct trade_world *w, double day)
{
    uint32_t n;
    const int32_t *law = bo_trade_law_days(&w->world, &n);
    for (;;) {
        double next = (double)INFINITY, happens;
        bool is_law = w->next_law < n;
        if (is_law) {
            next = (double)(law[w->next_law] - w->world.start_day);
        }
        if (bo_trade_next(&w->world, &happens) && happens < next) {
            next = happens;
            is_law = false;
        }
        if (next > day) {
            return;
        }
        if (is_law) {
            w->next_law++;
            bo_trade_law_changes(&w->world, next);
        } else {
            bo_trade_happen(&w->world, next);
        }
    }
}

/* A month, with its close and the orders of the next; the books of chips are audited. */
static inline void trade_month(struct trade_world *w)
{
    struct bo_err err = {.status = BO_OK};
    double end = bo_world_month_end(&w->world, w->world.month);
    trade_until(w, end);
    w->world.month_days = end - w->world.day;
    w->world.day = end;
    bo_trade_close(&w->world, end);
    bo_fleet_close(&w->world, end);
    if (bo_trade_audit(&w->world, &err) != BO_OK || bo_fleet_audit(&w->world, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
    w->world.month++;
    if (w->world.month < w->world.n_months) {
        bo_trade_order(&w->world, end);
    }
}

static inline void trade_months(struct trade_world *w, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        trade_month(w);
    }
}

static inline const struct bo_trade_chip_month *trade_chip(const struct trade_world *w,
                                                           uint32_t chip)
{
    return &bo_trade_month(&w->world)->chip[chip];
}

/* Events of a kind and a subject ("": any) so far; the last of them in *last unless it is NULL. */
static inline uint32_t trade_events(const struct trade_world *w, const char *kind,
                                    const char *subject, struct bo_fact_event *last)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->world.facts->n_events; i++) {
        const struct bo_fact_event *e = &w->world.facts->event[i];
        if (strcmp(e->kind, kind) == 0 && (*subject == '\0' || strcmp(e->subject, subject) == 0)) {
            n++;
            if (last != NULL) {
                *last = *e;
            }
        }
    }
    return n;
}

#endif
