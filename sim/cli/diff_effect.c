#include "diff_effect.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/num.h"
#include "buildout/compare/attribution.h"
#include "changes.h"
#include "compare_print.h"
#include "grid.h"
#include "study.h"
#include "study_names.h"

#define CONFIDENCE 0.95
#define CSV_NAME "diff.csv"

enum { WHOLE_UP_TO = 5, USUAL_ORDERS = 24, MOST_FIGURES = 6, PATH_COLUMNS = 48 };

static const char *const columns[] = {
    "change",   "path", "a",    "b",       "entity",      "key",          "unit",
    "in_order", "low",  "high", "shapley", "shapley_low", "shapley_high", "n"};

struct figure {
    struct bo_fact_outcome outcome;
    struct bo_attribution told;
};

struct effect {
    const struct bo_args *args;
    struct bo_study *study;
    struct bo_arena *arena;
    struct bo_changes changes;
    struct bo_step_list step;
    struct bo_attribution_plan plan;
    uint32_t n, room;
    struct figure *figure;
};

/* ---- which variants ---- */

static int find_steps(struct effect *e, struct bo_err *err)
{
    const struct bo_args *args = e->args;
    uint32_t n_orders = args->orders;
    int status = bo_changes_find((const struct bo_args *[]){args, args}, args->operand, e->arena,
                                 &e->changes, err);
    if (status != BO_OK)
        return status;
    e->step = bo_changes_steps(&e->changes);
    if (e->step.n == 0)
        return bo_err_set(err, BO_EUSAGE, "%s and %s have the same values", args->operand[0],
                          args->operand[1]);
    if (e->step.n > BO_ATTRIBUTION_MOST)
        return bo_err_set(err, BO_EUSAGE,
                          "%s and %s differ in %u changes; --effect tells apart at most %d",
                          args->operand[0], args->operand[1], e->step.n, BO_ATTRIBUTION_MOST);
    if (n_orders == 0 && e->step.n > WHOLE_UP_TO)
        n_orders = USUAL_ORDERS;
    bo_attribution_plan(e->step.n, n_orders, args->seed, e->arena, &e->plan);
    return BO_OK;
}

static void collect_sets(const struct effect *e, uint64_t set, struct bo_text_list *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->step.n; i++)
        n += e->step.step[i].set.n;
    *out = (struct bo_text_list){.item = BO_NEW_ARRAY(e->arena, const char *, n)};
    for (uint32_t i = 0; i < e->step.n; i++) {
        for (uint32_t k = 0; set >> i & 1 && k < e->step.step[i].set.n; k++)
            out->item[out->n++] = e->step.step[i].set.item[k];
    }
}

/* All steps together must be the other scenario, or what they do apart would not add up to the difference. */
static int check_steps(struct effect *e, struct bo_err *err)
{
    struct bo_args stepped = *e->args;
    struct bo_text_list all;
    struct bo_changes left;
    collect_sets(e, e->plan.set[e->plan.n_sets - 1], &all);
    const char **set = BO_NEW_ARRAY(e->arena, const char *, e->args->set.n + all.n);
    for (uint32_t i = 0; i < e->args->set.n + all.n; i++)
        set[i] = i < e->args->set.n ? e->args->set.item[i] : all.item[i - e->args->set.n];
    stepped.set = (struct bo_text_list){.n = e->args->set.n + all.n, .item = set};
    int status = bo_changes_find((const struct bo_args *[]){&stepped, e->args}, e->args->operand,
                                 e->arena, &left, err);
    if (status == BO_OK && left.n > 0)
        status = bo_err_set(err, BO_EUSAGE, "%s cannot be changed by --set: --effect cannot tell",
                            bo_arena_strdup(e->arena, bo_change_path(&left.change[0])));
    bo_changes_free(&left);
    return status;
}

