/* nearest.h - the known name that an unknown one probably meant. */
#ifndef BUILDOUT_SIM_SCENARIO_NEAREST_H
#define BUILDOUT_SIM_SCENARIO_NEAREST_H

#include <stdbool.h>
#include <stdint.h>

#include "problems.h"

struct bo_near {
    const char *typed;
    const char *best; /* NULL while nothing was offered */
    uint32_t best_edits;
};

/* Once there are more problems than are reported nothing is near: hints for hostile inputs would take seconds. */
struct bo_near bo_near_to(const struct bo_problems *problems, const char *typed);
void bo_near_offer(struct bo_near *near, const char *candidate);
bool bo_near_is(const struct bo_near *near);
/* "; did you mean \"best\"?" when it is near, "; the nearest is \"best\"" when not. The text lives in room. */
const char *bo_near_hint(const struct bo_near *near, char room[static 128]);

#endif
