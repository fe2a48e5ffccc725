/* The arithmetic behind a value, on a run of 26 months worked out by hand. */
#include "store_fixture.h"

#include "buildout/cli/why.h"

enum { N_MONTHS = 26, LAST = 25 };
enum {
    W_CAPEX,
    W_CAPEX_SITES,
    W_CAPEX_OTHER,
    W_OCF,
    W_CASH,
    W_RENT,
    W_FUNDING,
    W_LATE,
    W_USERS,
    W_SEARCH,
    W_AGENTS,
    W_N
};

static const struct bo_fact_variable why_variable[W_N] = {
    [W_CAPEX] = {"Capex", "million USD", "cash paid"},
    [W_CAPEX_SITES] = {"Capex|Data Center", "million USD", "shells"},
    [W_CAPEX_OTHER] = {"Capex|Other", "million USD", "other"},
    [W_OCF] = {"Operating Cash Flow", "million USD", "earned"},
    [W_CASH] = {"Cash", "million USD", "at hand"},
    [W_RENT] = {"Colocation|Rent", "USD/kW-month", "asked"},
    [W_FUNDING] = {"Funding", "million USD", "debt issued"},
    [W_LATE] = {"Data Centers|Late", "fraction", "each December"},
    [W_USERS] = {"Users", "count", "of all products"},
    [W_SEARCH] = {"Users|Search", "count", "adopted"},
    [W_AGENTS] = {"Users|Agents", "count", "adopted"},
};

/* before in months 0 to 13, now in the twelve from 14 on */
static void step(struct bo_facts *f, uint32_t variable, const char *entity, const char *place,
                 double before, double now)
{
    double *value = bo_facts_series(f, variable, entity, place);
    for (int m = 0; m < N_MONTHS; m++)
        value[m] = m < LAST - 11 ? before : now;
}

static void happen(struct bo_facts *f, int32_t day, uint32_t order, const char *entity,
                   const char *kind, const char *subject)
{
    bo_facts_event(f, &(struct bo_fact_event){.day = day,
                                              .order = order,
                                              .entity = entity,
                                              .place = "",
                                              .kind = kind,
                                              .subject = subject,
                                              .amount = BO_NAN,
                                              .unit = "",
                                              .why = "cash_usd < 5"});
}

static struct bo_facts *why_facts(struct bo_arena *arena)
{
    struct bo_facts *f =
        bo_facts_create(arena, bo_month_of_day(bo_day_of(2022, 1, 1)), N_MONTHS, why_variable, W_N);
    step(f, W_CAPEX, "World", "", 10.0, 15.0);
    step(f, W_CAPEX, "Alpha", "", 6.0, 12.0);
    step(f, W_CAPEX, "Beta", "", 4.0, 3.0);
    step(f, W_CAPEX, "Landlord Gulf", "", 100.0, 200.0);
    step(f, W_CAPEX_SITES, "World", "", 5.0, 9.0);
    step(f, W_CAPEX_OTHER, "World", "", 4.0, 4.0);
    step(f, W_OCF, "Alpha", "", 7.0, 8.0);
    step(f, W_CASH, "Alpha", "", 100.0, 130.0);
    step(f, W_CASH, "Beta", "", BO_NAN, 3.0);
    step(f, W_FUNDING, "Alpha", "", 0.0, 0.0);
    step(f, W_RENT, "World", "", 100.0, 110.0);
    step(f, W_RENT, "World", "Gulf", 90.0, 70.0);
    step(f, W_RENT, "World", "Texas", 110.0, 115.0);
    bo_facts_series(f, W_LATE, "World", "")[11] = 0.25; /* December 2022 */
    step(f, W_USERS, "Alpha", "", 5.0, 9.0);
    step(f, W_SEARCH, "Alpha", "", 4.0, 5.0);
    step(f, W_AGENTS, "Alpha", "", 1.0, 4.0);
    happen(f, bo_day_of(2022, 5, 1), 1, "Alpha", "rule begins", "brake");
    happen(f, bo_day_of(2023, 2, 1), 2, "Alpha", "rule ends", "brake");
    happen(f, bo_day_of(2023, 3, 1), 3, "Alpha", "rule begins", "save");
    happen(f, bo_day_of(2023, 6, 1), 4, "Alpha", "overdraft", "Alpha");
    happen(f, bo_day_of(2023, 7, 1), 5, "Beta", "overdraft", "Beta");
    happen(f, bo_day_of(2024, 1, 5), 6, "Alpha", "eclipse", "Alpha");
    bo_facts_sort(f);
    return f;
}

