#include "store_fixture.h"

#include <sqlite3.h>

#include "buildout/base/arena.h"
#include "buildout/store/store.h"
#include "buildout/store/text.h"

static void runs_in_any_order_give_the_same_bytes(void **state)
{
    struct fixture *t = *state;
    const char *other = fixture_path(t, t->parent, "deep/er");
    struct bo_store *a = fixture_create(t, t->dir);
    fixture_put(t, a, "base", 0, 3.0);
    fixture_put(t, a, "base", 1, 4.0);
    fixture_put(t, a, "ban", 7, 5.0);
    fixture_finish(t, a);
    struct bo_store *b = fixture_create(t, other);
    fixture_put(t, b, "ban", 7, 5.0);
    fixture_put(t, b, "base", 1, 4.0);
    fixture_put(t, b, "base", 0, 3.0);
    fixture_finish(t, b);
    assert_same_file(t, t->dir, other, "results.db");
    must(bo_store_export_csv(t->dir, &t->err));
    must(bo_store_export_csv(other, &t->err));
    assert_same_file(t, t->dir, other, "series.csv");
    assert_same_file(t, t->dir, other, "outcomes.csv.meta.json");
}

static void other_facts_give_other_bytes(void **state)
{
    struct fixture *t = *state;
    size_t n_a, n_b;
    const char *other = fixture_path(t, t->parent, "other");
    fixture_store(t, t->dir, 3.0);
    fixture_store(t, other, 3.5);
    const char *a = fixture_read(t, t->dir, "results.db", &n_a);
    const char *b = fixture_read(t, other, "results.db", &n_b);
    assert_false(n_a == n_b && memcmp(a, b, n_a) == 0);
}

static void a_failed_run_is_replaced_by_a_later_success(void **state)
{
    struct fixture *t = *state;
    struct bo_run_row failed = fixture_row("base", 0);
    failed.status = BO_RUN_FAILED;
    failed.message = "killed by signal 9";
    const char *other = fixture_path(t, t->parent, "other");
    struct bo_store *store = fixture_create(t, t->dir);
    must(bo_store_put_run(store, &failed, NULL, &t->err));
    fixture_put(t, store, "base", 0, 3.0);
    fixture_finish(t, store);
    fixture_store(t, other, 3.0);
    assert_same_file(t, t->dir, other, "results.db");
}

static void the_same_run_twice_must_be_identical(void **state)
{
    struct fixture *t = *state;
    struct bo_run_row row = fixture_row("base", 0);
    const char *other = fixture_path(t, t->parent, "other");
    struct bo_store *store = fixture_create(t, t->dir);
    fixture_put(t, store, "base", 0, 3.0);
    fixture_put(t, store, "base", 0, 3.0);
    assert_int_equal(bo_store_put_run(store, &row, fixture_facts(t->arena, 3.5), &t->err),
                     BO_EDIFFER);
    assert_told(t, "base/0");
    fixture_finish(t, store);
    fixture_store(t, other, 3.0);
    assert_same_file(t, t->dir, other, "results.db");
}

static void nothing_but_the_results_is_left_in_the_folder(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    assert_int_equal(fixture_n_files(t->dir), 1);
}

static void a_store_closed_without_a_run_leaves_nothing(void **state)
{
    struct fixture *t = *state;
    bo_store_close(fixture_create(t, t->dir));
    assert_int_equal(fixture_n_files(t->dir), 0);
}

static void results_of_another_scenario_are_refused_without_force(void **state)
{
    struct fixture *t = *state;
    struct bo_experiment other = fixture_experiment("slow_grid");
    struct bo_store *store = NULL;
    struct bo_results *results = NULL;
    fixture_store(t, t->dir, 3.0);
    assert_int_equal(bo_store_create(t->dir, &other, false, &store, &t->err), BO_ESTORE);
    assert_null(store);
    assert_told(t, "\"baseline\"");
    assert_told(t, "--force");
    assert_int_equal(fixture_n_files(t->dir), 1);
    must(bo_store_create(t->dir, &other, true, &store, &t->err));
    must(bo_results_open(t->dir, &results, &t->err));
    assert_string_equal(bo_results_experiment(results)->scenario_name, "baseline");
    bo_results_close(results);
    fixture_finish(t, store);
    must(bo_results_open(t->dir, &results, &t->err));
    assert_string_equal(bo_results_experiment(results)->scenario_name, "slow_grid");
    bo_results_close(results);
}

