#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/direction.h"
#include "buildout/cli/terminal.h"
#include "buildout/stats/stats.h"
#include "study_names.h"
#include "sweep.h"

enum { MOST_POINTS = 10000, MOST_AXES = 8, MOST_STRATEGIES = 8, N_FIGURES = 9 };

static const char *const figure_columns[N_FIGURES] = {"entity", "key", "unit", "mean", "low",
                                                      "high",   "p05", "p50",  "p95"};
static const double quantiles[] = {0.05, 0.5, 0.95};

/* ---- axes and points ---- */

static int read_axes(struct bo_sweep *sweep, struct bo_err *err)
{
    const struct bo_args *args = sweep->study->args;
    struct bo_arena *arena = sweep->study->arena;
    if (args->vary.n == 0 || args->vary.n > MOST_AXES)
        return bo_err_set(err, BO_EUSAGE, "sweep wants 1 to %d --vary PATH=A,B,...", MOST_AXES);
    sweep->axis = BO_NEW_ARRAY(arena, struct bo_axis, args->vary.n);
    for (uint32_t i = 0; i < args->vary.n; i++) {
        const char *typed = args->vary.item[i], *equals = strchr(typed, '=');
        struct bo_axis *axis = &sweep->axis[sweep->n_axes++];
        axis->path = bo_arena_strndup(arena, typed, (size_t)(equals - typed));
        axis->value = bo_names_split(arena, equals + 1);
        if (axis->value.n == 0)
            return bo_err_set(err, BO_EUSAGE, "--vary %s has no value", typed);
        for (uint32_t k = 0; k < i; k++) {
            if (strcmp(sweep->axis[k].path, axis->path) == 0)
                return bo_err_set(err, BO_EUSAGE, "%s is varied twice", axis->path);
        }
    }
    return BO_OK;
}

static struct bo_point *new_point(struct bo_sweep *sweep)
{
    BO_ARENA_ROOM(sweep->study->arena, sweep->point, sweep->n_points, sweep->room);
    struct bo_point *point = &sweep->point[sweep->n_points++];
    point->value = BO_NEW_ARRAY(sweep->study->arena, uint32_t, sweep->n_axes);
    for (uint32_t i = 0; i < sweep->n_axes; i++)
        point->value[i] = BO_AS_IT_IS;
    return point;
}

static void make_one_at_a_time(struct bo_sweep *sweep)
{
    new_point(sweep);
    for (uint32_t i = 0; i < sweep->n_axes; i++) {
        for (uint32_t v = 0; v < sweep->axis[i].value.n; v++)
            new_point(sweep)->value[i] = v;
    }
}

/* The last axis changes fastest. */
static int make_factorial(struct bo_sweep *sweep, struct bo_err *err)
{
    uint64_t n = 1;
    for (uint32_t i = 0; i < sweep->n_axes && n <= MOST_POINTS; i++)
        n *= sweep->axis[i].value.n;
    if (n > MOST_POINTS)
        return bo_err_set(err, BO_EUSAGE, "these are more than %d points", MOST_POINTS);
    for (uint64_t p = 0; p < n; p++) {
        struct bo_point *point = new_point(sweep);
        uint64_t rest = p;
        for (uint32_t i = sweep->n_axes; i-- > 0; rest /= sweep->axis[i].value.n)
            point->value[i] = (uint32_t)(rest % sweep->axis[i].value.n);
    }
    return BO_OK;
}

static int read_strategies(struct bo_sweep *sweep, struct bo_err *err)
{
    const struct bo_args *args = sweep->study->args;
    double enough;
    if (bo_double_parse(args->enough, &enough) != 0)
        return bo_err_set(err, BO_EUSAGE, "--enough wants a number, not \"%s\"", args->enough);
    sweep->sign = bo_direction_of(args->key) == BO_LESS_IS_BETTER ? -1.0 : 1.0;
    if (!args->strategies)
        return bo_sweep_figure(sweep, err);
    sweep->strategy = bo_names_split(sweep->study->arena, args->strategies);
    if (sweep->strategy.n < 2 || sweep->strategy.n > MOST_STRATEGIES || !args->company)
        return bo_err_set(err, BO_EUSAGE,
                          "sweep wants 2 to %d --strategies A,B and the --company that plays them",
                          MOST_STRATEGIES);
    int status = bo_study_company(sweep->study, args->company, &sweep->company, err);
    return status ? status : bo_study_figure_of(sweep->study, sweep->company->name, args->key, err);
}

