#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "fleet_lots.h"

/* Whether a group is of a buyer and a region, each of which may be all. */
static bool is_of(const struct bo_fleets *fleets, uint32_t group, uint32_t buyer, uint32_t region)
{
    return (buyer == BO_NO_ROW || group / fleets->n_regions == buyer) &&
           (region == BO_NO_ROW || group % fleets->n_regions == region);
}

struct rows {
    uint32_t first, end;
};

/* One buyer, or all; none without fleets. */
static struct rows buyers_of(const struct bo_fleets *fleets, uint32_t buyer)
{
    if (fleets == NULL) {
        return (struct rows){0, 0};
    }
    return buyer != BO_NO_ROW ? (struct rows){buyer, buyer + 1}
                              : (struct rows){0, fleets->n_buyers};
}

struct number {
    double racked, stored;
};

static struct number count(const struct bo_world *world, uint32_t buyer, uint32_t region,
                           uint32_t chip)
{
    struct number n = {0.0, 0.0};
    const struct bo_fleets *fleets = world->fleets;
    struct rows rows = buyers_of(fleets, buyer);
    uint32_t first = region != BO_NO_ROW ? region : 0;
    for (uint32_t b = rows.first; b < rows.end; b++) {
        uint32_t end = region != BO_NO_ROW ? region + 1 : fleets->n_regions;
        for (uint32_t r = first; r < end; r++) {
            const struct group *g = &fleets->group[b * fleets->n_regions + r];
            for (const struct lot *lot = g->lot, *last = lot + g->n; lot < last; lot++) {
                if (chip == BO_NO_ROW || lot->chip == chip) {
                    n.racked += lot->racked;
                    n.stored += lot->setting_up + lot->waiting;
                }
            }
        }
    }
    return n;
}

double bo_fleet_count(const struct bo_world *world, uint32_t buyer, uint32_t region, uint32_t chip)
{
    struct number n = count(world, buyer, region, chip);
    return n.racked + n.stored;
}

double bo_fleet_stored(const struct bo_world *world, uint32_t buyer, uint32_t region, uint32_t chip)
{
    return count(world, buyer, region, chip).stored;
}

double bo_fleet_racked_h100e(const struct bo_world *world, uint32_t buyer, uint32_t region)
{
    double sum = 0.0;
    const struct bo_fleets *fleets = world->fleets;
    for (uint32_t k = 0; fleets != NULL && k < fleets->n_buyers * fleets->n_regions; k++) {
        sum += is_of(fleets, k, buyer, region) ? fleets->group[k].training_h100e : 0.0;
    }
    return sum;
}

double bo_fleet_racked_mw(const struct bo_world *world, uint32_t buyer, uint32_t region)
{
    double sum = 0.0;
    const struct bo_fleets *fleets = world->fleets;
    for (uint32_t k = 0; fleets != NULL && k < fleets->n_buyers * fleets->n_regions; k++) {
        sum += is_of(fleets, k, buyer, region) ? fleets->group[k].racked_mw : 0.0;
    }
    return sum;
}

double bo_fleet_by_source(const struct bo_world *world, uint32_t buyer, enum bo_chip_source source)
{
    double sum = 0.0;
    const struct bo_fleets *fleets = world->fleets;
    struct rows rows = buyers_of(fleets, buyer);
    for (uint32_t b = rows.first; b < rows.end; b++) {
        sum += fleets->buyer[b].by_source[source];
    }
    return sum;
}

/* A price second-hand moves month by month. */
static double resale_usd(const struct bo_world *world, const struct lot *lot)
{
    double months = whole_of(lot_age_days(lot, world->day) / BO_DAYS_PER_MONTH + 0.5);
    uint32_t age = (uint32_t)bo_min(months, world->fleets->n_ages - 1.0);
    return lot_count(lot) * lot->system_usd * world->fleets->resale_frac[age];
}

