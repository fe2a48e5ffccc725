#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "buildout/base/hash.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/json_memory.h"
#include "buildout/cli/terminal.h"
#include "buildout/store/read.h"
#include "buildout/store/variants.h"
#include "ensemble_end.h"
#include "jobs.h"
#include "shard.h"
#include "stored_scenario.h"
#include "study.h"
#include "study_tables.h"

#define MERGE_BYTES ((size_t)1 << 30)

struct merge {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_experiment experiment; /* of the first shard, with the plan of the whole */
    uint32_t n_runs, n_variants;
    const char **variant; /* [n_variants] */
    bool study;           /* of several variants, which its own verb looks at */
    struct bo_arena *scenario_arena;
    struct bo_store *store;
    struct bo_args of_whole; /* as if the whole had been simulated at once */
};

/* The plan of a shard as that of the whole; *shard is "2/3". */
static int whole_plan(struct merge *m, const char *dir, const char *plan, const char **whole,
                      const char **shard, struct bo_err *err)
{
    json_t *object = bo_json_read(plan, 0);
    const char *text = json_string_value(json_object_get(object, BO_SHARD_KEY));
    int status = 0;
    if (text) {
        *shard = bo_arena_strdup(m->arena, text);
        json_object_del(object, BO_SHARD_KEY);
        char *dumped = json_dumps(object, JSON_SORT_KEYS | JSON_COMPACT);
        *whole = bo_arena_strdup(m->arena, dumped ? dumped : "");
        free(dumped);
    } else {
        status = bo_err_set(err, BO_EUSAGE,
                            "%s: is no shard: only what --shard has simulated can be merged", dir);
    }
    json_decref(object);
    int memory = bo_json_memory_check(dir, err);
    return memory ? memory : status;
}

static struct bo_experiment keep(struct merge *m, const struct bo_experiment *e, const char *plan)
{
    struct bo_experiment kept = {.scenario_name = bo_arena_strdup(m->arena, e->scenario_name),
                                 .scenario_title = bo_arena_strdup(m->arena, e->scenario_title),
                                 .scenario_text = bo_arena_strdup(m->arena, e->scenario_text),
                                 .scenario_sha256 = bo_arena_strdup(m->arena, e->scenario_sha256),
                                 .data_sha256 = bo_arena_strdup(m->arena, e->data_sha256),
                                 .verb = bo_arena_strdup(m->arena, e->verb),
                                 .plan = plan,
                                 .seed = e->seed,
                                 .version = bo_arena_strdup(m->arena, e->version),
                                 .probe_hash = bo_arena_strdup(m->arena, e->probe_hash)};
    return kept;
}

/* What differs between two experiments that should be one; NULL when nothing does. */
static const char *difference(const struct bo_experiment *a, const struct bo_experiment *b)
{
    if (strcmp(a->verb, b->verb) != 0)
        return "verb";
    if (strcmp(a->scenario_sha256, b->scenario_sha256) != 0)
        return "scenario";
    if (a->seed != b->seed)
        return "seed";
    if (strcmp(a->plan, b->plan) != 0)
        return "choice of options";
    if (strcmp(a->version, b->version) != 0)
        return "version of buildout";
    if (strcmp(a->probe_hash, b->probe_hash) != 0)
        return "mathematical library";
    return strcmp(a->data_sha256, b->data_sha256) != 0 ? "text in the scenario's files" : NULL;
}

static int look_at(struct merge *m, uint32_t i, struct bo_err *err)
{
    const char *dir = m->args->operand[i], *whole = NULL, *shard = NULL;
    struct bo_results *results = NULL;
    int status = bo_results_open(dir, &results, err);
    if (status)
        return status;
    const struct bo_experiment *found = bo_results_experiment(results);
    status = whole_plan(m, dir, found->plan, &whole, &shard, err);
    if (!status) {
        struct bo_experiment as_whole = keep(m, found, whole);
        const char *what = i > 0 ? difference(&m->experiment, &as_whole) : NULL;
        if (i == 0)
            m->experiment = as_whole;
        if (what)
            status = bo_err_set(err, BO_EDIFFER, "%s: is a shard of an experiment with another %s",
                                dir, what);
    }
    bo_results_close(results);
    return status;
}

/* The machine that merges must be one of those that simulated, as far as results can tell. */
static int check_machine(const struct merge *m, struct bo_err *err)
{
    char probe[BO_SHA256_HEX];
    bo_probe_hash(probe);
    if (strcmp(probe, m->experiment.probe_hash) != 0)
        return bo_err_set(err, BO_EDIFFER,
                          "%s: was simulated with another mathematical library than this machine's",
                          m->args->operand[0]);
    return 0;
}

static unsigned place_of(const char *const *word, unsigned n, const json_t *value)
{
    for (unsigned i = 0; i < n; i++) {
        if (json_is_string(value) && strcmp(word[i], json_string_value(value)) == 0)
            return i;
    }
    return 0;
}

/* An ensemble has one variant, of which its plan does not speak. */
static void read_variants(struct merge *m, const json_t *variants)
{
    size_t n = json_array_size(variants);
    m->study = n > 0;
    m->variant = BO_NEW_ARRAY(m->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *name = json_string_value(json_object_get(json_array_get(variants, i), "name"));
        m->variant[m->n_variants++] = bo_arena_strdup(m->arena, name ? name : "");
    }
    if (!m->study)
        m->variant[m->n_variants++] = BO_ENSEMBLE_VARIANT;
}

/* How many there should be. */
static size_t read_sets(struct merge *m, const json_t *set)
{
    size_t n = json_array_size(set);
    m->of_whole.set = (struct bo_text_list){0, BO_NEW_ARRAY(m->arena, const char *, n)};
    for (size_t i = 0; i < n; i++) {
        const char *text = json_string_value(json_array_get(set, i));
        if (text)
            m->of_whole.set.item[m->of_whole.set.n++] = bo_arena_strdup(m->arena, text);
    }
    return n;
}

