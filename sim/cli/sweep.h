/* sweep.h - points of a sweep, where between them the better of two strategies changes, and which does well in all.
 *
 * Owner:  everything lives in the study's arena. Errors: none but those of the study.
 */
#ifndef BUILDOUT_SIM_CLI_SWEEP_H
#define BUILDOUT_SIM_CLI_SWEEP_H

#include "buildout/stats/interval.h"
#include "buildout/stats/stats.h"
#include "study.h"

#define BO_SWEEP_CONFIDENCE 0.95

struct bo_axis {
    const char *path;
    struct bo_text_list value;
};

/* One value of each axis. */
struct bo_point {
    uint32_t *value;     /* [axes] place in the axis; BO_AS_IT_IS: the scenario's own */
    struct bo_mean mean; /* of the figure, without strategies */
    struct bo_paired
        paired; /* of two strategies: the first is the base; without: the first point is */
};
#define BO_AS_IT_IS UINT32_MAX

struct bo_sweep {
    struct bo_study *study;
    uint32_t n_axes;
    struct bo_axis *axis;
    uint32_t n_points, room;
    struct bo_point *point;
    struct bo_text_list strategy; /* none, or two and more */
    const struct bo_entry *company;
    struct bo_figure figure; /* shown where there are no strategies */
    const char *unit;        /* of it, or of the key */
    double sign;             /* -1 when less of it is better */
};

/* A value as it stands in tables: as typed, or nothing when it is the scenario's own. */
const char *bo_point_value(const struct bo_sweep *sweep, uint32_t point, uint32_t axis);
/* How well each strategy does over all points taken as futures. */
int bo_sweep_robustness(struct bo_sweep *sweep, struct bo_sheet *sheet, struct bo_err *err);
/* Reads the unit of somebody's key figure, or says that nobody has it. */
int bo_sweep_unit(struct bo_sweep *sweep, const char *entity, const char *key, struct bo_err *err);
/* Reads --figure, before anything is run. */
int bo_sweep_figure(struct bo_sweep *sweep, struct bo_err *err);
/* Prints it at every point, where there are no strategies. */
int bo_sweep_points(struct bo_sweep *sweep, struct bo_err *err);
/* The point as "power.ramp_months 6, ..."; "" when all is as it is. */
const char *bo_point_text(const struct bo_sweep *sweep, uint32_t point);
/* The differences of the two strategies, point by point, and the changes of the better one between neighbours. */
int bo_sweep_frontier(struct bo_sweep *sweep, struct bo_sheet *sheet, struct bo_err *err);

#endif
