/* buildout/backtest/backtest.h - an ensemble held against what was observed: arrays in, numbers out.
 *
 * A row of observations asks each run for one number (bo_backtest_value); the numbers of all runs are then scored
 * (bo_backtest_score) against the observation and against two forecasts that need no model. A row that the scenario
 * does not compute says so; it is neither a hit nor a miss.
 *
 * The naive forecasts know what was known when the runs began: rows of the same series that end before the start, and
 * rows of the topic "given". A series without any such row is forecast from its rows that end before the period begins,
 * which makes them harder to beat. "Last" is the latest of these rows; "trend" is the line of least squares through all
 * of them (two or more), at the middle of the period.
 *
 * Units:  all in the row's unit.
 * Owner:  results belong to the caller. Errors: none; what cannot be told is NaN or BO_UNTOLD.
 * Source: CRPS as in Gneiting and Raftery 2007, for the empirical distribution of the runs:
 *         mean |x_i - y| - 1/2 mean |x_i - x_j|; of one number it is the absolute error. For an observation that is
 *         known as low-high, y is the middle.
 */
#ifndef BUILDOUT_BACKTEST_BACKTEST_H
#define BUILDOUT_BACKTEST_BACKTEST_H

#include <stdint.h>

#include "buildout/backtest/observed.h"
#include "buildout/base/arena.h"
#include "buildout/base/facts.h"

enum bo_row_state {
    BO_ROW_COMPUTED,
    BO_ROW_GIVEN,   /* of the topic "given" */
    BO_ROW_EARLIER, /* ends before what is to be scored */
    BO_ROW_BEFORE,  /* begins before the runs do */
    BO_ROW_BEYOND,  /* ends after the runs do */
    BO_ROW_NO_VARIABLE,
    BO_ROW_NO_ENTITY, /* some entity has no series of it */
    BO_ROW_NO_PLACE,
    BO_ROW_OTHER_UNIT, /* the variable's unit is of another kind */
    BO_ROW_NO_VALUE    /* not computed in these months */
};
const char *bo_row_state_text(enum bo_row_state state);
/* Of other times than the runs: it cannot be compared, and nobody is to blame. */
bool bo_row_is_outside(enum bo_row_state state);

enum bo_answer { BO_NO, BO_YES, BO_UNTOLD };

/* One run's value for a row; *value is NaN unless the state is BO_ROW_COMPUTED. Months without a value count for
 * nothing, as do entities without one in a month; "last" wants a value in the last month. A place where a company has
 * no series counts as zero, as does a variable that is nil where it is untold, if the run tells it of others. scratch is used
 * and not given back. */
enum bo_row_state bo_backtest_value(const struct bo_facts *facts, const struct bo_untold *untold,
                                    const struct bo_observed *row, struct bo_arena *scratch,
                                    double *value);

/* Of x[n] in ascending order, n >= 1. */
double bo_crps_sorted(const double *x, uint32_t n, double y);

struct bo_naive {
    double last, trend; /* NaN: none */
};
struct bo_naive bo_backtest_naive(const struct bo_observed_list *list, uint32_t i,
                                  int32_t start_month);

struct bo_score {
    enum bo_row_state state;
    uint32_t n; /* runs with a value */
    double p05, p50, p95;
    double error; /* p50 less the observed value, or its nearer end; 0 between low and high */
    enum bo_answer inside_tolerance; /* the median, BO_UNTOLD without a tolerance */
    enum bo_answer inside_band; /* the observed value, or a part of low-high, from p05 to p95 */
    double crps, crps_last, crps_trend, crps_guidance;
};
/* start_month: what ends before is known to the naive forecasts. value[n_runs] is sorted in place, NaN last. state is that of the runs without a value. */
struct bo_score bo_backtest_score(const struct bo_observed_list *list, uint32_t i,
                                  int32_t start_month, double *value, uint32_t n_runs,
                                  enum bo_row_state state);

/* How well the rows of a topic fared. A skill is 1 - sum(crps) / sum(crps of the naive forecast), each divided by its
 * row's observed size, over the rows that have both; above 0 the ensemble is better. */
struct bo_topic_score {
    const char *topic; /* NULL: all topics, each with the same weight */
    uint32_t n_rows;   /* computed; the others are not counted in any share */
    uint32_t n_not_computed;
    uint32_t n_outside;                   /* before the start or after the end */
    uint32_t n_judged, n_inside;          /* with a tolerance; of them, inside */
    double inside_tolerance, inside_band; /* shares */
    double width;                         /* sharpness: the mean of (p95 - p05) / |observed| */
    double skill_last, skill_trend, skill_guidance; /* NaN: no row has it */
    uint32_t n_last, n_trend, n_guidance;           /* rows behind the skills */
    /* Series (rows that ask the same of other periods) that have a naive forecast, and those of them whose CRPS, summed
     * over their rows, is below that of each naive forecast they have. */
    uint32_t n_series, n_series_better;
};
struct bo_topic_list {
    uint32_t n;
    struct bo_topic_score *topic; /* by name */
    struct bo_topic_score all;
};
struct bo_topic_list bo_backtest_topics(const struct bo_observed_list *list,
                                        const struct bo_score *score, struct bo_arena *arena);

#endif
