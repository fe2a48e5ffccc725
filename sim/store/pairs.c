/* Pairs of runs of two variants with the same luck: where they part, and how far they are apart year by year. */
#include "buildout/store/variants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "blocks.h"
#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

#define ENTITIES_BYTES ((size_t)1 << 28)

struct entity_parting {
    const char *entity; /* or place */
    uint32_t month;     /* of the run */
};

struct pairs {
    struct bo_store *store;
    const struct bo_pairing *of;
    struct bo_blocks blocks; /* runs 2 k and 2 k + 1 are the base's and the other's of pair k */
    uint32_t n_pairs;
    int32_t first_month;
    struct bo_arena *arena;
    uint32_t n, room;
    struct entity_parting *entity; /* that parts */
    double *base, *other;          /* [n_pairs] of a year */
    sqlite3_stmt *put;
    struct bo_err *err;
};

/* ---- partings ---- */

static void note(struct pairs *p, const char *entity, uint32_t month)
{
    for (uint32_t i = 0; i < p->n; i++) {
        if (strcmp(p->entity[i].entity, entity) != 0)
            continue;
        if (month < p->entity[i].month)
            p->entity[i].month = month;
        return;
    }
    BO_ARENA_ROOM(p->arena, p->entity, p->n, p->room);
    p->entity[p->n++] =
        (struct entity_parting){.entity = bo_arena_strdup(p->arena, entity), .month = month};
}

static bool is_same(double x, double y)
{
    return (x <= y && x >= y) || (isnan(x) && isnan(y));
}

static bool happens(double x)
{
    return fabs(x) > 0.0;
}

/* In which the pair differs, n_months when there is none. A series that one of the two does not have is as much as to say
 * that nothing happened there. */
static uint32_t first_difference(const struct pairs *p, uint32_t series, uint32_t pair,
                                 const double *base, const double *other)
{
    uint32_t n_months = p->blocks.n_months, month = 0;
    bool in_base = bo_blocks_has(&p->blocks, 2 * pair, series);
    bool in_other = bo_blocks_has(&p->blocks, 2 * pair + 1, series);
    if (in_base && in_other) {
        while (month < n_months && is_same(base[month], other[month]))
            month++;
    } else {
        const double *value = in_base ? base : other;
        while (month < n_months && !happens(value[month]))
            month++;
    }
    return month;
}

/* ---- years ---- */

/* NaN when no month was computed. */
static double year_of(const double *value, uint32_t from, uint32_t to, bool adds_up)
{
    double year = BO_NAN;
    for (uint32_t month = from; month < to; month++) {
        if (!isnan(value[month]))
            year = adds_up && !isnan(year) ? year + value[month] : value[month];
    }
    return year;
}

static int put_difference(const struct pairs *p, const struct bo_series_name *name, int32_t year,
                          bool adds_up)
{
    struct bo_difference d = p->of->differ(p->base, p->other, p->n_pairs);
    if (d.n == 0)
        return 0;
    return bo_db_put(&p->store->db, p->put,
                     BO_DB_VALUES(BO_TEXT(p->of->other), BO_TEXT(name->variable),
                                  BO_TEXT(name->entity), BO_TEXT(name->place), BO_INT(year),
                                  BO_TEXT(adds_up ? BO_DIFFERENCE_SUM : "last"), BO_REAL(d.base),
                                  BO_REAL(d.other), BO_REAL(d.mean), BO_REAL(d.low),
                                  BO_REAL(d.high), BO_REAL(d.p05), BO_REAL(d.p50), BO_REAL(d.p95),
                                  BO_INT(d.n)),
                     p->err);
}

static int put_years(struct pairs *p, const struct bo_series_name *name, const double *value)
{
    uint32_t n_months = p->blocks.n_months;
    bool adds_up = p->of->adds_up(name->variable);
    int rc = 0;
    for (uint32_t from = 0, to; rc == 0 && from < n_months; from = to) {
        int32_t year = bo_year_of_day(bo_month_first_day(p->first_month + (int32_t)from));
        to = (uint32_t)(bo_month_of_day(bo_day_of(year + 1, 1, 1)) - p->first_month);
        to = to < n_months ? to : n_months;
        for (uint32_t k = 0; k < p->n_pairs; k++) {
            const double *base = value + (size_t)2 * k * n_months;
            p->base[k] = year_of(base, from, to, adds_up);
            p->other[k] = year_of(base + n_months, from, to, adds_up);
        }
        rc = put_difference(p, name, year, adds_up);
    }
    return rc;
}

/* ---- all of them ---- */