/* "1+3" */
static const char *name_of(const struct effect *e, uint64_t set)
{
    const char *name = "";
    for (uint32_t i = 0; i < e->step.n; i++) {
        if (set >> i & 1)
            name = bo_arena_printf(e->arena, "%s%s%u", name, name[0] ? "+" : "", i + 1);
    }
    return name;
}

static int add_variant(struct effect *e, uint32_t i, uint32_t last_file, struct bo_err *err)
{
    struct bo_study *study = e->study;
    struct bo_text_list changes;
    bool first = i == 0, last = i == e->plan.n_sets - 1;
    if (first || last) {
        uint32_t file = first ? 0 : last_file;
        return bo_study_add(study, study->file[file].scenario->name, file, NULL, err);
    }
    collect_sets(e, e->plan.set[i], &changes);
    const char *name = name_of(e, e->plan.set[i]);
    int status = bo_study_add(study, name, 0, &changes, err);
    if (status == BO_ESCENARIO)
        fprintf(stderr, "buildout: of the changes only %s is no scenario: --effect cannot tell\n",
                name);
    return status;
}

static int prepare(struct effect *e, struct bo_err *err)
{
    uint32_t file[BO_N_SIDES] = {0};
    int status = find_steps(e, err);
    for (int i = 0; status == BO_OK && i < BO_N_SIDES; i++)
        status = bo_study_open(e->study, e->args->operand[i], &file[i], err);
    if (status == BO_OK)
        status = check_steps(e, err);
    if (status == BO_OK && e->args->company)
        status = bo_study_entities(e->study, e->args->company, &e->study->company, err);
    for (uint32_t i = 0; status == BO_OK && i < e->plan.n_sets; i++)
        status = add_variant(e, i, file[1], err);
    return status;
}

/* ---- what they say ---- */

static int tell_figure(struct effect *e, const struct bo_fact_outcome *outcome,
                       struct bo_arena *scratch, struct bo_err *err)
{
    uint32_t n_runs = e->args->runs;
    const double **value = BO_NEW_ARRAY(scratch, const double *, e->plan.n_sets);
    int status = BO_OK;
    for (uint32_t s = 0; status == BO_OK && s < e->plan.n_sets; s++) {
        double *of_set = BO_NEW_ARRAY(scratch, double, n_runs);
        status = bo_study_replicates(e->study, s, outcome->entity, outcome->key, of_set, err);
        value[s] = of_set;
    }
    if (status != BO_OK)
        return status;
    BO_ARENA_ROOM(e->arena, e->figure, e->n, e->room);
    e->figure[e->n++] =
        (struct figure){*outcome, bo_attribution_of(&e->plan, value, n_runs, CONFIDENCE, e->arena)};
    return BO_OK;
}

static int tell_all(struct effect *e, struct bo_err *err)
{
    struct bo_outcome_list list = {0};
    int status = bo_study_outcome_keys(e->study, e->arena, &list, err);
    for (uint32_t i = 0; status == BO_OK && i < list.n; i++) {
        struct bo_arena *scratch = NULL;
        status = bo_arena_create((size_t)1 << 30, false, &scratch, err);
        if (status == BO_OK)
            status = tell_figure(e, &list.outcome[i], scratch, err);
        bo_arena_free(scratch);
    }
    return status;
}

