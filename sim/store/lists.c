/* Series and lists of one run, asked by name. */
#include "results.h"

#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/store/text.h"

#define NUMBER_BYTES 64

int bo_results_values(const struct bo_results *results, const char *json, double *value, uint32_t n,
                      struct bo_err *err)
{
    char number[NUMBER_BYTES];
    size_t n_bytes;
    const char *at = json;
    for (uint32_t i = 0; i < n; i++) {
        const char *token = bo_text_json_next(&at, &n_bytes);
        if (!token || n_bytes >= sizeof number)
            return bo_results_damaged(results, BO_RESULTS_BAD_MONTHS, err);
        memcpy(number, token, n_bytes);
        number[n_bytes] = '\0';
        value[i] = BO_NAN;
        if (n_bytes > 0 && bo_double_parse(number, &value[i]) != 0)
            return bo_results_damaged(results, "a series holds what is no number", err);
    }
    if (strcmp(at, n == 0 ? "[]" : "]") != 0)
        return bo_results_damaged(results, BO_RESULTS_BAD_MONTHS, err);
    return 0;
}

static int read_state(const struct bo_results *results, sqlite3_stmt *s,
                      const struct bo_results_run *run, double *value, enum bo_series_state *state,
                      struct bo_err *err)
{
    bool row = false;
    int rc = bo_db_step(&results->db, s, &row, err);
    if (rc != 0)
        return rc;
    enum bo_series_state found = BO_SERIES_ABSENT;
    if (row)
        found = sqlite3_column_type(s, 0) == SQLITE_NULL ? BO_SERIES_ZERO : BO_SERIES_STORED;
    if (found == BO_SERIES_STORED)
        rc = bo_results_values(results, bo_db_text(s, 0), value, run->n_months, err);
    for (uint32_t i = 0; found != BO_SERIES_STORED && i < run->n_months; i++)
        value[i] = found == BO_SERIES_ZERO ? 0.0 : BO_NAN;
    if (rc == 0)
        *state = found;
    return rc;
}

int bo_results_series(struct bo_results *results, const struct bo_results_run *run,
                      const struct bo_series_name *name, double *value, enum bo_series_state *state,
                      struct bo_err *err)
{
    int rc = 0;
    if (!results->find_series)
        rc =
            bo_db_prepare(&results->db,
                          "SELECT month_values FROM series WHERE run = ?1 AND variable = ?2 AND "
                          "entity = ?3 AND place = ?4 UNION ALL SELECT NULL FROM zero_series WHERE "
                          "run = ?1 AND variable = ?2 AND entity = ?3 AND place = ?4",
                          &results->find_series, err);
    if (rc != 0)
        return rc;
    sqlite3_stmt *s = results->find_series;
    rc = bo_db_bind(&results->db, s,
                    BO_DB_VALUES(BO_INT(run->run), BO_TEXT(name->variable), BO_TEXT(name->entity),
                                 BO_TEXT(name->place)),
                    err);
    if (rc == 0)
        rc = read_state(results, s, run, value, state, err);
    sqlite3_reset(s);
    return rc;
}

/* A query whose rows become elements of an array in the caller's arena. */
struct listing {
    const struct bo_results *results;
    struct bo_arena *arena;
    sqlite3_stmt *s;
    struct bo_err *err;
};

static int start_listing(struct listing *l, const char *sql, uint32_t run, const char *filter)
{
    struct bo_db_value value[] = {BO_INT(run), BO_TEXT(filter)};
    return bo_results_ask(l->results, sql, value, filter ? 2 : 1, &l->s, l->err);
}

static char *take(const struct listing *l, int column)
{
    return bo_arena_strdup(l->arena, bo_db_text(l->s, column));
}

/* False at the end and at an error, which *rc tells apart. */
static bool next_row(const struct listing *l, int *rc)
{
    bool row = false;
    if (*rc == 0)
        *rc = bo_db_step(&l->results->db, l->s, &row, l->err);
    return *rc == 0 && row;
}

int bo_results_keys(struct bo_results *results, uint32_t run, const char *variable,
                    struct bo_arena *arena, struct bo_key_list *list, struct bo_err *err)
{
    struct listing l = {.results = results, .arena = arena, .err = err};
    struct bo_results_key *key = NULL;
    uint32_t n = 0, room = 0;
    int rc = start_listing(&l,
                           "SELECT entity, place, 1 FROM series WHERE run = ?1 AND variable = ?2 "
                           "UNION ALL SELECT entity, place, 0 FROM zero_series WHERE run = ?1 AND "
                           "variable = ?2 ORDER BY 1, 2",
                           run, variable);
    while (next_row(&l, &rc)) {
        BO_ARENA_ROOM(arena, key, n, room);
        key[n++] = (struct bo_results_key){
            .entity = take(&l, 0),
            .place = take(&l, 1),
            .state = sqlite3_column_int(l.s, 2) ? BO_SERIES_STORED : BO_SERIES_ZERO,
        };
    }
    sqlite3_finalize(l.s);
    if (rc != 0)
        return rc;
    *list = (struct bo_key_list){n, key};
    return 0;
}

