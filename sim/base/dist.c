#include "buildout/base/dist.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stddef.h>

#include "buildout/base/num.h"

#define Z90 1.2815515655446004 /* the normal deviate that nine tenths stay below */
#define Z95 1.6448536269514722
#define PERT_SHAPE 4.0 /* Malcolm et al. 1959 */
#define MAX_PARAMETERS 4
/* The uniforms of base/rng.h lie between these, so what is finite here is finite for every draw. */
#define LOWEST_U 0x1p-53
#define HIGHEST_U (1.0 - 0x1p-53)

struct kind {
    const char *name;
    const char *parameter[MAX_PARAMETERS + 1];
    bool scales[MAX_PARAMETERS]; /* is the parameter in the unit of the value? */
};

static const struct kind KIND[BO_N_DIST_KINDS] = {
    [BO_DIST_CONSTANT] = {"constant", {"value"}, {true}},
    [BO_DIST_UNIFORM] = {"uniform", {"low", "high"}, {true, true}},
    [BO_DIST_TRIANGULAR] = {"triangular", {"low", "mode", "high"}, {true, true, true}},
    [BO_DIST_PERT] = {"pert", {"low", "mode", "high"}, {true, true, true}},
    [BO_DIST_NORMAL] = {"normal", {"mean", "sd"}, {true, true}},
    [BO_DIST_NORMAL_90] = {"normal", {"p05", "p95"}, {true, true}},
    [BO_DIST_LOGNORMAL] = {"lognormal", {"median", "sigma"}, {true, false}},
    [BO_DIST_LOGNORMAL_P90] = {"lognormal", {"median", "p90"}, {true, true}},
    [BO_DIST_LOGNORMAL_P95] = {"lognormal", {"median", "p95"}, {true, true}},
    [BO_DIST_LOGNORMAL_90] = {"lognormal", {"p05", "p95"}, {true, true}},
    [BO_DIST_BETA] = {"beta", {"a", "b", "low", "high"}, {false, false, true, true}},
    [BO_DIST_GAMMA] = {"gamma", {"shape", "scale"}, {false, true}},
    [BO_DIST_EXPONENTIAL] = {"exponential", {"mean"}, {true}},
    [BO_DIST_DISCRETE] = {"discrete", {NULL}, {false}},
    [BO_DIST_EMPIRICAL] = {"empirical", {NULL}, {false}},
};

const char *const *bo_dist_parameter_names(enum bo_dist_kind kind)
{
    assert(kind < BO_N_DIST_KINDS);
    return KIND[kind].parameter;
}

const char *bo_dist_name(enum bo_dist_kind kind)
{
    assert(kind < BO_N_DIST_KINDS);
    return KIND[kind].name;
}

static int reject(const struct bo_dist *dist, struct bo_err *err, const char *why)
{
    return bo_err_set(err, BO_ESCENARIO, "%s distribution: %s", KIND[dist->kind].name, why);
}

/* p[i] < p[j], by name. */
static int check_below(const struct bo_dist *dist, uint32_t i, uint32_t j, struct bo_err *err)
{
    const char *const *name = KIND[dist->kind].parameter;

    if (dist->p[i] < dist->p[j])
        return 0;
    return bo_err_set(err, BO_ESCENARIO, "%s distribution: %s must be below %s",
                      KIND[dist->kind].name, name[i], name[j]);
}

static int check_positive(const struct bo_dist *dist, uint32_t i, struct bo_err *err)
{
    if (dist->p[i] > 0.0)
        return 0;
    return bo_err_set(err, BO_ESCENARIO, "%s distribution: %s must be above 0",
                      KIND[dist->kind].name, KIND[dist->kind].parameter[i]);
}

static int check_finite(const struct bo_dist *dist, struct bo_err *err)
{
    const char *const *name = KIND[dist->kind].parameter;

    for (uint32_t i = 0; name[i] != NULL; i++)
        if (!isfinite(dist->p[i]))
            return bo_err_set(err, BO_ESCENARIO, "%s distribution: %s must be a finite number",
                              KIND[dist->kind].name, name[i]);
    return 0;
}

static int check_mode(const struct bo_dist *dist, struct bo_err *err)
{
    if (check_below(dist, 0, 2, err) != 0)
        return BO_ESCENARIO;
    if (dist->p[0] <= dist->p[1] && dist->p[1] <= dist->p[2])
        return 0;
    return reject(dist, err, "mode must lie between low and high");
}

static int check_values(const struct bo_dist *dist, struct bo_err *err)
{
    if (dist->n == 0 || dist->x == NULL)
        return reject(dist, err, "it has no values");
    for (uint32_t i = 0; i < dist->n; i++)
        if (!isfinite(dist->x[i]))
            return reject(dist, err, "every value must be a finite number");
    return 0;
}

