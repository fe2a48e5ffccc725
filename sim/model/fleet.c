#include "buildout/model/fleet.h"

void bo_fleet_open(struct bo_world *world)
{
    (void)world;
}

void bo_fleet_close(struct bo_world *world, double day)
{
    (void)world;
    (void)day;
}

int bo_fleet_audit(const struct bo_world *world, struct bo_err *err)
{
    (void)world;
    (void)err;
    return BO_OK;
}
