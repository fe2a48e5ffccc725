/* report_gates.h - the law of a finished run, for its report: verdicts on the catalogue whenever the law changes.
 *
 * The scenario is read again from the text that the store holds.
 *
 * Owner:  the gates live in the arena given. Errors: BO_ESCENARIO, BO_ERUN for want of memory; the report can do without.
 */
#ifndef BUILDOUT_SIM_CLI_REPORT_GATES_H
#define BUILDOUT_SIM_CLI_REPORT_GATES_H

#include "buildout/report/report.h"
#include "buildout/store/read.h"

/* For a buyer as chips --buyer takes one. Days and chips on which all verdicts stay the same have no column. */
int bo_report_gates_of(const struct bo_results *results, const char *buyer, struct bo_arena *arena,
                       struct bo_report_gates *gates, struct bo_err *err);

#endif
