#include "blocks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/base/num.h"

/* Of addresses: for the list of runs and the names of series, and what has huge pages however few values there are. */
#define NAMES_BYTES ((size_t)1 << 30)
#define LEAST_BYTES ((size_t)1 << 28)

static int out_of_memory(const struct bo_blocks *b)
{
    return bo_err_set(b->err, BO_ESTORE, "%s: out of memory", b->store->partial_path);
}

int bo_blocks_create(const struct bo_store *store, struct bo_blocks *blocks, struct bo_err *err)
{
    *blocks = (struct bo_blocks){.store = store, .err = err};
    return bo_arena_create(NAMES_BYTES, false, &blocks->names, err);
}

void bo_blocks_free(struct bo_blocks *blocks)
{
    if (blocks->lent) {
        free(blocks->run);
    } else {
        bo_arena_free(blocks->names);
        free(blocks->has);
    }
    bo_arena_free(blocks->values);
    free(blocks->packed);
}

void bo_blocks_add(struct bo_blocks *blocks, sqlite3_stmt *s, int column)
{
    BO_ARENA_ROOM(blocks->names, blocks->run, blocks->n_runs, blocks->run_room);
    struct bo_block_run *run = &blocks->run[blocks->n_runs++];
    *run = (struct bo_block_run){
        .where = {.at = sqlite3_column_int64(s, column),
                  .n_names_bytes = (size_t)sqlite3_column_int64(s, column + 1),
                  .n_values_bytes = (size_t)sqlite3_column_int64(s, column + 2)}};
    run->next = run->where.at + (int64_t)run->where.n_names_bytes;
    run->end = run->next + (int64_t)run->where.n_values_bytes;
}

/* ---- names ---- */

static void insert_name(struct bo_blocks *b, uint32_t at, const struct bo_series_name *name)
{
    BO_ARENA_ROOM(b->names, b->series, b->n_series, b->series_room);
    memmove(&b->series[at + 1], &b->series[at], (b->n_series - at) * sizeof *b->series);
    b->series[at] = (struct bo_series_name){.variable = bo_arena_strdup(b->names, name->variable),
                                            .entity = bo_arena_strdup(b->names, name->entity),
                                            .place = bo_arena_strdup(b->names, name->place)};
    b->n_series++;
}

static int make_packed_room(struct bo_blocks *b, size_t n_bytes)
{
    if (n_bytes <= b->packed_bytes)
        return 0;
    unsigned char *packed = realloc(b->packed, n_bytes);
    if (!packed)
        return out_of_memory(b);
    b->packed = packed;
    b->packed_bytes = n_bytes;
    return 0;
}

static int read_names(struct bo_blocks *b, const struct bo_block_run *run)
{
    size_t n_bytes = run->where.n_names_bytes;
    int rc = make_packed_room(b, n_bytes + 1);
    if (rc == 0)
        rc = bo_members_read(b->store, run->where.at, b->packed, n_bytes, b->err);
    if (rc == 0 && !bo_pack_names_whole((const char *)b->packed, n_bytes))
        rc = bo_pack_damaged(b->store, b->err);
    return rc;
}

/* Both lists are sorted, so one walk finds what is new. */
static int add_names_of(struct bo_blocks *b, const struct bo_block_run *run)
{
    struct bo_series_name name = {0};
    uint32_t at = 0;
    int rc = read_names(b, run);
    const char *next = (const char *)b->packed, *end = next + run->where.n_names_bytes;
    while (rc == 0 && next < end) {
        int order = 1;
        next = bo_pack_name(next, &name);
        while (at < b->n_series && (order = bo_series_name_compare(&b->series[at], &name)) < 0)
            at++;
        if (at == b->n_series || order > 0)
            insert_name(b, at, &name);
        at++;
    }
    return rc;
}

enum { BITS = 8 };

