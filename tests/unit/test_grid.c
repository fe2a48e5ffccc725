/* A region's grid: what is quoted, requests that are not meant, grants that grow late, and the way around. */
#include "tiny_project.h"

#include "buildout/base/num.h"
#include "buildout/model/colocation.h"
#include "buildout/model/grid.h"
#include "buildout/model/income.h"
#include "buildout/model/load.h"
#include "buildout/model/siting.h"
#include "buildout/model/supply.h"

/* A queue of as many months of granting, nothing else in it. */
static struct bo_region *with_queue(struct tiny *t, double months)
{
    struct bo_region *north = &t->world->region[TINY_NORTH];
    bo_fluid_queue_init(&north->grid, t->world->arena, 0.0, 1.0, months * MONTH);
    return north;
}

#define AROUND                                                                                \
    "regions.North.on_site_frac=1.0", "grid.on_site_wait_months=12", "grid.on_site_months=9", \
        "grid.on_site_cost_per_mw=\"2 M USD/MW\"", "grid.on_site_price_ratio=1.5",            \
        "grid.on_site_kg_per_kwh=0.8", "planning.horizon_max_years=4"

/* 20 months of queue: its own generation is there nine months after the request, for 2 M USD a MW. */
static void a_project_goes_around_a_long_queue(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, AROUND};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    struct bo_region *north = with_queue(&t, 20.0);
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(w, &order);
    double cost = w->project[i].cost_usd, queue = bo_supply_grid_queue_mw(north);
    bo_milestone_permit(w, i, 0.0);
    bo_milestone_study(w, i, 0.0);
    assert_true(w->project[i].on_site);
    assert_near(w->project[i].on_site_day, 9.0 * MONTH, 1e-9);
    assert_near(w->project[i].cost_usd - cost, 80e6, 1e-3);
    assert_near(bo_supply_grid_queue_mw(north), queue, 1e-9);
    bo_milestone_on_site(w, i, 9.0 * MONTH);
    assert_near(w->project[i].grid_day, 9.0 * MONTH, 0.0);
    assert_near(north->granted_mw, 0.0, 0.0);
    assert_mw_audited(w);
    tiny_close(&t);
}

static void nobody_goes_around_a_short_queue_or_where_it_cannot(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, AROUND};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    struct bo_region *north = with_queue(&t, 11.0);
    uint32_t i = bo_milestone_announce(t.world, &order);
    bo_milestone_study(t.world, i, 0.0);
    assert_false(t.world->project[i].on_site);
    assert_near(bo_supply_grid_queue_mw(north), 11.0 * MONTH + 40.0, 1e-9);
    tiny_close(&t);
    static const char *const nowhere[] = {TINY_CERTAIN, AROUND, "regions.North.on_site_frac=0.0"};
    tiny_open(&t, sizeof nowhere / sizeof nowhere[0], nowhere);
    with_queue(&t, 20.0);
    i = bo_milestone_announce(t.world, &order);
    bo_milestone_study(t.world, i, 0.0);
    assert_false(t.world->project[i].on_site);
    tiny_close(&t);
}

/* A site of 10 MW in one hall beside the halls that Alpha has: its part pays half as much again and emits 0.8. */
static void own_generation_has_its_price_and_its_emissions(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, AROUND};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    w->region[TINY_NORTH].emission_kg_per_kwh = 0.4;
    w->region[TINY_NORTH].power_price_usd_per_mwh = 100.0;
    struct bo_estate *e = &w->company[TINY_ALPHA].estate[TINY_NORTH];
    assert_near(bo_grid_power_price(w, TINY_ALPHA, TINY_NORTH), 100.0, 0.0);
    struct bo_project p = {
        .owner = TINY_ALPHA, .user = TINY_ALPHA, .region = TINY_NORTH, .on_site = true};
    bo_load_energise(w, &p, 10.0);
    double own = 10.0 / (e->owned_mw + e->leased_mw);
    assert_true(own > 0.0 && own < 1.0);
    assert_near(bo_grid_power_price(w, TINY_ALPHA, TINY_NORTH), 100.0 * (1.0 + 0.5 * own), 1e-12);
    assert_near(bo_grid_emission_kg_per_kwh(w, TINY_ALPHA, TINY_NORTH), 0.4 + 0.4 * own, 1e-12);
    tiny_close(&t);
}

