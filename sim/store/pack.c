/* Members in the partial file, by variable. */
#include "inner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int bo_store_make_packs(const struct bo_db *db, struct bo_err *err)
{
    return bo_db_exec(db,
                      "CREATE TABLE pack (run INTEGER NOT NULL, variable TEXT NOT NULL, "
                      "names BLOB NOT NULL, changes BLOB NOT NULL, "
                      "PRIMARY KEY (run, variable)) STRICT, WITHOUT ROWID",
                      err);
}

bool bo_store_has_packs(const struct bo_db *db)
{
    return sqlite3_table_column_metadata(db->handle, "main", "pack", "changes", NULL, NULL, NULL,
                                         NULL, NULL) == SQLITE_OK;
}

int bo_store_copy_pack(const struct bo_db *db, const char *to, const char *from, int64_t new_run,
                       int64_t old_run, struct bo_err *err)
{
    char sql[160];
    sqlite3_stmt *s = NULL;
    snprintf(sql, sizeof sql,
             "INSERT INTO %s.pack SELECT ?1, variable, names, changes FROM %s.pack "
             "WHERE run = ?2 ORDER BY variable",
             to, from);
    int rc = bo_db_prepare(db, sql, &s, err);
    if (rc == 0)
        rc = bo_db_put(db, s, BO_DB_VALUES(BO_INT(new_run), BO_INT(old_run)), err);
    sqlite3_finalize(s);
    return rc;
}

enum { BITS = 8 };

static size_t bit_bytes(uint32_t n_months)
{
    return (n_months + BITS - 1) / BITS;
}

/* The bytes are compared: a gap is like a gap, and -0 is not 0. */
void bo_pack_add(struct bo_text *values, const double *value, uint32_t n_months)
{
    static const unsigned char no_bits[BITS] = {0};
    double before = 0.0;
    size_t at = values->n;
    for (size_t n = bit_bytes(n_months); n > 0;) {
        size_t some = n < sizeof no_bits ? n : sizeof no_bits;
        bo_text_add(values, no_bits, some);
        n -= some;
    }
    for (uint32_t i = 0; i < n_months && !values->failed; i++) {
        if (memcmp(&before, &value[i], sizeof before) == 0)
            continue;
        unsigned char *bits = (unsigned char *)values->data + at;
        bits[i / BITS] |= (unsigned char)(1u << i % BITS);
        before = value[i];
        bo_text_add(values, &before, sizeof before);
    }
}

const unsigned char *bo_pack_next(const unsigned char *values, uint32_t n_months, double *value)
{
    const unsigned char *next = values + bit_bytes(n_months);
    double now = 0.0;
    for (uint32_t i = 0; i < n_months; i++) {
        if (values[i / BITS] & 1u << i % BITS) {
            if (value)
                memcpy(&now, next, sizeof now);
            next += sizeof now;
        }
        if (value)
            value[i] = now;
    }
    return next;
}

static bool is_whole(const struct bo_pack *pack, uint32_t n_months, size_t n_bytes)
{
    size_t n_bits = bit_bytes(n_months), at = 0;
    for (uint32_t i = 0; i < pack->n_series; i++) {
        size_t n_changes = 0;
        if (n_bytes - at < n_bits)
            return false;
        for (size_t k = 0; k < n_bits; k++) {
            for (unsigned bits = pack->values[at + k]; bits != 0; bits &= bits - 1)
                n_changes++;
        }
        at += n_bits;
        if (n_changes > n_months || (n_bytes - at) / sizeof(double) < n_changes)
            return false;
        at += n_changes * sizeof(double);
    }
    return at == n_bytes;
}

bool bo_pack_read(sqlite3_stmt *s, int names_column, uint32_t n_months, struct bo_pack *out)
{
    int values_column = names_column + 1;
    out->n_names_bytes = (size_t)sqlite3_column_bytes(s, names_column);
    out->names = sqlite3_column_blob(s, names_column);
    size_t n_bytes = (size_t)sqlite3_column_bytes(s, values_column);
    out->values = sqlite3_column_blob(s, values_column);
    uint32_t n_ends = 0;
    for (size_t i = 0; i < out->n_names_bytes; i++)
        n_ends += out->names[i] == '\0';
    out->n_series = n_ends / 2;
    return n_ends > 0 && n_ends % 2 == 0 && out->names[out->n_names_bytes - 1] == '\0' &&
           is_whole(out, n_months, n_bytes);
}

const char *bo_pack_name(const char *names, const char **entity, const char **place)
{
    *entity = names;
    *place = names + strlen(names) + 1;
    return *place + strlen(*place) + 1;
}

static bool is_zero(const double *value, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!(fabs(value[i]) <= 0.0))
            return false;
    }
    return true;
}

/* An empty BLOB is zero in every month. */
static int unpack_row(const struct bo_db *db, sqlite3_stmt *put, sqlite3_stmt *s, int64_t new_run,
                      bool world_only, struct bo_err *err)
{
    uint32_t n_months = (uint32_t)sqlite3_column_int64(s, 0);
    struct bo_pack pack;
    if (!bo_pack_read(s, 2, n_months, &pack))
        return bo_err_set(err, BO_ESTORE, "%s: is damaged: its members cannot be read", db->path);
    const char *next = pack.names, *entity, *place;
    double *value = malloc((n_months + 1) * sizeof *value);
    int rc = value ? 0 : bo_file_fail(db->path, err);
    for (uint32_t i = 0; rc == 0 && i < pack.n_series; i++) {
        int64_t n_bytes = (int64_t)(n_months * sizeof *value);
        pack.values = bo_pack_next(pack.values, n_months, value);
        next = bo_pack_name(next, &entity, &place);
        if (world_only && (strcmp(entity, "World") != 0 || place[0] != '\0'))
            continue;
        rc = bo_db_put(db, put,
                       BO_DB_VALUES(BO_INT(new_run), BO_TEXT(bo_db_text(s, 1)), BO_TEXT(entity),
                                    BO_TEXT(place),
                                    BO_BLOB(value, is_zero(value, n_months) ? 0 : n_bytes)),
                       err);
    }
    free(value);
    return rc;
}

int bo_store_unpack(const struct bo_db *db, int64_t old_run, int64_t new_run, bool world_only,
                    struct bo_err *err)
{
    sqlite3_stmt *s = NULL, *put = NULL;
    bool row = true;
    int rc = bo_db_prepare(db,
                           "SELECT n_months, variable, names, changes FROM main.pack "
                           "JOIN main.run USING (run) WHERE run = ? ORDER BY variable",
                           &s, err);
    if (rc == 0)
        rc = bo_db_prepare(db, "INSERT INTO new.member VALUES (?, ?, ?, ?, ?)", &put, err);
    if (rc == 0)
        rc = bo_db_bind(db, s, BO_DB_VALUES(BO_INT(old_run)), err);
    while (rc == 0) {
        rc = bo_db_step(db, s, &row, err);
        if (rc != 0 || !row)
            break;
        rc = unpack_row(db, put, s, new_run, world_only, err);
    }
    sqlite3_finalize(s);
    sqlite3_finalize(put);
    return rc;
}
