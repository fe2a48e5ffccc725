#include "buildout/base/facts.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

/* Rooms that a long run fills without moving what it has: pages that nothing is written to cost nothing. */
#define FIRST_SERIES 4096
#define FIRST_EVENTS 16384
#define FIRST_POSTINGS 4096

static const char *text_or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

struct bo_facts *bo_facts_create(struct bo_arena *arena, int32_t first_month, uint32_t n_months,
                                 const struct bo_fact_variable *variable, uint32_t n_variables)
{
    struct bo_facts *facts = BO_NEW(arena, struct bo_facts);

    facts->arena = arena;
    facts->first_month = first_month;
    facts->n_months = n_months;
    facts->n_variables = n_variables;
    facts->variable = variable;
    facts->series = BO_NEW_ARRAY(arena, struct bo_fact_series, FIRST_SERIES);
    facts->series_room = FIRST_SERIES;
    facts->event = BO_NEW_ARRAY(arena, struct bo_fact_event, FIRST_EVENTS);
    facts->event_room = FIRST_EVENTS;
    facts->posting = BO_NEW_ARRAY(arena, struct bo_fact_posting, FIRST_POSTINGS);
    facts->posting_room = FIRST_POSTINGS;
    return facts;
}

double *bo_facts_series(struct bo_facts *facts, uint32_t variable, const char *entity,
                        const char *place)
{
    double *value = BO_NEW_ARRAY(facts->arena, double, facts->n_months);

    assert(variable < facts->n_variables);
    for (uint32_t i = 0; i < facts->n_months; i++)
        value[i] = BO_NAN;
    BO_ARENA_ROOM(facts->arena, facts->series, facts->n_series, facts->series_room);
    facts->series[facts->n_series++] = (struct bo_fact_series){
        .variable = variable,
        .entity = text_or_empty(entity),
        .place = text_or_empty(place),
        .value = value,
    };
    return value;
}

void bo_facts_event(struct bo_facts *facts, const struct bo_fact_event *event)
{
    struct bo_fact_event *kept;

    BO_ARENA_ROOM(facts->arena, facts->event, facts->n_events, facts->event_room);
    kept = &facts->event[facts->n_events++];
    *kept = *event;
    kept->entity = text_or_empty(event->entity);
    kept->place = text_or_empty(event->place);
    kept->kind = text_or_empty(event->kind);
    kept->subject = text_or_empty(event->subject);
    kept->unit = text_or_empty(event->unit);
    kept->why = text_or_empty(event->why);
}

void bo_facts_outcome(struct bo_facts *facts, const char *entity, const char *key, const char *unit,
                      double value)
{
    BO_ARENA_ROOM(facts->arena, facts->outcome, facts->n_outcomes, facts->outcome_room);
    facts->outcome[facts->n_outcomes++] = (struct bo_fact_outcome){
        .entity = text_or_empty(entity),
        .key = text_or_empty(key),
        .unit = text_or_empty(unit),
        .value = value,
    };
}

uint32_t bo_facts_n_years(const struct bo_facts *facts)
{
    if (facts->n_months == 0)
        return 0;
    int32_t last = facts->first_month + (int32_t)facts->n_months - 1;
    return (uint32_t)(bo_year_of_day(bo_month_first_day(last)) -
                      bo_year_of_day(bo_month_first_day(facts->first_month))) +
           1;
}

bo_money bo_facts_net(const struct bo_facts *facts, const struct bo_fact_posting *posting)
{
    bo_money net = 0;
    for (uint32_t year = 0; year < bo_facts_n_years(facts); year++)
        net += posting->debit[year] - posting->credit[year];
    return net;
}

void bo_facts_posting(struct bo_facts *facts, const struct bo_fact_posting *posting)
{
    BO_ARENA_ROOM(facts->arena, facts->posting, facts->n_postings, facts->posting_room);
    facts->posting[facts->n_postings++] = (struct bo_fact_posting){
        .entity = text_or_empty(posting->entity),
        .account = text_or_empty(posting->account),
        .category = text_or_empty(posting->category),
        .debit = posting->debit,
        .credit = posting->credit,
    };
}

void bo_facts_holding(struct bo_facts *facts, const struct bo_fact_holding *holding)
{
    BO_ARENA_ROOM(facts->arena, facts->holding, facts->n_holdings, facts->holding_room);
    facts->holding[facts->n_holdings++] = (struct bo_fact_holding){
        .month = holding->month,
        .owner = text_or_empty(holding->owner),
        .host = text_or_empty(holding->host),
        .place = text_or_empty(holding->place),
        .user = text_or_empty(holding->user),
        .chip = text_or_empty(holding->chip),
        .count = holding->count,
    };
}

void bo_facts_project(struct bo_facts *facts, const struct bo_fact_project *project)
{
    BO_ARENA_ROOM(facts->arena, facts->project, facts->n_projects, facts->project_room);
    facts->project[facts->n_projects++] = *project;
}

void bo_facts_input(struct bo_facts *facts, const char *path, double value)
{
    BO_ARENA_ROOM(facts->arena, facts->input, facts->n_inputs, facts->input_room);
    facts->input[facts->n_inputs++] = (struct bo_fact_input){
        .path = text_or_empty(path),
        .value = value,
    };
}

/* The first of a chain of comparisons that tells two things apart. */
static int first_of(const int *order, int n)
{
    for (int i = 0; i < n; i++)
        if (order[i] != 0)
            return order[i];
    return 0;
}

