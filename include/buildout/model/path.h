/* buildout/model/path.h - vectors, and paths in time, as a scenario gives them.
 *
 * A path is a list of dated values, linear, geometric (linear in the log) or step between them, held before the first
 * and, unless it says extrapolate, after the last. An uncertain path has uncertain points or an uncertain scale. A value may
 * be infinite where the scenario says that there is no end: to the next point, whatever the shape and the scale; times 0 it is 0.
 *
 * Units:  the value's unit is the owner's; days of base/calendar.h.
 */
#ifndef BUILDOUT_MODEL_PATH_H
#define BUILDOUT_MODEL_PATH_H

#include <stdbool.h>
#include <stdint.h>

struct bo_vector {
    uint32_t n;
    double *value; /* [n] */
};

enum bo_path_shape { BO_PATH_LINEAR, BO_PATH_GEOMETRIC, BO_PATH_STEP };

/* The last answers of a path that many ask about on one day: of today and, often, of the start. */
#define BO_PATH_ANSWERS 2
struct bo_path_answers {
    uint32_t n; /* given so far */
    double day[BO_PATH_ANSWERS], value[BO_PATH_ANSWERS];
};

/* From each day on that, until the next. */
struct bo_path_steps {
    uint32_t n;
    const int32_t *day; /* [n], strictly rising */
    const double *value;
};

struct bo_path {
    struct bo_vector
        v; /* first, so that a point of a path is addressed like an element of a vector */
    const int32_t *day; /* [v.n], strictly rising; a path of one point is a constant */
    enum bo_path_shape shape;
    bool extrapolate; /* beyond the last point: the last segment goes on */
    double scale;     /* multiplies every value; 1 unless the scenario says otherwise */
    const struct bo_path_steps *times; /* multiplies too, from days on; NULL: nothing does */
    const struct bo_path_steps *plus;  /* what is then added, from days on; NULL: nothing is */
    struct bo_path_answers *kept; /* NULL: none is kept; else the points may not change any more */
};

/* The value on a day. A path without points is 0 everywhere. */
double bo_path_at(const struct bo_path *path, double day);

#endif
