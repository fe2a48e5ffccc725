/* figure_names.h - which of the key figures that runs may have a name means, asked before anything is run.
 *
 * Owner:  texts live in the arena given or in the parameters. Errors: BO_EUSAGE with the nearest name.
 */
#ifndef BUILDOUT_SIM_CLI_FIGURE_NAMES_H
#define BUILDOUT_SIM_CLI_FIGURE_NAMES_H

#include "buildout/model/param.h"
#include "precision.h"

/* Takes it as outcomes.csv has it, "Northern Virginia.mw", and makes it so from the word of conditions,
 * "Northern_Virginia.mw". */
int bo_figure_known(const struct bo_param *const *param, uint32_t n_params, struct bo_arena *arena,
                    struct bo_figure *figure, struct bo_err *err);

#endif
