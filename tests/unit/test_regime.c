/* The judge on laws of one or two rules, worked out by hand. */
#include "small_law.h"

/* One rule with one test on a quantity, for a Chinese buyer on day 200. */
static struct bo_verdict judge_test(enum bo_chip_quantity quantity, enum bo_operator op,
                                    double bound, const struct bo_chip *chip)
{
    struct bo_condition test = {
        .kind = BO_CONDITION_QUANTITY, .quantity = quantity, .op = op, .bound = 0};
    double bounds[8] = {bound};
    struct bo_export_rule rule = rule_of("r", &test, bounds);
    struct bo_buyer buyer = buyer_of("CN", "CN");

    return bo_regime_judge(regime_of(&rule, 1, BO_UNKNOWN_STRICT), chip, &buyer, 200);
}

static bool bites(enum bo_operator op, double bound)
{
    struct bo_chip chip = some_chip();

    return judge_test(BO_CHIP_TPP, op, bound, &chip).permission == BO_DENIED;
}

static void operators_differ_at_the_threshold(void **state)
{
    (void)state;
    assert_true(bites(BO_AT_LEAST, 4999.0));
    assert_true(bites(BO_AT_LEAST, 5000.0));
    assert_false(bites(BO_AT_LEAST, 5001.0));
    assert_true(bites(BO_ABOVE, 4999.0));
    assert_false(bites(BO_ABOVE, 5000.0));
    assert_false(bites(BO_BELOW, 5000.0));
    assert_true(bites(BO_BELOW, 5001.0));
    assert_true(bites(BO_AT_MOST, 5000.0));
    assert_false(bites(BO_AT_MOST, 4999.0));
}

static void a_threshold_of_none_is_never_met(void **state)
{
    (void)state;
    for (int op = 0; op < BO_N_OPERATORS; op++) {
        assert_false(bites((enum bo_operator)op, bo_operator_never((enum bo_operator)op)));
        assert_false(bites((enum bo_operator)op, BO_NAN));
    }
}

/* What is not known is at least zero all the same, never below zero, and never reaches a threshold of none. */
static void an_unknown_quantity_meets_what_every_number_meets(void **state)
{
    struct bo_chip chip = some_chip();

    (void)state;
    chip.tpp = BO_NAN;
    assert_int_equal(judge_test(BO_CHIP_TPP, BO_AT_LEAST, 0.0, &chip).permission, BO_DENIED);
    assert_false(judge_test(BO_CHIP_TPP, BO_AT_LEAST, 0.0, &chip).unknown);
    assert_false(judge_test(BO_CHIP_TPP, BO_BELOW, 0.0, &chip).unknown);
    assert_false(judge_test(BO_CHIP_TPP, BO_AT_LEAST, (double)INFINITY, &chip).unknown);
    assert_true(judge_test(BO_CHIP_TPP, BO_AT_LEAST, 1.0, &chip).unknown);
}

/* TPP 5000 against 4000: a quarter above; density 5000 / 1000 = 5 against 10: a half below; 2600 GB/s against 2000. */
static void the_margin_is_a_signed_fraction_of_the_threshold(void **state)
{
    struct bo_chip chip = some_chip();
    struct bo_verdict v = judge_test(BO_CHIP_TPP, BO_AT_LEAST, 4000.0, &chip);

    (void)state;
    assert_near(v.margin_frac, 0.25, 1e-15);
    assert_int_equal(v.nearest, BO_CHIP_TPP);
    assert_near(v.bound, 4000.0, 0.0);
    v = judge_test(BO_CHIP_PERFORMANCE_DENSITY, BO_AT_LEAST, 10.0, &chip);
    assert_near(v.margin_frac, -0.5, 1e-15);
    assert_int_equal(v.permission, BO_FREE);
    assert_int_equal(v.rule, BO_NO_ROW);
    assert_near(judge_test(BO_CHIP_TOTAL_BANDWIDTH, BO_ABOVE, 2000.0, &chip).margin_frac, 0.3,
                1e-15);
    assert_near(judge_test(BO_CHIP_INTERCONNECT, BO_BELOW, 1000.0, &chip).margin_frac, 0.4, 1e-15);
    assert_near(judge_test(BO_CHIP_MEMORY_BANDWIDTH, BO_AT_MOST, 1000.0, &chip).margin_frac, -1.0,
                1e-15);
    assert_true(isnan(judge_test(BO_CHIP_TPP, BO_AT_LEAST, (double)INFINITY, &chip).margin_frac));
    assert_true(isnan(judge_test(BO_CHIP_TPP, BO_AT_LEAST, 0.0, &chip).margin_frac));
}

