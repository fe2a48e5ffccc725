/* Agents that err less often, at the same quality of models: more is adopted, used and earned, from that day on and no earlier. */
#include "tiny_run.h"

#include "buildout/base/calendar.h"

enum level { TWICE, USUAL, HALF, N_LEVELS };
enum { N_SEEDS = 24 };

#define N_SETS 2
#define FROM_2026(ratio)                                                                 \
    "competition.step_error_ratio={ points = ( (\"2020-01\", 1.0), (\"2026-01\", " ratio \
    ") ); shape = \"step\"; }"

static const char *const set[N_LEVELS][N_SETS] = {
    {"time.end=\"2028-01-01\"", FROM_2026("2.0")},
    {"time.end=\"2028-01-01\"", FROM_2026("1.0")},
    {"time.end=\"2028-01-01\"", FROM_2026("0.5")},
};

static struct run_fixture fixture[N_LEVELS];
static struct bo_run_result result[N_LEVELS][N_SEEDS];

static int run_all(void **state)
{
    (void)state;
    for (int k = 0; k < N_LEVELS; k++) {
        run_open(&fixture[k], "scenarios/baseline_2025.cfg", N_SETS, set[k]);
        for (int i = 0; i < N_SEEDS; i++) {
            result[k][i] = run_well(&fixture[k], (uint64_t)i + 1);
        }
    }
    return 0;
}

static int end(void **state)
{
    (void)state;
    for (int k = 0; k < N_LEVELS; k++) {
        for (int i = 0; i < N_SEEDS; i++) {
            bo_run_result_free(&result[k][i]);
        }
        run_close(&fixture[k]);
    }
    return 0;
}

/* Sum of a year, of all seeds. */
static double of_year(enum level level, const char *variable, const char *entity, int32_t year)
{
    double sum = 0.0;
    for (int i = 0; i < N_SEEDS; i++) {
        const struct bo_facts *facts = result[level][i].facts;
        const struct bo_fact_series *s = facts_find(facts, variable, entity, "");
        if (s == NULL) {
            fail_msg("%s has no %s", entity, variable);
            return 0.0;
        }
        for (int32_t m = 0; m < 12; m++) {
            sum += s->value[bo_month_of_day(bo_day_of(year, m + 1, 1)) - facts->first_month];
        }
    }
    return sum;
}

static const struct {
    const char *variable, *entity;
} grows[] = {{"Adoption|agents", "World market"}, {"Adoption|agents", "China market"},
             {"Revenue|AI|agents", "World"},      {"Revenue|AI|api", "World"},
             {"Revenue|Core|AI Uplift", "World"}, {"Revenue|AI", "World"}};

static void fewer_errors_bring_more_and_more_errors_less(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof grows / sizeof *grows; i++) {
        for (int32_t year = 2026; year <= 2027; year++) {
            double x[N_LEVELS];
            for (int k = 0; k < N_LEVELS; k++) {
                x[k] = of_year((enum level)k, grows[i].variable, grows[i].entity, year);
            }
            if (!(x[TWICE] < x[USUAL] && x[USUAL] < x[HALF])) {
                fail_msg("%s of %s in %d: %g, %g, %g", grows[i].variable, grows[i].entity, year,
                         x[TWICE], x[USUAL], x[HALF]);
            }
        }
    }
}

static void nothing_moves_before_their_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof grows / sizeof *grows; i++) {
        const struct bo_facts *facts = result[USUAL][0].facts;
        const char *variable = grows[i].variable, *entity = grows[i].entity;
        const struct bo_fact_series *usual = facts_find(facts, variable, entity, "");
        const struct bo_fact_series *half = facts_find(result[HALF][0].facts, variable, entity, "");
        uint32_t n = (uint32_t)(bo_month_of_day(bo_day_of(2026, 1, 1)) - facts->first_month);
        for (uint32_t m = 0; m < n; m++) {
            assert_near(half->value[m], usual->value[m], 0.0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewer_errors_bring_more_and_more_errors_less),
        cmocka_unit_test(nothing_moves_before_their_day),
    };
    return cmocka_run_group_tests(tests, run_all, end);
}
