/* Fleets: what a chip is worth, where it stands, when it works, and when it is gone. */
#include "fleet_world.h"

#include "buildout/model/rental.h"

static struct fleet_world world;

static int make(void **state)
{
    fleet_make(&world);
    *state = &world;
    return 0;
}

static int unmake(void **state)
{
    fleet_free(*state);
    return 0;
}

/* Slow has 0.15 of the flagship's FLOP/s and 1.2 of its memory, of which serving is short: min(0.15 / 0.1, 1.2, 1.2). Old
 * serves by its bandwidth, min(0.25 / 0.1, 0.5, 1). */
static void a_chip_poor_in_flop_is_weak_in_training_and_strong_in_serving(void **state)
{
    struct fleet_world *w = *state;
    fleet_start(w);
    assert_near(bo_fleet_training_h100e(&w->world, FLAGSHIP), 1.0, 1e-12);
    assert_near(bo_fleet_inference_h100e(&w->world, FLAGSHIP), 1.0, 1e-12);
    assert_near(bo_fleet_training_h100e(&w->world, SLOW), 0.15, 1e-12);
    assert_near(bo_fleet_inference_h100e(&w->world, SLOW), 1.2, 1e-12);
    assert_near(bo_fleet_training_h100e(&w->world, OLD), 0.25, 1e-12);
    assert_near(bo_fleet_inference_h100e(&w->world, OLD), 0.5, 1e-12);
    assert_near(bo_fleet_chip_mw(&w->world, OLD), 0.002, 1e-12);
}

static void without_relief_for_flop_serving_goes_by_the_scarcest_of_all(void **state)
{
    struct fleet_world *w = *state;
    w->fleet.serving_flop_frac = 1.0;
    fleet_start(w);
    assert_near(bo_fleet_inference_h100e(&w->world, SLOW), 0.15, 1e-12);
}

/* TPP 8,000 of 16,000: half of everything, power too. */
static void what_is_not_known_of_a_chip_follows_from_what_is(void **state)
{
    struct fleet_world *w = *state;
    fleet_start(w);
    assert_near(bo_fleet_training_h100e(&w->world, DARK), 0.5, 1e-12);
    assert_near(bo_fleet_inference_h100e(&w->world, DARK), 0.5, 1e-12);
    assert_near(bo_fleet_chip_mw(&w->world, DARK), 0.001, 1e-12);
}

static void a_chip_of_which_nothing_is_known_is_worth_nothing(void **state)
{
    struct fleet_world *w = *state;
    w->chip[DARK].tpp = BO_NAN;
    fleet_start(w);
    assert_near(bo_fleet_training_h100e(&w->world, DARK), 0.0, 0.0);
    assert_near(bo_fleet_inference_h100e(&w->world, DARK), 0.0, 0.0);
}

/* The company's seat is that of the leading vendors; the other buyer's is not. */
static void how_a_chip_came_follows_from_its_home_and_its_rule(void **state)
{
    struct fleet_world *w = *state;
    fleet_start(w);
    assert_int_equal(bo_fleet_source(&w->world, OWN, FLAGSHIP), BO_SOURCE_LEGAL);
    assert_int_equal(bo_fleet_source(&w->world, OWN, HOME), BO_SOURCE_LEGAL);
    assert_int_equal(bo_fleet_source(&w->world, OUTSIDE, SLOW), BO_SOURCE_COMPLIANT);
    assert_int_equal(bo_fleet_source(&w->world, OUTSIDE, HOME), BO_SOURCE_DOMESTIC);
}

/* 1,001 old chips over halls of 6 and 4 MW: 601 and 400; 2.002 MW, 250.25 H100e in training, 500.5 in serving. A year old
 * on average and at 20,000 dollars a system, they fetch half of 20.02 M at resale: those of 2020 and of 2021 are one and a
 * half and half a year old, 0.5^1.5 = 0.354 and 0.5^0.5 = 0.707, the mean 0.53. */
