#include "copula.h"

#include <math.h>

#include "buildout/base/num.h"

#define PI 3.14159265358979323846

/* Spearman's rho of normal scores with Pearson correlation r is 6/pi asin(r/2). */
static double pearson(double rank_correlation)
{
    double x = PI * rank_correlation / 6.0;
    return 2.0 * bo_sin(x);
}

static uint32_t find_or_add(uint32_t *list, uint32_t *n, uint32_t value)
{
    for (uint32_t i = 0; i < *n; i++) {
        if (list[i] == value) {
            return i;
        }
    }
    list[*n] = value;
    (*n)++;
    return *n - 1;
}

/* In place, lower triangle; false when the matrix is not positive definite. */
static bool cholesky(double *a, uint32_t n)
{
    for (uint32_t j = 0; j < n; j++) {
        for (uint32_t i = j; i < n; i++) {
            double sum = a[i * n + j];
            for (uint32_t k = 0; k < j; k++) {
                sum -= a[i * n + k] * a[j * n + k];
            }
            if (i == j) {
                if (!(sum > 0.0)) {
                    return false;
                }
                a[i * n + j] = sqrt(sum);
            } else {
                a[i * n + j] = sum / a[j * n + j];
            }
        }
    }
    return true;
}

int bo_copula_impose(const struct bo_scenario *scenario, double *u, struct bo_arena *arena,
                     struct bo_err *err)
{
    uint32_t n_pairs = scenario->n_correlations, n = 0;
    if (n_pairs == 0) {
        return BO_OK;
    }
    uint32_t *member = BO_NEW_ARRAY(arena, uint32_t, 2 * (size_t)n_pairs);
    for (uint32_t i = 0; i < n_pairs; i++) {
        find_or_add(member, &n, scenario->correlation[i].a);
        find_or_add(member, &n, scenario->correlation[i].b);
    }
    double *matrix = BO_NEW_ARRAY(arena, double, (size_t)n *n);
    for (uint32_t i = 0; i < n; i++) {
        matrix[i * n + i] = 1.0;
    }
    for (uint32_t i = 0; i < n_pairs; i++) {
        const struct bo_correlation *c = &scenario->correlation[i];
        uint32_t a = find_or_add(member, &n, c->a), b = find_or_add(member, &n, c->b);
        matrix[a * n + b] = matrix[b * n + a] = pearson(c->rank_correlation);
    }
    if (!cholesky(matrix, n)) {
        return bo_err_set(err, BO_ESCENARIO,
                          "correlations: these %u rank correlations contradict each other",
                          n_pairs);
    }
    struct bo_dist normal = {.kind = BO_DIST_NORMAL, .p = {0.0, 1.0}};
    double *z = BO_NEW_ARRAY(arena, double, n);
    for (uint32_t i = 0; i < n; i++) {
        z[i] = bo_dist_quantile(&normal, u[member[i]]);
    }
    for (uint32_t i = 0; i < n; i++) {
        double sum = 0.0;
        for (uint32_t k = 0; k <= i; k++) {
            sum += matrix[i * n + k] * z[k];
        }
        u[member[i]] = bo_normal_cdf(sum);
    }
    return BO_OK;
}
