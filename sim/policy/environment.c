#include "environment.h"

#include <string.h>

#include "functions.h"

_Static_assert(LUA_EXTRASPACE >= sizeof(const double *),
               "the values' address is kept in the state");

void bo_environment_show(lua_State *lua, const double *value)
{
    memcpy(lua_getextraspace(lua), &value, sizeof value);
}

/* __index(table, name): the upvalue maps names to places in the array. */
static int look_up(lua_State *lua)
{
    const double *value;

    const char *name = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "of another kind";

    lua_settop(lua, 2);
    lua_pushvalue(lua, 2); /* the name stays, for the message */
    if (lua_rawget(lua, lua_upvalueindex(1)) != LUA_TNUMBER)
        return luaL_error(lua, "the name %s is not known", name);
    memcpy(&value, lua_getextraspace(lua), sizeof value);
    lua_pushnumber(lua, value[lua_tointeger(lua, -1)]);
    return 1;
}

static int refuse_assignment(lua_State *lua)
{
    return luaL_error(lua, "cannot assign to a name that is not local");
}

/* Gives the table under a metatable whose __index is the value at the top, which is popped. */
static void set_metatable(lua_State *lua, int table)
{
    lua_createtable(lua, 0, 2);
    lua_insert(lua, -2);
    lua_setfield(lua, -2, "__index");
    lua_pushcfunction(lua, refuse_assignment);
    lua_setfield(lua, -2, "__newindex");
    lua_setmetatable(lua, table);
}

/* Pushes the map of a scope, made together with the scope's proxy in globals when it is new. */
static void push_scope_map(lua_State *lua, int globals, int maps, const char *scope)
{
    if (lua_getfield(lua, maps, scope) == LUA_TTABLE)
        return;
    lua_pop(lua, 1);
    lua_newtable(lua); /* the map */
    lua_pushvalue(lua, -1);
    lua_setfield(lua, maps, scope);
    lua_newtable(lua); /* the proxy */
    lua_pushvalue(lua, -2);
    lua_pushcclosure(lua, look_up, 1);
    set_metatable(lua, lua_gettop(lua) - 1);
    lua_setfield(lua, globals, scope);
}

static void add_name(lua_State *lua, int globals, int maps, const char *name, uint32_t place)
{
    const char *point = strchr(name, '.');

    if (point) {
        lua_pushlstring(lua, name, (size_t)(point - name));
        push_scope_map(lua, globals, maps, lua_tostring(lua, -1));
        lua_remove(lua, -2);
    } else {
        lua_rawgeti(lua, maps, 1); /* the map of bare names */
    }
    lua_pushinteger(lua, place);
    lua_setfield(lua, -2, point ? point + 1 : name);
    lua_pop(lua, 1);
}

static void add_functions(lua_State *lua, int globals)
{
    for (const luaL_Reg *f = bo_policy_functions; f->name; f++) {
        lua_pushcfunction(lua, f->func);
        lua_setfield(lua, globals, f->name);
    }
    lua_newtable(lua); /* the proxy of math */
    lua_pushvalue(lua, globals);
    set_metatable(lua, lua_gettop(lua) - 1);
    lua_setfield(lua, globals, BO_FUNCTION_SCOPE);
}

/* An empty table, so that no name can be assigned to past __newindex; behind it a table of functions and scopes,
 * behind that the bare names. */
void bo_environment_build(lua_State *lua, const struct bo_names *names)
{
    int environment, globals, maps;

    lua_newtable(lua);
    environment = lua_gettop(lua);
    lua_newtable(lua);
    globals = lua_gettop(lua);
    lua_newtable(lua);
    maps = lua_gettop(lua);
    lua_newtable(lua);
    lua_rawseti(lua, maps, 1);
    add_functions(lua, globals);
    for (uint32_t i = 0; i < names->n; i++)
        add_name(lua, globals, maps, names->name[i].name, i);
    lua_rawgeti(lua, maps, 1);
    lua_pushcclosure(lua, look_up, 1);
    set_metatable(lua, globals);
    lua_pushvalue(lua, globals);
    set_metatable(lua, environment);
    lua_settop(lua, environment);
    lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}
