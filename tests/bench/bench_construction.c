/* bench_construction - how the baseline builds, as a table: target, observed, median, 5 %, 95 %, share of runs inside, met or missed.
 *
 * Usage: bench_construction [FILE [SEEDS [PATH=VALUE...]]]. It prints and judges nothing;
 * tests/property/test_construction.c judges.
 */
#include "construction_targets.h"

int main(int argc, char **argv)
{
    return history_bench(construction_targets, CONSTRUCTION_N, argc, argv);
}
