#include "calibrate_posterior.h"

#include <string.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/calibrate/search.h"
#include "buildout/calibrate/weights.h"
#include "inputs_named.h"

#define DRAW_AROUND 1002 /* a purpose beside those of sample/sample.h */
#define PRIOR_SHARE 0.3  /* of the second half of the runs */
#define MARGIN 0.005     /* a search stays so far from the ends of a prior */
#define AT_BOUND 0.02    /* and so near it has ended at one */
#define FIRST_STEP 0.2
#define WINDOW_SDS 1.7 /* to either side: a flat likelihood opens all of the prior */
#define WINDOW_LEAST 0.1
#define SCRATCH_BYTES ((size_t)1 << 32) /* of addresses */

enum { SEARCH_RUNS = 8, STEPS_PER_INPUT = 12 };

const struct bo_uncertain *bo_posterior_input(const struct bo_calibration *c,
                                              const struct bo_posterior *posterior, uint32_t i)
{
    return &c->scenario.uncertain[posterior->input[i]];
}

const struct bo_searched *bo_posterior_searched(const struct bo_posterior *posterior, uint32_t i)
{
    for (uint32_t k = 0; k < posterior->n_searched; k++) {
        if (posterior->searched[k].place == i)
            return &posterior->searched[k];
    }
    return NULL;
}

void bo_posterior_quantiles(const struct bo_calibration *c, const struct bo_posterior *posterior,
                            uint32_t i, const double *probability, uint32_t n, double *quantile)
{
    bo_weighted_quantiles(&posterior->u[(size_t)i * posterior->n_runs], posterior->weight,
                          posterior->n_runs, probability, n, c->arena, quantile);
    for (uint32_t q = 0; q < n; q++)
        quantile[q] = bo_dist_quantile(&bo_posterior_input(c, posterior, i)->dist, quantile[q]);
}

/* ---- where the inputs of runs were ---- */

static int place_runs(const struct bo_calibration *c, struct bo_posterior *p,
                      const struct bo_calibration_draws *draws, uint32_t first, struct bo_err *err)
{
    const struct bo_sample_options options = {.sampling = c->args->sampling,
                                              .moved = draws->moved,
                                              .moved_context = draws->moved_context};
    struct bo_arena *scratch = NULL;
    int status = bo_arena_create(SCRATCH_BYTES, false, &scratch, err);
    if (status != BO_OK)
        return status;
    double *u = BO_NEW_ARRAY(scratch, double, c->scenario.n_uncertain);
    for (uint32_t k = 0; status == BO_OK && k < draws->n; k++) {
        const struct bo_rng rng = {.seed = draws->seed, .replicate = k};
        status = bo_sample_uniforms(&c->scenario, &rng, &options, scratch, u, err);
        for (uint32_t i = 0; i < p->n_inputs; i++)
            p->u[(size_t)i * p->n_runs + first + k] = u[p->input[i]];
    }
    bo_arena_free(scratch);
    return status;
}

/* ---- which inputs the likelihood follows ---- */

/* Windows are independent of each other, which correlated inputs are not. */
static bool is_correlated(const struct bo_calibration *c, uint32_t input)
{
    for (uint32_t i = 0; i < c->scenario.n_correlations; i++) {
        if (c->scenario.correlation[i].a == input || c->scenario.correlation[i].b == input)
            return true;
    }
    return false;
}

/* The strongest first; of equal ones the first. */
static void offer(struct bo_posterior *p, double *strength, uint32_t i, double own)
{
    uint32_t at = p->n_searched;
    while (at > 0 && strength[at - 1] < own)
        at--;
    if (at == BO_SEARCHED_MOST)
        return;
    uint32_t n_later = (p->n_searched < BO_SEARCHED_MOST ? p->n_searched : p->n_searched - 1) - at;
    memmove(&strength[at + 1], &strength[at], n_later * sizeof *strength);
    memmove(&p->searched[at + 1], &p->searched[at], n_later * sizeof *p->searched);
    strength[at] = own;
    p->searched[at] = (struct bo_searched){.place = i};
    p->n_searched += p->n_searched < BO_SEARCHED_MOST;
}

static int choose(const struct bo_calibration *c, struct bo_posterior *p, struct bo_err *err)
{
    double strength[BO_SEARCHED_MOST] = {0.0};
    bool named = c->args->inputs && p->n_inputs <= BO_SEARCHED_MOST;
    struct bo_arena *scratch = NULL;
    int status = bo_arena_create(SCRATCH_BYTES, false, &scratch, err);
    if (status != BO_OK)
        return status;
    double noise = bo_influence_noise(p->n_inputs, p->prior.n);
    for (uint32_t i = 0; i < p->n_inputs; i++) {
        double own = bo_influence(&p->u[(size_t)i * p->n_runs], p->prior.log_likelihood, p->prior.n,
                                  scratch);
        if ((named || own > noise) && !is_correlated(c, p->input[i]))
            offer(p, strength, i, own);
    }
    bo_arena_free(scratch);
    return BO_OK;
}

