#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "again.h"
#include "buildout/cli/commands.h"
#include "buildout/report/report.h"
#include "report_gates.h"

#define JOB_BYTES ((size_t)1 << 32) /* of addresses */
#define DB_NAME "results.db"
#define REPORT_NAME "report.html"

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
        job->out_name = REPORT_NAME;
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

static void describe_sets(struct job *job, const struct bo_experiment *experiment)
{
    const char *const *set = bo_again_sets(experiment, job->arena);
    uint32_t n = 0;
    while (set[n])
        n++;
    struct bo_report_line *asked = BO_NEW_ARRAY(job->arena, struct bo_report_line, n);
    for (uint32_t i = 0; i < n; i++)
        asked[i] = (struct bo_report_line){"With", set[i]};
    job->about.asked = asked;
    job->about.n_asked = n;
}

/* What the report cannot read of the store itself. The law is left out when the scenario is of another version. */
static int describe(struct job *job, struct bo_err *err)
{
    struct bo_results *results;
    struct bo_err why = {.status = BO_OK};
    int rc = bo_results_open(job->dir, &results, err);
    if (rc != 0)
        return rc;
    job->about.command = bo_again_command(bo_results_experiment(results), job->arena);
    describe_sets(job, bo_results_experiment(results));
    if (bo_report_gates_of(results, job->args->buyer, job->arena, &job->gates, &why) == 0)
        job->about.gates = &job->gates;
    else if (why.status == BO_EUSAGE)
        rc = bo_err_set(err, BO_EUSAGE, "%s", why.text);
    else
        fprintf(stderr, "buildout: warning: the report has no law on chips: %s\n",
                why.text[0] ? why.text : "its scenario is not one of this version");
    bo_results_close(results);
    return rc;
}

static int perform(struct job *job, struct bo_err *err)
{
    int rc = bo_arena_create(JOB_BYTES, false, &job->arena, err);
    if (rc != 0)
        return rc;
    job->dir = job->args->operand[0];
    job->about.command = "";
    job->about.with_results =
        access(bo_arena_printf(job->arena, "%s/" DB_NAME, job->dir), F_OK) == 0 ||
        access(bo_arena_printf(job->arena, "%s/backtest.csv", job->dir), F_OK) != 0;
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
