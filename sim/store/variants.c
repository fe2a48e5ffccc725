/* The variants of an experiment, and where pairs of runs part. */
#include "buildout/store/variants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "inner.h"
#include "results.h"

#define ENTITIES_BYTES ((size_t)1 << 28)

static int put_row(const struct bo_store *store, const char *sql, const struct bo_db_value *value,
                   int n, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    int rc = bo_db_prepare(&store->db, sql, &s, err);
    if (rc == 0)
        rc = bo_db_put(&store->db, s, value, n, err);
    sqlite3_finalize(s);
    return rc;
}

int bo_store_put_variant(struct bo_store *store, const struct bo_variant_row *row,
                         struct bo_err *err)
{
    return put_row(store, "INSERT OR REPLACE INTO variant VALUES (?, ?, ?, ?, ?)",
                   BO_DB_VALUES(BO_INT(row->number), BO_TEXT(row->name), BO_TEXT(row->scenario),
                                BO_TEXT(row->changes), BO_TEXT(row->sha256)),
                   err);
}

int bo_store_put_scenario(struct bo_store *store, const struct bo_experiment *scenario,
                          struct bo_err *err)
{
    return put_row(store, "INSERT OR REPLACE INTO scenario VALUES (?, ?, ?, ?, ?)",
                   BO_DB_VALUES(BO_TEXT(scenario->scenario_name), BO_TEXT(scenario->scenario_title),
                                BO_TEXT(scenario->scenario_text),
                                BO_TEXT(scenario->scenario_sha256), BO_TEXT(scenario->data_sha256)),
                   err);
}

int bo_store_detail(struct bo_store *store, const char *variant, struct bo_err *err)
{
    free(store->detailed);
    store->detailed = variant ? strdup(variant) : NULL;
    return !variant || store->detailed ? 0 : bo_file_fail(store->partial_path, err);
}

bool bo_store_is_detailed(const struct bo_store *store, const char *variant)
{
    return !store->detailed || strcmp(store->detailed, variant) == 0;
}

/* ---- where pairs part ---- */

struct entity_parting {
    const char *entity;
    uint32_t month; /* of the run */
};

struct parting {
    struct bo_store *store;
    const char *base, *other;
    struct bo_arena *arena;
    uint32_t n, room;
    struct entity_parting *entity;
    int32_t first_month;
    uint32_t n_months, month_room;
    double *value[2];            /* [month_room] of the series of both that are being compared */
    struct bo_pack_room pack[2]; /* of the run of the base and of the other one */
    struct bo_err *err;
};

static void note(struct parting *p, const char *entity, uint32_t month)
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

struct side { /* of a pair, at a series */
    const char *next, *end;
    const unsigned char *values;
    size_t n_bytes, n_left;
    struct bo_series_name name;
};

static void move_on(const struct parting *p, struct side *side)
{
    side->values += side->n_bytes;
    side->n_left -= side->n_bytes;
    side->n_bytes = 0;
    if (!side->next)
        return;
    if (side->next == side->end) {
        side->next = NULL;
        return;
    }
    side->next = bo_pack_name(side->next, &side->name);
    side->n_bytes = bo_pack_length(side->values, side->n_left, p->n_months);
}

/* n_months when there is none. */
static uint32_t first_difference(const struct parting *p, const struct side side[2])
{
    if (side[0].n_bytes == side[1].n_bytes &&
        memcmp(side[0].values, side[1].values, side[0].n_bytes) == 0)
        return p->n_months;
    for (int i = 0; i < 2; i++)
        bo_pack_next(side[i].values, p->n_months, p->value[i]);
    for (uint32_t month = 0; month < p->n_months; month++) {
        if (!is_same(p->value[0][month], p->value[1][month]))
            return month;
    }
    return p->n_months;
}

/* Of a series that the other run does not have, which is as much as to say that nothing happened there. */
static uint32_t first_happening(const struct parting *p, const struct side *side)
{
    double *value = p->value[0];
    bo_pack_next(side->values, p->n_months, value);
    for (uint32_t month = 0; month < p->n_months; month++) {
        if (!is_same(value[month], 0.0) && !isnan(value[month]))
            return month;
    }
    return p->n_months;
}

static void compare_packs(struct parting *p, const struct bo_fact_pack pack[2])
{
    struct side side[2];
    for (int i = 0; i < 2; i++) {
        side[i] = (struct side){.next = pack[i].names,
                                .end = pack[i].names + pack[i].n_names_bytes,
                                .values = pack[i].values,
                                .n_left = pack[i].n_values_bytes};
        move_on(p, &side[i]);
    }
    while (side[0].next || side[1].next) {
        int order = !side[0].next   ? 1
                    : !side[1].next ? -1
                                    : bo_series_name_compare(&side[0].name, &side[1].name);
        const struct side *earlier = &side[order > 0];
        uint32_t month = order == 0 ? first_difference(p, side) : first_happening(p, earlier);
        if (month < p->n_months)
            note(p, earlier->name.entity, month);
        if (order <= 0)
            move_on(p, &side[0]);
        if (order >= 0)
            move_on(p, &side[1]);
    }
}

static int compare_runs(struct parting *p, int64_t base_run, int64_t other_run)
{
    const int64_t run[2] = {base_run, other_run};
    struct bo_fact_pack pack[2];
    int rc = 0;
    for (int i = 0; rc == 0 && i < 2; i++)
        rc = bo_pack_load(p->store, run[i], p->n_months, &p->pack[i], &pack[i], p->err);
    if (rc == 0)
        compare_packs(p, pack);
    return rc;
}

