#include "buildout/run/run.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "board_policy.h"
#include "buildout/kernel/kernel.h"
#include "buildout/store/pack.h"
#include "pages.h"
#include "replicate.h"

const struct bo_run_limits bo_run_default_limits = {
    .cpu_s = 300, .wall_s = 600, .memory_bytes = (size_t)2 << 30};

#define RUNNER_BYTES ((size_t)64 << 20)

#define MS_PER_S 1000u
#define NS_PER_MS 1000000L
#define LONG_WAIT_MS 60000u

/* What a child leaves for its parent in shared memory. */
struct bo_run_report {
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
        status = bo_pages_create(&runner->pages, err);
    }
    if (status == BO_OK) {
        status = bo_kernel_warm_up(scenario->param.n[BO_TABLE_COMPANIES], err);
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
        bo_policy_free(runner->figures);
        bo_pages_free(runner->pages);
        bo_arena_free(runner->arena);
    }
}

/* The one way out of a child: buffers and coverage are flushed, nothing of the parent's is run. */
static void leave(struct bo_run_report *report)
{
    report->finished = true;
    fflush(NULL);
    _exit(0);
}

static void on_full(void *context, size_t wanted_bytes)
{
    struct bo_run_report *report = context;
    bo_err_set(&report->err, BO_ERUN, "the run needs more memory than its limit (%zu bytes more)",
               wanted_bytes);
    report->facts = NULL;
    leave(report);
}

/* When only an extract is wanted, it is all that the arena to be handed over ever holds. */
static int open_facts(const struct bo_run_job *job, struct bo_arena **out, struct bo_err *err)
{
    *out = job->facts_arena;
    bo_arena_on_full(*out, on_full, job->report);
    if (job->options.keep == NULL && job->options.pack == NULL) {
        return BO_OK;
    }
    int status = bo_arena_create(job->options.limits.memory_bytes, false, out, err);
    if (status == BO_OK) {
        bo_arena_on_full(*out, on_full, job->report);
    }
    return status;
}

static void simulate(struct bo_runner *runner, const struct bo_run_job *job)
{
    struct bo_run_report *report = job->report;
    const struct bo_when_full full = {on_full, report};
    struct bo_facts *facts = NULL;
    struct bo_arena *arena;
    int status = open_facts(job, &arena, &report->err);
    if (status == BO_OK) {
        status = bo_replicate(runner, &job->options, arena, &full, &facts, &report->err);
    }
    report->err.status = (enum bo_status)status;
    if (status != BO_OK && status != BO_ECHECK) {
        return;
    }
    if (job->options.pack != NULL) {
        struct bo_facts *extract = bo_facts_extract(facts, NULL, job->facts_arena);
        bo_store_pack(facts, job->options.pack, job->facts_arena, &extract->pack);
        facts = extract;
    } else if (job->options.keep != NULL) {
        facts = bo_facts_extract(facts, job->options.keep, job->facts_arena);
    }
    if (bo_arena_send(job->facts_arena, job->handover, &report->err) == BO_OK) {
        report->facts = facts;
    }
}

static void be_child(struct bo_runner *runner, const struct bo_run_job *job, pid_t parent)
{
    const struct bo_run_options *options = &job->options;
    struct bo_run_report *report = job->report;
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
    bo_pages_ready(runner->pages);
    simulate(runner, job);
    bo_pages_note(runner->pages);
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
    bo_err_set(err, BO_ERUN, "%s", what);
}

static void block_child_ends(void)
{
    sigset_t child_ends;
    sigemptyset(&child_ends);
    sigaddset(&child_ends, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child_ends, NULL);
}

static void unblock_child_ends(void)
{
    sigset_t child_ends;
    sigemptyset(&child_ends);
    sigaddset(&child_ends, SIGCHLD);
    sigprocmask(SIG_UNBLOCK, &child_ends, NULL);
}

static void close_job(struct bo_run_job *job)
{
    if (job->handover >= 0) {
        (void)close(job->handover);
    }
    bo_arena_free(job->report_arena);
    *job = (struct bo_run_job){0};
}

static int open_job(const struct bo_run_options *options, struct bo_run_job *job,
                    struct bo_err *err)
{
    *job = (struct bo_run_job){.options = *options, .handover = -1};
    int status = bo_arena_create(sizeof *job->report, true, &job->report_arena, err);
    if (status != BO_OK) {
        return status;
    }
    job->report = BO_NEW(job->report_arena, struct bo_run_report);
    job->handover = memfd_create("buildout facts", MFD_CLOEXEC);
    if (job->handover < 0) {
        return bo_err_set(err, BO_ERUN, "cannot start a run: %s", strerror(errno));
    }
    return bo_arena_create(options->limits.memory_bytes, false, &job->facts_arena, err);
}

