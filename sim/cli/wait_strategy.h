/* wait_strategy.h - a strategy that is one until a day and another from then on, as a change to a scenario.
 *
 * The strategy extends the first, and its last rule plays the second from the day on; where the run begins no sooner than that it
 * is the second.
 *
 * Owner:  the text lives in the arena given. Errors: BO_EUSAGE for a strategy that is not in the scenario.
 */
#ifndef BUILDOUT_SIM_CLI_WAIT_STRATEGY_H
#define BUILDOUT_SIM_CLI_WAIT_STRATEGY_H

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/model/scenario.h"

struct bo_wait_strategy {
    const char *name; /* of the new one */
    const char *waiting, *committed;
    double until_year; /* decimal */
};

/* "strategies.<name>={...}" */
int bo_wait_strategy_change(const struct bo_scenario *scenario,
                            const struct bo_wait_strategy *strategy, struct bo_arena *arena,
                            const char **change, struct bo_err *err);

#endif
