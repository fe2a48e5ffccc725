/* Members become bands: exact quantiles of every month of every banded series over the runs of a variant. */
#include "blocks.h"

#include <math.h>
#include <stdlib.h>

#include "buildout/store/read.h"
#include "buildout/store/text.h"

const double bo_quantile_probability[BO_N_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

/* Months gathered together: a line of memory holds as many. */
enum { TILE = 8 };

struct banding {
    struct bo_store *store;
    const char *variant;
    bo_quantiles_fn quantiles;
    struct bo_blocks blocks; /* of the runs that are done, by replicate */
    double *column;          /* [TILE x n_runs] */
    double *band;            /* [n quantiles and the count x n_months] */
    sqlite3_stmt *put;
    struct bo_text json[BO_N_QUANTILES + 1];
    struct bo_err *err;
};

static int damaged(const struct banding *b, const char *what)
{
    return bo_err_set(b->err, BO_ESTORE, "%s: is damaged: %s", b->store->partial_path, what);
}

static int out_of_memory(const struct banding *b)
{
    return bo_err_set(b->err, BO_ESTORE, "%s: out of memory", b->store->partial_path);
}

static int list_runs(struct banding *b)
{
    struct bo_blocks *blocks = &b->blocks;
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_db_prepare(&b->store->db,
                           "SELECT n_months, at, names_bytes, values_bytes FROM run JOIN packed "
                           "USING (run) WHERE variant = ? AND status = 'done' "
                           "ORDER BY replicate",
                           &s, b->err);
    if (rc == 0)
        rc = bo_db_bind(&b->store->db, s, BO_DB_VALUES(BO_TEXT(b->variant)), b->err);
    while (rc == 0) {
        rc = bo_db_step(&b->store->db, s, &row, b->err);
        if (rc != 0 || !row)
            break;
        uint32_t n_months = (uint32_t)sqlite3_column_int64(s, 0);
        if (blocks->n_runs > 0 && n_months != blocks->n_months)
            rc = damaged(b, "the runs of a variant do not have the same months");
        blocks->n_months = n_months;
        bo_blocks_add(blocks, s, 1);
    }
    sqlite3_finalize(s);
    return rc;
}

/* TILE months of a series from all runs, each month's values together. */
static void gather(struct banding *b, const double *value, uint32_t month, uint32_t n_here)
{
    uint32_t n_runs = b->blocks.n_runs;
    for (uint32_t run = 0; run < n_runs; run++) {
        const double *of_run = value + (size_t)run * b->blocks.n_months + month;
        for (uint32_t i = 0; i < n_here; i++)
            b->column[(size_t)i * n_runs + run] = of_run[i];
    }
}

/* False when the series is zero in every month of every run. */
static bool make_band(struct banding *b, const double *value)
{
    uint32_t n_months = b->blocks.n_months, n_runs = b->blocks.n_runs;
    double quantile[BO_N_QUANTILES];
    bool any = false;
    for (uint32_t month = 0; month < n_months; month += TILE) {
        uint32_t n_here = n_months - month < TILE ? n_months - month : TILE;
        gather(b, value, month, n_here);
        for (uint32_t i = 0; i < n_here; i++) {
            double *column = b->column + (size_t)i * n_runs;
            uint32_t n =
                b->quantiles(column, n_runs, bo_quantile_probability, BO_N_QUANTILES, quantile);
            any |= n < n_runs;
            for (uint32_t q = 0; q < BO_N_QUANTILES; q++) {
                any |= fabs(quantile[q]) > 0.0;
                b->band[q * n_months + month + i] = quantile[q];
            }
            b->band[BO_N_QUANTILES * n_months + month + i] = n;
        }
    }
    return any;
}

static int put_band(struct banding *b, const struct bo_series_name *name)
{
    uint32_t n_months = b->blocks.n_months;
    struct bo_db_value value[4 + BO_N_QUANTILES + 1] = {
        BO_TEXT(b->variant), BO_TEXT(name->variable), BO_TEXT(name->entity), BO_TEXT(name->place)};
    for (uint32_t q = 0; q <= BO_N_QUANTILES; q++) {
        b->json[q].n = 0;
        bo_text_json_doubles(&b->json[q], b->band + (size_t)q * n_months, n_months);
        bo_text_char(&b->json[q], '\0');
        if (b->json[q].failed)
            return out_of_memory(b);
        value[4 + q] = BO_TEXT(b->json[q].data);
    }
    return bo_db_put(&b->store->db, b->put, value, (int)(sizeof value / sizeof *value), b->err);
}

static int band_series(void *context, uint32_t series, const double *value)
{
    struct banding *b = context;
    return make_band(b, value) ? put_band(b, &b->blocks.series[series]) : 0;
}

static int band_all(struct banding *b)
{
    uint32_t n_months = b->blocks.n_months;
    b->column = malloc((size_t)TILE * b->blocks.n_runs * sizeof *b->column + 1);
    b->band = malloc((size_t)(BO_N_QUANTILES + 1) * n_months * sizeof *b->band + 1);
    if (!b->column || !b->band)
        return out_of_memory(b);
    int rc = bo_db_prepare(&b->store->db, "INSERT INTO band VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           &b->put, b->err);
    if (rc == 0)
        rc = bo_blocks_each(&b->blocks, band_series, b);
    sqlite3_finalize(b->put);
    return rc;
}

static int make_bands(struct banding *b, size_t memory_bytes)
{
    int rc = bo_db_put_once(&b->store->db, "DELETE FROM band WHERE variant = ?",
                            BO_DB_VALUES(BO_TEXT(b->variant)), b->err);
    if (rc == 0)
        rc = list_runs(b);
    if (rc == 0)
        rc = bo_blocks_begin(&b->blocks, memory_bytes);
    return rc == 0 ? band_all(b) : rc;
}

int bo_store_make_bands(struct bo_store *store, const char *variant, bo_quantiles_fn quantiles,
                        size_t memory_bytes, struct bo_err *err)
{
    struct banding b = {.store = store, .variant = variant, .quantiles = quantiles, .err = err};
    int rc = bo_blocks_create(store, &b.blocks, err);
    if (rc == 0)
        rc = bo_db_exec(&store->db, "BEGIN", err);
    if (rc == 0) {
        rc = make_bands(&b, memory_bytes);
        if (rc == 0)
            rc = bo_db_exec(&store->db, "COMMIT", err);
        if (rc != 0)
            sqlite3_exec(store->db.handle, "ROLLBACK", NULL, NULL, NULL);
    }
    bo_blocks_free(&b.blocks);
    free(b.column);
    free(b.band);
    for (uint32_t q = 0; q <= BO_N_QUANTILES; q++)
        bo_text_free(&b.json[q]);
    return rc;
}