static int fork_child(struct bo_runner *runner, struct bo_run_job *job, struct bo_err *err)
{
    fflush(NULL);
    /* Blocked before there is a child, so that its end cannot come unseen between looking and waiting. */
    block_child_ends();
    pid_t parent = getpid();
    job->pid = fork();
    if (job->pid == 0) {
        unblock_child_ends();
        be_child(runner, job, parent);
    }
    return job->pid > 0 ? BO_OK
                        : bo_err_set(err, BO_ERUN, "cannot start a run: %s", strerror(errno));
}

int bo_run_start(struct bo_runner *runner, const struct bo_run_options *options,
                 struct bo_run_job *out, struct bo_err *err)
{
    struct bo_run_job job;
    int status = open_job(options, &job, err);
    if (status == BO_OK) {
        status = fork_child(runner, &job, err);
    }
    if (status != BO_OK) {
        bo_arena_free(job.facts_arena);
        close_job(&job);
        return status;
    }
    *out = job;
    return BO_OK;
}

bool bo_run_collect(struct bo_run_job *job, struct bo_run_result *out)
{
    struct bo_run_report *report = job->report;
    int how = 0;
    assert(job->pid > 0 && report != NULL);
    pid_t ended = waitpid(job->pid, &how, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR)) {
        return false;
    }
    bool died = !report->finished || how != 0;
    if (died) {
        explain_death(how, &job->options, &report->err);
        report->facts = NULL;
    }
    if (report->facts != NULL) {
        struct bo_err err;
        if (bo_arena_receive(job->facts_arena, job->handover, &err) != BO_OK) {
            report->facts = NULL;
            report->err = err;
        }
    }
    *out = (struct bo_run_result){
        .arena = job->facts_arena, .facts = report->facts, .err = report->err, .died = died};
    close_job(job);
    return true;
}

void bo_run_cancel(struct bo_run_job *job)
{
    if (job->pid == 0) {
        return;
    }
    kill(job->pid, SIGKILL);
    while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR) {
    }
    bo_arena_free(job->facts_arena);
    close_job(job);
}

/* The interrupts are blocked in the children too: a terminal sends them to all, and it is the parent that answers. */
enum bo_run_news bo_run_wait(const sigset_t *interrupts, uint32_t timeout_ms)
{
    struct timespec timeout = {.tv_sec = timeout_ms / MS_PER_S,
                               .tv_nsec = (long)(timeout_ms % MS_PER_S) * NS_PER_MS};
    sigset_t awaited;
    sigemptyset(&awaited);
    if (interrupts != NULL) {
        awaited = *interrupts;
    }
    sigaddset(&awaited, SIGCHLD);
    int came = sigtimedwait(&awaited, NULL, &timeout);
    if (came == SIGCHLD) {
        return BO_RUN_ENDED;
    }
    return came > 0 ? BO_RUN_INTERRUPTED : BO_RUN_TIMEOUT;
}

static void tell_whose(const struct bo_run_options *options, struct bo_err *err)
{
    struct bo_err bare = *err;
    bo_err_set(err, bare.status, "seed %llu, replicate %u: %s", (unsigned long long)options->seed,
               options->replicate, bare.text);
}

int bo_run(struct bo_runner *runner, const struct bo_run_options *options,
           struct bo_run_result *out, struct bo_err *err)
{
    struct bo_run_job job = {0};
    sigset_t before;
    sigprocmask(SIG_BLOCK, NULL, &before);
    int status = bo_run_start(runner, options, &job, err);
    while (status == BO_OK && !bo_run_collect(&job, out)) {
        if (bo_run_wait(options->interrupts, LONG_WAIT_MS) == BO_RUN_INTERRUPTED) {
            bo_run_cancel(&job);
            *out = (struct bo_run_result){.interrupted = true};
            bo_err_set(&out->err, BO_ERUN, "interrupted");
            break;
        }
    }
    if (status == BO_OK && !out->interrupted && out->err.status != BO_OK) {
        tell_whose(options, &out->err);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return status;
}

void bo_run_result_free(struct bo_run_result *result)
{
    bo_arena_free(result->arena);
    *result = (struct bo_run_result){0};
}
