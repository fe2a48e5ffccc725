#include "buildout/model/pace.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/capability.h"

enum { MONTHS_BEFORE = 60, MONTHS_AFTER = 120 };

void bo_pace_init(struct bo_pace *pace, struct bo_arena *arena, const struct bo_path *expected,
                  int32_t start_date, uint32_t n_months)
{
    uint32_t n = MONTHS_BEFORE + n_months + MONTHS_AFTER;
    *pace = (struct bo_pace){.first_day = -MONTHS_BEFORE * BO_DAYS_PER_MONTH};
    pace->eci = BO_NEW_ARRAY(arena, double, n);
    double highest = -(double)INFINITY;
    for (uint32_t i = 0; i < n; i++) {
        double day = pace->first_day + (double)i * BO_DAYS_PER_MONTH;
        highest = fmax(highest, bo_path_at(expected, (double)start_date + day));
        pace->eci[i] = highest;
    }
    pace->n = pace->eci[n - 1] > pace->eci[0] ? n : 0;
}

static double day_of(const struct bo_pace *pace, double index)
{
    return pace->first_day + index * BO_DAYS_PER_MONTH;
}

static double expected_on(const struct bo_pace *pace, double day)
{
    double at = bo_clamp((day - pace->first_day) / BO_DAYS_PER_MONTH, 0.0, (double)(pace->n - 1));
    uint32_t i = (uint32_t)at;
    if (i + 1 == pace->n) {
        return pace->eci[i];
    }
    return pace->eci[i] + (at - (double)i) * (pace->eci[i + 1] - pace->eci[i]);
}

/* How many of the months are expected below an ECI or, with `or_at`, no higher than it. */
static uint32_t count_below(const struct bo_pace *pace, double eci, bool or_at)
{
    uint32_t low = 0, high = pace->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pace->eci[middle] < eci || (or_at && pace->eci[middle] <= eci)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The day on which an ECI is expected; of several the nearest to `day`. */
static double day_expected(const struct bo_pace *pace, double eci, double day)
{
    uint32_t below = count_below(pace, eci, false), not_above = count_below(pace, eci, true);
    if (not_above == 0) {
        return fmin(day, pace->first_day);
    }
    if (below == pace->n) {
        return day_of(pace, (double)(pace->n - 1));
    }
    if (not_above > below) {
        return bo_clamp(day, day_of(pace, (double)below), day_of(pace, (double)(not_above - 1)));
    }
    const double *e = &pace->eci[below - 1];
    return day_of(pace, (double)(below - 1) + (eci - e[0]) / (e[1] - e[0]));
}

double bo_pace_ahead_days(const struct bo_pace *pace, const struct bo_frontier *frontier,
                          double day)
{
    if (pace->n == 0) {
        return 0.0;
    }
    const struct bo_frontier_point *first = &frontier->history[0];
    double gained = bo_frontier_at(frontier, day).eci - first->eci;
    return day_expected(pace, expected_on(pace, first->day) + gained, day) - day;
}

double bo_pace_of_world(const struct bo_world *world, double day)
{
    const struct bo_capability *c = world->capability;
    return c != NULL && c->has_frontier ? bo_pace_ahead_days(&c->pace, &c->frontier, day) : 0.0;
}

double bo_pace_ratio_at(const struct bo_path *path, double with_models_frac, double date,
                        double ahead_days)
{
    double by_date = bo_path_at(path, date);
    if (!(with_models_frac > 0.0) || ahead_days == 0.0 || !(by_date > 0.0)) {
        return by_date;
    }
    double by_models = bo_path_at(path, date + ahead_days);
    return by_models > 0.0 ? by_date * bo_pow(by_models / by_date, with_models_frac) : by_date;
}
