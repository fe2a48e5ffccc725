/* The key figures of many runs: by key, and of pairs of runs. */
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/store/variants.h"
#include "inner.h"
#include "results.h"

/* The values of one key, as they come. */
struct collecting {
    struct bo_outcome_values values;
    bool paired;
    char *entity, *key, *unit;
    double *value, *other;
    uint32_t room;
};

static bool is_same(const struct collecting *c, sqlite3_stmt *s)
{
    return strcmp(c->entity, bo_db_text(s, 0)) == 0 && strcmp(c->key, bo_db_text(s, 1)) == 0 &&
           strcmp(c->unit, bo_db_text(s, 2)) == 0;
}

static void forget(struct collecting *c)
{
    free(c->entity);
    free(c->key);
    free(c->unit);
    c->entity = c->key = c->unit = NULL;
    c->values.n = 0;
}

static int give(struct collecting *c, bo_outcome_values_fn give_to, void *context,
                struct bo_err *err)
{
    if (c->values.n == 0)
        return 0;
    c->values.entity = c->entity;
    c->values.key = c->key;
    c->values.unit = c->unit;
    c->values.value = c->value;
    c->values.other = c->other;
    return give_to(context, &c->values, err);
}

static bool widen(double **value, uint32_t room)
{
    double *wider = realloc(*value, room * sizeof *wider);
    if (wider)
        *value = wider;
    return wider != NULL;
}

static bool make_room(struct collecting *c)
{
    uint32_t room = c->room ? 2 * c->room : 64;
    if (!widen(&c->value, room) || (c->paired && !widen(&c->other, room)))
        return false;
    c->room = room;
    return true;
}

static int take(struct collecting *c, const struct bo_results *results, sqlite3_stmt *s,
                struct bo_err *err)
{
    if (c->values.n == 0) {
        forget(c);
        c->entity = strdup(bo_db_text(s, 0));
        c->key = strdup(bo_db_text(s, 1));
        c->unit = strdup(bo_db_text(s, 2));
    }
    bool failed = !c->entity || !c->key || !c->unit;
    if (failed || (c->values.n == c->room && !make_room(c)))
        return bo_err_set(err, BO_ESTORE, "%s: out of memory", results->path);
    c->value[c->values.n] = bo_db_real(s, 3);
    if (c->paired)
        c->other[c->values.n] = bo_db_real(s, 4);
    c->values.n++;
    return 0;
}

