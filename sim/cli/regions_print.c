#include "regions_print.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/cli/table.h"

enum { N_SHOWN = 3, NAME_COLUMNS = 18 };

/* Their places in bo_quantile_probability: 5 %, median, 95 %. */
static const int shown_quantile[N_SHOWN] = {0, 2, 4};

static const struct shown {
    const char *variable;
    uint32_t decimals;
} shown[] = {{"Capacity|IT Power|Energised", 0},
             {"Data Centers|Operating", 0},
             {"Electricity|Use", 2},
             {"Grid|Queue", 0}};

enum { N_VARIABLES = sizeof shown / sizeof *shown };

struct region {
    const char *name;
    double value[N_VARIABLES][N_SHOWN]; /* at the end; NaN when there is none */
};

static int largest_first(const void *a, const void *b)
{
    const struct region *x = a, *y = b;
    int order = bo_double_compare(&y->value[0][1], &x->value[0][1]);
    return order ? order : strcmp(x->name, y->name);
}

static int read_region(struct bo_results *results, const char *variant, struct bo_arena *arena,
                       struct region *region, struct bo_err *err)
{
    for (int v = 0; v < N_VARIABLES; v++) {
        struct bo_series_name name = {shown[v].variable, "World", region->name};
        struct bo_band band;
        int rc = bo_results_band(results, variant, &name, arena, &band, err);
        if (rc != 0)
            return rc;
        for (int q = 0; q < N_SHOWN; q++)
            region->value[v][q] =
                band.n_months > 0 ? band.quantile[shown_quantile[q]][band.n_months - 1] : BO_NAN;
    }
    return 0;
}

static void fill(const struct region *region, const struct bo_terminal *terminal,
                 struct bo_table *table)
{
    const char **cell = bo_table_row(table);
    *cell++ = bo_text_shown(table->arena, terminal, region->name, NAME_COLUMNS);
    for (int v = 0; v < N_VARIABLES; v++)
        for (int q = 0; q < N_SHOWN; q++)
            *cell++ = bo_number_shown(table->arena, region->value[v][q], shown[v].decimals);
}

static void print(FILE *out, struct region *region, uint32_t n, const struct bo_terminal *terminal,
                  struct bo_arena *arena)
{
    static const char mw[] = "IT load, MW", sites[] = "Sites", twh[] = "TWh in the month",
                      queue[] = "Grid queue, MW";
    static const struct bo_table_column column[] = {
        {NULL, "Region", true, 0}, {mw, "5 %", false, 0},    {mw, "median", false, 0},
        {mw, "95 %", false, 0},    {sites, "5 %", false, 1}, {sites, "median", false, 1},
        {sites, "95 %", false, 1}, {twh, "5 %", false, 0},   {twh, "median", false, 0},
        {twh, "95 %", false, 0},   {queue, "5 %", false, 2}, {queue, "median", false, 2},
        {queue, "95 %", false, 2}};
    struct bo_table table = {
        .arena = arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 1};
    if (n == 0)
        return;
    qsort(region, n, sizeof *region, largest_first);
    for (uint32_t i = 0; i < n; i++)
        fill(&region[i], terminal, &table);
    fputc('\n', out);
    bo_table_print(out, &table, terminal);
}

int bo_regions_print(FILE *out, struct bo_results *results, const char *variant,
                     const struct bo_terminal *terminal, struct bo_arena *arena, struct bo_err *err)
{
    struct bo_name_list list;
    uint32_t n = 0;
    int rc = bo_results_band_names(results, variant, arena, &list, err);
    if (rc != 0)
        return rc;
    struct region *region = BO_NEW_ARRAY(arena, struct region, list.n);
    for (uint32_t i = 0; rc == 0 && i < list.n; i++) {
        const struct bo_series_name *name = &list.name[i];
        if (strcmp(name->variable, shown[0].variable) != 0 || name->place[0] == '\0' ||
            strcmp(name->entity, "World") != 0)
            continue;
        region[n].name = name->place;
        rc = read_region(results, variant, arena, &region[n++], err);
    }
    if (rc == 0)
        print(out, region, n, terminal, arena);
    return rc;
}
