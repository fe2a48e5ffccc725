#include "calibrate_table.h"

#include <math.h>
#include <unistd.h>

#include "buildout/cli/table.h"
#include "compare_print.h"

#define PERCENT 100.0
#define PATH_COLUMNS 44
#define TITLE_COLUMNS 60

static const char *percent(struct bo_arena *arena, double x)
{
    return isfinite(x) ? bo_arena_printf(arena, "%.0f %%", PERCENT * x) : "-";
}

static void print_inputs(FILE *out, const struct bo_calibration_table *t,
                         const struct bo_terminal *terminal)
{
    static const struct bo_table_column column[] = {
        {.head = "input", .left = true},        {.group = "prior", .head = "5 %", .rank = 1},
        {.group = "prior", .head = "median"},   {.group = "prior", .head = "95 %", .rank = 1},
        {.group = "posterior", .head = "5 %"},  {.group = "posterior", .head = "median"},
        {.group = "posterior", .head = "95 %"}, {.head = "bound?", .left = true}};
    struct bo_table table = {
        .arena = t->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    for (uint32_t i = 0; i < t->n_inputs; i++) {
        const struct bo_calibration_row *row = &t->input[i];
        const char **cell = bo_table_row(&table);
        cell[0] = bo_text_shown(t->arena, terminal, row->path, PATH_COLUMNS);
        for (int q = 0; q < BO_N_SHOWN; q++) {
            cell[1 + q] = bo_value_shown(t->arena, "", row->before[q]);
            cell[1 + BO_N_SHOWN + q] = bo_value_shown(t->arena, "", row->after[q]);
        }
        cell[7] = row->bound;
    }
    if (table.n_rows > 0)
        bo_table_print(out, &table, terminal);
    fprintf(out,
            t->n_same == 1
                ? "%s%u input is as it was: the rows move it no more than chance would.\n"
                : "%s%u inputs are as they were: the rows move them no more than chance would.\n",
            table.n_rows > 0 ? "\n" : "", t->n_same);
}

/* ---- the table of topics ---- */

static void fill_topic(const struct bo_calibration_table *t, const char **cell,
                       const struct bo_topic_score *was, const struct bo_topic_score *is)
{
    cell[1] = bo_number_shown(t->arena, was->n_rows, 0);
    cell[2] = percent(t->arena, was->inside_tolerance);
    cell[3] = percent(t->arena, is->inside_tolerance);
    cell[4] = percent(t->arena, was->inside_band);
    cell[5] = percent(t->arena, is->inside_band);
    cell[6] = percent(t->arena, was->width);
    cell[7] = percent(t->arena, is->width);
}

static void print_topics(FILE *out, const struct bo_calibration_table *t,
                         const struct bo_terminal *terminal)
{
    static const struct bo_table_column column[] = {{.head = "topic", .left = true},
                                                    {.head = "rows"},
                                                    {.group = "inside tol.", .head = "before"},
                                                    {.group = "inside tol.", .head = "after"},
                                                    {.group = "inside band", .head = "before"},
                                                    {.group = "inside band", .head = "after"},
                                                    {.group = "band's width", .head = "before"},
                                                    {.group = "band's width", .head = "after"},
                                                    {.head = "CRPS"}};
    struct bo_table table = {
        .arena = t->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    const struct bo_topic_list *was = &t->topics[0], *is = &t->topics[1];
    for (uint32_t i = 0; i < was->n; i++) {
        if (was->topic[i].n_rows == 0)
            continue;
        const char **cell = bo_table_row(&table);
        double ratio = t->crps_ratio[i];
        cell[0] = bo_text_shown(t->arena, terminal, was->topic[i].topic, PATH_COLUMNS);
        fill_topic(t, cell, &was->topic[i], &is->topic[i]);
        cell[8] =
            isfinite(ratio) ? bo_arena_printf(t->arena, "%+.0f %%", PERCENT * (ratio - 1.0)) : "-";
    }
    const char **cell = bo_table_row(&table);
    cell[0] = "all, by topic";
    fill_topic(t, cell, &was->all, &is->all);
    bo_table_print(out, &table, terminal);
}

void bo_calibration_table_print(FILE *out, const struct bo_calibration_table *t)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    fprintf(out, "%s, fitted to %u row%s",
            bo_text_shown(t->arena, &terminal, t->title, TITLE_COLUMNS), t->n_rows,
            bo_plural(t->n_rows));
    if (t->until)
        fprintf(out, " that end by %s (%u later %s not read)", t->until, t->n_cut,
                t->n_cut == 1 ? "one was" : "ones were");
    fprintf(out, "\n%u runs of equal weight, moved in %u steps; seed %llu\n", t->n_members,
            t->n_steps, (unsigned long long)t->seed);
    fprintf(out, "Luck is %s of what the runs of the prior differ by",
            percent(t->arena, t->luck_share));
    if (t->n_inputs > 0)
        fprintf(out, "; inputs that moved keep %s of their spread", percent(t->arena, t->spread));
    fputs(".\n\n", out);
    print_inputs(out, t, &terminal);
    fputc('\n', out);
    print_topics(out, t, &terminal);
    fprintf(out,
            "\n%s: posterior.cfg, which a scenario extends; calibration.csv and "
            "calibration_topics.csv\n",
            bo_text_shown(t->arena, &terminal, t->dir, 2 * TITLE_COLUMNS));
}
