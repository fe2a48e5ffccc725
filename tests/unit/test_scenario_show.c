/* Canonical text: what show prints is a scenario again. */
#include "scenario_fixture.h"

#include "buildout/model/export_rule.h"
#include "buildout/scenario/schema.h"

static const char *show(struct scenario_fixture *fixture, const char *text, bool with_origins)
{
    struct bo_read_options options = fixture_options(NULL, 0);
    const char *shown = "";

    options.with_origins = with_origins;
    fixture_write(fixture, "x.cfg", text);
    assert_int_equal(
        bo_scenario_show(fixture->main_file, &options, fixture->arena, &shown, &fixture->diag), 0);
    return shown;
}

/* Everything that a scenario can say, in one. */
#define FULL                                                                                      \
    ON_TINY                                                                                       \
    "power: { ramp_months = \"6 to 12\"; load_factor_frac = { dist = \"beta\"; a = 8; b = 4; }; " \
    "};\n"                                                                                        \
    "demand: { index = { points = ((\"2022-01\", 1), (\"2023-01\", \"0.9 to 1.1\")); shape = "    \
    "\"step\";\n"                                                                                 \
    "  extrapolate = true; scale = \"0.9 to 1.2\"; }; };\n"                                       \
    "construction: { shell_months = { dist = \"lognormal\"; median = \"12 to 16\"; p90 = 21; }; " \
    "};\n"                                                                                        \
    "regions: { North: { name = \"The \\\"North\\\" \\\\ \xc3\xa4\"; }; };\n"                     \
    "strategies: { steady: { rules: { r: { order = 1; when = \"runway_months > 6\";\n"            \
    "  set = { lease_frac = 1; reserve_days = \"cash_usd / 1e9\"; }; }; }; };\n"                  \
    "  bold: { extends = \"steady\"; rules: { r: { order = 2; }; }; }; };\n"                      \
    "country_groups: { D5: { source = \"s\"; members = [ \"CN\", \"KH 2021-12..2026\" ]; }; };\n" \
    "chips: { A: { vendor = \"v\"; home = \"US\"; launch = \"2020\"; data_centre = true; tpp = "  \
    "5; };\n"                                                                                     \
    "  B: { vendor = \"v\"; home = \"US\"; launch = \"2023-Q4\"; data_centre = false;\n"          \
    "  designed_for = \"ban\"; replaces = \"A\"; tpp = \"4 to 5\"; }; };\n"                       \
    "export_rules: { ban: { announced = \"2023-01-01\"; effective = \"2023-02\"; source = "       \
    "\"s\";\n"                                                                                    \
    "  policy = \"deny\"; quota: { window = \"2025..2027\"; }; destinations = [ \"D5\", \"MO\" "  \
    "];\n"                                                                                        \
    "  when: { all: { chip: { any: { tpp: { at_least = \"3 to 4\"; below = \"none\"; };\n"        \
    "  l: { all: { data_centre = true; name: { not_in = [ \"B\" ]; }; }; }; }; };\n"              \
    "  buyer: { headquarters = \"D5\"; }; }; }; }; };\n"                                          \
    "checks: { sane: { when = \"2023-12\"; expect = \"world.sites > 5\"; }; };\n"                 \
    "correlations = ((\"power.ramp_months\", \"demand.index.scale\", 0.5));\n"

static void assert_same_dist(const struct bo_dist *a, const struct bo_dist *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_memory_equal(a->p, b->p, sizeof a->p);
    assert_int_equal(a->n, b->n);
    for (uint32_t i = 0; i < a->n; i++)
        assert_near(a->x[i], b->x[i], 0.0);
}

static void assert_same_vector(const struct bo_vector *a, const struct bo_vector *b)
{
    assert_int_equal(a->n, b->n);
    assert_memory_equal(a->value, b->value, a->n * sizeof *a->value);
}

static void assert_same_path(const struct bo_path *a, const struct bo_path *b)
{
    assert_same_vector(&a->v, &b->v);
    assert_memory_equal(a->day, b->day, a->v.n * sizeof *a->day);
    assert_int_equal(a->shape, b->shape);
    assert_int_equal(a->extrapolate, b->extrapolate);
    assert_near(a->scale, b->scale, 0.0);
}

static void assert_same_texts(const struct bo_texts *a, const struct bo_texts *b)
{
    assert_int_equal(a->n, b->n);
    for (uint32_t i = 0; i < a->n; i++)
        assert_string_equal(a->text[i], b->text[i]);
}

