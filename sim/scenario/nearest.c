#include "nearest.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 63, PREFIX_LEAST = 3 };

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance of two names of at most LONGEST bytes. */
static uint32_t edits(const char *a, const char *b)
{
    uint32_t n_b = (uint32_t)strlen(b);
    uint32_t row[LONGEST + 1];

    for (uint32_t j = 0; j <= n_b; j++)
        row[j] = j;
    for (uint32_t i = 0; a[i] != '\0'; i++) {
        uint32_t diagonal = row[0];

        row[0] = i + 1;
        for (uint32_t j = 0; j < n_b; j++) {
            uint32_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);

            diagonal = row[j + 1];
            row[j + 1] = least(least(row[j], row[j + 1]) + 1, replaced);
        }
    }
    return row[n_b];
}

struct bo_near bo_near_to(const struct bo_problems *problems, const char *typed)
{
    return (struct bo_near){.typed = problems->n_total > BO_DIAG_MAX ? "" : typed,
                            .best_edits = UINT32_MAX};
}

/* A third of the letters may differ, two in a short name, but not all of them. */
static uint32_t tolerated(const char *typed)
{
    uint32_t n = (uint32_t)strlen(typed);
    uint32_t third = n / 3 > 2 ? n / 3 : 2;

    return third < n ? third : n - 1;
}

/* Who leaves the last words of a name away ("discount_rate", "H100") means it more surely than who misspells it. */
static bool begins(const char *candidate, const char *typed)
{
    size_t n = strlen(typed);

    return n >= PREFIX_LEAST && strncmp(candidate, typed, n) == 0 && candidate[n] == '_';
}

void bo_near_offer(struct bo_near *near, const char *candidate)
{
    uint32_t distance;

    if (near->typed[0] == '\0' || strlen(near->typed) > LONGEST || strlen(candidate) > LONGEST)
        return;
    distance = begins(candidate, near->typed) ? 0 : edits(near->typed, candidate);
    if (distance < near->best_edits) {
        near->best_edits = distance;
        near->best = candidate;
    }
}

bool bo_near_is(const struct bo_near *near)
{
    return near->best != NULL && near->best_edits <= tolerated(near->typed);
}

const char *bo_near_hint(const struct bo_near *near, char room[static 128])
{
    room[0] = '\0';
    if (near->best != NULL)
        (void)snprintf(room, 128,
                       bo_near_is(near) ? "; did you mean \"%s\"?" : "; the nearest is \"%s\"",
                       near->best);
    return room;
}
