/* Chips that continue a vendor's line: numbers worked by hand. */
#include "near.h"

#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/chip.h"
#include "buildout/model/roadmap.h"

enum { FIRST, SECOND, THIRD, N };

struct line {
    struct bo_param param;
    struct bo_chip chip[N];
    struct bo_vendor_param vendor;
    struct bo_chip_market_param market;
};

static struct bo_chip unknown_chip(const char *key, int32_t launch_day, uint32_t continues)
{
    return (struct bo_chip){.entry = {key, key, 0},
                            .vendor = "Leader",
                            .launch_day = launch_day,
                            .end_of_sale_day = BO_NEVER,
                            .announced_day = BO_NEVER,
                            .designed_for = BO_NO_ROW,
                            .replaces = BO_NO_ROW,
                            .continues = continues,
                            .tpp = BO_NAN,
                            .die_area_mm2 = BO_NAN,
                            .performance_density = BO_NAN,
                            .interconnect_gb_per_s = BO_NAN,
                            .memory_bandwidth_gb_per_s = BO_NAN,
                            .hbm_gb = BO_NAN,
                            .dense_16_bit_tflops = BO_NAN,
                            .dense_8_bit_tops = BO_NAN,
                            .power_mw = BO_NAN,
                            .price_usd = BO_NAN,
                            .price_day = BO_NEVER,
                            .slots = BO_NAN};
}

/* A generation in four years, 1,461 days; compute doubles from one to the next. */
static void make(struct line *l)
{
    static const char *const key[] = {"A", "B", "C"};
    memset(l, 0, sizeof *l);
    for (uint32_t i = 0; i < N; i++) {
        l->chip[i] =
            unknown_chip(key[i], (int32_t)(4.0 * i * BO_DAYS_PER_YEAR), i > 0 ? i - 1 : BO_NO_ROW);
    }
    l->chip[FIRST].tpp = 1000.0;
    l->chip[FIRST].price_usd = 10000.0;
    l->chip[FIRST].hbm_gb = 80.0;
    l->chip[FIRST].die_area_mm2 = 800.0;
    l->market.roadmap.compute_per_year = bo_log(2.0) / 4.0;
    l->market.roadmap.memory_per_year = bo_log(3.0) / 4.0;
    l->market.roadmap.slots_per_year = bo_log(1.5) / 4.0;
    l->market.roadmap.overlap_days = 100.0;
    l->vendor = (struct bo_vendor_param){.entry = {"Leader", "Leader", 0}, .roadmap_ratio = 1.0};
    l->param.chip = l->chip;
    l->param.vendor = &l->vendor;
    l->param.chip_market = &l->market;
    l->param.n[BO_TABLE_CHIPS] = N;
    l->param.n[BO_TABLE_VENDORS] = l->param.n[BO_TABLE_CHIP_MARKET] = 1;
}

/* 10,000 a year after the launch, when prices fall to half in a year: 20,000 at the launch, and so at the next one's. */
static void prices_grow_from_that_at_the_launch(void **state)
{
    struct line l;
    (void)state;
    make(&l);
    l.market.price_drift_per_year = -bo_log(2.0);
    l.chip[FIRST].price_day = (int32_t)BO_DAYS_PER_YEAR;
    l.chip[SECOND].price_day = l.chip[THIRD].price_day = BO_NEVER;
    bo_roadmap_fill(&l.param);
    assert_near(l.chip[SECOND].price_usd, 20000.0, 1e-3);
    assert_near(l.chip[FIRST].price_usd, 10000.0, 0.0);
}

static void what_is_unknown_grows_from_the_chip_that_states_it(void **state)
{
    struct line l;
    (void)state;
    make(&l);
    l.chip[SECOND].hbm_gb = 100.0; /* stated: the third goes on from here */
    bo_roadmap_fill(&l.param);
    assert_near(l.chip[SECOND].tpp, 2000.0, 1e-12);
    assert_near(l.chip[THIRD].tpp, 4000.0, 1e-12);
    assert_near(l.chip[SECOND].hbm_gb, 100.0, 0.0);
    assert_near(l.chip[THIRD].hbm_gb, 300.0, 1e-12);
    assert_near(l.chip[THIRD].price_usd, 10000.0, 1e-12); /* no growth of prices */
    assert_true(isnan(l.chip[THIRD].power_mw));           /* nobody in its line says it */
}

/* A package of 1 slot and 800 mm2 becomes one of 2.25 and 1,800, so density grows by 4 over 2.25. */
static void a_larger_package_takes_more_slots_and_area(void **state)
{
    struct line l;
    (void)state;
    make(&l);
    bo_roadmap_fill(&l.param);
    assert_near(l.chip[FIRST].slots, 1.0, 0.0);
    assert_near(l.chip[THIRD].slots, 2.25, 1e-12);
    assert_near(bo_chip_quantity(&l.chip[THIRD], BO_CHIP_PERFORMANCE_DENSITY), 4000.0 / 1800.0,
                1e-12);
}