/* When all names are known. */
static int mark_names_of(struct bo_blocks *b, const struct bo_block_run *run, unsigned char *has)
{
    struct bo_series_name name = {0};
    uint32_t at = 0;
    int rc = read_names(b, run);
    const char *next = (const char *)b->packed, *end = next + run->where.n_names_bytes;
    while (rc == 0 && next < end) {
        next = bo_pack_name(next, &name);
        while (at < b->n_series && bo_series_name_compare(&b->series[at], &name) < 0)
            at++;
        if (at == b->n_series) /* it is not in order */
            return bo_pack_damaged(b->store, b->err);
        has[at / BITS] |= (unsigned char)(1u << at % BITS);
        at++;
    }
    return rc;
}

bool bo_blocks_has(const struct bo_blocks *blocks, uint32_t run, uint32_t series)
{
    return (blocks->run[run].has[series / BITS] & 1u << series % BITS) != 0;
}

static int mark_names(struct bo_blocks *b)
{
    int rc = 0;
    size_t n_bytes = b->n_series / BITS + 1;
    b->has = calloc((size_t)b->n_runs + 1, n_bytes);
    if (!b->has)
        return out_of_memory(b);
    for (uint32_t i = 0; rc == 0 && i < b->n_runs; i++) {
        unsigned char *has = b->has + i * n_bytes;
        rc = mark_names_of(b, &b->run[i], has);
        b->run[i].has = has;
    }
    return rc;
}

/* ---- lives ---- */

/* The longest that n series can be, and what is read behind them. */
static size_t longest(const struct bo_blocks *b, uint32_t n)
{
    return n * (bo_pack_bit_bytes(b->n_months) + b->n_months * sizeof(double)) + sizeof(double);
}

/* Of what is never nil, and of an entity of which nothing says when there is it: the first rows of lives. */
enum { NEVER, ALWAYS, N_PLAIN_LIVES };

/* When a series is nil: where a run has it not, while there is its entity; and after that has ended. */
enum { WHILE_THERE = 1, AFTER = 2 };

static bool says_when_there(const struct bo_blocks *b, uint32_t series)
{
    const struct bo_series_name *name = &b->series[series];
    return name->place[0] == '\0' && strcmp(name->variable, b->untold.told_while_there) == 0;
}

/* Those that say it lie between them. */
static void find_sayers(const struct bo_blocks *b, uint32_t *first, uint32_t *end)
{
    *first = *end = 0;
    for (uint32_t i = 0; i < b->n_series; i++) {
        if (!says_when_there(b, i))
            continue;
        *first = *end == 0 ? i : *first;
        *end = i + 1;
    }
}

static uint32_t find_life(const struct bo_blocks *b, const char *entity, uint32_t first,
                          uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        if (says_when_there(b, i) && strcmp(b->series[i].entity, entity) == 0)
            return N_PLAIN_LIVES + i - first;
    }
    return ALWAYS;
}

static unsigned char nil_of(const struct bo_untold *untold, const char *variable)
{
    bool while_there = untold->is_nil && untold->is_nil(variable);
    bool after = untold->is_amount && untold->is_amount(variable);
    return (unsigned char)((while_there ? WHILE_THERE : 0) | (after ? AFTER : 0));
}

static void choose_lives(struct bo_blocks *b, uint32_t first, uint32_t end)
{
    unsigned char nil = 0;
    b->nil = BO_NEW_ARRAY(b->names, unsigned char, b->n_series);
    b->life_of = BO_NEW_ARRAY(b->names, uint32_t, b->n_series);
    for (uint32_t i = 0; i < b->n_series; i++) {
        const char *variable = b->series[i].variable;
        if (i == 0 || strcmp(variable, b->series[i - 1].variable) != 0)
            nil = nil_of(&b->untold, variable);
        b->nil[i] = nil;
        b->life_of[i] = nil != 0 ? find_life(b, b->series[i].entity, first, end) : NEVER;
    }
}

