/* Whole scripts: a Lua chunk that reads the same names as an expression, and returns a table of parameters. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "environment.h"
#include "policy.h"

/* In Lua, protected: (chunks, place, text) -> nothing. */
static int compile(lua_State *lua)
{
    const char *text = lua_touserdata(lua, 3);

    if (luaL_loadbufferx(lua, text, strlen(text), "=" BO_CHUNK_NAME, "t") != LUA_OK)
        return lua_error(lua);
    lua_rawseti(lua, 1, lua_tointeger(lua, 2));
    return 0;
}

/* "mine.lua:12: error: reason"; where no line is to blame, that of the beginning. */
static int fail(struct bo_policy *policy, const char *file, uint32_t first_line,
                enum bo_status status, const char *reason, struct bo_err *err)
{
    uint32_t line = policy->sandbox.fault_line;

    policy->fault_line = line > 0 ? line : first_line;
    return bo_err_set(err, status, "%s:%u: error: %s", file, policy->fault_line, reason);
}

/* Behind as many empty lines as come before it in its file, so that Lua's lines are the file's. */
static char *at_its_line(const char *text, uint32_t first_line)
{
    size_t n_lines = first_line > 0 ? first_line - 1 : 0, n = strlen(text);
    char *moved = malloc(n_lines + n + 1);

    if (moved == NULL)
        return NULL;
    memset(moved, '\n', n_lines);
    memcpy(moved + n_lines, text, n + 1);
    return moved;
}

static bool load(struct bo_policy *policy, char *text, uint32_t place)
{
    lua_State *lua = policy->sandbox.lua;

    lua_settop(lua, BO_CHUNKS);
    lua_pushcfunction(lua, compile);
    lua_pushvalue(lua, BO_CHUNKS);
    lua_pushinteger(lua, (lua_Integer)place + 1); /* Lua counts from 1 */
    lua_pushlightuserdata(lua, text);
    return bo_sandbox_call(&policy->sandbox, 3, 0);
}

int bo_policy_compile_script(struct bo_policy *policy, const char *text, const char *file,
                             uint32_t first_line, uint32_t *id, struct bo_err *err)
{
    uint32_t place = policy->n_chunks;

    policy->sandbox.fault_line = 0;
    if (strlen(text) > BO_POLICY_SCRIPT_MAX)
        return fail(policy, file, first_line, BO_ESCENARIO, "a script has at most 16 KiB", err);
    char *moved = at_its_line(text, first_line);
    bool has_room = moved != NULL, loaded = has_room && load(policy, moved, place);
    free(moved);
    if (!loaded)
        return fail(policy, file, first_line, BO_ESCENARIO,
                    has_room ? policy->sandbox.fault : "out of memory", err);
    int status = bo_policy_keep(policy, file, true, err);
    if (status == 0) {
        policy->chunk[place].first_line = first_line;
        *id = place;
    }
    return status;
}

/* ---- what it returns ---- */

struct taking {
    struct bo_policy_result *result;
    uint32_t n;
    char unknown[64]; /* a key that is no name of a result, of several the least; "" */
};

static void take_value(lua_State *lua, struct bo_policy_result *result)
{
    int type = lua_type(lua, -1);

    result->given = type != LUA_TNIL;
    result->value = (struct bo_policy_value){.type = BO_POLICY_NUMBER, .number = (double)NAN};
    if (type == LUA_TNUMBER)
        result->value.number = lua_tonumber(lua, -1);
    else if (type == LUA_TBOOLEAN)
        result->value = (struct bo_policy_value){.type = BO_POLICY_BOOLEAN,
                                                 .boolean = lua_toboolean(lua, -1) != 0};
    else if (type == LUA_TSTRING) /* it stays in the table, and that on the stack */
        result->value =
            (struct bo_policy_value){.type = BO_POLICY_TEXT, .text = lua_tostring(lua, -1)};
}

static bool is_result(const struct taking *taking, const char *name)
{
    for (uint32_t i = 0; i < taking->n; i++)
        if (strcmp(taking->result[i].name, name) == 0)
            return true;
    return false;
}

