/* How files, strategies and --set are laid over each other. */
#include "scenario_fixture.h"

/* ---- files ---- */

static void the_file_wins_over_what_it_extends_key_by_key(void **state)
{
    const struct bo_param *param =
        &fixture_read(*state, ON_TINY "companies: { Alpha: { sites = 7; }; };")->param;

    assert_near(param->company[0].sites, 7.0, 0.0);
    assert_near(param->company[0].it_mw, 800.0, 0.0);
    assert_near(param->company[1].sites, 5.0, 0.0);
}

static void of_two_files_the_right_one_wins(void **state)
{
    struct scenario_fixture *fixture = *state;

    fixture_write(fixture, "left.cfg", "power: { ramp_months = 1.0; load_factor_frac = 0.1; };");
    fixture_write(fixture, "right.cfg", "power: { ramp_months = 2.0; };");
    assert_near(fixture_read(fixture, "scenario: { extends = [\"tiny.cfg\", \"left.cfg\", "
                                      "\"right.cfg\"]; };")
                    ->param.power->ramp_days,
                2.0 * 30.4375, 1e-12);
    assert_near(fixture->scenario->param.power->load_factor_frac, 0.1, 0.0);
}

/* Both packs extend tiny.cfg; it counts once, so that the right pack does not take back what the left one changed. */
static void a_file_that_two_others_extend_counts_once(void **state)
{
    struct scenario_fixture *fixture = *state;

    fixture_write(fixture, "left.cfg", ON_TINY "power: { ramp_months = 1.0; };");
    fixture_write(fixture, "right.cfg", ON_TINY "power: { load_factor_frac = 0.1; };");
    (void)fixture_read(fixture, "scenario: { extends = (\"left.cfg\", \"right.cfg\"); };");
    assert_near(fixture->scenario->param.power->ramp_days, 30.4375, 1e-12);
}

static void a_new_entry_takes_its_place_by_key(void **state)
{
    const struct bo_param *param =
        &fixture_read(*state, ON_TINY "currencies: { AUD: { per_usd = 1.5; }; };")->param;

    assert_int_equal(param->n[BO_TABLE_CURRENCIES], 2);
    assert_string_equal(param->currency[0].entry.key, "AUD");
    assert_int_equal(param->company[1].currency, 1); /* EUR */
}

static void an_inherited_entry_can_be_removed(void **state)
{
    const struct bo_param *param =
        &fixture_read(*state, ON_TINY "companies: { Alpha: { remove = true; }; };")->param;

    assert_int_equal(param->n[BO_TABLE_COMPANIES], 1);
    assert_string_equal(param->company[0].entry.key, "Beta");
}

static void a_removed_value_is_the_default_again(void **state)
{
    const struct bo_param *param =
        &fixture_read(*state, ON_TINY "companies: { Alpha: { debt: { remove = true; }; }; };")
             ->param;

    assert_near(param->company[0].debt_usd, 0.0, 0.0);
}

static void a_removed_entry_can_be_written_anew(void **state)
{
    struct scenario_fixture *fixture = *state;

    fixture_write(fixture, "less.cfg",
                  ON_TINY "currencies: { EUR: { remove = true; }; };\n"
                          "companies: { Beta: { remove = true; }; };");
    (void)fixture_read(fixture, "scenario: { extends = \"less.cfg\"; };\n"
                                "currencies: { EUR: { per_usd = 2.0; }; };");
    assert_near(fixture->scenario->param.currency[0].per_usd.v.value[0], 2.0, 0.0);
}

static void a_number_replaces_a_distribution_and_the_other_way_round(void **state)
{
    struct scenario_fixture *fixture = *state;

    fixture_write(fixture, "wide.cfg",
                  ON_TINY
                  "power: { ramp_months = { dist = \"uniform\"; low = 1.0; high = 3.0; }; };");
    (void)fixture_read(fixture, "scenario: { extends = \"wide.cfg\"; };\n");
    assert_int_equal(fixture->scenario->n_uncertain, 1);
    (void)fixture_read(fixture,
                       "scenario: { extends = \"wide.cfg\"; };\npower: { ramp_months = 5.0; };");
    assert_int_equal(fixture->scenario->n_uncertain, 0);
}

