/* value.c - what one run says to a row of observations. */
#include "buildout/backtest/backtest.h"

#include <string.h>

#include "buildout/base/num.h"

const char *bo_row_state_text(enum bo_row_state state)
{
    switch (state) {
    case BO_ROW_COMPUTED:
        return "computed";
    case BO_ROW_GIVEN:
        return "given";
    case BO_ROW_EARLIER:
        return "before what is scored";
    case BO_ROW_BEFORE:
        return "before the start";
    case BO_ROW_BEYOND:
        return "after the end";
    case BO_ROW_NO_VARIABLE:
        return "no such variable";
    case BO_ROW_NO_ENTITY:
        return "no series of it";
    case BO_ROW_NO_PLACE:
        return "no such place";
    case BO_ROW_OTHER_UNIT:
        return "another unit";
    case BO_ROW_NO_VALUE:
        return "no value then";
    }
    return "";
}

bool bo_row_is_outside(enum bo_row_state state)
{
    return state == BO_ROW_BEFORE || state == BO_ROW_BEYOND;
}

/* The months of the period, and what of the question the facts know at all. */
struct answer {
    const struct bo_observed *row;
    uint32_t n_months;
    double *sum;        /* [n_months], NaN until something counts */
    bool *knows_entity; /* [row->entity.n] of this variable */
    bool *knows_place;  /* [row->place.n] of anything */
    bool knows_variable;
    bool is_nil;    /* where it is not told, and in a unit of the same kind */
    bool is_amount; /* of which who has ended has none; in a unit of the same kind */
    bool other_unit;
};

static uint32_t place_in(const struct bo_text_set *set, const char *text)
{
    uint32_t i = 0;
    while (i < set->n && strcmp(set->item[i], text) != 0)
        i++;
    return i;
}

static void add_series(struct answer *a, const double *value, double factor)
{
    for (uint32_t m = 0; m < a->n_months; m++) {
        if (isnan(value[m]))
            continue;
        a->sum[m] = (isnan(a->sum[m]) ? 0.0 : a->sum[m]) + value[m] * factor;
    }
}

static bool is_of_kind(const struct answer *a, const struct bo_fact_variable *variable,
                       bool (*kind)(const char *variable))
{
    double factor;
    return kind && kind(variable->name) &&
           bo_observed_unit_factor(variable->unit, a->row->unit, &factor, NULL) == BO_OK;
}

static void look_at(struct answer *a, const struct bo_facts *facts, const struct bo_untold *untold,
                    const struct bo_fact_series *series)
{
    const struct bo_fact_variable *variable = &facts->variable[series->variable];
    uint32_t place = place_in(&a->row->place, series->place);
    if (place < a->row->place.n)
        a->knows_place[place] = true;
    if (!bo_observed_asks_for(a->row, variable->name))
        return;
    a->knows_variable = true;
    a->is_nil = a->is_nil || is_of_kind(a, variable, untold->is_nil);
    a->is_amount = a->is_amount || is_of_kind(a, variable, untold->is_amount);
    uint32_t entity = place_in(&a->row->entity, series->entity);
    if (entity == a->row->entity.n)
        return;
    a->knows_entity[entity] = true;
    double factor;
    if (place == a->row->place.n)
        return;
    if (bo_observed_unit_factor(variable->unit, a->row->unit, &factor, NULL) != BO_OK) {
        a->other_unit = true;
        return;
    }
    add_series(a, series->value + (a->row->first_month - facts->first_month), factor);
}

/* What is told of the entity while it is there, from the facts' first month on; NULL when that is not told of it. */
static const double *told_while_there(const struct bo_facts *facts, const struct bo_untold *untold,
                                      const char *entity, bool *any)
{
    const double *there = NULL;
    *any = false;
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *series = &facts->series[i];
        if (strcmp(series->entity, entity) != 0)
            continue;
        *any = true;
        if (series->place[0] == '\0' &&
            strcmp(facts->variable[series->variable].name, untold->told_while_there) == 0)
            there = series->value;
    }
    return there;
}

/* False when nothing at all is told of the entity. */
static bool add_nil(struct answer *a, const struct bo_facts *facts, const struct bo_untold *untold,
                    const char *entity)
{
    int32_t first = a->row->first_month - facts->first_month;
    bool any;
    const double *there = told_while_there(facts, untold, entity, &any);
    for (uint32_t m = 0; any && m < a->n_months; m++) {
        if (isnan(a->sum[m]) && (!there || !isnan(there[first + (int32_t)m])))
            a->sum[m] = 0.0;
    }
    return any;
}

