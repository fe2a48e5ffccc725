/* results.nc: a variable of netCDF for each of the results, run x time x entity, by the CF conventions.
 *
 * An element of the dimension entity is a pair of entity and place. Of an ensemble only the runs are there whose series
 * were kept: all with --keep all, else the first. A series that is zero throughout is there as zeros.
 */
#include <string.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "export.h"
#include "folder.h"
#include "nc_library.h"

int bo_format_netcdf_runs(struct bo_results *results, uint32_t *n_kept, uint32_t *n_done,
                          struct bo_err *err)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    int rc = bo_results_ask(
        results,
        "SELECT sum(EXISTS (SELECT 1 FROM series WHERE series.run = r.run) OR EXISTS (SELECT 1 "
        "FROM "
        "member WHERE member.run = r.run)), count(*) FROM run AS r WHERE status = 'done'",
        NULL, 0, &s, err);
    if (rc == 0)
        rc = bo_db_step(&results->db, s, &row, err);
    if (rc == 0) {
        *n_kept = (uint32_t)sqlite3_column_int64(s, 0);
        *n_done = (uint32_t)sqlite3_column_int64(s, 1);
    }
    sqlite3_finalize(s);
    return rc;
}

#ifndef BUILDOUT_NETCDF
int bo_format_netcdf(struct bo_results *results, struct bo_outfile *file, struct bo_err *err)
{
    (void)results;
    (void)file;
    return bo_err_set(
        err, BO_EUSAGE,
        "this program was built without netCDF; install libnetcdf-dev and build again");
}
#else

struct pair {
    const char *entity, *place, *label;
};

enum { DIM_RUN, DIM_TIME, DIM_ENTITY, N_DIMS };

struct nc {
    struct bo_results *results;
    const struct bo_netcdf *api;
    const char *path;
    int file, dim[N_DIMS];
    uint32_t n_runs;
    const struct bo_results_run **run;
    uint32_t n_months;
    uint32_t n_pairs, pair_room;
    struct pair *pair; /* sorted */
    int *variable;     /* [n_variables] ids; -1: no series of it is kept */
    double *plane;     /* [n_months x n_pairs] */
    struct bo_err *err;
};

static int fail(const struct nc *nc, int code)
{
    return code == NC_NOERR
               ? 0
               : bo_err_set(nc->err, BO_ESTORE, "%s: %s", nc->path, nc->api->strerror(code));
}

/* ---- what there is ---- */

/* Everything of a run that is kept, as (entity, place, months); NULL months are zeros. */
#define KEPT                                                                           \
    "SELECT entity, place, month_values FROM series WHERE run = ?1 AND variable = ?2 " \
    "UNION ALL SELECT entity, place, NULL FROM zero_series WHERE run = ?1 AND variable = ?2 "

static int list_runs(struct nc *nc)
{
    const struct bo_results *r = nc->results;
    nc->run = BO_NEW_ARRAY(r->arena, const struct bo_results_run *, (size_t)r->n_runs + 1);
    for (uint32_t i = 0; i < r->n_runs; i++) {
        sqlite3_stmt *s = NULL;
        bool row = false;
        int rc = bo_results_ask(r,
                                "SELECT 1 WHERE EXISTS (SELECT 1 FROM series WHERE run = ?1) OR "
                                "EXISTS (SELECT 1 FROM member WHERE run = ?1)",
                                BO_DB_VALUES(BO_INT(r->run[i].run)), &s, nc->err);
        if (rc == 0)
            rc = bo_db_step(&r->db, s, &row, nc->err);
        sqlite3_finalize(s);
        if (rc != 0)
            return rc;
        if (!row)
            continue;
        nc->run[nc->n_runs++] = &r->run[i];
        if (r->run[i].n_months != nc->run[0]->n_months ||
            r->run[i].first_month != nc->run[0]->first_month)
            return bo_err_set(nc->err, BO_ESTORE, "%s: its runs do not have the same months",
                              r->path);
    }
    if (nc->n_runs == 0)
        return bo_err_set(nc->err, BO_ESTORE, "%s: holds the series of no run", r->path);
    nc->n_months = nc->run[0]->n_months;
    return 0;
}