static void a_distribution_is_replaced_whole(void **state)
{
    const struct bo_param *param =
        &fixture_read(
             *state, ON_TINY
             "construction: { shell_months = { dist = \"normal\"; mean = 20.0; sd = 2.0; }; };")
             ->param;

    assert_int_equal(param->construction->shell_days.kind, BO_DIST_NORMAL);
}

static void a_list_is_replaced_whole(void **state)
{
    const struct bo_param *param =
        &fixture_read(*state, ON_TINY "regions: { South: { countries = [ \"CN\" ]; }; };")->param;

    assert_int_equal(param->region[1].countries.n, 1);
}

static void the_name_of_a_scenario_is_that_of_its_file(void **state)
{
    const struct bo_scenario *scenario = fixture_read(*state, ON_TINY);

    assert_string_equal(scenario->name, "x");
    assert_string_equal(scenario->title, "A tiny world for tests");
}

static void a_file_is_sought_beside_the_one_that_names_it_first(void **state)
{
    struct scenario_fixture *fixture = *state;

    fixture_write(fixture, "tiny.cfg", "power: { ramp_month = 1.0; };");
    assert_int_equal(fixture_try(fixture, ON_TINY, NULL, 0), BO_ESCENARIO);
    assert_true(fixture_said(fixture, "/tiny.cfg:1:10: error: power: there is no key "
                                      "\"ramp_month\"; did you mean \"ramp_months\"?"));
}

/* ---- strategies ---- */

#define STEADY                                                                           \
    ON_TINY "strategies: { steady: { name = \"Steady\"; reserve_days = 30.0; rules: {\n" \
            "  a: { order = 1; when = true; set = { lease_frac = 0.5; }; };\n"           \
            "  b: { order = 2; when = true; set = { lease_frac = 0.6; }; }; }; };\n"

static void a_strategy_inherits_all_but_the_name(void **state)
{
    const struct bo_strategy_param *one =
        fixture_read(*state, STEADY "bold: { extends = \"steady\"; leverage_max = 5.0; }; };")
            ->param.strategy;

    assert_string_equal(one[0].entry.key, "bold");
    assert_string_equal(one[0].entry.name, "bold");
    assert_string_equal(one[1].entry.name, "Steady");
    assert_near(one[0].leverage_max, 5.0, 0.0);
    assert_near(one[0].reserve_days, 30.0, 0.0);
    assert_int_equal(one[0].n_rules, 2);
}

static void a_strategy_changes_and_removes_inherited_rules(void **state)
{
    const struct bo_strategy_param *one =
        fixture_read(*state,
                     STEADY "bold: { extends = \"steady\"; rules: { a: { remove = true; };\n"
                            "b: { order = 7; }; }; }; };")
            ->param.strategy;

    assert_int_equal(one[0].n_rules, 1);
    assert_string_equal(one[0].rule[0].key, "b");
    assert_near(one[0].rule[0].order, 7.0, 0.0);
    assert_string_equal(one[0].rule[0].set[0].expression, "0.6");
    assert_int_equal(one[1].n_rules, 2);
}

static void a_strategy_may_extend_one_that_extends_another(void **state)
{
    const struct bo_strategy_param *one =
        fixture_read(*state, STEADY
                     "a: { extends = \"z\"; }; z: { extends = \"steady\"; lease_frac = 0.4; }; };")
            ->param.strategy;

    assert_near(one[0].lease_frac, 0.4, 0.0);
    assert_near(one[0].reserve_days, 30.0, 0.0);
}

static void a_variant_of_the_parent_reaches_the_child(void **state)
{
    struct scenario_fixture *fixture = *state;

    fixture_write(fixture, "base.cfg", STEADY "bold: { extends = \"steady\"; }; };");
    (void)fixture_read(fixture, "scenario: { extends = \"base.cfg\"; };\n"
                                "strategies: { steady: { reserve_days = 60.0; }; };");
    assert_near(fixture->scenario->param.strategy[0].reserve_days, 60.0, 0.0);
}

/* ---- --set ---- */

static void a_set_wins_over_the_file_and_the_last_set_over_the_first(void **state)
{
    static const char *const set[] = {"power.ramp_months=1", "power.ramp_months=2"};

    assert_int_equal(fixture_try(*state, ON_TINY "power: { ramp_months = 3.0; };", set, 2), 0);
    assert_near(((struct scenario_fixture *)*state)->scenario->param.power->ramp_days,
                2.0 * 30.4375, 1e-12);
}