/* ---- any and all ---- */

/* tpp >= bounds[0] with link >= bounds[1] under kind; memory >= bounds[2] when there are three. */
static struct bo_verdict judge_two(enum bo_condition_kind kind, double *bounds, uint32_t n,
                                   const struct bo_chip *chip, enum bo_unknown_treatment unknown)
{
    struct bo_condition test[] = {
        {.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_TPP, .bound = 0},
        {.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_INTERCONNECT, .bound = 1},
        {.kind = BO_CONDITION_QUANTITY, .quantity = BO_CHIP_MEMORY_BANDWIDTH, .bound = 2}};
    struct bo_condition root = {.kind = kind, .n_children = n, .child = test};
    struct bo_export_rule rule = rule_of("r", &root, bounds);
    struct bo_buyer buyer = buyer_of("CN", "CN");

    return bo_regime_judge(regime_of(&rule, 1, unknown), chip, &buyer, 200);
}

/* Links 600: 600/500 is a fifth above, TPP 5000/4000 a quarter. `all` ends at the nearer one, `any` at the farther. */
static void all_needs_each_and_any_needs_one(void **state)
{
    struct bo_chip chip = some_chip();
    double both[8] = {4000.0, 500.0, 0.0}, one[8] = {4000.0, 800.0, 0.0};
    struct bo_verdict v = judge_two(BO_CONDITION_ALL, both, 2, &chip, BO_UNKNOWN_STRICT);

    (void)state;
    assert_int_equal(v.permission, BO_DENIED);
    assert_near(v.margin_frac, 0.2, 1e-15);
    assert_int_equal(v.nearest, BO_CHIP_INTERCONNECT);
    v = judge_two(BO_CONDITION_ANY, both, 2, &chip, BO_UNKNOWN_STRICT);
    assert_near(v.margin_frac, 0.25, 1e-15);
    v = judge_two(BO_CONDITION_ALL, one, 2, &chip, BO_UNKNOWN_STRICT);
    assert_int_equal(v.permission, BO_FREE);
    assert_near(v.margin_frac, -0.25, 1e-15); /* 600 of 800 */
    assert_int_equal(judge_two(BO_CONDITION_ANY, one, 2, &chip, BO_UNKNOWN_STRICT).permission,
                     BO_DENIED);
}

/* Kleene: an unknown link decides neither an `any` that holds otherwise nor an `all` that fails otherwise. */
static void the_unknown_matters_only_where_it_could_decide(void **state)
{
    struct bo_chip chip = some_chip();
    double tpp_holds[8] = {4000.0, 500.0}, tpp_fails[8] = {6000.0, 500.0};

    (void)state;
    chip.interconnect_gb_per_s = BO_NAN;
    assert_false(judge_two(BO_CONDITION_ANY, tpp_holds, 2, &chip, BO_UNKNOWN_STRICT).unknown);
    assert_true(judge_two(BO_CONDITION_ANY, tpp_fails, 2, &chip, BO_UNKNOWN_STRICT).unknown);
    assert_true(judge_two(BO_CONDITION_ALL, tpp_holds, 2, &chip, BO_UNKNOWN_STRICT).unknown);
    assert_false(judge_two(BO_CONDITION_ALL, tpp_fails, 2, &chip, BO_UNKNOWN_STRICT).unknown);
}

static void the_unknown_is_treated_as_the_scenario_says(void **state)
{
    struct bo_chip chip = some_chip();
    double bounds[8] = {4000.0, 500.0};
    struct bo_verdict strict, lax;

    (void)state;
    chip.interconnect_gb_per_s = BO_NAN;
    strict = judge_two(BO_CONDITION_ALL, bounds, 2, &chip, BO_UNKNOWN_STRICT);
    lax = judge_two(BO_CONDITION_ALL, bounds, 2, &chip, BO_UNKNOWN_LAX);
    assert_int_equal(strict.permission, BO_DENIED);
    assert_int_equal(strict.rule, 0);
    assert_true(isnan(strict.margin_frac));
    assert_int_equal(lax.permission, BO_FREE);
    assert_int_equal(lax.gate, BO_GATE_NONE);
    assert_true(strict.unknown && lax.unknown);
}

