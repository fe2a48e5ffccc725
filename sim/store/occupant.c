/* Whose results does the folder hold? */
#include "inner.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "schema.h"

enum occupant { OCCUPANT_NONE, OCCUPANT_SAME, OCCUPANT_OTHER, OCCUPANT_UNKNOWN };

static bool step_row(sqlite3_stmt *statement)
{
    return statement && sqlite3_step(statement) == SQLITE_ROW;
}

static bool is_ours(sqlite3 *handle)
{
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(handle, "PRAGMA application_id", -1, &statement, NULL);
    bool ours = step_row(statement) &&
                sqlite3_column_int64(statement, 0) == (int64_t)BO_STORE_APPLICATION_ID;
    sqlite3_finalize(statement);
    return ours;
}

static enum occupant compare_name(sqlite3 *handle, const char *scenario_name,
                                  char other[static 128])
{
    enum occupant found = OCCUPANT_UNKNOWN;
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(handle, "SELECT scenario FROM experiment", -1, &statement, NULL);
    if (step_row(statement)) {
        const char *name = bo_db_text(statement, 0);
        found = strcmp(name, scenario_name) == 0 ? OCCUPANT_SAME : OCCUPANT_OTHER;
        sqlite3_snprintf(128, other, "%s", name);
    }
    sqlite3_finalize(statement);
    return found;
}

static bool has_run(sqlite3 *handle)
{
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(handle, "SELECT 1 FROM run LIMIT 1", -1, &statement, NULL);
    bool found = step_row(statement);
    sqlite3_finalize(statement);
    return found;
}

static enum occupant look(const char *path, bool partial, const char *scenario_name,
                          char other[static 128])
{
    struct bo_db db;
    enum occupant found = partial ? OCCUPANT_NONE : OCCUPANT_UNKNOWN;
    if (!bo_file_exists(path))
        return OCCUPANT_NONE;
    /* The partial file of a killed writer is in WAL mode, which only a writer can read without its -shm. */
    if (bo_db_open(&db, path, partial ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, NULL) != 0)
        return found;
    sqlite3_exec(db.handle, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL);
    if (is_ours(db.handle) && (!partial || has_run(db.handle)))
        found = compare_name(db.handle, scenario_name, other);
    bo_db_close(&db);
    return found;
}

static int check_one(const char *path, bool partial, const char *scenario_name, struct bo_err *err)
{
    char other[128] = "";
    switch (look(path, partial, scenario_name, other)) {
    case OCCUPANT_NONE:
    case OCCUPANT_SAME:
        return 0;
    case OCCUPANT_OTHER:
        return bo_err_set(
            err, BO_ESTORE,
            "%s: holds results of scenario \"%s\", not of \"%s\"; give another -o, or "
            "--force to replace them",
            path, other, scenario_name);
    case OCCUPANT_UNKNOWN:
        break;
    }
    return bo_err_set(err, BO_ESTORE,
                      "%s: is not a results file of buildout; give another -o, or --force to "
                      "replace it",
                      path);
}

int bo_store_check_occupant(const struct bo_store *store, const char *scenario_name,
                            struct bo_err *err)
{
    int rc = check_one(store->path, false, scenario_name, err);
    return rc == 0 ? check_one(store->partial_path, true, scenario_name, err) : rc;
}

static int check_export(const char *path, bool foreign, struct bo_err *err)
{
    struct stat info;
    if (lstat(path, &info) != 0)
        return 0;
    if (S_ISDIR(info.st_mode))
        return bo_err_set(err, BO_ESTORE, "%s: is a folder; give another -o", path);
    if (foreign)
        return bo_err_set(err, BO_ESTORE,
                          "%s: is there without results of buildout; give another -o, or --force "
                          "to replace it",
                          path);
    return 0;
}

int bo_store_check_exports(const struct bo_store *store, bool force, struct bo_err *err)
{
    static const char *const name[] = {"series.csv", "events.csv", "outcomes.csv", "bands.csv",
                                       "differences.csv"};
    bool foreign = !force && !bo_file_exists(store->path) && !bo_file_exists(store->partial_path);
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof name / sizeof *name; i++) {
        char *path = bo_folder_path(store->folder.dir, name[i]);
        rc = path ? check_export(path, foreign, err) : bo_file_fail(store->folder.dir, err);
        free(path);
    }
    return rc;
}
