/* Results tell parties apart by name, and some names are taken. The law asks where a company has its seat: a text that
 * is no country's code would be under no rule. */
#include <stdio.h>
#include <string.h>

#include "buildout/model/country.h"
#include "buildout/model/ledger.h"
#include "reader.h"

static const char landlord[] = "Landlord ";

static bool is_region(const struct bo_param *param, const char *name)
{
    for (uint32_t i = 0; i < param->n[BO_TABLE_REGIONS]; i++)
        if (strcmp(name, param->region[i].entry.name) == 0)
            return true;
    return false;
}

static bool is_landlord(const struct bo_param *param, const char *name)
{
    size_t n = sizeof landlord - 1;

    return strncmp(name, landlord, n) == 0 && is_region(param, name + n);
}

/* Whose name it is; NULL when it is free. */
static const char *owner_of(const struct bo_param *param, const char *name)
{
    static const char *const markets[] = {"World", "World market", "China market"};

    for (size_t i = 0; i < sizeof markets / sizeof *markets; i++)
        if (strcmp(name, markets[i]) == 0)
            return "the whole in results";
    if (bo_country_find(name).v != BO_NO_COUNTRY.v)
        return "a country";
    for (int i = 0; i < BO_N_SECTORS; i++)
        if (strcmp(name, bo_sector_name((enum bo_sector)i)) == 0)
            return "a party of the ledger";
    if (is_region(param, name))
        return "a region";
    return is_landlord(param, name) ? "a region's landlords" : NULL;
}

static bool is_company(const struct bo_param *param, const char *name)
{
    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++)
        if (strcmp(name, param->company[i].entry.name) == 0)
            return true;
    return false;
}

static void check(struct bo_reader *reader, enum bo_table table, const struct bo_entry *entry,
                  const char *owner)
{
    const struct bo_node *row =
        bo_node_child(bo_node_child(reader->root, bo_tables[table].name), entry->key);
    const struct bo_node *name = bo_node_child(row, "name");

    if (owner != NULL && row != NULL)
        (void)bo_problem(reader->problems, name != NULL ? name->value : row->key,
                         "%s.%s: its name \"%.60s\" is that of %s", bo_tables[table].name,
                         entry->key, entry->name, owner);
}

static void check_seat(struct bo_reader *reader, const struct bo_entry *entry)
{
    const char *table = bo_tables[BO_TABLE_COMPANIES].name;
    const struct bo_node *row = bo_node_child(bo_node_child(reader->root, table), entry->key);
    const struct bo_node *seat = bo_node_child(row, "headquarters");
    struct bo_country country;
    char path[192];

    if (seat == NULL || seat->kind != BO_NODE_TEXT)
        return;
    (void)snprintf(path, sizeof path, "%s.%.120s.headquarters", table, entry->key);
    (void)bo_read_country(reader, path, seat, &country);
}

void bo_check_names(struct bo_reader *reader)
{
    const struct bo_param *param = reader->param;

    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++) {
        const struct bo_entry *entry = &param->company[i].entry;
        check(reader, BO_TABLE_COMPANIES, entry, owner_of(param, entry->name));
        check_seat(reader, entry);
    }
    for (uint32_t i = 0; i < param->n[BO_TABLE_PLANNED_SITES]; i++) {
        const struct bo_entry *entry = &param->planned_site[i].entry;
        bool taken = is_company(param, entry->name);
        check(reader, BO_TABLE_PLANNED_SITES, entry,
              taken ? "a company" : owner_of(param, entry->name));
    }
    for (uint32_t i = 0; i < param->n[BO_TABLE_VENDORS]; i++) {
        const struct bo_entry *entry = &param->vendor[i].entry;
        bool taken = is_company(param, entry->name);
        check(reader, BO_TABLE_VENDORS, entry, taken ? "a company" : owner_of(param, entry->name));
    }
}
