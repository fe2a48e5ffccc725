#include "buildout/calibrate/smoother.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <gsl/gsl_linalg.h>

#include "buildout/base/dist.h"
#include "buildout/base/num.h"
#include "buildout/base/rng.h"

#define CHANCE 0.05
#define FAR 3.0 /* Pukelsheim's three sigma, beyond which a run is implausible */
#define DRAW_ERROR 1
#define DRAW_TURN 2

static const struct bo_dist normal = {.kind = BO_DIST_NORMAL, .p = {0.0, 1.0}};

double bo_soft_miss(double miss)
{
    double x = fabs(miss) / FAR;
    return copysign(FAR * bo_log1p(x + x * x / (1.0 + sqrt(1.0 + x * x))), miss); /* asinh */
}

double bo_chance_correlation(uint32_t n_inputs, uint32_t n_members)
{
    double largest = -bo_dist_quantile(&normal, CHANCE / (2.0 * fmax(n_inputs, 1.0)));
    return n_members > 2 ? fmin(largest / sqrt(n_members - 1.0), 1.0) : 1.0;
}

/* ---- moments ---- */

struct moments {
    double *miss;          /* [row * n + member] about its mean */
    double *sd;            /* [row] */
    double *covariance;    /* [row * n_rows + row] of what is inverted: misses, error and luck */
    double *innovation;    /* [row * n + member] the miss and its perturbation */
    double least;          /* correlation that counts */
    double *gain, *matrix; /* [n_rows], [n_rows * n_rows]: room */
    uint32_t *row;         /* [n_rows] those followed */
};

static double dot(const double *a, const double *b, uint32_t n)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void centre(const double *x, uint32_t n, double *out)
{
    double mean = bo_mean_of(x, n);
    for (uint32_t i = 0; i < n; i++)
        out[i] = x[i] - mean;
}

/* The ensemble's own spread has the luck once already: with what is added it is inflated as the error is. */
static void fill_covariance(const struct bo_smoother *s, struct moments *m)
{
    uint32_t n = s->n_members;
    double more = s->inflation - 1.0;
    for (uint32_t a = 0; a < s->n_rows; a++) {
        for (uint32_t b = 0; b <= a; b++) {
            const double *of_a = &s->luck[(size_t)a * n], *of_b = &s->luck[(size_t)b * n];
            double own = dot(&m->miss[(size_t)a * n], &m->miss[(size_t)b * n], n) / (n - 1.0);
            double all = own + (more > 0.0 ? more * dot(of_a, of_b, n) / n : 0.0);
            all += a == b ? s->inflation * s->variance[a] : 0.0;
            m->covariance[(size_t)a * s->n_rows + b] = all;
            m->covariance[(size_t)b * s->n_rows + a] = all;
            if (a == b)
                m->sd[a] = sqrt(own);
        }
    }
}

/* Perturbations have the covariance that was added, and a mean of 0 over the members: those of the luck are the draws of
 * another member, in every step of another one, and all rows of it. */
static void perturb(const struct bo_smoother *s, struct moments *m, struct bo_arena *scratch)
{
    const struct bo_rng of_turn = {.seed = s->seed};
    uint32_t n = s->n_members;
    uint32_t turn = 1 + (uint32_t)(bo_rng_uniform(&of_turn, s->step, DRAW_TURN, 0) * (n - 1.0));
    double *error = BO_NEW_ARRAY(scratch, double, n);
    double of_luck = sqrt(s->inflation - 1.0);
    for (uint32_t a = 0; a < s->n_rows; a++) {
        double sd = sqrt(s->inflation * s->variance[a]);
        for (uint32_t k = 0; k < n; k++) {
            const struct bo_rng rng = {.seed = s->seed, .replicate = k};
            double drawn = bo_dist_quantile(&normal, bo_rng_uniform(&rng, s->step, DRAW_ERROR, a));
            error[k] = sd * drawn + of_luck * s->luck[(size_t)a * n + (k + turn) % n];
        }
        centre(error, n, error);
        for (uint32_t k = 0; k < n; k++)
            m->innovation[(size_t)a * n + k] = s->miss[(size_t)a * n + k] + error[k];
    }
}

