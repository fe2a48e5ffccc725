/* tree.h - our own tree of a scenario: what libconfig parsed, with the place in the text of every key and value.
 *
 * Children of a group are sorted by name, so that merging is one pass over both and printing needs no sort; elements
 * of lists keep their order. Nodes are never changed once they are in a tree: merging makes new groups.
 *
 * Owner:  the arena of the load.
 */
#ifndef BUILDOUT_SIM_SCENARIO_TREE_H
#define BUILDOUT_SIM_SCENARIO_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "buildout/base/arena.h"

/* One text that values come from: a file, a --set, or the schema's defaults. */
struct bo_file {
    const char *shown; /* as messages call it */
    const char *path;  /* as it was opened; NULL when it is no file */
    const char
        *told; /* of a --set, the path that shown tells, so that messages need not; or NULL */
    const char *above; /* of a --rule, the path of the rule, which nobody typed; or NULL */
    const char *text;  /* text[n], then a zero */
    size_t n;
    uint32_t order; /* in which the texts were met: the order of messages */
    dev_t device;
    ino_t inode;
};

struct bo_place {
    const struct bo_file *file;
    uint32_t line;   /* from 1; 0 when there are no lines to speak of */
    uint32_t column; /* from 1, in characters */
};

enum bo_node_kind {
    BO_NODE_GROUP,
    BO_NODE_LIST,  /* ( ... ) */
    BO_NODE_ARRAY, /* [ ... ] */
    BO_NODE_TEXT,
    BO_NODE_INTEGER,
    BO_NODE_FLOAT,
    BO_NODE_SWITCH
};

struct bo_node {
    enum bo_node_kind kind;
    const char *name; /* NULL for an element of a list */
    struct bo_place key, value;
    const char *text; /* of a text, unescaped; of a number, as it was written */
    double number;
    bool on;
    bool too_big; /* an integer beyond 32 bits: libconfig wrapped it, the reader refuses it */
    bool orphan;  /* a strategy whose parent could not be found: what it lacks is no news */
    uint32_t n;
    struct bo_node **child; /* child[n] */
};

/* The child of a group of that name, or NULL. */
struct bo_node *bo_node_child(const struct bo_node *group, const char *name);
/* Sorts children by name. */
void bo_node_sort(struct bo_node *group);
/* A new group without children that stands where like stands. */
struct bo_node *bo_node_group(struct bo_arena *arena, const struct bo_node *like);
/* A group of those children of group whose name is not name. */
struct bo_node *bo_node_without(struct bo_arena *arena, const struct bo_node *group,
                                const char *name);
/* Named nodes in the tree, counting no further than limit. */
uint32_t bo_node_count_keys(const struct bo_node *node, uint32_t limit);
/* "a list", "a text", ... */
const char *bo_node_describe(const struct bo_node *node);
/* Is it a number that is not alone, i.e. a group with dist? */
bool bo_node_is_dist(const struct bo_node *node);

/* "file.cfg:14:15", or only the name when there are no lines. */
const char *bo_place_text(struct bo_arena *arena, struct bo_place place);

#endif
