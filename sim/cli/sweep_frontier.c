/* Two strategies at every point: which does better, and between which values that changes. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/num.h"
#include "compare_print.h"
#include "grid.h"
#include "study_names.h"
#include "sweep.h"

enum { N_FIGURES = 10 };
static const char *const figure_columns[N_FIGURES] = {
    "entity", "key", "unit", "first", "second", "difference", "low", "high", "p_better", "better"};

int bo_sweep_unit(struct bo_sweep *sweep, const char *entity, const char *key, struct bo_err *err)
{
    struct bo_outcome_list list = {0};
    int status = bo_study_outcome_keys(sweep->study, sweep->study->arena, &list, err);
    for (uint32_t i = 0; status == BO_OK && i < list.n; i++) {
        if (strcmp(list.outcome[i].entity, entity) == 0 && strcmp(list.outcome[i].key, key) == 0) {
            sweep->unit = list.outcome[i].unit;
            return BO_OK;
        }
    }
    return status == BO_OK ? bo_study_no_figure(sweep->study, entity, key, err) : status;
}

static int pair_up(struct bo_sweep *sweep, struct bo_err *err)
{
    struct bo_study *study = sweep->study;
    uint32_t n = study->args->runs;
    double *value[2];
    int status = bo_sweep_unit(sweep, sweep->company->name, study->args->key, err);
    for (int s = 0; s < 2; s++)
        value[s] = BO_NEW_ARRAY(study->arena, double, n);
    for (uint32_t i = 0; status == BO_OK && i < sweep->n_points; i++) {
        for (uint32_t s = 0; status == BO_OK && s < 2; s++)
            status = bo_study_replicates(study, 2 * i + s, sweep->company->name, study->args->key,
                                         value[s], err);
        if (status == BO_OK)
            sweep->point[i].paired = bo_stats_paired(value[0], value[1], n, BO_SWEEP_CONFIDENCE);
    }
    return status;
}

/* 0 when it does better with the first strategy, 1 with the second, by the mean; 2 for a tie or nothing known. */
static int better_at(const struct bo_sweep *sweep, uint32_t point)
{
    double gain = sweep->sign * sweep->point[point].paired.difference;
    return gain > 0.0 ? 1 : gain < 0.0 ? 0 : 2;
}

static const char *better_name(const struct bo_sweep *sweep, uint32_t point)
{
    int better = better_at(sweep, point);
    return better < 2 ? sweep->strategy.item[better] : "";
}

static double p_better_at(const struct bo_sweep *sweep, uint32_t point)
{
    double p = sweep->point[point].paired.p_better;
    return sweep->sign > 0.0 ? p : 1.0 - p;
}

/* ---- frontier.csv ---- */

static void fill_row(const struct bo_sweep *sweep, uint32_t i, struct bo_cell *cell)
{
    const struct bo_paired *p = &sweep->point[i].paired;
    struct bo_arena *arena = sweep->study->arena;
    for (uint32_t a = 0; a < sweep->n_axes; a++)
        *cell++ = BO_CELL_OF_TEXT(bo_point_value(sweep, i, a));
    *cell++ = BO_CELL_OF_TEXT(sweep->company->name);
    *cell++ = BO_CELL_OF_TEXT(sweep->study->args->key);
    *cell++ = BO_CELL_OF_TEXT(sweep->unit);
    *cell++ = bo_cell_of_outcome(arena, sweep->unit, p->base);
    *cell++ = bo_cell_of_outcome(arena, sweep->unit, p->other);
    *cell++ = BO_CELL_OF(p->difference);
    *cell++ = BO_CELL_OF(p->low);
    *cell++ = BO_CELL_OF(p->high);
    *cell++ = BO_CELL_OF(p_better_at(sweep, i));
    *cell++ = BO_CELL_OF_TEXT(better_name(sweep, i));
}

/* The neighbour on an axis: the point with the next value of it and the same of all others; n_points: none. */
static uint32_t neighbour(const struct bo_sweep *sweep, uint32_t point, uint32_t axis)
{
    const uint32_t *value = sweep->point[point].value;
    for (uint32_t i = 0; i < sweep->n_points; i++) {
        const uint32_t *other = sweep->point[i].value;
        bool is_it = value[axis] != BO_AS_IT_IS && other[axis] == value[axis] + 1;
        for (uint32_t a = 0; a < sweep->n_axes; a++)
            is_it &= a == axis || other[a] == value[a];
        if (is_it)
            return i;
    }
    return sweep->n_points;
}

/* Where the difference is 0 on the line between two points; NaN when the values are no numbers. */
static double crossing(const struct bo_sweep *sweep, uint32_t from, uint32_t to, uint32_t axis)
{
    const char *text[2] = {bo_point_value(sweep, from, axis), bo_point_value(sweep, to, axis)};
    double x[2], d[2] = {sweep->point[from].paired.difference, sweep->point[to].paired.difference};
    for (int i = 0; i < 2; i++) {
        if (bo_double_parse(text[i], &x[i]) != 0)
            return BO_NAN;
    }
    return x[0] + (x[1] - x[0]) * d[0] / (d[0] - d[1]);
}

