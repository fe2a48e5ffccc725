/* One run into the partial file, one transaction. */
#include "inner.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/arena.h"
#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/store/text.h"

#define PACK_BYTES ((size_t)1 << 32) /* of addresses */

/* A run on its way into the store. */
struct putting {
    struct bo_store *store;
    int64_t run;
    bool whole;          /* with series, events and postings */
    bo_banded_fn banded; /* NULL: no member */
    struct bo_text json;
    struct bo_text told; /* names of the variables that it is the first to put */
    int64_t members_end; /* behind its own */
    struct bo_err *err;
};

static int put(const struct putting *p, enum bo_store_insert what, const struct bo_db_value *value,
               int n)
{
    return bo_db_put(&p->store->db, p->store->insert[what], value, n, p->err);
}

enum content { CONTENT_NONE, CONTENT_ZERO, CONTENT_VALUES };

/* Zero with gaps is not zero throughout: the gaps must be told. */
static enum content content_of(const double *value, uint32_t n)
{
    uint32_t n_zero = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!isfinite(value[i]))
            continue;
        if (fabs(value[i]) > 0.0)
            return CONTENT_VALUES;
        n_zero++;
    }
    if (n_zero == 0)
        return CONTENT_NONE;
    return n_zero == n ? CONTENT_ZERO : CONTENT_VALUES;
}

static int put_values(struct putting *p, const struct bo_fact_series *series, const char *name,
                      uint32_t n_months)
{
    p->json.n = 0;
    bo_text_json_doubles(&p->json, series->value, n_months);
    bo_text_char(&p->json, '\0');
    if (p->json.failed)
        return bo_err_set(p->err, BO_ESTORE, "%s: out of memory", p->store->partial_path);
    return put(p, BO_INSERT_SERIES,
               BO_DB_VALUES(BO_INT(p->run), BO_TEXT(name), BO_TEXT(series->entity),
                            BO_TEXT(series->place), BO_TEXT(p->json.data)));
}

static int put_whole(struct putting *p, const struct bo_fact_series *series, const char *name,
                     enum content content, uint32_t n_months)
{
    if (content == CONTENT_VALUES)
        return put_values(p, series, name, n_months);
    return put(p, BO_INSERT_ZERO_SERIES,
               BO_DB_VALUES(BO_INT(p->run), BO_TEXT(name), BO_TEXT(series->entity),
                            BO_TEXT(series->place)));
}

/* Where it was simulated it was packed already, but for a run with all its facts. */
static int put_members(struct putting *p, const struct bo_facts *facts)
{
    struct bo_fact_pack pack = facts->pack;
    struct bo_arena *arena = NULL;
    int64_t at = 0;
    int rc = 0;
    if (!pack.names) {
        rc = bo_arena_create(PACK_BYTES, false, &arena, p->err);
        if (rc != 0)
            return rc;
        bo_store_pack(facts, p->banded, arena, &pack);
    }
    rc = bo_members_write(p->store, &pack, &at, p->err);
    if (rc == 0)
        rc = put(p, BO_INSERT_PACKED,
                 BO_DB_VALUES(BO_INT(p->run), BO_INT(at), BO_INT((int64_t)pack.n_names_bytes),
                              BO_INT((int64_t)pack.n_values_bytes), BO_INT((int64_t)pack.check)));
    p->members_end = at + (int64_t)pack.n_names_bytes + (int64_t)pack.n_values_bytes;
    bo_arena_free(arena);
    return rc;
}

static int put_series(struct putting *p, const struct bo_facts *facts, bool *computed)
{
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *series = &facts->series[i];
        const char *name = facts->variable[series->variable].name;
        enum content content = content_of(series->value, facts->n_months);
        int rc = 0;
        if (content == CONTENT_NONE)
            continue;
        computed[series->variable] = true;
        if (p->whole)
            rc = put_whole(p, series, name, content, facts->n_months);
        if (rc != 0)
            return rc;
    }
    return 0;
}

/* Looks in a list of names behind the one found last, where the next of them most likely is, and then from its front. */
static bool is_told(const struct bo_text *list, size_t *at, const char *name)
{
    size_t start = *at < list->n ? *at : 0, next = start;
    while (list->n > 0) {
        size_t n_bytes = strlen(list->data + next) + 1;
        bool same = strcmp(list->data + next, name) == 0;
        next += n_bytes;
        if (same) {
            *at = next;
            return true;
        }
        if (next == list->n)
            next = 0;
        if (next == start)
            break;
    }
    return false;
}

