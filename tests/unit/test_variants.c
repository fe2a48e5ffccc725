/* Experiments with several variants in the store: what they are, pairs of their runs, where pairs part. */
#include "store_fixture.h"

#include "buildout/experiment/ensemble.h"
#include "buildout/stats/stats.h"
#include "buildout/store/variants.h"

static struct bo_store *begin(struct fixture *t)
{
    struct bo_experiment experiment = fixture_experiment("baseline");
    struct bo_store *store = NULL;
    experiment.verb = "compare";
    must(bo_store_resume(t->dir, &experiment, false, &store, &t->err));
    must(bo_store_put_variant(store, &(struct bo_variant_row){1, "zero", "baseline", "[]", "aa11"},
                              &t->err));
    must(bo_store_put_variant(
        store, &(struct bo_variant_row){2, "more", "baseline", "[\"a.b=1\"]", "dd44"}, &t->err));
    return store;
}

static void put(struct fixture *t, struct bo_store *store, const char *variant, uint32_t replicate,
                double x)
{
    struct bo_run_row row = fixture_row(variant, replicate);
    must(bo_store_put_member(store, &row, fixture_facts(t->arena, x), bo_ensemble_is_banded,
                             &t->err));
}

/* Replicates 1 and 2 of both; x is the third month of the sites of World, and four times Alibaba's npv. */
static struct bo_store *put_pairs(struct fixture *t)
{
    struct bo_store *store = begin(t);
    put(t, store, "zero", 1, 4.0);
    put(t, store, "zero", 2, 8.0);
    put(t, store, "more", 1, 4.0);
    put(t, store, "more", 2, 16.0);
    put(t, store, "more", 3, 99.0);
    return store;
}

static bool sites_add_up(const char *variable)
{
    return strcmp(variable, "Data Centers|Operating") == 0;
}

static bool nothing_adds_up(const char *variable)
{
    (void)variable;
    return false;
}

/* Means, and the greatest difference for all that a distribution has. */
static struct bo_difference differ(double *base, double *other, uint32_t n)
{
    struct bo_difference d = {.low = BO_NAN, .high = BO_NAN};
    double greatest = -HUGE_VAL;
    for (uint32_t i = 0; i < n; i++) {
        if (isnan(base[i]) || isnan(other[i]))
            continue;
        d.base += base[i];
        d.other += other[i];
        greatest = fmax(greatest, other[i] - base[i]);
        d.n++;
    }
    d.base /= d.n;
    d.other /= d.n;
    d.mean = d.other - d.base;
    d.p05 = d.p50 = d.p95 = greatest;
    return d;
}

static void compare(struct fixture *t, struct bo_store *store, bool (*adds_up)(const char *))
{
    const struct bo_pairing pairing = {.base = "zero",
                                       .other = "more",
                                       .adds_up = adds_up,
                                       .differ = differ,
                                       .memory_bytes = 1}; /* a series at a time */
    must(bo_store_compare_pairs(store, &pairing, &t->err));
}

static struct bo_results *finish(struct fixture *t, struct bo_store *store)
{
    struct bo_results *results = NULL;
    fixture_finish(t, store);
    must(bo_results_open(t->dir, &results, &t->err));
    return results;
}

static void variants_are_listed_in_the_order_asked_for(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = finish(t, put_pairs(t));
    struct bo_variant_list list = {0};
    must(bo_results_variants(results, t->arena, &list, &t->err));
    assert_int_equal(list.n, 2);
    assert_string_equal(list.row[0].name, "zero");
    assert_string_equal(list.row[1].name, "more");
    assert_string_equal(list.row[1].changes, "[\"a.b=1\"]");
    /* though "more" comes first in the alphabet */
    assert_string_equal(bo_results_first_run(results)->row.variant, "zero");
    bo_results_close(results);
}

static int take_npv(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    (void)err;
    if (strcmp(values->key, "npv") != 0)
        return 0;
    double *seen = context;
    assert_int_equal(values->n, 2);
    for (int i = 0; i < 2; i++) {
        *seen++ = values->value[i];
        *seen++ = values->other[i];
    }
    return 0;
}

static void pairs_are_of_the_same_replicate_and_what_has_no_partner_is_left_out(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = finish(t, put_pairs(t));
    double seen[4] = {0};
    must(bo_results_each_pair(results, "zero", "more", take_npv, seen, &t->err));
    bo_results_close(results);
    assert_near(seen[0], 1.0, 0.0);
    assert_near(seen[1], 1.0, 0.0);
    assert_near(seen[2], 2.0, 0.0);
    assert_near(seen[3], 4.0, 0.0);
}