static int list_pairs(struct nc *nc)
{
    struct bo_arena *arena = nc->results->arena;
    sqlite3_stmt *s = NULL;
    bool row = true;
    int rc = bo_results_ask(nc->results,
                            "SELECT entity, place FROM series UNION SELECT entity, place FROM "
                            "zero_series UNION SELECT entity, place FROM member ORDER BY 1, 2",
                            NULL, 0, &s, nc->err);
    while (rc == 0) {
        rc = bo_db_step(&nc->results->db, s, &row, nc->err);
        if (rc != 0 || !row)
            break;
        BO_ARENA_ROOM(arena, nc->pair, nc->n_pairs, nc->pair_room);
        struct pair *pair = &nc->pair[nc->n_pairs++];
        pair->entity = bo_arena_strdup(arena, bo_db_text(s, 0));
        pair->place = bo_arena_strdup(arena, bo_db_text(s, 1));
        pair->label =
            bo_arena_printf(arena, "%s%s%s", pair->entity, pair->place[0] ? "|" : "", pair->place);
    }
    sqlite3_finalize(s);
    return rc;
}

static uint32_t pair_of(const struct nc *nc, const char *entity, const char *place)
{
    uint32_t low = 0, high = nc->n_pairs;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(nc->pair[middle].entity, entity);
        order = order ? order : strcmp(nc->pair[middle].place, place);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return nc->n_pairs;
}

/* ---- definitions ---- */

static int put_text(const struct nc *nc, int variable, const char *name, const char *text)
{
    return fail(nc, nc->api->put_att_text(nc->file, variable, name, strlen(text), text));
}

/* Letters, digits and underscores, from a letter on; a number tells names apart that become the same. */
static const char *plain_name(const struct nc *nc, uint32_t i)
{
    char *name = bo_arena_strdup(nc->results->arena, nc->results->variable[i].name);
    for (char *p = name; *p; p++) {
        bool plain =
            (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9');
        if (!plain)
            *p = '_';
    }
    bool letter = (name[0] >= 'a' && name[0] <= 'z') || (name[0] >= 'A' && name[0] <= 'Z');
    return letter ? name : bo_arena_printf(nc->results->arena, "v_%s", name);
}

static const char *free_name(const struct nc *nc, const char *const *taken, uint32_t i)
{
    static const char *const ours[] = {"run",   "time",    "entity",   "entity_name",
                                       "place", "variant", "replicate"};
    const char *base = plain_name(nc, i), *name = base;
    for (uint32_t number = 2;; number++) {
        bool clash = false;
        for (size_t k = 0; k < sizeof ours / sizeof *ours; k++)
            clash |= strcmp(name, ours[k]) == 0;
        for (uint32_t k = 0; k < i && !clash; k++)
            clash = taken[k] && strcmp(name, taken[k]) == 0;
        if (!clash)
            return name;
        name = bo_arena_printf(nc->results->arena, "%s_%u", base, number);
    }
}

/* As UDUNITS writes them; it has no currency, and counts are 1. Others stay as they are. */
static const char *cf_unit(const char *unit)
{
    static const char *const units[][2] = {
        {"fraction", "1"},   {"ratio", "1"},    {"count", "1"},  {"sites", "1"}, {"chips", "1"},
        {"months", "month"}, {"weeks", "week"}, {"TWh", "TW h"}, {"Mt", "Mt"},   {"tokens", "1"},
        {"FLOP", "1"},       {"H100e", "1"},    {"ECI", "1"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(units[i][0], unit) == 0)
            return units[i][1];
    }
    return unit;
}

static int define_variable(struct nc *nc, const char *name, uint32_t i)
{
    const struct bo_fact_variable *v = &nc->results->variable[i];
    const size_t chunk[N_DIMS] = {1, nc->n_months, nc->n_pairs};
    const double missing = NC_FILL_DOUBLE;
    int *id = &nc->variable[i];
    int rc = fail(nc, nc->api->def_var(nc->file, name, NC_DOUBLE, N_DIMS, nc->dim, id));
    if (rc == 0)
        rc = fail(nc, nc->api->def_var_chunking(nc->file, *id, NC_CHUNKED, chunk));
    if (rc == 0)
        rc = fail(nc, nc->api->def_var_deflate(nc->file, *id, 1, 1, 1));
    if (rc == 0)
        rc = fail(nc, nc->api->put_att_double(nc->file, *id, "_FillValue", NC_DOUBLE, 1, &missing));
    if (rc == 0)
        rc = put_text(nc, *id, "long_name", v->name);
    if (rc == 0)
        rc = put_text(nc, *id, "units", cf_unit(v->unit));
    if (rc == 0)
        rc = put_text(nc, *id, "unit_of_results", v->unit);
    if (rc == 0 && v->meaning[0])
        rc = put_text(nc, *id, "comment", v->meaning);
    if (rc == 0)
        rc = put_text(nc, *id, "coordinates", "entity_name place variant replicate");
    return rc;
}

static int is_kept(const struct nc *nc, const char *variable, bool *kept)
{
    sqlite3_stmt *s = NULL;
    int rc = bo_results_ask(
        nc->results,
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM series WHERE variable = ?1) OR EXISTS (SELECT 1 FROM "
        "zero_series WHERE variable = ?1) OR EXISTS (SELECT 1 FROM member WHERE variable = ?1)",
        BO_DB_VALUES(BO_TEXT(variable)), &s, nc->err);
    if (rc == 0)
        rc = bo_db_step(&nc->results->db, s, kept, nc->err);
    sqlite3_finalize(s);
    return rc;
}

static int define_variables(struct nc *nc)
{
    const struct bo_results *r = nc->results;
    const char **taken = BO_NEW_ARRAY(r->arena, const char *, (size_t)r->n_variables + 1);
    nc->variable = BO_NEW_ARRAY(r->arena, int, (size_t)r->n_variables + 1);
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < r->n_variables; i++) {
        bool kept = false;
        nc->variable[i] = -1;
        rc = is_kept(nc, r->variable[i].name, &kept);
        if (rc != 0 || !kept)
            continue;
        taken[i] = free_name(nc, taken, i);
        rc = define_variable(nc, taken[i], i);
    }
    return rc;
}

