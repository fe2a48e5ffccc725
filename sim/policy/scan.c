#include "scan.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

struct scope {
    char kind; /* '(', '[' or '{', 'b' for a block, 'w' for a loop's head whose do is to come */
    uint32_t n_locals; /* when it was opened */
};

struct scan {
    const struct bo_tokens *tokens;
    const struct bo_names *names;
    uint32_t depth;
    struct scope scope[BO_DEPTH_MAX];
    uint32_t n_locals;
    uint32_t local[BO_LOCALS_MAX]; /* tokens */
    bool reads;                    /* a name of the table */
    bool failed;
    char *fault;
};

static void fail(struct scan *scan, const char *reason)
{
    snprintf(scan->fault, BO_FAULT_ROOM, "%s", reason);
    scan->failed = true;
}

static void fail_name(struct scan *scan, const char *before, const char *name, const char *after)
{
    snprintf(scan->fault, BO_FAULT_ROOM, "%s\"%.60s\"%s", before, name, after);
    scan->failed = true;
}

static bool is(const struct scan *scan, uint32_t i, const char *word)
{
    return bo_token_is(scan->tokens, i, word);
}

static bool is_any(const struct scan *scan, uint32_t i, const char *const *word)
{
    for (; *word; word++)
        if (is(scan, i, *word))
            return true;
    return false;
}

static bool is_name(const struct scan *scan, uint32_t i)
{
    return bo_token_is_name(scan->tokens, i);
}

static void open_scope(struct scan *scan, char kind)
{
    if (scan->depth == BO_DEPTH_MAX) {
        fail(scan, "this is nested too deeply");
        return;
    }
    scan->scope[scan->depth++] = (struct scope){.kind = kind, .n_locals = scan->n_locals};
}

static void close_scope(struct scan *scan, bool forget_locals)
{
    assert(scan->depth > 0);
    scan->depth--;
    if (forget_locals)
        scan->n_locals = scan->scope[scan->depth].n_locals;
}

static bool in_scope(const struct scan *scan, char kind)
{
    return scan->depth > 0 && scan->scope[scan->depth - 1].kind == kind;
}

static bool same_text(const struct scan *scan, uint32_t i, uint32_t j)
{
    const struct bo_token *a = &scan->tokens->token[i];
    const struct bo_token *b = &scan->tokens->token[j];

    return a->length == b->length &&
           memcmp(scan->tokens->text + a->start, scan->tokens->text + b->start, a->length) == 0;
}

static bool is_local(const struct scan *scan, uint32_t i)
{
    for (uint32_t k = 0; k < scan->n_locals; k++)
        if (same_text(scan, i, scan->local[k]))
            return true;
    return false;
}

static void declare(struct scan *scan, uint32_t i)
{
    if (is(scan, i,
           "_ENV")) /* who holds the environment can replace it for all later evaluations */
        fail(scan, "_ENV is not for expressions");
    else if (scan->n_locals == BO_LOCALS_MAX)
        fail(scan, "there are too many local names");
    else
        scan->local[scan->n_locals++] = i;
}

/* "a, b <const>, c" from token i on; returns the first token behind it. */
static uint32_t declare_list(struct scan *scan, uint32_t i)
{
    while (!scan->failed && is_name(scan, i)) {
        declare(scan, i++);
        if (is(scan, i, "<"))
            i += 3;
        if (is(scan, i, ","))
            i++;
    }
    return i;
}

enum { PAIR_ROOM = 2 * BO_NAME_ROOM }; /* of a name, a dot and a name */

static void write_name(const struct scan *scan, uint32_t i, bool dotted,
                       char name[static PAIR_ROOM])
{
    const struct bo_token *token = &scan->tokens->token[i];
    const char *text = scan->tokens->text;
    int room = BO_NAME_ROOM - 1; /* longer ones are unknown, cut or not */

    if (dotted)
        snprintf(name, PAIR_ROOM, "%.*s.%.*s", token->length < room ? token->length : room,
                 text + token->start, token[2].length < room ? token[2].length : room,
                 text + token[2].start);
    else
        snprintf(name, PAIR_ROOM, "%.*s", token->length < room ? token->length : room,
                 text + token->start);
}

static void fail_unknown(struct scan *scan, const char *name)
{
    char nearest[BO_NAME_ROOM];

    bo_names_nearest(scan->names, name, nearest);
    snprintf(scan->fault, BO_FAULT_ROOM, "unknown name \"%.60s\"; the nearest known one is \"%s\"",
             name, nearest);
    scan->failed = true;
}

