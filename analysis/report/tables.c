#include "tables.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/csv.h"
#include "buildout/base/num.h"
#include "figures.h"

#define FILE_BYTES_MAX ((size_t)1 << 26)

static int file_error(const struct report *report, const char *path, const char *what)
{
    return bo_err_set(report->err, BO_ESTORE, "%s: %s", path, what);
}

/* The whole file; *n is 0 when there is none. */
static int read_all(struct report *report, const char *path, char **text, size_t *n)
{
    FILE *in = fopen(path, "re");
    int rc = 0;
    *n = 0;
    if (!in)
        return errno == ENOENT ? 0 : file_error(report, path, strerror(errno));
    size_t room = 0;
    ssize_t got = getdelim(text, &room, EOF, in);
    if (got < 0 && !feof(in)) /* no memory is no error of in */
        rc = file_error(report, path, strerror(errno));
    else if (got > 0 && (size_t)got > FILE_BYTES_MAX)
        rc = file_error(report, path, "is too large for a report");
    else if (got > 0)
        *n = (size_t)got;
    fclose(in);
    return rc;
}

struct cells {
    const char **cell;
    uint32_t n, room;
};

static int take_record(struct report *report, const struct bo_csv *csv, struct table *table,
                       struct cells *cells)
{
    if (table->n_columns == 0)
        table->n_columns = csv->n;
    if (csv->n != table->n_columns)
        return bo_err_set(report->err, BO_ESTORE, "%s:%u: has %u fields, not %u", csv->file,
                          csv->field[0].line, csv->n, table->n_columns);
    for (uint32_t i = 0; i < csv->n; i++) {
        BO_ARENA_ROOM(report->arena, cells->cell, cells->n, cells->room);
        cells->cell[cells->n++] = csv->field[i].text;
    }
    return 0;
}

static int parse(struct report *report, const char *path, const char *text, size_t n,
                 struct table *table)
{
    struct bo_diag *diag = BO_NEW(report->arena, struct bo_diag);
    struct bo_csv *csv = BO_NEW(report->arena, struct bo_csv);
    struct cells cells = {.n = 0};
    int rc = 0;
    *csv = bo_csv_open(path, text, n, report->arena, diag);
    while (rc == 0 && bo_csv_next(csv))
        rc = take_record(report, csv, table, &cells);
    if (rc == 0 && diag->n > 0)
        rc = bo_err_set(report->err, BO_ESTORE, "%s", diag->message[0]);
    if (rc != 0 || table->n_columns == 0)
        return rc;
    table->head = cells.cell;
    table->cell = cells.cell + table->n_columns;
    table->n_rows = cells.n / table->n_columns - 1;
    return 0;
}

int table_read(struct report *report, const char *file, struct table *table)
{
    const char *path = bo_arena_printf(report->arena, "%s/%s", report->dir, file);
    char *text = NULL;
    size_t n = 0;
    *table = (struct table){.n_rows = 0};
    int rc = read_all(report, path, &text, &n);
    if (rc == 0 && n > 0)
        rc = parse(report, path, text, n, table);
    free(text);
    return rc;
}

const char *table_text(const struct table *table, uint32_t row, const char *column)
{
    for (uint32_t c = 0; c < table->n_columns; c++) {
        if (strcmp(table->head[c], column) == 0)
            return table->cell[(size_t)row * table->n_columns + c];
    }
    return "";
}

double table_number(const struct table *table, uint32_t row, const char *column)
{
    double x;
    return bo_double_parse(table_text(table, row, column), &x) == 0 ? x : BO_NAN;
}

bool table_has(const struct table *table, const char *column)
{
    for (uint32_t c = 0; c < table->n_columns; c++) {
        if (strcmp(table->head[c], column) == 0)
            return true;
    }
    return false;
}
