/* buildout/discover/prim.h - boxes of the inputs in which an outcome happens: the Patient Rule Induction Method.
 *
 * A box starts as everything. Peeling takes a small part of its points off one end of one input, where it raises the
 * share of hits most, again and again; of the boxes on that path the one with the highest harmonic mean of coverage and
 * density is taken, and pasting puts back what does not lower its density. One more input at a time has a part in this:
 * of those whose ranks, or distances from the middle rank, differ most between hits and misses, the most telling first;
 * one that makes a box of which chance explains an end as well is left out. Then the points inside are taken away and
 * the next box is looked for. A part of the points is held out from all of this and says what the boxes are worth.
 *
 * Units:  inputs in any unit; only their order counts. Coverage: hits inside over all hits. Density: hits inside over
 *         points inside. Both are fractions.
 * Owner:  points belong to the caller; boxes and scratch memory live in the arena given.
 * Errors: none; without hits, without misses or with too few points there is no box. Which points are held out is a
 *         pure function of (seed, number of the point).
 * Source: Friedman and Fisher (1999); Bryant and Lempert (2010) for coverage, density and the quasi-p-value.
 */
#ifndef BUILDOUT_DISCOVER_PRIM_H
#define BUILDOUT_DISCOVER_PRIM_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"

struct bo_prim_points {
    uint32_t n, n_inputs;
    const double *x; /* [point * n_inputs + input], finite */
    const bool *hit; /* [point] */
};

struct bo_prim_options {
    uint64_t seed;
    double peel_frac;     /* of the points inside, taken off at a time: 0.05 */
    double least_frac;    /* of all points that a box must keep: 0.05 */
    double held_out_frac; /* 1.0 / 3 */
    double
        significance; /* an input whose quasi-p-value, times the number of inputs, is above is left out: 0.05 */
    uint32_t most_boxes;
    uint32_t
        most_inputs; /* that are tried for a box, those that tell hits best: 20; chance is still over all */
};
extern const struct bo_prim_options bo_prim_usual;

struct bo_prim_score {
    uint32_t n,
        n_hits; /* points, not those of earlier boxes, and hits, with those of earlier boxes */
    uint32_t n_inside, n_hits_inside; /* without those of earlier boxes */
    double coverage, density;         /* NaN when there is nothing to count */
};

struct bo_prim_bound {
    uint32_t input;
    double low, high; /* inside: low <= x <= high; infinite where the box is open */
    double p;         /* the chance to be as dense without this input's ends, by the binomial */
};

struct bo_prim_box {
    uint32_t n_bounds; /* in order of p, the surest first */
    const struct bo_prim_bound *bound;
    struct bo_prim_score found, held_out;
};

struct bo_prim_boxes {
    uint32_t n;
    const struct bo_prim_box *box;
    double base_rate; /* hits over points, of all */
};

void bo_prim_find(const struct bo_prim_points *points, const struct bo_prim_options *options,
                  struct bo_arena *arena, struct bo_prim_boxes *out);

#endif
