/* stored_scenario.h - the scenario that a folder of results was made of, read from the text that results.db keeps.
 *
 * Owner:  the caller frees the arena, also after a failure; it may be NULL.
 * Errors: BO_ESCENARIO with complaints on stderr; BO_ESTORE for want of memory.
 */
#ifndef BUILDOUT_SIM_CLI_STORED_SCENARIO_H
#define BUILDOUT_SIM_CLI_STORED_SCENARIO_H

#include "buildout/model/scenario.h"
#include "buildout/store/store.h"

/* The text holds all that files and --set said. */
int bo_stored_scenario_open(const struct bo_experiment *experiment, struct bo_arena **arena,
                            const struct bo_scenario **scenario, struct bo_err *err);

#endif
