/* bench_chips - chips and the rules on them, as a table: target, observed, median, 5 %, 95 %, share of runs
 * inside, met or missed.
 *
 * Usage: bench_chips [RUNS]. It prints and judges nothing; tests/property/test_chips_history.c judges.
 */
#include "chip_figures.h"

int main(int argc, char **argv)
{
    uint32_t n_runs = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 20;
    struct figures figures = chips_run(n_runs > 0 ? n_runs : 1);
    figures_print(&figures);
    figures_free(&figures);
    return 0;
}
