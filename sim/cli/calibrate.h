/* calibrate.h - what the sources of the verb calibrate share: rows that are fitted, the runs that are held against them.
 *
 * Runs are simulated no further than the last row asks. What a run says to each row is kept in DIR/runs, as key figures
 * "variable, aggregate period" of the row's entities, so that the same command goes on where an interrupted one ended.
 *
 * Units:  a row's own. A miss is in units of its discrepancy, which is its tolerance.
 * Owner:  everything lives in the study's arena.
 * Errors: as study.h says; BO_EUSAGE without a row to fit.
 */
#ifndef BUILDOUT_SIM_CLI_CALIBRATE_H
#define BUILDOUT_SIM_CLI_CALIBRATE_H

#include "buildout/backtest/backtest.h"
#include "study.h"

/* Some runs of a variant and what they say. */
struct bo_calibration_wave {
    uint32_t n;
    double *value; /* [row * n + run], NaN where it says nothing */
    bool *is_done; /* [n] it did not fail */
};

struct bo_calibration {
    const struct bo_args *args;
    struct bo_args of_study; /* with the folder of the runs */
    struct bo_study study;
    struct bo_arena *arena;
    const char *dir;             /* of the tables and the pack */
    struct bo_scenario scenario; /* ends with the last row */
    struct bo_time_param time;
    struct bo_runner *runner;
    struct bo_observed_list list; /* read by the cut-off */
    uint32_t n_rows, n_topics, n_series;
    uint32_t *row;              /* [n_rows] those that are fitted, of the list */
    double *discrepancy;        /* [n_rows] */
    double *weight;             /* [n_rows] every topic has the same */
    const char **entity, **key; /* [n_rows] of the key figures */
    uint32_t n_failed;
    struct bo_err first_failure;
};

/* Opens scenario and history, chooses the rows. inputs: what the plan says of the inputs that may move. */
int bo_calibration_open(struct bo_calibration *c, struct bo_err *err);
/* Then rows and until when: what the runs hang on besides the scenario, for the plan of the study. */
json_t *bo_calibration_plan(const struct bo_calibration *c);

/* n replicates of a seed; moved as in sample/sample.h. Those that are stored are read, the others simulated. BO_OK also
 * when interrupted, which the study says; the wave is then empty. */
struct bo_calibration_draws {
    const char *variant;
    uint64_t seed;
    uint32_t n;
    bo_sample_point_fn moved;
    const void *moved_context;
    bool shown; /* progress is */
};
int bo_calibration_take(struct bo_calibration *c, const struct bo_calibration_draws *draws,
                        struct bo_calibration_wave *out, struct bo_err *err);

/* How far value lies from the i-th fitted row, below it negative; nothing is missed between its low and its high. */
double bo_calibration_miss(const struct bo_calibration *c, uint32_t i, double value);

#endif
