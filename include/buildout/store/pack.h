/* buildout/store/pack.h - the series that an ensemble bands, packed by the process that simulated them.
 *
 * Names come first: variable, entity and place of each series, in the order of sorted facts, ended by zeros; the variable
 * is empty where it is that of the series before. The values follow: of each series a bit a month, set where it is
 * another than the month before (which of the first is 0), and the doubles of the months whose bit is set. About half of
 * what a run finds does not move from a month to the next.
 *
 * Units:  as the facts say; doubles of the machine.
 * Owner:  a pack lives in the arena it was made in.
 * Errors: none; an arena that is full has its own way out.
 */
#ifndef BUILDOUT_STORE_PACK_H
#define BUILDOUT_STORE_PACK_H

#include "buildout/base/facts.h"
#include "buildout/store/store.h"

/* Of sorted facts the series that are banded and have a value. */
void bo_store_pack(const struct bo_facts *facts, bo_banded_fn banded, struct bo_arena *arena,
                   struct bo_fact_pack *out);

#endif
