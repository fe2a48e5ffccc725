/* bench_history - the baseline's medians over seeds against history, as a table: target, observed, median, 5 %, 95 %.
 *
 * Usage: bench_history [FILE [SEEDS]]. It prints and judges nothing; tests/property/test_history.c judges.
 */
#include "history_targets.h"

int main(int argc, char **argv)
{
    return history_bench(history_targets, HISTORY_N, argc, argv);
}
