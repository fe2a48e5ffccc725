#include "calibrate_posterior.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/calibrate/smoother.h"

#define BOUND_LOW 0.02
#define SCRATCH_BYTES ((size_t)1 << 32) /* of addresses */
#define LEAST_SHARE 0.5                 /* of the members that must say something to a row */

static const struct bo_dist normal = {.kind = BO_DIST_NORMAL, .p = {0.0, 1.0}};

const struct bo_uncertain *bo_posterior_input(const struct bo_calibration *c,
                                              const struct bo_posterior *posterior, uint32_t i)
{
    return &c->scenario.uncertain[posterior->input[i]];
}

/* Inside (0, 1), however far a score went. */
static double probability_of(double z)
{
    return bo_clamp(bo_normal_cdf(z), 0x1p-53, 1.0 - 0x1p-53);
}

void bo_posterior_quantiles(const struct bo_calibration *c, const struct bo_posterior *posterior,
                            uint32_t i, const double *probability, uint32_t n, double *quantile)
{
    const struct bo_moved *move = &posterior->move[i];
    for (uint32_t q = 0; q < n; q++) {
        double z = bo_dist_quantile(&normal, probability[q]);
        double u = move->moved ? probability_of(move->shift + move->spread * z) : probability[q];
        quantile[q] = bo_dist_quantile(&bo_posterior_input(c, posterior, i)->dist, u);
    }
}

/* ---- the members' inputs ---- */

struct drawing {
    struct bo_posterior *p;
    uint32_t member;
};

/* Uniforms are independent here: correlations are imposed later, on those that were moved too. */
static void keep_scores(const void *context, uint32_t replicate, double *u)
{
    const struct drawing *d = context;
    (void)replicate;
    for (uint32_t i = 0; i < d->p->n_inputs; i++)
        d->p->z[(size_t)i * d->p->n_members + d->member] =
            bo_dist_quantile(&normal, u[d->p->input[i]]);
}

static int draw_scores(const struct bo_calibration *c, struct bo_posterior *p, struct bo_err *err)
{
    struct drawing drawing = {.p = p};
    const struct bo_sample_options options = {
        .sampling = c->args->sampling, .moved = keep_scores, .moved_context = &drawing};
    struct bo_arena *scratch = NULL;
    int status = bo_arena_create(SCRATCH_BYTES, false, &scratch, err);
    if (status != BO_OK)
        return status;
    double *u = BO_NEW_ARRAY(scratch, double, c->scenario.n_uncertain);
    for (; status == BO_OK && drawing.member < p->n_members; drawing.member++) {
        const struct bo_rng rng = {.seed = c->args->seed, .replicate = drawing.member};
        status = bo_sample_uniforms(&c->scenario, &rng, &options, scratch, u, err);
    }
    bo_arena_free(scratch);
    return status;
}

static void set_inputs(const void *context, uint32_t replicate, double *u)
{
    const struct bo_posterior *p = context;
    for (uint32_t i = 0; i < p->n_inputs; i++)
        u[p->input[i]] = probability_of(p->z[(size_t)i * p->n_members + replicate]);
}

/* The members as they are, with luck of their own. */
static int run_members(struct bo_calibration *c, struct bo_posterior *p, uint32_t luck,
                       struct bo_calibration_wave *out, struct bo_err *err)
{
    const struct bo_calibration_draws draws = {
        .variant = luck == 0 ? "prior" : bo_arena_printf(c->arena, "luck %u", luck),
        .seed = c->args->seed + luck,
        .n = p->n_members,
        .moved = luck == 0 ? NULL : set_inputs,
        .moved_context = p,
        .shown = true};
    return bo_calibration_take(c, &draws, out, err);
}

/* ---- what they miss ---- */

static bool is_row_told(const double *value, uint32_t n)
{
    uint32_t n_told = 0;
    for (uint32_t k = 0; k < n; k++)
        n_told += isnan(value[k]) ? 0 : 1;
    return n_told >= LEAST_SHARE * n && n_told > 2;
}

