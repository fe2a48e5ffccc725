/* Records, as the child that simulates writes them: both ends are the same program on the same machine. */
#include "serve_wire.h"

#include <string.h>

#include "serve_runs.h"

#define NAMES_BYTES ((size_t)256 << 20) /* of address space */

#define RECORD_BYTES ((size_t)64 << 20)

/* ---- a record that is being put together ---- */

static void put(struct bo_serve_writer *w, const void *bytes, size_t n)
{
    if (n > RECORD_BYTES - w->n_bytes) {
        w->full = true;
        return;
    }
    memcpy(w->bytes + w->n_bytes, bytes, n);
    w->n_bytes += n;
}

static void put_u32(struct bo_serve_writer *w, uint32_t x)
{
    put(w, &x, sizeof x);
}

static void put_double(struct bo_serve_writer *w, double x)
{
    put(w, &x, sizeof x);
}

static void put_text(struct bo_serve_writer *w, const char *text)
{
    size_t n = strlen(text);

    put_u32(w, (uint32_t)n);
    put(w, text, n + 1);
}

static void open_record(struct bo_serve_writer *w)
{
    w->n_bytes = 0;
    w->full = false;
}

/* One that is too long is sent as it is, and the other end says so. */
static void send_record(struct bo_serve_writer *w, enum bo_serve_tag tag)
{
    uint32_t head[] = {tag, w->full ? UINT32_MAX : (uint32_t)w->n_bytes};

    (void)fwrite(head, sizeof *head, 2, w->out);
    (void)fwrite(w->bytes, 1, w->n_bytes, w->out);
    (void)fflush(w->out);
}

/* Records are put together in shared memory: private memory would be copied anew, page by page, after each fork. */
int bo_serve_writer_open(FILE *out, struct bo_serve_writer *writer, struct bo_err *err)
{
    int status;

    *writer = (struct bo_serve_writer){.out = out};
    status = bo_arena_create(RECORD_BYTES + RECORD_BYTES / 2, true, &writer->record, err);
    if (status == BO_OK)
        status = bo_arena_create(NAMES_BYTES, false, &writer->names, err);
    if (status == BO_OK)
        writer->bytes = bo_arena_alloc(writer->record, RECORD_BYTES, 1);
    else
        bo_serve_writer_close(writer);
    return status;
}

