/* How the baseline builds, over seeds 1 to 16: medians against what was observed, and bounds that most runs keep.
 * bench_construction prints the whole table, with more seeds. */
#include "verify.h"

#include "construction_targets.h"

#define SEEDS 48
#define MOST_RUNS 0.6 /* of the few seeds; the table of many tells the share itself */

static struct history history;

static int run_baseline(void **state)
{
    (void)state;
    int status = history_run(&history, construction_targets, CONSTRUCTION_N,
                             "scenarios/baseline.cfg", SEEDS, 0, NULL);
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

/* In the table that is published the observed value stands where an oracle has its theory. */
static void medians_are_within_tolerance_of_what_was_observed(void **state)
{
    (void)state;
    uint32_t n_judged = 0;
    for (uint32_t i = 0; i < CONSTRUCTION_N; i++) {
        const struct history_target *t = &construction_targets[i];
        if (!(t->tolerance > 0.0)) {
            continue;
        }
        n_judged++;
        char what[160];
        snprintf(what, sizeof what, "building, median of %d runs: %s, %s, %d-%02d, %s", SEEDS,
                 t->variable, t->entities, t->to_year, t->to_month, t->unit);
        for (char *c = strchr(what, '|'); c != NULL; c = strchr(c, '|')) {
            *c = '/'; /* a column of the table ends there */
        }
        verify_near(what, t->observed, history_quantile(&history, i, 0.5), t->tolerance);
    }
    assert_int_equal(n_judged, 14);
}

/* Electricity of 2030 is told in the table and not judged: the range is that of published scenarios, not of history. */
static void most_runs_keep_their_bounds_to_2034(void **state)
{
    (void)state;
    uint32_t n_judged = 0;
    for (uint32_t i = 0; i < CONSTRUCTION_N; i++) {
        const struct history_target *t = &construction_targets[i];
        bool swing = t->kind == HISTORY_SWING || t->kind == HISTORY_PEAK;
        if (!swing) {
            continue;
        }
        n_judged++;
        if (!(history_inside(&history, i) >= MOST_RUNS)) {
            fail_msg("%s: %.0f %% of the runs within %g to %g", t->variable,
                     100.0 * history_inside(&history, i), t->least, t->most);
        }
    }
    assert_int_equal(n_judged, 4);
}

/* As medians: the United States gain 1 to 6 points of the megawatts, rents rise and vacancy falls, and 24 to 48 % of the
 * sites due in 2024 are late. */
static void medians_keep_the_bounds_of_2022_to_2024(void **state)
{
    (void)state;
    uint32_t n_judged = 0;
    for (uint32_t i = 0; i < CONSTRUCTION_N; i++) {
        const struct history_target *t = &construction_targets[i];
        if (!(t->least < t->most) || t->to_year > 2024) {
            continue;
        }
        n_judged++;
        double median = history_quantile(&history, i, 0.5);
        if (!(median >= t->least && median <= t->most)) {
            fail_msg("%s of %s %d: median %g, not %g to %g", t->variable, t->entities, t->to_year,
                     median, t->least, t->most);
        }
    }
    assert_int_equal(n_judged, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(medians_are_within_tolerance_of_what_was_observed),
        cmocka_unit_test(medians_keep_the_bounds_of_2022_to_2024),
        cmocka_unit_test(most_runs_keep_their_bounds_to_2034),
    };
    return cmocka_run_group_tests(tests, run_baseline, forget_baseline);
}