/* What the ensemble's own end wants to know. */
static int read_plan(struct merge *m, struct bo_err *err)
{
    json_t *plan = bo_json_read(m->experiment.plan, 0), *set = json_object_get(plan, "set");
    m->n_runs = (uint32_t)json_integer_value(json_object_get(plan, "runs"));
    m->of_whole = *m->args;
    m->of_whole.seed = m->experiment.seed;
    m->of_whole.sampling = (enum bo_sampling)place_of(bo_sampling_name, BO_SAMPLING_SOBOL + 1,
                                                      json_object_get(plan, "sampling"));
    m->of_whole.keep =
        (enum bo_keep)place_of(bo_keep_name, BO_KEEP_ALL + 1, json_object_get(plan, "keep"));
    read_variants(m, json_object_get(plan, "variants"));
    size_t n_sets = read_sets(m, set);
    json_decref(plan);
    const char *whose = m->args->operand[0];
    int memory = bo_json_memory_check(whose, err);
    if (memory)
        return memory;
    if (m->n_runs == 0)
        return bo_err_set(err, BO_ESTORE, "%s: its plan says no number of runs", whose);
    return n_sets == m->of_whole.set.n
               ? 0
               : bo_err_set(err, BO_ESTORE, "%s: its plan sets what is no text", whose);
}

static int check_whole(const struct merge *m, uint32_t variant, struct bo_err *err)
{
    const char *name = m->variant[variant];
    for (uint32_t i = 0; i < m->n_runs; i++) {
        enum bo_stored stored = BO_STORED_NOT;
        int status = bo_store_find_run(m->store, name, i, &stored, err);
        if (status)
            return status;
        if (stored == BO_STORED_NOT)
            return bo_err_set(err, BO_EUSAGE, "replicate %u of %u%s%s is in none of the folders", i,
                              m->n_runs, m->study ? " of " : "", m->study ? name : "");
    }
    return 0;
}

static int join(struct merge *m, const char *dir, struct bo_err *err)
{
    int status = bo_store_create_merged(dir, &m->experiment, m->args->force, &m->store, err);
    for (uint32_t i = 0; !status && i < m->args->n_operands; i++)
        status = bo_store_merge(m->store, m->args->operand[i], err);
    for (uint32_t i = 0; !status && i < m->n_variants; i++)
        status = check_whole(m, i, err);
    return status;
}

static int check_target(const struct merge *m, const char *dir, struct bo_err *err)
{
    for (uint32_t i = 0; i < m->args->n_operands; i++) {
        if (strcmp(dir, m->args->operand[i]) == 0)
            return bo_err_set(err, BO_EUSAGE, "%s is a shard itself: give another -o", dir);
    }
    return 0;
}

static int finish_study(struct merge *m, struct bo_err *err)
{
    struct bo_study_tables tables = {m->n_variants, m->variant,
                                     bo_study_is_whole(m->experiment.verb), bo_jobs_of(m->args)};
    int status = tables.whole ? 0 : bo_store_detail(m->store, m->variant[0], err);
    if (!status)
        status = bo_study_make_tables(m->store, &tables, err);
    return status ? status : bo_store_finish(m->store, err);
}

/* The verb that simulated the shards has its own tables, which it makes of what is there. */
static void say_study(const struct merge *m, const char *dir)
{
    if (!m->args->quiet)
        printf(
            "%s: %u run%s of each of %u variant%s; %s without --shard, with -o %s, now writes its "
            "tables and simulates nothing\n",
            dir, m->n_runs, bo_plural(m->n_runs), m->n_variants, bo_plural(m->n_variants),
            m->experiment.verb, dir);
}

static int put_together(struct merge *m, struct bo_ensemble_end *end, struct bo_err *err)
{
    int status = join(m, end->dir, err);
    if (!status)
        status = m->study ? finish_study(m, err) : bo_ensemble_finish(end, m->store, err);
    if (status && m->store)
        bo_store_abandon(m->store);
    bo_store_close(m->store);
    if (status)
        rmdir(end->dir); /* if we made it and it is empty */
    return status ? status : bo_ensemble_export(end, err);
}

static int prepare(struct merge *m, struct bo_err *err)
{
    int status = bo_arena_create(MERGE_BYTES, false, &m->arena, err);
    for (uint32_t i = 0; !status && i < m->args->n_operands; i++)
        status = look_at(m, i, err);
    if (!status)
        status = check_machine(m, err);
    return status ? status : read_plan(m, err);
}

static int perform(struct merge *m, struct bo_err *err)
{
    int status = prepare(m, err);
    if (status)
        return status;
    const char *usual = bo_arena_printf(m->arena, "results/%s", m->experiment.scenario_name);
    struct bo_ensemble_end end = {
        .args = &m->of_whole,
        .dir = m->args->output ? m->args->output : usual,
        .arena = m->arena,
        .where = bo_arena_printf(m->arena, "%s.cfg", m->experiment.scenario_name)};
    status = check_target(m, end.dir, err);
    if (!status && !m->study)
        status = bo_stored_scenario_open(&m->experiment, &m->scenario_arena, &end.scenario, err);
    if (!status)
        status = put_together(m, &end, err);
    if (status)
        return status;
    if (m->study) {
        say_study(m, end.dir);
        return 0;
    }
    return bo_ensemble_present(&end, err);
}

int bo_cmd_merge(const struct bo_args *args, struct bo_err *err)
{
    struct merge merge = {.args = args};
    int result = perform(&merge, err);
    bo_arena_free(merge.scenario_arena);
    bo_arena_free(merge.arena);
    return result;
}
