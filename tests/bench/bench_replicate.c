/* bench_replicate - what one replicate costs its process, medians over seeds.
 *
 * Usage: bench_replicate [FILE [SEEDS]]. cpu_ms is what --stats prints; user, sys and faults are of the whole child,
 * its fork and its end included; pages came by faults or were put in place before (run/pages.h); bytes are what the arenas of the world and of the facts have handed out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "buildout/base/num.h"
#include "buildout/run/run.h"
#include "buildout/scenario/scenario.h"

enum measure { CPU_MS, USER_MS, SYS_MS, PAGES, EVENTS, WORLD_BYTES, FACTS_BYTES, N_MEASURES };

static const char *const measure_names[N_MEASURES] = {
    "cpu_ms", "user_ms", "sys_ms", "pages", "agenda events", "world bytes", "facts bytes"};

static double ms(const struct timeval *time)
{
    return 1e3 * (double)time->tv_sec + 1e-3 * (double)time->tv_usec;
}

static int measure(struct bo_runner *runner, uint64_t seed, double out[N_MEASURES])
{
    struct bo_run_options options = {.seed = seed, .limits = bo_run_default_limits};
    struct bo_run_result result;
    struct bo_err err = {.status = BO_OK};
    struct rusage before, after;
    getrusage(RUSAGE_CHILDREN, &before);
    if (bo_run(runner, &options, &result, &err) != BO_OK || result.facts == NULL) {
        fprintf(stderr, "seed %llu: %s%s\n", (unsigned long long)seed, err.text, result.err.text);
        return 1;
    }
    getrusage(RUSAGE_CHILDREN, &after);
    const struct bo_run_stats *stats = &result.facts->stats;
    out[CPU_MS] = stats->cpu_ms;
    out[USER_MS] = ms(&after.ru_utime) - ms(&before.ru_utime);
    out[SYS_MS] = ms(&after.ru_stime) - ms(&before.ru_stime);
    out[PAGES] = (double)(after.ru_minflt - before.ru_minflt);
    out[EVENTS] = (double)stats->agenda_events;
    out[WORLD_BYTES] = (double)stats->world_bytes;
    out[FACTS_BYTES] = (double)bo_arena_used_bytes(result.arena);
    bo_run_result_free(&result);
    return 0;
}

static int print_medians(struct bo_runner *runner, uint32_t n_seeds)
{
    double *value = calloc((size_t)N_MEASURES * n_seeds, sizeof *value);
    for (uint32_t i = 0; i < n_seeds; i++) {
        double one[N_MEASURES];
        if (measure(runner, i + 1, one) != 0) {
            free(value);
            return 1;
        }
        for (uint32_t k = 0; k < N_MEASURES; k++) {
            value[k * n_seeds + i] = one[k];
        }
    }
    printf("%-14s %12s %12s %12s\n", "per replicate", "median", "least", "most");
    for (uint32_t k = 0; k < N_MEASURES; k++) {
        double *of = value + (size_t)k * n_seeds;
        qsort(of, n_seeds, sizeof *of, bo_double_compare);
        printf("%-14s %12.2f %12.2f %12.2f\n", measure_names[k],
               bo_quantile_sorted(of, n_seeds, 0.5), of[0], of[n_seeds - 1]);
    }
    free(value);
    return 0;
}

int main(int argc, char **argv)
{
    const char *file = argc > 1 ? argv[1] : "scenarios/baseline.cfg";
    uint32_t n_seeds = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 30;
    struct bo_arena *arena;
    struct bo_err err = {.status = BO_OK};
    if (n_seeds == 0 || bo_arena_create((size_t)1 << 30, false, &arena, &err) != BO_OK) {
        fprintf(stderr, "bench_replicate [FILE [SEEDS]] %s\n", err.text);
        return 2;
    }
    struct bo_read_options options = {.n_sets = 0};
    options.names = bo_run_names(&options.n_names);
    struct bo_diag *diag = BO_NEW(arena, struct bo_diag);
    const struct bo_scenario *scenario;
    struct bo_runner *runner = NULL;
    int status = bo_scenario_read(file, &options, arena, &scenario, diag);
    if (status == BO_OK) {
        status = bo_runner_create(scenario, &runner, &err);
    }
    if (status == BO_OK) {
        status = print_medians(runner, n_seeds);
    } else {
        fprintf(stderr, "%s%s\n", diag->n > 0 ? diag->message[0] : "", err.text);
    }
    bo_runner_free(runner);
    bo_arena_free(arena);
    return status == BO_OK ? 0 : 1;
}
