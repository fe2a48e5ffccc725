/* sandbox.h - a Lua state that can be trusted with a stranger's text.
 *
 * It starts without any library, counts instructions and refuses memory past its limits. Every call into Lua that can
 * fail goes through bo_sandbox_call, so no error leaves by Lua's panic. Expressions use it now; whole scripts can.
 *
 * Owner:  bo_sandbox_free closes the state.
 * Errors: bo_sandbox_call returns false and leaves the reason, without Lua's chunk name, in fault. The state stays
 *         usable, as if the failed call had never been.
 * Source: Lua 5.4 reference manual, lua_newstate, lua_Alloc, lua_sethook.
 */
#ifndef BUILDOUT_SIM_POLICY_SANDBOX_H
#define BUILDOUT_SIM_POLICY_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include <lua.h>

#include "buildout/policy/policy.h"

/* Chunks are loaded under this name, which the messages then do not show. */
#define BO_CHUNK_NAME "lua"
/* Copying one longer text an instruction would take seconds within the limit of instructions. */
#define BO_TEXT_MAX ((size_t)16 * 1024)

struct bo_sandbox {
    lua_State *lua;
    struct bo_policy_limits limits;
    size_t used_bytes;
    uint32_t refused_line; /* of the program, when memory was refused */
    bool refused_text;     /* the latest refusal of memory was for the length of a text */
    char fault[256];
    uint32_t fault_line; /* of the chunk; 0: none is to blame */
};

/* Initialises *sandbox; false when not even an empty state fits the memory. */
bool bo_sandbox_open(struct bo_sandbox *sandbox, const struct bo_policy_limits *limits);
void bo_sandbox_close(struct bo_sandbox *sandbox);
/* As lua_pcall: calls the function below its n_arguments, all at the top of the stack, under the limits. */
bool bo_sandbox_call(struct bo_sandbox *sandbox, int n_arguments, int n_results);

#endif
