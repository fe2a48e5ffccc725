#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/num.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/options.h"
#include "buildout/cli/terminal.h"
#include "buildout/discover/prim.h"
#include "buildout/store/read.h"
#include "outcome_words.h"
#include "sheet.h"

#define DISCOVER_BYTES ((size_t)1 << 34) /* of addresses */
#define CSV_NAME "discover.csv"
#define PERCENT 100.0

enum { FEWEST_RUNS = 30 };

static const char *const columns[] = {"box",
                                      "input",
                                      "low",
                                      "high",
                                      "p",
                                      "coverage",
                                      "density",
                                      "inside",
                                      "held_out_coverage",
                                      "held_out_density",
                                      "held_out_inside",
                                      "base_rate"};

struct discovery {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_results *results;
    const char *variant;
    struct bo_outcome_words words;
    uint32_t n_replicates;     /* one more than the highest */
    uint32_t n_runs;           /* done */
    const uint32_t *run;       /* [n_runs] numbers of the store */
    const uint32_t *replicate; /* [n_runs] */
    uint32_t n_inputs;
    const char **input; /* those that differ between runs */
    double *x;          /* [run * n_inputs + input] */
    bool *hit;
    struct bo_prim_boxes boxes;
};

/* ---- reading ---- */

static void list_runs(struct discovery *d)
{
    uint32_t n = bo_results_n_runs(d->results);
    uint32_t *run = BO_NEW_ARRAY(d->arena, uint32_t, n);
    uint32_t *replicate = BO_NEW_ARRAY(d->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_results_run *r = bo_results_run(d->results, i);
        if (r->row.status != BO_RUN_DONE || strcmp(r->row.variant, d->variant) != 0)
            continue;
        run[d->n_runs] = r->run;
        replicate[d->n_runs++] = r->row.replicate;
        d->n_replicates = r->row.replicate + 1;
    }
    d->run = run;
    d->replicate = replicate;
}

/* The same inputs in every run, in order of path; those that never differ say nothing and are left out. */
static int read_inputs(struct discovery *d, struct bo_err *err)
{
    struct bo_input_list *list = BO_NEW_ARRAY(d->arena, struct bo_input_list, d->n_runs);
    int rc = 0;
    for (uint32_t r = 0; rc == 0 && r < d->n_runs; r++) {
        rc = bo_results_inputs(d->results, d->run[r], d->arena, &list[r], err);
        if (rc == 0 && list[r].n != list[0].n)
            rc = bo_err_set(err, BO_ESTORE, "%s: its runs have not the same inputs",
                            bo_results_path(d->results));
    }
    if (rc != 0)
        return rc;
    uint32_t n = list[0].n;
    uint32_t *kept = BO_NEW_ARRAY(d->arena, uint32_t, n);
    d->input = BO_NEW_ARRAY(d->arena, const char *, n);
    for (uint32_t i = 0; i < n; i++) {
        bool differs = false;
        for (uint32_t r = 1; r < d->n_runs; r++)
            differs |= fabs(list[r].input[i].value - list[0].input[i].value) > 0.0;
        if (!differs)
            continue;
        d->input[d->n_inputs] = list[0].input[i].path;
        kept[d->n_inputs++] = i;
    }
    d->x = BO_NEW_ARRAY(d->arena, double, (size_t)d->n_runs * d->n_inputs);
    for (uint32_t r = 0; r < d->n_runs; r++) {
        for (uint32_t k = 0; k < d->n_inputs; k++)
            d->x[(size_t)r * d->n_inputs + k] = list[r].input[kept[k]].value;
    }
    return 0;
}

static int judge(struct discovery *d, const double *value, struct bo_err *err)
{
    double *own = BO_NEW_ARRAY(d->arena, double, d->words.n);
    int rc = 0;
    d->hit = BO_NEW_ARRAY(d->arena, bool, d->n_runs);
    for (uint32_t r = 0; rc == 0 && r < d->n_runs; r++) {
        for (uint32_t i = 0; i < d->words.n; i++)
            own[i] = value[(size_t)i * d->n_replicates + d->replicate[r]];
        rc = bo_outcome_words_holds(&d->words, own, &d->hit[r], err);
    }
    return rc;
}

static int read_hits(struct discovery *d, struct bo_err *err)
{
    struct bo_outcome_list keys = {0};
    int rc = bo_results_outcome_keys(d->results, d->arena, &keys, err);
    if (rc == 0)
        rc = bo_outcome_words_compile(&keys, d->args->when, "--when", d->arena, &d->words, err);
    if (rc != 0)
        return rc;
    double *value = BO_NEW_ARRAY(d->arena, double, (size_t)d->words.n * d->n_replicates);
    for (uint32_t i = 0; rc == 0 && i < d->words.n; i++)
        rc = bo_results_replicates(d->results, d->variant, d->words.key[i].entity,
                                   d->words.key[i].key, d->n_replicates,
                                   value + (size_t)i * d->n_replicates, err);
    return rc == 0 ? judge(d, value, err) : rc;
}

static int read_all(struct discovery *d, struct bo_err *err)
{
    const struct bo_results_run *first = bo_results_first_run(d->results);
    d->variant = first ? first->row.variant : "base";
    list_runs(d);
    if (d->n_runs < FEWEST_RUNS)
        return bo_err_set(err, BO_EUSAGE,
                          "%s: has %u runs that are done; boxes want %d at least, and some hundred "
                          "are better",
                          d->args->operand[0], d->n_runs, FEWEST_RUNS);
    int rc = read_inputs(d, err);
    if (rc == 0 && d->n_inputs == 0)
        rc = bo_err_set(err, BO_EUSAGE, "%s: no input differs between its runs",
                        d->args->operand[0]);
    return rc == 0 ? read_hits(d, err) : rc;
}

