/* merge.h - one tree over another: groups key by key, everything else replaced whole.
 *
 * Distributions (groups with dist) count as one value. `name = { remove = true; }` takes an inherited entry away;
 * where nothing was inherited it is an error, but inside a strategy, whose parent is another strategy that is merged
 * later, the mark is kept until then.
 */
#ifndef BUILDOUT_SIM_SCENARIO_MERGE_H
#define BUILDOUT_SIM_SCENARIO_MERGE_H

#include "problems.h"

/* Merges the root of a file over the root so far (NULL: nothing yet). */
struct bo_node *bo_merge_roots(struct bo_problems *problems, const struct bo_node *base,
                               const struct bo_node *over);
/* Merges what one --set says over what others say (NULL: none yet): what is to be removed stays marked. */
struct bo_node *bo_merge_sets(struct bo_problems *problems, const struct bo_node *base,
                              const struct bo_node *over);
/* Merges a strategy over the one it extends (NULL: none) at path "strategies.careful". */
struct bo_node *bo_merge_strategy(struct bo_problems *problems, const struct bo_node *base,
                                  const struct bo_node *over, const char *path);

#endif