static void an_opening_fleet_stands_where_its_owner_has_halls(void **state)
{
    struct fleet_world *w = *state;
    w->opening[OWN][OLD] = 1001.0;
    w->buyer[OWN].opening_age_days = BO_DAYS_PER_YEAR;
    fleet_start_racked(w);
    assert_near(fleet_racked(w, OWN, NORTH, OLD), 601.0, 0.0);
    assert_near(fleet_racked(w, OWN, SOUTH, OLD), 400.0, 0.0);
    assert_near(w->ai_company.fleet_mw, 2.002, 1e-12);
    assert_near(w->ai_company.training_h100e, 250.25, 1e-12);
    assert_near(w->ai_company.inference_h100e, 500.5, 1e-12);
    assert_near(w->world.ai_economy->market[w->ai_company.market].serving_ratio, 2.0, 1e-12);
    assert_near(w->ai_company.stored_h100e, 0.0, 0.0);
    assert_near(bo_fleet_market_value_usd(&w->world, OWN), 0.53 * 20.02e6, 0.03);
}

/* 1,000 chips that came evenly over a year, 164 of them in the 60 days before the start: these are ready 60 days after they
 * came, 31 / 60 of them at the end of January, 59 / 60 at the end of February. */
static void what_came_just_before_the_start_is_being_set_up(void **state)
{
    struct fleet_world *w = *state;
    double share[N_PLACES] = {0.0, 1.0};
    w->opening[OUTSIDE][OLD] = 1000.0;
    w->buyer[OUTSIDE].opening_age_days = BO_DAYS_PER_YEAR / 2.0;
    w->buyer[OUTSIDE].region_share = (struct bo_vector){N_PLACES, share};
    w->world.n_months = 12;
    fleet_start(w);
    assert_near(bo_fleet_count(&w->world, OUTSIDE, SOUTH, OLD), 1000.0, 0.0);
    assert_near(fleet_racked(w, OUTSIDE, SOUTH, OLD), 836.0, 0.0);
    fleet_month(w, 31.0);
    assert_near(fleet_racked(w, OUTSIDE, SOUTH, OLD), 836.0 + 85.0, 0.0);
    fleet_month(w, 28.0);
    assert_near(fleet_racked(w, OUTSIDE, SOUTH, OLD), 836.0 + 161.0, 0.0);
    fleet_month(w, 31.0);
    assert_near(fleet_racked(w, OUTSIDE, SOUTH, OLD), 1000.0, 0.0);
}

static void a_fleet_of_no_known_age_works_from_the_start(void **state)
{
    struct fleet_world *w = *state;
    double share[N_PLACES] = {0.0, 1.0};
    w->opening[OUTSIDE][OLD] = 1000.0;
    w->buyer[OUTSIDE].opening_age_days = 0.0;
    w->buyer[OUTSIDE].region_share = (struct bo_vector){N_PLACES, share};
    fleet_start(w);
    assert_near(fleet_racked(w, OUTSIDE, SOUTH, OLD), 1000.0, 0.0);
}

static void an_opening_fleet_follows_the_shares_that_a_buyer_gives(void **state)
{
    struct fleet_world *w = *state;
    double share[N_PLACES] = {0.0, 1.0};
    w->opening[OWN][OLD] = 10.0;
    w->buyer[OWN].region_share = (struct bo_vector){N_PLACES, share};
    fleet_start(w);
    assert_near(bo_fleet_count(&w->world, OWN, SOUTH, OLD), 10.0, 0.0);
}

static double waiting_in_the_north(const struct fleet_world *w)
{
    const struct bo_holding *h;
    uint32_t n = bo_fleet_holdings(&w->world, OWN, NORTH, &h);
    assert_int_equal(n, 1);
    assert_true(h->waiting <= h->stored);
    return h->waiting;
}

/* Room 1.2 MW in the North for chips of 2 kW: 600 of 700. They are set up in 60 days, and wait for a close. */
static void chips_are_set_up_and_then_racked_as_far_as_there_is_room(void **state)
{
    struct fleet_world *w = *state;
    fleet_start(w);
    assert_near(bo_fleet_room_mw(&w->world, 0, NORTH), 1.2, 1e-12);
    assert_near(bo_fleet_room_mw(&w->world, 0, SOUTH), 0.8, 1e-12);
    fleet_month(w, 10.0);
    fleet_get(w, OWN, NORTH, FLAGSHIP, 700.0);
    assert_near(bo_fleet_free_mw(&w->world, OWN, NORTH), 0.0, 0.0);
    assert_near(bo_fleet_free_mw(&w->world, OWN, SOUTH), 0.8, 1e-12);
    fleet_month(w, 59.0);
    assert_near(bo_fleet_stored(&w->world, OWN, NORTH, FLAGSHIP), 700.0, 0.0);
    assert_near(w->ai_company.stored_h100e, 700.0, 1e-12);
    assert_near(w->ai_company.stored_mw, 1.4, 1e-12);
    assert_near(w->ai_company.waiting_usd, 0.0, 0.0); /* being set up is not waiting */
    assert_near(waiting_in_the_north(w), 0.0, 0.0);
    assert_near(w->ai_company.training_h100e, 0.0, 0.0);
    fleet_month(w, 1.0);
    assert_near(fleet_racked(w, OWN, NORTH, FLAGSHIP), 600.0, 0.0);
    assert_near(w->ai_company.stored_h100e, 100.0, 1e-12);
    assert_near(w->ai_company.stored_mw, 0.2, 1e-12);
    assert_near(w->ai_company.waiting_usd, 100.0 * 60000.0, 1e-12);
    assert_near(waiting_in_the_north(w), 100.0, 0.0);
    assert_near(w->ai_company.fleet_mw, 1.2, 1e-12);
}

