/* exits_print.h - how often companies of an ensemble end, how, when, and in whose hands.
 *
 * Owner:  what is made lives in the arena given.
 * Errors: BO_ESTORE from the store.
 */
#ifndef BUILDOUT_SIM_CLI_EXITS_PRINT_H
#define BUILDOUT_SIM_CLI_EXITS_PRINT_H

#include <stdio.h>

#include "buildout/cli/terminal.h"
#include "buildout/store/read.h"

struct bo_variant_runs {
    struct bo_results *results;
    const char *variant;
    uint32_t n_runs; /* of it that are done */
};
/* Nothing when none ends. */
int bo_exits_print(FILE *out, const struct bo_variant_runs *of, const struct bo_terminal *terminal,
                   struct bo_arena *arena, struct bo_err *err);

#endif
