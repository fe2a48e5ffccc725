#include <string.h>

#include "buildout/base/facts.h"
#include "buildout/base/num.h"
#include "near.h"

#define N_MONTHS 3

static const struct bo_fact_variable VARIABLE[] = {
    {"Cash", "million USD", "money in the bank at the month's end"},
    {"Capex", "million USD", "cash paid for plant in the month"},
};

static int create_arena(void **state)
{
    struct bo_arena *arena = NULL;

    if (bo_arena_create((size_t)1 << 26, false, &arena, NULL) != 0)
        return -1;
    *state = arena;
    return 0;
}

static int free_arena(void **state)
{
    bo_arena_free(*state);
    return 0;
}

static struct bo_facts *empty_facts(void **state)
{
    return bo_facts_create(*state, 624, N_MONTHS, VARIABLE, 2);
}

/* The last month of a year and the first of the next lie in two; two years are as many from January on. */
static void years_are_counted_by_the_calendar(void **state)
{
    assert_int_equal(bo_facts_n_years(bo_facts_create(*state, 624, 0, VARIABLE, 2)), 0);
    assert_int_equal(bo_facts_n_years(bo_facts_create(*state, 624, 12, VARIABLE, 2)), 1);
    assert_int_equal(bo_facts_n_years(bo_facts_create(*state, 624, 13, VARIABLE, 2)), 2);
    assert_int_equal(bo_facts_n_years(bo_facts_create(*state, 635, 2, VARIABLE, 2)), 2);
}

static void new_facts_are_empty(void **state)
{
    const struct bo_facts *facts = empty_facts(state);

    assert_int_equal(facts->first_month, 624);
    assert_int_equal(facts->n_months, N_MONTHS);
    assert_int_equal(facts->n_series + facts->n_events + facts->n_outcomes, 0);
    assert_int_equal(facts->n_postings + facts->n_inputs, 0);
    assert_int_equal(facts->stats.agenda_events, 0);
}

static void a_new_series_is_not_computed_yet(void **state)
{
    struct bo_facts *facts = empty_facts(state);
    const double *value = bo_facts_series(facts, 1, "Baidu", NULL);

    for (int i = 0; i < N_MONTHS; i++)
        assert_true(isnan(value[i]));
    assert_int_equal(facts->series[0].variable, 1);
    assert_string_equal(facts->series[0].place, "");
    assert_ptr_equal(facts->series[0].value, value);
}

static void values_stay_where_they_are_while_series_are_added_and_sorted(void **state)
{
    struct bo_facts *facts = empty_facts(state);
    double *first = bo_facts_series(facts, 0, "Zhipu", "");

    first[0] = 1.5;
    for (int i = 0; i < 100; i++)
        bo_facts_series(facts, 1, bo_arena_printf(*state, "company %03d", i), "")[0] = i;
    bo_facts_sort(facts);
    first[1] = 2.5;
    assert_int_equal(facts->n_series, 101);
    /* Capex sorts before Cash, so the only Cash is now last */
    assert_ptr_equal(facts->series[100].value, first);
    assert_near(facts->series[100].value[0], 1.5, 0.0);
    assert_near(facts->series[100].value[1], 2.5, 0.0);
    assert_near(facts->series[7].value[0], 7.0, 0.0);
}

static void series_sort_by_name_of_variable_then_entity_then_place(void **state)
{
    struct bo_facts *facts = empty_facts(state);
    const char *expected[] = {"Alibaba/", "Alibaba/Malaysia", "Baidu/", "Alibaba/"};

    (void)bo_facts_series(facts, 0, "Alibaba", "");
    (void)bo_facts_series(facts, 1, "Baidu", "");
    (void)bo_facts_series(facts, 1, "Alibaba", "Malaysia");
    (void)bo_facts_series(facts, 1, "Alibaba", "");
    bo_facts_sort(facts);
    for (int i = 0; i < 4; i++) {
        const struct bo_fact_series *s = &facts->series[i];

        assert_string_equal(bo_arena_printf(*state, "%s/%s", s->entity, s->place), expected[i]);
        assert_int_equal(s->variable, i < 3 ? 1 : 0);
    }
}