/* The second pair differs in the third month, January 2024, and in nothing but the sites of World. */
static void a_pair_parts_in_the_first_month_in_which_a_series_differs(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = put_pairs(t);
    compare(t, store, nothing_adds_up);
    struct bo_results *results = finish(t, store);
    struct bo_parting_list list = {0};
    must(bo_results_partings(results, "more", t->arena, &list, &t->err));
    assert_int_equal(list.n, 1);
    assert_string_equal(list.parting[0].entity, "World");
    assert_int_equal(list.parting[0].day, bo_day_of(2024, 1, 31));
    must(bo_results_partings(results, "zero", t->arena, &list, &t->err));
    assert_int_equal(list.n, 0);
    bo_results_close(results);
}

/* A series that one of the pair alone has says that nothing happened in the other: Meta's runway parts when it moves, in
 * the second month, and Baidu's, always nothing, does not. */
static void a_series_of_one_alone_parts_when_something_happens(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = begin(t);
    put(t, store, "zero", 1, 4.0);
    struct bo_facts *facts = fixture_facts(t->arena, 4.0);
    fixture_three(bo_facts_series(facts, RUNWAY, "Baidu", ""), 0.0, BO_NAN, 0.0);
    fixture_three(bo_facts_series(facts, RUNWAY, "Meta", ""), 0.0, 7.0, 0.0);
    fixture_three(bo_facts_series(facts, RUNWAY, "World", "Texas"), 0.0, 0.0, 7.0);
    struct bo_run_row row = fixture_row("more", 1);
    must(bo_store_put_member(store, &row, facts, bo_ensemble_is_banded, &t->err));
    compare(t, store, nothing_adds_up);
    struct bo_results *results = finish(t, store);
    struct bo_parting_list list = {0};
    must(bo_results_partings(results, "more", t->arena, &list, &t->err));
    assert_int_equal(list.n, 3);
    assert_string_equal(list.parting[0].entity, "Meta");
    assert_int_equal(list.parting[0].day, bo_day_of(2023, 12, 31));
    assert_string_equal(list.parting[1].entity, "Texas"); /* where it does, and whose it is */
    assert_int_equal(list.parting[1].day, bo_day_of(2024, 1, 31));
    assert_string_equal(list.parting[2].entity, "World");
    bo_results_close(results);
}

static struct bo_difference_list differences(struct fixture *t, struct bo_results *results,
                                             uint32_t variable, const char *entity,
                                             const char *place)
{
    const struct bo_series_name name = {fixture_variable[variable].name, entity, place};
    struct bo_difference_list list = {0};
    must(bo_results_differences(results, "more", &name, t->arena, &list, &t->err));
    return list;
}

/* November and December of 2023, 1 and 2, are the same in all; January of 2024 is 4 and 8 against 4 and 16. */
static void pairs_differ_by_year_in_the_last_month_or_in_the_sum(void **state)
{
    struct fixture *t = *state;
    for (int sum = 0; sum < 2; sum++) {
        struct bo_store *store = put_pairs(t);
        compare(t, store, nothing_adds_up); /* what was found before is replaced */
        compare(t, store, sum ? sites_add_up : nothing_adds_up);
        struct bo_results *results = finish(t, store);
        struct bo_difference_list list = differences(t, results, OPERATING, "World", "");
        assert_int_equal(list.n, 2);
        assert_int_equal(list.difference[0].year, 2023);
        assert_int_equal(list.difference[0].summed, sum);
        assert_string_equal(list.difference[0].unit, "sites");
        assert_near(list.difference[0].of.base, sum ? 3.0 : 2.0, 0.0);
        assert_near(list.difference[0].of.mean, 0.0, 0.0);
        assert_int_equal(list.difference[1].year, 2024);
        assert_int_equal(list.difference[1].of.n, 2);
        assert_near(list.difference[1].of.base, 6.0, 0.0);
        assert_near(list.difference[1].of.other, 10.0, 0.0);
        assert_near(list.difference[1].of.mean, 4.0, 0.0);
        assert_true(isnan(list.difference[1].of.low));
        assert_near(list.difference[1].of.p95, 8.0, 0.0);
        /* which is the same in every pair */
        assert_int_equal(differences(t, results, CASH, "Alibaba", "").n, 0);
        bo_results_close(results);
        unlink(fixture_path(t, t->dir, "results.db"));
    }
}

