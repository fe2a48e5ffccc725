#include "child.h"

#define N 16
#define EXACT 1e-11 /* relative; dates here are below 200 days, so far below 1e-9 days */

struct log {
    uint32_t n;
    double day[N];
    uintptr_t tag[N];
    enum bo_job_end end[N];
    double remaining[N];
    struct bo_kernel_stats stats;
};

static struct log *the_log;
static struct bo_kernel *the_kernel;
static struct bo_cluster *the_cluster;

static void note(struct bo_kernel *kernel, struct bo_job *job, enum bo_job_end end, void *context)
{
    uint32_t i = the_log->n++;

    (void)job;
    the_log->day[i] = bo_kernel_now(kernel);
    the_log->tag[i] = (uintptr_t)context;
    the_log->end[i] = end;
}

static struct bo_job *start(double work, double weight, double bound, uintptr_t tag)
{
    const struct bo_job_options options = {work, weight, bound, note, (void *)tag};

    return bo_job_start(the_cluster, &options);
}

static void resize(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    bo_cluster_resize(context, (double)argument);
}

static void reweight(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    bo_job_reweight(context, (double)argument);
}

static void cancel(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    (void)argument;
    bo_job_cancel(context);
}

static void look(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    the_log->remaining[argument] = bo_job_remaining(context);
}

static void at(double day, bo_event_fn fn, void *context, uint64_t argument)
{
    (void)bo_kernel_at(the_kernel, day, fn == look ? BO_EVENT_PURE : BO_EVENT_KERNEL, fn, context,
                       argument);
}

static void set_up(void *shared, double capacity)
{
    the_log = shared;
    the_kernel = child_kernel(1, &capacity);
    the_cluster = bo_kernel_cluster(the_kernel, 0);
}

static void run_to_end(void)
{
    child_run(the_kernel, 1000.0);
    the_log->stats = bo_kernel_stats(the_kernel);
    bo_kernel_free(the_kernel);
}

static struct log *log_of(void (*body)(void *shared))
{
    struct log *log = child_memory(sizeof *log);

    run_in_child(body, log);
    return log;
}

static void grow(void *shared)
{
    set_up(shared, 10.0);
    (void)start(1000.0, 1.0, NO_BOUND, 0);
    at(37.7, resize, the_cluster, 20);
    run_to_end();
}

static void a_job_on_a_cluster_that_doubles_ends_on_the_analytic_date(void **state)
{
    const struct log *log = log_of(grow);

    (void)state;
    assert_int_equal(log->n, 1);
    assert_int_equal(log->end[0], BO_JOB_DONE);
    /* t1 + (W - c t1) / 2c = 37.7 + (1000 - 377) / 20 = 68.85 */
    assert_near(log->day[0], 68.85, EXACT);
    assert_int_equal(log->stats.completions, 1);
}

static void grow_in_flop(void *shared)
{
    const double day_flop = 1e21 * 86400.0;

    set_up(shared, day_flop);
    (void)start(100.0 * day_flop, 1.0, NO_BOUND, 0);
    (void)start(30.0 * day_flop, 1.0, 0.25 * day_flop, 1);
    run_to_end();
}

static void work_in_flop_is_as_exact_as_work_in_gpu_days(void **state)
{
    const struct log *log = log_of(grow_in_flop);

    (void)state;
    /* the bounded job: 30 / 0.25 = 120 days; the other has 0.75 meanwhile: 100 / 0.75 = 133.3, so 90 done on day
     * 120 and the rest at full speed: 120 + 10 = 130 */
    assert_near(log->day[0], 120.0, EXACT);
    assert_near(log->day[1], 130.0, EXACT);
}

static void shrink(void *shared)
{
    set_up(shared, 20.0);
    (void)start(1000.0, 1.0, NO_BOUND, 0);
    at(10.0, resize, the_cluster, 10);
    at(20.0, resize, the_cluster, 7);
    run_to_end();
}

