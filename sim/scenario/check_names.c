/* Results tell parties apart by name, and some names are taken. */
#include <string.h>

#include "buildout/model/ledger.h"
#include "reader.h"

static const char landlord[] = "Landlord ";

static const char *region_of_landlord(const struct bo_param *param, const char *name)
{
    size_t n = sizeof landlord - 1;

    if (strncmp(name, landlord, n) != 0)
        return NULL;
    for (uint32_t i = 0; i < param->n[BO_TABLE_REGIONS]; i++)
        if (strcmp(name + n, param->region[i].entry.name) == 0)
            return param->region[i].entry.name;
    return NULL;
}

/* Whose name it is; NULL when it is free. */
static const char *owner_of(const struct bo_param *param, const char *name)
{
    static const char *const markets[] = {"World", "World market", "China market"};

    for (size_t i = 0; i < sizeof markets / sizeof *markets; i++)
        if (strcmp(name, markets[i]) == 0)
            return "the whole in results";
    for (int i = 0; i < BO_N_SECTORS; i++)
        if (strcmp(name, bo_sector_name((enum bo_sector)i)) == 0)
            return "a party of the ledger";
    return region_of_landlord(param, name) != NULL ? "a region's landlords" : NULL;
}

void bo_check_names(struct bo_reader *reader)
{
    const struct bo_param *param = reader->param;
    const struct bo_node *companies = bo_node_child(reader->root, "companies");

    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++) {
        const struct bo_entry *entry = &param->company[i].entry;
        const struct bo_node *node = bo_node_child(companies, entry->key);
        const char *owner = owner_of(param, entry->name);

        const struct bo_node *name = bo_node_child(node, "name");

        if (owner != NULL && node != NULL)
            (void)bo_problem(reader->problems, name != NULL ? name->value : node->key,
                             "companies.%s: its name \"%.60s\" is that of %s", entry->key,
                             entry->name, owner);
    }
}