static void assert_same_rules(const struct bo_strategy_param *a, const struct bo_strategy_param *b)
{
    assert_int_equal(a->n_rules, b->n_rules);
    for (uint32_t i = 0; i < a->n_rules; i++) {
        assert_string_equal(a->rule[i].key, b->rule[i].key);
        assert_string_equal(a->rule[i].when, b->rule[i].when);
        assert_near(a->rule[i].order, b->rule[i].order, 0.0);
        assert_int_equal(a->rule[i].n_sets, b->rule[i].n_sets);
        for (uint32_t k = 0; k < a->rule[i].n_sets; k++) {
            assert_int_equal(a->rule[i].set[k].parameter, b->rule[i].set[k].parameter);
            assert_string_equal(a->rule[i].set[k].expression, b->rule[i].set[k].expression);
        }
    }
}

static void assert_same_places(const struct bo_places *a, const struct bo_places *b)
{
    assert_int_equal(a->n_countries, b->n_countries);
    assert_int_equal(a->n_groups, b->n_groups);
    assert_memory_equal(a->country, b->country, a->n_countries * sizeof *a->country);
    assert_memory_equal(a->group, b->group, a->n_groups * sizeof *a->group);
}

static void assert_same_members(const struct bo_members *a, const struct bo_members *b)
{
    assert_int_equal(a->n, b->n);
    assert_memory_equal(a->member, b->member, a->n * sizeof *a->member);
}

static void assert_same_condition(const struct bo_condition *a, const struct bo_condition *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->quantity, b->quantity);
    assert_int_equal(a->op, b->op);
    assert_int_equal(a->bound, b->bound);
    assert_int_equal(a->flag, b->flag);
    assert_int_equal(a->wanted, b->wanted);
    assert_int_equal(a->party, b->party);
    assert_int_equal(a->n_chips, b->n_chips);
    assert_memory_equal(a->chip, b->chip, a->n_chips * sizeof *a->chip);
    assert_same_places(&a->places, &b->places);
    assert_int_equal(a->n_children, b->n_children);
    for (uint32_t i = 0; i < a->n_children; i++)
        assert_same_condition(&a->child[i], &b->child[i]);
}

static void assert_same_when(const struct bo_when *a, const struct bo_when *b)
{
    assert_same_vector(&a->bound, &b->bound);
    assert_int_equal(a->root != NULL, b->root != NULL);
    if (a->root != NULL && b->root != NULL)
        assert_same_condition(a->root, b->root);
}

static void assert_same_field(const struct bo_key *key, const void *a, const void *b)
{
    switch (key->kind) {
    case BO_KEY_NUMBER:
        assert_memory_equal(a, b, sizeof(double));
        break;
    case BO_KEY_SWITCH:
        assert_memory_equal(a, b, sizeof(bool));
        break;
    case BO_KEY_DATE:
    case BO_KEY_CHOICE:
    case BO_KEY_REF:
        assert_memory_equal(a, b, sizeof(int32_t));
        break;
    case BO_KEY_TEXT:
    case BO_KEY_EXPRESSION:
        assert_string_equal(*(const char *const *)a, *(const char *const *)b);
        break;
    case BO_KEY_TEXTS:
        assert_same_texts(a, b);
        break;
    case BO_KEY_DIST:
        assert_same_dist(a, b);
        break;
    case BO_KEY_PATH:
    case BO_KEY_PATH_OR:
        assert_same_path(a, b);
        break;
    case BO_KEY_SHARES:
        assert_same_vector(a, b);
        break;
    case BO_KEY_NUMBER_OR:
        assert_memory_equal(a, b, sizeof(double));
        break;
    case BO_KEY_DATE_OR_NEVER:
    case BO_KEY_COUNTRY:
        assert_memory_equal(a, b, sizeof(int32_t));
        break;
    case BO_KEY_SPAN:
        assert_memory_equal(a, b, sizeof(struct bo_span));
        break;
    case BO_KEY_PLACES:
        assert_same_places(a, b);
        break;
    case BO_KEY_MEMBERS:
        assert_same_members(a, b);
        break;
    case BO_KEY_CONDITION:
        assert_same_when(a, b);
        break;
    case BO_KEY_SCRIPT:
    case BO_KEY_RULES:
        break;
    }
}

