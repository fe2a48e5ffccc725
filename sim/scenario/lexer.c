#include "lexer.h"

#include <stdbool.h>
#include <string.h>

#include "buildout/base/num.h"

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
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool begins_name(char c)
{
    return is_letter(c) || c == '*';
}

static bool continues_name(char c)
{
    return begins_name(c) || is_digit(c) || c == '_' || c == '-';
}

/* The length of the UTF-8 character at p[n], 0 when it is none (RFC 3629: shortest form, no surrogates). */
static size_t utf8_length(const unsigned char *p, size_t n)
{
    static const struct {
        unsigned char first_low, first_high, second_low, second_high;
        size_t length;
    } form[] = {
        {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
        {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
        {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };

    if (p[0] < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
        if (p[0] < form[i].first_low || p[0] > form[i].first_high)
            continue;
        if (n < form[i].length || p[1] < form[i].second_low || p[1] > form[i].second_high)
            return 0;
        for (size_t k = 2; k < form[i].length; k++)
            if (p[k] < 0x80 || p[k] > 0xbf)
                return 0;
        return form[i].length;
    }
    return 0;
}

static const char *fault_of_byte(unsigned char c)
{
    if (c == 0)
        return "a zero byte; this is not a text file";
    if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == 0x7f)
        return "a control character";
    return NULL;
}

const char *bo_lexer_check_bytes(const char *text, size_t n, uint32_t *line, uint32_t *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < n;) {
        const unsigned char *p = (const unsigned char *)text + i;
        const char *fault = fault_of_byte(*p);
        size_t length = utf8_length(p, n - i);

        if (fault != NULL)
            return fault;
        if (length == 0)
            return "a byte that is not UTF-8; save the file as UTF-8";
        i += length;
        *column = *p == '\n' ? 1 : *column + 1;
        *line += *p == '\n' ? 1 : 0;
    }
    return NULL;
}

struct bo_lexer bo_lexer_start(const char *text, size_t n)
{
    return (struct bo_lexer){.at = text, .end = text + n, .line = 1, .column = 1};
}

static void step(struct bo_lexer *lexer)
{
    unsigned char c = (unsigned char)*lexer->at++;

    if (c == '\n') {
        lexer->line++;
        lexer->column = 1;
    } else if (c < 0x80 || c > 0xbf) {
        lexer->column++; /* what continues a UTF-8 character has no column of its own */
    }
}

static void advance(struct bo_lexer *lexer, size_t n)
{
    while (n-- > 0)
        step(lexer);
}

static bool looking_at(const struct bo_lexer *lexer, const char *word)
{
    size_t n = strlen(word);

    return (size_t)(lexer->end - lexer->at) >= n && memcmp(lexer->at, word, n) == 0;
}

static bool skip_comment(struct bo_lexer *lexer)
{
    struct bo_lexer opened = *lexer;

    if (!looking_at(lexer, "/*")) {
        while (lexer->at < lexer->end && *lexer->at != '\n')
            step(lexer);
        return true;
    }
    advance(lexer, 2);
    while (lexer->at < lexer->end && !looking_at(lexer, "*/"))
        step(lexer);
    if (lexer->at == lexer->end) {
        *lexer = opened;
        lexer->fault = "this comment is never closed";
        return false;
    }
    advance(lexer, 2);
    return true;
}

/* False at an unclosed comment. */
static bool skip_blanks(struct bo_lexer *lexer)
{
    while (lexer->at < lexer->end) {
        if (strchr(" \t\n\r\f", *lexer->at) != NULL)
            step(lexer);
        else if (*lexer->at != '#' && !looking_at(lexer, "//") && !looking_at(lexer, "/*"))
            return true;
        else if (!skip_comment(lexer))
            return false;
    }
    return true;
}

/* How much an escape at a backslash takes, 0 when it is none that a scenario may use. Of \xNN only printable ASCII
 * is allowed: libconfig cuts texts at \x00. */
static size_t escape_length(const char *p, const char *end)
{
    size_t left = (size_t)(end - p);

    if (left >= 2 && strchr("nrtf\\\"", p[1]) != NULL)
        return 2;
    if (left < 4 || (p[1] != 'x' && p[1] != 'X') || !is_hex_digit(p[2]) || !is_hex_digit(p[3]))
        return 0;
    if (p[2] < '2' || p[2] > '7' || (p[2] == '7' && (p[3] == 'f' || p[3] == 'F')))
        return 0;
    return 4;
}

static enum bo_token_kind take_text(struct bo_lexer *lexer)
{
    struct bo_lexer opened = *lexer;

    step(lexer);
    while (lexer->at < lexer->end && *lexer->at != '"') {
        size_t n = *lexer->at == '\\' ? escape_length(lexer->at, lexer->end) : 1;

        if (n == 0) {
            lexer->fault =
                "an unknown escape; known are \\n \\r \\t \\f \\\\ \\\" and printable \\xNN";
            return BO_TOKEN_BAD;
        }
        advance(lexer, n);
    }
    if (lexer->at == lexer->end) {
        *lexer = opened;
        lexer->fault = "this text is never closed";
        return BO_TOKEN_BAD;
    }
    step(lexer);
    return BO_TOKEN_TEXT;
}

static bool is_word(const char *text, size_t n, const char *lower)
{
    if (strlen(lower) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((text[i] | 0x20) != lower[i])
            return false;
    return true;
}

static enum bo_token_kind take_name(struct bo_lexer *lexer)
{
    const char *start = lexer->at;
    size_t n;

    while (lexer->at < lexer->end && continues_name(*lexer->at))
        step(lexer);
    n = (size_t)(lexer->at - start);
    return is_word(start, n, "true") || is_word(start, n, "false") ? BO_TOKEN_SWITCH
                                                                   : BO_TOKEN_NAME;
}

/* The text ends with a zero, so that looking one byte ahead is always allowed. */
static enum bo_token_kind take_integer_end(struct bo_lexer *lexer)
{
    if (*lexer->at != 'L')
        return BO_TOKEN_INTEGER;
    step(lexer);
    if (*lexer->at == 'L')
        step(lexer);
    return BO_TOKEN_LONG;
}

static enum bo_token_kind take_number(struct bo_lexer *lexer)
{
    const char *start = lexer->at;
    uint32_t n;

    if (start[0] == '0' && (start[1] | 0x20) == 'x' && is_hex_digit(start[2])) {
        advance(lexer, 2);
        while (is_hex_digit(*lexer->at))
            step(lexer);
        return take_integer_end(lexer);
    }
    n = bo_double_scan(start);
    if (n == 0) {
        lexer->fault = "unexpected character";
        return BO_TOKEN_BAD;
    }
    advance(lexer, n);
    for (uint32_t i = 0; i < n; i++)
        if (strchr(".eE", start[i]) != NULL)
            return BO_TOKEN_FLOAT;
    return take_integer_end(lexer);
}

static enum bo_token_kind take_other(struct bo_lexer *lexer)
{
    static const struct {
        char c;
        enum bo_token_kind kind;
    } sign[] = {
        {'=', BO_TOKEN_EQUALS},      {':', BO_TOKEN_EQUALS},     {',', BO_TOKEN_COMMA},
        {';', BO_TOKEN_SEMICOLON},   {'{', BO_TOKEN_OPEN_GROUP}, {'}', BO_TOKEN_CLOSE_GROUP},
        {'(', BO_TOKEN_OPEN_LIST},   {')', BO_TOKEN_CLOSE_LIST}, {'[', BO_TOKEN_OPEN_ARRAY},
        {']', BO_TOKEN_CLOSE_ARRAY},
    };

    for (size_t i = 0; i < sizeof sign / sizeof *sign; i++) {
        if (*lexer->at == sign[i].c) {
            step(lexer);
            return sign[i].kind;
        }
    }
    lexer->fault = looking_at(lexer, "@include")
                       ? "@include is not allowed; name files in scenario.extends"
                       : "unexpected character";
    return BO_TOKEN_BAD;
}

static enum bo_token_kind take(struct bo_lexer *lexer)
{
    if (*lexer->at == '"')
        return take_text(lexer);
    if (begins_name(*lexer->at))
        return take_name(lexer);
    if (is_digit(*lexer->at) || strchr("+-.", *lexer->at) != NULL)
        return take_number(lexer);
    return take_other(lexer);
}

struct bo_lexeme bo_lexer_next(struct bo_lexer *lexer)
{
    bool closed = skip_blanks(lexer);
    struct bo_lexeme lexeme = {
        .kind = BO_TOKEN_END, .text = lexer->at, .line = lexer->line, .column = lexer->column};

    if (!closed) {
        lexeme.kind = BO_TOKEN_BAD;
    } else if (lexer->at < lexer->end) {
        lexeme.kind = take(lexer);
        if (lexeme.kind == BO_TOKEN_BAD) {
            lexeme.line = lexer->line;
            lexeme.column = lexer->column;
        }
    }
    lexeme.n = (size_t)(lexer->at - lexeme.text);
    return lexeme;
}
