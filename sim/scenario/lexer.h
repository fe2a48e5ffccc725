/* lexer.h - libconfig's tokens, with line and column, and without its surprises.
 *
 * The lexer accepts less than libconfig 1.5 does, never more: an unclosed comment, @include, and an escape that would
 * put a control byte into a text are errors here.
 */
#ifndef BUILDOUT_SIM_SCENARIO_LEXER_H
#define BUILDOUT_SIM_SCENARIO_LEXER_H

#include <stddef.h>
#include <stdint.h>

enum bo_token_kind {
    BO_TOKEN_END,
    BO_TOKEN_NAME,
    BO_TOKEN_EQUALS,
    BO_TOKEN_COMMA,
    BO_TOKEN_SEMICOLON,
    BO_TOKEN_OPEN_GROUP,
    BO_TOKEN_CLOSE_GROUP,
    BO_TOKEN_OPEN_LIST,
    BO_TOKEN_CLOSE_LIST,
    BO_TOKEN_OPEN_ARRAY,
    BO_TOKEN_CLOSE_ARRAY,
    BO_TOKEN_INTEGER,
    BO_TOKEN_LONG, /* an integer with L, another type to libconfig */
    BO_TOKEN_FLOAT,
    BO_TOKEN_TEXT, /* one literal with its quotes */
    BO_TOKEN_SWITCH,
    BO_TOKEN_BAD /* fault says why */
};

struct bo_lexeme {
    enum bo_token_kind kind;
    const char *text;
    size_t n;
    uint32_t line, column;
};

struct bo_lexer {
    const char *at, *end;
    uint32_t line, column;
    const char *fault; /* of the latest BO_TOKEN_BAD */
};

struct bo_lexer bo_lexer_start(const char *text, size_t n);
struct bo_lexeme bo_lexer_next(struct bo_lexer *lexer);

/* Looks through the bytes before anything else does. NULL when all is well, else what is wrong at line and column. */
const char *bo_lexer_check_bytes(const char *text, size_t n, uint32_t *line, uint32_t *column);

#endif
