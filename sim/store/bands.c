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

/* Of addresses: for the list of runs and the names of series, and what has huge pages however few values there are. */
#define NAMES_BYTES ((size_t)1 << 30)
#define LEAST_BYTES ((size_t)1 << 28)

/* Months gathered together: a line of memory holds as many. */
enum { TILE = 8 };

/* A run, read from its first series to its last. */
struct banded_run {
    struct bo_packed where;
    const unsigned char *has; /* [bits of n_series] */
    int64_t next, end;        /* what is not read yet of its values */
};

struct banding {
    struct bo_store *store;
    const char *variant;
    bo_quantiles_fn quantiles;
    size_t memory_bytes;
    struct bo_arena *names, *values;
    uint32_t n_runs, run_room;
    struct banded_run *run; /* those that are done, by replicate */
    uint32_t n_months;
    uint32_t n_series, series_room;
    struct bo_series_name *series; /* sorted, of all runs together */
    unsigned char *has;            /* [n_runs x bits of n_series] which of them a run has */
    uint32_t n_block;              /* series held at a time */
    double *value;                 /* [n_block x n_runs x n_months] */
    unsigned char *packed;         /* [packed_bytes] names or values of a run, on their way */
    size_t packed_bytes;
    double *column; /* [TILE x n_runs] */
    double *band;   /* [n quantiles and the count x n_months] */
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
        if (b->n_runs > 0 && n_months != b->n_months)
            rc = damaged(b, "the runs of a variant do not have the same months");
        b->n_months = n_months;
        BO_ARENA_ROOM(b->names, b->run, b->n_runs, b->run_room);
        struct banded_run *run = &b->run[b->n_runs++];
        *run = (struct banded_run){.where = {.at = sqlite3_column_int64(s, 1),
                                             .n_names_bytes = (size_t)sqlite3_column_int64(s, 2),
                                             .n_values_bytes = (size_t)sqlite3_column_int64(s, 3)}};
        run->next = run->where.at + (int64_t)run->where.n_names_bytes;
        run->end = run->next + (int64_t)run->where.n_values_bytes;
    }
    sqlite3_finalize(s);
    return rc;
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

static int make_packed_room(struct banding *b, size_t n_bytes)
{
    if (n_bytes <= b->packed_bytes)
        return 0;
    unsigned char *packed = realloc(b->packed, n_bytes);
    if (!packed)
        return out_of_memory(b);
    b->packed = packed;
    b->packed_bytes = n_bytes;
    return 0;
}

static int read_names(struct banding *b, const struct banded_run *run)
{
    size_t n_bytes = run->where.n_names_bytes;
    int rc = make_packed_room(b, n_bytes + 1);
    if (rc == 0)
        rc = bo_members_read(b->store, run->where.at, b->packed, n_bytes, b->err);
    if (rc == 0 && !bo_pack_names_whole((const char *)b->packed, n_bytes))
        rc = bo_pack_damaged(b->store, b->err);
    return rc;
}

/* Both lists are sorted, so one walk finds what is new. */
static int add_names_of(struct banding *b, const struct banded_run *run)
{
    struct bo_series_name name = {0};
    uint32_t at = 0;
    int rc = read_names(b, run);
    const char *next = (const char *)b->packed, *end = next + run->where.n_names_bytes;
    while (rc == 0 && next < end) {
        int order = 1;
        next = bo_pack_name(next, &name);
        while (at < b->n_series && (order = bo_series_name_compare(&b->series[at], &name)) < 0)
            at++;
        if (at == b->n_series || order > 0)
            insert_name(b, at, &name);
        at++;
    }
    return rc;
}

enum { BITS = 8 };

/* When all names are known. */
static int mark_names_of(struct banding *b, const struct banded_run *run, unsigned char *has)
{
    struct bo_series_name name = {0};
    uint32_t at = 0;
    int rc = read_names(b, run);
    const char *next = (const char *)b->packed, *end = next + run->where.n_names_bytes;
    while (rc == 0 && next < end) {
        next = bo_pack_name(next, &name);
        while (at < b->n_series && bo_series_name_compare(&b->series[at], &name) < 0)
            at++;
        if (at == b->n_series) /* it is not in order */
            return bo_pack_damaged(b->store, b->err);
        has[at / BITS] |= (unsigned char)(1u << at % BITS);
        at++;
    }
    return rc;
}

static bool has_series(const struct banded_run *run, uint32_t series)
{
    return (run->has[series / BITS] & 1u << series % BITS) != 0;
}