static void a_shrinking_cluster_delays_its_job(void **state)
{
    const struct log *log = log_of(shrink);

    (void)state;
    /* 200 + 100 done by day 20; 700 left at 7 a day: day 120 */
    assert_near(log->day[0], 120.0, EXACT);
}

static void weigh(void *shared)
{
    set_up(shared, 8.0);
    (void)start(120.0, 3.0, NO_BOUND, 3);
    (void)start(120.0, 1.0, NO_BOUND, 1);
    run_to_end();
}

static void weights_of_three_to_one_share_three_to_one(void **state)
{
    const struct log *log = log_of(weigh);

    (void)state;
    /* 6 and 2 a day: the first ends on day 20, when the other has 120 - 40 left for itself: day 20 + 80 / 8 = 30 */
    assert_int_equal(log->tag[0], 3);
    assert_near(log->day[0], 20.0, EXACT);
    assert_int_equal(log->tag[1], 1);
    assert_near(log->day[1], 30.0, EXACT);
}

static void bound(void *shared)
{
    set_up(shared, 9.0);
    (void)start(40.0, 1.0, 2.0, 0);
    (void)start(70.0, 1.0, NO_BOUND, 1);
    (void)start(35.0, 1.0, 100.0, 2);
    run_to_end();
}

static void what_a_bounded_job_leaves_goes_to_the_others(void **state)
{
    const struct log *log = log_of(bound);

    (void)state;
    /* 2, 3.5 and 3.5 a day: the last ends on day 10; then 2 and 7: 35 left of the second ends on day 15; the bounded
     * job on day 20 */
    assert_int_equal(log->tag[0], 2);
    assert_near(log->day[0], 10.0, EXACT);
    assert_int_equal(log->tag[1], 1);
    assert_near(log->day[1], 15.0, EXACT);
    assert_int_equal(log->tag[2], 0);
    assert_near(log->day[2], 20.0, EXACT);
}

static void nearly_all_of_it(void *shared)
{
    set_up(shared, 100.0);
    (void)start(499.999, 1e6, 99.9998, 0);
    (void)start(100.001, 1.0, NO_BOUND, 1);
    run_to_end();
}

static void a_job_bounded_to_nearly_the_whole_cluster_leaves_the_rest(void **state)
{
    const struct log *log = log_of(nearly_all_of_it);

    (void)state;
    /* shares of a million to one would be 99.9999 and 0.0001: the bound leaves 0.0002 to the second, which has done
     * 0.001 when the first ends on day 5, and the other 100 a day later */
    assert_int_equal(log->n, 2);
    assert_near(log->day[0], 5.0, EXACT);
    assert_near(log->day[1], 6.0, EXACT);
}

static void stand_still(void *shared)
{
    set_up(shared, 10.0);
    at(0.0, look, start(300.0, 1.0, NO_BOUND, 0), 0);
    at(10.0, resize, the_cluster, 0);
    at(25.0, resize, the_cluster, 20);
    run_to_end();
}

static void a_job_resumes_when_its_cluster_comes_back(void **state)
{
    const struct log *log = log_of(stand_still);

    (void)state;
    /* 100 done by day 10, nothing until 25, then 200 at 20 a day */
    assert_near(log->day[0], 35.0, EXACT);
    assert_near(log->remaining[0], 300.0, EXACT);
}

static void start_on_nothing(void *shared)
{
    set_up(shared, 0.0);
    struct bo_job *job = start(50.0, 1.0, NO_BOUND, 0);

    at(5.0, look, job, 0);
    at(10.0, resize, the_cluster, 5);
    at(15.0, look, job, 1);
    at(16.0, resize, the_cluster, 0);
    at(17.0, look, job, 2);
    at(18.0, resize, the_cluster, 0);
    at(26.0, resize, the_cluster, 4);
    run_to_end();
}

static void a_job_started_at_capacity_zero_waits_for_the_first_chip(void **state)
{
    const struct log *log = log_of(start_on_nothing);

    (void)state;
    assert_near(log->remaining[0], 50.0, EXACT);
    assert_near(log->remaining[1], 25.0, EXACT); /* 5 days at 5 */
    assert_near(log->remaining[2], 20.0, EXACT); /* 6 days at 5, then none */
    assert_near(log->day[0], 31.0, EXACT);       /* 26 + 20 / 4 */
}

