/* buildout/cli/table.h - a table of texts on a terminal: columns as wide as they need, dropped when there is no room.
 *
 * Neighbouring columns of one group have its name above their heads. Of the optional columns those with the highest
 * rank go first.
 *
 * Owner:  rows live in the caller's arena; texts must outlive the table. Errors: none.
 */
#ifndef BUILDOUT_CLI_TABLE_H
#define BUILDOUT_CLI_TABLE_H

#include <stdio.h>

#include "buildout/base/arena.h"
#include "buildout/cli/terminal.h"

struct bo_table_column {
    const char *group; /* NULL: none */
    const char *head;
    bool left;     /* aligned left; numbers are not */
    uint32_t rank; /* 0: always shown */
};

struct bo_table {
    struct bo_arena *arena;
    uint32_t n_columns;
    const struct bo_table_column *column;
    uint32_t n_rows, room;
    const char **cell; /* [rows x columns] */
    uint32_t gap;      /* blanks between columns */
};

/* The cells of a new row, all "". */
const char **bo_table_row(struct bo_table *table);
/* Columns that it takes with every column of at most this rank. */
uint32_t bo_table_width(const struct bo_table *table, uint32_t rank);
void bo_table_print(FILE *out, const struct bo_table *table, const struct bo_terminal *terminal);

#endif