static int list_series(struct banding *b)
{
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < b->n_runs; i++)
        rc = add_names_of(b, &b->run[i]);
    if (rc != 0)
        return rc;
    size_t n_bytes = b->n_series / BITS + 1;
    b->has = calloc((size_t)b->n_runs + 1, n_bytes);
    if (!b->has)
        return out_of_memory(b);
    for (uint32_t i = 0; rc == 0 && i < b->n_runs; i++) {
        unsigned char *has = b->has + i * n_bytes;
        rc = mark_names_of(b, &b->run[i], has);
        b->run[i].has = has;
    }
    return rc;
}

static double *values_of(const struct banding *b, uint32_t place, uint32_t run)
{
    return b->value + ((size_t)place * b->n_runs + run) * b->n_months;
}

static void fill_gap(const struct banding *b, double *value)
{
    for (uint32_t i = 0; i < b->n_months; i++)
        value[i] = BO_NAN;
}

/* The longest that n series can be, and what is read behind them. */
static size_t longest(const struct banding *b, uint32_t n)
{
    return n * (bo_pack_bit_bytes(b->n_months) + b->n_months * sizeof(double)) + sizeof(double);
}

/* Series from..to-1 of a run; what is read behind them is read again by the next block. */
static int read_run(struct banding *b, uint32_t run, uint32_t from, uint32_t to)
{
    struct banded_run *of = &b->run[run];
    size_t left = (size_t)(of->end - of->next), most = longest(b, to - from);
    size_t n_bytes = left < most ? left : most, n_read = 0;
    int rc = bo_members_read(b->store, of->next, b->packed, n_bytes, b->err);
    for (uint32_t i = from; rc == 0 && i < to; i++) {
        double *value = values_of(b, i - from, run);
        if (!has_series(of, i)) {
            fill_gap(b, value);
            continue;
        }
        size_t length = bo_pack_length(b->packed + n_read, n_bytes - n_read, b->n_months);
        if (length == 0)
            return bo_pack_damaged(b->store, b->err);
        bo_pack_next(b->packed + n_read, b->n_months, value);
        n_read += length;
    }
    of->next += (int64_t)n_read;
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
            return out_of_memory(b);
        value[4 + q] = BO_TEXT(b->json[q].data);
    }
    return bo_db_put(&b->store->db, b->put, value, (int)(sizeof value / sizeof *value), b->err);
}

static int band_block(struct banding *b, uint32_t from, uint32_t to)
{
    int rc = 0;
    for (uint32_t run = 0; rc == 0 && run < b->n_runs; run++)
        rc = read_run(b, run, from, to);
    for (uint32_t i = from; rc == 0 && i < to; i++) {
        if (make_band(b, i - from))
            rc = put_band(b, &b->series[i]);
    }
    return rc;
}

static int band_all(struct banding *b)
{
    int rc = bo_db_prepare(&b->store->db, "INSERT INTO band VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           &b->put, b->err);
    for (uint32_t from = 0; rc == 0 && from < b->n_series; from += b->n_block) {
        uint32_t left = b->n_series - from;
        rc = band_block(b, from, from + (left < b->n_block ? left : b->n_block));
    }
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
    size_t n_bytes = b->n_block * of_series;
    int rc = bo_arena_create(LEAST_BYTES + n_bytes, false, &b->values, b->err);
    if (rc != 0)
        return rc;
    b->value = BO_NEW_ARRAY(b->values, double, n_bytes / sizeof(double));
    b->column = malloc((size_t)TILE * b->n_runs * sizeof *b->column + 1);
    b->band = malloc((size_t)(BO_N_QUANTILES + 1) * b->n_months * sizeof *b->band + 1);
    if (!b->column || !b->band)
        return out_of_memory(b);
    return make_packed_room(b, longest(b, b->n_block) + sizeof(double));
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
        rc = bo_db_exec(&store->db, "BEGIN", err);
    if (rc == 0) {
        rc = make_bands(&b);
        if (rc == 0)
            rc = bo_db_exec(&store->db, "COMMIT", err);
        if (rc != 0)
            sqlite3_exec(store->db.handle, "ROLLBACK", NULL, NULL, NULL);
    }
    bo_arena_free(b.names);
    bo_arena_free(b.values);
    free(b.has);
    free(b.packed);
    free(b.column);
    free(b.band);
    for (uint32_t q = 0; q <= BO_N_QUANTILES; q++)
        bo_text_free(&b.json[q]);
    return rc;
}
