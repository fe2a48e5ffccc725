/* blocks.h - the banded series of many runs side by side, from their packs, as many at a time as memory allows.
 *
 * Runs are added, each with its pack; then every series that one of them has is given, in key order, with the values of
 * all of them. What a run does not tell of a series is nil or NaN in it, as the caller says.
 *
 * Owner:  the blocks own their memory until bo_blocks_free; names live as long.
 * Errors: BO_ESTORE for packs that cannot be read and for memory.
 */
#ifndef BUILDOUT_STORE_BLOCKS_H
#define BUILDOUT_STORE_BLOCKS_H

#include "inner.h"

/* A run, read from its first series to its last. */
struct bo_block_run {
    struct bo_packed where;
    const unsigned char *has; /* [bits of n_series] */
    int64_t next, end;        /* what is not read yet of its values */
};

/* Months first..end-1 of a run; none when they are equal. */
struct bo_life {
    uint32_t first, end;
};

struct bo_blocks {
    const struct bo_store *store;
    uint32_t n_months;       /* of every run, for the caller to say, */
    struct bo_untold untold; /* as what that is which a run does not tell */
    uint32_t n_runs, run_room;
    struct bo_block_run *run; /* as they were added */
    uint32_t n_series, series_room;
    struct bo_series_name *series; /* sorted, of all runs together */
    struct bo_arena *names, *values;
    unsigned char *has;    /* [n_runs x bits of n_series] which of them a run has */
    unsigned char *nil;    /* [n_series] when it is nil though a run does not tell it */
    uint32_t *life_of;     /* [n_series] the row of lives of its entity */
    struct bo_life *life;  /* [rows x n_runs] */
    uint32_t n_block;      /* series held at a time */
    uint32_t at;           /* the series that is read next */
    double *value;         /* [n_block x n_runs x n_months] */
    unsigned char *packed; /* [packed_bytes] names or values of a run, on their way */
    size_t packed_bytes;
    bool lent; /* runs but for how far they are read, names, has and lives are another's */
    struct bo_err *err;
};

int bo_blocks_create(const struct bo_store *store, struct bo_blocks *blocks, struct bo_err *err);
void bo_blocks_free(struct bo_blocks *blocks);
/* The run at columns at.. of the statement's row: at, names_bytes, values_bytes. */
void bo_blocks_add(struct bo_blocks *blocks, sqlite3_stmt *s, int column);
/* When all runs are added: finds their series. */
int bo_blocks_list(struct bo_blocks *blocks);
/* Finds them too, and makes room for as many as fit into memory_bytes, at least one. */
int bo_blocks_begin(struct bo_blocks *blocks, size_t memory_bytes);
/* A reader of blocks of which the series are listed, with room of its own, as for a thread: they are freed after it. */
int bo_blocks_share(const struct bo_blocks *blocks, size_t memory_bytes, struct bo_blocks *out,
                    struct bo_err *err);

bool bo_blocks_has(const struct bo_blocks *blocks, uint32_t run, uint32_t series);

/* value[n_runs x n_months] of series[i], which it may not change. */
typedef int (*bo_blocks_fn)(void *context, uint32_t series, const double *value);
/* Series first..end-1, which may not be before those that were given. Ends early with the first status that is not 0. */
int bo_blocks_some(struct bo_blocks *blocks, uint32_t first, uint32_t end, bo_blocks_fn give_to,
                   void *context);
/* All of them. */
int bo_blocks_each(struct bo_blocks *blocks, bo_blocks_fn give_to, void *context);

#endif
