/* What a scenario's values become in struct bo_param. */
#include "scenario_fixture.h"

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"

#define MONTH 30.4375 /* days: 365.25 / 12 */
#define POWER(field) offsetof(struct bo_power_param, field)

static double ramp_days(struct scenario_fixture *fixture, const char *value)
{
    char set[128];

    (void)snprintf(set, sizeof set, "power.ramp_months=%s", value);
    return fixture_set(fixture, set)->param.power->ramp_days;
}

static void a_bare_number_is_in_the_unit_of_its_key(void **state)
{
    assert_near(ramp_days(*state, "12.0"), 365.25, 1e-12);
    assert_near(ramp_days(*state, "12"), 365.25, 1e-12);
}

static void a_quantity_is_in_its_own_unit(void **state)
{
    assert_near(ramp_days(*state, "52 weeks"), 364.0, 1e-12);
    assert_near(ramp_days(*state, "\"2 years\""), 730.5, 1e-12);
}

static void a_percentage_is_a_fraction(void **state)
{
    const struct bo_scenario *scenario = fixture_set(*state, "power.load_factor_frac=35 %");

    assert_near(scenario->param.power->load_factor_frac, 0.35, 1e-15);
}

static void an_end_of_a_range_is_inside(void **state)
{
    assert_near(fixture_set(*state, "power.load_factor_frac=100 %")->param.power->load_factor_frac,
                1.0, 0.0);
    assert_near(ramp_days(*state, "240 months"), 240.0 * MONTH, 1e-12);
}

/* tiny.cfg: 0.8 EUR per USD on 2022-01-01, the start, so that EUR 4 B is 5 B USD. */
static void money_converts_at_the_rate_of_the_start(void **state)
{
    const struct bo_scenario *scenario = fixture_read(*state, ON_TINY);

    assert_string_equal(scenario->param.company[1].entry.key, "Beta");
    assert_near(scenario->param.company[1].cash_usd, 5e9, 1e-12);
    assert_near(scenario->param.company[0].cash_usd, 20e9, 1e-12);
}

/* 1.0 EUR per USD on 2023-01-01. */
static void money_in_a_path_converts_at_the_rate_of_its_date(void **state)
{
    const struct bo_path *path =
        &fixture_set(*state, "companies.Beta.other_capex_per_year="
                             "((\"2022-01\", \"EUR 8 B\"), (\"2023-01\", \"EUR 8 B\"))")
             ->param.company[1]
             .other_capex_usd_per_year;

    assert_near(path->v.value[0], 10e9, 1e-12);
    assert_near(path->v.value[1], 8e9, 1e-12);
}

static void the_renminbi_goes_by_two_codes(void **state)
{
    const struct bo_scenario *scenario =
        fixture_read(*state, ON_TINY "currencies: { CNY: { per_usd = 7.0; }; };\n"
                                     "companies: { Alpha: { cash = \"RMB 7 bn\"; }; };");

    assert_near(scenario->param.company[0].cash_usd, 1e9, 1e-12);
}

/* The median of a lognormal is the geometric mean of p05 and p95: sqrt(5 * 20) = 10 months. */
static void an_interval_is_uncertain_and_stands_at_its_median(void **state)
{
    const struct bo_scenario *scenario = fixture_set(*state, "power.ramp_months=5 to 20");
    const struct bo_uncertain *one = fixture_uncertain(scenario, "power.ramp_months");

    assert_int_equal(scenario->n_uncertain, 1);
    assert_int_equal(one->dist.kind, BO_DIST_LOGNORMAL_90);
    assert_near(one->dist.p[0], 5.0, 0.0);
    assert_near(one->dist.p[1], 20.0, 0.0);
    assert_near(one->to_canonical, MONTH, 1e-12);
    assert_int_equal(one->table, BO_TABLE_POWER);
    assert_int_equal(one->offset, POWER(ramp_days));
    assert_int_equal(one->point, BO_NO_ROW);
    assert_near(scenario->param.power->ramp_days, 10.0 * MONTH, 1e-12);
}

/* In the unit of the key: 12 weeks are 84 days of 30.4375 a month. */
static void the_unit_behind_an_interval_goes_for_both_ends(void **state)
{
    const struct bo_scenario *scenario = fixture_set(*state, "power.ramp_months=12 to 24 weeks");
    const struct bo_uncertain *one = fixture_uncertain(scenario, "power.ramp_months");

    assert_near(one->dist.p[0], 84.0 / MONTH, 1e-12);
    assert_near(one->dist.p[1], 168.0 / MONTH, 1e-12);
}

