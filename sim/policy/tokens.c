#include "tokens.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* <ctype.h> depends on the locale. */
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex_digit(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_name(const char *p)
{
    while (is_letter(*p) || is_digit(*p))
        p++;
    return p;
}

/* As Lua's read_numeral: digits, points and signed exponents, and what sticks to them (then Lua complains). */
static const char *skip_number(const char *p)
{
    const char *exponent = "eE";

    if (p[0] == '0' && (p[1] == 'x' || p[1] == 'X')) {
        exponent = "pP";
        p += 2;
    }
    for (;;) {
        if (*p == exponent[0] || *p == exponent[1]) {
            p++;
            if (*p == '+' || *p == '-')
                p++;
        } else if (is_hex_digit(*p) || *p == '.') {
            p++;
        } else {
            return skip_name(p);
        }
    }
}

/* NULL when the text is not closed. */
static const char *skip_quoted(const char *p)
{
    char quote = *p++;

    while (*p != quote) {
        if (*p == '\\')
            p++;
        if (*p == '\0')
            return NULL;
        p++;
    }
    return p + 1;
}

/* The level of the long bracket "[==[" at p, -1 when there is none. */
static int long_bracket_level(const char *p)
{
    int level = 0;

    if (*p != '[')
        return -1;
    while (p[1 + level] == '=')
        level++;
    return p[1 + level] == '[' ? level : -1;
}

static const char *skip_long_bracket(const char *p, int level)
{
    for (p += level + 2; *p != '\0'; p++) {
        int n = 0;

        if (*p != ']')
            continue;
        while (p[1 + n] == '=')
            n++;
        if (n == level && p[1 + n] == ']')
            return p + level + 2;
    }
    return NULL;
}

static const char *skip_comment(const char *p)
{
    int level = long_bracket_level(p + 2);

    if (level >= 0)
        return skip_long_bracket(p + 2, level);
    while (*p != '\0' && *p != '\n' && *p != '\r')
        p++;
    return p;
}

static const char *skip_symbol(const char *p)
{
    static const char *const symbol[] = {
        "...", "..", "==", "~=", "<=", ">=", "//", "<<", ">>", "::"};

    for (size_t i = 0; i < sizeof symbol / sizeof symbol[0]; i++) {
        size_t length = strlen(symbol[i]);

        if (strncmp(p, symbol[i], length) == 0)
            return p + length;
    }
    return strchr("+-*/%^#&|~<>=(){}[];:,.", *p) ? p + 1 : NULL;
}

static enum bo_token_kind kind_at(const char *p)
{
    if (is_letter(*p))
        return BO_TOKEN_NAME;
    if (is_digit(*p) || (*p == '.' && is_digit(p[1])))
        return BO_TOKEN_NUMBER;
    if (*p == '"' || *p == '\'' || long_bracket_level(p) >= 0)
        return BO_TOKEN_TEXT;
    return BO_TOKEN_SYMBOL;
}

static const char *skip_token(const char *p, enum bo_token_kind kind)
{
    switch (kind) {
    case BO_TOKEN_NAME:
        return skip_name(p);
    case BO_TOKEN_NUMBER:
        return skip_number(p);
    case BO_TOKEN_TEXT:
        return *p == '[' ? skip_long_bracket(p, long_bracket_level(p)) : skip_quoted(p);
    case BO_TOKEN_SYMBOL:
        return skip_symbol(p);
    case BO_TOKEN_END:
        break;
    }
    return NULL;
}

static bool say(char fault[static BO_FAULT_ROOM], const char *reason)
{
    snprintf(fault, BO_FAULT_ROOM, "%s", reason);
    return false;
}

static bool say_unreadable(const char *p, enum bo_token_kind kind, char fault[static BO_FAULT_ROOM])
{
    if (kind == BO_TOKEN_TEXT)
        return say(fault, "a quoted text is not closed");
    if (*p == '!')
        return say(fault, "\"!\" is not an operator: write \"not\", or \"~=\" for unequal");
    if (*p > ' ' && *p <= '~')
        snprintf(fault, BO_FAULT_ROOM, "unexpected character \"%c\"", *p);
    else
        snprintf(fault, BO_FAULT_ROOM, "unexpected byte 0x%02x", (unsigned)(unsigned char)*p);
    return false;
}

static bool check_brackets(const struct bo_tokens *tokens, char fault[static BO_FAULT_ROOM])
{
    uint32_t depth = 0;

    for (uint32_t i = 0; i < tokens->n; i++) {
        char c = tokens->text[tokens->token[i].start];

        if (tokens->token[i].kind != BO_TOKEN_SYMBOL)
            continue;
        if (depth == 0 && bo_token_is(tokens, i, "="))
            return say(fault, "\"=\" assigns: to compare, write \"==\"");
        if (strchr("([{", c) && ++depth > BO_DEPTH_MAX)
            return say(fault, "this is nested too deeply");
        if (strchr(")]}", c) && depth-- == 0)
            return say(fault, "a bracket is closed that was never opened");
    }
    return true;
}

bool bo_tokens_read(const char *text, struct bo_tokens *tokens, char fault[static BO_FAULT_ROOM])
{
    const char *p = text;

    tokens->text = text;
    tokens->n = 0;
    if (strnlen(text, BO_EXPRESSION_MAX + 1) > BO_EXPRESSION_MAX)
        return say(fault, "an expression has at most 4096 bytes");
    while (*p != '\0') {
        enum bo_token_kind kind = kind_at(p);
        const char *end;

        if (is_space(*p)) {
            p++;
            continue;
        }
        if (p[0] == '-' && p[1] == '-') {
            p = skip_comment(p);
            if (!p)
                return say(fault, "a comment is not closed");
            continue;
        }
        end = skip_token(p, kind);
        if (!end)
            return say_unreadable(p, kind, fault);
        tokens->token[tokens->n++] = (struct bo_token){
            .start = (uint16_t)(p - text), .length = (uint16_t)(end - p), .kind = (uint8_t)kind};
        p = end;
    }
    tokens->token[tokens->n] = (struct bo_token){.start = (uint16_t)(p - text)};
    if (tokens->n == 0)
        return say(fault, "an expression is missing");
    return check_brackets(tokens, fault);
}

bool bo_token_is(const struct bo_tokens *tokens, uint32_t i, const char *word)
{
    const struct bo_token *token;

    if (i >= tokens->n)
        return false;
    token = &tokens->token[i];
    return token->kind != BO_TOKEN_TEXT && strlen(word) == token->length &&
           memcmp(tokens->text + token->start, word, token->length) == 0;
}

bool bo_is_keyword(const char *text, uint32_t length)
{
    static const char *const keyword[] = {"and",   "break", "do",       "else", "elseif", "end",
                                          "false", "for",   "function", "goto", "if",     "in",
                                          "local", "nil",   "not",      "or",   "repeat", "return",
                                          "then",  "true",  "until",    "while"};

    for (size_t i = 0; i < sizeof keyword / sizeof keyword[0]; i++)
        if (strlen(keyword[i]) == length && memcmp(keyword[i], text, length) == 0)
            return true;
    return false;
}

bool bo_token_is_name(const struct bo_tokens *tokens, uint32_t i)
{
    const struct bo_token *token;

    if (i >= tokens->n)
        return false;
    token = &tokens->token[i];
    return token->kind == BO_TOKEN_NAME &&
           !bo_is_keyword(tokens->text + token->start, token->length);
}

/* What makes a double of the whole number text[length]: ".0", "p0" in hexadecimal, nothing when it is one already. */
static const char *double_suffix(const char *text, uint32_t length)
{
    bool hexadecimal = length > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');

    for (uint32_t i = hexadecimal ? 2 : 0; i < length; i++)
        if (!(hexadecimal ? is_hex_digit(text[i]) : is_digit(text[i])))
            return "";
    return hexadecimal ? "p0" : ".0";
}

static uint32_t append(char *source, uint32_t used, const char *text, uint32_t length)
{
    assert(used + length < BO_SOURCE_ROOM);
    memcpy(source + used, text, length);
    return used + length;
}

uint32_t bo_tokens_source(const struct bo_tokens *tokens, char source[static BO_SOURCE_ROOM])
{
    uint32_t copied = 0; /* bytes of the text */
    uint32_t used = append(source, 0, "return (", 8);

    for (uint32_t i = 0; i < tokens->n; i++) {
        const struct bo_token *token = &tokens->token[i];
        uint32_t end = (uint32_t)token->start + token->length;

        used = append(source, used, tokens->text + copied, end - copied);
        copied = end;
        if (token->kind == BO_TOKEN_NUMBER) {
            const char *suffix = double_suffix(tokens->text + token->start, token->length);

            used = append(source, used, suffix, (uint32_t)strlen(suffix));
        }
    }
    /* On a line of its own, so that a comment cannot swallow the bracket. */
    used = append(source, used, tokens->text + copied, tokens->token[tokens->n].start - copied);
    return append(source, used, "\n)", 2);
}
