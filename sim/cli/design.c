#include "design.h"

#include "inputs_named.h"

enum { MORRIS_ROWS = 10, SOBOL_ROWS = 128, LEVELS = 4, LEAST_ROWS = 2 };

int bo_design_create(const struct bo_args *args, const struct bo_scenario *scenario,
                     struct bo_arena *arena, struct bo_design *out, struct bo_err *err)
{
    const uint32_t *input = NULL;
    uint32_t n = 0, usual = args->method == BO_METHOD_SOBOL ? SOBOL_ROWS : MORRIS_ROWS;
    int status = bo_inputs_named(args->inputs, scenario, arena, &n, &input, err);
    if (status)
        return status;
    uint32_t rows = args->rows > 0 ? args->rows : usual;
    if (rows < LEAST_ROWS)
        return bo_err_set(err, BO_EUSAGE, "--rows wants at least %d", LEAST_ROWS);
    if ((uint64_t)rows * (n + 2) > UINT32_MAX)
        return bo_err_set(err, BO_EUSAGE, "--rows %u makes more runs than there can be", rows);
    *out = (struct bo_design){
        .method = args->method,
        .scenario = scenario,
        .n_inputs = n,
        .input = input,
        .n_rows = rows,
        .morris = {args->seed, n, LEVELS, rows},
        .saltelli = {args->seed, n, rows},
    };
    return 0;
}

static uint32_t width_of(const struct bo_design *design)
{
    return design->n_inputs + (design->method == BO_METHOD_SOBOL ? 2 : 1);
}

uint32_t bo_design_points(const struct bo_design *design)
{
    return design->n_rows * width_of(design);
}

/* The values of those that move come first in u, and go to their places from the last on, so that none is overwritten
 * before it has moved. */
void bo_design_point(const void *context, uint32_t replicate, double *u)
{
    const struct bo_design *design = context;
    uint32_t row = replicate / width_of(design), column = replicate % width_of(design);
    if (design->method == BO_METHOD_SOBOL)
        bo_saltelli_point(&design->saltelli, row, column, u);
    else
        bo_morris_point(&design->morris, row, column, u);
    uint32_t from = design->n_inputs;
    for (uint32_t i = design->scenario->n_uncertain; i > 0; i--) {
        bool moves = from > 0 && design->input[from - 1] == i - 1;
        u[i - 1] = moves ? u[--from] : 1.0 / 2.0;
    }
}