/* ---- coordinates ---- */

enum { C_RUN, C_REPLICATE, C_TIME, C_VARIANT, C_ENTITY, C_ENTITY_NAME, C_PLACE, N_COORDINATES };

struct coordinate {
    const char *name;
    nc_type type;
    int dim;
    const char *long_name;
};

static const struct coordinate coordinates[N_COORDINATES] = {
    [C_RUN] = {"run", NC_INT, DIM_RUN, "number of the run in results.db"},
    [C_REPLICATE] = {"replicate", NC_INT, DIM_RUN, "replicate of the variant"},
    [C_TIME] = {"time", NC_DOUBLE, DIM_TIME, "last day of the month"},
    [C_VARIANT] = {"variant", NC_STRING, DIM_RUN, "base, or what was changed"},
    [C_ENTITY] = {"entity", NC_STRING, DIM_ENTITY, "entity, with its place after a bar"},
    [C_ENTITY_NAME] = {"entity_name", NC_STRING, DIM_ENTITY, "whose"},
    [C_PLACE] = {"place", NC_STRING, DIM_ENTITY, "region; empty is the whole"},
};

static int define_coordinates(struct nc *nc, int id[N_COORDINATES])
{
    int rc = 0;
    for (int i = 0; rc == 0 && i < N_COORDINATES; i++) {
        const struct coordinate *c = &coordinates[i];
        rc = fail(nc, nc->api->def_var(nc->file, c->name, c->type, 1, &nc->dim[c->dim], &id[i]));
        if (rc == 0)
            rc = put_text(nc, id[i], "long_name", c->long_name);
    }
    if (rc == 0)
        rc = put_text(nc, id[C_TIME], "standard_name", "time");
    if (rc == 0)
        rc = put_text(nc, id[C_TIME], "units", "days since 1970-01-01");
    if (rc == 0)
        rc = put_text(nc, id[C_TIME], "calendar", "proleptic_gregorian");
    if (rc == 0)
        rc = put_text(nc, id[C_TIME], "axis", "T");
    return rc;
}