static int check_discrete(const struct bo_dist *dist, struct bo_err *err)
{
    double sum = 0.0;

    if (check_values(dist, err) != 0)
        return BO_ESCENARIO;
    if (dist->weight == NULL)
        return reject(dist, err, "it has no weights");
    for (uint32_t i = 0; i < dist->n; i++) {
        if (!(isfinite(dist->weight[i]) && dist->weight[i] >= 0.0))
            return reject(dist, err, "every weight must be a number of at least 0");
        sum += dist->weight[i];
    }
    if (!(isfinite(sum) && sum > 0.0))
        return reject(dist, err, "the weights must sum to more than 0");
    return 0;
}

static int check_empirical(const struct bo_dist *dist, struct bo_err *err)
{
    if (check_values(dist, err) != 0)
        return BO_ESCENARIO;
    for (uint32_t i = 1; i < dist->n; i++)
        if (dist->x[i - 1] > dist->x[i])
            return reject(dist, err, "the values must be sorted");
    return 0;
}

static int check_nothing(const struct bo_dist *dist, struct bo_err *err)
{
    (void)dist, (void)err;
    return 0;
}

static int check_ends(const struct bo_dist *dist, struct bo_err *err)
{
    return check_below(dist, 0, 1, err);
}

static int check_normal(const struct bo_dist *dist, struct bo_err *err)
{
    return check_positive(dist, 1, err);
}

static int check_exponential(const struct bo_dist *dist, struct bo_err *err)
{
    return check_positive(dist, 0, err);
}

static int check_both_positive(const struct bo_dist *dist, struct bo_err *err)
{
    return check_positive(dist, 0, err) != 0 ? BO_ESCENARIO : check_positive(dist, 1, err);
}

static int check_positive_ends(const struct bo_dist *dist, struct bo_err *err)
{
    return check_positive(dist, 0, err) != 0 ? BO_ESCENARIO : check_below(dist, 0, 1, err);
}

static int check_beta(const struct bo_dist *dist, struct bo_err *err)
{
    return check_both_positive(dist, err) != 0 ? BO_ESCENARIO : check_below(dist, 2, 3, err);
}

static int (*const CHECK[BO_N_DIST_KINDS])(const struct bo_dist *dist, struct bo_err *err) = {
    [BO_DIST_CONSTANT] = check_nothing,
    [BO_DIST_UNIFORM] = check_ends,
    [BO_DIST_TRIANGULAR] = check_mode,
    [BO_DIST_PERT] = check_mode,
    [BO_DIST_NORMAL] = check_normal,
    [BO_DIST_NORMAL_90] = check_ends,
    [BO_DIST_LOGNORMAL] = check_both_positive,
    [BO_DIST_LOGNORMAL_P90] = check_positive_ends,
    [BO_DIST_LOGNORMAL_P95] = check_positive_ends,
    [BO_DIST_LOGNORMAL_90] = check_positive_ends,
    [BO_DIST_BETA] = check_beta,
    [BO_DIST_GAMMA] = check_both_positive,
    [BO_DIST_EXPONENTIAL] = check_exponential,
    [BO_DIST_DISCRETE] = check_discrete,
    [BO_DIST_EMPIRICAL] = check_empirical,
};

int bo_dist_check(const struct bo_dist *dist, struct bo_err *err)
{
    if ((unsigned)dist->kind >= BO_N_DIST_KINDS)
        return bo_err_set(err, BO_ESCENARIO, "there is no distribution of kind %d",
                          (int)dist->kind);
    if (check_finite(dist, err) != 0 || CHECK[dist->kind](dist, err) != 0)
        return BO_ESCENARIO;
    if (isinf(bo_dist_quantile(dist, LOWEST_U)) || isinf(bo_dist_quantile(dist, HIGHEST_U)))
        return reject(dist, err, "it is too wide, its tail overflows");
    return 0;
}

static double uniform(double u, double low, double high)
{
    return low * (1.0 - u) + high * u;
}

static double triangular(double u, const double p[static 3])
{
    double width = p[2] - p[0];
    double rising = (p[1] - p[0]) / width;

    if (u < rising)
        return p[0] + width * sqrt(u * rising);
    return p[2] - width * sqrt((1.0 - u) * (1.0 - rising));
}

static double beta(double u, double a, double b, double low, double high)
{
    (void)gsl_set_error_handler_off();
    return uniform(gsl_cdf_beta_Pinv(u, a, b), low, high);
}

static double pert(double u, const double p[static 3])
{
    double width = p[2] - p[0];

    return beta(u, 1.0 + PERT_SHAPE * (p[1] - p[0]) / width,
                1.0 + PERT_SHAPE * (p[2] - p[1]) / width, p[0], p[2]);
}

