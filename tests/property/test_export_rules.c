/* What holds of every law: order is irrelevant, looser thresholds free no fewer chips, idle rules change nothing. */
#include <stdio.h>

#include "law_fixture.h"

#include "buildout/base/rng.h"

enum { N_ROUNDS = 40, N_DAYS = 12, N_BUYERS = 5 };

static const uint64_t seed = 20231017;

/* The n-th uniform draw of a test. */
static double draw(uint64_t test, uint32_t n)
{
    struct bo_rng rng = {.seed = seed};

    return bo_rng_uniform(&rng, test, 1, n);
}

static int32_t some_day(uint64_t test, uint32_t n)
{
    return law_day("2022-08-01") + (int32_t)(draw(test, n) * 1600.0);
}

static struct bo_buyer some_buyer(uint32_t i)
{
    static const char *const pair[N_BUYERS][2] = {
        {"CN", "CN"}, {"CN", "SG"}, {"AE", "AE"}, {"US", "CN"}, {"RU", "RU"}};
    struct bo_buyer buyer = law_buyer(pair[i % N_BUYERS][0], pair[i % N_BUYERS][1]);

    buyer.listed = i % 7 == 0;
    return buyer;
}

static const struct bo_regime *with_rules(struct law_fixture *law,
                                          const struct bo_export_rule *rule, uint32_t n)
{
    struct bo_regime_parts parts = bo_regime_parts_of(law->param, NULL);

    parts.rule = rule;
    parts.n_rules = n;
    return bo_regime_create(&parts, law->arena);
}

static struct bo_export_rule *copy_rules(struct law_fixture *law, uint32_t n_more)
{
    uint32_t n = law->param->n[BO_TABLE_RULES];
    struct bo_export_rule *rule = BO_NEW_ARRAY(law->arena, struct bo_export_rule, n + n_more);

    memcpy(rule, law->param->export_rule, n * sizeof *rule);
    return rule;
}