/* Of step i; the last row of a figure is the whole difference. */
static void fill_row(const struct effect *e, const struct figure *figure, uint32_t i,
                     struct bo_cell *cell)
{
    const struct bo_attribution *told = &figure->told;
    bool whole = i == e->step.n;
    const struct bo_part *in_order = whole ? &told->total : &told->in_order[i];
    const struct bo_part *shapley = whole ? &told->total : &told->shapley[i];
    if (!whole) {
        cell[0] = BO_CELL_OF(i + 1);
        cell[1] = BO_CELL_OF_TEXT(e->step.step[i].path);
        cell[2] = BO_CELL_OF_TEXT(e->step.step[i].text[0]);
        cell[3] = BO_CELL_OF_TEXT(e->step.step[i].text[1]);
    } else {
        cell[1] = BO_CELL_OF_TEXT("all");
        cell[2] = bo_cell_of_outcome(e->arena, figure->outcome.unit, told->base);
        cell[3] = bo_cell_of_outcome(e->arena, figure->outcome.unit, told->other);
    }
    cell[4] = BO_CELL_OF_TEXT(figure->outcome.entity);
    cell[5] = BO_CELL_OF_TEXT(figure->outcome.key);
    cell[6] = BO_CELL_OF_TEXT(figure->outcome.unit);
    const double number[] = {in_order->mean, in_order->low, in_order->high, shapley->mean,
                             shapley->low,   shapley->high, told->n};
    for (uint32_t k = 0; k < sizeof number / sizeof *number; k++)
        cell[7 + k] = BO_CELL_OF(number[k]);
}

/* ---- on the terminal ---- */

static const char *cut(struct bo_arena *arena, const struct bo_terminal *terminal, const char *text)
{
    return bo_text_shown(arena, terminal, text, PATH_COLUMNS);
}

static void print_steps(const struct effect *e, const struct bo_terminal *terminal)
{
    for (uint32_t i = 0; i < e->step.n; i++) {
        const struct bo_step *step = &e->step.step[i];
        printf("%u  %s\n", i + 1, bo_text_shown(e->arena, terminal, step->path, 90));
        printf("     %s -> %s\n", step->text[0][0] ? cut(e->arena, terminal, step->text[0]) : "-",
               step->text[1][0] ? cut(e->arena, terminal, step->text[1]) : "-");
    }
    putchar('\n');
}

static void fill_parts(struct bo_arena *arena, const char *unit, const struct bo_part *part,
                       const char **cell)
{
    cell[0] = bo_value_shown(arena, unit, part->mean);
    cell[1] = bo_value_shown(arena, unit, part->low);
    cell[2] = bo_value_shown(arena, unit, part->high);
}

static void print_figure(const struct effect *e, const struct figure *figure,
                         const struct bo_terminal *terminal)
{
    static const char in_order[] = "In this order", shapley[] = "In any order (Shapley)";
    static const struct bo_grid_column column[] = {
        {NULL, "Change", true, 0},       {in_order, "mean", false, 0},
        {in_order, "from", false, 1},    {in_order, "to (95 %)", false, 1},
        {shapley, "mean", false, 0},     {shapley, "from", false, 0},
        {shapley, "to (95 %)", false, 0}};
    const struct bo_attribution *told = &figure->told;
    const char *unit = strcmp(figure->outcome.unit, "date") == 0 ? "days" : figure->outcome.unit;
    struct bo_grid *grid = bo_grid_create(e->arena, column, sizeof column / sizeof *column, 2);
    for (uint32_t i = 0; i <= e->step.n; i++) {
        bool whole = i == e->step.n;
        const char **cell = bo_grid_row(grid);
        cell[0] = whole ? "all"
                        : bo_arena_printf(e->arena, "%u  %s", i + 1,
                                          cut(e->arena, terminal, e->step.step[i].path));
        fill_parts(e->arena, unit, whole ? &told->total : &told->in_order[i], cell + 1);
        fill_parts(e->arena, unit, whole ? &told->total : &told->shapley[i], cell + 4);
    }
    printf("%s %s, %s: %s -> %s\n", figure->outcome.entity, figure->outcome.key, unit,
           bo_value_shown(e->arena, figure->outcome.unit, told->base),
           bo_value_shown(e->arena, figure->outcome.unit, told->other));
    bo_grid_print(stdout, grid, terminal);
    putchar('\n');
}

/* How many half widths the whole difference is from 0. */
static double clarity(const struct figure *figure)
{
    const struct bo_part *total = &figure->told.total;
    double half = (total->high - total->low) / 2.0, size = fabs(total->mean);
    return half > 0.0 ? size / half : size > 0.0 ? (double)INFINITY : 0.0;
}

