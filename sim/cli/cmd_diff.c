#include <stdio.h>
#include <unistd.h>

#include "buildout/cli/commands.h"
#include "buildout/cli/terminal.h"
#include "changes.h"
#include "diff_effect.h"
#include "json_rows.h"

struct job {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_changes changes;
};

static void print_value(const struct job *job, const struct bo_scenario_value *value, char sign)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    enum { MOST_COLUMNS = 200 };
    if (!value) {
        printf("  %c -\n", sign);
        return;
    }
    printf("  %c %s  # %s\n", sign, bo_text_shown(job->arena, &terminal, value->text, MOST_COLUMNS),
           value->from);
}

static void print(const struct job *job)
{
    printf("- %s\n+ %s\n", job->args->operand[0], job->args->operand[1]);
    for (uint32_t i = 0; i < job->changes.n; i++) {
        printf("\n%s\n", bo_change_path(&job->changes.change[i]));
        print_value(job, job->changes.change[i].value[0], '-');
        print_value(job, job->changes.change[i].value[1], '+');
    }
    if (job->changes.n == 0)
        printf("\nThey have the same values.\n");
}

static void print_json(const struct job *job)
{
    static const char *const text[BO_N_SIDES] = {"a", "b"}, *const from[BO_N_SIDES] = {"a_from",
                                                                                       "b_from"};
    struct bo_json_rows rows = {.out = stdout};
    for (uint32_t i = 0; i < job->changes.n; i++) {
        const struct bo_change *c = &job->changes.change[i];
        bo_json_row_begin(&rows);
        bo_json_text(&rows, "path", bo_change_path(c));
        for (int s = 0; s < BO_N_SIDES; s++) {
            bo_json_text(&rows, text[s], c->value[s] ? c->value[s]->text : NULL);
            bo_json_text(&rows, from[s], c->value[s] ? c->value[s]->from : NULL);
        }
        bo_json_row_end(&rows);
    }
    bo_json_rows_end(&rows);
}

int bo_cmd_diff(const struct bo_args *args, struct bo_err *err)
{
    enum { JOB_BYTES = 1 << 28 };
    struct job job = {.args = args};
    if (args->effect)
        return bo_diff_effect(args, err);
    int rc = bo_arena_create(JOB_BYTES, false, &job.arena, err);
    if (rc == 0)
        rc = bo_changes_find((const struct bo_args *[]){args, args}, args->operand, job.arena,
                             &job.changes, err);
    if (rc == 0 && args->json)
        print_json(&job);
    else if (rc == 0)
        print(&job);
    bo_changes_free(&job.changes);
    bo_arena_free(job.arena);
    return rc;
}
