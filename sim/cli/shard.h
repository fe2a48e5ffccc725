/* shard.h - --shard i/n: one of n parts of an experiment, numbered from 1.
 *
 * Errors: BO_EUSAGE for a text that is no i/n with 1 <= i <= n.
 */
#ifndef BUILDOUT_SIM_CLI_SHARD_H
#define BUILDOUT_SIM_CLI_SHARD_H

#include <stdio.h>

#include <jansson.h>

#include "buildout/experiment/ensemble.h"

/* NULL is the whole: n 0. */
int bo_shard_read(const char *text, struct bo_shard *out, struct bo_err *err);
/* A shard's plan says so; merge takes it out again. */
void bo_shard_plan(const char *text, json_t *plan);
#define BO_SHARD_KEY "shard"
/* What there is in a shard's folder, and what it is for. */
void bo_shard_say(FILE *out, const char *dir, const char *text, uint32_t n_runs);

#endif
