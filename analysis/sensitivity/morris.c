#include "buildout/sensitivity/morris.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>

#include "buildout/base/dist.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"

/* The purposes of draws: the grid's point, the direction, and the order of the inputs. */
enum { DRAW_BASE = 1100, DRAW_DIRECTION, DRAW_ORDER };

static double draw(const struct bo_morris *design, uint32_t trajectory, uint32_t purpose,
                   uint32_t index)
{
    struct bo_rng rng = {.seed = design->seed, .replicate = trajectory};
    return bo_rng_uniform(&rng, 0, purpose, index);
}

/* How many inputs move before this one: its place among the draws of order, which are all different but by a chance of
 * 2^-53, when the lower number goes first. */
static uint32_t turn_of(const struct bo_morris *design, uint32_t trajectory, uint32_t input)
{
    double own = draw(design, trajectory, DRAW_ORDER, input);
    uint32_t n_before = 0;
    for (uint32_t i = 0; i < design->n_inputs; i++) {
        double other = draw(design, trajectory, DRAW_ORDER, i);
        n_before += other < own || (i < input && !(other > own));
    }
    return n_before;
}

/* Half the grid up, or down for those that start in its upper half: all levels are equally likely at both ends. */
static double level_of(const struct bo_morris *design, uint32_t trajectory, uint32_t input,
                       bool moved)
{
    uint32_t half = design->n_levels / 2;
    double u = draw(design, trajectory, DRAW_BASE, input);
    uint32_t low = (uint32_t)bo_min(floor(u * half), half - 1.0);
    bool starts_high = draw(design, trajectory, DRAW_DIRECTION, input) >= 1.0 / 2.0;
    uint32_t level = low + (starts_high != moved ? half : 0);
    return (level + 1.0 / 2.0) / design->n_levels;
}

uint32_t bo_morris_point(const struct bo_morris *design, uint32_t trajectory, uint32_t step,
                         double *u)
{
    assert(design->n_levels >= 2 && design->n_levels % 2 == 0 && step <= design->n_inputs);
    uint32_t latest = design->n_inputs;
    for (uint32_t i = 0; i < design->n_inputs; i++) {
        uint32_t turn = turn_of(design, trajectory, i);
        u[i] = level_of(design, trajectory, i, turn < step);
        if (turn + 1 == step)
            latest = i;
    }
    return latest;
}

/* The move of an input in a trajectory: by half a range, up or down. */
static double effect_in(const struct bo_morris *design, const double *outcome, uint32_t trajectory,
                        uint32_t input)
{
    const double *at = outcome + (size_t)trajectory * (design->n_inputs + 1);
    uint32_t turn = turn_of(design, trajectory, input);
    double step =
        level_of(design, trajectory, input, true) - level_of(design, trajectory, input, false);
    return (at[turn + 1] - at[turn]) / step;
}

static void spread(struct bo_morris_effect *e, double squares, double absolute_squares,
                   double confidence)
{
    double degrees = e->n - 1.0;
    double half = bo_student_quantile((1.0 + confidence) / 2.0, degrees) *
                  sqrt(absolute_squares / degrees / e->n);
    e->sigma = sqrt(squares / degrees);
    e->low = fmax(e->mu_star - half, 0.0);
    e->high = e->mu_star + half;
}

static struct bo_morris_effect effects_of(const struct bo_morris *design, const double *outcome,
                                          uint32_t input, double confidence)
{
    struct bo_morris_effect e = {.sigma = BO_NAN, .low = BO_NAN, .high = BO_NAN};
    double sum = 0.0, sizes = 0.0, squares = 0.0, size_squares = 0.0;
    for (uint32_t t = 0; t < design->n_trajectories; t++) {
        double effect = effect_in(design, outcome, t, input);
        if (!isfinite(effect))
            continue;
        e.n++;
        sum += effect;
        sizes += fabs(effect);
    }
    e.mu = e.n > 0 ? sum / e.n : BO_NAN;
    e.mu_star = e.n > 0 ? sizes / e.n : BO_NAN;
    for (uint32_t t = 0; t < design->n_trajectories; t++) {
        double effect = effect_in(design, outcome, t, input);
        if (!isfinite(effect))
            continue;
        double d = effect - e.mu, s = fabs(effect) - e.mu_star;
        squares += d * d;
        size_squares += s * s;
    }
    if (e.n > 1)
        spread(&e, squares, size_squares, confidence);
    return e;
}

void bo_morris_effects(const struct bo_morris *design, const double *outcome, double confidence,
                       struct bo_morris_effect *effect)
{
    for (uint32_t i = 0; i < design->n_inputs; i++)
        effect[i] = effects_of(design, outcome, i, confidence);
}
