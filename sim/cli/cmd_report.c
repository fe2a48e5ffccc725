#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "again.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/json_memory.h"
#include "buildout/report/report.h"
#include "buildout/store/store.h"
#include "buildout/store/variants.h"
#include "report_gates.h"

#define JOB_BYTES ((size_t)1 << 32) /* of addresses */
#define DB_NAME "results.db"
enum { VARIANTS_TOLD = 5 };

struct job {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_report_about about;
    struct bo_report_gates gates;
    const char *dir, *out_dir, *out_name;
};

/* "a/b.html" is b.html in a; a folder is refused where a file is due. */
static int find_output(struct job *job, struct bo_err *err)
{
    const char *path = job->args->file;
    if (!path) {
        job->out_dir = job->dir;
        job->out_name = BO_STORE_REPORT_NAME;
        return 0;
    }
    const char *slash = strrchr(path, '/');
    job->out_name = slash ? slash + 1 : path;
    job->out_dir = !slash          ? "."
                   : slash == path ? "/"
                                   : bo_arena_strndup(job->arena, path, (size_t)(slash - path));
    return job->out_name[0] ? 0
                            : bo_err_set(err, BO_EUSAGE, "-o wants a file, and %s is none", path);
}

static void ask(struct job *job, struct bo_report_line *asked, const char *label, const char *text)
{
    asked[job->about.n_asked++] = (struct bo_report_line){label, text};
}

/* What was set on the command line, and what each variant is. */
static int describe_asked(struct job *job, struct bo_results *results, struct bo_err *err)
{
    const struct bo_experiment *experiment = bo_results_experiment(results);
    const char *const *set = bo_again_sets(experiment, job->arena);
    struct bo_variant_list list = {.n = 0};
    size_t n_sets = 0;
    int rc = bo_results_variants(results, job->arena, &list, err);
    if (rc != 0)
        return rc;
    while (set[n_sets])
        n_sets++;
    struct bo_report_line *asked =
        BO_NEW_ARRAY(job->arena, struct bo_report_line, n_sets + list.n + 1);
    for (size_t i = 0; i < n_sets; i++)
        ask(job, asked, "With", set[i]);
    /* A sweep's and a game's variants are named after what they change. */
    bool named = strcmp(experiment->verb, "sweep") == 0 || strcmp(experiment->verb, "game") == 0;
    for (uint32_t i = 1; !named && i < list.n && i <= VARIANTS_TOLD; i++) {
        const char *changes = bo_again_list(list.row[i].changes, job->arena);
        if (changes[0])
            ask(job, asked, list.row[i].name, changes);
    }
    job->about.asked = asked;
    return 0;
}

/* What was looked for in the runs is a command of its own. */
static int describe_again(struct job *job, const struct bo_results *results, struct bo_err *err)
{
    const struct bo_experiment *experiment = bo_results_experiment(results);
    struct bo_variant_list list = {.n = 0};
    int rc = bo_results_variants(results, job->arena, &list, err);
    if (rc != 0)
        return rc;
    job->about.command = bo_again_in(job->dir, experiment, job->arena);
    job->about.then = bo_again_discover(job->dir, experiment, &list, job->arena);
    return 0;
}

/* Tables of runs that the store does not keep: made of this very scenario? Their sidecars say of which. */
static void describe_foreign(struct job *job, const struct bo_results *results)
{
    static const char *const kept_apart[] = {"backtest.csv", "calibration.csv",
                                             "calibration_topics.csv"};
    enum { N_APART = sizeof kept_apart / sizeof *kept_apart };
    const char *own = bo_results_experiment(results)->scenario_sha256;
    const char **foreign = BO_NEW_ARRAY(job->arena, const char *, N_APART);
    for (int i = 0; i < N_APART; i++) {
        FILE *file =
            fopen(bo_arena_printf(job->arena, "%s/%s.meta.json", job->dir, kept_apart[i]), "r");
        json_t *meta = file ? bo_json_read_file(file, 0) : NULL;
        const char *other = json_string_value(json_object_get(meta, "scenario_sha256"));
        if (other && strcmp(other, own) != 0)
            foreign[job->about.n_foreign++] = kept_apart[i];
        json_decref(meta);
        if (file)
            fclose(file);
    }
    job->about.foreign = foreign;
}

/* What the report cannot read of the store itself. The law is left out when the scenario is of another version. */
static int describe(struct job *job, struct bo_err *err)
{
    struct bo_results *results;
    struct bo_err why = {.status = BO_OK};
    int rc = bo_results_open(job->dir, &results, err);
    if (rc != 0)
        return rc;
    rc = describe_again(job, results, err);
    if (rc == 0)
        rc = describe_asked(job, results, err);
    if (rc == 0)
        describe_foreign(job, results);
    if (rc == 0 &&
        bo_report_gates_of(results, job->args->buyer, job->arena, &job->gates, &why) == 0)
        job->about.gates = &job->gates;
    else if (rc == 0 && why.status == BO_EUSAGE)
        rc = bo_err_set(err, BO_EUSAGE, "%s", why.text);
    else if (rc == 0)
        fprintf(stderr, "buildout: warning: the report has no law on chips: %s\n",
                why.text[0] ? why.text : "its scenario is not one of this version");
    if (rc == 0)
        rc = bo_json_memory_check(job->dir, err);
    bo_results_close(results);
    return rc;
}

static bool is_there(const struct job *job, const char *name)
{
    return access(bo_arena_printf(job->arena, "%s/%s", job->dir, name), F_OK) == 0;
}

static int perform(struct job *job, struct bo_err *err)
{
    int rc = bo_arena_create(JOB_BYTES, false, &job->arena, err);
    if (rc != 0)
        return rc;
    job->dir = job->args->operand[0];
    job->about.command = job->about.then = "";
    /* The back-test and the calibration write tables alone. */
    job->about.with_results = is_there(job, DB_NAME) ||
                              !(is_there(job, "backtest.csv") || is_there(job, "calibration.csv"));
    rc = find_output(job, err);
    if (rc == 0 && job->about.with_results)
        rc = describe(job, err);
    if (rc == 0)
        rc = bo_report_write(job->dir, &job->about, job->out_dir, job->out_name, err);
    if (rc == 0 && !job->args->quiet)
        printf("%s/%s\n", job->out_dir, job->out_name);
    return rc;
}

int bo_cmd_report(const struct bo_args *args, struct bo_err *err)
{
    struct job job = {.args = args};
    int rc = perform(&job, err);
    bo_arena_free(job.arena);
    return rc;
}
