/* The variants of an experiment, and what was found of pairs of their runs. */
#include "buildout/store/variants.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "inner.h"
#include "results.h"

int bo_store_put_variant(struct bo_store *store, const struct bo_variant_row *row,
                         struct bo_err *err)
{
    return bo_db_put_once(&store->db, "INSERT OR REPLACE INTO variant VALUES (?, ?, ?, ?, ?)",
                          BO_DB_VALUES(BO_INT(row->number), BO_TEXT(row->name),
                                       BO_TEXT(row->scenario), BO_TEXT(row->changes),
                                       BO_TEXT(row->sha256)),
                          err);
}

int bo_store_put_scenario(struct bo_store *store, const struct bo_experiment *scenario,
                          struct bo_err *err)
{
    return bo_db_put_once(
        &store->db, "INSERT OR REPLACE INTO scenario VALUES (?, ?, ?, ?, ?)",
        BO_DB_VALUES(BO_TEXT(scenario->scenario_name), BO_TEXT(scenario->scenario_title),
                     BO_TEXT(scenario->scenario_text), BO_TEXT(scenario->scenario_sha256),
                     BO_TEXT(scenario->data_sha256)),
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

/* The year of a difference, its place and what it says. */
static struct bo_difference_row difference_of(sqlite3_stmt *s, struct bo_arena *arena)
{
    return (struct bo_difference_row){.name = {.variable = bo_arena_strdup(arena, bo_db_text(s, 0)),
                                               .entity = bo_arena_strdup(arena, bo_db_text(s, 1)),
                                               .place = bo_arena_strdup(arena, bo_db_text(s, 2))},
                                      .unit = bo_arena_strdup(arena, bo_db_text(s, 3)),
                                      .year = (int32_t)sqlite3_column_int64(s, 4),
                                      .summed = strcmp(bo_db_text(s, 5), BO_DIFFERENCE_SUM) == 0,
                                      .of = {.base = bo_db_real(s, 6),
                                             .other = bo_db_real(s, 7),
                                             .mean = bo_db_real(s, 8),
                                             .low = bo_db_real(s, 9),
                                             .high = bo_db_real(s, 10),
                                             .p05 = bo_db_real(s, 11),
                                             .p50 = bo_db_real(s, 12),
                                             .p95 = bo_db_real(s, 13),
                                             .n = (uint32_t)sqlite3_column_int64(s, 14)}};
}

uint32_t bo_results_n_pairs(const struct bo_results *results, const char *base, const char *other)
{
    uint32_t n = 0, n_runs = bo_results_n_runs(results), k = 0;
    for (uint32_t i = 0; i < n_runs; i++) {
        const struct bo_run_row *row = &bo_results_run(results, i)->row;
        if (strcmp(row->variant, base) != 0 || row->status != BO_RUN_DONE)
            continue;
        for (k = 0; k < n_runs; k++) {
            const struct bo_run_row *its = &bo_results_run(results, k)->row;
            if (strcmp(its->variant, other) == 0 && its->replicate == row->replicate)
                n += its->status == BO_RUN_DONE;
        }
    }
    return n;
}

int bo_results_differences(const struct bo_results *results, const char *variant,
                           const struct bo_series_name *name, struct bo_arena *arena,
                           struct bo_difference_list *list, struct bo_err *err)
{
    struct bo_difference_row *difference = NULL;
    sqlite3_stmt *s = NULL;
    uint32_t n = 0, room = 0;
    bool row = true;
    int rc = bo_results_ask(
        results,
        "SELECT variable, entity, place, unit, year, aggregate, base, other, difference, low, "
        "high, p05, p50, p95, n FROM difference JOIN variable ON name = variable WHERE variant = "
        "?1 AND variable = ?2 AND entity = ?3 AND place = ?4 ORDER BY year",
        BO_DB_VALUES(BO_TEXT(variant), BO_TEXT(name->variable), BO_TEXT(name->entity),
                     BO_TEXT(name->place)),
        &s, err);
    while (rc == 0) {
        rc = bo_db_step(&results->db, s, &row, err);
        if (rc != 0 || !row)
            break;
        BO_ARENA_ROOM(arena, difference, n, room);
        difference[n++] = difference_of(s, arena);
    }
    sqlite3_finalize(s);
    if (rc == 0)
        *list = (struct bo_difference_list){n, difference};
    return rc;
}
