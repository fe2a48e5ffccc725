#include "failures.h"

#include <stdio.h>
#include <string.h>

enum { MOST_LISTED = 20 };

uint32_t bo_failures_count(const struct bo_results *results)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < bo_results_n_runs(results); i++)
        n += bo_results_run(results, i)->row.status == BO_RUN_FAILED;
    return n;
}

uint32_t bo_failures_list(const struct bo_results *results)
{
    uint32_t n_failed = bo_failures_count(results), n_listed = 0;
    if (n_failed == 0)
        return 0;
    fprintf(stderr, "buildout: error: %u of %u replicates of seed %llu failed\n", n_failed,
            bo_results_n_runs(results), (unsigned long long)bo_results_experiment(results)->seed);
    for (uint32_t i = 0; i < bo_results_n_runs(results) && n_listed < MOST_LISTED; i++) {
        const struct bo_run_row *row = &bo_results_run(results, i)->row;
        if (row->status != BO_RUN_FAILED)
            continue;
        if (strcmp(row->variant, "base") != 0)
            fprintf(stderr, "%s, ", row->variant);
        fprintf(stderr, "replicate %u: %s\n", row->replicate, row->message);
        n_listed++;
    }
    if (n_failed > n_listed)
        fprintf(stderr, "and %u more: the table run of results.db names them\n",
                n_failed - n_listed);
    return n_failed;
}
