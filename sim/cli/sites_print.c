#include "sites_print.h"

#include <math.h>
#include <string.h>

#include "buildout/base/num.h"
#include "buildout/cli/table.h"
#include "buildout/stats/stats.h"

#define PERCENT 100.0
#define PER_BILLION 1e-3 /* of millions */

enum { N_QUANTILES = 3, MEDIAN = 1, NAME_COLUMNS = 20 };

static const double shown_probability[N_QUANTILES] = {0.05, 0.5, 0.95};

struct quantiles {
    uint32_t n; /* runs that have it */
    double of[N_QUANTILES];
};

struct site {
    const char *name;
    struct quantiles opened, complete, planned, cost;
};

struct sites {
    struct bo_arena *arena;
    uint32_t n, room;
    struct site *site;
};

/* The store keeps nothing of a figure that no run has. */
static struct site *site_of(struct sites *s, const char *name)
{
    static const struct quantiles none = {.n = 0, .of = {BO_NAN, BO_NAN, BO_NAN}};
    if (s->n == 0 || strcmp(s->site[s->n - 1].name, name) != 0) {
        BO_ARENA_ROOM(s->arena, s->site, s->n, s->room);
        s->site[s->n++] = (struct site){bo_arena_strdup(s->arena, name), none, none, none, none};
    }
    return &s->site[s->n - 1];
}

static struct quantiles quantiles_of(const struct bo_outcome_values *values)
{
    struct quantiles q = {.n = 0};
    for (uint32_t i = 0; i < values->n; i++)
        q.n += isfinite(values->value[i]) ? 1 : 0;
    bo_stats_quantiles(values->value, values->n, shown_probability, N_QUANTILES, q.of);
    return q;
}

static int take(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    struct sites *s = context;
    const char *key = values->key;
    (void)err;
    if (strcmp(key, "opened_date") == 0)
        site_of(s, values->entity)->opened = quantiles_of(values);
    else if (strcmp(key, "complete_date") == 0)
        site_of(s, values->entity)->complete = quantiles_of(values);
    else if (strcmp(key, "planned_date") == 0)
        site_of(s, values->entity)->planned = quantiles_of(values);
    else if (strcmp(key, "site_cost") == 0)
        site_of(s, values->entity)->cost = quantiles_of(values);
    return 0;
}

static void add_row(struct bo_table *table, const struct bo_terminal *terminal,
                    const struct site *site, uint32_t n_runs)
{
    struct bo_arena *arena = table->arena;
    const char **cell = bo_table_row(table);
    *cell++ = bo_text_shown(arena, terminal, site->name, NAME_COLUMNS);
    *cell++ = bo_month_shown(arena, site->planned.of[MEDIAN]);
    *cell++ = bo_number_shown(arena, PERCENT * site->opened.n / n_runs, 0);
    *cell++ = bo_number_shown(arena, PERCENT * site->complete.n / n_runs, 0);
    for (int k = 0; k < N_QUANTILES; k++)
        *cell++ = bo_month_shown(arena, site->opened.of[k]);
    for (int k = 0; k < N_QUANTILES; k++)
        *cell++ = bo_number_shown(arena, site->cost.of[k] * PER_BILLION, 1);
}

int bo_sites_print(FILE *out, const struct bo_variant_runs *of, const struct bo_terminal *terminal,
                   struct bo_arena *arena, struct bo_err *err)
{
    static const char share[] = "% of runs", date[] = "opens", cost[] = "cost, bn USD";
    static const struct bo_table_column column[] = {
        {NULL, "Site given", true, 0}, {NULL, "planned", false, 0}, {share, "open", false, 0},
        {share, "whole", false, 3},    {date, "5 %", false, 0},     {date, "median", false, 0},
        {date, "95 %", false, 0},      {cost, "5 %", false, 2},     {cost, "median", false, 1},
        {cost, "95 %", false, 2}};
    struct bo_table table = {
        .arena = arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 1};
    struct sites s = {.arena = arena};
    int rc = bo_results_each_outcome(of->results, of->variant, take, &s, err);
    if (rc != 0 || s.n == 0)
        return rc;
    for (uint32_t i = 0; i < s.n; i++)
        add_row(&table, terminal, &s.site[i], of->n_runs);
    fputc('\n', out);
    bo_table_print(out, &table, terminal);
    fputs("Planned: as told at the announcement, median; opens: in runs where it does.\n", out);
    return 0;
}
