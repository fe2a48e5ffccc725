/* Members become bands: exact quantiles of every month of every banded series over the runs of a variant. */
#include "inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/base/num.h"
#include "buildout/store/read.h"
#include "text.h"

const double bo_quantile_probability[BO_N_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

#define NAMES_BYTES ((size_t)1 << 30)
#define RUNS_BYTES ((size_t)1 << 34) /* of addresses, for the numbers of runs */

/* Months gathered together: a line of memory holds as many. */
enum { TILE = 8 };

struct banding {
    struct bo_store *store;
    const char *variant;
    bo_quantiles_fn quantiles;
    size_t memory_bytes;
    struct bo_arena *names, *runs;
    uint32_t n_runs, run_room;
    int64_t *run; /* those that are done, by replicate */
    uint32_t n_months;
    uint32_t n_series, series_room;
    struct bo_series_name *series; /* sorted, of all runs together */
    uint32_t n_block;              /* series held at a time */
    double *value;                 /* [n_block x n_runs x n_months] */
    double *column;                /* [TILE x n_runs] */
    double *band;                  /* [n quantiles and the count x n_months] */
    sqlite3_stmt *put;
    struct bo_text json[BO_N_QUANTILES + 1];
    struct bo_err *err;
};

static int damaged(const struct banding *b, const char *what)
{
    return bo_err_set(b->err, BO_ESTORE, "%s: is damaged: %s", b->store->partial_path, what);
}

static int list_runs(struct banding *b)
{
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_db_prepare(&b->store->db,
                           "SELECT run, n_months FROM run WHERE variant = ? AND status = 'done' "
                           "ORDER BY replicate",
                           &s, b->err);
    if (rc == 0)
        rc = bo_db_bind(&b->store->db, s, BO_DB_VALUES(BO_TEXT(b->variant)), b->err);
    while (rc == 0) {
        rc = bo_db_step(&b->store->db, s, &row, b->err);
        if (rc != 0 || !row)
            break;
        uint32_t n_months = (uint32_t)sqlite3_column_int64(s, 1);
        if (b->n_runs > 0 && n_months != b->n_months)
            rc = damaged(b, "the runs of a variant do not have the same months");
        b->n_months = n_months;
        BO_ARENA_ROOM(b->runs, b->run, b->n_runs, b->run_room);
        b->run[b->n_runs++] = sqlite3_column_int64(s, 0);
    }
    sqlite3_finalize(s);
    return rc;
}

static int compare_name(const struct bo_series_name *name, sqlite3_stmt *s)
{
    int order = strcmp(name->variable, bo_db_text(s, 0));
    if (order == 0)
        order = strcmp(name->entity, bo_db_text(s, 1));
    return order != 0 ? order : strcmp(name->place, bo_db_text(s, 2));
}

/* Puts the current row's name in at the place where it belongs. */
static void insert_name(struct banding *b, uint32_t place, sqlite3_stmt *s)
{
    BO_ARENA_ROOM(b->names, b->series, b->n_series, b->series_room);
    memmove(&b->series[place + 1], &b->series[place], (b->n_series - place) * sizeof *b->series);
    b->series[place] =
        (struct bo_series_name){.variable = bo_arena_strdup(b->names, bo_db_text(s, 0)),
                                .entity = bo_arena_strdup(b->names, bo_db_text(s, 1)),
                                .place = bo_arena_strdup(b->names, bo_db_text(s, 2))};
    b->n_series++;
}

/* Both lists are sorted, so one walk finds what is new. */
static int add_names_of(struct banding *b, sqlite3_stmt *s, int64_t run)
{
    uint32_t place = 0;
    bool row = true;
    int rc = bo_db_bind(&b->store->db, s, BO_DB_VALUES(BO_INT(run)), b->err);
    while (rc == 0) {
        rc = bo_db_step(&b->store->db, s, &row, b->err);
        if (rc != 0 || !row)
            break;
        int order = 1;
        while (place < b->n_series && (order = compare_name(&b->series[place], s)) < 0)
            place++;
        if (place == b->n_series || order > 0)
            insert_name(b, place, s);
        place++;
    }
    sqlite3_reset(s);
    return rc;
}

static int list_series(struct banding *b)
{
    sqlite3_stmt *s = NULL;
    int rc = bo_db_prepare(&b->store->db,
                           "SELECT variable, entity, place FROM member WHERE run = ? "
                           "ORDER BY variable, entity, place",
                           &s, b->err);
    for (uint32_t i = 0; rc == 0 && i < b->n_runs; i++)
        rc = add_names_of(b, s, b->run[i]);
    sqlite3_finalize(s);
    return rc;
}

static double *values_of(const struct banding *b, uint32_t place, uint32_t run)
{
    return b->value + ((size_t)place * b->n_runs + run) * b->n_months;
}

static void fill_values(double *to, double value, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        to[i] = value;
}

static int take_values(struct banding *b, sqlite3_stmt *s, double *to)
{
    size_t n_bytes = (size_t)sqlite3_column_bytes(s, 3);
    if (n_bytes == 0)
        fill_values(to, 0.0, b->n_months);
    else if (n_bytes == b->n_months * sizeof *to)
        memcpy(to, sqlite3_column_blob(s, 3), n_bytes);
    else
        return damaged(b, "a member has not a value for each month");
    return 0;
}

/* The values of series from..to-1 in one run. */
static int read_run(struct banding *b, sqlite3_stmt *s, uint32_t run, uint32_t from, uint32_t to)
{
    const struct bo_series_name *first = &b->series[from], *last = &b->series[to - 1];
    uint32_t place = from;
    bool row = true;
    int rc = bo_db_bind(&b->store->db, s,
                        BO_DB_VALUES(BO_INT(b->run[run]), BO_TEXT(first->variable),
                                     BO_TEXT(first->entity), BO_TEXT(first->place),
                                     BO_TEXT(last->variable), BO_TEXT(last->entity),
                                     BO_TEXT(last->place)),
                        b->err);
    while (rc == 0) {
        rc = bo_db_step(&b->store->db, s, &row, b->err);
        if (rc != 0 || !row)
            break;
        while (place < to && compare_name(&b->series[place], s) != 0)
            fill_values(values_of(b, place++ - from, run), BO_NAN, b->n_months);
        if (place == to)
            rc = damaged(b, "its members are not in order");
        else
            rc = take_values(b, s, values_of(b, place++ - from, run));
    }
    while (rc == 0 && place < to)
        fill_values(values_of(b, place++ - from, run), BO_NAN, b->n_months);
    sqlite3_reset(s);
    return rc;
}

/* TILE months of a series from all runs, each month's values together. */
static void gather(struct banding *b, uint32_t place, uint32_t month, uint32_t n_here)
{
    for (uint32_t run = 0; run < b->n_runs; run++) {
        const double *value = values_of(b, place, run) + month;
        for (uint32_t i = 0; i < n_here; i++)
            b->column[(size_t)i * b->n_runs + run] = value[i];
    }
}

/* False when the series is zero in every month of every run. */
static bool make_band(struct banding *b, uint32_t place)
{
    double quantile[BO_N_QUANTILES];
    bool any = false;
    for (uint32_t month = 0; month < b->n_months; month += TILE) {
        uint32_t n_here = b->n_months - month < TILE ? b->n_months - month : TILE;
        gather(b, place, month, n_here);
        for (uint32_t i = 0; i < n_here; i++) {
            double *column = b->column + (size_t)i * b->n_runs;
            uint32_t n =
                b->quantiles(column, b->n_runs, bo_quantile_probability, BO_N_QUANTILES, quantile);
            any |= n < b->n_runs;
            for (uint32_t q = 0; q < BO_N_QUANTILES; q++) {
                any |= fabs(quantile[q]) > 0.0;
                b->band[q * b->n_months + month + i] = quantile[q];
            }
            b->band[BO_N_QUANTILES * b->n_months + month + i] = n;
        }
    }
    return any;
}

static int put_band(struct banding *b, const struct bo_series_name *name)
{
    struct bo_db_value value[4 + BO_N_QUANTILES + 1] = {
        BO_TEXT(b->variant), BO_TEXT(name->variable), BO_TEXT(name->entity), BO_TEXT(name->place)};
    for (uint32_t q = 0; q <= BO_N_QUANTILES; q++) {
        b->json[q].n = 0;
        bo_text_json_doubles(&b->json[q], b->band + (size_t)q * b->n_months, b->n_months);
        bo_text_char(&b->json[q], '\0');
        if (b->json[q].failed)
            return bo_err_set(b->err, BO_ESTORE, "%s: out of memory", b->store->partial_path);
        value[4 + q] = BO_TEXT(b->json[q].data);
    }
    return bo_db_put(&b->store->db, b->put, value, (int)(sizeof value / sizeof *value), b->err);
}

static int band_block(struct banding *b, sqlite3_stmt *s, uint32_t from, uint32_t to)
{
    int rc = 0;
    for (uint32_t run = 0; rc == 0 && run < b->n_runs; run++)
        rc = read_run(b, s, run, from, to);
    for (uint32_t i = from; rc == 0 && i < to; i++) {
        if (make_band(b, i - from))
            rc = put_band(b, &b->series[i]);
    }
    return rc;
}

static int band_all(struct banding *b)
{
    sqlite3_stmt *s = NULL;
    int rc = bo_db_prepare(&b->store->db,
                           "SELECT variable, entity, place, month_values FROM member "
                           "WHERE run = ?1 AND (variable, entity, place) >= (?2, ?3, ?4) "
                           "AND (variable, entity, place) <= (?5, ?6, ?7) "
                           "ORDER BY variable, entity, place",
                           &s, b->err);
    if (rc == 0)
        rc = bo_db_prepare(&b->store->db, "INSERT INTO band VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           &b->put, b->err);
    for (uint32_t from = 0; rc == 0 && from < b->n_series; from += b->n_block) {
        uint32_t left = b->n_series - from;
        rc = band_block(b, s, from, from + (left < b->n_block ? left : b->n_block));
    }
    sqlite3_finalize(s);
    sqlite3_finalize(b->put);
    return rc;
}

static int make_room(struct banding *b)
{
    size_t of_series = (size_t)b->n_runs * b->n_months * sizeof(double);
    size_t n_block = of_series > 0 ? b->memory_bytes / of_series : 1;
    n_block = n_block < b->n_series ? n_block : b->n_series;
    b->n_block = n_block > 0 ? (uint32_t)n_block : 1;
    b->value = malloc(b->n_block * of_series + 1);
    b->column = malloc((size_t)TILE * b->n_runs * sizeof *b->column + 1);
    b->band = malloc((size_t)(BO_N_QUANTILES + 1) * b->n_months * sizeof *b->band + 1);
    if (!b->value || !b->column || !b->band)
        return bo_err_set(b->err, BO_ESTORE, "%s: out of memory", b->store->partial_path);
    return 0;
}

static int make_bands(struct banding *b)
{
    sqlite3_stmt *clear = NULL;
    int rc = bo_db_prepare(&b->store->db, "DELETE FROM band WHERE variant = ?", &clear, b->err);
    if (rc == 0)
        rc = bo_db_put(&b->store->db, clear, BO_DB_VALUES(BO_TEXT(b->variant)), b->err);
    sqlite3_finalize(clear);
    if (rc == 0)
        rc = list_runs(b);
    if (rc == 0)
        rc = list_series(b);
    if (rc == 0)
        rc = make_room(b);
    return rc == 0 ? band_all(b) : rc;
}

int bo_store_make_bands(struct bo_store *store, const char *variant, bo_quantiles_fn quantiles,
                        size_t memory_bytes, struct bo_err *err)
{
    struct banding b = {.store = store,
                        .variant = variant,
                        .quantiles = quantiles,
                        .memory_bytes = memory_bytes,
                        .err = err};
    int rc = bo_arena_create(NAMES_BYTES, false, &b.names, err);
    if (rc == 0)
        rc = bo_arena_create(RUNS_BYTES, false, &b.runs, err);
    if (rc == 0)
        rc = bo_db_exec(&store->db, "BEGIN", err);
    if (rc == 0) {
        rc = make_bands(&b);
        if (rc == 0)
            rc = bo_db_exec(&store->db, "COMMIT", err);
        if (rc != 0)
            sqlite3_exec(store->db.handle, "ROLLBACK", NULL, NULL, NULL);
    }
    bo_arena_free(b.names);
    bo_arena_free(b.runs);
    free(b.value);
    free(b.column);
    free(b.band);
    for (uint32_t q = 0; q <= BO_N_QUANTILES; q++)
        bo_text_free(&b.json[q]);
    return rc;
}
