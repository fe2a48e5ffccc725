#include "study.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/hash.h"
#include "buildout/cli/json_memory.h"
#include "buildout/cli/options.h"
#include "buildout/store/variants.h"
#include "check_medians.h"
#include "failures.h"
#include "fixed_inputs.h"
#include "jobs.h"
#include "open_scenario.h"
#include "plan.h"
#include "progress.h"
#include "shard.h"
#include "study_names.h"
#include "study_tables.h"

#define STUDY_BYTES ((size_t)1 << 32) /* of addresses */

bool bo_study_is_whole(const char *verb)
{
    return strcmp(verb, "compare") == 0;
}

int bo_study_create(const struct bo_args *args, struct bo_study *study, struct bo_err *err)
{
    *study = (struct bo_study){.args = args, .whole = bo_study_is_whole(args->verb->name)};
    bo_interrupts_hold(&study->interrupts);
    return bo_arena_create(STUDY_BYTES, false, &study->arena, err);
}

void bo_study_free(struct bo_study *study)
{
    bo_results_close(study->results);
    bo_store_close(study->store);
    for (uint32_t i = 0; i < study->n_files; i++)
        bo_arena_free(study->file[i].arena);
    bo_arena_free(study->arena);
}

/* ---- files and variants ---- */

static int check_file_name(const struct bo_study *study, const struct bo_study_file *file,
                           struct bo_err *err)
{
    for (uint32_t i = 0; i < study->n_files; i++) {
        if (strcmp(study->file[i].scenario->name, file->scenario->name) == 0)
            return bo_err_set(err, BO_EUSAGE,
                              "%s and %s have the same name, which tells their results apart; "
                              "rename one",
                              study->file[i].path, file->path);
    }
    return BO_OK;
}

int bo_study_open(struct bo_study *study, const char *path, uint32_t *file, struct bo_err *err)
{
    struct bo_study_file opened = {.path = path};
    for (uint32_t i = 0; i < study->n_files; i++) {
        if (strcmp(study->file[i].path, path) == 0) {
            *file = i;
            return BO_OK;
        }
    }
    int status = bo_open_scenario(study->args, path, &opened.arena, &opened.scenario, err);
    if (status == BO_OK)
        status = check_file_name(study, &opened, err);
    if (status != BO_OK) {
        bo_arena_free(opened.arena);
        return status;
    }
    BO_ARENA_ROOM(study->arena, study->file, study->n_files, study->file_room);
    *file = study->n_files;
    study->file[study->n_files++] = opened;
    return BO_OK;
}

static int open_changed(const struct bo_study *study, const struct bo_study_variant *variant,
                        struct bo_arena **arena, const struct bo_scenario **scenario,
                        struct bo_err *err)
{
    struct bo_args args = *study->args;
    uint32_t n = args.set.n + variant->changes.n;
    args.set.item = BO_NEW_ARRAY(study->arena, const char *, n);
    for (uint32_t i = 0; i < n; i++)
        args.set.item[i] = i < args.set.n ? study->args->set.item[i]
                                          : variant->changes.item[i - study->args->set.n];
    args.set.n = n;
    args.quiet = true; /* it is opened again and again */
    return bo_open_scenario(&args, study->file[variant->file].path, arena, scenario, err);
}

static int identify(const struct bo_study *study, struct bo_study_variant *variant,
                    struct bo_err *err)
{
    struct bo_arena *arena = NULL;
    const struct bo_scenario *scenario = study->file[variant->file].scenario;
    int status = BO_OK;
    if (variant->changes.n > 0)
        status = open_changed(study, variant, &arena, &scenario, err);
    if (status == BO_OK) {
        memcpy(variant->sha256, scenario->sha256, sizeof variant->sha256);
        variant->time = *scenario->param.time;
        variant->has_checks = bo_has_median_checks(scenario);
        if (scenario->n_notes > study->file[variant->file].scenario->n_notes && !study->args->quiet)
            bo_scenario_say_notes(scenario);
    }
    bo_arena_free(arena);
    return status;
}

