/* buildout/store/text.h - a growing text: CSV rows, JSON arrays and what a checksum is taken over.
 *
 * Units:  bytes.
 * Owner:  the caller, who frees it with bo_text_free. A zeroed struct is an empty text.
 * Errors: without memory `failed` is set and later additions do nothing, so that one check at the end is enough.
 */
#ifndef BUILDOUT_STORE_TEXT_H
#define BUILDOUT_STORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bo_text {
    char *data; /* data[n], not ended by a zero */
    size_t n;
    size_t room;
    bool failed;
};

void bo_text_add(struct bo_text *text, const void *bytes, size_t n_bytes);
void bo_text_puts(struct bo_text *text, const char *string);
void bo_text_char(struct bo_text *text, char c);
void bo_text_free(struct bo_text *text);

/* The shortest text that reads back; nothing for what is not finite. */
void bo_text_double(struct bo_text *text, double x);
void bo_text_int(struct bo_text *text, int64_t x);
void bo_text_uint(struct bo_text *text, uint64_t x);
/* A field of RFC 4180, in quotes only where it must be. */
void bo_text_csv(struct bo_text *text, const char *field);
/* The bytes of the well-formed UTF-8 character that a text ended by a zero begins with, 0 when it is none. */
size_t bo_text_utf8_length(const unsigned char *p);
/* A JSON string with its quotes; bytes that are not UTF-8 become U+FFFD. */
void bo_text_json(struct bo_text *text, const char *string);

/* [1,2.5,null]: one number a month, null for what is not finite. */
void bo_text_json_doubles(struct bo_text *text, const double *value, uint32_t n);
/* The next element of such an array; *at starts at its '[' and moves on. NULL after the last. The token is not ended
 * by a zero; "null" has n_bytes 0. */
const char *bo_text_json_next(const char **at, size_t *n_bytes);

#endif
