/* The schema for people and programs: text, JSON, Markdown, all from the same rows. */
#include <stdio.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/scenario/scenario.h"
#include "buildout/scenario/schema.h"

struct writer {
    struct bo_arena *arena;
    char *text;
    uint32_t n, room;
};

/* A key as it is shown; what the reader itself understands has no row in the schema. */
struct shown {
    const char *path, *kind, *unit;
    bool has_range;
    double low, high;
    const char *fallback, *words, *meaning, *source;
    uint32_t rank;
};

static const struct shown head_rows[] = {
    {.path = "scenario.extends",
     .kind = "texts",
     .fallback = "",
     .meaning = "Files that this one stands on, merged from left to right.",
     .source = "planner's choice"},
    {.path = "scenario.title",
     .kind = "text",
     .fallback = "the file's name",
     .meaning = "What the scenario asks, in one line.",
     .source = "planner's choice"},
    {.path = "correlations",
     .kind = "list",
     .fallback = "",
     .meaning = "Rank correlations of uncertain values: ((\"path\", \"path\", -0.3), ...).",
     .source = "judgement"},
};

static const struct shown extends_row = {.path = "strategies.*.extends",
                                         .kind = "reference",
                                         .fallback = "",
                                         .words = "strategies",
                                         .meaning =
                                             "Strategy whose keys hold where this one has none.",
                                         .source = "board's choice"};

static void put_char(struct writer *w, char c)
{
    BO_ARENA_ROOM(w->arena, w->text, w->n, w->room);
    w->text[w->n++] = c;
}

static void put(struct writer *w, const char *text)
{
    while (*text != '\0')
        put_char(w, *text++);
}

static void put_number(struct writer *w, double x)
{
    char digits[BO_DOUBLE_TEXT];

    (void)bo_double_format(x, digits, sizeof digits);
    put(w, digits);
}

static const char *kind_name(enum bo_key_kind kind)
{
    switch (kind) {
    case BO_KEY_NUMBER:
        return "number";
    case BO_KEY_SWITCH:
        return "switch";
    case BO_KEY_DATE:
        return "date";
    case BO_KEY_TEXT:
        return "text";
    case BO_KEY_TEXTS:
        return "texts";
    case BO_KEY_CHOICE:
        return "choice";
    case BO_KEY_REF:
        return "reference";
    case BO_KEY_DIST:
        return "distribution";
    case BO_KEY_PATH:
        return "path";
    case BO_KEY_SHARES:
        return "shares";
    case BO_KEY_SCRIPT:
        return "script";
    case BO_KEY_RULES:
        return "rules";
    case BO_KEY_EXPRESSION:
        return "expression";
    case BO_KEY_NUMBER_OR:
        return "number or word";
    case BO_KEY_PATH_OR:
        return "path or word";
    case BO_KEY_DATE_OR_NEVER:
        return "date or never";
    case BO_KEY_SPAN:
        return "span";
    case BO_KEY_COUNTRY:
        return "country";
    case BO_KEY_PLACES:
        return "places";
    case BO_KEY_MEMBERS:
        return "members";
    case BO_KEY_CONDITION:
        return "condition";
    }
    return "";
}

/* ---- one key in each format ---- */

static void put_range(struct writer *w, const struct shown *key)
{
    if (!key->has_range)
        return;
    put_number(w, key->low);
    put(w, " to ");
    put_number(w, key->high);
}

static void text_key(struct writer *w, const struct shown *key)
{
    put(w, "  ");
    put(w, key->path);
    put(w, ": ");
    put(w, key->kind);
    if (key->words != NULL) {
        put(w, " of ");
        put(w, key->words);
    }
    if (key->has_range) {
        put(w, ", ");
        put_range(w, key);
        put(w, " ");
        put(w, key->unit);
    }
    put(w, key->fallback == NULL ? ", required" : ", default ");
    if (key->fallback != NULL)
        put(w, key->fallback[0] != '\0' ? key->fallback : "none");
    put(w, "\n      ");
    put(w, key->meaning);
    put(w, " (");
    put(w, key->source);
    put(w, ")\n");
}

static void put_cell(struct writer *w, const char *text)
{
    put(w, " ");
    for (; *text != '\0'; text++) {
        if (*text == '|')
            put_char(w, '\\');
        put_char(w, *text);
    }
    put(w, " |");
}

static void markdown_key(struct writer *w, const struct shown *key)
{
    put(w, "| `");
    put(w, key->path);
    put(w, "` |");
    put_cell(w, key->kind);
    put_cell(w, key->unit != NULL ? key->unit : "");
    put(w, " ");
    put_range(w, key);
    put(w, " |");
    put_cell(w, key->words != NULL ? key->words : "");
    put_cell(w, key->fallback == NULL      ? "required"
                : key->fallback[0] != '\0' ? key->fallback
                                           : "none");
    put_cell(w, key->meaning);
    put_cell(w, key->source);
    put(w, "\n");
}

