/* buildout/compare/waiting.h - what waiting is worth: the value of beginning later, and when to stop waiting.
 *
 * Waiting k steps is an option that is exercised once. Its value is what beginning then brings, seen from today, less
 * what beginning at once brings; the best time is where that is highest.
 *
 * Units:  values in any unit, discounted to the same day.
 * Owner:  arrays belong to the caller. Errors: none; values that are not finite are passed over.
 * Source: McDonald and Siegel (1986), The value of waiting to invest, without noise.
 */
#ifndef BUILDOUT_COMPARE_WAITING_H
#define BUILDOUT_COMPARE_WAITING_H

#include <stdint.h>

#define BO_WAITING_NEVER UINT32_MAX

/* The place of the highest of value[n], the earliest of equals; BO_WAITING_NEVER when none is finite. */
uint32_t bo_waiting_best(const double *value, uint32_t n);

/* The same when one may also never begin, which brings nothing: BO_WAITING_NEVER unless some value is above 0. */
uint32_t bo_waiting_best_or_never(const double *value, uint32_t n);

#endif
