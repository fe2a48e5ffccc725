#include "child.h"

#include <stdio.h>

#define N 64
#define EXACT 1e-11

struct log {
    uint32_t n;
    double day[N];
    uintptr_t tag[N];
    enum bo_job_end end;
    struct bo_kernel_stats stats;
};

static struct log *the_log;
static struct bo_kernel *the_kernel;
static struct bo_actor *the_actor;
static struct bo_job *the_job;

static void note(uintptr_t tag)
{
    the_log->day[the_log->n] = bo_kernel_now(the_kernel);
    the_log->tag[the_log->n++] = tag;
}

static void mark(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    (void)context;
    note((uintptr_t)argument);
}

static void signal_it(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    (void)argument;
    bo_actor_signal(context);
}

static void set_up(void *shared)
{
    const double capacity = 10.0;

    the_log = shared;
    the_kernel = child_kernel(1, &capacity);
}

static void run_to(double day)
{
    child_run(the_kernel, day);
    the_log->stats = bo_kernel_stats(the_kernel);
}

static struct log *log_of(void (*body)(void *shared))
{
    struct log *log = child_memory(sizeof *log);

    run_in_child(body, log);
    return log;
}

static void assert_log(const struct log *log, uint32_t n, const double *day, const uintptr_t *tag)
{
    assert_int_equal(log->n, n);
    for (uint32_t i = 0; i < n; i++) {
        assert_near(log->day[i], day[i], EXACT);
        assert_int_equal(log->tag[i], tag[i]);
    }
}

static void monthly(struct bo_actor *actor, void *context)
{
    for (int month = 1; month <= 3; month++) {
        bo_actor_sleep_until(actor, 30.4375 * month);
        note((uintptr_t)context);
    }
}

static void sleepers(void *shared)
{
    set_up(shared);
    (void)bo_actor_create(the_kernel, "one", monthly, (void *)1);
    (void)bo_actor_create(the_kernel, "two", monthly, (void *)2);
    run_to(1000.0);
    bo_kernel_free(the_kernel);
}

static void sleepers_wake_on_their_dates_in_the_order_in_which_they_lay_down(void **state)
{
    const struct log *log = log_of(sleepers);
    const double day[] = {30.4375, 30.4375, 60.875, 60.875, 91.3125, 91.3125};
    const uintptr_t tag[] = {1, 2, 1, 2, 1, 2};

    (void)state;
    assert_log(log, 6, day, tag);
    assert_int_equal(log->stats.wakeups, 6);
}

static void train(struct bo_actor *actor, void *context)
{
    const struct bo_job_options run = {100.0, 1.0, NO_BOUND, NULL, NULL};
    struct bo_cluster *cluster = bo_kernel_cluster(bo_actor_kernel(actor), 0);

    bo_actor_sleep_until(actor, 5.0);
    the_log->end = bo_actor_run_job(actor, cluster, &run);
    note((uintptr_t)context);
    the_log->end = bo_actor_run_job(actor, cluster, &run);
    note((uintptr_t)context);
}

static void programmes(void *shared)
{
    set_up(shared);
    (void)bo_actor_create(the_kernel, "one", train, (void *)1);
    (void)bo_actor_create(the_kernel, "two", train, (void *)2);
    (void)bo_kernel_at(the_kernel, 25.0, BO_EVENT_PURE, mark, NULL, 9);
    run_to(1000.0);
}

static void two_training_programmes_share_a_cluster(void **state)
{
    const struct log *log = log_of(programmes);
    const double day[] = {25.0, 25.0, 25.0, 45.0, 45.0};

    (void)state;
    /* both have 5 a day from day 5: 20 days for 100, twice; the event of day 25 comes before the completions */
    assert_int_equal(log->n, 5);
    for (uint32_t i = 0; i < 5; i++)
        assert_near(log->day[i], day[i], EXACT);
    assert_int_equal(log->tag[0], 9);
    assert_int_equal(log->tag[1] + log->tag[2], 3);
    assert_int_equal(log->tag[3] + log->tag[4], 3);
    assert_int_equal(log->end, BO_JOB_DONE);
    assert_int_equal(log->stats.completions, 4);
    assert_int_equal(log->stats.wakeups, 6);
}

