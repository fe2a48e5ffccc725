/* failures.h - the replicates of an experiment that failed, told on stderr, the first of them one by one. */
#ifndef BUILDOUT_SIM_CLI_FAILURES_H
#define BUILDOUT_SIM_CLI_FAILURES_H

#include "buildout/store/read.h"

uint32_t bo_failures_count(const struct bo_results *results);
/* Says nothing when there are none. Returns how many there are. */
uint32_t bo_failures_list(const struct bo_results *results);

#endif
