#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/direction.h"
#include "buildout/compare/waiting.h"
#include "buildout/stats/interval.h"
#include "compare_print.h"
#include "grid.h"
#include "study_names.h"
#include "wait_strategy.h"

#define CONFIDENCE 0.95
#define DEFAULT_STRATEGIES "all_in,wait_and_follow"
#define QUARTERS_PER_YEAR 4.0
#define MONTHS_PER_YEAR 12.0
/* Boards meet at the ends of months: a threshold between two meetings is beyond every rounding of a date. */
#define HALF_A_MONTH (1.0 / 24.0)

enum { MONTHS_PER_QUARTER = 3, MOST_QUARTERS = 200 };

static const char *const columns[] = {
    "quarters", "date", "strategy", "entity",          "key", "unit",        "value",  "difference",
    "low",      "high", "p_better", "variance_factor", "n",   "switch_date", "signal", "best"};

struct waiting {
    struct bo_study *study;
    const struct bo_entry *company;
    const char *committed, *adaptive; /* strategies */
    uint32_t from, to;                /* quarters */
    uint32_t n;                       /* of them; variant 0 is the adaptive one, then they follow */
    struct bo_paired *paired; /* [n + 1] against waiting the least; the last is the adaptive one */
    double *
        gain; /* [n] over the adaptive one, which never commits itself, in the mean of the runs that have both; the more the better */
    const char *unit;
    const char *switch_date, *signal;
};

static double sign_of(const struct waiting *w)
{
    return bo_direction_of(w->study->args->key) == BO_LESS_IS_BETTER ? -1.0 : 1.0;
}

/* ---- what is asked ---- */

static int read_quarters(struct waiting *w, struct bo_err *err)
{
    const char *typed = w->study->args->quarters, *dots = strstr(typed, "..");
    double from = BO_NAN, to = BO_NAN;
    const char *first =
        dots ? bo_arena_strndup(w->study->arena, typed, (size_t)(dots - typed)) : "";
    bool well = dots && bo_double_parse(first, &from) == 0 && bo_double_parse(dots + 2, &to) == 0 &&
                from >= 0.0 && to > from && to <= MOST_QUARTERS && floor(from) >= from &&
                floor(to) >= to;
    if (!well)
        return bo_err_set(err, BO_EUSAGE, "--quarters wants FROM..TO, such as 0..8, not \"%s\"",
                          typed);
    w->from = (uint32_t)from;
    w->to = (uint32_t)to;
    w->n = w->to - w->from + 1;
    return BO_OK;
}

static int read_names(struct waiting *w, struct bo_err *err)
{
    const struct bo_args *args = w->study->args;
    const char *typed = args->strategies ? args->strategies : DEFAULT_STRATEGIES;
    struct bo_text_list strategy = bo_names_split(w->study->arena, typed);
    if (!args->company)
        return bo_err_set(err, BO_EUSAGE, "wait wants --company");
    if (strategy.n != 2)
        return bo_err_set(err, BO_EUSAGE, "--strategies wants COMMITTED,WAITING");
    w->committed = strategy.item[0];
    w->adaptive = strategy.item[1];
    int status = bo_study_company(w->study, args->company, &w->company, err);
    return status ? status : bo_study_figure_of(w->study, w->company->name, args->key, err);
}

/* The first meeting at which the company commits itself. */
static int32_t month_of(const struct waiting *w, uint32_t i)
{
    int32_t start = bo_month_of_day(w->study->file[0].scenario->param.time->start_day);
    return start + (int32_t)(MONTHS_PER_QUARTER * (w->from + i));
}

static double year_of_month(int32_t month)
{
    int32_t year, month_of_year, day;
    bo_day_split(bo_month_first_day(month), &year, &month_of_year, &day);
    return year + (month_of_year - 1) / MONTHS_PER_YEAR - HALF_A_MONTH;
}

static int add_variant(struct waiting *w, const char *name, const char *strategy,
                       const char *definition, struct bo_err *err)
{
    struct bo_text_list changes = {.item = BO_NEW_ARRAY(w->study->arena, const char *, 2)};
    if (definition)
        changes.item[changes.n++] = definition;
    changes.item[changes.n++] = bo_strategy_change(w->study->arena, w->company, strategy);
    return bo_study_add(w->study, name, 0, &changes, err);
}

static int add_variants(struct waiting *w, struct bo_err *err)
{
    struct bo_arena *arena = w->study->arena;
    int status = add_variant(w, bo_arena_printf(arena, "%s plays %s", w->company->key, w->adaptive),
                             w->adaptive, NULL, err);
    for (uint32_t i = 0; status == BO_OK && i < w->n; i++) {
        struct bo_wait_strategy strategy = {
            .name = bo_arena_printf(arena, "%s_after_%u", w->committed, w->from + i),
            .waiting = w->adaptive,
            .committed = w->committed,
            .until_year = year_of_month(month_of(w, i))};
        const char *definition = NULL;
        status =
            bo_wait_strategy_change(w->study->file[0].scenario, &strategy, arena, &definition, err);
        if (status == BO_OK)
            status = add_variant(
                w, bo_arena_printf(arena, "%s waits %02u quarters", w->company->key, w->from + i),
                strategy.name, definition, err);
    }
    return status;
}

