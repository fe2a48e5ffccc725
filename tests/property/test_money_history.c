/* What the baseline earns, spends and owes to mid 2025, over seeds 1 to 50: medians against what was observed. bench_money
 * prints the whole table, with more seeds; what is near its bound stands here by its line, and is told. */
#include "verify.h"

#include "money_targets.h"

#define SEEDS 50
#define MANY_RUNS 0.4 /* where most are asked for, of another luck */

/* Lines of the table as history_name() has them. */
static const char *const near_bound[] = {
    "Price|GPU Hour|H100 World market 2024-12",
};

static struct history history;

static int run_baseline(void **state)
{
    (void)state;
    char end[] = "time.end=\"2026-01-01\"";
    char *set[] = {end};
    int status =
        history_run(&history, money_targets, MONEY_N, "scenarios/baseline.cfg", SEEDS, 1, set);
    if (status == 0) {
        history_print(&history);
    }
    return status;
}

static int forget_baseline(void **state)
{
    (void)state;
    history_free(&history);
    return 0;
}

static bool is_near_bound(const char *name)
{
    bool is_near = false;
    for (size_t i = 0; i < sizeof near_bound / sizeof *near_bound; i++) {
        is_near = is_near || strcmp(near_bound[i], name) == 0;
    }
    return is_near;
}

static void medians_of_money_are_within_what_is_asked(void **state)
{
    (void)state;
    uint32_t n_judged = 0, n_near = 0;
    for (uint32_t i = 0; i < MONEY_N; i++) {
        enum figure_verdict verdict = figures_judge(&history.figures, i);
        char name[192];
        history_name(&money_targets[i], name, sizeof name);
        n_judged += verdict != FIGURE_NOT_ASKED;
        n_near += is_near_bound(name);
        bool kept_by_many =
            !(money_targets[i].tolerance > 0.0) && history_inside(&history, i) >= MANY_RUNS;
        if (verdict == FIGURE_MISSED && !kept_by_many && !is_near_bound(name)) {
            fail_msg("%s: median %g", name, history_quantile(&history, i, 0.5));
        }
    }
    assert_int_equal(n_judged, 30);
    assert_int_equal(n_near, sizeof near_bound / sizeof *near_bound);
}

/* The flow gap is what revenue would have to be on the sales of chips, less what it is: four times the one, less the other. */
static void the_gap_is_four_times_the_sales_less_the_revenue(void **state)
{
    (void)state;
    uint32_t n = 0;
    for (uint32_t i = 0; i + 2 < MONEY_N; i++) {
        if (strcmp(money_targets[i].variable, "Revenue Gap|Flow") != 0 ||
            money_targets[i].kind != HISTORY_MEAN) {
            continue;
        }
        n++;
        double sales = history_quantile(&history, i + 1, 0.5),
               revenue = history_quantile(&history, i + 2, 0.5);
        assert_near(history_quantile(&history, i, 0.5), 4.0 * sales - revenue,
                    0.05); /* medians of each */
    }
    assert_int_equal(n, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(medians_of_money_are_within_what_is_asked),
        cmocka_unit_test(the_gap_is_four_times_the_sales_less_the_revenue),
    };
    return cmocka_run_group_tests(tests, run_baseline, forget_baseline);
}
