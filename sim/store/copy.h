/* copy.h - one run from one database into another that is attached to it, under another number. */
#ifndef BUILDOUT_STORE_COPY_H
#define BUILDOUT_STORE_COPY_H

#include "db.h"

enum { BO_N_COPIES = 10 };

struct bo_run_copy {
    sqlite3_stmt *statement[BO_N_COPIES];
};

/* From schema `from` to schema `to` of one connection ("main", "new", ...). Finalise also after an error. */
int bo_run_copy_prepare(const struct bo_db *db, const char *to, const char *from,
                        struct bo_run_copy *out, struct bo_err *err);
/* With details: series, events, postings, projects and fleets too. */
int bo_run_copy(const struct bo_db *db, const struct bo_run_copy *copy, int64_t new_run,
                int64_t old_run, bool detail, struct bo_err *err);
void bo_run_copy_finalise(struct bo_run_copy *copy);

#endif
