#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "again.h"
#include "buildout/base/hash.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/json_memory.h"
#include "buildout/cli/options.h"
#include "buildout/store/read.h"

#define JOB_BYTES ((size_t)1 << 30)

enum { MOST_WORDS = 32 };

struct job {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_results *results, *again;
    const struct bo_experiment *experiment;
    const char *folder, *dir; /* a temporary folder, and the results in it */
    int n_words;
    char *word[MOST_WORDS]; /* of the command line that runs it again */
};

/* ---- the command ---- */

static void add_word(struct job *job, const char *text)
{
    job->word[job->n_words++] = bo_arena_strdup(job->arena, text);
}

static void add_option(struct job *job, const char *name, const char *text)
{
    add_word(job, bo_arena_printf(job->arena, "--%s", name));
    add_word(job, text);
}

/* One member of the plan is one option. What --set said is in the scenario's text already. */
static int add_member(struct job *job, const char *name, const json_t *value, struct bo_err *err)
{
    bool known = strcmp(name, "set") == 0;
    for (uint32_t i = 0; i < bo_n_options && !known; i++)
        known = strcmp(bo_options[i].name, name) == 0 &&
                bo_verb_takes(bo_verb_find(job->experiment->verb), &bo_options[i]);
    if (!known || job->n_words + 2 > MOST_WORDS)
        return bo_err_set(err, BO_EUSAGE, "%s: its plan says %s, which cannot be done again",
                          bo_results_path(job->results), name);
    if (json_is_true(value))
        add_word(job, bo_arena_printf(job->arena, "--%s", name));
    else if (json_is_string(value))
        add_option(job, name, json_string_value(value));
    else if (json_is_integer(value))
        add_option(job, name,
                   bo_arena_printf(job->arena, "%lld", (long long)json_integer_value(value)));
    else if (json_is_real(value))
        add_option(job, name, bo_arena_printf(job->arena, "%.17g", json_real_value(value)));
    return 0;
}

static int read_plan(struct job *job, struct bo_err *err)
{
    json_t *plan = bo_json_read(job->experiment->plan, 0);
    const char *name;
    json_t *value;
    int rc = 0;
    if (!json_is_object(plan))
        rc = bo_err_set(err, BO_ESTORE, "%s: is damaged: its plan is no JSON object",
                        bo_results_path(job->results));
    json_object_foreach(plan, name, value)
    {
        if (rc == 0)
            rc = add_member(job, name, value, err);
    }
    json_decref(plan);
    int memory = bo_json_memory_check(bo_results_path(job->results), err);
    return memory ? memory : rc;
}

static int make_folder(struct job *job, struct bo_err *err)
{
    const char *parent = getenv("TMPDIR");
    char *folder = (char *)bo_arena_printf(job->arena, "%s/buildout-reproduce-XXXXXX",
                                           parent && parent[0] ? parent : "/tmp");
    if (!mkdtemp(folder))
        return bo_err_set(err, BO_ESTORE, "%s: %s", folder, strerror(errno));
    job->folder = folder;
    job->dir = bo_arena_printf(job->arena, "%s/results", folder);
    return 0;
}

static int write_scenario(struct job *job, const char *path, struct bo_err *err)
{
    FILE *file = fopen(path, "w");
    bool written = file && fputs(job->experiment->scenario_text, file) >= 0;
    if (file && fclose(file) != 0)
        written = false;
    return written ? 0 : bo_err_set(err, BO_ESTORE, "%s: %s", path, strerror(errno));
}

static int make_command(struct job *job, struct bo_err *err)
{
    const struct bo_experiment *e = job->experiment;
    if (strcmp(e->verb, "run") != 0 && strcmp(e->verb, "ensemble") != 0)
        return bo_err_set(err, BO_EUSAGE,
                          "%s: holds a %s, and what is done again is a run or an ensemble; into "
                          "another folder, with -o, goes: %s",
                          bo_results_path(job->results), e->verb,
                          bo_again_in(job->args->operand[0], e, job->arena));
    int rc = make_folder(job, err);
    if (rc != 0)
        return rc;
    const char *file = bo_arena_printf(job->arena, "%s/%s.cfg", job->folder, e->scenario_name);
    rc = write_scenario(job, file, err);
    add_word(job, "buildout");
    add_word(job, e->verb);
    add_word(job, file);
    add_option(job, "output", job->dir);
    add_option(job, "progress", "none");
    add_word(job, "--quiet");
    if (job->args->jobs > 0 && strcmp(e->verb, "ensemble") == 0)
        add_option(job, "jobs", bo_arena_printf(job->arena, "%u", job->args->jobs));
    return rc == 0 ? read_plan(job, err) : rc;
}

