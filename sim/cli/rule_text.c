/* Conditions of export rules in a line. */
#include <math.h>

#include "buildout/base/num.h"
#include "law.h"

struct writer {
    const struct bo_param *param;
    const struct bo_export_rule *rule;
    struct bo_arena *arena;
};

static const char *joined(struct writer *w, const char *text, const char *glue, const char *more)
{
    return text[0] == '\0' ? more : bo_arena_printf(w->arena, "%s%s%s", text, glue, more);
}

static const char *places_text(struct writer *w, const char *party, bool in,
                               const struct bo_places *places)
{
    const char *text = "";

    for (uint32_t i = 0; i < places->n_countries; i++)
        text = joined(w, text, ", ", bo_country_row(places->country[i])->code);
    for (uint32_t i = 0; i < places->n_groups; i++)
        text = joined(w, text, ", ", w->param->country_group[places->group[i]].entry.name);
    return bo_arena_printf(w->arena, "%s %s [%s]", party, in ? "in" : "not in", text);
}

static const char *threshold_text(struct writer *w, const char *quantity, enum bo_operator op,
                                  double bound)
{
    static const char *const sign[BO_N_OPERATORS] = {
        [BO_AT_LEAST] = ">=", [BO_ABOVE] = ">", [BO_BELOW] = "<", [BO_AT_MOST] = "<="};
    char digits[BO_DOUBLE_TEXT];

    (void)bo_double_format(bound, digits, sizeof digits);
    return bo_arena_printf(w->arena, "%s %s %s", quantity, sign[op],
                           digits[0] != '\0' ? digits : "none");
}

static const char *chips_text(struct writer *w, const struct bo_condition *condition)
{
    const char *text = "";

    for (uint32_t i = 0; i < condition->n_chips; i++)
        for (uint32_t k = 0; k < w->param->n[BO_TABLE_CHIPS]; k++)
            if (w->param->chip[k].entry.hash == condition->chip[i])
                text = joined(w, text, ", ", w->param->chip[k].entry.name);
    return bo_arena_printf(w->arena, "chip %s [%s]", condition->wanted ? "in" : "not in", text);
}

static const char *condition_text(struct writer *w, const struct bo_condition *condition)
{
    bool all = condition->kind == BO_CONDITION_ALL;
    const char *text = "";

    switch (condition->kind) {
    case BO_CONDITION_QUANTITY:
        return threshold_text(w, bo_chip_quantities[condition->quantity].name, condition->op,
                              w->rule->when.bound.value[condition->bound]);
    case BO_CONDITION_FLAG:
        return bo_arena_printf(w->arena, "%s%s", condition->wanted ? "" : "not ",
                               bo_flag_names[condition->flag]);
    case BO_CONDITION_CHIP:
        return chips_text(w, condition);
    case BO_CONDITION_PLACE:
        return places_text(w, bo_party_names[condition->party], condition->wanted,
                           &condition->places);
    case BO_CONDITION_ALL:
    case BO_CONDITION_ANY:
        break;
    }
    for (uint32_t i = 0; i < condition->n_children; i++)
        text = joined(w, text, all ? " and " : " or ", condition_text(w, &condition->child[i]));
    return condition->n_children > 1 ? bo_arena_printf(w->arena, "(%s)", text) : text;
}

static uint32_t count_places(const struct bo_places *places)
{
    return places->n_countries + places->n_groups;
}

const char *bo_rule_text(const struct bo_param *param, const struct bo_export_rule *rule,
                         struct bo_arena *arena)
{
    struct writer w = {.param = param, .rule = rule, .arena = arena};
    const char *where = "", *text = "";

    if (count_places(&rule->destinations) > 0)
        where = places_text(&w, "destination", true, &rule->destinations);
    if (count_places(&rule->headquarters) > 0)
        where =
            joined(&w, where, " or ", places_text(&w, "headquarters", true, &rule->headquarters));
    if (where[0] != '\0')
        text = bo_arena_printf(arena, "(%s)", where);
    if (rule->min_tpp > 0.0)
        text = joined(&w, text, " and ", threshold_text(&w, "tpp", BO_AT_LEAST, rule->min_tpp));
    if (rule->when.root != NULL)
        text = joined(&w, text, " and ", condition_text(&w, rule->when.root));
    return text;
}