/* Nil in the months after the entity has ended; who never began has not ended. */
static void add_ended(struct answer *a, const struct bo_facts *facts,
                      const struct bo_untold *untold, const char *entity)
{
    uint32_t end = 0, first = (uint32_t)(a->row->first_month - facts->first_month);
    bool any;
    const double *there = told_while_there(facts, untold, entity, &any);
    for (uint32_t m = 0; there && m < facts->n_months; m++)
        end = isnan(there[m]) ? end : m + 1;
    for (uint32_t m = 0; end > 0 && m < a->n_months; m++) {
        if (isnan(a->sum[m]) && first + m >= end)
            a->sum[m] = 0.0;
    }
}

static void add_untold(struct answer *a, const struct bo_facts *facts,
                       const struct bo_untold *untold)
{
    for (uint32_t i = 0; a->is_nil && i < a->row->entity.n; i++) {
        if (!a->knows_entity[i])
            a->knows_entity[i] = add_nil(a, facts, untold, a->row->entity.item[i]);
    }
    for (uint32_t i = 0; a->is_amount && i < a->row->entity.n; i++) {
        if (a->knows_entity[i])
            add_ended(a, facts, untold, a->row->entity.item[i]);
    }
}

static bool all(const bool *flag, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!flag[i])
            return false;
    }
    return true;
}

/* Known entities without a series at a known place have nothing there. */
static void fill_places(struct answer *a)
{
    if (a->row->place.n == 1 && a->row->place.item[0][0] == '\0')
        return;
    for (uint32_t m = 0; m < a->n_months; m++)
        a->sum[m] = isnan(a->sum[m]) ? 0.0 : a->sum[m];
}

static double aggregate(const struct answer *a)
{
    double sum = 0.0, least = (double)INFINITY, most = -(double)INFINITY;
    uint32_t n = 0;
    for (uint32_t m = 0; m < a->n_months; m++) {
        double x = a->sum[m];
        if (isnan(x))
            continue;
        n++;
        sum += x;
        least = fmin(least, x);
        most = fmax(most, x);
    }
    if (a->row->aggregate == BO_AGGREGATE_LAST)
        return a->sum[a->n_months - 1];
    if (a->row->aggregate == BO_AGGREGATE_CHANGE)
        return a->sum[a->n_months - 1] - a->sum[0];
    if (n == 0)
        return BO_NAN;
    switch (a->row->aggregate) {
    case BO_AGGREGATE_SUM:
        return sum;
    case BO_AGGREGATE_MEAN:
        return sum / n;
    case BO_AGGREGATE_MIN:
        return least;
    case BO_AGGREGATE_MAX:
        return most;
    case BO_AGGREGATE_LAST:
    case BO_AGGREGATE_CHANGE:
    case BO_N_AGGREGATES:
        break;
    }
    return BO_NAN;
}

static enum bo_row_state state_of(const struct answer *a)
{
    const struct bo_observed *row = a->row;
    if (!a->knows_variable)
        return BO_ROW_NO_VARIABLE;
    if (!all(a->knows_entity, row->entity.n))
        return BO_ROW_NO_ENTITY;
    if (!all(a->knows_place, row->place.n))
        return BO_ROW_NO_PLACE;
    return a->other_unit ? BO_ROW_OTHER_UNIT : BO_ROW_COMPUTED;
}

enum bo_row_state bo_backtest_value(const struct bo_facts *facts, const struct bo_untold *untold,
                                    const struct bo_observed *row, struct bo_arena *scratch,
                                    double *value)
{
    *value = BO_NAN;
    if (strcmp(row->topic, BO_TOPIC_GIVEN) == 0)
        return BO_ROW_GIVEN;
    if (row->first_month < facts->first_month)
        return BO_ROW_BEFORE;
    if (row->last_month - facts->first_month >= (int32_t)facts->n_months)
        return BO_ROW_BEYOND;
    struct answer a = {.row = row, .n_months = (uint32_t)(row->last_month - row->first_month + 1)};
    a.sum = BO_NEW_ARRAY(scratch, double, a.n_months);
    a.knows_entity = BO_NEW_ARRAY(scratch, bool, row->entity.n);
    a.knows_place = BO_NEW_ARRAY(scratch, bool, row->place.n);
    for (uint32_t m = 0; m < a.n_months; m++)
        a.sum[m] = BO_NAN;
    for (uint32_t i = 0; i < facts->n_series; i++)
        look_at(&a, facts, untold, &facts->series[i]);
    add_untold(&a, facts, untold);
    enum bo_row_state state = state_of(&a);
    if (state != BO_ROW_COMPUTED)
        return state;
    fill_places(&a);
    *value = aggregate(&a);
    return isnan(*value) ? BO_ROW_NO_VALUE : BO_ROW_COMPUTED;
}
