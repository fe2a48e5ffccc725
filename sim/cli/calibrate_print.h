/* calibrate_print.h - what a calibration found: tables on a terminal and as CSV, the pack posterior.cfg.
 *
 * Owner:  everything lives in the arena of the calibration. Errors: BO_ESTORE from files.
 */
#ifndef BUILDOUT_SIM_CLI_CALIBRATE_PRINT_H
#define BUILDOUT_SIM_CLI_CALIBRATE_PRINT_H

#include "calibrate_posterior.h"

/* How the runs lie to the rows that were fitted, before and after. */
struct bo_calibration_scores {
    const struct bo_score *score[2]; /* [list.n], given where a row was not fitted */
    struct bo_topic_list topics[2];
};
struct bo_calibration_scores bo_calibration_score(const struct bo_calibration *c,
                                                  const struct bo_posterior *posterior);

void bo_calibration_sheet(const struct bo_calibration *c, const struct bo_posterior *posterior,
                          struct bo_sheet *out);
/* The fit of each topic before and after, and of all. */
void bo_calibration_topics_sheet(const struct bo_calibration *c,
                                 const struct bo_calibration_scores *scores, struct bo_sheet *out);
int bo_calibration_write_pack(const struct bo_calibration *c, const struct bo_posterior *posterior,
                              const struct bo_calibration_scores *scores, struct bo_err *err);
void bo_calibration_print(FILE *out, const struct bo_calibration *c,
                          const struct bo_posterior *posterior,
                          const struct bo_calibration_scores *scores);
/* On stderr: too few runs for the inputs, inputs at their bounds. */
void bo_calibration_warn(const struct bo_calibration *c, const struct bo_posterior *posterior);

#endif