/* Its permits for engines end: who asks from then on waits for the grid. */
static void who_may_generate_may_change_with_the_date(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, AROUND,
                                      "regions.North.on_site_frac=*0 from 2022-03"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = with_queue(&t, 20.0);
    assert_near(bo_grid_around_frac(t.world, north), 1.0, 0.0);
    t.world->day = 59.0;
    assert_near(bo_grid_around_frac(t.world, north), 0.0, 0.0);
    tiny_close(&t);
}

/* Four fifths of full load are paid for in a month of 30 days, what was drawn apart; not of what has its own generation. */
static void take_or_pay_is_on_what_is_not_drawn(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "regions.North.least_charge_frac=0.8"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    w->month_days = 30.0;
    w->region[TINY_NORTH].power_price_usd_per_mwh = 100.0;
    struct bo_estate *e = &w->company[TINY_ALPHA].estate[TINY_NORTH];
    double paid_mwh = 0.8 * e->pue_mw * 720.0;
    e->energy_mwh = 0.5 * paid_mwh;
    assert_near(bo_grid_undrawn_usd(w, TINY_ALPHA, TINY_NORTH), 100.0 * 0.5 * paid_mwh, 1e-6);
    e->on_site_mw = 0.25 * (e->owned_mw + e->leased_mw);
    assert_near(bo_grid_undrawn_usd(w, TINY_ALPHA, TINY_NORTH), 100.0 * 0.375 * paid_mwh, 1e-6);
    e->energy_mwh = 2.0 * paid_mwh;
    assert_near(bo_grid_undrawn_usd(w, TINY_ALPHA, TINY_NORTH), 0.0, 0.0);
    double steady = w->param->power->load_factor_frac;
    assert_near(bo_grid_least_price_ratio(w, &w->region[TINY_NORTH]), fmax(1.0, 0.8 / steady),
                1e-12);
    assert_near(bo_grid_least_price_ratio(w, &w->region[TINY_SOUTH]), 1.0, 0.0);
    tiny_close(&t);
}

/* What is taken back of idle grants trickles on under a stop, and the queue over it is no wait that anybody is told. */
static void a_stop_leaves_no_wait_to_tell(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "grid.speculative_hold_months=12"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = with_queue(&t, 20.0);
    assert_true(bo_grid_grants_anew(t.world, north));
    tiny_close(&t);
    static const char *const stop[] = {TINY_CERTAIN, "grid.speculative_hold_months=12",
                                       "regions.North.moratorium_frac={ points = ( "
                                       "(\"2022-01\", 1.0), (\"2022-02\", 0.0) ); shape = "
                                       "\"step\"; }"};
    tiny_open(&t, sizeof stop / sizeof stop[0], stop);
    north = with_queue(&t, 20.0);
    north->held_mw = 120.0;
    bo_grid_close(t.world, north, 0.0);
    assert_true(north->grid.capacity > 0.0);
    assert_false(bo_grid_grants_anew(t.world, north));
    t.world->day = 31.0; /* what January's close tells is of January */
    assert_false(bo_grid_grants_anew(t.world, north));
    t.world->day = 59.0;
    assert_true(bo_grid_grants_anew(t.world, north));
    tiny_close(&t);
}

/* Every MW that is meant brings two that are not; a quarter of them is counted: 40 MW at 1 MW a day are quoted 40 and
 * 20 days. They drop out at 1/12 a month, or have their turn as others do. */
static void requests_that_are_not_meant_lengthen_the_quote_until_they_drop_out(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "grid.speculative_ratio=2.0",
                                      "grid.speculative_stay_months=12",
                                      "grid.speculative_counted_frac=0.25"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = with_queue(&t, 0.0);
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    uint32_t i = bo_milestone_announce(t.world, &order);
    bo_milestone_study(t.world, i, 0.0);
    assert_near(bo_grid_requests_mw(north), 120.0, 1e-12);
    assert_near(bo_grid_quote_days(t.world, north), 60.0, 1e-12);
    double day;
    assert_true(bo_fluid_queue_next(&north->grid, &day));
    assert_near(day, 40.0, 1e-12); /* what is meant waits for its own turn alone */
    double beside = 2.0 * bo_exp(-40.0 / (12.0 * MONTH)); /* at the head of the queue */
    double granted = MONTH * bo_supply_grants_mw_per_day(t.world, north, 0.0);
    bo_grid_close(t.world, north, 0.0);
    assert_near(north->speculative_mw,
                80.0 * bo_exp(-1.0 / 12.0) - granted * beside / (1.0 + beside), 1e-9);
    tiny_close(&t);
}

