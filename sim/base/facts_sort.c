/* Series by (variable name, entity, place), outcomes by (entity, key), events by (day, order), postings by (entity,
 * account, category), holdings by (month, owner, host, place, user, chip), inputs by path, takeovers by entity. */
#include "buildout/base/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "deal.h"

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

/* Of one variable, entity and place. */
static int compare_series(const void *a, const void *b, void *context)
{
    const struct bo_fact_series *x = a, *y = b;
    const struct bo_facts *facts = context;

    return compare_values(x->value, y->value, facts->n_months);
}

/* Most differ early: no text is read without need. */
static int compare_events(const void *a, const void *b, void *context)
{
    const struct bo_fact_event *x = a, *y = b;
    int order = FIRST_OF(COMPARE(x->day, y->day), COMPARE(x->order, y->order));

    (void)context;
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

/* Of one entity, key and unit. */
static int compare_outcomes(const void *a, const void *b, void *context)
{
    const struct bo_fact_outcome *x = a, *y = b;

    (void)context;
    return bo_double_compare(&x->value, &y->value);
}

/* Of one lot. */
static int compare_holdings(const void *a, const void *b, void *context)
{
    const struct bo_fact_holding *x = a, *y = b;

    (void)context;
    return bo_double_compare(&x->count, &y->count);
}

static int compare_inputs(const void *a, const void *b)
{
    const struct bo_fact_input *x = a, *y = b;

    return FIRST_OF(strcmp(x->path, y->path), bo_double_compare(&x->value, &y->value));
}

/* They are drawn in their order, mostly. */
static void sort_inputs(struct bo_facts *facts)
{
    bool in_order = true;

    for (uint32_t i = 1; i < facts->n_inputs && in_order; i++)
        in_order = compare_inputs(&facts->input[i - 1], &facts->input[i]) <= 0;
    if (!in_order)
        qsort(facts->input, facts->n_inputs, sizeof *facts->input, compare_inputs);
}

static int compare_takeovers(const void *a, const void *b)
{
    const struct bo_fact_takeover *x = a, *y = b;

    return FIRST_OF(strcmp(x->entity, y->entity), strcmp(x->acquirer, y->acquirer));
}

typedef int (*compare_fn)(const void *a, const void *b, void *context);

/* Then those are compared that have all keys in common. */
static void sort_ties(const struct bo_deal *deal, void *rows, uint32_t n, size_t size,
                      compare_fn compare, struct bo_facts *facts)
{
    for (uint32_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && bo_deal_tied(deal, end);)
            end++;
        if (end > first + 1)
            qsort_r((unsigned char *)rows + first * size, end - first, size, compare, facts);
    }
}

static void sort_series(struct bo_facts *facts, struct bo_arena *arena)
{
    uint32_t n = facts->n_series;
    struct bo_deal *deal = bo_deal_create(arena, n, 4);

    for (uint32_t i = 0; i < n; i++) {
        const struct bo_fact_series *series = &facts->series[i];

        bo_deal_text(deal, i, 0, facts->variable[series->variable].name);
        bo_deal_text(deal, i, 1, series->entity);
        bo_deal_text(deal, i, 2, series->place);
        bo_deal_number(deal, i, 3, series->variable);
    }
    bo_deal_out(deal, facts->series, sizeof *facts->series);
    sort_ties(deal, facts->series, n, sizeof *facts->series, compare_series, facts);
}

#define MOST_NUMBERS 1000000 /* days, or orders, of which each takes a word */

/* By day, order, entity and place: few are alike in all. False when there are too many numbers for it. */
static bool deal_events(struct bo_facts *facts, struct bo_arena *arena)
{
    uint32_t n = facts->n_events, most = 0;
    int32_t first = INT32_MAX, last = INT32_MIN;

    for (uint32_t i = 0; i < n; i++) {
        const struct bo_fact_event *event = &facts->event[i];

        first = event->day < first ? event->day : first;
        last = event->day > last ? event->day : last;
        most = event->order > most ? event->order : most;
    }
    if ((int64_t)last - first > MOST_NUMBERS || most > MOST_NUMBERS)
        return false;
    struct bo_deal *deal = bo_deal_create(arena, n, 4);
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_fact_event *event = &facts->event[i];

        bo_deal_number(deal, i, 0, (uint32_t)(event->day - first));
        bo_deal_number(deal, i, 1, event->order);
        bo_deal_text(deal, i, 2, event->entity);
        bo_deal_text(deal, i, 3, event->place);
    }
    bo_deal_out(deal, facts->event, sizeof *facts->event);
    sort_ties(deal, facts->event, n, sizeof *facts->event, compare_events, facts);
    return true;
}

