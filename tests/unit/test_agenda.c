#include "child.h"

#define N_TIES 10000
#define N_RANDOM 4000
#define N_LOG 32

struct log {
    uint32_t n;
    uint32_t out_of_order;
    double day[N_LOG];
    uint64_t tag[N_LOG];
    struct bo_kernel_stats stats;
};

static struct log *the_log;
static struct bo_kernel *the_kernel;

static void set_up(void *shared)
{
    the_log = shared;
    the_kernel = child_kernel(0, NULL);
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

static void note(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)context;
    if (the_log->n < N_LOG) {
        the_log->day[the_log->n] = bo_kernel_now(kernel);
        the_log->tag[the_log->n] = argument;
    }
    the_log->n++;
}

static void expect_next(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)kernel;
    (void)context;
    if (argument != the_log->n)
        the_log->out_of_order++;
    the_log->n++;
}

static struct bo_event_id pure(double day, bo_event_fn fn, uint64_t argument)
{
    return bo_kernel_at(the_kernel, day, BO_EVENT_PURE, fn, NULL, argument);
}

static void ties(void *shared)
{
    set_up(shared);
    for (uint64_t i = 0; i < N_TIES; i++) {
        (void)bo_kernel_at(the_kernel, 3.25, i % 7 == 0 ? BO_EVENT_KERNEL : BO_EVENT_PURE,
                           expect_next, NULL, i);
        (void)pure(5.0 + (double)(i % 13), note, 0); /* others between */
    }
    run_to(4.0);
    bo_kernel_free(the_kernel);
}

static void ten_thousand_events_of_one_date_run_first_in_first_out(void **state)
{
    const struct log *log = log_of(ties);

    (void)state;
    assert_int_equal(log->n, N_TIES);
    assert_int_equal(log->out_of_order, 0);
    assert_int_equal(log->stats.agenda_events, N_TIES);
    assert_int_equal(log->stats.kernel_events, 1429); /* multiples of 7 below 10,000 */
    assert_int_equal(log->stats.wakeups, 0);
    assert_int_equal(log->stats.completions, 0);
}

static void dates(void *shared)
{
    set_up(shared);
    (void)pure(2.0, note, 2);
    (void)pure(0.0, note, 0);
    (void)pure(7.5, note, 5);
    (void)pure(1.0, note, 1);
    (void)pure(3.0, note, 3);
    run_to(7.0);
    (void)pure(7.0, note, 4);
    the_log->day[N_LOG - 1] = bo_kernel_now(the_kernel);
    run_to(7.0);
    run_to((double)INFINITY);
    the_log->day[N_LOG - 2] = bo_kernel_now(the_kernel);
    bo_kernel_free(the_kernel);
}

static void events_run_in_order_of_date_and_the_clock_stops_where_told(void **state)
{
    const struct log *log = log_of(dates);
    const double day[] = {0.0, 1.0, 2.0, 3.0, 7.0, 7.5};

    (void)state;
    assert_int_equal(log->n, 6);
    for (uint64_t i = 0; i < 6; i++) {
        assert_int_equal(log->tag[i], i);
        assert_near(log->day[i], day[i], 0.0);
    }
    assert_near(log->day[N_LOG - 1], 7.0, 0.0);
    assert_near(log->day[N_LOG - 2], 7.5, 0.0); /* a run without end stops at the last event */
}

static void schedule_both(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    note(kernel, context, argument);
    if (argument > 3)
        return;
    (void)bo_kernel_at(kernel, bo_kernel_now(kernel), BO_EVENT_PURE, note, NULL, 10 + argument);
    (void)bo_kernel_at(kernel, bo_kernel_now(kernel), BO_EVENT_KERNEL, note, NULL, 20 + argument);
    (void)bo_kernel_at(kernel, bo_kernel_now(kernel) + 1.0, BO_EVENT_PURE, schedule_both, NULL,
                       argument + 2);
}

static void pure_schedules(void *shared)
{
    set_up(shared);
    (void)pure(1.0, schedule_both, 1);
    (void)pure(1.0, note, 9);
    run_to(10.0);
}

