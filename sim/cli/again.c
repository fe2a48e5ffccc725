#include "again.h"

#include <string.h>

#include <jansson.h>

static json_t *plan_of(const struct bo_experiment *experiment)
{
    json_t *plan = json_loads(experiment->plan, JSON_REJECT_DUPLICATES, NULL);
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

static const char *quoted(struct bo_arena *arena, const char *word)
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
    return bo_arena_printf(arena, "%s --%s %s", line, key, quoted(arena, word));
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
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *item = json_array_get(value, i);
        if (json_is_string(item))
            line = with_word(arena, line, key, json_string_value(item));
    }
    return line;
}

const char *bo_again_command(const struct bo_experiment *experiment, struct bo_arena *arena)
{
    json_t *plan = plan_of(experiment), *value;
    const char *key;
    if (!plan)
        return "";
    const char *line = bo_arena_printf(arena, "buildout %s %s.cfg", experiment->verb,
                                       quoted(arena, experiment->scenario_name));
    json_object_foreach(plan, key, value)
    {
        line = with_option(arena, line, key, value);
    }
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
    json_t *list = json_loads(json, 0, NULL);
    const char *text = "";
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *item = json_string_value(json_array_get(list, i));
        if (item)
            text = bo_arena_printf(arena, "%s%s%s", text, text[0] ? ", " : "", item);
    }
    json_decref(list);
    return text;
}
