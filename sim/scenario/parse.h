/* parse.h - one text to a tree: scanned by us, parsed by libconfig, with every node's place. */
#ifndef BUILDOUT_SIM_SCENARIO_PARSE_H
#define BUILDOUT_SIM_SCENARIO_PARSE_H

#include "problems.h"

/* BO_ESCENARIO with problems filled when the text cannot be parsed. */
int bo_parse_text(const struct bo_file *file, struct bo_arena *arena, struct bo_problems *problems,
                  struct bo_node **root);

#endif
