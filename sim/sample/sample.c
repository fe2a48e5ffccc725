#include "buildout/sample/sample.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/base/sobol.h"
#include "buildout/model/roadmap.h"
#include "copula.h"

/* The purposes of draws of inputs and of shifts, apart from those of process noise (model/world.h). */
#define DRAW_INPUT 1000
#define DRAW_SHIFT 1001

#define MOST_RANKS 40u /* of the schema */

/* All rows are copied: they are small, and a copy of a row may then be overwritten without asking which. */
static struct bo_param *copy_param(const struct bo_param *param, struct bo_arena *arena)
{
    struct bo_param *copy = BO_NEW(arena, struct bo_param);
    *copy = *param;
    for (int t = 0; t < BO_N_TABLES; t++) {
        const struct bo_table_info *info = &bo_tables[t];
        char *from;
        memcpy(&from, (const char *)param + info->pointer_offset, sizeof from);
        if (from == NULL) { /* an optional group that the scenario leaves out */
            continue;
        }
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

/* The ranked inputs in order of (rank, path) take the dimensions one after the other, as long as there are any;
 * dimension[i] is BO_SOBOL_DIMENSIONS for the others. */
static void assign_dimensions(const struct bo_scenario *scenario, uint32_t *dimension)
{
    uint32_t n_before[MOST_RANKS + 2] = {0};
    for (uint32_t i = 0; i < scenario->n_uncertain; i++) {
        uint32_t rank = scenario->uncertain[i].rank;
        assert(rank <= MOST_RANKS);
        n_before[rank + 1] += rank > 0;
    }
    for (uint32_t rank = 1; rank <= MOST_RANKS; rank++) {
        n_before[rank] += n_before[rank - 1];
    }
    for (uint32_t i = 0; i < scenario->n_uncertain; i++) {
        uint32_t rank = scenario->uncertain[i].rank;
        uint32_t place = rank > 0 ? n_before[rank]++ : BO_SOBOL_DIMENSIONS;
        dimension[i] = place < BO_SOBOL_DIMENSIONS ? place : BO_SOBOL_DIMENSIONS;
    }
}

/* The shift is an odd multiple of 2^-53 and the point has 32 bits, so the sum without carry stays inside (0, 1). It is
 * the same for all replicates of a seed. */
static double shifted_point(const struct bo_rng *rng, uint64_t key, uint32_t dimension)
{
    struct bo_rng all = {.seed = rng->seed, .replicate = 0};
    uint64_t shift = (uint64_t)(bo_rng_uniform(&all, key, DRAW_SHIFT, 0) * 0x1p53);
    uint64_t point = (uint64_t)bo_sobol(rng->replicate, dimension) << 21;
    return (double)(point ^ shift) * 0x1p-53;
}

/* Both lists are sorted by path. */
static uint32_t *dimensions_like(const struct bo_scenario *scenario, const struct bo_scenario *like,
                                 struct bo_arena *arena)
{
    uint32_t *of_like = BO_NEW_ARRAY(arena, uint32_t, like->n_uncertain);
    uint32_t *dimension = BO_NEW_ARRAY(arena, uint32_t, scenario->n_uncertain);
    uint32_t at = 0;
    assign_dimensions(like, of_like);
    if (like == scenario) {
        return of_like;
    }
    for (uint32_t i = 0; i < scenario->n_uncertain; i++) {
        int order = -1;
        while (at < like->n_uncertain &&
               (order = strcmp(like->uncertain[at].path, scenario->uncertain[i].path)) < 0) {
            at++;
        }
        dimension[i] = order == 0 ? of_like[at] : BO_SOBOL_DIMENSIONS;
    }
    return dimension;
}

static void draw_uniforms(const struct bo_scenario *scenario, const struct bo_rng *rng,
                          const struct bo_sample_options *options, struct bo_arena *arena,
                          double *u)
{
    uint32_t n = scenario->n_uncertain;
    const struct bo_scenario *like =
        options->dimensions_of != NULL ? options->dimensions_of : scenario;
    uint32_t *dimension = dimensions_like(scenario, like, arena);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t key = scenario->uncertain[i].key;
        bool sobol = options->sampling == BO_SAMPLING_SOBOL && dimension[i] < BO_SOBOL_DIMENSIONS;
        u[i] =
            sobol ? shifted_point(rng, key, dimension[i]) : bo_rng_uniform(rng, key, DRAW_INPUT, 0);
    }
}

int bo_sample_uniforms(const struct bo_scenario *scenario, const struct bo_rng *rng,
                       const struct bo_sample_options *options, struct bo_arena *arena, double *u,
                       struct bo_err *err)
{
    for (uint32_t i = 0; i < scenario->n_uncertain; i++) {
        u[i] = 1.0 / 2.0;
    }
    if (options->point != NULL) {
        options->point(options->point_context, rng->replicate, u);
        return BO_OK;
    }
    if (options->central) {
        return BO_OK;
    }
    draw_uniforms(scenario, rng, options, arena, u);
    if (options->moved != NULL) {
        options->moved(options->moved_context, rng->replicate, u);
    }
    return bo_copula_impose(scenario, u, arena, err);
}

/* Of what every project draws from anew. */
static void reduce_noise(struct bo_param *param)
{
    struct bo_construction_param *c = param->construction;
    if (c != NULL) {
        struct bo_dist *of_projects[] = {&c->permit_days,      &c->shell_days,
                                         &c->fitout_days,      &c->hall_interval_days,
                                         &c->workers_per_mw,   &c->grid_application_lead_days,
                                         &c->cost_noise_ratio, &c->ai_premium_frac};
        for (size_t i = 0; i < sizeof of_projects / sizeof of_projects[0]; i++) {
            *of_projects[i] = bo_dist_reduced(of_projects[i]);
        }
    }
    for (uint32_t r = 0; r < param->n[BO_TABLE_REGIONS]; r++) {
        param->region[r].grid_study_days = bo_dist_reduced(&param->region[r].grid_study_days);
    }
}

int bo_sample_draw(const struct bo_scenario *scenario, const struct bo_rng *rng,
                   const struct bo_sample_options *options, struct bo_arena *arena,
                   const struct bo_param **out, struct bo_err *err)
{
    uint32_t n = scenario->n_uncertain;
    double *u = BO_NEW_ARRAY(arena, double, n);
    int status = bo_sample_uniforms(scenario, rng, options, arena, u, err);
    if (status != BO_OK) {
        return status;
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
        if (options->facts != NULL) {
            bo_facts_input(options->facts, input->path, value);
        }
    }
    bo_roadmap_fill(copy);
    reduce_noise(copy);
    *out = copy;
    return BO_OK;
}
