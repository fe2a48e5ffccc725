#include "buildout/run/run.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board_policy.h"
#include "buildout/kernel/kernel.h"
#include "replicate.h"

const struct bo_run_limits bo_run_default_limits = {
    .cpu_s = 300, .wall_s = 600, .memory_bytes = (size_t)2 << 30};

#define RUNNER_BYTES ((size_t)64 << 20)

/* What a child leaves for its parent, first in the shared arena. */
struct report {
    bool finished; /* the child came to its own end */
    struct bo_err err;
    struct bo_facts *facts;
};

int bo_runner_create(const struct bo_scenario *scenario, struct bo_runner **out, struct bo_err *err)
{
    struct bo_arena *arena;
    int status = bo_arena_create(RUNNER_BYTES, false, &arena, err);
    if (status != BO_OK) {
        return status;
    }
    struct bo_runner *runner = BO_NEW(arena, struct bo_runner);
    runner->arena = arena;
    runner->scenario = scenario;
    signal(SIGCHLD, SIG_DFL); /* ignored, as who started us may have left it, it would never come */
    status = bo_board_policy_compile(runner, err);
    if (status == BO_OK) {
        status = bo_kernel_warm_up(err);
    }
    if (status != BO_OK) {
        bo_runner_free(runner);
        return status;
    }
    *out = runner;
    return BO_OK;
}

void bo_runner_free(struct bo_runner *runner)
{
    if (runner != NULL) {
        bo_policy_free(runner->policy);
        bo_arena_free(runner->arena);
    }
}

/* The one way out of a child: buffers and coverage are flushed, nothing of the parent's is run. */
static void leave(struct report *report)
{
    report->finished = true;
    fflush(NULL);
    _exit(0);
}

static void on_full(void *context, size_t wanted_bytes)
{
    struct report *report = context;
    bo_err_set(&report->err, BO_ERUN, "the run needs more memory than its limit (%zu bytes more)",
               wanted_bytes);
    report->facts = NULL;
    leave(report);
}

static void be_child(struct bo_runner *runner, const struct bo_run_options *options,
                     struct bo_arena *shared, struct report *report, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(1);
    }
    struct rlimit cpu = {.rlim_cur = options->limits.cpu_s, .rlim_max = options->limits.cpu_s + 1};
    setrlimit(RLIMIT_CPU, &cpu);
    struct rlimit core = {.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &core);
    signal(SIGALRM, SIG_DFL);
    alarm(options->limits.wall_s);
    bo_arena_on_full(shared, on_full, report);
    struct bo_facts *facts = NULL;
    int status = bo_replicate(runner, options, shared, &facts, &report->err);
    report->err.status = (enum bo_status)status;
    report->facts = status == BO_OK || status == BO_ECHECK ? facts : NULL;
    leave(report);
}

static void explain_death(int how, const struct bo_run_options *options, struct bo_err *err)
{
    const char *what = "it ended without a result";
    char text[96];
    if (WIFSIGNALED(how)) {
        int signal_number = WTERMSIG(how);
        what = text;
        if (signal_number == SIGXCPU || (signal_number == SIGKILL && options->limits.cpu_s > 0)) {
            snprintf(text, sizeof text, "it used more than %u s of processor time or was killed",
                     options->limits.cpu_s);
        } else if (signal_number == SIGALRM) {
            snprintf(text, sizeof text, "it took longer than %u s", options->limits.wall_s);
        } else {
            snprintf(text, sizeof text, "it crashed with signal %d", signal_number);
        }
    }
    bo_err_set(err, BO_ERUN, "seed %llu, replicate %u: %s", (unsigned long long)options->seed,
               options->replicate, what);
}

/* Blocks until the child has ended; a signal among the interrupts kills it and is told. They are blocked in the child
 * too: a terminal sends them to both, and it is the parent that answers. */
static bool wait_for(pid_t child, const sigset_t *interrupts, int *how)
{
    sigset_t awaited = *interrupts;
    bool interrupted = false;
    pid_t ended;
    sigaddset(&awaited, SIGCHLD);
    while ((ended = waitpid(child, how, interrupted ? 0 : WNOHANG)) <= 0) {
        if (ended < 0 && errno != EINTR) {
            break;
        }
        if (!interrupted) {
            int came = sigwaitinfo(&awaited, NULL);
            interrupted = came > 0 && came != SIGCHLD;
        }
        if (interrupted) {
            kill(child, SIGKILL);
        }
    }
    return interrupted;
}

static struct bo_run_result collect(pid_t child, const struct bo_run_options *options,
                                    struct bo_arena *shared, struct report *report)
{
    sigset_t none;
    int how = 0;
    sigemptyset(&none);
    bool interrupted =
        wait_for(child, options->interrupts == NULL ? &none : options->interrupts, &how);
    if (interrupted) {
        bo_err_set(&report->err, BO_ERUN, "interrupted");
        report->facts = NULL;
    } else if (!report->finished || how != 0) {
        explain_death(how, options, &report->err);
        report->facts = NULL;
    }
    return (struct bo_run_result){
        .arena = shared, .facts = report->facts, .err = report->err, .interrupted = interrupted};
}

int bo_run(struct bo_runner *runner, const struct bo_run_options *options,
           struct bo_run_result *out, struct bo_err *err)
{
    struct bo_arena *shared;
    int status = bo_arena_create(options->limits.memory_bytes, true, &shared, err);
    if (status != BO_OK) {
        return status;
    }
    struct report *report = BO_NEW(shared, struct report);
    fflush(NULL);
    /* Blocked before there is a child, so that its end cannot come unseen between looking and waiting. */
    sigset_t child_ends, before;
    sigemptyset(&child_ends);
    sigaddset(&child_ends, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child_ends, &before);
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        be_child(runner, options, shared, report, parent);
    }
    if (child > 0) {
        *out = collect(child, options, shared, report);
    } else {
        status = bo_err_set(err, BO_ERUN, "cannot start a run: %s", strerror(errno));
        bo_arena_free(shared);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return status;
}

void bo_run_result_free(struct bo_run_result *result)
{
    bo_arena_free(result->arena);
    *result = (struct bo_run_result){0};
}