static int prepare(struct waiting *w, struct bo_err *err)
{
    uint32_t file = 0;
    int status = read_quarters(w, err);
    if (status == BO_OK)
        status = bo_study_open(w->study, w->study->args->operand[0], &file, err);
    if (status == BO_OK)
        status = read_names(w, err);
    return status == BO_OK ? add_variants(w, err) : status;
}

/* ---- what came out ---- */

static int find_unit(struct waiting *w, struct bo_err *err)
{
    struct bo_outcome_list list = {0};
    const char *key = w->study->args->key;
    int status = bo_study_outcome_keys(w->study, w->study->arena, &list, err);
    for (uint32_t i = 0; status == BO_OK && i < list.n; i++) {
        if (strcmp(list.outcome[i].entity, w->company->name) == 0 &&
            strcmp(list.outcome[i].key, key) == 0)
            w->unit = list.outcome[i].unit;
    }
    if (status == BO_OK && !w->unit)
        return bo_study_no_figure(w->study, w->company->name, key, err);
    return status;
}

static int pair_up(struct waiting *w, struct bo_err *err)
{
    struct bo_study *study = w->study;
    uint32_t n_runs = study->args->runs;
    const char *name = w->company->name, *key = study->args->key;
    double *adaptive = BO_NEW_ARRAY(study->arena, double, n_runs);
    double *base = BO_NEW_ARRAY(study->arena, double, n_runs);
    double *other = BO_NEW_ARRAY(study->arena, double, n_runs);
    w->paired = BO_NEW_ARRAY(study->arena, struct bo_paired, w->n + 1);
    w->gain = BO_NEW_ARRAY(study->arena, double, w->n);
    int status = bo_study_replicates(study, 0, name, key, adaptive, err);
    if (status == BO_OK)
        status = bo_study_replicates(study, 1, name, key, base, err);
    for (uint32_t i = 0; status == BO_OK && i < w->n; i++) {
        status = bo_study_replicates(study, i + 1, name, key, other, err);
        w->paired[i] = bo_stats_paired(base, other, n_runs, CONFIDENCE);
        w->gain[i] = sign_of(w) * bo_stats_paired(adaptive, other, n_runs, CONFIDENCE).difference;
    }
    w->paired[w->n] = bo_stats_paired(base, adaptive, n_runs, CONFIDENCE);
    return status;
}

/* In the lowest replicate, which has its events. */
static int find_switch(struct waiting *w, struct bo_err *err)
{
    const struct bo_results_run *run = bo_results_first_run(w->study->results);
    struct bo_event_list list = {0};
    char date[16];
    w->switch_date = w->signal = "";
    if (!run)
        return BO_OK;
    int status = bo_results_events(w->study->results, run->run, w->company->name, w->study->arena,
                                   &list, err);
    for (uint32_t i = 0; status == BO_OK && i < list.n; i++) {
        const struct bo_fact_event *event = &list.event[i];
        if (strcmp(event->kind, "rule begins") != 0)
            continue;
        bo_day_format(event->day, date);
        w->switch_date = bo_arena_strdup(w->study->arena, date);
        w->signal = bo_arena_printf(w->study->arena, "%s: %s", event->subject, event->why);
        break;
    }
    return status;
}

static const char *date_of(const struct waiting *w, uint32_t i)
{
    char date[16];
    bo_day_format(bo_month_first_day(month_of(w, i)), date);
    return bo_arena_strdup(w->study->arena, date);
}

static double p_better_of(const struct waiting *w, uint32_t i)
{
    double p = w->paired[i].p_better;
    return sign_of(w) > 0.0 ? p : 1.0 - p;
}

/* The place in paired of what is best on average; n + 1 when nothing can be said. */
static uint32_t best_of(const struct waiting *w)
{
    uint32_t best = bo_waiting_best_or_never(w->gain, w->n);
    if (best != BO_WAITING_NEVER)
        return best;
    return bo_waiting_best(w->gain, w->n) != BO_WAITING_NEVER ? w->n : w->n + 1;
}