static int take_event(const struct listing *l, struct bo_fact_event *event)
{
    int32_t day = 0;
    if (bo_day_parse(bo_db_text(l->s, 0), &day, NULL) != 0)
        return bo_results_damaged(l->results, "the date of an event is no date", l->err);
    *event = (struct bo_fact_event){
        .day = day,
        .order = (uint32_t)sqlite3_column_int64(l->s, 1),
        .entity = take(l, 2),
        .place = take(l, 3),
        .kind = take(l, 4),
        .subject = take(l, 5),
        .amount = bo_db_real(l->s, 6),
        .unit = take(l, 7),
        .why = take(l, 8),
    };
    return 0;
}

#define EVENT_COLUMNS                                                                              \
    "SELECT date, number, entity, place, kind, subject, amount, unit, why FROM event WHERE run = " \
    "?1 "

int bo_results_events(struct bo_results *results, uint32_t run, const char *entity,
                      struct bo_arena *arena, struct bo_event_list *list, struct bo_err *err)
{
    struct listing l = {.results = results, .arena = arena, .err = err};
    struct bo_fact_event *event = NULL;
    uint32_t n = 0, room = 0;
    int rc = start_listing(&l,
                           entity ? EVENT_COLUMNS "AND entity = ?2 ORDER BY date, number"
                                  : EVENT_COLUMNS "ORDER BY date, number",
                           run, entity);
    while (next_row(&l, &rc)) {
        BO_ARENA_ROOM(arena, event, n, room);
        rc = take_event(&l, &event[n]);
        n++;
    }
    sqlite3_finalize(l.s);
    if (rc != 0)
        return rc;
    *list = (struct bo_event_list){n, event};
    return 0;
}

#define OUTCOME_COLUMNS "SELECT entity, key, unit, value FROM outcome WHERE run = ?1 "

int bo_results_outcomes(struct bo_results *results, uint32_t run, const char *entity,
                        struct bo_arena *arena, struct bo_outcome_list *list, struct bo_err *err)
{
    struct listing l = {.results = results, .arena = arena, .err = err};
    struct bo_fact_outcome *outcome = NULL;
    uint32_t n = 0, room = 0;
    int rc = start_listing(&l,
                           entity ? OUTCOME_COLUMNS "AND entity = ?2 ORDER BY entity, key"
                                  : OUTCOME_COLUMNS "ORDER BY entity, key",
                           run, entity);
    while (next_row(&l, &rc)) {
        BO_ARENA_ROOM(arena, outcome, n, room);
        outcome[n++] = (struct bo_fact_outcome){
            .entity = take(&l, 0),
            .key = take(&l, 1),
            .unit = take(&l, 2),
            .value = bo_db_real(l.s, 3),
        };
    }
    sqlite3_finalize(l.s);
    if (rc != 0)
        return rc;
    *list = (struct bo_outcome_list){n, outcome};
    return 0;
}

#define POSTING_COLUMNS                                                                           \
    "SELECT entity, year, account, category, debit_cents, credit_cents FROM posting WHERE run = " \
    "?1 "

int bo_results_postings(struct bo_results *results, uint32_t run, const char *entity,
                        struct bo_arena *arena, struct bo_posting_list *list, struct bo_err *err)
{
    struct listing l = {.results = results, .arena = arena, .err = err};
    struct bo_results_posting *posting = NULL;
    uint32_t n = 0, room = 0;
    int rc =
        start_listing(&l,
                      entity ? POSTING_COLUMNS "AND entity = ?2 ORDER BY year, account, category"
                             : POSTING_COLUMNS "ORDER BY entity, year, account, category",
                      run, entity);
    while (next_row(&l, &rc)) {
        BO_ARENA_ROOM(arena, posting, n, room);
        posting[n++] = (struct bo_results_posting){
            .entity = take(&l, 0),
            .year = sqlite3_column_int(l.s, 1),
            .account = take(&l, 2),
            .category = take(&l, 3),
            .debit = sqlite3_column_int64(l.s, 4),
            .credit = sqlite3_column_int64(l.s, 5),
        };
    }
    sqlite3_finalize(l.s);
    if (rc != 0)
        return rc;
    *list = (struct bo_posting_list){n, posting};
    return 0;
}

int bo_results_inputs(struct bo_results *results, uint32_t run, struct bo_arena *arena,
                      struct bo_input_list *list, struct bo_err *err)
{
    struct listing l = {.results = results, .arena = arena, .err = err};
    struct bo_fact_input *input = NULL;
    uint32_t n = 0, room = 0;
    int rc =
        start_listing(&l, "SELECT path, value FROM input WHERE run = ?1 ORDER BY path", run, NULL);
    while (next_row(&l, &rc)) {
        BO_ARENA_ROOM(arena, input, n, room);
        input[n++] = (struct bo_fact_input){.path = take(&l, 0), .value = bo_db_real(l.s, 1)};
    }
    sqlite3_finalize(l.s);
    if (rc != 0)
        return rc;
    *list = (struct bo_input_list){n, input};
    return 0;
}
