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

/* Racked chips of a company in a region that stand in its own halls, by their part of its megawatts there; the rest stands
 * in leased ones. */
static double in_own_halls(const struct bo_world *world, uint32_t buyer, uint32_t region,
                           uint32_t company)
{
    const struct bo_estate *e = &world->company[company].estate[region];
    double mw = e->owned_mw + e->leased_mw;
    double count = bo_fleet_count(world, buyer, region, BO_NO_ROW) -
                   bo_fleet_stored(world, buyer, region, BO_NO_ROW);
    return mw > 0.0 ? part_of(count, e->owned_mw / mw) : count;
}

/* The part of a buyer's fleet that others use. */
static double let_frac(const struct bo_world *world, const struct bo_chip_buyer_param *buyer)
{
    if (buyer->company == BO_NO_ROW) {
        return bo_path_at(&buyer->lease_out_frac, bo_world_closed_date(world, world->day));
    }
    const struct bo_ai_company *ai = &world->ai_economy->company[buyer->company];
    return ai->training_h100e > 0.0 ? ai->leased_out_h100e / ai->training_h100e : 0.0;
}

/* A buyer in a region: own halls are filled first, in the order of chips, so that few kinds stand in both. */
struct place {
    const char *owner, *name, *landlord, *market;
    double own_left;
    double let_frac;
};

struct lot {
    uint32_t chip;
    double count; /* racked */
    double stored;
};

static void tell(const struct bo_world *world, const struct place *place, const char *host,
                 const struct lot *lot)
{
    struct bo_fact_holding fact = {.month = world->month,
                                   .owner = place->owner,
                                   .host = host,
                                   .place = place->name,
                                   .user = place->owner,
                                   .chip = world->recorder->chips->of[lot->chip].name};
    double let = part_of(lot->count, place->let_frac);
    fact.count = lot->count - let;
    if (fact.count > 0.0) {
        bo_facts_holding(world->facts, &fact);
    }
    fact.count = let;
    fact.user = place->market;
    if (fact.count > 0.0) {
        bo_facts_holding(world->facts, &fact);
    }
}

/* What is being set up or waits for a hall stands in none yet, and nobody uses it. */
static void tell_stored(const struct bo_world *world, const struct place *place,
                        const struct lot *lot)
{
    struct bo_fact_holding fact = {.month = world->month,
                                   .owner = place->owner,
                                   .host = "in store",
                                   .place = place->name,
                                   .user = "nobody",
                                   .chip = world->recorder->chips->of[lot->chip].name,
                                   .count = lot->stored};
    if (fact.count > 0.0) {
        bo_facts_holding(world->facts, &fact);
    }
}

static void tell_lot(const struct bo_world *world, struct place *place, const struct lot *lot)
{
    const struct lot own = {lot->chip, bo_min(lot->count, place->own_left), 0.0};
    const struct lot leased = {lot->chip, lot->count - own.count, 0.0};
    tell_stored(world, place, lot);
    if (!(lot->count > 0.0)) {
        return;
    }
    place->own_left -= own.count;
    tell(world, place, place->owner, &own);
    tell(world, place, place->landlord, &leased);
}

static struct place place_of(const struct bo_world *world, uint32_t row, uint32_t region)
{
    const struct bo_chip_buyer_param *buyer = &world->param->chip_buyer[row];
    bool company = buyer->company != BO_NO_ROW;
    enum bo_market market =
        company ? world->ai_economy->company[buyer->company].market : (enum bo_market)buyer->market;
    return (struct place){
        .owner = company ? world->param->company[buyer->company].entry.name : buyer->entry.name,
        .name = world->region[region].param->entry.name,
        .landlord = world->region[region].landlord_name,
        .market = bo_scope_of_market(world, market).entity,
        .own_left = company ? in_own_halls(world, row, region, buyer->company) : (double)INFINITY,
        .let_frac = let_frac(world, buyer)};
}

/* Sources of a chip follow each other, and are told as one. */
static void tell_place(const struct bo_world *world, uint32_t buyer, uint32_t region)
{
    const struct bo_holding *holding;
    uint32_t n = bo_fleet_holdings(world, buyer, region, &holding);
    if (n == 0) {
        return;
    }
    struct place place = place_of(world, buyer, region);
    for (uint32_t i = 0; i < n;) {
        struct lot lot = {holding[i].chip, 0.0, 0.0};
        for (; i < n && holding[i].chip == lot.chip; i++) {
            lot.count += holding[i].racked;
            lot.stored += holding[i].stored;
        }
        tell_lot(world, &place, &lot);
    }
}

static bool is_due(const struct bo_world *world)
{
    return world->month + 1 == world->n_months ||
           bo_month_of_day(bo_world_date(world, world->day)) % 12 == 0; /* a January begins */
}

void bo_record_holdings(struct bo_world *world)
{
    for (uint32_t b = 0; b < world->param->n[BO_TABLE_CHIP_BUYERS] && is_due(world); b++) {
        for (uint32_t r = 0; r < world->n_regions; r++) {
            tell_place(world, b, r);
        }
    }
}
