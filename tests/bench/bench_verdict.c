/* Prints what one verdict by the whole law of the baseline costs, in nanoseconds. */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "law_fixture.h"

enum { N_VERDICTS = 2000000 };

static double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void measure(const struct law_fixture *law, const char *headquarters,
                    const char *destination, const char *date)
{
    struct bo_buyer buyer = law_buyer(headquarters, destination);
    int32_t day = law_day(date);
    uint32_t n_chips = law->param->n[BO_TABLE_CHIPS], n_free = 0;
    double start = now_ns();

    for (uint32_t i = 0; i < N_VERDICTS; i++)
        n_free += bo_regime_judge(law->regime, &law->param->chip[i % n_chips], &buyer,
                                  day + (int32_t)(i % 7))
                      .permission == BO_FREE;
    printf("%8.0f ns  %s@%s %s (%.0f %% free)\n", (now_ns() - start) / N_VERDICTS, headquarters,
           destination, date, 100.0 * n_free / N_VERDICTS);
}

int main(void)
{
    void *state = NULL;

    if (law_open(&state) != 0)
        return 1;
    measure(state, "CN", "CN", "2022-12-01");
    measure(state, "CN", "CN", "2024-02-01");
    measure(state, "CN", "CN", "2026-02-01");
    measure(state, "CN", "SG", "2026-07-01");
    measure(state, "US", "US", "2026-07-01");
    return law_close(&state);
}
