/* parse.h - one text to a tree: scanned by us, parsed by libconfig, with every node's place. */
#ifndef BUILDOUT_SIM_SCENARIO_PARSE_H
#define BUILDOUT_SIM_SCENARIO_PARSE_H

#include "problems.h"

/* Of all files together. Pairs of keys in one group are what libconfig compares: half a second. */
#define BO_LOAD_MAX_KEYS 32000
#define BO_LOAD_MAX_PAIRS 3000000

/* What has been read so far. */
struct bo_parse_size {
    uint32_t n_keys, n_pairs;
};

/* BO_ESCENARIO with problems filled when the text cannot be parsed. *size counts all texts so far; what is
 * too much is found before libconfig, which compares each key of a group with all others, has seen the text. */
int bo_parse_text(const struct bo_file *file, struct bo_arena *arena, struct bo_problems *problems,
                  struct bo_parse_size *size, struct bo_node **root);

#endif