static int clearer(const void *a, const void *b)
{
    const struct figure *const *x = a, *const *y = b;
    double p = clarity(*x), q = clarity(*y);
    if (p > q || p < q)
        return p > q ? -1 : 1;
    int order = strcmp((*x)->outcome.entity, (*y)->outcome.entity);
    return order != 0 ? order : strcmp((*x)->outcome.key, (*y)->outcome.key);
}

static void print(const struct effect *e)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    const struct figure **shown = BO_NEW_ARRAY(e->arena, const struct figure *, e->n);
    const char *company = e->study->company;
    uint32_t n = 0, n_alike = 0;
    for (uint32_t i = 0; i < e->n; i++) {
        if (company && !bo_names_have(company, e->figure[i].outcome.entity))
            continue;
        if (clarity(&e->figure[i]) > (company ? 0.0 : 1.0))
            shown[n++] = &e->figure[i];
        else
            n_alike++;
    }
    if (n > 0)
        qsort(shown, n, sizeof(const struct figure *), clearer);
    if (!company && n > MOST_FIGURES)
        n = MOST_FIGURES;
    printf("From %s to %s: %u change%s, %u variant%s of %u run%s%s\n\n",
           e->study->file[0].scenario->name, e->study->file[1].scenario->name, e->step.n,
           bo_plural(e->step.n), e->plan.n_sets, bo_plural(e->plan.n_sets), e->args->runs,
           bo_plural(e->args->runs),
           e->plan.whole ? ", all orders"
                         : bo_arena_printf(e->arena, ", %u order%s drawn", e->plan.n_orders,
                                           bo_plural(e->plan.n_orders)));
    print_steps(e, &terminal);
    for (uint32_t i = 0; i < n; i++)
        print_figure(e, shown[i], &terminal);
    if (n == 0)
        printf("No key figure differs%s.\n\n", company ? "" : " clearly");
    else if (company && n_alike > 0)
        printf("%u more key figure%s not differ.\n\n", n_alike, n_alike == 1 ? " does" : "s do");
    printf("%s: " CSV_NAME " (every key figure), results.db, outcomes.csv\n", e->study->dir);
}

static int present(void *context, struct bo_err *err)
{
    struct effect *e = context;
    struct bo_sheet sheet = {
        .arena = e->arena, .n_columns = sizeof columns / sizeof *columns, .column = columns};
    int status = tell_all(e, err);
    for (uint32_t i = 0; i < e->n; i++) {
        for (uint32_t k = 0; k <= e->step.n; k++)
            fill_row(e, &e->figure[i], k, bo_sheet_row(&sheet));
    }
    if (status == BO_OK)
        status = bo_study_write(e->study, &sheet, CSV_NAME, err);
    if (status != BO_OK)
        return status;
    if (e->args->json)
        bo_sheet_json(stdout, &sheet);
    else if (!e->args->quiet)
        print(e);
    return bo_study_end(e->study);
}

static json_t *own_plan(const struct effect *e)
{
    json_t *plan = json_pack("{s:b}", "effect", 1);
    if (e->args->orders > 0)
        json_object_set_new(plan, "orders", json_integer(e->args->orders));
    return plan;
}

static int perform(struct effect *e, struct bo_err *err)
{
    struct bo_study *study = e->study;
    int status = prepare(e, err);
    return status == BO_OK ? bo_study_carry_out(study, own_plan(e), present, e, err) : status;
}

int bo_diff_effect(const struct bo_args *args, struct bo_err *err)
{
    struct bo_study study;
    struct effect e = {.args = args, .study = &study};
    int result = bo_study_create(args, &study, err);
    e.arena = study.arena;
    if (result == BO_OK)
        result = perform(&e, err);
    bo_changes_free(&e.changes);
    bo_study_free(&study);
    return result;
}
