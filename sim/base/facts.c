#include "buildout/base/facts.h"

#include <assert.h>
#include <stdbool.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

/* Rooms that a long run fills without moving what it has, but for its events, once. Where pages are huge, those that
 * nothing is written to are cleared with their neighbours: what a run may do without is made when it is first needed. */
#define FIRST_SERIES 4096
#define FIRST_EVENTS 12288
#define FIRST_POSTINGS 4096
#define FIRST_HOLDINGS 32768

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
    return facts;
}

void bo_facts_limit(struct bo_facts *facts, bo_facts_keep_fn wanted)
{
    facts->wanted = wanted;
}

bool bo_facts_wants(const struct bo_facts *facts, uint32_t variable, const char *entity,
                    const char *place)
{
    const struct bo_fact_series series = {
        .variable = variable, .entity = text_or_empty(entity), .place = text_or_empty(place)};

    return facts->wanted == NULL || facts->wanted(&facts->variable[variable], &series);
}

double *bo_facts_series(struct bo_facts *facts, uint32_t variable, const char *entity,
                        const char *place)
{
    return bo_facts_series_of(facts, variable, entity, place, 0, 0);
}

double *bo_facts_series_of(struct bo_facts *facts, uint32_t variable, const char *entity,
                           const char *place, uint32_t first_month, uint32_t end_month)
{
    double *value = BO_NEW_ARRAY(facts->arena, double, facts->n_months);

    assert(variable < facts->n_variables);
    assert(first_month <= end_month && end_month <= facts->n_months);
    for (uint32_t i = 0; i < first_month; i++)
        value[i] = BO_NAN;
    for (uint32_t i = end_month; i < facts->n_months; i++)
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

    if (facts->wanted != NULL)
        return;
    BO_ARENA_ROOM_FROM(facts->arena, facts->event, facts->n_events, facts->event_room,
                       FIRST_EVENTS);
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

void bo_facts_takeover(struct bo_facts *facts, const char *entity, const char *acquirer)
{
    BO_ARENA_ROOM(facts->arena, facts->takeover, facts->n_takeovers, facts->takeover_room);
    facts->takeover[facts->n_takeovers++] = (struct bo_fact_takeover){
        .entity = text_or_empty(entity),
        .acquirer = text_or_empty(acquirer),
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
    if (facts->wanted != NULL)
        return;
    BO_ARENA_ROOM_FROM(facts->arena, facts->posting, facts->n_postings, facts->posting_room,
                       FIRST_POSTINGS);
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
    if (facts->wanted != NULL)
        return;
    BO_ARENA_ROOM_FROM(facts->arena, facts->holding, facts->n_holdings, facts->holding_room,
                       FIRST_HOLDINGS);
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

void bo_facts_expect_projects(struct bo_facts *facts, uint32_t n)
{
    if (facts->wanted != NULL)
        return;
    facts->project = bo_arena_regrow(facts->arena, facts->project, facts->n_projects,
                                     facts->n_projects + n, sizeof *facts->project);
    facts->project_room = facts->n_projects + n;
}

void bo_facts_project(struct bo_facts *facts, const struct bo_fact_project *project)
{
    if (facts->wanted != NULL)
        return;
    BO_ARENA_ROOM(facts->arena, facts->project, facts->n_projects, facts->project_room);
    struct bo_fact_project *kept = &facts->project[facts->n_projects++];
    *kept = *project;
    kept->name = text_or_empty(project->name);
    kept->owner = text_or_empty(project->owner);
    kept->user = text_or_empty(project->user);
    kept->place = text_or_empty(project->place);
    kept->kind = text_or_empty(project->kind);
    kept->way = text_or_empty(project->way);
    kept->state = text_or_empty(project->state);
    kept->why = text_or_empty(project->why);
}

void bo_facts_input(struct bo_facts *facts, const char *path, double value)
{
    BO_ARENA_ROOM(facts->arena, facts->input, facts->n_inputs, facts->input_room);
    facts->input[facts->n_inputs++] = (struct bo_fact_input){
        .path = text_or_empty(path),
        .value = value,
    };
}