/* Lua gives keys in an order of its own, another each time: of unknown ones the least is told. */
static void look_at_key(lua_State *lua, struct taking *taking)
{
    const char *key = lua_type(lua, -2) == LUA_TSTRING ? lua_tostring(lua, -2) : "a number";

    if (lua_type(lua, -2) == LUA_TSTRING && is_result(taking, key))
        return;
    if (taking->unknown[0] != '\0' && strncmp(taking->unknown, key, sizeof taking->unknown - 1) < 0)
        return;
    strncpy(taking->unknown, key, sizeof taking->unknown - 1);
}

/* In Lua, protected: (taking, table) -> nothing. */
static int take(lua_State *lua)
{
    struct taking *taking = lua_touserdata(lua, 1);

    for (uint32_t i = 0; i < taking->n; i++) {
        lua_pushstring(lua, taking->result[i].name);
        lua_rawget(lua, 2);
        take_value(lua, &taking->result[i]);
        lua_pop(lua, 1);
    }
    lua_pushnil(lua);
    while (lua_next(lua, 2) != 0) {
        look_at_key(lua, taking);
        lua_pop(lua, 1);
    }
    return 0;
}

static int check_results(struct bo_policy *policy, const struct chunk *chunk,
                         const struct taking *taking, enum bo_status failure, struct bo_err *err)
{
    char reason[160];

    policy->sandbox.fault_line = 0;
    if (taking->unknown[0] != '\0') {
        (void)snprintf(reason, sizeof reason, "the script returns %s, which is no parameter",
                       taking->unknown);
        return fail(policy, chunk->where, chunk->first_line, failure, reason, err);
    }
    for (uint32_t i = 0; i < taking->n; i++) {
        const struct bo_policy_result *r = &taking->result[i];

        if (!r->given || r->value.type != BO_POLICY_NUMBER || !isnan(r->value.number))
            continue;
        (void)snprintf(reason, sizeof reason, "the script returns %s, but not as a defined number",
                       r->name);
        return fail(policy, chunk->where, chunk->first_line, failure, reason, err);
    }
    return 0;
}

static int run(struct bo_policy *policy, const struct chunk *chunk, struct taking *taking,
               enum bo_status failure, struct bo_err *err)
{
    lua_State *lua = policy->sandbox.lua;

    policy->sandbox.fault_line = 0;
    if (!bo_sandbox_call(&policy->sandbox, 0, 1))
        return fail(policy, chunk->where, chunk->first_line, failure, policy->sandbox.fault, err);
    if (!lua_istable(lua, -1)) {
        policy->sandbox.fault_line = 0;
        return fail(policy, chunk->where, chunk->first_line, failure,
                    "the script does not return a table of parameters", err);
    }
    lua_pushcfunction(lua, take);
    lua_pushlightuserdata(lua, taking);
    lua_pushvalue(lua, -3);
    if (!bo_sandbox_call(&policy->sandbox, 2, 0))
        return fail(policy, chunk->where, chunk->first_line, failure, policy->sandbox.fault, err);
    return check_results(policy, chunk, taking, failure, err);
}

int bo_policy_run_script(struct bo_policy *policy, uint32_t id, const double *value,
                         struct bo_policy_result *result, uint32_t n, struct bo_err *err)
{
    struct taking taking = {.result = result, .n = n};
    enum bo_status failure = value != NULL ? BO_ERUN : BO_ESCENARIO;
    lua_State *lua = policy->sandbox.lua;

    assert(id < policy->n_chunks);
    lua_settop(lua, BO_CHUNKS);
    lua_rawgeti(lua, BO_CHUNKS, (lua_Integer)id + 1);
    bo_environment_show(lua, value != NULL ? value : policy->probe);
    return run(policy, &policy->chunk[id], &taking, failure, err);
}

uint32_t bo_policy_fault_line(const struct bo_policy *policy)
{
    return policy->fault_line;
}
