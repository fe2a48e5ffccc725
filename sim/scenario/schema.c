#include "buildout/scenario/schema.h"

#include <assert.h>
#include <string.h>

#include "schema_rows.h"

static const struct key_table *const tables[BO_N_TABLES] = {
    [BO_TABLE_TIME] = &bo_keys_time,
    [BO_TABLE_CURRENCIES] = &bo_keys_currencies,
    [BO_TABLE_REGIONS] = &bo_keys_regions,
    [BO_TABLE_EQUIPMENT] = &bo_keys_equipment,
    [BO_TABLE_CONSTRUCTION] = &bo_keys_construction,
    [BO_TABLE_PLANNING] = &bo_keys_planning,
    [BO_TABLE_DEMAND] = &bo_keys_demand,
    [BO_TABLE_POWER] = &bo_keys_power,
    [BO_TABLE_GRID] = &bo_keys_grid,
    [BO_TABLE_SITE_OPTIONS] = &bo_keys_site_options,
    [BO_TABLE_PLANNED_SITES] = &bo_keys_planned_sites,
    [BO_TABLE_COLOCATION] = &bo_keys_colocation,
    [BO_TABLE_FINANCE] = &bo_keys_finance,
    [BO_TABLE_STRATEGIES] = &bo_keys_strategies,
    [BO_TABLE_COMPANIES] = &bo_keys_companies,
    [BO_TABLE_CHECKS] = &bo_keys_checks,
    [BO_TABLE_RENTAL_MARKETS] = &bo_keys_rental_markets,
    [BO_TABLE_LESSORS] = &bo_keys_lessors,
    [BO_TABLE_CAPITAL] = &bo_keys_capital,
    [BO_TABLE_LABS] = &bo_keys_labs,
    [BO_TABLE_AI_BUDGETS] = &bo_keys_ai_budgets,
    [BO_TABLE_TECHNOLOGY] = &bo_keys_technology,
    [BO_TABLE_PROGRAMMES] = &bo_keys_programmes,
    [BO_TABLE_SEGMENTS] = &bo_keys_segments,
    [BO_TABLE_COMPETITION] = &bo_keys_competition,
    [BO_TABLE_OFFERS] = &bo_keys_offers,
    [BO_TABLE_CHIPS] = &bo_keys_chips,
    [BO_TABLE_COUNTRY_GROUPS] = &bo_keys_country_groups,
    [BO_TABLE_RULES] = &bo_keys_rules,
    [BO_TABLE_EXPORT_LAW] = &bo_keys_export_law,
    [BO_TABLE_VENDORS] = &bo_keys_vendors,
    [BO_TABLE_SUPPLY_SHOCKS] = &bo_keys_supply_shocks,
    [BO_TABLE_CHIP_MARKET] = &bo_keys_chip_market,
    [BO_TABLE_CHIP_BUYERS] = &bo_keys_chip_buyers,
    [BO_TABLE_FLEET] = &bo_keys_fleet,
};

const struct bo_key *bo_schema_keys(enum bo_table table, uint32_t *n_keys)
{
    assert(table < BO_N_TABLES);
    *n_keys = tables[table]->n;
    return tables[table]->key;
}

const char *bo_schema_table_meaning(enum bo_table table)
{
    assert(table < BO_N_TABLES);
    return tables[table]->meaning;
}

const struct bo_key *bo_schema_find(enum bo_table table, const char *name)
{
    assert(table < BO_N_TABLES);
    const struct key_table *rows = tables[table];
    for (uint32_t i = 0; i < rows->n; i++) {
        if (strcmp(rows->key[i].name, name) == 0) {
            return &rows->key[i];
        }
    }
    return NULL;
}