/* A member that says nothing to a row is taken for the middle of the others; a row that few tell of moves nothing. */
static double *misses_of(const struct bo_calibration *c, const struct bo_calibration_wave *wave)
{
    uint32_t n = wave->n;
    double *miss = BO_NEW_ARRAY(c->arena, double, (size_t)c->n_rows *n);
    for (uint32_t i = 0; i < c->n_rows; i++) {
        double *own = &miss[(size_t)i * n], sum = 0.0;
        uint32_t n_told = 0;
        bool told = is_row_told(&wave->value[(size_t)i * n], n);
        for (uint32_t k = 0; k < n; k++) {
            own[k] = bo_soft_miss(bo_calibration_miss(c, i, wave->value[(size_t)i * n + k]));
            sum += isnan(own[k]) ? 0.0 : own[k];
            n_told += isnan(own[k]) ? 0 : 1;
        }
        for (uint32_t k = 0; k < n; k++) {
            if (!told)
                own[k] = 0.0;
            else if (isnan(own[k]))
                own[k] = sum / n_told;
        }
    }
    return miss;
}

/* Pairs with the same inputs differ by two draws of luck. */
static double *luck_of(const struct bo_calibration *c, struct bo_posterior *p, const double *one,
                       const double *other)
{
    uint32_t n = p->n_members, n_shares = 0;
    double *luck = BO_NEW_ARRAY(c->arena, double, (size_t)c->n_rows *n);
    double *share = BO_NEW_ARRAY(c->arena, double, c->n_rows);
    for (uint32_t i = 0; i < c->n_rows; i++) {
        double *own = &luck[(size_t)i * n], mean = 0.0;
        for (uint32_t k = 0; k < n; k++) {
            own[k] = (one[(size_t)i * n + k] - other[(size_t)i * n + k]) * sqrt(1.0 / 2.0);
            mean += own[k] / n;
        }
        for (uint32_t k = 0; k < n; k++)
            own[k] -= mean;
        double all = bo_variance_of(&one[(size_t)i * n], n);
        if (all > 0.0)
            share[n_shares++] = fmin(bo_variance_of(own, n) / all, 1.0);
    }
    if (n_shares > 0)
        qsort(share, n_shares, sizeof *share, bo_double_compare);
    p->luck_share = n_shares > 0 ? bo_quantile_sorted(share, n_shares, 0.5) : BO_NAN;
    return luck;
}

/* The errors of rows of a topic go together: each counts for its part of the topic, and none for more than itself. */
static double *error_variance(const struct bo_calibration *c)
{
    double *variance = BO_NEW_ARRAY(c->arena, double, c->n_rows);
    for (uint32_t i = 0; i < c->n_rows; i++)
        variance[i] = 1.0 / fmin(c->weight[i], 1.0);
    return variance;
}

/* ---- steps ---- */

struct stepping {
    struct bo_smoother smoother;
    uint32_t *n_followed, *n_ever; /* [n_inputs] */
};

static int step(struct bo_calibration *c, struct bo_posterior *p, struct stepping *s,
                struct bo_err *err)
{
    struct bo_arena *scratch = NULL;
    int status = bo_arena_create(SCRATCH_BYTES, false, &scratch, err);
    if (status != BO_OK)
        return status;
    s->smoother.step++;
    status = bo_smoother_step(&s->smoother, scratch, p->z, s->n_followed, err);
    bo_arena_free(scratch);
    for (uint32_t i = 0; i < p->n_inputs; i++)
        s->n_ever[i] += s->n_followed[i];
    return status == BO_OK ? run_members(c, p, (uint32_t)s->smoother.step + 1, &p->after, err)
                           : status;
}

static int take_steps(struct bo_calibration *c, struct bo_posterior *p, struct stepping *s,
                      struct bo_err *err)
{
    int status = BO_OK;
    for (uint32_t k = 0; status == BO_OK && k < BO_CALIBRATION_STEPS && !c->study.interrupted;
         k++) {
        if (k > 0)
            s->smoother.miss = misses_of(c, &p->after);
        status = step(c, p, s, err);
    }
    return status;
}

