/* environment.h - what an expression finds under its names.
 *
 * Names are looked up, when they are met, in the caller's array of doubles; nothing can be written.
 */
#ifndef BUILDOUT_SIM_POLICY_ENVIRONMENT_H
#define BUILDOUT_SIM_POLICY_ENVIRONMENT_H

#include <lua.h>

#include "names.h"

/* Makes the environment of names the one that chunks are loaded with. Raises Lua errors: call it protected. */
void bo_environment_build(lua_State *lua, const struct bo_names *names);
/* The array in which names are looked up from now on. */
void bo_environment_show(lua_State *lua, const double *value);

#endif