/* A check that does not hold, or a replicate that fails, is a result as well. */
static int run_again(struct job *job, struct bo_err *err)
{
    struct bo_args args;
    int rc = bo_args_parse(job->arena, job->n_words, job->word, &args, err);
    if (rc == 0)
        rc = args.verb->command(&args, err);
    return rc == BO_ECHECK || rc == BO_EXIT_SOME_FAILED ? 0 : rc;
}

/* ---- comparing ---- */

static int differ(const struct job *job, struct bo_err *err, const char *what)
{
    return bo_err_set(err, BO_EDIFFER, "%s/%s", job->args->operand[0], what);
}

/* The number of the first line in which two files differ; 0: in none. */
static uint32_t first_difference(FILE *a, FILE *b)
{
    uint32_t line = 1;
    int c = getc(a), d = getc(b);
    for (; c == d && c != EOF; c = getc(a), d = getc(b))
        line += c == '\n';
    return c == d ? 0 : line;
}

/* An export that a run of this kind does not have is nowhere. */
static int compare_export(struct job *job, const char *name, struct bo_err *err)
{
    FILE *is = fopen(bo_arena_printf(job->arena, "%s/%s", job->dir, name), "r");
    FILE *was =
        is ? fopen(bo_arena_printf(job->arena, "%s/%s", job->args->operand[0], name), "r") : NULL;
    uint32_t line = was ? first_difference(was, is) : 0;
    int rc = 0;
    if (is && !was)
        rc = differ(job, err, bo_arena_printf(job->arena, "%s: is not there", name));
    if (line > 0)
        rc = differ(
            job, err,
            bo_arena_printf(job->arena, "%s: line %u is another when run again", name, line));
    if (is)
        fclose(is);
    if (was)
        fclose(was);
    return rc;
}

static int compare(struct job *job, struct bo_err *err)
{
    static const char *const exports[] = {"series.csv", "events.csv", "outcomes.csv", "bands.csv"};
    const char *what;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof exports / sizeof *exports; i++)
        rc = compare_export(job, exports[i], err);
    if (rc == 0)
        rc = bo_results_open(job->dir, &job->again, err);
    if (rc == 0)
        rc = bo_results_compare(job->results, job->again, job->arena, &what, err);
    if (rc == 0 && what)
        rc = differ(job, err, bo_arena_printf(job->arena, "results.db: %s", what));
    return rc;
}

/* ---- the whole ---- */

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *ftw)
{
    (void)info, (void)kind, (void)ftw;
    return remove(path);
}

/* What else may be behind a difference. */
static void tell_origin(const struct job *job)
{
    char probe[BO_SHA256_HEX];
    bo_probe_hash(probe);
    if (strcmp(job->experiment->version, BUILDOUT_VERSION) != 0)
        fprintf(stderr, "buildout: written by version %s; this is %s\n", job->experiment->version,
                BUILDOUT_VERSION);
    if (strcmp(job->experiment->probe_hash, probe) != 0)
        fprintf(stderr, "buildout: written where mathematical functions give other results\n");
}

static int perform(struct job *job, struct bo_err *err)
{
    int rc = bo_arena_create(JOB_BYTES, false, &job->arena, err);
    if (rc == 0)
        rc = bo_results_open(job->args->operand[0], &job->results, err);
    if (rc != 0)
        return rc;
    job->experiment = bo_results_experiment(job->results);
    rc = make_command(job, err);
    if (rc == 0) {
        tell_origin(job);
        rc = run_again(job, err);
    }
    if (rc == 0)
        rc = compare(job, err);
    if (rc == 0 && !job->args->quiet)
        printf("%s: the same again, byte for byte\n", job->args->operand[0]);
    return rc;
}

int bo_cmd_reproduce(const struct bo_args *args, struct bo_err *err)
{
    enum { MOST_OPEN = 16 };
    struct job job = {.args = args};
    int rc = perform(&job, err);
    bo_results_close(job.again);
    bo_results_close(job.results);
    if (job.folder)
        nftw(job.folder, remove_one, MOST_OPEN, FTW_DEPTH | FTW_PHYS);
    bo_arena_free(job.arena);
    return rc;
}
