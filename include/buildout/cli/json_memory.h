/* json_memory - was there memory for all the JSON that was made? Jansson leaves out what it had no memory for, and says so
 * to whoever adds it, item by item, and reads a text that it has no memory for as none; what is stored or was read is
 * asked about once, when it is whole.
 *
 * Owner: the allocator of the process, from bo_json_memory_watch() on. Errors: BO_ESTORE.
 */
#ifndef BUILDOUT_CLI_JSON_MEMORY_H
#define BUILDOUT_CLI_JSON_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <jansson.h>

#include "buildout/base/err.h"

void bo_json_memory_watch(void);
bool bo_json_memory_was_short(void);
/* What was made up to now is given up, or was found whole: from here on it is asked about anew. */
void bo_json_memory_forget(void);

/* json_loads, json_loadb and json_loadf, of which memory that is short is the end: they would take a text for longer or
 * shorter than it is, and read past its end. NULL then, or where it is no JSON; what had been read is never freed. */
json_t *bo_json_read(const char *text, size_t flags);
json_t *bo_json_read_bytes(const char *bytes, size_t n, size_t flags);
json_t *bo_json_read_file(FILE *file, size_t flags);

/* BO_ESTORE when it was short: whose plan was read. */
int bo_json_memory_check(const char *whose, struct bo_err *err);

#endif
