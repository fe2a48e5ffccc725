/* plan.h - what a command that simulates stores of itself: its plan as JSON, and the experiment that it is.
 *
 * Owner:  texts live in the arena given. Errors: BO_ESTORE when memory is short.
 */
#ifndef BUILDOUT_SIM_CLI_PLAN_H
#define BUILDOUT_SIM_CLI_PLAN_H

#include <jansson.h>

#include "buildout/cli/args.h"
#include "buildout/model/scenario.h"
#include "buildout/store/store.h"

/* The verb's own arguments that bear on results (an object; it is used up), with the seed and the sets of all verbs. */
int bo_plan_text(const struct bo_args *args, json_t *own, struct bo_arena *arena, const char **plan,
                 struct bo_err *err);

struct bo_experiment bo_plan_experiment(const struct bo_scenario *scenario,
                                        const struct bo_args *args, const char *plan,
                                        const char probe[BO_SHA256_HEX]);

#endif
