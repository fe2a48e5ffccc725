/* Training runs as jobs on the kernel's clusters: they end on their analytic dates, as the arithmetic alone has it. */
#include "capability_world.h"
#include "child.h"

#include "buildout/events/training.h"
#include "buildout/kernel/kernel.h"

#define EXACT 1e-9
#define MONTHS 36
#define N 3

struct seen {
    double first_day, first_work, done_at_close;
    double day, eci[N];
    uint32_t n_published[N], n_runs[N];
    uint64_t completions;
    struct bo_frontier_point curve[64];
    uint32_t n_curve;
};

static struct cap cap;
static struct bo_training_events *events;
static struct seen *seen;
static double (*compute_of)(uint32_t programme, uint32_t month);

static void give_compute(uint32_t month)
{
    for (uint32_t i = 0; i < cap.economy.n_companies; i++) {
        cap.ai[i].internal_training_h100e = compute_of(i, month);
    }
}

static void on_close(struct bo_kernel *kernel, void *context, uint64_t month)
{
    (void)context;
    give_compute((uint32_t)month + 1);
    (void)cap_month(&cap);
    if (month == 0) {
        seen->done_at_close = cap_of(&cap, 0)->run.done_h100e_days;
    }
    bo_training_events_refresh(events);
    if (month + 1 < MONTHS) {
        (void)bo_kernel_at(kernel, bo_world_month_end(&cap.world, (uint32_t)month + 1),
                           BO_EVENT_PURE, on_close, NULL, month + 1);
    }
}

static void note(void)
{
    const struct bo_capability *c = cap.world.capability;
    for (uint32_t i = 0; i < c->n_programmes; i++) {
        seen->eci[i] = cap.ai[i].quality_eci;
        seen->n_published[i] = c->programme[i].n_published;
        seen->n_runs[i] = c->programme[i].n_runs;
    }
    for (uint32_t k = 0; k < c->frontier.n_curve && k < 64; k++) {
        seen->curve[seen->n_curve++] = c->frontier.curve[k];
    }
}

static void start(uint32_t n, double (*compute)(uint32_t, uint32_t))
{
    cap_init(&cap, n);
    compute_of = compute;
    give_compute(0);
    for (uint32_t i = 0; i < n; i++) {
        cap.programme[i].cadence_days = 200.0 + 70.0 * i;
        cap.programme[i].research_share_frac = 0.1 * i;
    }
    cap.technology.algorithmic_progress_per_year = 1.0;
    cap.technology.diffusion_per_year = 0.5;
    cap.technology.diffusion_delay_days = 100.0;
    cap.technology.final_run_frac = (struct bo_dist){.kind = BO_DIST_UNIFORM, .p = {0.1, 0.3}};
    cap_open(&cap);
}

static void with_kernel(struct seen *memory, uint32_t n, double (*compute)(uint32_t, uint32_t))
{
    const double none[N] = {0.0};
    seen = memory;
    struct bo_kernel *kernel = child_kernel(n, none);
    start(n, compute);
    events = bo_training_events_create(&cap.world, kernel);
    (void)bo_kernel_at(kernel, bo_world_month_end(&cap.world, 0), BO_EVENT_PURE, on_close, NULL, 0);
    child_run(kernel, bo_world_month_end(&cap.world, MONTHS - 1));
    seen->completions = bo_kernel_stats(kernel).completions;
    note();
    bo_kernel_free(kernel);
}

/* ---- oracle 3 ---- */

static double doubling(uint32_t programme, uint32_t month)
{
    (void)programme;
    return month == 0 ? 1000.0 : 2000.0;
}

static void on_end_of_february(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    (void)context;
    (void)argument;
    seen->first_day = bo_frontier_now(&cap.world.capability->frontier)->day;
    seen->n_published[0] = cap_of(&cap, 0)->n_published;
}

static void one_run(void *shared)
{
    const double none = 0.0;
    seen = shared;
    struct bo_kernel *kernel = child_kernel(1, &none);
    cap_init(&cap, 1);
    compute_of = doubling;
    give_compute(0);
    cap_open(&cap);
    cap_hurry(&cap, 0);
    bo_capability_plan(&cap.world, 0.0);
    seen->first_work = bo_capability_run_work(&cap.world, 0);
    events = bo_training_events_create(&cap.world, kernel);
    (void)bo_kernel_at(kernel, bo_world_month_end(&cap.world, 0), BO_EVENT_PURE, on_close, NULL, 0);
    (void)bo_kernel_at(kernel, 58.0, BO_EVENT_PURE, on_end_of_february, NULL, 0);
    child_run(kernel, 58.5);
    bo_kernel_free(kernel);
}