static void put_json_text(struct writer *w, const char *text)
{
    char code[8];

    if (text == NULL) {
        put(w, "null");
        return;
    }
    put_char(w, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            put_char(w, '\\');
            put_char(w, *text);
        } else if ((unsigned char)*text < 0x20) {
            (void)snprintf(code, sizeof code, "\\u%04x", (unsigned)(unsigned char)*text);
            put(w, code);
        } else {
            put_char(w, *text);
        }
    }
    put_char(w, '"');
}

static void json_member(struct writer *w, const char *name, const char *value)
{
    put(w, ", \"");
    put(w, name);
    put(w, "\": ");
    put_json_text(w, value);
}

static void json_number(struct writer *w, const char *name, bool known, double x)
{
    put(w, ", \"");
    put(w, name);
    put(w, "\": ");
    if (known)
        put_number(w, x);
    else
        put(w, "null");
}

static void json_key(struct writer *w, const struct shown *key)
{
    bool first = w->n <= 2; /* after "[\n" */

    put(w, first ? "{\"key\": " : ",\n{\"key\": ");
    put_json_text(w, key->path);
    json_member(w, "kind", key->kind);
    json_member(w, "unit", key->unit);
    json_number(w, "low", key->has_range, key->low);
    json_number(w, "high", key->has_range, key->high);
    json_member(w, "words", key->words);
    put(w, ", \"required\": ");
    put(w, key->fallback == NULL ? "true" : "false");
    json_member(w, "default", key->fallback);
    json_member(w, "meaning", key->meaning);
    json_member(w, "source", key->source);
    json_number(w, "rank", key->rank > 0, (double)key->rank);
    put(w, "}");
}

/* ---- tables ---- */

static void put_key(struct writer *w, enum bo_schema_format format, const struct shown *key)
{
    switch (format) {
    case BO_SCHEMA_TEXT:
        text_key(w, key);
        break;
    case BO_SCHEMA_JSON:
        json_key(w, key);
        break;
    case BO_SCHEMA_MARKDOWN:
        markdown_key(w, key);
        break;
    }
}

static void put_heading(struct writer *w, enum bo_schema_format format, const char *name,
                        const char *meaning)
{
    if (format == BO_SCHEMA_JSON)
        return;
    put(w, format == BO_SCHEMA_MARKDOWN ? "\n## " : w->n > 0 ? "\n" : "");
    put(w, name);
    put(w, format == BO_SCHEMA_MARKDOWN ? "\n\n" : ": ");
    put(w, meaning);
    put(w, "\n");
    if (format == BO_SCHEMA_MARKDOWN)
        put(w, "\n| key | kind | unit | range | of | default | meaning | source |\n"
               "|---|---|---|---|---|---|---|---|\n");
}

static struct shown show_key(struct bo_arena *arena, const struct bo_key *key)
{
    const struct bo_table_info *table = &bo_tables[key->table];

    return (struct shown){.path = bo_arena_printf(arena, "%s.%s%s", table->name,
                                                  table->is_list ? "*." : "", key->name),
                          .kind = kind_name(key->kind),
                          .unit = key->unit,
                          .has_range = key->unit != NULL,
                          .low = key->low,
                          .high = key->high,
                          .fallback = key->fallback,
                          .words = key->words,
                          .meaning = key->meaning,
                          .source = key->source,
                          .rank = key->rank};
}

static void put_name(struct writer *w, enum bo_schema_format format, enum bo_table table)
{
    struct shown name = {.kind = "text",
                         .fallback = "the key",
                         .meaning = "What people read, in results and reports.",
                         .source = "planner's choice"};

    if (!bo_tables[table].is_list)
        return;
    name.path = bo_arena_printf(w->arena, "%s.*.name", bo_tables[table].name);
    put_key(w, format, &name);
}

static void put_table(struct writer *w, enum bo_schema_format format, enum bo_table table)
{
    uint32_t n;
    const struct bo_key *key = bo_schema_keys(table, &n);

    put_heading(w, format, bo_tables[table].name, bo_schema_table_meaning(table));
    put_name(w, format, table);
    if (table == BO_TABLE_STRATEGIES)
        put_key(w, format, &extends_row);
    for (uint32_t i = 0; i < n; i++) {
        struct shown shown = show_key(w->arena, &key[i]);

        put_key(w, format, &shown);
    }
}

const char *bo_schema_print(enum bo_schema_format format, struct bo_arena *arena)
{
    struct writer w = {.arena = arena};

    if (format == BO_SCHEMA_JSON)
        put(&w, "[\n");
    if (format == BO_SCHEMA_MARKDOWN)
        put(&w, "# Keys of a scenario\n");
    put_heading(&w, format, "scenario", "What a file stands on, and what it asks.");
    for (size_t i = 0; i < sizeof head_rows / sizeof *head_rows; i++)
        put_key(&w, format, &head_rows[i]);
    for (int table = 0; table < BO_N_TABLES; table++)
        put_table(&w, format, (enum bo_table)table);
    if (format == BO_SCHEMA_JSON)
        put(&w, "\n]\n");
    put_char(&w, '\0');
    return w.text;
}
