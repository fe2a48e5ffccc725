/* Export rules as a scenario writes them, judged as read. */
#include "scenario_fixture.h"

#include "buildout/base/calendar.h"
#include "buildout/model/export_rule.h"
#include "buildout/sample/sample.h"

#define CHIPS                                                                                  \
    ON_TINY                                                                                    \
    "country_groups: { D5: { source = \"s\"; members = [ \"CN\", \"KH ..2025\" ]; }; };\n"     \
    "chips: {\n"                                                                               \
    "  H100: { vendor = \"v\"; home = \"US\"; launch = \"2022-09-20\"; tpp = 15832;\n"         \
    "    die_area_mm2 = 814.0; data_centre = true; };\n"                                       \
    "  H20: { vendor = \"v\"; home = \"US\"; launch = \"2023-11\"; tpp = 2368;\n"              \
    "    die_area_mm2 = 814.0; data_centre = true; };\n"                                       \
    "  Mystery: { vendor = \"v\"; home = \"US\"; launch = \"never\"; data_centre = true; };\n" \
    "};\n"

/* The example of the language. */
#define EXAMPLE                                                                                   \
    "us_2023_10_a: { announced = \"2023-10-17\"; effective = \"2023-11-17\"; kind = \"chips\";\n" \
    "  when: { all: { chip: { any: { tpp: { at_least = 4800.0; }; dense: { all: {\n"              \
    "    tpp: { at_least = 1600.0; }; performance_density: { at_least = 5.92; };\n"               \
    "    data_centre = true; }; }; }; };\n"                                                       \
    "    buyer: { any: { destination = [ \"D5\", \"MO\" ]; headquarters = [ \"D5\", \"MO\" ]; "   \
    "};\n"                                                                                        \
    "  }; }; };\n"                                                                                \
    "  policy: { default = \"deny\"; licence = { grant = 0.02; review = \"8 to 24 weeks\"; }; "   \
    "};\n"                                                                                        \
    "  source = \"88 FR 73458\"; };\n"

#define RULE(body)                                                                            \
    CHIPS                                                                                     \
    "export_rules: { r: { announced = \"2023\"; effective = \"2023\"; source = \"s\";\n" body \
    " }; };\n"

enum { H100, H20, MYSTERY };

static struct bo_verdict judge(const struct bo_scenario *scenario, uint32_t chip,
                               const char *headquarters, const char *destination)
{
    struct bo_regime_parts parts = bo_regime_parts_of(&scenario->param, NULL);
    struct bo_buyer buyer = {.destination = bo_country_of_code(destination),
                             .headquarters = bo_country_of_code(headquarters)};
    struct bo_arena *arena;
    struct bo_verdict verdict;

    assert_int_equal(bo_arena_create((size_t)1 << 24, false, &arena, NULL), 0);
    verdict = bo_regime_judge(bo_regime_create(&parts, arena), &scenario->param.chip[chip], &buyer,
                              bo_day_of(2024, 6, 1));
    bo_arena_free(arena);
    return verdict;
}

static enum bo_permission permission(const struct bo_scenario *scenario, uint32_t chip)
{
    return judge(scenario, chip, "CN", "CN").permission;
}

static void the_example_of_the_language_reads_as_it_says(void **state)
{
    const struct bo_scenario *s = fixture_read(*state, CHIPS "export_rules: { " EXAMPLE " };\n");
    const struct bo_export_rule *rule = &s->param.export_rule[0];

    assert_int_equal(judge(s, H100, "CN", "CN").permission, BO_DENIED);
    assert_int_equal(judge(s, H100, "CN", "SG").permission, BO_DENIED);
    assert_int_equal(judge(s, H100, "KH", "SG").permission, BO_DENIED);
    assert_int_equal(judge(s, H100, "SG", "MO").permission, BO_DENIED);
    assert_int_equal(judge(s, H100, "SG", "SG").permission, BO_FREE);
    assert_int_equal(judge(s, H20, "CN", "CN").permission, BO_FREE);
    assert_true(judge(s, MYSTERY, "CN", "CN").unknown);
    assert_near(rule->grant_frac, 0.02, 0.0);
    assert_near(bo_dist_quantile(&rule->review_days, 0.05), 56.0, 1e-9);  /* 8 weeks */
    assert_near(bo_dist_quantile(&rule->review_days, 0.95), 168.0, 1e-9); /* 24 weeks */
}