static struct bo_results *open_why(struct fixture *t)
{
    struct bo_store *store = fixture_create(t, t->dir);
    struct bo_run_row row = fixture_row("base", 0);
    struct bo_results *results = NULL;
    must(bo_store_put_run(store, &row, why_facts(t->arena), &t->err));
    fixture_finish(t, store);
    must(bo_results_open(t->dir, &results, &t->err));
    return results;
}

static struct bo_why ask(struct fixture *t, struct bo_results *results, int variable,
                         const char *entity, uint32_t month)
{
    const struct bo_results_run *run = bo_results_first_run(results);
    struct bo_why_question q = {.variable =
                                    bo_results_find_variable(results, why_variable[variable].name),
                                .entity = entity,
                                .place = "",
                                .month = run->first_month + (int32_t)month};
    struct bo_why why;
    must(bo_why_compute(results, run, &q, t->arena, &why, &t->err));
    return why;
}

static void expect_row(const struct bo_why_row *row, const char *name, double before, double now,
                       double change)
{
    assert_string_equal(row->name, name);
    assert_near(row->before, before, 1e-9);
    assert_near(row->now, now, 1e-9);
    assert_near(row->change, change, 1e-9);
}

static void spans_are_a_year_or_what_there_is(void **state)
{
    (void)state;
    struct bo_why_span s = bo_why_span_of(BO_WHY_FLOW, 30);
    assert_true(s.n == 12 && s.now == 30 && s.before == 18 && s.compared);
    s = bo_why_span_of(BO_WHY_FLOW, 8); /* nine months: four against four */
    assert_true(s.n == 4 && s.now == 8 && s.before == 4 && s.compared);
    s = bo_why_span_of(BO_WHY_STOCK, 30);
    assert_true(s.n == 1 && s.now == 30 && s.before == 18 && s.compared);
    s = bo_why_span_of(BO_WHY_LEVEL, 5);
    assert_true(s.n == 1 && s.now == 5 && s.before == 0 && s.compared);
    s = bo_why_span_of(BO_WHY_FLOW, 0);
    assert_true(s.n == 1 && s.now == 0 && !s.compared);
}

static void what_was_not_computed_counts_as_nothing_in_sums(void **state)
{
    (void)state;
    const double value[] = {1.0, BO_NAN, 4.0};
    assert_near(bo_why_sum(value, 2, 3), 5.0, 0.0);
    assert_near(bo_why_sum(value, 2, 1), 4.0, 0.0);
    assert_true(isnan(bo_why_sum(value, 1, 1)));
    assert_near(bo_why_difference(true, BO_NAN, 3.0), 3.0, 0.0);
    assert_near(bo_why_difference(true, 3.0, BO_NAN), -3.0, 0.0);
    assert_true(isnan(bo_why_difference(true, BO_NAN, BO_NAN)));
    assert_true(isnan(bo_why_difference(false, BO_NAN, 3.0)));
}