static void a_set_takes_bare_words_as_text(void **state)
{
    const struct bo_scenario *scenario = fixture_set(*state, "time.end=2023-Q3");

    assert_int_equal(scenario->param.time->end_day, 19539); /* 2023-07-01 */
    assert_string_equal(
        fixture_set(*state, "companies.Alpha.strategy=steady")->param.company[0].entry.key,
        "Alpha");
}

static void a_set_takes_groups_and_lists_and_switches(void **state)
{
    const struct bo_scenario *scenario =
        fixture_set(*state, "companies.Alpha.region_share={ North = 0.5; South = 0.5; }");

    assert_near(scenario->param.company[0].region_share.value[0], 0.5, 0.0);
    assert_false(
        fixture_set(*state, "construction.grid_binds=false")->param.construction->grid_binds);
    assert_int_equal(
        fixture_set(*state, "regions.South.countries=[\"SG\"]")->param.region[1].countries.n, 1);
}

static void a_set_adds_and_removes_entries(void **state)
{
    assert_int_equal(
        fixture_set(*state, "currencies.JPY={ per_usd = 150.0; }")->param.n[BO_TABLE_CURRENCIES],
        2);
    assert_int_equal(
        fixture_set(*state, "companies.Beta={ remove = true; }")->param.n[BO_TABLE_COMPANIES], 1);
}

static void a_set_of_an_entry_that_is_not_there_names_the_nearest(void **state)
{
    assert_string_equal(fixture_refuse(*state, "companies.Alpa.cash=5"),
                        "--set: error: companies.Alpa.cash: \"Alpa\" is no row of companies, and a "
                        "new row needs a whole group in a file; did you mean \"Alpha\"?");
}

static void a_set_of_every_row_changes_each(void **state)
{
    const struct bo_param *param = &fixture_set(*state, "companies.*.cash=\"USD 7\"")->param;

    assert_int_equal(param->n[BO_TABLE_COMPANIES], 2);
    assert_near(param->company[0].cash_usd, 7.0, 0.0);
    assert_near(param->company[1].cash_usd, 7.0, 0.0);
}

/* A row that leaves the key to its default has nothing to multiply, and is left alone. */
static void a_star_multiplies_what_rows_say(void **state)
{
    static const char *const set[] = {"companies.Alpha.buybacks_per_year=\"USD 3\"",
                                      "companies.*.buybacks_per_year=*2"};
    struct scenario_fixture *fixture = *state;

    assert_int_equal(fixture_try(fixture, ON_TINY, set, 2), 0);
    assert_near(fixture->scenario->param.company[0].buybacks_usd_per_year, 6.0, 0.0);
}

/* Both rows leave the cost of building there to its default, which is 1. */
static void a_star_multiplies_what_a_row_is_when_it_says_nothing(void **state)
{
    const struct bo_param *param =
        &fixture_set(*state, "regions.*.build_cost_multiplier=*2")->param;

    assert_near(param->region[0].build_cost_multiplier, 2.0, 0.0);
    assert_near(param->region[1].build_cost_multiplier, 2.0, 0.0);
}

static void a_star_of_nothing_is_refused(void **state)
{
    assert_string_equal(fixture_refuse(*state, "regions.*.on_site_frac=*2"),
                        "--set: error: regions.*.on_site_frac=*2: no row of regions has anything "
                        "to multiply");
    assert_non_null(strstr(fixture_refuse(*state, "companies.*.buybacks_per_yaer=*2"),
                           "there is no key \"buybacks_per_yaer\"; did you mean "
                           "\"buybacks_per_year\"?"));
    assert_non_null(strstr(fixture_refuse(*state, "companies.Alpha.buybacks_per_yaer=*2"),
                           "there is no key \"buybacks_per_yaer\"; did you mean "
                           "\"buybacks_per_year\"?"));
    assert_non_null(strstr(fixture_refuse(*state, "companies.*.cahs=5"),
                           "--set companies.Alpha.cahs: error: "));
    assert_non_null(strstr(fixture_refuse(*state, "power.*.x=5"), "names with points between"));
    assert_non_null(strstr(fixture_refuse(*state, "companies.*x.cash=5"), "names with points"));
}

