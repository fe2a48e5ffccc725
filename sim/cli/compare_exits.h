/* compare_exits.h - of companies that end in more or fewer runs of a variant than of the base: how, and in whose hands.
 *
 * Owner:  texts belong to the caller; what is made lives in the arena given. Errors: BO_ESTORE from the results.
 */
#ifndef BUILDOUT_SIM_CLI_COMPARE_EXITS_H
#define BUILDOUT_SIM_CLI_COMPARE_EXITS_H

#include <stdio.h>

#include "buildout/cli/terminal.h"
#include "buildout/store/read.h"
#include "compare_print.h"

/* Of the company of the table, or of those that clearly survive more or less often; nothing when there are none. */
int bo_compare_exits_print(FILE *out, struct bo_results *results,
                           const struct bo_compare_table *compared,
                           const struct bo_terminal *terminal, struct bo_arena *arena,
                           struct bo_err *err);

#endif