int bo_study_add(struct bo_study *study, const char *name, uint32_t file,
                 const struct bo_text_list *changes, struct bo_err *err)
{
    struct bo_study_variant variant = {.name = name, .file = file};
    if (changes)
        variant.changes = *changes;
    for (uint32_t i = 0; i < study->n_variants; i++) {
        if (strcmp(study->variant[i].name, name) == 0)
            return bo_err_set(err, BO_EUSAGE, "%s is asked for twice", name);
    }
    int status = identify(study, &variant, err);
    if (status != BO_OK)
        return status;
    BO_ARENA_ROOM(study->arena, study->variant, study->n_variants, study->variant_room);
    study->variant[study->n_variants++] = variant;
    return BO_OK;
}

/* Up to a ';' that stands in no quotes and no brackets. */
static size_t part_length(const char *text)
{
    size_t n = 0;
    int depth = 0;
    for (bool quoted = false; text[n]; n++) {
        if (text[n] == '"' && !(n > 0 && text[n - 1] == '\\'))
            quoted = !quoted;
        if (quoted)
            continue;
        depth += strchr("{[(", text[n]) != NULL;
        depth -= strchr("}])", text[n]) != NULL;
        if (text[n] == ';' && depth == 0)
            break;
    }
    return n;
}

static const char *trimmed(struct bo_arena *arena, const char *text, size_t n)
{
    while (n > 0 && text[0] == ' ') {
        text++;
        n--;
    }
    while (n > 0 && text[n - 1] == ' ')
        n--;
    return bo_arena_strndup(arena, text, n);
}

/* A value may hold a '=', a file's name may not: so the first part without one is a file. */
static int take_part(struct bo_study *study, const char *part, bool first, uint32_t *file,
                     struct bo_text_list *changes, struct bo_err *err)
{
    if (strchr(part, '=')) {
        changes->item[changes->n++] = part;
        return BO_OK;
    }
    if (first && part[0])
        return bo_study_open(study, part, file, err);
    return part[0] ? bo_err_set(err, BO_EUSAGE, "\"%s\" is no PATH=VALUE", part) : BO_OK;
}

/* By the scenario's name, not its path: results do not tell where they were made. */
static const char *name_of(const struct bo_study *study, uint32_t file, bool named,
                           const struct bo_text_list *changes)
{
    const char *name = named || changes->n == 0 ? study->file[file].scenario->name : "";
    for (uint32_t i = 0; i < changes->n; i++)
        name = bo_arena_printf(study->arena, "%s%s%s", name, name[0] ? "; " : "", changes->item[i]);
    return name;
}

int bo_study_add_typed(struct bo_study *study, const char *text, struct bo_err *err)
{
    struct bo_text_list changes = {.item =
                                       BO_NEW_ARRAY(study->arena, const char *, strlen(text) + 1)};
    uint32_t file = 0;
    bool first = true, more = true, named = false;
    for (const char *at = text; more; first = false) {
        size_t n = part_length(at);
        const char *part = trimmed(study->arena, at, n);
        named |= first && !strchr(part, '=');
        int status = take_part(study, part, first, &file, &changes, err);
        if (status != BO_OK)
            return status;
        more = at[n] != '\0';
        at += n + more;
    }
    if (file >= study->n_files)
        return bo_err_set(err, BO_EUSAGE, "\"%s\" names no scenario", text);
    return bo_study_add(study, name_of(study, file, named, &changes), file, &changes, err);
}

/* ---- the store ---- */

static json_t *list_changes(const struct bo_study_variant *variant)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < variant->changes.n; i++)
        json_array_append_new(list, json_string(variant->changes.item[i]));
    return list;
}

static json_t *list_variants(const struct bo_study *study)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < study->n_variants; i++) {
        const struct bo_study_variant *variant = &study->variant[i];
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:o, s:s}", "name", variant->name, "scenario",
                                        study->file[variant->file].scenario->name, "set",
                                        list_changes(variant), "sha256", variant->sha256));
    }
    return list;
}

static int make_plan(const struct bo_study *study, json_t *own, const char **plan,
                     struct bo_err *err)
{
    static const char *const sampling[] = {
        [BO_SAMPLING_RANDOM] = "random", [BO_SAMPLING_SOBOL] = "sobol"};
    json_object_set_new(own, "runs", json_integer(study->args->runs));
    json_object_set_new(own, "sampling", json_string(sampling[study->args->sampling]));
    if (study->n_variants > 0)
        json_object_set_new(own, "variants", list_variants(study));
    bo_shard_plan(study->args->shard, own);
    bo_precision_plan(&study->precision, own);
    return bo_plan_text(study->args, own, study->arena, plan, err);
}

