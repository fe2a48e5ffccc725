/* The partial file once more in key order, so that equal contents give equal bytes whatever the history. */
#include "inner.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "copy.h"
#include "schema.h"

/* Reading by primary key, so nothing needs to be sorted. */
static const char *const copy_whole[] = {
    "INSERT INTO new.scenario SELECT * FROM main.scenario ORDER BY name",
    "INSERT INTO new.experiment SELECT * FROM main.experiment ORDER BY scenario",
    "INSERT INTO new.variant SELECT * FROM main.variant ORDER BY number",
    "INSERT INTO new.parting SELECT * FROM main.parting ORDER BY variant, entity",
    ("INSERT INTO new.difference SELECT * FROM main.difference ORDER BY variant, variable, entity, "
     "place, year"),
    "INSERT INTO new.variable SELECT * FROM main.variable ORDER BY name",
    "INSERT INTO new.band SELECT * FROM main.band ORDER BY variant, variable, entity, place",
};

#define N_COPY_WHOLE (int)(sizeof copy_whole / sizeof *copy_whole)

static int copy_wholes(const struct bo_db *db, struct bo_err *err)
{
    int rc = 0;
    for (int i = 0; rc == 0 && i < N_COPY_WHOLE; i++)
        rc = bo_db_exec(db, copy_whole[i], err);
    return rc;
}

static int copy_members(const struct bo_store *store, int64_t old_run, int64_t new_run,
                        struct bo_err *err)
{
    bool all = !store->thin || store->keep == BO_KEEP_ALL;
    if (store->keep == BO_KEEP_PACKS)
        return bo_store_give_pack(store, old_run, new_run, err);
    if (!all && store->keep != BO_KEEP_WATCHED)
        return 0;
    return bo_store_unpack(store, old_run, new_run, !all, err);
}

/* Of an ensemble only the lowest replicate of a variant that is done keeps its details: which others had them for a
 * while hung on the order in which runs ended. */
struct copying {
    const struct bo_store *store;
    const struct bo_db *db;
    struct bo_run_copy copy;
    sqlite3_stmt *list; /* run, variant, is it done, in key order */
    char *variant;      /* of which a replicate that is done was copied last */
    int64_t number;
    struct bo_err *err;
};

static int wants_detail(struct copying *c, bool *detail)
{
    const char *variant = bo_db_text(c->list, 1);
    bool done = sqlite3_column_int(c->list, 2) != 0;
    bool first = done && (!c->variant || strcmp(c->variant, variant) != 0);
    *detail = !c->store->thin || (first && bo_store_is_detailed(c->store, variant));
    if (!first)
        return 0;
    free(c->variant);
    c->variant = strdup(variant);
    return c->variant ? 0 : bo_file_fail(c->store->rebuilt_path, c->err);
}

static int copy_one_run(struct copying *c)
{
    bool detail = false;
    int64_t old_run = sqlite3_column_int64(c->list, 0);
    int rc = wants_detail(c, &detail);
    c->number++;
    if (rc == 0)
        rc = bo_run_copy(c->db, &c->copy, c->number, old_run, detail, c->err);
    return rc == 0 ? copy_members(c->store, old_run, c->number, c->err) : rc;
}

static int copy_runs(const struct bo_store *store, const struct bo_db *db, struct bo_err *err)
{
    struct copying c = {.store = store, .db = db, .err = err};
    bool row = true;
    int rc = bo_db_prepare(
        db, "SELECT run, variant, status = 'done' FROM main.run ORDER BY variant, replicate",
        &c.list, err);
    if (rc == 0)
        rc = bo_run_copy_prepare(db, "new", "main", &c.copy, err);
    while (rc == 0) {
        rc = bo_db_step(db, c.list, &row, err);
        if (rc != 0 || !row)
            break;
        rc = copy_one_run(&c);
    }
    sqlite3_finalize(c.list);
    bo_run_copy_finalise(&c.copy);
    free(c.variant);
    return rc;
}

static int attach_new(const struct bo_db *db, const char *path, struct bo_err *err)
{
    sqlite3_stmt *attach = NULL;
    int rc = bo_db_prepare(db, "ATTACH DATABASE ? AS new", &attach, err);
    if (rc == 0)
        rc = bo_db_put(db, attach, BO_DB_VALUES(BO_TEXT(path)), err);
    sqlite3_finalize(attach);
    return rc;
}

static int make_empty(const struct bo_store *store, struct bo_err *err)
{
    struct bo_db db;
    char pragmas[160];
    int rc = bo_db_open(&db, store->rebuilt_path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    if (rc != 0)
        return rc;
    snprintf(pragmas, sizeof pragmas,
             "PRAGMA page_size = %d; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; "
             "PRAGMA synchronous = OFF; BEGIN",
             BO_STORE_PAGE_BYTES);
    rc = bo_db_exec(&db, pragmas, err);
    if (rc == 0)
        rc = bo_store_make_tables(&db, err);
    if (rc == 0 && store->keep == BO_KEEP_PACKS)
        rc = bo_store_make_packs(&db, err);
    if (rc == 0)
        rc = bo_db_exec(&db, "COMMIT", err);
    bo_db_close(&db);
    return rc;
}

/* No journal and no sync here: the file is nobody's before its rename, and is synced just before. Freed bytes are
 * overwritten, so that none of them tells what memory held. */
static int fill(const struct bo_store *store, struct bo_err *err)
{
    const struct bo_db *db = &store->db;
    int rc = attach_new(db, store->rebuilt_path, err);
    if (rc == 0)
        rc = bo_db_exec(db,
                        "PRAGMA new.journal_mode = OFF; PRAGMA new.synchronous = OFF; "
                        "PRAGMA new.secure_delete = ON; BEGIN",
                        err);
    if (rc == 0)
        rc = copy_wholes(db, err);
    if (rc == 0)
        rc = copy_runs(store, db, err);
    return rc == 0 ? bo_db_exec(db, "COMMIT", err) : rc;
}

/* From the connection that has the partial file open, so that its log is neither copied into it nor read again. */
static int rebuild(struct bo_store *store, struct bo_err *err)
{
    bo_file_remove_database(store->rebuilt_path);
    int rc = make_empty(store, err);
    if (rc == 0)
        rc = fill(store, err);
    sqlite3_db_config(store->db.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
    bo_store_release(store);
    return rc == 0 ? bo_file_sync(store->rebuilt_path, err) : rc;
}

int bo_store_finish(struct bo_store *store, struct bo_err *err)
{
    assert(store->db.handle);
    int rc = rebuild(store, err);
    if (rc == 0)
        rc = bo_store_remove_stale(store, err);
    if (rc == 0 && rename(store->rebuilt_path, store->path) != 0)
        rc = bo_file_fail(store->path, err);
    if (rc != 0) {
        bo_file_remove_database(store->rebuilt_path);
        return rc;
    }
    bo_file_remove_database(store->partial_path);
    rc = bo_folder_sync(store->folder.dir, err);
    bo_folder_close(&store->folder);
    return rc;
}