/* 12.5 MW energised give 12.5 x 0.8 - 6 = 4 MW to AI, 2.72 in the North with its 8.5: room for all. */
static void what_waits_is_racked_when_halls_are_energised(void **state)
{
    struct fleet_world *w = *state;
    fleet_start(w);
    fleet_get(w, OWN, NORTH, FLAGSHIP, 700.0);
    fleet_month(w, 60.0);
    assert_near(bo_fleet_stored(&w->world, OWN, BO_NO_ROW, BO_NO_ROW), 100.0, 0.0);
    w->estate[NORTH].owned_mw += 2.5;
    fleet_month(w, 30.0);
    assert_near(bo_fleet_room_mw(&w->world, 0, NORTH), 2.72, 1e-12);
    assert_near(bo_fleet_stored(&w->world, OWN, BO_NO_ROW, BO_NO_ROW), 0.0, 0.0);
    assert_near(bo_fleet_racked_mw(&w->world, OWN, NORTH), 1.4, 1e-12);
}

/* Of 700 in the North 600 fit there; the South, of the same country, has room for the rest. A region of several countries
 * is not one with any. */
static void what_waits_is_racked_where_there_is_room_in_the_same_country(void **state)
{
    struct fleet_world *w = *state;
    static const char *const one[] = {"US"}, *const several[] = {"US", "CA"};
    w->region[NORTH].countries = (struct bo_texts){1, one};
    w->region[SOUTH].countries = (struct bo_texts){2, several};
    fleet_start(w);
    fleet_get(w, OWN, NORTH, FLAGSHIP, 700.0);
    fleet_month(w, 60.0);
    assert_near(bo_fleet_stored(&w->world, OWN, NORTH, FLAGSHIP), 100.0, 0.0);
    w->region[SOUTH].countries.n = 1;
    bo_fleet_open(&w->world);
    fleet_get(w, OWN, NORTH, FLAGSHIP, 700.0);
    fleet_month(w, 60.0);
    assert_near(fleet_racked(w, OWN, NORTH, FLAGSHIP), 600.0, 0.0);
    assert_near(fleet_racked(w, OWN, SOUTH, FLAGSHIP), 100.0, 0.0);
    assert_near(bo_fleet_stored(&w->world, OWN, BO_NO_ROW, FLAGSHIP), 0.0, 0.0);
}

/* 100 old chips of the North wait. A thousand flagships come a year later, and half as much again of halls: the old ones are
 * racked first, though a flagship gives more a MW, and the rest of the room is the flagships'. */
static void who_came_first_is_racked_first(void **state)
{
    struct fleet_world *w = *state;
    fleet_start(w);
    fleet_get(w, OWN, NORTH, OLD, 700.0);
    fleet_month(w, 60.0);
    assert_near(bo_fleet_stored(&w->world, OWN, NORTH, OLD), 100.0, 0.0);
    w->world.day += BO_DAYS_PER_YEAR;
    fleet_get(w, OWN, NORTH, FLAGSHIP, 1000.0);
    w->estate[NORTH].owned_mw += 2.5;
    fleet_month(w, 60.0);
    double room_mw = bo_fleet_room_mw(&w->world, 0, NORTH);
    assert_true(room_mw > 1.5 && room_mw < 3.0);
    assert_near(fleet_racked(w, OWN, NORTH, OLD), 700.0, 0.0);
    assert_near(fleet_racked(w, OWN, NORTH, FLAGSHIP), floor((room_mw - 1.4) / 0.002), 1.0);
}

