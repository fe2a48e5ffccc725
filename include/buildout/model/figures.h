/* buildout/model/figures.h - the words for key figures in expressions: "Baidu.npv", "World.mw", "Northern_Virginia.grid_wait_months".
 *
 * ENTITY.KEY as outcomes.csv names them, with _ for whatever is no letter or digit in a name; world is World too. A key
 * figure that a run does not have is NaN, so that no comparison with it holds. A date is a decimal year.
 *
 * Owner:  texts live in the arena given, or for ever. Errors: none.
 */
#ifndef BUILDOUT_MODEL_FIGURES_H
#define BUILDOUT_MODEL_FIGURES_H

#include "buildout/base/arena.h"
#include "buildout/base/facts.h"
#include "buildout/model/param.h"

/* The word of one key figure. */
const char *bo_figure_word(struct bo_arena *arena, const char *entity, const char *key);

struct bo_figure_word {
    const char *word;
    const char *entity, *key;
};
struct bo_figure_words {
    uint32_t n;
    const struct bo_figure_word *word;
};
/* All that runs of a scenario may have. */
struct bo_figure_words bo_figure_words_of(const struct bo_param *param, struct bo_arena *arena);
/* What an expression reads of a key figure with this unit. */
double bo_figure_read_as(const char *unit, double value);
/* value[words->n] of a run. */
void bo_figure_values(const struct bo_figure_words *words, const struct bo_facts *facts,
                      double *value);

#endif