static const char *others_of(const struct bo_sweep *sweep, uint32_t point, uint32_t axis)
{
    struct bo_arena *arena = sweep->study->arena;
    const char *text = "";
    for (uint32_t a = 0; a < sweep->n_axes; a++) {
        if (a != axis && sweep->point[point].value[a] != BO_AS_IT_IS)
            text = bo_arena_printf(arena, "%s%s%s %s", text, text[0] ? ", " : " at ",
                                   sweep->axis[a].path, bo_point_value(sweep, point, a));
    }
    return text;
}

/* One line for each pair of neighbours of which one does better with the other strategy. */
static uint32_t print_changes(const struct bo_sweep *sweep)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < sweep->n_points * sweep->n_axes; i++) {
        uint32_t point = i / sweep->n_axes, axis = i % sweep->n_axes;
        uint32_t next = neighbour(sweep, point, axis);
        if (next == sweep->n_points || better_at(sweep, point) + better_at(sweep, next) != 1)
            continue;
        double at = crossing(sweep, point, next, axis);
        printf("%s does better with %s than with %s from %s %s", sweep->company->name,
               better_name(sweep, next), better_name(sweep, point), sweep->axis[axis].path,
               isfinite(at) ? bo_arena_printf(sweep->study->arena, "%.4g", at)
                            : bo_point_value(sweep, next, axis));
        printf(" on (between %s and %s)%s\n", bo_point_value(sweep, point, axis),
               bo_point_value(sweep, next, axis), others_of(sweep, point, axis));
        n++;
    }
    return n;
}

static uint32_t count_better(const struct bo_sweep *sweep, int strategy)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < sweep->n_points; i++)
        n += better_at(sweep, i) == strategy;
    return n;
}

static void print_points(const struct bo_sweep *sweep)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_arena *arena = sweep->study->arena;
    struct bo_grid_column *column = BO_NEW_ARRAY(arena, struct bo_grid_column, sweep->n_axes + 7);
    uint32_t n = 0;
    for (uint32_t a = 0; a < sweep->n_axes; a++)
        column[n++] = (struct bo_grid_column){
            NULL, bo_text_shown(arena, &terminal, sweep->axis[a].path, 40), true, 0};
    for (int s = 0; s < 2; s++)
        column[n++] = (struct bo_grid_column){NULL, sweep->strategy.item[s], false, 1};
    column[n++] = (struct bo_grid_column){"Difference", "mean", false, 0};
    column[n++] = (struct bo_grid_column){"Difference", "from", false, 0};
    column[n++] = (struct bo_grid_column){"Difference", "to (95 %)", false, 0};
    column[n++] = (struct bo_grid_column){NULL, "P(second)", false, 2};
    column[n++] = (struct bo_grid_column){NULL, "Better", true, 0};
    struct bo_grid *grid = bo_grid_create(arena, column, n, 2);
    for (uint32_t i = 0; i < sweep->n_points; i++) {
        const struct bo_paired *p = &sweep->point[i].paired;
        const char **cell = bo_grid_row(grid);
        for (uint32_t a = 0; a < sweep->n_axes; a++)
            *cell++ = bo_text_shown(arena, &terminal, bo_point_value(sweep, i, a), 40);
        *cell++ = bo_value_shown(arena, sweep->unit, p->base);
        *cell++ = bo_value_shown(arena, sweep->unit, p->other);
        *cell++ = bo_value_shown(arena, "", p->difference);
        *cell++ = bo_value_shown(arena, "", p->low);
        *cell++ = bo_value_shown(arena, "", p->high);
        *cell++ = bo_number_shown(arena, p_better_at(sweep, i), 2);
        *cell++ = better_name(sweep, i);
    }
    printf("%s of %s, %s: %s less %s\n\n", sweep->study->args->key, sweep->company->name,
           sweep->unit, sweep->strategy.item[1], sweep->strategy.item[0]);
    bo_grid_print(stdout, grid, &terminal);
    putchar('\n');
}

static void print(const struct bo_sweep *sweep)
{
    print_points(sweep);
    if (print_changes(sweep) == 0)
        printf("The better strategy does not change between neighbours: %s at %u point%s, %s at "
               "%u.\n",
               sweep->strategy.item[0], count_better(sweep, 0), bo_plural(count_better(sweep, 0)),
               sweep->strategy.item[1], count_better(sweep, 1));
    putchar('\n');
}

int bo_sweep_frontier(struct bo_sweep *sweep, struct bo_sheet *sheet, struct bo_err *err)
{
    const struct bo_args *args = sweep->study->args;
    const char **column =
        BO_NEW_ARRAY(sweep->study->arena, const char *, sweep->n_axes + N_FIGURES);
    int status = pair_up(sweep, err);
    if (status != BO_OK)
        return status;
    for (uint32_t a = 0; a < sweep->n_axes; a++)
        column[a] = sweep->axis[a].path;
    memcpy(column + sweep->n_axes, figure_columns, sizeof figure_columns);
    sheet->column = column;
    sheet->n_columns = sweep->n_axes + N_FIGURES;
    for (uint32_t i = 0; i < sweep->n_points; i++)
        fill_row(sweep, i, bo_sheet_row(sheet));
    if (!args->json && !args->quiet)
        print(sweep);
    return BO_OK;
}