/* Token i is a name of the table; returns the first token behind it. */
static uint32_t check_known(struct scan *scan, uint32_t i)
{
    bool dotted = is(scan, i + 1, ".") && is_name(scan, i + 2);
    char name[PAIR_ROOM];

    write_name(scan, i, dotted, name);
    if (is(scan, i, "_ENV"))
        fail(scan, "_ENV is not for expressions");
    else if (!dotted && bo_names_know_scope(scan->names, name))
        fail_name(scan, "", name, " is not a value: a point and a name must follow");
    else if (!bo_names_know(scan->names, name))
        fail_unknown(scan, name);
    else
        scan->reads |= !bo_names_is_function(name);
    i += dotted ? 3 : 1;
    if (!scan->failed && is(scan, i, "="))
        fail_name(scan, "cannot assign to ", name, "");
    return i;
}

static bool is_table_key(const struct scan *scan, uint32_t i)
{
    static const char *const before[] = {"{", ",", ";", NULL};

    return in_scope(scan, '{') && is_any(scan, i - 1, before) && is(scan, i + 1, "=");
}

static uint32_t use_name(struct scan *scan, uint32_t i)
{
    static const char *const not_free_after[] = {".", ":", "::", "goto", NULL};

    if (i > 0 && is_any(scan, i - 1, not_free_after))
        return i + 1;
    if (i > 0 && is_table_key(scan, i))
        return i + 1;
    if (is_local(scan, i))
        return i + 1;
    return check_known(scan, i);
}

/* "function (a, b, ...)", "function x.y(...)" and "local function x(...)" up to the closing bracket. */
static uint32_t open_function(struct scan *scan, uint32_t i)
{
    if (is_name(scan, ++i)) {
        if (is(scan, i - 2, "local"))
            declare(scan, i);
        else
            use_name(scan, i);
    }
    while (i < scan->tokens->n && !is(scan, i, "("))
        i++;
    open_scope(scan, 'b');
    i = declare_list(scan, i + 1);
    while (i < scan->tokens->n && !is(scan, i, ")"))
        i++;
    return i + 1;
}

/* A local name in the head of a for counts as known in the head already. */
static uint32_t open_loop(struct scan *scan, uint32_t i)
{
    open_scope(scan, 'w');
    return is(scan, i, "for") ? declare_list(scan, i + 1) : i + 1;
}

static void open_do(struct scan *scan)
{
    if (in_scope(scan, 'w'))
        scan->scope[scan->depth - 1].kind = 'b';
    else
        open_scope(scan, 'b');
}

static void next_branch(struct scan *scan)
{
    close_scope(scan, true);
    open_scope(scan, 'b');
}

static uint32_t follow_keyword(struct scan *scan, uint32_t i)
{
    static const char *const block[] = {"if", "repeat", NULL};
    static const char *const loop[] = {"for", "while", NULL};
    static const char *const branch[] = {"else", "elseif", NULL};

    if (is(scan, i, "function"))
        return open_function(scan, i);
    if (is(scan, i, "local"))
        return is(scan, i + 1, "function") ? i + 1 : declare_list(scan, i + 1);
    if (is_any(scan, i, loop))
        return open_loop(scan, i);
    if (is_any(scan, i, block))
        open_scope(scan, 'b');
    else if (is(scan, i, "do"))
        open_do(scan);
    else if (is_any(scan, i, branch))
        next_branch(scan);
    else if (is(scan, i, "end"))
        close_scope(scan, true);
    else if (is(scan, i, "until")) /* its condition still sees the block's local names */
        close_scope(scan, false);
    return i + 1;
}

static void follow_symbol(struct scan *scan, uint32_t i)
{
    char c = scan->tokens->text[scan->tokens->token[i].start];

    if (c == '(' || c == '[' || c == '{')
        open_scope(scan, c);
    else if (c == ')' || c == ']' || c == '}')
        close_scope(scan, false);
}

static uint32_t follow(struct scan *scan, uint32_t i)
{
    switch ((enum bo_token_kind)scan->tokens->token[i].kind) {
    case BO_TOKEN_NAME:
        return is_name(scan, i) ? use_name(scan, i) : follow_keyword(scan, i);
    case BO_TOKEN_SYMBOL:
        follow_symbol(scan, i);
        return i + 1;
    case BO_TOKEN_NUMBER:
    case BO_TOKEN_TEXT:
    case BO_TOKEN_END:
        break;
    }
    return i + 1;
}

bool bo_scan_names(const struct bo_tokens *tokens, const struct bo_names *names, bool *reads,
                   char fault[static BO_FAULT_ROOM])
{
    struct scan scan = {.tokens = tokens, .names = names, .fault = fault};

    for (uint32_t i = 0; i < tokens->n && !scan.failed;)
        i = follow(&scan, i);
    *reads = scan.reads;
    return !scan.failed;
}
