/* buildout/model/late.h - which projects miss the date that was published for them.
 *
 * On 1 January every site in the pipeline has a published date of opening. Late is, of those published for the year,
 * the share not energised at its end; cancelled ones count. Planners' buffer moves it (prototypes A12).
 *
 * Errors: none.
 */
#ifndef BUILDOUT_MODEL_LATE_H
#define BUILDOUT_MODEL_LATE_H

#include "buildout/model/world.h"

/* At the start, and at each close (does something at the end of December only). */
void bo_late_open(struct bo_world *world);
void bo_late_close(struct bo_world *world, double day);

#endif
