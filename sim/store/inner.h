/* inner.h - what writing and rebuilding share: an open store and the names of its files. */
#ifndef BUILDOUT_STORE_INNER_H
#define BUILDOUT_STORE_INNER_H

#include "buildout/store/store.h"

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
    BO_INSERT_MEMBER,
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
    enum bo_keep keep;
};

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