static void a_ban_may_be_said_in_short(void **state)
{
    const struct bo_scenario *s = fixture_read(
        *state, RULE("min_tpp = 2400.0; destinations = [ \"D5\" ]; headquarters = [ \"D5\" ];\n"
                     "policy = \"deny\";"));

    assert_int_equal(permission(s, H100), BO_DENIED);
    assert_int_equal(permission(s, H20), BO_FREE);
    assert_int_equal(judge(s, H100, "CN", "FR").permission, BO_DENIED);
    assert_int_equal(judge(s, H100, "FR", "FR").permission, BO_FREE);
}

static void a_threshold_of_none_is_never_met(void **state)
{
    static const char *const when[] = {
        RULE("min_tpp = \"none\"; policy = \"deny\";"),
        RULE("when: { chip: { tpp: { at_least = \"none\"; }; }; }; policy = \"deny\";"),
        RULE("when: { chip: { tpp: { above = \"none\"; }; }; }; policy = \"deny\";"),
        RULE("when: { chip: { tpp: { below = \"none\"; }; }; }; policy = \"deny\";"),
        RULE("when: { chip: { tpp: { at_most = \"none\"; }; }; }; policy = \"deny\";")};

    for (size_t i = 0; i < sizeof when / sizeof *when; i++) {
        const struct bo_scenario *s = fixture_read(*state, when[i]);

        assert_int_equal(permission(s, H100), BO_FREE);
        assert_int_equal(permission(s, MYSTERY), BO_FREE);
        assert_false(judge(s, MYSTERY, "CN", "CN").unknown);
    }
}

/* Of two operators both must hold: from 2000 to below 4800. */
static void several_operators_make_a_band(void **state)
{
    const struct bo_scenario *s = fixture_read(
        *state, RULE("when: { chip: { tpp: { at_least = 2000.0; below = 4800.0; }; }; };\n"
                     "policy: { default = \"notify\"; notify = \"25 days\"; };"));

    assert_int_equal(permission(s, H100), BO_FREE);
    assert_int_equal(permission(s, H20), BO_NOTIFY);
    assert_near(s->param.export_rule[0].notify_days, 25.0, 0.0);
}

static void chips_and_places_may_be_left_out(void **state)
{
    const struct bo_scenario *s =
        fixture_read(*state, RULE("when: { all: { chip: { name: { not_in = [ \"H20\" ]; }; };\n"
                                  "buyer: { destination: { not_in = \"D5\"; }; }; }; };\n"
                                  "policy = \"deny\";"));

    assert_int_equal(judge(s, H100, "CN", "SG").permission, BO_DENIED);
    assert_int_equal(judge(s, H100, "CN", "CN").permission, BO_FREE);
    assert_int_equal(judge(s, H20, "CN", "SG").permission, BO_FREE);
}

static void the_scenario_says_how_the_unknown_is_treated(void **state)
{
    const char rule[] = RULE("min_tpp = 100.0; policy = \"deny\";");
    const char *const lax = "export_law.unknown=lax";
    struct scenario_fixture *fixture = *state;

    assert_int_equal(judge(fixture_read(fixture, rule), MYSTERY, "CN", "CN").permission, BO_DENIED);
    assert_int_equal(fixture_try(fixture, rule, &lax, 1), 0);
    assert_int_equal(permission(fixture->scenario, MYSTERY), BO_FREE);
}

static void one_threshold_is_overridden_by_its_path(void **state)
{
    struct scenario_fixture *fixture = *state;
    const char *const set = "export_rules.us_2023_10_a.when.all.chip.any.tpp.at_least=2000";

    assert_int_equal(fixture_try(fixture, CHIPS "export_rules: { " EXAMPLE " };\n", &set, 1), 0);
    assert_int_equal(permission(fixture->scenario, H20), BO_DENIED);
}

/* A threshold between 2000 and 3000 is 2500 in the middle, where the H20 (2368) is free; sampled, it is 2000 and some
 * in about a third of the replicates, and the nominal one stays as it was. */
