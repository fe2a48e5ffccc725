/* What no single key can tell of chips, export rules and supply shocks. */
#include <string.h>

#include "reader.h"

/* The node of a key of the n-th row of a table, or of the row when the key is left out. */
static struct bo_place place_of(struct bo_reader *reader, enum bo_table table, uint32_t row,
                                const char *key)
{
    const struct bo_node *rows = bo_node_child(reader->root, bo_tables[table].name);
    const struct bo_node *node = bo_node_child(rows->child[row], key);

    return node != NULL ? node->value : rows->child[row]->key;
}

/* ---- rules ---- */

static bool is_always(const struct bo_export_rule *rule)
{
    return rule->when.root == NULL && !(rule->min_tpp > 0.0) &&
           rule->destinations.n_countries + rule->destinations.n_groups +
                   rule->headquarters.n_countries + rule->headquarters.n_groups ==
               0;
}

static bool asks_of_chips(const struct bo_condition *condition)
{
    if (condition->kind == BO_CONDITION_QUANTITY || condition->kind == BO_CONDITION_CHIP)
        return true;
    if (condition->kind == BO_CONDITION_FLAG)
        return condition->flag == BO_FLAG_DATA_CENTRE;
    for (uint32_t i = 0; i < condition->n_children; i++)
        if (asks_of_chips(&condition->child[i]))
            return true;
    return false;
}

static bool is_input(const char *subject)
{
    for (int i = 0; i < BO_N_INPUTS; i++)
        if (strcmp(subject, bo_input_names[i]) == 0)
            return true;
    return false;
}

static bool is_nowhere_above_0(const struct bo_path *path)
{
    for (uint32_t i = 0; i < path->v.n; i++)
        if (path->v.value[i] > 0.0)
            return false;
    return true;
}

/* What would have no effect on what the rule is about. */
static void check_kind(struct bo_reader *reader, uint32_t row)
{
    const struct bo_export_rule *rule = &reader->param->export_rule[row];
    const char *key = rule->entry.key, *of = rule->kind == BO_RULE_CLOUD ? "clouds" : "inputs";
    bool chips = rule->kind == BO_RULE_CHIPS;

    if (rule->kind == BO_RULE_INPUT && !is_input(rule->subject))
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_RULES, row, "subject"),
                         "export_rules.%s.subject: a rule on inputs is of \"hbm\", \"foundry\" or "
                         "\"equipment\", not of \"%s\"",
                         key, rule->subject);
    if (rule->kind != BO_RULE_INPUT && rule->subject[0] != '\0')
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_RULES, row, "subject"),
                         "export_rules.%s.subject: only of kind = \"input\"", key);
    if (chips && !is_nowhere_above_0(&rule->out_of_reach_frac))
        (void)bo_problem(
            reader->problems, place_of(reader, BO_TABLE_RULES, row, "out_of_reach_frac"),
            "export_rules.%s.out_of_reach_frac: only of kind = \"input\" or \"cloud\"; "
            "of chips that are smuggled, enforcement_frac",
            key);
    if (!chips &&
        (rule->min_tpp > 0.0 || (rule->when.root != NULL && asks_of_chips(rule->when.root))))
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_RULES, row, ""),
                         "export_rules.%s: a rule on %s is of all chips, and can test none", key,
                         of);
    if (!chips && (rule->quota_per != BO_QUOTA_NONE || rule->levy_frac > 0.0))
        (void)bo_problem(reader->problems,
                         place_of(reader, BO_TABLE_RULES, row,
                                  rule->quota_per != BO_QUOTA_NONE ? "quota" : "levy_frac"),
                         "export_rules.%s: quotas and levies are of chips, and this rule is on %s",
                         key, of);
}

static void check_rule(struct bo_reader *reader, uint32_t row)
{
    const struct bo_export_rule *rule = &reader->param->export_rule[row];
    const char *key = rule->entry.key;

    if (rule->effective_day < rule->announced_day)
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_RULES, row, "effective"),
                         "export_rules.%s.effective: lies before announced", key);
    if (rule->rescinded_day < rule->announced_day)
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_RULES, row, "rescinded"),
                         "export_rules.%s.rescinded: lies before announced", key);
    if (rule->rescission_announced_day < rule->announced_day)
        (void)bo_problem(reader->problems,
                         place_of(reader, BO_TABLE_RULES, row, "rescission_announced"),
                         "export_rules.%s.rescission_announced: lies before announced", key);
    if (rule->suspension_announced_day < rule->announced_day)
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_RULES, row, "suspended"),
                         "export_rules.%s.suspended.announced: lies before announced", key);
    if (rule->suspended_to_day < rule->suspended_from_day)
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_RULES, row, "suspended"),
                         "export_rules.%s.suspended: ends before it begins", key);
    if (is_always(rule) && rule->policy != BO_FREE)
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_RULES, row, ""),
                         "export_rules.%s: it would bite every chip and buyer; give it `when`, "
                         "min_tpp, destinations or headquarters",
                         key);
    check_kind(reader, row);
}

/* ---- chips ---- */

/* Following `replaces` from row: does it come back? */
static bool is_circle(const struct bo_param *param, uint32_t row)
{
    uint32_t at = param->chip[row].replaces;

    for (uint32_t steps = 0; at != BO_NO_ROW && steps < param->n[BO_TABLE_CHIPS]; steps++) {
        if (at == row)
            return true;
        at = param->chip[at].replaces;
    }
    return false;
}