static void an_interval_may_mix_units(void **state)
{
    const struct bo_scenario *scenario =
        fixture_set(*state, "power.ramp_months=6 months to 2 years");
    const struct bo_uncertain *one = fixture_uncertain(scenario, "power.ramp_months");

    assert_near(one->dist.p[0], 6.0, 1e-12);
    assert_near(one->dist.p[1], 24.0, 1e-12);
}

static void the_currency_before_an_interval_goes_for_both_ends(void **state)
{
    const struct bo_scenario *scenario = fixture_set(*state, "companies.Alpha.cash=EUR 4 to 8 bn");
    const struct bo_uncertain *one = fixture_uncertain(scenario, "companies.Alpha.cash");

    assert_near(one->dist.p[0], 5e9, 1e-12);
    assert_near(one->dist.p[1], 10e9, 1e-12);
    assert_int_equal(one->row, 0);
}

static void an_interval_that_is_not_positive_is_normal(void **state)
{
    const struct bo_scenario *scenario =
        fixture_set(*state, "companies.Alpha.equity=-1 to 3 B USD");
    const struct bo_uncertain *one = fixture_uncertain(scenario, "companies.Alpha.equity");

    assert_int_equal(one->dist.kind, BO_DIST_NORMAL_90);
    assert_near(one->dist.p[0], -1e9, 1e-12);
    assert_near(scenario->param.company[0].equity_usd, 1e9, 1e-12);
}

static void a_distribution_may_stand_where_a_number_stands(void **state)
{
    const struct bo_scenario *scenario = fixture_set(
        *state, "power.ramp_months={ dist = \"uniform\"; low = 6.0; high = \"1 year\"; }");
    const struct bo_uncertain *one = fixture_uncertain(scenario, "power.ramp_months");

    assert_int_equal(one->dist.kind, BO_DIST_UNIFORM);
    assert_near(one->dist.p[1], 12.0, 1e-12);
    assert_near(scenario->param.power->ramp_days, 9.0 * MONTH, 1e-12);
}

static void the_numbers_given_choose_the_kind_of_lognormal(void **state)
{
    static const struct {
        const char *given;
        enum bo_dist_kind kind;
    } one[] = {
        {"median = 9.0; sigma = 0.2;", BO_DIST_LOGNORMAL},
        {"median = 9.0; p90 = 12.0;", BO_DIST_LOGNORMAL_P90},
        {"p95 = 12.0; median = 9.0;", BO_DIST_LOGNORMAL_P95},
        {"p05 = 6.0; p95 = 12.0;", BO_DIST_LOGNORMAL_90},
    };

    for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
        char set[128];

        (void)snprintf(set, sizeof set, "power.ramp_months={ dist = \"lognormal\"; %s }",
                       one[i].given);
        assert_int_equal(fixture_set(*state, set)->uncertain[0].dist.kind, one[i].kind);
    }
}

static void a_beta_without_ends_lies_between_0_and_1(void **state)
{
    const struct bo_dist *dist =
        &fixture_set(*state, "companies.Alpha.own_frac={ dist = \"beta\"; a = 2.0; b = 2.0; }")
             ->uncertain[0]
             .dist;

    assert_near(dist->p[2], 0.0, 0.0);
    assert_near(dist->p[3], 1.0, 0.0);
}

static void values_of_an_empirical_distribution_need_no_order(void **state)
{
    const struct bo_scenario *scenario = fixture_set(
        *state, "power.ramp_months={ dist = \"empirical\"; values = (9.0, 3.0, \"6 months\"); }");

    assert_near(scenario->uncertain[0].dist.x[0], 3.0, 0.0);
    assert_near(scenario->uncertain[0].dist.x[2], 9.0, 0.0);
    assert_near(scenario->param.power->ramp_days, 6.0 * MONTH, 1e-12);
}

static void a_discrete_distribution_has_weights(void **state)
{
    const struct bo_dist *dist =
        &fixture_set(*state, "power.ramp_months={ dist = \"discrete\"; values = [6.0, 12.0]; "
                             "weights = [1, 3]; }")
             ->uncertain[0]
             .dist;

    assert_int_equal(dist->n, 2);
    assert_near(dist->weight[1], 3.0, 0.0);
}

/* What the model draws for each project is no uncertain input; it is canonical. */
static void process_noise_is_a_distribution_in_days(void **state)
{
    const struct bo_scenario *scenario = fixture_read(*state, ON_TINY);
    const struct bo_dist *dist = &scenario->param.construction->shell_days;

    assert_int_equal(scenario->n_uncertain, 0);
    assert_int_equal(dist->kind, BO_DIST_LOGNORMAL_P90);
    assert_near(dist->p[0], 14.0 * MONTH, 1e-12);
    assert_near(dist->p[1], 21.0 * MONTH, 1e-12);
}