/* ---- what is found ---- */

static void find(struct discovery *d)
{
    struct bo_prim_options options = bo_prim_usual;
    struct bo_prim_points points = {
        .n = d->n_runs, .n_inputs = d->n_inputs, .x = d->x, .hit = d->hit};
    options.seed = bo_results_experiment(d->results)->seed;
    bo_prim_find(&points, &options, d->arena, &d->boxes);
}

static void fill_sheet(const struct discovery *d, struct bo_sheet *sheet)
{
    for (uint32_t b = 0; b < d->boxes.n; b++) {
        const struct bo_prim_box *box = &d->boxes.box[b];
        for (uint32_t i = 0; i < box->n_bounds; i++) {
            struct bo_cell *cell = bo_sheet_row(sheet);
            const double number[] = {box->bound[i].low,      box->bound[i].high,
                                     box->bound[i].p,        box->found.coverage,
                                     box->found.density,     box->found.n_inside,
                                     box->held_out.coverage, box->held_out.density,
                                     box->held_out.n_inside, d->boxes.base_rate};
            cell[0] = BO_CELL_OF(b + 1);
            cell[1] = BO_CELL_OF_TEXT(d->input[box->bound[i].input]);
            for (uint32_t k = 0; k < sizeof number / sizeof *number; k++)
                cell[2 + k] = BO_CELL_OF(number[k]);
        }
    }
}

static void print_bound(const struct discovery *d, const struct bo_prim_bound *bound)
{
    const char *input = d->input[bound->input];
    if (!isfinite(bound->low))
        printf("  %s <= %.4g\n", input, bound->high);
    else if (!isfinite(bound->high))
        printf("  %s >= %.4g\n", input, bound->low);
    else
        printf("  %.4g <= %s <= %.4g\n", bound->low, input, bound->high);
}

static void print(const struct discovery *d)
{
    const struct bo_prim_score *all = d->boxes.n > 0 ? &d->boxes.box[0].found : NULL;
    printf("%s: %s in %.0f %% of %u runs\n", bo_results_experiment(d->results)->scenario_name,
           d->args->when, PERCENT * d->boxes.base_rate, d->n_runs);
    if (!all)
        printf("No box of the %u inputs that differ tells when.\n", d->n_inputs);
    for (uint32_t b = 0; b < d->boxes.n; b++) {
        const struct bo_prim_box *box = &d->boxes.box[b];
        printf("\nBox %u: it holds in %.0f %% of the runs inside, which are %.0f %% of all such "
               "runs\n",
               b + 1, PERCENT * box->found.density, PERCENT * box->found.coverage);
        for (uint32_t i = 0; i < box->n_bounds; i++)
            print_bound(d, &box->bound[i]);
        if (box->held_out.n_inside > 0 && isfinite(box->held_out.coverage))
            printf("Of the runs held out: %.0f %% inside (%u of %u), %.0f %% of all such runs\n",
                   PERCENT * box->held_out.density, box->held_out.n_hits_inside,
                   box->held_out.n_inside, PERCENT * box->held_out.coverage);
        else
            printf("Of the runs held out none is inside: trust it as little as it has runs (%u)\n",
                   box->found.n_inside);
    }
    printf("\n%s: " CSV_NAME "\n", d->args->operand[0]);
}

static int write_sheet(const struct discovery *d, const struct bo_sheet *sheet, struct bo_err *err)
{
    const struct bo_experiment *e = bo_results_experiment(d->results);
    struct bo_scenario scenario = {.name = e->scenario_name, .title = e->scenario_title};
    snprintf(scenario.sha256, sizeof scenario.sha256, "%s", e->scenario_sha256);
    snprintf(scenario.data_sha256, sizeof scenario.data_sha256, "%s", e->data_sha256);
    struct bo_sheet_file file = {.dir = d->args->operand[0],
                                 .name = CSV_NAME,
                                 .verb = d->args->verb->name,
                                 .seed = e->seed,
                                 .scenario = &scenario};
    return bo_sheet_write(sheet, &file, err);
}

static int perform(struct discovery *d, struct bo_err *err)
{
    if (!d->args->when)
        return bo_err_set(err, BO_EUSAGE,
                          "discover wants --when CONDITION, as --when 'World.mw > 60000'");
    int status = bo_arena_create(DISCOVER_BYTES, false, &d->arena, err);
    if (!status)
        status = bo_results_open(d->args->operand[0], &d->results, err);
    if (!status)
        status = read_all(d, err);
    if (status)
        return status;
    find(d);
    struct bo_sheet sheet = {
        .arena = d->arena, .n_columns = sizeof columns / sizeof *columns, .column = columns};
    fill_sheet(d, &sheet);
    status = write_sheet(d, &sheet, err);
    if (status)
        return status;
    if (d->args->json)
        bo_sheet_json(stdout, &sheet);
    else if (!d->args->quiet)
        print(d);
    return 0;
}

int bo_cmd_discover(const struct bo_args *args, struct bo_err *err)
{
    struct discovery d = {.args = args};
    int result = perform(&d, err);
    bo_outcome_words_free(&d.words);
    bo_results_close(d.results);
    bo_arena_free(d.arena);
    return result;
}