static void an_empty_all_holds_and_an_empty_any_does_not(void **state)
{
    struct bo_chip chip = some_chip();
    double bounds[8] = {0.0};

    (void)state;
    assert_int_equal(judge_two(BO_CONDITION_ALL, bounds, 0, &chip, BO_UNKNOWN_STRICT).permission,
                     BO_DENIED);
    assert_int_equal(judge_two(BO_CONDITION_ANY, bounds, 0, &chip, BO_UNKNOWN_STRICT).permission,
                     BO_FREE);
}

/* ---- flags, chips and places ---- */

static enum bo_permission judge_condition(struct bo_condition test, const struct bo_chip *chip,
                                          struct bo_buyer buyer)
{
    struct bo_export_rule rule = rule_of("r", &test, NULL);

    return bo_regime_judge(regime_of(&rule, 1, BO_UNKNOWN_STRICT), chip, &buyer, 200).permission;
}

static void flags_are_wanted_or_unwanted(void **state)
{
    struct bo_chip chip = some_chip();
    struct bo_buyer plain = buyer_of("CN", "CN"), buyer = plain;
    struct bo_condition test = {.kind = BO_CONDITION_FLAG, .wanted = true};

    (void)state;
    assert_int_equal(judge_condition(test, &chip, plain), BO_DENIED);
    test.wanted = false;
    assert_int_equal(judge_condition(test, &chip, plain), BO_FREE);
    chip.data_centre = false;
    assert_int_equal(judge_condition(test, &chip, plain), BO_DENIED);
    test = (struct bo_condition){.kind = BO_CONDITION_FLAG, .flag = BO_FLAG_LISTED, .wanted = true};
    buyer.listed = true;
    assert_int_equal(judge_condition(test, &chip, plain), BO_FREE);
    assert_int_equal(judge_condition(test, &chip, buyer), BO_DENIED);
    test.flag = BO_FLAG_STATE_FUNDED;
    assert_int_equal(judge_condition(test, &chip, buyer), BO_FREE);
    buyer.state_funded = true;
    assert_int_equal(judge_condition(test, &chip, buyer), BO_DENIED);
    test.flag = BO_FLAG_SUPERCOMPUTER;
    assert_int_equal(judge_condition(test, &chip, buyer), BO_FREE);
    buyer.supercomputer = true;
    assert_int_equal(judge_condition(test, &chip, buyer), BO_DENIED);
}

static void a_rule_may_name_chips_or_all_but_some(void **state)
{
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    uint64_t others[] = {bo_key_hash("A"), bo_key_hash("B")};
    uint64_t with_it[] = {bo_key_hash("A"), bo_key_hash("C")};
    struct bo_condition test = {
        .kind = BO_CONDITION_CHIP, .wanted = true, .n_chips = 2, .chip = others};

    (void)state;
    assert_int_equal(judge_condition(test, &chip, buyer), BO_FREE);
    test.chip = with_it;
    assert_int_equal(judge_condition(test, &chip, buyer), BO_DENIED);
    test.wanted = false;
    assert_int_equal(judge_condition(test, &chip, buyer), BO_FREE);
}

static void places_are_of_destination_or_headquarters(void **state)
{
    struct bo_chip chip = some_chip();
    struct bo_country china = bo_country_of_code("CN");
    struct bo_condition test = {.kind = BO_CONDITION_PLACE,
                                .wanted = true,
                                .party = BO_DESTINATION,
                                .places = {.n_countries = 1, .country = &china}};

    (void)state;
    assert_int_equal(judge_condition(test, &chip, buyer_of("SG", "CN")), BO_DENIED);
    assert_int_equal(judge_condition(test, &chip, buyer_of("CN", "SG")), BO_FREE);
    test.party = BO_HEADQUARTERS;
    assert_int_equal(judge_condition(test, &chip, buyer_of("CN", "SG")), BO_DENIED);
    assert_int_equal(judge_condition(test, &chip, buyer_of("SG", "CN")), BO_FREE);
    test.wanted = false;
    assert_int_equal(judge_condition(test, &chip, buyer_of("SG", "CN")), BO_DENIED);
    assert_int_equal(judge_condition(test, &chip, (struct bo_buyer){.headquarters = BO_NO_COUNTRY}),
                     BO_DENIED);
}

