#include "figure_names.h"

#include <string.h>

#include "buildout/cli/nearest.h"
#include "buildout/model/figures.h"
#include "why_names.h"

struct known {
    struct bo_word_list own;   /* keys of the entity asked for */
    struct bo_word_list alike; /* figures with the key asked for */
    struct bo_word_list all;
};

/* Is it this one? Else it may be offered. */
static bool take(const struct bo_figure_word *word, const char *asked, struct known *known,
                 struct bo_figure *figure)
{
    bool its_key = strcmp(word->key, figure->key) == 0;
    bool its_own = strcmp(word->entity, figure->entity) == 0;
    if ((its_key && its_own) || strcmp(word->word, asked) == 0) {
        *figure = (struct bo_figure){word->entity, word->key};
        return true;
    }
    const char *name = bo_arena_printf(known->all.arena, "%s.%s", word->entity, word->key);
    if (its_own)
        bo_word_add(&known->own, word->key);
    if (its_key)
        bo_word_add(&known->alike, name);
    bo_word_add(&known->all, name);
    return false;
}

/* Whose it is and what it is are both unknown. */
static int neither(const struct bo_word_list *all, const char *asked, struct bo_err *err)
{
    struct bo_nearest nearest = bo_nearest_to(asked);
    for (uint32_t i = 0; i < all->n; i++)
        bo_nearest_offer(&nearest, all->word[i]);
    return nearest.best
               ? bo_err_set(err, BO_EUSAGE, "there is no key figure \"%s\"; did you mean %s?",
                            asked, nearest.best)
               : bo_err_set(err, BO_EUSAGE,
                            "there is no key figure \"%s\": schema --figures lists the keys, and "
                            "outcomes.csv of a run whose they are",
                            asked);
}

int bo_figure_known(const struct bo_param *const *param, uint32_t n_params, struct bo_arena *arena,
                    struct bo_figure *figure, struct bo_err *err)
{
    struct known known = {{.arena = arena}, {.arena = arena}, {.arena = arena}};
    const char *asked = bo_arena_printf(arena, "%s.%s", figure->entity, figure->key);
    for (uint32_t f = 0; f < n_params; f++) {
        struct bo_figure_words words = bo_figure_words_of(param[f], arena);
        for (uint32_t i = 0; i < words.n; i++) {
            if (take(&words.word[i], asked, &known, figure))
                return BO_OK;
        }
    }
    if (known.own.n > 0)
        return bo_words_unknown(&known.own,
                                bo_arena_printf(arena, "key figure of %s", figure->entity),
                                figure->key, err);
    if (known.alike.n > 0)
        return bo_words_unknown(&known.alike, "key figure", asked, err);
    return neither(&known.all, asked, err);
}
