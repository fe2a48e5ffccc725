#include "child.h"

#include <stdio.h>

#include "../../sim/kernel/simgrid_shim.h"

#define N_JOBS 60
#define N_EVENTS 3000
#define UNTIL 5000.0

/* FNV-1a over the bits of dates and the tags of what happened on them. */
struct history {
    uint64_t hash;
    uint64_t n;
    double day;
    uint32_t n_actor_steps;
    struct bo_kernel_stats stats;
    bool told;
};

static struct history *the_history;
static struct bo_kernel *the_kernel;
static bool touch_at_every_event;

/* A linear congruential generator (Knuth, MMIX). */
static double draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static void add_to_hash(uint64_t word)
{
    for (int i = 0; i < 64; i += 8) {
        the_history->hash ^= (word >> i) & 255u;
        the_history->hash *= 1099511628211u;
    }
}

static void happened(struct bo_kernel *kernel, uint64_t tag)
{
    double day = bo_kernel_now(kernel);
    uint64_t bits;

    memcpy(&bits, &day, sizeof bits);
    add_to_hash(bits);
    add_to_hash(tag);
    the_history->n++;
}

static void job_ended(struct bo_kernel *kernel, struct bo_job *job, enum bo_job_end end,
                      void *context)
{
    (void)job;
    happened(kernel, (uintptr_t)context * 2 + (uint64_t)end);
}

static void start_job(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    uint64_t random = argument;
    const struct bo_job_options options = {
        .work = 10.0 + 1500.0 * draw(&random),
        .weight = 0.5 + 4.0 * draw(&random),
        .bound = argument % 3 == 0 ? 5.0 + draw(&random) : NO_BOUND,
        .on_end = job_ended,
        .context = (void *)(uintptr_t)argument,
    };

    (void)context;
    happened(kernel, argument);
    (void)bo_job_start(bo_kernel_cluster(kernel, 0), &options);
}

static void resize(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)context;
    happened(kernel, argument);
    bo_cluster_resize(bo_kernel_cluster(kernel, 0), (double)(argument % 100));
}

static void drained(struct bo_kernel *kernel, void *context, uint64_t argument)
{
    (void)context;
    happened(kernel, argument);
    if (touch_at_every_event)
        bo_cluster_resize(bo_kernel_cluster(kernel, 1), (double)(argument % 10));
}

static void programme(struct bo_actor *actor, void *context)
{
    const struct bo_job_options run = {500.0, 2.0, NO_BOUND, NULL, NULL};

    (void)context;
    for (int i = 1; i <= 20; i++) {
        (void)bo_actor_run_job(actor, bo_kernel_cluster(the_kernel, 0), &run);
        happened(the_kernel, 77);
        the_history->n_actor_steps++;
        bo_actor_sleep_until(actor, bo_kernel_now(the_kernel) + 30.4375);
    }
}

static void build(void *shared)
{
    const double capacity[2] = {10.0, 5.0};
    enum bo_event_class pure = touch_at_every_event ? BO_EVENT_KERNEL : BO_EVENT_PURE;
    uint64_t random = 1;

    the_history = shared;
    the_history->hash = 14695981039346656037u;
    the_kernel = child_kernel(2, capacity);
    (void)bo_actor_create(the_kernel, "programme", programme, NULL);
    for (uint64_t i = 1; i <= N_JOBS; i++)
        (void)bo_kernel_at(the_kernel, 3000.0 * draw(&random), BO_EVENT_KERNEL, start_job, NULL, i);
    for (uint64_t i = 0; i < 30; i++)
        (void)bo_kernel_at(the_kernel, 100.0 * (double)i, BO_EVENT_KERNEL, resize, NULL,
                           i % 7 == 6 ? 0 : 10 + i);
    for (uint64_t i = 0; i < N_EVENTS; i++)
        (void)bo_kernel_at(the_kernel, 3500.0 * draw(&random), pure, drained, NULL, 1000 + i);
}

