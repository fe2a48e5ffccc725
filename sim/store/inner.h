/* inner.h - what writing and rebuilding share: an open store and the names of its files. */
#ifndef BUILDOUT_STORE_INNER_H
#define BUILDOUT_STORE_INNER_H

#include "buildout/store/store.h"

#include "buildout/store/text.h"
#include "db.h"
#include "folder.h"

#define BO_STORE_NAME "results.db"
#define BO_STORE_PARTIAL_NAME "results.db.partial" /* what is being written */
#define BO_STORE_REBUILT_NAME "results.db.rebuilt" /* what becomes results.db by rename */

enum bo_store_insert {
    BO_INSERT_RUN,
    BO_INSERT_INPUT,
    BO_INSERT_VARIABLE,
    BO_INSERT_SERIES,
    BO_INSERT_ZERO_SERIES,
    BO_INSERT_OUTCOME,
    BO_INSERT_EVENT,
    BO_INSERT_POSTING,
    BO_INSERT_FLEET,
    BO_INSERT_PROJECT,
    BO_INSERT_PACK,
    BO_N_INSERTS
};

struct bo_store {
    struct bo_folder folder;
    char *path;         /* DIR/results.db */
    char *partial_path; /* DIR/results.db.partial */
    char *rebuilt_path; /* DIR/results.db.rebuilt */
    struct bo_db db;    /* of the partial file */
    sqlite3_stmt *insert[BO_N_INSERTS];
    int64_t n_runs; /* the latest number given to a run */
    bool thin;      /* an ensemble: only the lowest replicate of a variant has all its facts */
    char *detailed; /* the only variant of which one has them; NULL: every variant */
    enum bo_keep keep;
};

/* In the partial file the members of one variable of a run are one row, so that thousands of names are not stored and
 * looked up again for every run. names: entity and place of each, ended by zeros; values: of one after the other a
 * bit a month, set where it is another than the month before (which of the first is 0), and the doubles of the months
 * whose bit is set. About half of what a run finds does not move from a month to the next. */
struct bo_pack {
    const char *names;
    size_t n_names_bytes;
    const unsigned char *values; /* of bits, and doubles that need not be aligned */
    uint32_t n_series;
};
/* The pack in two columns of the current row, which it lives as long as; false when it is damaged. */
bool bo_pack_read(sqlite3_stmt *s, int names_column, uint32_t n_months, struct bo_pack *out);
/* Adds a series to the values of a pack. */
void bo_pack_add(struct bo_text *values, const double *value, uint32_t n_months);
/* Reads value[n_months] unless that is NULL; returns where the next series begins. */
const unsigned char *bo_pack_next(const unsigned char *values, uint32_t n_months, double *value);
/* Moves on to the next name. */
const char *bo_pack_name(const char *names, const char **entity, const char **place);
int bo_store_make_packs(const struct bo_db *db, struct bo_err *err);
bool bo_store_has_packs(const struct bo_db *db);
/* The packs of a run from one schema of the connection to another. */
int bo_store_copy_pack(const struct bo_db *db, const char *to, const char *from, int64_t new_run,
                       int64_t old_run, struct bo_err *err);
/* The members of a run into an attached database "new", one row each. */
int bo_store_unpack(const struct bo_db *db, int64_t old_run, int64_t new_run, bool world_only,
                    struct bo_err *err);

/* Does a replicate of the variant keep all its facts, if it is the lowest that is done? */
bool bo_store_is_detailed(const struct bo_store *store, const char *variant);

/* Stamps an empty database as ours and makes its tables. */
int bo_store_make_tables(const struct bo_db *db, struct bo_err *err);
/* Refuses unless results.db and results.db.partial are missing or hold results of the scenario. */
int bo_store_check_occupant(const struct bo_store *store, const char *scenario_name,
                            struct bo_err *err);
/* Refuses exports of strangers, which have no results beside them, unless forced; folders in their place always. */
int bo_store_check_exports(const struct bo_store *store, bool force, struct bo_err *err);
/* Makes and locks the folder and finds out whose results it holds, which force ignores. */
int bo_store_enter(struct bo_store *store, const char *dir, const struct bo_experiment *experiment,
                   bool force, struct bo_err *err);
/* A new partial file in place of what there may be. */
int bo_store_begin(struct bo_store *store, const struct bo_experiment *experiment,
                   struct bo_err *err);
/* Opens the partial file that is there, or a new one, for writing, without tables or statements. */
int bo_store_open_partial(struct bo_store *store, struct bo_err *err);
int bo_store_prepare(struct bo_store *store, struct bo_err *err);
/* Finalises the statements and closes the partial file. */
void bo_store_release(struct bo_store *store);

#endif