/* Nearly the same variables are computed by run after run. */
static int put_told(struct putting *p, const struct bo_facts *facts, const bool *computed)
{
    size_t at = 0;
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < facts->n_variables; i++) {
        const struct bo_fact_variable *v = &facts->variable[i];
        if (!computed[i] || is_told(&p->store->told, &at, v->name))
            continue;
        bo_text_add(&p->told, v->name, strlen(v->name) + 1);
        rc = put(p, BO_INSERT_VARIABLE,
                 BO_DB_VALUES(BO_TEXT(v->name), BO_TEXT(v->unit), BO_TEXT(v->meaning)));
    }
    return rc;
}

static int put_variables(struct putting *p, const struct bo_facts *facts)
{
    if (facts->computed)
        return put_told(p, facts, facts->computed);
    bool *computed = calloc(facts->n_variables + 1, sizeof *computed);
    if (!computed)
        return bo_file_fail(p->store->partial_path, p->err);
    int rc = put_series(p, facts, computed);
    if (rc == 0)
        rc = put_told(p, facts, computed);
    free(computed);
    return rc;
}

static int put_events(struct putting *p, const struct bo_facts *facts)
{
    char date[16];
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < facts->n_events; i++) {
        const struct bo_fact_event *e = &facts->event[i];
        bo_day_format(e->day, date);
        rc = put(p, BO_INSERT_EVENT,
                 BO_DB_VALUES(BO_INT(p->run), BO_TEXT(date), BO_INT(i + 1), BO_TEXT(e->entity),
                              BO_TEXT(e->place), BO_TEXT(e->kind), BO_TEXT(e->subject),
                              BO_REAL(e->amount), BO_TEXT(e->unit), BO_TEXT(e->why)));
    }
    return rc;
}

static int put_outcomes(struct putting *p, const struct bo_facts *facts)
{
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < facts->n_outcomes; i++) {
        const struct bo_fact_outcome *o = &facts->outcome[i];
        rc = put(p, BO_INSERT_OUTCOME,
                 BO_DB_VALUES(BO_INT(p->run), BO_TEXT(o->entity), BO_TEXT(o->key), BO_TEXT(o->unit),
                              BO_REAL(o->value)));
    }
    return rc;
}

static int put_takeovers(struct putting *p, const struct bo_facts *facts)
{
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < facts->n_takeovers; i++)
        rc = put(p, BO_INSERT_TAKEOVER,
                 BO_DB_VALUES(BO_INT(p->run), BO_TEXT(facts->takeover[i].entity),
                              BO_TEXT(facts->takeover[i].acquirer)));
    return rc;
}

static int put_posting(struct putting *p, const struct bo_facts *facts,
                       const struct bo_fact_posting *o)
{
    uint32_t n_years = bo_facts_n_years(facts);
    int rc = 0;
    for (uint32_t y = 0; rc == 0 && y < n_years; y++) {
        if (o->debit[y] == 0 && o->credit[y] == 0)
            continue;
        int32_t year = bo_year_of_day(bo_month_first_day(facts->first_month)) + (int32_t)y;
        rc = put(p, BO_INSERT_POSTING,
                 BO_DB_VALUES(BO_INT(p->run), BO_TEXT(o->entity), BO_INT(year), BO_TEXT(o->account),
                              BO_TEXT(o->category), BO_INT(o->debit[y]), BO_INT(o->credit[y])));
    }
    return rc;
}

static int put_postings(struct putting *p, const struct bo_facts *facts)
{
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < facts->n_postings; i++)
        rc = put_posting(p, facts, &facts->posting[i]);
    return rc;
}

static int put_holdings(struct putting *p, const struct bo_facts *facts)
{
    char month[16];
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < facts->n_holdings; i++) {
        const struct bo_fact_holding *h = &facts->holding[i];
        bo_month_format(facts->first_month + (int32_t)h->month, month);
        rc = put(p, BO_INSERT_FLEET,
                 BO_DB_VALUES(BO_INT(p->run), BO_TEXT(month), BO_TEXT(h->owner), BO_TEXT(h->host),
                              BO_TEXT(h->place), BO_TEXT(h->user), BO_TEXT(h->chip),
                              BO_INT((int64_t)h->count)));
    }
    return rc;
}

enum { DATE_BYTES = 16, N_PROJECT_COLUMNS = 39 };

/* A row of the table project on its way, column by column; dates need their texts until it is put. */
struct project_row {
    struct bo_db_value value[N_PROJECT_COLUMNS];
    char date[2 * BO_N_PHASES + 4][DATE_BYTES];
    int n, n_dates;
};

static void add_date(struct project_row *row, int32_t day)
{
    char *date = row->date[row->n_dates++];
    bool is = day != BO_NO_DAY;
    if (is)
        bo_day_format(day, date);
    row->value[row->n++] = is ? BO_TEXT(date) : BO_REAL((double)NAN);
}

