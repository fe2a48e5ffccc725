/* The packs of an ensemble's runs: in a file beside the partial one, and in the table of a finished shard. */
#include "inner.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What bo_pack_next reads behind the last series. */
#define BEHIND sizeof(double)

int bo_members_make(const struct bo_db *db, struct bo_err *err)
{
    return bo_db_exec(db,
                      "CREATE TABLE packed (run INTEGER NOT NULL PRIMARY KEY, "
                      "at INTEGER NOT NULL, names_bytes INTEGER NOT NULL, "
                      "values_bytes INTEGER NOT NULL, pack_check INTEGER NOT NULL) STRICT",
                      err);
}

static bool has_column(const struct bo_db *db, const char *schema, const char *table,
                       const char *column)
{
    return sqlite3_table_column_metadata(db->handle, schema, table, column, NULL, NULL, NULL, NULL,
                                         NULL) == SQLITE_OK;
}

bool bo_members_has(const struct bo_db *db)
{
    return has_column(db, "main", "packed", "pack_check");
}

/* ---- the file ---- */

/* Opened when the first is written or read; a fork's copy is of no use to it. Never 0, which stands for none. */
static int open_members(struct bo_store *store, struct bo_err *err)
{
    char *path = NULL;
    if (store->members_fd > 0)
        return 0;
    if (asprintf(&path, "%s" BO_STORE_MEMBERS_END, store->partial_path) < 0)
        return bo_file_fail(store->partial_path, err);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    int rc = fd < 0 ? bo_file_fail(path, err) : 0;
    store->members_fd = fd == 0 ? fcntl(0, F_DUPFD_CLOEXEC, 1) : fd;
    free(path);
    return rc;
}

