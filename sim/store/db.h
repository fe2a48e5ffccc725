/* db.h - the few calls of SQLite that the store needs, with its errors turned into struct bo_err.
 *
 * Errors: BO_ESTORE, "<path>: <what SQLite says> (<what the system says>)".
 */
#ifndef BUILDOUT_STORE_DB_H
#define BUILDOUT_STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "buildout/base/err.h"

struct bo_db {
    sqlite3 *handle;
    const char *path; /* belongs to the caller */
};

enum bo_db_type { BO_DB_TEXT, BO_DB_INT, BO_DB_REAL, BO_DB_BLOB };

/* What is bound to a ?; NULL texts are bound as "", NaN as NULL. */
struct bo_db_value {
    const char *text;
    int64_t integer;
    double real;
    const void *blob; /* integer bytes */
    enum bo_db_type type;
};

#define BO_TEXT(t) ((struct bo_db_value){.type = BO_DB_TEXT, .text = (t)})
#define BO_INT(i) ((struct bo_db_value){.type = BO_DB_INT, .integer = (i)})
#define BO_BLOB(b, n) ((struct bo_db_value){.type = BO_DB_BLOB, .blob = (b), .integer = (n)})
#define BO_REAL(x) ((struct bo_db_value){.type = BO_DB_REAL, .real = (x)})

int bo_db_open(struct bo_db *db, const char *path, int flags, struct bo_err *err);
void bo_db_close(struct bo_db *db);
/* Fills err from the last failure of db; returns BO_ESTORE. */
int bo_db_fail(const struct bo_db *db, struct bo_err *err);
int bo_db_exec(const struct bo_db *db, const char *sql, struct bo_err *err);
int bo_db_prepare(const struct bo_db *db, const char *sql, sqlite3_stmt **out, struct bo_err *err);
int bo_db_bind(const struct bo_db *db, sqlite3_stmt *statement, const struct bo_db_value *value,
               int n, struct bo_err *err);
/* Moves to the next row; *row is false after the last. */
int bo_db_step(const struct bo_db *db, sqlite3_stmt *statement, bool *row, struct bo_err *err);
/* Binds value[n], runs the statement to its end and makes it ready for the next time. */
int bo_db_put(const struct bo_db *db, sqlite3_stmt *statement, const struct bo_db_value *value,
              int n, struct bo_err *err);
/* The same for a statement that is needed once. */
int bo_db_put_once(const struct bo_db *db, const char *sql, const struct bo_db_value *value, int n,
                   struct bo_err *err);

/* Text of a column of the current row; "" for NULL. It lives until the next step. */
const char *bo_db_text(sqlite3_stmt *statement, int column);
/* NaN for NULL. */
double bo_db_real(sqlite3_stmt *statement, int column);

#define BO_DB_VALUES(...)                      \
    (const struct bo_db_value[]){__VA_ARGS__}, \
        (int)(sizeof((const struct bo_db_value[]){__VA_ARGS__}) / sizeof(struct bo_db_value))

#endif
