/* Opening results.db: whose it is, its experiment, runs and variables. */
#include "results.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "buildout/base/calendar.h"
#include "folder.h"
#include "inner.h"
#include "schema.h"

#define ARENA_BYTES ((size_t)1 << 30)
/* Of the calendar's years, 1900 to 2199: no run has more, and whoever reads a series makes room for so many. */
#define MOST_MONTHS INT64_C(3600)

int bo_results_ask(const struct bo_results *results, const char *sql,
                   const struct bo_db_value *value, int n, sqlite3_stmt **out, struct bo_err *err)
{
    int rc = bo_db_prepare(&results->db, sql, out, err);
    return rc == 0 ? bo_db_bind(&results->db, *out, value, n, err) : rc;
}

int bo_results_damaged(const struct bo_results *results, const char *what, struct bo_err *err)
{
    return bo_err_set(err, BO_ESTORE, "%s: is damaged: %s", results->path, what);
}

static char *keep(const struct bo_results *results, sqlite3_stmt *statement, int column)
{
    return bo_arena_strdup(results->arena, bo_db_text(statement, column));
}

static int read_number(const struct bo_results *results, const char *sql, int64_t *out,
                       struct bo_err *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    int rc = bo_db_prepare(&results->db, sql, &statement, err);
    if (rc == 0)
        rc = bo_db_step(&results->db, statement, &row, err);
    if (rc == 0)
        *out = row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return rc;
}

static int check_stamp(const struct bo_results *results, struct bo_err *err)
{
    int64_t application = 0, version = 0;
    int rc = read_number(results, "PRAGMA application_id", &application, err);
    if (rc == 0)
        rc = read_number(results, "PRAGMA user_version", &version, err);
    if (rc != 0)
        return rc;
    if (application != BO_STORE_APPLICATION_ID)
        return bo_err_set(err, BO_ESTORE, "%s: is not a results file of buildout", results->path);
    if (version != BO_STORE_SCHEMA_VERSION)
        return bo_err_set(err, BO_ESTORE,
                          "%s: was written by another version of buildout (tables of version %lld, "
                          "not %d); run it again",
                          results->path, (long long)version, BO_STORE_SCHEMA_VERSION);
    return 0;
}

static int read_experiment(struct bo_results *results, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    int rc = bo_db_prepare(&results->db,
                           "SELECT name, title, text, sha256, data_sha256, verb, plan, seed, "
                           "version, probe_hash FROM experiment JOIN scenario ON name = scenario",
                           &s, err);
    if (rc == 0)
        rc = bo_db_step(&results->db, s, &row, err);
    if (rc == 0 && !row)
        rc = bo_results_damaged(results, "it names no experiment", err);
    if (rc == 0)
        results->experiment = (struct bo_experiment){
            .scenario_name = keep(results, s, 0),
            .scenario_title = keep(results, s, 1),
            .scenario_text = keep(results, s, 2),
            .scenario_sha256 = keep(results, s, 3),
            .data_sha256 = keep(results, s, 4),
            .verb = keep(results, s, 5),
            .plan = keep(results, s, 6),
            .seed = strtoull(bo_db_text(s, 7), NULL, 10),
            .version = keep(results, s, 8),
            .probe_hash = keep(results, s, 9),
        };
    sqlite3_finalize(s);
    return rc;
}

static int read_first_variant(struct bo_results *results, sqlite3_stmt *s, struct bo_err *err)
{
    (void)err;
    results->first_variant = keep(results, s, 0);
    return 0;
}

static int read_run(struct bo_results *results, sqlite3_stmt *s, struct bo_err *err)
{
    int32_t first_day = 0;
    int64_t n_months = sqlite3_column_int64(s, 7);
    bool dated = sqlite3_column_type(s, 6) != SQLITE_NULL;
    if (dated && bo_day_parse(bo_db_text(s, 6), &first_day, NULL) != 0)
        return bo_results_damaged(results, "the first month of a run is no month", err);
    if (n_months < 0 || n_months > MOST_MONTHS || (n_months > 0 && !dated))
        return bo_results_damaged(results, "the months of a run make no sense", err);
    BO_ARENA_ROOM(results->arena, results->run, results->n_runs, results->run_room);
    results->run[results->n_runs++] = (struct bo_results_run){
        .run = (uint32_t)sqlite3_column_int64(s, 0),
        .row =
            {
                .variant = keep(results, s, 1),
                .replicate = (uint32_t)sqlite3_column_int64(s, 2),
                .seed = strtoull(bo_db_text(s, 3), NULL, 10),
                .status = strcmp(bo_db_text(s, 4), "done") == 0 ? BO_RUN_DONE : BO_RUN_FAILED,
                .message = keep(results, s, 5),
            },
        .first_month = dated ? bo_month_of_day(first_day) : 0,
        .n_months = (uint32_t)n_months,
        .checksum = keep(results, s, 8),
    };
    return 0;
}

static int read_variable(struct bo_results *results, sqlite3_stmt *s, struct bo_err *err)
{
    (void)err;
    BO_ARENA_ROOM(results->arena, results->variable, results->n_variables, results->variable_room);
    results->variable[results->n_variables++] = (struct bo_fact_variable){
        .name = keep(results, s, 0), .unit = keep(results, s, 1), .meaning = keep(results, s, 2)};
    return 0;
}