static int write_all(const struct bo_store *store, const void *bytes, size_t n_bytes, int64_t at,
                     struct bo_err *err)
{
    const unsigned char *next = bytes;
    while (n_bytes > 0) {
        ssize_t n = pwrite(store->members_fd, next, n_bytes, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return bo_file_fail(store->partial_path, err);
        next += n;
        at += n;
        n_bytes -= (size_t)n;
    }
    return 0;
}

int bo_members_write(struct bo_store *store, const struct bo_fact_pack *pack, int64_t *at,
                     struct bo_err *err)
{
    int rc = open_members(store, err);
    *at = store->members_end;
    if (rc == 0)
        rc = write_all(store, pack->names, pack->n_names_bytes, *at, err);
    if (rc == 0)
        rc = write_all(store, pack->values, pack->n_values_bytes,
                       *at + (int64_t)pack->n_names_bytes, err);
    return rc;
}

int bo_pack_damaged(const struct bo_store *store, struct bo_err *err)
{
    return bo_err_set(err, BO_ESTORE, "%s: is damaged: its members cannot be read",
                      store->partial_path);
}

int bo_members_read(const struct bo_store *store, int64_t at, void *to, size_t n_bytes,
                    struct bo_err *err)
{
    unsigned char *next = to;
    while (n_bytes > 0) {
        ssize_t n = pread(store->members_fd, next, n_bytes, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return bo_file_fail(store->partial_path, err);
        if (n == 0)
            return bo_pack_damaged(store, err);
        next += n;
        at += n;
        n_bytes -= (size_t)n;
    }
    return 0;
}

/* ---- a pack of it ---- */

/* A pack in memory, used again for the next. */
struct room {
    unsigned char *data;
    size_t n_bytes;
};

static int make_room(const struct bo_store *store, struct room *room, size_t n_bytes,
                     struct bo_err *err)
{
    if (n_bytes + BEHIND <= room->n_bytes)
        return 0;
    unsigned char *data = realloc(room->data, n_bytes + BEHIND);
    if (!data)
        return bo_file_fail(store->partial_path, err);
    room->data = data;
    room->n_bytes = n_bytes + BEHIND;
    return 0;
}

static int read_pack(const struct bo_store *store, const struct bo_packed *where, struct room *room,
                     struct bo_fact_pack *pack, struct bo_err *err)
{
    size_t n_bytes = where->n_names_bytes + where->n_values_bytes;
    int rc = make_room(store, room, n_bytes, err);
    if (rc == 0)
        rc = bo_members_read(store, where->at, room->data, n_bytes, err);
    if (rc == 0)
        *pack = (struct bo_fact_pack){.names = (const char *)room->data,
                                      .n_names_bytes = where->n_names_bytes,
                                      .values = room->data + where->n_names_bytes,
                                      .n_values_bytes = where->n_values_bytes,
                                      .check = where->check};
    return rc;
}

static struct bo_packed where_of(sqlite3_stmt *s, int column)
{
    return (struct bo_packed){.at = sqlite3_column_int64(s, column),
                              .n_names_bytes = (size_t)sqlite3_column_int64(s, column + 1),
                              .n_values_bytes = (size_t)sqlite3_column_int64(s, column + 2),
                              .check = (uint64_t)sqlite3_column_int64(s, column + 3)};
}

/* *pack has no names when the run has no pack. */
static int load(const struct bo_store *store, int64_t run, uint32_t n_months, struct room *room,
                struct bo_fact_pack *pack, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    struct bo_packed where = {0};
    bool row = false;
    int rc = bo_db_prepare(
        &store->db, "SELECT at, names_bytes, values_bytes, pack_check FROM packed WHERE run = ?",
        &s, err);
    if (rc == 0)
        rc = bo_db_bind(&store->db, s, BO_DB_VALUES(BO_INT(run)), err);
    if (rc == 0)
        rc = bo_db_step(&store->db, s, &row, err);
    if (rc == 0 && row)
        where = where_of(s, 0);
    sqlite3_finalize(s);
    *pack = (struct bo_fact_pack){.names = ""};
    if (rc == 0 && row)
        rc = read_pack(store, &where, room, pack, err);
    if (rc == 0 && row && !bo_pack_whole(pack, n_months))
        rc = bo_pack_damaged(store, err);
    return rc;
}

/* ---- taking up ---- */

int bo_store_remove_run(const struct bo_store *store, int64_t run, struct bo_err *err)
{
    static const char *const table[] = {"input",    "series", "zero_series", "outcome",
                                        "takeover", "event",  "posting",     "fleet",
                                        "project",  "packed", "run"};
    char sql[80];
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof table / sizeof *table; i++) {
        snprintf(sql, sizeof sql, "DELETE FROM %s WHERE run = %lld", table[i], (long long)run);
        rc = bo_db_exec(&store->db, sql, err);
    }
    return rc;
}

static bool is_as_written(const struct bo_store *store, const struct bo_packed *where,
                          struct room *room)
{
    struct bo_fact_pack pack;
    struct bo_err ignored;
    return read_pack(store, where, room, &pack, &ignored) == 0 &&
           bo_pack_check(&pack) == where->check;
}

static int look_at_all(struct bo_store *store, struct room *room, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_db_prepare(
        &store->db, "SELECT at, names_bytes, values_bytes, pack_check, run FROM packed ORDER BY at",
        &s, err);
    while (rc == 0) {
        rc = bo_db_step(&store->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        struct bo_packed where = where_of(s, 0);
        if (is_as_written(store, &where, room))
            store->members_end =
                where.at + (int64_t)where.n_names_bytes + (int64_t)where.n_values_bytes;
        else
            rc = bo_store_remove_run(store, sqlite3_column_int64(s, 4), err);
    }
    sqlite3_finalize(s);
    return rc;
}

int bo_members_take_up(struct bo_store *store, struct bo_err *err)
{
    struct room room = {0};
    int rc = open_members(store, err);
    if (rc == 0)
        rc = look_at_all(store, &room, err);
    free(room.data);
    return rc;
}

/* ---- shards ---- */

int bo_store_make_packs(const struct bo_db *db, struct bo_err *err)
{
    return bo_db_exec(db,
                      "CREATE TABLE pack (run INTEGER NOT NULL PRIMARY KEY, names BLOB NOT NULL, "
                      "moves BLOB NOT NULL, pack_check INTEGER NOT NULL) STRICT",
                      err);
}

bool bo_store_has_packs(const struct bo_db *db, const char *schema)
{
    return has_column(db, schema, "pack", "moves");
}

static int run_months(const struct bo_store *store, int64_t run, uint32_t *n_months,
                      struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    int rc = bo_db_prepare(&store->db, "SELECT n_months FROM main.run WHERE run = ?", &s, err);
    if (rc == 0)
        rc = bo_db_bind(&store->db, s, BO_DB_VALUES(BO_INT(run)), err);
    if (rc == 0)
        rc = bo_db_step(&store->db, s, &row, err);
    *n_months = rc == 0 && row ? (uint32_t)sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return rc;
}

static int load_pack(const struct bo_store *store, int64_t run, uint32_t *n_months,
                     struct room *room, struct bo_fact_pack *pack, struct bo_err *err)
{
    int rc = run_months(store, run, n_months, err);
    return rc == 0 ? load(store, run, *n_months, room, pack, err) : rc;
}

int bo_store_give_pack(const struct bo_store *store, int64_t old_run, int64_t new_run,
                       struct bo_err *err)
{
    struct room room = {0};
    struct bo_fact_pack pack;
    uint32_t n_months = 0;
    int rc = load_pack(store, old_run, &n_months, &room, &pack, err);
    if (rc == 0 && pack.n_names_bytes > 0)
        rc = bo_db_put_once(&store->db, "INSERT INTO new.pack VALUES (?, ?, ?, ?)",
                            BO_DB_VALUES(BO_INT(new_run),
                                         BO_BLOB(pack.names, (int64_t)pack.n_names_bytes),
                                         BO_BLOB(pack.values, (int64_t)pack.n_values_bytes),
                                         BO_INT((int64_t)pack.check)),
                            err);
    free(room.data);
    return rc;
}

static int take_row(struct bo_store *store, sqlite3_stmt *s, int64_t new_run, struct bo_err *err)
{
    struct bo_fact_pack pack = {.names = sqlite3_column_blob(s, 0),
                                .n_names_bytes = (size_t)sqlite3_column_bytes(s, 0),
                                .values = sqlite3_column_blob(s, 1),
                                .n_values_bytes = (size_t)sqlite3_column_bytes(s, 1),
                                .check = (uint64_t)sqlite3_column_int64(s, 2)};
    int64_t at = 0;
    if (bo_pack_check(&pack) != pack.check)
        return bo_pack_damaged(store, err);
    int rc = bo_members_write(store, &pack, &at, err);
    if (rc == 0)
        rc = bo_db_put(
            &store->db, store->insert[BO_INSERT_PACKED],
            BO_DB_VALUES(BO_INT(new_run), BO_INT(at), BO_INT((int64_t)pack.n_names_bytes),
                         BO_INT((int64_t)pack.n_values_bytes), BO_INT((int64_t)pack.check)),
            err);
    if (rc == 0)
        store->members_end = at + (int64_t)pack.n_names_bytes + (int64_t)pack.n_values_bytes;
    return rc;
}

int bo_store_take_pack(struct bo_store *store, int64_t old_run, int64_t new_run, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    int rc = bo_db_prepare(
        &store->db, "SELECT names, moves, pack_check FROM other.pack WHERE run = ?", &s, err);
    if (rc == 0)
        rc = bo_db_bind(&store->db, s, BO_DB_VALUES(BO_INT(old_run)), err);
    if (rc == 0)
        rc = bo_db_step(&store->db, s, &row, err);
    if (rc == 0 && row)
        rc = take_row(store, s, new_run, err);
    sqlite3_finalize(s);
    return rc;
}

/* ---- members that stay ---- */

static bool is_zero(const double *value, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!(fabs(value[i]) <= 0.0))
            return false;
    }
    return true;
}

