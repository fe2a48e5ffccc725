/* grid.h - the table of cli/table.h for those who also speak of the tables of a scenario, which have its name.
 *
 * Owner:  everything lives in the arena given; columns and texts must outlive the grid. Errors: none.
 */
#ifndef BUILDOUT_SIM_CLI_GRID_H
#define BUILDOUT_SIM_CLI_GRID_H

#include <stdbool.h>
#include <stdio.h>

#include "buildout/base/arena.h"
#include "buildout/cli/terminal.h"

struct bo_grid;

struct bo_grid_column { /* as struct bo_table_column */
    const char *group, *head;
    bool left;
    uint32_t rank;
};

struct bo_grid *bo_grid_create(struct bo_arena *arena, const struct bo_grid_column *column,
                               uint32_t n_columns, uint32_t gap);
const char **bo_grid_row(struct bo_grid *grid);
void bo_grid_print(FILE *out, const struct bo_grid *grid, const struct bo_terminal *terminal);

#endif
