/* Every value of a scenario, for those who let a planner look through them. */
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/scenario/scenario.h"
#include "nested.h"
#include "resolve.h"
#include "show.h"

struct lister {
    struct bo_arena *arena;
    const struct bo_param *param;
    uint32_t n, room;
    struct bo_scenario_value *value;
};

/* In the key's unit: what was written in another currency counts at the day's rate. */
static double number_of(const struct lister *l, const struct bo_key *key, uint32_t row)
{
    const struct bo_unit *unit = key->unit != NULL ? bo_unit_find(key->unit) : NULL;
    const double *field = bo_param_field(l->param, key->table, row, key->offset);

    if (key->kind != BO_KEY_NUMBER || unit == NULL)
        return BO_NAN;
    return *field / unit->to_canonical;
}

static void list_row(struct lister *l, enum bo_table table, uint32_t row, const char *path,
                     const struct bo_node *node)
{
    uint32_t n_keys;
    const struct bo_key *key = bo_schema_keys(table, &n_keys);

    for (uint32_t k = 0; k < n_keys; k++) {
        const struct bo_node *found = bo_nested_find(node, key[k].name);

        if (found == NULL)
            continue;
        BO_ARENA_ROOM(l->arena, l->value, l->n, l->room);
        l->value[l->n++] = (struct bo_scenario_value){
            .path = bo_arena_printf(l->arena, "%s.%s", path, key[k].name),
            .key = &key[k],
            .text = bo_show_value(l->arena, found),
            .from = bo_place_text(l->arena, found->value),
            .number = number_of(l, &key[k], row)};
    }
}

static void list_table(struct lister *l, enum bo_table table, const struct bo_node *resolved)
{
    const struct bo_node *node = bo_node_child(resolved, bo_tables[table].name);

    if (node == NULL)
        return;
    if (!bo_tables[table].is_list)
        list_row(l, table, 0, bo_tables[table].name, node);
    for (uint32_t i = 0; bo_tables[table].is_list && i < node->n; i++)
        list_row(l, table, i,
                 bo_arena_printf(l->arena, "%s.%s", bo_tables[table].name, node->child[i]->name),
                 node->child[i]);
}

/* They are of no table. */
static struct bo_scenario_value correlations_of(const struct lister *l,
                                                const struct bo_node *resolved)
{
    static const char name[] = "correlations";
    const struct bo_node *node = bo_node_child(resolved, name);

    if (node == NULL || node->n == 0)
        return (struct bo_scenario_value){.number = BO_NAN};
    return (struct bo_scenario_value){.path = name,
                                      .text = bo_show_value(l->arena, node),
                                      .from = bo_place_text(l->arena, node->value),
                                      .number = BO_NAN};
}

int bo_scenario_list(const char *file, const struct bo_read_options *options,
                     struct bo_arena *arena, struct bo_scenario_values *out, struct bo_diag *diag)
{
    struct bo_problems problems = {.arena = arena};
    struct bo_scenario *scenario = BO_NEW(arena, struct bo_scenario);
    struct lister l = {.arena = arena, .param = &scenario->param};
    struct bo_node *resolved = NULL;

    if (bo_resolve(file, options, &problems, scenario, &resolved) != 0)
        return bo_problems_report(&problems, diag);
    for (int table = 0; table < BO_N_TABLES; table++)
        list_table(&l, (enum bo_table)table, resolved);
    *out = (struct bo_scenario_values){.scenario = scenario,
                                       .n = l.n,
                                       .value = l.value,
                                       .correlations = correlations_of(&l, resolved)};
    return 0;
}