/* A month that was not computed neither counts nor stands for its year; a pair of which one has no year is no pair. */
static void what_was_not_computed_is_no_difference(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = begin(t);
    const char *const variant[] = {"zero", "more"};
    for (int i = 0; i < 2; i++) {
        struct bo_facts *facts = fixture_facts(t->arena, 4.0);
        fixture_three(bo_facts_series(facts, BACKLOG, "World", ""), 1.0 + i, BO_NAN,
                      i ? 5.0 : BO_NAN);
        struct bo_run_row row = fixture_row(variant[i], 1);
        must(bo_store_put_member(store, &row, facts, bo_ensemble_is_banded, &t->err));
    }
    compare(t, store, nothing_adds_up);
    struct bo_results *results = finish(t, store);
    struct bo_difference_list list = differences(t, results, BACKLOG, "World", "");
    assert_int_equal(list.n, 1);
    assert_int_equal(list.difference[0].year, 2023);
    assert_near(list.difference[0].of.mean, 1.0, 0.0);
    bo_results_close(results);
}

static bool is_backlog(const char *variable)
{
    return strcmp(variable, "Backlog") == 0;
}

/* World has signed 6 at the end of 2023 in one run of the base, and nothing in the others; of Alibaba's, which has 9 in
 * that run, the pair that does not have Alibaba in its other run is none. */
static void what_one_of_a_pair_does_not_tell_is_nil_while_there_is_its_entity(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = begin(t);
    for (uint32_t i = 0; i < 4; i++) {
        bool base = i % 2 == 0;
        struct bo_facts *facts = bo_facts_create(t->arena, bo_month_of_day(bo_day_of(2023, 10, 1)),
                                                 3, fixture_variable, N_VARIABLES);
        fixture_three(bo_facts_series(facts, OPERATING, "World", ""), 1.0, 2.0, 3.0);
        if (i != 3)
            fixture_three(bo_facts_series(facts, CASH, "Alibaba", ""), 1.0, 1.0, 1.0);
        if (i == 0)
            fixture_three(bo_facts_series(facts, BACKLOG, "World", ""), 0.0, 4.0, 6.0);
        if (base)
            fixture_three(bo_facts_series(facts, BACKLOG, "Alibaba", ""), 9.0, 9.0, 9.0);
        bo_facts_sort(facts);
        struct bo_run_row row = fixture_row(base ? "zero" : "more", i / 2);
        must(bo_store_put_member(store, &row, facts, bo_ensemble_is_banded, &t->err));
    }
    const struct bo_pairing pairing = {
        .base = "zero",
        .other = "more",
        .adds_up = nothing_adds_up,
        .differ = differ,
        .memory_bytes = 1,
        .untold = {.is_nil = is_backlog, .told_while_there = "Cash"}};
    must(bo_store_compare_pairs(store, &pairing, &t->err));
    struct bo_results *results = finish(t, store);
    struct bo_difference_list list = differences(t, results, BACKLOG, "World", "");
    assert_int_equal(list.n, 1);
    assert_int_equal(list.difference[0].of.n, 2);
    assert_near(list.difference[0].of.base, 3.0, 0.0); /* of 6 and 0 */
    assert_near(list.difference[0].of.mean, -3.0, 0.0);
    list = differences(t, results, BACKLOG, "Alibaba", "");
    assert_int_equal(list.n, 1);
    assert_int_equal(list.difference[0].of.n, 1);
    assert_near(list.difference[0].of.mean, -9.0, 0.0);
    bo_results_close(results);
}

/* Alibaba is there in all of November 2023 to January 2024 in the base. In the others it ends in December with 5 signed, in
 * December without any, and is never there. What is signed is an amount, runway is not. */
