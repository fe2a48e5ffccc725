/* Members become bands: exact quantiles of every month of every banded series over the runs of a variant. Threads make
 * those of a part of the series each; one alone speaks to the database. */
#include "blocks.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "buildout/store/read.h"
#include "buildout/store/text.h"

const double bo_quantile_probability[BO_N_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

/* Months gathered together: a line of memory holds as many. */
enum { TILE = 8 };

enum { N_ROWS = BO_N_QUANTILES + 1 }; /* the quantiles, and how many runs there were */

struct banding {
    struct bo_store *store;
    const char *variant;
    const struct bo_band_options *options;
    struct bo_blocks blocks; /* of the runs that are done, by replicate */
    sqlite3_stmt *put;
    struct bo_text json[N_ROWS];
    struct bo_err *err;
};

/* Series first..end-1, made by one thread. */
struct part {
    const struct banding *of;
    struct bo_blocks blocks;
    uint32_t first, end;
    double *column; /* [TILE x n_runs] */
    double *band;   /* [end - first][N_ROWS x n_months] */
    bool *any;      /* [end - first] */
    pthread_t thread;
    bool is_thread;
    int status;
    struct bo_err err;
};

static int damaged(const struct banding *b, const char *what)
{
    return bo_err_set(b->err, BO_ESTORE, "%s: is damaged: %s", b->store->partial_path, what);
}

static int out_of_memory(const struct banding *b, struct bo_err *err)
{
    return bo_err_set(err, BO_ESTORE, "%s: out of memory", b->store->partial_path);
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

/* ---- a part ---- */

/* TILE months of a series from all runs, each month's values together. */
static void gather(const struct part *part, const double *value, uint32_t month, uint32_t n_here)
{
    uint32_t n_runs = part->blocks.n_runs;
    for (uint32_t run = 0; run < n_runs; run++) {
        const double *of_run = value + (size_t)run * part->blocks.n_months + month;
        for (uint32_t i = 0; i < n_here; i++)
            part->column[(size_t)i * n_runs + run] = of_run[i];
    }
}

static double *band_of(const struct part *part, uint32_t series)
{
    return part->band + (size_t)(series - part->first) * N_ROWS * part->blocks.n_months;
}

/* Not any when every run has a value and every quantile is zero, in all months. */
static int make_band(void *context, uint32_t series, const double *value)
{
    struct part *part = context;
    uint32_t n_months = part->blocks.n_months, n_runs = part->blocks.n_runs;
    double quantile[BO_N_QUANTILES], *band = band_of(part, series);
    bool any = false;
    for (uint32_t month = 0; month < n_months; month += TILE) {
        uint32_t n_here = n_months - month < TILE ? n_months - month : TILE;
        gather(part, value, month, n_here);
        for (uint32_t i = 0; i < n_here; i++) {
            uint32_t n =
                part->of->options->quantiles(part->column + (size_t)i * n_runs, n_runs,
                                             bo_quantile_probability, BO_N_QUANTILES, quantile);
            any |= n < n_runs;
            for (uint32_t q = 0; q < BO_N_QUANTILES; q++) {
                any |= fabs(quantile[q]) > 0.0;
                band[q * n_months + month + i] = quantile[q];
            }
            band[BO_N_QUANTILES * n_months + month + i] = n;
        }
    }
    part->any[series - part->first] = any;
    return 0;
}

static void *make_part(void *context)
{
    struct part *part = context;
    part->status = bo_blocks_some(&part->blocks, part->first, part->end, make_band, part);
    return NULL;
}

static int open_part(struct part *part, const struct banding *of, uint32_t index, uint32_t n_parts)
{
    uint64_t n_series = of->blocks.n_series;
    size_t n_bytes = (size_t)N_ROWS * of->blocks.n_months * sizeof(double);
    part->of = of;
    part->first = (uint32_t)(n_series * index / n_parts);
    part->end = (uint32_t)(n_series * (index + 1) / n_parts);
    int rc = bo_blocks_share(&of->blocks, of->options->memory_bytes / n_parts, &part->blocks,
                             &part->err);
    if (rc != 0)
        return rc;
    part->column = malloc((size_t)TILE * of->blocks.n_runs * sizeof *part->column + 1);
    part->band = malloc((part->end - part->first) * n_bytes + 1);
    part->any = calloc(part->end - part->first + 1, sizeof *part->any);
    return part->column && part->band && part->any ? 0 : out_of_memory(of, &part->err);
}

static void close_part(struct part *part)
{
    bo_blocks_free(&part->blocks);
    free(part->column);
    free(part->band);
    free(part->any);
}

/* ---- all of them ---- */

static int put_band(struct banding *b, const struct bo_series_name *name, const double *band)
{
    uint32_t n_months = b->blocks.n_months;
    struct bo_db_value value[4 + N_ROWS] = {BO_TEXT(b->variant), BO_TEXT(name->variable),
                                            BO_TEXT(name->entity), BO_TEXT(name->place)};
    for (uint32_t q = 0; q < N_ROWS; q++) {
        b->json[q].n = 0;
        bo_text_json_doubles(&b->json[q], band + (size_t)q * n_months, n_months);
        bo_text_char(&b->json[q], '\0');
        if (b->json[q].failed)
            return out_of_memory(b, b->err);
        value[4 + q] = BO_TEXT(b->json[q].data);
    }
    return bo_db_put(&b->store->db, b->put, value, (int)(sizeof value / sizeof *value), b->err);
}

static int put_part(struct banding *b, const struct part *part)
{
    int rc = part->status;
    if (rc != 0)
        *b->err = part->err;
    for (uint32_t i = part->first; rc == 0 && i < part->end; i++) {
        if (part->any[i - part->first])
            rc = put_band(b, &b->blocks.series[i], band_of(part, i));
    }
    return rc;
}

/* The first part is made here; so is one for which there is no thread. */
static int make_parts(struct banding *b, struct part *part, uint32_t n)
{
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < n; i++) {
        rc = open_part(&part[i], b, i, n);
        if (rc != 0)
            *b->err = part[i].err;
    }
    for (uint32_t i = 1; rc == 0 && i < n; i++)
        part[i].is_thread = pthread_create(&part[i].thread, NULL, make_part, &part[i]) == 0;
    for (uint32_t i = 0; rc == 0 && i < n; i++) {
        if (!part[i].is_thread)
            make_part(&part[i]);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (part[i].is_thread)
            pthread_join(part[i].thread, NULL);
        rc = rc == 0 ? put_part(b, &part[i]) : rc;
    }
    return rc;
}

static int band_all(struct banding *b)
{
    uint32_t n =
        b->options->n_threads < b->blocks.n_series ? b->options->n_threads : b->blocks.n_series;
    if (n == 0)
        return 0;
    struct part *part = calloc(n, sizeof *part);
    if (!part)
        return out_of_memory(b, b->err);
    int rc = bo_db_prepare(&b->store->db, "INSERT INTO band VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           &b->put, b->err);
    if (rc == 0)
        rc = make_parts(b, part, n);
    sqlite3_finalize(b->put);
    for (uint32_t i = 0; i < n; i++)
        close_part(&part[i]);
    free(part);
    return rc;
}

static int make_bands(struct banding *b)
{
    int rc = bo_db_put_once(&b->store->db, "DELETE FROM band WHERE variant = ?",
                            BO_DB_VALUES(BO_TEXT(b->variant)), b->err);
    if (rc == 0)
        rc = list_runs(b);
    if (rc == 0)
        rc = bo_blocks_list(&b->blocks);
    return rc == 0 ? band_all(b) : rc;
}

int bo_store_make_bands(struct bo_store *store, const char *variant,
                        const struct bo_band_options *options, struct bo_err *err)
{
    struct banding b = {.store = store, .variant = variant, .options = options, .err = err};
    int rc = bo_blocks_create(store, &b.blocks, err);
    b.blocks.untold = options->untold;
    if (rc == 0)
        rc = bo_db_exec(&store->db, "BEGIN", err);
    if (rc == 0) {
        rc = make_bands(&b);
        if (rc == 0)
            rc = bo_db_exec(&store->db, "COMMIT", err);
        if (rc != 0)
            sqlite3_exec(store->db.handle, "ROLLBACK", NULL, NULL, NULL);
    }
    bo_blocks_free(&b.blocks);
    for (uint32_t q = 0; q < N_ROWS; q++)
        bo_text_free(&b.json[q]);
    return rc;
}
