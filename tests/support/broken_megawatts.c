/* broken_megawatts.c - bo_load_energise with a fault, linked in place of the real one by --wrap: the audit must find it.
 *
 * With BUILDOUT_FAULT "megawatts" a hall that is energised reaches nobody; without it the function is the real one.
 */
#include <stdlib.h>
#include <string.h>

#include "buildout/model/load.h"

void __real_bo_load_energise(struct bo_world *world, const struct bo_project *project, double mw);
void __wrap_bo_load_energise(struct bo_world *world, const struct bo_project *project, double mw);

void __wrap_bo_load_energise(struct bo_world *world, const struct bo_project *project, double mw)
{
    const char *fault = getenv("BUILDOUT_FAULT");
    if (fault == NULL || strcmp(fault, "megawatts") != 0) {
        __real_bo_load_energise(world, project, mw);
    }
}