/* A queue of 12 months in which those that are not meant stay for 12 on the mean: of two beside each at first, 2/e are left
 * when their turn comes, and take that part of the grants. After the hold's mean of 6 months they are given back: at a
 * constant ratio as much comes back as goes. */
static void grants_to_who_will_not_build_lie_idle_until_taken_back(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "grid.speculative_ratio=2.0",
                                      "grid.speculative_stay_months=12",
                                      "grid.speculative_hold_months=6"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = with_queue(&t, 12.0);
    double all = bo_supply_grants_mw_per_day(t.world, north, 0.0);
    double beside = 2.0 * bo_exp(-1.0), idle = all * beside / (1.0 + beside);
    bo_grid_open(t.world, north);
    assert_near(north->held_mw, idle * 6.0 * MONTH, 1e-9 * north->held_mw);
    assert_near(north->speculative_mw, 2.0 * all * 12.0 * MONTH * (1.0 - bo_exp(-1.0)),
                1e-9 * north->speculative_mw);
    double back = north->held_mw * (1.0 - bo_exp(-1.0 / 6.0)) / MONTH;
    bo_grid_close(t.world, north, 0.0);
    assert_near(north->grid.capacity, all - idle + back, 1e-12 * all);
    assert_true(back < idle && back > 0.9 * idle); /* a month's lies idle from its first day */
    north->held_mw = 0.0;
    bo_grid_close(t.world, north, 0.0);
    assert_true(north->grid.capacity < 0.7 * all);
    tiny_close(&t);
}

/* Whoever may not hold has no effect on who builds, and where nobody waits none is missed. */
static void idle_grants_need_a_queue_and_time_to_be_held(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "grid.speculative_ratio=2.0",
                                      "grid.speculative_stay_months=12"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = with_queue(&t, 12.0);
    double all = bo_supply_grants_mw_per_day(t.world, north, 0.0);
    bo_grid_open(t.world, north);
    bo_grid_close(t.world, north, 0.0);
    assert_near(north->grid.capacity, all, 1e-12 * all);
    tiny_close(&t);

    static const char *const held[] = {TINY_CERTAIN, "grid.speculative_ratio=2.0",
                                       "grid.speculative_stay_months=12",
                                       "grid.speculative_hold_months=6"};
    tiny_open(&t, sizeof held / sizeof held[0], held);
    north = with_queue(&t, 0.0);
    bo_grid_open(t.world, north);
    assert_true(north->held_mw == 0.0 && north->speculative_mw == 0.0);
    bo_grid_close(t.world, north, 0.0);
    assert_near(north->grid.capacity, bo_supply_grants_mw_per_day(t.world, north, 0.0), 1e-12);
    tiny_close(&t);
}

/* A queue of a year calls up 6 % a year, three months later: three closes change nothing, then each adds a twelfth. */
static void grants_grow_late_when_the_queue_is_long(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "grid.answer_per_year=0.06",
                                      "grid.answer_max_per_year=0.2", "grid.answer_delay_months=3"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = with_queue(&t, 12.0);
    double days = bo_fluid_queue_wait_days(&north->grid);
    double before = bo_supply_grants_mw_per_day(t.world, north, 0.0);
    for (int month = 0; month < 3; month++) {
        bo_grid_close(t.world, north, 0.0);
        with_queue(&t, 12.0);
        assert_near(north->grid_ratio, 1.0, 0.0);
        t.world->month++;
    }
    bo_grid_close(t.world, north, 0.0);
    double growth = 0.06 * days / BO_DAYS_PER_YEAR / 12.0;
    assert_near(north->grid_ratio, bo_exp(growth), 1e-12);
    assert_near(bo_supply_grants_mw_per_day(t.world, north, 0.0) / before, bo_exp(growth), 1e-12);
    tiny_close(&t);
}

