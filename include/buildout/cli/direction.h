/* buildout/cli/direction.h - is more of a key figure better?
 *
 * Owner:  constants. Errors: none; of what only says when or how the answer is neither.
 */
#ifndef BUILDOUT_CLI_DIRECTION_H
#define BUILDOUT_CLI_DIRECTION_H

enum bo_direction { BO_LESS_IS_BETTER = -1, BO_NEITHER_IS_BETTER = 0, BO_MORE_IS_BETTER = 1 };

/* Of "npv", "capability_lag_months", ...; seen by the entity whose figure it is. */
enum bo_direction bo_direction_of(const char *key);

#endif