static void events_sort_by_day_and_then_by_their_order_in_the_run(void **state)
{
    struct bo_facts *facts = empty_facts(state);

    bo_facts_event(facts, &(struct bo_fact_event){.day = 20, .order = 0, .kind = "c"});
    bo_facts_event(facts, &(struct bo_fact_event){.day = 10, .order = 2, .kind = "b"});
    bo_facts_event(facts, &(struct bo_fact_event){.day = 10, .order = 1, .kind = "a"});
    bo_facts_event(facts, &(struct bo_fact_event){.day = -5, .order = 3, .kind = "z"});
    bo_facts_sort(facts);
    assert_string_equal(facts->event[0].kind, "z");
    assert_string_equal(facts->event[1].kind, "a");
    assert_string_equal(facts->event[2].kind, "b");
    assert_string_equal(facts->event[3].kind, "c");
}

/* Few come late, or most do. */
static void late_events_are_sorted_like_the_rest(void **state)
{
    enum { N = 2000 };

    for (uint32_t every = 1; every <= 100; every += 33) {
        struct bo_facts *facts = empty_facts(state);

        for (uint32_t i = 0; i < N; i++) {
            int32_t day = (int32_t)(i / 3) - (i % every == every - 1 ? (int32_t)(i * 7 % 500) : 0);
            bo_facts_event(facts, &(struct bo_fact_event){.day = day, .order = N - i});
        }
        bo_facts_sort(facts);
        assert_int_equal(facts->n_events, N);
        uint64_t sum = 0;
        for (uint32_t i = 0; i < N; i++) {
            const struct bo_fact_event *e = &facts->event[i];
            sum += e->order;
            assert_true(i == 0 || e[-1].day < e->day ||
                        (e[-1].day == e->day && e[-1].order < e->order));
        }
        assert_int_equal(sum, (uint64_t)N * (N + 1) / 2); /* each is there still */
    }
}

static void texts_left_out_are_empty(void **state)
{
    struct bo_facts *facts = empty_facts(state);

    bo_facts_project(facts, &(struct bo_fact_project){.slip = 1});
    const struct bo_fact_project *p = &facts->project[0];
    const char *const text[] = {p->name, p->owner, p->user,  p->place,
                                p->kind, p->way,   p->state, p->why};
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
        assert_string_equal(text[i], "");
    bo_facts_event(facts, &(struct bo_fact_event){.day = 1, .amount = BO_NAN});
    assert_string_equal(facts->event[0].entity, "");
    assert_string_equal(facts->event[0].subject, "");
    assert_string_equal(facts->event[0].why, "");
}

static void outcomes_sort_by_entity_and_key_with_what_does_not_apply_last(void **state)
{
    struct bo_facts *facts = empty_facts(state);

    bo_facts_outcome(facts, "Baidu", "irr", "fraction", 0.1);
    bo_facts_outcome(facts, "Alibaba", "npv", "USD", BO_NAN);
    bo_facts_outcome(facts, "Alibaba", "npv", "USD", 5.0);
    bo_facts_outcome(facts, "Alibaba", "irr", "fraction", 0.2);
    bo_facts_sort(facts);
    assert_string_equal(facts->outcome[0].key, "irr");
    assert_near(facts->outcome[1].value, 5.0, 0.0);
    assert_true(isnan(facts->outcome[2].value));
    assert_string_equal(facts->outcome[3].entity, "Baidu");
}

static void postings_and_inputs_sort_too(void **state)
{
    struct bo_facts *facts = empty_facts(state);

    static const bo_money none[] = {0}, seven[] = {7}, three[] = {3};
    bo_facts_posting(facts, &(struct bo_fact_posting){"Baidu", "debt", "bond", none, seven});
    bo_facts_posting(facts, &(struct bo_fact_posting){"Baidu", "cash", "rent", none, three});
    bo_facts_posting(facts, &(struct bo_fact_posting){"Baidu", "cash", "bond", seven, none});
    bo_facts_input(facts, "technology.diffusion_per_year", 0.5);
    bo_facts_input(facts, "market.elasticity", -1.2);
    bo_facts_sort(facts);
    assert_string_equal(facts->posting[0].category, "bond");
    assert_int_equal(facts->posting[0].debit[0], 7);
    assert_int_equal(facts->posting[1].credit[0], 3);
    assert_string_equal(facts->posting[2].account, "debt");
    assert_string_equal(facts->input[0].path, "market.elasticity");
    assert_near(facts->input[1].value, 0.5, 0.0);
}