static int compare_series(void *context, uint32_t series, const double *value)
{
    struct pairs *p = context;
    const struct bo_series_name *name = &p->blocks.series[series];
    uint32_t n_months = p->blocks.n_months;
    bool any = false;
    for (uint32_t k = 0; k < p->n_pairs; k++) {
        const double *base = value + (size_t)2 * k * n_months, *other = base + n_months;
        uint32_t month = memcmp(base, other, n_months * sizeof *base) == 0
                             ? n_months
                             : first_difference(p, series, k, base, other);
        if (month == n_months)
            continue;
        note(p, name->entity, month);
        if (name->place[0] != '\0')
            note(p, name->place, month);
        any = true;
    }
    return any ? put_years(p, name, value) : 0;
}

static int add_pair(struct pairs *p, sqlite3_stmt *s)
{
    int32_t day = 0;
    if (bo_day_parse(bo_db_text(s, 0), &day, NULL) != 0)
        return bo_pack_damaged(p->store, p->err);
    p->first_month = bo_month_of_day(day);
    p->blocks.n_months = (uint32_t)sqlite3_column_int64(s, 1);
    bo_blocks_add(&p->blocks, s, 2);
    bo_blocks_add(&p->blocks, s, 5);
    p->n_pairs++;
    return 0;
}

/* Runs of other months are no pair; those of a variant have the same. */
static int list_pairs(struct pairs *p)
{
    const struct bo_db *db = &p->store->db;
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_db_prepare(
        db,
        "SELECT a.first_month, a.n_months, p.at, p.names_bytes, p.values_bytes, q.at, "
        "q.names_bytes, q.values_bytes FROM run AS a JOIN run AS b ON b.variant = ?2 AND "
        "b.replicate = a.replicate AND b.first_month = a.first_month AND b.n_months = a.n_months "
        "JOIN packed AS p ON p.run = a.run JOIN packed AS q ON q.run = b.run "
        "WHERE a.variant = ?1 AND a.status = 'done' AND b.status = 'done' ORDER BY a.replicate",
        &s, p->err);
    if (rc == 0)
        rc = bo_db_bind(db, s, BO_DB_VALUES(BO_TEXT(p->of->base), BO_TEXT(p->of->other)), p->err);
    while (rc == 0) {
        rc = bo_db_step(db, s, &row, p->err);
        if (rc != 0 || !row)
            break;
        rc = add_pair(p, s);
    }
    sqlite3_finalize(s);
    return rc;
}

static int put_partings(const struct pairs *p)
{
    char date[16];
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < p->n; i++) {
        bo_day_format(bo_month_last_day(p->first_month + (int32_t)p->entity[i].month), date);
        rc = bo_db_put_once(
            &p->store->db, "INSERT INTO parting VALUES (?, ?, ?)",
            BO_DB_VALUES(BO_TEXT(p->of->other), BO_TEXT(p->entity[i].entity), BO_TEXT(date)),
            p->err);
    }
    return rc;
}

static int compare_all(struct pairs *p)
{
    p->base = BO_NEW_ARRAY(p->arena, double, p->n_pairs);
    p->other = BO_NEW_ARRAY(p->arena, double, p->n_pairs);
    int rc =
        bo_db_prepare(&p->store->db,
                      "INSERT INTO difference VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      &p->put, p->err);
    if (rc == 0)
        rc = bo_blocks_each(&p->blocks, compare_series, p);
    sqlite3_finalize(p->put);
    return rc == 0 ? put_partings(p) : rc;
}

static int compare(struct pairs *p)
{
    static const char *const clear[] = {"DELETE FROM parting WHERE variant = ?",
                                        "DELETE FROM difference WHERE variant = ?"};
    int rc = 0;
    for (int i = 0; rc == 0 && i < 2; i++)
        rc = bo_db_put_once(&p->store->db, clear[i], BO_DB_VALUES(BO_TEXT(p->of->other)), p->err);
    if (rc == 0)
        rc = list_pairs(p);
    if (rc == 0)
        rc = bo_blocks_begin(&p->blocks, p->of->memory_bytes);
    return rc == 0 ? compare_all(p) : rc;
}

int bo_store_compare_pairs(struct bo_store *store, const struct bo_pairing *pairing,
                           struct bo_err *err)
{
    struct pairs p = {.store = store, .of = pairing, .err = err};
    int rc = bo_arena_create(ENTITIES_BYTES, false, &p.arena, err);
    if (rc == 0)
        rc = bo_blocks_create(store, &p.blocks, err);
    p.blocks.untold = pairing->untold;
    if (rc == 0)
        rc = bo_db_exec(&store->db, "BEGIN", err);
    if (rc == 0) {
        rc = compare(&p);
        if (rc == 0)
            rc = bo_db_exec(&store->db, "COMMIT", err);
        if (rc != 0)
            sqlite3_exec(store->db.handle, "ROLLBACK", NULL, NULL, NULL);
    }
    bo_blocks_free(&p.blocks);
    bo_arena_free(p.arena);
    return rc;
}
