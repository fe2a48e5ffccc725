#include "buildout/compare/robustness.h"

#include <math.h>
#include <stdbool.h>

#include "buildout/base/dist.h"
#include "buildout/base/num.h"

struct counting {
    const struct bo_futures *futures;
    uint32_t n; /* replicates that count */
    uint32_t *replicate;
    double *mean; /* [future * n_strategies + strategy] */
};

static double value_of(const struct counting *c, uint32_t future, uint32_t strategy, uint32_t k)
{
    return c->futures->value[future * c->futures->n_strategies + strategy][c->replicate[k]];
}

static void find_replicates(struct counting *c, struct bo_arena *arena)
{
    const struct bo_futures *f = c->futures;
    c->replicate = BO_NEW_ARRAY(arena, uint32_t, f->n_replicates);
    for (uint32_t k = 0; k < f->n_replicates; k++) {
        bool counts = true;
        for (uint32_t i = 0; i < f->n_futures * f->n_strategies; i++)
            counts &= isfinite(f->value[i][k]) != 0;
        if (counts)
            c->replicate[c->n++] = k;
    }
}

static void find_means(struct counting *c, struct bo_arena *arena)
{
    const struct bo_futures *f = c->futures;
    c->mean = BO_NEW_ARRAY(arena, double, (size_t)f->n_futures * f->n_strategies);
    for (uint32_t i = 0; i < f->n_futures * f->n_strategies; i++) {
        double sum = 0.0;
        for (uint32_t k = 0; k < c->n; k++)
            sum += f->value[i][c->replicate[k]];
        c->mean[i] = c->n > 0 ? sum / c->n : BO_NAN;
    }
}

static double best_mean(const struct counting *c, uint32_t future)
{
    uint32_t n = c->futures->n_strategies;
    const double *mean = &c->mean[(size_t)future * n];
    double best = mean[0];
    for (uint32_t s = 1; s < n; s++)
        best = bo_max(best, mean[s]);
    return best;
}

static double best_value(const struct counting *c, uint32_t future, uint32_t k)
{
    double best = value_of(c, future, 0, k);
    for (uint32_t s = 1; s < c->futures->n_strategies; s++)
        best = bo_max(best, value_of(c, future, s, k));
    return best;
}

static struct bo_robust_part part_of(const double *x, uint32_t n, double confidence)
{
    struct bo_robust_part part = {BO_NAN, BO_NAN, BO_NAN};
    double sum = 0.0, squares = 0.0;
    for (uint32_t k = 0; k < n; k++)
        sum += x[k];
    if (n > 0)
        part.mean = sum / n;
    for (uint32_t k = 0; k < n; k++)
        squares += (x[k] - part.mean) * (x[k] - part.mean);
    if (n < 2)
        return part;
    double half =
        bo_student_quantile((1.0 + confidence) / 2.0, n - 1.0) * sqrt(squares / (n - 1.0) / n);
    part.low = part.mean - half;
    part.high = part.mean + half;
    return part;
}

/* What the means of the futures say. */
static void tell_futures(const struct counting *c, uint32_t strategy, struct bo_robustness *out)
{
    uint32_t n = c->futures->n_strategies, n_best = 0;
    double sum = 0.0;
    for (uint32_t f = 0; f < c->futures->n_futures; f++) {
        double mean = c->mean[f * n + strategy], regret = best_mean(c, f) - mean;
        sum += mean;
        n_best += !(regret > 0.0);
        if (f == 0 || mean < out->worst) {
            out->worst = mean;
            out->worst_future = f;
        }
        if (f == 0 || regret > out->largest_regret) {
            out->largest_regret = regret;
            out->regret_future = f;
        }
    }
    out->mean = sum / c->futures->n_futures;
    out->best_frac = c->n > 0 ? (double)n_best / c->futures->n_futures : BO_NAN;
}

/* Replicates are independent, futures of one replicate are not: so each replicate counts once. */
static void tell_replicates(const struct counting *c, uint32_t strategy, double confidence,
                            struct bo_arena *arena, struct bo_robustness *out)
{
    uint32_t n_futures = c->futures->n_futures;
    double *regret = BO_NEW_ARRAY(arena, double, c->n), *enough = BO_NEW_ARRAY(arena, double, c->n);
    for (uint32_t k = 0; k < c->n; k++) {
        for (uint32_t f = 0; f < n_futures; f++) {
            double value = value_of(c, f, strategy, k);
            regret[k] += (best_value(c, f, k) - value) / n_futures;
            enough[k] += value >= c->futures->enough ? 1.0 / n_futures : 0.0;
        }
    }
    out->regret = part_of(regret, c->n, confidence);
    out->enough = part_of(enough, c->n, confidence);
    if (c->n > 1) {
        out->regret.low = bo_max(out->regret.low, 0.0);
        out->enough.low = bo_max(out->enough.low, 0.0);
        out->enough.high = bo_min(out->enough.high, 1.0);
    }
}

void bo_robustness_of(const struct bo_futures *futures, double confidence, struct bo_arena *arena,
                      struct bo_robustness *out)
{
    struct counting c = {.futures = futures};
    find_replicates(&c, arena);
    find_means(&c, arena);
    for (uint32_t s = 0; s < futures->n_strategies; s++) {
        out[s] = (struct bo_robustness){.n = c.n};
        tell_futures(&c, s, &out[s]);
        tell_replicates(&c, s, confidence, arena, &out[s]);
    }
}