#define FIRST_OF(...) \
    first_of((const int[]){__VA_ARGS__}, (int)(sizeof((const int[]){__VA_ARGS__}) / sizeof(int)))
#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/* Texts are often the same one. */
static int compare_texts(const char *a, const char *b)
{
    return a == b ? 0 : strcmp(a, b);
}

static int compare_values(const double *a, const double *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        int order = bo_double_compare(&a[i], &b[i]);

        if (order != 0)
            return order;
    }
    return 0;
}

static int compare_series(const void *a, const void *b, void *context)
{
    const struct bo_fact_series *x = a, *y = b;
    const struct bo_facts *facts = context;
    int order = compare_texts(facts->variable[x->variable].name, facts->variable[y->variable].name);

    if (order == 0)
        order = compare_texts(x->entity, y->entity);
    if (order == 0)
        order = FIRST_OF(compare_texts(x->place, y->place), COMPARE(x->variable, y->variable));
    return order != 0 ? order : compare_values(x->value, y->value, facts->n_months);
}

static int compare_events(const void *a, const void *b)
{
    const struct bo_fact_event *x = a, *y = b;
    int order = FIRST_OF(COMPARE(x->day, y->day), COMPARE(x->order, y->order));

    /* Most differ early: no text is read without need. */
    if (order == 0)
        order = compare_texts(x->entity, y->entity);
    if (order == 0)
        order = compare_texts(x->place, y->place);
    if (order == 0)
        order = FIRST_OF(compare_texts(x->kind, y->kind), compare_texts(x->subject, y->subject),
                         bo_double_compare(&x->amount, &y->amount), compare_texts(x->unit, y->unit),
                         compare_texts(x->why, y->why));
    return order;
}

static int compare_outcomes(const void *a, const void *b)
{
    const struct bo_fact_outcome *x = a, *y = b;

    return FIRST_OF(compare_texts(x->entity, y->entity), compare_texts(x->key, y->key),
                    compare_texts(x->unit, y->unit), bo_double_compare(&x->value, &y->value));
}

static int compare_postings(const void *a, const void *b)
{
    const struct bo_fact_posting *x = a, *y = b;

    int order = compare_texts(x->entity, y->entity);

    if (order != 0)
        return order;
    return FIRST_OF(compare_texts(x->account, y->account), compare_texts(x->category, y->category));
}

static int compare_holdings(const void *a, const void *b)
{
    const struct bo_fact_holding *x = a, *y = b;

    int order = COMPARE(x->month, y->month);

    if (order == 0)
        order = compare_texts(x->owner, y->owner);
    if (order == 0)
        order = compare_texts(x->host, y->host);
    if (order == 0)
        order = compare_texts(x->place, y->place);
    if (order != 0)
        return order;
    return FIRST_OF(compare_texts(x->user, y->user), compare_texts(x->chip, y->chip),
                    bo_double_compare(&x->count, &y->count));
}

static int compare_inputs(const void *a, const void *b)
{
    const struct bo_fact_input *x = a, *y = b;

    return FIRST_OF(strcmp(x->path, y->path), bo_double_compare(&x->value, &y->value));
}

static void sort(void *array, uint32_t n, size_t size, int (*compare)(const void *, const void *))
{
    if (n > 1)
        qsort(array, n, size, compare);
}

enum { MOST_LATE = 256 };

/* Events come by their days, but for a few: each of these is moved back to its day. False when there are too many. */
static bool move_late_events(struct bo_fact_event *event, uint32_t n)
{
    uint32_t n_late = 0;

    for (uint32_t i = 1; i < n; i++) {
        uint32_t to = i;

        if (event[i].day >= event[i - 1].day)
            continue;
        if (++n_late > MOST_LATE)
            return false;
        struct bo_fact_event late = event[i];
        while (to > 0 && late.day < event[to - 1].day)
            to--;
        memmove(&event[to + 1], &event[to], (i - to) * sizeof *event);
        event[to] = late;
    }
    return true;
}

/* Then only those of one day are to be sorted. */
static void sort_events(struct bo_fact_event *event, uint32_t n)
{
    if (!move_late_events(event, n)) {
        sort(event, n, sizeof *event, compare_events);
        return;
    }
    for (uint32_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && event[end].day == event[first].day;)
            end++;
        sort(event + first, end - first, sizeof *event, compare_events);
    }
}

/* Holdings come by their months: only those of one month are to be sorted. */
static void sort_holdings(struct bo_fact_holding *holding, uint32_t n)
{
    for (uint32_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && holding[end].month == holding[first].month;)
            end++;
        if (end < n && holding[end].month < holding[first].month) {
            sort(holding, n, sizeof *holding, compare_holdings);
            return;
        }
        sort(holding + first, end - first, sizeof *holding, compare_holdings);
    }
}

void bo_facts_sort(struct bo_facts *facts)
{
    if (facts->n_series > 1)
        qsort_r(facts->series, facts->n_series, sizeof *facts->series, compare_series, facts);
    sort_events(facts->event, facts->n_events);
    sort(facts->outcome, facts->n_outcomes, sizeof *facts->outcome, compare_outcomes);
    sort(facts->posting, facts->n_postings, sizeof *facts->posting, compare_postings);
    sort_holdings(facts->holding, facts->n_holdings);
    sort(facts->input, facts->n_inputs, sizeof *facts->input, compare_inputs);
}
