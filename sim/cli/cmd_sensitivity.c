#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/cli/commands.h"
#include "design.h"
#include "precision.h"
#include "sensitivity_print.h"
#include "study.h"
#include "study_names.h"

#define CONFIDENCE 0.95
#define CSV_NAME "sensitivity.csv"
#define VARIANT "base"
#define SCRATCH_BYTES ((size_t)1 << 34) /* of addresses */

enum { RESAMPLES = 200 };

static const char *const columns[] = {
    "entity",    "key",        "unit",        "method",       "input",     "n",
    "mu",        "mu_star",    "mu_star_low", "mu_star_high", "sigma",     "first",
    "first_low", "first_high", "total",       "total_low",    "total_high"};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

struct sensitivity {
    const struct bo_args *args;
    struct bo_args of_study; /* with as many runs as there are points */
    struct bo_study study;
    struct bo_design design;
    struct bo_figure figure;
    struct bo_sheet sheet;
    uint32_t n_shown;
    struct bo_sensitivity_row *shown; /* of the figure asked for, the strongest first */
    const char *shown_unit;
};

static const char *method_name(const struct sensitivity *s)
{
    return s->design.method == BO_METHOD_SOBOL ? "sobol" : "morris";
}

/* ---- what one key figure says ---- */

static int find_effects(const struct sensitivity *s, const double *outcome, const char *name,
                        struct bo_sensitivity_row *row, struct bo_err *err)
{
    uint32_t n = s->design.n_inputs;
    struct bo_arena *scratch = NULL;
    int status = bo_arena_create(SCRATCH_BYTES, false, &scratch, err);
    if (status)
        return status;
    if (s->design.method == BO_METHOD_SOBOL) {
        struct bo_sobol_index *index = BO_NEW_ARRAY(scratch, struct bo_sobol_index, n);
        const struct bo_index_options options = {.seed = s->args->seed,
                                                 .key = bo_key_hash(name),
                                                 .n_resamples = RESAMPLES,
                                                 .confidence = CONFIDENCE};
        uint32_t n_rows = bo_sobol_indices(&s->design.saltelli, outcome, &options, scratch, index);
        for (uint32_t i = 0; i < n; i++)
            row[i] = (struct bo_sensitivity_row){.n = n_rows, .index = index[i]};
    } else {
        struct bo_morris_effect *effect = BO_NEW_ARRAY(scratch, struct bo_morris_effect, n);
        bo_morris_effects(&s->design.morris, outcome, CONFIDENCE, effect);
        for (uint32_t i = 0; i < n; i++)
            row[i] = (struct bo_sensitivity_row){.n = effect[i].n, .effect = effect[i]};
    }
    for (uint32_t i = 0; i < n; i++)
        row[i].input = s->design.scenario->uncertain[s->design.input[i]].path;
    bo_arena_free(scratch);
    return 0;
}

static double strength(const struct sensitivity *s, const struct bo_sensitivity_row *row)
{
    return s->design.method == BO_METHOD_SOBOL ? row->index.total : row->effect.mu_star;
}

static void fill(const struct sensitivity *s, const struct bo_sensitivity_row *row,
                 struct bo_cell *cell)
{
    cell[3] = BO_CELL_OF_TEXT(method_name(s));
    cell[4] = BO_CELL_OF_TEXT(row->input);
    cell[5] = BO_CELL_OF(row->n);
    const double morris[] = {row->effect.mu, row->effect.mu_star, row->effect.low, row->effect.high,
                             row->effect.sigma};
    const double sobol[] = {row->index.first, row->index.first_low, row->index.first_high,
                            row->index.total, row->index.total_low, row->index.total_high};
    if (s->design.method == BO_METHOD_SOBOL) {
        for (uint32_t i = 0; i < sizeof sobol / sizeof *sobol; i++)
            cell[11 + i] = BO_CELL_OF(sobol[i]);
    } else {
        for (uint32_t i = 0; i < sizeof morris / sizeof *morris; i++)
            cell[6 + i] = BO_CELL_OF(morris[i]);
    }
}

/* Strongest first, of equal ones by name; what is not known is last. */
static void insert(const struct sensitivity *s, struct bo_sensitivity_row *sorted, uint32_t n,
                   const struct bo_sensitivity_row *row)
{
    double own = strength(s, row);
    for (; n > 0; n--) {
        double before = strength(s, &sorted[n - 1]);
        if (!(isfinite(own) && !(before >= own)))
            break;
        sorted[n] = sorted[n - 1];
    }
    sorted[n] = *row;
}

