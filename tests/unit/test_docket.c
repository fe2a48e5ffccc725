/* What a docket keeps of the law for one buyer, worked out by hand; that it answers as the whole law does is a property. */
#include "small_law.h"

/* Of a docket on day 200 and, before, on a day without a law. */
static struct bo_verdict asked(const struct bo_regime *regime, const struct bo_chip *chip,
                               struct bo_buyer buyer)
{
    struct bo_docket *docket = bo_docket_create(regime, &buyer, arena);
    struct bo_verdict verdict[BO_N_GATES];

    assert_memory_equal(bo_docket_buyer(docket), &buyer, sizeof buyer);
    bo_docket_ask(docket, chip, 10, 0, verdict);
    for (int gate = 0; gate < BO_N_GATES; gate++)
        assert_int_equal(verdict[gate].permission, BO_FREE);
    bo_docket_ask(docket, chip, 200, 0, verdict);
    return verdict[BO_GATE_EXPORT];
}

static struct bo_verdict asked_of(const struct bo_condition *test, const struct bo_chip *chip,
                                  struct bo_buyer buyer)
{
    double bounds[8] = {4000.0};
    struct bo_export_rule rule = rule_of("r", test, bounds);

    return asked(regime_of(&rule, 1, BO_UNKNOWN_STRICT), chip, buyer);
}

static void a_rule_that_the_buyer_does_not_meet_is_left_out(void **state)
{
    struct bo_chip chip = some_chip();
    struct bo_country china = bo_country_of_code("CN");
    struct bo_condition test = {.kind = BO_CONDITION_PLACE,
                                .wanted = true,
                                .party = BO_DESTINATION,
                                .places = {.n_countries = 1, .country = &china}};

    (void)state;
    assert_int_equal(asked_of(&test, &chip, buyer_of("CN", "CN")).permission, BO_DENIED);
    assert_int_equal(asked_of(&test, &chip, buyer_of("CN", "SG")).permission, BO_FREE);
    test = (struct bo_condition){.kind = BO_CONDITION_FLAG, .flag = BO_FLAG_LISTED, .wanted = true};
    assert_int_equal(asked_of(&test, &chip, buyer_of("CN", "CN")).permission, BO_FREE);
}

/* What hangs on the chip is asked of each chip, however many were asked about before. */
static void what_hangs_on_the_chip_stays_open(void **state)
{
    struct bo_chip chip = some_chip(), other = some_chip();
    struct bo_condition test = {.kind = BO_CONDITION_FLAG, .wanted = true};
    uint64_t named = bo_key_hash("C");

    (void)state;
    other.data_centre = false;
    other.entry.hash = bo_key_hash("D");
    assert_int_equal(asked_of(&test, &chip, buyer_of("CN", "CN")).permission, BO_DENIED);
    assert_int_equal(asked_of(&test, &other, buyer_of("CN", "CN")).permission, BO_FREE);
    test = (struct bo_condition){
        .kind = BO_CONDITION_CHIP, .wanted = true, .n_chips = 1, .chip = &named};
    assert_int_equal(asked_of(&test, &chip, buyer_of("CN", "CN")).permission, BO_DENIED);
    assert_int_equal(asked_of(&test, &other, buyer_of("CN", "CN")).permission, BO_FREE);
    test = (struct bo_condition){.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_TPP};
    other.tpp = 3000.0;
    assert_int_equal(asked_of(&test, &chip, buyer_of("CN", "CN")).permission, BO_DENIED);
    assert_int_equal(asked_of(&test, &other, buyer_of("CN", "CN")).permission, BO_FREE);
}

