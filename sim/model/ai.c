#include "buildout/model/ai.h"

#include <math.h>

#include "buildout/model/capability.h"
#include "buildout/model/capital.h"
#include "buildout/model/fleet.h"
#include "buildout/model/product.h"
#include "buildout/model/rental.h"
#include "buildout/model/trade.h"
#include "buildout/model/world.h"

void bo_ai_open(struct bo_world *world)
{
    const struct bo_param *p = world->param;
    if (p->n[BO_TABLE_CHIP_BUYERS] == 0 || p->n[BO_TABLE_FLEET] == 0) {
        return;
    }
    struct bo_ai_economy *ai = BO_NEW(world->arena, struct bo_ai_economy);
    ai->n_companies = world->n_companies;
    ai->company = BO_NEW_ARRAY(world->arena, struct bo_ai_company, world->n_companies);
    ai->leader = BO_NO_ROW;
    ai->sentiment = 1.0;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        bool china = p->company[i].buys_as_china;
        ai->company[i].market = china ? BO_MARKET_CHINA : BO_MARKET_WORLD;
    }
    world->ai_economy = ai;
    bo_fleet_open(world);
}

void bo_ai_open_markets(struct bo_world *world)
{
    if (world->ai_economy == NULL) {
        return;
    }
    bo_rental_open(world);
    bo_capability_open(world);
    bo_product_open(world);
    bo_capital_open(world);
    bo_capability_heed_boards(world);
    bo_trade_open(world);
}

static double over(double a, double b, double otherwise)
{
    return a > 0.0 && b > 0.0 ? a / b : otherwise;
}

double bo_ai_serving_ratio(const struct bo_world *world, uint32_t company)
{
    const struct bo_ai_economy *ai = world->ai_economy;
    const struct bo_ai_company *c = &ai->company[company];
    double own = fmax(0.0, c->training_h100e - c->leased_out_h100e), rented = c->leased_in_h100e;
    double usual = over(ai->market[c->market].serving_ratio, 1.0, 1.0);
    double mine = over(c->inference_h100e, c->training_h100e, usual);
    return over(own * mine + rented * usual, own + rented, usual);
}

void bo_ai_close(struct bo_world *world, double day)
{
    if (world->ai_economy == NULL) {
        return;
    }
    bo_trade_close(world, day);
    bo_fleet_close(world, day);
    bo_rental_close(world, day);
    bo_capability_close(world, day);
    bo_product_close(world, day);
    bo_capital_close(world, day);
}