static void holdings_sort_by_month_then_owner_host_place_user_and_chip(void **state)
{
    struct bo_facts *facts = empty_facts(state);

    bo_facts_holding(facts, &(struct bo_fact_holding){1, "A", "A", "North", "A", "H20", 5.0});
    bo_facts_holding(facts, &(struct bo_fact_holding){1, "A", "A", "North", "A", "H100", 4.0});
    bo_facts_holding(facts, &(struct bo_fact_holding){1, "A", "A", "East", "B", "H20", 3.0});
    bo_facts_holding(facts, &(struct bo_fact_holding){1, "A", "A", "East", "A", "H20", 2.0});
    bo_facts_holding(facts, &(struct bo_fact_holding){0, "B", "A", "East", "A", "H20", 1.0});
    bo_facts_sort(facts);
    for (uint32_t i = 0; i < facts->n_holdings; i++)
        assert_near(facts->holding[i].count, i + 1.0, 0.0);
}

static void the_order_of_recording_does_not_show_after_sorting(void **state)
{
    struct bo_facts *up = empty_facts(state), *down = empty_facts(state);

    for (int i = 0; i < 50; i++) {
        bo_facts_outcome(up, "World", "x", "", i % 10);
        bo_facts_outcome(down, "World", "x", "", (49 - i) % 10);
        /* even twins, which no run should record, come out in one order */
        bo_facts_series(up, 0, "World", "")[0] = i;
        bo_facts_series(down, 0, "World", "")[0] = 49 - i;
    }
    bo_facts_sort(up);
    bo_facts_sort(down);
    for (int i = 0; i < 50; i++) {
        assert_near(up->outcome[i].value, down->outcome[i].value, 0.0);
        assert_near(up->series[i].value[0], down->series[i].value[0], 0.0);
    }
}

/* Equal texts at many addresses, more texts than any table of them begins with, and a digit that is not at the end. */
static void holdings_and_postings_sort_by_what_their_texts_say(void **state)
{
    enum { N = 3000, N_TEXTS = 700 };
    struct bo_facts *facts = empty_facts(state);
    bo_money none[1] = {0};

    for (int i = 0; i < N; i++) {
        const char *a = bo_arena_printf(*state, "%d of it", i * 271 % N_TEXTS);
        const char *b = bo_arena_printf(*state, "%d", i * 37 % 5);
        bo_facts_holding(facts, &(struct bo_fact_holding){.month = (uint32_t)(i * 7 % 3),
                                                          .owner = b,
                                                          .host = a,
                                                          .place = "",
                                                          .user = b,
                                                          .chip = i % 2 ? a : b,
                                                          .count = i * 13 % 11});
        bo_facts_posting(facts, &(struct bo_fact_posting){b, a, i % 2 ? a : b, none, none});
    }
    bo_facts_sort(facts);
    for (int i = 1; i < N; i++) {
        const struct bo_fact_holding *x = &facts->holding[i - 1], *y = &facts->holding[i];
        const char *before = bo_arena_printf(*state, "%u|%s|%s|%s|%s|%02.0f", x->month, x->owner,
                                             x->host, x->user, x->chip, x->count);
        const char *after = bo_arena_printf(*state, "%u|%s|%s|%s|%s|%02.0f", y->month, y->owner,
                                            y->host, y->user, y->chip, y->count);
        assert_true(strcmp(before, after) <= 0);
        const struct bo_fact_posting *p = &facts->posting[i - 1], *q = &facts->posting[i];
        before = bo_arena_printf(*state, "%s|%s|%s", p->entity, p->account, p->category);
        after = bo_arena_printf(*state, "%s|%s|%s", q->entity, q->account, q->category);
        assert_true(strcmp(before, after) <= 0);
    }
}

/* So far apart that days cannot be counted off. */
static void events_centuries_apart_sort_too(void **state)
{
    struct bo_facts *facts = empty_facts(state);

    bo_facts_event(facts, &(struct bo_fact_event){.day = INT32_MAX});
    bo_facts_event(facts, &(struct bo_fact_event){.day = INT32_MIN});
    bo_facts_event(facts, &(struct bo_fact_event){.day = 0});
    bo_facts_sort(facts);
    assert_int_equal(facts->event[0].day, INT32_MIN);
    assert_int_equal(facts->event[1].day, 0);
    assert_int_equal(facts->event[2].day, INT32_MAX);
}

