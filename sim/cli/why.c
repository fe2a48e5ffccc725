#include "buildout/cli/why.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "why_events.h"

#define WORLD "World"
#define OVERLAP_FRAC 1e-3 /* by which rows may exceed the whole, for they were rounded */
#define REST_FRAC 1e-6    /* what is less of the whole is none */

enum { MONTHS_PER_QUARTER = 3, MONTHS_PER_YEAR = 12 };

struct asker {
    struct bo_results *results;
    const struct bo_results_run *run;
    struct bo_arena *arena;
    struct bo_err *err;
    struct bo_why *why;
    struct bo_why_span span;
};

/* ---- arithmetic ---- */

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

struct bo_why_span bo_why_span_of(enum bo_why_nature nature, uint32_t month)
{
    if (month == 0)
        return (struct bo_why_span){.n = 1};
    if (nature == BO_WHY_FLOW) {
        uint32_t n = least(MONTHS_PER_YEAR, (month + 1) / 2);
        return (struct bo_why_span){.n = n, .now = month, .before = month - n, .compared = true};
    }
    return (struct bo_why_span){
        .n = 1, .now = month, .before = month - least(MONTHS_PER_YEAR, month), .compared = true};
}

double bo_why_sum(const double *value, uint32_t last, uint32_t n)
{
    double sum = 0.0;
    uint32_t n_there = 0;
    for (uint32_t i = last + 1 - n; i <= last; i++) {
        if (isnan(value[i]))
            continue;
        sum += value[i];
        n_there++;
    }
    return n_there > 0 ? sum : BO_NAN;
}

static double or_nothing(double x)
{
    return isnan(x) ? 0.0 : x;
}

double bo_why_difference(bool adds_up, double before, double now)
{
    if (!adds_up || (isnan(before) && isnan(now)))
        return now - before;
    return or_nothing(now) - or_nothing(before);
}

static bool adds_up(const struct asker *a)
{
    return a->why->entry->nature != BO_WHY_LEVEL;
}

static void fill_row(const struct asker *a, const double *value, double sign,
                     struct bo_why_row *row)
{
    const struct bo_why_span *span = &a->span;
    row->now = sign * bo_why_sum(value, span->now, span->n);
    row->before = span->compared ? sign * bo_why_sum(value, span->before, span->n) : BO_NAN;
    row->change = span->compared ? bo_why_difference(adds_up(a), row->before, row->now) : BO_NAN;
}

/* ---- reading ---- */

static int read_series(const struct asker *a, const char *variable, const char *entity,
                       const char *place, double **value, enum bo_series_state *state)
{
    struct bo_series_name name = {.variable = variable, .entity = entity, .place = place};
    *value = BO_NEW_ARRAY(a->arena, double, a->run->n_months);
    return bo_results_series(a->results, a->run, &name, *value, state, a->err);
}

static int no_value_yet(const struct asker *a, const double *value)
{
    const struct bo_why_question *q = &a->why->question;
    char asked[16], first[16];
    uint32_t i = 0;
    while (i < a->run->n_months && isnan(value[i]))
        i++;
    bo_month_format(q->month, asked);
    if (i == a->run->n_months)
        return bo_err_set(a->err, BO_EUSAGE, "%s of %s has no value in any month",
                          q->variable->name, q->entity);
    bo_month_format(a->run->first_month + (int32_t)i, first);
    return bo_err_set(a->err, BO_EUSAGE, "%s of %s has no value until %s; its first is that of %s",
                      q->variable->name, q->entity, asked, first);
}

static void add_change(struct asker *a, const double *value, struct bo_why_span span)
{
    struct bo_why *why = a->why;
    why->change[why->n_changes++] =
        (struct bo_why_change){.span = span,
                               .before = bo_why_sum(value, span.before, span.n),
                               .now = bo_why_sum(value, span.now, span.n)};
}

