#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/num.h"
#include "buildout/cli/commands.h"
#include "buildout/stats/stats.h"
#include "compare_print.h"
#include "grid.h"
#include "outcome_words.h"
#include "study.h"

#define CONFIDENCE 0.95
#define LOW_QUANTILE 0.05
#define HIGH_QUANTILE 0.95

/* A thousandth of the bracket is 10 halvings. */
enum { MOST_STEPS = 12, N_COLUMNS = 10 };

static const char *const columns[N_COLUMNS] = {"step", "kind",    "input", "value", "from",
                                               "to",   "outcome", "low",   "high",  "n"};

struct step {
    double value; /* of the input */
    double from, to;
    struct bo_mean outcome;
    double f; /* what changes its sign */
};

struct solving {
    struct bo_study *study;
    const char *path;
    double low, high; /* of the input */
    struct bo_outcome_words words;
    bool is_condition;
    uint32_t n_steps;
    struct step step[MOST_STEPS];
    bool found;
    double root;
};

/* ---- what is asked ---- */

/* The key figures there are, from one central run of the scenario. */
static int list_keys(const struct bo_study *study, struct bo_outcome_list *list, struct bo_err *err)
{
    struct bo_runner *runner = NULL;
    struct bo_run_result result = {0};
    struct bo_run_options options = {.seed = study->args->seed,
                                     .central = true,
                                     .limits = bo_run_default_limits,
                                     .interrupts = &study->interrupts.held};
    int status = bo_runner_create(study->file[0].scenario, &runner, err);
    if (status == BO_OK)
        status = bo_run(runner, &options, &result, err);
    if (status == BO_OK && !result.facts) {
        *err = result.err;
        status = BO_ERUN;
    }
    struct bo_fact_outcome *outcome = BO_NEW_ARRAY(study->arena, struct bo_fact_outcome,
                                                   status == BO_OK ? result.facts->n_outcomes : 0);
    for (uint32_t i = 0; status == BO_OK && i < result.facts->n_outcomes; i++) {
        const struct bo_fact_outcome *o = &result.facts->outcome[i];
        outcome[i] = (struct bo_fact_outcome){.entity = bo_arena_strdup(study->arena, o->entity),
                                              .key = bo_arena_strdup(study->arena, o->key),
                                              .unit = bo_arena_strdup(study->arena, o->unit)};
    }
    if (status == BO_OK)
        *list = (struct bo_outcome_list){result.facts->n_outcomes, outcome};
    bo_run_result_free(&result);
    bo_runner_free(runner);
    return status;
}

static int read_between(struct solving *s, const char *between, struct bo_err *err)
{
    const char *dots = strstr(between, "..");
    const char *low =
        dots ? bo_arena_strndup(s->study->arena, between, (size_t)(dots - between)) : "";
    if (!dots || bo_double_parse(low, &s->low) != 0 || bo_double_parse(dots + 2, &s->high) != 0 ||
        !(s->low < s->high))
        return bo_err_set(err, BO_EUSAGE, "--between wants LOW..HIGH, such as 0.1..0.5, not \"%s\"",
                          between);
    return BO_OK;
}

static int find_bracket(struct solving *s, struct bo_err *err)
{
    const struct bo_scenario *scenario = s->study->file[0].scenario;
    if (s->study->args->between)
        return read_between(s, s->study->args->between, err);
    for (uint32_t i = 0; i < scenario->n_uncertain; i++) {
        const struct bo_uncertain *input = &scenario->uncertain[i];
        if (strcmp(input->path, s->path) != 0)
            continue;
        s->low = bo_dist_quantile(&input->dist, LOW_QUANTILE);
        s->high = bo_dist_quantile(&input->dist, HIGH_QUANTILE);
        return BO_OK;
    }
    return bo_err_set(err, BO_EUSAGE, "%s is not uncertain: say --between LOW..HIGH", s->path);
}

/* One value of the input. */
static int add_variant(struct solving *s, double value, struct bo_err *err)
{
    char number[BO_DOUBLE_TEXT];
    struct bo_text_list changes = {.n = 1, .item = BO_NEW_ARRAY(s->study->arena, const char *, 1)};
    bo_double_format(value, number, sizeof number);
    changes.item[0] = bo_arena_printf(s->study->arena, "%s=%s", s->path, number);
    return bo_study_add(s->study, changes.item[0], 0, &changes, err);
}

static int prepare(struct solving *s, struct bo_err *err)
{
    const struct bo_args *args = s->study->args;
    struct bo_outcome_list keys = {0};
    uint32_t file = 0;
    if (!args->solve_for || !args->until)
        return bo_err_set(err, BO_EUSAGE, "solve wants --for PATH and --until EXPRESSION");
    s->path = args->solve_for;
    int status = bo_study_open(s->study, args->operand[0], &file, err);
    if (status == BO_OK)
        status = find_bracket(s, err);
    if (status == BO_OK)
        status = list_keys(s->study, &keys, err);
    if (status == BO_OK)
        status = bo_outcome_words_compile_any(&keys, args->until, "--until", s->study->arena,
                                              &s->words, err);
    if (status == BO_OK)
        status = add_variant(s, s->low, err);
    return status == BO_OK ? add_variant(s, s->high, err) : status;
}

