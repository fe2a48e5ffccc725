#include "buildout/model/suites.h"

#include "buildout/base/num.h"
#include "buildout/model/board.h"
#include "buildout/model/capital.h"
#include "buildout/model/lease.h"
#include "buildout/model/load.h"

#define MONTHS_PER_YEAR 12.0

double bo_suites_empty_mw(const struct bo_world *world, const struct bo_region *region)
{
    double least = world->param->colocation->vacancy_least_frac;
    return bo_max(0.0, region->colo_inventory_mw * (1.0 - least) - region->colo_leased_mw);
}

void bo_suites_take(struct bo_world *world, uint32_t company, uint32_t region, double mw)
{
    world->region[region].colo_inventory_mw -= mw;
    world->region[region].suites_month_mw += mw;
    bo_load_open(world, company, region, 0.0, mw);
    bo_lease_take(world, company, region, mw);
}

static void close_company(struct bo_world *world, uint32_t company)
{
    const struct bo_company *c = &world->company[company];
    double lacking = c->demand_mw - bo_board_energised_mw(world, company);
    double part = bo_min(1.0, world->param->colocation->suites_per_year / MONTHS_PER_YEAR);
    for (uint32_t r = 0; r < world->n_regions && lacking > 0.0; r++) {
        double wanted = lacking * c->param->region_share.value[r];
        double mw = bo_min(wanted, part * bo_suites_empty_mw(world, &world->region[r]));
        if (mw > 0.0) {
            bo_suites_take(world, company, r, mw);
        }
    }
}

void bo_suites_close(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        if (world->company[i].alive && world->company[i].param->takes_suites &&
            !world->company[i].defaulted && !world->company[i].in_default &&
            !bo_capital_ended(world, i)) {
            close_company(world, i);
        }
    }
}