/* Boards see that a region that can go around is no slower than its turbines. */
static void boards_count_with_the_way_around(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, AROUND, "construction.equipment_binds=false"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = with_queue(&t, 40.0);
    assert_near(bo_grid_quote_days(t.world, north), 40.0 * MONTH, 1e-9);
    assert_near(bo_grid_power_days(t.world, north), (6.0 + 9.0) * MONTH, 1e-9);
    /* study 6, turbines 9, fit-out 4 */
    assert_near(bo_siting_time_to_power_days(t.world, TINY_NORTH) / MONTH, 21.0, 1e-6);
    tiny_close(&t);
}

/* A study of 6 months and a queue of 8 are more than the 12 that are borne: who decides at once orders generation at the
 * announcement, needs no study, and is told 9 months; who decides after the study finds a queue of 8 and waits. */
static void who_decides_early_counts_the_study_too(void **state)
{
    (void)state;
    static const char *const early[] = {TINY_CERTAIN, AROUND, "grid.on_site_early=true"},
                             *const late[] = {TINY_CERTAIN, AROUND};
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    struct tiny t;
    tiny_open(&t, sizeof early / sizeof early[0], early);
    struct bo_region *north = with_queue(&t, 8.0);
    double queue = bo_supply_grid_queue_mw(north);
    const struct bo_project *p = &t.world->project[bo_milestone_announce(t.world, &order)];
    assert_true(p->on_site);
    assert_near(p->on_site_day, 9.0 * MONTH, 1e-9);
    assert_near(p->planned.power, 9.0 * MONTH, 1e-9);
    assert_near(p->study_day, 0.0, 0.0);
    assert_near(bo_supply_grid_queue_mw(north), queue, 0.0);
    assert_near(bo_grid_power_days(t.world, north), 9.0 * MONTH, 1e-9);
    with_queue(&t, 5.0); /* eleven months in all */
    p = &t.world->project[bo_milestone_announce(t.world, &order)];
    assert_false(p->on_site);
    assert_near(bo_grid_power_days(t.world, north), 11.0 * MONTH, 1e-9);
    tiny_close(&t);
    tiny_open(&t, sizeof late / sizeof late[0], late);
    north = with_queue(&t, 8.0);
    uint32_t i = bo_milestone_announce(t.world, &order);
    assert_near(bo_grid_power_days(t.world, north), 14.0 * MONTH, 1e-9);
    bo_milestone_study(t.world, i, 0.0);
    assert_false(t.world->project[i].on_site);
    tiny_close(&t);
}

/* Of a quarter that can, as many of the rest again for each further wait: a quarter at a year, 7/16 at two. */
static void more_go_around_the_longer_the_wait(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, AROUND, "regions.North.on_site_frac=0.25",
                                      "grid.on_site_more_ratio=1.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    assert_near(bo_grid_around_frac(t.world, with_queue(&t, 11.9)), 0.0, 0.0);
    assert_near(bo_grid_around_frac(t.world, with_queue(&t, 12.0001)), 0.25, 1e-4);
    assert_near(bo_grid_around_frac(t.world, with_queue(&t, 24.0)), 0.4375, 1e-12);
    assert_near(bo_grid_around_frac(t.world, with_queue(&t, 1e6)), 1.0, 1e-2); /* 20 years */
    tiny_close(&t);
    static const char *const same[] = {TINY_CERTAIN, AROUND, "regions.North.on_site_frac=0.25"};
    tiny_open(&t, sizeof same / sizeof same[0], same);
    assert_near(bo_grid_around_frac(t.world, with_queue(&t, 24.0)), 0.25, 0.0);
    tiny_close(&t);
}

/* What nobody makes nobody waits for. */
static void nobody_goes_around_where_no_generation_is_made(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, AROUND, "grid.on_site_max_mw_per_year=0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = with_queue(&t, 24.0);
    assert_true(isinf(bo_grid_on_site_quote_days(t.world)));
    assert_near(bo_grid_around_frac(t.world, north), 0.0, 0.0);
    assert_near(bo_grid_power_days(t.world, north), (6.0 + 24.0) * MONTH, 1e-9);
    tiny_close(&t);
}

