#include "merge.h"

#include <string.h>

/* Where in the tree we are; paths are only written out for messages. */
struct step {
    const struct step *up;
    const char *name;
};

enum keep { KEEP_NO_MARKS, KEEP_BELOW_STRATEGIES, KEEP_IN_ENTRIES, KEEP_MARKS };

struct merge {
    struct bo_arena *arena;
    struct bo_problems *problems;
};

static const char *path_of(struct bo_arena *arena, const struct step *step)
{
    if (step->up == NULL)
        return step->name;
    return bo_arena_printf(arena, "%s.%s", path_of(arena, step->up), step->name);
}

static bool is_removal(const struct bo_node *node)
{
    const struct bo_node *remove = bo_node_child(node, "remove");

    return remove != NULL && remove->kind == BO_NODE_SWITCH && remove->on;
}

static bool merges(const struct bo_node *base, const struct bo_node *over)
{
    return base != NULL && base->kind == BO_NODE_GROUP && over->kind == BO_NODE_GROUP &&
           !bo_node_is_dist(base) && !bo_node_is_dist(over) && !is_removal(base);
}

static enum keep keep_below(enum keep keep, const char *name)
{
    switch (keep) {
    case KEEP_BELOW_STRATEGIES:
        return strcmp(name, "strategies") == 0 ? KEEP_IN_ENTRIES : KEEP_NO_MARKS;
    case KEEP_IN_ENTRIES:
    case KEEP_MARKS:
        return KEEP_MARKS;
    case KEEP_NO_MARKS:
        break;
    }
    return KEEP_NO_MARKS;
}

static struct bo_node *merge_groups(struct merge *m, const struct bo_node *base,
                                    const struct bo_node *over, const struct step *at,
                                    enum keep keep);

/* NULL when the entry is gone. */
static struct bo_node *remove_entry(struct merge *m, const struct bo_node *base,
                                    struct bo_node *over, const struct step *at, enum keep keep)
{
    if (over->n != 1)
        (void)bo_problem(m->problems, over->value, "%s: remove = true stands alone in its group",
                         path_of(m->arena, at));
    else if (base == NULL && keep == KEEP_MARKS)
        return over;
    else if (base == NULL)
        (void)bo_problem(m->problems, over->value, "%s: there is nothing to remove",
                         path_of(m->arena, at));
    return NULL;
}

/* base or over may be NULL, not both. */
static struct bo_node *merge_nodes(struct merge *m, struct bo_node *base, struct bo_node *over,
                                   const struct step *at, enum keep keep)
{
    if (over == NULL)
        return base;
    if (is_removal(over))
        return remove_entry(m, base, over, at, keep);
    if (over->kind != BO_NODE_GROUP || bo_node_is_dist(over))
        return over;
    return merge_groups(m, merges(base, over) ? base : NULL, over, at,
                        keep_below(keep, over->name));
}

/* Which of two children comes first; one that is not there comes last. */
static int compare_heads(const struct bo_node *old, const struct bo_node *new)
{
    if (old == NULL)
        return 1;
    return new == NULL ? -1 : strcmp(old->name, new->name);
}

/* Both are sorted by name. A group without base is walked too, for the removals in it. */
static struct bo_node *merge_groups(struct merge *m, const struct bo_node *base,
                                    const struct bo_node *over, const struct step *at,
                                    enum keep keep)
{
    static const struct bo_node nothing = {.kind = BO_NODE_GROUP};
    struct bo_node *merged = bo_node_group(m->arena, over);
    uint32_t i = 0, j = 0;

    if (base == NULL)
        base = &nothing;
    merged->child = BO_NEW_ARRAY(m->arena, struct bo_node *, (size_t)base->n + over->n);
    while (true) {
        struct bo_node *old = i < base->n ? base->child[i] : NULL;
        struct bo_node *new = j < over->n ? over->child[j] : NULL;
        int order = compare_heads(old, new);
        struct bo_node *first = order > 0 ? new : old;
        struct bo_node *node;

        if (first == NULL)
            break;
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
        node = merge_nodes(m, order <= 0 ? old : NULL, order >= 0 ? new : NULL,
                           &(struct step){.up = at, .name = first->name}, keep);
        if (node != NULL)
            merged->child[merged->n++] = node;
    }
    return merged;
}

struct bo_node *bo_merge_roots(struct bo_problems *problems, const struct bo_node *base,
                               const struct bo_node *over)
{
    struct merge m = {.arena = problems->arena, .problems = problems};

    return merge_groups(&m, base, over, NULL, KEEP_BELOW_STRATEGIES);
}

struct bo_node *bo_merge_sets(struct bo_problems *problems, const struct bo_node *base,
                              const struct bo_node *over)
{
    struct merge m = {.arena = problems->arena, .problems = problems};

    return merge_groups(&m, base, over, NULL, KEEP_MARKS);
}

struct bo_node *bo_merge_strategy(struct bo_problems *problems, const struct bo_node *base,
                                  const struct bo_node *over, const char *path)
{
    struct merge m = {.arena = problems->arena, .problems = problems};
    struct step at = {.name = path};

    return merge_groups(&m, base, over, &at, KEEP_NO_MARKS);
}
