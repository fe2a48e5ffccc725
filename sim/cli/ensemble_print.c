#include "ensemble_print.h"

#include <stdlib.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/table.h"
#include "buildout/stats/stats.h"
#include "drivers_print.h"
#include "exits_print.h"
#include "sites_print.h"
#include "regions_print.h"
#include "summary_print.h"

#define BOLD "\033[1m"
#define FAINT "\033[2m"
#define PLAIN "\033[0m"

#define MUSD_PER_BN 1e3
#define PERCENT 100.0
#define CONFIDENCE 0.95

enum { LOW, MIDDLE, HIGH, N_SHOWN };
enum { NAME_COLUMNS = 20, MOST_COMPANIES = 40, MOST_SPARK = 14, LEAST_SPARK = 6 };

/* Their places in bo_quantile_probability. */
static const int shown_quantile[N_SHOWN] = {0, 2, 4};
static const double shown_probability[N_SHOWN] = {0.05, 0.5, 0.95};

struct printer {
    FILE *out;
    struct bo_results *results;
    const char *variant;
    const struct bo_terminal *terminal;
    struct bo_arena *arena;
    struct bo_err *err;
};

static void paint(const struct printer *p, const char *colour)
{
    if (p->terminal->colour)
        fputs(colour, p->out);
}

static const char *month_shown(const struct printer *p, int32_t month)
{
    char text[16];
    bo_month_format(month, text);
    return bo_arena_strdup(p->arena, text);
}

/* ---- the world ---- */

struct fan_line {
    const char *label;
    const char *variable;
    double per_unit; /* of the variable's unit in one of the label's */
    uint32_t decimals;
};

static const struct fan_line fan_lines[] = {
    {"Sites", "Data Centers|Operating", 1.0, 0},
    {"Pipeline, sites", "Data Centers|Pipeline", 1.0, 0},
    {"IT load, MW", "Capacity|IT Power|Energised", 1.0, 0},
    {"Under work, MW", "Capacity|IT Power|Under Construction", 1.0, 0},
    {"Cost, M USD/MW", "Construction|Cost per MW", 1.0, 1},
    {"Rent, USD/kW-month", "Colocation|Rent", 1.0, 0},
    {"Vacancy, %", "Colocation|Vacancy", 1.0 / PERCENT, 1},
    {"Capex, bn USD/month", "Capex", MUSD_PER_BN, 1},
    {"Electricity, TWh/month", "Electricity|Use", 1.0, 1},
};

enum { N_FAN_LINES = sizeof fan_lines / sizeof *fan_lines };

/* The part of a text between two columns of it. */
static const char *part_of(struct bo_arena *arena, const char *text, uint32_t from, uint32_t to)
{
    const char *at = text, *start = NULL;
    for (uint32_t column = 0; *at; at++) {
        bool starts = ((unsigned char)*at & 0xc0) != 0x80;
        if (starts && column == to)
            break;
        if (starts && column++ == from)
            start = at;
    }
    return start ? bo_arena_strndup(arena, start, (size_t)(at - start)) : "";
}

/* Three courses on one scale: drawn as one and cut in three. */
static void draw_fan(const struct printer *p, const struct bo_band *band, uint32_t n_columns,
                     const char *spark[N_SHOWN])
{
    uint32_t n = band->n_months;
    uint32_t width = n < n_columns ? n : n_columns;
    double *all = BO_NEW_ARRAY(p->arena, double, (size_t)N_SHOWN *n);
    for (int i = 0; i < N_SHOWN; i++)
        memcpy(all + (size_t)i * n, band->quantile[shown_quantile[i]], n * sizeof *all);
    const char *line = bo_sparkline(p->arena, p->terminal, all, N_SHOWN * n, N_SHOWN * width);
    for (uint32_t i = 0; i < N_SHOWN; i++)
        spark[i] = part_of(p->arena, line, i * width, (i + 1) * width);
}

static void fill_fan(const struct printer *p, struct bo_table *table, const struct fan_line *line,
                     const struct bo_band *band, uint32_t n_columns)
{
    const char **cell = bo_table_row(table);
    const char *spark[N_SHOWN];
    cell[0] = line->label;
    draw_fan(p, band, n_columns, spark);
    for (int i = 0; i < N_SHOWN; i++) {
        double last = band->quantile[shown_quantile[i]][band->n_months - 1];
        cell[1 + i] = bo_number_shown(p->arena, last / line->per_unit, line->decimals);
        cell[1 + N_SHOWN + i] = spark[i];
    }
}

