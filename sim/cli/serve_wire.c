/* Records, as the child that simulates writes them: both ends are the same program on the same machine. */
#include "serve_wire.h"

#include <stdlib.h>
#include <string.h>

#include "serve_runs.h"

struct writer {
    char *bytes;
    size_t n;
    FILE *out; /* into bytes */
};

static void put_u32(FILE *out, uint32_t x)
{
    (void)fwrite(&x, sizeof x, 1, out);
}

static void put_double(FILE *out, double x)
{
    (void)fwrite(&x, sizeof x, 1, out);
}

static void put_text(FILE *out, const char *text)
{
    size_t n = strlen(text);

    put_u32(out, (uint32_t)n);
    (void)fwrite(text, 1, n + 1, out);
}

static bool open_record(struct writer *w)
{
    w->out = open_memstream(&w->bytes, &w->n);
    return w->out != NULL;
}

static void send_record(struct writer *w, enum bo_serve_tag tag, FILE *out)
{
    (void)fclose(w->out);
    put_u32(out, tag);
    put_u32(out, (uint32_t)w->n);
    (void)fwrite(w->bytes, 1, w->n, out);
    (void)fflush(out);
    free(w->bytes);
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

static void put_series(FILE *out, const struct bo_facts *facts, const struct bo_fact_series *series)
{
    const struct bo_fact_variable *variable = &facts->variable[series->variable];

    put_text(out, variable->name);
    put_text(out, variable->unit);
    put_text(out, variable->meaning);
    put_text(out, series->entity);
    put_text(out, series->place);
    for (uint32_t m = 0; m < facts->n_months; m++) {
        float x = (float)series->value[m];

        (void)fwrite(&x, sizeof x, 1, out);
    }
}

static void put_facts(FILE *out, const struct bo_facts *facts)
{
    uint32_t n_shown = 0;

    for (uint32_t i = 0; i < facts->n_series; i++)
        n_shown +=
            bo_serve_is_shown(&facts->variable[facts->series[i].variable], &facts->series[i]);
    put_text(out, facts->digest);
    put_u32(out, (uint32_t)facts->first_month);
    put_u32(out, facts->n_months);
    put_u32(out, n_shown);
    put_u32(out, facts->n_outcomes);
    for (uint32_t i = 0; i < facts->n_series; i++)
        if (bo_serve_is_shown(&facts->variable[facts->series[i].variable], &facts->series[i]))
            put_series(out, facts, &facts->series[i]);
    for (uint32_t i = 0; i < facts->n_outcomes; i++) {
        put_text(out, facts->outcome[i].entity);
        put_text(out, facts->outcome[i].key);
        put_text(out, facts->outcome[i].unit);
        put_double(out, facts->outcome[i].value);
    }
}

void bo_serve_write_run(FILE *out, const struct bo_serve_run *run)
{
    struct writer w;

    if (!open_record(&w))
        return;
    put_u32(w.out, run->slot);
    put_u32(w.out, run->facts != NULL);
    put_text(w.out, run->message);
    if (run->facts != NULL)
        put_facts(w.out, run->facts);
    send_record(&w, BO_TAG_RUN, out);
}

void bo_serve_write_mark(FILE *out, enum bo_serve_mark mark, double ms)
{
    struct writer w;

    if (!open_record(&w))
        return;
    put_u32(w.out, mark);
    put_double(w.out, ms);
    send_record(&w, BO_TAG_MARK, out);
}