static int read_options(struct bo_study *study, struct bo_err *err)
{
    int status = bo_shard_read(study->args->shard, &study->shard, err);
    if (status == BO_OK)
        status = bo_precision_read(study->args, study->arena, &study->precision, err);
    if (status == BO_OK)
        status = bo_precision_check(&study->precision, &study->shard, err);
    if (status == BO_OK && study->precision.share > 0.0)
        status = bo_study_figure(study, &study->precision.figure, err);
    return status;
}

static int put_files(struct bo_study *study, const char *plan, const char *probe,
                     struct bo_err *err)
{
    int status = BO_OK;
    for (uint32_t i = 1; status == BO_OK && i < study->n_files; i++) {
        struct bo_experiment file =
            bo_plan_experiment(study->file[i].scenario, study->args, plan, probe);
        status = bo_store_put_scenario(study->store, &file, err);
    }
    return status;
}

/* Only a whole study knows its variants now; the points of others fix what they go through. */
static int say_what_is_fixed(const struct bo_study *study, struct bo_err *err)
{
    int status = BO_OK;
    bo_fixed_inputs_say_set(study->args, study->file[0].path, study->file[0].scenario);
    for (uint32_t i = 0; status == BO_OK && study->whole && i < study->n_variants; i++) {
        const struct bo_study_variant *variant = &study->variant[i];
        const struct bo_scenario *scenario;
        struct bo_arena *arena = NULL;
        if (variant->changes.n == 0)
            continue;
        status = open_changed(study, variant, &arena, &scenario, err);
        if (status == BO_OK)
            bo_fixed_inputs_say(variant->name, study->file[variant->file].scenario, scenario);
        bo_arena_free(arena);
    }
    return status;
}

int bo_study_begin(struct bo_study *study, json_t *own, struct bo_err *err)
{
    char probe[BO_SHA256_HEX];
    const char *plan = NULL;
    const struct bo_scenario *scenario = study->file[0].scenario;
    int status = read_options(study, err);
    if (status == BO_OK)
        status = make_plan(study, own, &plan, err);
    else
        json_decref(own);
    if (status != BO_OK)
        return status;
    study->dir = study->args->output ? study->args->output
                                     : bo_arena_printf(study->arena, "results/%s", scenario->name);
    bo_probe_hash(probe);
    struct bo_experiment experiment = bo_plan_experiment(scenario, study->args, plan, probe);
    status = bo_store_resume(study->dir, &experiment, study->args->force, &study->store, err);
    if (status != BO_OK)
        rmdir(study->dir); /* if we made it and it is empty */
    else if (study->store)
        status = put_files(study, plan, probe, err);
    else
        status = bo_results_open(study->dir, &study->results, err);
    if (status == BO_OK && study->results && !study->args->quiet)
        fprintf(stderr, "%s/results.db holds this already; --force simulates it again\n",
                study->dir);
    if (status == BO_OK && study->store && !study->args->quiet)
        status = say_what_is_fixed(study, err);
    return status;
}

static int put_variant(const struct bo_study *study, uint32_t i, struct bo_err *err)
{
    const struct bo_study_variant *variant = &study->variant[i];
    json_t *list = list_changes(variant);
    char *changes = json_dumps(list, JSON_COMPACT);
    struct bo_variant_row row = {.number = i + 1,
                                 .name = variant->name,
                                 .scenario = study->file[variant->file].scenario->name,
                                 .changes = changes,
                                 .sha256 = variant->sha256};
    int status = changes && !bo_json_memory_was_short()
                     ? bo_store_put_variant(study->store, &row, err)
                     : bo_err_set(err, BO_ESTORE, "%s: no memory for its changes", variant->name);
    json_decref(list);
    free(changes);
    return status;
}

/* ---- running ---- */

/* Of what is being run: variants from the one that the context begins with. */
struct running {
    struct bo_study *study;
    uint32_t from;
};