static void add_days(struct project_row *row, bool applies, int32_t days)
{
    row->value[row->n++] = applies ? BO_INT(days) : BO_REAL((double)NAN);
}

static void make_project_row(struct project_row *row, int64_t run, uint32_t number,
                             const struct bo_fact_project *f)
{
    const struct bo_db_value first[] = {
        BO_INT(run),           BO_INT(number),    BO_TEXT(f->name),   BO_TEXT(f->owner),
        BO_TEXT(f->user),      BO_TEXT(f->place), BO_TEXT(f->kind),   BO_TEXT(f->way),
        BO_TEXT(f->state),     BO_REAL(f->mw),    BO_INT(f->n_halls), BO_REAL(f->cost_musd),
        BO_REAL(f->spent_musd)};
    memcpy(row->value, first, sizeof first);
    row->n = sizeof first / sizeof *first;
    row->n_dates = 0;
    add_date(row, f->announced);
    add_days(row, f->slipped, f->slip);
    for (int i = 0; i < BO_N_SLIP_PARTS; i++)
        add_days(row, f->slipped, f->part[i]);
    for (int i = 0; i < BO_N_PHASES; i++) {
        add_date(row, f->planned[i]);
        add_date(row, f->actual[i]);
    }
    add_date(row, f->expected);
    add_date(row, f->complete);
    add_date(row, f->cancelled);
    row->value[row->n++] = BO_TEXT(f->why);
    assert(row->n == N_PROJECT_COLUMNS);
}

static int put_projects(struct putting *p, const struct bo_facts *facts)
{
    struct project_row row;
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < facts->n_projects; i++) {
        make_project_row(&row, p->run, i + 1, &facts->project[i]);
        rc = put(p, BO_INSERT_PROJECT, row.value, row.n);
    }
    return rc;
}

static int put_inputs(struct putting *p, const struct bo_facts *facts)
{
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < facts->n_inputs; i++)
        rc = put(p, BO_INSERT_INPUT,
                 BO_DB_VALUES(BO_INT(p->run), BO_TEXT(facts->input[i].path),
                              BO_REAL(facts->input[i].value)));
    return rc;
}

static int put_facts(struct putting *p, const struct bo_facts *facts)
{
    int rc = put_inputs(p, facts);
    if (rc == 0)
        rc = put_variables(p, facts);
    if (rc == 0 && p->banded)
        rc = put_members(p, facts);
    if (rc == 0)
        rc = put_outcomes(p, facts);
    if (rc == 0)
        rc = put_takeovers(p, facts);
    if (rc == 0 && p->whole)
        rc = put_events(p, facts);
    if (rc == 0 && p->whole)
        rc = put_postings(p, facts);
    if (rc == 0 && p->whole)
        rc = put_holdings(p, facts);
    return rc == 0 && p->whole ? put_projects(p, facts) : rc;
}

/* A run that is in the store already. */
struct earlier {
    int64_t run; /* 0: none */
    bool failed;
    char checksum[BO_SHA256_HEX];
};

static int find_earlier(const struct bo_store *store, const struct bo_run_row *row,
                        struct earlier *out, struct bo_err *err)
{
    sqlite3_stmt *find = NULL;
    bool found = false;
    int rc = bo_db_prepare(&store->db,
                           "SELECT run, status, checksum FROM run "
                           "WHERE variant = ? AND replicate = ?",
                           &find, err);
    if (rc == 0)
        rc = bo_db_bind(&store->db, find,
                        BO_DB_VALUES(BO_TEXT(row->variant), BO_INT(row->replicate)), err);
    if (rc == 0)
        rc = bo_db_step(&store->db, find, &found, err);
    *out = (struct earlier){0};
    if (rc == 0 && found) {
        out->run = sqlite3_column_int64(find, 0);
        out->failed = strcmp(bo_db_text(find, 1), "failed") == 0;
        snprintf(out->checksum, sizeof out->checksum, "%s", bo_db_text(find, 2));
    }
    sqlite3_finalize(find);
    return rc;
}

/* Over what the run was sealed by, stored or not. */
static int make_checksum(const struct bo_run_row *row, const struct bo_facts *facts,
                         char checksum[static BO_SHA256_HEX], const char *path, struct bo_err *err)
{
    char digest[BO_SHA256_HEX] = "";
    struct bo_text said = {0};
    if (facts && facts->digest[0])
        memcpy(digest, facts->digest, sizeof digest);
    else if (facts)
        bo_facts_digest(facts, NULL, digest);
    bo_text_puts(&said, row->variant);
    bo_text_char(&said, '\t');
    bo_text_uint(&said, row->replicate);
    bo_text_char(&said, '\t');
    bo_text_uint(&said, row->seed);
    bo_text_puts(&said, row->status == BO_RUN_DONE ? "\tdone\t" : "\tfailed\t");
    bo_text_puts(&said, row->message);
    bo_text_char(&said, '\t');
    bo_text_puts(&said, digest);
    if (!said.failed)
        bo_sha256_hex(said.data, said.n, checksum);
    int rc = said.failed ? bo_err_set(err, BO_ESTORE, "%s: out of memory", path) : 0;
    bo_text_free(&said);
    return rc;
}