/* CN always, KH from day 150 to 250, CY until 120, of a rule in force from 100 on. */
static void membership_of_a_group_is_dated(void **state)
{
    struct bo_member member[] = {
        {bo_country_of_code("CN"), {INT32_MIN, INT32_MAX}},
        {bo_country_of_code("KH"), {150, 250}},
        {bo_country_of_code("CY"), {INT32_MIN, 120}},
    };
    struct bo_country_group group = {.members = {.n = LENGTH(member), .member = member}};
    uint32_t row = 0;
    struct bo_export_rule rule = rule_of("r", NULL, NULL);
    struct bo_regime_parts parts = {.n_rules = 1, .rule = &rule, .n_groups = 1, .group = &group};
    const struct {
        const char *country;
        int32_t day;
        bool denied;
    } expected[] = {{"CN", 99, false},  {"CN", 100, true}, {"CN", 9999, true}, {"KH", 149, false},
                    {"KH", 150, true},  {"KH", 250, true}, {"KH", 251, false}, {"CY", 120, true},
                    {"CY", 121, false}, {"SG", 200, false}};
    struct bo_chip chip = some_chip();
    const struct bo_regime *regime;

    (void)state;
    rule.destinations = (struct bo_places){.n_groups = 1, .group = &row};
    regime = bo_regime_create(&parts, arena);
    for (size_t i = 0; i < LENGTH(expected); i++) {
        struct bo_buyer buyer = buyer_of("FR", expected[i].country);

        assert_int_equal(bo_regime_judge(regime, &chip, &buyer, expected[i].day).permission ==
                             BO_DENIED,
                         expected[i].denied);
    }
}

/* min_tpp 2400 for China as destination or headquarters. */
static void short_keys_mean_a_threshold_and_either_place(void **state)
{
    struct bo_country china = bo_country_of_code("CN");
    struct bo_places places = {.n_countries = 1, .country = &china};
    struct bo_export_rule rule = rule_of("r", NULL, NULL);
    const struct bo_regime *regime;
    struct bo_chip chip = some_chip();
    struct bo_buyer there = buyer_of("FR", "CN"), owned = buyer_of("CN", "FR");
    struct bo_buyer neither = buyer_of("FR", "FR");

    (void)state;
    rule.min_tpp = 2400.0;
    rule.destinations = rule.headquarters = places;
    regime = regime_of(&rule, 1, BO_UNKNOWN_STRICT);
    assert_int_equal(bo_regime_judge(regime, &chip, &there, 200).permission, BO_DENIED);
    assert_int_equal(bo_regime_judge(regime, &chip, &owned, 200).permission, BO_DENIED);
    assert_int_equal(bo_regime_judge(regime, &chip, &neither, 200).permission, BO_FREE);
    chip.tpp = 2399.0;
    assert_int_equal(bo_regime_judge(regime, &chip, &there, 200).permission, BO_FREE);
}

static void what_is_sold_at_home_crosses_no_border(void **state)
{
    struct bo_export_rule rule = rule_of("r", NULL, NULL);
    const struct bo_regime *regime = regime_of(&rule, 1, BO_UNKNOWN_STRICT);
    struct bo_chip chip = some_chip();
    struct bo_buyer at_home = buyer_of("CN", "US"), abroad = buyer_of("US", "CN");

    (void)state;
    assert_int_equal(bo_regime_judge(regime, &chip, &at_home, 200).permission, BO_FREE);
    assert_int_equal(bo_regime_judge(regime, &chip, &abroad, 200).permission, BO_DENIED);
}

/* A duty on what is made abroad for a maker at home: other rules still reach what crosses a border only. */
static void a_rule_may_reach_the_home_of_the_chip(void **state)
{
    struct bo_export_rule rule[] = {rule_of("duty", NULL, NULL), rule_of("ban", NULL, NULL)};
    struct bo_chip chip = some_chip();
    struct bo_buyer at_home = buyer_of("CN", "US"), abroad = buyer_of("US", "CN");
    const struct bo_regime *regime;
    struct bo_verdict v;

    (void)state;
    rule[0].policy = BO_FREE;
    rule[0].levy_frac = 0.25;
    rule[0].at_home = true;
    regime = regime_of(rule, 2, BO_UNKNOWN_STRICT);
    v = bo_regime_judge(regime, &chip, &at_home, 200);
    assert_int_equal(v.permission, BO_FREE);
    assert_near(v.levy_frac, 0.25, 0.0);
    v = bo_regime_judge(regime, &chip, &abroad, 200);
    assert_int_equal(v.permission, BO_DENIED);
    assert_near(v.levy_frac, 0.25, 0.0);
}

