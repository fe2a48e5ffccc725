/* dictionary.h - every variable and key figure of a run, with its unit and meaning: what `schema` says of the results.
 *
 * Where a variable is there once for each chip, maker or segment of a scenario, its name ends in "*".
 *
 * Errors: none; whether the stream took it all is the caller's to check.
 */
#ifndef BUILDOUT_SIM_CLI_DICTIONARY_H
#define BUILDOUT_SIM_CLI_DICTIONARY_H

#include <stdio.h>

#include "buildout/base/facts.h"
#include "buildout/cli/terminal.h"

/* variable[n], by name. */
const struct bo_fact_variable *bo_dictionary_variables(struct bo_arena *arena, uint32_t *n);
void bo_dictionary_print(FILE *out, const struct bo_terminal *terminal, struct bo_arena *arena);
void bo_dictionary_json(FILE *out, struct bo_arena *arena);
void bo_dictionary_markdown(FILE *out, struct bo_arena *arena);
void bo_dictionary_figures_print(FILE *out, const struct bo_terminal *terminal,
                                 struct bo_arena *arena);
void bo_dictionary_figures_json(FILE *out);
void bo_dictionary_figures_markdown(FILE *out, struct bo_arena *arena);
/* As a cell of a table in Markdown. */
void bo_dictionary_escaped(FILE *out, const char *text);

#endif
