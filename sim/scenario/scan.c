#include "scan.h"

#include <string.h>

#include "buildout/base/num.h"
#include "lexer.h"

enum { MOST_SLOTS = 65536 }; /* of the set of names, a power of two above twice the keys */

struct scanner {
    const struct bo_file *file;
    struct bo_arena *arena;
    struct bo_problems *problems;
    struct bo_scan *scan;
    struct bo_lexer lexer;
    struct bo_lexeme token; /* the one to be looked at next */
    uint32_t *slot;         /* slot[n_slots]: a mark's index plus one; 0 is free */
    uint32_t n_slots;
    uint32_t n_keys;
    uint32_t depth;
    bool refused; /* something is wrong, but the scan can go on */
};

static struct bo_place place_of(const struct scanner *s, const struct bo_lexeme *token)
{
    return (struct bo_place){.file = s->file, .line = token->line, .column = token->column};
}

static void next(struct scanner *s)
{
    s->token = bo_lexer_next(&s->lexer);
}

static bool at(const struct scanner *s, enum bo_token_kind kind)
{
    return s->token.kind == kind;
}

/* The offending token as messages quote it. The text is UTF-8 as it has been looked through, so that a character begins at
 * most three bytes before the end of a part. */
static const char *quoted(const struct scanner *s)
{
    size_t n = s->token.n < 40 ? s->token.n : 40;
    const char *mark = at(s, BO_TOKEN_TEXT) ? "" : "\""; /* a text has its own */

    if (at(s, BO_TOKEN_END))
        return "the end of the file";
    while (n < s->token.n && (s->token.text[n] & 0xc0) == 0x80)
        n--;
    return bo_arena_printf(s->arena, "%s%.*s%s%s", mark, (int)n, s->token.text,
                           n < s->token.n ? "..." : "", mark);
}

static int syntax_error(struct scanner *s, const char *wanted)
{
    if (at(s, BO_TOKEN_BAD))
        return bo_problem(s->problems, place_of(s, &s->token), "syntax error: %s", s->lexer.fault);
    return bo_problem(s->problems, place_of(s, &s->token), "syntax error: %s, not %s", wanted,
                      quoted(s));
}

static int too_much(struct scanner *s, const char *what, unsigned limit)
{
    return bo_problem(s->problems, place_of(s, &s->token), "%s; at most %u are allowed", what,
                      limit);
}

/* ---- names ---- */

static uint32_t hash_name(uint32_t parent, const char *name, uint32_t n)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ parent; /* FNV-1a */

    for (uint32_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)name[i]) * UINT64_C(0x100000001b3);
    return (uint32_t)(hash ^ (hash >> 32));
}

static bool same_key(const struct bo_mark *a, const struct bo_mark *b)
{
    return a->parent == b->parent && a->n_name == b->n_name &&
           memcmp(a->name, b->name, a->n_name) == 0;
}

/* A key takes at least three bytes ("a=1"), so that there are more slots than names in a short text too. */
static uint32_t slots_for(size_t n_bytes)
{
    return n_bytes < MOST_SLOTS ? (uint32_t)n_bytes + 1 : MOST_SLOTS;
}

/* Enters the latest mark into the set of names; complains when its group has the name already. */
static void enter_name(struct scanner *s)
{
    uint32_t index = s->scan->n - 1;
    const struct bo_mark *mark = &s->scan->mark[index];
    uint32_t i = hash_name(mark->parent, mark->name, mark->n_name) % s->n_slots;

    while (s->slot[i] != 0) {
        const struct bo_mark *other = &s->scan->mark[s->slot[i] - 1];

        if (same_key(mark, other)) {
            s->refused = true;
            (void)bo_problem(s->problems, mark->key,
                             "\"%.*s\" stands twice in this group; first at line %u",
                             (int)mark->n_name, mark->name, other->key.line);
            return;
        }
        i = (i + 1) % s->n_slots;
    }
    s->slot[i] = index + 1;
}

static int add_mark(struct scanner *s, uint32_t parent)
{
    struct bo_scan *scan = s->scan;

    if (scan->n == BO_SCAN_MAX_VALUES)
        return too_much(s, "too many values in one file", BO_SCAN_MAX_VALUES);
    BO_ARENA_ROOM(s->arena, scan->mark, scan->n, scan->room);
    scan->mark[scan->n++] = (struct bo_mark){
        .parent = parent, .key = place_of(s, &s->token), .value = place_of(s, &s->token)};
    return 0;
}

