#include "nearest.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 63, PREFIX_LEAST = 3, WORD_LEAST = 4 };

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

static bool has_word(const char *name, const char *word, size_t n)
{
    for (const char *at = name; *at != '\0'; at += strcspn(at, "_"), at += *at == '_')
        if (strcspn(at, "_") == n && strncmp(at, word, n) == 0)
            return true;
    return false;
}

/* "interest_rate" and "base_rate_per_year". */
static bool share_word(const char *a, const char *b)
{
    for (const char *at = a; *at != '\0'; at += strcspn(at, "_"), at += *at == '_') {
        size_t n = strcspn(at, "_");

        if (n >= WORD_LEAST && has_word(b, at, n))
            return true;
    }
    return false;
}

/* Of names that are not near one with a word in common comes before any without. */
static uint32_t rank(const char *typed, const char *candidate)
{
    uint32_t distance = begins(candidate, typed) ? 0 : edits(typed, candidate);
    bool far = distance > tolerated(typed) && !share_word(typed, candidate);

    return distance + (far ? LONGEST : 0);
}

void bo_near_offer(struct bo_near *near, const char *candidate)
{
    uint32_t distance;

    if (near->typed[0] == '\0' || strlen(near->typed) > LONGEST || strlen(candidate) > LONGEST)
        return;
    distance = rank(near->typed, candidate);
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
