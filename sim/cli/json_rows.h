/* json_rows.h - an array of objects, a row each, written as it comes: what --json prints.
 *
 * Errors: none; whether the stream took it all is the caller's to check. A text that is not UTF-8 becomes null.
 */
#ifndef BUILDOUT_SIM_CLI_JSON_ROWS_H
#define BUILDOUT_SIM_CLI_JSON_ROWS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct bo_json_rows {
    FILE *out;
    uint32_t n_rows, n_members; /* members of the row being written */
};

void bo_json_row_begin(struct bo_json_rows *rows);
void bo_json_row_end(struct bo_json_rows *rows);
/* Closes the array, empty or not. */
void bo_json_rows_end(struct bo_json_rows *rows);

/* NULL is null. */
void bo_json_text(struct bo_json_rows *rows, const char *name, const char *text);
/* What is not finite is null. */
void bo_json_number(struct bo_json_rows *rows, const char *name, double x);
void bo_json_switch(struct bo_json_rows *rows, const char *name, bool on);

#endif
