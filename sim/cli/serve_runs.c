#include "serve_runs.h"

#include <string.h>

#include "buildout/base/num.h"
#include "serve_wire.h"

#define RUNS_BYTES ((size_t)1 << 30)   /* of address space */
#define MOST_BYTES ((size_t)400 << 20) /* that one variant may take */
#define MOST_RECORD_BYTES ((size_t)32 << 20)

/* A record that is being read; bad is set once it says something that it cannot. */
struct record {
    const char *at, *end;
    bool bad;
};

int bo_serve_runs_create(uint32_t n_replicates, struct bo_serve_runs **out, struct bo_err *err)
{
    struct bo_arena *arena;
    struct bo_serve_runs *runs;
    int status = bo_arena_create(RUNS_BYTES, false, &arena, err);

    if (status != BO_OK)
        return status;
    bo_arena_hide(arena);
    runs = BO_NEW(arena, struct bo_serve_runs);
    runs->arena = arena;
    runs->n_slots = n_replicates + 1;
    runs->slot = BO_NEW_ARRAY(arena, uint8_t, runs->n_slots);
    runs->row = BO_NEW_ARRAY(arena, struct bo_serve_row, runs->n_slots);
    runs->failed_slot = UINT32_MAX;
    *out = runs;
    return BO_OK;
}

void bo_serve_runs_free(struct bo_serve_runs *runs)
{
    if (runs != NULL)
        bo_arena_free(runs->arena);
}

/* ---- reading a record ---- */

static void take(struct record *r, void *to, size_t n)
{
    if (r->bad || (size_t)(r->end - r->at) < n) {
        r->bad = true;
        memset(to, 0, n);
        return;
    }
    memcpy(to, r->at, n);
    r->at += n;
}

static uint32_t take_u32(struct record *r)
{
    uint32_t x;

    take(r, &x, sizeof x);
    return x;
}

static double take_double(struct record *r)
{
    double x;

    take(r, &x, sizeof x);
    return x;
}

/* Points into the record. */
static const char *take_text(struct record *r)
{
    size_t n = take_u32(r);
    const char *text = r->at;

    if (r->bad || (size_t)(r->end - r->at) <= n || text[n] != '\0') {
        r->bad = true;
        return "";
    }
    r->at += n + 1;
    return text;
}

/* ---- series and key figures ---- */

const struct bo_serve_series *bo_serve_series_find(const struct bo_serve_runs *runs,
                                                   const char *variable, const char *entity,
                                                   const char *place)
{
    for (uint32_t i = 0; i < runs->n_series; i++) {
        const struct bo_serve_series *series = &runs->series[i];

        if (strcmp(series->entity, entity) == 0 && strcmp(series->variable, variable) == 0 &&
            strcmp(series->place, place) == 0)
            return series;
    }
    return NULL;
}

const struct bo_serve_outcome *bo_serve_outcome_find(const struct bo_serve_runs *runs,
                                                     const char *entity, const char *key)
{
    for (uint32_t i = 0; i < runs->n_outcomes; i++)
        if (strcmp(runs->outcome[i].entity, entity) == 0 && strcmp(runs->outcome[i].key, key) == 0)
            return &runs->outcome[i];
    return NULL;
}

bool bo_serve_has(const struct bo_serve_runs *runs, const struct bo_serve_series *series,
                  uint32_t slot)
{
    const struct bo_serve_row *row = &runs->row[slot];
    size_t number = series != NULL ? (size_t)(series - runs->series) : row->n_at;

    return number < row->n_at && row->at[number] != 0;
}

double bo_serve_value(const struct bo_serve_runs *runs, const struct bo_serve_series *series,
                      uint32_t slot, uint32_t month)
{
    const struct bo_serve_row *row = &runs->row[slot];

    if (!bo_serve_has(runs, series, slot))
        return BO_NAN;
    size_t number = (size_t)(series - runs->series);
    return (double)row->value[(size_t)(row->at[number] - 1) * runs->n_months + month];
}

/* The next series, named in the record. */
static void add_series(struct bo_serve_runs *runs, struct record *r)
{
    struct bo_arena *arena = runs->arena;
    struct bo_serve_series names;

    names.variable = take_text(r);
    names.unit = take_text(r);
    names.meaning = take_text(r);
    names.entity = take_text(r);
    names.place = take_text(r);
    BO_ARENA_ROOM(arena, runs->series, runs->n_series, runs->series_room);
    runs->series[runs->n_series++] =
        (struct bo_serve_series){.variable = bo_arena_strdup(arena, names.variable),
                                 .unit = bo_arena_strdup(arena, names.unit),
                                 .meaning = bo_arena_strdup(arena, names.meaning),
                                 .entity = bo_arena_strdup(arena, names.entity),
                                 .place = bo_arena_strdup(arena, names.place)};
}

/* Room for n_series of one run, each new to us for all that is known. */
static int open_row(struct bo_serve_runs *runs, const struct record *r, struct bo_serve_row *row,
                    uint32_t n_series, struct bo_err *err)
{
    size_t n_values = (size_t)n_series * runs->n_months;

    /* Each is a number and its values, so none is believed in that the record has no bytes for. */
    if ((size_t)(r->end - r->at) < n_series * sizeof(uint32_t) + n_values * sizeof(float))
        return bo_err_set(err, BO_ERUN, "a run's record is broken");
    if (bo_arena_used_bytes(runs->arena) + n_values * sizeof(float) > MOST_BYTES)
        return bo_err_set(err, BO_ERUN, "the scenario has more series than the page can hold");
    row->n_at = runs->n_series + n_series;
    row->at = BO_NEW_ARRAY(runs->arena, uint32_t, row->n_at);
    row->value = BO_NEW_ARRAY(runs->arena, float, n_values);
    return BO_OK;
}