static void own_job(struct bo_actor *actor, void *context)
{
    const struct bo_job_options run = {100.0, 1.0, NO_BOUND, NULL, NULL};
    struct bo_cluster *cluster = bo_kernel_cluster(bo_actor_kernel(actor), 0);

    (void)context;
    bo_cluster_resize(cluster, 2.0);
    the_job = bo_job_start(cluster, &run);
    bo_actor_sleep_until(actor, 10.0);
    the_log->day[N - 1] = bo_job_remaining(the_job);
    bo_job_cancel(the_job);
    the_log->end = bo_actor_run_job(actor, cluster, &run);
    note(1);
}

static void kernel_calls(void *shared)
{
    set_up(shared);
    (void)bo_actor_create(the_kernel, "one", own_job, NULL);
    run_to(1000.0);
}

static void an_actor_may_start_cancel_and_resize_itself(void **state)
{
    const struct log *log = log_of(kernel_calls);

    (void)state;
    assert_near(log->day[N - 1], 80.0, EXACT); /* 10 days at 2 */
    assert_int_equal(log->n, 1);
    assert_near(log->day[0], 60.0, EXACT); /* 10 + 100 / 2 */
    assert_int_equal(log->stats.completions, 1);
}

static void start_long_job(struct bo_actor *actor, void *context)
{
    struct bo_job_options run = {1000.0, 1.0, NO_BOUND, NULL, NULL};

    (void)context;
    the_log->end = BO_JOB_DONE;
    the_log->end = bo_actor_run_job(actor, bo_kernel_cluster(the_kernel, 0), &run);
    note(1);
}

static void shrink_to_nothing(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)context;
    bo_cluster_resize(bo_kernel_cluster(kernel, 0), (double)argument);
}

static void outage(void *shared)
{
    set_up(shared);
    (void)bo_actor_create(the_kernel, "one", start_long_job, NULL);
    (void)bo_kernel_at(the_kernel, 50.0, BO_EVENT_KERNEL, shrink_to_nothing, NULL, 0);
    (void)bo_kernel_at(the_kernel, 70.0, BO_EVENT_KERNEL, shrink_to_nothing, NULL, 10);
    run_to(1000.0);
}

static void an_actor_waits_out_an_outage_of_its_cluster(void **state)
{
    const struct log *log = log_of(outage);

    (void)state;
    assert_int_equal(log->n, 1);
    assert_near(log->day[0], 120.0, EXACT); /* 500 by day 50, the other 500 from day 70 */
}

static void listen(struct bo_actor *actor, void *context)
{
    for (int i = 0; i < 4; i++) {
        bo_actor_wait(actor);
        note((uintptr_t)context);
    }
}

static void signals(void *shared)
{
    set_up(shared);
    struct bo_actor *actor = bo_actor_create(the_kernel, "listener", listen, (void *)1);

    bo_actor_signal(actor); /* before it ever ran */
    (void)bo_kernel_at(the_kernel, 3.0, BO_EVENT_KERNEL, signal_it, actor, 0);
    (void)bo_kernel_at(the_kernel, 3.0, BO_EVENT_KERNEL, signal_it, actor, 0);
    (void)bo_kernel_at(the_kernel, 3.0, BO_EVENT_PURE, mark, NULL, 2);
    (void)bo_kernel_at(the_kernel, 4.0, BO_EVENT_KERNEL, signal_it, actor, 0);
    (void)bo_kernel_at(the_kernel, 5.0, BO_EVENT_KERNEL, signal_it, actor, 0);
    run_to(1000.0);
}

static void signals_are_counted_and_wake_after_the_events_of_their_date(void **state)
{
    const struct log *log = log_of(signals);
    const double day[] = {0.0, 3.0, 3.0, 3.0, 4.0};
    const uintptr_t tag[] = {1, 2, 1, 1, 1};

    (void)state;
    assert_log(log, 5, day, tag);
    /* of the four waits two found a signal counted: the early one, and the second of day 3 */
    assert_int_equal(log->stats.wakeups, 2);
}

