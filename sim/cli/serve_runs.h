/* serve_runs.h - what the runs of one variant gave, for the page: series and key figures of every replicate, in memory.
 *
 * The forked child that simulates writes records, the server takes them: a run is a record, told apart by replicate.
 * Slot 0 is the central run, slot k + 1 replicate k. Replicate k of two variants shares its draws, so differences are
 * taken replicate by replicate.
 *
 * Units:  those of facts (base/facts.h). Series are kept as floats: seven digits, for charts.
 * Owner:  bo_serve_runs_free frees all.
 * Errors: BO_ERUN when a record makes no sense or there is too much of it.
 */
#ifndef BUILDOUT_SIM_CLI_SERVE_RUNS_H
#define BUILDOUT_SIM_CLI_SERVE_RUNS_H

#include <stdint.h>
#include <stdio.h>

#include "buildout/base/facts.h"

enum bo_serve_slot { BO_SLOT_EMPTY, BO_SLOT_DONE, BO_SLOT_FAILED };

struct bo_serve_series {
    const char *variable, *unit, *meaning, *entity, *place;
};

/* What one run gave of its series, kept in one piece: room for all series of all runs would have to be filled before the
 * first run can be shown. */
struct bo_serve_row {
    uint32_t n_at;
    uint32_t *at; /* at[series] 1 + its place among the values; 0: the run has none */
    float *value; /* value[place * n_months + month]; NaN: not computed */
};

struct bo_serve_outcome {
    const char *entity, *key, *unit;
    double *value; /* value[slot]; NaN: does not apply */
};

struct bo_serve_runs {
    struct bo_arena *arena;
    uint32_t n_slots; /* one more than replicates wanted */
    uint32_t n_months;
    int32_t first_month;
    uint8_t *slot;             /* enum bo_serve_slot */
    uint32_t n_done, n_failed; /* replicates; the central run apart */
    uint32_t n_series, series_room;
    struct bo_serve_series *series;
    struct bo_serve_row *row; /* row[slot] */
    uint32_t n_outcomes, outcome_room;
    struct bo_serve_outcome *outcome;
    char central_digest[BO_SHA256_HEX]; /* of all facts of the central run, as results.db has it */
    char failure[256];                  /* of the lowest replicate that failed so far; "" */
    uint32_t failed_slot;
    double read_ms, central_ms, all_ms; /* from the child's start until then; 0: not yet */
};

int bo_serve_runs_create(uint32_t n_replicates, struct bo_serve_runs **out, struct bo_err *err);
void bo_serve_runs_free(struct bo_serve_runs *runs);

/* NULL when there is none. */
const struct bo_serve_series *bo_serve_series_find(const struct bo_serve_runs *runs,
                                                   const char *variable, const char *entity,
                                                   const char *place);
/* Whether a run has a series, which may be NULL. */
bool bo_serve_has(const struct bo_serve_runs *runs, const struct bo_serve_series *series,
                  uint32_t slot);
/* NaN where there is nothing; series may be NULL. */
double bo_serve_value(const struct bo_serve_runs *runs, const struct bo_serve_series *series,
                      uint32_t slot, uint32_t month);
const struct bo_serve_outcome *bo_serve_outcome_find(const struct bo_serve_runs *runs,
                                                     const char *entity, const char *key);

/* ---- the child's side: serve_wire.c ---- */
enum bo_serve_mark { BO_MARK_READ, BO_MARK_CENTRAL, BO_MARK_ALL };

/* One run; facts are NULL for one that failed. */
struct bo_serve_run {
    uint32_t slot;
    const char *message;
    const struct bo_facts *facts;
};
/* Which series the page can show: of World, companies, vendors and markets; places and single chips of World only in
 * the few variables that planners look at by place. */
bool bo_serve_is_shown(const struct bo_fact_variable *variable,
                       const struct bo_fact_series *series);
/* What the other end knows already: a series or a key figure is named the first time, and is a number from then on. */
struct bo_serve_writer {
    FILE *out;
    struct bo_arena *record, *names;
    char *bytes; /* of the record that is being put together */
    size_t n_bytes;
    bool full;
    bool is_first; /* of the record that is being put together: no other has named anything */
    uint32_t n_series, series_room;
    struct bo_serve_series *series; /* names only */
    uint32_t n_outcomes, outcome_room;
    struct bo_serve_outcome *outcome;
};
int bo_serve_writer_open(FILE *out, struct bo_serve_writer *writer, struct bo_err *err);
void bo_serve_writer_close(struct bo_serve_writer *writer);
void bo_serve_write_run(struct bo_serve_writer *writer, const struct bo_serve_run *run);
void bo_serve_write_mark(struct bo_serve_writer *writer, enum bo_serve_mark mark, double ms);

/* ---- the server's side ---- */
/* Takes the whole records at the start of bytes[n]; *used says how many bytes that were. */
int bo_serve_runs_take(struct bo_serve_runs *runs, const char *bytes, size_t n, size_t *used,
                       struct bo_err *err);

#endif