/* Half the pace: a factor of sqrt(2) a generation. */
static void a_vendor_has_its_own_pace(void **state)
{
    struct line l;
    (void)state;
    make(&l);
    l.vendor.roadmap_ratio = 0.5;
    bo_roadmap_fill(&l.param);
    assert_near(l.chip[THIRD].tpp, 2000.0, 1e-12);
}

/* Two months late: numbers are those of the announced day, and the one before is sold on until 100 days later. */
static void who_comes_late_is_no_better_and_ends_the_sale_of_the_one_before(void **state)
{
    struct line l;
    (void)state;
    make(&l);
    int32_t due = l.chip[SECOND].launch_day;
    l.market.roadmap.slip_days = 60.0;
    bo_roadmap_fill(&l.param);
    assert_int_equal(l.chip[SECOND].launch_day, due + 60);
    assert_near(l.chip[SECOND].tpp, 2000.0, 1e-12);
    assert_int_equal(l.chip[FIRST].end_of_sale_day, due + 160);
    assert_int_equal(l.chip[THIRD].end_of_sale_day, BO_NEVER);
    l.market.roadmap.slip_days = 10.0; /* drawn anew: nothing is left of the first draw */
    l.market.roadmap.compute_per_year = 0.0;
    bo_roadmap_fill(&l.param);
    assert_int_equal(l.chip[SECOND].launch_day, due + 10);
    assert_int_equal(l.chip[FIRST].end_of_sale_day, due + 110);
    assert_near(l.chip[THIRD].tpp, 1000.0, 1e-12);
}

static void the_one_before_is_sold_until_the_next_or_for_ever(void **state)
{
    struct line l;
    (void)state;
    make(&l);
    l.market.roadmap.overlap_days = 0.0;
    bo_roadmap_fill(&l.param);
    assert_int_equal(l.chip[FIRST].end_of_sale_day, l.chip[SECOND].launch_day);
    make(&l);
    l.market.roadmap.overlap_days = (double)INFINITY;
    bo_roadmap_fill(&l.param);
    assert_int_equal(l.chip[FIRST].end_of_sale_day, BO_NEVER);
}

static void an_end_of_sale_that_is_stated_stays(void **state)
{
    struct line l;
    (void)state;
    make(&l);
    l.chip[FIRST].end_of_sale_day = 50;
    bo_roadmap_fill(&l.param);
    assert_int_equal(l.chip[FIRST].end_of_sale_day, 50);
}

/* Without a market nothing grows, slips or ends; what nobody down the line says stays unknown. */
static void without_a_market_a_line_stands_still(void **state)
{
    struct line l;
    (void)state;
    make(&l);
    l.param.n[BO_TABLE_CHIP_MARKET] = 0;
    int32_t due = l.chip[SECOND].launch_day;
    bo_roadmap_fill(&l.param);
    assert_near(l.chip[THIRD].tpp, 1000.0, 0.0);
    assert_int_equal(l.chip[SECOND].launch_day, due);
    assert_int_equal(l.chip[FIRST].end_of_sale_day, BO_NEVER);
    assert_true(isnan(l.chip[THIRD].interconnect_gb_per_s));
}

/* Two chips take the place of one: it is sold until the first of them is there. */
static void the_first_of_two_that_follow_ends_the_sale(void **state)
{
    struct line l;
    (void)state;
    make(&l);
    l.chip[THIRD].continues = FIRST;
    bo_roadmap_fill(&l.param);
    assert_int_equal(l.chip[FIRST].end_of_sale_day, l.chip[SECOND].launch_day + 100);
    make(&l);
    l.chip[THIRD].continues = FIRST;
    l.chip[THIRD].launch_day =
        l.chip[SECOND].launch_day - 50; /* the later row is the earlier chip */
    bo_roadmap_fill(&l.param);
    assert_int_equal(l.chip[FIRST].end_of_sale_day, l.chip[THIRD].launch_day + 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prices_grow_from_that_at_the_launch),
        cmocka_unit_test(what_is_unknown_grows_from_the_chip_that_states_it),
        cmocka_unit_test(a_larger_package_takes_more_slots_and_area),
        cmocka_unit_test(a_vendor_has_its_own_pace),
        cmocka_unit_test(who_comes_late_is_no_better_and_ends_the_sale_of_the_one_before),
        cmocka_unit_test(the_one_before_is_sold_until_the_next_or_for_ever),
        cmocka_unit_test(an_end_of_sale_that_is_stated_stays),
        cmocka_unit_test(without_a_market_a_line_stands_still),
        cmocka_unit_test(the_first_of_two_that_follow_ends_the_sale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
