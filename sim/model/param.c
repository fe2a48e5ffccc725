#include "buildout/model/param.h"

#include <assert.h>
#include <string.h>

#include "buildout/model/chip.h"
#include "buildout/model/export_rule.h"

#define GROUP(name, field, type)                                           \
    {                                                                      \
        name, false, false, offsetof(struct bo_param, field), sizeof(type) \
    }
/* A group that a scenario may leave out. */
#define OPTIONAL(name, field, type)                                       \
    {                                                                     \
        name, false, true, offsetof(struct bo_param, field), sizeof(type) \
    }
#define LIST(name, field, type)                                           \
    {                                                                     \
        name, true, false, offsetof(struct bo_param, field), sizeof(type) \
    }

const struct bo_table_info bo_tables[BO_N_TABLES] = {
    [BO_TABLE_TIME] = GROUP("time", time, struct bo_time_param),
    [BO_TABLE_CURRENCIES] = LIST("currencies", currency, struct bo_currency_param),
    [BO_TABLE_REGIONS] = LIST("regions", region, struct bo_region_param),
    [BO_TABLE_EQUIPMENT] = LIST("equipment", maker, struct bo_maker_param),
    [BO_TABLE_CONSTRUCTION] = GROUP("construction", construction, struct bo_construction_param),
    [BO_TABLE_PLANNING] = GROUP("planning", planning, struct bo_planning_param),
    [BO_TABLE_DEMAND] = GROUP("demand", demand, struct bo_demand_param),
    [BO_TABLE_POWER] = GROUP("power", power, struct bo_power_param),
    [BO_TABLE_GRID] = GROUP("grid", grid, struct bo_grid_param),
    [BO_TABLE_SITE_OPTIONS] = GROUP("site_options", site_option, struct bo_site_option_param),
    [BO_TABLE_PLANNED_SITES] = LIST("planned_sites", planned_site, struct bo_planned_site_param),
    [BO_TABLE_COLOCATION] = GROUP("colocation", colocation, struct bo_colocation_param),
    [BO_TABLE_FINANCE] = GROUP("finance", finance, struct bo_finance_param),
    [BO_TABLE_STRATEGIES] = LIST("strategies", strategy, struct bo_strategy_param),
    [BO_TABLE_COMPANIES] = LIST("companies", company, struct bo_company_param),
    [BO_TABLE_CHECKS] = LIST("checks", check, struct bo_check_param),
    [BO_TABLE_RENTAL_MARKETS] =
        LIST("rental_markets", rental_market, struct bo_rental_market_param),
    [BO_TABLE_LESSORS] = LIST("lessors", lessor, struct bo_lessor_param),
    [BO_TABLE_CAPITAL] = OPTIONAL("capital", capital, struct bo_capital_param),
    [BO_TABLE_LABS] = LIST("labs", lab, struct bo_lab_param),
    [BO_TABLE_AI_BUDGETS] = LIST("ai_budgets", ai_budget, struct bo_ai_budget_param),
    [BO_TABLE_TECHNOLOGY] = OPTIONAL("technology", technology, struct bo_technology_param),
    [BO_TABLE_PROGRAMMES] = LIST("programmes", programme, struct bo_programme_param),
    [BO_TABLE_SEGMENTS] = LIST("segments", segment, struct bo_segment_param),
    [BO_TABLE_COMPETITION] = OPTIONAL("competition", competition, struct bo_competition_param),
    [BO_TABLE_OFFERS] = LIST("offers", offer, struct bo_offer_param),
    [BO_TABLE_CHIPS] = LIST("chips", chip, struct bo_chip),
    [BO_TABLE_COUNTRY_GROUPS] = LIST("country_groups", country_group, struct bo_country_group),
    [BO_TABLE_RULES] = LIST("export_rules", export_rule, struct bo_export_rule),
    [BO_TABLE_EXPORT_LAW] = GROUP("export_law", export_law, struct bo_export_law_param),
    [BO_TABLE_VENDORS] = LIST("vendors", vendor, struct bo_vendor_param),
    [BO_TABLE_SUPPLY_SHOCKS] = LIST("supply_shocks", supply_shock, struct bo_supply_shock_param),
    [BO_TABLE_CHIP_MARKET] = OPTIONAL("chip_market", chip_market, struct bo_chip_market_param),
    [BO_TABLE_CHIP_BUYERS] = LIST("chip_buyers", chip_buyer, struct bo_chip_buyer_param),
    [BO_TABLE_FLEET] = OPTIONAL("fleet", fleet, struct bo_fleet_param),
};

#define FIELD(name, low, high)                                           \
    {                                                                    \
#name, offsetof(struct bo_strategy_param, name), low, high, NULL \
    }
#define CHOICE(name, words)                                              \
    {                                                                    \
#name, offsetof(struct bo_strategy_param, name), 0.0, 0.0, words \
    }

/* Ranges in canonical units: what a rule may set. */
const struct bo_strategy_field bo_strategy_fields[] = {
    FIELD(build_ahead_days, -1461.0, 1461.0),
    FIELD(growth_belief_ratio, 0.0, 3.0),
    FIELD(cover_ratio, 0.2, 3.0),
    FIELD(capex_limit_ratio, 0.0, 10.0),
    FIELD(ai_plan_ratio, 0.0, 10.0),
    FIELD(lease_frac, -1.0, 1.0),
    FIELD(reserve_days, 0.0, 3653.0),
    FIELD(buyback_ratio, 0.0, 10.0),
    FIELD(spare_cash_frac, 0.0, 1.0),
    FIELD(leverage_max, 0.0, 20.0),
    FIELD(options_frac, 0.0, 1.0),
    FIELD(hold_land_ratio, 0.0, 10.0),
    FIELD(hold_place_ratio, 0.0, 10.0),
    FIELD(hold_shell_ratio, 0.0, 10.0),
    FIELD(rent_in_frac, 0.0, 1.0),
    FIELD(lease_out_frac, -1.0, 1.0),
    FIELD(waiting_max_days, -1.0, 3653.0),
    FIELD(use_least_frac, 0.0, 1.0),
    FIELD(train_first_frac, 0.0, 1.0),
    FIELD(belief_ratio, 0.0, 100.0),
    FIELD(stockpile_ratio, 0.0, 100.0),
    FIELD(cadence_ratio, 0.1, 10.0),
    FIELD(follow_trigger_days, 0.0, 3653.0),
    FIELD(exit_ratio, 0.0, 100.0),
    FIELD(give_up_ratio, 0.0, 100.0),
    CHOICE(training, BO_TRAINING_WORDS),
    CHOICE(price_posture, BO_POSTURE_WORDS),
};
const uint32_t bo_n_strategy_fields = sizeof bo_strategy_fields / sizeof bo_strategy_fields[0];

int bo_word_index(const char *words, const char *word)
{
    size_t n = strlen(word);
    int index = 0;
    for (const char *at = words; at != NULL; index++) {
        if (n > 0 && strncmp(at, word, n) == 0 && (at[n] == '|' || at[n] == '\0')) {
            return index;
        }
        at = strchr(at, '|');
        at = at != NULL ? at + 1 : NULL;
    }
    return -1;
}

void *bo_param_field(const struct bo_param *param, enum bo_table table, uint32_t row, size_t offset)
{
    assert(table < BO_N_TABLES && row < param->n[table]);
    const struct bo_table_info *info = &bo_tables[table];
    char *rows = *(char *const *)(const void *)((const char *)param + info->pointer_offset);
    return rows + (size_t)row * info->row_size + offset;
}
