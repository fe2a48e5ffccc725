/* sites_print.h - when the sites open that the scenario of an ensemble gives, in how many runs, and what they cost.
 *
 * Owner:  what is made lives in the arena given.
 * Errors: BO_ESTORE from the store.
 */
#ifndef BUILDOUT_SIM_CLI_SITES_PRINT_H
#define BUILDOUT_SIM_CLI_SITES_PRINT_H

#include <stdint.h>
#include <stdio.h>

#include "buildout/cli/terminal.h"
#include "buildout/store/read.h"

/* Nothing when the scenario gives none. n_runs: those that are done. */
int bo_sites_print(FILE *out, struct bo_results *results, const char *variant, uint32_t n_runs,
                   const struct bo_terminal *terminal, struct bo_arena *arena, struct bo_err *err);

#endif