static void an_interval_of_process_noise_is_noise_and_a_number_is_constant(void **state)
{
    const struct bo_scenario *scenario = fixture_set(*state, "construction.shell_months=10 to 20");

    assert_int_equal(scenario->n_uncertain, 0);
    assert_int_equal(scenario->param.construction->shell_days.kind, BO_DIST_LOGNORMAL_90);
    scenario = fixture_set(*state, "construction.shell_months=10");
    assert_int_equal(scenario->param.construction->shell_days.kind, BO_DIST_CONSTANT);
    assert_near(scenario->param.construction->shell_days.p[0], 10.0 * MONTH, 1e-12);
}

/* sqrt(12 * 16) = 13.8564 months. */
static void the_numbers_of_process_noise_may_be_uncertain(void **state)
{
    const struct bo_scenario *scenario = fixture_set(
        *state,
        "construction.shell_months={ dist = \"lognormal\"; median = \"12 to 16\"; p90 = 21.0; }");
    const struct bo_uncertain *one =
        fixture_uncertain(scenario, "construction.shell_months.median");

    assert_int_equal(scenario->n_uncertain, 1);
    assert_int_equal(one->offset, offsetof(struct bo_construction_param, shell_days) +
                                      offsetof(struct bo_dist, p));
    assert_near(one->to_canonical, MONTH, 1e-12);
    assert_near(one->dist.p[0], 12.0, 0.0);
    assert_near(scenario->param.construction->shell_days.p[0], 13.856406460551018 * MONTH, 1e-12);
    assert_near(scenario->param.construction->shell_days.p[1], 21.0 * MONTH, 1e-12);
}

static void a_sigma_is_no_duration(void **state)
{
    const struct bo_scenario *scenario =
        fixture_set(*state, "construction.shell_months={ dist = \"lognormal\"; median = 14.0; "
                            "sigma = { dist = \"uniform\"; low = 0.2; high = 0.4; }; }");
    const struct bo_uncertain *one = fixture_uncertain(scenario, "construction.shell_months.sigma");

    assert_near(one->to_canonical, 1.0, 0.0);
    assert_int_equal(one->offset, offsetof(struct bo_construction_param, shell_days) +
                                      offsetof(struct bo_dist, p) + sizeof(double));
    assert_near(scenario->param.construction->shell_days.p[1], 0.3, 1e-12);
}

/* ---- paths ---- */

static void a_plain_value_is_a_path_of_one_point(void **state)
{
    const struct bo_path *path = &fixture_read(*state, ON_TINY)->param.region[0].tax_rate_frac;

    assert_int_equal(path->v.n, 1);
    assert_int_equal(path->day[0], bo_day_of(2022, 1, 1));
    assert_near(path->v.value[0], 0.2, 0.0);
    assert_near(path->scale, 1.0, 0.0);
    assert_false(path->extrapolate);
}

static void a_path_has_its_points_and_is_linear(void **state)
{
    const struct bo_path *path = &fixture_read(*state, ON_TINY)->param.demand->index;

    assert_int_equal(path->v.n, 2);
    assert_int_equal(path->day[1], bo_day_of(2024, 1, 1));
    assert_int_equal(path->shape, BO_PATH_LINEAR);
    assert_near(path->v.value[1], 1.0, 0.0);
}

/* A word stands for no end where its key has one. */
static void a_value_of_a_path_may_be_none(void **state)
{
    const struct bo_scenario *scenario =
        fixture_set(*state, "companies.Alpha.capex_max_per_year={points=((\"2022-01\",\"none\"),"
                            "(\"2024-01\",\"USD 5 M\"));shape=\"step\";scale=0.5;}");
    const struct bo_path *path = &scenario->param.company[0].capex_max_usd_per_year;

    assert_true(isinf(bo_path_at(path, bo_day_of(2023, 12, 31))));
    assert_near(bo_path_at(path, bo_day_of(2024, 1, 1)), 2.5e6, 0.0);
    assert_true(isinf(scenario->param.grid->on_site_max_mw_per_year.v.value[0]));
}

static void a_point_of_a_path_may_be_uncertain(void **state)
{
    const struct bo_scenario *scenario =
        fixture_set(*state, "demand.index=((\"2022-01\", 1), (\"2024-01\", \"1 to 4\"))");
    const struct bo_uncertain *one = fixture_uncertain(scenario, "demand.index.path[1]");

    assert_int_equal(scenario->n_uncertain, 1);
    assert_int_equal(one->point, 1);
    assert_int_equal(one->offset, offsetof(struct bo_demand_param, index));
    assert_int_equal(one->rank, 2);
    assert_near(scenario->param.demand->index.v.value[1], 2.0, 1e-12);
}

