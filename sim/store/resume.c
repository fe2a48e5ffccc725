/* Taking up an ensemble that was interrupted, if it is the same. */
#include "inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"

enum { N_IDENTITIES = 7, BIG_NUMBER = 24 };

/* What must be equal for draws and facts to be those of the same command, in the order in which a difference is told. */
struct identity {
    const char *what;
    const char *value;
};

static void identify(const struct bo_experiment *e, char seed[static BIG_NUMBER],
                     struct identity id[static N_IDENTITIES])
{
    const char *plan = e->plan && e->plan[0] ? e->plan : "{}";
    snprintf(seed, BIG_NUMBER, "%llu", (unsigned long long)e->seed);
    id[0] = (struct identity){"verb", e->verb};
    id[1] = (struct identity){"scenario", e->scenario_sha256};
    id[2] = (struct identity){"text in the scenario's files", e->data_sha256};
    id[3] = (struct identity){"seed", seed};
    id[4] = (struct identity){"choice of options", plan};
    id[5] = (struct identity){"version of buildout", e->version};
    id[6] = (struct identity){"mathematical library", e->probe_hash};
}

static int read_number(const struct bo_db *db, const char *sql, int64_t *out, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    int rc = bo_db_prepare(db, sql, &s, err);
    if (rc == 0)
        rc = bo_db_step(db, s, &row, err);
    *out = rc == 0 && row ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return rc;
}

/* Is the database ours, with tables as they are today and a run of an ensemble? */
static bool has_ensemble(const struct bo_db *db)
{
    int64_t application = 0, version = 0, n = 0;
    return read_number(db, "PRAGMA application_id", &application, NULL) == 0 &&
           application == BO_STORE_APPLICATION_ID &&
           read_number(db, "PRAGMA user_version", &version, NULL) == 0 &&
           version == BO_STORE_SCHEMA_VERSION &&
           read_number(db,
                       "SELECT count(*) FROM experiment WHERE verb <> 'run' AND EXISTS "
                       "(SELECT 1 FROM run)",
                       &n, NULL) == 0 &&
           n == 1;
}

/* *what names the first difference, NULL when there is none. */
static int compare(const struct bo_db *db, const struct bo_experiment *experiment,
                   const char **what, struct bo_err *err)
{
    struct identity id[N_IDENTITIES];
    char seed[BIG_NUMBER];
    sqlite3_stmt *s = NULL;
    bool row = false;
    identify(experiment, seed, id);
    int rc = bo_db_prepare(db,
                           "SELECT verb, sha256, data_sha256, seed, plan, version, probe_hash "
                           "FROM experiment JOIN scenario ON name = scenario",
                           &s, err);
    if (rc == 0)
        rc = bo_db_step(db, s, &row, err);
    *what = rc == 0 && !row ? "experiment" : NULL;
    for (int i = 0; rc == 0 && row && !*what && i < N_IDENTITIES; i++) {
        if (strcmp(bo_db_text(s, i), id[i].value) != 0)
            *what = id[i].what;
    }
    sqlite3_finalize(s);
    return rc;
}

static bool is_finished(const struct bo_store *store, const struct bo_experiment *experiment)
{
    const char *what = NULL;
    struct bo_db db;
    if (!bo_file_exists(store->path) ||
        bo_db_open(&db, store->path, SQLITE_OPEN_READONLY, NULL) != 0)
        return false;
    bool finished = has_ensemble(&db) && compare(&db, experiment, &what, NULL) == 0 && !what;
    bo_db_close(&db);
    return finished;
}

/* A writer that is killed after its results have their name leaves files of the partial one behind. What another experiment has
 * begun here is kept. */
static void tidy(const struct bo_store *store, const struct bo_experiment *experiment)
{
    if (bo_file_exists(store->partial_path)) {
        const char *what = NULL;
        struct bo_db db;
        if (bo_db_open(&db, store->partial_path, SQLITE_OPEN_READWRITE, NULL) != 0)
            return;
        bool same = has_ensemble(&db) && compare(&db, experiment, &what, NULL) == 0 && !what;
        bo_db_close(&db);
        if (!same)
            return;
    }
    bo_file_remove_database(store->partial_path);
}

static int take_up(struct bo_store *store, const struct bo_experiment *experiment,
                   struct bo_err *err)
{
    const char *what = NULL;
    int rc = compare(&store->db, experiment, &what, err);
    if (rc == 0 && what)
        rc = bo_err_set(err, BO_EDIFFER,
                        "%s: holds an unfinished ensemble with another %s; finish it with the "
                        "command that began it, give another -o, or --force to begin anew",
                        store->partial_path, what);
    if (rc == 0)
        rc = read_number(&store->db, "SELECT coalesce(max(run), 0) FROM run", &store->n_runs, err);
    if (rc == 0)
        rc = bo_members_take_up(store, err);
    return rc == 0 ? bo_store_prepare(store, err) : rc;
}

/* A partial file without runs, of a single run or that is not ours is worth nothing. */
static int open_ensemble(struct bo_store *store, const struct bo_experiment *experiment, bool force,
                         struct bo_err *err)
{
    if (force || !bo_file_exists(store->partial_path))
        return bo_store_begin(store, experiment, err);
    int rc = bo_store_open_partial(store, err);
    if (rc == 0 && has_ensemble(&store->db) && bo_members_has(&store->db))
        return take_up(store, experiment, err);
    bo_store_release(store);
    return bo_store_begin(store, experiment, err);
}

int bo_store_resume(const char *dir, const struct bo_experiment *experiment, bool force,
                    struct bo_store **out, struct bo_err *err)
{
    struct bo_store *store = calloc(1, sizeof *store);
    if (!store)
        return bo_file_fail(dir, err);
    int rc = bo_store_enter(store, dir, experiment, force, err);
    bool finished = rc == 0 && !force && is_finished(store, experiment);
    if (rc == 0 && !finished)
        rc = open_ensemble(store, experiment, force, err);
    store->thin = true;
    if (finished)
        tidy(store, experiment);
    if (rc != 0 || finished) {
        bo_store_release(store); /* what a refused partial file holds is not ours to remove */
        bo_store_close(store);
        store = NULL;
    }
    if (rc == 0)
        *out = store;
    return rc;
}

int bo_store_find_run(const struct bo_store *store, const char *variant, uint32_t replicate,
                      enum bo_stored *out, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    int rc = bo_db_prepare(&store->db, "SELECT status FROM run WHERE variant = ? AND replicate = ?",
                           &s, err);
    if (rc == 0)
        rc = bo_db_bind(&store->db, s, BO_DB_VALUES(BO_TEXT(variant), BO_INT(replicate)), err);
    if (rc == 0)
        rc = bo_db_step(&store->db, s, &row, err);
    if (rc == 0) {
        *out = BO_STORED_NOT;
        if (row)
            *out = strcmp(bo_db_text(s, 0), "done") == 0 ? BO_STORED_DONE : BO_STORED_FAILED;
    }
    sqlite3_finalize(s);
    return rc;
}

void bo_store_keep(struct bo_store *store, enum bo_keep keep)
{
    store->keep = keep;
}