/* An empty BLOB is zero in every month. */
static int unpack(const struct bo_store *store, const struct bo_fact_pack *pack, int64_t new_run,
                  uint32_t n_months, bool world_only, struct bo_err *err)
{
    const char *next = pack->names, *end = next + pack->n_names_bytes;
    const unsigned char *values = pack->values;
    struct bo_series_name name = {0};
    sqlite3_stmt *put = NULL;
    double *value = malloc((n_months + 1) * sizeof *value);
    int rc = value ? 0 : bo_file_fail(store->partial_path, err);
    if (rc == 0)
        rc = bo_db_prepare(&store->db, "INSERT INTO new.member VALUES (?, ?, ?, ?, ?)", &put, err);
    while (rc == 0 && next < end) {
        values = bo_pack_next(values, n_months, value);
        next = bo_pack_name(next, &name);
        if (world_only && (strcmp(name.entity, "World") != 0 || name.place[0] != '\0'))
            continue;
        int64_t n_bytes = is_zero(value, n_months) ? 0 : (int64_t)(n_months * sizeof *value);
        rc = bo_db_put(&store->db, put,
                       BO_DB_VALUES(BO_INT(new_run), BO_TEXT(name.variable), BO_TEXT(name.entity),
                                    BO_TEXT(name.place), BO_BLOB(value, n_bytes)),
                       err);
    }
    sqlite3_finalize(put);
    free(value);
    return rc;
}

int bo_store_unpack(const struct bo_store *store, int64_t old_run, int64_t new_run, bool world_only,
                    struct bo_err *err)
{
    struct room room = {0};
    struct bo_fact_pack pack;
    uint32_t n_months = 0;
    int rc = load_pack(store, old_run, &n_months, &room, &pack, err);
    if (rc == 0)
        rc = unpack(store, &pack, new_run, n_months, world_only, err);
    free(room.data);
    return rc;
}