static void sort_events(struct bo_facts *facts, struct bo_arena *arena)
{
    uint32_t n = facts->n_events;

    if (n > 0 && !deal_events(facts, arena))
        qsort_r(facts->event, n, sizeof *facts->event, compare_events, facts);
}

static void sort_postings(struct bo_facts *facts, struct bo_arena *arena)
{
    uint32_t n = facts->n_postings;
    struct bo_deal *deal = bo_deal_create(arena, n, 3);

    for (uint32_t i = 0; i < n; i++) {
        bo_deal_text(deal, i, 0, facts->posting[i].entity);
        bo_deal_text(deal, i, 1, facts->posting[i].account);
        bo_deal_text(deal, i, 2, facts->posting[i].category);
    }
    bo_deal_out(deal, facts->posting, sizeof *facts->posting);
}

static void sort_outcomes(struct bo_facts *facts, struct bo_arena *arena)
{
    uint32_t n = facts->n_outcomes;
    struct bo_deal *deal = bo_deal_create(arena, n, 3);

    for (uint32_t i = 0; i < n; i++) {
        bo_deal_text(deal, i, 0, facts->outcome[i].entity);
        bo_deal_text(deal, i, 1, facts->outcome[i].key);
        bo_deal_text(deal, i, 2, facts->outcome[i].unit);
    }
    bo_deal_out(deal, facts->outcome, sizeof *facts->outcome);
    sort_ties(deal, facts->outcome, n, sizeof *facts->outcome, compare_outcomes, facts);
}

static void sort_holdings(struct bo_facts *facts, struct bo_arena *arena)
{
    uint32_t n = facts->n_holdings;
    struct bo_deal *deal = bo_deal_create(arena, n, 6);

    for (uint32_t i = 0; i < n; i++) {
        const struct bo_fact_holding *holding = &facts->holding[i];

        bo_deal_number(deal, i, 0, holding->month);
        bo_deal_text(deal, i, 1, holding->owner);
        bo_deal_text(deal, i, 2, holding->host);
        bo_deal_text(deal, i, 3, holding->place);
        bo_deal_text(deal, i, 4, holding->user);
        bo_deal_text(deal, i, 5, holding->chip);
    }
    bo_deal_out(deal, facts->holding, sizeof *facts->holding);
    sort_ties(deal, facts->holding, n, sizeof *facts->holding, compare_holdings, facts);
}

/* Addresses: an arena of the first has huge pages, and room for the piles of MOST_NUMBERS. Of a row with six keys, each a
 * text of its own, deal.c takes 780 bytes. */
#define LEAST_BYTES ((size_t)256 << 20)
#define ROW_BYTES ((size_t)1024)

static size_t scratch_bytes(const struct bo_facts *facts)
{
    size_t n_rows = (size_t)facts->n_series + facts->n_events + facts->n_postings +
                    facts->n_holdings + facts->n_outcomes;

    return LEAST_BYTES + n_rows * ROW_BYTES;
}

void bo_facts_sort(struct bo_facts *facts)
{
    struct bo_err err;
    struct bo_arena *arena;

    if (bo_arena_create(scratch_bytes(facts), false, &arena, &err) != BO_OK) {
        (void)fprintf(stderr, "%s\n", err.text);
        abort();
    }
    sort_series(facts, arena);
    sort_events(facts, arena);
    sort_postings(facts, arena);
    sort_holdings(facts, arena);
    sort_outcomes(facts, arena);
    bo_arena_free(arena);
    sort_inputs(facts);
    if (facts->n_takeovers > 1)
        qsort(facts->takeover, facts->n_takeovers, sizeof *facts->takeover, compare_takeovers);
}
