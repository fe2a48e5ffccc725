#include "buildout/calibrate/search.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <nlopt.h>

#include "buildout/base/num.h"

#define TOLERANCE 1e-3 /* in probability: no sample tells less */

struct searching {
    const struct bo_search *search;
    nlopt_opt opt;
    uint32_t step;
    int status;
    double best;
    double *best_x;
    struct bo_err *err;
};

static double ask(unsigned n, const double *x, double *gradient, void *context)
{
    struct searching *s = context;
    double value = -INFINITY;
    (void)gradient; /* never asked for */
    if (s->status != BO_OK)
        return value;
    s->status = s->search->function(s->search->context, s->step++, x, &value, s->err);
    if (s->status != BO_OK) {
        nlopt_force_stop(s->opt);
    } else if (value > s->best) {
        s->best = value;
        memcpy(s->best_x, x, n * sizeof *x);
    }
    return value;
}

static bool set_up(struct searching *s)
{
    const struct bo_search *search = s->search;
    return nlopt_set_max_objective(s->opt, ask, s) > 0 &&
           nlopt_set_lower_bounds1(s->opt, search->margin) > 0 &&
           nlopt_set_upper_bounds1(s->opt, 1.0 - search->margin) > 0 &&
           nlopt_set_initial_step1(s->opt, search->first_step) > 0 &&
           nlopt_set_xtol_abs1(s->opt, TOLERANCE) > 0 &&
           nlopt_set_maxeval(s->opt, (int)search->most_steps) > 0;
}

/* What NLopt says of its end does not matter: the best point that was seen is what was looked for. */
int bo_search_greatest(const struct bo_search *search, struct bo_arena *arena, double *x,
                       double *value, struct bo_err *err)
{
    struct searching s = {.search = search, .best = -INFINITY, .best_x = x, .err = err};
    double *at = BO_NEW_ARRAY(arena, double, search->n), found;
    for (uint32_t i = 0; i < search->n; i++)
        at[i] = bo_clamp(x[i], search->margin, 1.0 - search->margin);
    s.opt = nlopt_create(NLOPT_LN_SBPLX, search->n);
    if (!s.opt || !set_up(&s)) {
        nlopt_destroy(s.opt);
        return bo_err_set(err, BO_ERUN, "NLopt cannot search over %u inputs", search->n);
    }
    nlopt_optimize(s.opt, at, &found);
    nlopt_destroy(s.opt);
    *value = s.best;
    return s.status;
}