/* ---- several rules ---- */

static struct bo_export_rule permit(const char *key, enum bo_permission permission,
                                    enum bo_presumption presumption, double levy)
{
    struct bo_export_rule rule = rule_of(key, NULL, NULL);

    rule.policy = (int)permission;
    rule.presumption = (int)presumption;
    rule.levy_frac = levy;
    return rule;
}

static void the_strictest_rule_decides_and_levies_add_up(void **state)
{
    struct bo_export_rule rule[] = {
        permit("a", BO_FREE, BO_PRESUME_NOTHING, 0.15),
        permit("b", BO_LICENCE, BO_PRESUME_APPROVAL, 0.0),
        permit("c", BO_LICENCE, BO_PRESUME_CASE_BY_CASE, 0.25),
        permit("d", BO_NOTIFY, BO_PRESUME_NOTHING, 0.0),
    };
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_verdict v;

    (void)state;
    rule[2].gate = BO_GATE_IMPORT;
    v = bo_regime_judge(regime_of(rule, 4, BO_UNKNOWN_STRICT), &chip, &buyer, 200);
    assert_int_equal(v.permission, BO_LICENCE);
    assert_int_equal(v.presumption, BO_PRESUME_CASE_BY_CASE);
    assert_int_equal(v.gate, BO_GATE_IMPORT);
    assert_int_equal(v.rule, 2);
    assert_near(v.levy_frac, 0.4, 1e-15);
}

static void a_levy_alone_leaves_a_chip_free(void **state)
{
    struct bo_export_rule rule = permit("a", BO_FREE, BO_PRESUME_NOTHING, 0.15);
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_verdict v =
        bo_regime_judge(regime_of(&rule, 1, BO_UNKNOWN_STRICT), &chip, &buyer, 200);

    (void)state;
    assert_int_equal(v.permission, BO_FREE);
    assert_int_equal(v.rule, BO_NO_ROW);
    assert_near(v.levy_frac, 0.15, 0.0);
}

static void presumptions_are_ordered_between_notice_and_denial(void **state)
{
    (void)state;
    assert_true(bo_strictness(BO_FREE, BO_PRESUME_NOTHING) == 0);
    assert_true(bo_strictness(BO_NOTIFY, BO_PRESUME_NOTHING) <
                bo_strictness(BO_LICENCE, BO_PRESUME_APPROVAL));
    assert_true(bo_strictness(BO_LICENCE, BO_PRESUME_APPROVAL) <
                bo_strictness(BO_LICENCE, BO_PRESUME_NOTHING));
    assert_true(bo_strictness(BO_LICENCE, BO_PRESUME_NOTHING) <
                bo_strictness(BO_LICENCE, BO_PRESUME_CASE_BY_CASE));
    assert_true(bo_strictness(BO_LICENCE, BO_PRESUME_CASE_BY_CASE) <
                bo_strictness(BO_LICENCE, BO_PRESUME_DENIAL));
    assert_true(bo_strictness(BO_LICENCE, BO_PRESUME_DENIAL) <
                bo_strictness(BO_DENIED, BO_PRESUME_NOTHING));
}

static void a_question_may_be_of_one_gate_or_without_a_rule(void **state)
{
    struct bo_export_rule rule[] = {permit("a", BO_LICENCE, BO_PRESUME_NOTHING, 0.1),
                                    permit("b", BO_DENIED, BO_PRESUME_NOTHING, 0.0)};
    const struct bo_regime *regime;
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_inquiry ask = {.chip = &chip,
                             .buyer = &buyer,
                             .day = 200,
                             .kind = BO_RULE_CHIPS,
                             .gate = BO_GATE_EXPORT,
                             .without = BO_NO_ROW};

    (void)state;
    rule[1].gate = BO_GATE_IMPORT;
    regime = regime_of(rule, 2, BO_UNKNOWN_STRICT);
    assert_int_equal(bo_regime_inquire(regime, &ask).permission, BO_LICENCE);
    ask.gate = BO_GATE_IMPORT;
    assert_int_equal(bo_regime_inquire(regime, &ask).permission, BO_DENIED);
    ask.without = 1;
    assert_int_equal(bo_regime_inquire(regime, &ask).permission, BO_FREE);
    assert_true(bo_regime_adds_to_law(regime, 1, &chip, &buyer, 200));
    assert_true(bo_regime_adds_to_law(regime, 0, &chip, &buyer, 200)); /* its levy */
    assert_false(bo_regime_adds_to_law(regime, 0, &chip, &buyer, 99));
}

