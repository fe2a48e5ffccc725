/* multiply.h - an inherited value times a factor: what --set path=*0.5 says.
 *
 * A number keeps its unit, a distribution its shape and its spread over its level, a path in time its dates.
 *
 * Owner:  the arena; what is inherited is not changed.
 */
#ifndef BUILDOUT_SIM_SCENARIO_MULTIPLY_H
#define BUILDOUT_SIM_SCENARIO_MULTIPLY_H

#include "problems.h"

/* value NULL: nobody says what it is but the schema. NULL after a problem. The node stands at place. */
struct bo_node *bo_multiply(struct bo_problems *problems, struct bo_place place, const char *path,
                            const struct bo_node *value, double factor);

#endif
