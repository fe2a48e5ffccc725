#include "buildout/model/moratorium.h"

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/milestone.h"

double bo_moratorium_stopped_frac(const struct bo_world *world, const struct bo_region *region,
                                  double day)
{
    return bo_clamp(bo_path_at(&region->param->moratorium_frac, (double)world->start_day + day),
                    0.0, 1.0);
}

/* It still needs a turn that nobody gets: not one that has its grant, or its own power; and its owner may give it up. */
static bool is_caught(const struct bo_world *world, const struct bo_project *p)
{
    return p->kind != BO_SITE_OPTION && p->planned_site == NULL && p->state <= BO_WORKS &&
           isnan(p->grid_day) && !p->on_site && bo_milestone_needs_grid_turn(world, p);
}

void bo_moratorium_close(struct bo_world *world, double day)
{
    double per_year = world->param->grid->moratorium_cancel_per_year;
    if (!(per_year > 0.0)) {
        return;
    }
    double *chance_of = world->scratch, months = BO_DAYS_PER_MONTH / BO_DAYS_PER_YEAR;
    bool any = false;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        double stopped = bo_moratorium_stopped_frac(world, &world->region[r], day);
        chance_of[r] = -bo_expm1(-per_year * stopped * months);
        any = any || chance_of[r] > 0.0;
    }
    for (uint32_t i = 0; i < world->n_active && any; i++) {
        const struct bo_project *p = &world->project[world->active[i]];
        double chance = chance_of[p->region];
        if (chance > 0.0 && is_caught(world, p) &&
            bo_world_draw(world, p->key, BO_DRAW_MORATORIUM, world->month) < chance) {
            bo_milestone_cancel(world, world->active[i], day, BO_MORATORIUM);
        }
    }
}
