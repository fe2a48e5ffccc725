/* Members become bands: exact quantiles of every month of every banded series over the runs of a variant. */
#include "inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/base/num.h"
#include "buildout/store/read.h"
#include "buildout/store/text.h"

const double bo_quantile_probability[BO_N_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

#define NAMES_BYTES ((size_t)1 << 30)
#define RUNS_BYTES ((size_t)1 << 36) /* of addresses, for the numbers of runs and their values */

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

static int compare_name(const struct bo_series_name *name, const struct bo_series_name *other)
{
    int order = strcmp(name->variable, other->variable);
    if (order == 0)
        order = strcmp(name->entity, other->entity);
    return order != 0 ? order : strcmp(name->place, other->place);
}

static void insert_name(struct banding *b, uint32_t at, const struct bo_series_name *name)
{
    BO_ARENA_ROOM(b->names, b->series, b->n_series, b->series_room);
    memmove(&b->series[at + 1], &b->series[at], (b->n_series - at) * sizeof *b->series);
    b->series[at] = (struct bo_series_name){.variable = bo_arena_strdup(b->names, name->variable),
                                            .entity = bo_arena_strdup(b->names, name->entity),
                                            .place = bo_arena_strdup(b->names, name->place)};
    b->n_series++;
}

/* Both lists are sorted, so one walk finds what is new. */
static int add_names_of(struct banding *b, sqlite3_stmt *s, int64_t run)
{
    uint32_t at = 0;
    bool row = true;
    int rc = bo_db_bind(&b->store->db, s, BO_DB_VALUES(BO_INT(run)), b->err);
    while (rc == 0) {
        rc = bo_db_step(&b->store->db, s, &row, b->err);
        if (rc != 0 || !row)
            break;
        struct bo_series_name name = {.variable = bo_db_text(s, 0)};
        const char *next = sqlite3_column_blob(s, 1), *end = next + sqlite3_column_bytes(s, 1);
        while (next < end) {
            int order = 1;
            next = bo_pack_name(next, &name.entity, &name.place);
            while (at < b->n_series && (order = compare_name(&b->series[at], &name)) < 0)
                at++;
            if (at == b->n_series || order > 0)
                insert_name(b, at, &name);
            at++;
        }
    }
    sqlite3_reset(s);
    return rc;
}

static int list_series(struct banding *b)
{
    sqlite3_stmt *s = NULL;
    int rc = bo_db_prepare(&b->store->db,
                           "SELECT variable, names FROM pack WHERE run = ? ORDER BY variable", &s,
                           b->err);
    for (uint32_t i = 0; rc == 0 && i < b->n_runs; i++)
        rc = add_names_of(b, s, b->run[i]);
    sqlite3_finalize(s);
    return rc;
}

static double *values_of(const struct banding *b, uint32_t place, uint32_t run)
{
    return b->value + ((size_t)place * b->n_runs + run) * b->n_months;
}

/* Series from..to-1 are held; those before next have their values of the run. */
struct block {
    uint32_t from, to, next;
};

static void fill_gap(const struct banding *b, struct block *block, uint32_t run)
{
    double *to = values_of(b, block->next++ - block->from, run);
    for (uint32_t i = 0; i < b->n_months; i++)
        to[i] = BO_NAN;
}

static void take_pack(struct banding *b, const char *variable, const struct bo_pack *pack,
                      uint32_t run, struct block *block)
{
    struct bo_series_name name = {.variable = variable};
    const char *next = pack->names;
    const unsigned char *values = pack->values;
    for (uint32_t i = 0; i < pack->n_series; i++) {
        int order = 1;
        double *value = NULL;
        next = bo_pack_name(next, &name.entity, &name.place);
        while (block->next < block->to &&
               (order = compare_name(&b->series[block->next], &name)) < 0)
            fill_gap(b, block, run);
        if (block->next < block->to && order == 0)
            value = values_of(b, block->next++ - block->from, run);
        values = bo_pack_next(values, b->n_months, value);
    }
}

static int read_run(struct banding *b, sqlite3_stmt *s, uint32_t run, struct block block)
{
    bool row = true;
    int rc = bo_db_bind(&b->store->db, s,
                        BO_DB_VALUES(BO_INT(b->run[run]), BO_TEXT(b->series[block.from].variable),
                                     BO_TEXT(b->series[block.to - 1].variable)),
                        b->err);
    block.next = block.from;
    while (rc == 0) {
        struct bo_pack pack;
        rc = bo_db_step(&b->store->db, s, &row, b->err);
        if (rc != 0 || !row)
            break;
        if (bo_pack_read(s, 1, b->n_months, &pack))
            take_pack(b, bo_db_text(s, 0), &pack, run, &block);
        else
            rc = damaged(b, "its members cannot be read");
    }
    while (rc == 0 && block.next < block.to)
        fill_gap(b, &block, run);
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
    const struct block block = {.from = from, .to = to};
    int rc = 0;
    for (uint32_t run = 0; rc == 0 && run < b->n_runs; run++)
        rc = read_run(b, s, run, block);
    for (uint32_t i = from; rc == 0 && i < to; i++) {
        if (make_band(b, i - from))
            rc = put_band(b, &b->series[i]);
    }
    return rc;
}

/* A run's packs are read in their order: those of one variable in all runs are far apart in the file. */
static int band_all(struct banding *b)
{
    sqlite3_stmt *s = NULL;
    int rc = bo_db_prepare(&b->store->db,
                           "SELECT variable, names, changes FROM pack WHERE run = ? "
                           "AND variable BETWEEN ? AND ? ORDER BY variable",
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
    /* In an arena for its huge pages: to touch small ones took as long as to read the values. */
    b->value = BO_NEW_ARRAY(b->runs, double, b->n_block *of_series / sizeof(double));
    b->column = malloc((size_t)TILE * b->n_runs * sizeof *b->column + 1);
    b->band = malloc((size_t)(BO_N_QUANTILES + 1) * b->n_months * sizeof *b->band + 1);
    if (!b->column || !b->band)
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
    free(b.column);
    free(b.band);
    for (uint32_t q = 0; q <= BO_N_QUANTILES; q++)
        bo_text_free(&b.json[q]);
    return rc;
}
