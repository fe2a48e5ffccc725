/* Replicates in pieces: several at a time, one that is killed, a limit, an interrupt. Tests run in the folder of the
 * sources. */
#include "tiny_world.h"

#include <unistd.h>

#include "buildout/run/run.h"

struct warm {
    struct bo_arena *arena;
    struct bo_runner *runner;
};

static int warm_up(void **state)
{
    static struct warm warm;
    if (bo_arena_create(TINY_ARENA_BYTES, false, &warm.arena, NULL) != BO_OK) {
        return -1;
    }
    const struct bo_scenario *scenario = tiny_read(TINY_CFG, warm.arena, 0, NULL);
    *state = &warm;
    return bo_runner_create(scenario, &warm.runner, NULL);
}

static int cool_down(void **state)
{
    struct warm *warm = *state;
    bo_runner_free(warm->runner);
    bo_arena_free(warm->arena);
    return 0;
}

static struct bo_run_options options_of(uint32_t replicate)
{
    return (struct bo_run_options){
        .seed = 1, .replicate = replicate, .limits = bo_run_default_limits};
}

static struct bo_run_job start(struct warm *warm, const struct bo_run_options *options)
{
    struct bo_run_job job;
    struct bo_err err;
    if (bo_run_start(warm->runner, options, &job, &err) != BO_OK) {
        fail_msg("%s", err.text);
    }
    return job;
}

static struct bo_run_result finish(struct bo_run_job *job)
{
    struct bo_run_result result;
    while (!bo_run_collect(job, &result)) {
        bo_run_wait(NULL, 1000);
    }
    return result;
}

static void replicates_side_by_side_are_those_run_alone(void **state)
{
    enum { N = 4 };
    struct warm *warm = *state;
    struct bo_run_job job[N];
    for (uint32_t i = 0; i < N; i++) {
        struct bo_run_options options = options_of(i);
        job[i] = start(warm, &options);
    }
    for (uint32_t i = N; i-- > 0;) { /* whoever is asked first */
        struct bo_run_options options = options_of(i);
        struct bo_run_result together = finish(&job[i]), alone;
        assert_int_equal(bo_run(warm->runner, &options, &alone, NULL), BO_OK);
        assert_int_equal(together.err.status, BO_OK);
        assert_non_null(together.facts);
        assert_int_equal(strlen(together.facts->digest), 64);
        assert_string_equal(together.facts->digest, alone.facts->digest);
        assert_int_equal(job[i].pid, 0);
        bo_run_result_free(&together);
        bo_run_result_free(&alone);
    }
}

static void replicates_differ(void **state)
{
    struct warm *warm = *state;
    struct bo_run_options first = options_of(0), second = options_of(1);
    struct bo_run_job a = start(warm, &first), b = start(warm, &second);
    struct bo_run_result x = finish(&a), y = finish(&b);
    assert_string_not_equal(x.facts->digest, y.facts->digest);
    bo_run_result_free(&x);
    bo_run_result_free(&y);
}

static void one_that_is_killed_has_failed_and_the_other_has_not(void **state)
{
    struct warm *warm = *state;
    struct bo_run_options first = options_of(0), second = options_of(1);
    struct bo_run_job b = start(warm, &second);
    struct bo_run_result x = {0}, y;
    for (int tries = 0; !x.died && tries < 50; tries++) { /* until the kill comes before the end */
        bo_run_result_free(&x);
        struct bo_run_job a = start(warm, &first);
        kill(a.pid, SIGKILL);
        x = finish(&a);
    }
    y = finish(&b);
    assert_true(x.died);
    assert_null(x.facts);
    assert_int_equal(x.err.status, BO_ERUN);
    assert_non_null(strstr(x.err.text, "was killed"));
    assert_false(y.died);
    assert_non_null(y.facts);
    bo_run_result_free(&x);
    bo_run_result_free(&y);
}

static void a_replicate_without_memory_says_so(void **state)
{
    struct warm *warm = *state;
    struct bo_run_options options = options_of(0);
    bool enough = false;
    /* Whichever of its memories is full first, that of its facts or that of its world. */
    for (size_t bytes = 1 << 14; !enough && bytes < (size_t)1 << 30; bytes += bytes / 2) {
        options.limits.memory_bytes = bytes;
        struct bo_run_job job = start(warm, &options);
        struct bo_run_result result = finish(&job);
        enough = result.facts != NULL;
        if (!enough) {
            assert_false(result.died);
            assert_int_equal(result.err.status, BO_ERUN);
            assert_non_null(strstr(result.err.text, "needs more memory than its limit"));
        }
        bo_run_result_free(&result);
    }
    assert_true(enough);
}

static void a_cancelled_replicate_is_gone(void **state)
{
    struct warm *warm = *state;
    struct bo_run_options options = options_of(0);
    struct bo_run_job job = start(warm, &options);
    pid_t pid = job.pid;
    bo_run_cancel(&job);
    assert_int_equal(job.pid, 0);
    assert_int_equal(kill(pid, 0), -1);
    bo_run_cancel(&job); /* nothing is under way: no harm */
}

static void waiting_ends_by_time_and_by_an_interrupt(void **state)
{
    (void)state;
    sigset_t interrupts, before;
    sigemptyset(&interrupts);
    sigaddset(&interrupts, SIGUSR1);
    sigprocmask(SIG_BLOCK, &interrupts, &before);
    while (bo_run_wait(&interrupts, 0) == BO_RUN_ENDED) { /* of the tests before */
    }
    assert_int_equal(bo_run_wait(&interrupts, 1), BO_RUN_TIMEOUT);
    raise(SIGUSR1);
    assert_int_equal(bo_run_wait(&interrupts, 60000), BO_RUN_INTERRUPTED);
    assert_int_equal(bo_run_wait(&interrupts, 1), BO_RUN_TIMEOUT);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replicates_side_by_side_are_those_run_alone),
        cmocka_unit_test(replicates_differ),
        cmocka_unit_test(one_that_is_killed_has_failed_and_the_other_has_not),
        cmocka_unit_test(a_replicate_without_memory_says_so),
        cmocka_unit_test(a_cancelled_replicate_is_gone),
        cmocka_unit_test(waiting_ends_by_time_and_by_an_interrupt),
    };
    return cmocka_run_group_tests(tests, warm_up, cool_down);
}
