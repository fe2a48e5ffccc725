#include "store_fixture.h"

#include <sqlite3.h>

#include "buildout/base/hash.h"
#include "buildout/store/store.h"

static void the_three_tables_say_what_the_facts_say(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.5);
    must(bo_store_export_csv(t->dir, &t->err));
    /* By variable, entity, place, date; December has no Cash; Ireland is zero throughout. */
    assert_string_equal(fixture_read(t, t->dir, "series.csv", NULL),
                        "date,entity,place,variable,unit,value\n"
                        "2023-11-30,Alibaba,,Cash,million USD,0.1\n"
                        "2024-01-31,Alibaba,,Cash,million USD,-250\n"
                        "2023-11-30,\"Say \"\"no\"\", Ltd\",,Cash,million USD,0\n"
                        "2024-01-31,\"Say \"\"no\"\", Ltd\",,Cash,million USD,0\n"
                        "2023-11-30,World,,Data Centers|Operating,sites,1\n"
                        "2023-12-31,World,,Data Centers|Operating,sites,2\n"
                        "2024-01-31,World,,Data Centers|Operating,sites,3.5\n");
    assert_string_equal(
        fixture_read(t, t->dir, "events.csv", NULL),
        "date,entity,place,kind,subject,amount,unit,why\n"
        "2023-11-17,World,,rule,us_2023_10_a,,,\"line\nbreak\"\n"
        "2023-12-05,Alibaba,Malaysia,opened,Johor 1,30.5,MW,\"first hall energised, on time\"\n");
    /* npv is 3.5 / 4; exit_date does not apply */
    assert_string_equal(fixture_read(t, t->dir, "outcomes.csv", NULL),
                        "variant,replicate,entity,key,unit,value\n"
                        "base,0,Alibaba,cash_min_date,date,2024-01-31\n"
                        "base,0,Alibaba,npv,million USD,0.875\n");
}

static void a_table_without_rows_has_its_header(void **state)
{
    struct fixture *t = *state;
    struct bo_run_row row = fixture_row("base", 0);
    struct bo_store *store = fixture_create(t, t->dir);
    row.status = BO_RUN_FAILED;
    row.message = "deadlock";
    must(bo_store_put_run(store, &row, NULL, &t->err));
    fixture_finish(t, store);
    must(bo_store_export_csv(t->dir, &t->err));
    assert_string_equal(fixture_read(t, t->dir, "series.csv", NULL),
                        "date,entity,place,variable,unit,value\n");
    assert_string_equal(fixture_read(t, t->dir, "events.csv", NULL),
                        "date,entity,place,kind,subject,amount,unit,why\n");
    assert_string_equal(fixture_read(t, t->dir, "outcomes.csv", NULL),
                        "variant,replicate,entity,key,unit,value\n");
}

static void a_store_without_runs_exports_headers(void **state)
{
    struct fixture *t = *state;
    fixture_finish(t, fixture_create(t, t->dir));
    must(bo_store_export_csv(t->dir, &t->err));
    assert_string_equal(fixture_read(t, t->dir, "series.csv", NULL),
                        "date,entity,place,variable,unit,value\n");
}

static void series_are_of_the_first_base_run_and_outcomes_of_all(void **state)
{
    struct fixture *t = *state;
    struct bo_store *store = fixture_create(t, t->dir);
    fixture_put(t, store, "ban", 0, 7.0);
    fixture_put(t, store, "base", 4, 8.0);
    fixture_put(t, store, "base", 2, 9.0);
    fixture_finish(t, store);
    must(bo_store_export_csv(t->dir, &t->err));
    assert_non_null(strstr(fixture_read(t, t->dir, "series.csv", NULL),
                           "2024-01-31,World,,Data Centers|Operating,sites,9\n"));
    /* 7/4, 9/4 and 8/4 in order of variant and replicate */
    assert_string_equal(fixture_read(t, t->dir, "outcomes.csv", NULL),
                        "variant,replicate,entity,key,unit,value\n"
                        "ban,0,Alibaba,cash_min_date,date,2024-01-31\n"
                        "ban,0,Alibaba,npv,million USD,1.75\n"
                        "base,2,Alibaba,cash_min_date,date,2024-01-31\n"
                        "base,2,Alibaba,npv,million USD,2.25\n"
                        "base,4,Alibaba,cash_min_date,date,2024-01-31\n"
                        "base,4,Alibaba,npv,million USD,2\n");
}

static void a_sidecar_names_scenario_data_version_and_seed(void **state)
{
    struct fixture *t = *state;
    char hash[BO_SHA256_HEX];
    fixture_store(t, t->dir, 3.0);
    must(bo_store_export_csv(t->dir, &t->err));
    must(bo_sha256_file(fixture_path(t, t->dir, "events.csv"), hash, &t->err));
    assert_string_equal(
        fixture_read(t, t->dir, "events.csv.meta.json", NULL),
        bo_arena_printf(t->arena,
                        "{\n"
                        "  \"file\": \"events.csv\",\n"
                        "  \"file_sha256\": \"%s\",\n"
                        "  \"scenario\": \"baseline\",\n"
                        "  \"scenario_title\": \"A \\\"quoted\\\" title\\u000aof two lines\",\n"
                        "  \"scenario_sha256\": \"aa11\",\n"
                        "  \"data_sha256\": \"bb22\",\n"
                        "  \"verb\": \"run\",\n"
                        "  \"version\": \"0.1.0\",\n"
                        "  \"seed\": 18446744073709551615\n"
                        "}\n",
                        hash));
}

