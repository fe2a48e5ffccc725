/* strategies.careful: { extends = "wait_and_follow"; ... } is wait_and_follow with careful's keys over it. */
#include <string.h>

#include "merge.h"
#include "nearest.h"
#include "reader.h"

enum { LONGEST_CHAIN = 16 };

enum state { UNTOUCHED, IN_PROGRESS, DONE };

struct family {
    struct bo_arena *arena;
    struct bo_problems *problems;
    const struct bo_node *group; /* strategies as written */
    struct bo_node **resolved;   /* resolved[group->n] */
    enum state *state;           /* state[group->n] */
};

static uint32_t find(const struct family *f, const char *name)
{
    for (uint32_t i = 0; i < f->group->n; i++)
        if (strcmp(f->group->child[i]->name, name) == 0)
            return i;
    return f->group->n;
}

static int unknown_parent(struct family *f, const struct bo_node *extends, const char *path)
{
    struct bo_near near = bo_near_to(f->problems, extends->text);
    char room[128];

    for (uint32_t i = 0; i < f->group->n; i++)
        bo_near_offer(&near, f->group->child[i]->name);
    return bo_problem(f->problems, extends->value, "%s.extends: there is no strategy \"%.64s\"%s",
                      path, extends->text, bo_near_hint(&near, room));
}

static void resolve(struct family *f, uint32_t index, int depth);

/* The resolved parent; NULL with a problem when there is none. */
static struct bo_node *find_parent(struct family *f, const struct bo_node *extends,
                                   const char *path, int depth)
{
    uint32_t parent;

    if (extends->kind != BO_NODE_TEXT) {
        (void)bo_problem(f->problems, extends->value,
                         "%s.extends: expected a strategy's name in quotes", path);
        return NULL;
    }
    parent = find(f, extends->text);
    if (parent == f->group->n) {
        (void)unknown_parent(f, extends, path);
        return NULL;
    }
    if (f->state[parent] == IN_PROGRESS || depth == LONGEST_CHAIN) {
        (void)bo_problem(f->problems, extends->value,
                         depth == LONGEST_CHAIN
                             ? "%s.extends: more than 16 strategies extend each other"
                             : "%s.extends: this strategy extends itself",
                         path);
        return NULL;
    }
    resolve(f, parent, depth + 1);
    return f->resolved[parent];
}

static void resolve(struct family *f, uint32_t index, int depth)
{
    struct bo_node *own = f->group->child[index];
    const struct bo_node *extends = bo_node_child(own, "extends");
    const struct bo_node *parent = NULL, *inherited = NULL;
    const char *path;

    if (f->state[index] == DONE)
        return;
    f->resolved[index] = own;
    if (own->kind == BO_NODE_GROUP) {
        path = bo_arena_printf(f->arena, "strategies.%s", own->name);
        f->state[index] = IN_PROGRESS;
        if (extends != NULL)
            parent = find_parent(f, extends, path, depth);
        if (parent != NULL && parent->kind == BO_NODE_GROUP)
            inherited = bo_node_without(f->arena, parent, "name"); /* a name is one's own */
        f->resolved[index] = bo_merge_strategy(f->problems, inherited,
                                               bo_node_without(f->arena, own, "extends"), path);
        f->resolved[index]->orphan = extends != NULL && (parent == NULL || parent->orphan);
    }
    f->state[index] = DONE;
}

static struct bo_node *replace_child(struct bo_arena *arena, const struct bo_node *group,
                                     struct bo_node *child)
{
    struct bo_node *copy = bo_node_without(arena, group, "");

    for (uint32_t i = 0; i < copy->n; i++)
        if (strcmp(copy->child[i]->name, child->name) == 0)
            copy->child[i] = child;
    return copy;
}

struct bo_node *bo_resolve_strategies(struct bo_problems *problems, struct bo_node *root)
{
    struct bo_arena *arena = problems->arena;
    const struct bo_node *group = bo_node_child(root, "strategies");
    struct family f = {.arena = arena, .problems = problems, .group = group};
    struct bo_node *resolved;

    if (group == NULL || group->kind != BO_NODE_GROUP)
        return root;
    f.resolved = BO_NEW_ARRAY(arena, struct bo_node *, group->n);
    f.state = BO_NEW_ARRAY(arena, enum state, group->n);
    for (uint32_t i = 0; i < group->n; i++)
        resolve(&f, i, 0);
    resolved = bo_node_group(arena, group);
    resolved->n = group->n;
    resolved->child = f.resolved;
    return replace_child(arena, root, resolved);
}