static int put_run_row(struct putting *p, const struct bo_run_row *row,
                       const struct bo_facts *facts, const char *checksum)
{
    char seed[24], month[16] = "";
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)row->seed);
    if (facts)
        bo_month_format(facts->first_month, month);
    return put(p, BO_INSERT_RUN,
               BO_DB_VALUES(BO_INT(p->run), BO_TEXT(row->variant), BO_INT(row->replicate),
                            BO_TEXT(seed), BO_TEXT(row->status == BO_RUN_DONE ? "done" : "failed"),
                            BO_TEXT(row->message), BO_TEXT(month),
                            BO_INT(facts ? facts->n_months : 0), BO_TEXT(checksum)));
}

static int find_lower(const struct bo_store *store, const struct bo_run_row *row, bool *found,
                      struct bo_err *err)
{
    sqlite3_stmt *find = NULL;
    int rc = bo_db_prepare(&store->db,
                           "SELECT 1 FROM run WHERE variant = ? AND replicate < ? AND "
                           "status = 'done' LIMIT 1",
                           &find, err);
    if (rc == 0)
        rc = bo_db_bind(&store->db, find,
                        BO_DB_VALUES(BO_TEXT(row->variant), BO_INT(row->replicate)), err);
    if (rc == 0)
        rc = bo_db_step(&store->db, find, found, err);
    sqlite3_finalize(find);
    return rc;
}

/* *keep tells whether there is anything new to keep. */
static int put_all(struct putting *p, const struct bo_run_row *row, const struct bo_facts *facts,
                   bool *keep)
{
    const char *path = p->store->partial_path;
    char checksum[BO_SHA256_HEX];
    struct earlier earlier;
    bool lower = false;
    int rc = make_checksum(row, facts, checksum, path, p->err);
    if (rc == 0)
        rc = find_earlier(p->store, row, &earlier, p->err);
    if (rc != 0)
        return rc;
    if (earlier.run != 0 && !earlier.failed && strcmp(earlier.checksum, checksum) == 0)
        return 0;
    if (earlier.run != 0 && !earlier.failed)
        return bo_err_set(p->err, BO_EDIFFER,
                          "%s: run %s/%u is stored already, and not with the same results", path,
                          row->variant, (unsigned)row->replicate);
    *keep = true;
    if (earlier.failed)
        rc = bo_store_remove_run(p->store, earlier.run, p->err);
    if (rc == 0 && p->banded)
        rc = find_lower(p->store, row, &lower, p->err);
    if (rc != 0)
        return rc;
    p->whole = !lower && bo_store_is_detailed(p->store, row->variant);
    assert(!p->whole || !facts || !facts->extract);
    if (facts)
        rc = put_facts(p, facts);
    return rc == 0 ? put_run_row(p, row, facts, checksum) : rc;
}

static void note_put(struct putting *p)
{
    struct bo_store *store = p->store;
    store->n_runs++;
    if (p->members_end > store->members_end)
        store->members_end = p->members_end;
    if (!p->told.failed) /* without memory they are put again, which is no harm */
        bo_text_add(&store->told, p->told.data, p->told.n);
}

int bo_store_put_member(struct bo_store *store, const struct bo_run_row *row,
                        const struct bo_facts *facts, bo_banded_fn banded, struct bo_err *err)
{
    assert(store->db.handle && row->variant);
    struct putting p = {.store = store, .run = store->n_runs + 1, .banded = banded, .err = err};
    bool keep = false;
    int rc = bo_db_exec(&store->db, "BEGIN", err);
    if (rc != 0)
        return rc;
    rc = put_all(&p, row, facts, &keep);
    if (rc == 0 && keep)
        rc = bo_db_exec(&store->db, "COMMIT", err);
    /* A disk that is full may have rolled back already: then this says so, and nobody needs to hear it. */
    if (rc != 0 || !keep)
        sqlite3_exec(store->db.handle, "ROLLBACK", NULL, NULL, NULL);
    else
        note_put(&p);
    bo_text_free(&p.json);
    bo_text_free(&p.told);
    return rc;
}

int bo_store_put_run(struct bo_store *store, const struct bo_run_row *row,
                     const struct bo_facts *facts, struct bo_err *err)
{
    return bo_store_put_member(store, row, facts, NULL, err);
}
