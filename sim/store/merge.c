/* Runs of other stores of the same experiment. */
#include "inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "copy.h"

struct merging {
    struct bo_store *store;
    const char *path; /* of the other results.db */
    struct bo_run_copy copy;
    sqlite3_stmt *list, *find;
    int64_t n_runs;
    struct bo_err *err;
};

static int attach(const struct merging *m)
{
    sqlite3_stmt *s = NULL;
    if (!bo_file_exists(m->path))
        return bo_err_set(m->err, BO_ESTORE, "%s: is not there; run the shard first", m->path);
    int rc = bo_db_prepare(&m->store->db, "ATTACH DATABASE ? AS other", &s, m->err);
    if (rc == 0)
        rc = bo_db_put(&m->store->db, s, BO_DB_VALUES(BO_TEXT(m->path)), m->err);
    sqlite3_finalize(s);
    return rc;
}

/* What both know of the experiment as a whole. */
static int copy_wholes(struct merging *m)
{
    int rc = bo_db_exec(&m->store->db,
                        "INSERT OR IGNORE INTO main.scenario SELECT * FROM other.scenario; "
                        "INSERT OR IGNORE INTO main.variant SELECT * FROM other.variant; "
                        "INSERT OR IGNORE INTO main.variable SELECT * FROM other.variable",
                        m->err);
    if (rc == 0)
        rc = bo_run_copy_prepare(&m->store->db, "main", "other", &m->copy, m->err);
    return rc;
}

/* *same tells whether the run in the list is here already. */
static int compare(const struct merging *m, bool *same)
{
    const char *variant = bo_db_text(m->list, 1), *checksum = bo_db_text(m->list, 3);
    int64_t replicate = sqlite3_column_int64(m->list, 2);
    int rc = bo_db_bind(&m->store->db, m->find, BO_DB_VALUES(BO_TEXT(variant), BO_INT(replicate)),
                        m->err);
    if (rc == 0)
        rc = bo_db_step(&m->store->db, m->find, same, m->err);
    if (rc == 0 && *same && strcmp(bo_db_text(m->find, 0), checksum) != 0)
        rc = bo_err_set(m->err, BO_EDIFFER, "%s: run %s/%lld is not what another folder has of it",
                        m->path, variant, (long long)replicate);
    sqlite3_reset(m->find);
    return rc;
}

static int take_run(struct merging *m)
{
    bool same = false;
    int64_t old_run = sqlite3_column_int64(m->list, 0), new_run = m->n_runs + 1;
    int rc = compare(m, &same);
    if (rc != 0 || same)
        return rc;
    rc = bo_run_copy(&m->store->db, &m->copy, new_run, old_run, true, m->err);
    if (rc == 0)
        rc = bo_store_take_pack(m->store, old_run, new_run, m->err);
    if (rc == 0)
        m->n_runs = new_run;
    return rc;
}

static int take_runs(struct merging *m)
{
    const struct bo_db *db = &m->store->db;
    bool row = true;
    int rc = copy_wholes(m);
    if (rc == 0)
        rc = bo_db_prepare(db,
                           "SELECT run, variant, replicate, checksum FROM other.run ORDER BY run",
                           &m->list, m->err);
    if (rc == 0)
        rc = bo_db_prepare(db, "SELECT checksum FROM main.run WHERE variant = ? AND replicate = ?",
                           &m->find, m->err);
    while (rc == 0) {
        rc = bo_db_step(db, m->list, &row, m->err);
        if (rc != 0 || !row)
            break;
        rc = take_run(m);
    }
    sqlite3_finalize(m->list);
    sqlite3_finalize(m->find);
    bo_run_copy_finalise(&m->copy);
    return rc;
}

static int merge_attached(struct merging *m)
{
    const struct bo_db *db = &m->store->db;
    if (!bo_store_has_packs(db, "other"))
        return bo_err_set(m->err, BO_EUSAGE,
                          "%s: is no shard: only what --shard has simulated can be merged",
                          m->path);
    int rc = bo_db_exec(db, "BEGIN", m->err);
    if (rc != 0)
        return rc;
    rc = take_runs(m);
    if (rc == 0)
        rc = bo_db_exec(db, "COMMIT", m->err);
    if (rc == 0)
        m->store->n_runs = m->n_runs;
    else
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

int bo_store_merge(struct bo_store *store, const char *dir, struct bo_err *err)
{
    char *path = bo_folder_path(dir, BO_STORE_NAME);
    struct merging m = {.store = store, .path = path, .n_runs = store->n_runs, .err = err};
    if (!path)
        return bo_file_fail(dir, err);
    int rc = attach(&m);
    if (rc == 0) {
        rc = merge_attached(&m);
        sqlite3_exec(store->db.handle, "DETACH DATABASE other", NULL, NULL, NULL);
    }
    free(path);
    return rc;
}

/* A merge that is killed is begun again, from shards that are still there: so nothing is logged, or waited for before
 * the end. What fails half-way is not taken back but abandoned. */
int bo_store_create_merged(const char *dir, const struct bo_experiment *experiment, bool force,
                           struct bo_store **out, struct bo_err *err)
{
    struct bo_store *store = NULL;
    int rc = bo_store_create(dir, experiment, force, &store, err);
    if (rc == 0)
        rc = bo_db_exec(&store->db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", err);
    if (rc != 0) {
        bo_store_close(store);
        return rc;
    }
    store->thin = true;
    *out = store;
    return 0;
}

void bo_store_abandon(struct bo_store *store)
{
    store->n_runs = 0;
}
