#include "buildout/model/site_cost.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/flow.h"
#include "buildout/model/supply.h"

static double bid_ratio(const struct bo_world *world, const struct bo_region *region)
{
    const struct bo_construction_param *c = world->param->construction;
    double threshold = c->crew_use_threshold_frac;
    double over = (bo_supply_crew_use(region) - threshold) / (1.0 - threshold);
    return 1.0 + c->bid_premium_frac * bo_clamp(over, 0.0, 1.0);
}

double bo_site_cost_per_mw(const struct bo_world *world, uint32_t region, double day)
{
    const struct bo_construction_param *c = world->param->construction;
    double index =
        bo_path_at(&c->cost_index, (double)world->start_day + day) / world->cost_index_then;
    double equipment = 1.0 + c->equipment_share_frac * (world->equipment_price_ratio - 1.0);
    return c->cost_usd_per_mw * index * world->region[region].param->build_cost_multiplier *
           equipment * bid_ratio(world, &world->region[region]);
}

double bo_site_cost_usd(const struct bo_world *world, const struct bo_project *p)
{
    const struct bo_construction_param *c = world->param->construction;
    double per_mw = bo_site_cost_per_mw(world, p->region, p->announced_day);
    per_mw *= bo_world_sample(world, &c->cost_noise_ratio, p->key, BO_DRAW_COST);
    if (p->user != BO_NO_ROW) {
        const struct bo_company *user = &world->company[p->user];
        double demand = user->base_mw + user->ai_mw;
        double ai = demand > 0.0 ? user->ai_mw / demand : 0.0;
        per_mw *=
            1.0 + ai * bo_world_sample(world, &c->ai_premium_frac, p->key, BO_DRAW_AI_PREMIUM);
    }
    if (p->kind == BO_EXTENSION) {
        per_mw *= c->extension_cost_ratio;
    }
    return per_mw * p->mw;
}

static bo_money earned(const struct bo_world *world, const struct bo_project *p, double day)
{
    double progress = 0.0;
    if (p->crew_job != BO_NO_ROW) {
        progress = bo_fluid_pool_progress(&world->region[p->region].crews, day, p->crew_job);
    }
    return bo_money_from_usd(p->cost_usd * bo_project_earned_frac(world, p, progress));
}

void bo_site_stop(const struct bo_world *world, struct bo_project *p, double day)
{
    p->owed = earned(world, p, day) - p->paid;
}

bo_money bo_site_due(const struct bo_world *world, struct bo_project *p, double day)
{
    bo_money due = p->state >= BO_CANCELLED ? p->owed : earned(world, p, day) - p->paid;
    due = due > 0 ? due : 0;
    p->owed = 0;
    p->paid += due;
    return due;
}

bo_money bo_site_commissioned(struct bo_project *p)
{
    if (p->n_halls_done == 0) {
        return 0;
    }
    bo_money value = p->state == BO_COMPLETE
                         ? p->paid
                         : bo_money_share(p->paid, (double)p->n_halls_done / (double)p->n_halls);
    bo_money more = value > p->commissioned ? value - p->commissioned : 0;
    p->commissioned += more;
    return more;
}

static void post(struct bo_world *world, uint32_t party, const struct bo_site_sums *sum)
{
    struct bo_ledger *ledger = &world->ledger;
    bo_ledger_pay_sector(ledger, party, BO_WORK_IN_PROGRESS, BO_CAPEX_SITES, BO_BUILDERS, sum->due);
    bo_ledger_post(ledger, party, BO_PLANT_SITES, BO_WORK_IN_PROGRESS, BO_COMMISSIONED,
                   sum->commissioned);
    bo_ledger_post(ledger, party, BO_EQUITY, BO_WORK_IN_PROGRESS, BO_ABANDONMENT, sum->sunk);
    uint32_t life =
        (uint32_t)floor(world->param->finance->life_buildings_days / BO_DAYS_PER_MONTH + 0.5);
    struct bo_plant *plant = party < world->n_companies
                                 ? &world->company[party].sites
                                 : &world->landlord[party - world->n_companies].sites;
    if (sum->commissioned > 0) {
        bo_plant_buy(plant, world->month, sum->commissioned, life);
    }
    if (party < world->n_companies) {
        bo_flow_add(&world->company[party].capex_sites, bo_money_usd(sum->due));
    }
}

void bo_site_close(struct bo_world *world, double day)
{
    uint32_t n_parties = world->n_companies + world->n_regions;
    struct bo_site_sums *sum = world->site_sums;
    for (uint32_t i = 0; i < n_parties; i++) {
        sum[i] = (struct bo_site_sums){0};
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < world->n_active; i++) {
        struct bo_project *p = &world->project[world->active[i]];
        if (p->crew_job == BO_NO_ROW && p->settled) {
            world->active[kept] =
                world->active[i]; /* nobody has worked on it since it was last paid */
            kept++;
            continue;
        }
        p->settled = true;
        sum[p->owner].due += bo_site_due(world, p, day);
        sum[p->owner].commissioned += bo_site_commissioned(p);
        if (p->state == BO_CANCELLED) {
            sum[p->owner].sunk += p->paid - p->commissioned;
            p->commissioned = p->paid;
        }
        if (bo_project_active(p)) {
            world->active[kept] = world->active[i];
            kept++;
        }
    }
    world->n_active = kept;
    for (uint32_t i = 0; i < n_parties; i++) {
        post(world, i, &sum[i]);
    }
}