static int collect(struct bo_results *results, sqlite3_stmt *s, struct collecting *c,
                   bo_outcome_values_fn give_to, void *context, struct bo_err *err)
{
    bool row = true;
    int rc = 0;
    while (rc == 0) {
        rc = bo_db_step(&results->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        if (c->values.n > 0 && !is_same(c, s)) {
            rc = give(c, give_to, context, err);
            forget(c);
        }
        if (rc == 0)
            rc = take(c, results, s, err);
    }
    return rc == 0 ? give(c, give_to, context, err) : rc;
}

static int give_all(struct bo_results *results, sqlite3_stmt *s, bool paired,
                    bo_outcome_values_fn give_to, void *context, struct bo_err *err)
{
    struct collecting c = {.paired = paired};
    int rc = collect(results, s, &c, give_to, context, err);
    forget(&c);
    free(c.value);
    free(c.other);
    return rc;
}

int bo_results_each_outcome(struct bo_results *results, const char *variant,
                            bo_outcome_values_fn give_to, void *context, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    int rc = bo_results_ask(results,
                            "SELECT entity, key, unit, value FROM outcome AS o JOIN run AS r ON "
                            "r.run = o.run WHERE variant = ? AND value IS NOT NULL "
                            "ORDER BY entity, key, unit, r.run",
                            BO_DB_VALUES(BO_TEXT(variant)), &s, err);
    if (rc == 0)
        rc = give_all(results, s, false, give_to, context, err);
    sqlite3_finalize(s);
    return rc;
}

int bo_results_each_pair(struct bo_results *results, const char *base, const char *other,
                         bo_outcome_values_fn give_to, void *context, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    int rc = bo_results_ask(
        results,
        "SELECT a.entity, a.key, a.unit, a.value, b.value FROM run AS ra "
        "CROSS JOIN run AS rb ON rb.variant = ?2 AND rb.replicate = ra.replicate "
        "CROSS JOIN outcome AS a ON a.run = ra.run "
        "CROSS JOIN outcome AS b ON b.run = rb.run AND b.entity = a.entity AND b.key = a.key "
        "WHERE ra.variant = ?1 AND a.value IS NOT NULL AND b.value IS NOT NULL "
        "ORDER BY a.entity, a.key, a.unit, ra.replicate",
        BO_DB_VALUES(BO_TEXT(base), BO_TEXT(other)), &s, err);
    if (rc == 0)
        rc = give_all(results, s, true, give_to, context, err);
    sqlite3_finalize(s);
    return rc;
}

/* ---- one key figure of every replicate ---- */

static int read_replicates(const struct bo_db *db, const struct bo_outcome_name *name, uint32_t n,
                           double *value, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_db_prepare(db,
                           "SELECT replicate, value FROM run CROSS JOIN outcome USING (run) "
                           "WHERE variant = ? AND status = 'done' AND entity = ? AND key = ?",
                           &s, err);
    if (rc == 0)
        rc = bo_db_bind(
            db, s, BO_DB_VALUES(BO_TEXT(name->variant), BO_TEXT(name->entity), BO_TEXT(name->key)),
            err);
    for (uint32_t i = 0; i < n; i++)
        value[i] = BO_NAN;
    while (rc == 0) {
        rc = bo_db_step(db, s, &row, err);
        if (rc != 0 || !row)
            break;
        int64_t replicate = sqlite3_column_int64(s, 0);
        if (replicate >= 0 && replicate < n)
            value[replicate] = bo_db_real(s, 1);
    }
    sqlite3_finalize(s);
    return rc;
}

int bo_results_replicates(const struct bo_results *results, const struct bo_outcome_name *name,
                          uint32_t n, double *value, struct bo_err *err)
{
    return read_replicates(&results->db, name, n, value, err);
}

int bo_store_replicates(const struct bo_store *store, const struct bo_outcome_name *name,
                        uint32_t n, double *value, struct bo_err *err)
{
    return read_replicates(&store->db, name, n, value, err);
}

static int list_keys(const struct bo_db *db, struct bo_arena *arena, struct bo_outcome_list *list,
                     struct bo_err *err)
{
    struct bo_fact_outcome *outcome = NULL;
    sqlite3_stmt *s = NULL;
    uint32_t n = 0, room = 0;
    bool row = true;
    int rc =
        bo_db_prepare(db, "SELECT DISTINCT entity, key, unit FROM outcome ORDER BY 1, 2", &s, err);
    while (rc == 0) {
        rc = bo_db_step(db, s, &row, err);
        if (rc != 0 || !row)
            break;
        BO_ARENA_ROOM(arena, outcome, n, room);
        outcome[n++] = (struct bo_fact_outcome){.entity = bo_arena_strdup(arena, bo_db_text(s, 0)),
                                                .key = bo_arena_strdup(arena, bo_db_text(s, 1)),
                                                .unit = bo_arena_strdup(arena, bo_db_text(s, 2)),
                                                .value = BO_NAN};
    }
    sqlite3_finalize(s);
    if (rc == 0)
        *list = (struct bo_outcome_list){n, outcome};
    return rc;
}

int bo_results_outcome_keys(const struct bo_results *results, struct bo_arena *arena,
                            struct bo_outcome_list *list, struct bo_err *err)
{
    return list_keys(&results->db, arena, list, err);
}

int bo_store_outcome_keys(const struct bo_store *store, struct bo_arena *arena,
                          struct bo_outcome_list *list, struct bo_err *err)
{
    return list_keys(&store->db, arena, list, err);
}
