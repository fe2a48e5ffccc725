#include "interrupt.h"

#include <stddef.h>

static const int interrupting[] = {SIGINT, SIGTERM, SIGHUP};
enum { N_INTERRUPTING = sizeof interrupting / sizeof *interrupting };

void bo_interrupts_hold(struct bo_interrupts *interrupts)
{
    sigemptyset(&interrupts->held);
    for (int i = 0; i < N_INTERRUPTING; i++) {
        struct sigaction now;
        if (sigaction(interrupting[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            sigaddset(&interrupts->held, interrupting[i]);
    }
    sigprocmask(SIG_BLOCK, &interrupts->held, &interrupts->before);
}

bool bo_interrupts_pending(const struct bo_interrupts *interrupts)
{
    sigset_t pending;
    if (sigpending(&pending) != 0)
        return false;
    for (int i = 0; i < N_INTERRUPTING; i++) {
        if (sigismember(&interrupts->held, interrupting[i]) == 1 &&
            sigismember(&pending, interrupting[i]) == 1)
            return true;
    }
    return false;
}

void bo_interrupts_release(const struct bo_interrupts *interrupts)
{
    sigprocmask(SIG_SETMASK, &interrupts->before, NULL);
}
