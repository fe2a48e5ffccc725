/* calibrate_table.h - what a calibration found, on a terminal.
 *
 * Units:  inputs in those of their keys. Owner:  the caller's arena. Errors: none.
 */
#ifndef BUILDOUT_SIM_CLI_CALIBRATE_TABLE_H
#define BUILDOUT_SIM_CLI_CALIBRATE_TABLE_H

#include <stdio.h>

#include "buildout/backtest/backtest.h"

enum { BO_N_SHOWN = 3 }; /* quantiles: 5 %, median, 95 % */

struct bo_calibration_row {
    const char *path;
    double before[BO_N_SHOWN], after[BO_N_SHOWN];
    const char *bound; /* "lower", "upper", "" */
};

struct bo_calibration_table {
    struct bo_arena *arena;
    const char *title, *until, *dir; /* until NULL: all rows */
    uint32_t n_rows, n_cut, n_members, n_steps;
    uint64_t seed;
    double luck_share, spread; /* as in calibrate_posterior.h */
    uint32_t n_inputs, n_same;
    struct bo_calibration_row *input; /* those that moved */
    struct bo_topic_list topics[2];   /* before and after */
    double *crps_ratio;               /* [topics[0].n] after over before; NaN: none */
};
void bo_calibration_table_print(FILE *out, const struct bo_calibration_table *table);

#endif