static int print_world(const struct printer *p)
{
    static const char at_the_end[] = "At the end", course[] = "The way there";
    static const struct bo_table_column column[] = {
        {NULL, "World", true, 0},         {at_the_end, "5 %", false, 0},
        {at_the_end, "median", false, 0}, {at_the_end, "95 %", false, 0},
        {course, "5 %", true, 0},         {course, "median", true, 0},
        {course, "95 %", true, 0}};
    uint32_t spark = (p->terminal->width - 60) / N_SHOWN;
    struct bo_table table = {
        .arena = p->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 2};
    spark = spark > MOST_SPARK ? MOST_SPARK : spark < LEAST_SPARK ? LEAST_SPARK : spark;
    for (int i = 0; i < N_FAN_LINES; i++) {
        struct bo_series_name name = {fan_lines[i].variable, "World", ""};
        struct bo_band band;
        int rc = bo_results_band(p->results, p->variant, &name, p->arena, &band, p->err);
        if (rc != 0)
            return rc;
        if (band.n_months > 0)
            fill_fan(p, &table, &fan_lines[i], &band, spark);
    }
    if (table.n_rows > 0)
        bo_table_print(p->out, &table, p->terminal);
    return 0;
}

/* ---- key figures ---- */

struct figure {
    double quantile[N_SHOWN];
    struct bo_mean mean;
};

enum { FIGURE_MW, FIGURE_NPV, FIGURE_CASH, FIGURE_SURVIVED, N_FIGURES };

static const char *const figure_key[N_FIGURES] = {"mw", "npv", "cash_min", "survived"};

struct company {
    const char *name;
    struct figure figure[N_FIGURES];
};

struct figures {
    struct bo_arena *arena;
    struct figure world_mw;
    uint32_t n, room;
    struct company *company;
};

static struct figure make_figure(const struct bo_outcome_values *values)
{
    struct figure figure = {.mean = bo_stats_mean(values->value, values->n, CONFIDENCE)};
    bo_stats_quantiles(values->value, values->n, shown_probability, N_SHOWN, figure.quantile);
    return figure;
}

static struct company *company_of(struct figures *f, const char *name)
{
    static const struct figure none = {.quantile = {BO_NAN, BO_NAN, BO_NAN},
                                       .mean = {.mean = BO_NAN}};
    if (f->n > 0 && strcmp(f->company[f->n - 1].name, name) == 0)
        return &f->company[f->n - 1];
    BO_ARENA_ROOM(f->arena, f->company, f->n, f->room);
    struct company *company = &f->company[f->n++];
    company->name = bo_arena_strdup(f->arena, name);
    for (int i = 0; i < N_FIGURES; i++)
        company->figure[i] = none;
    return company;
}

static int take_outcome(void *context, const struct bo_outcome_values *values, struct bo_err *err)
{
    struct figures *f = context;
    (void)err;
    if (strcmp(values->entity, "World") == 0) {
        if (strcmp(values->key, "mw") == 0)
            f->world_mw = make_figure(values);
        return 0;
    }
    for (int i = 0; i < N_FIGURES; i++) {
        if (strcmp(values->key, figure_key[i]) == 0)
            company_of(f, values->entity)->figure[i] = make_figure(values);
    }
    return 0;
}

/* Regions have some of these figures, too: they are neither worth anything nor do they survive. */
static void drop_regions(struct figures *f)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        const struct company *c = &f->company[i];
        if (!isnan(c->figure[FIGURE_NPV].mean.mean) || !isnan(c->figure[FIGURE_SURVIVED].mean.mean))
            f->company[n++] = *c;
    }
    f->n = n;
}

/* By median load, most first. */
static int compare_companies(const void *a, const void *b)
{
    const struct company *x = a, *y = b;
    int order = bo_double_compare(&y->figure[FIGURE_MW].quantile[MIDDLE],
                                  &x->figure[FIGURE_MW].quantile[MIDDLE]);
    return order ? order : strcmp(x->name, y->name);
}

static void fill_company(const struct printer *p, struct bo_table *table, const struct company *c)
{
    const char **cell = bo_table_row(table);
    cell[0] = bo_text_shown(p->arena, p->terminal, c->name, NAME_COLUMNS);
    for (int i = 0; i < N_SHOWN; i++) {
        cell[1 + i] = bo_number_shown(p->arena, c->figure[FIGURE_MW].quantile[i], 0);
        cell[4 + i] = bo_number_shown(p->arena, c->figure[FIGURE_NPV].quantile[i] / MUSD_PER_BN, 0);
        cell[7 + i] =
            bo_number_shown(p->arena, c->figure[FIGURE_CASH].quantile[i] / MUSD_PER_BN, 1);
    }
    cell[10] = bo_number_shown(p->arena, c->figure[FIGURE_SURVIVED].mean.mean * PERCENT, 0);
}

