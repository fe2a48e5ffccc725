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

/* Which of base's child i and over's child j comes first; one that has none left comes last. */
static int compare_heads(const struct bo_node *base, uint32_t i, const struct bo_node *over,
                         uint32_t j)
{
    if (base == NULL || i == base->n)
        return 1;
    if (j == over->n)
        return -1;
    return strcmp(base->child[i]->name, over->child[j]->name);
}

/* Both are sorted by name. A group without base is walked too, for the removals in it. */
static struct bo_node *merge_groups(struct merge *m, const struct bo_node *base,
                                    const struct bo_node *over, const struct step *at,
                                    enum keep keep)
{
    struct bo_node *merged = bo_node_group(m->arena, over);
    uint32_t n_base = base != NULL ? base->n : 0;
    uint32_t i = 0, j = 0;

    merged->child = BO_NEW_ARRAY(m->arena, struct bo_node *, (size_t)n_base + over->n);
    while (i < n_base || j < over->n) {
        int order = compare_heads(base, i, over, j);
        struct step step = {.up = at,
                            .name = order <= 0 ? base->child[i]->name : over->child[j]->name};
        struct bo_node *old = order <= 0 ? base->child[i++] : NULL;
        struct bo_node *new = order >= 0 ? over->child[j++] : NULL;
        struct bo_node *node = merge_nodes(m, old, new, &step, keep);

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

struct bo_node *bo_merge_strategy(struct bo_problems *problems, const struct bo_node *base,
                                  const struct bo_node *over, const char *path)
{
    struct merge m = {.arena = problems->arena, .problems = problems};
    struct step at = {.name = path};

    return merge_groups(&m, base, over, &at, KEEP_NO_MARKS);
}