static void sorting_empty_facts_is_harmless(void **state)
{
    struct bo_facts *facts = empty_facts(state);

    bo_facts_sort(facts);
    assert_int_equal(facts->n_series, 0);
}

static void takeovers_sort_by_who_is_absorbed(void **state)
{
    struct bo_facts *facts = empty_facts(state);

    bo_facts_takeover(facts, "Inflection", "Amazon");
    bo_facts_takeover(facts, "Adept", "Microsoft");
    bo_facts_sort(facts);
    assert_string_equal(facts->takeover[0].entity, "Adept");
    assert_string_equal(facts->takeover[0].acquirer, "Microsoft");
    assert_string_equal(facts->takeover[1].entity, "Inflection");
}

static void fill(struct bo_facts *facts, double x, int64_t cents)
{
    bo_facts_takeover(facts, "Adept", "Amazon");
    bo_facts_holding(facts, &(struct bo_fact_holding){.owner = "Baidu", .count = 8.0});
    double *value = bo_facts_series(facts, 0, "World", "");

    value[0] = x;
    bo_facts_outcome(facts, "World", "x", "", BO_NAN);
    bo_money *debit = BO_NEW_ARRAY(facts->arena, bo_money, 1);
    bo_money *credit = BO_NEW_ARRAY(facts->arena, bo_money, 1);
    debit[0] = cents;
    bo_facts_posting(facts, &(struct bo_fact_posting){"Baidu", "cash", "bond", debit, credit});
    bo_facts_event(facts, &(struct bo_fact_event){.day = 3, .kind = "opened", .amount = 1.0});
    bo_facts_input(facts, "a.b", 0.5);
    bo_facts_sort(facts);
    bo_facts_seal(facts, NULL);
}

static void equal_facts_have_equal_digests_and_zero_has_no_sign(void **state)
{
    struct bo_facts *a = empty_facts(state), *b = empty_facts(state);

    fill(a, 0.0, 7);
    fill(b, -0.0, 7);
    assert_int_equal(strlen(a->digest), 64);
    assert_string_equal(a->digest, b->digest);
}

static bool is_of_world(const struct bo_fact_variable *variable,
                        const struct bo_fact_series *series)
{
    (void)variable;
    return strcmp(series->entity, "World") == 0;
}

static void any_other_number_gives_another_digest(void **state)
{
    struct bo_facts *a = empty_facts(state), *b = empty_facts(state), *c = empty_facts(state);

    fill(a, 1.0, 7);
    fill(b, 1.0 + 0x1p-52, 7);
    fill(c, 1.0, 8);
    assert_string_not_equal(a->digest, b->digest);
    assert_string_not_equal(a->digest, c->digest);
    a->holding[0].count = 9.0;
    bo_facts_digest(a, NULL, b->digest);
    assert_string_not_equal(a->digest, b->digest);
    a->holding[0].count = 8.0;
    a->takeover[0].acquirer = "Meta";
    bo_facts_digest(a, is_of_world, b->digest);
    bo_facts_digest(c, is_of_world, c->digest);
    assert_string_not_equal(b->digest, c->digest);
    bo_facts_project(a, &(struct bo_fact_project){.slip = 1});
    bo_facts_seal(a, NULL);
    a->project[0].slip = 2;
    a->project[0].part[BO_SLIP_QUEUE] = 1;
    bo_facts_digest(a, NULL, b->digest);
    assert_string_not_equal(a->digest, b->digest);
}

/* What a limited run lacks is not in the digest either, if it is of what is wanted. */
static void limited_facts_have_the_digest_of_what_is_wanted_of_all(void **state)
{
    struct bo_facts *all = empty_facts(state), *some = empty_facts(state);

    assert_true(bo_facts_wants(some, 0, "Baidu", "Texas"));
    bo_facts_limit(some, is_of_world);
    assert_false(bo_facts_wants(some, 0, "Baidu", "Texas"));
    assert_true(bo_facts_wants(some, 0, "World", ""));
    fill(all, 1.0, 7);
    fill(some, 1.0, 7);
    bo_facts_project(some, &(struct bo_fact_project){.slip = 1});
    assert_int_equal(some->n_events + some->n_postings + some->n_holdings + some->n_projects, 0);
    assert_int_equal(some->n_series, 1);
    assert_int_equal(some->n_takeovers, 1);
    assert_string_not_equal(some->digest, all->digest);
    bo_facts_series(all, 1, "Baidu", "")[0] = 2.0;
    bo_facts_sort(all);
    bo_facts_seal(all, is_of_world);
    bo_facts_seal(some, is_of_world);
    assert_string_equal(some->digest, all->digest);
    some->series[0].value[0] = 1.5;
    bo_facts_seal(some, is_of_world);
    assert_string_not_equal(some->digest, all->digest);
}

