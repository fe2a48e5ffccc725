/* calibrate_rows.c - which rows of history are fitted, and how much each counts. */
#include "calibrate.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/store/text.h"
#include "observed_files.h"
#include "text_file.h"

static double middle_of(const struct bo_observed *row)
{
    return (row->value.low + row->value.high) / 2.0;
}

static double discrepancy_of(const struct bo_observed *row)
{
    switch (row->tolerance_kind) {
    case BO_TOLERANCE_FRACTION:
        return row->tolerance * fabs(middle_of(row));
    case BO_TOLERANCE_UNIT:
        return row->tolerance;
    case BO_TOLERANCE_NONE:
        break;
    }
    return 0.0;
}

/* What has no tolerance has no discrepancy, and what is given says nothing of the runs. */
static bool can_be_fitted(const struct bo_calibration *c, const struct bo_observed *row)
{
    const struct bo_time_param *time = c->scenario.param.time;
    return strcmp(row->topic, BO_TOPIC_GIVEN) != 0 && discrepancy_of(row) > 0.0 &&
           row->first_month >= bo_month_of_day(time->start_day) &&
           row->last_month < bo_month_of_day(time->end_day);
}

static bool asks_the_same(const struct bo_observed *a, const struct bo_observed *b)
{
    return a->aggregate == b->aggregate && strcmp(a->topic, b->topic) == 0 &&
           strcmp(a->variables, b->variables) == 0 && strcmp(a->entities, b->entities) == 0 &&
           strcmp(a->places, b->places) == 0;
}

static const struct bo_observed *row_of(const struct bo_calibration *c, uint32_t i)
{
    return &c->list.row[c->row[i]];
}

static void count(struct bo_calibration *c, uint32_t i)
{
    bool new_topic = true, new_series = true;
    for (uint32_t k = 0; k < i; k++) {
        new_topic &= strcmp(row_of(c, k)->topic, row_of(c, i)->topic) != 0;
        new_series &= !asks_the_same(row_of(c, k), row_of(c, i));
    }
    c->n_topics += new_topic;
    c->n_series += new_series;
}

/* The quarters of a series go together: a series counts once, however many rows it has, and the topics share alike. */
static void weigh(struct bo_calibration *c)
{
    for (uint32_t i = 0; i < c->n_rows; i++) {
        uint32_t n_in_topic = 0;
        for (uint32_t k = 0; k < c->n_rows; k++)
            n_in_topic += strcmp(row_of(c, k)->topic, row_of(c, i)->topic) == 0;
        c->weight[i] = (double)c->n_series / c->n_topics / n_in_topic;
    }
}

static void name_key(struct bo_calibration *c, uint32_t i)
{
    const struct bo_observed *row = row_of(c, i);
    c->entity[i] = row->places[0] ? bo_arena_printf(c->arena, "%s@%s", row->entities, row->places)
                                  : row->entities;
    c->key[i] = bo_arena_printf(c->arena, "%s, %s %s", row->variables,
                                bo_aggregate_name(row->aggregate), row->period);
}

static void choose(struct bo_calibration *c)
{
    int32_t last = INT32_MIN;
    c->row = BO_NEW_ARRAY(c->arena, uint32_t, c->list.n);
    c->discrepancy = BO_NEW_ARRAY(c->arena, double, c->list.n);
    c->weight = BO_NEW_ARRAY(c->arena, double, c->list.n);
    c->entity = BO_NEW_ARRAY(c->arena, const char *, c->list.n);
    c->key = BO_NEW_ARRAY(c->arena, const char *, c->list.n);
    for (uint32_t i = 0; i < c->list.n; i++) {
        const struct bo_observed *row = &c->list.row[i];
        if (!can_be_fitted(c, row))
            continue;
        c->row[c->n_rows] = i;
        c->discrepancy[c->n_rows] = discrepancy_of(row);
        name_key(c, c->n_rows);
        count(c, c->n_rows++);
        last = row->last_month > last ? row->last_month : last;
    }
    weigh(c);
    if (c->n_rows == 0)
        return;
    c->time = *c->scenario.param.time;
    c->time.end_day = bo_month_first_day(last + 1);
    c->scenario.param.time = &c->time;
}

int bo_calibration_open(struct bo_calibration *c, struct bo_err *err)
{
    const struct bo_args *args = c->args;
    uint32_t file = 0;
    int status = BO_OK;
    c->arena = c->study.arena;
    if (args->until) {
        status = bo_cut_month("--until", args->until, &c->list.until_month, err);
        c->list.cut = true;
    }
    if (status == BO_OK)
        status = bo_study_open(&c->study, args->operand[0], &file, err);
    if (status != BO_OK)
        return status;
    c->scenario = *c->study.file[file].scenario;
    c->dir =
        args->output ? args->output : bo_arena_printf(c->arena, "results/%s", c->scenario.name);
    c->of_study.output = bo_arena_printf(c->arena, "%s/runs", c->dir);
    struct bo_observed_names names = bo_observed_names_of(&c->scenario.param, c->arena);
    status = bo_observed_read(args->observed, &names, c->arena, &c->list, err);
    if (status != BO_OK)
        return status;
    choose(c);
    if (c->n_rows == 0)
        return bo_err_set(err, BO_EUSAGE,
                          "there is nothing to fit: no row%s%s with a tolerance lies within the "
                          "time of the scenario",
                          args->until ? " that ends by " : "", args->until ? args->until : "");
    return args->force ? BO_OK
                       : bo_text_file_may_write(c->dir, "calibration.csv", &c->scenario, err);
}

/* Of what the runs are asked, and nothing else of the files: later rows have no part in it. */
static const char *hash_rows(const struct bo_calibration *c, char hex[static BO_SHA256_HEX])
{
    struct bo_text text = {0};
    for (uint32_t i = 0; i < c->n_rows; i++) {
        const struct bo_observed *row = row_of(c, i);
        const char *const part[] = {c->entity[i], c->key[i], row->unit, row->topic};
        for (size_t k = 0; k < sizeof part / sizeof *part; k++) {
            bo_text_csv(&text, part[k]);
            bo_text_char(&text, ',');
        }
        bo_text_double(&text, row->value.low);
        bo_text_char(&text, ',');
        bo_text_double(&text, row->value.high);
        bo_text_char(&text, ',');
        bo_text_double(&text, c->discrepancy[i]);
        bo_text_char(&text, '\n');
    }
    bo_sha256_hex(text.data, text.n, hex);
    bo_text_free(&text);
    return hex;
}

json_t *bo_calibration_plan(const struct bo_calibration *c)
{
    char hex[BO_SHA256_HEX];
    json_t *plan = json_pack("{s:s, s:s}", "rows", hash_rows(c, hex), "inputs",
                             c->args->inputs ? c->args->inputs : "");
    if (c->args->until)
        json_object_set_new(plan, "until", json_string(c->args->until));
    return plan;
}
