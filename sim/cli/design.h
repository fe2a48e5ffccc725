/* design.h - the points at which a sensitivity analysis asks a scenario.
 *
 * Some of the uncertain inputs move, the others stay at their medians. Replicate k of the runs is point k of the
 * design of the method.
 *
 * Units:  a point is a probability for each uncertain input of the scenario, in its order.
 * Owner:  the design lives in the arena given. Errors: BO_EUSAGE with the nearest input.
 */
#ifndef BUILDOUT_SIM_CLI_DESIGN_H
#define BUILDOUT_SIM_CLI_DESIGN_H

#include "buildout/cli/args.h"
#include "buildout/model/scenario.h"
#include "buildout/sensitivity/morris.h"
#include "buildout/sensitivity/sobol_indices.h"

struct bo_design {
    enum bo_method method;
    const struct bo_scenario *scenario;
    uint32_t n_inputs;     /* that move */
    const uint32_t *input; /* their places among the uncertain ones, rising */
    uint32_t n_rows;       /* trajectories of Morris, base rows of Sobol' */
    struct bo_morris morris;
    struct bo_saltelli saltelli;
};

/* args->inputs are those that move. */
int bo_design_create(const struct bo_args *args, const struct bo_scenario *scenario,
                     struct bo_arena *arena, struct bo_design *out, struct bo_err *err);
uint32_t bo_design_points(const struct bo_design *design);
/* A bo_sample_point_fn; the context is the design. */
void bo_design_point(const void *context, uint32_t replicate, double *u);

#endif