/* ---- the search ---- */

struct searching {
    struct bo_calibration *c;
    struct bo_posterior *p;
    const double *x;
};

static void set_searched(const void *context, uint32_t replicate, double *u)
{
    const struct searching *s = context;
    (void)replicate;
    for (uint32_t k = 0; k < s->p->n_searched; k++)
        u[s->p->input[s->p->searched[k].place]] = s->x[k];
}

/* The mean over some replicates of the prior, each with its luck and its other inputs. */
static int ask(void *context, uint32_t step, const double *x, double *value, struct bo_err *err)
{
    struct searching *s = context;
    s->x = x;
    s->p->n_steps = step + 1;
    struct bo_calibration_wave wave = {0};
    const struct bo_calibration_draws draws = {
        .variant = bo_arena_printf(s->c->arena, "search %03u", step),
        .seed = s->c->args->seed,
        .n = SEARCH_RUNS,
        .moved = set_searched,
        .moved_context = s};
    int status = bo_calibration_take(s->c, &draws, &wave, err);
    if (status != BO_OK)
        return status;
    if (s->c->study.interrupted)
        return bo_err_set(err, BO_ERUN, "interrupted");
    double sum = 0.0;
    uint32_t n = 0;
    for (uint32_t k = 0; k < wave.n; k++) {
        if (!isnan(wave.log_likelihood[k])) {
            sum += wave.log_likelihood[k];
            n++;
        }
    }
    *value = n > 0 ? sum / n : -(double)INFINITY;
    return BO_OK;
}

static double weighted_mean(const double *x, const double *weight, uint32_t n)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++)
        sum += weight[i] * x[i];
    return sum;
}

/* A window as wide as what the prior's runs leave open around the point found. */
static void open_window(const struct bo_posterior *p, struct bo_searched *searched)
{
    const double *u = &p->u[(size_t)searched->place * p->n_runs];
    double squares = 0.0;
    for (uint32_t i = 0; i < p->prior.n; i++)
        squares += p->prior_weight[i] * (u[i] - searched->u) * (u[i] - searched->u);
    double half = fmax(WINDOW_SDS * sqrt(squares), WINDOW_LEAST);
    searched->low = fmax(0.0, searched->u - half);
    searched->width = fmin(1.0, searched->u + half) - searched->low;
    searched->bound = searched->u < AT_BOUND         ? BO_BOUND_LOWER
                      : searched->u > 1.0 - AT_BOUND ? BO_BOUND_UPPER
                                                     : BO_BOUND_NONE;
}

static int search(struct bo_calibration *c, struct bo_posterior *p, struct bo_err *err)
{
    double x[BO_SEARCHED_MOST], value;
    struct searching searching = {.c = c, .p = p};
    const struct bo_search options = {.n = p->n_searched,
                                      .most_steps = STEPS_PER_INPUT * p->n_searched,
                                      .first_step = FIRST_STEP,
                                      .margin = MARGIN,
                                      .function = ask,
                                      .context = &searching};
    for (uint32_t k = 0; k < p->n_searched; k++)
        x[k] = weighted_mean(&p->u[(size_t)p->searched[k].place * p->n_runs], p->prior_weight,
                             p->prior.n);
    int status = bo_search_greatest(&options, c->arena, x, &value, err);
    if (status != BO_OK)
        return c->study.interrupted ? BO_OK : status;
    p->n_search_runs = SEARCH_RUNS;
    for (uint32_t k = 0; k < p->n_searched; k++) {
        p->searched[k].u = x[k];
        open_window(p, &p->searched[k]);
    }
    return BO_OK;
}

/* ---- draws around the point found ---- */

struct around {
    const struct bo_posterior *p;
    uint64_t seed, key;
};

static void move_into_window(const void *context, uint32_t replicate, double *u)
{
    const struct around *a = context;
    const struct bo_rng rng = {.seed = a->seed, .replicate = replicate};
    if (bo_rng_uniform(&rng, a->key, DRAW_AROUND, 0) < PRIOR_SHARE)
        return;
    for (uint32_t k = 0; k < a->p->n_searched; k++) {
        const struct bo_searched *searched = &a->p->searched[k];
        double *at = &u[a->p->input[searched->place]];
        *at = searched->low + searched->width * *at;
    }
}

