/* observations.h - the names that rules, checks and scripts may read, for a planner who writes some. */
#ifndef BUILDOUT_SIM_CLI_OBSERVATIONS_H
#define BUILDOUT_SIM_CLI_OBSERVATIONS_H

#include <stdio.h>

#include "buildout/base/arena.h"
#include "buildout/cli/terminal.h"

void bo_observations_print(FILE *out, const struct bo_terminal *terminal, struct bo_arena *arena);
/* name, scope, unit, meaning, variable, lag_months, probe */
void bo_observations_json(FILE *out);
void bo_observations_markdown(FILE *out);

#endif