static void a_flow_is_split_by_the_sums_of_twelve_months(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_why(t);
    struct bo_why why = ask(t, results, W_CAPEX, "World", LAST);
    assert_near(why.value, 15.0, 0.0);
    /* a month and a quarter before it was 15, a year before 10; 12 x 15 against 12 x 10 */
    assert_int_equal(why.n_changes, 4);
    assert_near(why.change[0].before, 15.0, 0.0);
    assert_near(why.change[2].before, 10.0, 0.0);
    assert_near(why.change[3].now, 180.0, 0.0);
    assert_near(why.change[3].before, 120.0, 0.0);
    assert_int_equal(why.n_splits, 2);
    const struct bo_why_split *part = &why.split[0], *owner = &why.split[1];
    assert_int_equal(part->by, BO_WHY_BY_PART);
    assert_int_equal(part->n, 2);
    expect_row(&part->row[0], "Capex|Data Center", 60.0, 108.0, 48.0);
    expect_row(&part->row[1], "Capex|Other", 48.0, 48.0, 0.0);
    assert_true(part->has_rest);
    expect_row(&part->rest, "not told apart", 12.0, 24.0, 12.0);
    /* landlords are not among them */
    assert_int_equal(owner->by, BO_WHY_BY_OWNER);
    assert_int_equal(owner->n, 2);
    assert_true(owner->adds_up && !owner->has_rest);
    expect_row(&owner->row[0], "Alpha", 72.0, 144.0, 72.0);
    expect_row(&owner->row[1], "Beta", 48.0, 36.0, -12.0);
    bo_results_close(results);
}

static void cash_is_bridged_by_its_flows(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_why(t);
    struct bo_why why = ask(t, results, W_CASH, "Alpha", LAST);
    /* 100 + 12 x 8 - 12 x 12 + 0 = 52; 130 - 52 = 78 came from elsewhere. Buybacks are not computed. */
    assert_int_equal(why.n_splits, 1);
    const struct bo_why_split *flow = &why.split[0];
    assert_int_equal(flow->by, BO_WHY_BY_FLOW);
    assert_int_equal(flow->n, 3);
    assert_near(flow->row[0].change, 96.0, 1e-9);
    assert_near(flow->row[1].change, -144.0, 1e-9);
    assert_near(flow->row[2].change, 0.0, 0.0);
    assert_true(flow->has_rest);
    assert_near(flow->rest.change, 78.0, 1e-9);
    /* Beta was not there a year before. */
    why = ask(t, results, W_CASH, "Beta", LAST);
    assert_true(isnan(why.whole.before));
    assert_near(why.split[0].rest.change, 3.0 + 36.0, 1e-9);
    bo_results_close(results);
}

static void levels_are_compared_and_not_summed(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_why(t);
    struct bo_why why = ask(t, results, W_RENT, "World", LAST);
    assert_int_equal(why.n_splits, 1);
    const struct bo_why_split *place = &why.split[0];
    assert_int_equal(place->by, BO_WHY_BY_PLACE);
    assert_false(place->adds_up || place->has_rest);
    expect_row(&place->row[0], "Gulf", 90.0, 70.0, -20.0);
    expect_row(&place->row[1], "Texas", 110.0, 115.0, 5.0);
    bo_results_close(results);
}

static void members_sum_to_what_they_are_named_after(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_why(t);
    struct bo_why why = ask(t, results, W_USERS, "Alpha", LAST);
    assert_int_equal(why.n_splits, 1);
    assert_int_equal(why.split[0].n, 2);
    assert_true(why.split[0].adds_up && !why.split[0].has_rest);
    expect_row(&why.split[0].row[0], "Users|Agents", 1.0, 4.0, 3.0);
    expect_row(&why.split[0].row[1], "Users|Search", 4.0, 5.0, 1.0);
    assert_int_equal(ask(t, results, W_SEARCH, "Alpha", LAST).n_splits, 0);
    bo_results_close(results);
}

static void owners_that_overlap_are_not_said_to_add_up(void **state)
{
    struct fixture *t = *state;
    struct bo_facts *f = why_facts(t->arena);
    step(f, W_CAPEX, "China", "", 5.0, 5.0); /* a country, whose companies are there too */
    bo_facts_sort(f);
    struct bo_store *store = fixture_create(t, t->dir);
    struct bo_run_row row = fixture_row("base", 0);
    struct bo_results *results = NULL;
    must(bo_store_put_run(store, &row, f, &t->err));
    fixture_finish(t, store);
    must(bo_results_open(t->dir, &results, &t->err));
    struct bo_why why = ask(t, results, W_CAPEX, "World", LAST);
    assert_int_equal(why.split[1].n, 3);
    assert_false(why.split[1].adds_up || why.split[1].has_rest);
    bo_results_close(results);
}

