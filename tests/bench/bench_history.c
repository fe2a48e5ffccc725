/* bench_history - the baseline's medians over seeds against history, as a table: target, observed, median, 5 %, 95 %.
 *
 * Usage: bench_history [FILE [SEEDS]]. It prints and judges nothing; tests/property/test_history.c judges.
 */
#include <stdio.h>
#include <stdlib.h>

#include "history_targets.h"

int main(int argc, char **argv)
{
    const char *file = argc > 1 ? argv[1] : "scenarios/baseline.cfg";
    uint32_t n_seeds = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 20;
    struct history history;
    if (history_run(&history, history_targets, HISTORY_N, file, n_seeds, argc > 3 ? argc - 3 : 0,
                    argv + 3) != 0) {
        return 1;
    }
    history_print(&history);
    history_free(&history);
    return 0;
}