static void a_threshold_may_be_uncertain(void **state)
{
    struct scenario_fixture *fixture = *state;
    const struct bo_scenario *s = fixture_read(
        fixture, RULE("when: { chip: { tpp: { at_least = { dist = \"uniform\"; low = 2000.0;\n"
                      "high = 3000.0; }; }; }; }; policy = \"deny\";"));
    const struct bo_uncertain *u = fixture_uncertain(s, "export_rules.r.when.chip.tpp.at_least");
    uint32_t n_denied = 0;

    assert_int_equal(u->table, BO_TABLE_RULES);
    assert_int_equal(permission(s, H20), BO_FREE);
    for (uint32_t i = 0; i < 100; i++) {
        struct bo_rng rng = {.seed = 1, .replicate = i};
        struct bo_sample_options options = {.central = false};
        struct bo_scenario drawn = *s;
        const struct bo_param *param;

        assert_int_equal(bo_sample_draw(s, &rng, &options, fixture->arena, &param, NULL), 0);
        drawn.param = *param;
        n_denied += permission(&drawn, H20) == BO_DENIED;
    }
    assert_in_range(n_denied, 20, 55);
    assert_near(s->param.export_rule[0].when.bound.value[0], 2500.0, 1e-12);
}

/* First and last day of the periods named. */
static void spans_end_with_the_last_day_of_what_they_name(void **state)
{
    static const struct {
        const char *text;
        int32_t from[3], to[3];
    } span[] = {{"2025..2027", {2025, 1, 1}, {2027, 12, 31}},
                {"2025-Q2..2025-Q3", {2025, 4, 1}, {2025, 9, 30}},
                {"2024-02..2024-02", {2024, 2, 1}, {2024, 2, 29}},
                {"2024-02-03..2024-02-04", {2024, 2, 3}, {2024, 2, 4}}};
    struct scenario_fixture *fixture = *state;

    for (size_t i = 0; i < sizeof span / sizeof *span; i++) {
        const char *set =
            bo_arena_printf(fixture->arena, "export_rules.r.quota.window=%s", span[i].text);
        const struct bo_span *window;

        assert_int_equal(fixture_try(fixture, RULE("min_tpp = 1.0; policy = \"deny\";"), &set, 1),
                         0);
        window = &fixture->scenario->param.export_rule[0].quota_window;
        assert_int_equal(window->from_day,
                         bo_day_of(span[i].from[0], span[i].from[1], span[i].from[2]));
        assert_int_equal(window->to_day, bo_day_of(span[i].to[0], span[i].to[1], span[i].to[2]));
    }
}

static void a_world_without_chips_and_rules_is_well(void **state)
{
    const struct bo_scenario *s = fixture_read(*state, ON_TINY);

    assert_int_equal(s->param.n[BO_TABLE_CHIPS], 0);
    assert_int_equal(s->param.n[BO_TABLE_RULES], 0);
    assert_int_equal(s->param.export_law->unknown, BO_UNKNOWN_STRICT);
}

/* What a planner who asks for a world without rules gets: the table may stay as it is. */
static void the_whole_law_may_be_switched_off(void **state)
{
    struct scenario_fixture *fixture = *state;
    const char *const off = "export_law.in_force=false";

    assert_int_equal(fixture_try(fixture, RULE("min_tpp = 1.0; policy = \"deny\";"), NULL, 0), 0);
    assert_int_equal(bo_regime_parts_of(&fixture->scenario->param, NULL).n_rules, 1);
    assert_int_equal(fixture_try(fixture, RULE("min_tpp = 1.0; policy = \"deny\";"), &off, 1), 0);
    assert_int_equal(fixture->scenario->param.n[BO_TABLE_RULES], 1);
    assert_int_equal(bo_regime_parts_of(&fixture->scenario->param, NULL).n_rules, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start, fixture_end)
    const struct CMUnitTest tests[] = {
        TEST(the_example_of_the_language_reads_as_it_says),
        TEST(a_ban_may_be_said_in_short),
        TEST(a_threshold_of_none_is_never_met),
        TEST(several_operators_make_a_band),
        TEST(chips_and_places_may_be_left_out),
        TEST(the_scenario_says_how_the_unknown_is_treated),
        TEST(the_whole_law_may_be_switched_off),
        TEST(one_threshold_is_overridden_by_its_path),
        TEST(a_threshold_may_be_uncertain),
        TEST(spans_end_with_the_last_day_of_what_they_name),
        TEST(a_world_without_chips_and_rules_is_well),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
