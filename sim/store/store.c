#include "inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "schema.h"
#include "buildout/store/text.h"

/* Of 16 kB: an ensemble's runs are copied into the file, and the disk waited for, a hundred at a time. */
#define CHECKPOINT_PAGES 32768
#define CACHE_KIB 16384

static const char insert_project[] =
    "INSERT INTO project VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char *const insert_sql[BO_N_INSERTS] = {
    [BO_INSERT_RUN] = "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?)",
    [BO_INSERT_INPUT] = "INSERT INTO input VALUES (?, ?, ?)",
    [BO_INSERT_VARIABLE] = "INSERT OR IGNORE INTO variable VALUES (?, ?, ?)",
    [BO_INSERT_SERIES] = "INSERT INTO series VALUES (?, ?, ?, ?, ?)",
    [BO_INSERT_ZERO_SERIES] = "INSERT INTO zero_series VALUES (?, ?, ?, ?)",
    [BO_INSERT_OUTCOME] = "INSERT INTO outcome VALUES (?, ?, ?, ?, ?)",
    [BO_INSERT_TAKEOVER] = "INSERT INTO takeover VALUES (?, ?, ?)",
    [BO_INSERT_EVENT] = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [BO_INSERT_POSTING] = "INSERT INTO posting VALUES (?, ?, ?, ?, ?, ?, ?)",
    [BO_INSERT_FLEET] = "INSERT INTO fleet VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [BO_INSERT_PROJECT] = insert_project,
    [BO_INSERT_PACKED] = "INSERT INTO packed VALUES (?, ?, ?, ?, ?)",
};

int bo_store_make_tables(const struct bo_db *db, struct bo_err *err)
{
    char stamp[128];
    snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             BO_STORE_APPLICATION_ID, BO_STORE_SCHEMA_VERSION);
    int rc = bo_db_exec(db, stamp, err);
    return rc == 0 ? bo_db_exec(db, bo_store_schema, err) : rc;
}

static int put_experiment(const struct bo_db *db, const struct bo_experiment *experiment,
                          struct bo_err *err)
{
    char seed[24];
    const char *plan = experiment->plan && experiment->plan[0] ? experiment->plan : "{}";
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)experiment->seed);
    int rc = bo_db_put_once(
        db, "INSERT INTO scenario VALUES (?, ?, ?, ?, ?)",
        BO_DB_VALUES(BO_TEXT(experiment->scenario_name), BO_TEXT(experiment->scenario_title),
                     BO_TEXT(experiment->scenario_text), BO_TEXT(experiment->scenario_sha256),
                     BO_TEXT(experiment->data_sha256)),
        err);
    if (rc != 0)
        return rc;
    return bo_db_put_once(
        db, "INSERT INTO experiment VALUES (?, ?, ?, ?, ?, ?)",
        BO_DB_VALUES(BO_TEXT(experiment->scenario_name), BO_TEXT(experiment->verb), BO_TEXT(plan),
                     BO_TEXT(seed), BO_TEXT(experiment->version), BO_TEXT(experiment->probe_hash)),
        err);
}

int bo_store_prepare(struct bo_store *store, struct bo_err *err)
{
    int rc = 0;
    for (int i = 0; rc == 0 && i < BO_N_INSERTS; i++)
        rc = bo_db_prepare(&store->db, insert_sql[i], &store->insert[i], err);
    return rc;
}

/* Exclusive locking keeps the WAL's index in memory, so that no shared file mapping is needed. */
int bo_store_open_partial(struct bo_store *store, struct bo_err *err)
{
    char pragmas[256];
    int rc = bo_db_open(&store->db, store->partial_path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                        err);
    if (rc != 0)
        return rc;
    snprintf(pragmas, sizeof pragmas,
             "PRAGMA page_size = %d; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; "
             "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = %d; "
             "PRAGMA cache_size = -%d",
             BO_STORE_PAGE_BYTES, CHECKPOINT_PAGES, CACHE_KIB);
    return bo_db_exec(&store->db, pragmas, err);
}

static int fill_partial(struct bo_store *store, const struct bo_experiment *experiment,
                        struct bo_err *err)
{
    int rc = bo_store_open_partial(store, err);
    if (rc == 0)
        rc = bo_db_exec(&store->db, "BEGIN", err);
    if (rc == 0)
        rc = bo_store_make_tables(&store->db, err);
    if (rc == 0)
        rc = bo_members_make(&store->db, err);
    if (rc == 0)
        rc = put_experiment(&store->db, experiment, err);
    if (rc == 0)
        rc = bo_db_exec(&store->db, "COMMIT", err);
    return rc == 0 ? bo_store_prepare(store, err) : rc;
}

int bo_store_enter(struct bo_store *store, const char *dir, const struct bo_experiment *experiment,
                   bool force, struct bo_err *err)
{
    store->folder.lock_fd = -1;
    int rc = bo_folder_make(dir, err);
    if (rc == 0)
        rc = bo_folder_lock(dir, &store->folder, err);
    if (rc != 0)
        return rc;
    store->path = bo_folder_path(dir, BO_STORE_NAME);
    store->partial_path = bo_folder_path(dir, BO_STORE_PARTIAL_NAME);
    store->rebuilt_path = bo_folder_path(dir, BO_STORE_REBUILT_NAME);
    if (!store->path || !store->partial_path || !store->rebuilt_path)
        return bo_file_fail(dir, err);
    rc = bo_store_check_exports(store, force, err);
    if (rc != 0 || force)
        return rc;
    return bo_store_check_occupant(store, experiment->scenario_name, err);
}

int bo_store_begin(struct bo_store *store, const struct bo_experiment *experiment,
                   struct bo_err *err)
{
    bo_file_remove_database(store->partial_path);
    bo_file_remove_database(store->rebuilt_path);
    int rc = fill_partial(store, experiment, err);
    if (rc != 0) {
        bo_store_release(store);
        bo_file_remove_database(store->partial_path);
    }
    return rc;
}

int bo_store_create(const char *dir, const struct bo_experiment *experiment, bool force,
                    struct bo_store **out, struct bo_err *err)
{
    struct bo_store *store = calloc(1, sizeof *store);
    if (!store)
        return bo_file_fail(dir, err);
    int rc = bo_store_enter(store, dir, experiment, force, err);
    if (rc == 0)
        rc = bo_store_begin(store, experiment, err);
    if (rc != 0) {
        bo_store_close(store);
        return rc;
    }
    *out = store;
    return 0;
}

void bo_store_release(struct bo_store *store)
{
    for (int i = 0; i < BO_N_INSERTS; i++) {
        sqlite3_finalize(store->insert[i]);
        store->insert[i] = NULL;
    }
    bo_db_close(&store->db);
    if (store->members_fd > 0)
        close(store->members_fd);
    store->members_fd = 0;
    store->members_end = 0;
    bo_text_free(&store->told);
}

void bo_store_close(struct bo_store *store)
{
    if (!store)
        return;
    bool open = store->db.handle != NULL;
    bo_store_release(store);
    if (open && store->n_runs == 0)
        bo_file_remove_database(store->partial_path);
    bo_folder_close(&store->folder);
    free(store->path);
    free(store->partial_path);
    free(store->rebuilt_path);
    free(store->detailed);
    free(store);
}

void bo_store_discard(struct bo_store *store)
{
    if (store) {
        bo_store_release(store);
        bo_file_remove_database(store->partial_path);
    }
    bo_store_close(store);
}
