/* fixed_inputs.h - says once of a value that somebody typed that it takes the place of an uncertain one: runs spread less
 * than before, which may not be meant.
 *
 * Owner:  scenarios belong to the caller. Errors: none; what cannot be known is not said.
 */
#ifndef BUILDOUT_SIM_CLI_FIXED_INPUTS_H
#define BUILDOUT_SIM_CLI_FIXED_INPUTS_H

#include "buildout/cli/args.h"
#include "buildout/model/scenario.h"

/* On stderr, what is uncertain in was and is not in now; who typed it stands before. */
void bo_fixed_inputs_say(const char *who, const struct bo_scenario *was,
                         const struct bo_scenario *now);
/* The same of --set, unless args are quiet: was is the file without it. */
void bo_fixed_inputs_say_set(const struct bo_args *args, const char *file,
                             const struct bo_scenario *now);

#endif
