/* The scenarios that ship are read without a complaint, and their numbers fit each other. */
#include <math.h>
#include <string.h>

#include "near.h"

#include "buildout/base/arena.h"
#include "buildout/base/calendar.h"
#include "buildout/model/ai.h"
#include "buildout/model/chip.h"
#include "buildout/model/observation.h"
#include "buildout/model/path.h"
#include "buildout/scenario/scenario.h"

#define ARENA_BYTES ((size_t)1 << 30)
#define BN 1e9

struct fixture {
    struct bo_arena *arena;
    const struct bo_scenario *baseline;
};

static const struct bo_scenario *read_scenario(struct bo_arena *arena, const char *file)
{
    static struct bo_policy_name names[BO_N_OBSERVATIONS];
    static struct bo_diag diag;
    for (int i = 0; i < BO_N_OBSERVATIONS; i++) {
        names[i].name = bo_observation_names[i].name;
        names[i].meaning = bo_observation_names[i].meaning;
        names[i].probe = bo_observation_names[i].probe;
    }
    struct bo_read_options options = {.names = names, .n_names = BO_N_OBSERVATIONS};
    const struct bo_scenario *scenario = NULL;
    memset(&diag, 0, sizeof diag);
    if (bo_scenario_read(file, &options, arena, &scenario, &diag) != BO_OK) {
        fail_msg("%s: %s", file, diag.n > 0 ? diag.message[0] : "rejected without a word");
    }
    assert_int_equal(diag.n_total, 0);
    return scenario;
}

static int open_baseline(void **state)
{
    static struct fixture fixture;
    struct bo_err err;
    if (bo_arena_create(ARENA_BYTES, false, &fixture.arena, &err) != BO_OK) {
        return -1;
    }
    fixture.baseline = read_scenario(fixture.arena, "scenarios/baseline.cfg");
    *state = &fixture;
    return 0;
}

static int close_baseline(void **state)
{
    struct fixture *fixture = *state;
    bo_arena_free(fixture->arena);
    return 0;
}

static const struct bo_company_param *company(const struct bo_scenario *scenario, const char *key)
{
    for (uint32_t i = 0; i < scenario->param.n[BO_TABLE_COMPANIES]; i++) {
        if (strcmp(scenario->param.company[i].entry.key, key) == 0) {
            return &scenario->param.company[i];
        }
    }
    fail_msg("there is no %s", key);
    return NULL;
}

static void every_scenario_that_ships_is_read_silently(void **state)
{
    struct fixture *fixture = *state;
    assert_non_null(read_scenario(fixture->arena, "scenarios/slow_grid.cfg"));
    assert_non_null(read_scenario(fixture->arena, "scenarios/all_in.cfg"));
    assert_non_null(read_scenario(fixture->arena, "scenarios/wait_and_follow.cfg"));
    assert_non_null(read_scenario(fixture->arena, "scenarios/baseline_2024.cfg"));
    assert_non_null(read_scenario(fixture->arena, "scenarios/baseline_2025.cfg"));
    assert_non_null(read_scenario(fixture->arena, "scenarios/my_company.cfg"));
}

/* A what-if is compared draw by draw, so it must have the uncertain inputs of the baseline. */
static void what_ifs_keep_the_uncertain_inputs_of_the_baseline(void **state)
{
    struct fixture *fixture = *state;
    const char *file[] = {"scenarios/slow_grid.cfg", "scenarios/all_in.cfg"};
    for (int k = 0; k < 2; k++) {
        const struct bo_scenario *other = read_scenario(fixture->arena, file[k]);
        assert_int_equal(other->n_uncertain, fixture->baseline->n_uncertain);
        for (uint32_t i = 0; i < other->n_uncertain; i++) {
            assert_string_equal(other->uncertain[i].path, fixture->baseline->uncertain[i].path);
        }
    }
}

/* What opens: sites, MW and the part of them that is owned. */
struct estate {
    double sites, mw, owned_frac;
};

static struct estate estate_of(const struct bo_param *param)
{
    struct estate e = {.sites = 0.0};
    double owned = 0.0;
    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++) {
        const struct bo_company_param *c = &param->company[i];
        e.mw += c->it_mw;
        e.sites += c->sites;
        owned += c->it_mw * c->own_frac;
        double share = 0.0;
        for (uint32_t r = 0; r < c->region_share.n; r++) {
            share += c->region_share.value[r];
        }
        assert_near(share, 1.0, 0.0015);
    }
    e.owned_frac = owned / e.mw;
    return e;
}

