/* buildout/cli/commands.h - the commands: one function, one file sim/cli/cmd_<verb>.c and one row of the table each.
 *
 * What a command returns is said in cli/args.h. Verbs that only the wrapper script can do (test, bench, lint) have a
 * row in the table and no function.
 */
#ifndef BUILDOUT_CLI_COMMANDS_H
#define BUILDOUT_CLI_COMMANDS_H

#include "buildout/cli/args.h"

int bo_cmd_check(const struct bo_args *args, struct bo_err *err);
int bo_cmd_show(const struct bo_args *args, struct bo_err *err);
int bo_cmd_diff(const struct bo_args *args, struct bo_err *err);
int bo_cmd_chips(const struct bo_args *args, struct bo_err *err);
int bo_cmd_rules(const struct bo_args *args, struct bo_err *err);
int bo_cmd_merge(const struct bo_args *args, struct bo_err *err);
int bo_cmd_run(const struct bo_args *args, struct bo_err *err);
int bo_cmd_ensemble(const struct bo_args *args, struct bo_err *err);
int bo_cmd_sweep(const struct bo_args *args, struct bo_err *err);
int bo_cmd_game(const struct bo_args *args, struct bo_err *err);
int bo_cmd_solve(const struct bo_args *args, struct bo_err *err);
int bo_cmd_wait(const struct bo_args *args, struct bo_err *err);
int bo_cmd_compare(const struct bo_args *args, struct bo_err *err);
int bo_cmd_sensitivity(const struct bo_args *args, struct bo_err *err);
int bo_cmd_discover(const struct bo_args *args, struct bo_err *err);
int bo_cmd_backtest(const struct bo_args *args, struct bo_err *err);
int bo_cmd_calibrate(const struct bo_args *args, struct bo_err *err);
int bo_cmd_fleet(const struct bo_args *args, struct bo_err *err);
int bo_cmd_projects(const struct bo_args *args, struct bo_err *err);
int bo_cmd_why(const struct bo_args *args, struct bo_err *err);
int bo_cmd_export(const struct bo_args *args, struct bo_err *err);
int bo_cmd_report(const struct bo_args *args, struct bo_err *err);
int bo_cmd_books(const struct bo_args *args, struct bo_err *err);
int bo_cmd_serve(const struct bo_args *args, struct bo_err *err);
int bo_cmd_unit(const struct bo_args *args, struct bo_err *err);
int bo_cmd_reproduce(const struct bo_args *args, struct bo_err *err);
int bo_cmd_schema(const struct bo_args *args, struct bo_err *err);
int bo_cmd_help(const struct bo_args *args, struct bo_err *err);
int bo_cmd_version(const struct bo_args *args, struct bo_err *err);

#endif
