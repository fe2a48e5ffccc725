/* Rules of a strategy, and the expressions in them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "nearest.h"
#include "reader.h"

/* ---- expressions ---- */

/* What a policy says is wrong, without the place that the problem has anyway. */
static const char *fault_of(const struct bo_err *err, const char *where)
{
    static const char mark[] = ": error: ";
    size_t n = strlen(where);

    if (strncmp(err->text, where, n) == 0 && strncmp(err->text + n, mark, sizeof mark - 1) == 0)
        return err->text + n + sizeof mark - 1;
    return err->text;
}

static const char *float_text(struct bo_arena *arena, double x)
{
    char digits[BO_DOUBLE_TEXT];

    (void)bo_double_format(x, digits, sizeof digits);
    return bo_arena_printf(arena, "%s%s", digits, strpbrk(digits, ".e") != NULL ? "" : ".0");
}

/* A number or a switch is an expression too. */
static const char *expression_of(struct bo_arena *arena, const struct bo_node *node)
{
    switch (node->kind) {
    case BO_NODE_TEXT:
        return node->text;
    case BO_NODE_INTEGER:
    case BO_NODE_FLOAT:
        return float_text(arena, node->number);
    case BO_NODE_SWITCH:
        return node->on ? "true" : "false";
    case BO_NODE_GROUP:
    case BO_NODE_LIST:
    case BO_NODE_ARRAY:
        break;
    }
    return NULL;
}

int bo_read_expression_text(struct bo_reader *reader, const char *path, const struct bo_node *node,
                            const char **expression, const char **where)
{
    const char *text = expression_of(reader->arena, node);

    if (text == NULL)
        return bo_problem(reader->problems, node->value,
                          "%s: expected an expression in quotes, not %s", path,
                          bo_node_describe(node));
    *expression = text;
    *where = bo_place_text(reader->arena, node->value);
    return 0;
}

struct expression {
    enum bo_policy_type type;
    const char *text, *where;
    bool compiled; /* false when problems are too many already */
    uint32_t id;
};

static int read_expression(struct bo_reader *reader, const char *path, const struct bo_node *node,
                           struct expression *out)
{
    struct bo_err err;

    if (bo_read_expression_text(reader, path, node, &out->text, &out->where) != 0)
        return BO_ESCENARIO;
    /* Each faulty expression may use up its limits: after as many as are reported there is no point in going on. */
    if (reader->policy == NULL || reader->problems->n_total >= BO_DIAG_MAX)
        return 0;
    if (bo_policy_compile(reader->policy, out->text, out->where, &out->id, &err) != 0 ||
        bo_policy_probe(reader->policy, out->id, out->type, &err) != 0)
        return bo_problem(reader->problems, node->value, "%s: %s", path,
                          fault_of(&err, out->where));
    out->compiled = true;
    return 0;
}

int bo_try_expression(struct bo_reader *reader, struct bo_policy *policy, const char *path,
                      const struct bo_node *node, const char *expression, uint32_t *id)
{
    const char *where = bo_place_text(reader->arena, node->value);
    struct bo_err err;

    if (reader->problems->n_total >= BO_DIAG_MAX)
        return 0;
    if (bo_policy_compile(policy, expression, where, id, &err) != 0 ||
        bo_policy_probe(policy, *id, BO_POLICY_BOOLEAN, &err) != 0)
        return bo_problem(reader->problems, node->value, "%s: %s", path, fault_of(&err, where));
    return 0;
}

int bo_read_expression(struct bo_reader *reader, const char *path, const struct bo_node *node,
                       enum bo_policy_type type, const char **expression, const char **where)
{
    struct expression read = {.type = type};
    int result = read_expression(reader, path, node, &read);

    *expression = read.text;
    *where = read.where;
    return result;
}

/* ---- set = { parameter = expression; } ---- */

static uint32_t find_parameter(struct bo_reader *reader, const char *path,
                               const struct bo_node *node)
{
    struct bo_near near = bo_near_to(reader->problems, node->name);
    char room[128];

    for (uint32_t i = 0; i < bo_n_strategy_fields; i++) {
        bo_near_offer(&near, bo_strategy_fields[i].name);
        if (strcmp(bo_strategy_fields[i].name, node->name) == 0)
            return i;
    }
    (void)bo_problem(reader->problems, node->key, "%s: a strategy has no parameter \"%s\"%s", path,
                     node->name, bo_near_hint(&near, room));
    return BO_NO_ROW;
}

