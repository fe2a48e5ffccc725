/* child.h - a test case in a process of its own: SimGrid can be started once a process, and asserts abort.
 *
 * The child writes its results into shared memory and leaves by _exit; the parent asserts on them, since a cmocka
 * assertion that fails in the child would run the rest of the tests there.
 */
#ifndef BUILDOUT_TESTS_CHILD_H
#define BUILDOUT_TESTS_CHILD_H

#include "near.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buildout/kernel/kernel.h"

/* Of its own: neither a busy machine nor a build that counts what is run ends it. */
#define CHILD_CPU_S 120
#define NO_BOUND ((double)INFINITY) /* clang takes INFINITY for a float */

/* Zeroed memory that the child shares with its parent. */
static inline void *child_memory(size_t n_bytes)
{
    void *memory = mmap(NULL, n_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    assert_true(memory != MAP_FAILED);
    return memory;
}

/* Runs body in a child and returns its wait status. */
static inline int child_status(void (*body)(void *shared), void *shared)
{
    /* cmocka catches these and would go on with the other tests in the child. */
    const int caught[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS};
    int status = -1;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        const struct rlimit no_core = {0, 0}, cpu = {CHILD_CPU_S, CHILD_CPU_S + 1};

        (void)setrlimit(RLIMIT_CORE, &no_core);
        (void)setrlimit(RLIMIT_CPU, &cpu);
        for (uint32_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
            (void)signal(caught[i], SIG_DFL);
        body(shared);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static inline void run_in_child(void (*body)(void *shared), void *shared)
{
    int status = child_status(body, shared);

    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* What a failed assertion prints is expected here and kept out of the log. */
static inline void child_is_silent(void)
{
    int nowhere = open("/dev/null", O_WRONLY);

    if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0)
        _exit(1);
}

static inline void assert_child_aborts(void (*body)(void *shared))
{
    int status = child_status(body, NULL);

    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

/* A kernel with these clusters; leaves the child with 2 when it cannot be had. */
static inline struct bo_kernel *child_kernel(uint32_t n_clusters, const double *capacity)
{
    const struct bo_kernel_options options = {n_clusters, capacity};
    struct bo_kernel *kernel = NULL;

    if (bo_kernel_create(&options, &kernel, NULL) != BO_OK)
        _exit(2);
    return kernel;
}

/* Leaves the child with 3 when the run fails. */
static inline void child_run(struct bo_kernel *kernel, double until_day)
{
    if (bo_kernel_run(kernel, until_day, NULL) != BO_OK)
        _exit(3);
}

#endif
