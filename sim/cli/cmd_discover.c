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
#include "buildout/stats/interval.h"
#include "buildout/store/variants.h"
#include "inputs_named.h"
#include "outcome_words.h"
#include "sheet.h"

#define DISCOVER_BYTES ((size_t)1 << 34) /* of addresses */
#define CSV_NAME "discover.csv"
#define PERCENT 100.0

#define CONFIDENCE 0.95

enum { FEWEST_RUNS = 30, MOST_SIGNS = 5 };

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
                                      "base_rate",
                                      "when",
                                      "among"}; /* the inputs asked for; empty: all */

struct discovery {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_results *results;
    const char *variant; /* whose inputs are looked at; of pairs the first */
    const char *shown;   /* its name, of an ensemble the scenario's */
    const char *other;   /* of pairs: whose figures less the first's are; else NULL */
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

/* ---- which runs ---- */

/* A single run and an ensemble have one variant, which has no number. */
static int choose_variant(struct discovery *d, struct bo_err *err)
{
    const struct bo_results_run *first = bo_results_first_run(d->results);
    struct bo_variant_list list = {0};
    int rc = bo_results_variants(d->results, d->arena, &list, err);
    uint32_t number = d->args->variant > 0 ? d->args->variant : d->args->pairs ? 2 : 1;
    uint32_t n = list.n > 0 ? list.n : 1;
    d->variant = first ? first->row.variant : "base";
    d->shown = bo_results_experiment(d->results)->scenario_name;
    if (rc == 0 && d->args->pairs && n < 2)
        rc = bo_err_set(err, BO_EUSAGE, "%s: --pairs wants a comparison; it has one variant only",
                        d->args->operand[0]);
    if (rc == 0 && number > n)
        rc = bo_err_set(err, BO_EUSAGE, "%s: it has no variant %u, but %u", d->args->operand[0],
                        number, n);
    if (rc == 0 && d->args->pairs && number < 2)
        rc = bo_err_set(err, BO_EUSAGE, "--pairs holds a variant from 2 on against the first");
    if (rc != 0 || list.n == 0)
        return rc;
    d->variant = d->shown = list.row[d->args->pairs ? 0 : number - 1].name;
    d->other = d->args->pairs ? list.row[number - 1].name : NULL;
    return 0;
}

static bool is_done(const struct bo_results_run *run, const char *variant)
{
    return run->row.status == BO_RUN_DONE && strcmp(run->row.variant, variant) == 0;
}

static bool *those_of_other(const struct discovery *d, uint32_t n)
{
    uint32_t room = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t replicate = bo_results_run(d->results, i)->row.replicate;
        room = replicate < room ? room : replicate + 1;
    }
    bool *has = BO_NEW_ARRAY(d->arena, bool, room);
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_results_run *r = bo_results_run(d->results, i);
        has[r->row.replicate] |= !d->other || is_done(r, d->other);
    }
    return has;
}

/* Of pairs those that have both. */
static void list_runs(struct discovery *d)
{
    uint32_t n = bo_results_n_runs(d->results);
    uint32_t *run = BO_NEW_ARRAY(d->arena, uint32_t, n);
    uint32_t *replicate = BO_NEW_ARRAY(d->arena, uint32_t, n);
    const bool *of_other = those_of_other(d, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct bo_results_run *r = bo_results_run(d->results, i);
        if (!is_done(r, d->variant) || !of_other[r->row.replicate])
            continue;
        run[d->n_runs] = r->run;
        replicate[d->n_runs++] = r->row.replicate;
        d->n_replicates = r->row.replicate + 1;
    }
    d->run = run;
    d->replicate = replicate;
}

/* ---- reading ---- */

static bool differs(const struct discovery *d, const struct bo_input_list *list, uint32_t input)
{
    for (uint32_t r = 1; r < d->n_runs; r++) {
        if (fabs(list[r].input[input].value - list[0].input[input].value) > 0.0)
            return true;
    }
    return false;
}

/* Those of --inputs; those that never differ say nothing and are left out. */
static int keep_inputs(struct discovery *d, const struct bo_input_list *list, struct bo_err *err)
{
    uint32_t n = 0, n_named = 0;
    const uint32_t *named = NULL;
    const char **path = BO_NEW_ARRAY(d->arena, const char *, list[0].n);
    uint32_t *kept = BO_NEW_ARRAY(d->arena, uint32_t, list[0].n);
    for (uint32_t i = 0; i < list[0].n; i++) {
        if (differs(d, list, i)) {
            path[n] = list[0].input[i].path;
            kept[n++] = i;
        }
    }
    if (n == 0)
        return bo_err_set(err, BO_EUSAGE, "%s: no input differs between its runs",
                          d->args->operand[0]);
    const struct bo_path_list paths = {d->args->operand[0], n, path};
    int rc = bo_paths_named(d->args->inputs, &paths, d->arena, &n_named, &named, err);
    d->n_inputs = n_named;
    d->input = BO_NEW_ARRAY(d->arena, const char *, n_named);
    d->x = BO_NEW_ARRAY(d->arena, double, (size_t)d->n_runs *n_named);
    for (uint32_t k = 0; k < n_named; k++) {
        d->input[k] = path[named[k]];
        for (uint32_t r = 0; r < d->n_runs; r++)
            d->x[(size_t)r * n_named + k] = list[r].input[kept[named[k]]].value;
    }
    return rc;
}

/* The same inputs in every run, in order of path. */
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
    return keep_inputs(d, list, err);
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

