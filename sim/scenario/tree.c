#include "tree.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    const struct bo_node *const *x = a;
    const struct bo_node *const *y = b;

    return strcmp((*x)->name, (*y)->name);
}

void bo_node_sort(struct bo_node *group)
{
    if (group->n > 1) /* an array of pointers */
        qsort((void *)group->child, group->n, sizeof(void *), by_name);
}

struct bo_node *bo_node_child(const struct bo_node *group, const char *name)
{
    uint32_t low = 0, high;

    if (group == NULL || group->kind != BO_NODE_GROUP)
        return NULL;
    high = group->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(group->child[middle]->name, name);

        if (order == 0)
            return group->child[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct bo_node *bo_node_group(struct bo_arena *arena, const struct bo_node *like)
{
    struct bo_node *group = BO_NEW(arena, struct bo_node);

    *group = (struct bo_node){
        .kind = BO_NODE_GROUP, .name = like->name, .key = like->key, .value = like->value};
    return group;
}

struct bo_node *bo_node_without(struct bo_arena *arena, const struct bo_node *group,
                                const char *name)
{
    struct bo_node *rest = bo_node_group(arena, group);

    rest->child = BO_NEW_ARRAY(arena, struct bo_node *, group->n);
    for (uint32_t i = 0; i < group->n; i++)
        if (strcmp(group->child[i]->name, name) != 0)
            rest->child[rest->n++] = group->child[i];
    return rest;
}

uint32_t bo_node_count_keys(const struct bo_node *node, uint32_t limit)
{
    uint32_t n = node->name != NULL ? 1 : 0;

    for (uint32_t i = 0; i < node->n && n < limit; i++)
        n += bo_node_count_keys(node->child[i], limit - n);
    return n;
}

const char *bo_node_describe(const struct bo_node *node)
{
    switch (node->kind) {
    case BO_NODE_GROUP:
        return "a group";
    case BO_NODE_LIST:
    case BO_NODE_ARRAY:
        return "a list";
    case BO_NODE_TEXT:
        return "a text";
    case BO_NODE_INTEGER:
    case BO_NODE_FLOAT:
        return "a number";
    case BO_NODE_SWITCH:
        return "true or false";
    }
    return "nothing";
}

bool bo_node_is_dist(const struct bo_node *node)
{
    return bo_node_child(node, "dist") != NULL;
}

const char *bo_place_text(struct bo_arena *arena, struct bo_place place)
{
    if (place.line == 0)
        return place.file->shown;
    return bo_arena_printf(arena, "%s:%u:%u", place.file->shown, place.line, place.column);
}
