/* The Lua program of a strategy: compiled, run once on made-up values, and what it returns held against the schema. */
#include <math.h>
#include <string.h>

#include "reader.h"

static struct bo_place place_of(const struct bo_reader *reader, const struct bo_node *node)
{
    return (struct bo_place){
        .file = node->value.file, .line = bo_policy_fault_line(reader->policy), .column = 1};
}

/* "mine.lua:3: error: reason" without its beginning, which the problem has anyway. */
static const char *reason_of(const struct bo_err *err)
{
    static const char mark[] = ": error: ";
    const char *found = strstr(err->text, mark);

    return found != NULL ? found + strlen(mark) : err->text;
}

/* NULL when the value may be. */
static const char *fault_of(struct bo_arena *arena, const struct bo_strategy_field *field,
                            const struct bo_policy_value *value)
{
    if (field->words != NULL) {
        if (value->type == BO_POLICY_TEXT && bo_word_index(field->words, value->text) >= 0)
            return NULL;
        return bo_arena_printf(arena, "%s is one of %s, in quotes", field->name, field->words);
    }
    if (value->type != BO_POLICY_NUMBER)
        return bo_arena_printf(arena, "%s is a number", field->name);
    if (value->number >= field->low && value->number <= field->high)
        return NULL;
    return bo_arena_printf(arena, "%s = %s is outside the range %s to %s", field->name,
                           isinf(value->number) ? "infinite" : bo_number_text(arena, value->number),
                           bo_number_text(arena, field->low), bo_number_text(arena, field->high));
}

static int try_script(struct bo_reader *reader, const char *path, const struct bo_node *node,
                      const struct bo_strategy_param *strategy)
{
    struct bo_policy_result *result =
        BO_NEW_ARRAY(reader->arena, struct bo_policy_result, bo_n_strategy_fields);
    struct bo_err err;
    uint32_t id;

    for (uint32_t i = 0; i < bo_n_strategy_fields; i++)
        result[i].name = bo_strategy_fields[i].name;
    if (bo_policy_compile_script(reader->policy, strategy->script, strategy->script_file,
                                 strategy->script_line, &id, &err) != 0 ||
        bo_policy_run_script(reader->policy, id, NULL, result, bo_n_strategy_fields, &err) != 0)
        return bo_problem(reader->problems, place_of(reader, node), "%s: %s", path,
                          reason_of(&err));
    for (uint32_t i = 0; i < bo_n_strategy_fields; i++) {
        const char *fault = result[i].given
                                ? fault_of(reader->arena, &bo_strategy_fields[i], &result[i].value)
                                : NULL;

        if (fault != NULL)
            return bo_problem(reader->problems, node->value, "%s: what it returns: %s", path,
                              fault);
    }
    return 0;
}

int bo_read_script(struct bo_reader *reader, const char *path, const struct bo_node *node,
                   struct bo_strategy_param *strategy)
{
    if (node->kind != BO_NODE_TEXT)
        return bo_problem(reader->problems, node->value,
                          "%s: expected a Lua program or the name of its file, in quotes, not %s",
                          path, bo_node_describe(node));
    if (strcmp(node->text, "none") == 0)
        return 0;
    strategy->script = node->text;
    strategy->script_file = node->value.file->shown;
    strategy->script_line = node->value.line > 0 ? node->value.line : 1;
    if (reader->policy == NULL || reader->problems->n_total >= BO_DIAG_MAX)
        return 0;
    return try_script(reader, path, node, strategy);
}