static void finish(void)
{
    the_history->day = bo_kernel_now(the_kernel);
    the_history->stats = bo_kernel_stats(the_kernel);
    bo_kernel_free(the_kernel);
}

static void run_once(void *shared)
{
    build(shared);
    child_run(the_kernel, UNTIL);
    finish();
}

static void run_touching(void *shared)
{
    touch_at_every_event = true;
    run_once(shared);
}

static void run_in_pieces(void *shared)
{
    build(shared);
    for (int i = 1; i <= 1000; i++)
        child_run(the_kernel, UNTIL / 1000.0 * i);
    finish();
}

static struct history *history_of(void (*body)(void *shared))
{
    struct history *history = child_memory(sizeof *history);

    run_in_child(body, history);
    return history;
}

static void a_drained_run_and_one_that_enters_simgrid_at_every_event_are_the_same(void **state)
{
    const struct history *once = history_of(run_once);
    const struct history *touching = history_of(run_touching);

    (void)state;
    assert_int_equal(once->stats.completions, N_JOBS + 20);
    assert_int_equal(once->n, N_EVENTS + 30 + 2 * N_JOBS + 20);
    assert_int_equal(once->n_actor_steps, 20);
    assert_true(once->hash == touching->hash);
    assert_int_equal(touching->stats.kernel_events, touching->stats.agenda_events);
}

static void a_run_in_a_thousand_pieces_equals_one_run(void **state)
{
    const struct history *once = history_of(run_once);
    const struct history *pieces = history_of(run_in_pieces);

    (void)state;
    assert_true(once->hash == pieces->hash);
    assert_near(pieces->day, UNTIL, 0.0);
    assert_memory_equal(&once->stats, &pieces->stats, sizeof once->stats);
}

static void children_of_a_warm_parent_run_one_after_another(void **state)
{
    const struct history *cold = history_of(run_once);
    struct history *warm = child_memory(sizeof *warm);

    (void)state;
    for (uint32_t i = 0; i < 25; i++) {
        /* none, fewer or more than it uses */
        assert_int_equal(bo_kernel_warm_up(i, NULL), BO_OK);
        memset(warm, 0, sizeof *warm);
        run_in_child(run_once, warm);
        assert_true(warm->hash == cold->hash);
    }
}

static void branch(void *shared)
{
    struct history *history = shared;
    struct history *future = child_memory(2 * sizeof *future);

    build(history);
    child_run(the_kernel, 1000.0);
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();
        int status = -1;

        if (pid == 0) {
            future[i] = *history;
            the_history = &future[i];
            child_run(the_kernel, UNTIL);
            _exit(0);
        }
        if (waitpid(pid, &status, 0) != pid || status != 0)
            _exit(4);
    }
    child_run(the_kernel, UNTIL);
    if (future[0].hash != history->hash || future[1].hash != history->hash)
        _exit(5);
    finish();
}

static void a_run_can_be_forked_in_its_middle(void **state)
{
    (void)state;
    assert_true(history_of(branch)->hash == history_of(run_once)->hash);
}

static void nothing_at_all(void *shared)
{
    the_history = shared;
    the_kernel = child_kernel(0, NULL);
    child_run(the_kernel, 0.0);
    child_run(the_kernel, 10.0);
    (void)bo_kernel_at(the_kernel, 20.0, BO_EVENT_KERNEL, drained, NULL, 1);
    child_run(the_kernel, 30.0);
    finish();
}

static void a_kernel_without_clusters_and_actors_runs(void **state)
{
    const struct history *history = history_of(nothing_at_all);

    (void)state;
    assert_near(history->day, 30.0, 0.0);
    assert_int_equal(history->stats.agenda_events, 1);
    assert_int_equal(history->n, 1);
}

static void lone_sleeper(struct bo_actor *actor, void *context)
{
    (void)context;
    bo_actor_sleep_until(actor, 10.0);
    the_history->day = bo_kernel_now(bo_actor_kernel(actor));
}

