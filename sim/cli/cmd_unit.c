#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buildout/base/calendar.h"
#include "buildout/cli/commands.h"
#include "buildout/cli/terminal.h"
#include "done_run.h"
#include "stored_scenario.h"
#include "unit_cost.h"
#include "why_names.h"

#define JOB_BYTES ((size_t)1 << 30)

struct job {
    const struct bo_args *args;
    struct bo_arena *arena;
    struct bo_results *results;
    const struct bo_results_run *run;
    struct bo_unit_costs costs;
};

/* Those who have something that costs. */
static int unknown_company(struct job *job, struct bo_err *err)
{
    static const char *const variable[] = {"Cost|GPU Hour", "Cost|Million Tokens"};
    struct bo_word_list known = {.arena = job->arena};
    for (int i = 0; i < 2; i++) {
        struct bo_key_list keys;
        int rc = bo_results_keys(job->results, job->run->run, variable[i], job->arena, &keys, err);
        if (rc != 0)
            return rc;
        for (uint32_t k = 0; k < keys.n; k++)
            bo_word_add(&known, keys.key[k].entity);
    }
    return bo_words_unknown(&known, "company with chips or models", job->args->operand[1], err);
}

static void print(const struct job *job)
{
    struct bo_terminal terminal = bo_terminal_of(STDOUT_FILENO);
    const char *title = bo_results_experiment(job->results)->scenario_title;
    printf("Unit costs of %s at each year's end, seed %llu, replicate %u\n%s\n",
           job->args->operand[1], (unsigned long long)job->run->row.seed, job->run->row.replicate,
           bo_text_shown(job->arena, &terminal, title, terminal.width));
    bo_unit_costs_print(stdout, &job->costs, &terminal, job->arena);
}

/* As the run drew it; else as its scenario has it. */
static int find_life(struct job *job, struct bo_err *err)
{
    static const char path[] = "fleet.service_life_years";
    struct bo_input_list inputs;
    struct bo_arena *arena = NULL;
    const struct bo_scenario *scenario;
    int rc = bo_results_inputs(job->results, job->run->run, job->arena, &inputs, err);
    for (uint32_t i = 0; rc == 0 && i < inputs.n; i++) {
        if (strcmp(inputs.input[i].path, path) == 0) {
            job->costs.life_years = inputs.input[i].value;
            return 0;
        }
    }
    if (rc == 0)
        rc = bo_stored_scenario_open(bo_results_experiment(job->results), &arena, &scenario, err);
    if (rc == 0 && scenario->param.fleet)
        job->costs.life_years = scenario->param.fleet->service_life_days / BO_DAYS_PER_YEAR;
    bo_arena_free(arena);
    return rc;
}

int bo_cmd_unit(const struct bo_args *args, struct bo_err *err)
{
    struct job job = {.args = args};
    int rc = bo_arena_create(JOB_BYTES, false, &job.arena, err);
    if (rc == 0)
        rc = bo_done_run_open(args->operand[0], &job.results, &job.run, err);
    if (rc == 0)
        rc = find_life(&job, err);
    if (rc == 0)
        rc = bo_unit_costs_read(job.results, job.run, args->operand[1], job.arena, &job.costs, err);
    if (rc == 0 && !job.costs.any)
        rc = unknown_company(&job, err);
    if (rc == 0 && args->json)
        bo_unit_costs_json(stdout, &job.costs, args->operand[1]);
    else if (rc == 0)
        print(&job);
    bo_results_close(job.results);
    bo_arena_free(job.arena);
    return rc;
}
