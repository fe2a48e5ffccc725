/* buildout/model/frontier.h - the best model that anybody has shown: how capable it was, and when.
 *
 * Capability integrates along the frontier, dQ = k(t) dlog10 E, where E is effective compute; the curve that the
 * frontier has drawn gives every other model its Q, so that two models of equal E are equally capable whenever they
 * are made. A history, one point a month, says what the frontier was a while ago and when it first had some Q.
 * Before the history it rose along straight lines.
 *
 * Units:  days of the run; natural log of FLOP at the algorithms of 2022-01-01; ECI.
 * Owner:  the arena given. Errors: none.
 * Source: model.md 6; Epoch Capabilities Index.
 */
#ifndef BUILDOUT_MODEL_FRONTIER_H
#define BUILDOUT_MODEL_FRONTIER_H

#include <stdint.h>

#include "buildout/base/arena.h"

#define BO_DECADE 10.0 /* the factor of effective compute that k is for */

struct bo_frontier_point {
    double day, log_effective, eci;
};

struct bo_frontier {
    struct bo_arena *arena;
    uint32_t n_curve, curve_room;
    struct bo_frontier_point *curve; /* rising; day is when it was reached */
    uint32_t n_history, history_room;
    struct bo_frontier_point *history; /* by day */
    double opening_eci_per_decade, opening_eci_per_year;
};

/* The frontier on the first day, k and the rise of ECI a year before it. */
void bo_frontier_init(struct bo_frontier *frontier, struct bo_arena *arena,
                      const struct bo_frontier_point *opening, double eci_per_decade,
                      double eci_per_year);
const struct bo_frontier_point *bo_frontier_now(const struct bo_frontier *frontier);
/* A model is shown: beyond the frontier it moves it by k per decade. Returns its ECI. */
double bo_frontier_show(struct bo_frontier *frontier, double day, double log_effective,
                        double eci_per_decade);
/* The ECI of a model of this effective compute, up to the frontier. */
double bo_frontier_eci(const struct bo_frontier *frontier, double log_effective);
/* Notes a point of the history; days rise. */
void bo_frontier_note(struct bo_frontier *frontier, double day);
/* The frontier on a day up to the last one noted, between points linearly. */
struct bo_frontier_point bo_frontier_at(const struct bo_frontier *frontier, double day);
/* Days since the frontier first had this ECI; 0 when it has no more now. */
double bo_frontier_lag_days(const struct bo_frontier *frontier, double day, double eci);

#endif
