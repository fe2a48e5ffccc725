#include "buildout/cli/nearest.h"

#include <string.h>

enum { LONGEST = 63, PREFIX_LEAST = 3 };

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

uint32_t bo_edit_distance(const char *a, const char *b)
{
    size_t n_a = strlen(a);
    size_t n_b = strlen(b);
    if (n_a > LONGEST || n_b > LONGEST)
        return UINT32_MAX;
    uint32_t edits[LONGEST + 1][LONGEST + 1];
    for (uint32_t i = 0; i <= n_a; i++)
        edits[i][0] = i;
    for (uint32_t j = 0; j <= n_b; j++)
        edits[0][j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        for (size_t j = 1; j <= n_b; j++) {
            uint32_t replaced = edits[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            uint32_t e = least(replaced, least(edits[i - 1][j], edits[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                e = least(e, edits[i - 2][j - 2] + 1);
            edits[i][j] = e;
        }
    }
    return edits[n_a][n_b];
}

/* A third of the letters may be wrong, at least one: more would suggest words that nobody meant. */
static uint32_t allowed(const char *typed)
{
    uint32_t third = (uint32_t)strlen(typed) / 3;
    return third < 1 ? 1 : third;
}

struct bo_nearest bo_nearest_to(const char *typed)
{
    return (struct bo_nearest){.typed = typed, .best_edits = allowed(typed) + 1};
}

void bo_nearest_offer(struct bo_nearest *nearest, const char *candidate)
{
    uint32_t edits = bo_edit_distance(nearest->typed, candidate);
    size_t n = strlen(nearest->typed);
    /* The last words of a name may be left away. */
    if (n >= PREFIX_LEAST && strncmp(nearest->typed, candidate, n) == 0 &&
        strchr("_ -", candidate[n]) != NULL)
        edits = least(edits, allowed(nearest->typed));
    if (edits < nearest->best_edits) {
        nearest->best_edits = edits;
        nearest->best = candidate;
    }
}
