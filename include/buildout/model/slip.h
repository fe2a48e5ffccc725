/* buildout/model/slip.h - why a site opens when it does: what its slip is made of.
 *
 * The slip of a project is its opening against the date told at its announcement. It is split along the chain of
 * milestones that decided: of grid, equipment and shell the one that came last (or, for a site that is early, the one
 * that was to come last) answers for the start of fit-out, together with the permit before it; then fit-out itself,
 * and the planner's reserve, which the plan held and the world did not need. What one link lost and another made up
 * for is not told twice: parts have the sign of what they explain, and their sum is the slip.
 *
 * Units:  days since the start of the run, fractions of a day kept; the caller rounds.
 * Errors: none.
 */
#ifndef BUILDOUT_MODEL_SLIP_H
#define BUILDOUT_MODEL_SLIP_H

#include "buildout/base/facts.h"
#include "buildout/model/project.h"

/* actual: the dates as they were, for what is still to come as expected, with the reserve of now. */
void bo_slip_explain(const struct bo_project *project, const struct bo_project_dates *actual,
                     double part_days[BO_N_SLIP_PARTS]);

/* Whole days that sum up to `sum`, which is the rounded sum but for a day. */
void bo_slip_round(const double part_days[BO_N_SLIP_PARTS], int32_t sum,
                   int32_t part[BO_N_SLIP_PARTS]);

#endif
