#include "buildout/store/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"

#define FIRST_ROOM 256

static void make_room(struct bo_text *text, size_t n_bytes)
{
    size_t room = text->room ? text->room : FIRST_ROOM;
    while (!text->failed && room - text->n < n_bytes) {
        text->failed = room > SIZE_MAX / 2;
        room *= 2;
    }
    if (text->failed || room == text->room)
        return;
    char *data = realloc(text->data, room);
    if (!data) {
        text->failed = true;
        return;
    }
    text->data = data;
    text->room = room;
}

void bo_text_add(struct bo_text *text, const void *bytes, size_t n_bytes)
{
    if (n_bytes == 0)
        return;
    if (text->room - text->n < n_bytes)
        make_room(text, n_bytes);
    if (text->failed)
        return;
    memcpy(text->data + text->n, bytes, n_bytes);
    text->n += n_bytes;
}

void bo_text_puts(struct bo_text *text, const char *string)
{
    bo_text_add(text, string, strlen(string));
}

void bo_text_char(struct bo_text *text, char c)
{
    bo_text_add(text, &c, 1);
}

void bo_text_free(struct bo_text *text)
{
    free(text->data);
    *text = (struct bo_text){0};
}

void bo_text_double(struct bo_text *text, double x)
{
    char number[40];
    if (!isfinite(x))
        return;
    bo_double_format(x, number, sizeof number);
    bo_text_puts(text, number);
}

void bo_text_int(struct bo_text *text, int64_t x)
{
    char number[24];
    snprintf(number, sizeof number, "%" PRId64, x);
    bo_text_puts(text, number);
}

void bo_text_uint(struct bo_text *text, uint64_t x)
{
    char number[24];
    snprintf(number, sizeof number, "%" PRIu64, x);
    bo_text_puts(text, number);
}

void bo_text_csv(struct bo_text *text, const char *field)
{
    if (!field[strcspn(field, ",\"\r\n")]) {
        bo_text_puts(text, field);
        return;
    }
    bo_text_char(text, '"');
    for (const char *p = field; *p; p++) {
        if (*p == '"')
            bo_text_char(text, '"');
        bo_text_char(text, *p);
    }
    bo_text_char(text, '"');
}

/* The length of the well-formed UTF-8 sequence at p, or 0 (Unicode 15, table 3-7). */
size_t bo_text_utf8_length(const unsigned char *p)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xc2 || p[0] > 0xf4)
        return 0;
    unsigned low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
    unsigned high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
    size_t n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    }
    return n;
}

static void add_json_char(struct bo_text *text, const unsigned char *p, size_t n)
{
    char escape[8];
    if (n == 0) {
        bo_text_puts(text, "\\ufffd");
    } else if (*p == '"' || *p == '\\') {
        bo_text_char(text, '\\');
        bo_text_add(text, p, 1);
    } else if (*p < 0x20) {
        snprintf(escape, sizeof escape, "\\u%04x", *p);
        bo_text_puts(text, escape);
    } else {
        bo_text_add(text, p, n);
    }
}

void bo_text_json(struct bo_text *text, const char *string)
{
    const unsigned char *p = (const unsigned char *)string;
    bo_text_char(text, '"');
    while (*p) {
        size_t n = bo_text_utf8_length(p);
        add_json_char(text, p, n);
        p += n ? n : 1;
    }
    bo_text_char(text, '"');
}

static size_t json_double(double x, char *out, uint32_t room)
{
    static const char nothing[] = "null";
    if (isfinite(x))
        return (size_t)bo_double_format(x, out, room);
    memcpy(out, nothing, sizeof nothing);
    return sizeof nothing - 1;
}

/* Also a NaN's, and not of 0 and -0. */
static bool same_bits(double a, double b)
{
    uint64_t one, other;
    memcpy(&one, &a, sizeof one);
    memcpy(&other, &b, sizeof other);
    return one == other;
}

/* More than half of the values of a run are those of the month before: their text is made once. */
void bo_text_json_doubles(struct bo_text *text, const double *value, uint32_t n)
{
    char number[1 + BO_DOUBLE_TEXT] = ",";
    size_t n_bytes = 0;
    bo_text_char(text, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 || !same_bits(value[i], value[i - 1]))
            n_bytes = 1 + json_double(value[i], number + 1, BO_DOUBLE_TEXT);
        bo_text_add(text, i == 0 ? number + 1 : number, i == 0 ? n_bytes - 1 : n_bytes);
    }
    bo_text_char(text, ']');
}

const char *bo_text_json_next(const char **at, size_t *n_bytes)
{
    if (**at != '[' && **at != ',')
        return NULL;
    const char *token = *at + 1;
    size_t n = strcspn(token, ",]");
    *at = token + n;
    if (n == 0)
        return NULL;
    *n_bytes = n == 4 && memcmp(token, "null", 4) == 0 ? 0 : n;
    return token;
}
