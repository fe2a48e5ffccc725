/* The landlords' market: vacancy moves rent, rent moves absorption, absorption moves building. */
#include "tiny_project.h"

#include "buildout/base/num.h"
#include "buildout/model/colocation.h"

/* North: 500 MW at 150 USD/kW-month, a twentieth of them empty; the natural vacancy is 0.08. */

static void vacancy_is_what_is_not_let(void **state)
{
    (void)state;
    struct bo_region region = {.colo_inventory_mw = 200.0, .colo_leased_mw = 150.0};
    assert_near(bo_colocation_vacancy(&region), 0.25, 1e-15);
    struct bo_region none = {.colo_inventory_mw = 0.0};
    assert_near(bo_colocation_vacancy(&none), 0.0, 0.0);
}

static void without_answers_and_absorption_nothing_moves(void **state)
{
    (void)state;
    struct tiny t;
    tiny_open_certain(&t);
    uint32_t n = t.world->n_projects;
    bo_colocation_close(t.world, 31.0);
    const struct bo_region *north = &t.world->region[TINY_NORTH];
    assert_near(north->rent_usd_per_kw_month, 150.0, 1e-14);
    assert_near(north->colo_leased_mw, 475.0, 1e-14);
    assert_int_equal(t.world->n_projects, n);
    assert_near(t.world->mean_rent_usd_per_kw_month, (150.0 * 500.0 + 120.0 * 200.0) / 700.0,
                1e-14);
    tiny_close(&t);
}

/* 0.6 a year where nothing is empty, three eighths of it at a vacancy of 0.05 where 0.08 is natural, and 0.03 of cost: a
 * month has a twelfth of it. In the South vacancy is above the natural one, and rent falls. */
static void rent_answers_vacancy(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "colocation.rent_answer_per_year=0.6",
                                      "colocation.rent_cost_drift_per_year=0.03"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    bo_colocation_close(t.world, 31.0);
    assert_near(t.world->region[TINY_NORTH].rent_usd_per_kw_month,
                150.0 * bo_exp((0.6 * 0.375 + 0.03) / 12.0), 1e-14);
    assert_near(t.world->region[TINY_SOUTH].rent_usd_per_kw_month,
                120.0 * bo_exp((0.6 * bo_log(0.8) + 0.03) / 12.0), 1e-14);
    assert_true(t.world->region[TINY_SOUTH].rent_usd_per_kw_month < 120.0);
    tiny_close(&t);
}

#define DEARER \
    "finance.base_rate_per_year={points=((\"2022-01\",0.04),(\"2022-02\",0.1));shape=\"step\";}"

/* A rate of 10 % and a life of 20 years against 4 %: a hall costs its owner 0.15 a year, not 0.09. Half of it passes, as terms of
 * a year end; where the rate stands or nothing passes, rents stand. */
static void rent_follows_what_a_hall_costs_its_owner(void **state)
{
    (void)state;
    static const char *const set[][2] = {
        {"colocation.rent_capital_frac=0.5", DEARER},
        {"colocation.rent_capital_frac=0.0", DEARER},
        {"colocation.rent_capital_frac=0.5", "finance.base_rate_per_year=0.04"}};
    double passed[] = {0.5 * bo_log(0.15 / 0.09), 0.0, 0.0};
    for (int i = 0; i < 3; i++) {
        const char *all[] = {TINY_CERTAIN, set[i][0], set[i][1]};
        struct tiny t;
        tiny_open(&t, sizeof all / sizeof all[0], all);
        const struct bo_region *north = &t.world->region[TINY_NORTH];
        bo_colocation_close(t.world, 31.0);
        double first = passed[i] * (1.0 - bo_exp(-1.0 / 12.0));
        assert_near(north->rent_usd_per_kw_month, 150.0 * bo_exp(first), 1e-13);
        for (int month = 2; month <= 240; month++) {
            t.world->region[TINY_NORTH].colo_building_mw = 1e6; /* nothing more is begun */
            bo_colocation_close(t.world, 31.0);
        }
        assert_near(north->rent_usd_per_kw_month, 150.0 * bo_exp(passed[i]), 1e-8);
        tiny_close(&t);
    }
}

/* 12 % a year are 1 % a month: 475 MW become 479.75. */
static void others_absorb_at_their_growth(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "colocation.absorption_growth_per_year=0.12"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    bo_colocation_close(t.world, 31.0);
    assert_near(t.world->region[TINY_NORTH].colo_leased_mw, 479.75, 1e-13);
    tiny_close(&t);
}

