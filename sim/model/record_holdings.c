/* Who has which chips where, in whose buildings, and who uses them: at the end of each year. */
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/model/ai.h"
#include "record_chips.h"

#define HALF 0.5

/* Whole chips of a part. */
static double part_of(double count, double frac)
{
    return floor(count * bo_clamp(frac, 0.0, 1.0) + HALF);
}

/* The part of a company's halls in a region that is leased. */
static double leased_frac(const struct bo_world *world, uint32_t company, uint32_t region)
{
    const struct bo_estate *e = &world->company[company].estate[region];
    double mw = e->owned_mw + e->leased_mw;
    return mw > 0.0 ? e->leased_mw / mw : 0.0;
}

/* The part of a buyer's fleet that others use. */
static double let_frac(const struct bo_world *world, const struct bo_chip_buyer_param *buyer)
{
    if (buyer->company == BO_NO_ROW) {
        return bo_path_at(&buyer->lease_out_frac, (double)world->start_day + world->day);
    }
    const struct bo_ai_company *ai = &world->ai_economy->company[buyer->company];
    return ai->training_h100e > 0.0 ? ai->leased_out_h100e / ai->training_h100e : 0.0;
}

struct lot {
    struct bo_fact_holding fact; /* count is of all of it */
    const char *landlord, *market;
    double leased_frac, let_frac;
};

static void tell(const struct bo_world *world, const struct lot *lot, const char *host,
                 double count)
{
    struct bo_fact_holding fact = lot->fact;
    double let = part_of(count, lot->let_frac);
    fact.host = host;
    fact.count = count - let;
    fact.user = fact.owner;
    if (fact.count > 0.0) {
        bo_facts_holding(world->facts, &fact);
    }
    fact.count = let;
    fact.user = lot->market;
    if (fact.count > 0.0) {
        bo_facts_holding(world->facts, &fact);
    }
}

static void tell_lot(const struct bo_world *world, const struct lot *lot)
{
    double leased = part_of(lot->fact.count, lot->leased_frac);
    tell(world, lot, lot->fact.owner, lot->fact.count - leased);
    tell(world, lot, lot->landlord, leased);
}

/* What is common to a buyer's chips of one kind in one region. */
static struct lot lot_of(const struct bo_world *world, const struct bo_holding *h)
{
    const struct bo_chip_buyer_param *buyer = &world->param->chip_buyer[h->buyer];
    bool company = buyer->company != BO_NO_ROW;
    enum bo_market market =
        company ? world->ai_economy->company[buyer->company].market : (enum bo_market)buyer->market;
    return (struct lot){.fact = {.month = world->month,
                                 .owner = company ? world->param->company[buyer->company].entry.name
                                                  : buyer->entry.name,
                                 .place = world->region[h->region].param->entry.name,
                                 .chip = world->recorder->chips->of[h->chip].name},
                        .landlord = world->region[h->region].landlord_name,
                        .market = bo_scope_of_market(world, market).entity,
                        .leased_frac =
                            company ? leased_frac(world, buyer->company, h->region) : 0.0,
                        .let_frac = let_frac(world, buyer)};
}

static bool is_due(const struct bo_world *world)
{
    return world->month + 1 == world->n_months ||
           bo_month_of_day(bo_world_date(world, world->day)) % 12 == 0; /* a January begins */
}

void bo_record_holdings(struct bo_world *world)
{
    struct bo_fleet_cursor cursor = {0};
    struct bo_holding h, last = {.buyer = BO_NO_ROW};
    struct lot lot = {.let_frac = 0.0};
    if (!is_due(world)) {
        return;
    }
    while (bo_fleet_next(world, &cursor, &h)) { /* sources of a chip follow each other */
        if (h.buyer != last.buyer || h.region != last.region || h.chip != last.chip) {
            tell_lot(world, &lot);
            lot = lot_of(world, &h);
        }
        lot.fact.count += h.racked + h.stored;
        last = h;
    }
    tell_lot(world, &lot);
}
