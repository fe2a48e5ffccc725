#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/table.h"
#include "buildout/cli/terminal.h"
#include "projects.h"

enum { NAME_COLUMNS = 40 };

static const char *const part_heads[BO_N_SLIP_PARTS] = {"permit", "study", "queue",   "equipment",
                                                        "shell",  "crews", "fit-out", "reserve"};

struct printer {
    FILE *out;
    struct bo_arena *arena;
    struct bo_terminal terminal;
};

static const char *month_of(const struct printer *p, int32_t day)
{
    char month[16];
    if (day == BO_NO_DAY)
        return "-";
    bo_month_format(bo_month_of_day(day), month);
    return bo_arena_strdup(p->arena, month);
}

/* "2026-11?": expected, not yet there. */
static const char *opening_of(const struct printer *p, const struct bo_fact_project *f)
{
    if (f->cancelled != BO_NO_DAY)
        return "given up";
    if (strcmp(f->kind, "option") == 0) /* it opens nothing */
        return f->state;
    if (f->actual[BO_PHASE_OPEN] != BO_NO_DAY)
        return month_of(p, f->actual[BO_PHASE_OPEN]);
    return bo_arena_printf(p->arena, "%s?", month_of(p, f->expected));
}

static const char *months_of(const struct printer *p, double days)
{
    const char *text = bo_number_shown(p->arena, days / BO_DAYS_PER_MONTH, 1);
    bool more = days > 0.0 && strpbrk(text, "123456789");
    return more ? bo_arena_printf(p->arena, "+%s", text) : text;
}

static const char **begin_row(const struct printer *p, struct bo_table *table,
                              const struct bo_fact_project *f)
{
    const char **cell = bo_table_row(table);
    cell[0] = bo_text_shown(p->arena, &p->terminal, f->name, NAME_COLUMNS);
    cell[1] = bo_number_shown(p->arena, f->mw, 0);
    return cell;
}

static void print_rest(const struct printer *p, uint32_t n, const char *what)
{
    if (n > 0)
        fprintf(p->out, "and %s that are %s (--limit 0 prints all)\n",
                bo_number_shown(p->arena, n, 0), what);
}

/* Planned and actual months side by side. */
static void print_phases(const struct printer *p, const struct bo_projects_asked *asked)
{
    static const struct bo_table_column column[] = {{NULL, "project", true, 0},
                                                    {NULL, "MW", false, 0},
                                                    {"ground broken", "plan", false, 2},
                                                    {"ground broken", "was", false, 2},
                                                    {"grid power", "plan", false, 3},
                                                    {"grid power", "was", false, 3},
                                                    {"equipment", "plan", false, 5},
                                                    {"equipment", "was", false, 5},
                                                    {"shell", "plan", false, 6},
                                                    {"shell", "was", false, 6},
                                                    {"fit-out", "plan", false, 4},
                                                    {"fit-out", "was", false, 4},
                                                    {"opening", "plan", false, 0},
                                                    {"opening", "was", true, 0},
                                                    {NULL, "slip", false, 0},
                                                    {NULL, "why", true, 1}};
    struct bo_table table = {
        .arena = p->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    uint32_t n = bo_rows_shown(asked->rows.n, asked->limit);
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_fact_project *f = asked->rows.row[i].project;
        const char **cell = begin_row(p, &table, f) + 2;
        for (int k = 0; k < BO_PHASE_OPEN; k++) {
            *cell++ = month_of(p, f->planned[k]);
            *cell++ = month_of(p, f->actual[k]);
        }
        *cell++ = month_of(p, f->planned[BO_PHASE_OPEN]);
        *cell++ = opening_of(p, f);
        *cell++ = f->slipped ? months_of(p, f->slip) : "-";
        *cell = f->why;
    }
    fputs("Months as planned at the announcement and as they came (?: expected); the slip in "
          "months.\n\n",
          p->out);
    bo_table_print(p->out, &table, &p->terminal);
    print_rest(p, asked->rows.n - n, "planned for later");
}

