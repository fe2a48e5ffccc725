#include "grid.h"

#include "buildout/cli/table.h"

struct bo_grid {
    struct bo_table table;
};

struct bo_grid *bo_grid_create(struct bo_arena *arena, const struct bo_grid_column *column,
                               uint32_t n_columns, uint32_t gap)
{
    struct bo_table_column *of_table = BO_NEW_ARRAY(arena, struct bo_table_column, n_columns);
    struct bo_grid *grid = BO_NEW(arena, struct bo_grid);
    for (uint32_t i = 0; i < n_columns; i++)
        of_table[i] = (struct bo_table_column){column[i].group, column[i].head, column[i].left,
                                               column[i].rank};
    grid->table =
        (struct bo_table){.arena = arena, .n_columns = n_columns, .column = of_table, .gap = gap};
    return grid;
}

const char **bo_grid_row(struct bo_grid *grid)
{
    return bo_table_row(&grid->table);
}

void bo_grid_print(FILE *out, const struct bo_grid *grid, const struct bo_terminal *terminal)
{
    bo_table_print(out, &grid->table, terminal);
}