const char *bo_point_value(const struct bo_sweep *sweep, uint32_t point, uint32_t axis)
{
    uint32_t value = sweep->point[point].value[axis];
    return value == BO_AS_IT_IS ? "" : sweep->axis[axis].value.item[value];
}

static int add_variant(struct bo_sweep *sweep, uint32_t point, const char *strategy,
                       struct bo_err *err)
{
    struct bo_arena *arena = sweep->study->arena;
    struct bo_text_list changes = {.item = BO_NEW_ARRAY(arena, const char *, sweep->n_axes + 1)};
    const char *name = "";
    for (uint32_t i = 0; i < sweep->n_axes; i++) {
        if (sweep->point[point].value[i] == BO_AS_IT_IS)
            continue;
        changes.item[changes.n++] =
            bo_arena_printf(arena, "%s=%s", sweep->axis[i].path, bo_point_value(sweep, point, i));
    }
    if (strategy)
        changes.item[changes.n++] = bo_strategy_change(arena, sweep->company, strategy);
    for (uint32_t i = 0; i < changes.n; i++)
        name = bo_arena_printf(arena, "%s%s%s", name, i > 0 ? "; " : "", changes.item[i]);
    if (changes.n == 0)
        name = sweep->study->file[0].scenario->name;
    return bo_study_add(sweep->study, name, 0, &changes, err);
}

/* Variant point * strategies + strategy. */
static int add_variants(struct bo_sweep *sweep, struct bo_err *err)
{
    int status = BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < sweep->n_points; i++) {
        if (sweep->strategy.n == 0)
            status = add_variant(sweep, i, NULL, err);
        for (uint32_t s = 0; status == BO_OK && s < sweep->strategy.n; s++)
            status = add_variant(sweep, i, sweep->strategy.item[s], err);
    }
    return status;
}

/* ---- sweep.csv ---- */

struct telling {
    const struct bo_sweep *sweep;
    struct bo_sheet *sheet;
    uint32_t variant;
};

static int take_outcome(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    const struct telling *t = context;
    const struct bo_sweep *sweep = t->sweep;
    struct bo_arena *arena = sweep->study->arena;
    uint32_t n_strategies = sweep->strategy.n > 0 ? sweep->strategy.n : 1;
    struct bo_cell *cell = bo_sheet_row(t->sheet);
    double quantile[3];
    (void)err;
    *cell++ = BO_CELL_OF_TEXT(sweep->study->variant[t->variant].name);
    for (uint32_t i = 0; i < sweep->n_axes; i++)
        *cell++ = BO_CELL_OF_TEXT(bo_point_value(sweep, t->variant / n_strategies, i));
    if (sweep->strategy.n > 0)
        *cell++ = BO_CELL_OF_TEXT(sweep->strategy.item[t->variant % n_strategies]);
    struct bo_mean mean = bo_stats_mean(values->value, values->n, BO_SWEEP_CONFIDENCE);
    bo_stats_quantiles(values->value, values->n, quantiles, 3, quantile);
    const double number[] = {mean.mean, mean.low, mean.high, quantile[0], quantile[1], quantile[2]};
    *cell++ = BO_CELL_OF_TEXT(bo_arena_strdup(arena, values->entity));
    *cell++ = BO_CELL_OF_TEXT(bo_arena_strdup(arena, values->key));
    *cell++ = BO_CELL_OF_TEXT(bo_arena_strdup(arena, values->unit));
    for (uint32_t i = 0; i < sizeof number / sizeof *number; i++)
        *cell++ = bo_cell_of_outcome(arena, values->unit, number[i]);
    *cell = BO_CELL_OF(mean.n);
    return 0;
}

static const char *const *columns_of(const struct bo_sweep *sweep, uint32_t *n)
{
    const char **column =
        BO_NEW_ARRAY(sweep->study->arena, const char *, sweep->n_axes + N_FIGURES + 3);
    *n = 0;
    column[(*n)++] = "variant";
    for (uint32_t i = 0; i < sweep->n_axes; i++)
        column[(*n)++] = sweep->axis[i].path;
    if (sweep->strategy.n > 0)
        column[(*n)++] = "strategy";
    for (uint32_t i = 0; i < N_FIGURES; i++)
        column[(*n)++] = figure_columns[i];
    column[(*n)++] = "n";
    return column;
}