static int add_key(struct scanner *s, uint32_t parent)
{
    struct bo_mark *mark;

    if (s->token.n > BO_SCAN_MAX_NAME)
        return too_much(s, "too many letters in a name", BO_SCAN_MAX_NAME);
    if (s->n_keys == BO_SCAN_MAX_KEYS)
        return too_much(s, "too many keys in one file", BO_SCAN_MAX_KEYS);
    s->n_keys++;
    if (add_mark(s, parent) != 0)
        return BO_ESCENARIO;
    mark = &s->scan->mark[s->scan->n - 1];
    mark->name = s->token.text;
    mark->n_name = (uint32_t)s->token.n;
    enter_name(s);
    return 0;
}

/* ---- values ---- */

static int scan_value(struct scanner *s, uint32_t mark);

/* Literals that follow each other are one text. */
static int scan_text(struct scanner *s)
{
    size_t n = 0;

    while (at(s, BO_TOKEN_TEXT)) {
        n += s->token.n;
        if (n > BO_SCAN_MAX_TEXT)
            return too_much(s, "too many bytes in a text", BO_SCAN_MAX_TEXT);
        next(s);
    }
    return 0;
}

static int scan_number(struct scanner *s, struct bo_mark *mark)
{
    mark->text = s->token.text;
    mark->n_text = (uint32_t)s->token.n;
    mark->kind = at(s, BO_TOKEN_FLOAT) ? BO_NODE_FLOAT : BO_NODE_INTEGER;
    if (mark->n_text > BO_SCAN_MAX_DIGITS)
        return too_much(s, "too many digits in a number", BO_SCAN_MAX_DIGITS);
    if (mark->kind == BO_NODE_FLOAT) {
        char digits[BO_SCAN_MAX_DIGITS + 1] = {0};
        double value;

        memcpy(digits, mark->text, mark->n_text);
        if (bo_double_parse(digits, &value) != 0) {
            s->refused = true;
            (void)bo_problem(s->problems, mark->value, "%s is too large for a number", digits);
        }
    }
    next(s);
    return 0;
}

/* What stands where a key is due; a number there is mostly the rest of a date. */
static int key_expected(struct scanner *s, const char *wanted)
{
    bool number = at(s, BO_TOKEN_INTEGER) || at(s, BO_TOKEN_FLOAT);

    return syntax_error(s, number ? "expected a key; dates and quantities are written in quotes"
                                  : wanted);
}

static int close_bracket(struct scanner *s, enum bo_token_kind closing, const char *wanted)
{
    if (!at(s, closing))
        return closing == BO_TOKEN_CLOSE_GROUP ? key_expected(s, wanted) : syntax_error(s, wanted);
    next(s);
    s->depth--;
    return 0;
}

static int scan_elements(struct scanner *s, uint32_t list)
{
    if (at(s, BO_TOKEN_CLOSE_LIST))
        return 0;
    while (true) {
        if (add_mark(s, list) != 0 || scan_value(s, s->scan->n - 1) != 0)
            return BO_ESCENARIO;
        if (!at(s, BO_TOKEN_COMMA))
            return 0;
        next(s);
    }
}

/* Elements of an array are scalars of one type. */
static int scan_array(struct scanner *s, uint32_t array)
{
    enum bo_token_kind type = s->token.kind;

    if (at(s, BO_TOKEN_CLOSE_ARRAY))
        return 0;
    while (true) {
        if (s->token.kind < BO_TOKEN_INTEGER || at(s, BO_TOKEN_BAD))
            return syntax_error(s, "expected a number or a text in [ ]");
        if (s->token.kind != type)
            return syntax_error(s, "expected values of one type in [ ]; use ( ) to mix them");
        if (add_mark(s, array) != 0 || scan_value(s, s->scan->n - 1) != 0)
            return BO_ESCENARIO;
        if (!at(s, BO_TOKEN_COMMA))
            return 0;
        next(s);
    }
}

static int scan_settings(struct scanner *s, uint32_t group);

