/* open_scenario.h - a command's way to the scenario that its FILE names: arena, files, complaints on stderr.
 *
 * Owner:  the caller frees the arena, also after a failure; it is NULL when there is none.
 * Errors: BO_ESCENARIO with all complaints on stderr and an empty err->text.
 */
#ifndef BUILDOUT_SIM_CLI_OPEN_SCENARIO_H
#define BUILDOUT_SIM_CLI_OPEN_SCENARIO_H

#include <limits.h>

#include "buildout/cli/args.h"
#include "buildout/scenario/scenario.h"

/* Reads and checks the scenario with the --set and --allow-outside of args. file NULL: the baseline that ships. */
int bo_open_scenario(const struct bo_args *args, const char *file, struct bo_arena **arena,
                     const struct bo_scenario **scenario, struct bo_err *err);
/* The same without --set, in silence; NULL when there is none, or nothing without it. */
const struct bo_scenario *bo_open_scenario_unset(const struct bo_args *args, const char *file,
                                                 struct bo_arena **arena);
/* On stderr what is no error but may not be meant; bo_open_scenario says it unless args are quiet. */
void bo_scenario_say_notes(const struct bo_scenario *scenario);
/* The same, but as the text that show prints. */
int bo_open_scenario_text(const struct bo_args *args, const char *file, bool with_origins,
                          struct bo_arena **arena, const char **text, struct bo_err *err);
/* The same, with every value of it. */
int bo_open_scenario_values(const struct bo_args *args, const char *file, struct bo_arena **arena,
                            struct bo_scenario_values *values, struct bo_err *err);
/* A scenario file that extends another and says what the --set of args say to the wish's FILE. */
int bo_open_scenario_variant(const struct bo_args *args, const struct bo_variant_wish *wish,
                             struct bo_arena **arena, const char **text, struct bo_err *err);
/* The folder of the scenarios that ship, NULL when there is none. */
const char *bo_installed_scenarios(char path[static PATH_MAX]);

#endif
