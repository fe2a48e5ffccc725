/* show.h - a tree as canonical text: sorted keys, every number a float in full, defaults included.
 *
 * What it writes is a scenario again, and reads back to the same values.
 */
#ifndef BUILDOUT_SIM_SCENARIO_SHOW_H
#define BUILDOUT_SIM_SCENARIO_SHOW_H

#include "tree.h"

/* with_origins: "# file:line" behind each value. The text lives in the arena. */
const char *bo_show_tree(struct bo_arena *arena, const struct bo_node *root, bool with_origins);

/* One value, on one line. */
const char *bo_show_value(struct bo_arena *arena, const struct bo_node *value);

#endif
