#include "buildout/policy/policy.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>
#include <lua.h>

#include "environment.h"
#include "policy.h"
#include "scan.h"
#include "tokens.h"

static void *allocate(size_t n, size_t size)
{
    return calloc(n > 0 ? n : 1, size);
}

/* In Lua, protected: (names) -> the empty table of expressions. */
static int build(lua_State *lua)
{
    bo_environment_build(lua, lua_touserdata(lua, 1));
    lua_newtable(lua);
    return 1;
}

static int open_state(struct bo_policy *policy, const struct bo_policy_limits *limits,
                      struct bo_err *err)
{
    lua_State *lua;

    if (!bo_sandbox_open(&policy->sandbox, limits))
        return bo_err_set(err, BO_ERUN, "expressions: out of memory (at most %zu bytes are taken)",
                          limits->memory_bytes);
    lua = policy->sandbox.lua;
    lua_pushcfunction(lua, build);
    lua_pushlightuserdata(lua, &policy->names);
    if (!bo_sandbox_call(&policy->sandbox, 1, 1))
        return bo_err_set(err, BO_ERUN, "expressions: the names: %s", policy->sandbox.fault);
    return 0;
}

int bo_policy_create(const struct bo_policy_name *names, uint32_t n_names,
                     const struct bo_policy_limits *limits, struct bo_policy **out,
                     struct bo_err *err)
{
    struct bo_policy *policy;
    int status;

    if (limits->instructions == 0 || limits->instructions > INT_MAX)
        return bo_err_set(err, BO_EUSAGE, "expressions: a limit of %u instructions is no limit",
                          (unsigned)limits->instructions);
    policy = allocate(1, sizeof *policy);
    if (!policy)
        return bo_err_set(err, BO_ERUN, "expressions: out of memory");
    policy->names = (struct bo_names){.name = names, .n = n_names};
    policy->probe = allocate(n_names, sizeof *policy->probe);
    if (!policy->probe)
        status = bo_err_set(err, BO_ERUN, "expressions: out of memory");
    else
        status = bo_names_check(&policy->names, err);
    if (status == 0)
        status = open_state(policy, limits, err);
    if (status != 0) {
        bo_policy_free(policy);
        return status;
    }
    for (uint32_t i = 0; i < n_names; i++)
        policy->probe[i] = names[i].probe;
    *out = policy;
    return 0;
}

void bo_policy_free(struct bo_policy *policy)
{
    if (!policy)
        return;
    bo_sandbox_close(&policy->sandbox);
    for (uint32_t i = 0; i < policy->n_chunks; i++)
        free(policy->chunk[i].where);
    free(policy->chunk);
    free(policy->probe);
    free(policy);
}

/* In Lua, protected: (expressions, place, tokens). Only text that compiles both bare and in brackets is one
 * expression: "1, 2" or "1;" fails the second way, "1) + (2" the first, which also has the better messages. */
static int compile(lua_State *lua)
{
    const struct bo_tokens *tokens = lua_touserdata(lua, 3);
    char source[BO_SOURCE_ROOM];
    uint32_t length = bo_tokens_source(tokens, source);

    lua_pushfstring(lua, "return %s", tokens->text);
    if (luaL_loadbufferx(lua, lua_tostring(lua, -1), lua_rawlen(lua, -1), "=" BO_CHUNK_NAME, "t"))
        return lua_error(lua);
    if (luaL_loadbufferx(lua, source, length, "=" BO_CHUNK_NAME, "t") == LUA_ERRSYNTAX) {
        lua_pushliteral(lua, "this is not one expression");
        return lua_error(lua);
    }
    if (!lua_isfunction(lua, -1))
        return lua_error(lua);
    lua_rawseti(lua, 1, lua_tointeger(lua, 2));
    return 0;
}

static bool compile_tokens(struct bo_policy *policy, struct bo_tokens *tokens, uint32_t place)
{
    lua_State *lua = policy->sandbox.lua;

    lua_settop(lua, BO_CHUNKS);
    lua_pushcfunction(lua, compile);
    lua_pushvalue(lua, BO_CHUNKS);
    lua_pushinteger(lua, (lua_Integer)place + 1); /* Lua counts from 1 */
    lua_pushlightuserdata(lua, tokens);
    return bo_sandbox_call(&policy->sandbox, 3, 0);
}