/* Of one year the densest is first. It is too large for either hall, and nothing comes before it in its own: old chips of the North go to the South,
 * where they are listed before what waits there, and other ones of the South still go to the North. */
static void what_comes_from_elsewhere_leaves_what_waits_on_its_list(void **state)
{
    struct fleet_world *w = *state;
    static const char *const one[] = {"US"};
    w->region[NORTH].countries = w->region[SOUTH].countries = (struct bo_texts){1, one};
    w->chip[SLOW].power_mw = 1.0; /* a system: 2 MW */
    w->chip[SLOW].dense_16_bit_tflops = w->chip[SLOW].dense_8_bit_tops = 1e9;
    w->chip[SLOW].memory_bandwidth_gb_per_s = w->chip[SLOW].hbm_gb = 1e9;
    fleet_start(w);
    fleet_get(w, OWN, NORTH, SLOW, 1.0);
    fleet_get(w, OWN, NORTH, OLD, 100.0);
    fleet_get(w, OWN, SOUTH, SLOW, 1.0);
    fleet_get(w, OWN, SOUTH, HOME, 100.0);
    fleet_month(w, 60.0);
    assert_near(fleet_racked(w, OWN, SOUTH, OLD), 100.0, 0.0);
    assert_near(fleet_racked(w, OWN, NORTH, HOME), 100.0, 0.0);
    assert_near(bo_fleet_stored(&w->world, OWN, BO_NO_ROW, BO_NO_ROW), 2.0, 0.0);
}

/* Other servers want 8 of the 8 MW that are used, and AI 2: each gets four fifths, AI 1.6. */
static void where_halls_are_short_ai_has_its_part(void **state)
{
    struct fleet_world *w = *state;
    fleet_start(w);
    w->state.base_mw = 8.0;
    assert_near(bo_fleet_room_mw(&w->world, 0, NORTH), 0.0, 0.0);
    w->state.ai_mw = 2.0;
    assert_near(bo_fleet_room_mw(&w->world, 0, NORTH), 0.96, 1e-12);
    assert_near(bo_fleet_room_mw(&w->world, 0, SOUTH), 0.64, 1e-12);
}

/* A rack that shares its hosts takes 1.5 kW a chip of 1; what continues it does, too; others take 2. */
static void a_chip_may_say_what_its_system_takes(void **state)
{
    struct fleet_world *w = *state;
    w->chip[OLD].system_power_ratio = 1.5;
    w->chip[SLOW].continues = OLD;
    fleet_start(w);
    fleet_get(w, OWN, NORTH, OLD, 100.0);
    fleet_get(w, OWN, NORTH, SLOW, 100.0);
    fleet_get(w, OWN, SOUTH, FLAGSHIP, 100.0);
    fleet_month(w, 60.0);
    assert_near(bo_fleet_racked_mw(&w->world, OWN, NORTH), 0.3, 1e-12);
    assert_near(bo_fleet_racked_mw(&w->world, OWN, SOUTH), 0.2, 1e-12);
}

/* Of those 1.6 MW they keep half; with all of them nothing is left. */
static void other_servers_may_keep_what_is_short(void **state)
{
    struct fleet_world *w = *state;
    fleet_start(w);
    w->state.base_mw = 8.0;
    w->state.ai_mw = 2.0;
    w->demand.base_first_frac = 0.5;
    assert_near(bo_fleet_room_mw(&w->world, 0, NORTH), 0.48, 1e-12);
    assert_near(bo_fleet_room_mw(&w->world, 0, SOUTH), 0.32, 1e-12);
    w->demand.base_first_frac = 1.0;
    assert_near(bo_fleet_room_mw(&w->world, 0, NORTH), 0.0, 0.0);
}

/* A quarter of a per cent a month of 1,000: 2.5, of which 2; then 2.495 and the half, 2.995, of which 2; then 3.485. */
static void chips_fail_whole_and_the_part_of_one_is_carried(void **state)
{
    struct fleet_world *w = *state;
    w->opening[OUTSIDE][OLD] = 1000.0;
    double share[N_PLACES] = {1.0, 0.0};
    w->buyer[OUTSIDE].region_share = (struct bo_vector){N_PLACES, share};
    w->fleet.failure_per_year = -bo_log1p(-0.0025) * BO_DAYS_PER_YEAR / 30.0;
    fleet_start_racked(w);
    const double left[] = {998.0, 996.0, 993.0};
    for (int month = 0; month < 3; month++) {
        fleet_month(w, 30.0);
        assert_near(bo_fleet_count(&w->world, OUTSIDE, NORTH, OLD), left[month], 0.0);
    }
    assert_near(bo_fleet_tally(&w->world, OLD).failed, 7.0, 0.0);
}