static int take_series(struct bo_serve_runs *runs, struct record *r, struct bo_serve_row *row,
                       uint32_t place, struct bo_err *err)
{
    uint32_t number = take_u32(r);

    if (r->bad || number > runs->n_series)
        return bo_err_set(err, BO_ERUN, "a run's record is broken");
    if (number == runs->n_series)
        add_series(runs, r);
    row->at[number] = place + 1;
    take(r, row->value + (size_t)place * runs->n_months, runs->n_months * sizeof(float));
    return r->bad ? bo_err_set(err, BO_ERUN, "a run's record is broken") : BO_OK;
}

static void add_outcome(struct bo_serve_runs *runs, struct record *r)
{
    const char *entity = take_text(r), *key = take_text(r), *unit = take_text(r);
    struct bo_serve_outcome *outcome;

    BO_ARENA_ROOM(runs->arena, runs->outcome, runs->n_outcomes, runs->outcome_room);
    outcome = &runs->outcome[runs->n_outcomes++];
    *outcome = (struct bo_serve_outcome){.entity = bo_arena_strdup(runs->arena, entity),
                                         .key = bo_arena_strdup(runs->arena, key),
                                         .unit = bo_arena_strdup(runs->arena, unit),
                                         .value = BO_NEW_ARRAY(runs->arena, double, runs->n_slots)};
    for (uint32_t i = 0; i < runs->n_slots; i++)
        outcome->value[i] = BO_NAN;
}

static int take_outcome(struct bo_serve_runs *runs, struct record *r, uint32_t slot,
                        struct bo_err *err)
{
    uint32_t number = take_u32(r);

    if (r->bad || number > runs->n_outcomes)
        return bo_err_set(err, BO_ERUN, "a run's record is broken");
    if (bo_arena_used_bytes(runs->arena) > MOST_BYTES)
        return bo_err_set(err, BO_ERUN, "the scenario has more key figures than the page can hold");
    if (number == runs->n_outcomes)
        add_outcome(runs, r);
    runs->outcome[number].value[slot] = take_double(r);
    return r->bad ? bo_err_set(err, BO_ERUN, "a run's record is broken") : BO_OK;
}

/* ---- runs ---- */

static int take_facts(struct bo_serve_runs *runs, struct record *r, uint32_t slot,
                      struct bo_err *err)
{
    const char *digest = take_text(r);
    int32_t first = (int32_t)take_u32(r);
    uint32_t n_months = take_u32(r), n_series = take_u32(r), n_outcomes = take_u32(r);
    int status;

    if (runs->n_months == 0) {
        runs->n_months = n_months;
        runs->first_month = first;
    }
    if (r->bad || n_months != runs->n_months || first != runs->first_month)
        return bo_err_set(err, BO_ERUN, "a run's record is broken");
    if (slot == 0)
        (void)snprintf(runs->central_digest, sizeof runs->central_digest, "%s", digest);
    status = open_row(runs, r, &runs->row[slot], n_series, err);
    for (uint32_t i = 0; status == BO_OK && i < n_series; i++)
        status = take_series(runs, r, &runs->row[slot], i, err);
    for (uint32_t i = 0; status == BO_OK && i < n_outcomes; i++)
        status = take_outcome(runs, r, slot, err);
    return status;
}

static int take_run(struct bo_serve_runs *runs, struct record *r, struct bo_err *err)
{
    uint32_t slot = take_u32(r);
    bool done = take_u32(r) != 0;
    const char *message = take_text(r);
    int status = BO_OK;

    if (r->bad || slot >= runs->n_slots || runs->slot[slot] != BO_SLOT_EMPTY)
        return bo_err_set(err, BO_ERUN, "a run's record is broken");
    if (done)
        status = take_facts(runs, r, slot, err);
    if (status != BO_OK)
        return status;
    runs->slot[slot] = done ? BO_SLOT_DONE : BO_SLOT_FAILED;
    if (!done && slot < runs->failed_slot) {
        runs->failed_slot = slot;
        (void)snprintf(runs->failure, sizeof runs->failure, "%s", message);
    }
    runs->n_done += slot > 0 && done;
    runs->n_failed += slot > 0 && !done;
    return BO_OK;
}

static int take_mark(struct bo_serve_runs *runs, struct record *r, struct bo_err *err)
{
    uint32_t mark = take_u32(r);
    double ms = take_double(r);

    if (r->bad || mark > BO_MARK_ALL)
        return bo_err_set(err, BO_ERUN, "a run's record is broken");
    *(mark == BO_MARK_READ      ? &runs->read_ms
      : mark == BO_MARK_CENTRAL ? &runs->central_ms
                                : &runs->all_ms) = ms;
    return BO_OK;
}

int bo_serve_runs_take(struct bo_serve_runs *runs, const char *bytes, size_t n, size_t *used,
                       struct bo_err *err)
{
    int status = BO_OK;

    *used = 0;
    while (status == BO_OK) {
        struct record head = {.at = bytes + *used, .end = bytes + n};
        uint32_t tag = take_u32(&head), n_bytes = take_u32(&head);
        struct record record;

        if (head.bad)
            break;
        if (n_bytes > MOST_RECORD_BYTES || (tag != BO_TAG_RUN && tag != BO_TAG_MARK))
            return bo_err_set(err, BO_ERUN, "a run's record is broken");
        if ((size_t)(head.end - head.at) < n_bytes)
            break;
        record = (struct record){.at = head.at, .end = head.at + n_bytes};
        status = tag == BO_TAG_RUN ? take_run(runs, &record, err) : take_mark(runs, &record, err);
        *used = (size_t)(record.end - bytes);
    }
    return status;
}
