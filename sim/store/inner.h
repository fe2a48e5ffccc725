/* inner.h - what writing and rebuilding share: an open store and the names of its files. */
#ifndef BUILDOUT_STORE_INNER_H
#define BUILDOUT_STORE_INNER_H

#include "buildout/store/store.h"

#include "buildout/store/pack.h"
#include "buildout/store/read.h"
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
    BO_INSERT_TAKEOVER,
    BO_INSERT_EVENT,
    BO_INSERT_POSTING,
    BO_INSERT_FLEET,
    BO_INSERT_PROJECT,
    BO_INSERT_PACKED,
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
    int members_fd; /* results.db.partial-members; 0: not open */
    int64_t members_end;
    struct bo_text told; /* names of the variables that are put, not to put them for each run */
    bool thin;           /* an ensemble: only the lowest replicate of a variant has all its facts */
    char *detailed;      /* the only variant of which one has them; NULL: every variant */
    enum bo_keep keep;
};

/* Where the pack of a run is in the file of members, which the partial file says in its table packed. */
struct bo_packed {
    int64_t at;
    size_t n_names_bytes, n_values_bytes;
    uint64_t check;
};

/* ---- the file of members beside the partial file (members.c) ---- */

/* Megabytes a run go past SQLite, which would write and read them twice: first into this file, then in the run's
 * transaction a row that says where. What no row speaks of is overwritten. */
int bo_members_make(const struct bo_db *db, struct bo_err *err); /* the table */
bool bo_members_has(const struct bo_db *db);
/* Writes a pack behind all that the table speaks of. */
int bo_members_write(struct bo_store *store, const struct bo_fact_pack *pack, int64_t *at,
                     struct bo_err *err);
/* Forgets each run whose pack is not what was written, as a power cut may leave it, and goes on behind the others. */
int bo_members_take_up(struct bo_store *store, struct bo_err *err);
int bo_members_read(const struct bo_store *store, int64_t at, void *to, size_t n_bytes,
                    struct bo_err *err);
/* Removes a run and all that the partial file has of it. */
int bo_store_remove_run(const struct bo_store *store, int64_t run, struct bo_err *err);

int bo_pack_damaged(const struct bo_store *store, struct bo_err *err);

/* ---- what is in a pack (pack.c) ---- */

size_t bo_pack_bit_bytes(uint32_t n_months);
uint64_t bo_pack_check(const struct bo_fact_pack *pack);
/* The names of n_bytes are well formed. */
bool bo_pack_names_whole(const char *names, size_t n_bytes);
/* Names and values are well formed and belong together. */
bool bo_pack_whole(const struct bo_fact_pack *pack, uint32_t n_months);
int bo_series_name_compare(const struct bo_series_name *name, const struct bo_series_name *other);
/* Moves on to the next name; the variable stays where it is that of the series before. */
const char *bo_pack_name(const char *names, struct bo_series_name *name);
/* Bytes of the series that begins at values, of which n_left follow; 0 when it does not end there. */
size_t bo_pack_length(const unsigned char *values, size_t n_left, uint32_t n_months);
/* Reads value[n_months] of a series that is whole; returns where the next begins. Eight bytes behind the series are read
 * too, whatever they are. */
const unsigned char *bo_pack_next(const unsigned char *values, uint32_t n_months, double *value);

/* The packs of a finished shard: a table of its own. */
int bo_store_make_packs(const struct bo_db *db, struct bo_err *err);
bool bo_store_has_packs(const struct bo_db *db, const char *schema);
/* The pack of a run to table pack of schema new. */
int bo_store_give_pack(const struct bo_store *store, int64_t old_run, int64_t new_run,
                       struct bo_err *err);
/* From table pack of schema other to the file of members. */
int bo_store_take_pack(struct bo_store *store, int64_t old_run, int64_t new_run,
                       struct bo_err *err);
/* The members of a run into an attached database "new", one row each. */
int bo_store_unpack(const struct bo_store *store, int64_t old_run, int64_t new_run, bool world_only,
                    struct bo_err *err);

/* Does a replicate of the variant keep all its facts, if it is the lowest that is done? */
bool bo_store_is_detailed(const struct bo_store *store, const char *variant);

/* Stamps an empty database as ours and makes its tables. */
int bo_store_make_tables(const struct bo_db *db, struct bo_err *err);
/* Refuses unless results.db and results.db.partial are missing or hold results of the scenario. */
int bo_store_check_occupant(const struct bo_store *store, const char *scenario_name,
                            struct bo_err *err);
/* Removes what was made of the results which new ones are about to replace: exports, tables and formats, told by their
 * sidecars, and the report. Before the new ones get their name, so that whatever ends the process no such file is beside them. */
int bo_store_remove_stale(const struct bo_store *store, struct bo_err *err);
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