static int take_key(struct sensitivity *s, const struct bo_fact_outcome *key, struct bo_err *err)
{
    struct bo_arena *arena = s->study.arena;
    uint32_t n = s->design.n_inputs;
    double *outcome = malloc(bo_design_points(&s->design) * sizeof *outcome);
    struct bo_sensitivity_row *row = BO_NEW_ARRAY(arena, struct bo_sensitivity_row, n);
    if (!outcome)
        return bo_err_set(err, BO_ERUN, "no memory for %u runs", s->of_study.runs);
    int status = bo_study_replicates(&s->study, 0, key->entity, key->key, outcome, err);
    if (!status)
        status = find_effects(s, outcome, bo_arena_printf(arena, "%s.%s", key->entity, key->key),
                              row, err);
    free(outcome);
    bool shown = strcmp(key->entity, s->figure.entity) == 0 && strcmp(key->key, s->figure.key) == 0;
    if (!status && shown) {
        s->shown = BO_NEW_ARRAY(arena, struct bo_sensitivity_row, n);
        s->shown_unit = key->unit;
    }
    for (uint32_t i = 0; !status && i < n; i++) {
        struct bo_cell *cell = bo_sheet_row(&s->sheet);
        cell[0] = BO_CELL_OF_TEXT(key->entity);
        cell[1] = BO_CELL_OF_TEXT(key->key);
        cell[2] = BO_CELL_OF_TEXT(key->unit);
        fill(s, &row[i], cell);
        if (shown)
            insert(s, s->shown, s->n_shown++, &row[i]);
    }
    return status;
}

/* The keys of the world and of the entity asked for. */
static int take_keys(struct sensitivity *s, struct bo_err *err)
{
    struct bo_outcome_list keys = {0};
    int status = bo_study_outcome_keys(&s->study, s->study.arena, &keys, err);
    for (uint32_t i = 0; !status && i < keys.n; i++) {
        const char *entity = keys.outcome[i].entity;
        if (strcmp(entity, "World") == 0 || strcmp(entity, s->figure.entity) == 0)
            status = take_key(s, &keys.outcome[i], err);
    }
    if (!status && !s->shown)
        status = bo_err_set(err, BO_EUSAGE,
                            "no run has the key figure %s.%s; outcomes.csv names them all",
                            s->figure.entity, s->figure.key);
    return status;
}

/* ---- the verb ---- */

/* All inputs are named by none. */
static json_t *own_plan(const struct sensitivity *s)
{
    bool all = s->design.n_inputs == s->design.scenario->n_uncertain;
    json_t *inputs = all ? NULL : json_array();
    for (uint32_t i = 0; !all && i < s->design.n_inputs; i++)
        json_array_append_new(inputs,
                              json_string(s->design.scenario->uncertain[s->design.input[i]].path));
    return json_pack("{s:s, s:I, s:o*}", "method", method_name(s), "rows",
                     (json_int_t)s->design.n_rows, "inputs", inputs);
}

static int prepare(struct sensitivity *s, struct bo_err *err)
{
    uint32_t file = 0;
    int status = bo_figure_read(s->args->figure, s->study.arena, &s->figure, err);
    if (!status)
        status = bo_study_open(&s->study, s->args->operand[0], &file, err);
    if (!status)
        status = bo_study_figure(&s->study, &s->figure, err);
    if (!status)
        status = bo_design_create(s->args, s->study.file[file].scenario, s->study.arena, &s->design,
                                  err);
    if (status)
        return status;
    s->of_study.runs = bo_design_points(&s->design);
    s->study.point = bo_design_point;
    s->study.point_context = &s->design;
    return bo_study_add(&s->study, VARIANT, file, NULL, err);
}

static void print(const struct sensitivity *s)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    const char *figure = bo_arena_printf(s->study.arena, "%s.%s", s->figure.entity, s->figure.key);
    struct bo_sensitivity_table table = {.scenario = s->design.scenario->name,
                                         .figure = figure,
                                         .unit = s->shown_unit,
                                         .is_sobol = s->design.method == BO_METHOD_SOBOL,
                                         .n = s->n_shown,
                                         .row = s->shown};
    bo_sensitivity_print(stdout, &table, &terminal, s->study.arena);
    printf("\n%u runs, all with the luck of replicate 0; stated correlations between inputs are "
           "left out.\n%s: " CSV_NAME ", results.db, outcomes.csv\n",
           s->of_study.runs, s->study.dir);
}

static int present(void *context, struct bo_err *err)
{
    struct sensitivity *s = context;
    s->sheet =
        (struct bo_sheet){.arena = s->study.arena, .n_columns = N_COLUMNS, .column = columns};
    int status = take_keys(s, err);
    if (!status)
        status = bo_study_write(&s->study, &s->sheet, CSV_NAME, err);
    if (status)
        return status;
    if (s->args->json)
        bo_sheet_json(stdout, &s->sheet);
    else if (!s->args->quiet)
        print(s);
    return bo_study_end(&s->study);
}

static int perform(struct sensitivity *s, struct bo_err *err)
{
    int status = prepare(s, err);
    return status ? status : bo_study_carry_out(&s->study, own_plan(s), present, s, err);
}

int bo_cmd_sensitivity(const struct bo_args *args, struct bo_err *err)
{
    struct sensitivity s = {.args = args, .of_study = *args};
    int result = bo_study_create(&s.of_study, &s.study, err);
    if (result == BO_OK)
        result = perform(&s, err);
    bo_study_free(&s.study);
    return result;
}