static void preempt_twice(void *shared)
{
    set_up(shared, 10.0);
    struct bo_job *victim = start(300.0, 1.0, NO_BOUND, 0);

    (void)start(500.0, 1.0, NO_BOUND, 1);
    for (int i = 0; i < 2; i++) {
        at(10.0 + 20.0 * i, reweight, victim, 0);
        at(15.0 + 20.0 * i, look, victim, (uint64_t)i);
        at(20.0 + 20.0 * i, reweight, victim, 1);
    }
    run_to_end();
}

static void a_preempted_job_keeps_its_work_every_time(void **state)
{
    const struct log *log = log_of(preempt_twice);

    (void)state;
    /* victim: 50 by day 10, 50 more from 20 to 30, then from 40 on 5 a day;
     * the other: 50, +100, +50, +100 = 300 on day 40, 200 left at 5 a day: day 80, when the victim has all its 300 */
    assert_near(log->remaining[0], 250.0, EXACT);
    assert_near(log->remaining[1], 200.0, EXACT);
    assert_int_equal(log->n, 2);
    assert_near(log->day[0], 80.0, EXACT);
    assert_near(log->day[1], 80.0, EXACT);
}

static void preempt_across_an_outage(void *shared)
{
    set_up(shared, 10.0);
    struct bo_job *job = start(100.0, 1.0, NO_BOUND, 0);

    at(1.0, reweight, job, 0);
    at(2.0, resize, the_cluster, 0);
    at(3.0, reweight, job, 2);
    at(4.0, resize, the_cluster, 10);
    at(5.0, reweight, job, 5);
    run_to_end();
}

static void a_job_runs_only_with_weight_and_capacity(void **state)
{
    const struct log *log = log_of(preempt_across_an_outage);

    (void)state;
    /* 10 done on day 1, 90 left from day 4 on */
    assert_near(log->day[0], 13.0, EXACT);
}

static void cancel_one(void *shared)
{
    set_up(shared, 10.0);
    struct bo_job *gone = start(100.0, 1.0, NO_BOUND, 0);

    (void)start(100.0, 1.0, NO_BOUND, 1);
    at(4.0, cancel, gone, 0);
    at(5.0, cancel, gone, 0);
    at(6.0, look, gone, 0);
    at(7.0, reweight, gone, 3);
    run_to_end();
}

static void a_cancelled_job_frees_its_share_at_once(void **state)
{
    const struct log *log = log_of(cancel_one);

    (void)state;
    assert_int_equal(log->n, 2);
    assert_int_equal(log->tag[0], 0);
    assert_int_equal(log->end[0], BO_JOB_CANCELLED);
    assert_near(log->day[0], 4.0, EXACT);
    assert_near(log->remaining[0], 0.0, EXACT);
    /* 20 done on day 4, 80 left at 10 a day */
    assert_int_equal(log->end[1], BO_JOB_DONE);
    assert_near(log->day[1], 12.0, EXACT);
    assert_int_equal(log->stats.completions, 1);
}

#define N_RESTARTS 3000

static void restart(struct bo_kernel *kernel, struct bo_job *job, enum bo_job_end end,
                    void *context)
{
    const struct bo_job_options again = {1e4, 1.0, NO_BOUND, restart, context};

    (void)job;
    the_log->n += end == BO_JOB_CANCELLED ? 1 : 1000000;
    if (the_log->n == N_RESTARTS)
        return;
    struct bo_job *next = bo_job_start(the_cluster, &again);
    double day = bo_kernel_now(kernel) + (the_log->n % 3 == 0 ? 0.0 : 0.01);

    (void)bo_kernel_at(kernel, day, BO_EVENT_KERNEL, cancel, next, 0);
}

