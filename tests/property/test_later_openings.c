/* The worlds of July 2024 and July 2025 open as history left them, and go on without a start-up artefact: medians over seeds. */
#include "tiny_run.h"

#define SEEDS 21
#define YEAR 12

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *value)
{
    qsort(value, SEEDS, sizeof *value, compare);
    return value[SEEDS / 2];
}

struct opening {
    double sites, pipeline, gw, openings; /* after a month, but openings of a year */
};

static struct opening open_world(const char *file, const char *end)
{
    struct run_fixture f;
    double sites[SEEDS], pipeline[SEEDS], gw[SEEDS], openings[SEEDS];
    run_open(&f, file, 1, &end);
    for (uint32_t s = 0; s < SEEDS; s++) {
        struct bo_run_result run = run_well(&f, s + 1);
        sites[s] = facts_value(run.facts, "Data Centers|Operating", "World", "", 0);
        pipeline[s] = facts_value(run.facts, "Data Centers|Pipeline", "World", "", 0);
        gw[s] = facts_value(run.facts, "Capacity|IT Power|Energised", "World", "", 0) / 1e3;
        openings[s] = 0.0;
        for (uint32_t month = 0; month < YEAR; month++) {
            openings[s] += facts_value(run.facts, "Data Centers|Openings", "World", "", month);
        }
        bo_run_result_free(&run);
    }
    run_close(&f);
    return (struct opening){median(sites), median(pipeline), median(gw), median(openings)};
}

/* Synergy: 440 sites in the pipeline at end 2023, 510 in August 2024; 130 to 140 a year were opened. */
static void july_2024_opens_as_history_left_it(void **state)
{
    (void)state;
    struct opening o = open_world("scenarios/baseline_2024.cfg", "time.end=\"2025-07-01\"");
    print_message("%g sites, %g in the pipeline, %g GW, %g opened\n", o.sites, o.pipeline, o.gw,
                  o.openings);
    assert_near(o.sites, 1064.0, 0.025);
    assert_in_range((uintmax_t)o.pipeline, 420, 530);
    assert_near(o.gw, 38.8, 0.04);
    assert_in_range((uintmax_t)o.openings, 115, 170);
}

/* Synergy: 504 sites in the pipeline in March 2025. */
static void july_2025_opens_as_history_left_it(void **state)
{
    (void)state;
    struct opening o = open_world("scenarios/baseline_2025.cfg", "time.end=\"2026-07-01\"");
    print_message("%g sites, %g in the pipeline, %g GW, %g opened\n", o.sites, o.pipeline, o.gw,
                  o.openings);
    assert_near(o.sites, 1206.0, 0.025);
    assert_in_range((uintmax_t)o.pipeline, 430, 540);
    assert_near(o.gw, 47.7, 0.04);
    assert_in_range((uintmax_t)o.openings, 115, 170);
}

static void assert_in_about(double value, double other, double ratio)
{
    if (!(value < ratio * other && other < ratio * value)) {
        fail_msg("%g is not within %g times %g", value, ratio, other);
    }
}

/* Medians over seeds of a flow in each month of the first year; returns what is usual in it. */
static double first_year(const struct run_fixture *f, const char *variable, const char *entity,
                         double month[YEAR])
{
    double value[YEAR][SEEDS];
    for (uint32_t s = 0; s < SEEDS; s++) {
        struct bo_run_result run = run_well(f, s + 1);
        for (uint32_t m = 0; m < YEAR; m++) {
            value[m][s] = facts_value(run.facts, variable, entity, "", m);
        }
        bo_run_result_free(&run);
    }
    for (uint32_t m = 0; m < YEAR; m++) {
        month[m] = median(value[m]);
        print_message(" %.3g", month[m]);
    }
    print_message(" %s\n", variable);
    double sorted[YEAR];
    memcpy(sorted, month, sizeof sorted);
    qsort(sorted, YEAR, sizeof *sorted, compare);
    return sorted[YEAR / 2];
}

/* What was ordered, delivered and begun before the first day is not paid, sent or begun on it, and what goes on goes on. */
static void begins_as_it_goes_on(const char *file, const char *end)
{
    struct run_fixture f;
    double sites[YEAR], chips[YEAR], cloud[YEAR], training[YEAR];
    run_open(&f, file, 1, &end);
    double usual_sites = first_year(&f, "Capex|Data Center", "World", sites);
    double usual_chips = first_year(&f, "Revenue|Data Center", "NVIDIA", chips);
    first_year(&f, "Revenue|Cloud", "Microsoft", cloud);
    first_year(&f, "Compute|Internal Training", "World", training);
    for (uint32_t m = 0; m < 3; m++) {
        assert_in_about(sites[m], usual_sites, 1.4);
        assert_in_about(chips[m], usual_chips, 1.8);
    }
    assert_in_about(cloud[0], cloud[1], 1.04);
    assert_in_about(training[0], training[1], 1.25);
    run_close(&f);
}

