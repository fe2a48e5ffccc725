/* done_run.h - the run that verbs look into when they are given a folder of results.
 *
 * Errors: BO_ESTORE when there is no store, or no run in it that was done. The results are the caller's to close, even
 * then.
 */
#ifndef BUILDOUT_SIM_CLI_DONE_RUN_H
#define BUILDOUT_SIM_CLI_DONE_RUN_H

#include "buildout/store/read.h"

/* Of an ensemble it is the one of series.csv. */
int bo_done_run_open(const char *dir, struct bo_results **results,
                     const struct bo_results_run **run, struct bo_err *err);

#endif