/* What reads no name can be checked now; what any other expression gives is checked during the run. */
static int check_constant(struct bo_reader *reader, const char *path, const struct bo_node *node,
                          const struct expression *expression,
                          const struct bo_strategy_field *field)
{
    struct bo_arena *arena = reader->arena;
    struct bo_policy_value value;
    const char *gives;
    double number;

    if (!expression->compiled || !bo_policy_is_constant(reader->policy, expression->id, &value))
        return 0;
    if (field->words != NULL)
        return bo_word_index(field->words, value.text) >= 0
                   ? 0
                   : bo_problem(reader->problems, node->value, "%s: \"%.60s\" is none of %s", path,
                                value.text, field->words);
    if (value.number >= field->low && value.number <= field->high)
        return 0;
    gives = isinf(value.number) ? "infinite" : bo_number_text(arena, value.number);
    gives = bo_double_parse(expression->text, &number) == 0
                ? node->text
                : bo_arena_printf(arena, "\"%.60s\" is %s, which", expression->text, gives);
    return bo_problem(reader->problems, node->value, "%s: %s is outside the range %s to %s", path,
                      gives, bo_number_text(arena, field->low), bo_number_text(arena, field->high));
}

static int read_set(struct bo_reader *reader, const char *path, const struct bo_node *node,
                    struct bo_rule_set *set)
{
    const char *own = bo_arena_printf(reader->arena, "%s.%s", path, node->name);
    struct expression read = {.type = BO_POLICY_NUMBER};
    const char *words;

    set->parameter = find_parameter(reader, path, node);
    if (set->parameter == BO_NO_ROW)
        return BO_ESCENARIO;
    words = bo_strategy_fields[set->parameter].words;
    if (words != NULL)
        read.type = BO_POLICY_TEXT;
    if (words != NULL && node->kind == BO_NODE_TEXT && bo_word_index(words, node->text) >= 0)
        return bo_problem(reader->problems, node->value,
                          "%s: a word in an expression has quotes of its own: \"'%s'\"", own,
                          node->text);
    if (read_expression(reader, own, node, &read) != 0)
        return BO_ESCENARIO;
    set->expression = read.text;
    set->where = read.where;
    return check_constant(reader, own, node, &read, &bo_strategy_fields[set->parameter]);
}

static int read_sets(struct bo_reader *reader, const char *path, const struct bo_node *node,
                     struct bo_rule *rule)
{
    struct bo_rule_set *set = BO_NEW_ARRAY(reader->arena, struct bo_rule_set, node->n);
    int result = 0;

    if (node->kind != BO_NODE_GROUP || node->n == 0)
        return bo_problem(reader->problems, node->value,
                          "%s: expected a group { parameter = \"expression\"; }", path);
    for (uint32_t i = 0; i < node->n; i++)
        if (read_set(reader, path, node->child[i], &set[i]) != 0)
            result = BO_ESCENARIO;
    rule->n_sets = node->n;
    rule->set = set;
    return result;
}

/* ---- a rule ---- */

static int read_order(struct bo_reader *reader, const char *path, const struct bo_node *node,
                      double *order)
{
    if ((node->kind != BO_NODE_INTEGER && node->kind != BO_NODE_FLOAT) || node->too_big)
        return bo_problem(reader->problems, node->value, "%s: expected a number, such as 10", path);
    *order = node->number;
    return 0;
}

static int check_keys(struct bo_reader *reader, const char *path, const struct bo_node *node)
{
    static const char *const known[] = {"order", "when", "set", "play", "for_good"};
    const size_t n_needed = 2;
    const size_t n_known = sizeof known / sizeof *known;
    int result = 0;

    for (uint32_t i = 0; i < node->n; i++) {
        struct bo_near near = bo_near_to(reader->problems, node->child[i]->name);
        char room[128];
        size_t k = 0;

        while (k < n_known && strcmp(known[k], node->child[i]->name) != 0)
            bo_near_offer(&near, known[k++]);
        if (k == n_known)
            result = bo_problem(reader->problems, node->child[i]->key, "%s: a rule has no \"%s\"%s",
                                path, node->child[i]->name, bo_near_hint(&near, room));
    }
    for (size_t k = 0; k < n_needed; k++)
        if (bo_node_child(node, known[k]) == NULL)
            result =
                bo_problem(reader->problems, node->key, "%s: a rule needs \"%s\"", path, known[k]);
    if (bo_node_child(node, "set") == NULL && bo_node_child(node, "play") == NULL)
        result =
            bo_problem(reader->problems, node->key, "%s: a rule needs \"set\", or \"play\"", path);
    return result;
}

/* Another strategy that is played, and whether from then on. */
static int read_play(struct bo_reader *reader, const char *path, const struct bo_node *node,
                     struct bo_rule *rule)
{
    const struct bo_node *play = bo_node_child(node, "play");
    const struct bo_node *for_good = bo_node_child(node, "for_good");
    const char *own = bo_arena_printf(reader->arena, "%s.play", path);