static int scan_nested(struct scanner *s, uint32_t mark)
{
    enum bo_token_kind opening = s->token.kind;

    if (s->depth == BO_SCAN_MAX_DEPTH)
        return too_much(s, "too many groups and lists inside each other", BO_SCAN_MAX_DEPTH);
    s->depth++;
    next(s);
    if (opening == BO_TOKEN_OPEN_GROUP) {
        s->scan->mark[mark].kind = BO_NODE_GROUP;
        if (scan_settings(s, mark) != 0)
            return BO_ESCENARIO;
        return close_bracket(s, BO_TOKEN_CLOSE_GROUP, "expected a key or \"}\"");
    }
    if (opening == BO_TOKEN_OPEN_LIST) {
        s->scan->mark[mark].kind = BO_NODE_LIST;
        if (scan_elements(s, mark) != 0)
            return BO_ESCENARIO;
        return close_bracket(s, BO_TOKEN_CLOSE_LIST, "expected \",\" or \")\"");
    }
    s->scan->mark[mark].kind = BO_NODE_ARRAY;
    if (scan_array(s, mark) != 0)
        return BO_ESCENARIO;
    return close_bracket(s, BO_TOKEN_CLOSE_ARRAY, "expected \",\" or \"]\"");
}

static int scan_value(struct scanner *s, uint32_t mark)
{
    struct bo_mark *m = &s->scan->mark[mark];

    m->value = place_of(s, &s->token);
    if (at(s, BO_TOKEN_TEXT)) {
        m->kind = BO_NODE_TEXT;
        return scan_text(s);
    }
    if (at(s, BO_TOKEN_SWITCH)) {
        m->kind = BO_NODE_SWITCH;
        next(s);
        return 0;
    }
    if (at(s, BO_TOKEN_INTEGER) || at(s, BO_TOKEN_LONG) || at(s, BO_TOKEN_FLOAT))
        return scan_number(s, m);
    if (at(s, BO_TOKEN_OPEN_GROUP) || at(s, BO_TOKEN_OPEN_LIST) || at(s, BO_TOKEN_OPEN_ARRAY))
        return scan_nested(s, mark);
    return syntax_error(s, at(s, BO_TOKEN_NAME) ? "expected a value, with text in quotes"
                                                : "expected a value");
}

static int scan_settings(struct scanner *s, uint32_t group)
{
    for (uint32_t n = 0; at(s, BO_TOKEN_NAME); n++) {
        uint32_t mark = s->scan->n;

        if (n == BO_SCAN_MAX_GROUP)
            return too_much(s, "too many keys in one group", BO_SCAN_MAX_GROUP);
        if (add_key(s, group) != 0)
            return BO_ESCENARIO;
        s->scan->n_pairs += n;
        next(s);
        if (!at(s, BO_TOKEN_EQUALS))
            return syntax_error(s, "expected \"=\" after a key; dates, quantities and texts are "
                                   "written in quotes");
        next(s);
        if (scan_value(s, mark) != 0)
            return BO_ESCENARIO;
        if (at(s, BO_TOKEN_SEMICOLON) || at(s, BO_TOKEN_COMMA))
            next(s);
    }
    return 0;
}

static int check_bytes(struct scanner *s)
{
    struct bo_place place = {.file = s->file};
    const char *fault = bo_lexer_check_bytes(s->file->text, s->file->n, &place.line, &place.column);

    return fault == NULL ? 0 : bo_problem(s->problems, place, "%s", fault);
}

int bo_scan_text(const struct bo_file *file, struct bo_arena *arena, struct bo_problems *problems,
                 struct bo_scan *scan)
{
    struct scanner s = {.file = file,
                        .arena = arena,
                        .problems = problems,
                        .scan = scan,
                        .lexer = bo_lexer_start(file->text, file->n),
                        .n_slots = slots_for(file->n)};

    s.slot = BO_NEW_ARRAY(arena, uint32_t, s.n_slots);
    *scan = (struct bo_scan){0};
    if (check_bytes(&s) != 0)
        return BO_ESCENARIO;
    next(&s);
    if (scan_settings(&s, BO_MARK_ROOT) != 0)
        return BO_ESCENARIO;
    if (!at(&s, BO_TOKEN_END))
        return key_expected(&s, "expected a key");
    return s.refused ? BO_ESCENARIO : 0;
}