/* ---- what comes out at one value ---- */

static int read_words(struct solving *s, uint32_t variant, double *value, struct bo_err *err)
{
    uint32_t n = s->study->args->runs;
    int status = BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < s->words.n; i++) {
        double *own = value + (size_t)i * n;
        status = bo_study_replicates(s->study, variant, s->words.key[i].entity, s->words.key[i].key,
                                     own, err);
        bo_outcome_words_read_as(&s->words, i, own, status == BO_OK ? n : 0);
    }
    return status;
}

static int judge(struct solving *s, uint32_t variant, struct step *step, struct bo_err *err)
{
    uint32_t n = s->study->args->runs;
    double *value = BO_NEW_ARRAY(s->study->arena, double, (size_t)s->words.n *n);
    double *own = BO_NEW_ARRAY(s->study->arena, double, s->words.n);
    double *outcome = BO_NEW_ARRAY(s->study->arena, double, n);
    double *sites =
        BO_NEW_ARRAY(s->study->arena, double, n); /* which every run has that did not fail */
    int status = read_words(s, variant, value, err);
    if (status == BO_OK)
        status = bo_study_replicates(s->study, variant, "World", "sites", sites, err);
    for (uint32_t k = 0; status == BO_OK && k < n; k++) {
        outcome[k] = BO_NAN;
        if (isnan(sites[k]))
            continue;
        for (uint32_t i = 0; i < s->words.n; i++)
            own[i] = value[(size_t)i * n + k];
        status = bo_outcome_words_value(&s->words, own, &outcome[k], &s->is_condition, err);
    }
    if (status != BO_OK)
        return status;
    step->outcome = bo_stats_mean(outcome, n, CONFIDENCE);
    step->f = step->outcome.mean - (s->is_condition ? 1.0 / 2.0 : 0.0);
    if (!isfinite(step->f))
        return bo_err_set(err, BO_ERUN, "--until has no value in any run at %s",
                          s->study->variant[variant].name);
    return BO_OK;
}

/* Variant i is step i. */
static int evaluate(struct solving *s, double value, struct step **out, struct bo_err *err)
{
    struct step *step = &s->step[s->n_steps];
    *step = (struct step){.value = value};
    int status = add_variant(s, value, err);
    if (status == BO_OK)
        status = bo_study_run(s->study, s->n_steps, err);
    if (status != BO_OK || s->study->interrupted)
        return status;
    status = judge(s, s->n_steps, step, err);
    s->n_steps += status == BO_OK;
    *out = step;
    return status;
}

/* Both were added, and so checked, before anything was run. */
static int evaluate_ends(struct solving *s, struct bo_err *err)
{
    s->step[0] = (struct step){.value = s->low, .from = s->low, .to = s->high};
    s->step[1] = (struct step){.value = s->high, .from = s->low, .to = s->high};
    int status = bo_study_run(s->study, 0, err);
    for (uint32_t i = 0; status == BO_OK && !s->study->interrupted && i < 2; i++)
        status = judge(s, i, &s->step[i], err);
    s->n_steps = 2;
    return status;
}

/* ---- the search ---- */

static bool is_between(double f, double g)
{
    return (f <= 0.0 && g >= 0.0) || (f >= 0.0 && g <= 0.0);
}

/* Where a line between the ends is 0. */
static double root_of(const struct step *low, const struct step *high)
{
    double rise = high->f - low->f;
    return fabs(rise) > 0.0 ? low->value - low->f * (high->value - low->value) / rise : low->value;
}

static void note_bracket(struct step *step, const struct step *low, const struct step *high)
{
    step->from = low->value;
    step->to = high->value;
}

static int search(struct solving *s, struct bo_err *err)
{
    struct step *low = &s->step[0], *high = &s->step[1], *middle = NULL;
    int status = evaluate_ends(s, err);
    if (status != BO_OK || s->study->interrupted)
        return status;
    if (!is_between(low->f, high->f))
        return BO_OK;
    while (s->n_steps < MOST_STEPS && fabs(low->f) > 0.0 && fabs(high->f) > 0.0) {
        status = evaluate(s, low->value + (high->value - low->value) / 2.0, &middle, err);
        if (status != BO_OK || s->study->interrupted)
            return status;
        if (is_between(low->f, middle->f))
            high = middle;
        else
            low = middle;
        note_bracket(middle, low, high);
    }
    s->found = true;
    s->root = root_of(low, high);
    return BO_OK;
}