static void a_pure_event_may_schedule_pure_and_kernel_events(void **state)
{
    const struct log *log = log_of(pure_schedules);
    const uint64_t tag[] = {1, 9, 11, 21, 3, 13, 23, 5};

    (void)state;
    assert_int_equal(log->n, 8);
    for (uint32_t i = 0; i < 8; i++)
        assert_int_equal(log->tag[i], tag[i]);
    assert_int_equal(log->stats.kernel_events, 2);
}

static struct bo_event_id kept[8];

static void cancel_kept(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    note(kernel, context, argument);
    for (uint32_t i = 0; i < 8; i++)
        bo_kernel_cancel(kernel, kept[i]);
}

static void cancellations(void *shared)
{
    const struct bo_event_id nothing = {0, 0};

    set_up(shared);
    bo_kernel_cancel(the_kernel, nothing);
    kept[0] = pure(1.0, note, 1); /* has happened */
    kept[1] = pure(2.0, cancel_kept, 2);
    kept[2] = pure(2.0, note, 3);
    kept[3] = pure(5.0, note, 4);
    (void)pure(6.0, note, 5);
    kept[4] = pure(7.0, note, 6);
    bo_kernel_cancel(the_kernel, kept[4]);
    bo_kernel_cancel(the_kernel, kept[4]);
    kept[5] = (struct bo_event_id){12345, 1};
    (void)pure(8.0, note, 7); /* takes the slot of the cancelled event, whose id must not find it */
    run_to(10.0);
}

static void cancelled_events_do_not_run_and_stale_ids_are_harmless(void **state)
{
    const struct log *log = log_of(cancellations);
    const uint64_t tag[] = {1, 2, 5, 7};

    (void)state;
    assert_int_equal(log->n, 4);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(log->tag[i], tag[i]);
}

/* A linear congruential generator (Knuth, MMIX): reproducible without a library. */
static uint32_t draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static void check_date(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    const double *day = context;

    (void)argument;
    if (bo_kernel_now(kernel) < *day || bo_kernel_now(kernel) > *day)
        the_log->out_of_order++;
    if (the_log->n > 0 && bo_kernel_now(kernel) < the_log->day[0])
        the_log->out_of_order++;
    the_log->day[0] = bo_kernel_now(kernel);
    the_log->n++;
}

/* Days between two dates that follow each other: all of one whole day, a few a day, or past the last day with a list of
 * its own. */
static double step_days;

static void random_cancels(void *shared)
{
    static double day[N_RANDOM];
    static struct bo_event_id id[N_RANDOM];
    uint64_t random = 42;
    uint32_t n_cancelled = 0;

    set_up(shared);
    for (uint32_t i = 0; i < N_RANDOM; i++) {
        day[i] = step_days * (double)(draw(&random) % 1000);
        id[i] = bo_kernel_at(the_kernel, day[i], BO_EVENT_PURE, check_date, &day[i], 0);
        if (i % 3 == 2) {
            uint32_t victim = draw(&random) % (i + 1);

            n_cancelled += id[victim].generation > 0;
            bo_kernel_cancel(the_kernel, id[victim]);
            id[victim] = (struct bo_event_id){0, 0};
        }
    }
    run_to(2000.0 * step_days);
    the_log->tag[0] = n_cancelled;
}

static void the_agenda_stays_ordered_under_random_cancellation(void **state)
{
    const double steps[] = {1.0 / 1024.0, 1.0, 37.5};

    (void)state;
    for (uint32_t i = 0; i < 3; i++) {
        step_days = steps[i];
        const struct log *log = log_of(random_cancels);

        assert_int_equal(log->out_of_order, 0);
        assert_int_equal(log->n, N_RANDOM - log->tag[0]);
        assert_true(log->tag[0] > 500);
    }
}

static void joins(void *shared)
{
    set_up(shared);
    (void)pure(20.5, note, 3);
    (void)pure(1e6, note, 6);
    run_to(10.0); /* what comes next has been looked at */
    (void)pure(12.5, note, 1);
    (void)pure(20.25, note, 2);
    (void)pure(20.5, note, 4);
    (void)pure(5e4, note, 5);
    (void)pure(1e6, note, 7);
    run_to(2e6);
}