static void print_companies(const struct printer *p, struct figures *f)
{
    static const char mw[] = "IT load, MW", npv[] = "NPV, bn USD", cash[] = "Lowest cash, bn USD";
    static const struct bo_table_column column[] = {
        {NULL, "Company", true, 0}, {mw, "5 %", false, 0},    {mw, "median", false, 0},
        {mw, "95 %", false, 0},     {npv, "5 %", false, 0},   {npv, "median", false, 0},
        {npv, "95 %", false, 0},    {cash, "5 %", false, 1},  {cash, "median", false, 1},
        {cash, "95 %", false, 1},   {"Alive,", "%", false, 2}};
    struct bo_table table = {
        .arena = p->arena, .n_columns = sizeof column / sizeof *column, .column = column, .gap = 1};
    drop_regions(f);
    if (f->n == 0)
        return;
    qsort(f->company, f->n, sizeof *f->company, compare_companies);
    for (uint32_t i = 0; i < f->n && i < MOST_COMPANIES; i++)
        fill_company(p, &table, &f->company[i]);
    fputc('\n', p->out);
    bo_table_print(p->out, &table, p->terminal);
    if (f->n > MOST_COMPANIES)
        fprintf(p->out, "and %u smaller companies\n", f->n - MOST_COMPANIES);
    fputs(BO_NPV_REMARK, p->out);
}

static void print_mean(const struct printer *p, const struct figures *f)
{
    const struct bo_mean *mean = &f->world_mw.mean;
    if (!isfinite(mean->low))
        return;
    paint(p, FAINT);
    fprintf(p->out,
            "\nMean IT load of the world at the end: %s MW; these %u runs tell it to %s to %s "
            "(95 %%).\n",
            bo_number_shown(p->arena, mean->mean, 0), mean->n,
            bo_number_shown(p->arena, mean->low, 0), bo_number_shown(p->arena, mean->high, 0));
    paint(p, PLAIN);
}

static void print_head(const struct printer *p, const struct bo_ensemble_about *about)
{
    const struct bo_experiment *experiment = bo_results_experiment(p->results);
    const struct bo_results_run *run = bo_results_first_run(p->results);
    paint(p, BOLD);
    fputs(bo_text_shown(p->arena, p->terminal, experiment->scenario_title, p->terminal->width),
          p->out);
    paint(p, PLAIN);
    fprintf(p->out, "\n%s",
            bo_text_shown(p->arena, p->terminal, experiment->scenario_name, NAME_COLUMNS));
    if (run && run->n_months > 0)
        fprintf(p->out, ", %s to %s", month_shown(p, run->first_month),
                month_shown(p, run->first_month + (int32_t)run->n_months - 1));
    fprintf(p->out, ", %u of %u runs, seed %llu, %s\n", about->n_done, about->n_runs,
            (unsigned long long)experiment->seed, about->sampling);
    for (uint32_t i = 0; i < about->n_sets; i++)
        fprintf(p->out, "with %s\n",
                bo_text_shown(p->arena, p->terminal, about->set[i], p->terminal->width - 5));
    fputc('\n', p->out);
}

int bo_ensemble_print(FILE *out, struct bo_results *results, const struct bo_ensemble_about *about,
                      const struct bo_terminal *terminal, struct bo_arena *arena,
                      struct bo_err *err)
{
    struct printer p = {.out = out,
                        .results = results,
                        .variant = about->variant,
                        .terminal = terminal,
                        .arena = arena,
                        .err = err};
    struct figures figures = {.arena = arena, .world_mw = {.mean = {.low = BO_NAN}}};
    print_head(&p, about);
    int rc = print_world(&p);
    if (rc == 0)
        rc = bo_regions_print(out, results, about->variant, terminal, arena, err);
    if (rc == 0)
        rc = bo_results_each_outcome(results, about->variant, take_outcome, &figures, err);
    if (rc != 0)
        return rc;
    print_companies(&p, &figures);
    const struct bo_variant_runs runs = {results, about->variant, about->n_done};
    rc = bo_sites_print(out, &runs, terminal, arena, err);
    if (rc != 0)
        return rc;
    rc = bo_exits_print(out, &runs, terminal, arena, err);
    if (rc != 0)
        return rc;
    print_mean(&p, &figures);
    rc = bo_drivers_print(out, results, about->variant, terminal, arena, err);
    if (rc != 0)
        return rc;
    fprintf(out, "\n%s: results.db, series.csv, events.csv, outcomes.csv, bands.csv\n", about->dir);
    return 0;
}
