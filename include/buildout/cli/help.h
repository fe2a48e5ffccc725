/* buildout/cli/help.h - help, manual page and shell completion, all written from the table of options.
 *
 * Errors: none; whether the stream took it all is the caller's to check.
 */
#ifndef BUILDOUT_CLI_HELP_H
#define BUILDOUT_CLI_HELP_H

#include <stdio.h>

#include "buildout/cli/options.h"

void bo_help_overview(FILE *out);
void bo_help_verb(FILE *out, const struct bo_verb *verb);
void bo_help_man(FILE *out);
/* shell: "bash", "zsh" or "fish". */
void bo_help_completion(FILE *out, const char *shell);

#endif
