#include "sandbox.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The line of the program that asks for memory: Lua's own message of that has none. 0 while nothing runs. */
static uint32_t running_line(lua_State *lua)
{
    lua_Debug activation;

    for (int level = 0; lua != NULL && lua_getstack(lua, level, &activation); level++)
        if (lua_getinfo(lua, "l", &activation) && activation.currentline > 0)
            return (uint32_t)activation.currentline;
    return 0;
}

/* A lua_Alloc: for a new block, old_bytes is the kind of object that it is for. */
static void *allocate(void *context, void *block, size_t old_bytes, size_t new_bytes)
{
    struct bo_sandbox *sandbox = context;
    size_t held = block ? old_bytes : 0;
    void *moved;

    if (new_bytes == 0) {
        free(block);
        sandbox->used_bytes -= held;
        return NULL;
    }
    if (!block && old_bytes == LUA_TSTRING && new_bytes > BO_TEXT_MAX) {
        sandbox->refused_text = true;
        sandbox->refused_line = running_line(sandbox->lua);
        return NULL;
    }
    if (new_bytes > held && new_bytes - held > sandbox->limits.memory_bytes - sandbox->used_bytes) {
        sandbox->refused_text = false;
        sandbox->refused_line = running_line(sandbox->lua);
        return NULL;
    }
    moved = realloc(block, new_bytes);
    if (moved)
        sandbox->used_bytes = sandbox->used_bytes - held + new_bytes;
    return moved;
}

/* Nothing in the sandbox catches errors, so the first call of the hook ends the evaluation. */
static void stop(lua_State *lua, lua_Debug *activation)
{
    lua_getinfo(lua, "l", activation);
    lua_pushfstring(lua,
                    BO_CHUNK_NAME ":%d: this takes too long: the limit of instructions is reached",
                    activation->currentline);
    lua_error(lua);
}

bool bo_sandbox_open(struct bo_sandbox *sandbox, const struct bo_policy_limits *limits)
{
    assert(limits->instructions > 0 && limits->instructions <= INT_MAX);
    *sandbox = (struct bo_sandbox){.limits = *limits};
    sandbox->lua = lua_newstate(allocate, sandbox);
    return sandbox->lua != NULL;
}

void bo_sandbox_close(struct bo_sandbox *sandbox)
{
    if (sandbox->lua)
        lua_close(sandbox->lua);
    sandbox->lua = NULL;
}

/* "lua:1: reason" without what comes before the reason; *line is then 1, else 0. */
static const char *skip_chunk_name(const char *message, uint32_t *line)
{
    const char *p = message + strlen(BO_CHUNK_NAME ":");

    *line = 0;

    if (strncmp(message, BO_CHUNK_NAME ":", strlen(BO_CHUNK_NAME ":")) != 0)
        return message;
    const char *digits = p;

    p += strspn(p, "0123456789");
    if (strncmp(p, ": ", 2) != 0)
        return message;
    *line = (uint32_t)strtoul(digits, NULL, 10);
    return p + 2;
}

static void tell(struct bo_sandbox *sandbox, const char *message)
{
    message = skip_chunk_name(message, &sandbox->fault_line);
    if (strncmp(message, "C stack overflow", strlen("C stack overflow")) == 0)
        message = "this is nested too deeply";
    snprintf(sandbox->fault, sizeof sandbox->fault, "%s", message);
    for (char *c = sandbox->fault; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            *c = ' ';
}

static void tell_memory(struct bo_sandbox *sandbox)
{
    size_t kib = sandbox->limits.memory_bytes / 1024;

    sandbox->fault_line = sandbox->refused_line;
    if (sandbox->refused_text)
        snprintf(sandbox->fault, sizeof sandbox->fault, "a text grows longer than %zu KiB",
                 BO_TEXT_MAX / 1024);
    else
        snprintf(sandbox->fault, sizeof sandbox->fault, "more than %zu KiB of memory is needed",
                 kib);
}

bool bo_sandbox_call(struct bo_sandbox *sandbox, int n_arguments, int n_results)
{
    lua_State *lua = sandbox->lua;
    int status;

    lua_sethook(lua, stop, LUA_MASKCOUNT,
                (int)sandbox->limits.instructions); /* restarts the count */
    status = lua_pcall(lua, n_arguments, n_results, 0);
    if (status == LUA_OK)
        return true;
    if (status == LUA_ERRMEM)
        tell_memory(sandbox);
    else if (lua_type(lua, -1) == LUA_TSTRING)
        tell(sandbox, lua_tostring(lua, -1));
    else /* never show what it is: it could be an address */
        tell(sandbox, "an error without a text was raised");
    lua_pop(lua, 1);
    /* Gives back a grown stack too, so that the next call finds the memory it would have found. */
    lua_gc(lua, LUA_GCCOLLECT, 0);
    return false;
}
