/* results.h - what opening, listing and exporting share: an open results.db. */
#ifndef BUILDOUT_STORE_RESULTS_H
#define BUILDOUT_STORE_RESULTS_H

#include "buildout/store/read.h"

#include "db.h"

struct bo_results {
    char *path;
    struct bo_db db;
    struct bo_arena *arena;
    struct bo_experiment experiment;
    const char *first_variant; /* "base" when there is one only */
    uint32_t n_runs, run_room;
    struct bo_results_run *run;
    uint32_t n_variables, variable_room;
    struct bo_fact_variable *variable;
    sqlite3_stmt *find_series; /* prepared at its first use */
};

#define BO_RESULTS_BAD_MONTHS "a series is no array with a value for each month"

/* Prepares and binds a query. The caller finalises *out also after an error. */
int bo_results_ask(const struct bo_results *results, const char *sql,
                   const struct bo_db_value *value, int n, sqlite3_stmt **out, struct bo_err *err);
/* An array of the store as numbers, null as NaN. */
int bo_results_values(const struct bo_results *results, const char *json, double *value, uint32_t n,
                      struct bo_err *err);
/* BO_ESTORE "<path>: is damaged: <what>". */
int bo_results_damaged(const struct bo_results *results, const char *what, struct bo_err *err);

#endif
