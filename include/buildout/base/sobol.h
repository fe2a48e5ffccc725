/* buildout/base/sobol.h - a point of Sobol's low-discrepancy sequence, computed from its index.
 *
 * Nothing is carried from one point to the next, so any process may draw any point, in any order.
 *
 * Units:  a coordinate is a fraction of 2^32: x = value * 2^-32. Point 0 is the origin.
 * Errors: none; dimension < BO_SOBOL_DIMENSIONS is asserted.
 * Source: Sobol' (1967); direction numbers of Bratley and Fox, ACM TOMS Algorithm 659 (1988), which the GNU Scientific
 *         Library has too; order of points of Antonov and Saleev (1979).
 */
#ifndef BUILDOUT_BASE_SOBOL_H
#define BUILDOUT_BASE_SOBOL_H

#include <stdint.h>

#define BO_SOBOL_DIMENSIONS 40u

uint32_t bo_sobol(uint32_t index, uint32_t dimension);

#endif