static void results_of_the_same_scenario_are_replaced(void **state)
{
    struct fixture *t = *state;
    const char *other = fixture_path(t, t->parent, "other");
    fixture_store(t, t->dir, 3.0);
    fixture_store(t, t->dir, 4.0);
    fixture_store(t, other, 4.0);
    assert_same_file(t, t->dir, other, "results.db");
}

static void a_file_that_is_not_ours_is_refused_without_force(void **state)
{
    struct fixture *t = *state;
    struct bo_experiment experiment = fixture_experiment("baseline");
    struct bo_store *store = NULL;
    assert_int_equal(mkdir(t->dir, 0755), 0);
    fixture_write(t, t->dir, "results.db", "my notes\n");
    assert_int_equal(bo_store_create(t->dir, &experiment, false, &store, &t->err), BO_ESTORE);
    assert_told(t, "is not a results file");
    assert_string_equal(fixture_read(t, t->dir, "results.db", NULL), "my notes\n");
    must(bo_store_create(t->dir, &experiment, true, &store, &t->err));
    fixture_finish(t, store);
}

static void a_second_writer_is_refused_until_the_first_is_done(void **state)
{
    struct fixture *t = *state;
    struct bo_experiment experiment = fixture_experiment("baseline");
    struct bo_store *second = NULL;
    struct bo_store *first = fixture_create(t, t->dir);
    assert_int_equal(bo_store_create(t->dir, &experiment, true, &second, &t->err), BO_ESTORE);
    assert_told(t, "another buildout is writing");
    fixture_put(t, first, "base", 0, 3.0);
    fixture_finish(t, first);
    must(bo_store_create(t->dir, &experiment, false, &second, &t->err));
    bo_store_close(second);
}

static void a_folder_that_cannot_be_is_told(void **state)
{
    struct fixture *t = *state;
    struct bo_experiment experiment = fixture_experiment("baseline");
    struct bo_store *store = NULL;
    fixture_write(t, t->parent, "results", "a file\n");
    assert_int_equal(bo_store_create(t->dir, &experiment, false, &store, &t->err), BO_ESTORE);
    assert_told(t, t->dir);
    assert_told(t, "is not a folder");
    const char *below = fixture_path(t, t->dir, "below");
    assert_int_equal(bo_store_create(below, &experiment, false, &store, &t->err), BO_ESTORE);
    assert_told(t, "is not a folder");
    assert_int_equal(bo_store_create("", &experiment, false, &store, &t->err), BO_ESTORE);
    assert_int_equal(bo_store_create("/proc/nowhere", &experiment, false, &store, &t->err),
                     BO_ESTORE);
    assert_told(t, "/proc/nowhere");
    assert_null(store);
}

static int create_as_nobody(struct fixture *t)
{
    struct bo_experiment experiment = fixture_experiment("baseline");
    struct bo_store *store = NULL;
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        return 2;
    int rc = bo_store_create(t->dir, &experiment, false, &store, &t->err);
    return rc == BO_ESTORE && strstr(t->err.text, "Permission denied") ? 0 : 1;
}

static void a_folder_without_permission_is_told(void **state)
{
    struct fixture *t = *state;
    assert_int_equal(mkdir(t->dir, 0555), 0);
    assert_int_equal(fixture_in_child(t, create_as_nobody), 0);
    assert_int_equal(fixture_n_files(t->dir), 0);
}

/* Twenty runs are some 100 kB; pages alone need 20 x 16 kB. */
static int write_until_full(struct fixture *t, rlim_t n_bytes)
{
    struct bo_experiment experiment = fixture_experiment("baseline");
    struct bo_store *store = NULL;
    fixture_fill_disk(n_bytes);
    int rc = bo_store_create(t->dir, &experiment, false, &store, &t->err);
    for (uint32_t i = 0; rc == 0 && i < 20; i++) {
        struct bo_run_row row = fixture_row("base", i);
        rc = bo_store_put_run(store, &row, fixture_facts(t->arena, i), &t->err);
    }
    if (rc == 0)
        rc = bo_store_finish(store, &t->err);
    bo_store_close(store);
    return rc == BO_ESTORE && strstr(t->err.text, t->dir) ? 0 : 1;
}

static int fill_at_20_kb(struct fixture *t)
{
    return write_until_full(t, 20000);
}

static int fill_at_300_kb(struct fixture *t)
{
    return write_until_full(t, 300000);
}

