/* Who is founded during the run has no halls and earns nothing at the opening: its books open later, with the cash and
 * plant given. Chips it may have, of whom it comes from. */
#include "buildout/base/calendar.h"
#include "reader.h"

static void check_company(struct bo_reader *reader, const struct bo_company_param *p)
{
    const struct {
        const char *key;
        double value;
    } owned[] = {{"it_mw", p->it_mw},
                 {"sites", p->sites},
                 {"core_revenue_per_year", p->core_revenue_usd_per_year},
                 {"cloud_revenue_per_year", p->cloud_revenue_usd_per_year}};
    const struct bo_node *rows = bo_node_child(reader->root, bo_tables[BO_TABLE_COMPANIES].name);
    const struct bo_node *row = bo_node_child(rows, p->entry.key);
    char day[16];

    bo_day_format(p->founded_day, day);
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) {
        const struct bo_node *node = bo_node_child(row, owned[i].key);
        if (owned[i].value > 0.0 && node != NULL)
            (void)bo_problem(reader->problems, node->value,
                             "companies.%s.%s: %s is founded on %s, after the start: it has none "
                             "at the opening",
                             p->entry.key, owned[i].key, p->entry.name, day);
    }
}

void bo_check_founded(struct bo_reader *reader)
{
    const struct bo_param *param = reader->param;

    if (!bo_table_is_well(reader, BO_TABLE_TIME))
        return;
    for (uint32_t i = 0; i < param->n[BO_TABLE_COMPANIES]; i++)
        if (!reader->faulty[BO_TABLE_COMPANIES][i] &&
            param->company[i].founded_day > param->time->start_day)
            check_company(reader, &param->company[i]);
}