static void cancel_and_restart(void *shared)
{
    const struct bo_job_options first = {1e4, 1.0, NO_BOUND, restart, NULL};
    const struct bo_job_options other = {1000.0, 1.0, NO_BOUND, NULL, NULL};

    set_up(shared, 10.0);
    struct bo_job *bystander = bo_job_start(the_cluster, &other);

    at(0.0, cancel, bo_job_start(the_cluster, &first), 0);
    at(30.0, look, bystander, 1);
    run_to_end();
}

static void cancelling_and_restarting_thousands_of_times_is_safe(void **state)
{
    const struct log *log = log_of(cancel_and_restart);

    (void)state;
    assert_int_equal(log->n, N_RESTARTS);
    /* Of the restarts 1 to 2999, those divisible by 3 (999) were cancelled on the day of their start and 2000 after
     * 0.01 days: until day 20 there were two jobs, then one: 1000 - 20 * 5 - 10 * 10 = 800 */
    assert_near(log->remaining[1], 800.0, 1e-9);
}

static void cancel_as_it_ends(void *shared)
{
    set_up(shared, 10.0);
    struct bo_job *job = start(100.0, 1.0, NO_BOUND, 0);

    at(10.0, cancel, job, 0);
    run_to_end();
}

static void a_job_that_ends_on_the_date_of_its_cancellation_is_done(void **state)
{
    const struct log *log = log_of(cancel_as_it_ends);

    (void)state;
    assert_int_equal(log->n, 1);
    assert_int_equal(log->end[0], BO_JOB_DONE);
}

static void mark(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)context;
    the_log->tag[the_log->n] = argument;
    the_log->day[the_log->n++] = bo_kernel_now(kernel);
}

static void end_beside_events(void *shared)
{
    set_up(shared, 10.0);
    (void)start(100.0, 1.0, NO_BOUND, 1);
    (void)bo_kernel_at(the_kernel, 10.0, BO_EVENT_PURE, mark, NULL, 2);
    (void)bo_kernel_at(the_kernel, 10.0, BO_EVENT_KERNEL, mark, NULL, 3);
    (void)bo_kernel_at(the_kernel, 9.9, BO_EVENT_PURE, mark, NULL, 4);
    run_to_end();
}

static void a_completion_queues_behind_the_events_of_its_date(void **state)
{
    const struct log *log = log_of(end_beside_events);

    (void)state;
    assert_int_equal(log->n, 4);
    assert_int_equal(log->tag[0], 4);
    assert_int_equal(log->tag[1], 2);
    assert_int_equal(log->tag[2], 3);
    assert_int_equal(log->tag[3], 1);
}

static void two_clusters(void *shared)
{
    const double capacity[2] = {10.0, 1.0};
    struct bo_job_options options = {50.0, 1.0, NO_BOUND, note, (void *)1};

    the_log = shared;
    the_kernel = child_kernel(2, capacity);
    (void)bo_job_start(bo_kernel_cluster(the_kernel, 1), &options);
    options.context = NULL;
    (void)bo_job_start(bo_kernel_cluster(the_kernel, 0), &options);
    the_log->remaining[0] = bo_cluster_capacity(bo_kernel_cluster(the_kernel, 1));
    run_to_end();
}

static void clusters_do_not_share(void **state)
{
    const struct log *log = log_of(two_clusters);

    (void)state;
    assert_near(log->remaining[0], 1.0, EXACT);
    assert_near(log->day[0], 5.0, EXACT);
    assert_int_equal(log->tag[0], 0);
    assert_near(log->day[1], 50.0, EXACT);
}

/* A linear congruential generator (Knuth, MMIX). */
static double draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static void many_bounded_jobs(void *shared)
{
    uint64_t random = 7;

    set_up(shared, 1e12);
    for (int i = 0; i < 300; i++) {
        const double bound = 1.0 + 1e3 * draw(&random);
        const struct bo_job_options options = {(10.0 + i) * bound, 1e6 * draw(&random) + 1e-3,
                                               bound, NULL, NULL};

        (void)bo_job_start(the_cluster, &options);
    }
    run_to_end();
}

