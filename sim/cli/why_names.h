/* why_names.h - what the verb why says of names that the results do not have.
 *
 * Errors: both return BO_EUSAGE; a list too long for a message is already on stderr, and err->text is empty.
 */
#ifndef BUILDOUT_SIM_CLI_WHY_NAMES_H
#define BUILDOUT_SIM_CLI_WHY_NAMES_H

#include "buildout/base/arena.h"
#include "buildout/base/err.h"

struct bo_word_list {
    struct bo_arena *arena;
    uint32_t n, room;
    const char **word;
};

/* Unless it is there. */
void bo_word_add(struct bo_word_list *list, const char *word);
/* "no variable "Operatin"; did you mean Data Centers|Operating, ...?"; what: "variable". Names that contain what was
 * typed, or differ by a few letters from it, in all or behind their last '|'. */
int bo_words_unknown(const struct bo_word_list *list, const char *what, const char *typed,
                     struct bo_err *err);
/* "<text>:" and all words, in 80 columns. */
int bo_words_tell(const struct bo_word_list *list, const char *text, struct bo_err *err);

#endif
