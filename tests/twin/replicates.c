/* replicates - prints the projects of many runs of a scenario, and what each run cost, for compare.py.
 *
 * Usage: replicates FILE RUNS. A line a project: run, place, user, kind, MW, then days since the start: announced,
 * planned opening, ground, fit-out, opening, last hall, cancelled; empty is never. A line a year: run, "late", year,
 * fraction. A line a run: run, "cpu", ms of the simulation, ms of the whole child process, events.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "buildout/base/calendar.h"
#include "buildout/run/run.h"
#include "buildout/scenario/scenario.h"

#define MONTHS_PER_YEAR 12

static double children_ms(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return 1e3 * (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-3 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void print_day(int32_t day, int32_t start)
{
    if (day == BO_NO_DAY) {
        printf(",");
    } else {
        printf(",%d", day - start);
    }
}

static void print_projects(uint32_t run, const struct bo_facts *facts)
{
    int32_t start = bo_month_first_day(facts->first_month);
    for (uint32_t i = 0; i < facts->n_projects; i++) {
        const struct bo_fact_project *p = &facts->project[i];
        printf("%u,%s,%s,%s,%.9g", run, p->place, p->user, p->kind, p->mw);
        print_day(p->announced, start);
        print_day(p->planned[BO_PHASE_OPEN], start);
        print_day(p->actual[BO_PHASE_GROUND], start);
        print_day(p->actual[BO_PHASE_FITOUT], start);
        print_day(p->actual[BO_PHASE_OPEN], start);
        print_day(p->complete, start);
        print_day(p->cancelled, start);
        printf("\n");
    }
}

static void print_late(uint32_t run, const struct bo_facts *facts)
{
    for (uint32_t i = 0; i < facts->n_series; i++) {
        const struct bo_fact_series *s = &facts->series[i];
        bool late = strcmp(facts->variable[s->variable].name, "Data Centers|Late") == 0 &&
                    strcmp(s->entity, "World") == 0 && strcmp(s->place, "") == 0;
        for (uint32_t m = MONTHS_PER_YEAR - 1; late && m < facts->n_months; m += MONTHS_PER_YEAR) {
            printf("%u,late,%u,%.9g\n", run, m / MONTHS_PER_YEAR, s->value[m]);
        }
    }
}

static int print_runs(struct bo_runner *runner, uint32_t n_runs)
{
    for (uint32_t run = 0; run < n_runs; run++) {
        struct bo_run_options options = {
            .seed = 1, .replicate = run, .limits = bo_run_default_limits};
        struct bo_run_result result;
        struct bo_err err = {.status = BO_OK};
        double before = children_ms();
        if (bo_run(runner, &options, &result, &err) != BO_OK || result.facts == NULL) {
            fprintf(stderr, "replicate %u: %s%s\n", run, err.text, result.err.text);
            return 1;
        }
        printf("%u,cpu,%.6g,%.6g,%llu\n", run, result.facts->stats.cpu_ms, children_ms() - before,
               (unsigned long long)result.facts->stats.agenda_events);
        print_projects(run, result.facts);
        print_late(run, result.facts);
        bo_run_result_free(&result);
    }
    return 0;
}

int main(int argc, char **argv)
{
    uint32_t n_runs = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 0;
    struct bo_arena *arena;
    struct bo_err err = {.status = BO_OK};
    if (n_runs == 0 || bo_arena_create((size_t)1 << 30, false, &arena, &err) != BO_OK) {
        fprintf(stderr, "replicates FILE RUNS %s\n", err.text);
        return 2;
    }
    struct bo_read_options options = {.allow_outside = true};
    options.names = bo_run_names(&options.n_names);
    struct bo_diag *diag = BO_NEW(arena, struct bo_diag);
    const struct bo_scenario *scenario;
    struct bo_runner *runner = NULL;
    int status = bo_scenario_read(argv[1], &options, arena, &scenario, diag);
    if (status == BO_OK) {
        status = bo_runner_create(scenario, &runner, &err);
    }
    if (status == BO_OK) {
        status = print_runs(runner, n_runs);
    } else {
        fprintf(stderr, "%s%s\n", diag->n > 0 ? diag->message[0] : "", err.text);
    }
    bo_runner_free(runner);
    bo_arena_free(arena);
    return status == BO_OK ? 0 : 1;
}