static bool names(const struct bo_condition *condition, uint64_t chip)
{
    for (uint32_t i = 0; condition->kind == BO_CONDITION_CHIP && i < condition->n_chips; i++)
        if (condition->wanted && condition->chip[i] == chip)
            return true;
    for (uint32_t i = 0; i < condition->n_children; i++)
        if (names(&condition->child[i], chip))
            return true;
    return false;
}

/* A chip that a rule names cannot wait for that rule to be made. */
static void check_designed_for(struct bo_reader *reader, uint32_t row)
{
    const struct bo_chip *chip = &reader->param->chip[row];
    const struct bo_export_rule *rule;
    struct bo_place place = place_of(reader, BO_TABLE_CHIPS, row, "designed_for");

    if (chip->designed_for == BO_NO_ROW || reader->faulty[BO_TABLE_RULES][chip->designed_for])
        return;
    rule = &reader->param->export_rule[chip->designed_for];
    if (rule->when.root != NULL && names(rule->when.root, chip->entry.hash))
        (void)bo_problem(reader->problems, place,
                         "chips.%s.designed_for: the rule %s names this very chip", chip->entry.key,
                         rule->entry.key);
    if (chip->launch_day < rule->announced_day)
        (void)bo_problem(reader->problems, place,
                         "chips.%s.designed_for: it is sold before %s is announced",
                         chip->entry.key, rule->entry.key);
}

/* What goes on with a line comes after it: so no line can bite its own tail. */
static void check_continues(struct bo_reader *reader, uint32_t row)
{
    const struct bo_chip *chip = &reader->param->chip[row];
    const struct bo_chip *before;
    struct bo_place place = place_of(reader, BO_TABLE_CHIPS, row, "continues");

    if (chip->continues == BO_NO_ROW)
        return;
    before = &reader->param->chip[chip->continues];
    if (chip->launch_day == BO_NEVER)
        (void)bo_problem(reader->problems, place,
                         "chips.%s.continues: this chip is never launched, so nothing says how far "
                         "it has come since",
                         chip->entry.key);
    else if (before->launch_day >= chip->launch_day)
        (void)bo_problem(reader->problems, place,
                         "chips.%s.continues: %s is not launched before it", chip->entry.key,
                         before->entry.key);
}

/* Lines are some chip's own: none is made on lines that are a third's. */
static void check_lines_of(struct bo_reader *reader, uint32_t row)
{
    const struct bo_chip *chip = &reader->param->chip[row];
    const struct bo_chip *other;
    struct bo_place place = place_of(reader, BO_TABLE_CHIPS, row, "lines_of");

    if (chip->lines_of == BO_NO_ROW)
        return;
    other = &reader->param->chip[chip->lines_of];
    if (strcmp(chip->vendor, other->vendor) != 0)
        (void)bo_problem(reader->problems, place, "chips.%s.lines_of: %s is made by %s, not by %s",
                         chip->entry.key, other->entry.key, other->vendor, chip->vendor);
    else if (other->lines_of != BO_NO_ROW)
        (void)bo_problem(reader->problems, place,
                         "chips.%s.lines_of: %s has no lines of its own; name the chip that has",
                         chip->entry.key, other->entry.key);
}

static void check_volume_from(struct bo_reader *reader, uint32_t row)
{
    const struct bo_chip *chip = &reader->param->chip[row];

    if (chip->volume_day != BO_NEVER && chip->volume_day > chip->launch_day)
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_CHIPS, row, "volume_from"),
                         "chips.%s.volume_from: must not be after launch", chip->entry.key);
}

static void check_chip(struct bo_reader *reader, uint32_t row)
{
    const struct bo_chip *chip = &reader->param->chip[row];
    const char *key = chip->entry.key;

    if (chip->launch_day != BO_NEVER && chip->end_of_sale_day <= chip->launch_day)
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_CHIPS, row, "end_of_sale"),
                         "chips.%s.end_of_sale: must be after launch", key);
    if (is_circle(reader->param, row))
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_CHIPS, row, "replaces"),
                         "chips.%s.replaces: this chip replaces itself, through others", key);
    check_volume_from(reader, row);
    check_lines_of(reader, row);
    check_designed_for(reader, row);
    check_continues(reader, row);
}

/* ---- supply shocks ---- */

static void check_shock(struct bo_reader *reader, uint32_t row)
{
    const struct bo_supply_shock_param *shock = &reader->param->supply_shock[row];

    if (shock->until_day <= shock->from_day)
        (void)bo_problem(reader->problems, place_of(reader, BO_TABLE_SUPPLY_SHOCKS, row, "until"),
                         "supply_shocks.%s.until: must be after from", shock->entry.key);
}

void bo_check_law(struct bo_reader *reader)
{
    const uint32_t *n = reader->param->n;
    bool chips = bo_table_is_well(reader, BO_TABLE_CHIPS); /* which are told of each other */

    for (uint32_t i = 0; i < n[BO_TABLE_RULES]; i++)
        if (!reader->faulty[BO_TABLE_RULES][i])
            check_rule(reader, i);
    for (uint32_t i = 0; chips && i < n[BO_TABLE_CHIPS]; i++)
        check_chip(reader, i);
    for (uint32_t i = 0; i < n[BO_TABLE_SUPPLY_SHOCKS]; i++)
        if (!reader->faulty[BO_TABLE_SUPPLY_SHOCKS][i])
            check_shock(reader, i);
}
