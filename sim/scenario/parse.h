/* parse.h - one text to a tree: scanned by us, parsed by libconfig, with every node's place. */
#ifndef BUILDOUT_SIM_SCENARIO_PARSE_H
#define BUILDOUT_SIM_SCENARIO_PARSE_H

#include "problems.h"

#define BO_LOAD_MAX_KEYS 32000 /* of all files together */

/* BO_ESCENARIO with problems filled when the text cannot be parsed. *n_keys counts those of all texts so far; one too
 * many is found before libconfig, which compares each key of a group with all others, has seen the text. */
int bo_parse_text(const struct bo_file *file, struct bo_arena *arena, struct bo_problems *problems,
                  uint32_t *n_keys, struct bo_node **root);

#endif