/* ---- what became of them ---- */

static enum bo_bound bound_of(double shift)
{
    double far = -bo_dist_quantile(&normal, BOUND_LOW);
    return shift < -far ? BO_BOUND_LOWER : shift > far ? BO_BOUND_UPPER : BO_BOUND_NONE;
}

/* Against the scores that the same members began with, so that the draws' own error drops out. That many inputs were
 * looked at has its part in which of them follow a row. */
static void find_moved(const struct bo_calibration *c, struct bo_posterior *p, const double *first,
                       const uint32_t *n_ever)
{
    uint32_t n = p->n_members;
    double noise = bo_chance_correlation(1, n), sum = 0.0;
    p->move = BO_NEW_ARRAY(c->arena, struct bo_moved, p->n_inputs);
    for (uint32_t i = 0; i < p->n_inputs; i++) {
        const double *was = &first[(size_t)i * n], *is = &p->z[(size_t)i * n];
        struct bo_moved *move = &p->move[i];
        move->shift = bo_mean_of(is, n) - bo_mean_of(was, n);
        move->spread = sqrt(bo_variance_of(is, n) / bo_variance_of(was, n));
        move->moved = n_ever[i] > 0 &&
                      (fabs(move->shift) > noise || fabs(move->spread - 1.0) > noise / sqrt(2.0));
        move->bound = move->moved ? bound_of(move->shift) : BO_BOUND_NONE;
        p->n_moved += move->moved;
        sum += move->moved ? move->spread : 0.0;
    }
    p->spread = p->n_moved > 0 ? sum / p->n_moved : 1.0;
}

static int assimilate(struct bo_calibration *c, struct bo_posterior *p, const double *luck,
                      const double *miss, struct bo_err *err)
{
    size_t n_scores = (size_t)p->n_inputs * p->n_members;
    double *first = BO_NEW_ARRAY(c->arena, double, n_scores);
    memcpy(first, p->z, n_scores * sizeof *first);
    struct stepping stepping = {.smoother = {.n_members = p->n_members,
                                             .n_inputs = p->n_inputs,
                                             .n_rows = c->n_rows,
                                             .inflation = BO_CALIBRATION_STEPS,
                                             .miss = miss,
                                             .luck = luck,
                                             .variance = error_variance(c),
                                             .seed = c->args->seed},
                                .n_followed = BO_NEW_ARRAY(c->arena, uint32_t, p->n_inputs),
                                .n_ever = BO_NEW_ARRAY(c->arena, uint32_t, p->n_inputs)};
    int status = take_steps(c, p, &stepping, err);
    if (status == BO_OK && !c->study.interrupted)
        find_moved(c, p, first, stepping.n_ever);
    return status;
}

static bool has_done(const struct bo_calibration_wave *wave)
{
    bool any = false;
    for (uint32_t k = 0; k < wave->n; k++)
        any |= wave->is_done[k];
    return any;
}

int bo_posterior_find(struct bo_calibration *c, struct bo_posterior *out, struct bo_err *err)
{
    struct bo_posterior *p = out;
    struct bo_calibration_wave again = {0};
    p->n_members = c->args->runs;
    p->z = BO_NEW_ARRAY(c->arena, double, (size_t)p->n_inputs * p->n_members);
    int status = draw_scores(c, p, err);
    if (status == BO_OK)
        status = run_members(c, p, 0, &p->before, err);
    if (status == BO_OK && !c->study.interrupted && !has_done(&p->before))
        return bo_err_set(err, BO_ERUN, "every run failed: %s", c->first_failure.text);
    if (status == BO_OK && !c->study.interrupted)
        status = run_members(c, p, 1, &again, err);
    if (status != BO_OK || c->study.interrupted)
        return status;
    double *miss = misses_of(c, &p->before);
    return assimilate(c, p, luck_of(c, p, miss, misses_of(c, &again)), miss, err);
}
