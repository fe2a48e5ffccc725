/* jobs.h - how many replicates an experiment runs at a time. */
#ifndef BUILDOUT_SIM_CLI_JOBS_H
#define BUILDOUT_SIM_CLI_JOBS_H

#include "buildout/cli/args.h"

/* What --jobs asks for, else the processors that we may use; no more than there are runs, and at least 1. */
uint32_t bo_jobs_of(const struct bo_args *args);

#endif
