/* Strategies over the points of a sweep, taken as futures of which none is known to be likelier than another. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/num.h"
#include "buildout/compare/robustness.h"
#include "compare_print.h"
#include "grid.h"
#include "sweep.h"

static const char *const columns[] = {"strategy",
                                      "entity",
                                      "key",
                                      "unit",
                                      "futures",
                                      "mean",
                                      "worst",
                                      "worst_at",
                                      "largest_regret",
                                      "regret_at",
                                      "regret",
                                      "regret_low",
                                      "regret_high",
                                      "enough",
                                      "enough_frac",
                                      "enough_low",
                                      "enough_high",
                                      "best_frac",
                                      "n"};

struct robust {
    struct bo_sweep *sweep;
    double enough;
    struct bo_robustness *of; /* [strategies] */
};

const char *bo_point_text(const struct bo_sweep *sweep, uint32_t point)
{
    struct bo_arena *arena = sweep->study->arena;
    const char *text = "";
    for (uint32_t a = 0; a < sweep->n_axes; a++) {
        if (sweep->point[point].value[a] != BO_AS_IT_IS)
            text = bo_arena_printf(arena, "%s%s%s %s", text, text[0] ? ", " : "",
                                   sweep->axis[a].path, bo_point_value(sweep, point, a));
    }
    return text;
}

/* The more the better: what is better when there is less of it counts negative. */
static int read_values(const struct robust *r, const char *key, struct bo_futures *futures,
                       struct bo_err *err)
{
    const struct bo_sweep *sweep = r->sweep;
    struct bo_study *study = sweep->study;
    uint32_t n = sweep->n_points * sweep->strategy.n, n_runs = study->args->runs;
    const double **value = BO_NEW_ARRAY(study->arena, const double *, n);
    int status = BO_OK;
    for (uint32_t i = 0; status == BO_OK && i < n; i++) {
        double *of = BO_NEW_ARRAY(study->arena, double, n_runs);
        status = bo_study_replicates(study, i, sweep->company->name, key, of, err);
        for (uint32_t k = 0; k < n_runs; k++)
            of[k] *= sweep->sign;
        value[i] = of;
    }
    *futures = (struct bo_futures){.n_strategies = sweep->strategy.n,
                                   .n_futures = sweep->n_points,
                                   .n_replicates = n_runs,
                                   .value = value,
                                   .enough = sweep->sign * r->enough};
    return status;
}

static void fill_row(const struct robust *r, uint32_t s, struct bo_cell *cell)
{
    const struct bo_sweep *sweep = r->sweep;
    const struct bo_robustness *of = &r->of[s];
    double sign = sweep->sign;
    *cell++ = BO_CELL_OF_TEXT(sweep->strategy.item[s]);
    *cell++ = BO_CELL_OF_TEXT(sweep->company->name);
    *cell++ = BO_CELL_OF_TEXT(sweep->study->args->key);
    *cell++ = BO_CELL_OF_TEXT(sweep->unit);
    *cell++ = BO_CELL_OF(sweep->n_points);
    *cell++ = bo_cell_of_outcome(sweep->study->arena, sweep->unit, sign * of->mean);
    *cell++ = bo_cell_of_outcome(sweep->study->arena, sweep->unit, sign * of->worst);
    *cell++ = BO_CELL_OF_TEXT(of->n > 0 ? bo_point_text(sweep, of->worst_future) : "");
    *cell++ = BO_CELL_OF(of->largest_regret);
    *cell++ =
        BO_CELL_OF_TEXT(of->largest_regret > 0.0 ? bo_point_text(sweep, of->regret_future) : "");
    const double number[] = {of->regret.mean, of->regret.low,  of->regret.high,
                             r->enough,       of->enough.mean, of->enough.low,
                             of->enough.high, of->best_frac,   of->n};
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        *cell++ = BO_CELL_OF(number[i]);
}

static void print_table(const struct robust *r)
{
    static const char regret[] = "Regret", enough[] = "Good enough";
    static const struct bo_grid_column column[] = {
        {NULL, "Strategy", true, 0},     {NULL, "Mean", false, 1},    {NULL, "Worst", false, 0},
        {regret, "largest", false, 0},   {regret, "mean", false, 0},  {regret, "from", false, 2},
        {regret, "to (95 %)", false, 2}, {enough, "share", false, 0}, {enough, "from", false, 2},
        {enough, "to (95 %)", false, 2}, {NULL, "Best", false, 1}};
    const struct bo_sweep *sweep = r->sweep;
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    struct bo_arena *arena = sweep->study->arena;
    struct bo_grid *grid = bo_grid_create(arena, column, sizeof column / sizeof *column, 2);
    for (uint32_t s = 0; s < sweep->strategy.n; s++) {
        const struct bo_robustness *of = &r->of[s];
        const char **cell = bo_grid_row(grid);
        *cell++ = sweep->strategy.item[s];
        *cell++ = bo_value_shown(arena, sweep->unit, sweep->sign * of->mean);
        *cell++ = bo_value_shown(arena, sweep->unit, sweep->sign * of->worst);
        const double size[] = {of->largest_regret, of->regret.mean, of->regret.low,
                               of->regret.high};
        for (size_t i = 0; i < sizeof size / sizeof *size; i++)
            *cell++ = bo_value_shown(arena, "", size[i]);
        const double share[] = {of->enough.mean, of->enough.low, of->enough.high, of->best_frac};
        for (size_t i = 0; i < sizeof share / sizeof *share; i++)
            *cell++ = bo_number_shown(arena, share[i], 2);
    }
    printf("Over %u future%s of %u run%s, %s of %s, %s; good enough %s %.6g\n\n", sweep->n_points,
           bo_plural(sweep->n_points), sweep->study->args->runs,
           bo_plural(sweep->study->args->runs), sweep->study->args->key, sweep->company->name,
           sweep->unit, sweep->sign > 0.0 ? "from" : "up to", r->enough);
    bo_grid_print(stdout, grid, &terminal);
}

