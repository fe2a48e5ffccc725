#include <math.h>
#include <string.h>

#include "near.h"

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/base/units.h"
#include "buildout/model/export_rule.h"
#include "buildout/scenario/schema.h"

#define MAX_ROW 4096
#define MAX_RANK 40

static size_t field_size(enum bo_key_kind kind)
{
    switch (kind) {
    case BO_KEY_NUMBER:
        return sizeof(double);
    case BO_KEY_SWITCH:
        return sizeof(bool);
    case BO_KEY_DATE:
        return sizeof(int32_t);
    case BO_KEY_TEXT:
    case BO_KEY_EXPRESSION:
        return sizeof(const char *);
    case BO_KEY_TEXTS:
        return sizeof(struct bo_texts);
    case BO_KEY_CHOICE:
        return sizeof(int);
    case BO_KEY_REF:
        return sizeof(uint32_t);
    case BO_KEY_DIST:
        return sizeof(struct bo_dist);
    case BO_KEY_PATH:
    case BO_KEY_PATH_OR:
        return sizeof(struct bo_path);
    case BO_KEY_SHARES:
        return sizeof(struct bo_vector);
    case BO_KEY_NUMBER_OR:
        return sizeof(double);
    case BO_KEY_DATE_OR_NEVER:
        return sizeof(int32_t);
    case BO_KEY_SPAN:
        return sizeof(struct bo_span);
    case BO_KEY_COUNTRY:
        return sizeof(struct bo_country);
    case BO_KEY_PLACES:
        return sizeof(struct bo_places);
    case BO_KEY_MEMBERS:
        return sizeof(struct bo_members);
    case BO_KEY_CONDITION:
        return sizeof(struct bo_when);
    case BO_KEY_SCRIPT: /* with its place */
        return offsetof(struct bo_strategy_param, n_rules) -
               offsetof(struct bo_strategy_param, script);
    case BO_KEY_RULES: /* n_rules, and the pointer behind it */
        return sizeof(struct bo_strategy_param) - offsetof(struct bo_strategy_param, n_rules);
    }
    return 0;
}

/* Marks bytes that no key fills and none should: the head of a row, and places in the text that the reader notes. */
static void mark_own_fields(enum bo_table table, char *covered)
{
    if (bo_tables[table].is_list) {
        memset(covered, 1, sizeof(struct bo_entry));
    }
    if (table == BO_TABLE_CHECKS) {
        memset(covered + offsetof(struct bo_check_param, where), 1,
               sizeof((struct bo_check_param *)0)->where);
    }
    if (table == BO_TABLE_CHIPS) { /* the roadmap's own notes */
        memset(covered + offsetof(struct bo_chip, derived), 1, sizeof(uint32_t));
        memset(covered + offsetof(struct bo_chip, slip_days), 1, sizeof(int32_t));
    }
}

/* Compilers pad at most 7 bytes, so a gap of 8 is a field without a key; smaller ones are told by their position: in
 * these structs padding follows a 1- or 4-byte field and ends at a multiple of 8. */
static uint32_t uncovered(const char *covered, size_t size)
{
    uint32_t gaps = 0;
    for (size_t i = 0; i < size;) {
        if (covered[i]) {
            i++;
            continue;
        }
        size_t first = i;
        while (i < size && !covered[i]) {
            i++;
        }
        bool padding = i - first < 8 && i % 8 == 0 && first % 8 != 0;
        gaps += padding ? 0 : 1;
    }
    return gaps;
}

static void every_field_of_every_table_has_one_key(void **state)
{
    (void)state;
    for (int t = 0; t < BO_N_TABLES; t++) {
        enum bo_table table = (enum bo_table)t;
        static char covered[MAX_ROW];
        size_t size = bo_tables[table].row_size;
        assert_true(size <= sizeof covered);
        memset(covered, 0, sizeof covered);
        mark_own_fields(table, covered);
        uint32_t n;
        const struct bo_key *key = bo_schema_keys(table, &n);
        for (uint32_t i = 0; i < n; i++) {
            size_t width = field_size(key[i].kind);
            assert_true(width > 0 && key[i].offset + width <= size);
            if (memchr(covered + key[i].offset, 1, width) != NULL) {
                fail_msg("%s.%s fills what another key fills", bo_tables[table].name, key[i].name);
            }
            memset(covered + key[i].offset, 1, width);
        }
        if (uncovered(covered, size) != 0) {
            fail_msg("%s has a field without a key", bo_tables[table].name);
        }
    }
}