/* Against a month, a quarter and a year before; of a flow also its last months together. */
static void compare(struct asker *a, const double *value, uint32_t month)
{
    static const uint32_t back[] = {1, MONTHS_PER_QUARTER, MONTHS_PER_YEAR};
    struct bo_why *why = a->why;
    a->span = bo_why_span_of(why->entry->nature, month);
    for (uint32_t i = 0; i < sizeof back / sizeof back[0]; i++) {
        if (month >= back[i])
            add_change(a, value, (struct bo_why_span){1, month, month - back[i], true});
    }
    if (a->span.n > 1)
        add_change(a, value, a->span);
    why->whole = (struct bo_why_change){
        .span = a->span,
        .now = bo_why_sum(value, a->span.now, a->span.n),
        .before = a->span.compared ? bo_why_sum(value, a->span.before, a->span.n) : BO_NAN};
}

static int read_value(struct asker *a)
{
    struct bo_why *why = a->why;
    const struct bo_why_question *q = &why->question;
    enum bo_series_state state = BO_SERIES_ABSENT;
    double *value;
    int rc = read_series(a, q->variable->name, q->entity, q->place, &value, &state);
    if (rc != 0)
        return rc;
    uint32_t month = (uint32_t)(q->month - a->run->first_month);
    while (month > 0 && isnan(value[month]))
        month--;
    if (isnan(value[month]))
        return no_value_yet(a, value);
    why->month = a->run->first_month + (int32_t)month;
    why->value = value[month];
    why->nil_throughout = state == BO_SERIES_ZERO;
    compare(a, value, month);
    return 0;
}

static int read_band(const struct asker *a)
{
    enum { LOW, MIDDLE = 2, HIGH = 4 }; /* their places in bo_quantile_probability */
    struct bo_why *why = a->why;
    struct bo_series_name name = {why->question.variable->name, why->question.entity,
                                  why->question.place};
    struct bo_band band = {.n_months = 0};
    int rc = bo_results_band(a->results, a->run->row.variant, &name, a->arena, &band, a->err);
    int32_t i = why->month - band.first_month;
    if (rc != 0 || i < 0 || i >= (int32_t)band.n_months)
        return rc;
    why->has_band = true;
    why->low = band.quantile[LOW][i];
    why->middle = band.quantile[MIDDLE][i];
    why->high = band.quantile[HIGH][i];
    why->n_runs = band.n[i];
    return 0;
}

/* ---- splits ---- */

static double size_of_change(const struct bo_why_row *row)
{
    if (!isnan(row->change))
        return fabs(row->change);
    return isnan(row->now) ? -1.0 : 0.0;
}

static int compare_rows(const void *a, const void *b)
{
    const struct bo_why_row *x = a, *y = b;
    double p = size_of_change(x), q = size_of_change(y);
    if (p != q)
        return p > q ? -1 : 1;
    p = or_nothing(x->now);
    q = or_nothing(y->now);
    if (p != q)
        return p > q ? -1 : 1;
    return strcmp(x->name, y->name);
}

static double sum_of(const struct bo_why_split *split, double (*of)(const struct bo_why_row *))
{
    double sum = 0.0;
    for (uint32_t i = 0; i < split->n; i++)
        sum += or_nothing(of(&split->row[i]));
    return sum;
}

static double now_of(const struct bo_why_row *row)
{
    return row->now;
}

static double before_of(const struct bo_why_row *row)
{
    return row->before;
}

static double change_of(const struct bo_why_row *row)
{
    return row->change;
}

/* What the rows leave of the whole, if anything. */
static void leave_rest(const struct asker *a, struct bo_why_split *split, const char *name)
{
    const struct bo_why_change *whole = &a->why->whole;
    struct bo_why_row *rest = &split->rest;
    rest->name = name;
    rest->now = whole->now - sum_of(split, now_of);
    rest->before = BO_NAN;
    rest->change = BO_NAN;
    double most = fabs(whole->now), left = fabs(rest->now);
    if (whole->span.compared) {
        rest->before = or_nothing(whole->before) - sum_of(split, before_of);
        rest->change = rest->now - rest->before;
        most = bo_max(most, fabs(or_nothing(whole->before)));
        left = bo_max(left, fabs(rest->before));
    }
    split->has_rest = left > REST_FRAC * most;
}

static void add_split(const struct asker *a, const struct bo_why_split *split)
{
    a->why->split[a->why->n_splits++] = *split;
}

