#include "buildout/base/csv.h"

#include <string.h>

struct bo_csv bo_csv_open(const char *file, const char *text, size_t n_bytes,
                          struct bo_arena *arena, struct bo_diag *diag)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct bo_csv csv = {
        .file = file, .at = text, .end = text + n_bytes, .line = 1, .arena = arena, .diag = diag};
    if (n_bytes >= 3 && memcmp(text, mark, 3) == 0)
        csv.at += 3;
    csv.line_start = csv.at;
    return csv;
}

static uint32_t column(const struct bo_csv *csv)
{
    return (uint32_t)(csv->at - csv->line_start) + 1;
}

static void complain(struct bo_csv *csv, const struct bo_csv_field *at, const char *what)
{
    bo_diag_add(csv->diag, "%s:%u:%u: error: %s", csv->file, at->line, at->column, what);
    csv->faulty = true;
}

static bool at_line_end(const struct bo_csv *csv)
{
    return csv->at == csv->end || *csv->at == '\n' ||
           (*csv->at == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n');
}

/* Past the end of the line, if there is one. */
static void end_line(struct bo_csv *csv)
{
    if (csv->at < csv->end && *csv->at == '\r')
        csv->at++;
    if (csv->at < csv->end) {
        csv->at++;
        csv->line++;
        csv->line_start = csv->at;
    }
}

static void skip_line(struct bo_csv *csv)
{
    while (!at_line_end(csv))
        csv->at++;
    end_line(csv);
}

/* The quote that closes a field; two in a row stand for one inside it. NULL when there is none. */
static const char *find_close(const char *at, const char *end)
{
    while ((at = memchr(at, '"', (size_t)(end - at))) != NULL) {
        if (at + 1 == end || at[1] != '"')
            return at;
        at += 2;
    }
    return NULL;
}

/* After the opening quote. */
static bool read_quoted(struct bo_csv *csv, struct bo_csv_field *field)
{
    size_t n = 0;
    const char *close = find_close(csv->at, csv->end);
    if (close == NULL) {
        complain(csv, field, "the quote that opens here is never closed");
        csv->at = csv->end;
        return false;
    }
    char *text = BO_NEW_ARRAY(csv->arena, char, (size_t)(close - csv->at) + 1);
    for (; csv->at < close; csv->at++) {
        text[n++] = *csv->at;
        if (*csv->at == '"')
            csv->at++;
        else if (*csv->at == '\n') {
            csv->line++;
            csv->line_start = csv->at + 1;
        }
    }
    csv->at++;
    field->text = text;
    return true;
}

static bool read_plain(struct bo_csv *csv, struct bo_csv_field *field)
{
    const char *start = csv->at;
    while (!at_line_end(csv) && *csv->at != ',') {
        if (*csv->at == '"') {
            complain(csv, field, "a quote stands inside a field that does not begin with one");
            return false;
        }
        csv->at++;
    }
    field->text = bo_arena_strndup(csv->arena, start, (size_t)(csv->at - start));
    return true;
}

static bool read_field(struct bo_csv *csv)
{
    struct bo_csv_field field = {.line = csv->line, .column = column(csv)};
    bool well = true;
    if (csv->n == BO_CSV_FIELDS_MAX) {
        complain(csv, &field, "too many fields");
        return false;
    }
    const char *start = csv->at;
    if (csv->at < csv->end && *csv->at == '"') {
        csv->at++;
        well = read_quoted(csv, &field);
    } else {
        well = read_plain(csv, &field);
    }
    if (well && memchr(start, '\0', (size_t)(csv->at - start)) != NULL) {
        complain(csv, &field, "a zero byte");
        return false;
    }
    if (well && !at_line_end(csv) && *csv->at != ',') {
        complain(csv, &field, "after the closing quote a comma is expected");
        return false;
    }
    csv->field[csv->n++] = field;
    return well;
}

static bool read_record(struct bo_csv *csv)
{
    csv->n = 0;
    for (;;) {
        if (!read_field(csv)) {
            skip_line(csv);
            return false;
        }
        if (at_line_end(csv))
            break;
        csv->at++; /* the comma */
    }
    end_line(csv);
    return true;
}

bool bo_csv_next(struct bo_csv *csv)
{
    while (csv->at < csv->end) {
        if (at_line_end(csv))
            end_line(csv);
        else if (*csv->at == '#')
            skip_line(csv);
        else if (read_record(csv))
            return true;
    }
    return false;
}

void bo_csv_clean(char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text < ' ' || (unsigned char)*text >= 0x7f)
            *text = '?';
    }
}