static void odd_weights_of_many_bounded_jobs_do_not_trouble_the_solver(void **state)
{
    const struct log *log = log_of(many_bounded_jobs);

    (void)state;
    assert_int_equal(log->stats.completions, 300);
}

static void start_short_job(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    (void)context;
    (void)argument;
    (void)start(0.5, 1.0, NO_BOUND, 0);
}

static void leap_to_a_start(void *shared)
{
    set_up(shared, 1.0);
    at(1.01, resize, the_cluster, 1);
    at(3.1, start_short_job, NULL, 0);
    run_to_end();
}

static void leap_to_an_end(void *shared)
{
    const double capacity[2] = {1.0, 1.0};

    the_log = shared;
    the_kernel = child_kernel(2, capacity);
    the_cluster = bo_kernel_cluster(the_kernel, 0);
    (void)start(3.1, 1.0, NO_BOUND, 0);
    at(1.01, resize, bo_kernel_cluster(the_kernel, 1), 1);
    run_to_end();
}

static void leaps_of_the_clock_do_not_cost_a_bit(void **state)
{
    (void)state;
    /* 1.01 + (3.1 - 1.01) is not 3.1 in doubles; a job alone at capacity 1 ends at its start plus its work */
    assert_near(log_of(leap_to_a_start)->day[0], 3.1 + 0.5, 0.0);
    assert_near(log_of(leap_to_an_end)->day[0], 3.1, 0.0);
}

static void negative_capacity(void *shared)
{
    const double capacity = -1.0;

    (void)shared;
    child_is_silent();
    (void)child_kernel(1, &capacity);
}

static void job_without_work(void *shared)
{
    child_is_silent();
    set_up(shared, 1.0);
    (void)start(0.0, 1.0, NO_BOUND, 0);
}

static void job_of_negative_weight(void *shared)
{
    child_is_silent();
    set_up(shared, 1.0);
    (void)start(1.0, -1.0, NO_BOUND, 0);
}

static void capacity_that_is_no_number(void *shared)
{
    child_is_silent();
    set_up(shared, 1.0);
    bo_cluster_resize(the_cluster, (double)NAN);
}

static void senseless_arguments_are_assertions(void **state)
{
    (void)state;
    assert_child_aborts(negative_capacity);
    assert_child_aborts(job_without_work);
    assert_child_aborts(job_of_negative_weight);
    assert_child_aborts(capacity_that_is_no_number);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_on_a_cluster_that_doubles_ends_on_the_analytic_date),
        cmocka_unit_test(work_in_flop_is_as_exact_as_work_in_gpu_days),
        cmocka_unit_test(a_shrinking_cluster_delays_its_job),
        cmocka_unit_test(weights_of_three_to_one_share_three_to_one),
        cmocka_unit_test(what_a_bounded_job_leaves_goes_to_the_others),
        cmocka_unit_test(a_job_bounded_to_nearly_the_whole_cluster_leaves_the_rest),
        cmocka_unit_test(a_job_resumes_when_its_cluster_comes_back),
        cmocka_unit_test(a_job_started_at_capacity_zero_waits_for_the_first_chip),
        cmocka_unit_test(a_preempted_job_keeps_its_work_every_time),
        cmocka_unit_test(a_job_runs_only_with_weight_and_capacity),
        cmocka_unit_test(a_cancelled_job_frees_its_share_at_once),
        cmocka_unit_test(cancelling_and_restarting_thousands_of_times_is_safe),
        cmocka_unit_test(a_job_that_ends_on_the_date_of_its_cancellation_is_done),
        cmocka_unit_test(a_completion_queues_behind_the_events_of_its_date),
        cmocka_unit_test(clusters_do_not_share),
        cmocka_unit_test(odd_weights_of_many_bounded_jobs_do_not_trouble_the_solver),
        cmocka_unit_test(leaps_of_the_clock_do_not_cost_a_bit),
        cmocka_unit_test(senseless_arguments_are_assertions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