double bo_fleet_market_value_usd(const struct bo_world *world, uint32_t buyer)
{
    double sum = 0.0;
    const struct bo_fleets *fleets = world->fleets;
    struct rows rows = buyers_of(fleets, buyer);
    for (uint32_t k = rows.first; k < rows.end; k++) {
        for (uint32_t i = 0; i < fleets->n_regions; i++) {
            const struct group *g = &fleets->group[k * fleets->n_regions + i];
            for (uint32_t j = 0; j < g->n; j++) {
                sum += resale_usd(world, &g->lot[j]);
            }
        }
    }
    return sum;
}

double bo_fleet_outside_offer_h100e(const struct bo_world *world, enum bo_market market)
{
    double sum = 0.0, date = bo_world_closed_date(world, world->day);
    const struct bo_fleets *fleets = world->fleets;
    for (uint32_t b = 0; fleets != NULL && b < fleets->n_buyers; b++) {
        const struct bo_chip_buyer_param *p = &world->param->chip_buyer[b];
        if (p->company == BO_NO_ROW && p->market == (int)market) {
            sum += fleets->buyer[b].training_h100e * bo_path_at(&p->lease_out_frac, date);
        }
    }
    return sum;
}

struct bo_fleet_tally bo_fleet_tally(const struct bo_world *world, uint32_t chip)
{
    return world->fleets != NULL ? world->fleets->tally[chip] : (struct bo_fleet_tally){0};
}

uint32_t bo_fleet_holdings(const struct bo_world *world, uint32_t buyer, uint32_t region,
                           const struct bo_holding **holding)
{
    struct bo_fleets *fleets = world->fleets;
    uint32_t n = 0;
    if (fleets == NULL) {
        return 0;
    }
    const struct group *g = &fleets->group[buyer * fleets->n_regions + region];
    for (const struct lot *lot = g->lot, *end = g->lot + g->n; lot < end;) {
        BO_ARENA_ROOM(world->arena, fleets->holding, n, fleets->holding_room);
        lot = lot_holding(lot, end, &fleets->holding[n]);
        n++;
    }
    *holding = fleets->holding;
    return n;
}

/* ---- audit ---- */

/* What groups hold of each chip, into held[chips]; the chip of a lot that is not whole, or has less than none, or
 * BO_NO_ROW. */
static uint32_t count_held(const struct bo_fleets *fleets, double *held)
{
    uint32_t broken = BO_NO_ROW;
    for (uint32_t k = 0; k < fleets->n_buyers * fleets->n_regions; k++) {
        const struct group *g = &fleets->group[k];
        for (const struct lot *lot = g->lot, *end = lot + g->n; lot < end; lot++) {
            double count = lot_count(lot), least = bo_min(lot->setting_up, lot->waiting);
            double whole =
                (double)((int64_t)lot->setting_up + (int64_t)lot->waiting + (int64_t)lot->racked);
            held[lot->chip] += count;
            /* no NaN is */
            if (!(bo_min(least, lot->racked) >= 0.0 && whole >= count)) {
                broken = lot->chip;
            }
        }
    }
    return broken;
}

int bo_fleet_audit(const struct bo_world *world, struct bo_err *err)
{
    const struct bo_fleets *fleets = world->fleets;
    if (fleets == NULL) {
        return BO_OK;
    }
    for (uint32_t chip = 0; chip < fleets->chip_room; chip++) {
        fleets->held[chip] = 0.0;
    }
    uint32_t broken = count_held(fleets, fleets->held);
    if (broken != BO_NO_ROW) {
        return bo_err_set(err, BO_ERUN, "audit: a part of a chip of %s is in a fleet",
                          fleet_chip(world, broken)->entry.name);
    }
    for (uint32_t chip = 0; chip < fleet_n_chips(world); chip++) {
        const struct bo_fleet_tally *t = &fleets->tally[chip];
        double had = t->opening + t->received;
        double accounted = fleets->held[chip] + t->failed + t->retired;
        if (had < accounted || had > accounted) {
            return bo_err_set(
                err, BO_ERUN,
                "audit: fleets had %.0f of %s, but %.0f are held, %.0f failed, %.0f retired", had,
                fleet_chip(world, chip)->entry.name, fleets->held[chip], t->failed, t->retired);
        }
    }
    return BO_OK;
}
