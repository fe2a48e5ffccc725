#include "drivers_print.h"

#include <math.h>
#include <string.h>

#include "buildout/cli/table.h"
#include "buildout/report/drivers.h"

enum { MOST_PER_KEY = 3, KEY_COLUMNS = 20, PATH_COLUMNS = 60 };

/* "+0.71": one knows at a glance which way it goes. */
static const char *signed_shown(struct bo_arena *arena, double x)
{
    return bo_arena_printf(arena, "%s%.2f", x < 0.0 ? "-" : "+", fabs(x));
}

static void print_table(FILE *out, const struct bo_driver_list *list,
                        const struct bo_terminal *terminal, struct bo_arena *arena)
{
    static const struct bo_table_column column[] = {{NULL, "What drives it", true, 0},
                                                    {NULL, "input", true, 0},
                                                    {"Rank", "corr.", false, 0},
                                                    {"May be", "chance", false, 1},
                                                    {NULL, "Runs", false, 2}};
    struct bo_table table = {
        .arena = arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    const char *last = "";
    for (uint32_t i = 0; i < list->n; i++) {
        const struct bo_driver *d = &list->driver[i];
        const char **cell = bo_table_row(&table);
        bool first = strcmp(d->key, last) != 0;
        cell[0] = first ? bo_text_shown(arena, terminal, d->key, KEY_COLUMNS) : "";
        cell[1] = bo_text_shown(arena, terminal, d->input, PATH_COLUMNS);
        cell[2] = signed_shown(arena, d->correlation);
        cell[3] = first ? bo_number_shown(arena, d->noise, 2) : "";
        cell[4] = first ? bo_number_shown(arena, d->n_runs, 0) : "";
        last = d->key;
    }
    bo_table_print(out, &table, terminal);
}

/* Of four runs that close a gap, some of a thousand inputs rank alike for sure. */
static void print_rare(FILE *out, const struct bo_driver_list *list)
{
    for (uint32_t i = 0; i < list->n_rare; i++)
        fprintf(out, "%s%s (%u)%s", i == 0 ? "Too few runs have: " : " ", list->rare[i].key,
                list->rare[i].n_runs, i + 1 < list->n_rare ? "," : ".\n");
}

int bo_drivers_print(FILE *out, struct bo_results *results, const char *variant,
                     const struct bo_terminal *terminal, struct bo_arena *arena, struct bo_err *err)
{
    struct bo_driver_list list;
    const struct bo_driver_wish wish = {variant, "World", MOST_PER_KEY};
    int rc = bo_drivers_find(results, &wish, arena, &list, err);
    if (rc != 0 || list.n_inputs == 0 || list.n_runs < BO_DRIVERS_FEWEST_RUNS)
        return rc;
    fputc('\n', out);
    if (list.n > 0)
        print_table(out, &list, terminal, arena);
    if (list.n > 0)
        fprintf(out, "%u runs, %u uncertain input%s; Runs: those that have the figure.\n",
                list.n_runs, list.n_inputs, bo_plural(list.n_inputs));
    else
        fprintf(out,
                "None of %u uncertain input%s stands out over %u runs (rank correlation beyond "
                "%.2f).\n",
                list.n_inputs, bo_plural(list.n_inputs), list.n_runs, list.noise);
    print_rare(out, &list);
    return 0;
}
