/* observed_files.h - a command's way to what was observed: the file that --observed names, or the history that ships.
 *
 * Owner:  rows live in the arena given.
 * Errors: BO_ESCENARIO with all complaints on stderr and an empty err->text; BO_ESTORE for a file that cannot be read.
 */
#ifndef BUILDOUT_SIM_CLI_OBSERVED_FILES_H
#define BUILDOUT_SIM_CLI_OBSERVED_FILES_H

#include "buildout/backtest/observed.h"
#include "buildout/model/param.h"

/* path: a file, or a folder of which every *.csv is read by name; NULL: the folder history of the scenarios that ship.
 * Rows that ask for what the names do not hold are refused. */
int bo_observed_read(const char *path, const struct bo_observed_names *names,
                     struct bo_arena *arena, struct bo_observed_list *list, struct bo_err *err);

/* What rows may name. */
struct bo_observed_names bo_observed_names_of(const struct bo_param *param, struct bo_arena *arena);
/* The last month that is over on a day as typed: of "2023-12-31" and of "2023-12" December. BO_EUSAGE with the option. */
int bo_cut_month(const char *option, const char *text, int32_t *month, struct bo_err *err);

#endif