int bo_policy_keep(struct bo_policy *policy, const char *where, bool reads, struct bo_err *err)
{
    if (policy->n_chunks == policy->room) {
        uint32_t room = policy->room > 0 ? 2 * policy->room : 16;
        struct chunk *grown = realloc(policy->chunk, room * sizeof *grown);

        if (!grown)
            return bo_err_set(err, BO_ERUN, "%s: error: out of memory", where);
        policy->chunk = grown;
        policy->room = room;
    }
    char *copy = strdup(where);
    if (!copy)
        return bo_err_set(err, BO_ERUN, "%s: error: out of memory", where);
    policy->chunk[policy->n_chunks++] = (struct chunk){.where = copy, .reads = reads};
    return 0;
}

/* A word that is neither Lua's nor a name of ours, nor a part of one. */
static bool is_unknown_word(const struct bo_policy *policy, const struct bo_tokens *tokens,
                            uint32_t i)
{
    char word[BO_FAULT_ROOM];
    const struct bo_token *t = &tokens->token[i];

    if (!bo_token_is_name(tokens, i) || t->length >= sizeof word ||
        (i > 0 && bo_token_is(tokens, i - 1, ".")) || bo_token_is(tokens, i + 1, "."))
        return false;
    memcpy(word, tokens->text + t->start, t->length);
    word[t->length] = '\0';
    return !bo_names_know(&policy->names, word);
}

