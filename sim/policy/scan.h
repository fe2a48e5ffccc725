/* scan.h - which names does an expression use, and does it know them all?
 *
 * Follows Lua's blocks to tell the expression's own local names from those of the table. Expects text that Lua's
 * compiler has accepted; a local name counts as known from its declaration on, even in its own initial value, and the
 * environment refuses at evaluation what slips through by that.
 */
#ifndef BUILDOUT_SIM_POLICY_SCAN_H
#define BUILDOUT_SIM_POLICY_SCAN_H

#include <stdbool.h>

#include "names.h"
#include "tokens.h"

#define BO_LOCALS_MAX 128

/* Returns false and the reason when a name is unknown, _ENV is touched or a name of the table is assigned to. *reads
 * says whether a name of the table is read; functions are none. */
bool bo_scan_names(const struct bo_tokens *tokens, const struct bo_names *names, bool *reads,
                   char fault[static BO_FAULT_ROOM]);

#endif