static void fill_sheet(const struct waiting *w, struct bo_sheet *sheet)
{
    for (uint32_t i = 0; i <= w->n; i++) {
        const struct bo_paired *p = &w->paired[i];
        struct bo_cell *cell = bo_sheet_row(sheet);
        if (i < w->n) {
            cell[0] = BO_CELL_OF(w->from + i);
            cell[1] = BO_CELL_OF_TEXT(date_of(w, i));
        }
        cell[2] = BO_CELL_OF_TEXT(i < w->n ? w->committed : w->adaptive);
        cell[3] = BO_CELL_OF_TEXT(w->company->name);
        cell[4] = BO_CELL_OF_TEXT(w->study->args->key);
        cell[5] = BO_CELL_OF_TEXT(w->unit);
        cell[6] = bo_cell_of_outcome(sheet->arena, w->unit, p->other);
        cell[7] = BO_CELL_OF(p->difference);
        cell[8] = BO_CELL_OF(p->low);
        cell[9] = BO_CELL_OF(p->high);
        cell[10] = BO_CELL_OF(p_better_of(w, i));
        cell[11] = BO_CELL_OF(p->variance_factor);
        cell[12] = BO_CELL_OF(p->n);
        if (i == w->n && w->switch_date[0]) {
            cell[13] = BO_CELL_OF_TEXT(w->switch_date);
            cell[14] = BO_CELL_OF_TEXT(w->signal);
        }
        cell[15] = BO_CELL_OF(i == best_of(w));
    }
}

static void print_rows(const struct waiting *w)
{
    static const char difference[] = "Worth of waiting";
    static const struct bo_grid_column column[] = {
        {NULL, "Quarters", true, 0},    {NULL, "Committed from", true, 0},
        {NULL, "Mean", false, 0},       {difference, "mean", false, 0},
        {difference, "from", false, 0}, {difference, "to (95 %)", false, 0},
        {NULL, "P(better)", false, 0}};
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_arena *arena = w->study->arena;
    struct bo_grid *grid = bo_grid_create(arena, column, sizeof column / sizeof *column, 2);
    for (uint32_t i = 0; i <= w->n; i++) {
        const struct bo_paired *p = &w->paired[i];
        const char **cell = bo_grid_row(grid);
        cell[0] = i < w->n ? bo_arena_printf(arena, "%u", w->from + i) : w->adaptive;
        cell[1] = i < w->n ? date_of(w, i) : w->switch_date;
        cell[2] = bo_value_shown(arena, w->unit, p->other);
        cell[3] = bo_value_shown(arena, "", p->difference);
        cell[4] = bo_value_shown(arena, "", p->low);
        cell[5] = bo_value_shown(arena, "", p->high);
        cell[6] = bo_number_shown(arena, p_better_of(w, i), 2);
    }
    printf("%s of %s, %s: %s after so many quarters of %s; %u run%s each\n\n", w->study->args->key,
           w->company->name, w->unit, w->committed, w->adaptive, w->study->args->runs,
           bo_plural(w->study->args->runs));
    bo_grid_print(stdout, grid, &terminal);
}

static void print_best(const struct waiting *w)
{
    uint32_t best = best_of(w);
    if (best < w->n)
        printf("\nBest on average: to wait %u quarter%s.\n", w->from + best,
               bo_plural(w->from + best));
    else if (best == w->n)
        printf("\nBest on average: not to commit itself; no such wait brings more than %s.\n",
               w->adaptive);
}

static void print(const struct waiting *w)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    print_rows(w);
    print_best(w);
    bo_npv_say(stdout, &terminal, w->study->args->key);
    if (w->switch_date[0])
        printf("Left to itself, %s changes first on %s, in the lowest replicate: %s\n", w->adaptive,
               w->switch_date, w->signal);
    else
        printf("Left to itself, no rule of %s acts in the lowest replicate.\n", w->adaptive);
    putchar('\n');
}

static int present(void *context, struct bo_err *err)
{
    struct waiting *w = context;
    struct bo_study *study = w->study;
    struct bo_sheet sheet = {
        .arena = study->arena, .n_columns = sizeof columns / sizeof *columns, .column = columns};
    int status = find_unit(w, err);
    if (status == BO_OK)
        status = pair_up(w, err);
    if (status == BO_OK)
        status = find_switch(w, err);
    if (status != BO_OK)
        return status;
    fill_sheet(w, &sheet);
    status = bo_study_write(study, &sheet, "wait.csv", err);
    if (status != BO_OK)
        return status;
    if (study->args->json)
        bo_sheet_json(stdout, &sheet);
    else if (!study->args->quiet)
        print(w);
    if (!study->args->json && !study->args->quiet)
        printf("%s: wait.csv, results.db, outcomes.csv\n", study->dir);
    return bo_study_end(study);
}

/* What the variants are made from. */
static json_t *plan_of(const struct waiting *w)
{
    return json_pack("{s:s, s:s, s:s}", "company", w->company->key, "strategies",
                     bo_arena_printf(w->study->arena, "%s,%s", w->committed, w->adaptive),
                     "quarters", bo_arena_printf(w->study->arena, "%u..%u", w->from, w->to));
}

static int perform(struct waiting *w, struct bo_err *err)
{
    int status = prepare(w, err);
    return status == BO_OK ? bo_study_carry_out(w->study, plan_of(w), present, w, err) : status;
}

int bo_cmd_wait(const struct bo_args *args, struct bo_err *err)
{
    struct bo_study study;
    struct waiting w = {.study = &study};
    int result = bo_study_create(args, &study, err);
    study.checks = true;
    if (result == BO_OK)
        result = perform(&w, err);
    bo_study_free(&study);
    return result;
}
