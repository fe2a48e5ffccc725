/* Prints what one verdict by the whole law of the baseline costs: in nanoseconds, of which it is to stay under 1,000, and
 * as a multiple of one keyed random number drawn in the same run, which hangs less on the machine. */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "law_fixture.h"

#include "buildout/base/rng.h"

enum { N_VERDICTS = 2000000 };

static double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double draw_ns(void)
{
    static volatile double sink;
    struct bo_rng rng = {.seed = 1};
    double start = now_ns(), sum = 0.0;

    for (uint32_t i = 0; i < N_VERDICTS; i++)
        sum += bo_rng_uniform(&rng, 1, 1, i);
    sink = sum;
    (void)sink;
    return (now_ns() - start) / N_VERDICTS;
}

static void measure(const struct law_fixture *law, double one_draw_ns, const char *headquarters,
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
    double one_ns = (now_ns() - start) / N_VERDICTS;
    printf("%8.0f ns  %5.1f draws  %s@%s %s (%.0f %% free)\n", one_ns, one_ns / one_draw_ns,
           headquarters, destination, date, 100.0 * n_free / N_VERDICTS);
}

int main(void)
{
    void *state = NULL;

    if (law_open(&state) != 0)
        return 1;
    double one_draw_ns = draw_ns();
    printf("%8.0f ns  a draw\n", one_draw_ns);
    measure(state, one_draw_ns, "CN", "CN", "2022-12-01");
    measure(state, one_draw_ns, "CN", "CN", "2024-02-01");
    measure(state, one_draw_ns, "CN", "CN", "2026-02-01");
    measure(state, one_draw_ns, "CN", "SG", "2026-07-01");
    measure(state, one_draw_ns, "US", "US", "2026-07-01");
    return law_close(&state);
}
