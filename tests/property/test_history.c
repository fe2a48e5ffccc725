/* The baseline against history, as medians over seeds 1 to 20, and its pipeline at the start. What is judged has a
 * tolerance in support/history_targets.h; bench_history prints the whole table. */
#include "near.h"

#include "buildout/model/world.h"
#include "buildout/sample/sample.h"
#include "history_targets.h"

#define SEEDS 20

static struct history history;

static int run_baseline(void **state)
{
    (void)state;
    return history_run(&history, history_targets, HISTORY_N, "scenarios/baseline.cfg", SEEDS, 0,
                       NULL);
}

static int forget_baseline(void **state)
{
    (void)state;
    history_free(&history);
    return 0;
}

static void medians_are_within_tolerance_of_history(void **state)
{
    (void)state;
    uint32_t n_judged = 0;
    for (uint32_t i = 0; i < HISTORY_N; i++) {
        const struct history_target *t = &history_targets[i];
        if (!(t->tolerance > 0.0)) {
            continue;
        }
        n_judged++;
        double median = history_quantile(&history, i, 0.5);
        if (!(fabs(median / t->observed - 1.0) <= t->tolerance)) {
            fail_msg("%s of %s %d: median %g, observed %g", t->variable, t->entities, t->to_year,
                     median, t->observed);
        }
    }
    assert_int_equal(n_judged, 4);
}

static void the_world_opens_115_to_160_sites_in_2023_and_in_2024(void **state)
{
    (void)state;
    uint32_t n_judged = 0;
    for (uint32_t i = 0; i < HISTORY_N; i++) {
        const struct history_target *t = &history_targets[i];
        if (strcmp(t->variable, "Data Centers|Openings") == 0 &&
            (t->to_year == 2023 || t->to_year == 2024)) {
            double median = history_quantile(&history, i, 0.5);
            assert_true(median >= 115.0 && median <= 160.0);
            n_judged++;
        }
    }
    assert_int_equal(n_judged, 2);
}

struct phases {
    double permit[SEEDS], works[SEEDS], fitout[SEEDS], mw[SEEDS];
};

static void count_phases(const struct bo_world *world, struct phases *phases, uint32_t i)
{
    for (uint32_t k = 0; k < world->n_projects; k++) {
        const struct bo_project *p = &world->project[k];
        if (p->kind != BO_NEW_SITE || !bo_project_in_pipeline(p)) {
            continue;
        }
        phases->permit[i] += p->state == BO_PERMIT;
        phases->works[i] += p->state == BO_WORKS;
        phases->fitout[i] += p->state == BO_FITOUT;
        phases->mw[i] += p->mw;
    }
}

static double median(double *x)
{
    qsort(x, SEEDS, sizeof *x, bo_double_compare);
    return bo_quantile_sorted(x, SEEDS, 0.5);
}

/* Known of 2022-01-01: about 280 projects, 39 in permit, 181 in grid, equipment or shell, 58 in fit-out (ranges of
 * regions.csv: 30-55, 150-210, 45-75), 13.4 GW (10.5-16.5). */
static void the_pipeline_in_flight_has_the_ages_that_are_known(void **state)
{
    (void)state;
    struct bo_arena *arena;
    struct bo_err err;
    assert_int_equal(bo_arena_create((size_t)2 << 30, false, &arena, &err), 0);
    struct bo_read_options options = {0};
    options.names = bo_run_names(&options.n_names);
    struct bo_diag *diag = BO_NEW(arena, struct bo_diag);
    const struct bo_scenario *scenario;
    assert_int_equal(bo_scenario_read("scenarios/baseline.cfg", &options, arena, &scenario, diag),
                     0);
    static struct phases phases;
    for (uint32_t i = 0; i < SEEDS; i++) {
        struct bo_rng rng = {.seed = i + 1};
        struct bo_sample_options sampling = {false};
        const struct bo_param *param;
        assert_int_equal(bo_sample_draw(scenario, &rng, &sampling, arena, &param, &err), 0);
        struct bo_facts *facts = bo_facts_create(arena, 0, 1, NULL, 0);
        struct bo_world *world;
        assert_int_equal(bo_world_create(param, &rng, arena, facts, &world, &err), 0);
        count_phases(world, &phases, i);
    }
    double permit = median(phases.permit), works = median(phases.works),
           fitout = median(phases.fitout);
    double mw = median(phases.mw);
    print_message("in flight: permit %g, works %g, fit-out %g, %g MW\n", permit, works, fitout, mw);
    assert_true(permit >= 30.0 && permit <= 55.0);
    assert_true(works >= 150.0 && works <= 210.0);
    assert_true(fitout >= 45.0 && fitout <= 75.0);
    assert_true(mw >= 10500.0 && mw <= 16500.0);
    bo_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(medians_are_within_tolerance_of_history),
        cmocka_unit_test(the_world_opens_115_to_160_sites_in_2023_and_in_2024),
        cmocka_unit_test(the_pipeline_in_flight_has_the_ages_that_are_known),
    };
    return cmocka_run_group_tests(tests, run_baseline, forget_baseline);
}
