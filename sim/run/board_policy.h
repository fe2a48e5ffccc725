/* board_policy.h - strategies' rules and planners' checks, between the model and the policy engine. */
#ifndef BUILDOUT_RUN_BOARD_POLICY_H
#define BUILDOUT_RUN_BOARD_POLICY_H

#include "buildout/model/world.h"
#include "replicate.h"

int bo_board_policy_compile(struct bo_runner *runner, struct bo_err *err);
/* For struct bo_board_ops. */
struct bo_board_context {
    struct bo_runner *runner;
    struct bo_world *world;
};
int bo_board_policy_decide(void *context, uint32_t company,
                           const double observation[BO_N_OBSERVATIONS],
                           struct bo_strategy_param *policy, struct bo_err *err);
/* The checks whose month has just been closed (the one that contains the check's date). */
int bo_board_policy_check(struct bo_runner *runner, const struct bo_world *world,
                          struct bo_err *err);
/* The checks of key figures, which are in the world's facts. */
int bo_board_policy_check_figures(struct bo_runner *runner, const struct bo_world *world,
                                  struct bo_err *err);

#endif
