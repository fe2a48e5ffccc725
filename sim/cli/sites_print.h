/* sites_print.h - when the sites open that the scenario of an ensemble gives, in how many runs, and what they cost.
 *
 * Owner:  what is made lives in the arena given.
 * Errors: BO_ESTORE from the store.
 */
#ifndef BUILDOUT_SIM_CLI_SITES_PRINT_H
#define BUILDOUT_SIM_CLI_SITES_PRINT_H

#include <stdio.h>

#include "exits_print.h"

/* Nothing when the scenario gives none. */
int bo_sites_print(FILE *out, const struct bo_variant_runs *of, const struct bo_terminal *terminal,
                   struct bo_arena *arena, struct bo_err *err);

#endif
