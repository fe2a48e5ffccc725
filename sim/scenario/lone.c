#include "lone.h"

#include <string.h>

#include "lexer.h"
#include "parse.h"
#include "scan.h"

#define PREFIX "value = "

static void place_all(struct bo_node *node, const struct bo_file *file)
{
    node->key = node->value = (struct bo_place){.file = file};
    for (uint32_t i = 0; i < node->n; i++)
        place_all(node->child[i], file);
}

static struct bo_node *as_text(struct bo_arena *arena, const char *text)
{
    struct bo_node *node = BO_NEW(arena, struct bo_node);

    *node = (struct bo_node){.kind = BO_NODE_TEXT, .text = bo_arena_strdup(arena, text)};
    return node;
}

/* A bare text must be one that a file could hold between quotes. */
static int check_bare(const struct bo_file *file, const char *text, struct bo_problems *problems)
{
    struct bo_place place = {.file = file};
    uint32_t line, column;
    const char *fault = bo_lexer_check_bytes(text, strlen(text), &line, &column);

    if (fault != NULL)
        return bo_problem(problems, place, "%s", fault);
    if (strlen(text) > BO_SCAN_MAX_TEXT)
        return bo_problem(problems, place, "too many bytes in a text; at most %d are allowed",
                          BO_SCAN_MAX_TEXT);
    return 0;
}

int bo_lone_value(const struct bo_file *file, const char *text, const char *name,
                  struct bo_problems *problems, struct bo_node **out)
{
    struct bo_arena *arena = problems->arena;
    struct bo_problems unsaid = {.arena = arena};
    struct bo_file lone = *file;
    struct bo_node *root = NULL, *node;
    struct bo_parse_size size = {0};

    lone.text = bo_arena_printf(arena, PREFIX "%s", text);
    lone.n = strlen(lone.text);
    if (bo_parse_text(&lone, arena, &unsaid, &size, &root) == 0 && root->n == 1) {
        node = root->child[0];
    } else if (text[0] != '\0' && strchr("{([\"", text[0]) != NULL) {
        return bo_problem(problems, (struct bo_place){.file = file}, "%s",
                          unsaid.n > 0 ? unsaid.item[0].text : "this is not one value");
    } else {
        if (check_bare(file, text, problems) != 0)
            return BO_ESCENARIO;
        node = as_text(arena, text);
    }
    place_all(node, file);
    node->name = name;
    *out = node;
    return 0;
}
