#include "serve_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FIRST_OTHER_FD = 3, PIECE_BYTES = 1 << 16, PIPE_BYTES = 1 << 20 };
enum { MOST_OUT_BYTES = 64 << 20, MOST_ERR_BYTES = 64 << 10 };

/* ---- in the child ---- */

static void close_others(void)
{
    (void)close_range(FIRST_OTHER_FD, ~0U, 0);
}

static int stand_alone(pid_t parent, const int out[2], const int err[2])
{
    sigset_t none;
    int nothing = open("/dev/null", O_RDONLY);

    (void)setpgid(0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent || nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
        dup2(out[1], STDOUT_FILENO) < 0 || dup2(err[1], STDERR_FILENO) < 0)
        return -1;
    close_others();
    (void)signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    return sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The one way out: buffers and coverage are flushed, nothing of the server's is run. */
static void leave(int code)
{
    fflush(NULL);
    _exit(code);
}

/* ---- in the server ---- */

static void close_pair(int pair[2])
{
    for (int i = 0; i < 2; i++)
        if (pair[i] >= 0)
            (void)close(pair[i]);
}

static int open_pipes(int out[2], int err_pipe[2], struct bo_err *err)
{
    out[0] = out[1] = err_pipe[0] = err_pipe[1] = -1;
    if (pipe2(out, O_CLOEXEC) == 0 && pipe2(err_pipe, O_CLOEXEC) == 0 &&
        fcntl(out[0], F_SETFL, O_NONBLOCK) == 0 && fcntl(err_pipe[0], F_SETFL, O_NONBLOCK) == 0) {
        (void)fcntl(out[0], F_SETPIPE_SZ, PIPE_BYTES); /* a run at a time, if the system lets us */
        return BO_OK;
    }
    close_pair(out);
    close_pair(err_pipe);
    return bo_err_set(err, BO_ERUN, "cannot start a process: %s", strerror(errno));
}

int bo_child_start(bo_child_fn work, void *context, struct bo_child *child, struct bo_err *err)
{
    int out[2], err_pipe[2];
    pid_t parent = getpid(), pid;
    int status = open_pipes(out, err_pipe, err);

    if (status != BO_OK)
        return status;
    fflush(NULL);
    pid = fork();
    if (pid == 0) {
        if (stand_alone(parent, out, err_pipe) != 0)
            _exit(1);
        leave(work(context));
    }
    (void)close(out[1]);
    (void)close(err_pipe[1]);
    if (pid < 0) {
        (void)close(out[0]);
        (void)close(err_pipe[0]);
        return bo_err_set(err, BO_ERUN, "cannot start a process: %s", strerror(errno));
    }
    (void)setpgid(pid,
                  pid); /* whoever of the two comes first: the group is there when it is killed */
    *child = (struct bo_child){.pid = pid,
                               .out = {.fd = out[0], .most = MOST_OUT_BYTES},
                               .err = {.fd = err_pipe[0], .most = MOST_ERR_BYTES}};
    return BO_OK;
}

static bool make_room(struct bo_child_text *text)
{
    size_t wanted = text->n + PIECE_BYTES + 1;
    char *larger;

    if (wanted <= text->room)
        return true;
    wanted = wanted < 2 * text->room ? 2 * text->room : wanted;
    larger = realloc(text->bytes, wanted);
    if (larger == NULL)
        return false;
    text->bytes = larger;
    text->room = wanted;
    return true;
}

static void close_text(struct bo_child_text *text)
{
    if (text->fd >= 0)
        (void)close(text->fd);
    text->fd = -1;
}

static void read_text(struct bo_child_text *text)
{
    char lost[PIECE_BYTES] = "";

    while (text->fd >= 0) {
        bool keeps = text->n < text->most && make_room(text);
        ssize_t n = read(text->fd, keeps ? text->bytes + text->n : lost, PIECE_BYTES);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0) {
            close_text(text);
        } else if (keeps) {
            text->n += (size_t)n;
            text->bytes[text->n] = '\0';
        } else {
            text->cut = true;
        }
    }
}

static void reap(struct bo_child *child)
{
    while (waitpid(child->pid, &child->how, 0) < 0 && errno == EINTR) {
    }
    child->pid = 0;
}

bool bo_child_read(struct bo_child *child)
{
    read_text(&child->out);
    read_text(&child->err);
    if (child->out.fd >= 0 || child->err.fd >= 0)
        return false;
    if (child->pid != 0) {
        (void)kill(-child->pid, SIGKILL); /* it has closed both, so it has nothing more to say */
        reap(child);
    }
    return true;
}

void bo_child_take(struct bo_child *child, size_t n)
{
    struct bo_child_text *out = &child->out;

    if (n == 0)
        return;
    memmove(out->bytes, out->bytes + n, out->n - n + 1);
    out->n -= n;
}

void bo_child_stop(struct bo_child *child)
{
    if (child->pid != 0) {
        (void)kill(-child->pid, SIGKILL);
        reap(child);
    }
    close_text(&child->out);
    close_text(&child->err);
    free(child->out.bytes);
    free(child->err.bytes);
    child->out = child->err = (struct bo_child_text){.fd = -1};
}

int bo_child_exit_code(const struct bo_child *child)
{
    return WIFEXITED(child->how) ? WEXITSTATUS(child->how) : -1;
}
