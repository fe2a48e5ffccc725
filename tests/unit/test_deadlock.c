#include "child.h"

struct outcome {
    int status;
    double day;
    struct bo_err err;
};

static struct bo_kernel *the_kernel;
static struct bo_actor *the_actor;

static void wait_forever(struct bo_actor *actor, void *context)
{
    (void)context;
    bo_actor_sleep_until(actor, 12.0);
    bo_actor_wait(actor);
}

static void sleep_and_go(struct bo_actor *actor, void *context)
{
    (void)context;
    bo_actor_sleep_until(actor, 5.0);
}

static void wait_for_job(struct bo_actor *actor, void *context)
{
    const struct bo_job_options options = {1.0, 1.0, NO_BOUND, NULL, NULL};

    (void)context;
    (void)bo_actor_run_job(actor, bo_kernel_cluster(the_kernel, 0), &options);
}

static void signal_actor(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    (void)context;
    (void)argument;
    bo_actor_signal(the_actor);
}

static void set_up(double capacity)
{
    the_kernel = child_kernel(1, &capacity);
}

static void run(void *shared)
{
    struct outcome *outcome = shared;

    outcome->status = bo_kernel_run(the_kernel, 100.0, &outcome->err);
    outcome->day = bo_kernel_now(the_kernel);
    bo_kernel_free(the_kernel);
}

static struct outcome *outcome_of(void (*body)(void *shared))
{
    struct outcome *outcome = child_memory(sizeof *outcome);

    run_in_child(body, outcome);
    return outcome;
}

static void two_of_three(void *shared)
{
    set_up(1.0);
    (void)bo_actor_create(the_kernel, "alibaba", wait_forever, NULL);
    (void)bo_actor_create(the_kernel, "sleeper", sleep_and_go, NULL);
    (void)bo_actor_create(the_kernel, "baidu", wait_forever, NULL);
    run(shared);
}

static void a_deadlock_names_its_date_and_those_who_wait(void **state)
{
    const struct outcome *outcome = outcome_of(two_of_three);

    (void)state;
    assert_int_equal(outcome->status, BO_ERUN);
    assert_int_equal(outcome->err.status, BO_ERUN);
    assert_string_equal(outcome->err.text, "deadlock on day 12: nothing is left to happen while "
                                           "actors wait: alibaba, baidu");
    assert_near(outcome->day, 12.0, 0.0);
}

static void job_on_nothing(void *shared)
{
    set_up(0.0);
    (void)bo_actor_create(the_kernel, "trainer", wait_for_job, NULL);
    run(shared);
}

static void waiting_for_a_job_that_no_chip_runs_is_a_deadlock(void **state)
{
    const struct outcome *outcome = outcome_of(job_on_nothing);

    (void)state;
    assert_int_equal(outcome->status, BO_ERUN);
    assert_string_equal(outcome->err.text, "deadlock on day 0: nothing is left to happen while "
                                           "an actor waits: trainer");
}

static void many(void *shared)
{
    set_up(1.0);
    for (int i = 0; i < 200; i++)
        (void)bo_actor_create(the_kernel, "a company of a long name", wait_forever, NULL);
    run(shared);
}

static void a_long_list_of_names_is_cut(void **state)
{
    const struct outcome *outcome = outcome_of(many);

    (void)state;
    assert_int_equal(outcome->status, BO_ERUN);
    assert_true(strlen(outcome->err.text) > 300);
}

static void daemon_only(void *shared)
{
    set_up(1.0);
    bo_actor_set_daemon(bo_actor_create(the_kernel, "daemon", wait_forever, NULL));
    run(shared);
}

static void a_daemon_may_wait_forever(void **state)
{
    const struct outcome *outcome = outcome_of(daemon_only);

    (void)state;
    assert_int_equal(outcome->status, BO_OK);
    assert_near(outcome->day, 100.0, 0.0);
}

static void signalled_later(void *shared)
{
    set_up(1.0);
    the_actor = bo_actor_create(the_kernel, "patient", wait_forever, NULL);
    (void)bo_kernel_at(the_kernel, 500.0, BO_EVENT_KERNEL, signal_actor, NULL, 0);
    run(shared);
}

static void waiting_for_an_event_after_the_end_is_none(void **state)
{
    const struct outcome *outcome = outcome_of(signalled_later);

    (void)state;
    assert_int_equal(outcome->status, BO_OK);
    assert_near(outcome->day, 100.0, 0.0);
}

static void everybody_leaves(void *shared)
{
    set_up(1.0);
    (void)bo_actor_create(the_kernel, "one", sleep_and_go, NULL);
    (void)bo_actor_create(the_kernel, "two", wait_for_job, NULL);
    run(shared);
}

static void actors_that_end_do_not_wait(void **state)
{
    (void)state;
    assert_int_equal(outcome_of(everybody_leaves)->status, BO_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deadlock_names_its_date_and_those_who_wait),
        cmocka_unit_test(waiting_for_a_job_that_no_chip_runs_is_a_deadlock),
        cmocka_unit_test(a_long_list_of_names_is_cut),
        cmocka_unit_test(a_daemon_may_wait_forever),
        cmocka_unit_test(waiting_for_an_event_after_the_end_is_none),
        cmocka_unit_test(actors_that_end_do_not_wait),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
