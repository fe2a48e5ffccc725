/* check_medians.h - the checks of a scenario that are made of the medians over the runs of an ensemble.
 *
 * Errors: BO_ECHECK with every check that does not hold on stderr; those of the results.
 */
#ifndef BUILDOUT_SIM_CLI_CHECK_MEDIANS_H
#define BUILDOUT_SIM_CLI_CHECK_MEDIANS_H

#include "buildout/model/scenario.h"
#include "buildout/store/read.h"

struct bo_medians_of {
    struct bo_results *results;
    const char *variant;
    const char *where; /* what stands before a complaint; NULL: where the check was written */
    bool named;        /* complaints name the variant */
};

bool bo_has_median_checks(const struct bo_scenario *scenario);
/* A median is over the runs that have the key figure. */
int bo_check_medians(const struct bo_scenario *scenario, const struct bo_medians_of *of,
                     struct bo_err *err);

#endif