/* Who belongs to a group for a time is asked on the day. */
static void dated_membership_stays_open(void **state)
{
    struct bo_member member[] = {{bo_country_of_code("BR"), {10, 20}},
                                 {bo_country_of_code("KH"), {150, 250}}};
    struct bo_country_group group = {.members = {.n = LENGTH(member), .member = member}};
    uint32_t row = 0;
    struct bo_export_rule rule = rule_of("r", NULL, NULL);
    struct bo_regime_parts parts = {.n_rules = 1, .rule = &rule, .n_groups = 1, .group = &group};
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("FR", "KH");
    struct bo_verdict verdict[BO_N_GATES];
    struct bo_docket *docket;

    (void)state;
    rule.destinations = (struct bo_places){.n_groups = 1, .group = &row};
    docket = bo_docket_create(bo_regime_create(&parts, arena), &buyer, arena);
    bo_docket_ask(docket, &chip, 149, 0, verdict);
    assert_int_equal(verdict[BO_GATE_EXPORT].permission, BO_FREE);
    bo_docket_ask(docket, &chip, 150, 0, verdict);
    assert_int_equal(verdict[BO_GATE_EXPORT].permission, BO_DENIED);
    bo_docket_ask(docket, &chip, 251, 0, verdict);
    assert_int_equal(verdict[BO_GATE_EXPORT].permission, BO_FREE);
    buyer = buyer_of("FR", "FR"); /* for whom it does not matter who else belongs there */
    docket = bo_docket_create(bo_regime_create(&parts, arena), &buyer, arena);
    bo_docket_ask(docket, &chip, 200, 0, verdict);
    assert_int_equal(verdict[BO_GATE_EXPORT].permission, BO_FREE);
    assert_true(bo_docket_says_the_same(docket, 200, 251));
}

/* A quota, or a country that comes or goes, makes days differ on which the same rules are in force. */
static void what_concerns_the_buyer_alone_tells_which_days_are_alike(void **state)
{
    struct bo_member member[] = {{bo_country_of_code("KH"), {150, 250}}};
    struct bo_country_group group = {.members = {.n = LENGTH(member), .member = member}};
    uint32_t row = 0;
    struct bo_export_rule rule[2] = {rule_of("r", NULL, NULL), rule_of("s", NULL, NULL)};
    struct bo_regime_parts parts = {.n_rules = 2, .rule = rule, .n_groups = 1, .group = &group};
    struct bo_country france = bo_country_of_code("FR");
    struct bo_buyer buyer = buyer_of("CN", "CN");
    int32_t start;

    (void)state;
    rule[1].effective_day += 50;
    rule[1].destinations = (struct bo_places){.n_countries = 1, .country = &france};
    start = rule[0].effective_day;
    struct bo_docket *docket = bo_docket_create(bo_regime_create(&parts, arena), &buyer, arena);
    assert_true(bo_docket_says_the_same(docket, start - 2, start - 1));
    assert_false(bo_docket_says_the_same(docket, start - 1, start));
    assert_true(bo_docket_says_the_same(docket, start, start + 50)); /* begins for another */
    buyer = buyer_of("CN", "FR");
    docket = bo_docket_create(bo_regime_create(&parts, arena), &buyer, arena);
    assert_false(bo_docket_says_the_same(docket, start, start + 50));
    assert_true(bo_docket_says_the_same(docket, start + 50, start + 51));
    rule[0].quota_per = BO_QUOTA_COUNTRY;
    docket = bo_docket_create(bo_regime_create(&parts, arena), &buyer, arena);
    assert_false(bo_docket_says_the_same(docket, start + 50, start + 51));
    rule[0].quota_per = BO_QUOTA_NONE;
    rule[0].destinations = (struct bo_places){.n_groups = 1, .group = &row};
    buyer = buyer_of("CN", "KH");
    docket = bo_docket_create(bo_regime_create(&parts, arena), &buyer, arena);
    assert_false(bo_docket_says_the_same(docket, 149, 150));
    rule[0].destinations = rule[1].destinations = (struct bo_places){0};
    rule[0].rescinded_day = rule[1].effective_day = start + 20; /* the one in the other's place */
    docket = bo_docket_create(bo_regime_create(&parts, arena), &buyer, arena);
    assert_true(bo_docket_says_the_same(docket, start, start + 19));
    assert_false(bo_docket_says_the_same(docket, start + 19, start + 20));
}

/* A rule that begins on day 100, and what is heard of its end by some day. */
static enum bo_permission foreseen(const struct bo_export_rule *rule, int32_t day, int32_t heard)
{
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_docket *docket =
        bo_docket_create(regime_of(rule, 1, BO_UNKNOWN_STRICT), &buyer, arena);
    struct bo_verdict verdict[BO_N_GATES];

