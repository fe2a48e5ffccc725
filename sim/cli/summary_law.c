/* What the rules of a what-if add to the rest of the law, for whoever buys in China. */
#include "summary.h"

#include <math.h>
#include <string.h>

#include "buildout/model/export_rule.h"
#include "buildout/model/trade.h"
#include "buildout/model/vendor_param.h"

#define WHAT_IF "what-if"
#define CHINA "CN"

static bool is_of_a_what_if(const struct bo_export_rule *rule, int32_t day)
{
    return strcmp(rule->source, WHAT_IF) == 0 && rule->kind == BO_RULE_CHIPS &&
           rule->policy != BO_FREE && day < rule->rescinded_day;
}

/* Sold to others than the owner of its maker. */
static bool is_on_the_market(const struct bo_param *param, const struct bo_chip *chip)
{
    uint32_t maker = bo_trade_maker(param, chip);
    return maker != BO_NO_ROW && param->vendor[maker].owner == BO_NO_ROW;
}

static void tell_rule(const struct bo_param *param, const struct bo_regime *regime, uint32_t row,
                      struct bo_arena *arena, struct bo_summary_rule *rule)
{
    struct bo_country china = bo_country_of_code(CHINA);
    struct bo_buyer buyer = {.destination = china, .headquarters = china};
    uint32_t n = param->n[BO_TABLE_CHIPS];
    rule->name = param->export_rule[row].entry.name;
    rule->sold = BO_NEW_ARRAY(arena, const char *, n);
    rule->later = BO_NEW_ARRAY(arena, const char *, n);
    for (uint32_t c = 0; c < n; c++) {
        const struct bo_chip *chip = &param->chip[c];
        if (rule->day >= chip->end_of_sale_day || !is_on_the_market(param, chip) ||
            !bo_regime_adds_to_law(regime, row, chip, &buyer, rule->day))
            continue;
        if (bo_chip_is_sold(chip, rule->day))
            rule->sold[rule->n_sold++] = chip->entry.name;
        else
            rule->later[rule->n_later++] = chip->entry.name;
    }
}

void bo_summary_tell_law(const struct bo_param *param, struct bo_arena *arena,
                         struct bo_summary *out)
{
    uint32_t room = 0;
    if (param->n[BO_TABLE_EXPORT_LAW] == 0 || !param->export_law->in_force)
        return;
    struct bo_regime_parts parts = bo_regime_parts_of(param, NULL);
    const struct bo_regime *regime = bo_regime_create(&parts, arena);
    for (uint32_t r = 0; r < parts.n_rules; r++) {
        const struct bo_export_rule *rule = &param->export_rule[r];
        int32_t day = rule->effective_day + (int32_t)ceil(rule->grace_days);
        if (!is_of_a_what_if(rule, day))
            continue;
        BO_ARENA_ROOM(arena, out->rule, out->n_rules, room);
        out->rule[out->n_rules] = (struct bo_summary_rule){.day = day};
        tell_rule(param, regime, r, arena, &out->rule[out->n_rules]);
        out->n_rules++;
    }
}
