/* Two stores of the same runs, row by row. */
#include "results.h"

#include <stdio.h>

/* What says where results come from, not what they are; members go when they are banded. */
#define TABLES                                                                               \
    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT IN ('scenario', " \
    "'experiment', 'pack', 'member') ORDER BY name"

static int list_tables(const struct bo_db *db, struct bo_arena *arena, const char **name,
                       uint32_t most, uint32_t *n, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    int rc = bo_db_prepare(db, TABLES, &s, err);
    *n = 0;
    if (rc == 0)
        rc = bo_db_step(db, s, &row, err);
    while (rc == 0 && row && *n < most) {
        name[(*n)++] = bo_arena_strdup(arena, bo_db_text(s, 0));
        rc = bo_db_step(db, s, &row, err);
    }
    sqlite3_finalize(s);
    return rc;
}

/* The first row of a that b does not have, its columns side by side. */
static int find_row(const struct bo_db *db, struct bo_arena *arena, const char *sql,
                    const char **found, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    int rc = bo_db_prepare(db, sql, &s, err);
    if (rc == 0)
        rc = bo_db_step(db, s, &row, err);
    *found = NULL;
    if (rc == 0 && row) {
        enum { MOST_LETTERS = 60 };
        *found = "";
        for (int i = 0; i < sqlite3_column_count(s); i++)
            *found = bo_arena_printf(arena, "%s%s%.*s", *found, i > 0 ? ", " : "", MOST_LETTERS,
                                     bo_db_text(s, i));
    }
    sqlite3_finalize(s);
    return rc;
}

static int compare_table(const struct bo_db *db, struct bo_arena *arena, const char *table,
                         const char **what, struct bo_err *err)
{
    static const char *const side[] = {"main", "other"}, *const only[] = {"",
                                                                          "only when run again"};
    *what = NULL;
    for (int i = 0; i < 2; i++) {
        const char *found;
        const char *sql =
            bo_arena_printf(arena, "SELECT * FROM %s.%s EXCEPT SELECT * FROM %s.%s LIMIT 1",
                            side[i], table, side[1 - i], table);
        int rc = find_row(db, arena, sql, &found, err);
        if (rc != 0)
            return rc;
        if (found) {
            *what = bo_arena_printf(arena, "table %s has %s%s(%s)", table, only[i],
                                    only[i][0] ? " " : "", found);
            return 0;
        }
    }
    return 0;
}

int bo_results_compare(const struct bo_results *results, const struct bo_results *other,
                       struct bo_arena *arena, const char **what, struct bo_err *err)
{
    enum { MOST_TABLES = 64 };
    const char *name[MOST_TABLES];
    uint32_t n = 0;
    sqlite3_stmt *attach = NULL;
    *what = NULL;
    int rc = list_tables(&results->db, arena, name, MOST_TABLES, &n, err);
    if (rc == 0)
        rc = bo_db_prepare(&results->db, "ATTACH ? AS other", &attach, err);
    if (rc == 0)
        rc = bo_db_put(&results->db, attach, BO_DB_VALUES(BO_TEXT(other->path)), err);
    sqlite3_finalize(attach);
    if (rc != 0)
        return rc;
    for (uint32_t i = 0; rc == 0 && !*what && i < n; i++)
        rc = compare_table(&results->db, arena, name[i], what, err);
    int end = bo_db_exec(&results->db, "DETACH other", rc == 0 ? err : NULL);
    return rc == 0 ? end : rc;
}