    rule->play = BO_NO_ROW;
    rule->for_good = for_good != NULL && for_good->on;
    if (for_good != NULL && for_good->kind != BO_NODE_SWITCH)
        return bo_problem(reader->problems, for_good->value, "%s.for_good: expected true or false",
                          path);
    if (play == NULL)
        return 0;
    if (play->kind != BO_NODE_TEXT)
        return bo_problem(reader->problems, play->value, "%s: expected a strategy's name in quotes",
                          own);
    rule->play = bo_find_row(reader, BO_TABLE_STRATEGIES, play->text, own, play->value);
    return rule->play == BO_NO_ROW ? BO_ESCENARIO : 0;
}

static int read_rule(struct bo_reader *reader, const char *path, const struct bo_node *node,
                     struct bo_rule *rule)
{
    struct bo_arena *arena = reader->arena;
    int result = 0;

    if (node->kind != BO_NODE_GROUP)
        return bo_problem(reader->problems, node->value,
                          "%s: expected a group { order; when; set; }, or { order; when; play; }",
                          path);
    if (check_keys(reader, path, node) != 0)
        return BO_ESCENARIO;
    rule->key = node->name;
    if (read_order(reader, bo_arena_printf(arena, "%s.order", path), bo_node_child(node, "order"),
                   &rule->order) != 0)
        result = BO_ESCENARIO;
    if (bo_read_expression(reader, bo_arena_printf(arena, "%s.when", path),
                           bo_node_child(node, "when"), BO_POLICY_BOOLEAN, &rule->when,
                           &rule->where) != 0)
        result = BO_ESCENARIO;
    if (bo_node_child(node, "set") != NULL &&
        read_sets(reader, bo_arena_printf(arena, "%s.set", path), bo_node_child(node, "set"),
                  rule) != 0)
        result = BO_ESCENARIO;
    if (read_play(reader, path, node, rule) != 0)
        result = BO_ESCENARIO;
    return result;
}

static int by_order(const void *a, const void *b)
{
    const struct bo_rule *x = a, *y = b;

    if (x->order < y->order || x->order > y->order)
        return x->order < y->order ? -1 : 1;
    return strcmp(x->key, y->key);
}

int bo_read_rules(struct bo_reader *reader, const char *path, const struct bo_node *node,
                  struct bo_strategy_param *strategy)
{
    struct bo_rule *rule = BO_NEW_ARRAY(reader->arena, struct bo_rule, node->n);
    int result = 0;

    if (node->kind == BO_NODE_TEXT && strcmp(node->text, "none") == 0)
        return 0;
    if (node->kind != BO_NODE_GROUP)
        return bo_problem(reader->problems, node->value,
                          "%s: expected a group of rules { name: { order; when; set; }; }", path);
    for (uint32_t i = 0; i < node->n; i++) {
        const char *own = bo_arena_printf(reader->arena, "%s.%s", path, node->child[i]->name);

        if (read_rule(reader, own, node->child[i], &rule[i]) != 0)
            result = BO_ESCENARIO;
    }
    if (result != 0)
        return result;
    if (node->n > 1)
        qsort(rule, node->n, sizeof *rule, by_order);
    strategy->n_rules = node->n;
    strategy->rule = rule;
    return 0;
}

/* Whether strategy s comes, from the one that a rule plays to the next, to itself. */
static bool plays_itself(const struct bo_param *param, uint32_t s, uint32_t from, uint32_t depth)
{
    const struct bo_strategy_param *strategy = &param->strategy[from];

    for (uint32_t i = 0; i < strategy->n_rules; i++) {
        uint32_t play = strategy->rule[i].play;

        if (play == s ||
            (play != BO_NO_ROW && depth > 0 && plays_itself(param, s, play, depth - 1)))
            return true;
    }
    return false;
}

void bo_check_plays(struct bo_reader *reader)
{
    const struct bo_param *param = reader->param;
    uint32_t n = param->n[BO_TABLE_STRATEGIES];
    const struct bo_node *entries =
        bo_node_child(reader->root, bo_tables[BO_TABLE_STRATEGIES].name);

    if (!bo_table_is_well(reader, BO_TABLE_STRATEGIES))
        return;
    for (uint32_t s = 0; s < n; s++)
        if (plays_itself(param, s, s, n))
            (void)bo_problem(
                reader->problems, entries->child[s]->key,
                "strategies.%s: its rules play, one after another, this strategy itself",
                param->strategy[s].entry.key);
}
