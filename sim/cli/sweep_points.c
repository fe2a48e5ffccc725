/* A key figure at every point, and how it differs from the first with the same luck. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/num.h"
#include "compare_print.h"
#include "grid.h"
#include "study_names.h"
#include "sweep.h"

enum { N_COLUMNS = 6, MOST_TEXT = 40 }; /* beside the axes; letters of a path or a value */

int bo_sweep_figure(struct bo_sweep *sweep, struct bo_err *err)
{
    struct bo_study *study = sweep->study;
    int status = bo_figure_read(study->args->figure, study->arena, &sweep->figure, err);
    return status == BO_OK ? bo_study_figure(study, &sweep->figure, err) : status;
}

static int compare_with_the_first(struct bo_sweep *sweep, struct bo_err *err)
{
    struct bo_study *study = sweep->study;
    const struct bo_figure *figure = &sweep->figure;
    uint32_t n = study->args->runs;
    double *first = BO_NEW_ARRAY(study->arena, double, n),
           *here = BO_NEW_ARRAY(study->arena, double, n);
    int status = bo_study_replicates(study, 0, figure->entity, figure->key, first, err);
    for (uint32_t i = 0; status == BO_OK && i < sweep->n_points; i++) {
        status = bo_study_replicates(study, i, figure->entity, figure->key, here, err);
        if (status == BO_OK) {
            sweep->point[i].mean = bo_stats_mean(here, n, BO_SWEEP_CONFIDENCE);
            sweep->point[i].paired = bo_stats_paired(first, here, n, BO_SWEEP_CONFIDENCE);
        }
    }
    return status;
}

static void fill_cells(const struct bo_sweep *sweep, uint32_t point, const char **cell)
{
    struct bo_arena *arena = sweep->study->arena;
    const struct bo_mean *mean = &sweep->point[point].mean;
    const struct bo_paired *paired = &sweep->point[point].paired;
    const double value[] = {mean->mean, mean->low, mean->high},
                 difference[] = {paired->difference, paired->low, paired->high};
    for (size_t i = 0; i < sizeof value / sizeof *value; i++)
        *cell++ = bo_value_shown(arena, sweep->unit, value[i]);
    for (size_t i = 0; point > 0 && i < sizeof difference / sizeof *difference; i++)
        *cell++ = bo_value_shown(arena, "", difference[i]);
}

static void print(const struct bo_sweep *sweep)
{
    static const char value[] = "At the point", difference[] = "Less the first point";
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_arena *arena = sweep->study->arena;
    struct bo_grid_column *column =
        BO_NEW_ARRAY(arena, struct bo_grid_column, sweep->n_axes + N_COLUMNS);
    uint32_t n = 0;
    for (uint32_t a = 0; a < sweep->n_axes; a++)
        column[n++] = (struct bo_grid_column){
            NULL, bo_text_shown(arena, &terminal, sweep->axis[a].path, MOST_TEXT), true, 0};
    column[n++] = (struct bo_grid_column){value, "mean", false, 0};
    column[n++] = (struct bo_grid_column){value, "from", false, 1};
    column[n++] = (struct bo_grid_column){value, "to (95 %)", false, 1};
    column[n++] = (struct bo_grid_column){difference, "mean", false, 0};
    column[n++] = (struct bo_grid_column){difference, "from", false, 0};
    column[n++] = (struct bo_grid_column){difference, "to (95 %)", false, 0};
    struct bo_grid *grid = bo_grid_create(arena, column, n, 2);
    for (uint32_t i = 0; i < sweep->n_points; i++) {
        const char **cell = bo_grid_row(grid);
        for (uint32_t a = 0; a < sweep->n_axes; a++) {
            const char *text = bo_point_value(sweep, i, a);
            *cell++ = bo_text_shown(arena, &terminal, text[0] ? text : "as it is", MOST_TEXT);
        }
        fill_cells(sweep, i, cell);
    }
    printf("%s of %s, %s\n\n", sweep->figure.key, sweep->figure.entity, sweep->unit);
    bo_grid_print(stdout, grid, &terminal);
    fputs("\n--figure shows another; sweep.csv has them all.\n", stdout);
    if (strcmp(sweep->figure.key, "npv") == 0)
        fputs("npv counts nothing for what stands at the end; npv_book and npv_terminal do.\n",
              stdout);
    putchar('\n');
}

int bo_sweep_points(struct bo_sweep *sweep, struct bo_err *err)
{
    const struct bo_figure *figure = &sweep->figure;
    int status = bo_sweep_unit(sweep, figure->entity, figure->key, err);
    if (status == BO_OK)
        status = compare_with_the_first(sweep, err);
    if (status == BO_OK)
        print(sweep);
    return status;
}