static void a_set_of_a_table_that_is_not_there_names_the_nearest(void **state)
{
    assert_string_equal(
        fixture_refuse(*state, "companys.Alpha.cash=5"),
        "--set: error: companys.Alpha.cash: there is no \"companys\"; did you mean \"companies\"?");
}

static void a_set_of_a_removed_entry_is_refused(void **state)
{
    static const char *const set[] = {"companies.Beta={ remove = true; }", "companies.Beta.cash=5"};
    struct scenario_fixture *fixture = *state;

    assert_int_equal(fixture_try(fixture, ON_TINY, set, 2), BO_ESCENARIO);
    assert_string_equal(fixture->diag.message[0],
                        "--set: error: companies.Beta.cash: \"Beta\" is no row of companies, and a "
                        "new row needs a whole group in a file");
}

static void what_is_wrong_with_the_value_of_a_set_names_its_path(void **state)
{
    assert_string_equal(fixture_refuse(*state, "power.ramp_months=5 MW"),
                        "--set power.ramp_months: error: expected a duration such as "
                        "\"14 months\", but \"5 MW\" is a power");
    assert_string_equal(
        fixture_refuse(*state, "power.ramp_month=5"),
        "--set power.ramp_month: error: power: there is no key \"ramp_month\"; did you mean "
        "\"ramp_months\"?");
    assert_string_equal(
        fixture_refuse(*state, "power.ramp_months={ dist = }"),
        "--set power.ramp_months: error: syntax error: expected a value, not \"}\"");
    assert_string_equal(fixture_refuse(*state, "power.ramp_months=1e400"),
                        "--set power.ramp_months: error: expected a duration such as "
                        "\"14 months\", but \"1e400\" is not a number with a unit");
}

static void a_set_is_one_value_and_no_more(void **state)
{
    assert_non_null(strstr(fixture_refuse(*state, "power.ramp_months=5; demand = 1"),
                           "power.ramp_months: error: expected a duration"));
    assert_string_equal(fixture_refuse(*state, "power.ramp_months={ }; x = { }"),
                        "--set power.ramp_months: error: this is not one value");
}

static void a_set_without_a_path_is_refused(void **state)
{
    static const char *const faulty[] = {"=5",       "power.=5",   ".power=5",
                                         "po wer=5", "power..x=5", "1=5"};

    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++)
        assert_string_equal(fixture_refuse(*state, faulty[i]),
                            "--set: error: expected names with points between, such as "
                            "companies.Baidu.strategy, before the \"=\"");
}

static void a_set_cannot_extend(void **state)
{
    assert_string_equal(fixture_refuse(*state, "scenario.extends=tiny.cfg"),
                        "--set: error: scenario.extends: only a file can say what it extends");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_file_wins_over_what_it_extends_key_by_key,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(of_two_files_the_right_one_wins, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_file_that_two_others_extend_counts_once, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_new_entry_takes_its_place_by_key, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(an_inherited_entry_can_be_removed, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_removed_value_is_the_default_again, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_removed_entry_can_be_written_anew, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_number_replaces_a_distribution_and_the_other_way_round,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_distribution_is_replaced_whole, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_list_is_replaced_whole, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(the_name_of_a_scenario_is_that_of_its_file, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_file_is_sought_beside_the_one_that_names_it_first,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_strategy_inherits_all_but_the_name, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_strategy_changes_and_removes_inherited_rules,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_strategy_may_extend_one_that_extends_another,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_variant_of_the_parent_reaches_the_child, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_set_wins_over_the_file_and_the_last_set_over_the_first,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_set_takes_bare_words_as_text, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_set_takes_groups_and_lists_and_switches, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_set_adds_and_removes_entries, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_set_of_an_entry_that_is_not_there_names_the_nearest,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_set_of_every_row_changes_each, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_star_multiplies_what_rows_say, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_star_multiplies_what_a_row_is_when_it_says_nothing,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_star_of_nothing_is_refused, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_set_of_a_table_that_is_not_there_names_the_nearest,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_set_of_a_removed_entry_is_refused, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(what_is_wrong_with_the_value_of_a_set_names_its_path,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_set_is_one_value_and_no_more, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_set_without_a_path_is_refused, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_set_cannot_extend, fixture_start, fixture_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
