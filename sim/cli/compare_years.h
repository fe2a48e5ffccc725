/* compare_years.h - on a terminal, when a variant differs from the base: a few variables of an entity, year by year.
 *
 * Owner:  texts belong to the caller; what is made lives in the arena given. Errors: BO_ESTORE from the results.
 */
#ifndef BUILDOUT_SIM_CLI_COMPARE_YEARS_H
#define BUILDOUT_SIM_CLI_COMPARE_YEARS_H

#include <stdio.h>

#include "buildout/cli/terminal.h"
#include "buildout/store/read.h"

struct bo_compare_years {
    struct bo_results *results;
    const char *variant;
    const char *entity;
    uint32_t n_pairs; /* one has no intervals */
};
struct bo_years_shown {
    bool any;   /* else nothing differs, and nothing is printed */
    bool fewer; /* there are values that not all pairs have: "1.5 [8]" is of eight */
};
int bo_compare_years_print(FILE *out, const struct bo_compare_years *years,
                           const struct bo_terminal *terminal, struct bo_arena *arena,
                           struct bo_years_shown *shown, struct bo_err *err);

#endif