static struct bo_life life_in(const double *value, uint32_t n_months)
{
    struct bo_life life = {0, 0};
    for (uint32_t i = 0; i < n_months; i++) {
        if (!isfinite(value[i]))
            continue;
        life.first = life.end == 0 ? i : life.first;
        life.end = i + 1;
    }
    return life;
}

/* From series first..end-1 of a run, which lie behind all before them. */
static int read_lives(struct bo_blocks *b, uint32_t run, uint32_t first, uint32_t end,
                      double *value)
{
    const struct bo_block_run *of = &b->run[run];
    size_t left = (size_t)(of->end - of->next), most = longest(b, end);
    size_t n_bytes = left < most ? left : most, n_read = 0;
    int rc = make_packed_room(b, n_bytes + sizeof(double));
    if (rc == 0)
        rc = bo_members_read(b->store, of->next, b->packed, n_bytes, b->err);
    for (uint32_t i = 0; rc == 0 && i < end; i++) {
        if (!bo_blocks_has(b, run, i))
            continue;
        size_t length = bo_pack_length(b->packed + n_read, n_bytes - n_read, b->n_months);
        if (length == 0)
            return bo_pack_damaged(b->store, b->err);
        if (i >= first) {
            bo_pack_next(b->packed + n_read, b->n_months, value);
            b->life[(size_t)(N_PLAIN_LIVES + i - first) * b->n_runs + run] =
                life_in(value, b->n_months);
        }
        n_read += length;
    }
    return rc;
}

static int find_lives(struct bo_blocks *b)
{
    uint32_t first = 0, end = 0;
    int rc = 0;
    if (b->untold.is_nil || b->untold.is_amount)
        find_sayers(b, &first, &end);
    choose_lives(b, first, end);
    double *value = BO_NEW_ARRAY(b->names, double, b->n_months);
    b->life =
        BO_NEW_ARRAY(b->names, struct bo_life, (size_t)(N_PLAIN_LIVES + end - first) * b->n_runs);
    for (uint32_t run = 0; rc == 0 && run < b->n_runs; run++) {
        b->life[(size_t)ALWAYS * b->n_runs + run].end = b->n_months;
        if (end > 0)
            rc = read_lives(b, run, first, end, value);
    }
    return rc;
}

int bo_blocks_list(struct bo_blocks *b)
{
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < b->n_runs; i++)
        rc = add_names_of(b, &b->run[i]);
    if (rc == 0)
        rc = mark_names(b);
    return rc == 0 ? find_lives(b) : rc;
}

/* ---- values ---- */

static double *values_of(const struct bo_blocks *b, uint32_t place, uint32_t run)
{
    return b->value + ((size_t)place * b->n_runs + run) * b->n_months;
}

static struct bo_life life_of(const struct bo_blocks *b, uint32_t run, uint32_t series)
{
    return b->life[(size_t)b->life_of[series] * b->n_runs + run];
}

static void fill_gap(const struct bo_blocks *b, uint32_t run, uint32_t series, double *value)
{
    struct bo_life life = life_of(b, run, series);
    bool nil = (b->nil[series] & WHILE_THERE) != 0;
    for (uint32_t i = 0; i < b->n_months; i++)
        value[i] = nil && i >= life.first && i < life.end ? 0.0 : BO_NAN;
}

/* Who never began has not ended. */
static void fill_after(const struct bo_blocks *b, uint32_t run, uint32_t series, double *value)
{
    struct bo_life life = life_of(b, run, series);
    if ((b->nil[series] & AFTER) == 0 || life.end == 0)
        return;
    for (uint32_t i = life.end; i < b->n_months; i++)
        value[i] = isnan(value[i]) ? 0.0 : value[i];
}

