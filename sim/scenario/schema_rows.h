/* schema_rows.h - how the schema's rows are written, and the tables that schema.c gathers.
 *
 * Ranges are in the key's unit. A fallback stands only where leaving the key out has one obvious meaning.
 */
#ifndef BUILDOUT_SCENARIO_SCHEMA_ROWS_H
#define BUILDOUT_SCENARIO_SCHEMA_ROWS_H

#include "buildout/scenario/schema.h"

struct key_table {
    const struct bo_key *key;
    uint32_t n;
    const char *meaning;
};

extern const struct key_table bo_keys_time;
extern const struct key_table bo_keys_currencies;
extern const struct key_table bo_keys_regions;
extern const struct key_table bo_keys_equipment;
extern const struct key_table bo_keys_construction;
extern const struct key_table bo_keys_planning;
extern const struct key_table bo_keys_demand;
extern const struct key_table bo_keys_power;
extern const struct key_table bo_keys_grid;
extern const struct key_table bo_keys_site_options;
extern const struct key_table bo_keys_planned_sites;
extern const struct key_table bo_keys_colocation;
extern const struct key_table bo_keys_finance;
extern const struct key_table bo_keys_strategies;
extern const struct key_table bo_keys_companies;
extern const struct key_table bo_keys_checks;
extern const struct key_table bo_keys_rental_markets;
extern const struct key_table bo_keys_lessors;
extern const struct key_table bo_keys_capital;
extern const struct key_table bo_keys_labs;
extern const struct key_table bo_keys_ai_budgets;
extern const struct key_table bo_keys_technology;
extern const struct key_table bo_keys_programmes;
extern const struct key_table bo_keys_segments;
extern const struct key_table bo_keys_competition;
extern const struct key_table bo_keys_offers;
extern const struct key_table bo_keys_chips;
extern const struct key_table bo_keys_country_groups;
extern const struct key_table bo_keys_rules;
extern const struct key_table bo_keys_export_law;
extern const struct key_table bo_keys_vendors;
extern const struct key_table bo_keys_supply_shocks;
extern const struct key_table bo_keys_chip_market;
extern const struct key_table bo_keys_chip_buyers;
extern const struct key_table bo_keys_fleet;

#define KEY_TABLE(rows, text)                                               \
    {                                                                       \
        .key = rows, .n = sizeof(rows) / sizeof((rows)[0]), .meaning = text \
    }

/* The columns that every row has: table, row type, key kind, name, field. */
#define KEY(table_, type_, kind_, name_, field_) \
    .table = table_, .name = name_, .kind = kind_, .offset = offsetof(type_, field_)
#define UNIT(unit_, low_, high_) .unit = unit_, .low = low_, .high = high_
#define ELSE(text) .fallback = text
#define MEANS(text) .meaning = text
#define FROM(text) .source = text
#define WORDS(text) .words = text
#define RANK(n) .rank = n

#endif