/* At twice the rent and an elasticity of one tenants want half of 479.75 MW; their terms are a year, so a month is a
 * twelfth of the time constant. */
static void dear_rent_drives_tenants_out_as_their_terms_end(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "colocation.absorption_growth_per_year=0.12",
                                      "colocation.rent_elasticity=1.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    t.world->region[TINY_NORTH].rent_usd_per_kw_month = 300.0;
    bo_colocation_close(t.world, 31.0);
    assert_near(t.world->region[TINY_NORTH].colo_leased_mw,
                239.875 + (475.0 - 239.875) * bo_exp(-1.0 / 12.0), 1e-13);
    tiny_close(&t);
}

/* 500 MW are never let to the last fifth of a percent. */
static void no_market_is_ever_full(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "colocation.absorption_growth_per_year=3.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = &t.world->region[TINY_NORTH];
    for (int month = 1; month <= 6; month++) {
        bo_colocation_close(t.world, 31.0 * month);
    }
    assert_near(north->colo_leased_mw, 499.0, 1e-13);
    assert_near(bo_colocation_vacancy(north), 0.002, 1e-13);
    tiny_close(&t);
}

static uint32_t begun_when_rent_is_dear(const char *belief)
{
    const char *set[] = {TINY_CERTAIN, "colocation.rent_elasticity=1.0", "colocation.block_mw=5.0",
                         belief};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    uint32_t n = t.world->n_projects;
    t.world->region[TINY_NORTH].rent_usd_per_kw_month = 300.0;
    for (int month = 1; month <= 6; month++) {
        bo_colocation_close(t.world, 31.0 * month);
    }
    n = t.world->n_projects - n;
    tiny_close(&t);
    return n;
}

static uint32_t begun_at_rate(const char *rate, const char *passes)
{
    const char *set[] = {TINY_CERTAIN,
                         "colocation.rent_elasticity=1.0",
                         "colocation.rent_belief_frac=1.0",
                         "colocation.block_mw=1.0",
                         "colocation.absorption_growth_per_year=0.2",
                         rate,
                         passes};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    uint32_t n = t.world->n_projects;
    for (int month = 1; month <= 12; month++) {
        bo_colocation_close(t.world, 30.0 * month);
    }
    n = t.world->n_projects - n;
    tiny_close(&t);
    return n;
}

/* Whoever weighs rents against a hall of their own wants more when that is dearer: nobody builds for them at a rent that
 * does not pay for it, but for those who fill what stands empty meanwhile. */
static void dear_building_makes_landlords_build_no_more(void **state)
{
    (void)state;
    const char *as_it_was = "construction.cost_index=1.0",
               *doubled = "construction.cost_index={ points = ( (\"2022-01\", 1.0), (\"2022-02\", "
                          "2.0) ); shape = \"step\"; }",
               *none = "colocation.rent_capital_frac=0.0";
    uint32_t usual = begun_at_rate(as_it_was, none);
    assert_true(usual > 0);
    assert_true(20 * begun_at_rate(doubled, none) <= 21 * usual);
}

/* Dear money keeps tenants away whom landlords do not wait for, though they believe in all whom a rent above cost keeps away. */
static void dear_money_makes_landlords_build_less(void **state)
{
    (void)state;
    const char *cheap = "finance.base_rate_per_year=0.04",
               *passes = "colocation.rent_capital_frac=0.5",
               *none = "colocation.rent_capital_frac=0.0";
    assert_true(begun_at_rate(DEARER, passes) < begun_at_rate(cheap, passes));
    assert_int_equal(begun_at_rate(DEARER, none), begun_at_rate(cheap, none));
    assert_int_equal(begun_at_rate(cheap, passes), begun_at_rate(cheap, none));
}

/* At twice the rent half of the tenants stay away: landlords who build for those who ask begin nothing, those who know
 * of the others build for them. */
static void rent_above_cost_makes_landlords_build(void **state)
{
    (void)state;
    assert_int_equal(begun_when_rent_is_dear("colocation.rent_belief_frac=0.0"), 0);
    assert_true(begun_when_rent_is_dear("colocation.rent_belief_frac=1.0") > 0);
}