static void actor_without_cluster(void *shared)
{
    the_history = shared;
    the_kernel = child_kernel(0, NULL);
    (void)bo_actor_create(the_kernel, "lone", lone_sleeper, NULL);
    child_run(the_kernel, 30.0);
}

static void actors_need_no_cluster(void **state)
{
    (void)state;
    assert_near(history_of(actor_without_cluster)->day, 10.0, 0.0);
}

static void second_kernel(void *shared)
{
    const struct bo_kernel_options options = {0, NULL};
    struct bo_kernel *other = NULL;
    struct bo_err err;

    the_history = shared;
    the_kernel = child_kernel(0, NULL);
    the_history->told = bo_kernel_create(&options, &other, &err) == BO_ERUN &&
                        strstr(err.text, "one kernel") != NULL && other == NULL;
}

static void a_second_kernel_in_a_process_is_refused(void **state)
{
    (void)state;
    assert_true(history_of(second_kernel)->told);
}

static void late_host(void *shared)
{
    struct bo_err err = {.status = BO_OK};

    the_history = shared;
    the_kernel = child_kernel(0, NULL);
    the_history->told = bo_shim_run_until(1.0, &err) == BO_OK &&
                        bo_shim_platform(1, &err) == BO_ERUN && err.status == BO_ERUN &&
                        strncmp(err.text, "SimGrid: ", 9) == 0;
}

static void an_exception_of_simgrid_becomes_an_error(void **state)
{
    (void)state;
    assert_true(history_of(late_host)->told);
}

static void wait_forever(struct bo_actor *actor, void *context)
{
    (void)context;
    bo_actor_wait(actor);
}

static void captured_run(void *shared)
{
    FILE *file = tmpfile();

    if (file == NULL || dup2(fileno(file), STDOUT_FILENO) < 0 ||
        dup2(fileno(file), STDERR_FILENO) < 0)
        _exit(4);
    build(shared);
    (void)bo_actor_create(the_kernel, "blocked", wait_forever, NULL);
    if (bo_kernel_run(the_kernel, 1e6, NULL) != BO_ERUN)
        _exit(4);
    bo_kernel_free(the_kernel);
    (void)fflush(NULL);
    the_history->told = lseek(fileno(file), 0, SEEK_END) == 0;
}

static void simgrid_prints_nothing(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip(); /* the sanitizer itself prints when an exception crosses one of SimGrid's stacks */
#endif
    assert_true(history_of(captured_run)->told);
}

static bool handled_by_default(int signal_number)
{
    struct sigaction action;

    return sigaction(signal_number, NULL, &action) == 0 && action.sa_handler == SIG_DFL;
}

static void look_at_handlers(void *shared)
{
    the_history = shared;
    (void)signal(SIGINT, SIG_DFL);
    (void)signal(SIGSEGV, SIG_DFL);
    (void)signal(SIGBUS, SIG_DFL);
    the_kernel = child_kernel(0, NULL);
    the_history->told =
        handled_by_default(SIGINT) && handled_by_default(SIGSEGV) && handled_by_default(SIGBUS);
}

static void simgrid_leaves_no_signal_handlers(void **state)
{
    (void)state;
    assert_true(history_of(look_at_handlers)->told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(simgrid_prints_nothing),
        cmocka_unit_test(simgrid_leaves_no_signal_handlers),
        cmocka_unit_test(a_drained_run_and_one_that_enters_simgrid_at_every_event_are_the_same),
        cmocka_unit_test(a_run_in_a_thousand_pieces_equals_one_run),
        cmocka_unit_test(a_run_can_be_forked_in_its_middle),
        cmocka_unit_test(a_kernel_without_clusters_and_actors_runs),
        cmocka_unit_test(actors_need_no_cluster),
        cmocka_unit_test(a_second_kernel_in_a_process_is_refused),
        cmocka_unit_test(an_exception_of_simgrid_becomes_an_error),
        /* Last: it starts SimGrid in this process. */
        cmocka_unit_test(children_of_a_warm_parent_run_one_after_another),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
