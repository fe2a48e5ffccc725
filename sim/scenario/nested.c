#include "nested.h"

#include <string.h>

/* "policy.licence.grant" is "policy", and *rest "licence.grant"; *rest is NULL for the last name. */
static const char *first_name(struct bo_arena *arena, const char *name, const char **rest)
{
    size_t n = strcspn(name, ".");

    *rest = name[n] == '.' ? name + n + 1 : NULL;
    return *rest != NULL ? bo_arena_strndup(arena, name, n) : name;
}

/* The child whose name is the first n characters of name. */
static struct bo_node *child_of(const struct bo_node *group, const char *name, size_t n)
{
    for (uint32_t i = 0; group != NULL && group->kind == BO_NODE_GROUP && i < group->n; i++)
        if (strncmp(group->child[i]->name, name, n) == 0 && group->child[i]->name[n] == '\0')
            return group->child[i];
    return NULL;
}

struct bo_node *bo_nested_find(const struct bo_node *row, const char *key_name)
{
    size_t n = strcspn(key_name, ".");
    struct bo_node *child;

    if (key_name[n] == '\0')
        return bo_node_child(row, key_name);
    child = child_of(row, key_name, n);
    key_name += n + 1;
    if (child == NULL || child->kind == BO_NODE_GROUP)
        return bo_nested_find(child, key_name);
    return strcmp(key_name, "default") == 0 ? child : NULL;
}

bool bo_nested_is_group(const struct bo_key *key, uint32_t n_keys, const char *name)
{
    size_t n = strlen(name);

    for (uint32_t i = 0; i < n_keys; i++)
        if (strncmp(key[i].name, name, n) == 0 && key[i].name[n] == '.')
            return true;
    return false;
}

/* Keys come in the schema's order, so that a row's groups are sorted each time one is added to. */
void bo_nested_keep(struct bo_arena *arena, struct bo_node *row, const char *key_name,
                    struct bo_node *node, uint32_t n_keys)
{
    const char *rest;
    const char *name = first_name(arena, key_name, &rest);
    struct bo_node *child;

    if (rest == NULL) {
        child = node;
        if (strcmp(node->name, name) != 0) {
            child = BO_NEW(arena, struct bo_node);
            *child = *node;
            child->name = name;
        }
        row->child[row->n++] = child;
    } else {
        child = child_of(row, name, strlen(name));
        if (child == NULL) {
            child = bo_node_group(arena, row);
            child->name = name;
            child->child = BO_NEW_ARRAY(arena, struct bo_node *, n_keys);
            row->child[row->n++] = child;
        }
        bo_nested_keep(arena, child, rest, node, n_keys);
        bo_node_sort(child);
    }
}
