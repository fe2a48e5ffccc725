#include "buildout/model/trade.h"

void bo_trade_open(struct bo_world *world)
{
    (void)world;
}

void bo_trade_close(struct bo_world *world, double day)
{
    (void)world;
    (void)day;
}

void bo_trade_order(struct bo_world *world, double day)
{
    (void)world;
    (void)day;
}

int bo_trade_audit(const struct bo_world *world, struct bo_err *err)
{
    (void)world;
    (void)err;
    return BO_OK;
}