/* A rule on an input, asked without a chip: tests of the chip are not known or do not hold. */
static void inputs_and_clouds_have_rules_of_their_own(void **state)
{
    struct bo_condition test[] = {{.kind = BO_CONDITION_QUANTITY, .bound = 0},
                                  {.kind = BO_CONDITION_FLAG, .wanted = true},
                                  {.kind = BO_CONDITION_CHIP, .wanted = true}};
    double bound[8] = {1.0};
    struct bo_export_rule rule = rule_of("r", NULL, bound);
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_inquiry ask = {.buyer = &buyer,
                             .day = 200,
                             .kind = BO_RULE_INPUT,
                             .subject = "hbm",
                             .gate = BO_GATE_NONE,
                             .without = BO_NO_ROW};

    (void)state;
    rule.kind = BO_RULE_INPUT;
    rule.subject = "hbm";
    assert_int_equal(bo_regime_inquire(regime_of(&rule, 1, BO_UNKNOWN_LAX), &ask).permission,
                     BO_DENIED);
    ask.subject = "foundry";
    assert_int_equal(bo_regime_inquire(regime_of(&rule, 1, BO_UNKNOWN_LAX), &ask).permission,
                     BO_FREE);
    ask.subject = "hbm";
    for (size_t i = 0; i < LENGTH(test); i++) {
        rule.when.root = &test[i];
        assert_int_equal(bo_regime_inquire(regime_of(&rule, 1, BO_UNKNOWN_LAX), &ask).unknown,
                         i == 0);
    }
    ask.kind = BO_RULE_CLOUD;
    assert_int_equal(bo_regime_inquire(regime_of(&rule, 1, BO_UNKNOWN_LAX), &ask).permission,
                     BO_FREE);
}

/* ---- days ---- */

static bool denied_on(const struct bo_regime *regime, int32_t day)
{
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    bool denied = bo_regime_judge(regime, &chip, &buyer, day).permission == BO_DENIED;

    assert_int_equal(bo_regime_in_force(regime, 0, day), denied);
    return denied;
}

/* Effective on day 100 with 30.5 days of grace, suspended on 200 to 210, rescinded on 300. */
static void a_rule_holds_between_its_days(void **state)
{
    struct bo_export_rule rule = rule_of("r", NULL, NULL);
    const struct bo_regime *regime;

    (void)state;
    rule.grace_days = 30.5;
    rule.suspended_from_day = 200;
    rule.suspended_to_day = 210;
    rule.rescinded_day = 300;
    regime = regime_of(&rule, 1, BO_UNKNOWN_STRICT);
    assert_false(denied_on(regime, 130));
    assert_true(denied_on(regime, 131));
    assert_true(denied_on(regime, 199));
    assert_false(denied_on(regime, 200));
    assert_false(denied_on(regime, 210));
    assert_true(denied_on(regime, 211));
    assert_true(denied_on(regime, 299));
    assert_false(denied_on(regime, 300));
    assert_int_equal(bo_regime_last_change(regime), 300);
    assert_false(bo_regime_in_force(regime, 1, 150)); /* no such rule */
}

static void a_suspension_happens_as_its_draw_says(void **state)
{
    struct bo_export_rule rule = rule_of("r", NULL, NULL);
    double low = 0.2, high = 0.4;
    struct bo_regime_parts parts = {.n_rules = 1, .rule = &rule};

    (void)state;
    rule.suspended_from_day = 200;
    rule.suspended_probability = 0.3;
    assert_true(denied_on(bo_regime_create(&parts, arena), 250)); /* not likelier than not */
    parts.draw = &low;
    assert_false(denied_on(bo_regime_create(&parts, arena), 250));
    parts.draw = &high;
    assert_true(denied_on(bo_regime_create(&parts, arena), 250));
}

