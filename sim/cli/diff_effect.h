/* diff_effect.h - diff --effect: what each change from one scenario to another does to the key figures.
 *
 * Errors: those of a study; BO_EUSAGE when nothing differs, too much does, or a change cannot be made by itself.
 */
#ifndef BUILDOUT_SIM_CLI_DIFF_EFFECT_H
#define BUILDOUT_SIM_CLI_DIFF_EFFECT_H

#include "buildout/cli/args.h"

int bo_diff_effect(const struct bo_args *args, struct bo_err *err);

#endif
