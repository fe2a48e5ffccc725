/* buildout/base/csv.h - the records of a CSV text (RFC 4180), each field with the place where it begins.
 *
 * Lines end in LF or CRLF; a byte order mark, empty lines and lines that begin with '#' are skipped.
 *
 * Units:  lines and columns of bytes.
 * Owner:  fields live in the arena given. Errors: a complaint in diag, and the rest of the record is skipped.
 */
#ifndef BUILDOUT_BASE_CSV_H
#define BUILDOUT_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"

#define BO_CSV_FIELDS_MAX 64

struct bo_csv_field {
    const char *text;
    uint32_t line, column; /* of bytes, from 1 */
};

struct bo_csv {
    const char *file;
    const char *at, *end;
    uint32_t line;
    const char *line_start;
    struct bo_arena *arena;
    struct bo_diag *diag;
    uint32_t n; /* of the record last read */
    struct bo_csv_field field[BO_CSV_FIELDS_MAX];
    bool faulty;
};

struct bo_csv bo_csv_open(const char *file, const char *text, size_t n_bytes,
                          struct bo_arena *arena, struct bo_diag *diag);
/* Reads the next record that is well formed; false at the end of the text. */
bool bo_csv_next(struct bo_csv *csv);
/* Leaves nothing of a file that a terminal would obey. */
void bo_csv_clean(char *text);

#endif
