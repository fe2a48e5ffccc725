/* multiply.h - an inherited value changed: --set path=*0.5, path="*0.5 from 2027-01 to 2029-01", path="+0.03 from 2027-01" and
 * path="0.08 from 2027-01 to 2029-01".
 *
 * A number keeps its unit, a distribution its shape and its spread over its level, a path in time its dates. From a date on:
 * what is there stays, and becomes a path that is multiplied from there, or to which something is added, or in whose place another
 * value stands, and to a date if one is given.
 *
 * Owner:  the arena; what is inherited is not changed.
 */
#ifndef BUILDOUT_SIM_SCENARIO_MULTIPLY_H
#define BUILDOUT_SIM_SCENARIO_MULTIPLY_H

#include "problems.h"

struct bo_factor {
    double ratio;
    const struct bo_node *plus; /* added to that; NULL: nothing */
    const char *from, *to;      /* dates as typed; NULL: always, and without end */
};

/* value NULL: nobody says what it is but the schema. NULL after a problem. The node stands at place. */
struct bo_node *bo_multiply(struct bo_problems *problems, struct bo_place place, const char *path,
                            const struct bo_node *value, const struct bo_factor *by);

#endif
