/* inputs_named.h - which of the uncertain inputs are meant: "power,regions.Texas.", or all when nothing was said.
 *
 * Owner:  lists live in the arena given.
 * Errors: BO_EUSAGE for a name that none begins with, with the nearest, and where there is no input at all.
 */
#ifndef BUILDOUT_SIM_CLI_INPUTS_NAMED_H
#define BUILDOUT_SIM_CLI_INPUTS_NAMED_H

#include "buildout/base/arena.h"
#include "buildout/model/scenario.h"

/* Places among the scenario's uncertain inputs, rising. What begins with a name is meant too ("regions." or
 * "power.ramp_months"). names NULL: all. */
int bo_inputs_named(const char *names, const struct bo_scenario *scenario, struct bo_arena *arena,
                    uint32_t *n, const uint32_t **input, struct bo_err *err);

struct bo_path_list {
    const char *of; /* whose they are, for messages */
    uint32_t n;
    const char *const *path;
};
/* The same among the paths of a list. */
int bo_paths_named(const char *names, const struct bo_path_list *paths, struct bo_arena *arena,
                   uint32_t *n, const uint32_t **place, struct bo_err *err);

#endif
