/* regions_print.h - how far the runs of an ensemble spread in each region at the end.
 *
 * Owner:  what is made lives in the arena given.
 * Errors: BO_ESTORE from the store.
 */
#ifndef BUILDOUT_SIM_CLI_REGIONS_PRINT_H
#define BUILDOUT_SIM_CLI_REGIONS_PRINT_H

#include <stdio.h>

#include "buildout/cli/terminal.h"
#include "buildout/store/read.h"

/* Nothing when no region has a band. */
int bo_regions_print(FILE *out, struct bo_results *results, const char *variant,
                     const struct bo_terminal *terminal, struct bo_arena *arena,
                     struct bo_err *err);

#endif