static void a_constant_path_may_be_uncertain(void **state)
{
    const struct bo_scenario *scenario =
        fixture_set(*state, "demand.index={ dist = \"uniform\"; low = 0.8; high = 1.2; }");
    const struct bo_uncertain *one = fixture_uncertain(scenario, "demand.index");

    assert_int_equal(one->point, 0);
    assert_near(scenario->param.demand->index.v.value[0], 1.0, 1e-12);
}

static void a_path_has_a_shape_a_scale_and_may_go_on(void **state)
{
    const struct bo_scenario *scenario = fixture_set(
        *state, "demand.index={ points = ((\"2022-01\", 1.0), (\"2023-01\", 2.0)); "
                "shape = \"geometric\"; extrapolate = true; scale = \"0.8 to 1.25\"; }");
    const struct bo_path *path = &scenario->param.demand->index;
    const struct bo_uncertain *one = fixture_uncertain(scenario, "demand.index.scale");

    assert_int_equal(path->shape, BO_PATH_GEOMETRIC);
    assert_true(path->extrapolate);
    assert_near(path->scale, 1.0, 1e-12); /* sqrt(0.8 * 1.25) */
    assert_int_equal(one->offset,
                     offsetof(struct bo_demand_param, index) + offsetof(struct bo_path, scale));
    assert_int_equal(one->point, BO_NO_ROW);
    assert_near(one->to_canonical, 1.0, 0.0);
}

/* ---- rows ---- */

static void references_and_shares_point_to_rows(void **state)
{
    const struct bo_param *param = &fixture_read(*state, ON_TINY)->param;

    assert_int_equal(param->n[BO_TABLE_COMPANIES], 2);
    assert_int_equal(param->company[0].currency, BO_NO_ROW); /* USD */
    assert_int_equal(param->company[1].currency, 0);         /* EUR */
    assert_int_equal(param->company[1].strategy, 0);
    assert_int_equal(param->company[1].region_share.n, 2);
    assert_near(param->company[1].region_share.value[0], 0.0, 0.0); /* North is left out */
    assert_near(param->company[1].region_share.value[1], 1.0, 0.0);
}

static void a_name_is_what_the_scenario_says_or_else_the_key(void **state)
{
    const struct bo_param *param = &fixture_read(*state, ON_TINY)->param;

    assert_string_equal(param->region[0].entry.key, "North");
    assert_string_equal(param->region[0].entry.name, "North Country");
    assert_true(param->region[0].entry.hash == bo_key_hash("North"));
    assert_string_equal(param->region[1].entry.name, "South");
}

static void texts_dates_and_switches_are_read(void **state)
{
    const struct bo_param *param = &fixture_read(*state, ON_TINY)->param;

    assert_int_equal(param->region[1].countries.n, 2);
    assert_string_equal(param->region[1].countries.text[1], "MY");
    assert_int_equal(param->time->end_day, bo_day_of(2024, 1, 1));
    assert_int_equal(param->company[1].founded_day, bo_day_of(2005, 1, 1));
    assert_true(param->company[1].buys_as_china);
    assert_false(param->company[0].buys_as_china);
    assert_true(param->construction->crews_bind); /* by default */
}

/* ---- rules, checks, correlations ---- */

#define RULES                                                                                \
    "strategies: { steady: { rules: {\n"                                                     \
    "  b: { order = 2; when = \"runway_months > 6\"; set = { reserve_days = \"90\"; }; };\n" \
    "  c: { order = 1; when = \"true\"; set = { lease_frac = 0.5; cover_ratio = 1; }; };\n"  \
    "  a: { order = 2; when = true; set = { leverage_max = \"min(1, 2)\"; }; }; }; };\n};\n"

static void rules_stand_in_their_order_and_then_by_key(void **state)
{
    const struct bo_strategy_param *one = fixture_read(*state, ON_TINY RULES)->param.strategy;

    assert_int_equal(one->n_rules, 3);
    assert_string_equal(one->rule[0].key, "c");
    assert_string_equal(one->rule[1].key, "a");
    assert_string_equal(one->rule[2].key, "b");
    assert_string_equal(one->rule[2].when, "runway_months > 6");
    assert_string_equal(strrchr(one->rule[2].where, '/'), "/x.cfg:3:26");
    assert_int_equal(one->rule[0].n_sets, 2);
}

