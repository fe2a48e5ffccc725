/* bench_money - capex, clouds, laboratories, rents and the revenue gap of the baseline, as a table: target, observed, median,
 * 5 %, 95 %, share of runs inside, met or missed.
 *
 * Usage: bench_money [FILE [SEEDS [PATH=VALUE...]]]. It prints; tests/property/test_money_history.c judges.
 */
#include "money_targets.h"

int main(int argc, char **argv)
{
    return history_bench(money_targets, MONEY_N, argc, argv);
}