/* Synergy: 728 sites and about 24,500 MW on 2022-01-01; companies outside its count add 5 MW. */
static void the_fleets_add_up_to_the_world(void **state)
{
    struct estate e = estate_of(&((struct fixture *)*state)->baseline->param);
    assert_near(e.sites, 728.0, 1e-9);
    assert_near(e.mw, 24500.0, 1e-3);
    assert_near(e.owned_frac, 0.5, 0.05); /* Synergy: half by MW */
}

/* Synergy: 992 sites at end 2023 and 1,136 at end 2024, so 1,064 between, and half a year of 140 on 1,206. Outside its
 * count xAI has 1 and 2, DeepSeek 1. 24.5 GW and 20 % a year: 38.6 and 46.4 GW; the rows sum to 38.8 and 47.7. */
static void the_later_openings_add_up_to_the_world(void **state)
{
    struct fixture *fixture = *state;
    struct estate e =
        estate_of(&read_scenario(fixture->arena, "scenarios/baseline_2024.cfg")->param);
    assert_near(e.sites, 1064.0 + 2.0, 1e-9);
    assert_near(e.mw, 38600.0, 0.03);
    assert_near(e.owned_frac, 0.5, 0.05);
    e = estate_of(&read_scenario(fixture->arena, "scenarios/baseline_2025.cfg")->param);
    assert_near(e.sites, 1206.0 + 3.0, 1e-9);
    assert_near(e.mw, 46400.0, 0.03);
    assert_near(e.owned_frac, 0.5, 0.05);
}

static void clouds_grow_without_what_ai_brought(void **state)
{
    const struct bo_scenario *baseline = ((struct fixture *)*state)->baseline;
    const struct bo_company_param *microsoft = company(baseline, "Microsoft");
    assert_near(bo_path_at(&microsoft->cloud_ai_growth_per_year, bo_day_of(2024, 5, 15)), 0.08,
                1e-9);
    for (uint32_t i = 0; i < baseline->param.n[BO_TABLE_COMPANIES]; i++) {
        const struct bo_company_param *c = &baseline->param.company[i];
        for (int32_t year = 2022; year <= 2034; year++) {
            double day = bo_day_of(year, 1, 1);
            double ai = bo_path_at(&c->cloud_ai_growth_per_year, day);
            assert_true(ai >= 0.0 && ai <= bo_path_at(&c->cloud_growth_per_year, day) + 0.051);
        }
    }
}

/* Sums of the four quarters around the opening, by hand: Microsoft 45.32 + 51.73 + 49.36 + 51.87 less 16.96 + 18.33 +
 * 19.05 + 20.91; Amazon's cloud 16.11 + 17.78 + 18.441 + 19.739; Meta's cash flow 14.09 + 18.1 + 14.08 + 12.2. */
static void flows_are_those_of_the_year_around_the_opening(void **state)
{
    const struct bo_scenario *baseline = ((struct fixture *)*state)->baseline;
    assert_near(company(baseline, "Microsoft")->core_revenue_usd_per_year, 123.03 * BN, 1e-3);
    assert_near(company(baseline, "Amazon")->cloud_revenue_usd_per_year, 72.07 * BN, 1e-9);
    assert_near(company(baseline, "Meta")->operating_cash_flow_usd_per_year, 58.47 * BN, 1e-9);
}

/* Margins of an opening are those of its day, with what was gained before it. */
static void no_margin_is_gained_before_the_start(void **state)
{
    static const char *const file[] = {"scenarios/baseline.cfg", "scenarios/baseline_2024.cfg",
                                       "scenarios/baseline_2025.cfg"};
    struct fixture *fixture = *state;
    for (size_t k = 0; k < sizeof file / sizeof *file; k++) {
        const struct bo_param *param = &read_scenario(fixture->arena, file[k])->param;
        for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++) {
            const struct bo_company_param *c = &param->company[i];
            double gain = bo_path_at(&c->margin_gain_frac, (double)param->time->start_day);
            assert_false(fabs(gain) > 0.0);
        }
    }
}

/* 180 bn renminbi at 6.36 a dollar, the mean of the rates of mid December and mid January: 28.3 bn dollars. */
static void renminbi_are_converted_at_the_rate_of_the_opening(void **state)
{
    const struct bo_scenario *baseline = ((struct fixture *)*state)->baseline;
    assert_near(company(baseline, "Baidu")->cash_usd, 28.3 * BN, 3e-3);
}

