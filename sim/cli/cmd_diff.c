#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildout/cli/commands.h"
#include "buildout/cli/terminal.h"
#include "json_rows.h"
#include "open_scenario.h"

enum { N_SIDES = 2 };

struct side {
    struct bo_arena *arena;
    struct bo_scenario_values values;
    const struct bo_scenario_value **by_path; /* [values.n] */
};

/* A key whose values differ; NULL where it has none. */
struct change {
    const struct bo_scenario_value *value[N_SIDES];
};

struct job {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct side side[N_SIDES];
    uint32_t n, room;
    struct change *change;
};

static int by_path(const void *a, const void *b)
{
    const struct bo_scenario_value *const *x = a, *const *y = b;
    return strcmp((*x)->path, (*y)->path);
}

static int open_side(struct job *job, int i, struct bo_err *err)
{
    struct side *side = &job->side[i];
    int rc =
        bo_open_scenario_values(job->args, job->args->operand[i], &side->arena, &side->values, err);
    if (rc != 0)
        return rc;
    side->by_path = BO_NEW_ARRAY(job->arena, const struct bo_scenario_value *, side->values.n);
    for (uint32_t k = 0; k < side->values.n; k++)
        side->by_path[k] = &side->values.value[k];
    qsort(side->by_path, side->values.n, sizeof *side->by_path, by_path);
    return 0;
}

/* One certain number: "20 %" and 0.2 are the same. */
static bool is_certain(const struct bo_scenario_value *v)
{
    return isfinite(v->number) && v->text[0] != '{' && v->text[0] != '(' &&
           !strstr(v->text, " to ");
}

static bool is_same(const struct bo_scenario_value *a, const struct bo_scenario_value *b)
{
    if (strcmp(a->text, b->text) == 0)
        return true;
    return is_certain(a) && is_certain(b) && !(a->number < b->number) && !(a->number > b->number);
}

static void add(struct job *job, const struct bo_scenario_value *a,
                const struct bo_scenario_value *b)
{
    if (a && b && is_same(a, b))
        return;
    BO_ARENA_ROOM(job->arena, job->change, job->n, job->room);
    job->change[job->n++] = (struct change){{a, b}};
}

/* Both are sorted: what is least comes first, and what both have together. */
static void find_changes(struct job *job)
{
    const struct side *a = &job->side[0], *b = &job->side[1];
    for (uint32_t i = 0, k = 0; i < a->values.n || k < b->values.n;) {
        int order = 0;
        if (i == a->values.n)
            order = 1;
        else if (k == b->values.n)
            order = -1;
        else
            order = strcmp(a->by_path[i]->path, b->by_path[k]->path);
        add(job, order <= 0 ? a->by_path[i] : NULL, order >= 0 ? b->by_path[k] : NULL);
        i += order <= 0;
        k += order >= 0;
    }
}

static const char *path_of(const struct change *c)
{
    return c->value[0] ? c->value[0]->path : c->value[1]->path;
}

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
    for (uint32_t i = 0; i < job->n; i++) {
        printf("\n%s\n", path_of(&job->change[i]));
        print_value(job, job->change[i].value[0], '-');
        print_value(job, job->change[i].value[1], '+');
    }
    if (job->n == 0)
        printf("\nThey have the same values.\n");
}

static void print_json(const struct job *job)
{
    static const char *const text[N_SIDES] = {"a", "b"}, *const from[N_SIDES] = {"a_from",
                                                                                 "b_from"};
    struct bo_json_rows rows = {.out = stdout};
    for (uint32_t i = 0; i < job->n; i++) {
        const struct change *c = &job->change[i];
        bo_json_row_begin(&rows);
        bo_json_text(&rows, "path", path_of(c));
        for (int s = 0; s < N_SIDES; s++) {
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
    int rc = bo_arena_create(JOB_BYTES, false, &job.arena, err);
    for (int i = 0; rc == 0 && i < N_SIDES; i++)
        rc = open_side(&job, i, err);
    if (rc == 0) {
        find_changes(&job);
        if (args->json)
            print_json(&job);
        else
            print(&job);
    }
    for (int i = 0; i < N_SIDES; i++)
        bo_arena_free(job.side[i].arena);
    bo_arena_free(job.arena);
    return rc;
}
