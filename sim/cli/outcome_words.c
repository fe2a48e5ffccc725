#include "outcome_words.h"

#include <string.h>

#include "buildout/base/num.h"
#include "buildout/model/figures.h"

#define LUA_INSTRUCTIONS 100000u
#define LUA_BYTES ((size_t)16 << 20)

static uint32_t list_words(const struct bo_outcome_list *keys, struct bo_arena *arena,
                           struct bo_policy_name *name, struct bo_fact_outcome *key)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < keys->n; i++) {
        const struct bo_fact_outcome *o = &keys->outcome[i];
        uint32_t n_names = strcmp(o->entity, "World") == 0 ? 2 : 1;
        for (uint32_t alias = 0; alias < n_names; alias++) {
            const char *entity = alias ? "world" : o->entity;
            name[n] = (struct bo_policy_name){
                .name = bo_figure_word(arena, entity, o->key), .meaning = o->unit, .probe = 1.0};
            key[n++] = *o;
        }
    }
    return n;
}

/* A policy's messages begin with the place, which here is the option. */
static int compile(const struct bo_outcome_list *keys, const char *expression, const char *option,
                   struct bo_arena *arena, struct bo_outcome_words *out, struct bo_err *err)
{
    static const struct bo_policy_limits limits = {LUA_INSTRUCTIONS, LUA_BYTES};
    struct bo_policy_name *name = BO_NEW_ARRAY(arena, struct bo_policy_name, 2 * (size_t)keys->n);
    struct bo_fact_outcome *key = BO_NEW_ARRAY(arena, struct bo_fact_outcome, 2 * (size_t)keys->n);
    *out = (struct bo_outcome_words){.name = name, .key = key};
    out->n = list_words(keys, arena, name, key);
    int status = bo_policy_create(out->name, out->n, &limits, &out->policy, err);
    if (status == BO_OK)
        status = bo_policy_compile(out->policy, expression, option, &out->condition, err);
    return status;
}

static int as_usage(int status, struct bo_err *err)
{
    if (status == BO_ESCENARIO)
        err->status = status = BO_EUSAGE;
    return status;
}

int bo_outcome_words_compile(const struct bo_outcome_list *keys, const char *expression,
                             const char *option, struct bo_arena *arena,
                             struct bo_outcome_words *out, struct bo_err *err)
{
    int status = compile(keys, expression, option, arena, out, err);
    if (status == BO_OK)
        status = bo_policy_probe(out->policy, out->condition, BO_POLICY_BOOLEAN, err);
    return as_usage(status, err);
}

int bo_outcome_words_compile_any(const struct bo_outcome_list *keys, const char *expression,
                                 const char *option, struct bo_arena *arena,
                                 struct bo_outcome_words *out, struct bo_err *err)
{
    struct bo_err ignored;
    int status = compile(keys, expression, option, arena, out, err);
    if (status == BO_OK &&
        bo_policy_probe(out->policy, out->condition, BO_POLICY_BOOLEAN, &ignored) != BO_OK)
        status = bo_policy_probe(out->policy, out->condition, BO_POLICY_NUMBER, err);
    return as_usage(status, err);
}

void bo_outcome_words_read_as(const struct bo_outcome_words *words, uint32_t word, double *value,
                              uint32_t n_runs)
{
    for (uint32_t i = 0; i < n_runs; i++)
        value[i] = bo_figure_read_as(words->key[word].unit, value[i]);
}

int bo_outcome_words_value(struct bo_outcome_words *words, const double *value, double *out,
                           bool *is_condition, struct bo_err *err)
{
    struct bo_policy_value result;
    struct bo_err nan;
    *out = BO_NAN;
    if (bo_policy_eval(words->policy, words->condition, value, &result, &nan) != BO_OK)
        return BO_OK; /* of a word that does not apply */
    if (result.type == BO_POLICY_TEXT)
        return bo_err_set(err, BO_EUSAGE, "the expression is a text");
    *is_condition = result.type == BO_POLICY_BOOLEAN;
    *out = *is_condition ? (result.boolean ? 1.0 : 0.0) : result.number;
    return BO_OK;
}

int bo_outcome_words_holds(struct bo_outcome_words *words, const double *value, bool *holds,
                           struct bo_err *err)
{
    struct bo_policy_value result;
    int status = bo_policy_eval(words->policy, words->condition, value, &result, err);
    if (status == BO_OK)
        *holds = result.type == BO_POLICY_BOOLEAN && result.boolean;
    return status;
}

void bo_outcome_words_free(struct bo_outcome_words *words)
{
    bo_policy_free(words->policy);
    words->policy = NULL;
}