/* Cash has a series of World, which is kept; Capex has none, but was computed. */
static void an_extract_has_what_is_kept_and_a_list_of_what_was_computed(void **state)
{
    struct bo_facts *facts = empty_facts(state);
    struct bo_arena *arena = NULL;

    bo_facts_series(facts, 0, "Baidu", "Texas")[0] = 1.0;
    bo_facts_series(facts, 0, "World", "")[1] = 2.0;
    (void)bo_facts_series(facts, 1, "Alibaba", "");
    bo_facts_series(facts, 1, "Baidu", "")[2] = 3.0;
    bo_facts_series(facts, 1, "Tencent", "")[2] = 4.0;
    bo_facts_outcome(facts, "Baidu", "mw", "MW", 5.0);
    bo_facts_input(facts, "siting.build_days", 6.0);
    bo_facts_takeover(facts, "Adept", "Amazon");
    bo_facts_event(facts, &(struct bo_fact_event){.kind = "opened"});
    bo_facts_sort(facts);
    bo_facts_seal(facts, NULL);
    assert_int_equal(bo_arena_create((size_t)1 << 20, false, &arena, NULL), 0);
    const struct bo_facts *extract = bo_facts_extract(facts, is_of_world, arena);
    assert_true(extract->extract);
    assert_string_equal(extract->digest, facts->digest);
    assert_int_equal(extract->n_series, 1);
    assert_true(extract->computed[0] && extract->computed[1]);
    assert_string_equal(extract->series[0].entity, "World");
    assert_near(extract->series[0].value[1], 2.0, 0.0);
    assert_int_equal(extract->n_events + extract->n_postings + extract->n_holdings, 0);
    assert_int_equal(extract->n_projects, 0);
    assert_string_equal(extract->outcome[0].key, "mw");
    assert_near(extract->outcome[0].value, 5.0, 0.0);
    assert_string_equal(extract->input[0].path, "siting.build_days");
    assert_near(extract->input[0].value, 6.0, 0.0);
    assert_int_equal(extract->n_takeovers, 1);
    assert_string_equal(extract->takeover[0].acquirer, "Amazon");
    bo_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_are_counted_by_the_calendar),
        cmocka_unit_test(new_facts_are_empty),
        cmocka_unit_test(a_new_series_is_not_computed_yet),
        cmocka_unit_test(values_stay_where_they_are_while_series_are_added_and_sorted),
        cmocka_unit_test(series_sort_by_name_of_variable_then_entity_then_place),
        cmocka_unit_test(events_sort_by_day_and_then_by_their_order_in_the_run),
        cmocka_unit_test(late_events_are_sorted_like_the_rest),
        cmocka_unit_test(texts_left_out_are_empty),
        cmocka_unit_test(outcomes_sort_by_entity_and_key_with_what_does_not_apply_last),
        cmocka_unit_test(postings_and_inputs_sort_too),
        cmocka_unit_test(holdings_sort_by_month_then_owner_host_place_user_and_chip),
        cmocka_unit_test(takeovers_sort_by_who_is_absorbed),
        cmocka_unit_test(the_order_of_recording_does_not_show_after_sorting),
        cmocka_unit_test(holdings_and_postings_sort_by_what_their_texts_say),
        cmocka_unit_test(events_centuries_apart_sort_too),
        cmocka_unit_test(sorting_empty_facts_is_harmless),
        cmocka_unit_test(equal_facts_have_equal_digests_and_zero_has_no_sign),
        cmocka_unit_test(any_other_number_gives_another_digest),
        cmocka_unit_test(limited_facts_have_the_digest_of_what_is_wanted_of_all),
        cmocka_unit_test(an_extract_has_what_is_kept_and_a_list_of_what_was_computed),
    };

    return cmocka_run_group_tests(tests, create_arena, free_arena);
}