static void the_first_months_are_like_those_that_follow(void **state)
{
    (void)state;
    begins_as_it_goes_on("scenarios/baseline.cfg", "time.end=\"2023-01-01\"");
    begins_as_it_goes_on("scenarios/baseline_2024.cfg", "time.end=\"2025-07-01\"");
    begins_as_it_goes_on("scenarios/baseline_2025.cfg", "time.end=\"2026-07-01\"");
}

/* Operating cash flow of the first month, times twelve, over that of the opening: of those with most AI. */
static void cash_flow_goes_on_as_the_opening_has_it(const char *file, const char *end,
                                                    const double *opening_bn)
{
    static const char *const name[] = {"Microsoft", "Alphabet", "Amazon", "Oracle"};
    struct run_fixture f;
    double usd[4][SEEDS];
    run_open(&f, file, 1, &end);
    for (uint32_t s = 0; s < SEEDS; s++) {
        struct bo_run_result run = run_well(&f, s + 1);
        for (uint32_t c = 0; c < 4; c++) {
            usd[c][s] = facts_value(run.facts, "Operating Cash Flow", name[c], "", 0);
        }
        bo_run_result_free(&run);
    }
    run_close(&f);
    for (uint32_t c = 0; c < 4; c++) {
        double bn = median(usd[c]) * YEAR / 1e3;
        print_message("%s %g bn USD, %g at the opening\n", name[c], bn, opening_bn[c]);
        assert_near(bn / opening_bn[c], 1.0, 0.07);
    }
}

/* Reported: 125.6, 125.3, 115.9 and 18.7 in 2024; modes of the year to come 147.5, 142, 127 and 20.8. */
static void what_ai_earns_at_the_opening_is_counted_once(void **state)
{
    (void)state;
    cash_flow_goes_on_as_the_opening_has_it("scenarios/baseline_2024.cfg",
                                            "time.end=\"2024-09-01\"",
                                            (const double[]){125.6, 125.3, 115.9, 18.7});
    cash_flow_goes_on_as_the_opening_has_it("scenarios/baseline_2025.cfg",
                                            "time.end=\"2025-09-01\"",
                                            (const double[]){147.5, 142.0, 127.0, 20.8});
}

enum { N_COSTS = 2, N_FIRMS = 2 };

/* Net income of 2026, billion USD, the sum over seeds. */
static void incomes_of_2026(const char *set, double usd[N_FIRMS])
{
    static const char *const firm[N_FIRMS] = {"Amazon", "ByteDance"};
    const char *sets[] = {"time.end=\"2027-01-01\"", set};
    struct run_fixture f;
    run_open(&f, "scenarios/baseline_2025.cfg", set != NULL ? 2 : 1, sets);
    for (uint32_t s = 0; s < SEEDS; s++) {
        struct bo_run_result run = run_well(&f, s + 1);
        for (uint32_t i = 0; i < N_FIRMS; i++) {
            for (uint32_t m = 6; m < 18; m++) {
                usd[i] += facts_value(run.facts, "Net Income", firm[i], "", m) / 1e3 / SEEDS;
            }
        }
        bo_run_result_free(&run);
    }
    run_close(&f);
}

/* Reported margins have the costs of the opening in them; what changes later comes on top. Amazon's electricity is 7 bn USD a
 * year; chips written off in three years and not in five cost both more than a tenth of that. */
static void what_becomes_dearer_after_the_opening_lowers_income(void **state)
{
    (void)state;
    static const char *const dearer[N_COSTS] = {"regions.*.power_price_usd_per_mwh=*2 from 2026-01",
                                                "finance.life_ai_systems_years=*0.6 from 2026-01"};
    double base[N_FIRMS] = {0.0};
    incomes_of_2026(NULL, base);
    for (int k = 0; k < N_COSTS; k++) {
        double usd[N_FIRMS] = {0.0};
        incomes_of_2026(dearer[k], usd);
        print_message("%s: Amazon %+.2f, ByteDance %+.2f bn USD\n", dearer[k], usd[0] - base[0],
                      usd[1] - base[1]);
        assert_true(usd[0] - base[0] < (k == 0 ? -4.0 : -0.7));
        assert_true(usd[1] - base[1] < (k == 0 ? -0.3 : -0.1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_ai_earns_at_the_opening_is_counted_once),
        cmocka_unit_test(july_2024_opens_as_history_left_it),
        cmocka_unit_test(july_2025_opens_as_history_left_it),
        cmocka_unit_test(what_becomes_dearer_after_the_opening_lowers_income),
        cmocka_unit_test(the_first_months_are_like_those_that_follow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
