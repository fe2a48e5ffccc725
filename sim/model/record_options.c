/* What is held of land, places in the grid's queue and shells, and what it costs and brings. */
#include "buildout/model/record.h"
#include "buildout/model/site_option.h"
#include "recorder.h"

struct sums {
    double held_mw[BO_N_HOLDS];
    double carry_usd, rent_usd, sold_usd, used_mw;
};

static const enum variable held_variable[BO_N_HOLDS] = {
    [BO_HOLD_LAND] = V_HELD_LAND, [BO_HOLD_PLACE] = V_HELD_PLACE, [BO_HOLD_SHELL] = V_HELD_SHELL};

static void put_held(const struct bo_scope *scope, const double held_mw[BO_N_HOLDS])
{
    for (int hold = BO_HOLD_LAND; hold < BO_N_HOLDS; hold++) {
        bo_put_some(scope, held_variable[hold], held_mw[hold]);
    }
}

static void put(const struct bo_scope *scope, const struct sums *s)
{
    put_held(scope, s->held_mw);
    bo_put_some(scope, V_OPTION_CARRY, s->carry_usd / BO_USD_PER_MILLION);
    bo_put_some(scope, V_OPTION_RENT, s->rent_usd / BO_USD_PER_MILLION);
    bo_put_some(scope, V_OPTION_SALES, s->sold_usd / BO_USD_PER_MILLION);
    bo_put_some(scope, V_OPTION_USED, s->used_mw);
}

/* Adds what a company holds to the sums of its regions and of the world. */
static void record_company(struct bo_world *world, uint32_t company, double (*region)[BO_N_HOLDS],
                           struct sums *all)
{
    const struct bo_company *c = &world->company[company];
    struct sums s = {.carry_usd = c->options.carry_usd,
                     .rent_usd = c->options.rent_usd,
                     .sold_usd = c->options.sold_usd,
                     .used_mw = c->options.used_mw};
    for (uint32_t k = 0; k < c->n_held; k++) {
        const struct bo_project *o = &world->project[c->held[k]];
        s.held_mw[o->hold] += o->mw;
        region[o->region][o->hold] += o->mw;
        all->held_mw[o->hold] += o->mw;
    }
    all->carry_usd += s.carry_usd;
    all->rent_usd += s.rent_usd;
    all->sold_usd += s.sold_usd;
    all->used_mw += s.used_mw;
    struct bo_scope scope = bo_scope_of_company(world, company);
    put(&scope, &s);
}

/* A landlord's prepared land is held too. */
static void record_landlord(struct bo_world *world, uint32_t r, double *region, struct sums *all)
{
    double usd =
        bo_money_usd(world->ledger.month[bo_world_landlord_party(world, r)][BO_OPTION_CARRY]);
    struct sums s = {.held_mw[BO_HOLD_LAND] = world->region[r].bank_mw, .carry_usd = usd};
    region[BO_HOLD_LAND] += s.held_mw[BO_HOLD_LAND];
    all->held_mw[BO_HOLD_LAND] += s.held_mw[BO_HOLD_LAND];
    all->carry_usd += s.carry_usd;
    struct bo_scope scope = bo_scope_of_landlord(world, r);
    put(&scope, &s);
}

void bo_record_options(struct bo_world *world)
{
    double(*region)[BO_N_HOLDS] = world->recorder->held_region;
    struct sums all = {.carry_usd = 0.0};
    for (uint32_t r = 0; r < world->n_regions; r++) {
        for (int hold = 0; hold < BO_N_HOLDS; hold++) {
            region[r][hold] = 0.0;
        }
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (world->company[c].alive) {
            record_company(world, c, region, &all);
        }
    }
    for (uint32_t r = 0; r < world->n_regions; r++) {
        record_landlord(world, r, region[r], &all);
        struct bo_scope scope = bo_scope_of_region(world, r);
        put_held(&scope, region[r]);
    }
    struct bo_scope scope = bo_scope_of_world(world);
    put(&scope, &all);
}
