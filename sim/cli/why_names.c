#include "why_names.h"

#include <stdio.h>
#include <string.h>

#include "buildout/cli/nearest.h"
#include "buildout/cli/terminal.h"

enum { MOST_OFFERED = 4, LEAST_PART = 3, MOST_TOLD = 100, COLUMNS = 80 };

void bo_word_add(struct bo_word_list *list, const char *word)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (strcmp(list->word[i], word) == 0)
            return;
    }
    BO_ARENA_ROOM(list->arena, list->word, list->n, list->room);
    list->word[list->n++] = word;
}

static const char *lower(struct bo_arena *arena, const char *text)
{
    char *copy = bo_arena_strdup(arena, text);
    for (char *c = copy; *c; c++) {
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    }
    return copy;
}

/* Smaller is nearer; UINT32_MAX is not near. Equal but for capitals, contained, a few letters off. */
static uint32_t distance(struct bo_arena *arena, const char *typed, const char *name)
{
    const char *a = lower(arena, typed), *b = lower(arena, name);
    const char *bar = strrchr(b, '|');
    uint32_t allowed = (uint32_t)(strlen(a) / 3 > 1 ? strlen(a) / 3 : 1);
    if (strcmp(a, b) == 0)
        return 0;
    uint32_t edits = bo_edit_distance(a, b);
    if (bar && bo_edit_distance(a, bar + 1) < edits)
        edits = bo_edit_distance(a, bar + 1);
    if (strlen(a) >= LEAST_PART && (strstr(b, a) || strstr(a, b)))
        edits = edits < 1 ? edits : 1;
    return edits <= allowed ? edits : UINT32_MAX;
}

struct offer {
    const char *name;
    uint32_t distance;
};

/* Keeps the nearest, in order; of equals the first. */
static uint32_t keep_nearest(struct offer *offer, uint32_t n, struct offer next)
{
    uint32_t at = n;
    while (at > 0 && offer[at - 1].distance > next.distance)
        at--;
    if (at == MOST_OFFERED)
        return n;
    uint32_t kept = n < MOST_OFFERED ? n : MOST_OFFERED - 1;
    memmove(&offer[at + 1], &offer[at], (kept - at) * sizeof *offer);
    offer[at] = next;
    return kept + 1;
}

int bo_words_unknown(const struct bo_word_list *list, const char *what, const char *typed,
                     struct bo_err *err)
{
    struct offer offer[MOST_OFFERED];
    uint32_t n = 0;
    const char *names = "";
    for (uint32_t i = 0; i < list->n; i++) {
        struct offer next = {list->word[i], distance(list->arena, typed, list->word[i])};
        if (next.distance < UINT32_MAX)
            n = keep_nearest(offer, n, next);
    }
    while (n > 1 && offer[n - 1].distance > 2 * offer[0].distance + 1)
        n--; /* far worse than the best */
    for (uint32_t i = 0; i < n; i++)
        names = bo_arena_printf(list->arena, "%s%s%s", names,
                                i == 0       ? ""
                                : i + 1 == n ? " or "
                                             : ", ",
                                offer[i].name);
    if (n == 0 && list->n > MOST_TOLD)
        return bo_err_set(err, BO_EUSAGE, "there is no %s \"%s\" among %u", what, typed, list->n);
    if (n > 0)
        return bo_err_set(err, BO_EUSAGE, "there is no %s \"%s\"; did you mean %s?", what, typed,
                          names);
    return bo_words_tell(
        list, bo_arena_printf(list->arena, "there is no %s \"%s\"; there are", what, typed), err);
}

int bo_words_tell(const struct bo_word_list *list, const char *text, struct bo_err *err)
{
    uint32_t at = 2;
    fprintf(stderr, "buildout: error: %s:\n ", text);
    for (uint32_t i = 0; i < list->n; i++) {
        uint32_t width = bo_text_columns(list->word[i]) + 2;
        if (at > 2 && at + width > COLUMNS) {
            fputs("\n ", stderr);
            at = 2;
        }
        fprintf(stderr, " %s%s", list->word[i], i + 1 < list->n ? "," : "\n");
        at += width;
    }
    if (list->n == 0)
        fputs(" none\n", stderr);
    *err = (struct bo_err){.status = BO_EUSAGE};
    return BO_EUSAGE;
}