/* Received on day 10, with a life of 400 days: there on day 409, gone on day 410. */
static void a_chip_is_retired_at_the_end_of_its_service_life(void **state)
{
    struct fleet_world *w = *state;
    w->fleet.service_life_days = 400.0;
    fleet_start(w);
    fleet_month(w, 10.0);
    fleet_get(w, OWN, NORTH, FLAGSHIP, 50.0);
    fleet_month(w, 399.0);
    assert_near(bo_fleet_count(&w->world, OWN, NORTH, FLAGSHIP), 50.0, 0.0);
    fleet_month(w, 1.0);
    assert_near(bo_fleet_count(&w->world, OWN, NORTH, FLAGSHIP), 0.0, 0.0);
    assert_near(bo_fleet_tally(&w->world, FLAGSHIP).retired, 50.0, 0.0);
}

/* A year old on average: delivered evenly over two years before the start; with a life of two years a tenth of the 10,000
 * is retired in a tenth of two years, and the last at its end. */
static void an_opening_fleet_is_retired_as_it_was_delivered(void **state)
{
    struct fleet_world *w = *state;
    w->opening[OUTSIDE][OLD] = 10000.0;
    w->buyer[OUTSIDE].opening_age_days = BO_DAYS_PER_YEAR;
    w->fleet.service_life_days = 2.0 * BO_DAYS_PER_YEAR;
    fleet_start(w);
    for (int month = 1; month <= 10; month++) {
        fleet_month(w, 0.2 * BO_DAYS_PER_YEAR);
        assert_near(bo_fleet_tally(&w->world, OLD).retired, 1000.0 * month, 0.03);
    }
    fleet_month(w, 1.0);
    assert_near(bo_fleet_count(&w->world, BO_NO_ROW, BO_NO_ROW, OLD), 0.0, 0.0);
}

/* No room is left beside 600 older chips; a flagship gives 1 / 0.375 = 2.7 times their H100e a MW, the mean of training and
 * serving. 100 wait: 100 old ones make place. */
static void old_chips_make_place_for_much_better_ones(void **state)
{
    struct fleet_world *w = *state;
    w->opening[OWN][OLD] = 1000.0;
    w->buyer[OWN].opening_age_days = BO_DAYS_PER_YEAR;
    w->fleet.replace_ratio = 2.0;
    fleet_start_racked(w);
    fleet_get(w, OWN, NORTH, FLAGSHIP, 100.0);
    fleet_month(w, 60.0);
    assert_near(fleet_racked(w, OWN, NORTH, FLAGSHIP), 100.0, 0.0);
    assert_near(fleet_racked(w, OWN, NORTH, OLD), 500.0, 0.0);
    assert_near(fleet_racked(w, OWN, SOUTH, OLD), 400.0, 0.0);
    assert_near(bo_fleet_tally(&w->world, OLD).retired, 100.0, 0.0);
    assert_near(bo_fleet_racked_mw(&w->world, OWN, NORTH), 1.2, 1e-12);
}

static void old_chips_stay_when_the_new_are_not_that_much_better(void **state)
{
    struct fleet_world *w = *state;
    w->opening[OWN][OLD] = 1000.0;
    w->buyer[OWN].opening_age_days = BO_DAYS_PER_YEAR;
    w->fleet.replace_ratio = 2.7;
    fleet_start_racked(w);
    fleet_get(w, OWN, NORTH, FLAGSHIP, 100.0);
    fleet_month(w, 60.0);
    assert_near(bo_fleet_stored(&w->world, OWN, NORTH, FLAGSHIP), 100.0, 0.0);
    assert_near(bo_fleet_tally(&w->world, OLD).retired, 0.0, 0.0);
}

