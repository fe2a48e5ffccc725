/* again.h - the command line that a finished folder came from, as one would type it again.
 *
 * Owner:  the text lives in the arena given.
 */
#ifndef BUILDOUT_SIM_CLI_AGAIN_H
#define BUILDOUT_SIM_CLI_AGAIN_H

#include "buildout/base/arena.h"
#include "buildout/store/store.h"
#include "buildout/store/variants.h"

/* "buildout ensemble baseline.cfg --runs 100 --seed 1": words are quoted for a shell where they must be. "" when the
 * plan cannot be read. */
const char *bo_again_command(const struct bo_experiment *experiment, struct bo_arena *arena);
/* The same with what only the tables of the folder tell, since the runs are the same without it: a game's key,
 * whose figures a sensitivity is of. */
const char *bo_again_in(const char *dir, const struct bo_experiment *experiment,
                        struct bo_arena *arena);
/* Of a folder in which boxes were looked for, how that was asked of the folder that the command makes; "" when none was
 * found there. */
const char *bo_again_discover(const char *dir, const struct bo_experiment *experiment,
                              const struct bo_variant_list *variants, struct bo_arena *arena);
/* One word, quoted for a shell where it must be. */
const char *bo_again_word(const char *word, struct bo_arena *arena);
/* The values of --set, NULL-terminated. */
const char *const *bo_again_sets(const struct bo_experiment *experiment, struct bo_arena *arena);

/* The texts of a JSON array of them, "a, b". */
const char *bo_again_list(const char *json, struct bo_arena *arena);

#endif
