/* progress.h - how far an experiment is, on stderr: a bar on a terminal, or a JSON object a line.
 *
 * Errors: none.
 */
#ifndef BUILDOUT_SIM_CLI_PROGRESS_H
#define BUILDOUT_SIM_CLI_PROGRESS_H

#include "buildout/cli/args.h"
#include "buildout/experiment/ensemble.h"

/* What is shown for these arguments: never BO_PROGRESS_AUTO. */
enum bo_progress bo_progress_of(const struct bo_args *args);
/* A bo_progress_fn whose context is the const struct bo_args. */
void bo_progress_show(void *args, const struct bo_progress_report *report);
/* Takes the bar away. */
void bo_progress_end(const struct bo_args *args);

#endif