static void a_field_without_a_key_would_be_noticed(void **state)
{
    (void)state;
    char covered[16];
    memset(covered, 1, sizeof covered);
    memset(covered + 8, 0, 8); /* a double */
    assert_int_equal(uncovered(covered, sizeof covered), 1);
    memset(covered + 8, 1, 4);
    assert_int_equal(uncovered(covered, sizeof covered), 0); /* padding behind an int */
    memset(covered, 0, 4);                                   /* an int before anything else */
    assert_int_equal(uncovered(covered, sizeof covered), 1);
}

/* What could pass for padding above, since 4 bytes or less. */
static void small_fields_have_keys_too(void **state)
{
    (void)state;
    assert_int_equal(bo_schema_find(BO_TABLE_TIME, "end")->offset,
                     offsetof(struct bo_time_param, end_day));
    assert_int_equal(bo_schema_find(BO_TABLE_CONSTRUCTION, "cost_date")->offset,
                     offsetof(struct bo_construction_param, cost_day));
    assert_int_equal(bo_schema_find(BO_TABLE_CONSTRUCTION, "prepared_land")->offset,
                     offsetof(struct bo_construction_param, prepared_land));
    assert_int_equal(bo_schema_find(BO_TABLE_COMPANIES, "currency")->offset,
                     offsetof(struct bo_company_param, currency));
    assert_int_equal(bo_schema_find(BO_TABLE_COMPANIES, "strategy")->offset,
                     offsetof(struct bo_company_param, strategy));
    assert_int_equal(bo_schema_find(BO_TABLE_COMPANIES, "buys_as_china")->offset,
                     offsetof(struct bo_company_param, buys_as_china));
    assert_int_equal(bo_schema_find(BO_TABLE_CHECKS, "when")->offset,
                     offsetof(struct bo_check_param, when_day));
}

static bool has_unit(enum bo_key_kind kind)
{
    return kind == BO_KEY_NUMBER || kind == BO_KEY_DIST || kind == BO_KEY_PATH ||
           kind == BO_KEY_SHARES || kind == BO_KEY_NUMBER_OR || kind == BO_KEY_PATH_OR;
}

static void check_row(enum bo_table table, const struct bo_key *key)
{
    assert_int_equal(key->table, table);
    assert_true(key->meaning != NULL && strlen(key->meaning) > 10);
    assert_int_equal(key->meaning[strlen(key->meaning) - 1], '.');
    assert_true(key->source != NULL && strlen(key->source) > 3);
    assert_ptr_equal(bo_schema_find(table, key->name), key); /* so names are unique */
    bool wants_words = key->kind == BO_KEY_REF || key->kind == BO_KEY_SHARES ||
                       key->kind == BO_KEY_CHOICE || key->kind == BO_KEY_NUMBER_OR ||
                       key->kind == BO_KEY_PATH_OR;
    assert_int_equal(key->words != NULL, wants_words);
    assert_int_equal(key->unit != NULL, has_unit(key->kind));
    if (has_unit(key->kind)) {
        assert_non_null(bo_unit_find(key->unit));
        assert_true(isfinite(key->low) && isfinite(key->high) && key->low < key->high);
    }
}

static void every_key_says_what_it_means_and_in_which_unit(void **state)
{
    (void)state;
    for (int t = 0; t < BO_N_TABLES; t++) {
        enum bo_table table = (enum bo_table)t;
        uint32_t n;
        const struct bo_key *key = bo_schema_keys(table, &n);
        assert_true(n > 0);
        assert_true(strlen(bo_schema_table_meaning(table)) > 10);
        for (uint32_t i = 0; i < n; i++) {
            check_row(table, &key[i]);
        }
    }
}

static void words_name_tables(void **state)
{
    (void)state;
    const struct bo_key *strategy = bo_schema_find(BO_TABLE_COMPANIES, "strategy");
    const struct bo_key *currency = bo_schema_find(BO_TABLE_COMPANIES, "currency");
    const struct bo_key *share = bo_schema_find(BO_TABLE_COMPANIES, "region_share");
    assert_string_equal(strategy->words, bo_tables[BO_TABLE_STRATEGIES].name);
    assert_string_equal(currency->words, bo_tables[BO_TABLE_CURRENCIES].name);
    assert_string_equal(share->words, bo_tables[BO_TABLE_REGIONS].name);
}

