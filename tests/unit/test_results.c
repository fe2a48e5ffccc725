#include "store_fixture.h"

#include <sqlite3.h>

#include "buildout/base/calendar.h"
#include "buildout/store/read.h"

#define NAME(variable, entity, place) (&(struct bo_series_name){variable, entity, place})

static struct bo_results *open_results(struct fixture *t)
{
    struct bo_results *results = NULL;
    must(bo_results_open(t->dir, &results, &t->err));
    return results;
}

static struct bo_results *open_sample(struct fixture *t)
{
    fixture_store(t, t->dir, 3.0);
    return open_results(t);
}

static void change(struct fixture *t, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(fixture_path(t, t->dir, "results.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void the_experiment_comes_back(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_sample(t);
    const struct bo_experiment *e = bo_results_experiment(results);
    struct bo_experiment put = fixture_experiment("baseline");
    assert_string_equal(e->scenario_name, put.scenario_name);
    assert_string_equal(e->scenario_title, put.scenario_title);
    assert_string_equal(e->scenario_text, put.scenario_text);
    assert_string_equal(e->scenario_sha256, put.scenario_sha256);
    assert_string_equal(e->data_sha256, put.data_sha256);
    assert_string_equal(e->verb, put.verb);
    assert_string_equal(e->plan, put.plan);
    assert_string_equal(e->version, put.version);
    assert_string_equal(e->probe_hash, put.probe_hash);
    assert_true(e->seed == BIG_SEED);
    bo_results_close(results);
}

static void runs_come_back_numbered_by_variant_and_replicate(void **state)
{
    struct fixture *t = *state;
    struct bo_run_row failed = fixture_row("ban", 1);
    struct bo_store *store = fixture_create(t, t->dir);
    failed.status = BO_RUN_FAILED;
    failed.message = "out of memory";
    fixture_put(t, store, "base", 4294967295u, 3.0);
    must(bo_store_put_run(store, &failed, NULL, &t->err));
    fixture_finish(t, store);
    struct bo_results *results = open_results(t);
    assert_int_equal(bo_results_n_runs(results), 2);
    const struct bo_results_run *a = bo_results_run(results, 0);
    const struct bo_results_run *b = bo_results_run(results, 1);
    assert_null(bo_results_run(results, 2));
    assert_int_equal(a->run, 1);
    assert_string_equal(a->row.variant, "ban");
    assert_int_equal(a->row.status, BO_RUN_FAILED);
    assert_string_equal(a->row.message, "out of memory");
    assert_int_equal(a->n_months, 0);
    assert_int_equal(b->run, 2);
    assert_int_equal(b->row.replicate, 4294967295u);
    assert_int_equal(b->row.status, BO_RUN_DONE);
    assert_true(b->row.seed == BIG_SEED);
    /* 2023-11 is 53 years and 10 months after 1970-01 */
    assert_int_equal(b->first_month, 53 * 12 + 10);
    assert_int_equal(b->n_months, 3);
    assert_int_equal(strlen(b->checksum), 64);
    assert_ptr_equal(bo_results_first_run(results), b);
    bo_results_close(results);
}

static void computed_variables_come_back_by_name(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_sample(t);
    assert_int_equal(bo_results_n_variables(results), 2);
    assert_string_equal(bo_results_variable(results, 0)->name, "Cash");
    assert_string_equal(bo_results_variable(results, 0)->unit, "million USD");
    assert_string_equal(bo_results_variable(results, 1)->name, "Data Centers|Operating");
    assert_string_equal(bo_results_variable(results, 1)->meaning,
                        "sites whose first hall is energised");
    assert_null(bo_results_variable(results, 2));
    assert_ptr_equal(bo_results_find_variable(results, "Cash"), bo_results_variable(results, 0));
    assert_null(bo_results_find_variable(results, "Runway"));
    bo_results_close(results);
}

static void a_series_comes_back_with_its_gaps(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_sample(t);
    const struct bo_results_run *run = bo_results_run(results, 0);
    double value[3] = {0};
    enum bo_series_state told;
    must(bo_results_series(results, run, NAME("Cash", "Alibaba", ""), value, &told, &t->err));
    assert_int_equal(told, BO_SERIES_STORED);
    assert_near(value[0], 0.1, 0.0);
    assert_true(isnan(value[1]));
    assert_near(value[2], -250.0, 0.0);
    must(bo_results_series(results, run, NAME("Runway", "Alibaba", ""), value, &told, &t->err));
    assert_int_equal(told, BO_SERIES_ABSENT);
    assert_true(isnan(value[0]) && isnan(value[1]) && isnan(value[2]));
    must(
        bo_results_series(results, run, NAME("Cash", "Alibaba", "Ireland"), value, &told, &t->err));
    assert_int_equal(told, BO_SERIES_ABSENT);
    bo_results_close(results);
}

static void who_and_where_of_a_variable_is_listed(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_sample(t);
    struct bo_key_list keys = {0};
    must(bo_results_keys(results, 1, "Data Centers|Operating", t->arena, &keys, &t->err));
    assert_int_equal(keys.n, 2);
    assert_string_equal(keys.key[0].entity, "World");
    assert_string_equal(keys.key[0].place, "");
    assert_int_equal(keys.key[0].state, BO_SERIES_STORED);
    assert_string_equal(keys.key[1].place, "Ireland");
    assert_int_equal(keys.key[1].state, BO_SERIES_ZERO);
    must(bo_results_keys(results, 1, "Runway", t->arena, &keys, &t->err));
    assert_int_equal(keys.n, 0);
    must(bo_results_keys(results, 2, "Cash", t->arena, &keys, &t->err));
    assert_int_equal(keys.n, 0);
    bo_results_close(results);
}

static void events_come_back_of_all_or_of_one(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_sample(t);
    struct bo_event_list events = {0};
    must(bo_results_events(results, 1, NULL, t->arena, &events, &t->err));
    assert_int_equal(events.n, 2);
    assert_string_equal(events.event[0].kind, "rule");
    assert_true(isnan(events.event[0].amount));
    assert_int_equal(events.event[0].order, 1);
    must(bo_results_events(results, 1, "Alibaba", t->arena, &events, &t->err));
    assert_int_equal(events.n, 1);
    assert_int_equal(events.event[0].day, bo_day_of(2023, 12, 5));
    assert_int_equal(events.event[0].order, 2);
    assert_string_equal(events.event[0].place, "Malaysia");
    assert_string_equal(events.event[0].subject, "Johor 1");
    assert_near(events.event[0].amount, 30.5, 0.0);
    assert_string_equal(events.event[0].unit, "MW");
    assert_string_equal(events.event[0].why, "first hall energised, on time");
    must(bo_results_events(results, 1, "Nobody", t->arena, &events, &t->err));
    assert_int_equal(events.n, 0);
    bo_results_close(results);
}

static void events_of_one_day_keep_their_order(void **state)
{
    struct fixture *t = *state;
    struct bo_run_row row = fixture_row("base", 0);
    struct bo_facts *facts = bo_facts_create(t->arena, 24, 1, fixture_variable, N_VARIABLES);
    for (uint32_t i = 0; i < 12; i++)
        bo_facts_event(facts, &(struct bo_fact_event){.day = 760,
                                                      .order = 11 - i,
                                                      .subject = i == 11 ? "first" : "later"});
    bo_facts_sort(facts);
    struct bo_store *store = fixture_create(t, t->dir);
    must(bo_store_put_run(store, &row, facts, &t->err));
    fixture_finish(t, store);
    struct bo_results *results = open_results(t);
    struct bo_event_list events = {0};
    must(bo_results_events(results, 1, NULL, t->arena, &events, &t->err));
    assert_int_equal(events.n, 12);
    assert_string_equal(events.event[0].subject, "first");
    assert_int_equal(events.event[11].order, 12);
    bo_results_close(results);
}

static void outcomes_postings_and_inputs_come_back(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_sample(t);
    struct bo_outcome_list outcomes = {0};
    struct bo_posting_list postings = {0};
    struct bo_input_list inputs = {0};
    must(bo_results_outcomes(results, 1, "Alibaba", t->arena, &outcomes, &t->err));
    assert_int_equal(outcomes.n, 3);
    assert_string_equal(outcomes.outcome[1].key, "exit_date");
    assert_true(isnan(outcomes.outcome[1].value));
    assert_string_equal(outcomes.outcome[2].key, "npv");
    assert_near(outcomes.outcome[2].value, 0.75, 0.0);
    must(bo_results_outcomes(results, 1, "World", t->arena, &outcomes, &t->err));
    assert_int_equal(outcomes.n, 0);
    must(bo_results_postings(results, 1, NULL, t->arena, &postings, &t->err));
    assert_int_equal(postings.n, 1);
    assert_int_equal(postings.posting[0].year, 2023);
    assert_string_equal(postings.posting[0].category, "capex");
    assert_int_equal(postings.posting[0].debit, 5);
    assert_true(postings.posting[0].credit == INT64_C(123456789012345));
    must(bo_results_inputs(results, 1, t->arena, &inputs, &t->err));
    assert_int_equal(inputs.n, 1);
    assert_string_equal(inputs.input[0].path, "technology.diffusion_per_year");
    assert_near(inputs.input[0].value, 1.5, 0.0);
    bo_results_close(results);
}

static void assert_refused(struct fixture *t, const char *why)
{
    struct bo_results *results = NULL;
    assert_int_equal(bo_results_open(t->dir, &results, &t->err), BO_ESTORE);
    assert_told(t, t->dir);
    assert_told(t, why);
    assert_null(results);
}

static void projects_come_back_with_the_dates_that_are_not(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = open_sample(t);
    struct bo_project_list list = {0};
    must(bo_results_projects(results, 1, t->arena, &list, &t->err));
    assert_int_equal(list.n, 1);
    const struct bo_fact_project *p = &list.project[0];
    assert_string_equal(p->name, "Johor 1 (Alibaba)");
    assert_string_equal(p->why, "the queue for the grid");
    assert_int_equal(p->n_halls, 2);
    assert_int_equal(p->announced, bo_day_of(2023, 11, 3));
    assert_int_equal(p->planned[BO_PHASE_OPEN], 19900);
    assert_int_equal(p->actual[BO_PHASE_GROUND], 19705);
    assert_int_equal(p->actual[BO_PHASE_POWER], BO_NO_DAY);
    assert_int_equal(p->actual[BO_PHASE_EQUIPMENT], 19790);
    assert_int_equal(p->expected, 19930);
    assert_int_equal(p->cancelled, BO_NO_DAY);
    assert_true(p->slipped);
    assert_int_equal(p->slip, 30);
    assert_int_equal(p->part[BO_SLIP_QUEUE], 40);
    assert_int_equal(p->part[BO_SLIP_BUFFER], -10);
    assert_near(p->spent_musd, 12.5, 0.0);
    bo_results_close(results);
}

static void what_is_not_ours_is_refused(void **state)
{
    struct fixture *t = *state;
    assert_refused(t, "is no folder of results");
    assert_int_equal(mkdir(t->dir, 0755), 0);
    fixture_write(t, t->dir, "results.db",
                  "neither a database nor ours, but longer than a header; "
                  "SQLite reads a hundred bytes before it says so.\n");
    assert_refused(t, "file is not a database");
    fixture_write(t, t->dir, "results.db", "");
    assert_refused(t, "is not a results file");
}

static void another_version_is_refused(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    change(t, "PRAGMA user_version = 77");
    assert_refused(t, "tables of version 77");
}

static void assert_series_refused(struct fixture *t, const char *values, const char *why)
{
    enum bo_series_state told;
    double value[3];
    change(t, bo_arena_printf(t->arena, "UPDATE series SET month_values = '%s'", values));
    struct bo_results *results = open_results(t);
    assert_int_equal(bo_results_series(results, bo_results_run(results, 0),
                                       NAME("Cash", "Alibaba", ""), value, &told, &t->err),
                     BO_ESTORE);
    assert_told(t, why);
    bo_results_close(results);
    if (strstr(why, "month"))
        assert_int_equal(bo_store_export_csv(t->dir, &t->err), BO_ESTORE);
}

static void a_damaged_series_is_told(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    assert_series_refused(t, "[1,2]", "for each month");
    assert_series_refused(t, "[1,2,3,4]", "for each month");
    assert_series_refused(t, "[1,\"x\",3]", "no number");
    assert_series_refused(t, "", "for each month");
    assert_series_refused(t, "[1,2,3", "for each month");
}

static void a_truncated_file_is_told(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    assert_int_equal(truncate(fixture_path(t, t->dir, "results.db"), 40000), 0);
    assert_refused(t, "malformed");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_experiment_comes_back),
        TEST(runs_come_back_numbered_by_variant_and_replicate),
        TEST(computed_variables_come_back_by_name),
        TEST(a_series_comes_back_with_its_gaps),
        TEST(who_and_where_of_a_variable_is_listed),
        TEST(events_come_back_of_all_or_of_one),
        TEST(events_of_one_day_keep_their_order),
        TEST(outcomes_postings_and_inputs_come_back),
        TEST(projects_come_back_with_the_dates_that_are_not),
        TEST(what_is_not_ours_is_refused),
        TEST(another_version_is_refused),
        TEST(a_damaged_series_is_told),
        TEST(a_truncated_file_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
