/* fleet_world.h - one company with halls in two regions and one buyer outside the model, made by hand: round numbers.
 *
 * The company has 6 MW in the North and 4 in the South, of which 0.8 were in use at the start and 6 are taken by its other
 * servers: AI has room for 2 MW, 1.2 in the North and 0.8 in the South. A chip of any kind takes 2 kW.
 */
#ifndef BUILDOUT_TESTS_FLEET_WORLD_H
#define BUILDOUT_TESTS_FLEET_WORLD_H

#include "near.h"

#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/chip.h"
#include "buildout/model/fleet.h"

enum { NORTH, SOUTH, N_PLACES };
enum { OWN, OUTSIDE, N_BUYERS };
/* The reference; a quarter of it, older; poor in FLOP/s; of which only TPP is known; made in China. */
enum { FLAGSHIP, OLD, SLOW, DARK, HOME, N_KINDS };

struct fleet_world {
    struct bo_arena *arena;
    struct bo_param param;
    struct bo_company_param company;
    struct bo_region_param region[N_PLACES];
    struct bo_chip_buyer_param buyer[N_BUYERS];
    struct bo_chip chip[N_KINDS];
    struct bo_fleet_param fleet;
    struct bo_grid_param grid;
    struct bo_demand_param demand;
    struct bo_estate estate[N_PLACES];
    struct bo_region place[N_PLACES];
    struct bo_company state;
    struct bo_ai_company ai_company;
    struct bo_ai_economy ai;
    struct bo_world world;
    double opening[N_BUYERS][N_KINDS];
    double scratch[N_PLACES];
    double lease_out, ai_index;
    int32_t any_day;
};

static inline void fleet_chips(struct fleet_world *w)
{
    static const char *const key[] = {"Flagship", "Old", "Slow", "Dark", "Home"};
    for (int i = 0; i < N_KINDS; i++) {
        w->chip[i] = (struct bo_chip){.entry = {key[i], key[i], (uint64_t)i},
                                      .home = bo_country_of_code("US"),
                                      .designed_for = BO_NO_ROW,
                                      .tpp = 16000.0,
                                      .memory_bandwidth_gb_per_s = 3000.0,
                                      .hbm_gb = 80.0,
                                      .dense_16_bit_tflops = 1000.0,
                                      .dense_8_bit_tops = 2000.0,
                                      .power_mw = 0.001,
                                      .system_power_ratio = BO_NAN,
                                      .continues = BO_NO_ROW,
                                      .price_usd = 30000.0};
    }
    w->chip[OLD].dense_16_bit_tflops = 250.0;
    w->chip[OLD].dense_8_bit_tops = 500.0;
    w->chip[OLD].memory_bandwidth_gb_per_s = 1500.0;
    w->chip[OLD].price_usd = 10000.0;
    w->chip[SLOW].designed_for = 0;
    w->chip[SLOW].dense_16_bit_tflops = 150.0;
    w->chip[SLOW].dense_8_bit_tops = 300.0;
    w->chip[SLOW].memory_bandwidth_gb_per_s = 3600.0;
    w->chip[SLOW].hbm_gb = 96.0;
    w->chip[DARK].tpp = 8000.0;
    w->chip[DARK].dense_16_bit_tflops = w->chip[DARK].dense_8_bit_tops = BO_NAN;
    w->chip[DARK].memory_bandwidth_gb_per_s = w->chip[DARK].hbm_gb = BO_NAN;
    w->chip[DARK].power_mw = w->chip[DARK].price_usd = BO_NAN;
    w->chip[HOME].home = bo_country_of_code("CN");
}

