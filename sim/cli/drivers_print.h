/* drivers_print.h - what drives the key figures of the world, by rank correlation, as a table. */
#ifndef BUILDOUT_SIM_CLI_DRIVERS_PRINT_H
#define BUILDOUT_SIM_CLI_DRIVERS_PRINT_H

#include <stdio.h>

#include "buildout/cli/terminal.h"
#include "buildout/store/read.h"

/* Says nothing of a scenario without uncertain inputs. */
int bo_drivers_print(FILE *out, struct bo_results *results, const char *variant,
                     const struct bo_terminal *terminal, struct bo_arena *arena,
                     struct bo_err *err);

#endif