/* Those whose score is the highest, "a, b". */
static const char *best_of(const struct robust *r, const double *score)
{
    const struct bo_text_list *strategy = &r->sweep->strategy;
    const char *names = "";
    for (uint32_t s = 0; s < strategy->n; s++) {
        bool beaten = false;
        for (uint32_t o = 0; o < strategy->n; o++)
            beaten |= score[o] > score[s];
        if (!beaten)
            names = bo_arena_printf(r->sweep->study->arena, "%s%s%s", names, names[0] ? ", " : "",
                                    strategy->item[s]);
    }
    return names;
}

/* Cash to the run's end favours who builds least; who does best on the counts that value what stands. */
static int print_other_counts(const struct robust *r, struct bo_err *err)
{
    static const char *const key[] = {"npv_book", "npv_terminal"};
    const char *best[] = {"", ""};
    struct bo_arena *arena = r->sweep->study->arena;
    uint32_t n = r->sweep->strategy.n;
    struct bo_robustness *of = BO_NEW_ARRAY(arena, struct bo_robustness, n);
    double *mean = BO_NEW_ARRAY(arena, double, n);
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    if (strcmp(r->sweep->study->args->key, "npv") != 0)
        return BO_OK;
    for (size_t i = 0; i < sizeof key / sizeof *key; i++) {
        struct bo_futures futures;
        int status = read_values(r, key[i], &futures, err);
        if (status != BO_OK)
            return status;
        bo_robustness_of(&futures, BO_SWEEP_CONFIDENCE, arena, of);
        for (uint32_t s = 0; s < n; s++)
            mean[s] = of[s].mean;
        best[i] = best_of(r, mean);
    }
    printf("Most on average by %s with %s, by %s with %s.\n", key[0], best[0], key[1], best[1]);
    bo_npv_say(stdout, &terminal, r->sweep->study->args->key);
    putchar('\n');
    return BO_OK;
}

static int print(const struct robust *r, struct bo_err *err)
{
    uint32_t n = r->sweep->strategy.n;
    double *score[3];
    for (int i = 0; i < 3; i++)
        score[i] = BO_NEW_ARRAY(r->sweep->study->arena, double, n);
    for (uint32_t s = 0; s < n; s++) {
        score[0][s] = -r->of[s].largest_regret;
        score[1][s] = r->of[s].enough.mean;
        score[2][s] = r->of[s].worst;
    }
    print_table(r);
    if (r->of[0].n == 0) {
        printf("\nNo run has %s of %s in every future with every strategy: which is better is not "
               "known.\n\n",
               r->sweep->study->args->key, r->sweep->company->name);
        return BO_OK;
    }
    printf("\nLeast of the largest regrets with %s; most often good enough with %s; the best worst "
           "with %s.\n\n",
           best_of(r, score[0]), best_of(r, score[1]), best_of(r, score[2]));
    return print_other_counts(r, err);
}

int bo_sweep_robustness(struct bo_sweep *sweep, struct bo_sheet *sheet, struct bo_err *err)
{
    const struct bo_args *args = sweep->study->args;
    struct robust r = {.sweep = sweep};
    struct bo_futures futures = {0};
    int status = bo_sweep_unit(sweep, sweep->company->name, args->key, err);
    (void)bo_double_parse(args->enough, &r.enough); /* checked before anything was run */
    if (status == BO_OK)
        status = read_values(&r, args->key, &futures, err);
    if (status != BO_OK)
        return status;
    r.of = BO_NEW_ARRAY(sweep->study->arena, struct bo_robustness, sweep->strategy.n);
    bo_robustness_of(&futures, BO_SWEEP_CONFIDENCE, sweep->study->arena, r.of);
    sheet->column = columns;
    sheet->n_columns = sizeof columns / sizeof *columns;
    for (uint32_t s = 0; s < sweep->strategy.n; s++)
        fill_row(&r, s, bo_sheet_row(sheet));
    return args->json || args->quiet ? BO_OK : print(&r, err);
}
