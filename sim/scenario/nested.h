/* nested.h - keys of the schema that stand in groups of their row: "policy.licence.grant".
 *
 * A value in place of such a group stands for the group's key `default`: policy = "deny" is policy.default = "deny".
 */
#ifndef BUILDOUT_SIM_SCENARIO_NESTED_H
#define BUILDOUT_SIM_SCENARIO_NESTED_H

#include "buildout/scenario/schema.h"
#include "tree.h"

/* The node of a key in a row; NULL when there is none. */
struct bo_node *bo_nested_find(const struct bo_node *row, const char *key_name);
/* Is it the name of a group that keys stand in? */
bool bo_nested_is_group(const struct bo_key *key, uint32_t n_keys, const char *name);
/* Adds the key to a row under construction, with the groups that it stands in. Each group has room for n_keys. */
void bo_nested_keep(struct bo_arena *arena, struct bo_node *row, const char *key_name,
                    struct bo_node *node, uint32_t n_keys);

#endif