/* ---- an input ---- */

/* The rows that it goes with, and its covariance with them. */
static uint32_t find_rows(const struct bo_smoother *s, struct moments *m, const double *z)
{
    uint32_t n = s->n_members, n_found = 0;
    double sd = sqrt(dot(z, z, n) / (n - 1.0));
    for (uint32_t a = 0; a < s->n_rows; a++) {
        double covariance = dot(z, &m->miss[(size_t)a * n], n) / (n - 1.0);
        if (!(fabs(covariance) > m->least * sd * m->sd[a]))
            continue;
        m->row[n_found] = a;
        m->gain[n_found++] = covariance;
    }
    return n_found;
}

static int solve(const struct bo_smoother *s, struct moments *m, uint32_t n_found,
                 struct bo_err *err)
{
    for (uint32_t a = 0; a < n_found; a++) {
        for (uint32_t b = 0; b < n_found; b++)
            m->matrix[(size_t)a * n_found + b] =
                m->covariance[(size_t)m->row[a] * s->n_rows + m->row[b]];
    }
    gsl_matrix_view matrix = gsl_matrix_view_array(m->matrix, n_found, n_found);
    gsl_vector_view gain = gsl_vector_view_array(m->gain, n_found);
    if (gsl_linalg_cholesky_decomp1(&matrix.matrix) != GSL_SUCCESS ||
        gsl_linalg_cholesky_svx(&matrix.matrix, &gain.vector) != GSL_SUCCESS)
        return bo_err_set(err, BO_ERUN, "the rows' covariance cannot be inverted");
    return BO_OK;
}

static int check_finite(const struct bo_smoother *s, struct bo_err *err)
{
    for (size_t i = 0; i < (size_t)s->n_rows * s->n_members; i++) {
        if (!isfinite(s->miss[i]) || !isfinite(s->luck[i]))
            return bo_err_set(err, BO_ERUN, "a run misses a row by no finite number");
    }
    return BO_OK;
}

static int move_input(const struct bo_smoother *s, struct moments *m, double *centred, double *z,
                      uint32_t *n_followed, struct bo_err *err)
{
    uint32_t n = s->n_members;
    centre(z, n, centred);
    *n_followed = find_rows(s, m, centred);
    int status = *n_followed > 0 ? solve(s, m, *n_followed, err) : BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < *n_followed; i++) {
        const double *innovation = &m->innovation[(size_t)m->row[i] * n];
        for (uint32_t k = 0; k < n; k++)
            z[k] -= m->gain[i] * innovation[k];
    }
    return status;
}

int bo_smoother_step(const struct bo_smoother *s, struct bo_arena *scratch, double *z,
                     uint32_t *n_followed, struct bo_err *err)
{
    uint32_t n = s->n_members;
    size_t n_values = (size_t)s->n_rows * n, n_pairs = (size_t)s->n_rows * s->n_rows;
    struct moments m = {.miss = BO_NEW_ARRAY(scratch, double, n_values),
                        .sd = BO_NEW_ARRAY(scratch, double, s->n_rows),
                        .covariance = BO_NEW_ARRAY(scratch, double, n_pairs),
                        .innovation = BO_NEW_ARRAY(scratch, double, n_values),
                        .least = bo_chance_correlation(s->n_inputs, n),
                        .gain = BO_NEW_ARRAY(scratch, double, s->n_rows),
                        .matrix = BO_NEW_ARRAY(scratch, double, n_pairs),
                        .row = BO_NEW_ARRAY(scratch, uint32_t, s->n_rows)};
    double *centred = BO_NEW_ARRAY(scratch, double, n);
    int status = check_finite(s, err);
    (void)gsl_set_error_handler_off();
    for (uint32_t a = 0; a < s->n_rows; a++)
        centre(&s->miss[(size_t)a * n], n, &m.miss[(size_t)a * n]);
    fill_covariance(s, &m);
    perturb(s, &m, scratch);
    for (uint32_t i = 0; status == BO_OK && i < s->n_inputs; i++)
        status = move_input(s, &m, centred, &z[(size_t)i * n], &n_followed[i], err);
    return status;
}
