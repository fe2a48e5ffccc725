/* What many runs say together: bands. */
#include "results.h"

#include <string.h>

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