static int put_numbers(struct nc *nc, const int id[N_COORDINATES])
{
    struct bo_arena *arena = nc->results->arena;
    int *run = BO_NEW_ARRAY(arena, int, nc->n_runs),
        *replicate = BO_NEW_ARRAY(arena, int, nc->n_runs);
    double *day = BO_NEW_ARRAY(arena, double, nc->n_months);
    for (uint32_t i = 0; i < nc->n_runs; i++) {
        run[i] = (int)nc->run[i]->run;
        replicate[i] = (int)nc->run[i]->row.replicate;
    }
    for (uint32_t m = 0; m < nc->n_months; m++)
        day[m] = bo_month_last_day(nc->run[0]->first_month + (int32_t)m);
    int rc = fail(nc, nc->api->put_var_int(nc->file, id[C_RUN], run));
    if (rc == 0)
        rc = fail(nc, nc->api->put_var_int(nc->file, id[C_REPLICATE], replicate));
    return rc == 0 ? fail(nc, nc->api->put_var_double(nc->file, id[C_TIME], day)) : rc;
}

static int put_names(struct nc *nc, const int id[N_COORDINATES])
{
    struct bo_arena *arena = nc->results->arena;
    uint32_t n = nc->n_pairs > nc->n_runs ? nc->n_pairs : nc->n_runs;
    const char **text = BO_NEW_ARRAY(arena, const char *, n);
    for (uint32_t i = 0; i < nc->n_runs; i++)
        text[i] = nc->run[i]->row.variant;
    int rc = fail(nc, nc->api->put_var_string(nc->file, id[C_VARIANT], text));
    for (uint32_t i = 0; i < nc->n_pairs; i++)
        text[i] = nc->pair[i].label;
    if (rc == 0)
        rc = fail(nc, nc->api->put_var_string(nc->file, id[C_ENTITY], text));
    for (uint32_t i = 0; i < nc->n_pairs; i++)
        text[i] = nc->pair[i].entity;
    if (rc == 0)
        rc = fail(nc, nc->api->put_var_string(nc->file, id[C_ENTITY_NAME], text));
    for (uint32_t i = 0; i < nc->n_pairs; i++)
        text[i] = nc->pair[i].place;
    return rc == 0 ? fail(nc, nc->api->put_var_string(nc->file, id[C_PLACE], text)) : rc;
}

static int define_file(struct nc *nc, int id[N_COORDINATES])
{
    const struct bo_experiment *e = &nc->results->experiment;
    const size_t size[N_DIMS] = {nc->n_runs, nc->n_months, nc->n_pairs};
    static const char *const name[N_DIMS] = {"run", "time", "entity"};
    int rc = 0;
    for (int i = 0; rc == 0 && i < N_DIMS; i++)
        rc = fail(nc, nc->api->def_dim(nc->file, name[i], size[i], &nc->dim[i]));
    if (rc == 0)
        rc = put_text(nc, NC_GLOBAL, "Conventions", "CF-1.8");
    if (rc == 0)
        rc = put_text(nc, NC_GLOBAL, "title", e->scenario_title);
    if (rc == 0)
        rc = put_text(nc, NC_GLOBAL, "source",
                      bo_arena_printf(nc->results->arena, "Buildout %s", e->version));
    if (rc == 0)
        rc = put_text(nc, NC_GLOBAL, "scenario_sha256", e->scenario_sha256);
    if (rc == 0)
        rc =
            put_text(nc, NC_GLOBAL, "comment",
                     "Money is in USD, which UDUNITS does not know; unit_of_results is the unit of "
                     "results.db.");
    if (rc == 0)
        rc = define_coordinates(nc, id);
    if (rc == 0)
        rc = define_variables(nc);
    return rc == 0 ? fail(nc, nc->api->enddef(nc->file)) : rc;
}

/* ---- values ---- */

static void put_column(struct nc *nc, uint32_t pair, const double *value)
{
    for (uint32_t m = 0; m < nc->n_months; m++)
        nc->plane[(size_t)m * nc->n_pairs + pair] =
            value[m] == value[m] ? value[m] : NC_FILL_DOUBLE;
}

