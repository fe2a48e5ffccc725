#include "db.h"

#include <string.h>
#include <sys/mman.h>

#include "buildout/base/num.h"

int bo_db_fail(const struct bo_db *db, struct bo_err *err)
{
    int system_error = db->handle ? sqlite3_system_errno(db->handle) : 0;
    int code = db->handle ? sqlite3_errcode(db->handle) & 0xff : SQLITE_NOMEM;
    const char *text = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    if (code == SQLITE_OK) /* "not an error", SQLite says of what it has forgotten */
        text = "SQLite failed, and does not say why";
    bool told_by_system = code == SQLITE_IOERR || code == SQLITE_CANTOPEN || code == SQLITE_FULL;
    if (told_by_system && system_error != 0)
        return bo_err_set(err, BO_ESTORE, "%s: %s (%s)", db->path, text, strerror(system_error));
    return bo_err_set(err, BO_ESTORE, "%s: %s", db->path, text);
}

#define CACHE_PAGE_BYTES ((size_t)16896) /* a page of 16 kB and what SQLite keeps with it */
#define CACHE_PAGES ((size_t)1280)

/* SQLite's pages, in memory that a forked replicate does not get: what a child shares is copied page by page as soon as
 * the parent writes to it again, which took the parent as long as all the rest of storing. Without the memory, SQLite
 * takes its own. */
static void give_cache(void)
{
    static bool given;
    if (given)
        return;
    given = true;
    size_t n_bytes = CACHE_PAGE_BYTES * CACHE_PAGES;
    void *cache = mmap(NULL, n_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (cache == MAP_FAILED)
        return;
    if (madvise(cache, n_bytes, MADV_WIPEONFORK) != 0 ||
        sqlite3_config(SQLITE_CONFIG_PAGECACHE, cache, (int)CACHE_PAGE_BYTES, (int)CACHE_PAGES) !=
            SQLITE_OK)
        (void)munmap(cache, n_bytes);
}

int bo_db_open(struct bo_db *db, const char *path, int flags, struct bo_err *err)
{
    give_cache();
    *db = (struct bo_db){.path = path};
    /* A connection is one thread's. */
    if (sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK)
        return 0;
    bo_db_fail(db, err);
    bo_db_close(db);
    return BO_ESTORE;
}

void bo_db_close(struct bo_db *db)
{
    sqlite3_close_v2(db->handle);
    db->handle = NULL;
}

int bo_db_exec(const struct bo_db *db, const char *sql, struct bo_err *err)
{
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : bo_db_fail(db, err);
}

int bo_db_prepare(const struct bo_db *db, const char *sql, sqlite3_stmt **out, struct bo_err *err)
{
    int code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    return code == SQLITE_OK ? 0 : bo_db_fail(db, err);
}

static int bind_one(sqlite3_stmt *statement, int index, const struct bo_db_value *value)
{
    switch (value->type) {
    case BO_DB_TEXT:
        return sqlite3_bind_text(statement, index, value->text ? value->text : "", -1,
                                 SQLITE_STATIC);
    case BO_DB_INT:
        return sqlite3_bind_int64(statement, index, value->integer);
    case BO_DB_REAL:
        return sqlite3_bind_double(statement, index, value->real);
    case BO_DB_BLOB:
        return value->integer > 0
                   ? sqlite3_bind_blob64(statement, index, value->blob,
                                         (sqlite3_uint64)value->integer, SQLITE_STATIC)
                   : sqlite3_bind_zeroblob(statement, index, 0);
    }
    return SQLITE_MISUSE;
}

int bo_db_bind(const struct bo_db *db, sqlite3_stmt *statement, const struct bo_db_value *value,
               int n, struct bo_err *err)
{
    for (int i = 0; i < n; i++) {
        if (bind_one(statement, i + 1, &value[i]) != SQLITE_OK)
            return bo_db_fail(db, err);
    }
    return 0;
}

int bo_db_step(const struct bo_db *db, sqlite3_stmt *statement, bool *row, struct bo_err *err)
{
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? 0 : bo_db_fail(db, err);
}

int bo_db_put(const struct bo_db *db, sqlite3_stmt *statement, const struct bo_db_value *value,
              int n, struct bo_err *err)
{
    bool row = true;
    int rc = bo_db_bind(db, statement, value, n, err);
    while (rc == 0 && row)
        rc = bo_db_step(db, statement, &row, err);
    sqlite3_reset(statement);
    return rc;
}

int bo_db_put_once(const struct bo_db *db, const char *sql, const struct bo_db_value *value, int n,
                   struct bo_err *err)
{
    sqlite3_stmt *statement = NULL;
    int rc = bo_db_prepare(db, sql, &statement, err);
    if (rc == 0)
        rc = bo_db_put(db, statement, value, n, err);
    sqlite3_finalize(statement);
    return rc;
}

const char *bo_db_text(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text ? (const char *)text : "";
}

double bo_db_real(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return BO_NAN;
    return sqlite3_column_double(statement, column);
}
