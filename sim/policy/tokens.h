/* tokens.h - the words of an expression, read as Lua reads them.
 *
 * Our own reading exists to know which names an expression uses, even in a branch that is not taken; whether the
 * words make sense together is for Lua's compiler to say.
 *
 * Errors: what Lua could not read either, text too long and brackets too deep: *fault is set to the reason.
 */
#ifndef BUILDOUT_SIM_POLICY_TOKENS_H
#define BUILDOUT_SIM_POLICY_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

#define BO_EXPRESSION_MAX 4096 /* bytes of one expression */
#define BO_DEPTH_MAX 64        /* brackets and blocks inside each other */
#define BO_FAULT_ROOM 192

enum bo_token_kind { BO_TOKEN_END, BO_TOKEN_NAME, BO_TOKEN_NUMBER, BO_TOKEN_TEXT, BO_TOKEN_SYMBOL };

struct bo_token { /* keywords are names: bo_token_is tells them apart */
    uint16_t start;
    uint16_t length;
    uint8_t kind;
};

struct bo_tokens {
    const char *text;
    uint32_t n; /* the last one, token[n], is BO_TOKEN_END */
    struct bo_token token[BO_EXPRESSION_MAX + 1];
};

/* Reads text (which must outlive tokens). Returns false and the reason when it cannot be an expression. */
bool bo_tokens_read(const char *text, struct bo_tokens *tokens, char fault[static BO_FAULT_ROOM]);
/* Is token i the symbol or word? False past the end. */
bool bo_token_is(const struct bo_tokens *tokens, uint32_t i, const char *word);
/* Is token i a name that is not a keyword? */
bool bo_token_is_name(const struct bo_tokens *tokens, uint32_t i);
bool bo_is_keyword(const char *text, uint32_t length);

#define BO_SOURCE_ROOM (3 * BO_EXPRESSION_MAX + 64)
/* "return (text)" with every whole number written as a double (7 as 7.0): Lua's integers wrap around silently. */
uint32_t bo_tokens_source(const struct bo_tokens *tokens, char source[static BO_SOURCE_ROOM]);

#endif