/* Slow trains least of all, but serves most: the mean of 0.15 and 1.2 is over half of the flagship's. */
static void chips_that_serve_well_are_not_thrown_out_for_training(void **state)
{
    struct fleet_world *w = *state;
    w->opening[OWN][SLOW] = 1000.0;
    w->buyer[OWN].opening_age_days = BO_DAYS_PER_YEAR;
    w->fleet.replace_ratio = 2.0;
    fleet_start_racked(w);
    fleet_get(w, OWN, NORTH, FLAGSHIP, 100.0);
    fleet_month(w, 60.0);
    assert_near(bo_fleet_tally(&w->world, SLOW).retired, 0.0, 0.0);
}

/* 100 flagships at 60,000 dollars, a year old, with a life of five: 12,000 of depreciation, a tenth of the 48,000 that are
 * left, a twentieth of the price for upkeep: 19,800 a year. 2 kW at 1.5 M a MW for the hall and 1.25 x 80 x 8,766 for
 * power: 4,753.2. Over 8,766 hours: 2.80096. */
static void the_full_cost_of_an_hour_is_capital_hall_power_and_upkeep(void **state)
{
    struct fleet_world *w = *state;
    w->fleet.capital_cost_per_year = 0.1;
    w->fleet.hour_opex_frac = 0.05;
    w->fleet.hall_usd_per_mw_year = 1.5e6;
    fleet_start(w);
    fleet_get(w, OWN, NORTH, FLAGSHIP, 100.0);
    fleet_month(w, BO_DAYS_PER_YEAR);
    assert_near(w->ai_company.chip_hour_cost_usd, (19800.0 + 4753.2) / 8766.0, 1e-12);
    /* 40,000 of the price are the chip's */
    assert_near(w->ai_company.hour_cost.chip_usd, 8000.0 / 8766.0, 1e-12);
    assert_near(w->ai_company.hour_cost.system_usd, 4000.0 / 8766.0, 1e-12);
    assert_near(w->ai_company.hour_cost.capital_usd, 4800.0 / 8766.0, 1e-12);
    assert_near(w->ai_company.hour_cost.operations_usd, 3000.0 / 8766.0, 1e-12);
    assert_near(w->ai_company.hour_cost.building_usd, 3000.0 / 8766.0, 1e-12);
    assert_near(w->ai_company.hour_cost.power_usd, 1753.2 / 8766.0, 1e-12);
    /* 6 M of systems lose half in a year */
    assert_near(bo_fleet_market_value_usd(&w->world, OWN), 3e6, 0.06);
}

static void buyers_outside_rack_without_halls_and_let_a_part(void **state)
{
    struct fleet_world *w = *state;
    w->lease_out = 0.3;
    fleet_start(w);
    fleet_get(w, OUTSIDE, SOUTH, FLAGSHIP, 10000.0);
    fleet_get(w, OUTSIDE, SOUTH, HOME, 1000.0);
    fleet_month(w, 60.0);
    assert_near(bo_fleet_outside_offer_h100e(&w->world, BO_MARKET_CHINA), 3300.0, 1e-12);
    assert_near(bo_fleet_outside_offer_h100e(&w->world, BO_MARKET_WORLD), 0.0, 0.0);
    assert_near(bo_fleet_by_source(&w->world, OUTSIDE, BO_SOURCE_DOMESTIC), 1000.0, 1e-12);
    assert_near(bo_fleet_by_source(&w->world, BO_NO_ROW, BO_SOURCE_LEGAL), 10000.0, 1e-12);
    assert_near(w->ai_company.training_h100e, 0.0, 0.0);
}

/* 3,000 H100e offered from outside, and 3,000 wanted at 2 dollars: the price stays, and all is let. */
static void what_outside_buyers_let_is_offered_in_their_market(void **state)
{
    struct fleet_world *w = *state;
    double wanted = 3000.0, nothing = 0.0;
    struct bo_rental_market_param market = {
        .market = BO_MARKET_CHINA,
        .price_usd_per_h = 2.0,
        .contract_ratio = 1.0,
        .spot_ratio = 1.0,
        .contract_lag_days = 1.0,
        .clear_days = 1e-3,
        .elasticity = 1.0,
        .utilisation_max_frac = 1.0,
        .other_demand_h100e = {.v = {1, &wanted}, .day = &w->any_day, .scale = 1.0},
        .other_supply_h100e = {.v = {1, &nothing}, .day = &w->any_day, .scale = 1.0}};
    w->param.rental_market = &market;
    w->param.n[BO_TABLE_RENTAL_MARKETS] = 1;
    w->lease_out = 0.3;
    w->opening[OUTSIDE][FLAGSHIP] = 10000.0;
    fleet_start_racked(w);
    bo_rental_open(&w->world);
    fleet_month(w, 30.0);
    bo_rental_close(&w->world, w->world.day);
    const struct bo_ai_market *china = &w->ai.market[BO_MARKET_CHINA];
    assert_near(china->supply_h100e, 3000.0, 1e-12);
    assert_near(china->on_demand_usd_per_h, 2.0, 1e-9);
    assert_near(china->utilisation_frac, 1.0, 1e-9);
}