/* How densely both halves were drawn at a run's inputs, in units of the prior's density. */
static double density_at(const struct bo_posterior *p, uint32_t run)
{
    double window = 1.0;
    for (uint32_t k = 0; k < p->n_searched; k++) {
        const struct bo_searched *searched = &p->searched[k];
        double u = p->u[(size_t)searched->place * p->n_runs + run];
        bool inside = u >= searched->low && u <= searched->low + searched->width;
        window *= inside ? 1.0 / searched->width : 0.0;
    }
    double around = PRIOR_SHARE + (1.0 - PRIOR_SHARE) * window;
    return (p->prior.n + p->around.n * around) / (p->prior.n + p->around.n);
}

static void weigh_together(const struct bo_calibration *c, struct bo_posterior *p)
{
    double *log_likelihood = BO_NEW_ARRAY(c->arena, double, p->n_runs);
    double *density = BO_NEW_ARRAY(c->arena, double, p->n_runs);
    for (uint32_t k = 0; k < p->n_runs; k++) {
        log_likelihood[k] =
            k < p->prior.n ? p->prior.log_likelihood[k] : p->around.log_likelihood[k - p->prior.n];
        density[k] = density_at(p, k);
    }
    bo_weights(log_likelihood, density, p->n_runs, p->weight);
    p->effective = bo_effective_sample(p->weight, p->n_runs);
}

static void find_moved(const struct bo_calibration *c, struct bo_posterior *p)
{
    double noise = bo_shift_noise(p->n_inputs);
    p->shift = BO_NEW_ARRAY(c->arena, double, p->n_inputs);
    p->moved = BO_NEW_ARRAY(c->arena, bool, p->n_inputs);
    for (uint32_t i = 0; i < p->n_inputs; i++) {
        p->shift[i] = bo_shift(&p->u[(size_t)i * p->n_runs], p->weight, p->n_runs);
        p->moved[i] = bo_posterior_searched(p, i) != NULL || fabs(p->shift[i]) > noise;
    }
}

static int look_around(struct bo_calibration *c, struct bo_posterior *p, struct bo_err *err)
{
    /* Another seed: with the same one both halves would share the luck of their runs. */
    struct around around = {.p = p, .seed = c->args->seed + 1, .key = bo_key_hash("calibrate")};
    const struct bo_calibration_draws draws = {.variant = "around",
                                               .seed = around.seed,
                                               .n = c->args->runs,
                                               .moved = move_into_window,
                                               .moved_context = &around,
                                               .shown = true};
    int status = bo_calibration_take(c, &draws, &p->around, err);
    if (status != BO_OK || c->study.interrupted)
        return status;
    return place_runs(c, p, &draws, p->prior.n, err);
}

/* The matrix has room for both halves from the start; of one half alone the rows are drawn together. */
static int draw_prior(struct bo_calibration *c, struct bo_posterior *p, struct bo_err *err)
{
    const struct bo_calibration_draws draws = {
        .variant = "prior", .seed = c->args->seed, .n = c->args->runs, .shown = true};
    p->n_runs = 2 * c->args->runs;
    p->u = BO_NEW_ARRAY(c->arena, double, (size_t)p->n_inputs * p->n_runs);
    p->weight = BO_NEW_ARRAY(c->arena, double, p->n_runs);
    p->prior_weight = BO_NEW_ARRAY(c->arena, double, draws.n);
    int status = bo_calibration_take(c, &draws, &p->prior, err);
    if (status != BO_OK || c->study.interrupted)
        return status;
    status = place_runs(c, p, &draws, 0, err);
    bo_weights(p->prior.log_likelihood, NULL, draws.n, p->prior_weight);
    p->effective_prior = bo_effective_sample(p->prior_weight, draws.n);
    if (status == BO_OK && !(p->effective_prior > 0.0))
        return bo_err_set(err, BO_ERUN, "every run failed: %s", c->first_failure.text);
    return status;
}

int bo_posterior_find(struct bo_calibration *c, struct bo_posterior *out, struct bo_err *err)
{
    struct bo_posterior *p = out;
    int status = draw_prior(c, p, err);
    if (status == BO_OK && !c->study.interrupted)
        status = choose(c, p, err);
    if (status == BO_OK && !c->study.interrupted && p->n_searched > 0)
        status = search(c, p, err);
    /* Without a searched input the window is all of the prior, and the second half more of the same. */
    if (status == BO_OK && !c->study.interrupted)
        status = look_around(c, p, err);
    if (status != BO_OK || c->study.interrupted)
        return status;
    weigh_together(c, p);
    find_moved(c, p);
    return BO_OK;
}