static void suspensions_for_one_reason_share_a_draw(void **state)
{
    struct bo_export_rule a = rule_of("a", NULL, NULL), b = rule_of("b", NULL, NULL);

    (void)state;
    assert_true(bo_rule_suspension_key(&a) != bo_rule_suspension_key(&b));
    a.suspended_reason = b.suspended_reason = "truce";
    assert_true(bo_rule_suspension_key(&a) == bo_rule_suspension_key(&b));
}

static void a_law_without_rules_denies_nothing(void **state)
{
    const struct bo_regime *regime = regime_of(NULL, 0, BO_UNKNOWN_STRICT);
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_verdict v = bo_regime_judge(regime, &chip, &buyer, 200);

    (void)state;
    assert_int_equal(v.permission, BO_FREE);
    assert_true(isnan(v.margin_frac));
    assert_int_equal(bo_regime_last_change(regime), INT32_MIN);
    assert_true(bo_regime_way_out(regime, &chip, &buyer, 200, 0).possible);
}

/* A ban that binds from day 200 and is announced on day 150: who asks before that of day 250 does not know of it. */
static void nobody_foresees_what_is_not_announced(void **state)
{
    struct bo_export_rule rule = rule_of("a", NULL, NULL);
    struct bo_chip chip = some_chip();
    struct bo_buyer buyer = buyer_of("CN", "CN");
    struct bo_inquiry inquiry = {.chip = &chip,
                                 .buyer = &buyer,
                                 .day = 250,
                                 .kind = BO_RULE_CHIPS,
                                 .gate = BO_GATE_NONE,
                                 .without = BO_NO_ROW};

    (void)state;
    rule.policy = BO_DENIED;
    rule.announced_day = 150;
    rule.effective_day = 200;
    const struct bo_regime *regime = regime_of(&rule, 1, BO_UNKNOWN_STRICT);
    inquiry.heard_day = 149;
    assert_int_equal(bo_regime_inquire(regime, &inquiry).permission, BO_FREE);
    inquiry.heard_day = 150;
    assert_int_equal(bo_regime_inquire(regime, &inquiry).permission, BO_DENIED);
    inquiry.heard_day = 0;
    assert_int_equal(bo_regime_inquire(regime, &inquiry).permission, BO_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_differ_at_the_threshold),
        cmocka_unit_test(a_threshold_of_none_is_never_met),
        cmocka_unit_test(an_unknown_quantity_meets_what_every_number_meets),
        cmocka_unit_test(the_margin_is_a_signed_fraction_of_the_threshold),
        cmocka_unit_test(all_needs_each_and_any_needs_one),
        cmocka_unit_test(the_unknown_matters_only_where_it_could_decide),
        cmocka_unit_test(the_unknown_is_treated_as_the_scenario_says),
        cmocka_unit_test(an_empty_all_holds_and_an_empty_any_does_not),
        cmocka_unit_test(flags_are_wanted_or_unwanted),
        cmocka_unit_test(a_rule_may_name_chips_or_all_but_some),
        cmocka_unit_test(places_are_of_destination_or_headquarters),
        cmocka_unit_test(membership_of_a_group_is_dated),
        cmocka_unit_test(short_keys_mean_a_threshold_and_either_place),
        cmocka_unit_test(what_is_sold_at_home_crosses_no_border),
        cmocka_unit_test(the_strictest_rule_decides_and_levies_add_up),
        cmocka_unit_test(a_rule_may_reach_the_home_of_the_chip),
        cmocka_unit_test(a_levy_alone_leaves_a_chip_free),
        cmocka_unit_test(presumptions_are_ordered_between_notice_and_denial),
        cmocka_unit_test(a_question_may_be_of_one_gate_or_without_a_rule),
        cmocka_unit_test(inputs_and_clouds_have_rules_of_their_own),
        cmocka_unit_test(a_rule_holds_between_its_days),
        cmocka_unit_test(a_suspension_happens_as_its_draw_says),
        cmocka_unit_test(suspensions_for_one_reason_share_a_draw),
        cmocka_unit_test(a_law_without_rules_denies_nothing),
        cmocka_unit_test(nobody_foresees_what_is_not_announced),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