void bo_serve_writer_close(struct bo_serve_writer *writer)
{
    bo_arena_free(writer->record);
    bo_arena_free(writer->names);
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_shown_by_place(const char *variable)
{
    static const char *const shown[] = {"Data Centers|Operating", "Data Centers|Openings",
                                        "Capacity|IT Power|Energised", "Grid|Wait", "Fleet|H100e"};

    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (strcmp(variable, shown[i]) == 0)
            return true;
    return false;
}

static bool is_of_one_chip(const char *variable)
{
    const char *bar = strchr(variable, '|');

    return (starts_with(variable, "Chips|") && strchr(bar + 1, '|') != NULL) ||
           starts_with(variable, "Fleet|Chips|");
}

bool bo_serve_is_shown(const struct bo_fact_variable *variable, const struct bo_fact_series *series)
{
    if (starts_with(series->entity, "Landlord "))
        return false;
    if (series->place[0] != '\0')
        return strcmp(series->entity, "World") == 0 && is_shown_by_place(variable->name);
    return !is_of_one_chip(variable->name);
}

/* ---- names, once each ---- */

static bool is_series(const struct bo_serve_series *known, const struct bo_facts *facts,
                      const struct bo_fact_series *series)
{
    return strcmp(known->entity, series->entity) == 0 &&
           strcmp(known->variable, facts->variable[series->variable].name) == 0 &&
           strcmp(known->place, series->place) == 0;
}

/* Runs list their series in one order, some with a few that others lack: mostly it is the one after the last. No run has
 * a series twice, so in the first run none is known. */
static uint32_t find_series(const struct bo_serve_writer *w, const struct bo_facts *facts,
                            const struct bo_fact_series *series, uint32_t guess)
{
    if (w->is_first)
        return w->n_series;
    if (guess < w->n_series && is_series(&w->series[guess], facts, series))
        return guess;
    for (uint32_t i = 0; i < w->n_series; i++)
        if (is_series(&w->series[i], facts, series))
            return i;
    return w->n_series;
}

static void name_series(struct bo_serve_writer *w, const struct bo_facts *facts,
                        const struct bo_fact_series *series)
{
    const struct bo_fact_variable *variable = &facts->variable[series->variable];

    BO_ARENA_ROOM(w->names, w->series, w->n_series, w->series_room);
    w->series[w->n_series++] =
        (struct bo_serve_series){.variable = bo_arena_strdup(w->names, variable->name),
                                 .entity = bo_arena_strdup(w->names, series->entity),
                                 .place = bo_arena_strdup(w->names, series->place)};
    put_text(w, variable->name);
    put_text(w, variable->unit);
    put_text(w, variable->meaning);
    put_text(w, series->entity);
    put_text(w, series->place);
}

/* The number of the series. */
static uint32_t put_series(struct bo_serve_writer *w, const struct bo_facts *facts,
                           const struct bo_fact_series *series, uint32_t guess)
{
    uint32_t number = find_series(w, facts, series, guess);

    put_u32(w, number);
    if (number == w->n_series)
        name_series(w, facts, series);
    for (uint32_t m = 0; m < facts->n_months; m++) {
        float x = (float)series->value[m];

        put(w, &x, sizeof x);
    }
    return number;
}

static bool is_outcome(const struct bo_serve_outcome *known, const struct bo_fact_outcome *outcome)
{
    return strcmp(known->entity, outcome->entity) == 0 && strcmp(known->key, outcome->key) == 0;
}

static uint32_t find_outcome(const struct bo_serve_writer *w, const struct bo_fact_outcome *outcome,
                             uint32_t guess)
{
    if (w->is_first)
        return w->n_outcomes;
    if (guess < w->n_outcomes && is_outcome(&w->outcome[guess], outcome))
        return guess;
    for (uint32_t i = 0; i < w->n_outcomes; i++)
        if (is_outcome(&w->outcome[i], outcome))
            return i;
    return w->n_outcomes;
}

static uint32_t put_outcome(struct bo_serve_writer *w, const struct bo_fact_outcome *outcome,
                            uint32_t guess)
{
    uint32_t number = find_outcome(w, outcome, guess);

    put_u32(w, number);
    if (number == w->n_outcomes) {
        BO_ARENA_ROOM(w->names, w->outcome, w->n_outcomes, w->outcome_room);
        w->outcome[w->n_outcomes++] =
            (struct bo_serve_outcome){.entity = bo_arena_strdup(w->names, outcome->entity),
                                      .key = bo_arena_strdup(w->names, outcome->key)};
        put_text(w, outcome->entity);
        put_text(w, outcome->key);
        put_text(w, outcome->unit);
    }
    put_double(w, outcome->value);
    return number;
}

/* ---- records ---- */

static bool is_shown(const struct bo_facts *facts, uint32_t i)
{
    return bo_serve_is_shown(&facts->variable[facts->series[i].variable], &facts->series[i]);
}

static void put_facts(struct bo_serve_writer *w, const struct bo_facts *facts)
{
    uint32_t n_shown = 0, last = UINT32_MAX;

    w->is_first = w->n_series == 0 && w->n_outcomes == 0;
    for (uint32_t i = 0; i < facts->n_series; i++)
        n_shown += is_shown(facts, i);
    put_text(w, facts->digest);
    put_u32(w, (uint32_t)facts->first_month);
    put_u32(w, facts->n_months);
    put_u32(w, n_shown);
    put_u32(w, facts->n_outcomes);
    for (uint32_t i = 0; i < facts->n_series; i++)
        if (is_shown(facts, i))
            last = put_series(w, facts, &facts->series[i], last + 1);
    last = UINT32_MAX;
    for (uint32_t i = 0; i < facts->n_outcomes; i++)
        last = put_outcome(w, &facts->outcome[i], last + 1);
}

void bo_serve_write_run(struct bo_serve_writer *writer, const struct bo_serve_run *run)
{
    open_record(writer);
    put_u32(writer, run->slot);
    put_u32(writer, run->facts != NULL);
    put_text(writer, run->message);
    if (run->facts != NULL)
        put_facts(writer, run->facts);
    send_record(writer, BO_TAG_RUN);
}

void bo_serve_write_mark(struct bo_serve_writer *writer, enum bo_serve_mark mark, double ms)
{
    open_record(writer);
    put_u32(writer, mark);
    put_double(writer, ms);
    send_record(writer, BO_TAG_MARK);
}
