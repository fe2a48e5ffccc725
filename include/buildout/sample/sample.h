/* buildout/sample/sample.h - from a scenario's uncertain inputs to one set of numbers.
 *
 * Each uncertain input is drawn by a key of its own path, so that adding or fixing one leaves all others as they were.
 * Rank correlations that the scenario states are imposed by a Gaussian copula. With BO_SAMPLING_SOBOL the at most 40
 * inputs that the schema ranks first (by rank, then path) follow Sobol's sequence, point k in replicate k, shifted
 * digitally by a key of seed and path; the rest stay keyed. Neither hangs on the number of replicates. Variants of a
 * scenario take its dimensions, so that one that fixes an input draws the others as before.
 *
 * Owner:  the copy lives in the arena given; what is not uncertain is shared with the scenario.
 * Errors: BO_ESCENARIO when correlations contradict each other or a distribution cannot be inverted.
 * Source: Iman and Conover (1982) for rank correlation; Pearson = 2 sin(pi rho / 6) for normal scores. Matousek (1998)
 *         for digital shifts.
 */
#ifndef BUILDOUT_SAMPLE_SAMPLE_H
#define BUILDOUT_SAMPLE_SAMPLE_H

#include <stdbool.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/base/facts.h"
#include "buildout/base/rng.h"
#include "buildout/model/scenario.h"

enum bo_sampling { BO_SAMPLING_RANDOM, BO_SAMPLING_SOBOL };

/* Fills u[scenario->n_uncertain], inside (0, 1), in the order of the scenario's uncertain inputs. */
typedef void (*bo_sample_point_fn)(const void *context, uint32_t replicate, double *u);

struct bo_sample_options {
    enum bo_sampling sampling;
    bool central; /* every uncertain input at its median */
    /* Whose inputs take dimensions of Sobol's sequence; those that only the scenario itself has are keyed. NULL: its
     * own. It must live as long as draws are made. */
    const struct bo_scenario *dimensions_of;
    /* NULL: inputs are drawn. Else a replicate's inputs are where it says, one by one whatever correlations the
     * scenario states, and all replicates have the process noise of replicate 0. */
    bo_sample_point_fn point;
    const void *point_context;
    /* May move the uniforms u that were drawn, before correlations are imposed on them; NULL: none. Process noise stays
     * that of the replicate. */
    bo_sample_point_fn moved;
    const void *moved_context;
    struct bo_facts
        *facts; /* receives each input's value in the unit of its key; NULL: nobody does */
};

/* Where a replicate's inputs are: u[scenario->n_uncertain], the probabilities at which their quantiles are taken. */
int bo_sample_uniforms(const struct bo_scenario *scenario, const struct bo_rng *rng,
                       const struct bo_sample_options *options, struct bo_arena *arena, double *u,
                       struct bo_err *err);

int bo_sample_draw(const struct bo_scenario *scenario, const struct bo_rng *rng,
                   const struct bo_sample_options *options, struct bo_arena *arena,
                   const struct bo_param **out, struct bo_err *err);

#endif