static int fill_sheet(const struct bo_sweep *sweep, struct bo_sheet *sheet, struct bo_err *err)
{
    int status = BO_OK;
    sheet->column = columns_of(sweep, &sheet->n_columns);
    for (uint32_t i = 0; status == BO_OK && i < sweep->study->n_variants; i++) {
        struct telling telling = {sweep, sheet, i};
        status = bo_results_each_outcome(sweep->study->results, sweep->study->variant[i].name,
                                         take_outcome, &telling, err);
    }
    return status;
}

static int present(void *context, struct bo_err *err)
{
    struct bo_sweep *sweep = context;
    struct bo_study *study = sweep->study;
    struct bo_sheet sheet = {.arena = study->arena}, frontier = sheet, robust = sheet;
    uint32_t n = sweep->strategy.n;
    int status = fill_sheet(sweep, &sheet, err);
    if (status == BO_OK)
        status = bo_study_write(study, &sheet, "sweep.csv", err);
    if (status == BO_OK && n == 2)
        status = bo_sweep_frontier(sweep, &frontier, err);
    if (status == BO_OK && n == 2)
        status = bo_study_write(study, &frontier, "frontier.csv", err);
    if (status == BO_OK && n > 0)
        status = bo_sweep_robustness(sweep, &robust, err);
    if (status == BO_OK && n > 0)
        status = bo_study_write(study, &robust, "robustness.csv", err);
    if (status == BO_OK && n == 0 && !study->args->json && !study->args->quiet)
        status = bo_sweep_points(sweep, err);
    if (status != BO_OK)
        return status;
    if (study->args->json)
        bo_sheet_json(stdout, n == 0 ? &sheet : n == 2 ? &frontier : &robust);
    uint32_t n_each = bo_results_n_runs(study->results) / study->n_variants;
    if (!study->args->json && !study->args->quiet)
        printf("%s: sweep.csv, %s%sresults.db, outcomes.csv; %u point%s of %u run%s\n", study->dir,
               n == 2 ? "frontier.csv, " : "", n > 0 ? "robustness.csv, " : "", sweep->n_points,
               bo_plural(sweep->n_points), n_each, bo_plural(n_each));
    return bo_study_end(study);
}

static int prepare(struct bo_sweep *sweep, struct bo_err *err)
{
    uint32_t file = 0;
    int status = bo_study_open(sweep->study, sweep->study->args->operand[0], &file, err);
    if (status == BO_OK)
        status = read_axes(sweep, err);
    if (status == BO_OK)
        status = read_strategies(sweep, err);
    if (status == BO_OK && sweep->study->args->one_at_a_time)
        make_one_at_a_time(sweep);
    else if (status == BO_OK)
        status = make_factorial(sweep, err);
    return status == BO_OK ? add_variants(sweep, err) : status;
}

/* What the points are made from. */
static json_t *plan_of(const struct bo_study *study)
{
    const struct bo_args *args = study->args;
    json_t *vary = json_array();
    for (uint32_t i = 0; i < args->vary.n; i++)
        json_array_append_new(vary, json_string(args->vary.item[i]));
    json_t *plan = json_pack("{s:o, s:s*, s:s*}", "vary", vary, "strategies", args->strategies,
                             "company", args->strategies ? args->company : NULL);
    if (args->one_at_a_time)
        json_object_set_new(plan, "one-at-a-time", json_true());
    return plan;
}

static int perform(struct bo_study *study, struct bo_err *err)
{
    struct bo_sweep sweep = {.study = study, .unit = ""};
    int status = prepare(&sweep, err);
    return status == BO_OK ? bo_study_carry_out(study, plan_of(study), present, &sweep, err)
                           : status;
}

int bo_cmd_sweep(const struct bo_args *args, struct bo_err *err)
{
    struct bo_study study;
    int result = bo_study_create(args, &study, err);
    study.checks = true;
    if (result == BO_OK)
        result = perform(&study, err);
    bo_study_free(&study);
    return result;
}
