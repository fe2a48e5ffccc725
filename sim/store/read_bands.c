/* What many runs say together: bands, and the key figures of all runs by key. */
#include "results.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"

int bo_results_band_names(struct bo_results *results, const char *variant, struct bo_arena *arena,
                          struct bo_name_list *list, struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    struct bo_series_name *name = NULL;
    uint32_t n = 0, room = 0;
    bool row = true;
    int rc = bo_results_ask(results,
                            "SELECT variable, entity, place FROM band WHERE variant = ? "
                            "ORDER BY variable, entity, place",
                            BO_DB_VALUES(BO_TEXT(variant)), &s, err);
    while (rc == 0) {
        rc = bo_db_step(&results->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        BO_ARENA_ROOM(arena, name, n, room);
        name[n++] = (struct bo_series_name){.variable = bo_arena_strdup(arena, bo_db_text(s, 0)),
                                            .entity = bo_arena_strdup(arena, bo_db_text(s, 1)),
                                            .place = bo_arena_strdup(arena, bo_db_text(s, 2))};
    }
    sqlite3_finalize(s);
    if (rc == 0)
        *list = (struct bo_name_list){n, name};
    return rc;
}

static int find_months(struct bo_results *results, const char *variant, struct bo_band *band,
                       struct bo_err *err)
{
    for (uint32_t i = 0; i < results->n_runs; i++) {
        const struct bo_results_run *run = &results->run[i];
        if (run->n_months > 0 && strcmp(run->row.variant, variant) == 0) {
            band->first_month = run->first_month;
            band->n_months = run->n_months;
            return 0;
        }
    }
    return bo_results_damaged(results, "a band has no runs", err);
}

static int read_band(struct bo_results *results, sqlite3_stmt *s, struct bo_arena *arena,
                     struct bo_band *band, struct bo_err *err)
{
    int rc = 0;
    for (int i = 0; rc == 0 && i <= BO_N_QUANTILES; i++) {
        double *value = BO_NEW_ARRAY(arena, double, band->n_months);
        rc = bo_results_values(results, bo_db_text(s, i), value, band->n_months, err);
        if (i < BO_N_QUANTILES)
            band->quantile[i] = value;
        else
            band->n = value;
    }
    return rc;
}

int bo_results_band(struct bo_results *results, const char *variant,
                    const struct bo_series_name *name, struct bo_arena *arena, struct bo_band *out,
                    struct bo_err *err)
{
    struct bo_band band = {0};
    sqlite3_stmt *s = NULL;
    bool row = false;
    int rc = bo_results_ask(results,
                            "SELECT p05, p25, p50, p75, p95, n FROM band WHERE variant = ? AND "
                            "variable = ? AND entity = ? AND place = ?",
                            BO_DB_VALUES(BO_TEXT(variant), BO_TEXT(name->variable),
                                         BO_TEXT(name->entity), BO_TEXT(name->place)),
                            &s, err);
    if (rc == 0)
        rc = bo_db_step(&results->db, s, &row, err);
    if (rc == 0 && row)
        rc = find_months(results, variant, &band, err);
    if (rc == 0 && row)
        rc = read_band(results, s, arena, &band, err);
    sqlite3_finalize(s);
    if (rc == 0)
        *out = band;
    return rc;
}

/* The values of one key, as they come. */
struct collecting {
    struct bo_outcome_values values;
    char *entity, *key, *unit;
    double *value;
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
    return give_to(context, &c->values, err);
}

static int make_room(struct collecting *c)
{
    uint32_t room = c->room ? 2 * c->room : 64;
    double *value = realloc(c->value, room * sizeof *value);
    if (!value)
        return -1;
    c->value = value;
    c->room = room;
    return 0;
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
    if (failed || (c->values.n == c->room && make_room(c) != 0))
        return bo_err_set(err, BO_ESTORE, "%s: out of memory", results->path);
    c->value[c->values.n++] = bo_db_real(s, 3);
    return 0;
}

int bo_results_each_outcome(struct bo_results *results, const char *variant,
                            bo_outcome_values_fn give_to, void *context, struct bo_err *err)
{
    struct collecting c = {.room = 0};
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_results_ask(results,
                            "SELECT entity, key, unit, value FROM outcome AS o JOIN run AS r ON "
                            "r.run = o.run WHERE variant = ? AND value IS NOT NULL "
                            "ORDER BY entity, key, unit, r.run",
                            BO_DB_VALUES(BO_TEXT(variant)), &s, err);
    while (rc == 0) {
        rc = bo_db_step(&results->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        if (c.values.n > 0 && !is_same(&c, s)) {
            rc = give(&c, give_to, context, err);
            forget(&c);
        }
        if (rc == 0)
            rc = take(&c, results, s, err);
    }
    if (rc == 0)
        rc = give(&c, give_to, context, err);
    sqlite3_finalize(s);
    forget(&c);
    free(c.value);
    return rc;
}