static void a_title_that_is_not_utf8_still_gives_valid_json(void **state)
{
    struct fixture *t = *state;
    struct bo_experiment experiment = fixture_experiment("baseline");
    struct bo_store *store = NULL;
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    /* A backslash, Latin-1's e acute, a tab, and Zhipu in Chinese. */
    experiment.scenario_title = "\\ \xe9 \t \xe6\x99\xba\xe8\xb0\xb1";
    must(bo_store_create(t->dir, &experiment, false, &store, &t->err));
    fixture_finish(t, store);
    must(bo_store_export_csv(t->dir, &t->err));
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT json_extract(?, '$.scenario_title')", -1, &s, NULL),
        SQLITE_OK);
    sqlite3_bind_text(s, 1, fixture_read(t, t->dir, "series.csv.meta.json", NULL), -1,
                      SQLITE_STATIC);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(s, 0),
                        "\\ \xef\xbf\xbd \t \xe6\x99\xba\xe8\xb0\xb1");
    sqlite3_finalize(s);
    sqlite3_close(db);
}

static void every_number_reads_back_as_it_was(void **state)
{
    static const double hard[3] = {0.1 + 0.2, 1.7976931348623157e308, -4.9e-324};
    struct fixture *t = *state;
    struct bo_run_row row = fixture_row("base", 0);
    struct bo_facts *facts = bo_facts_create(t->arena, 24, 3, fixture_variable, N_VARIABLES);
    memcpy(bo_facts_series(facts, CASH, "World", ""), hard, sizeof hard);
    struct bo_store *store = fixture_create(t, t->dir);
    must(bo_store_put_run(store, &row, facts, &t->err));
    fixture_finish(t, store);
    must(bo_store_export_csv(t->dir, &t->err));
    (void)strtok(fixture_read(t, t->dir, "series.csv", NULL), "\n"); /* the header */
    for (int i = 0; i < 3; i++) {
        double x = 0.0;
        const char *line = strtok(NULL, "\n");
        assert_non_null(line);
        assert_int_equal(bo_double_parse(strrchr(line, ',') + 1, &x), 0);
        assert_memory_equal(&x, &hard[i], sizeof x);
    }
}

static void exporting_twice_gives_the_same_bytes(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    must(bo_store_export_csv(t->dir, &t->err));
    const char *first = fixture_read(t, t->dir, "series.csv.meta.json", NULL);
    must(bo_store_export_csv(t->dir, &t->err));
    assert_string_equal(fixture_read(t, t->dir, "series.csv.meta.json", NULL), first);
    /* results.db, three tables, three sidecars */
    assert_int_equal(fixture_n_files(t->dir), 7);
}

static void exporting_waits_for_no_writer(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    struct bo_store *writer = fixture_create(t, t->dir);
    assert_int_equal(bo_store_export_csv(t->dir, &t->err), BO_ESTORE);
    assert_told(t, "another buildout is writing");
    bo_store_close(writer);
    must(bo_store_export_csv(t->dir, &t->err));
}

static void a_folder_without_results_is_told(void **state)
{
    struct fixture *t = *state;
    assert_int_equal(bo_store_export_csv(t->dir, &t->err), BO_ESTORE);
    assert_told(t, "is no folder of results");
    assert_int_equal(mkdir(t->dir, 0755), 0);
    assert_int_equal(bo_store_export_csv(t->dir, &t->err), BO_ESTORE);
    assert_int_equal(fixture_n_files(t->dir), 0);
}

static int export_until_full(struct fixture *t)
{
    fixture_fill_disk(100);
    int rc = bo_store_export_csv(t->dir, &t->err);
    return rc == BO_ESTORE && strstr(t->err.text, "series.csv.partial: File too large") ? 0 : 1;
}

static void a_full_disk_leaves_the_earlier_exports(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    must(bo_store_export_csv(t->dir, &t->err));
    const char *series = fixture_read(t, t->dir, "series.csv", NULL);
    assert_int_equal(fixture_in_child(t, export_until_full), 0);
    assert_string_equal(fixture_read(t, t->dir, "series.csv", NULL), series);
    assert_int_equal(fixture_n_files(t->dir), 7);
}

/* From their rename on, whatever ends the process. */
static void new_results_have_no_exports_of_others_beside_them(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    must(bo_store_export_csv(t->dir, &t->err));
    fixture_write(t, t->dir, "mine.csv", "a,b\n");
    fixture_store(t, t->dir, 4.0);
    assert_int_equal(fixture_n_files(t->dir), 2); /* mine, and results.db */
}

static void a_table_whose_name_is_a_folder_is_told(void **state)
{
    struct fixture *t = *state;
    fixture_store(t, t->dir, 3.0);
    assert_int_equal(mkdir(fixture_path(t, t->dir, "series.csv"), 0755), 0);
    assert_int_equal(bo_store_export_csv(t->dir, &t->err), BO_ESTORE);
    assert_told(t, "series.csv: Is a directory");
    /* results.db and the folder: what was written for the others is gone */
    assert_int_equal(fixture_n_files(t->dir), 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_three_tables_say_what_the_facts_say),
        TEST(a_table_without_rows_has_its_header),
        TEST(a_store_without_runs_exports_headers),
        TEST(series_are_of_the_first_base_run_and_outcomes_of_all),
        TEST(a_sidecar_names_scenario_data_version_and_seed),
        TEST(a_title_that_is_not_utf8_still_gives_valid_json),
        TEST(every_number_reads_back_as_it_was),
        TEST(exporting_twice_gives_the_same_bytes),
        TEST(exporting_waits_for_no_writer),
        TEST(a_folder_without_results_is_told),
        TEST(a_full_disk_leaves_the_earlier_exports),
        TEST(new_results_have_no_exports_of_others_beside_them),
        TEST(a_table_whose_name_is_a_folder_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
