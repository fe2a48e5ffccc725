/* again.h - the command line that a finished folder came from, as one would type it again.
 *
 * Owner:  the text lives in the arena given.
 */
#ifndef BUILDOUT_SIM_CLI_AGAIN_H
#define BUILDOUT_SIM_CLI_AGAIN_H

#include "buildout/base/arena.h"
#include "buildout/store/store.h"

/* "buildout ensemble baseline.cfg --runs 100 --seed 1": words are quoted for a shell where they must be. "" when the
 * plan cannot be read. */
const char *bo_again_command(const struct bo_experiment *experiment, struct bo_arena *arena);
/* The values of --set, NULL-terminated. */
const char *const *bo_again_sets(const struct bo_experiment *experiment, struct bo_arena *arena);

/* The texts of a JSON array of them, "a, b". */
const char *bo_again_list(const char *json, struct bo_arena *arena);

#endif
