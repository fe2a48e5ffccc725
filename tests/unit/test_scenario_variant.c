/* What --set says, written as a scenario file, is the same scenario; and every value of a scenario can be listed. */
#include "scenario_fixture.h"

#include "buildout/base/hash.h"

static const char ban[] =
    "export_rules.ban={ announced = \"2023-01-01\"; effective = \"2023-01-01\"; grace = \"90 "
    "days\"; "
    "min_tpp = 2400.0; destinations = [ \"CN\" ]; policy = \"deny\"; source = \"a \\\"quoted\\\" "
    "source\"; }";

static const char *const sets[] = {
    "companies.Alpha.strategy=steady",
    "power.ramp_months=14 months",
    "construction.shell_months={ dist = \"triangular\"; low = 9; mode = 12.5; high = 20; }",
    "regions.North.grid_grants_mw_per_year={ points = ((\"2022-01\", 10), (\"2023-06\", 20)); }",
    "regions.North.grid_grants_mw_per_year.scale=0.5",
    ban,
    "export_rules.ban.min_tpp=1200",
    "export_rules.ban.min_tpp=*2",
    "regions.North.grid_study_months=*0.5",
    "regions.North.grid_grants_mw_per_year=*3",
    "companies.Alpha.cash=*1.5",
};
enum { N_SETS = sizeof sets / sizeof *sets };

static const char *variant_of(struct scenario_fixture *fixture, const char *const *set, uint32_t n)
{
    struct bo_read_options options = fixture_options(set, n);
    const struct bo_variant_wish wish = {
        .file = fixture->main_file, .extends = "tiny.cfg", .title = "A variant"};
    struct bo_arena *arena;
    struct bo_err err;
    const char *text = NULL;

    fixture_write(fixture, "x.cfg", ON_TINY);
    memset(&fixture->diag, 0, sizeof fixture->diag);
    if (bo_scenario_open_variant(&wish, &options, &arena, &text, &fixture->diag, &err) == 0)
        text = bo_arena_strdup(fixture->arena, text);
    bo_arena_free(arena);
    return text;
}

static void a_variant_reads_as_the_file_with_its_sets(void **state)
{
    struct scenario_fixture *fixture = *state;
    static const char *const with_title[N_SETS + 1] = {"scenario.title=A variant"};
    const char *all[N_SETS + 1];
    char sha256[BO_SHA256_HEX];
    const char *text;

    all[0] = with_title[0];
    memcpy(all + 1, sets, sizeof sets);
    assert_int_equal(fixture_try(fixture, ON_TINY, all, N_SETS + 1), 0);
    memcpy(sha256, fixture->scenario->sha256, sizeof sha256);
    text = variant_of(fixture, sets, N_SETS);
    assert_non_null(text);
    assert_string_equal(fixture_read(fixture, text)->sha256, sha256);
    assert_string_equal(fixture->scenario->title, "A variant");
}

static void a_variant_without_sets_only_extends(void **state)
{
    assert_string_equal(variant_of(*state, NULL, 0), "scenario: {\n"
                                                     "  extends = \"tiny.cfg\";\n"
                                                     "  title = \"A variant\";\n"
                                                     "};\n");
}

static void what_is_removed_stays_removed(void **state)
{
    struct scenario_fixture *fixture = *state;
    static const char *const removal[] = {"companies.Beta={ remove = true; }"};
    const char *text = variant_of(fixture, removal, 1);
    uint32_t n = fixture_read(fixture, ON_TINY)->param.n[BO_TABLE_COMPANIES];

    assert_non_null(text);
    assert_int_equal(fixture_read(fixture, text)->param.n[BO_TABLE_COMPANIES], n - 1);
}

static void what_is_no_scenario_is_no_variant(void **state)
{
    struct scenario_fixture *fixture = *state;
    static const char *const wrong[] = {"power.ramp_months=12", "power.ramp_month=3"};

    assert_null(variant_of(fixture, wrong, 2));
    assert_non_null(strstr(fixture->diag.message[0], "ramp_months"));
}

static void every_value_is_listed_with_its_key(void **state)
{
    struct scenario_fixture *fixture = *state;
    static const char *const set[] = {"power.ramp_months=0.5 years"};
    struct bo_read_options options = fixture_options(set, 1);
    struct bo_scenario_values values;
    struct bo_arena *arena;
    struct bo_err err;
    bool found = false;

    fixture_write(fixture, "x.cfg", ON_TINY);
    assert_int_equal(bo_scenario_open_values(fixture->main_file, &options, &arena, &values,
                                             &fixture->diag, &err),
                     0);
    for (uint32_t i = 0; i < values.n; i++) {
        const struct bo_scenario_value *value = &values.value[i];

        assert_non_null(value->key->meaning);
        if (strcmp(value->path, "power.ramp_months") != 0)
            continue;
        found = true;
        assert_string_equal(value->text, "\"0.5 years\"");
        assert_near(value->number, 6.0, 1e-12); /* half a year in the key's unit */
    }
    assert_true(found);
    bo_arena_free(arena);
}

static void files_parsed_before_read_the_same(void **state)
{
    struct scenario_fixture *fixture = *state;
    struct bo_parsed_files parsed = {.n = 0};
    struct bo_read_options options = fixture_options(sets, N_SETS);
    char sha256[BO_SHA256_HEX];

    assert_int_equal(fixture_try(fixture, ON_TINY, sets, N_SETS), 0);
    memcpy(sha256, fixture->scenario->sha256, sizeof sha256);
    options.parsed = &parsed;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(bo_scenario_read(fixture->main_file, &options, fixture->arena,
                                          &fixture->scenario, &fixture->diag),
                         0);
        assert_string_equal(fixture->scenario->sha256, sha256);
        assert_int_equal(parsed.n, 2); /* x.cfg and tiny.cfg, once each */
    }
    /* A file that has changed since is read as it is now. */
    fixture_write(fixture, "x.cfg", ON_TINY "power: { ramp_months = 3.0; };\n");
    options.n_sets = 0;
    assert_int_equal(bo_scenario_read(fixture->main_file, &options, fixture->arena,
                                      &fixture->scenario, &fixture->diag),
                     0);
    assert_int_equal(parsed.n, 3);
    assert_near(fixture->scenario->param.power->ramp_days, 3.0 * 365.25 / 12.0, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_variant_reads_as_the_file_with_its_sets, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_variant_without_sets_only_extends, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(what_is_removed_stays_removed, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(what_is_no_scenario_is_no_variant, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(every_value_is_listed_with_its_key, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(files_parsed_before_read_the_same, fixture_start,
                                        fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
