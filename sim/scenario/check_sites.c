/* What no single key can tell of building: some grid must be able to carry the usual site, and a site that is given needs
 * its company, within the run. */
#include "buildout/base/num.h"
#include "reader.h"

/* The most that any region grants in a year, at any of its dates. */
static double largest_grant(const struct bo_param *param)
{
    double largest = 0.0;

    for (uint32_t r = 0; r < param->n[BO_TABLE_REGIONS]; r++) {
        const struct bo_path *grants = &param->region[r].grid_grants_mw_per_year;
        for (uint32_t i = 0; i < grants->v.n; i++)
            largest = bo_max(largest, grants->scale * grants->v.value[i]);
    }
    return largest;
}

static void check_planned_site(struct bo_reader *reader, uint32_t row)
{
    const struct bo_planned_site_param *site = &reader->param->planned_site[row];
    const struct bo_node *rows = bo_node_child(reader->root, "planned_sites");
    const struct bo_place place = bo_node_child(rows->child[row], "announced")->value;
    const struct bo_time_param *time = reader->param->time;
    const char *key = site->entry.key;

    if (bo_table_is_well(reader, BO_TABLE_TIME) &&
        (site->announced_day < time->start_day || site->announced_day >= time->end_day))
        (void)bo_problem(reader->problems, place,
                         "planned_sites.%s.announced: lies outside the run", key);
    if (site->permitted_day < site->announced_day)
        (void)bo_problem(reader->problems, bo_node_child(rows->child[row], "permitted")->value,
                         "planned_sites.%s.permitted: before it is announced", key);
    if (reader->faulty[BO_TABLE_COMPANIES][site->company])
        return;
    if (reader->param->company[site->company].founded_day > site->announced_day)
        (void)bo_problem(reader->problems, place,
                         "planned_sites.%s.announced: %s is not founded yet", key,
                         reader->param->company[site->company].entry.name);
}

static void check_usual_size(struct bo_reader *reader)
{
    const struct bo_param *param = reader->param;
    const struct bo_node *node =
        bo_node_child(bo_node_child(reader->root, "construction"), "size_median_mw");
    double usual, largest;

    if (node == NULL || !bo_table_is_well(reader, BO_TABLE_CONSTRUCTION) ||
        !bo_table_is_well(reader, BO_TABLE_REGIONS))
        return;
    usual = param->construction->size_median_mw;
    largest = largest_grant(param);
    if (param->construction->grid_binds && usual > largest)
        (void)bo_problem(reader->problems, node->value,
                         "construction.size_median_mw: a site of %g MW is more than any region "
                         "grants in a year (regions.*.grid_grants_mw_per_year, at most %g MW)",
                         usual, largest);
}

void bo_check_sites(struct bo_reader *reader)
{
    check_usual_size(reader);
    for (uint32_t i = 0; i < reader->param->n[BO_TABLE_PLANNED_SITES]; i++)
        if (!reader->faulty[BO_TABLE_PLANNED_SITES][i])
            check_planned_site(reader, i);
}