static void events_join_before_the_next_day_and_long_after_it(void **state)
{
    const struct log *log = log_of(joins);

    (void)state;
    assert_int_equal(log->n, 7);
    for (uint64_t i = 0; i < 7; i++)
        assert_int_equal(log->tag[i], i + 1);
}

static void stop_here(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    struct bo_err why;

    note(kernel, context, argument);
    (void)bo_err_set(&why, BO_ECHECK, "stop %u", (unsigned)argument);
    bo_kernel_stop(kernel, &why);
    (void)bo_err_set(&why, BO_ERUN, "too late");
    bo_kernel_stop(kernel, &why);
}

static void stopping(void *shared)
{
    struct bo_err err;

    set_up(shared);
    (void)pure(1.0, note, 1);
    (void)pure(2.0, stop_here, 2);
    (void)pure(2.0, note, 3);
    (void)pure(3.0, note, 4);
    if (bo_kernel_run(the_kernel, 10.0, &err) != BO_ECHECK || strcmp(err.text, "stop 2") != 0)
        _exit(4);
    the_log->day[N_LOG - 1] = bo_kernel_now(the_kernel);
    if (bo_kernel_run(the_kernel, 20.0, NULL) != BO_ECHECK)
        _exit(5);
}

static void a_stop_ends_the_run_at_its_date_with_the_first_error(void **state)
{
    const struct log *log = log_of(stopping);

    (void)state;
    assert_int_equal(log->n, 2);
    assert_near(log->day[N_LOG - 1], 2.0, 0.0);
}

static void past_date(void *shared)
{
    (void)shared;
    child_is_silent();
    the_kernel = child_kernel(0, NULL);
    child_run(the_kernel, 5.0);
    (void)pure(4.999, note, 0);
}

static void no_date(void *shared)
{
    (void)shared;
    child_is_silent();
    the_kernel = child_kernel(0, NULL);
    (void)pure((double)NAN, note, 0);
}

static void run_backwards(void *shared)
{
    (void)shared;
    child_is_silent();
    the_kernel = child_kernel(0, NULL);
    child_run(the_kernel, 5.0);
    child_run(the_kernel, 4.0);
}

static void dates_in_the_past_and_dates_that_are_none_are_assertions(void **state)
{
    (void)state;
    assert_child_aborts(past_date);
    assert_child_aborts(no_date);
    assert_child_aborts(run_backwards);
}

static void resize_in_pure(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)context;
    (void)argument;
    bo_cluster_resize(bo_kernel_cluster(kernel, 0), 2.0);
}

static void start_in_pure(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    const struct bo_job_options options = {1.0, 1.0, NO_BOUND, NULL, NULL};

    (void)context;
    (void)argument;
    (void)bo_job_start(bo_kernel_cluster(kernel, 0), &options);
}

static void call_in_pure(bo_event_fn fn)
{
    const double capacity = 1.0;

    child_is_silent();
    the_kernel = child_kernel(1, &capacity);
    (void)pure(1.0, fn, 0);
    child_run(the_kernel, 2.0);
}

static void resizing(void *shared)
{
    (void)shared;
    call_in_pure(resize_in_pure);
}

static void starting(void *shared)
{
    (void)shared;
    call_in_pure(start_in_pure);
}

static void a_kernel_call_in_a_pure_callback_is_an_assertion(void **state)
{
    (void)state;
    assert_child_aborts(resizing);
    assert_child_aborts(starting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_events_of_one_date_run_first_in_first_out),
        cmocka_unit_test(events_run_in_order_of_date_and_the_clock_stops_where_told),
        cmocka_unit_test(a_pure_event_may_schedule_pure_and_kernel_events),
        cmocka_unit_test(cancelled_events_do_not_run_and_stale_ids_are_harmless),
        cmocka_unit_test(the_agenda_stays_ordered_under_random_cancellation),
        cmocka_unit_test(events_join_before_the_next_day_and_long_after_it),
        cmocka_unit_test(a_stop_ends_the_run_at_its_date_with_the_first_error),
        cmocka_unit_test(dates_in_the_past_and_dates_that_are_none_are_assertions),
        cmocka_unit_test(a_kernel_call_in_a_pure_callback_is_an_assertion),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
