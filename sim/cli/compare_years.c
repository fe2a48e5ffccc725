#include "compare_years.h"

#include <math.h>
#include <string.h>

#include "buildout/cli/table.h"
#include "buildout/report/headlines.h"
#include "compare_print.h"

#define BOLD "\033[1m"
#define PLAIN "\033[0m"

/* "~" before a mean whose interval holds 0, or of which too few of the pairs tell an interval. */
static const char *mean_shown(const struct bo_difference_row *row, uint32_t n_pairs,
                              struct bo_arena *arena)
{
    const struct bo_difference *d = &row->of;
    bool same = !(fabs(d->p05) > 0.0 || fabs(d->p95) > 0.0 || fabs(d->mean) > 0.0);
    bool clear = n_pairs == 1 || d->low > 0.0 || d->high < 0.0;
    const char *shown = bo_value_shown(arena, row->unit, d->mean);
    if (same)
        return "0";
    if (strcmp(shown, "0.000") == 0 || strcmp(shown, "-0.000") == 0)
        return "~0";
    return bo_arena_printf(arena, "%s%s", clear ? "" : "~", shown);
}

static const char *cell_of(const struct bo_difference_row *row, uint32_t n_pairs,
                           struct bo_arena *arena, bool *fewer)
{
    const char *mean = mean_shown(row, n_pairs, arena);
    if (row->of.n >= n_pairs)
        return mean;
    *fewer = true;
    return bo_arena_printf(arena, "%s [%u]", mean, row->of.n);
}

static void add_year(const struct bo_headlines *of, int32_t year, uint32_t n_pairs,
                     struct bo_table *table, bool *fewer)
{
    const char **cell = bo_table_row(table);
    cell[0] = bo_arena_printf(table->arena, "%d", (int)year);
    for (uint32_t i = 0; i < of->n; i++) {
        const struct bo_difference_list *list = &of->headline[i].list;
        for (uint32_t k = 0; k < list->n; k++) {
            if (list->difference[k].year == year)
                cell[i + 1] = cell_of(&list->difference[k], n_pairs, table->arena, fewer);
        }
    }
}

int bo_compare_years_print(FILE *out, const struct bo_compare_years *years,
                           const struct bo_terminal *terminal, struct bo_arena *arena,
                           struct bo_years_shown *shown, struct bo_err *err)
{
    struct bo_headlines of = {0};
    struct bo_table_column column[BO_HEADLINES_MAX + 1] = {{NULL, "Year", true, 0}};
    int status = bo_headlines_read(years->results, years->variant, years->entity, arena, &of, err);
    *shown = (struct bo_years_shown){.any = status == BO_OK && of.n > 0};
    if (!shown->any)
        return status;
    for (uint32_t i = 0; i < of.n; i++) {
        const struct bo_headline *h = &of.headline[i];
        column[i + 1] = (struct bo_table_column){h->brief, h->list.difference[0].unit, false, i};
    }
    struct bo_table table = {.arena = arena, .n_columns = of.n + 1, .column = column, .gap = 2};
    for (int32_t year = of.first_year; year <= of.last_year; year++)
        add_year(&of, year, years->n_pairs, &table, &shown->fewer);
    fprintf(out, "%s%s by year%s\n\n", terminal->colour ? BOLD : "",
            bo_text_shown(arena, terminal, years->entity, terminal->width),
            terminal->colour ? PLAIN : "");
    bo_table_print(out, &table, terminal);
    fputc('\n', out);
    return BO_OK;
}
