/* functions.h - the few functions that an expression may call.
 *
 * Deterministic and exact, or from base/num.h: floor and ceil give doubles, min and max give NaN when any argument
 * is NaN, log takes an optional base.
 */
#ifndef BUILDOUT_SIM_POLICY_FUNCTIONS_H
#define BUILDOUT_SIM_POLICY_FUNCTIONS_H

#include <lauxlib.h>
#include <lua.h>

#define BO_FUNCTION_SCOPE "math"

/* Ends with a NULL name. */
extern const luaL_Reg bo_policy_functions[];

#endif
