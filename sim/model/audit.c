#include "buildout/model/close.h"

#include <inttypes.h>
#include <math.h>

/* Sums of the same MW in another order differ in their last bits: a watt, or the rounding of tens of thousands of
 * terms. A MW that is lost hides in neither, however large the world is. */
#define MW_TOLERANCE 1e-6
#define MW_ROUNDING 1e-9

/* MW of all projects under way, and by region of those that have their grant. */
static double under_way(const struct bo_world *world, double *granted)
{
    double mw = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        granted[r] = 0.0;
    }
    for (uint32_t i = 0; i < world->n_active; i++) {
        const struct bo_project *p = &world->project[world->active[i]];
        double left = bo_project_left_mw(p);
        mw += left * bo_project_active(p);
        granted[p->region] += left * p->grid_counted; /* which nobody can guess: no branch */
    }
    return mw;
}

static double in_estates(const struct bo_world *world)
{
    double mw = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        mw += world->region[r].colo_building_mw;
        for (uint32_t c = 0; c < world->n_companies; c++) {
            const struct bo_estate *e = &world->company[c].estate[r];
            mw += e->building_mw + e->planned_mw + e->leased_building_mw + e->held_mw;
        }
    }
    return mw;
}

static double in_use(const struct bo_world *world)
{
    double mw = 0.0;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        mw += world->region[r].colo_inventory_mw;
        for (uint32_t c = 0; c < world->n_companies; c++) {
            const struct bo_estate *e = &world->company[c].estate[r];
            mw += e->owned_mw + e->leased_mw;
        }
    }
    return mw;
}

void bo_audit_open(struct bo_world *world)
{
    /* Halls that past projects energised before the start are in the stock already. */
    world->stock_mw = in_use(world) - world->energised_mw;
}

static bool differ(double a, double b)
{
    return !(fabs(a - b) <= fmax(MW_TOLERANCE, MW_ROUNDING * fmax(fabs(a), fabs(b))));
}

static int audit_grid(const struct bo_world *world, const double *work, struct bo_err *err)
{
    for (uint32_t r = 0; r < world->n_regions; r++) {
        const struct bo_region *region = &world->region[r];
        double held = region->grid_energised_mw + region->grid_lost_mw + work[r];
        if (differ(region->granted_mw, held)) {
            return bo_err_set(
                err, BO_ERUN,
                "audit: the grid of %s granted %.6f MW, but %.6f are energised, under work or lost",
                region->param->entry.name, region->granted_mw, held);
        }
    }
    return BO_OK;
}

int bo_audit_mw(const struct bo_world *world, struct bo_err *err)
{
    double work = under_way(world, world->scratch);
    double accounted = world->energised_mw + world->cancelled_mw + work;
    if (differ(world->started_mw, accounted)) {
        return bo_err_set(
            err, BO_ERUN,
            "audit: %.6f MW were started, but %.6f are energised, %.6f under way, %.6f cancelled",
            world->started_mw, world->energised_mw, work, world->cancelled_mw);
    }
    if (differ(work, in_estates(world))) {
        return bo_err_set(err, BO_ERUN, "audit: projects have %.6f MW under way, their owners %.6f",
                          work, in_estates(world));
    }
    if (differ(world->stock_mw + world->energised_mw, in_use(world))) {
        return bo_err_set(err, BO_ERUN, "audit: %.6f MW are energised, but their users have %.6f",
                          world->stock_mw + world->energised_mw, in_use(world));
    }
    return audit_grid(world, world->scratch, err);
}

int bo_audit_debt(const struct bo_world *world, struct bo_err *err)
{
    for (uint32_t party = 0; party < world->n_companies + world->n_regions; party++) {
        bo_money above = world->ledger.balance[party][BO_DEBT]; /* a debt is a credit */
        if (above > 0) {
            return bo_err_set(err, BO_ERUN,
                              "audit: %s owes its lenders less than nothing: it repaid %" PRId64
                              " cents too many",
                              bo_world_party_name(world, party), above);
        }
    }
    return BO_OK;
}
