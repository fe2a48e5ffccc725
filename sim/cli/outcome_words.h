/* outcome_words.h - conditions on the key figures of a run: "World.mw > 60000 and Baidu.survived == 0".
 *
 * The words are ENTITY.KEY as outcomes.csv names them, with _ for whatever is no letter or digit in a name
 * (Character_AI.npv); world is World too. A date is a decimal year. A key that does not apply to a run is NaN: no
 * comparison with it holds.
 *
 * Owner:  the words live in the arena given, the policy until bo_outcome_words_free.
 * Errors: BO_EUSAGE for an expression that cannot be, with the nearest word; BO_ERUN at a run for which it has no value.
 */
#ifndef BUILDOUT_SIM_CLI_OUTCOME_WORDS_H
#define BUILDOUT_SIM_CLI_OUTCOME_WORDS_H

#include "buildout/base/arena.h"
#include "buildout/policy/policy.h"
#include "buildout/store/variants.h"

struct bo_outcome_words {
    uint32_t n;
    const struct bo_policy_name *name; /* [n] */
    const struct bo_fact_outcome *key; /* [n] what each stands for */
    struct bo_policy *policy;
    uint32_t condition;
};

/* option: what the expression was given as, for messages: "--when". */
int bo_outcome_words_compile(const struct bo_outcome_list *keys, const char *expression,
                             const char *option, struct bo_arena *arena,
                             struct bo_outcome_words *out, struct bo_err *err);
/* Makes value[n_runs] of a word, as outcomes.csv has them, what the expression reads. */
void bo_outcome_words_read_as(const struct bo_outcome_words *words, uint32_t word, double *value,
                              uint32_t n_runs);
/* value[n], one a word. */
int bo_outcome_words_holds(struct bo_outcome_words *words, const double *value, bool *holds,
                           struct bo_err *err);
/* An expression that may be a number too. */
int bo_outcome_words_compile_any(const struct bo_outcome_list *keys, const char *expression,
                                 const char *option, struct bo_arena *arena,
                                 struct bo_outcome_words *out, struct bo_err *err);
/* 1 and 0 for a condition that holds and one that does not; NaN at a run for which a number has no value. */
int bo_outcome_words_value(struct bo_outcome_words *words, const double *value, double *out,
                           bool *is_condition, struct bo_err *err);
void bo_outcome_words_free(struct bo_outcome_words *words);

#endif
