#include "sheet.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/store/text.h"
#include "json_rows.h"
#include "text_file.h"

struct bo_cell *bo_sheet_row(struct bo_sheet *sheet)
{
    BO_ARENA_ROOM(sheet->arena, sheet->row, sheet->n_rows, sheet->room);
    struct bo_cell *row = BO_NEW_ARRAY(sheet->arena, struct bo_cell, sheet->n_columns);
    for (uint32_t i = 0; i < sheet->n_columns; i++)
        row[i] = (struct bo_cell){.kind = BO_CELL_EMPTY};
    sheet->row[sheet->n_rows++].cell = row;
    return row;
}

struct bo_cell bo_cell_of_outcome(struct bo_arena *arena, const char *unit, double value)
{
    char date[16];
    if (strcmp(unit, "date") != 0 || !(fabs(value) < (double)INT32_MAX))
        return BO_CELL_OF(value);
    bo_day_format((int32_t)floor(value), date);
    return BO_CELL_OF_TEXT(bo_arena_strdup(arena, date));
}

static void write_csv(const struct bo_sheet *sheet, struct bo_text *text)
{
    for (uint32_t i = 0; i < sheet->n_columns; i++) {
        if (i > 0)
            bo_text_char(text, ',');
        bo_text_csv(text, sheet->column[i]);
    }
    bo_text_char(text, '\n');
    for (uint32_t i = 0; i < sheet->n_rows * sheet->n_columns; i++) {
        const struct bo_cell *cell = &sheet->row[i / sheet->n_columns].cell[i % sheet->n_columns];
        if (cell->kind == BO_CELL_TEXT)
            bo_text_csv(text, cell->text);
        else if (cell->kind == BO_CELL_NUMBER)
            bo_text_double(text, cell->number);
        bo_text_char(text, (i + 1) % sheet->n_columns == 0 ? '\n' : ',');
    }
}

int bo_sheet_write(const struct bo_sheet *sheet, const struct bo_sheet_file *file,
                   struct bo_err *err)
{
    struct bo_text text = {0};
    write_csv(sheet, &text);
    struct bo_text_file out = {.dir = file->dir,
                               .name = file->name,
                               .text = text.data,
                               .n_bytes = text.n,
                               .verb = file->verb,
                               .seed = file->seed,
                               .scenario = file->scenario};
    int status = text.failed ? bo_err_set(err, BO_ESTORE, "no memory for %s", file->name)
                             : bo_text_file_write(&out, err);
    bo_text_free(&text);
    return status;
}

void bo_sheet_json(FILE *out, const struct bo_sheet *sheet)
{
    struct bo_json_rows rows = {.out = out};
    for (uint32_t i = 0; i < sheet->n_rows; i++) {
        const struct bo_cell *row = sheet->row[i].cell;
        bo_json_row_begin(&rows);
        for (uint32_t k = 0; k < sheet->n_columns; k++) {
            if (row[k].kind == BO_CELL_NUMBER)
                bo_json_number(&rows, sheet->column[k], row[k].number);
            else
                bo_json_text(&rows, sheet->column[k],
                             row[k].kind == BO_CELL_TEXT ? row[k].text : NULL);
        }
        bo_json_row_end(&rows);
    }
    bo_json_rows_end(&rows);
}
