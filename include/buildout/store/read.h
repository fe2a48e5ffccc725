/* buildout/store/read.h - what a finished results.db says: its experiment, runs, variables, series, events, key figures.
 *
 * A struct bo_results is one file opened for reading only; verbs that explain, report or draw ask it. Lists come in the
 * order of the file's keys, which is the order of their texts, byte by byte.
 *
 * Units:  as the facts say; a run is named by its number 1, 2, ... in order of (variant, replicate).
 * Owner:  what bo_results_experiment, _run and _variable return belongs to the results and lives until they are closed;
 *         lists and their texts live in the caller's arena.
 * Errors: BO_ESTORE with path and reason: no such file, not ours, of another version, damaged.
 */
#ifndef BUILDOUT_STORE_READ_H
#define BUILDOUT_STORE_READ_H

#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/base/facts.h"
#include "buildout/store/store.h"

struct bo_results;

struct bo_results_run {
    uint32_t run; /* 1, 2, ... */
    struct bo_run_row row;
    int32_t first_month; /* month of base/calendar.h; 0 when n_months is 0 */
    uint32_t n_months;
    const char *checksum; /* over all that the run left in the store */
};

/* Is there a value for every month, or is the series known to be zero, or was it not computed at all? */
enum bo_series_state { BO_SERIES_ABSENT, BO_SERIES_ZERO, BO_SERIES_STORED };

struct bo_series_name {
    const char *variable;
    const char *entity;
    const char *place; /* "" is the whole */
};

struct bo_results_key {
    const char *entity;
    const char *place;
    enum bo_series_state state; /* zero or stored */
};

struct bo_key_list {
    uint32_t n;
    const struct bo_results_key *key;
};

struct bo_event_list {
    uint32_t n;
    const struct bo_fact_event *event;
};

struct bo_outcome_list {
    uint32_t n;
    const struct bo_fact_outcome *outcome;
};

struct bo_results_posting { /* total of a calendar year */
    const char *entity;
    int32_t year;
    const char *account;
    const char *category;
    bo_money debit;
    bo_money credit;
};

struct bo_posting_list {
    uint32_t n;
    const struct bo_results_posting *posting;
};

struct bo_input_list {
    uint32_t n;
    const struct bo_fact_input *input;
};

struct bo_project_list {
    uint32_t n;
    const struct bo_fact_project *project; /* by number, the first is 1 */
};

struct bo_holding_list {
    uint32_t n;
    const struct bo_fact_holding *holding; /* by (month, owner, host, place, user, chip) */
};

int bo_results_open(const char *dir, struct bo_results **out, struct bo_err *err);
void bo_results_close(struct bo_results *results);
const char *bo_results_path(const struct bo_results *results); /* "DIR/results.db" */

const struct bo_experiment *bo_results_experiment(const struct bo_results *results);

uint32_t bo_results_n_runs(const struct bo_results *results);
/* i in 0..n_runs-1, in order of (variant, replicate). */
const struct bo_results_run *bo_results_run(const struct bo_results *results, uint32_t i);
/* The run that a single run's exports show: of the first variant, which is "base" when there is one only, the lowest replicate that is
 * done, else the lowest. NULL when there is no run. */
const struct bo_results_run *bo_results_first_run(const struct bo_results *results);

/* Every variable that some run computed, sorted by name. */
uint32_t bo_results_n_variables(const struct bo_results *results);
const struct bo_fact_variable *bo_results_variable(const struct bo_results *results, uint32_t i);
const struct bo_fact_variable *bo_results_find_variable(const struct bo_results *results,
                                                        const char *name);

/* value[run->n_months], NaN where a month was not computed. A series that is zero throughout fills zeros, an absent one
 * NaN; both are no error. After an error value[] is undefined. */
int bo_results_series(struct bo_results *results, const struct bo_results_run *run,
                      const struct bo_series_name *name, double *value, enum bo_series_state *state,
                      struct bo_err *err);
