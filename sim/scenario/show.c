#include "show.h"

#include <stdio.h>
#include <string.h>

#include "buildout/base/num.h"

enum { INDENT = 2, WIDE = 90 };

struct writer {
    struct bo_arena *arena;
    char *text;
    uint32_t n, room;
    bool with_origins;
};

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

static void put_indent(struct writer *w, uint32_t depth)
{
    for (uint32_t i = 0; i < depth * INDENT; i++)
        put_char(w, ' ');
}

static void put_quoted(struct writer *w, const char *text)
{
    static const char plain[] = "\n\r\t\f\"\\";
    static const char coded[] = "nrtf\"\\";

    put_char(w, '"');
    for (; *text != '\0'; text++) {
        const char *found = strchr(plain, *text);

        if (found == NULL) {
            put_char(w, *text);
        } else {
            put_char(w, '\\');
            put_char(w, coded[found - plain]);
        }
    }
    put_char(w, '"');
}

static void put_number(struct writer *w, double x)
{
    char digits[BO_DOUBLE_TEXT];

    (void)bo_double_format(x, digits, sizeof digits);
    put(w, digits);
    if (strpbrk(digits, ".e") == NULL)
        put(w, ".0");
}

static void put_inline(struct writer *w, const struct bo_node *node);

static void put_elements(struct writer *w, const struct bo_node *list)
{
    bool array = list->kind == BO_NODE_ARRAY;

    put(w, array ? "[" : "(");
    for (uint32_t i = 0; i < list->n; i++) {
        put(w, i > 0 ? ", " : "");
        put_inline(w, list->child[i]);
    }
    put(w, array ? "]" : ")");
}

static void put_settings(struct writer *w, const struct bo_node *group)
{
    put(w, "{");
    for (uint32_t i = 0; i < group->n; i++) {
        put(w, " ");
        put(w, group->child[i]->name);
        put(w, " = ");
        put_inline(w, group->child[i]);
        put(w, ";");
    }
    put(w, " }");
}

static void put_inline(struct writer *w, const struct bo_node *node)
{
    switch (node->kind) {
    case BO_NODE_GROUP:
        put_settings(w, node);
        break;
    case BO_NODE_LIST:
    case BO_NODE_ARRAY:
        put_elements(w, node);
        break;
    case BO_NODE_TEXT:
        put_quoted(w, node->text);
        break;
    case BO_NODE_INTEGER:
    case BO_NODE_FLOAT:
        put_number(w, node->number);
        break;
    case BO_NODE_SWITCH:
        put(w, node->on ? "true" : "false");
        break;
    }
}

/* A list that is too wide for a line has a line for each element. */
static void put_tall(struct writer *w, const struct bo_node *list, uint32_t depth)
{
    put(w, list->kind == BO_NODE_ARRAY ? "[\n" : "(\n");
    for (uint32_t i = 0; i < list->n; i++) {
        put_indent(w, depth + 1);
        put_inline(w, list->child[i]);
        put(w, i + 1 < list->n ? ",\n" : "\n");
    }
    put_indent(w, depth);
    put(w, list->kind == BO_NODE_ARRAY ? "]" : ")");
}

static void put_value(struct writer *w, const struct bo_node *node, uint32_t depth)
{
    uint32_t start = w->n;

    put_inline(w, node);
    if (w->n - start > WIDE && (node->kind == BO_NODE_LIST || node->kind == BO_NODE_ARRAY)) {
        w->n = start;
        put_tall(w, node, depth);
    }
}

static void put_origin(struct writer *w, const struct bo_node *node)
{
    char line[16];

    if (!w->with_origins)
        return;
    put(w, "  # ");
    put(w, node->value.file->shown);
    if (node->value.line > 0) {
        (void)snprintf(line, sizeof line, ":%u", node->value.line);
        put(w, line);
    }
}

/* Distributions and paths are values; other groups have a line for each key. */
static bool is_value(const struct bo_node *node)
{
    return node->kind != BO_NODE_GROUP || bo_node_is_dist(node) ||
           bo_node_child(node, "points") != NULL;
}

static void put_group(struct writer *w, const struct bo_node *group, uint32_t depth)
{
    for (uint32_t i = 0; i < group->n; i++) {
        const struct bo_node *child = group->child[i];

        put_indent(w, depth);
        put(w, child->name);
        if (is_value(child)) {
            put(w, " = ");
            put_value(w, child, depth);
            put(w, ";");
            put_origin(w, child);
        } else {
            put(w, ": {\n");
            put_group(w, child, depth + 1);
            put_indent(w, depth);
            put(w, "};");
        }
        put(w, "\n");
    }
}

const char *bo_show_tree(struct bo_arena *arena, const struct bo_node *root, bool with_origins)
{
    struct writer w = {.arena = arena, .with_origins = with_origins};

    put_group(&w, root, 0);
    put_char(&w, '\0');
    return w.text;
}

const char *bo_show_value(struct bo_arena *arena, const struct bo_node *value)
{
    struct writer w = {.arena = arena};

    put_inline(&w, value);
    put_char(&w, '\0');
    return w.text;
}