static double gamma_quantile(double u, double shape, double scale)
{
    (void)gsl_set_error_handler_off();
    return gsl_cdf_gamma_Pinv(u, shape, scale);
}

static double normal(double u, double mean, double sd)
{
    return mean + sd * gsl_cdf_ugaussian_Pinv(u);
}

static double lognormal(double u, double median, double sigma)
{
    return median * bo_exp(sigma * gsl_cdf_ugaussian_Pinv(u));
}

struct bo_dist bo_dist_reduced(const struct bo_dist *dist)
{
    const double *p = dist->p;
    struct bo_dist reduced = {.kind = BO_DIST_LOGNORMAL, .p = {p[0]}};

    if (dist->kind == BO_DIST_LOGNORMAL_P90) {
        reduced.p[1] = bo_log(p[1] / p[0]) / Z90;
    } else if (dist->kind == BO_DIST_LOGNORMAL_P95) {
        reduced.p[1] = bo_log(p[1] / p[0]) / Z95;
    } else if (dist->kind == BO_DIST_LOGNORMAL_90) {
        /* p05 and p95 lie z95 deviations to either side of the median. */
        reduced.p[0] = sqrt(p[0]) * sqrt(p[1]);
        reduced.p[1] = bo_log(p[1] / p[0]) / (2.0 * Z95);
    } else {
        return *dist;
    }
    return reduced;
}

/* Given by other numbers than median and sigma. */
static double lognormal_of(double u, const struct bo_dist *dist)
{
    struct bo_dist reduced = bo_dist_reduced(dist);

    return lognormal(u, reduced.p[0], reduced.p[1]);
}

static double discrete(double u, const struct bo_dist *dist)
{
    double total = 0.0, reached = 0.0;
    uint32_t last = 0;

    for (uint32_t i = 0; i < dist->n; i++)
        total += dist->weight[i];
    for (uint32_t i = 0; i < dist->n; i++) {
        reached += dist->weight[i];
        if (u * total < reached)
            return dist->x[i];
        if (dist->weight[i] > 0.0)
            last = i;
    }
    return dist->x[last];
}

static double x_scale(const struct bo_dist *dist)
{
    return dist->x_scale > 0.0 ? dist->x_scale : 1.0;
}

double bo_dist_quantile(const struct bo_dist *dist, double u)
{
    const double *p = dist->p;

    if (!(u > 0.0 && u < 1.0))
        return BO_NAN;
    switch (dist->kind) {
    case BO_DIST_CONSTANT:
        return p[0];
    case BO_DIST_UNIFORM:
        return uniform(u, p[0], p[1]);
    case BO_DIST_TRIANGULAR:
        return triangular(u, p);
    case BO_DIST_PERT:
        return pert(u, p);
    case BO_DIST_NORMAL:
        return normal(u, p[0], p[1]);
    case BO_DIST_NORMAL_90:
        return normal(u, uniform(1.0 / 2.0, p[0], p[1]), (p[1] - p[0]) / (2.0 * Z95));
    case BO_DIST_LOGNORMAL:
        return lognormal(u, p[0], p[1]);
    case BO_DIST_LOGNORMAL_P90:
    case BO_DIST_LOGNORMAL_P95:
    case BO_DIST_LOGNORMAL_90:
        return lognormal_of(u, dist);
    case BO_DIST_BETA:
        return beta(u, p[0], p[1], p[2], p[3]);
    case BO_DIST_GAMMA:
        return gamma_quantile(u, p[0], p[1]);
    case BO_DIST_EXPONENTIAL:
        return -p[0] * bo_log1p(-u);
    case BO_DIST_DISCRETE:
        return x_scale(dist) * discrete(u, dist);
    case BO_DIST_EMPIRICAL:
        return x_scale(dist) * bo_quantile_sorted(dist->x, dist->n, u);
    case BO_N_DIST_KINDS:
        break;
    }
    return BO_NAN;
}

double bo_dist_median(const struct bo_dist *dist)
{
    return bo_dist_quantile(dist, 1.0 / 2.0);
}

struct bo_dist bo_dist_scaled(const struct bo_dist *dist, double factor)
{
    struct bo_dist scaled = *dist;

    assert(isfinite(factor) && factor > 0.0 && dist->kind < BO_N_DIST_KINDS);
    for (uint32_t i = 0; i < MAX_PARAMETERS; i++)
        if (KIND[dist->kind].scales[i])
            scaled.p[i] *= factor;
    scaled.x_scale = x_scale(dist) * factor;
    return scaled;
}

double bo_student_quantile(double u, double degrees)
{
    if (!(u > 0.0 && u < 1.0 && degrees > 0.0))
        return BO_NAN;
    (void)gsl_set_error_handler_off();
    return gsl_cdf_tdist_Pinv(u, degrees);
}