static void landlords_build_blocks_for_what_they_expect(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "colocation.absorption_growth_per_year=0.3"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_world *w = t.world;
    uint32_t n = w->n_projects;
    for (int month = 1; month <= 6; month++) {
        bo_colocation_close(w, 31.0 * month);
    }
    uint32_t begun = 0;
    for (uint32_t i = n; i < w->n_projects; i++) {
        const struct bo_project *p = &w->project[i];
        assert_int_equal(p->kind, BO_COLOCATION);
        assert_int_equal(p->user, BO_NO_ROW);
        assert_int_equal(p->owner, bo_world_landlord_party(w, p->region));
        assert_near(p->mw, 20.0, 0.0);
        begun += p->region == TINY_NORTH;
    }
    assert_true(begun > 0);
    assert_true(w->region[TINY_NORTH].colo_wanted_mw < 20.0); /* what is left is not yet a block */
    assert_mw_audited(w);
    tiny_close(&t);
}

/* 120 MW a year of leased starts, ratio one: ten MW of land a month. */
static void prepared_land_is_refilled_by_leased_starts(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "colocation.bank_years=2.0",
                                      "colocation.bank_refill_ratio=1.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = &t.world->region[TINY_NORTH];
    north->leased_starts_mw = 120.0;
    north->bank_mw = 100.0;
    north->leased_starts_month_mw = 10.0; /* 120 a year: as before */
    bo_colocation_close(t.world, 31.0);
    assert_near(north->leased_starts_mw, 120.0, 1e-13);
    assert_near(north->bank_mw, 110.0, 1e-13);
    assert_near(north->leased_starts_month_mw, 0.0, 0.0);
    tiny_close(&t);
}

/* Two years of 120 MW a year. */
static void land_is_prepared_for_some_years_at_the_start(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "colocation.bank_years=2.0"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = &t.world->region[TINY_NORTH];
    north->leased_starts_mw = 120.0;
    bo_colocation_open_bank(t.world);
    assert_near(north->bank_mw, 240.0, 1e-12);
    tiny_close(&t);
}

/* Rent in the North has doubled and stands in the South: a tenth a year per log of what is dearer than the mean of both, by
 * what is wanted, goes south, and none of it is lost. Where tenants have to stay they do. */
static void tenants_move_to_where_rent_has_risen_less(void **state)
{
    (void)state;
    static const char *const set[] = {TINY_CERTAIN, "colocation.move_per_year=0.12"};
    struct tiny t;
    tiny_open(&t, sizeof set / sizeof set[0], set);
    struct bo_region *north = &t.world->region[TINY_NORTH], *south = &t.world->region[TINY_SOUTH];
    double n = north->colo_trend_mw, s = south->colo_trend_mw;
    north->rent_usd_per_kw_month *= 2.0;
    bo_colocation_close(t.world, 0.0);
    double dearer = bo_log(2.0) * (1.0 - n / (n + s));
    assert_near(north->colo_trend_mw, n * (1.0 - 0.01 * dearer), 1e-9);
    assert_near(north->colo_trend_mw + south->colo_trend_mw, n + s, 1e-9);
    tiny_close(&t);
    static const char *const stay[] = {TINY_CERTAIN, "colocation.move_per_year=0.12",
                                       "regions.North.colo_move_frac=0.0"};
    tiny_open(&t, sizeof stay / sizeof stay[0], stay);
    t.world->region[TINY_NORTH].rent_usd_per_kw_month *= 2.0;
    bo_colocation_close(t.world, 0.0);
    assert_near(t.world->region[TINY_NORTH].colo_trend_mw, n, 1e-12);
    assert_near(t.world->region[TINY_SOUTH].colo_trend_mw, s, 1e-12);
    tiny_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vacancy_is_what_is_not_let),
        cmocka_unit_test(without_answers_and_absorption_nothing_moves),
        cmocka_unit_test(rent_answers_vacancy),
        cmocka_unit_test(others_absorb_at_their_growth),
        cmocka_unit_test(dear_rent_drives_tenants_out_as_their_terms_end),
        cmocka_unit_test(no_market_is_ever_full),
        cmocka_unit_test(rent_above_cost_makes_landlords_build),
        cmocka_unit_test(rent_follows_what_a_hall_costs_its_owner),
        cmocka_unit_test(dear_building_makes_landlords_build_no_more),
        cmocka_unit_test(dear_money_makes_landlords_build_less),
        cmocka_unit_test(tenants_move_to_where_rent_has_risen_less),
        cmocka_unit_test(landlords_build_blocks_for_what_they_expect),
        cmocka_unit_test(prepared_land_is_refilled_by_leased_starts),
        cmocka_unit_test(land_is_prepared_for_some_years_at_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