/* 1.2 and 0.8 MW for AI, and 2 MW being built in the South; 500 flagships of 2 kW have come to the North: 0.2 and 2.8 are
 * left. */
static void chips_go_where_halls_have_room_and_where_they_are_being_built(void **state)
{
    struct fleet_world *w = *state;
    double share[N_PLACES];
    fleet_start(w);
    bo_fleet_spread(&w->world, OWN, share);
    assert_near(share[NORTH], 0.6, 1e-12);
    w->estate[SOUTH].building_mw = 1.5;
    w->estate[SOUTH].leased_building_mw = 0.5;
    fleet_get(w, OWN, NORTH, FLAGSHIP, 500.0);
    bo_fleet_spread(&w->world, OWN, share);
    assert_near(share[NORTH], 0.2 / 3.0, 1e-12);
    assert_near(share[SOUTH], 2.8 / 3.0, 1e-12);
}

/* Nothing is left anywhere: by halls of 6 and 4 MW. Without halls: by where the company would have them. */
static void without_room_chips_go_where_there_are_halls(void **state)
{
    struct fleet_world *w = *state;
    double share[N_PLACES], seat[N_PLACES] = {0.25, 0.75};
    fleet_start(w);
    w->state.base_mw = 8.0;
    bo_fleet_spread(&w->world, OWN, share);
    assert_near(share[NORTH], 0.6, 1e-12);
    memset(w->estate, 0, sizeof w->estate);
    w->company.region_share = (struct bo_vector){N_PLACES, seat};
    bo_fleet_spread(&w->world, OWN, share);
    assert_near(share[NORTH], 0.25, 1e-12);
    bo_fleet_spread(&w->world, OUTSIDE, share);
    assert_near(share[NORTH], 0.5, 1e-12);
}

static void holdings_are_listed_once_each_in_order(void **state)
{
    struct fleet_world *w = *state;
    w->opening[OWN][OLD] = 1000.0;
    w->buyer[OWN].opening_age_days = BO_DAYS_PER_YEAR;
    fleet_start_racked(w);
    fleet_get(w, OWN, NORTH, FLAGSHIP, 5.0);
    fleet_get(w, OUTSIDE, SOUTH, SLOW, 7.0);
    struct bo_delivery grey = {OUTSIDE, SOUTH, SLOW, BO_SOURCE_GREY, 2.0, 1.0, 1.0};
    bo_fleet_receive(&w->world, &grey, w->world.day);
    const struct {
        uint32_t buyer, region;
        struct bo_holding holding;
    } all[] = {{OWN, NORTH, {FLAGSHIP, BO_SOURCE_LEGAL, 0.0, 5.0, 0.0}},
               {OWN, NORTH, {OLD, BO_SOURCE_LEGAL, 600.0, 0.0, 0.0}},
               {OWN, SOUTH, {OLD, BO_SOURCE_LEGAL, 400.0, 0.0, 0.0}},
               {OUTSIDE, SOUTH, {SLOW, BO_SOURCE_COMPLIANT, 0.0, 7.0, 0.0}},
               {OUTSIDE, SOUTH, {SLOW, BO_SOURCE_GREY, 0.0, 2.0, 0.0}}};
    uint32_t n = 0;
    for (uint32_t b = 0; b < w->param.n[BO_TABLE_CHIP_BUYERS]; b++) {
        for (uint32_t r = 0; r < w->world.n_regions; r++) {
            const struct bo_holding *h;
            uint32_t n_here = bo_fleet_holdings(&w->world, b, r, &h);
            for (uint32_t i = 0; i < n_here; i++, n++) {
                assert_true(n < sizeof all / sizeof all[0]);
                assert_int_equal(b, all[n].buyer);
                assert_int_equal(r, all[n].region);
                assert_int_equal(h[i].chip, all[n].holding.chip);
                assert_int_equal(h[i].source, all[n].holding.source);
                assert_near(h[i].racked, all[n].holding.racked, 0.0);
                assert_near(h[i].stored, all[n].holding.stored, 0.0);
            }
        }
    }
    assert_int_equal(n, sizeof all / sizeof all[0]);
}

