/* names.h - what an expression may mention: the caller's names and our functions.
 *
 * A name is bare ("cash_usd") or has one scope ("world.sites"); functions are called "min" or "math.min".
 */
#ifndef BUILDOUT_SIM_POLICY_NAMES_H
#define BUILDOUT_SIM_POLICY_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/policy/policy.h"

#define BO_NAME_ROOM 64

struct bo_names {
    const struct bo_policy_name *name;
    uint32_t n;
};

/* Names must be Lua names with at most one scope, differ from each other, from scopes and from functions. */
int bo_names_check(const struct bo_names *names, struct bo_err *err);
/* Is it a name of the caller or a function? */
bool bo_names_know(const struct bo_names *names, const char *name);
bool bo_names_is_function(const char *name);
bool bo_names_know_scope(const struct bo_names *names, const char *scope);
/* Writes the known name that is fewest edits away, a missing scope counting as one edit. */
void bo_names_nearest(const struct bo_names *names, const char *unknown,
                      char nearest[static BO_NAME_ROOM]);

#endif