/* The months of the current row: a blob of doubles, JSON, or NULL for zeros. */
static int read_months(struct nc *nc, sqlite3_stmt *s, double *value)
{
    size_t n_bytes = nc->n_months * sizeof *value;
    switch (sqlite3_column_type(s, 2)) {
    case SQLITE_NULL:
        memset(value, 0, n_bytes);
        return 0;
    case SQLITE_BLOB:
        if (sqlite3_column_bytes(s, 2) == 0) { /* zero throughout */
            memset(value, 0, n_bytes);
            return 0;
        }
        if ((size_t)sqlite3_column_bytes(s, 2) != n_bytes)
            return bo_results_damaged(nc->results, BO_RESULTS_BAD_MONTHS, nc->err);
        memcpy(value, sqlite3_column_blob(s, 2), n_bytes);
        return 0;
    default:
        return bo_results_values(nc->results, bo_db_text(s, 2), value, nc->n_months, nc->err);
    }
}

static int fill_plane(struct nc *nc, sqlite3_stmt *s, double *value, bool *any)
{
    size_t n = (size_t)nc->n_months * nc->n_pairs;
    bool row = true;
    int rc = 0;
    *any = false;
    while (rc == 0) {
        rc = bo_db_step(&nc->results->db, s, &row, nc->err);
        if (rc != 0 || !row)
            break;
        uint32_t pair = pair_of(nc, bo_db_text(s, 0), bo_db_text(s, 1));
        for (size_t i = 0; !*any && i < n; i++)
            nc->plane[i] = NC_FILL_DOUBLE;
        *any = true;
        rc = read_months(nc, s, value);
        if (rc == 0 && pair < nc->n_pairs)
            put_column(nc, pair, value);
    }
    return rc;
}

/* What is stored as series is there as a member too, where members are kept; the series says the same. */
static int put_plane(struct nc *nc, sqlite3_stmt *s, uint32_t run, uint32_t variable, double *value)
{
    const size_t start[N_DIMS] = {run, 0, 0}, count[N_DIMS] = {1, nc->n_months, nc->n_pairs};
    bool any;
    int rc = bo_db_bind(
        &nc->results->db, s,
        BO_DB_VALUES(BO_INT(nc->run[run]->run), BO_TEXT(nc->results->variable[variable].name)),
        nc->err);
    if (rc == 0)
        rc = fill_plane(nc, s, value, &any);
    sqlite3_reset(s);
    if (rc != 0 || !any)
        return rc;
    return fail(
        nc, nc->api->put_vara_double(nc->file, nc->variable[variable], start, count, nc->plane));
}

static int put_values(struct nc *nc)
{
    struct bo_arena *arena = nc->results->arena;
    double *value = BO_NEW_ARRAY(arena, double, nc->n_months);
    sqlite3_stmt *s = NULL;
    nc->plane = BO_NEW_ARRAY(arena, double, (size_t)nc->n_months * nc->n_pairs);
    int rc = bo_db_prepare(&nc->results->db,
                           "SELECT entity, place, month_values FROM member WHERE run = ?1 AND "
                           "variable = ?2 UNION ALL " KEPT,
                           &s, nc->err);
    for (uint32_t v = 0; rc == 0 && v < nc->results->n_variables; v++) {
        for (uint32_t run = 0; rc == 0 && nc->variable[v] >= 0 && run < nc->n_runs; run++)
            rc = put_plane(nc, s, run, v, value);
    }
    sqlite3_finalize(s);
    return rc;
}

static int write_file(struct nc *nc)
{
    int id[N_COORDINATES];
    int rc = fail(nc, nc->api->create(nc->path, NC_NETCDF4 | NC_CLOBBER, &nc->file));
    if (rc != 0)
        return rc;
    rc = define_file(nc, id);
    if (rc == 0)
        rc = put_numbers(nc, id);
    if (rc == 0)
        rc = put_names(nc, id);
    if (rc == 0)
        rc = put_values(nc);
    int closed = fail(nc, nc->api->close(nc->file));
    return rc == 0 ? closed : rc;
}

/* The library writes by name, so the open file is replaced by its own and nothing is left to be written to it. */
int bo_format_netcdf(struct bo_results *results, struct bo_outfile *file, struct bo_err *err)
{
    struct nc nc = {.results = results, .path = file->temporary_path, .err = err};
    nc.api = bo_netcdf_load(err);
    if (!nc.api)
        return BO_EUSAGE;
    int rc = list_runs(&nc);
    if (rc == 0)
        rc = list_pairs(&nc);
    if (rc == 0)
        rc = write_file(&nc);
    return rc == 0 ? bo_file_sync(nc.path, err) : rc;
}
#endif