static void a_rule_sets_parameters_by_name(void **state)
{
    const struct bo_rule *rule = fixture_read(*state, ON_TINY RULES)->param.strategy->rule;

    assert_string_equal(bo_strategy_fields[rule[2].set[0].parameter].name, "reserve_days");
    assert_string_equal(rule[2].set[0].expression, "90");
    assert_string_equal(bo_strategy_fields[rule[0].set[0].parameter].name, "cover_ratio");
    assert_string_equal(rule[0].set[0].expression, "1.0");
    assert_string_equal(bo_strategy_fields[rule[0].set[1].parameter].name, "lease_frac");
    assert_string_equal(rule[0].set[1].expression, "0.5");
}

static void a_check_has_a_month_and_an_expression(void **state)
{
    const struct bo_check_param *check =
        fixture_read(*state, ON_TINY
                     "checks: { sane: { when = \"2023-12\"; expect = \"world.sites > 5\"; }; };")
            ->param.check;

    assert_int_equal(check->when_day, bo_day_of(2023, 12, 1));
    assert_string_equal(check->expect, "world.sites > 5");
    assert_string_equal(strrchr(check->where, '/'), "/x.cfg:2:46");
}

static void uncertain_values_are_sorted_and_correlations_point_to_them(void **state)
{
    const struct bo_scenario *scenario = fixture_read(
        *state, ON_TINY
        "power: { ramp_months = \"6 to 12\"; };\n"
        "demand: { long_run_growth_per_year = { dist = \"uniform\"; low = 0; high = 0.1; }; };\n"
        "correlations = ((\"power.ramp_months\", \"demand.long_run_growth_per_year\", -0.3));");

    assert_int_equal(scenario->n_uncertain, 2);
    assert_string_equal(scenario->uncertain[0].path, "demand.long_run_growth_per_year");
    assert_int_equal(scenario->n_correlations, 1);
    assert_int_equal(scenario->correlation[0].a, 1);
    assert_int_equal(scenario->correlation[0].b, 0);
    assert_near(scenario->correlation[0].rank_correlation, -0.3, 0.0);
}

static void a_correlation_of_a_value_that_a_variant_fixes_says_nothing(void **state)
{
    struct scenario_fixture *fixture = *state;
    static const char *const set[] = {"power.ramp_months=9"};

    assert_int_equal(fixture_try(fixture,
                                 ON_TINY "power: { ramp_months = \"6 to 12\"; };\n"
                                         "demand: { long_run_growth_per_year = { dist = "
                                         "\"uniform\"; low = 0; high = 0.1; }; };\n"
                                         "correlations = ((\"power.ramp_months\", "
                                         "\"demand.long_run_growth_per_year\", -0.3));",
                                 set, 1),
                     0);
    assert_int_equal(fixture->scenario->n_uncertain, 1);
    assert_int_equal(fixture->scenario->n_correlations, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_bare_number_is_in_the_unit_of_its_key, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_quantity_is_in_its_own_unit, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_percentage_is_a_fraction, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(an_end_of_a_range_is_inside, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(money_converts_at_the_rate_of_the_start, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(money_in_a_path_converts_at_the_rate_of_its_date,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(the_renminbi_goes_by_two_codes, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(an_interval_is_uncertain_and_stands_at_its_median,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(the_unit_behind_an_interval_goes_for_both_ends,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(an_interval_may_mix_units, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(the_currency_before_an_interval_goes_for_both_ends,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(an_interval_that_is_not_positive_is_normal, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_distribution_may_stand_where_a_number_stands,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(the_numbers_given_choose_the_kind_of_lognormal,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_beta_without_ends_lies_between_0_and_1, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(values_of_an_empirical_distribution_need_no_order,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_discrete_distribution_has_weights, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(process_noise_is_a_distribution_in_days, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(
            an_interval_of_process_noise_is_noise_and_a_number_is_constant, fixture_start,
            fixture_end),
        cmocka_unit_test_setup_teardown(the_numbers_of_process_noise_may_be_uncertain,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_sigma_is_no_duration, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_plain_value_is_a_path_of_one_point, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_path_has_its_points_and_is_linear, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_value_of_a_path_may_be_none, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_point_of_a_path_may_be_uncertain, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_constant_path_may_be_uncertain, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_path_has_a_shape_a_scale_and_may_go_on, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(references_and_shares_point_to_rows, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_name_is_what_the_scenario_says_or_else_the_key,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(texts_dates_and_switches_are_read, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(rules_stand_in_their_order_and_then_by_key, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_rule_sets_parameters_by_name, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_check_has_a_month_and_an_expression, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_correlation_of_a_value_that_a_variant_fixes_says_nothing,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(uncertain_values_are_sorted_and_correlations_point_to_them,
                                        fixture_start, fixture_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
