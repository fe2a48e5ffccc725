/* interrupt.h - Ctrl-C, a closed terminal and a polite kill, held back until nothing is half done.
 *
 * Between bo_interrupts_hold and bo_interrupts_release SIGINT, SIGTERM and SIGHUP only become pending, but for those
 * that whoever started us had ignored.
 */
#ifndef BUILDOUT_SIM_CLI_INTERRUPT_H
#define BUILDOUT_SIM_CLI_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

struct bo_interrupts {
    sigset_t held;
    sigset_t before;
};

void bo_interrupts_hold(struct bo_interrupts *interrupts);
bool bo_interrupts_pending(const struct bo_interrupts *interrupts);
/* A pending one then takes effect. */
void bo_interrupts_release(const struct bo_interrupts *interrupts);

#endif