/* Series from..to-1 of a run, unless they are only gone past; what is read behind them is read again by the next block. */
static int read_run(struct bo_blocks *b, uint32_t run, uint32_t from, uint32_t to, bool past)
{
    struct bo_block_run *of = &b->run[run];
    size_t left = (size_t)(of->end - of->next), most = longest(b, to - from);
    size_t n_bytes = left < most ? left : most, n_read = 0;
    int rc = bo_members_read(b->store, of->next, b->packed, n_bytes, b->err);
    for (uint32_t i = from; rc == 0 && i < to; i++) {
        double *value = values_of(b, i - from, run);
        if (!bo_blocks_has(b, run, i)) {
            if (!past) {
                fill_gap(b, run, i, value);
                fill_after(b, run, i, value);
            }
            continue;
        }
        size_t length = bo_pack_length(b->packed + n_read, n_bytes - n_read, b->n_months);
        if (length == 0)
            return bo_pack_damaged(b->store, b->err);
        if (!past) {
            bo_pack_next(b->packed + n_read, b->n_months, value);
            fill_after(b, run, i, value);
        }
        n_read += length;
    }
    of->next += (int64_t)n_read;
    return rc;
}

static int make_room(struct bo_blocks *b, size_t memory_bytes)
{
    size_t of_series = (size_t)b->n_runs * b->n_months * sizeof(double);
    size_t n_block = of_series > 0 ? memory_bytes / of_series : 1;
    n_block = n_block < b->n_series ? n_block : b->n_series;
    b->n_block = n_block > 0 ? (uint32_t)n_block : 1;
    /* In an arena for its huge pages: to touch small ones took as long as to read the values. */
    size_t n_bytes = b->n_block * of_series;
    int rc = bo_arena_create(LEAST_BYTES + n_bytes, false, &b->values, b->err);
    if (rc != 0)
        return rc;
    b->value = BO_NEW_ARRAY(b->values, double, n_bytes / sizeof(double));
    return make_packed_room(b, longest(b, b->n_block) + sizeof(double));
}

int bo_blocks_begin(struct bo_blocks *blocks, size_t memory_bytes)
{
    int rc = bo_blocks_list(blocks);
    return rc == 0 ? make_room(blocks, memory_bytes) : rc;
}

int bo_blocks_share(const struct bo_blocks *blocks, size_t memory_bytes, struct bo_blocks *out,
                    struct bo_err *err)
{
    *out = *blocks;
    out->lent = true;
    out->err = err;
    out->values = NULL;
    out->packed = NULL;
    out->packed_bytes = 0;
    out->run = malloc(((size_t)blocks->n_runs + 1) * sizeof *out->run);
    if (!out->run)
        return out_of_memory(out);
    if (blocks->n_runs > 0) /* memcpy takes no NULL, not even of nothing */
        memcpy(out->run, blocks->run, blocks->n_runs * sizeof *out->run);
    return make_room(out, memory_bytes);
}

static int read_block(struct bo_blocks *b, uint32_t to, bool past)
{
    int rc = 0;
    for (uint32_t run = 0; rc == 0 && run < b->n_runs; run++)
        rc = read_run(b, run, b->at, to, past);
    b->at = to;
    return rc;
}

static uint32_t end_of_block(const struct bo_blocks *b, uint32_t end)
{
    uint32_t left = end - b->at;
    return b->at + (left < b->n_block ? left : b->n_block);
}

int bo_blocks_some(struct bo_blocks *blocks, uint32_t first, uint32_t end, bo_blocks_fn give_to,
                   void *context)
{
    int rc = 0;
    while (rc == 0 && blocks->at < first)
        rc = read_block(blocks, end_of_block(blocks, first), true);
    while (rc == 0 && blocks->at < end) {
        uint32_t from = blocks->at;
        rc = read_block(blocks, end_of_block(blocks, end), false);
        for (uint32_t i = from; rc == 0 && i < blocks->at; i++)
            rc = give_to(context, i, values_of(blocks, i - from, 0));
    }
    return rc;
}

int bo_blocks_each(struct bo_blocks *blocks, bo_blocks_fn give_to, void *context)
{
    return bo_blocks_some(blocks, 0, blocks->n_series, give_to, context);
}
