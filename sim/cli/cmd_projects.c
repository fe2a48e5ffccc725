#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buildout/cli/commands.h"
#include "done_run.h"
#include "projects.h"
#include "why_names.h"

#define JOB_BYTES ((size_t)1 << 30)

struct job {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_results *results;
    const struct bo_results_run *run;
    struct bo_project_list all;
    struct bo_projects_asked asked;
};

static int find_run(struct job *job, struct bo_err *err)
{
    int rc = bo_done_run_open(job->args->operand[0], &job->results, &job->run, err);
    return rc != 0 ? rc
                   : bo_results_projects(job->results, job->run->run, job->arena, &job->all, err);
}

static bool is_of(const struct bo_fact_project *p, const char *company)
{
    return strcmp(p->owner, company) == 0 || strcmp(p->user, company) == 0;
}

/* A company that builds nothing is told apart from one that is not there. */
static int check_company(const struct job *job, struct bo_err *err)
{
    const char *company = job->args->company;
    struct bo_word_list known = {.arena = job->arena};
    struct bo_outcome_list outcomes = {0};
    for (uint32_t i = 0; company && i < job->all.n; i++) {
        if (is_of(&job->all.project[i], company))
            return 0;
    }
    if (!company)
        return 0;
    int rc = bo_results_outcomes(job->results, job->run->run, company, job->arena, &outcomes, err);
    if (rc != 0 || (outcomes.n > 0 && strcmp(company, "World") != 0))
        return rc;
    for (uint32_t i = 0; i < job->all.n; i++) {
        bo_word_add(&known, job->all.project[i].owner);
        if (job->all.project[i].user[0])
            bo_word_add(&known, job->all.project[i].user);
    }
    return bo_words_unknown(&known, "company", company, err);
}

static int check_place(const struct job *job, struct bo_err *err)
{
    const char *place = job->args->place;
    struct bo_word_list known = {.arena = job->arena};
    struct bo_key_list keys = {.n = 0};
    for (uint32_t i = 0; place && i < job->all.n; i++) {
        if (strcmp(job->all.project[i].place, place) == 0)
            return 0;
        bo_word_add(&known, job->all.project[i].place);
    }
    if (!place)
        return 0;
    /* Where nobody builds, there is power all the same. */
    int rc = bo_results_keys(job->results, job->run->run, "Capacity|IT Power|Energised", job->arena,
                             &keys, err);
    for (uint32_t i = 0; rc == 0 && i < keys.n; i++) {
        if (strcmp(keys.key[i].place, place) == 0)
            return 0;
        if (keys.key[i].place[0] != '\0')
            bo_word_add(&known, keys.key[i].place);
    }
    return rc == 0 ? bo_words_unknown(&known, "region", place, err) : rc;
}

static int check_site(const struct job *job, struct bo_err *err)
{
    const char *site = job->args->site;
    for (uint32_t i = 0; site && i < job->all.n; i++) {
        if (strstr(job->all.project[i].name, site) != NULL)
            return 0;
    }
    return site ? bo_err_set(err, BO_EUSAGE, "no project has \"%.60s\" in its name", site) : 0;
}

/* Land, a place in the grid's queue or a shell that is held: it has no opening. */
static bool is_option(const struct bo_fact_project *p)
{
    return strcmp(p->kind, "option") == 0;
}

static int32_t planned_for(const struct bo_fact_project *p)
{
    return is_option(p) ? p->announced : p->planned[BO_PHASE_OPEN];
}

/* By planned opening, options by the day on which they were taken; of late ones the latest first. */
static int by_plan(const void *a, const void *b)
{
    const struct bo_project_row *x = a, *y = b;
    int32_t p = planned_for(x->project), q = planned_for(y->project);
    int order = (p > q) - (p < q);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static int by_slip(const void *a, const void *b)
{
    const struct bo_project_row *x = a, *y = b;
    int order = (x->project->slip < y->project->slip) - (x->project->slip > y->project->slip);
    return order ? order : by_plan(a, b);
}

static void choose(struct job *job)
{
    const struct bo_args *args = job->args;
    struct bo_project_rows *of = &job->asked.all, *asked = &job->asked.rows;
    job->asked.late = args->late;
    job->asked.limit = args->late || args->limit_typed ? args->limit : 0;
    of->row = BO_NEW_ARRAY(job->arena, struct bo_project_row, job->all.n + 1);
    asked->row = BO_NEW_ARRAY(job->arena, struct bo_project_row, job->all.n + 1);
    for (uint32_t i = 0; i < job->all.n; i++) {
        const struct bo_project_row row = {&job->all.project[i], i + 1};
        if (args->company && !is_of(row.project, args->company))
            continue;
        if (args->place && strcmp(row.project->place, args->place) != 0)
            continue;
        if (args->site && strstr(row.project->name, args->site) == NULL)
            continue;
        if (!is_option(row.project))
            of->row[of->n++] = row;
        if (!args->late || row.project->slip > 0)
            asked->row[asked->n++] = row;
    }
    if (asked->n > 1)
        qsort(asked->row, asked->n, sizeof *asked->row, args->late ? by_slip : by_plan);
}

static int perform(struct job *job, struct bo_err *err)
{
    int rc = bo_arena_create(JOB_BYTES, false, &job->arena, err);
    if (rc == 0)
        rc = find_run(job, err);
    if (rc == 0)
        rc = check_company(job, err);
    if (rc == 0)
        rc = check_place(job, err);
    if (rc == 0)
        rc = check_site(job, err);
    if (rc != 0)
        return rc;
    choose(job);
    if (job->args->json)
        bo_projects_json(stdout, &job->asked.rows);
    else
        bo_projects_print(stdout, &job->asked, job->arena);
    return 0;
}

int bo_cmd_projects(const struct bo_args *args, struct bo_err *err)
{
    struct job job = {.args = args};
    int rc = perform(&job, err);
    bo_results_close(job.results);
    bo_arena_free(job.arena);
    return rc;
}
