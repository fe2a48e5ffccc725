/* Chips and the rules on them, over seeds 1 to 48, or as many as BUILDOUT_CHIPS_RUNS says, up to 50: history, bans of October
 * 2023, the article. Each figure is a row of support/chip_figures.h; bench_chips prints the same table, with more seeds.
 * Of rows that are open there the tolerance is told in the table
 * and not judged. */
#include "verify.h"

#include "chip_figures.h"

enum { SEEDS = 48, SEEDS_MAX = 50 };
#define MOST_RUNS 0.6 /* of the few seeds; the table of many tells the share itself */

static struct figures figures;

static int run_variants(void **state)
{
    (void)state;
    figures = chips_run(runs_asked("BUILDOUT_CHIPS_RUNS", SEEDS, SEEDS_MAX));
    figures_print(&figures);
    return 0;
}

static int forget_variants(void **state)
{
    (void)state;
    figures_free(&figures);
    return 0;
}

/* In the table that is published the observed value stands where an oracle has its theory. */
static void publish(uint32_t row)
{
    const struct figure *figure = &figures.figure[row];
    char what[160];
    (void)snprintf(what, sizeof what, "chips, median of %u runs: %s, %s", figures.n_done,
                   figure->name, figure->unit);
    double median = figures_quantile(&figures, row, 0.5);
    if (figure->kind == FIGURE_FRACTION) {
        verify_near(what, figure->observed, median, figure->tolerance);
    } else {
        verify_interval(what, figure->observed, median, figure->tolerance, "asked");
    }
}

static void medians_are_within_tolerance_of_what_was_observed(void **state)
{
    (void)state;
    uint32_t n_judged = 0;
    for (uint32_t i = 0; i < CHIPS_N; i++) {
        if (figures.figure[i].tolerance > 0.0 && !chips_asked[i].open) {
            publish(i);
            n_judged++;
        }
    }
    assert_int_equal(n_judged, 6);
}

/* So sales to China rise, fall, rise and rise again around October 2023; chips appear 10 to 30 weeks after the rule that they
 * are made for, and fill a part of the hole; boards lay in when they know or fear; the article is what it says. */
static void medians_keep_their_bounds(void **state)
{
    (void)state;
    uint32_t n_judged = 0;
    for (uint32_t i = 0; i < CHIPS_N; i++) {
        const struct figure *figure = &figures.figure[i];
        double median = figures_quantile(&figures, i, 0.5);
        if (!figure_has_bound(figure)) {
            continue;
        }
        n_judged++;
        if (!(median >= figure->least && median <= figure->most)) {
            fail_msg("%s: median %g, not %g to %g", figure->name, median, figure->least,
                     figure->most);
        }
    }
    assert_int_equal(n_judged, 22);
}

static uint32_t row_called(const char *name)
{
    for (uint32_t i = 0; i < CHIPS_N; i++) {
        if (strcmp(figures.figure[i].name, name) == 0) {
            return i;
        }
    }
    fail_msg("there is no row %s", name);
    return 0;
}

/* Not in the median: in each run. */
static void what_must_hold_in_each_run(void **state)
{
    static const char *const name[] = {"H20 sold while denied, April-August 2025",
                                       "the article: A100 and H100 of Alibaba, July 2022",
                                       "  abroad and let, end of 2022"};
    (void)state;
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        if (figures_inside(&figures, row_called(name[i])) < 1.0) {
            fail_msg("%s: not in each run", name[i]);
        }
    }
}

/* Orders rise, and sales to China move as they did, in most runs. */
static void signs_hold_in_most_runs(void **state)
{
    static const struct {
        const char *name;
        int sign; /* of what is over 1 */
    } asked[] = {{"orders for 90 days of grace, over no ban", 1},
                 {"  and with the belief of the baseline before", 1},
                 {"  belief doubled: orders before the announcement", 1},
                 {"NVIDIA in China, Aug-Oct 2023 over the quarter before", 1},
                 {"NVIDIA in China, Nov-Jan 2024 over the quarter before", -1},
                 {"NVIDIA in China, Feb-Apr 2024 over the quarter before", 1},
                 {"NVIDIA in China, May-Jul 2024 over the quarter before", 1}};
    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const double *value = figures_of(&figures, row_called(asked[i].name));
        uint32_t n = 0;
        for (uint32_t k = 0; k < figures.n_done; k++) {
            n += asked[i].sign * (value[k] - 1.0) > 0.0;
        }
        if (n < MOST_RUNS * figures.n_done) {
            fail_msg("%s: so in %u runs of %u", asked[i].name, n, figures.n_done);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(medians_are_within_tolerance_of_what_was_observed),
        cmocka_unit_test(medians_keep_their_bounds),
        cmocka_unit_test(signs_hold_in_most_runs),
        cmocka_unit_test(what_must_hold_in_each_run),
    };
    return cmocka_run_group_tests(tests, run_variants, forget_variants);
}