/* Makers deliver 120 MW a year: 40 MW ordered put four months on the next order's nine. */
static void makers_of_generation_have_a_book_too(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, AROUND, "grid.on_site_max_mw_per_year=120"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    struct bo_region *north = with_queue(&t, 20.0);
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t p = bo_milestone_announce(w, &order);
        assert_true(bo_grid_request(w, p, 0.0));
        assert_near(w->project[p].on_site_day / MONTH, i == 0 ? 9.0 : 13.0, 1e-9);
    }
    assert_near(bo_grid_on_site_quote_days(w) / MONTH, 17.0, 1e-9);
    bo_grid_close_makers(w, 0.0);
    assert_near(w->on_site_book_mw, 70.0, 1e-9);
    /* 8 months on top of 9 are sooner than 20 still; with 12 on top, nobody goes around. */
    assert_near(bo_grid_around_frac(w, north), 1.0, 0.0);
    w->on_site_book_mw = 120.0;
    assert_near(bo_grid_around_frac(w, north), 0.0, 0.0);
    assert_near(bo_grid_power_days(w, north), (6.0 + 20.0) * MONTH, 1e-9);
    tiny_close(&t);
}

/* What is quoted is not cut at what boards plan ahead, and is 20 years where nothing is granted. */
static void a_quote_is_as_long_as_the_queue(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "planning.horizon_max_years=4"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    assert_near(bo_grid_quote_days(t.world, with_queue(&t, 100.0)), 100.0 * MONTH, 1e-9);
    struct bo_region *north = with_queue(&t, 1.0);
    north->grid.capacity = 0.0;
    assert_near(bo_grid_quote_days(t.world, north), 20.0 * BO_DAYS_PER_YEAR, 1e-9);
    tiny_close(&t);
}

#define LANDLORDS                                                                     \
    "grid.landlord_grants_ratio=2.0", "colocation.bank_refill_ratio=0.5",             \
        "regions.North.colo_inventory_mw=500", "regions.North.colo_vacancy_frac=0.2", \
        "colocation.absorption_growth_per_year=0.1"

/* Grants grow by what landlords began at the start, twice: 10 % of 400 MW let, no land as no site was leased. */
static void landlords_need_grants_and_have_their_share_of_them(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, LANDLORDS}, *const off[] = {TINY_CERTAIN};
    struct tiny t;
    tiny_open(&t, sizeof off / sizeof off[0], off);
    double sites = bo_supply_grants_mw_per_day(t.world, &t.world->region[TINY_NORTH], 0.0);
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    order.owner = bo_world_landlord_party(t.world, TINY_NORTH);
    order.user = BO_NO_ROW;
    order.kind = BO_COLOCATION;
    uint32_t i = bo_milestone_announce(t.world, &order);
    bo_milestone_study(t.world, i, 0.0);
    assert_near(t.world->project[i].grid_day, 0.0, 0.0);
    tiny_close(&t);
    tiny_open(&t, sizeof set / sizeof set[0], set);
    double all = bo_supply_grants_mw_per_day(t.world, &t.world->region[TINY_NORTH], 0.0);
    assert_near((all - sites) * BO_DAYS_PER_YEAR, 2.0 * 0.1 * 400.0, 1e-9);
    struct bo_region *north = with_queue(&t, 10.0);
    i = bo_milestone_announce(t.world, &order);
    bo_milestone_study(t.world, i, 0.0);
    assert_true(isnan(t.world->project[i].grid_day));
    assert_near(bo_supply_grid_queue_mw(north), 10.0 * MONTH + 40.0, 1e-9);
    tiny_close(&t);
}

/* Of 120 MW a year that are leased 60 are prepared: 5 a month, which wait for the study of 6 months, then for the queue. */
static void land_is_prepared_when_the_grid_has_granted_its_power(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, LANDLORDS};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    struct bo_region *north = with_queue(&t, 10.0);
    north->bank_mw = 0.0;
    for (uint32_t m = 1; m <= 8; m++) {
        w->month++;
        north->leased_starts_mw = m == 1 ? 120.0 : 0.0;
        north->leased_starts_month_mw = m == 1 ? 10.0 : 0.0;
        bo_colocation_close(w, 0.0);
        assert_near(north->bank_mw, 0.0, 0.0);
        assert_int_equal(north->n_land_queued, m < 7 ? 0 : 1);
    }
    double day;
    assert_true(bo_fluid_queue_next(&north->grid, &day));
    assert_near(day, 10.0 * MONTH + 5.0, 1e-9);
    assert_int_equal(bo_fluid_queue_pop(&north->grid, day), BO_NO_ROW);
    bo_colocation_grant_land(north);
    assert_near(north->bank_mw, 5.0, 1e-9);
    tiny_close(&t);
}