static const char *rest_name(const struct asker *a, const struct bo_why_split *split)
{
    bool told = !a->why->entry->of_landlords || split->by != BO_WHY_BY_OWNER;
    for (uint32_t i = 0; i < split->n; i++)
        told = told || bo_why_is_landlord(split->row[i].name);
    return told ? "not told apart" : "landlords and others";
}

static void finish_split(const struct asker *a, struct bo_why_split *split)
{
    qsort(split->row, split->n, sizeof *split->row, compare_rows);
    split->adds_up = adds_up(a);
    if (!split->adds_up)
        return;
    leave_rest(a, split, rest_name(a, split));
    /* Countries and companies, or owners and users, may be counted twice. */
    double slack = OVERLAP_FRAC * fabs(a->why->whole.now);
    bool positive = a->why->whole.now >= 0.0 && a->why->whole.now - split->rest.now >= 0.0;
    split->adds_up = !positive || split->rest.now >= -slack;
    split->has_rest = split->has_rest && split->adds_up;
}

/* "Chips|Orders|H100" is a member of "Chips|Orders". */
static bool is_member(const struct bo_fact_variable *of, const struct bo_fact_variable *v)
{
    size_t n = strlen(of->name);
    return strncmp(v->name, of->name, n) == 0 && v->name[n] == '|' &&
           strcmp(v->unit, of->unit) == 0;
}

/* The terms of the table, or the members with their own names and, of the world, those of the table too. */
static const struct bo_why_term *terms_of(const struct asker *a)
{
    const struct bo_why_entry *entry = a->why->entry;
    uint32_t n = bo_results_n_variables(a->results), n_terms = 0;
    if (!entry->by_member)
        return entry->part;
    const struct bo_why_term *beside =
        strcmp(a->why->question.entity, WORLD) == 0 ? entry->part : NULL;
    uint32_t n_beside = 0;
    while (beside && beside[n_beside].variable)
        n_beside++;
    struct bo_why_term *term = BO_NEW_ARRAY(a->arena, struct bo_why_term, n + n_beside + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_fact_variable *v = bo_results_variable(a->results, i);
        if (is_member(a->why->question.variable, v))
            term[n_terms++] = (struct bo_why_term){v->name, 1.0};
    }
    for (uint32_t i = 0; i < n_beside; i++)
        term[n_terms++] = beside[i];
    return term;
}

static int split_by_part(const struct asker *a)
{
    const struct bo_why_entry *entry = a->why->entry;
    const struct bo_why_question *q = &a->why->question;
    struct bo_why_split split = {.by = BO_WHY_BY_PART, .adds_up = true};
    uint32_t room = 0;
    for (const struct bo_why_term *term = terms_of(a); term && term->variable; term++) {
        enum bo_series_state state = BO_SERIES_ABSENT;
        double *value;
        int rc = read_series(a, term->variable, q->entity, q->place, &value, &state);
        if (rc != 0)
            return rc;
        if (state == BO_SERIES_ABSENT || (entry->by_member && state == BO_SERIES_ZERO))
            continue;
        BO_ARENA_ROOM(a->arena, split.row, split.n, room);
        struct bo_why_row *row = &split.row[split.n++];
        row->name = term->sign < 0.0 ? bo_arena_printf(a->arena, "less %s", term->variable)
                                     : term->variable;
        fill_row(a, value, term->sign, row);
    }
    if (split.n == 0)
        return 0;
    if (entry->by_member)
        finish_split(a, &split);
    else
        leave_rest(a, &split, entry->part_rest);
    add_split(a, &split);
    return 0;
}

/* Is this series an owner's part of World, or a place's part of the entity? */
static bool is_row_of(const struct asker *a, enum bo_why_by by, const struct bo_results_key *key)
{
    const struct bo_why_question *q = &a->why->question;
    if (by == BO_WHY_BY_PLACE)
        return key->place[0] != '\0' && strcmp(key->entity, q->entity) == 0;
    if (strcmp(key->entity, WORLD) == 0)
        return false;
    if (!bo_why_is_landlord(key->entity))
        return strcmp(key->place, q->place) == 0;
    bool there =
        q->place[0] == '\0' || strcmp(key->entity + strlen(BO_WHY_LANDLORD), q->place) == 0;
    return a->why->entry->of_landlords && there && key->place[0] == '\0';
}