static void same_double(double a, double b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

static void the_order_of_rules_is_irrelevant(void **state)
{
    struct law_fixture *law = *state;
    uint32_t n = law->param->n[BO_TABLE_RULES];
    struct bo_export_rule *rule = copy_rules(law, 0);
    const struct bo_regime *shuffled;

    for (uint32_t i = n - 1; i > 0; i--) {
        uint32_t k = (uint32_t)(draw(1, i) * (i + 1.0));
        struct bo_export_rule swap = rule[i];

        rule[i] = rule[k];
        rule[k] = swap;
    }
    shuffled = with_rules(law, rule, n);
    for (uint32_t c = 0; c < law->param->n[BO_TABLE_CHIPS]; c++) {
        for (uint32_t i = 0; i < N_DAYS * N_BUYERS; i++) {
            struct bo_buyer buyer = some_buyer(i);
            const struct bo_chip *chip = &law->param->chip[c];
            int32_t day = some_day(2, i);
            struct bo_verdict a = bo_regime_judge(law->regime, chip, &buyer, day);
            struct bo_verdict b = bo_regime_judge(shuffled, chip, &buyer, day);

            assert_int_equal(a.permission, b.permission);
            assert_int_equal(a.unknown, b.unknown);
            assert_int_equal(a.nearest, b.nearest);
            same_double(a.levy_frac, b.levy_frac);
            assert_int_equal(a.rule == BO_NO_ROW, b.rule == BO_NO_ROW);
            if (a.rule != BO_NO_ROW)
                assert_string_equal(law->param->export_rule[a.rule].entry.key,
                                    rule[b.rule].entry.key);
        }
    }
}

/* ---- dockets ---- */

static void assert_same(const struct bo_verdict *a, const struct bo_verdict *b)
{
    assert_int_equal(a->permission, b->permission);
    assert_int_equal(a->presumption, b->presumption);
    assert_int_equal(a->gate, b->gate);
    assert_int_equal(a->rule, b->rule);
    assert_int_equal(a->unknown, b->unknown);
    same_double(a->levy_frac, b->levy_frac);
}

/* Whatever it was asked before, and however much of the law had been heard of. */
static void a_docket_answers_as_the_whole_law_does(void **state)
{
    struct law_fixture *law = *state;
    uint32_t n_decided[BO_N_GATES] = {0};

    for (uint32_t i = 0; i < N_DAYS * N_BUYERS * 7; i++) {
        struct bo_buyer buyer = some_buyer(i);
        struct bo_docket *docket = bo_docket_create(law->regime, &buyer, law->arena);

        buyer = *bo_docket_buyer(docket);
        for (uint32_t c = 0; c < law->param->n[BO_TABLE_CHIPS]; c++) {
            int32_t day = some_day(8, i + c % 5), heard = c % 3 == 0 ? 0 : some_day(9, i + c);
            struct bo_inquiry inquiry = {.chip = &law->param->chip[c],
                                         .buyer = &buyer,
                                         .day = day,
                                         .kind = BO_RULE_CHIPS,
                                         .without = BO_NO_ROW,
                                         .heard_day = heard,
                                         .bare = true};
            struct bo_verdict verdict[BO_N_GATES];

            bo_docket_ask(docket, inquiry.chip, day, heard, verdict);
            for (int gate = 0; gate < BO_N_GATES; gate++) {
                inquiry.gate = (enum bo_gate)gate;
                struct bo_verdict whole = bo_regime_inquire(law->regime, &inquiry);
                assert_same(&verdict[gate], &whole);
                n_decided[gate] += whole.rule != BO_NO_ROW;
            }
        }
    }
    assert_true(n_decided[BO_GATE_EXPORT] > 100);
    assert_true(n_decided[BO_GATE_IMPORT] > 10);
}

/* Of days that it says are alike every chip has the same verdicts. */
static void days_that_a_docket_calls_alike_are(void **state)
{
    struct law_fixture *law = *state;
    uint32_t n_alike = 0, n_other = 0;

    for (uint32_t i = 0; i < N_DAYS * N_BUYERS; i++) {
        struct bo_buyer buyer = some_buyer(i);
        struct bo_docket *docket = bo_docket_create(law->regime, &buyer, law->arena);
        int32_t day = some_day(10, i), other = some_day(11, i);

        if (!bo_docket_says_the_same(docket, day, other)) {
            n_other++;
            continue;
        }
        n_alike++;
        for (uint32_t c = 0; c < law->param->n[BO_TABLE_CHIPS]; c++) {
            struct bo_verdict a[BO_N_GATES], b[BO_N_GATES];

            bo_docket_ask(docket, &law->param->chip[c], day, 0, a);
            bo_docket_ask(docket, &law->param->chip[c], other, 0, b);
            for (int gate = 0; gate < BO_N_GATES; gate++)
                assert_same(&a[gate], &b[gate]);
        }
    }
    assert_true(n_alike > 10 && n_other > 10);
}

/* ---- looser thresholds ---- */

/* The bounds of a rule, those that a chip must reach multiplied by at_least and the others by below. */
static void visit(const struct bo_condition *c, const double *from, double *to, double factor)
{
    bool reach = c->op == BO_AT_LEAST || c->op == BO_ABOVE;

    if (c->kind == BO_CONDITION_QUANTITY)
        to[c->bound] = reach ? from[c->bound] * factor : from[c->bound] / factor;
    for (uint32_t i = 0; i < c->n_children; i++)
        visit(&c->child[i], from, to, factor);
}

static void loosen(struct law_fixture *law, struct bo_export_rule *rule, double factor)
{
    double *bound = BO_NEW_ARRAY(law->arena, double, rule->when.bound.n);

    if (rule->when.root != NULL)
        visit(rule->when.root, rule->when.bound.value, bound, factor);
    rule->when.bound.value = bound;
    rule->min_tpp *= factor;
}

static bool is_free(const struct bo_regime *regime, const struct bo_chip *chip, uint32_t i)
{
    struct bo_buyer buyer = some_buyer(i);

    return bo_regime_judge(regime, chip, &buyer, some_day(3, i)).permission == BO_FREE;
}

static void a_looser_threshold_never_shrinks_the_free_set(void **state)
{
    struct law_fixture *law = *state;
    uint32_t n = law->param->n[BO_TABLE_RULES], n_freed = 0;

    for (uint32_t round = 0; round < N_ROUNDS; round++) {
        struct bo_export_rule *rule = copy_rules(law, 0);
        const struct bo_regime *looser;
        uint32_t which = (uint32_t)(draw(4, round) * n);

        /* every fourth round all rules, else one */
        for (uint32_t i = 0; i < n; i++)
            if (round % 4 == 0 || i == which)
                loosen(law, &rule[i], 1.0 + 4.0 * draw(5, round * n + i));
        looser = with_rules(law, rule, n);
        for (uint32_t c = 0; c < law->param->n[BO_TABLE_CHIPS]; c++) {
            for (uint32_t i = 0; i < N_DAYS * N_BUYERS; i++) {
                bool before = is_free(law->regime, &law->param->chip[c], i);
                bool after = is_free(looser, &law->param->chip[c], i);

                if (before && !after)
                    fail_msg("seed %llu, round %u: %s is no longer free", (unsigned long long)seed,
                             round, law->param->chip[c].entry.key);
                n_freed += !before && after;
            }
        }
    }
    assert_true(n_freed > 100); /* else the test would say nothing */
}

/* ---- rules that add nothing ---- */

static struct bo_export_rule ban(const char *key, double min_tpp)
{
    static const struct bo_country china[] = {{26 * ('C' - 'A') + 'N' - 'A'}};

    return (struct bo_export_rule){.entry = {.key = key, .name = key},
                                   .rescinded_day = BO_NEVER,
                                   .suspended_from_day = BO_NEVER,
                                   .suspended_to_day = BO_NEVER,
                                   .suspended_reason = "",
                                   .subject = "",
                                   .source = "",
                                   .min_tpp = min_tpp,
                                   .destinations = {.n_countries = 1, .country = china},
                                   .policy = BO_DENIED};
}

static void assert_adds_nothing(struct law_fixture *law, struct bo_export_rule more)
{
    uint32_t n = law->param->n[BO_TABLE_RULES];
    struct bo_export_rule *rule = copy_rules(law, 1);
    const struct bo_regime *with;

    rule[n] = more;
    with = with_rules(law, rule, n + 1);
    for (uint32_t c = 0; c < law->param->n[BO_TABLE_CHIPS]; c++) {
        for (uint32_t i = 0; i < N_DAYS * N_BUYERS; i++) {
            struct bo_buyer buyer = some_buyer(i);
            const struct bo_chip *chip = &law->param->chip[c];
            int32_t day = some_day(6, i);
            struct bo_verdict a = bo_regime_judge(law->regime, chip, &buyer, day);
            struct bo_verdict b = bo_regime_judge(with, chip, &buyer, day);

            assert_false(bo_regime_adds_to_law(with, n, chip, &buyer, day));
            assert_int_equal(a.rule, b.rule);
            assert_int_equal(a.permission, b.permission);
            assert_int_equal(a.unknown, b.unknown);
            same_double(a.margin_frac, b.margin_frac);
            assert_int_equal(a.nearest, b.nearest);
            same_double(a.levy_frac, b.levy_frac);
        }
    }
}

static void a_threshold_of_none_changes_nothing(void **state)
{
    assert_adds_nothing(*state, ban("a_ban", (double)INFINITY));
}

static void a_rule_that_has_not_begun_changes_nothing(void **state)
{
    struct bo_export_rule later = ban("a_ban", 100.0);

    later.effective_day = law_day("2090-01-01");
    assert_adds_nothing(*state, later);
}

/* The same rule again, under a name that comes after the law's own. */
static void a_rule_stated_twice_adds_nothing(void **state)
{
    struct law_fixture *law = *state;
    struct bo_export_rule again = law->param->export_rule[law_rule(law, "us_2023_10_3a090_a1")];

    again.entry.key = "zz_again";
    assert_adds_nothing(law, again);
}

/* A ban from TPP 2400 in February 2024: the H100 was denied before, the H20 is not reached, the RTX 4090 needed
 * notice and is denied now. */
static void a_rule_adds_only_where_the_law_was_laxer(void **state)
{
    struct law_fixture *law = *state;
    uint32_t n = law->param->n[BO_TABLE_RULES];
    struct bo_export_rule *rule = copy_rules(law, 1);
    struct bo_buyer china = law_buyer("CN", "CN");
    int32_t day = law_day("2024-02-01");
    const struct bo_regime *with;

    rule[n] = ban("ban", 2400.0);
    with = with_rules(law, rule, n + 1);
    assert_false(bo_regime_adds_to_law(with, n, law_chip(law, "H100_SXM5_80GB"), &china, day));
    assert_false(bo_regime_adds_to_law(with, n, law_chip(law, "H20_SXM_96GB"), &china, day));
    assert_true(bo_regime_adds_to_law(with, n, law_chip(law, "RTX_4090"), &china, day));
    assert_true(bo_regime_adds_to_law(with, n, law_chip(law, "RTX_4090D"), &china, day));
}

/* ---- the way out ---- */

static struct bo_chip cut(const struct bo_chip *chip, const struct bo_way_out *way)
{
    struct bo_chip less = *chip;
    double tpp = way->below[BO_CHIP_TPP], density = way->below[BO_CHIP_PERFORMANCE_DENSITY];

    less.performance_density = bo_chip_quantity(chip, BO_CHIP_PERFORMANCE_DENSITY);
    if (isfinite(tpp)) {
        less.tpp = 0.999 * tpp;
        less.performance_density *= less.tpp / chip->tpp;
    }
    if (isfinite(density))
        less.performance_density = fmin(less.performance_density, 0.999 * density);
    if (isfinite(way->below[BO_CHIP_INTERCONNECT]))
        less.interconnect_gb_per_s = 0.999 * way->below[BO_CHIP_INTERCONNECT];
    if (isfinite(way->below[BO_CHIP_MEMORY_BANDWIDTH]))
        less.memory_bandwidth_gb_per_s = 0.999 * way->below[BO_CHIP_MEMORY_BANDWIDTH];
    return less;
}

static void who_takes_the_way_out_is_free(void **state)
{
    struct law_fixture *law = *state;
    uint32_t n_ways = 0;

    for (uint32_t c = 0; c < law->param->n[BO_TABLE_CHIPS]; c++) {
        for (uint32_t i = 0; i < N_BUYERS; i++) {
            struct bo_buyer buyer = some_buyer(i + 1);
            const struct bo_chip *chip = &law->param->chip[c];
            int32_t day = some_day(7, i);
            struct bo_way_out way = bo_regime_way_out(law->regime, chip, &buyer, day, 0);
            struct bo_chip less = cut(chip, &way);

            if (!way.possible)
                continue;
            assert_int_equal(bo_regime_judge(law->regime, &less, &buyer, day).permission, BO_FREE);
            n_ways++;
        }
    }
    assert_true(n_ways > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_rules_is_irrelevant),
        cmocka_unit_test(a_docket_answers_as_the_whole_law_does),
        cmocka_unit_test(days_that_a_docket_calls_alike_are),
        cmocka_unit_test(a_looser_threshold_never_shrinks_the_free_set),
        cmocka_unit_test(a_threshold_of_none_changes_nothing),
        cmocka_unit_test(a_rule_that_has_not_begun_changes_nothing),
        cmocka_unit_test(a_rule_stated_twice_adds_nothing),
        cmocka_unit_test(a_rule_adds_only_where_the_law_was_laxer),
        cmocka_unit_test(who_takes_the_way_out_is_free),
    };

    return cmocka_run_group_tests(tests, law_open, law_close);
}