static void a_full_disk_is_told_and_leaves_the_earlier_results(void **state)
{
    struct fixture *t = *state;
    const char *other = fixture_path(t, t->parent, "other");
    const char *rebuilt = fixture_path(t, t->dir, "results.db.rebuilt");
    fixture_store(t, t->dir, 3.0);
    fixture_store(t, other, 3.0);
    assert_int_equal(fixture_in_child(t, fill_at_20_kb), 0);
    assert_same_file(t, t->dir, other, "results.db");
    assert_int_equal(fixture_in_child(t, fill_at_300_kb), 0);
    assert_same_file(t, t->dir, other, "results.db");
    assert_int_not_equal(access(rebuilt, F_OK), 0);
}

/* Only the rebuilding meets the limit: a folder stands where its file should be. */
static void a_finish_that_fails_keeps_what_was_stored(void **state)
{
    struct fixture *t = *state;
    const char *rebuilt = fixture_path(t, t->dir, "results.db.rebuilt");
    const char *below = fixture_path(t, rebuilt, "x");
    const char *partial = fixture_path(t, t->dir, "results.db.partial");
    struct bo_store *store = fixture_create(t, t->dir);
    fixture_put(t, store, "base", 0, 3.0);
    assert_int_equal(mkdir(rebuilt, 0755), 0);
    assert_int_equal(mkdir(below, 0755), 0);
    assert_int_equal(bo_store_finish(store, &t->err), BO_ESTORE);
    assert_told(t, "results.db.rebuilt");
    bo_store_close(store);
    assert_int_equal(access(partial, F_OK), 0);
}

static int write_and_die(struct fixture *t)
{
    struct bo_store *store = fixture_create(t, t->dir);
    fixture_put(t, store, "base", 0, 9.0);
    raise(SIGKILL);
    return 1;
}

static void a_killed_writer_leaves_the_earlier_results(void **state)
{
    struct fixture *t = *state;
    const char *other = fixture_path(t, t->parent, "other");
    fixture_store(t, t->dir, 3.0);
    fixture_store(t, other, 3.0);
    int status = fixture_in_child(t, write_and_die);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    assert_same_file(t, t->dir, other, "results.db");
    fixture_store(t, t->dir, 4.0);
    fixture_store(t, other, 4.0);
    assert_same_file(t, t->dir, other, "results.db");
    assert_int_equal(fixture_n_files(t->dir), 1);
}

static void what_a_killed_writer_of_another_scenario_stored_is_not_lost(void **state)
{
    struct fixture *t = *state;
    struct bo_experiment other = fixture_experiment("slow_grid");
    struct bo_store *store = NULL;
    fixture_in_child(t, write_and_die);
    assert_int_equal(bo_store_create(t->dir, &other, false, &store, &t->err), BO_ESTORE);
    assert_told(t, "results.db.partial");
    must(bo_store_create(t->dir, &other, true, &store, &t->err));
    fixture_finish(t, store);
    assert_int_equal(fixture_n_files(t->dir), 1);
}

static int finish_for_ever(struct fixture *t)
{
    for (;;)
        fixture_store(t, t->dir, 3.0);
    return 1;
}

static void killed_at_any_moment_the_results_are_whole(void **state)
{
    struct fixture *t = *state;
    const char *other = fixture_path(t, t->parent, "other");
    fixture_store(t, t->dir, 3.0);
    fixture_store(t, other, 3.0);
    for (useconds_t k = 0; k < 8; k++) {
        pid_t pid = fork();
        if (pid == 0)
            _exit(finish_for_ever(t));
        usleep(20000 + 1700 * k);
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
        assert_same_file(t, t->dir, other, "results.db");
    }
}

static int64_t ask(struct fixture *t, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    const char *path = fixture_path(t, t->dir, "results.db");
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    int64_t answer = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : -1;
    sqlite3_finalize(s);
    sqlite3_close(db);
    return answer;
}

