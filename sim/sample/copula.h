/* copula.h - rank correlations between uniforms, by normal scores. */
#ifndef BUILDOUT_SAMPLE_COPULA_H
#define BUILDOUT_SAMPLE_COPULA_H

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/model/scenario.h"

/* Changes u[n_uncertain] in place so that the pairs that the scenario names have their rank correlation. */
int bo_copula_impose(const struct bo_scenario *scenario, double *u, struct bo_arena *arena,
                     struct bo_err *err);

#endif
