/* buildout/cli/nearest.h - the known word that a mistyped one probably meant.
 *
 * Feed the candidates one by one; the first of those with the fewest edits wins, if the edits are few for the length.
 *
 * Source: restricted Damerau-Levenshtein distance (insert, delete, replace, swap neighbours).
 */
#ifndef BUILDOUT_CLI_NEAREST_H
#define BUILDOUT_CLI_NEAREST_H

#include <stdint.h>

struct bo_nearest {
    const char *typed;
    const char *best; /* NULL while nothing is near */
    uint32_t best_edits;
};

struct bo_nearest bo_nearest_to(const char *typed);
void bo_nearest_offer(struct bo_nearest *nearest, const char *candidate);
/* Words of more than 63 characters are as far from everything as can be: UINT32_MAX. */
uint32_t bo_edit_distance(const char *a, const char *b);

#endif