/* Before fleet_start, so that a test may still change what it likes. A chip is set up in 60 days and never fails. */
static inline void fleet_make(struct fleet_world *w)
{
    struct bo_err err;
    memset(w, 0, sizeof *w);
    assert_int_equal(bo_arena_create((size_t)64 << 20, false, &w->arena, &err), BO_OK);
    fleet_chips(w);
    w->company =
        (struct bo_company_param){.entry = {"Own", "Own", 1}, .headquarters = "US", .it_mw = 10.0};
    w->estate[NORTH] = (struct bo_estate){.owned_mw = 4.0, .leased_mw = 2.0, .pue_mw = 7.5};
    w->estate[SOUTH] = (struct bo_estate){.owned_mw = 4.0, .pue_mw = 6.0};
    w->state = (struct bo_company){.param = &w->company,
                                   .alive = true,
                                   .estate = w->estate,
                                   .base_mw_start = 6.0,
                                   .ai_mw_start = 2.0,
                                   .base_mw = 6.0};
    for (int r = 0; r < N_PLACES; r++) {
        w->place[r] = (struct bo_region){.param = &w->region[r], .power_price_usd_per_mwh = 80.0};
    }
    w->buyer[OWN] = (struct bo_chip_buyer_param){
        .entry = {"Own", "Own", 1}, .company = 0, .opening_chips = {N_KINDS, w->opening[OWN]}};
    w->buyer[OUTSIDE] = (struct bo_chip_buyer_param){
        .entry = {"Outside", "Outside", 2},
        .company = BO_NO_ROW,
        .headquarters = "CN",
        .market = BO_MARKET_CHINA,
        .lease_out_frac = {.v = {1, &w->lease_out}, .day = &w->any_day, .scale = 1.0},
        .opening_chips = {N_KINDS, w->opening[OUTSIDE]}};
    w->fleet = (struct bo_fleet_param){.reference_chip = FLAGSHIP,
                                       .system_power_ratio = 2.0,
                                       .serving_flop_frac = 0.1,
                                       .rack_days = 60.0,
                                       .service_life_days = 5.0 * BO_DAYS_PER_YEAR,
                                       .opening_system_ratio = 2.0,
                                       .resale_frac_per_year = 0.5};
    w->param.company = &w->company;
    w->param.region = w->region;
    w->param.chip_buyer = w->buyer;
    w->param.chip = w->chip;
    w->param.fleet = &w->fleet;
    w->param.grid = &w->grid;
    w->ai_index = 1.0;
    w->demand.ai_index = (struct bo_path){.v = {1, &w->ai_index}, .day = &w->any_day, .scale = 1.0};
    w->param.demand = &w->demand;
    w->param.n[BO_TABLE_COMPANIES] = 1;
    w->param.n[BO_TABLE_REGIONS] = N_PLACES;
    w->param.n[BO_TABLE_CHIP_BUYERS] = N_BUYERS;
    w->param.n[BO_TABLE_CHIPS] = N_KINDS;
    w->param.n[BO_TABLE_FLEET] = 1;
    w->ai = (struct bo_ai_economy){.n_companies = 1, .company = &w->ai_company};
    w->world = (struct bo_world){.arena = w->arena,
                                 .param = &w->param,
                                 .start_day = bo_day_of(2022, 1, 1),
                                 .n_regions = N_PLACES,
                                 .n_companies = 1,
                                 .region = w->place,
                                 .company = &w->state,
                                 .scratch = w->scratch,
                                 .ai_economy = &w->ai};
}

static inline void fleet_start(struct fleet_world *w)
{
    bo_fleet_open(&w->world);
    assert_non_null(w->world.fleets);
}

/* Nothing is being set up at the start. */
static inline void fleet_start_racked(struct fleet_world *w)
{
    double rack_days = w->fleet.rack_days;
    w->fleet.rack_days = 0.0;
    fleet_start(w);
    w->fleet.rack_days = rack_days;
}

static inline void fleet_free(struct fleet_world *w)
{
    bo_arena_free(w->arena);
}

/* A month of so many days. */
static inline void fleet_month(struct fleet_world *w, double days)
{
    struct bo_err err = {.status = BO_OK};
    w->world.month_days = days;
    w->world.day += days;
    bo_fleet_close(&w->world, w->world.day);
    w->world.month++;
    if (bo_fleet_audit(&w->world, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
}

static inline void fleet_get(struct fleet_world *w, uint32_t buyer, uint32_t region, uint32_t chip,
                             double count)
{
    struct bo_delivery d = {.buyer = buyer,
                            .region = region,
                            .chip = chip,
                            .source = bo_fleet_source(&w->world, buyer, chip),
                            .count = count,
                            .chips_usd = 40000.0 * count,
                            .system_usd = 60000.0 * count};
    bo_fleet_receive(&w->world, &d, w->world.day);
}

static inline double fleet_racked(const struct fleet_world *w, uint32_t buyer, uint32_t region,
                                  uint32_t chip)
{
    return bo_fleet_count(&w->world, buyer, region, chip) -
           bo_fleet_stored(&w->world, buyer, region, chip);
}

#endif