/* A key figure by replicate; of pairs what the other has more. */
static int read_word(const struct discovery *d, uint32_t word, double *value, struct bo_err *err)
{
    const struct bo_fact_outcome *key = &d->words.key[word];
    uint32_t n = d->n_replicates;
    struct bo_outcome_name name = {d->variant, key->entity, key->key};
    int rc = bo_results_replicates(d->results, &name, n, value, err);
    bo_outcome_words_read_as(&d->words, word, value, rc == 0 ? n : 0);
    if (rc != 0 || !d->other)
        return rc;
    double *other = BO_NEW_ARRAY(d->arena, double, n);
    name.variant = d->other;
    rc = bo_results_replicates(d->results, &name, n, other, err);
    bo_outcome_words_read_as(&d->words, word, other, rc == 0 ? n : 0);
    for (uint32_t i = 0; i < n; i++)
        value[i] = other[i] - value[i];
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
        rc = read_word(d, i, value + (size_t)i * d->n_replicates, err);
    return rc == 0 ? judge(d, value, err) : rc;
}

static int read_all(struct discovery *d, struct bo_err *err)
{
    int rc = choose_variant(d, err);
    if (rc != 0)
        return rc;
    list_runs(d);
    if (d->n_runs < FEWEST_RUNS)
        return bo_err_set(err, BO_EUSAGE,
                          "%s: has %u run%s done; boxes want %d at least, and some hundred "
                          "are better",
                          d->args->operand[0], d->n_runs,
                          d->n_runs == 1 ? " that is" : "s that are", FEWEST_RUNS);
    rc = read_inputs(d, err);
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

/* What was asked, and of whom. */
static const char *question_of(const struct discovery *d)
{
    return d->other
               ? bo_arena_printf(d->arena, "%s less %s: %s", d->other, d->variant, d->args->when)
               : bo_arena_printf(d->arena, "%s: %s", d->shown, d->args->when);
}

static void fill_sheet(const struct discovery *d, struct bo_sheet *sheet)
{
    const char *question = question_of(d);
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
            cell[2 + sizeof number / sizeof *number] = BO_CELL_OF_TEXT(question);
            if (d->args->inputs)
                cell[3 + sizeof number / sizeof *number] = BO_CELL_OF_TEXT(d->args->inputs);
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

struct sign {
    double correlation;
    uint32_t input;
};

static int by_size(const void *a, const void *b)
{
    const struct sign *x = a, *y = b;
    double left = fabs(x->correlation), right = fabs(y->correlation);
    int order = (left < right) - (left > right);
    return order != 0 ? order : (x->input > y->input) - (x->input < y->input);
}

/* What comes nearest, and how near chance alone would come. */
static void print_signs(const struct discovery *d)
{
    struct sign *sign = BO_NEW_ARRAY(d->arena, struct sign, d->n_inputs);
    double *x = BO_NEW_ARRAY(d->arena, double, d->n_runs);
    double *hit = BO_NEW_ARRAY(d->arena, double, d->n_runs);
    uint32_t n = 0;
    for (uint32_t r = 0; r < d->n_runs; r++)
        hit[r] = d->hit[r] ? 1.0 : 0.0;
    for (uint32_t k = 0; k < d->n_inputs; k++) {
        for (uint32_t r = 0; r < d->n_runs; r++)
            x[r] = d->x[(size_t)r * d->n_inputs + k];
        double correlation = bo_stats_rank_correlation(x, hit, d->n_runs, d->arena);
        if (isfinite(correlation))
            sign[n++] = (struct sign){correlation, k};
    }
    if (n == 0)
        return;
    qsort(sign, n, sizeof *sign, by_size);
    printf("Nearest, by rank correlation; within %.2f it may be chance:\n",
           bo_stats_rank_noise(d->n_runs, n, CONFIDENCE));
    for (uint32_t i = 0; i < n && i < MOST_SIGNS; i++)
        printf("  %+.2f  %s\n", sign[i].correlation, d->input[sign[i].input]);
}

/* What the runs that had no part in finding a box say of it. */
static void print_held_out(const struct discovery *d, const struct bo_prim_box *box)
{
    if (box->held_out.n_inside == 0 || !isfinite(box->held_out.coverage)) {
        printf("Of the runs held out none is inside: trust it as little as it has runs (%u)\n",
               box->found.n_inside);
        return;
    }
    printf("Of the runs held out: %.0f %% inside (%u of %u), %.0f %% of all such runs\n",
           PERCENT * box->held_out.density, box->held_out.n_hits_inside, box->held_out.n_inside,
           PERCENT * box->held_out.coverage);
    if (box->held_out.density <= d->boxes.base_rate)
        printf("They do not bear it out: it may be chance\n");
}

static void print(const struct discovery *d)
{
    printf("%s in %.0f %% of %u %sruns\n", question_of(d), PERCENT * d->boxes.base_rate, d->n_runs,
           d->other ? "pairs of " : "");
    if (d->boxes.n == 0) {
        printf("No box of the %u input%s tells when.\n", d->n_inputs,
               d->n_inputs == 1 ? " that differs" : "s that differ");
        print_signs(d);
    }
    for (uint32_t b = 0; b < d->boxes.n; b++) {
        const struct bo_prim_box *box = &d->boxes.box[b];
        printf("\nBox %u: it holds in %.0f %% of the runs inside, which are %.0f %% of all such "
               "runs\n",
               b + 1, PERCENT * box->found.density, PERCENT * box->found.coverage);
        for (uint32_t i = 0; i < box->n_bounds; i++)
            print_bound(d, &box->bound[i]);
        print_held_out(d, box);
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
