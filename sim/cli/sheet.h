/* sheet.h - a small table of a verb: once in memory, then as a CSV with its sidecar and as what --json prints.
 *
 * Owner:  rows live in the arena; texts must outlive the sheet.
 * Errors: BO_ESTORE from the file.
 */
#ifndef BUILDOUT_SIM_CLI_SHEET_H
#define BUILDOUT_SIM_CLI_SHEET_H

#include <stdio.h>

#include "buildout/base/arena.h"
#include "buildout/model/scenario.h"

enum bo_cell_kind { BO_CELL_EMPTY, BO_CELL_TEXT, BO_CELL_NUMBER };

struct bo_cell {
    enum bo_cell_kind kind;
    const char *text;
    double number; /* what is not finite is empty, and null in JSON */
};

#define BO_CELL_OF_TEXT(t) ((struct bo_cell){.kind = BO_CELL_TEXT, .text = (t)})
#define BO_CELL_OF(x) ((struct bo_cell){.kind = BO_CELL_NUMBER, .number = (x)})

struct bo_sheet_cells {
    struct bo_cell *cell; /* [columns] */
};

struct bo_sheet {
    struct bo_arena *arena;
    uint32_t n_columns;
    const char *const *column;
    uint32_t n_rows, room;
    struct bo_sheet_cells *row; /* [rows] */
};

/* The cells of a new row, all empty. */
struct bo_cell *bo_sheet_row(struct bo_sheet *sheet);
/* A date for the unit "date", else a number. */
struct bo_cell bo_cell_of_outcome(struct bo_arena *arena, const char *unit, double value);

struct bo_sheet_file {
    const char *dir, *name; /* "compare.csv" */
    const char *verb;
    uint64_t seed;
    const struct bo_scenario *scenario;
};
int bo_sheet_write(const struct bo_sheet *sheet, const struct bo_sheet_file *file,
                   struct bo_err *err);
void bo_sheet_json(FILE *out, const struct bo_sheet *sheet);

#endif