static void every_table_is_strict_and_without_rowid(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    assert_int_equal(ask(t, "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND "
                            "name NOT LIKE 'sqlite%' AND NOT (wr AND strict)"),
                     0);
    /* scenario experiment variant parting difference run input variable series zero_series outcome
     * takeover event posting fleet project member band */
    assert_int_equal(ask(t, "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND "
                            "name NOT LIKE 'sqlite%'"),
                     18);
    assert_int_equal(ask(t, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
}

static void the_long_view_unfolds_months_to_their_last_days(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    /* World 3 months, Alibaba 2 of 3, the quoted one 2 of 3 */
    assert_int_equal(ask(t, "SELECT count(*) FROM series_long"), 7);
    assert_int_equal(ask(t, "SELECT count(*) FROM series_long WHERE date = '2023-12-31' AND "
                            "entity = 'World' AND place = '' AND unit = 'sites' AND "
                            "variable = 'Data Centers|Operating' AND value = 2"),
                     1);
    assert_int_equal(ask(t, "SELECT value FROM series_long WHERE date = '2024-01-31' AND "
                            "entity = 'Alibaba'"),
                     -250);
}

static void who_has_which_chips_where_is_kept(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    assert_int_equal(ask(t, "SELECT sum(count) FROM fleet WHERE month = '2023-12'"), 1000);
    assert_int_equal(ask(t, "SELECT count FROM fleet WHERE owner = 'Alibaba' AND host = 'Landlord "
                            "Malaysia' AND place = 'Malaysia' AND user = 'China market' AND chip = "
                            "'H800 SXM'"),
                     250);
}

static void a_project_has_a_kind_and_a_state_that_are_known(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    assert_int_equal(ask(t, "UPDATE project SET state = 'used', kind = 'option' RETURNING 1"), 1);
    assert_int_equal(ask(t, "UPDATE project SET state = 'late' RETURNING 1"), -1);
    assert_int_equal(ask(t, "UPDATE project SET kind = 'site' RETURNING 1"), -1);
}

static void a_series_that_is_zero_is_left_out_and_known(void **state)
{
    struct fixture *t = *state;
    struct bo_results *results = NULL;
    const struct bo_series_name ireland = {"Data Centers|Operating", "World", "Ireland"};
    enum bo_series_state told;
    double value[3] = {9.0, 9.0, 9.0};
    fixture_store(t, t->dir, 3.0);
    assert_int_equal(ask(t, "SELECT count(*) FROM series WHERE place = 'Ireland'"), 0);
    must(bo_results_open(t->dir, &results, &t->err));
    must(bo_results_series(results, bo_results_run(results, 0), &ireland, value, &told, &t->err));
    assert_int_equal(told, BO_SERIES_ZERO);
    assert_near(value[0] + value[1] + value[2], 0.0, 0.0);
    bo_results_close(results);
}

static void a_series_without_a_value_is_not_claimed_as_computed(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    assert_int_equal(ask(t, "SELECT count(*) FROM variable WHERE name = 'Runway'"), 0);
    assert_int_equal(ask(t, "SELECT count(*) FROM variable WHERE name = 'Backlog'"), 0);
    assert_int_equal(ask(t, "SELECT count(*) FROM variable"), 2);
    assert_int_equal(ask(t, "SELECT count(*) FROM zero_series"), 1);
}

/* 0 and -0 are told apart though they are written alike; a gap after a gap is one. */
static void months_that_are_like_the_one_before_are_written_in_full(void **state)
{
    const double value[] = {1.5, 1.5, BO_NAN, BO_NAN, 0.0, -0.0, -2.25, -2.25, 1.5};
    struct bo_text text = {0};
    (void)state;
    bo_text_json_doubles(&text, value, sizeof value / sizeof *value);
    bo_text_json_doubles(&text, value + 2, 1);
    bo_text_json_doubles(&text, value, 0);
    bo_text_char(&text, '\0');
    assert_string_equal(text.data, "[1.5,1.5,null,null,0,0,-2.25,-2.25,1.5][null][]");
    bo_text_free(&text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(runs_in_any_order_give_the_same_bytes),
        TEST(other_facts_give_other_bytes),
        TEST(a_failed_run_is_replaced_by_a_later_success),
        TEST(the_same_run_twice_must_be_identical),
        TEST(nothing_but_the_results_is_left_in_the_folder),
        TEST(a_store_closed_without_a_run_leaves_nothing),
        TEST(results_of_another_scenario_are_refused_without_force),
        TEST(results_of_the_same_scenario_are_replaced),
        TEST(a_file_that_is_not_ours_is_refused_without_force),
        TEST(a_second_writer_is_refused_until_the_first_is_done),
        TEST(a_folder_that_cannot_be_is_told),
        TEST(a_folder_without_permission_is_told),
        TEST(a_full_disk_is_told_and_leaves_the_earlier_results),
        TEST(a_finish_that_fails_keeps_what_was_stored),
        TEST(a_killed_writer_leaves_the_earlier_results),
        TEST(what_a_killed_writer_of_another_scenario_stored_is_not_lost),
        TEST(killed_at_any_moment_the_results_are_whole),
        TEST(every_table_is_strict_and_without_rowid),
        TEST(the_long_view_unfolds_months_to_their_last_days),
        TEST(who_has_which_chips_where_is_kept),
        TEST(a_project_has_a_kind_and_a_state_that_are_known),
        TEST(a_series_that_is_zero_is_left_out_and_known),
        TEST(a_series_without_a_value_is_not_claimed_as_computed),
        TEST(months_that_are_like_the_one_before_are_written_in_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
