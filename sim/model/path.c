#include "buildout/model/path.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

#include "buildout/base/num.h"

static double between(const struct bo_path *path, uint32_t i, double day)
{
    double v0 = path->v.value[i], v1 = path->v.value[i + 1];
    double span = (double)(path->day[i + 1] - path->day[i]);
    double part = (day - path->day[i]) / span;
    if (path->shape == BO_PATH_STEP || isinf(v0) || isinf(v1)) {
        return part < 1.0 ? v0 : v1;
    }
    if (path->shape == BO_PATH_GEOMETRIC && v0 > 0.0 && v1 > 0.0) {
        return v0 * bo_exp(part * bo_log(v1 / v0));
    }
    return v0 + part * (v1 - v0);
}

static double step_at(const struct bo_path_steps *steps, double before, double day)
{
    double value = before;
    for (uint32_t i = 0; steps != NULL && i < steps->n && day >= steps->day[i]; i++) {
        value = steps->value[i];
    }
    return value;
}

/* No end stays none, whatever the scale. */
static double scaled(const struct bo_path *path, double value)
{
    return isinf(value) ? value : path->scale * value;
}

static double point_at(const struct bo_path *path, double day)
{
    uint32_t n = path->v.n;
    if (n == 0) {
        return 0.0;
    }
    if (n == 1 || day <= path->day[0]) {
        return scaled(path, path->v.value[0]);
    }
    if (day >= path->day[n - 1]) {
        double last = path->extrapolate && path->shape != BO_PATH_STEP ? between(path, n - 2, day)
                                                                       : path->v.value[n - 1];
        return scaled(path, last);
    }
    /* Halved without a branch, which a processor would guess wrong every other time. */
    uint32_t low = 0, left = n - 1;
    while (left > 1) {
        uint32_t half = left / 2;
        low += half * (uint32_t) !(day < path->day[low + half]);
        left -= half;
    }
    return scaled(path, between(path, low, day));
}

static double value_at(const struct bo_path *path, double day)
{
    double value = point_at(path, day);
    double ratio = step_at(path->times, 1.0, day);
    if (isinf(value)) {
        value = ratio > 0.0 ? value : 0.0;
    } else {
        value *= ratio;
    }
    return value + step_at(path->plus, 0.0, day);
}

double bo_path_at(const struct bo_path *path, double day)
{
    struct bo_path_answers *kept = path->kept;
    if (kept == NULL) {
        return value_at(path, day);
    }
    for (uint32_t i = 0; i < BO_PATH_ANSWERS && i < kept->n; i++) {
        if (!(kept->day[i] < day) && !(day < kept->day[i])) {
            return kept->value[i];
        }
    }
    uint32_t oldest = kept->n % BO_PATH_ANSWERS;
    kept->n++;
    kept->day[oldest] = day;
    kept->value[oldest] = value_at(path, day);
    return kept->value[oldest];
}
