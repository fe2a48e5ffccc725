#include "exits_print.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/cli/table.h"
#include "buildout/stats/stats.h"

#define PERCENT 100.0

/* As the key exit_kind counts them, from 1. */
enum { LICENCE, PURCHASE, LIQUIDATION, N_KINDS };
enum { N_DATES = 3, NAME_COLUMNS = 20, MOST_ACQUIRERS = 4 };

static const double shown_probability[N_DATES] = {0.05, 0.5, 0.95};

struct ending {
    const char *name;
    uint32_t n, of_kind[N_KINDS];
    double day[N_DATES]; /* quantiles over the runs in which it ends */
};

struct endings {
    struct bo_arena *arena;
    uint32_t n, room;
    struct ending *ending; /* by name, then by how many */
};

static struct ending *ending_of(struct endings *e, const char *name)
{
    if (e->n == 0 || strcmp(e->ending[e->n - 1].name, name) != 0) {
        BO_ARENA_ROOM(e->arena, e->ending, e->n, e->room);
        e->ending[e->n++] = (struct ending){.name = bo_arena_strdup(e->arena, name)};
    }
    return &e->ending[e->n - 1];
}

static int take(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    struct endings *e = context;
    (void)err;
    if (strcmp(values->key, "exit_date") == 0)
        bo_stats_quantiles(values->value, values->n, shown_probability, N_DATES,
                           ending_of(e, values->entity)->day);
    if (strcmp(values->key, "exit_kind") != 0)
        return 0;
    struct ending *ending = ending_of(e, values->entity);
    for (uint32_t i = 0; i < values->n; i++) {
        int kind = (int)values->value[i] - 1;
        if (kind < 0 || kind >= N_KINDS)
            continue;
        ending->of_kind[kind]++;
        ending->n++;
    }
    return 0;
}

static int compare_endings(const void *a, const void *b)
{
    const struct ending *x = a, *y = b;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return strcmp(x->name, y->name);
}

static const char *acquirers_of(const struct bo_takeovers *of, const struct bo_terminal *terminal,
                                struct bo_arena *arena)
{
    uint32_t n_shown = bo_rows_shown(of->n, MOST_ACQUIRERS), rest = of->n_runs;
    const char *text = "";
    for (uint32_t i = 0; i < n_shown; i++) {
        const struct bo_acquirer *a = &of->acquirer[i];
        text = bo_arena_printf(arena, "%s%s%s %s", text, i > 0 ? ", " : "",
                               bo_text_shown(arena, terminal, a->name, NAME_COLUMNS),
                               bo_number_shown(arena, PERCENT * a->n_runs / of->n_runs, 0));
        rest -= a->n_runs;
    }
    return rest == 0 ? text
                     : bo_arena_printf(arena, "%s, %u more %s", text, of->n - n_shown,
                                       bo_number_shown(arena, PERCENT * rest / of->n_runs, 0));
}

static int print_takeovers(FILE *out, const struct bo_variant_runs *of,
                           const struct bo_terminal *terminal, struct bo_arena *arena,
                           struct bo_err *err)
{
    static const struct bo_table_column column[] = {{NULL, "Who is absorbed", true, 0},
                                                    {NULL, "% of runs", false, 0},
                                                    {NULL, "by whom, % of these runs", true, 0}};
    enum { OTHER_COLUMNS = NAME_COLUMNS + 13 }; /* those before the last, and what is between */
    struct bo_table table = {
        .arena = arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    struct bo_takeover_list list;
    int rc = bo_results_takeovers(of->results, of->variant, arena, &list, err);
    if (rc != 0 || list.n == 0)
        return rc;
    for (uint32_t i = 0; i < list.n; i++) {
        const char **cell = bo_table_row(&table);
        cell[0] = bo_text_shown(arena, terminal, list.of[i].entity, NAME_COLUMNS);
        cell[1] = bo_number_shown(arena, PERCENT * list.of[i].n_runs / of->n_runs, 0);
        cell[2] = bo_text_shown(arena, terminal, acquirers_of(&list.of[i], terminal, arena),
                                terminal->width - OTHER_COLUMNS);
    }
    fputc('\n', out);
    bo_table_print(out, &table, terminal);
    return 0;
}

int bo_exits_print(FILE *out, const struct bo_variant_runs *of, const struct bo_terminal *terminal,
                   struct bo_arena *arena, struct bo_err *err)
{
    static const char share[] = "% of runs", date[] = "when";
    static const struct bo_table_column column[] = {
        {NULL, "What ends", true, 0}, {share, "all", false, 0},      {share, "licensed", false, 0},
        {share, "bought", false, 0},  {share, "wound up", false, 0}, {date, "5 %", false, 0},
        {date, "median", false, 0},   {date, "95 %", false, 0}};
    struct bo_table table = {
        .arena = arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    struct endings e = {.arena = arena};
    int rc = bo_results_each_outcome(of->results, of->variant, take, &e, err);
    if (rc != 0)
        return rc;
    if (e.n > 1)
        qsort(e.ending, e.n, sizeof *e.ending, compare_endings);
    for (uint32_t i = 0; i < e.n && e.ending[i].n > 0; i++) {
        const struct ending *ending = &e.ending[i];
        const char **cell = bo_table_row(&table);
        cell[0] = bo_text_shown(arena, terminal, ending->name, NAME_COLUMNS);
        cell[1] = bo_number_shown(arena, PERCENT * ending->n / of->n_runs, 0);
        for (int k = 0; k < N_KINDS; k++)
            cell[2 + k] = bo_number_shown(arena, PERCENT * ending->of_kind[k] / of->n_runs, 0);
        for (int k = 0; k < N_DATES; k++)
            cell[2 + N_KINDS + k] = bo_month_shown(arena, ending->day[k]);
    }
    if (table.n_rows == 0)
        return 0;
    fputc('\n', out);
    bo_table_print(out, &table, terminal);
    return print_takeovers(out, of, terminal, arena, err);
}
