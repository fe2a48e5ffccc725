#include "buildout/sample/sample.h"

#include <math.h>
#include <string.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "copula.h"

/* The purpose of draws of inputs, apart from those of process noise (model/world.h). */
#define DRAW_INPUT 1000

/* All rows are copied: they are small, and a copy of a row may then be overwritten without asking which. */
static struct bo_param *copy_param(const struct bo_param *param, struct bo_arena *arena)
{
    struct bo_param *copy = BO_NEW(arena, struct bo_param);
    *copy = *param;
    for (int t = 0; t < BO_N_TABLES; t++) {
        const struct bo_table_info *info = &bo_tables[t];
        char *from;
        memcpy(&from, (const char *)param + info->pointer_offset, sizeof from);
        char *to = bo_arena_alloc(arena, param->n[t], info->row_size);
        if (param->n[t] > 0) {
            memcpy(to, from, param->n[t] * info->row_size);
        }
        memcpy((char *)copy + info->pointer_offset, &to, sizeof to);
    }
    return copy;
}

/* The double that an input fills. A vector's values are copied when its first element is overwritten. */
static double *slot(struct bo_param *copy, const struct bo_param *original,
                    const struct bo_uncertain *input, struct bo_arena *arena)
{
    void *field = bo_param_field(copy, input->table, input->row, input->offset);
    if (input->point == BO_NO_ROW) {
        return field;
    }
    struct bo_vector *vector = field;
    const struct bo_vector *before =
        bo_param_field(original, input->table, input->row, input->offset);
    if (vector->value == before->value) {
        double *values = BO_NEW_ARRAY(arena, double, vector->n);
        memcpy(values, before->value, vector->n * sizeof *values);
        vector->value = values;
    }
    return &vector->value[input->point];
}

int bo_sample_draw(const struct bo_scenario *scenario, const struct bo_rng *rng,
                   const struct bo_sample_options *options, struct bo_arena *arena,
                   struct bo_facts *facts, const struct bo_param **out, struct bo_err *err)
{
    uint32_t n = scenario->n_uncertain;
    double *u = BO_NEW_ARRAY(arena, double, n);
    for (uint32_t i = 0; i < n; i++) {
        u[i] = options->central
                   ? 0.5
                   : bo_rng_uniform(rng, bo_key_hash(scenario->uncertain[i].path), DRAW_INPUT, 0);
    }
    if (!options->central) {
        int status = bo_copula_impose(scenario, u, arena, err);
        if (status != BO_OK) {
            return status;
        }
    }
    struct bo_param *copy = copy_param(&scenario->param, arena);
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_uncertain *input = &scenario->uncertain[i];
        double value = bo_dist_quantile(&input->dist, u[i]);
        if (!isfinite(value)) {
            return bo_err_set(err, BO_ESCENARIO,
                              "%s: the distribution has no value at probability %g", input->path,
                              u[i]);
        }
        *slot(copy, &scenario->param, input, arena) = value * input->to_canonical;
        if (facts != NULL) {
            bo_facts_input(facts, input->path, value);
        }
    }
    *out = copy;
    return BO_OK;
}