/* Who and where a run computed the variable for, zeros included, sorted by (entity, place). */
int bo_results_keys(struct bo_results *results, uint32_t run, const char *variable,
                    struct bo_arena *arena, struct bo_key_list *list, struct bo_err *err);

/* Of one entity, or of all when entity is NULL. Events by (day, order), with order counted from 1; the others sorted by
 * their keys. A value that does not apply is NaN. */
int bo_results_events(struct bo_results *results, uint32_t run, const char *entity,
                      struct bo_arena *arena, struct bo_event_list *list, struct bo_err *err);
int bo_results_outcomes(struct bo_results *results, uint32_t run, const char *entity,
                        struct bo_arena *arena, struct bo_outcome_list *list, struct bo_err *err);
int bo_results_postings(struct bo_results *results, uint32_t run, const char *entity,
                        struct bo_arena *arena, struct bo_posting_list *list, struct bo_err *err);
int bo_results_inputs(struct bo_results *results, uint32_t run, struct bo_arena *arena,
                      struct bo_input_list *list, struct bo_err *err);

int bo_results_projects(struct bo_results *results, uint32_t run, struct bo_arena *arena,
                        struct bo_project_list *list, struct bo_err *err);
/* Chips in hand at the end of each year and of the last month. */
int bo_results_holdings(struct bo_results *results, const struct bo_results_run *run,
                        struct bo_arena *arena, struct bo_holding_list *list, struct bo_err *err);

/* ---- what many runs say together ---- */

struct bo_band {
    int32_t first_month;
    uint32_t n_months;
    const double
        *quantile[BO_N_QUANTILES]; /* [n_months] each, in the order of bo_quantile_probability */
    const double *n; /* [n_months] runs that had a value, or nil; quantiles are NaN when 0 */
};

struct bo_name_list {
    uint32_t n;
    const struct bo_series_name *name;
};

/* The series of a variant that have a band, sorted by (variable, entity, place). */
int bo_results_band_names(struct bo_results *results, const char *variant, struct bo_arena *arena,
                          struct bo_name_list *list, struct bo_err *err);
/* n_months is 0 when the series has none. */
int bo_results_band(struct bo_results *results, const char *variant,
                    const struct bo_series_name *name, struct bo_arena *arena, struct bo_band *out,
                    struct bo_err *err);

/* Do two stores hold the same runs, row by row? *what tells of a row that only one of them has, in the arena; NULL when
 * there is none. Names, plans and packs of the experiments are not compared. */
int bo_results_compare(const struct bo_results *results, const struct bo_results *other,
                       struct bo_arena *arena, const char **what, struct bo_err *err);

struct bo_acquirer {
    const char *name;
    uint32_t n_runs; /* in which it absorbs the company */
};

struct bo_takeovers { /* of a company */
    const char *entity;
    uint32_t n_runs; /* in which it is absorbed */
    uint32_t n, room;
    struct bo_acquirer *acquirer; /* of most runs first */
};

struct bo_takeover_list {
    uint32_t n;
    const struct bo_takeovers *of; /* in most runs first */
};

/* Over the runs of a variant that are done. */
int bo_results_takeovers(struct bo_results *results, const char *variant, struct bo_arena *arena,
                         struct bo_takeover_list *list, struct bo_err *err);

struct bo_outcome_values { /* of one key, from all runs to which it applies, by replicate */
    const char *entity;
    const char *key;
    const char *unit;
    uint32_t n;
    double *value; /* may be put in another order */
    double *other; /* of a pair of runs (store/variants.h), that of the other; else NULL */
};

typedef int (*bo_outcome_values_fn)(void *context, const struct bo_outcome_values *values,
                                    struct bo_err *err);
/* Every key of a variant, sorted by (entity, key). Ends early with the first status that is not 0. What is given lives
 * until give_to returns. */
int bo_results_each_outcome(struct bo_results *results, const char *variant,
                            bo_outcome_values_fn give_to, void *context, struct bo_err *err);

#endif