static void assert_same_table(const struct bo_param *a, const struct bo_param *b,
                              enum bo_table table)
{
    uint32_t n_keys;
    const struct bo_key *key = bo_schema_keys(table, &n_keys);

    assert_int_equal(a->n[table], b->n[table]);
    for (uint32_t row = 0; row < a->n[table]; row++) {
        for (uint32_t k = 0; k < n_keys; k++)
            assert_same_field(&key[k], bo_param_field(a, table, row, key[k].offset),
                              bo_param_field(b, table, row, key[k].offset));
        if (table == BO_TABLE_STRATEGIES)
            assert_same_rules(&a->strategy[row], &b->strategy[row]);
        if (bo_tables[table].is_list) {
            const struct bo_entry *x = bo_param_field(a, table, row, 0);
            const struct bo_entry *y = bo_param_field(b, table, row, 0);

            assert_string_equal(x->key, y->key);
            assert_string_equal(x->name, y->name);
        }
    }
}

static void assert_same_uncertain(const struct bo_uncertain *a, const struct bo_uncertain *b)
{
    assert_string_equal(a->path, b->path);
    assert_int_equal(a->table, b->table);
    assert_int_equal(a->row, b->row);
    assert_int_equal(a->offset, b->offset);
    assert_int_equal(a->point, b->point);
    assert_int_equal(a->rank, b->rank);
    assert_near(a->to_canonical, b->to_canonical, 0.0);
    assert_same_dist(&a->dist, &b->dist);
}

static void the_resolved_text_reads_back_to_the_same_parameters(void **state)
{
    const struct bo_scenario *a = fixture_read(*state, FULL);
    const struct bo_scenario *b = fixture_read(*state, a->resolved_text);

    for (int table = 0; table < BO_N_TABLES; table++)
        assert_same_table(&a->param, &b->param, (enum bo_table)table);
    assert_int_equal(a->n_uncertain, 7);
    assert_int_equal(b->n_uncertain, 7);
    for (uint32_t i = 0; i < a->n_uncertain; i++)
        assert_same_uncertain(&a->uncertain[i], &b->uncertain[i]);
    assert_int_equal(b->n_correlations, 1);
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->resolved_text, b->resolved_text);
    assert_string_equal(a->sha256, b->sha256);
}

static void the_text_with_origins_reads_back_too(void **state)
{
    const struct bo_scenario *a = fixture_read(*state, FULL);
    const struct bo_scenario *b = fixture_read(*state, show(*state, FULL, true));

    assert_string_equal(a->sha256, b->sha256);
}

static void origins_name_file_and_line_the_set_or_the_default(void **state)
{
    const char *const set = "power.load_factor_frac=0.5";
    struct scenario_fixture *fixture = *state;
    struct bo_read_options options = fixture_options(&set, 1);
    const char *text;

    options.with_origins = true;
    fixture_write(fixture, "x.cfg", ON_TINY "power: {\n  ramp_months = 6;\n};\n");
    assert_int_equal(
        bo_scenario_show(fixture->main_file, &options, fixture->arena, &text, &fixture->diag), 0);
    assert_non_null(strstr(text, "  ramp_months = 6.0;  # /tmp/buildout-test-"));
    assert_non_null(strstr(text, "/x.cfg:3\n"));
    assert_non_null(strstr(text, "  load_factor_frac = 0.5;  # --set power.load_factor_frac\n"));
    assert_non_null(strstr(text, "  price_noise_sigma = 0.0;  # default\n"));
    assert_non_null(strstr(text, "  start = \"2022-01-01\";  # tiny.cfg:"));
}

static void without_origins_there_are_no_comments(void **state)
{
    assert_null(strchr(show(*state, ON_TINY, false), '#'));
}

static void groups_and_keys_stand_in_the_order_of_the_alphabet(void **state)
{
    const char *text = show(*state, ON_TINY, false);

    assert_int_equal(strncmp(text, "colocation: {\n  absorption_growth_per_year = ", 43), 0);
    assert_true(strstr(text, "\nchecks") == NULL); /* an empty table is left out */
    assert_true(strstr(text, "\npower: {") < strstr(text, "\nregions: {"));
    assert_true(strstr(text, "  Alpha: {") < strstr(text, "  Beta: {"));
}