static int open_variant(void *context, uint32_t i, struct bo_runner **out, struct bo_err *err)
{
    const struct running *running = context;
    struct bo_study *study = running->study;
    struct bo_study_variant *variant = &study->variant[running->from + i];
    const struct bo_scenario *scenario = study->file[variant->file].scenario;
    int status = BO_OK;
    if (variant->changes.n > 0)
        status = open_changed(study, variant, &variant->arena, &scenario, err);
    return status == BO_OK ? bo_runner_create(scenario, out, err) : status;
}

static void close_variant(void *context, uint32_t i, struct bo_runner *runner)
{
    const struct running *running = context;
    struct bo_study_variant *variant = &running->study->variant[running->from + i];
    bo_runner_free(runner);
    bo_arena_free(variant->arena);
    variant->arena = NULL;
}

/* As many as there are runs of all variants, at most. */
static uint32_t jobs_of(const struct bo_study *study, uint32_t n_variants)
{
    struct bo_args all = *study->args;
    assert(n_variants > 0);
    all.runs = all.runs > UINT32_MAX / n_variants ? UINT32_MAX : all.runs * n_variants;
    return bo_jobs_of(&all);
}

static int run_some(void *context, uint32_t n_runs, bool *stopped, struct bo_err *err)
{
    struct running *running = context;
    struct bo_study *study = running->study;
    struct bo_args shown = *study->args;
    uint32_t n = study->n_variants - running->from;
    const char **name = BO_NEW_ARRAY(study->arena, const char *, n);
    for (uint32_t i = 0; i < n; i++)
        name[i] = study->variant[running->from + i].name;
    struct bo_variants variants = {
        .n = n, .name = name, .open = open_variant, .close = close_variant, .context = running};
    struct bo_ensemble_options options = {.seed = study->args->seed,
                                          .n_runs = n_runs,
                                          .n_jobs = jobs_of(study, n),
                                          .shard = study->shard,
                                          .sampling = {.sampling = study->args->sampling,
                                                       .dimensions_of = study->file[0].scenario,
                                                       .point = study->point,
                                                       .point_context = study->point_context},
                                          .banded = study->whole ? bo_ensemble_is_banded
                                                                 : bo_ensemble_is_watched,
                                          .detailed = study->whole ? NULL : study->variant[0].name,
                                          .limits = bo_run_default_limits,
                                          .interrupts = &study->interrupts.held,
                                          .progress = bo_progress_show,
                                          .progress_context = &shown};
    struct bo_ensemble_result result = {0};
    int status = bo_variants_run(&variants, study->store, &options, &result, err);
    study->interrupted = *stopped = result.interrupted;
    return status;
}

/* Are the first n replicates of all variants enough? */
static int look(void *context, uint32_t n, bool *reached, struct bo_err *err)
{
    const struct bo_study *study = ((const struct running *)context)->study;
    const char *base = study->whole ? study->variant[0].name : NULL;
    int status = BO_OK;
    *reached = true;
    for (uint32_t i = base != NULL; status == BO_OK && *reached && i < study->n_variants; i++) {
        struct bo_precision_runs runs = {study->store, study->variant[i].name, base, n};
        status = bo_precision_look(&study->precision, &runs, reached, err);
    }
    return status;
}

int bo_study_run(struct bo_study *study, uint32_t from, struct bo_err *err)
{
    struct running running = {.study = study, .from = from};
    int status = BO_OK;
    if (!study->store || from == study->n_variants)
        return BO_OK;
    if (!study->whole)
        status = bo_store_detail(study->store, study->variant[0].name, err);
    for (uint32_t i = from; status == BO_OK && i < study->n_variants; i++)
        status = put_variant(study, i, err);
    struct bo_precision_rounds rounds = {
        .most = study->args->runs, .run = run_some, .look = look, .context = &running};
    if (status == BO_OK)
        status = bo_precision_run(&study->precision, &rounds, err);
    bo_progress_end(study->args);
    return status;
}

int bo_study_replicates(const struct bo_study *study, uint32_t variant, const char *entity,
                        const char *key, double *value, struct bo_err *err)
{
    const struct bo_outcome_name name = {study->variant[variant].name, entity, key};
    uint32_t n = study->args->runs;
    if (study->results)
        return bo_results_replicates(study->results, &name, n, value, err);
    return bo_store_replicates(study->store, &name, n, value, err);
}