static void who_has_ended_has_none_of_an_amount_and_no_value_of_what_is_none(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = begin(t);
    for (uint32_t i = 0; i < 6; i++) {
        bool base = i % 2 == 0;
        struct bo_facts *facts = bo_facts_create(t->arena, bo_month_of_day(bo_day_of(2023, 11, 1)),
                                                 3, fixture_variable, N_VARIABLES);
        double end = base ? 1.0 : BO_NAN;
        if (i != 5)
            fixture_three(bo_facts_series(facts, CASH, "Alibaba", ""), 1.0, 1.0, end);
        if (base || i == 1)
            fixture_three(bo_facts_series(facts, BACKLOG, "Alibaba", ""), 4.0, 5.0, 8.0 * end);
        if (i != 5)
            fixture_three(bo_facts_series(facts, RUNWAY, "Alibaba", ""), 3.0, base ? 3.0 : 2.0,
                          3.0 * end);
        bo_facts_sort(facts);
        struct bo_run_row row = fixture_row(base ? "zero" : "more", i / 2);
        must(bo_store_put_member(store, &row, facts, bo_ensemble_is_banded, &t->err));
    }
    const struct bo_pairing pairing = {.base = "zero",
                                       .other = "more",
                                       .adds_up = nothing_adds_up,
                                       .differ = differ,
                                       .memory_bytes = 1,
                                       .untold = {is_backlog, "Cash", is_backlog}};
    must(bo_store_compare_pairs(store, &pairing, &t->err));
    struct bo_results *results = finish(t, store);
    struct bo_difference_list list = differences(t, results, BACKLOG, "Alibaba", "");
    assert_int_equal(list.n, 2);
    assert_int_equal(list.difference[0].of.n, 2);
    assert_near(list.difference[0].of.mean, -2.5, 0.0); /* of 5 - 5 and 0 - 5 */
    assert_int_equal(list.difference[1].of.n, 2);       /* not the third, in which it never began */
    assert_near(list.difference[1].of.base, 8.0, 0.0);
    assert_near(list.difference[1].of.other, 0.0, 0.0);
    list = differences(t, results, RUNWAY, "Alibaba", "");
    assert_int_equal(list.n, 1);
    assert_int_equal(list.difference[0].year, 2023);
    bo_results_close(results);
}

static void key_figures_are_read_by_replicate_before_and_after_the_end(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = put_pairs(t);
    const struct bo_outcome_name of_more = {"more", "Alibaba", "npv"};
    const struct bo_outcome_name of_zero = {"zero", "Alibaba", "npv"};
    double value[4];
    must(bo_store_replicates(store, &of_more, 4, value, &t->err));
    assert_true(isnan(value[0]));
    assert_near(value[3], 99.0 / 4.0, 0.0);
    struct bo_results *results = finish(t, store);
    must(bo_results_replicates(results, &of_zero, 4, value, &t->err));
    assert_near(value[2], 2.0, 0.0);
    assert_true(isnan(value[3]));
    bo_results_close(results);
}

static uint32_t count_events(struct fixture *t, struct bo_results *results, const char *variant)
{
    for (uint32_t i = 0; i < bo_results_n_runs(results); i++) {
        const struct bo_results_run *run = bo_results_run(results, i);
        struct bo_event_list list = {0};
        if (strcmp(run->row.variant, variant) != 0)
            continue;
        must(bo_results_events(results, run->run, NULL, t->arena, &list, &t->err));
        return list.n;
    }
    return UINT32_MAX;
}

static void details_are_of_each_variant_or_of_one(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = finish(t, put_pairs(t));
    assert_int_equal(count_events(t, results, "zero"), 2);
    assert_int_equal(count_events(t, results, "more"), 2);
    bo_results_close(results);
    unlink(fixture_path(t, t->dir, "results.db"));

    struct bo_store *store = begin(t);
    must(bo_store_detail(store, "zero", &t->err));
    put(t, store, "more", 1, 4.0);
    put(t, store, "zero", 1, 4.0);
    results = finish(t, store);
    assert_int_equal(count_events(t, results, "zero"), 2);
    assert_int_equal(count_events(t, results, "more"), 0);
    bo_results_close(results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(variants_are_listed_in_the_order_asked_for, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(
            pairs_are_of_the_same_replicate_and_what_has_no_partner_is_left_out, fixture_setup,
            fixture_teardown),
        cmocka_unit_test_setup_teardown(a_pair_parts_in_the_first_month_in_which_a_series_differs,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(a_series_of_one_alone_parts_when_something_happens,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(pairs_differ_by_year_in_the_last_month_or_in_the_sum,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(what_was_not_computed_is_no_difference, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(
            what_one_of_a_pair_does_not_tell_is_nil_while_there_is_its_entity, fixture_setup,
            fixture_teardown),
        cmocka_unit_test_setup_teardown(
            who_has_ended_has_none_of_an_amount_and_no_value_of_what_is_none, fixture_setup,
            fixture_teardown),
        cmocka_unit_test_setup_teardown(key_figures_are_read_by_replicate_before_and_after_the_end,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(details_are_of_each_variant_or_of_one, fixture_setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
