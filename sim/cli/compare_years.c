#include "compare_years.h"

#include <math.h>
#include <string.h>

#include "buildout/cli/table.h"
#include "buildout/store/variants.h"
#include "compare_print.h"

#define BOLD "\033[1m"
#define PLAIN "\033[0m"

struct headline {
    const char *variable;
    const char *of_world, *of_others; /* titles; NULL: not of them */
};

/* Those that come last go first when there is no room. */
static const struct headline headlines[] = {
    {"Capex", "Capex", "Capex"},
    {"Revenue|AI", "AI revenue", "AI revenue"},
    {"Revenue|Data Center", "Chip revenue", "Chip revenue"},
    {"Capacity|IT Power|Energised", "IT power", "Own IT power"},
    {"Capacity|IT Power|Leased", NULL, "Leased"}, /* of the world's it is a part */
    {"Fleet|H100e", "Fleet", "Fleet"},
    {"Cash", "Cash", "Cash"},
    {"Capability|Lag", "Lag", "Lag"},
};
enum { N_HEADLINES = sizeof headlines / sizeof *headlines };

struct shown {
    uint32_t n; /* of the headlines */
    struct bo_difference_list list[N_HEADLINES];
    struct bo_table_column column[N_HEADLINES + 1];
    int32_t first_year, last_year;
};

static int read(const struct bo_compare_years *years, struct bo_arena *arena, struct shown *shown,
                struct bo_err *err)
{
    bool of_world = strcmp(years->entity, "World") == 0;
    *shown = (struct shown){
        .column = {{NULL, "Year", true, 0}}, .first_year = INT32_MAX, .last_year = INT32_MIN};
    for (uint32_t i = 0; i < N_HEADLINES; i++) {
        struct bo_difference_list *list = &shown->list[shown->n];
        const char *title = of_world ? headlines[i].of_world : headlines[i].of_others;
        const struct bo_series_name name = {headlines[i].variable, years->entity, ""};
        int status =
            bo_results_differences(years->results, years->variant, &name, arena, list, err);
        if (status != BO_OK)
            return status;
        if (list->n == 0 || !title)
            continue;
        const struct bo_difference_row *first = &list->difference[0];
        const struct bo_difference_row *last = &list->difference[list->n - 1];
        shown->first_year = first->year < shown->first_year ? first->year : shown->first_year;
        shown->last_year = last->year > shown->last_year ? last->year : shown->last_year;
        shown->column[++shown->n] = (struct bo_table_column){title, first->unit, false, i};
    }
    return BO_OK;
}

/* "~" before a mean whose interval holds 0, or of which too few of the pairs tell an interval. */
static const char *cell_of(const struct bo_difference_row *row, bool single, struct bo_arena *arena)
{
    const struct bo_difference *d = &row->of;
    bool same = !(fabs(d->p05) > 0.0 || fabs(d->p95) > 0.0 || fabs(d->mean) > 0.0);
    bool clear = single || d->low > 0.0 || d->high < 0.0;
    if (same)
        return "0";
    return bo_arena_printf(arena, "%s%s", clear ? "" : "~",
                           bo_value_shown(arena, row->unit, d->mean));
}

static void add_year(const struct shown *shown, int32_t year, bool single, struct bo_table *table)
{
    const char **cell = bo_table_row(table);
    cell[0] = bo_arena_printf(table->arena, "%d", (int)year);
    for (uint32_t i = 0; i < shown->n; i++) {
        for (uint32_t k = 0; k < shown->list[i].n; k++) {
            if (shown->list[i].difference[k].year == year)
                cell[i + 1] = cell_of(&shown->list[i].difference[k], single, table->arena);
        }
    }
}

int bo_compare_years_print(FILE *out, const struct bo_compare_years *years,
                           const struct bo_terminal *terminal, struct bo_arena *arena, bool *shown,
                           struct bo_err *err)
{
    struct shown of;
    int status = read(years, arena, &of, err);
    *shown = status == BO_OK && of.n > 0;
    if (!*shown)
        return status;
    struct bo_table table = {.arena = arena, .n_columns = of.n + 1, .column = of.column, .gap = 2};
    for (int32_t year = of.first_year; year <= of.last_year; year++)
        add_year(&of, year, years->single, &table);
    fprintf(out, "%s%s by year%s\n\n", terminal->colour ? BOLD : "",
            bo_text_shown(arena, terminal, years->entity, terminal->width),
            terminal->colour ? PLAIN : "");
    bo_table_print(out, &table, terminal);
    fputc('\n', out);
    return BO_OK;
}