static int read_rows(struct bo_results *results, const char *sql,
                     int (*read)(struct bo_results *, sqlite3_stmt *, struct bo_err *),
                     struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_db_prepare(&results->db, sql, &s, err);
    while (rc == 0) {
        rc = bo_db_step(&results->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        rc = read(results, s, err);
    }
    sqlite3_finalize(s);
    return rc;
}

/* What a folder lacks, and what would put it there. */
static int no_results(const char *dir, struct bo_err *err)
{
    struct stat info;
    char *partial = bo_folder_path(dir, BO_STORE_PARTIAL_NAME);
    bool unfinished = partial && bo_file_exists(partial);
    free(partial);
    if (unfinished)
        return bo_err_set(err, BO_ESTORE,
                          "%s: holds an experiment that was not finished; the command that began "
                          "it goes on with it",
                          dir);
    if (stat(dir, &info) == 0 && S_ISDIR(info.st_mode))
        return bo_err_set(err, BO_ESTORE,
                          "%s: holds no results (no " BO_STORE_NAME "): `buildout run FILE -o DIR` "
                          "writes them, and so do ensemble, compare and the like",
                          dir);
    if (errno != ENOENT && errno != ENOTDIR)
        return bo_file_fail(dir, err);
    return bo_err_set(err, BO_ESTORE,
                      "%s: is no folder of results; `buildout run FILE -o DIR` makes one, in "
                      "results/ when nothing else is said",
                      dir);
}

static int open_results(struct bo_results *results, const char *dir, struct bo_err *err)
{
    if (dir[0] == '\0')
        return bo_err_set(err, BO_ESTORE, "the result folder has an empty name");
    results->path = bo_folder_path(dir, BO_STORE_NAME);
    if (!results->path)
        return bo_file_fail(dir, err);
    if (!bo_file_exists(results->path))
        return errno == ENOENT || errno == ENOTDIR ? no_results(dir, err)
                                                   : bo_file_fail(results->path, err);
    int rc = bo_arena_create(ARENA_BYTES, false, &results->arena, err);
    if (rc == 0)
        rc = bo_db_open(&results->db, results->path, SQLITE_OPEN_READONLY, err);
    if (rc == 0)
        rc = check_stamp(results, err);
    if (rc == 0)
        rc = read_experiment(results, err);
    results->first_variant = "base";
    if (rc == 0)
        rc = read_rows(results, "SELECT name FROM variant WHERE number = 1", read_first_variant,
                       err);
    if (rc == 0)
        rc = read_rows(results,
                       "SELECT run, variant, replicate, seed, status, message, first_month, "
                       "n_months, checksum FROM run ORDER BY run",
                       read_run, err);
    if (rc == 0)
        rc = read_rows(results, "SELECT name, unit, meaning FROM variable ORDER BY name",
                       read_variable, err);
    return rc;
}

int bo_results_open(const char *dir, struct bo_results **out, struct bo_err *err)
{
    struct bo_results *results = calloc(1, sizeof *results);
    if (!results)
        return bo_file_fail(dir, err);
    int rc = open_results(results, dir, err);
    if (rc != 0) {
        bo_results_close(results);
        return rc;
    }
    *out = results;
    return 0;
}

void bo_results_close(struct bo_results *results)
{
    if (!results)
        return;
    sqlite3_finalize(results->find_series);
    bo_db_close(&results->db);
    if (results->arena)
        bo_arena_free(results->arena);
    free(results->path);
    free(results);
}

const char *bo_results_path(const struct bo_results *results)
{
    return results->path;
}

const struct bo_experiment *bo_results_experiment(const struct bo_results *results)
{
    return &results->experiment;
}

uint32_t bo_results_n_runs(const struct bo_results *results)
{
    return results->n_runs;
}

const struct bo_results_run *bo_results_run(const struct bo_results *results, uint32_t i)
{
    return i < results->n_runs ? &results->run[i] : NULL;
}

const struct bo_results_run *bo_results_first_run(const struct bo_results *results)
{
    const struct bo_results_run *first = bo_results_run(results, 0);
    for (uint32_t i = 0; i < results->n_runs; i++) {
        if (strcmp(results->run[i].row.variant, results->first_variant) == 0) {
            first = &results->run[i];
            break;
        }
    }
    const char *variant = first ? first->row.variant : "";
    for (uint32_t i = 0; i < results->n_runs; i++) {
        const struct bo_run_row *row = &results->run[i].row;
        if (row->status == BO_RUN_DONE && strcmp(row->variant, variant) == 0)
            return &results->run[i];
    }
    return first;
}

uint32_t bo_results_n_variables(const struct bo_results *results)
{
    return results->n_variables;
}

const struct bo_fact_variable *bo_results_variable(const struct bo_results *results, uint32_t i)
{
    return i < results->n_variables ? &results->variable[i] : NULL;
}

const struct bo_fact_variable *bo_results_find_variable(const struct bo_results *results,
                                                        const char *name)
{
    for (uint32_t i = 0; i < results->n_variables; i++) {
        if (strcmp(results->variable[i].name, name) == 0)
            return &results->variable[i];
    }
    return NULL;
}
