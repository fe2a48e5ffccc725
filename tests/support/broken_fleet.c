/* broken_fleet.c - fleet_lot_elsewhere with a fault, linked in place of the real one by --wrap: the audit must find it.
 *
 * With BUILDOUT_FAULT "chips" what is to be held goes where nobody looks, with "part" half a chip too much is held;
 * without it the function is the real one.
 */
#include <stdlib.h>
#include <string.h>

#include "fleet_lots.h"

struct lot *__real_fleet_lot_elsewhere(struct bo_world *world, uint32_t group,
                                       const struct lot *like);
struct lot *__wrap_fleet_lot_elsewhere(struct bo_world *world, uint32_t group,
                                       const struct lot *like);

struct lot *__wrap_fleet_lot_elsewhere(struct bo_world *world, uint32_t group,
                                       const struct lot *like)
{
    static struct lot nowhere;
    const char *fault = getenv("BUILDOUT_FAULT");
    if (fault != NULL && strcmp(fault, "chips") == 0) {
        return &nowhere;
    }
    struct lot *lot = __real_fleet_lot_elsewhere(world, group, like);
    if (fault != NULL && strcmp(fault, "part") == 0) {
        lot->waiting += 0.5;
    }
    return lot;
}