static double opening_chips(const struct bo_param *param, const char *chip, bool of_builders)
{
    double sum = 0.0;
    for (uint32_t b = 0; b < param->n[BO_TABLE_CHIP_BUYERS]; b++) {
        const struct bo_chip_buyer_param *p = &param->chip_buyer[b];
        bool builds = p->company != BO_NO_ROW && param->company[p->company].it_mw > 0.0;
        for (uint32_t k = 0; k < p->opening_chips.n && builds == of_builders; k++) {
            bool is_it = strcmp(param->chip[k].entry.key, chip) == 0;
            sum += is_it ? p->opening_chips.value[k] : 0.0;
        }
    }
    return sum;
}

/* opening.csv: Microsoft 60, Alphabet 30, Amazon 30, Meta 40, Oracle 5, Apple 2, CoreWeave 1.5, others 40, Alibaba 32, Tencent
 * 25, Baidu 15, ByteDance 15, Huawei 10 thousand; DeepSeek 10 and Zhipu 1 without halls of their own. */
static void opening_fleets_are_those_of_the_data(void **state)
{
    const struct bo_param *param = &((struct fixture *)*state)->baseline->param;
    assert_near(opening_chips(param, "A100_SXM4_80GB", true), 305500.0, 1e-9);
    assert_near(opening_chips(param, "TPU_v4", true), 108000.0, 1e-9);
    /* of all cards a third are others', 11,000 of them laboratories' */
    double others = opening_chips(param, "A100_SXM4_80GB", false);
    assert_near(others - 11000.0, 155000.0, 1e-9);
}

/* World's sales to others than the companies, at the middle of 2023, ordered a quarter before: NVIDIA's 10.32 bn a quarter x 4 x 1.7, of which the
 * companies' purchases and China's leave a quarter. */
static void buyers_beside_the_companies_spend_what_these_do_not(void **state)
{
    const struct bo_param *param = &((struct fixture *)*state)->baseline->param;
    double sum = 0.0;
    for (uint32_t b = 0; b < param->n[BO_TABLE_CHIP_BUYERS]; b++) {
        const struct bo_chip_buyer_param *p = &param->chip_buyer[b];
        bool world = p->company == BO_NO_ROW && p->market == BO_MARKET_WORLD;
        sum += world ? bo_path_at(&p->budget_usd_per_year, bo_day_of(2023, 4, 1)) : 0.0;
    }
    assert_near(sum, 10.32 * 4.0 * 1.7 * 0.25 * BN, 0.1);
}

static void slow_grid_halves_the_grants_of_northern_virginia_from_2025(void **state)
{
    struct fixture *fixture = *state;
    const struct bo_scenario *slow = read_scenario(fixture->arena, "scenarios/slow_grid.cfg");
    int32_t before = bo_day_of(2024, 12, 30), after = bo_day_of(2025, 1, 1);
    for (uint32_t i = 0; i < slow->param.n[BO_TABLE_REGIONS]; i++) {
        const struct bo_region_param *a = &fixture->baseline->param.region[i];
        const struct bo_region_param *b = &slow->param.region[i];
        bool here = strcmp(a->entry.key, "NorthernVirginia") == 0;
        double base = bo_path_at(&a->grid_grants_mw_per_year, after);
        assert_near(bo_path_at(&b->grid_grants_mw_per_year, before),
                    bo_path_at(&a->grid_grants_mw_per_year, before), 1e-3);
        assert_near(bo_path_at(&b->grid_grants_mw_per_year, after), here ? base / 2.0 : base, 1e-3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scenario_that_ships_is_read_silently),
        cmocka_unit_test(opening_fleets_are_those_of_the_data),
        cmocka_unit_test(buyers_beside_the_companies_spend_what_these_do_not),
        cmocka_unit_test(what_ifs_keep_the_uncertain_inputs_of_the_baseline),
        cmocka_unit_test(the_fleets_add_up_to_the_world),
        cmocka_unit_test(the_later_openings_add_up_to_the_world),
        cmocka_unit_test(clouds_grow_without_what_ai_brought),
        cmocka_unit_test(flows_are_those_of_the_year_around_the_opening),
        cmocka_unit_test(no_margin_is_gained_before_the_start),
        cmocka_unit_test(renminbi_are_converted_at_the_rate_of_the_opening),
        cmocka_unit_test(slow_grid_halves_the_grants_of_northern_virginia_from_2025),
    };
    return cmocka_run_group_tests(tests, open_baseline, close_baseline);
}
