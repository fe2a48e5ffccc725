#include "compare_exits.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/cli/table.h"
#include "compare_print.h"

/* As the key exit_kind counts them. */
#define LIQUIDATION 3.0

enum { BASE, OTHER, N_SIDES };
enum { NAME_COLUMNS = 20, MOST_ACQUIRERS = 4 };

struct ending {
    const char *name;
    uint32_t n[N_SIDES], wound_up[N_SIDES]; /* runs in which it ends */
};

struct endings {
    struct bo_arena *arena;
    uint32_t n_rows;
    const struct bo_compare_row **row; /* that are wanted */
    int side;                          /* that is being read */
    uint32_t n, room;
    struct ending *ending;
    struct bo_takeover_list takeovers[N_SIDES];
};

static bool is_wanted(const struct endings *e, const char *name)
{
    for (uint32_t i = 0; i < e->n_rows; i++) {
        if (strcmp(e->row[i]->key, "survived") == 0 && strcmp(e->row[i]->entity, name) == 0)
            return true;
    }
    return false;
}

static struct ending *ending_of(struct endings *e, const char *name)
{
    for (uint32_t i = 0; i < e->n; i++) {
        if (strcmp(e->ending[i].name, name) == 0)
            return &e->ending[i];
    }
    BO_ARENA_ROOM(e->arena, e->ending, e->n, e->room);
    e->ending[e->n] = (struct ending){.name = bo_arena_strdup(e->arena, name)};
    return &e->ending[e->n++];
}

static int take(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    struct endings *e = context;
    (void)err;
    if (strcmp(values->key, "exit_kind") != 0 || !is_wanted(e, values->entity))
        return 0;
    struct ending *ending = ending_of(e, values->entity);
    for (uint32_t i = 0; i < values->n; i++)
        ending->wound_up[e->side] += !(values->value[i] < LIQUIDATION);
    ending->n[e->side] = values->n;
    return 0;
}

static uint32_t difference_of(const struct ending *ending)
{
    uint32_t base = ending->n[BASE], other = ending->n[OTHER];
    return base < other ? other - base : base - other;
}

static int compare_endings(const void *a, const void *b)
{
    const struct ending *x = a, *y = b;
    uint32_t p = difference_of(x), q = difference_of(y);
    if (p != q)
        return p > q ? -1 : 1;
    return strcmp(x->name, y->name);
}

static const struct bo_takeovers *find(const struct bo_takeover_list *list, const char *name)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (strcmp(list->of[i].entity, name) == 0)
            return &list->of[i];
    }
    return NULL;
}

/* "Microsoft 7, Amazon 2, 3 more 4" */
static const char *acquirers_shown(const struct endings *e, const char *name, int side,
                                   const struct bo_terminal *terminal)
{
    const struct bo_takeovers *of = find(&e->takeovers[side], name);
    uint32_t n_shown = of ? bo_rows_shown(of->n, MOST_ACQUIRERS) : 0, rest = of ? of->n_runs : 0;
    const char *text = "";
    for (uint32_t i = 0; i < n_shown; i++) {
        const struct bo_acquirer *a = &of->acquirer[i];
        text = bo_arena_printf(e->arena, "%s%s%s %u", text, i > 0 ? ", " : "",
                               bo_text_shown(e->arena, terminal, a->name, NAME_COLUMNS), a->n_runs);
        rest -= a->n_runs;
    }
    return rest == 0 ? text
                     : bo_arena_printf(e->arena, "%s, %u more %u", text, of->n - n_shown, rest);
}

static void fill(const struct endings *e, const struct ending *ending,
                 const struct bo_terminal *terminal, struct bo_table *table)
{
    static const char *const side_name[N_SIDES] = {"base", "other"};
    enum { OTHER_COLUMNS = NAME_COLUMNS + 30 }; /* those before the last, and what is between */
    for (int side = BASE; side < N_SIDES; side++) {
        const char **cell = bo_table_row(table);
        uint32_t absorbed = ending->n[side] - ending->wound_up[side];
        cell[0] = side == BASE ? bo_text_shown(e->arena, terminal, ending->name, NAME_COLUMNS) : "";
        cell[1] = side_name[side];
        cell[2] = bo_arena_printf(e->arena, "%u", ending->n[side]);
        cell[3] = bo_arena_printf(e->arena, "%u", ending->wound_up[side]);
        cell[4] = bo_arena_printf(e->arena, "%u", absorbed);
        cell[5] =
            bo_text_shown(e->arena, terminal, acquirers_shown(e, ending->name, side, terminal),
                          terminal->width - OTHER_COLUMNS);
    }
}

static void print(FILE *out, struct endings *e, const struct bo_terminal *terminal)
{
    static const char runs[] = "Runs in which it ends";
    static const struct bo_table_column column[] = {
        {NULL, "Who ends", true, 0},  {NULL, "", true, 0},          {runs, "all", false, 0},
        {runs, "wound up", false, 0}, {runs, "absorbed", false, 0}, {NULL, "by whom", true, 0}};
    struct bo_table table = {
        .arena = e->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 1};
    if (e->n > 1)
        qsort(e->ending, e->n, sizeof *e->ending, compare_endings);
    for (uint32_t i = 0; i < e->n && difference_of(&e->ending[i]) > 0; i++)
        fill(e, &e->ending[i], terminal, &table);
    if (table.n_rows == 0)
        return;
    fputc('\n', out);
    bo_table_print(out, &table, terminal);
}

int bo_compare_exits_print(FILE *out, struct bo_results *results,
                           const struct bo_compare_table *compared,
                           const struct bo_terminal *terminal, struct bo_arena *arena,
                           struct bo_err *err)
{
    const char *const variant[N_SIDES] = {compared->base, compared->other};
    struct endings e = {.arena = arena};
    int rc = 0;
    e.row = bo_compare_sort(compared, arena, &e.n_rows);
    for (e.side = BASE; rc == 0 && e.side < N_SIDES; e.side++) {
        rc = bo_results_each_outcome(results, variant[e.side], take, &e, err);
        if (rc == 0)
            rc = bo_results_takeovers(results, variant[e.side], arena, &e.takeovers[e.side], err);
    }
    if (rc == 0)
        print(out, &e, terminal);
    return rc;
}