static void a_world_without_buyers_has_no_fleets(void **state)
{
    struct fleet_world *w = *state;
    w->param.n[BO_TABLE_CHIP_BUYERS] = 0;
    bo_fleet_open(&w->world);
    assert_null(w->world.fleets);
    bo_fleet_close(&w->world, 30.0);
    assert_int_equal(bo_fleet_audit(&w->world, NULL), BO_OK);
    assert_near(bo_fleet_count(&w->world, BO_NO_ROW, BO_NO_ROW, BO_NO_ROW), 0.0, 0.0);
    assert_int_equal(bo_fleet_buyer_of(&w->world, 0), BO_NO_ROW);
    assert_near(bo_fleet_outside_offer_h100e(&w->world, BO_MARKET_WORLD), 0.0, 0.0);
}

static void assert_rejected(const struct fleet_world *w, const char *why)
{
    struct bo_err err = {.status = BO_OK};
    assert_int_equal(bo_fleet_check(&w->param, &err), BO_ESCENARIO);
    if (strstr(err.text, why) == NULL) {
        fail_msg("%s", err.text);
    }
}

static void a_scenario_may_not_leave_open_what_fleets_are_measured_by(void **state)
{
    struct fleet_world *w = *state;
    assert_int_equal(bo_fleet_check(&w->param, NULL), BO_OK);
    w->chip[FLAGSHIP].power_mw = BO_NAN;
    assert_rejected(w, "fleet.reference_chip: of Flagship");
}

static void one_company_has_one_buyer_and_other_buyers_have_a_seat(void **state)
{
    struct fleet_world *w = *state;
    w->buyer[OUTSIDE].headquarters = "";
    assert_rejected(w, "chip_buyers.Outside: it buys for no company");
    w->buyer[OUTSIDE].company = 0;
    assert_rejected(w, "chip_buyers.Own and Outside buy for the same company");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_chip_poor_in_flop_is_weak_in_training_and_strong_in_serving),
        TEST(without_relief_for_flop_serving_goes_by_the_scarcest_of_all),
        TEST(what_is_not_known_of_a_chip_follows_from_what_is),
        TEST(a_chip_of_which_nothing_is_known_is_worth_nothing),
        TEST(how_a_chip_came_follows_from_its_home_and_its_rule),
        TEST(an_opening_fleet_stands_where_its_owner_has_halls),
        TEST(what_came_just_before_the_start_is_being_set_up),
        TEST(a_fleet_of_no_known_age_works_from_the_start),
        TEST(an_opening_fleet_follows_the_shares_that_a_buyer_gives),
        TEST(chips_are_set_up_and_then_racked_as_far_as_there_is_room),
        TEST(what_waits_is_racked_when_halls_are_energised),
        TEST(what_waits_is_racked_where_there_is_room_in_the_same_country),
        TEST(who_came_first_is_racked_first),
        TEST(what_comes_from_elsewhere_leaves_what_waits_on_its_list),
        TEST(where_halls_are_short_ai_has_its_part),
        TEST(other_servers_may_keep_what_is_short),
        TEST(a_chip_may_say_what_its_system_takes),
        TEST(chips_fail_whole_and_the_part_of_one_is_carried),
        TEST(a_chip_is_retired_at_the_end_of_its_service_life),
        TEST(an_opening_fleet_is_retired_as_it_was_delivered),
        TEST(old_chips_make_place_for_much_better_ones),
        TEST(old_chips_stay_when_the_new_are_not_that_much_better),
        TEST(chips_that_serve_well_are_not_thrown_out_for_training),
        TEST(the_full_cost_of_an_hour_is_capital_hall_power_and_upkeep),
        TEST(buyers_outside_rack_without_halls_and_let_a_part),
        TEST(what_outside_buyers_let_is_offered_in_their_market),
        TEST(chips_go_where_halls_have_room_and_where_they_are_being_built),
        TEST(without_room_chips_go_where_there_are_halls),
        TEST(holdings_are_listed_once_each_in_order),
        TEST(a_world_without_buyers_has_no_fleets),
        TEST(a_scenario_may_not_leave_open_what_fleets_are_measured_by),
        TEST(one_company_has_one_buyer_and_other_buyers_have_a_seat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