    bo_docket_ask(docket, &chip, day, heard, verdict);
    return verdict[BO_GATE_EXPORT].permission;
}

static void an_end_is_foreseen_once_it_is_known(void **state)
{
    struct bo_export_rule rule = rule_of("r", NULL, NULL);

    (void)state;
    rule.announced_day = 10;
    rule.effective_day = 100;
    rule.rescinded_day = 90; /* it never binds */
    rule.rescission_announced_day = BO_NEVER;
    assert_int_equal(foreseen(&rule, 150, 9), BO_FREE);
    assert_int_equal(foreseen(&rule, 150, 10), BO_DENIED);
    assert_int_equal(foreseen(&rule, 150, 89), BO_DENIED);
    assert_int_equal(foreseen(&rule, 150, 90), BO_FREE);
    assert_int_equal(foreseen(&rule, 150, 0), BO_FREE);
    rule.rescission_announced_day = 40;
    assert_int_equal(foreseen(&rule, 150, 39), BO_DENIED);
    assert_int_equal(foreseen(&rule, 150, 40), BO_FREE);
    rule.rescinded_day = 200;
    assert_int_equal(foreseen(&rule, 199, 40), BO_DENIED);
    assert_int_equal(foreseen(&rule, 200, 39), BO_DENIED);
    assert_int_equal(foreseen(&rule, 200, 40), BO_FREE);
    rule.rescission_announced_day = 250; /* on the day itself at the latest */
    assert_int_equal(foreseen(&rule, 260, 199), BO_DENIED);
    assert_int_equal(foreseen(&rule, 260, 200), BO_FREE);
}

static void a_suspension_is_foreseen_once_it_is_known(void **state)
{
    struct bo_export_rule rule = rule_of("r", NULL, NULL);

    (void)state;
    rule.announced_day = 10;
    rule.effective_day = 100;
    rule.suspended_from_day = 120;
    rule.suspended_to_day = 130;
    rule.suspended_probability = 1.0;
    rule.suspension_announced_day = BO_NEVER;
    assert_int_equal(foreseen(&rule, 125, 119), BO_DENIED);
    assert_int_equal(foreseen(&rule, 125, 120), BO_FREE);
    assert_int_equal(foreseen(&rule, 131, 120), BO_DENIED);
    rule.suspension_announced_day = 50;
    assert_int_equal(foreseen(&rule, 125, 49), BO_DENIED);
    assert_int_equal(foreseen(&rule, 125, 50), BO_FREE);
    assert_int_equal(foreseen(&rule, 119, 50), BO_DENIED);
}

/* Sold at home a chip meets only rules that reach there; rules on inputs are no chips' matter. */
static void home_and_inputs_are_kept_apart(void **state)
{
    struct bo_chip chip = some_chip();
    struct bo_export_rule rule[2] = {rule_of("r", NULL, NULL), rule_of("s", NULL, NULL)};

    (void)state;
    rule[1].kind = BO_RULE_INPUT;
    rule[1].subject = "hbm";
    assert_int_equal(
        asked(regime_of(rule, 1, BO_UNKNOWN_STRICT), &chip, buyer_of("US", "US")).permission,
        BO_FREE);
    assert_int_equal(
        asked(regime_of(rule, 2, BO_UNKNOWN_STRICT), &chip, buyer_of("FR", "FR")).permission,
        BO_DENIED);
    assert_int_equal(
        asked(regime_of(rule + 1, 1, BO_UNKNOWN_STRICT), &chip, buyer_of("FR", "FR")).permission,
        BO_FREE);
    rule[0].at_home = true;
    assert_int_equal(
        asked(regime_of(rule, 1, BO_UNKNOWN_STRICT), &chip, buyer_of("US", "US")).permission,
        BO_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_that_the_buyer_does_not_meet_is_left_out),
        cmocka_unit_test(what_hangs_on_the_chip_stays_open),
        cmocka_unit_test(dated_membership_stays_open),
        cmocka_unit_test(what_concerns_the_buyer_alone_tells_which_days_are_alike),
        cmocka_unit_test(an_end_is_foreseen_once_it_is_known),
        cmocka_unit_test(a_suspension_is_foreseen_once_it_is_known),
        cmocka_unit_test(home_and_inputs_are_kept_apart),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