static int compare_pair(struct parting *p, sqlite3_stmt *s)
{
    int32_t day = 0;
    if (bo_day_parse(bo_db_text(s, 2), &day, NULL) != 0)
        return bo_pack_damaged(p->store, p->err);
    p->first_month = bo_month_of_day(day);
    p->n_months = (uint32_t)sqlite3_column_int64(s, 3);
    for (int i = 0; i < 2 && p->n_months > p->month_room; i++)
        p->value[i] = BO_NEW_ARRAY(p->arena, double, p->n_months);
    if (p->n_months > p->month_room)
        p->month_room = p->n_months;
    return compare_runs(p, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1));
}

/* Runs of other months are no pair. */
static int compare_all(struct parting *p)
{
    const struct bo_db *db = &p->store->db;
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_db_prepare(db,
                           "SELECT a.run, b.run, a.first_month, a.n_months FROM run AS a JOIN run "
                           "AS b ON b.variant = ?2 AND b.replicate = a.replicate AND "
                           "b.first_month = a.first_month AND b.n_months = a.n_months "
                           "WHERE a.variant = ?1 AND a.status = 'done' AND b.status = 'done' "
                           "ORDER BY a.replicate",
                           &s, p->err);
    if (rc == 0)
        rc = bo_db_bind(db, s, BO_DB_VALUES(BO_TEXT(p->base), BO_TEXT(p->other)), p->err);
    while (rc == 0) {
        rc = bo_db_step(db, s, &row, p->err);
        if (rc != 0 || !row)
            break;
        rc = compare_pair(p, s);
    }
    free(p->pack[0].data);
    free(p->pack[1].data);
    sqlite3_finalize(s);
    return rc;
}

static int put_partings(const struct parting *p)
{
    char date[16];
    int rc = put_row(p->store, "DELETE FROM parting WHERE variant = ?",
                     BO_DB_VALUES(BO_TEXT(p->other)), p->err);
    for (uint32_t i = 0; rc == 0 && i < p->n; i++) {
        bo_day_format(bo_month_last_day(p->first_month + (int32_t)p->entity[i].month), date);
        rc = put_row(p->store, "INSERT INTO parting VALUES (?, ?, ?)",
                     BO_DB_VALUES(BO_TEXT(p->other), BO_TEXT(p->entity[i].entity), BO_TEXT(date)),
                     p->err);
    }
    return rc;
}

int bo_store_find_partings(struct bo_store *store, const char *base, const char *other,
                           struct bo_err *err)
{
    struct parting p = {.store = store, .base = base, .other = other, .err = err};
    int rc = bo_arena_create(ENTITIES_BYTES, false, &p.arena, err);
    if (rc == 0)
        rc = compare_all(&p);
    if (rc == 0)
        rc = bo_db_exec(&store->db, "BEGIN", err);
    if (rc == 0) {
        rc = put_partings(&p);
        if (rc == 0)
            rc = bo_db_exec(&store->db, "COMMIT", err);
        if (rc != 0)
            sqlite3_exec(store->db.handle, "ROLLBACK", NULL, NULL, NULL);
    }
    bo_arena_free(p.arena);
    return rc;
}

/* ---- reading ---- */

int bo_results_variants(const struct bo_results *results, struct bo_arena *arena,
                        struct bo_variant_list *list, struct bo_err *err)
{
    struct bo_variant_row *variant = NULL;
    sqlite3_stmt *s = NULL;
    uint32_t n = 0, room = 0;
    bool row = true;
    int rc = bo_results_ask(
        results, "SELECT number, name, scenario, changes, sha256 FROM variant ORDER BY number",
        NULL, 0, &s, err);
    while (rc == 0) {
        rc = bo_db_step(&results->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        BO_ARENA_ROOM(arena, variant, n, room);
        variant[n++] = (struct bo_variant_row){.number = (uint32_t)sqlite3_column_int64(s, 0),
                                               .name = bo_arena_strdup(arena, bo_db_text(s, 1)),
                                               .scenario = bo_arena_strdup(arena, bo_db_text(s, 2)),
                                               .changes = bo_arena_strdup(arena, bo_db_text(s, 3)),
                                               .sha256 = bo_arena_strdup(arena, bo_db_text(s, 4))};
    }
    sqlite3_finalize(s);
    if (rc == 0)
        *list = (struct bo_variant_list){n, variant};
    return rc;
}

int bo_results_partings(const struct bo_results *results, const char *variant,
                        struct bo_arena *arena, struct bo_parting_list *list, struct bo_err *err)
{
    struct bo_parting *parting = NULL;
    sqlite3_stmt *s = NULL;
    uint32_t n = 0, room = 0;
    bool row = true;
    int rc = bo_results_ask(results,
                            "SELECT entity, date FROM parting WHERE variant = ? ORDER BY entity",
                            BO_DB_VALUES(BO_TEXT(variant)), &s, err);
    while (rc == 0) {
        rc = bo_db_step(&results->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        BO_ARENA_ROOM(arena, parting, n, room);
        parting[n].entity = bo_arena_strdup(arena, bo_db_text(s, 0));
        if (bo_day_parse(bo_db_text(s, 1), &parting[n++].day, NULL) != 0)
            rc = bo_results_damaged(results, "the date of a parting is no date", err);
    }
    sqlite3_finalize(s);
    if (rc == 0)
        *list = (struct bo_parting_list){n, parting};
    return rc;
}
