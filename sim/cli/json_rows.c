#include "json_rows.h"

#include <jansson.h>

#include "buildout/base/num.h"

static void print_text(FILE *out, const char *text)
{
    json_t *string = text != NULL ? json_string(text) : NULL;

    if (string == NULL || json_dumpf(string, out, JSON_ENCODE_ANY) != 0)
        (void)fputs("null", out);
    json_decref(string);
}

static void begin_member(struct bo_json_rows *rows, const char *name)
{
    (void)fprintf(rows->out, "%s\"%s\": ", rows->n_members > 0 ? ", " : "", name);
    rows->n_members++;
}

void bo_json_row_begin(struct bo_json_rows *rows)
{
    (void)fputs(rows->n_rows > 0 ? ",\n{" : "[\n{", rows->out);
    rows->n_rows++;
    rows->n_members = 0;
}

void bo_json_row_end(struct bo_json_rows *rows)
{
    (void)fputs("}", rows->out);
}

void bo_json_rows_end(struct bo_json_rows *rows)
{
    (void)fputs(rows->n_rows > 0 ? "\n]\n" : "[]\n", rows->out);
}

void bo_json_text(struct bo_json_rows *rows, const char *name, const char *text)
{
    begin_member(rows, name);
    print_text(rows->out, text);
}

void bo_json_number(struct bo_json_rows *rows, const char *name, double x)
{
    char digits[BO_DOUBLE_TEXT];

    begin_member(rows, name);
    (void)bo_double_format(x, digits, sizeof digits);
    (void)fputs(digits[0] != '\0' ? digits : "null", rows->out);
}

void bo_json_switch(struct bo_json_rows *rows, const char *name, bool on)
{
    begin_member(rows, name);
    (void)fputs(on ? "true" : "false", rows->out);
}
