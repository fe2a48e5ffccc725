#include "again.h"

#include <string.h>

#include <jansson.h>

#include "buildout/cli/json_memory.h"
#include "buildout/cli/options.h"

static json_t *plan_of(const struct bo_experiment *experiment)
{
    json_t *plan = bo_json_read(experiment->plan, JSON_REJECT_DUPLICATES);
    if (plan && !json_is_object(plan)) {
        json_decref(plan);
        return NULL;
    }
    return plan;
}

static bool is_plain(const char *word)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "_./=,:@%+-";
    return word[0] != '\0' && word[strspn(word, plain)] == '\0';
}

const char *bo_again_word(const char *word, struct bo_arena *arena)
{
    if (is_plain(word))
        return word;
    size_t n = 0, room = 4 * strlen(word) + 3;
    char *text = BO_NEW_ARRAY(arena, char, room);
    text[n++] = '\'';
    for (; *word; word++) {
        if (*word == '\'') {
            for (const char *end_and_begin = "'\\''"; *end_and_begin; end_and_begin++)
                text[n++] = *end_and_begin;
        } else {
            text[n++] = *word;
        }
    }
    text[n] = '\'';
    return text;
}

static const char *with_word(struct bo_arena *arena, const char *line, const char *key,
                             const char *word)
{
    return bo_arena_printf(arena, "%s --%s %s", line, key, bo_again_word(word, arena));
}

/* Pairs one by one, names in one list. */
static const char *with_list(struct bo_arena *arena, const char *line, const char *key,
                             const json_t *list)
{
    bool one_by_one = strcmp(key, "set") == 0 || strcmp(key, "vary") == 0;
    const char *names = "";
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *item = json_string_value(json_array_get(list, i));
        if (item && one_by_one)
            line = with_word(arena, line, key, item);
        else if (item)
            names = bo_arena_printf(arena, "%s%s%s", names, names[0] ? "," : "", item);
    }
    return names[0] ? with_word(arena, line, key, names) : line;
}

static const char *with_option(struct bo_arena *arena, const char *line, const char *key,
                               const json_t *value)
{
    if (json_is_true(value))
        return bo_arena_printf(arena, "%s --%s", line, key);
    if (json_is_string(value))
        return with_word(arena, line, key, json_string_value(value));
    if (json_is_integer(value))
        return bo_arena_printf(arena, "%s --%s %lld", line, key,
                               (long long)json_integer_value(value));
    return json_is_array(value) ? with_list(arena, line, key, value) : line;
}

/* What a comparison holds against its base: a file, or what one changes in it. */
static const char *with_operands(struct bo_arena *arena, const char *line, const json_t *variants)
{
    const char *base = json_string_value(json_object_get(json_array_get(variants, 0), "scenario"));
    for (size_t i = 1; i < json_array_size(variants); i++) {
        const json_t *variant = json_array_get(variants, i);
        const char *name = json_string_value(json_object_get(variant, "name"));
        const char *file = json_string_value(json_object_get(variant, "scenario"));
        if (!base || !name || !file)
            continue;
        bool changed = json_array_size(json_object_get(variant, "set")) > 0;
        const char *word = changed ? name : bo_arena_printf(arena, "%s.cfg", file);
        line = bo_arena_printf(arena, "%s %s", line, bo_again_word(word, arena));
    }
    return line;
}

/* Of all that the runs were of, the last is the other scenario whole. */
static const char *with_other(struct bo_arena *arena, const char *line, const json_t *variants)
{
    size_t n = json_array_size(variants);
    const char *file =
        json_string_value(json_object_get(json_array_get(variants, n > 0 ? n - 1 : 0), "scenario"));
    if (!file)
        return line;
    return bo_arena_printf(arena, "%s %s", line,
                           bo_again_word(bo_arena_printf(arena, "%s.cfg", file), arena));
}

/* What the plan says beyond the options of its verb is for the store alone. */
static bool is_option_of(const char *verb, const char *key)
{
    const struct bo_verb *row = bo_verb_find(verb);
    const struct bo_option *option = bo_option_find(key);
    return row && option && bo_verb_takes(row, option);
}

/* The ends between which solve looks. */
static const char *with_ends(struct bo_arena *arena, const char *line, const json_t *plan)
{
    const json_t *low = json_object_get(plan, "low"), *high = json_object_get(plan, "high");
    return json_is_real(low) && json_is_real(high)
               ? bo_arena_printf(arena, "%s --between %.15g..%.15g", line, json_real_value(low),
                                 json_real_value(high))
               : line;
}

const char *bo_again_command(const struct bo_experiment *experiment, struct bo_arena *arena)
{
    json_t *plan = plan_of(experiment), *value;
    const char *key;
    if (!plan)
        return "";
    const char *line = bo_arena_printf(arena, "buildout %s %s.cfg", experiment->verb,
                                       bo_again_word(experiment->scenario_name, arena));
    if (strcmp(experiment->verb, "compare") == 0)
        line = with_operands(arena, line, json_object_get(plan, "variants"));
    if (strcmp(experiment->verb, "diff") == 0)
        line = with_other(arena, line, json_object_get(plan, "variants"));
    json_object_foreach(plan, key, value)
    {
        if (is_option_of(experiment->verb, key))
            line = with_option(arena, line, key, value);
    }
    line = with_ends(arena, line, plan);
    json_decref(plan);
    return line;
}

const char *const *bo_again_sets(const struct bo_experiment *experiment, struct bo_arena *arena)
{
    json_t *plan = plan_of(experiment);
    const json_t *sets = json_object_get(plan, "set");
    size_t n = 0, n_items = json_array_size(sets);
    const char **set = BO_NEW_ARRAY(arena, const char *, n_items + 1);
    for (size_t i = 0; i < n_items; i++) {
        const char *text = json_string_value(json_array_get(sets, i));
        if (text)
            set[n++] = bo_arena_strdup(arena, text);
    }
    json_decref(plan);
    return set;
}

const char *bo_again_list(const char *json, struct bo_arena *arena)
{
    json_t *list = bo_json_read(json, 0);
    const char *text = "";
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *item = json_string_value(json_array_get(list, i));
        if (item)
            text = bo_arena_printf(arena, "%s%s%s", text, text[0] ? ", " : "", item);
    }
    json_decref(list);
    return text;
}