/* What each slip is made of, in days, so that they can be added up. */
static void print_slips(const struct printer *p, const struct bo_projects_asked *asked)
{
    enum { N_BEFORE = 4 };
    struct bo_table_column column[N_BEFORE + 1 + BO_N_SLIP_PARTS] = {{NULL, "project", true, 0},
                                                                     {NULL, "MW", false, 2},
                                                                     {"opening", "plan", false, 1},
                                                                     {"opening", "was", true, 1},
                                                                     {NULL, "slip", false, 0}};
    struct bo_table table = {
        .arena = p->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    uint32_t n = bo_rows_shown(asked->rows.n, asked->limit);
    for (int k = 0; k < BO_N_SLIP_PARTS; k++)
        column[N_BEFORE + 1 + k] = (struct bo_table_column){"of it, days", part_heads[k], false, 0};
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_fact_project *f = asked->rows.row[i].project;
        const char **cell = begin_row(p, &table, f);
        cell[2] = month_of(p, f->planned[BO_PHASE_OPEN]);
        cell[3] = opening_of(p, f);
        cell[N_BEFORE] = bo_number_shown(p->arena, f->slip, 0);
        for (int k = 0; k < BO_N_SLIP_PARTS; k++)
            cell[N_BEFORE + 1 + k] =
                f->part[k] != 0 ? bo_number_shown(p->arena, f->part[k], 0) : "";
    }
    fputs("Days by which openings slipped, and of what; reserve above 0: the plan was too "
          "early itself.\n\n",
          p->out);
    bo_table_print(p->out, &table, &p->terminal);
    print_rest(p, asked->rows.n - n, "less late");
}

/* ---- how late the projects of a year were ---- */

struct year {
    int32_t year; /* BO_NO_DAY: no opening was told */
    uint32_t n, n_slipped, n_late, n_cancelled;
    double slip, part[BO_N_SLIP_PARTS];
};

static void add_up(struct year *year, const struct bo_fact_project *f)
{
    year->n++;
    year->n_cancelled += f->cancelled != BO_NO_DAY;
    if (!f->slipped)
        return;
    year->n_slipped++;
    year->n_late += f->slip > 0;
    year->slip += f->slip;
    for (int k = 0; k < BO_N_SLIP_PARTS; k++)
        year->part[k] += f->part[k];
}

static void add_year_row(const struct printer *p, struct bo_table *table, const struct year *year)
{
    const char **cell = bo_table_row(table);
    double n = year->n_slipped;
    cell[0] =
        year->year == BO_NO_DAY ? "no date" : bo_arena_printf(p->arena, "%d", (int)year->year);
    cell[1] = bo_arena_printf(p->arena, "%u", (unsigned)year->n);
    cell[2] = bo_arena_printf(p->arena, "%u", (unsigned)year->n_cancelled);
    if (!(n > 0.0))
        return;
    cell[3] = bo_number_shown(p->arena, 100.0 * year->n_late / n, 0);
    cell[4] = months_of(p, year->slip / n);
    for (int k = 0; k < BO_N_SLIP_PARTS; k++)
        cell[5 + k] = months_of(p, year->part[k] / n);
}

static int32_t year_planned(const struct bo_fact_project *f)
{
    int32_t open = f->planned[BO_PHASE_OPEN];
    return open == BO_NO_DAY ? BO_NO_DAY : bo_year_of_day(open);
}

static int by_year(const void *a, const void *b)
{
    const struct bo_project_row *x = a, *y = b;
    int32_t p = x->project->planned[BO_PHASE_OPEN], q = y->project->planned[BO_PHASE_OPEN];
    return (p > q) - (p < q);
}

/* rows are put in the order of their planned openings. */
static void print_years(const struct printer *p, const struct bo_project_rows *rows)
{
    struct bo_table_column column[5 + BO_N_SLIP_PARTS] = {{NULL, "planned for", true, 0},
                                                          {NULL, "projects", false, 0},
                                                          {NULL, "given up", false, 1},
                                                          {NULL, "late, %", false, 0},
                                                          {NULL, "slip", false, 0}};
    struct bo_table table = {
        .arena = p->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    struct year year = {.n = 0};
    for (int k = 0; k < BO_N_SLIP_PARTS; k++)
        column[5 + k] = (struct bo_table_column){"mean, months, of which", part_heads[k], false, 0};
    qsort(rows->row, rows->n, sizeof *rows->row, by_year);
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct bo_fact_project *f = rows->row[i].project;
        int32_t planned = year_planned(f);
        if (year.n > 0 && planned != year.year)
            add_year_row(p, &table, &year);
        if (year.n == 0 || planned != year.year)
            year = (struct year){.year = planned};
        add_up(&year, f);
    }
    add_year_row(p, &table, &year);
    fputc('\n', p->out);
    bo_table_print(p->out, &table, &p->terminal);
}

void bo_projects_print(FILE *out, const struct bo_projects_asked *asked, struct bo_arena *arena)
{
    struct printer p = {.out = out, .arena = arena, .terminal = bo_terminal_of(STDOUT_FILENO)};
    if (asked->rows.n == 0)
        fputs(asked->late ? "No project is late.\n" : "No project.\n", out);
    else if (asked->late)
        print_slips(&p, asked);
    else
        print_phases(&p, asked);
    if (asked->all.n > 0)
        print_years(&p, &asked->all);
}