/* A shell may stand for 3 months until there is power, which comes behind 40 months of others and its own 40 days. Ground is
 * broken at once when power comes sooner. */
static void ground_is_broken_when_power_is_in_sight(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "construction.power_wait_max_months=3"},
                             *const off[] = {TINY_CERTAIN};
    struct tiny t;
    struct bo_project_order order = tiny_order(TINY_ALPHA, 40.0);
    double again = 0.0;
    tiny_open(&t, sizeof off / sizeof off[0], off);
    with_queue(&t, 40.0);
    uint32_t i = bo_milestone_announce(t.world, &order);
    assert_false(bo_milestone_hold(t.world, i, 0.0, &again));
    double shell = t.world->shell_median_days;
    tiny_close(&t);
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    struct bo_region *north = with_queue(&t, 40.0);
    i = bo_milestone_announce(w, &order);
    struct bo_project *p = &w->project[i];
    assert_near(p->planned.ground, p->planned.power - shell - 3.0 * MONTH, 1e-9);
    bo_milestone_study(w, i, 0.0);
    assert_true(bo_milestone_hold(w, i, 0.0, &again));
    assert_near(bo_project_hold_days(w, p, 0.0), 37.0 * MONTH + 40.0 - shell, 1e-9);
    assert_near(again, fmin(0.5 * (37.0 * MONTH + 40.0 - shell), BO_DAYS_PER_YEAR), 1e-9);
    double due = 37.0 * MONTH + 40.0 - shell;
    bo_fluid_queue_advance(&north->grid, due - 1.0);
    assert_true(bo_milestone_hold(w, i, due - 1.0, &again));
    assert_near(again, due - 1.0 + MONTH, 1e-9);
    bo_fluid_queue_advance(&north->grid, due + 1.0);
    assert_false(bo_milestone_hold(w, i, due + 1.0, &again));
    p->held = true;
    bo_milestone_grid(w, i, due);
    assert_near(p->permit_day, due, 0.0);
    assert_int_equal(p->state, BO_WORKS);
    assert_mw_audited(w);
    order.prepared = true; /* it needs no turn: its power is there with the study */
    i = bo_milestone_announce(w, &order);
    p = &w->project[i];
    p->held = true;
    bo_milestone_study(w, i, due + 2.0);
    assert_near(p->permit_day, due + 2.0, 0.0);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_project_goes_around_a_long_queue),
        cmocka_unit_test(nobody_goes_around_a_short_queue_or_where_it_cannot),
        cmocka_unit_test(own_generation_has_its_price_and_its_emissions),
        cmocka_unit_test(a_stop_leaves_no_wait_to_tell),
        cmocka_unit_test(who_may_generate_may_change_with_the_date),
        cmocka_unit_test(take_or_pay_is_on_what_is_not_drawn),
        cmocka_unit_test(requests_that_are_not_meant_lengthen_the_quote_until_they_drop_out),
        cmocka_unit_test(grants_to_who_will_not_build_lie_idle_until_taken_back),
        cmocka_unit_test(idle_grants_need_a_queue_and_time_to_be_held),
        cmocka_unit_test(grants_grow_late_when_the_queue_is_long),
        cmocka_unit_test(boards_count_with_the_way_around),
        cmocka_unit_test(who_decides_early_counts_the_study_too),
        cmocka_unit_test(more_go_around_the_longer_the_wait),
        cmocka_unit_test(nobody_goes_around_where_no_generation_is_made),
        cmocka_unit_test(makers_of_generation_have_a_book_too),
        cmocka_unit_test(a_quote_is_as_long_as_the_queue),
        cmocka_unit_test(landlords_need_grants_and_have_their_share_of_them),
        cmocka_unit_test(land_is_prepared_when_the_grid_has_granted_its_power),
        cmocka_unit_test(ground_is_broken_when_power_is_in_sight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