/* "USD", "RMB": three capitals. */
static bool is_currency(const struct bo_policy *policy, const struct bo_tokens *tokens, uint32_t i)
{
    enum { LETTERS = 3 };
    const struct bo_token *t = &tokens->token[i];

    return is_unknown_word(policy, tokens, i) && t->length == LETTERS &&
           strspn(tokens->text + t->start, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= LETTERS;
}

static bool is_number(const struct bo_tokens *tokens, uint32_t i)
{
    return i < tokens->n && tokens->token[i].kind == BO_TOKEN_NUMBER;
}

/* "90 %", after which nothing comes that a remainder could be of. */
static bool is_percent(const struct bo_tokens *tokens, uint32_t i)
{
    const struct bo_token *next = &tokens->token[i + 1 < tokens->n ? i + 1 : tokens->n];

    return bo_token_is(tokens, i, "%") &&
           (next->kind == BO_TOKEN_END || bo_token_is(tokens, i + 1, ")") ||
            (next->kind == BO_TOKEN_NAME &&
             bo_is_keyword(tokens->text + next->start, next->length)));
}

/* What Lua could not read, if a number has a unit: "5 bn", "USD 5", "90 %". */
static const char *unit_fault(const struct bo_policy *policy, const struct bo_tokens *tokens,
                              char fault[static BO_FAULT_ROOM])
{
    enum { MOST_SHOWN = 40 };

    for (uint32_t i = 0; i + 1 < tokens->n; i++) {
        bool after = is_number(tokens, i) &&
                     (is_unknown_word(policy, tokens, i + 1) || is_percent(tokens, i + 1));
        bool before = is_currency(policy, tokens, i) && is_number(tokens, i + 1);

        if (!after && !before)
            continue;
        const struct bo_token *t = &tokens->token[i], *u = &tokens->token[i + 1];
        int length = u->start + u->length - t->start;
        (void)snprintf(fault, BO_FAULT_ROOM,
                       "\"%.*s\": units do not belong in an expression; write the number in the "
                       "unit of the name, as in cash_usd > 5e9 (schema --names tells units)",
                       length < MOST_SHOWN ? length : MOST_SHOWN, tokens->text + t->start);
        return fault;
    }
    return policy->sandbox.fault;
}

int bo_policy_compile(struct bo_policy *policy, const char *expression, const char *where,
                      uint32_t *id, struct bo_err *err)
{
    struct bo_tokens tokens;
    char fault[BO_FAULT_ROOM];
    uint32_t place = policy->n_chunks;
    bool reads;
    int status;

    if (!bo_tokens_read(expression, &tokens, fault))
        return bo_err_set(err, BO_ESCENARIO, "%s: error: %s", where, fault);
    if (!compile_tokens(policy, &tokens, place))
        return bo_err_set(err, BO_ESCENARIO, "%s: error: %s", where,
                          unit_fault(policy, &tokens, fault));
    if (!bo_scan_names(&tokens, &policy->names, &reads, fault))
        return bo_err_set(err, BO_ESCENARIO, "%s: error: %s", where, fault);
    status = bo_policy_keep(policy, where, reads, err);
    if (status == 0)
        *id = place;
    return status;
}

static const char *describe(int lua_type_id)
{
    switch (lua_type_id) {
    case LUA_TNIL:
        return "nothing (nil)";
    case LUA_TBOOLEAN:
        return "true or false";
    case LUA_TNUMBER:
        return "a number";
    case LUA_TSTRING:
        return "a text";
    case LUA_TTABLE:
        return "a table";
    default:
        return "a function";
    }
}

/* Reads the value at the top of the stack, where a text stays until the next evaluation. Returns what is wrong. */
static const char *read_value(lua_State *lua, struct bo_policy_value *value)
{
    size_t length;

    switch (lua_type(lua, -1)) {
    case LUA_TNUMBER:
        value->type = BO_POLICY_NUMBER;
        value->number = lua_tonumber(lua, -1);
        return isnan(value->number) ? "the expression gives a number that is not defined (NaN)"
                                    : NULL;
    case LUA_TBOOLEAN:
        value->type = BO_POLICY_BOOLEAN;
        value->boolean = lua_toboolean(lua, -1) != 0;
        return NULL;
    case LUA_TSTRING:
        value->type = BO_POLICY_TEXT;
        value->text = lua_tolstring(lua, -1, &length);
        return strlen(value->text) != length ? "the expression gives a text with a zero byte"
                                             : NULL;
    default:
        return "the expression gives neither a number nor a text nor true or false, but ";
    }
}

static int evaluate(struct bo_policy *policy, uint32_t id, const double *value,
                    struct bo_policy_value *out, enum bo_status failure, struct bo_err *err)
{
    lua_State *lua = policy->sandbox.lua;
    struct bo_policy_value result = {0};
    const char *fault;
    int type;

    assert(id < policy->n_chunks);
    lua_settop(lua, BO_CHUNKS);
    lua_rawgeti(lua, BO_CHUNKS, (lua_Integer)id + 1);
    bo_environment_show(lua, value);
    if (!bo_sandbox_call(&policy->sandbox, 0, 1))
        return bo_err_set(err, failure, "%s: error: %s", policy->chunk[id].where,
                          policy->sandbox.fault);
    fault = read_value(lua, &result);
    if (fault) {
        type = lua_type(lua, -1);
        lua_settop(lua, BO_CHUNKS);
        return bo_err_set(err, failure, "%s: error: %s%s", policy->chunk[id].where, fault,
                          type == LUA_TNUMBER || type == LUA_TSTRING ? "" : describe(type));
    }
    *out = result;
    return 0;
}

int bo_policy_eval(struct bo_policy *policy, uint32_t id, const double *value,
                   struct bo_policy_value *out, struct bo_err *err)
{
    return evaluate(policy, id, value, out, BO_ERUN, err);
}

int bo_policy_probe(struct bo_policy *policy, uint32_t id, enum bo_policy_type expected,
                    struct bo_err *err)
{
    static const int lua_type_of[] = {[BO_POLICY_NUMBER] = LUA_TNUMBER,
                                      [BO_POLICY_BOOLEAN] = LUA_TBOOLEAN,
                                      [BO_POLICY_TEXT] = LUA_TSTRING};
    struct bo_policy_value value;
    int status = evaluate(policy, id, policy->probe, &value, BO_ESCENARIO, err);

    if (status != 0 || value.type == expected)
        return status;
    return bo_err_set(err, BO_ESCENARIO, "%s: error: the expression gives %s where %s is due",
                      policy->chunk[id].where, describe(lua_type_of[value.type]),
                      describe(lua_type_of[expected]));
}

bool bo_policy_is_constant(struct bo_policy *policy, uint32_t id, struct bo_policy_value *value)
{
    struct bo_err err;

    assert(id < policy->n_chunks);
    return !policy->chunk[id].reads &&
           evaluate(policy, id, policy->probe, value, BO_ESCENARIO, &err) == 0;
}
