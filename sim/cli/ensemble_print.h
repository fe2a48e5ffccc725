/* ensemble_print.h - an ensemble in one screen: fans of the world, key figures with their intervals.
 *
 * Owner:  what is made lives in the arena given.
 * Errors: BO_ESTORE from the store.
 */
#ifndef BUILDOUT_SIM_CLI_ENSEMBLE_PRINT_H
#define BUILDOUT_SIM_CLI_ENSEMBLE_PRINT_H

#include <stdio.h>

#include "buildout/cli/terminal.h"
#include "buildout/store/read.h"

/* What the store does not say. */
struct bo_ensemble_about {
    const char *variant;
    const char *sampling;
    uint32_t n_done, n_runs;
    uint32_t n_sets;
    const char *const *set;
    const char *dir;
};

int bo_ensemble_print(FILE *out, struct bo_results *results, const struct bo_ensemble_about *about,
                      const struct bo_terminal *terminal, struct bo_arena *arena,
                      struct bo_err *err);
/* The rows of bands.csv as a JSON array of objects, a row a line. */
int bo_ensemble_json(FILE *out, struct bo_results *results, const char *variant,
                     struct bo_arena *arena, struct bo_err *err);

#endif
