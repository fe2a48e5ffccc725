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

struct band_key {
    const char *entity, *place;
};

struct banding {
    struct bo_store *store;
    const char *variant;
    bo_quantiles_fn quantiles;
    size_t memory_bytes;
    struct bo_arena *names, *runs;
    uint32_t n_runs, run_room;
    int64_t *run; /* those that are done, by replicate */
    uint32_t n_months;
    uint32_t n_keys, key_room;
    struct band_key *key; /* sorted, of one variable in all runs together */
    uint32_t n_block;     /* series held at a time */
    double *value;        /* [n_block x n_runs x n_months] */
    double *column;       /* [TILE x n_runs] */
    double *band;         /* [n quantiles and the count x n_months] */
    sqlite3_stmt *get, *put;
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

static int compare_key(const struct band_key *key, const char *entity, const char *place)
{
    int order = strcmp(key->entity, entity);
    return order != 0 ? order : strcmp(key->place, place);
}

static void insert_key(struct banding *b, uint32_t at, const char *entity, const char *place)
{
    BO_ARENA_ROOM(b->names, b->key, b->n_keys, b->key_room);
    memmove(&b->key[at + 1], &b->key[at], (b->n_keys - at) * sizeof *b->key);
    b->key[at] =
        (struct band_key){bo_arena_strdup(b->names, entity), bo_arena_strdup(b->names, place)};
    b->n_keys++;
}

/* Both lists are sorted, so one walk finds what is new. */
static void merge_keys(struct banding *b, const struct bo_pack *pack)
{
    const char *next = pack->names, *entity, *place;
    uint32_t at = 0;
    for (uint32_t i = 0; i < pack->n_series; i++) {
        int order = 1;
        next = bo_pack_name(next, &entity, &place);
        while (at < b->n_keys && (order = compare_key(&b->key[at], entity, place)) < 0)
            at++;
        if (at == b->n_keys || order > 0)
            insert_key(b, at, entity, place);
        at++;
    }
}

/* Opens the pack of a variable in a run; without one *pack has no series. */
static int open_pack(struct banding *b, uint32_t run, const char *variable, struct bo_pack *pack)
{
    bool row = false;
    *pack = (struct bo_pack){0};
    int rc = bo_db_bind(&b->store->db, b->get, BO_DB_VALUES(BO_INT(b->run[run]), BO_TEXT(variable)),
                        b->err);
    if (rc == 0)
        rc = bo_db_step(&b->store->db, b->get, &row, b->err);
    if (rc == 0 && row && !bo_pack_read(b->get, 0, b->n_months, pack))
        rc = damaged(b, "its members cannot be read");
    return rc;
}

/* Most runs have the names of the run before. */
static int list_keys(struct banding *b, const char *variable)
{
    struct bo_text last = {0};
    int rc = 0;
    b->n_keys = 0;
    for (uint32_t run = 0; rc == 0 && run < b->n_runs; run++) {
        struct bo_pack pack;
        rc = open_pack(b, run, variable, &pack);
        if (rc == 0 && pack.n_series > 0 &&
            (pack.n_names_bytes != last.n || memcmp(pack.names, last.data, last.n) != 0)) {
            merge_keys(b, &pack);
            last.n = 0;
            bo_text_add(&last, pack.names, pack.n_names_bytes);
        }
        sqlite3_reset(b->get);
    }
    if (rc == 0 && last.failed)
        rc = bo_err_set(b->err, BO_ESTORE, "%s: out of memory", b->store->partial_path);
    bo_text_free(&last);
    return rc;
}

static double *values_of(const struct banding *b, uint32_t place, uint32_t run)
{
    return b->value + ((size_t)place * b->n_runs + run) * b->n_months;
}

static void fill_gap(const struct banding *b, uint32_t place, uint32_t run)
{
    double *to = values_of(b, place, run);
    for (uint32_t i = 0; i < b->n_months; i++)
        to[i] = BO_NAN;
}

/* The values of keys from..to-1 in one run. */
static void take_values(struct banding *b, const struct bo_pack *pack, uint32_t run, uint32_t from,
                        uint32_t to)
{
    const char *next = pack->names, *entity, *place;
    size_t n_bytes = b->n_months * sizeof(double);
    uint32_t at = from;
    for (uint32_t i = 0; i < pack->n_series && at < to; i++) {
        int order = 1;
        next = bo_pack_name(next, &entity, &place);
        while (at < to && (order = compare_key(&b->key[at], entity, place)) < 0)
            fill_gap(b, at++ - from, run);
        if (at < to && order == 0)
            memcpy(values_of(b, at++ - from, run), pack->values + i * n_bytes, n_bytes);
    }
    while (at < to)
        fill_gap(b, at++ - from, run);
}

static int read_block(struct banding *b, const char *variable, uint32_t from, uint32_t to)
{
    int rc = 0;
    for (uint32_t run = 0; rc == 0 && run < b->n_runs; run++) {
        struct bo_pack pack;
        rc = open_pack(b, run, variable, &pack);
        if (rc == 0)
            take_values(b, &pack, run, from, to);
        sqlite3_reset(b->get);
    }
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

/* As many series at a time as fit into memory. */
static int make_room(struct banding *b)
{
    size_t of_series = (size_t)b->n_runs * b->n_months * sizeof(double);
    size_t n_block = of_series > 0 ? b->memory_bytes / of_series : 1;
    n_block = n_block < b->n_keys ? n_block : b->n_keys;
    n_block = n_block > 0 ? n_block : 1;
    if (n_block <= b->n_block)
        return 0;
    free(b->value);
    b->value = malloc(n_block * of_series + 1);
    b->n_block = b->value ? (uint32_t)n_block : 0;
    return b->value ? 0
                    : bo_err_set(b->err, BO_ESTORE, "%s: out of memory", b->store->partial_path);
}

static int band_variable(struct banding *b, const char *variable)
{
    int rc = list_keys(b, variable);
    if (rc == 0)
        rc = make_room(b);
    for (uint32_t from = 0; rc == 0 && from < b->n_keys; from += b->n_block) {
        uint32_t left = b->n_keys - from, n = left < b->n_block ? left : b->n_block;
        rc = read_block(b, variable, from, from + n);
        for (uint32_t i = 0; rc == 0 && i < n; i++) {
            const struct band_key *key = &b->key[from + i];
            const struct bo_series_name name = {variable, key->entity, key->place};
            if (make_band(b, i))
                rc = put_band(b, &name);
        }
    }
    return rc;
}

static int band_all(struct banding *b)
{
    const struct bo_db *db = &b->store->db;
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_db_prepare(db,
                           "SELECT DISTINCT variable FROM pack WHERE run IN (SELECT run FROM run "
                           "WHERE variant = ? AND status = 'done') ORDER BY variable",
                           &s, b->err);
    if (rc == 0)
        rc = bo_db_bind(db, s, BO_DB_VALUES(BO_TEXT(b->variant)), b->err);
    if (rc == 0)
        rc =
            bo_db_prepare(db, "SELECT names, month_values FROM pack WHERE run = ? AND variable = ?",
                          &b->get, b->err);
    if (rc == 0)
        rc = bo_db_prepare(db, "INSERT INTO band VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", &b->put,
                           b->err);
    while (rc == 0) {
        rc = bo_db_step(db, s, &row, b->err);
        if (rc != 0 || !row)
            break;
        rc = band_variable(b, bo_db_text(s, 0));
    }
    sqlite3_finalize(s);
    sqlite3_finalize(b->get);
    sqlite3_finalize(b->put);
    return rc;
}

static int make_buffers(struct banding *b)
{
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
        rc = make_buffers(b);
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