int bo_study_outcome_keys(const struct bo_study *study, struct bo_arena *arena,
                          struct bo_outcome_list *list, struct bo_err *err)
{
    return study->results ? bo_results_outcome_keys(study->results, arena, list, err)
                          : bo_store_outcome_keys(study->store, arena, list, err);
}

/* ---- the end ---- */

static int make_tables(struct bo_study *study, struct bo_err *err)
{
    const char **name = BO_NEW_ARRAY(study->arena, const char *, study->n_variants);
    struct bo_study_tables tables = {study->n_variants, name, study->whole,
                                     bo_jobs_of(study->args)};
    for (uint32_t i = 0; i < study->n_variants; i++)
        name[i] = study->variant[i].name;
    return bo_study_make_tables(study->store, &tables, err);
}

int bo_study_finish(struct bo_study *study, struct bo_err *err)
{
    bool shard = study->shard.n > 0;
    int status = BO_OK;
    if (study->store) {
        if (shard)
            bo_store_keep(study->store, BO_KEEP_PACKS);
        else
            status = make_tables(study, err);
        if (status == BO_OK)
            status = bo_store_finish(study->store, err);
        bo_store_close(study->store);
        study->store = NULL;
    }
    if (status == BO_OK && !shard)
        status = bo_store_export_csv(study->dir, err);
    if (status == BO_OK && !study->results)
        status = bo_results_open(study->dir, &study->results, err);
    bo_interrupts_release(&study->interrupts);
    return status;
}

int bo_study_say_interrupted(struct bo_study *study)
{
    bo_store_close(study->store);
    study->store = NULL;
    rmdir(study->dir); /* if nothing is kept in it */
    fputs("buildout: interrupted; the runs that ended are kept, and the same command goes on from "
          "there\n",
          stderr);
    return BO_EXIT_INTERRUPTED;
}

static int check_variant(struct bo_study *study, const struct bo_study_variant *variant,
                         struct bo_err *err)
{
    struct bo_medians_of of = {
        .results = study->results, .variant = variant->name, .named = study->n_variants > 1};
    const struct bo_scenario *scenario = study->file[variant->file].scenario;
    struct bo_arena *arena = NULL;
    int status = BO_OK;
    if (variant->changes.n > 0)
        status = open_changed(study, variant, &arena, &scenario, err);
    if (status == BO_OK)
        status = bo_check_medians(scenario, &of, err);
    bo_arena_free(arena);
    return status;
}

/* All that does not hold is told before the verb ends. */
int bo_study_check_medians(struct bo_study *study, struct bo_err *err)
{
    bool failed = false;
    for (uint32_t i = 0; study->checks && i < study->n_variants; i++) {
        int status = BO_OK;
        if (study->variant[i].has_checks)
            status = check_variant(study, &study->variant[i], err);
        if (status != BO_OK && status != BO_ECHECK)
            return status;
        failed |= status == BO_ECHECK;
    }
    return failed ? BO_ECHECK : BO_OK;
}

int bo_study_carry_out(struct bo_study *study, json_t *own, bo_study_present_fn present,
                       void *context, struct bo_err *err)
{
    int status = bo_study_begin(study, own, err);
    if (status == BO_OK)
        status = bo_study_run(study, 0, err);
    if (status != BO_OK)
        return status;
    if (study->interrupted)
        return bo_study_say_interrupted(study);
    status = bo_study_finish(study, err);
    if (status != BO_OK)
        return status;
    if (study->shard.n > 0) {
        if (!study->args->quiet)
            bo_shard_say(stdout, study->dir, study->args->shard, bo_results_n_runs(study->results));
        return bo_study_end(study);
    }
    int ended = present(context, err);
    status = ended >= 0 ? bo_study_check_medians(study, err) : ended;
    return status == BO_OK ? ended : status;
}

int bo_study_write(const struct bo_study *study, const struct bo_sheet *sheet, const char *name,
                   struct bo_err *err)
{
    struct bo_sheet_file file = {.dir = study->dir,
                                 .name = name,
                                 .verb = study->args->verb->name,
                                 .seed = study->args->seed,
                                 .scenario = study->file[0].scenario};
    return bo_sheet_write(sheet, &file, err);
}

int bo_study_end(const struct bo_study *study)
{
    return bo_failures_list(study->results) > 0 ? BO_EXIT_SOME_FAILED : 0;
}
