/* buildout/model/pace.h - how far the best model is before or behind what was expected of it, in time.
 *
 * Use and the efficiency of serving are given as paths in time, and were judged with the best model rising as
 * technology.expected_eci says. The part of them that comes with better models is read at the day by which the best model was
 * expected to have gained what it has gained: later than today where it rises faster, standing still where it does not rise.
 *
 * Units:  days of the run; ECI.
 * Owner:  the arena given. Errors: none.
 */
#ifndef BUILDOUT_MODEL_PACE_H
#define BUILDOUT_MODEL_PACE_H

#include "buildout/model/frontier.h"
#include "buildout/model/path.h"
#include "buildout/model/world.h"

struct bo_pace {
    uint32_t n; /* 0: nothing was expected that could be missed */
    double first_day;
    double *eci; /* [n] expected, by the month, never falling */
};

/* What a path in dates expects from some years before the run to some years after its end. One that does not rise expects nothing. */
void bo_pace_init(struct bo_pace *pace, struct bo_arena *arena, const struct bo_path *expected,
                  int32_t start_date, uint32_t n_months);
/* How many days later than `day` the best model's gain since its first one was expected; below 0: earlier. */
double bo_pace_ahead_days(const struct bo_pace *pace, const struct bo_frontier *frontier,
                          double day);

/* The same in a world; 0 without models. */
double bo_pace_of_world(const struct bo_world *world, double day);
/* A path's value on a date where a part of the log of what it gained comes with models that are so far ahead. */
double bo_pace_ratio_at(const struct bo_path *path, double with_models_frac, double date,
                        double ahead_days);

#endif
