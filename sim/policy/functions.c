#include "functions.h"

#include <math.h>

#include "buildout/base/num.h"

/* lua_tonumber would take "12" for a number. */
static double argument(lua_State *L, int i, const char *function)
{
    if (lua_type(L, i) != LUA_TNUMBER)
        luaL_error(L, "argument %d of %s must be a number", i, function);
    return lua_tonumber(L, i);
}

static int call_abs(lua_State *L)
{
    lua_pushnumber(L, fabs(argument(L, 1, "abs")));
    return 1;
}

static int call_floor(lua_State *L)
{
    lua_pushnumber(L, floor(argument(L, 1, "floor")));
    return 1;
}

static int call_ceil(lua_State *L)
{
    lua_pushnumber(L, ceil(argument(L, 1, "ceil")));
    return 1;
}

static int call_sqrt(lua_State *L)
{
    lua_pushnumber(L, sqrt(argument(L, 1, "sqrt")));
    return 1;
}

static int call_exp(lua_State *L)
{
    lua_pushnumber(L, bo_exp(argument(L, 1, "exp")));
    return 1;
}

static int call_log(lua_State *L)
{
    double logarithm = bo_log(argument(L, 1, "log"));

    if (lua_gettop(L) > 1)
        logarithm /= bo_log(argument(L, 2, "log"));
    lua_pushnumber(L, logarithm);
    return 1;
}

static int call_log10(lua_State *L)
{
    lua_pushnumber(L, bo_log10(argument(L, 1, "log10")));
    return 1;
}

static int call_pow(lua_State *L)
{
    double x = argument(L, 1, "pow");

    lua_pushnumber(L, bo_pow(x, argument(L, 2, "pow")));
    return 1;
}

static int call_min(lua_State *L)
{
    double least = argument(L, 1, "min");

    for (int i = 2; i <= lua_gettop(L); i++) {
        double x = argument(L, i, "min");

        if (x < least || isnan(x))
            least = x;
    }
    lua_pushnumber(L, least);
    return 1;
}

static int call_max(lua_State *L)
{
    double greatest = argument(L, 1, "max");

    for (int i = 2; i <= lua_gettop(L); i++) {
        double x = argument(L, i, "max");

        if (x > greatest || isnan(x))
            greatest = x;
    }
    lua_pushnumber(L, greatest);
    return 1;
}

const luaL_Reg bo_policy_functions[] = {
    {"abs", call_abs}, {"ceil", call_ceil},   {"exp", call_exp}, {"floor", call_floor},
    {"log", call_log}, {"log10", call_log10}, {"max", call_max}, {"min", call_min},
    {"pow", call_pow}, {"sqrt", call_sqrt},   {NULL, NULL},
};
