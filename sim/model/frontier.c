#include "buildout/model/frontier.h"

#include <assert.h>
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

static void add_curve(struct bo_frontier *f, const struct bo_frontier_point *point)
{
    BO_ARENA_ROOM(f->arena, f->curve, f->n_curve, f->curve_room);
    f->curve[f->n_curve++] = *point;
}

void bo_frontier_init(struct bo_frontier *frontier, struct bo_arena *arena,
                      const struct bo_frontier_point *opening, double eci_per_decade,
                      double eci_per_year)
{
    *frontier = (struct bo_frontier){.arena = arena,
                                     .opening_eci_per_decade = eci_per_decade,
                                     .opening_eci_per_year = eci_per_year};
    add_curve(frontier, opening);
    bo_frontier_note(frontier, opening->day);
}

const struct bo_frontier_point *bo_frontier_now(const struct bo_frontier *frontier)
{
    return &frontier->curve[frontier->n_curve - 1];
}

double bo_frontier_show(struct bo_frontier *frontier, double day, double log_effective,
                        double eci_per_decade)
{
    struct bo_frontier_point top = *bo_frontier_now(frontier);
    if (log_effective <= top.log_effective) {
        return bo_frontier_eci(frontier, log_effective);
    }
    struct bo_frontier_point next = {.day = day, .log_effective = log_effective};
    next.eci = top.eci + eci_per_decade * (log_effective - top.log_effective) / bo_log(BO_DECADE);
    add_curve(frontier, &next);
    return next.eci;
}

/* The last of n points whose value is not above x; at(0) <= x. */
static uint32_t last_below(const struct bo_frontier_point *point, uint32_t n, size_t offset,
                           double x)
{
    uint32_t low = 0, high = n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        double value = *(const double *)(const void *)((const char *)&point[middle] + offset);
        if (value <= x) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

double bo_frontier_eci(const struct bo_frontier *frontier, double log_effective)
{
    const struct bo_frontier_point *c = frontier->curve;
    if (log_effective <= c[0].log_effective) {
        return c[0].eci + frontier->opening_eci_per_decade * (log_effective - c[0].log_effective) /
                              bo_log(BO_DECADE);
    }
    uint32_t i = last_below(c, frontier->n_curve, offsetof(struct bo_frontier_point, log_effective),
                            log_effective);
    if (i + 1 == frontier->n_curve) {
        return c[i].eci;
    }
    double part =
        (log_effective - c[i].log_effective) / (c[i + 1].log_effective - c[i].log_effective);
    return c[i].eci + part * (c[i + 1].eci - c[i].eci);
}

void bo_frontier_note(struct bo_frontier *frontier, double day)
{
    struct bo_frontier_point point = *bo_frontier_now(frontier);
    point.day = day;
    assert(frontier->n_history == 0 || day > frontier->history[frontier->n_history - 1].day);
    BO_ARENA_ROOM(frontier->arena, frontier->history, frontier->n_history, frontier->history_room);
    frontier->history[frontier->n_history++] = point;
}

struct bo_frontier_point bo_frontier_at(const struct bo_frontier *frontier, double day)
{
    const struct bo_frontier_point *h = frontier->history;
    struct bo_frontier_point at = {.day = day};
    if (day <= h[0].day) {
        double rise = frontier->opening_eci_per_year * (day - h[0].day) / BO_DAYS_PER_YEAR;
        double decades =
            frontier->opening_eci_per_decade > 0.0 ? rise / frontier->opening_eci_per_decade : 0.0;
        at.eci = h[0].eci + rise;
        at.log_effective = h[0].log_effective + decades * bo_log(BO_DECADE);
        return at;
    }
    uint32_t i = last_below(h, frontier->n_history, offsetof(struct bo_frontier_point, day), day);
    if (i + 1 == frontier->n_history) {
        at.eci = h[i].eci;
        at.log_effective = h[i].log_effective;
        return at;
    }
    double part = (day - h[i].day) / (h[i + 1].day - h[i].day);
    at.eci = h[i].eci + part * (h[i + 1].eci - h[i].eci);
    at.log_effective = h[i].log_effective + part * (h[i + 1].log_effective - h[i].log_effective);
    return at;
}

double bo_frontier_lag_days(const struct bo_frontier *frontier, double day, double eci)
{
    const struct bo_frontier_point *h = frontier->history;
    uint32_t n = frontier->n_history;
    if (eci >= h[n - 1].eci) {
        return 0.0;
    }
    if (eci <= h[0].eci) {
        double years = frontier->opening_eci_per_year > 0.0
                           ? (h[0].eci - eci) / frontier->opening_eci_per_year
                           : 0.0;
        return day - h[0].day + years * BO_DAYS_PER_YEAR;
    }
    uint32_t i = 0; /* the first point above */
    while (h[i].eci < eci) {
        i++;
    }
    double part = (eci - h[i - 1].eci) / (h[i].eci - h[i - 1].eci);
    return day - (h[i - 1].day + part * (h[i].day - h[i - 1].day));
}