static void ping(struct bo_actor *actor, void *context)
{
    for (int i = 0; i < 3; i++) {
        bo_actor_wait(actor);
        note((uintptr_t)context);
        bo_actor_sleep_until(actor, bo_kernel_now(the_kernel) + 1.0);
        bo_actor_signal(the_actor);
    }
}

static void pong(struct bo_actor *actor, void *context)
{
    for (int i = 0; i < 3; i++) {
        bo_actor_signal(context);
        bo_actor_wait(actor);
        note(2);
    }
}

static void table_tennis(void *shared)
{
    set_up(shared);
    struct bo_actor *first = bo_actor_create(the_kernel, "ping", ping, (void *)1);

    the_actor = bo_actor_create(the_kernel, "pong", pong, first);
    run_to(1000.0);
}

static void actors_signal_each_other(void **state)
{
    const struct log *log = log_of(table_tennis);
    const double day[] = {0.0, 1.0, 1.0, 2.0, 2.0, 3.0};
    const uintptr_t tag[] = {1, 2, 1, 2, 1, 2};

    (void)state;
    assert_log(log, 6, day, tag);
}

static void stop_it(struct bo_actor *actor, void *context)
{
    struct bo_err why;

    (void)context;
    bo_actor_sleep_until(actor, 2.0);
    (void)bo_err_set(&why, BO_ERUN, "the actor has had enough");
    bo_kernel_stop(the_kernel, &why);
    bo_actor_sleep_until(actor, 3.0);
    note(1);
}

static void stopping(void *shared)
{
    struct bo_err err;

    set_up(shared);
    (void)bo_actor_create(the_kernel, "one", stop_it, NULL);
    if (bo_kernel_run(the_kernel, 10.0, &err) != BO_ERUN || strstr(err.text, "enough") == NULL)
        _exit(4);
    bo_kernel_free(the_kernel);
}

static void an_actor_can_stop_the_run(void **state)
{
    (void)state;
    assert_int_equal(log_of(stopping)->n, 0);
}

static void hundred_actors(void *shared)
{
    char name[16];

    set_up(shared);
    for (int i = 0; i < 100; i++) {
        (void)snprintf(name, sizeof name, "actor %d", i);
        (void)bo_actor_create(the_kernel, name, train, NULL);
    }
    the_log->n = 0;
    child_run(the_kernel, 4.0);
    the_log->stats = bo_kernel_stats(the_kernel);
    bo_kernel_free(the_kernel);
}

static void a_kernel_with_blocked_actors_can_be_freed(void **state)
{
    (void)state;
    assert_int_equal(log_of(hundred_actors)->stats.wakeups, 0);
}

static void late_actor(void *shared)
{
    child_is_silent();
    set_up(shared);
    child_run(the_kernel, 1.0);
    (void)bo_actor_create(the_kernel, "late", monthly, NULL);
}

static void signal_in_pure(void *shared)
{
    struct log log;

    (void)shared;
    child_is_silent();
    set_up(&log);
    (void)bo_kernel_at(the_kernel, 1.0, BO_EVENT_PURE, signal_it,
                       bo_actor_create(the_kernel, "one", listen, NULL), 0);
    child_run(the_kernel, 2.0);
}

static void late_actors_and_signals_of_pure_events_are_assertions(void **state)
{
    (void)state;
    assert_child_aborts(late_actor);
    assert_child_aborts(signal_in_pure);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sleepers_wake_on_their_dates_in_the_order_in_which_they_lay_down),
        cmocka_unit_test(two_training_programmes_share_a_cluster),
        cmocka_unit_test(an_actor_may_start_cancel_and_resize_itself),
        cmocka_unit_test(an_actor_waits_out_an_outage_of_its_cluster),
        cmocka_unit_test(signals_are_counted_and_wake_after_the_events_of_their_date),
        cmocka_unit_test(actors_signal_each_other),
        cmocka_unit_test(an_actor_can_stop_the_run),
        cmocka_unit_test(a_kernel_with_blocked_actors_can_be_freed),
        cmocka_unit_test(late_actors_and_signals_of_pure_events_are_assertions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