static void check_fallback(const struct bo_key *key)
{
    double x = -2.0;
    struct bo_err err;
    int32_t day;
    switch (key->kind) {
    case BO_KEY_NUMBER:
    case BO_KEY_DIST:
    case BO_KEY_PATH:
        /* money says of which currency it is nothing */
        assert_int_equal(
            bo_double_parse(key->fallback + (strncmp(key->fallback, "USD ", 4) ? 0 : 4), &x), 0);
        assert_true(x >= key->low && x <= key->high);
        assert_true(x == 0.0 || x == 1.0 || x == -1.0); /* neutral, never a guess */
        break;
    case BO_KEY_SWITCH:
        assert_true(strcmp(key->fallback, "true") == 0 || strcmp(key->fallback, "false") == 0);
        break;
    case BO_KEY_DATE:
        assert_int_equal(bo_day_parse(key->fallback, &day, &err), BO_OK);
        break;
    case BO_KEY_REF:
        assert_string_equal(key->fallback, strcmp(key->words, "currencies") == 0 ? "USD" : "none");
        break;
    case BO_KEY_SCRIPT:
    case BO_KEY_RULES:
        assert_string_equal(key->fallback, "none");
        break;
    case BO_KEY_NUMBER_OR:
    case BO_KEY_PATH_OR:
        assert_true(strcmp(key->fallback, key->words) == 0 || strcmp(key->fallback, "0") == 0);
        break;
    case BO_KEY_DATE_OR_NEVER:
        assert_string_equal(key->fallback, "never");
        break;
    case BO_KEY_SPAN:
    case BO_KEY_CONDITION:
        assert_string_equal(key->fallback, "always");
        break;
    case BO_KEY_TEXT:
    case BO_KEY_TEXTS:
    case BO_KEY_PLACES:
    case BO_KEY_SHARES: /* of nothing */
        assert_string_equal(key->fallback, "");
        break;
    case BO_KEY_CHOICE: /* the first of the words */
        assert_int_equal(strncmp(key->words, key->fallback, strlen(key->fallback)), 0);
        assert_int_equal(key->words[strlen(key->fallback)], '|');
        break;
    case BO_KEY_EXPRESSION:
    case BO_KEY_COUNTRY:
    case BO_KEY_MEMBERS:
        fail_msg("%s: no fallback is neutral here", key->name);
    }
}

static void every_fallback_is_neutral_and_in_range(void **state)
{
    (void)state;
    uint32_t n_fallbacks = 0;
    for (int t = 0; t < BO_N_TABLES; t++) {
        uint32_t n;
        const struct bo_key *key = bo_schema_keys((enum bo_table)t, &n);
        for (uint32_t i = 0; i < n; i++) {
            if (key[i].fallback != NULL) {
                check_fallback(&key[i]);
                n_fallbacks++;
            }
        }
    }
    assert_true(n_fallbacks > 50);
}

static void each_rank_from_1_to_40_is_given_once(void **state)
{
    (void)state;
    uint32_t given[MAX_RANK + 1] = {0};
    for (int t = 0; t < BO_N_TABLES; t++) {
        uint32_t n;
        const struct bo_key *key = bo_schema_keys((enum bo_table)t, &n);
        for (uint32_t i = 0; i < n; i++) {
            assert_true(key[i].rank <= MAX_RANK);
            assert_true(key[i].rank == 0 || has_unit(key[i].kind));
            given[key[i].rank]++;
        }
    }
    for (uint32_t r = 1; r <= MAX_RANK; r++) {
        assert_int_equal(given[r], 1);
    }
}

static void rules_set_what_strategies_have(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < bo_n_strategy_fields; i++) {
        const struct bo_strategy_field *field = &bo_strategy_fields[i];
        const struct bo_key *key = bo_schema_find(BO_TABLE_STRATEGIES, field->name);
        assert_non_null(key);
        assert_int_equal(key->offset, field->offset);
        if (field->words != NULL) {
            assert_string_equal(key->words, field->words);
            continue;
        }
        double factor = bo_unit_find(key->unit)->to_canonical;
        assert_near(key->low * factor, field->low, 1e-12);
        assert_near(key->high * factor, field->high, 1e-12);
    }
}

static void an_unknown_key_is_not_found(void **state)
{
    (void)state;
    assert_null(bo_schema_find(BO_TABLE_COMPANIES, "capex"));
    assert_null(bo_schema_find(BO_TABLE_TIME, "per_usd")); /* of another table */
    assert_null(bo_schema_find(BO_TABLE_TIME, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_of_every_table_has_one_key),
        cmocka_unit_test(a_field_without_a_key_would_be_noticed),
        cmocka_unit_test(small_fields_have_keys_too),
        cmocka_unit_test(every_key_says_what_it_means_and_in_which_unit),
        cmocka_unit_test(words_name_tables),
        cmocka_unit_test(every_fallback_is_neutral_and_in_range),
        cmocka_unit_test(each_rank_from_1_to_40_is_given_once),
        cmocka_unit_test(rules_set_what_strategies_have),
        cmocka_unit_test(an_unknown_key_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