static void a_wide_list_has_a_line_for_each_element(void **state)
{
    const char *text =
        show(*state,
             ON_TINY "demand: { index = ((\"2022-01-01\", 1), (\"2022-07-01\", 2), "
                     "(\"2023-01-01\", 3), (\"2023-07-01\", 4), (\"2024-01-01\", 5)); };",
             false);

    assert_non_null(strstr(text, "  index = (\n    (\"2022-01-01\", 1.0),\n"));
    assert_non_null(strstr(text, "    (\"2024-01-01\", 5.0)\n  );\n"));
}

static void the_order_of_the_file_does_not_matter(void **state)
{
    char first[BO_SHA256_HEX], second[BO_SHA256_HEX];

    (void)fixture_read(*state, ON_TINY "power: { ramp_months = 6; load_factor_frac = 0.5; };\n"
                                       "demand: { index = 2; };");
    (void)strcpy(first, ((struct scenario_fixture *)*state)->scenario->sha256);
    (void)fixture_read(*state, ON_TINY "demand: { index = 2.0; }; // the same\n"
                                       "power: { load_factor_frac = 0.50; ramp_months = 6.0; };");
    (void)strcpy(second, ((struct scenario_fixture *)*state)->scenario->sha256);
    assert_string_equal(first, second);
}

static void a_value_changes_the_hash_and_a_comment_only_that_of_the_data(void **state)
{
    const struct bo_scenario *a = fixture_read(*state, ON_TINY);
    const struct bo_scenario *b = fixture_read(*state, ON_TINY "# a comment\n");
    const struct bo_scenario *c = fixture_read(*state, ON_TINY "power: { ramp_months = 6; };");

    assert_string_equal(a->sha256, b->sha256);
    assert_string_not_equal(a->data_sha256, b->data_sha256);
    assert_string_not_equal(a->sha256, c->sha256);
}

static void the_hash_is_that_of_the_resolved_text(void **state)
{
    const struct bo_scenario *a = fixture_read(*state, ON_TINY);
    char hex[BO_SHA256_HEX];

    bo_sha256_hex(a->resolved_text, strlen(a->resolved_text), hex);
    assert_string_equal(a->sha256, hex);
}

/* ---- the schema ---- */

static uint32_t count(const char *text, const char *word)
{
    uint32_t n = 0;

    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
        n++;
    return n;
}

static uint32_t count_keys(void)
{
    uint32_t n = 0, n_keys;

    for (int table = 0; table < BO_N_TABLES; table++) {
        (void)bo_schema_keys((enum bo_table)table, &n_keys);
        n += n_keys;
    }
    return n;
}

/* Beside the rows of the tables: extends, title, correlations, a strategy's extends, and the name of each list's
 * entries. */
static void the_schema_has_a_line_for_each_key(void **state)
{
    struct scenario_fixture *fixture = *state;
    uint32_t n = count_keys() + 4;

    for (int table = 0; table < BO_N_TABLES; table++)
        n += bo_tables[table].is_list ? 1 : 0;
    assert_int_equal(count(bo_schema_print(BO_SCHEMA_JSON, fixture->arena), "{\"key\": "), n);
    assert_int_equal(count(bo_schema_print(BO_SCHEMA_MARKDOWN, fixture->arena), "\n| `"), n);
    assert_int_equal(count(bo_schema_print(BO_SCHEMA_TEXT, fixture->arena), "\n      "), n);
}

static void a_key_of_the_schema_says_all_there_is_to_say(void **state)
{
    struct scenario_fixture *fixture = *state;

    assert_non_null(strstr(bo_schema_print(BO_SCHEMA_JSON, fixture->arena),
                           "{\"key\": \"power.ramp_months\", \"kind\": \"number\", \"unit\": "
                           "\"months\", \"low\": 0, \"high\": 240, \"words\": null, "
                           "\"required\": true, \"default\": null, \"meaning\": "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_resolved_text_reads_back_to_the_same_parameters,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(the_text_with_origins_reads_back_too, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(origins_name_file_and_line_the_set_or_the_default,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(without_origins_there_are_no_comments, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(groups_and_keys_stand_in_the_order_of_the_alphabet,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(a_wide_list_has_a_line_for_each_element, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(the_order_of_the_file_does_not_matter, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(
            a_value_changes_the_hash_and_a_comment_only_that_of_the_data, fixture_start,
            fixture_end),
        cmocka_unit_test_setup_teardown(the_hash_is_that_of_the_resolved_text, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(the_schema_has_a_line_for_each_key, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_key_of_the_schema_says_all_there_is_to_say, fixture_start,
                                        fixture_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
