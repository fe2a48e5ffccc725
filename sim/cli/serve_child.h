/* serve_child.h - a forked piece of work of the page's server, and what it says.
 *
 * The server has no thread, so it may fork at any time. A child stands in a process group of its own, with all that it
 * forks, reads nothing, has none of the server's sockets, and says its result on stdout and its complaints on stderr;
 * both are pipes that the server reads as they fill. Whatever happens to it, the server lives.
 *
 * Owner:  bo_child_stop frees what bo_child_start made, also after the end.
 * Errors: BO_ERUN when no process can be started.
 */
#ifndef BUILDOUT_SIM_CLI_SERVE_CHILD_H
#define BUILDOUT_SIM_CLI_SERVE_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "buildout/base/err.h"

struct bo_child_text {
    int fd;               /* -1: closed */
    char *bytes;          /* n bytes, then a zero; NULL when there are none */
    size_t n, room, most; /* what is said beyond the most is lost, and cut is set */
    bool cut;
};

struct bo_child {
    pid_t pid; /* 0: none, or it has ended */
    struct bo_child_text out, err;
    int how; /* as waitpid tells it, once it has ended */
};

/* Returns the exit code; its stdout and stderr are the pipes. */
typedef int (*bo_child_fn)(void *context);

int bo_child_start(bo_child_fn work, void *context, struct bo_child *child, struct bo_err *err);
/* Takes what the pipes hold; true when the child has said everything and ended. */
bool bo_child_read(struct bo_child *child);
/* Forgets the first n bytes of out. */
void bo_child_take(struct bo_child *child, size_t n);
/* Kills it, and all that it forked, if it has not ended. */
void bo_child_stop(struct bo_child *child);
/* Its exit code; -1 when it did not come to one. */
int bo_child_exit_code(const struct bo_child *child);

#endif