/* W = 73,050 H100e-days on c = 1,000, doubled at t1 = 31: t1 + (W - c t1)/2c = 31 + 42,050/2,000 = 52.025. */
static void a_run_on_capacity_that_doubles_ends_on_the_analytic_day(void **state)
{
    (void)state;
    struct seen *got = child_memory(sizeof *got);
    run_in_child(one_run, got);
    assert_near(got->first_work, 73050.0, 1e-12);
    assert_near(got->done_at_close, 31000.0, 1e-12);
    assert_near(got->first_day, 31.0 + (73050.0 - 31000.0) / 2000.0, EXACT);
    assert_int_equal(got->n_published[0], 1);
}

/* ---- the kernel against the arithmetic ---- */

/* Grows, stops for three months, and goes on. */
static double uneven(uint32_t programme, uint32_t month)
{
    bool stopped = month >= 10 && month < 13 && programme == 1;
    return stopped ? 0.0 : (1000.0 + 300.0 * programme) * (1.0 + 0.2 * month);
}

static void three_programmes(void *shared)
{
    with_kernel(shared, N, uneven);
}

static void three_programmes_alone(void *shared)
{
    seen = shared;
    start(N, uneven);
    for (uint32_t month = 0; month < MONTHS; month++) {
        give_compute(month + 1);
        (void)cap_month(&cap);
    }
    note();
}

static void the_kernel_finds_the_dates_that_the_arithmetic_finds(void **state)
{
    (void)state;
    struct seen *kernel = child_memory(sizeof *kernel), *alone = child_memory(sizeof *alone);
    run_in_child(three_programmes, kernel);
    run_in_child(three_programmes_alone, alone);
    uint64_t published = 0;
    for (uint32_t i = 0; i < N; i++) {
        assert_int_equal(kernel->n_runs[i], alone->n_runs[i]);
        assert_int_equal(kernel->n_published[i], alone->n_published[i]);
        assert_true(alone->n_published[i] >= 3);
        assert_near(kernel->eci[i], alone->eci[i], 1e-8);
        published += kernel->n_published[i];
    }
    assert_int_equal(kernel->completions, published);
    assert_int_equal(kernel->n_curve, alone->n_curve);
    for (uint32_t k = 0; k < alone->n_curve; k++) {
        assert_near(kernel->curve[k].day, alone->curve[k].day, 1e-8);
        assert_near(kernel->curve[k].log_effective, alone->curve[k].log_effective, 1e-8);
    }
}

/* ---- nothing to do ---- */

static double nothing(uint32_t programme, uint32_t month)
{
    (void)programme;
    (void)month;
    return 0.0;
}

static void idle(void *shared)
{
    with_kernel(shared, N, nothing);
}

static void programmes_without_compute_wait_and_are_no_deadlock(void **state)
{
    (void)state;
    struct seen *got = child_memory(sizeof *got);
    run_in_child(idle, got);
    for (uint32_t i = 0; i < N; i++) {
        assert_int_equal(got->n_runs[i], 0);
        assert_near(got->eci[i], 100.0, 1e-12);
    }
    assert_int_equal(got->completions, 0);
}

static void no_technology(void *shared)
{
    seen = shared;
    struct bo_kernel *kernel = child_kernel(0, NULL);
    cap_init(&cap, 1);
    events = bo_training_events_create(&cap.world, kernel);
    bo_training_events_refresh(events);
    seen->first_day = events == NULL ? 1.0 : 0.0;
    child_run(kernel, 100.0);
    bo_kernel_free(kernel);
}

static void a_world_without_capability_has_no_training_events(void **state)
{
    (void)state;
    struct seen *got = child_memory(sizeof *got);
    run_in_child(no_technology, got);
    assert_near(got->first_day, 1.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_on_capacity_that_doubles_ends_on_the_analytic_day),
        cmocka_unit_test(the_kernel_finds_the_dates_that_the_arithmetic_finds),
        cmocka_unit_test(programmes_without_compute_wait_and_are_no_deadlock),
        cmocka_unit_test(a_world_without_capability_has_no_training_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
