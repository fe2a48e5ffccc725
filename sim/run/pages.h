/* pages.h - the pages a replicate will touch, known from one before it.
 *
 * Of what a forked child inherits, code is not in its page tables and every page of data is copied when it is first
 * written: some 250 page faults, each dearer than what it does. Children of one parent touch nearly the same pages. So
 * the first that ends leaves a list, and the next have them all put in place by a few calls.
 *
 * Owner:  the list lies in shared memory and belongs to the runner.
 * Errors: none; where the kernel does not tell or cannot do it, pages come one by one as they are touched.
 */
#ifndef BUILDOUT_SIM_RUN_PAGES_H
#define BUILDOUT_SIM_RUN_PAGES_H

#include <stddef.h>

#include "buildout/base/err.h"

struct bo_pages;

int bo_pages_create(struct bo_pages **out, struct bo_err *err);
void bo_pages_free(struct bo_pages *pages);

/* In a child that begins. */
void bo_pages_ready(const struct bo_pages *pages);
/* In one that ends: the list is written if nobody has. */
void bo_pages_note(struct bo_pages *pages);
/* How many ranges of pages are listed. */
size_t bo_pages_listed(const struct bo_pages *pages);

#endif