static int split_by_keys(const struct asker *a, const struct bo_key_list *keys, enum bo_why_by by)
{
    struct bo_why_split split = {.by = by};
    uint32_t room = 0;
    for (uint32_t i = 0; i < keys->n; i++) {
        const struct bo_results_key *key = &keys->key[i];
        enum bo_series_state state;
        double *value;
        if (key->state != BO_SERIES_STORED || !is_row_of(a, by, key))
            continue;
        int rc = read_series(a, a->why->question.variable->name, key->entity, key->place, &value,
                             &state);
        if (rc != 0)
            return rc;
        BO_ARENA_ROOM(a->arena, split.row, split.n, room);
        struct bo_why_row *row = &split.row[split.n++];
        row->name = by == BO_WHY_BY_PLACE ? key->place : key->entity;
        fill_row(a, value, 1.0, row);
    }
    if (split.n == 0)
        return 0;
    finish_split(a, &split);
    add_split(a, &split);
    return 0;
}

static int bridge_by_flow(const struct asker *a)
{
    const struct bo_why_entry *entry = a->why->entry;
    const struct bo_why_question *q = &a->why->question;
    struct bo_why_split split = {.by = BO_WHY_BY_FLOW, .adds_up = true};
    uint32_t room = 0, n_months = a->span.now - a->span.before;
    for (const struct bo_why_term *term = entry->flow; term && term->variable; term++) {
        enum bo_series_state state = BO_SERIES_ABSENT;
        double *value;
        int rc = read_series(a, term->variable, q->entity, q->place, &value, &state);
        if (rc != 0)
            return rc;
        if (state == BO_SERIES_ABSENT || n_months == 0)
            continue;
        BO_ARENA_ROOM(a->arena, split.row, split.n, room);
        split.row[split.n++] = (struct bo_why_row){
            .name = term->variable,
            .before = BO_NAN,
            .now = BO_NAN,
            .change = term->sign * or_nothing(bo_why_sum(value, a->span.now, n_months))};
    }
    if (split.n == 0)
        return 0;
    const struct bo_why_change *whole = &a->why->whole;
    double change = bo_why_difference(true, whole->before, whole->now);
    split.rest = (struct bo_why_row){.name = entry->flow_rest,
                                     .before = BO_NAN,
                                     .now = BO_NAN,
                                     .change = change - sum_of(&split, change_of)};
    double most = bo_max(fabs(whole->now), fabs(or_nothing(whole->before)));
    split.has_rest = fabs(split.rest.change) > REST_FRAC * most;
    add_split(a, &split);
    return 0;
}

static int split_all(const struct asker *a)
{
    const struct bo_why_question *q = &a->why->question;
    struct bo_key_list keys = {.n = 0};
    int rc = bridge_by_flow(a);
    if (rc == 0)
        rc = split_by_part(a);
    if (rc == 0)
        rc = bo_results_keys(a->results, a->run->run, q->variable->name, a->arena, &keys, a->err);
    if (rc == 0 && strcmp(q->entity, WORLD) == 0)
        rc = split_by_keys(a, &keys, BO_WHY_BY_OWNER);
    if (rc == 0 && q->place[0] == '\0')
        rc = split_by_keys(a, &keys, BO_WHY_BY_PLACE);
    return rc;
}

int bo_why_compute(struct bo_results *results, const struct bo_results_run *run,
                   const struct bo_why_question *question, struct bo_arena *arena,
                   struct bo_why *out, struct bo_err *err)
{
    const struct bo_why_entry *entry = bo_why_find(question->variable->name);
    struct bo_why why = {.question = *question,
                         .entry = entry ? entry : &bo_why_default,
                         .first_month = run->first_month,
                         .last_month = run->first_month + (int32_t)run->n_months - 1};
    struct asker a = {.results = results, .run = run, .arena = arena, .err = err, .why = &why};
    struct bo_event_list events = {.n = 0};
    int rc = read_value(&a);
    if (rc == 0)
        rc = read_band(&a);
    if (rc == 0 && !why.nil_throughout)
        rc = split_all(&a);
    if (rc == 0)
        rc = bo_results_events(results, run->run, NULL, arena, &events, err);
    if (rc != 0)
        return rc;
    bo_why_pick_events(&events, &why, arena);
    *out = why;
    return 0;
}
