#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "buildout/cli/commands.h"
#include "buildout/cli/json_memory.h"
#include "interrupt.h"
#include "jobs.h"
#include "serve.h"

enum { TICK_MS = 1000, HIGHEST_PORT = 65535, URL_BYTES = 128 };
enum { MOST_FDS = 1 + BO_WEB_FDS + 2 * (BO_SERVE_JOBS + BO_SERVE_TASKS) };

/* ---- waiting ---- */

struct waiting {
    uint32_t n;
    struct pollfd fd[MOST_FDS];
};

static void wait_for(struct waiting *waiting, int fd)
{
    if (fd >= 0)
        waiting->fd[waiting->n++] = (struct pollfd){.fd = fd, .events = POLLIN};
}

static void wait_for_child(struct waiting *waiting, const struct bo_child *child)
{
    if (child->pid == 0)
        return;
    wait_for(waiting, child->out.fd);
    wait_for(waiting, child->err.fd);
}

static int tick_ms(const struct bo_serve *serve)
{
    int web_ms = bo_web_timeout_ms(serve->web);

    return web_ms >= 0 && web_ms < TICK_MS ? web_ms : TICK_MS;
}

/* True once a signal asks for the end. */
static bool wait_for_news(const struct bo_serve *serve, int signals)
{
    struct waiting waiting = {.n = 0};

    wait_for(&waiting, signals);
    waiting.n += bo_web_fds(serve->web, waiting.fd + waiting.n);
    for (int i = 0; i < BO_SERVE_JOBS; i++)
        if (serve->job[i].state == BO_JOB_RUNNING)
            wait_for_child(&waiting, &serve->job[i].child);
    for (int i = 0; i < BO_SERVE_TASKS; i++)
        if (serve->task[i].call != NULL)
            wait_for_child(&waiting, &serve->task[i].child);
    (void)poll(waiting.fd, waiting.n, tick_ms(serve));
    return (waiting.fd[0].revents & POLLIN) != 0;
}

static void step(struct bo_serve *serve)
{
    for (int i = 0; i < BO_SERVE_JOBS; i++)
        (void)bo_serve_job_step(&serve->job[i]);
    bo_serve_tasks_step(serve);
    bo_serve_looks_step(serve);
    bo_web_step(serve->web);
    bo_serve_jobs_tidy(serve);
}

/* ---- from start to end ---- */

/* The base case is simulated before anybody asks, for everything is shown beside it. */
static void start_base(struct bo_serve *serve)
{
    json_t *none = json_array();
    struct bo_serve_wish wish = {.sets = none,
                                 .page = "",
                                 .slot = "base",
                                 .n_replicates = serve->args->runs,
                                 .is_base = true};
    struct bo_err err;

    if (bo_serve_job_start(serve, &wish, &err) == NULL)
        (void)fprintf(stderr, "buildout: warning: %s\n", err.text);
    json_decref(none);
}

/* Whether there is one, the browser's starter says; we do not wait for it. */
static void open_browser(const char *url)
{
    pid_t pid = fork();

    if (pid != 0)
        return;
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0 && dup2(nowhere, STDERR_FILENO) >= 0)
        (void)execlp("xdg-open", "xdg-open", url, (char *)NULL);
    _exit(1);
}

static void say_where(const struct bo_serve *serve)
{
    char url[URL_BYTES];

    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u/#token=%s", bo_web_port(serve->web),
                   bo_web_token(serve->web));
    if (!serve->args->quiet)
        (void)printf("%s\nOpen this, on this machine only:\n", serve->base.scenario->title);
    (void)printf("%s\n", url);
    if (!serve->args->quiet)
        (void)printf("Ctrl-C ends it.\n");
    (void)fflush(stdout);
    if (serve->args->open)
        open_browser(url);
}

static int work(struct bo_serve *serve, const struct bo_interrupts *interrupts, struct bo_err *err)
{
    int signals = signalfd(-1, &interrupts->held, SFD_CLOEXEC | SFD_NONBLOCK);

    if (signals < 0)
        return bo_err_set(err, BO_ERUN, "the server cannot start: %s", strerror(errno));
    start_base(serve);
    say_where(serve);
    while (!wait_for_news(serve, signals))
        step(serve);
    (void)close(signals);
    if (!serve->args->quiet)
        (void)printf("stopped\n");
    return BO_OK;
}

static void stop(struct bo_serve *serve)
{
    for (int i = 0; i < BO_SERVE_JOBS; i++)
        bo_serve_job_free(&serve->job[i]);
    for (int i = 0; i < BO_SERVE_TASKS; i++)
        bo_serve_task_free(&serve->task[i]);
    for (int i = 0; i < BO_SERVE_LOOKS; i++)
        json_decref(serve->look[i].asked);
    bo_web_close(serve->web);
    json_decref(serve->about);
}

/* A variant extends the file by the name that finds it: beside the variant, or among those that ship. */
static const char *name_for_variants(const char *file)
{
    const char *slash = strrchr(file, '/');

    return slash != NULL ? slash + 1 : file;
}

static int open_base(struct bo_serve *serve, char file[static PATH_MAX], struct bo_arena **arena,
                     struct bo_err *err)
{
    char installed[PATH_MAX];
    const char *shipped = bo_installed_scenarios(installed);

    if (serve->args->n_operands > 0)
        serve->file = serve->args->operand[0];
    else if (shipped == NULL ||
             snprintf(file, PATH_MAX, "%s/baseline_2025.cfg", shipped) >= PATH_MAX)
        return bo_err_set(err, BO_EUSAGE, "the scenarios that ship are not there: name a FILE");
    serve->extends = name_for_variants(serve->file);
    return bo_open_scenario_values(serve->args, serve->file, arena, &serve->base, err);
}

static int open_web(struct bo_serve *serve, struct bo_err *err)
{
    struct bo_web_options options = {
        .port = (uint16_t)serve->args->port, .call = bo_serve_call, .context = serve};

    if (serve->args->port > HIGHEST_PORT)
        return bo_err_set(err, BO_EUSAGE, "--port: expected a number up to %d, not %u",
                          HIGHEST_PORT, serve->args->port);
    if (serve->args->runs > BO_SERVE_RUNS)
        return bo_err_set(err, BO_EUSAGE, "--runs: the page shows at most %d", BO_SERVE_RUNS);
    return bo_web_open(&options, &serve->web, err);
}

int bo_cmd_serve(const struct bo_args *typed, struct bo_err *err)
{
    struct bo_parsed_files parsed = {.n = 0};
    struct bo_args args = *typed;
    struct bo_serve serve = {.args = &args, .n_jobs = bo_jobs_of(typed)};
    char file[PATH_MAX];
    struct bo_interrupts interrupts;
    struct bo_arena *arena = NULL;
    int status;

    args.parsed = &parsed; /* children that read variants find the files parsed */
    serve.file = file;
    bo_interrupts_hold(&interrupts);
    status = open_base(&serve, file, &arena, err);
    if (status == BO_OK)
        status = open_web(&serve, err);
    if (status == BO_OK) {
        serve.about = bo_serve_about(&serve);
        status = bo_json_memory_was_short()
                     ? bo_err_set(err, BO_ERUN, "there is no memory to tell of the scenario")
                     : work(&serve, &interrupts, err);
    }
    stop(&serve);
    bo_arena_free(arena);
    return status;
}