static void a_value_told_once_a_year_is_the_last_before(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_why(t);
    const struct bo_results_run *run = bo_results_first_run(results);
    struct bo_why why = ask(t, results, W_LATE, "World", 14);
    assert_int_equal(why.month - why.first_month, 11);
    assert_near(why.value, 0.25, 0.0);
    struct bo_why_question q = why.question;
    q.month = run->first_month + 3;
    struct bo_why untouched; /* with what is between its members, too */
    memset(&untouched, 1, sizeof untouched);
    memcpy(&why, &untouched, sizeof why);
    assert_int_equal(bo_why_compute(results, run, &q, t->arena, &why, &t->err), BO_EUSAGE);
    assert_string_equal(t->err.text, "Data Centers|Late of World has no value until 2022-04; its "
                                     "first is that of 2022-12");
    assert_memory_equal(&why, &untouched, sizeof why);
    bo_results_close(results);
}

static void nil_throughout_is_told(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_why(t);
    struct bo_why why = ask(t, results, W_FUNDING, "Alpha", LAST);
    assert_true(why.nil_throughout);
    assert_near(why.value, 0.0, 0.0);
    assert_int_equal(why.n_splits, 0);
    assert_false(ask(t, results, W_CASH, "Alpha", LAST).nil_throughout);
    bo_results_close(results);
}

static void events_are_its_own_newest_first_and_the_rest_is_counted(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_why(t);
    struct bo_why why = ask(t, results, W_CASH, "Alpha", LAST);
    /* 24 months to February 2024: from March 2022 on */
    assert_int_equal(why.window_first_day, bo_day_of(2022, 3, 1));
    assert_int_equal(why.n_events, 4);
    assert_string_equal(why.event[0].event->kind, "overdraft");
    assert_string_equal(why.event[1].event->subject, "save");
    assert_string_equal(why.event[3].event->subject, "brake");
    assert_int_equal(why.n_counts, 3);
    assert_string_equal(why.count[0].kind, "rule begins");
    assert_int_equal(why.count[0].n, 2);
    assert_int_equal(why.n_other_counts, 1);
    assert_string_equal(why.other_count[0].kind, "eclipse");
    /* what the close of May did is dated the first of June */
    why = ask(t, results, W_CASH, "Alpha", 16);
    assert_string_equal(why.event[0].event->kind, "overdraft");
    assert_string_not_equal(ask(t, results, W_CASH, "Alpha", 15).event[0].event->kind, "overdraft");
    bo_results_close(results);
}

static void rules_act_from_their_beginning_to_their_end(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_why(t);
    struct bo_why why = ask(t, results, W_CASH, "Alpha", 12); /* January 2023 */
    assert_int_equal(why.n_rules, 1);
    assert_string_equal(why.rule[0].rule, "brake");
    assert_int_equal(why.rule[0].since_day, bo_day_of(2022, 5, 1));
    assert_string_equal(why.rule[0].when, "cash_usd < 5");
    assert_int_equal(ask(t, results, W_CASH, "Alpha", 13).n_rules, 0);
    why = ask(t, results, W_CAPEX, "World", LAST);
    assert_int_equal(why.n_rules, 1);
    assert_string_equal(why.rule[0].company, "Alpha");
    assert_string_equal(why.rule[0].rule, "save");
    assert_int_equal(ask(t, results, W_CAPEX, "Beta", LAST).n_rules, 0);
    bo_results_close(results);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_a_year_or_what_there_is),
        cmocka_unit_test(what_was_not_computed_counts_as_nothing_in_sums),
        TEST(a_flow_is_split_by_the_sums_of_twelve_months),
        TEST(cash_is_bridged_by_its_flows),
        TEST(levels_are_compared_and_not_summed),
        TEST(members_sum_to_what_they_are_named_after),
        TEST(owners_that_overlap_are_not_said_to_add_up),
        TEST(a_value_told_once_a_year_is_the_last_before),
        TEST(nil_throughout_is_told),
        TEST(events_are_its_own_newest_first_and_the_rest_is_counted),
        TEST(rules_act_from_their_beginning_to_their_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