/* ---- what came out ---- */

static void fill_sheet(const struct solving *s, struct bo_sheet *sheet)
{
    for (uint32_t i = 0; i < s->n_steps + s->found; i++) {
        const struct step *step = &s->step[i < s->n_steps ? i : s->n_steps - 1];
        struct bo_cell *cell = bo_sheet_row(sheet);
        cell[0] = BO_CELL_OF(i + 1);
        cell[1] = BO_CELL_OF_TEXT(i == s->n_steps ? "root" : i < 2 ? "end" : "halving");
        cell[2] = BO_CELL_OF_TEXT(s->path);
        cell[3] = BO_CELL_OF(i == s->n_steps ? s->root : step->value);
        cell[4] = BO_CELL_OF(step->from);
        cell[5] = BO_CELL_OF(step->to);
        if (i == s->n_steps)
            continue;
        cell[6] = BO_CELL_OF(step->outcome.mean);
        cell[7] = BO_CELL_OF(step->outcome.low);
        cell[8] = BO_CELL_OF(step->outcome.high);
        cell[9] = BO_CELL_OF(step->outcome.n);
    }
}

static void print(const struct solving *s)
{
    static const char outcome[] = "Outcome";
    static const struct bo_grid_column column[] = {{NULL, "Step", false, 0},
                                                   {NULL, "Value", false, 0},
                                                   {outcome, "mean", false, 0},
                                                   {outcome, "from", false, 0},
                                                   {outcome, "to (95 %)", false, 0}};
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_arena *arena = s->study->arena;
    struct bo_grid *grid = bo_grid_create(arena, column, sizeof column / sizeof *column, 2);
    for (uint32_t i = 0; i < s->n_steps; i++) {
        const char **cell = bo_grid_row(grid);
        cell[0] = bo_arena_printf(arena, "%u", i + 1);
        cell[1] = bo_arena_printf(arena, "%.6g", s->step[i].value);
        cell[2] = bo_value_shown(arena, "", s->step[i].outcome.mean);
        cell[3] = bo_value_shown(arena, "", s->step[i].outcome.low);
        cell[4] = bo_value_shown(arena, "", s->step[i].outcome.high);
    }
    printf("%s by %s, %u run%s each\n\n", s->study->args->until, s->path, s->study->args->runs,
           bo_plural(s->study->args->runs));
    bo_grid_print(stdout, grid, &terminal);
    if (!s->found)
        return;
    const struct step *last = &s->step[s->n_steps - 1];
    printf("\n%s %s at %s = %.5g (between %.5g and %.5g)\n\n", s->study->args->until,
           s->is_condition ? "holds in half of the runs" : "is 0", s->path, s->root, last->from,
           last->to);
}

static int say_no_root(const struct solving *s, struct bo_err *err)
{
    return bo_err_set(err, BO_EUSAGE,
                      "%s does not turn between %.6g and %.6g: it is %.6g at one end and %.6g at "
                      "the other%s; --between can look elsewhere",
                      s->path, s->low, s->high, s->step[0].outcome.mean, s->step[1].outcome.mean,
                      s->is_condition ? ", as shares of the runs, both on one side of a half" : "");
}

static int present(struct solving *s, struct bo_err *err)
{
    struct bo_study *study = s->study;
    struct bo_sheet sheet = {.arena = study->arena, .n_columns = N_COLUMNS, .column = columns};
    fill_sheet(s, &sheet);
    int status = bo_study_write(study, &sheet, "solve.csv", err);
    if (status != BO_OK)
        return status;
    if (study->args->json)
        bo_sheet_json(stdout, &sheet);
    else if (!study->args->quiet)
        print(s);
    if (!s->found)
        return say_no_root(s, err);
    if (!study->args->json && !study->args->quiet)
        printf("%s: solve.csv, results.db, outcomes.csv\n", study->dir);
    return bo_study_end(study);
}

static int perform(struct solving *s, struct bo_err *err)
{
    int status = prepare(s, err);
    if (status == BO_OK)
        status = bo_study_begin(s->study,
                                json_pack("{s:s, s:s, s:f, s:f}", "for", s->path, "until",
                                          s->study->args->until, "low", s->low, "high", s->high),
                                err);
    if (status == BO_OK)
        status = search(s, err);
    if (status != BO_OK)
        return status;
    if (s->study->interrupted)
        return bo_study_say_interrupted(s->study);
    status = bo_study_finish(s->study, err);
    return status == BO_OK ? present(s, err) : status;
}

int bo_cmd_solve(const struct bo_args *args, struct bo_err *err)
{
    struct bo_study study;
    struct solving s = {.study = &study};
    int result = bo_study_create(args, &study, err);
    if (result == BO_OK)
        result = perform(&s, err);
    bo_outcome_words_free(&s.words);
    bo_study_free(&study);
    return result;
}
