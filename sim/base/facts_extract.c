#include "buildout/base/facts.h"

#include <math.h>
#include <string.h>

#define N_KEPT 1024u
#define ODD UINT64_C(0x9e3779b97f4a7c15)

/* The same few texts come again and again: copies of those met last, by the address of the original. */
struct texts {
    struct bo_arena *arena;
    struct {
        const char *from, *to;
    } kept[N_KEPT];
};

static const char *copy_text(struct texts *texts, const char *text)
{
    size_t at = ((uintptr_t)text * ODD >> 32) % N_KEPT;

    if (texts->kept[at].from != text) {
        texts->kept[at].from = text;
        texts->kept[at].to = bo_arena_strdup(texts->arena, text);
    }
    return texts->kept[at].to;
}

static bool has_values(const double *value, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (isfinite(value[i]))
            return true;
    return false;
}

/* Which variables have a value at all. */
static const bool *list_computed(const struct bo_facts *facts, struct bo_arena *arena)
{
    bool *computed = BO_NEW_ARRAY(arena, bool, facts->n_variables);

    if (facts->computed != NULL && facts->n_variables > 0)
        memcpy(computed, facts->computed, facts->n_variables * sizeof *computed);
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *series = &facts->series[i];
        if (!computed[series->variable])
            computed[series->variable] = has_values(series->value, facts->n_months);
    }
    return computed;
}

/* Marks what is kept; returns how many series that is. */
static uint32_t choose(const struct bo_facts *facts, bo_facts_keep_fn keep, bool *kept)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *series = &facts->series[i];
        kept[i] = keep(&facts->variable[series->variable], series);
        n += kept[i];
    }
    return n;
}

static void copy_variables(struct bo_facts *to, const struct bo_facts *from, struct texts *texts)
{
    struct bo_fact_variable *variable =
        BO_NEW_ARRAY(to->arena, struct bo_fact_variable, from->n_variables);

    for (uint32_t i = 0; i < from->n_variables; i++) {
        const struct bo_fact_variable *one = &from->variable[i];
        variable[i] = (struct bo_fact_variable){.name = copy_text(texts, one->name),
                                                .unit = copy_text(texts, one->unit),
                                                .meaning = copy_text(texts, one->meaning)};
    }
    to->variable = variable;
}

static void copy_series(struct bo_facts *to, const struct bo_facts *from, const bool *kept,
                        struct texts *texts)
{
    double *value = BO_NEW_ARRAY(to->arena, double, (size_t)to->series_room * from->n_months);

    to->series = BO_NEW_ARRAY(to->arena, struct bo_fact_series, to->series_room);
    for (uint32_t i = 0; i < from->n_series; i++) {
        const struct bo_fact_series *one = &from->series[i];
        if (!kept[i])
            continue;
        memcpy(value, one->value, from->n_months * sizeof *value);
        to->series[to->n_series++] =
            (struct bo_fact_series){.variable = one->variable,
                                    .entity = copy_text(texts, one->entity),
                                    .place = copy_text(texts, one->place),
                                    .value = value};
        value += from->n_months;
    }
}

static void keep_series(struct bo_facts *to, const struct bo_facts *from, bo_facts_keep_fn keep,
                        struct texts *texts)
{
    bool *kept = BO_NEW_ARRAY(from->arena, bool, from->n_series);

    to->series_room = choose(from, keep, kept);
    copy_series(to, from, kept, texts);
}

static void copy_figures(struct bo_facts *to, const struct bo_facts *from, struct texts *texts)
{
    to->outcome = BO_NEW_ARRAY(to->arena, struct bo_fact_outcome, from->n_outcomes);
    to->n_outcomes = to->outcome_room = from->n_outcomes;
    for (uint32_t i = 0; i < from->n_outcomes; i++) {
        const struct bo_fact_outcome *one = &from->outcome[i];
        to->outcome[i] = (struct bo_fact_outcome){.entity = copy_text(texts, one->entity),
                                                  .key = copy_text(texts, one->key),
                                                  .unit = copy_text(texts, one->unit),
                                                  .value = one->value};
    }
    to->takeover = BO_NEW_ARRAY(to->arena, struct bo_fact_takeover, from->n_takeovers);
    to->n_takeovers = to->takeover_room = from->n_takeovers;
    for (uint32_t i = 0; i < from->n_takeovers; i++)
        to->takeover[i] =
            (struct bo_fact_takeover){.entity = copy_text(texts, from->takeover[i].entity),
                                      .acquirer = copy_text(texts, from->takeover[i].acquirer)};
    to->input = BO_NEW_ARRAY(to->arena, struct bo_fact_input, from->n_inputs);
    to->n_inputs = to->input_room = from->n_inputs;
    for (uint32_t i = 0; i < from->n_inputs; i++)
        to->input[i] = (struct bo_fact_input){.path = copy_text(texts, from->input[i].path),
                                              .value = from->input[i].value};
}

struct bo_facts *bo_facts_extract(const struct bo_facts *facts, bo_facts_keep_fn keep,
                                  struct bo_arena *arena)
{
    struct bo_facts *to = BO_NEW(arena, struct bo_facts);
    struct texts texts = {.arena = arena};

    to->arena = arena;
    to->first_month = facts->first_month;
    to->n_months = facts->n_months;
    to->n_variables = facts->n_variables;
    to->stats = facts->stats;
    to->extract = true;
    to->computed = list_computed(facts, arena);
    memcpy(to->digest, facts->digest, sizeof to->digest);
    copy_variables(to, facts, &texts);
    if (keep != NULL)
        keep_series(to, facts, keep, &texts);
    copy_figures(to, facts, &texts);
    return to;
}
