#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/grid.h"
#include "buildout/model/load.h"
#include "fleet_lots.h"

#define HOURS_PER_YEAR (BO_DAYS_PER_YEAR * BO_HOURS_PER_DAY)

static bool is_empty(const struct lot *lot)
{
    return !(lot_count(lot) > 0.0);
}

static uint32_t company_of(const struct bo_world *world, uint32_t group)
{
    return world->param->chip_buyer[group / world->n_regions].company;
}

/* What has been set up waits for a hall. What is left of the list moves to its front once that is the smaller part. */
static void set_up(struct bo_world *world, double day)
{
    struct bo_fleets *fleets = world->fleets;
    while (fleets->setup_first < fleets->n_setups &&
           fleets->setup[fleets->setup_first].ready_day <= day) {
        const struct setup *s = &fleets->setup[fleets->setup_first++];
        struct lot like = {.chip = s->chip, .source = s->source, .year = s->year};
        struct lot *lot = fleet_lot(world, s->group, &like);
        lot->setting_up -= s->count;
        lot->waiting += s->count;
    }
    if (fleets->batch_first < fleets->setup_first) {
        fleets->batch_day = -(double)INFINITY; /* what comes now does not come in time for it */
        fleets->batch_first = fleets->setup_first;
    }
    uint32_t left = fleets->n_setups - fleets->setup_first;
    if (fleets->setup_first > 0 && left <= fleets->setup_first) {
        memcpy(fleets->setup, fleets->setup + fleets->setup_first, left * sizeof *fleets->setup);
        fleets->batch_first -= fleets->setup_first;
        fleets->setup_first = 0;
        fleets->n_setups = left;
    }
}

/* What a month does to every lot. */
struct wear {
    double day, before_day; /* its end and its beginning */
    double life_days;
    double fail_frac;
};

/* Part of a lot that is past its service life on a day: it was delivered evenly between two days. */
static double aged_frac(const struct lot *lot, double life_days, double day)
{
    double begin = lot->first_day + life_days, end = lot->last_day + life_days;
    return day >= end ? 1.0 : day <= begin ? 0.0 : (day - begin) / (end - begin);
}

static void retire(struct bo_fleet_tally *tally, struct lot *lot, double *of, double count)
{
    *of -= count;
    tally[lot->chip].retired += count;
}

static void retire_aged(struct bo_fleet_tally *tally, struct lot *lot, const struct wear *wear)
{
    if (wear->day < lot->first_day + wear->life_days) {
        return;
    }
    double now = aged_frac(lot, wear->life_days, wear->day);
    if (!(now > 0.0)) {
        return;
    }
    double before = aged_frac(lot, wear->life_days, wear->before_day);
    double part = now < 1.0 ? (now - before) / (1.0 - before) : 1.0;
    retire(tally, lot, &lot->racked, whole_of(lot->racked * part));
    retire(tally, lot, &lot->waiting, whole_of(lot->waiting * part));
}

/* What failed has no whole chip for long: the part of one is carried. Whether there is a whole one nobody can guess, and
 * none is taken away just as well. */
static void fail(struct bo_fleet_tally *tally, struct lot *lot, double frac)
{
    double due = lot->racked * frac + lot->failing;
    double count = bo_min(whole_of(due), lot->racked);
    lot->failing = due - count;
    lot->racked -= count;
    tally[lot->chip].failed += count;
}

/* Lists what waits for a hall, too. */
static void age_group(struct bo_fleet_tally *tally, struct group *g, const struct wear *wear)
{
    uint32_t *waiting = g->waiting, n_waiting = 0, kept = 0;
    for (struct lot *to = g->lot, *lot = to, *end = to + g->n; lot < end; lot++) {
        retire_aged(tally, lot, wear);
        fail(tally, lot, wear->fail_frac);
        if (is_empty(lot)) {
            continue;
        }
        waiting[n_waiting] = kept; /* written over if it is none: no branch to guess */
        n_waiting += lot->waiting > 0.0;
        if (to < lot) {
            *to = *lot;
        }
        to++;
        kept++;
    }
    g->n = kept;
    g->n_waiting = n_waiting;
}

/* ---- racking ---- */

static void rack(struct lot *lot, double count)
{
    lot->waiting -= count;
    lot->racked += count;
}

void bo_fleet_unrack(struct bo_world *world, uint32_t company, uint32_t region, double part_frac)
{
    uint32_t buyer = bo_fleet_buyer_of(world, company);
    if (buyer == BO_NO_ROW) {
        return;
    }
    struct group *g = &world->fleets->group[buyer * world->n_regions + region];
    for (uint32_t i = 0; i < g->n; i++) {
        double out = bo_min(ceil(g->lot[i].racked * part_frac), g->lot[i].racked);
        rack(&g->lot[i], -out);
    }
}

static double fits(double waiting, double mw, double room_mw)
{
    if (!(mw > 0.0)) {
        return waiting;
    }
    return room_mw > 0.0 ? bo_min(whole_of(bo_min(room_mw / mw, waiting)), waiting) : 0.0;
}

/* Of what waits, what was delivered in the earliest year; of equals what gives most a MW. */
static struct lot *first_waiting(const struct bo_world *world, const struct group *g)
{
    struct lot *first = NULL;
    for (uint32_t i = 0; i < g->n_waiting; i++) {
        struct lot *lot = &g->lot[g->waiting[i]];
        if (!(lot->waiting > 0.0) || (first != NULL && lot->year > first->year)) {
            continue;
        }
        bool earlier = first == NULL || lot->year < first->year;
        if (earlier ||
            lot_rate(world->fleets, lot)->per_mw > lot_rate(world->fleets, first)->per_mw) {
            first = lot;
        }
    }
    return first;
}

/* Of what is racked and older than a lot, what gives least a MW, if that is little enough; of equals the older. */
static struct lot *worst_racked(const struct bo_world *world, struct group *g,
                                const struct lot *newer)
{
    double limit = lot_rate(world->fleets, newer)->per_mw / world->param->fleet->replace_ratio;
    struct lot *worst = NULL;
    for (uint32_t i = 0; i < g->n; i++) {
        struct lot *lot = &g->lot[i];
        double per_mw = lot_rate(world->fleets, lot)->per_mw;
        if (!(lot->racked > 0.0 && lot->year < newer->year && per_mw < limit)) {
            continue;
        }
        double least = worst != NULL ? lot_rate(world->fleets, worst)->per_mw : limit;
        if (worst == NULL || per_mw < least || (!(per_mw > least) && lot->year < worst->year)) {
            worst = lot;
        }
    }
    return worst;
}

/* Retires racked chips for a stored one that gives much more a MW; returns the room that is left. */
static double replace(struct bo_world *world, struct group *g, struct lot *newer, double room_mw)
{
    double mw = lot_rate(world->fleets, newer)->mw;
    while (newer->waiting > 0.0) {
        struct lot *old = worst_racked(world, g, newer);
        if (old == NULL) {
            break;
        }
        double old_mw = lot_rate(world->fleets, old)->mw;
        double count = fits(newer->waiting, mw, room_mw + old->racked * old_mw);
        if (!(count > 0.0)) {
            break;
        }
        double gone = bo_clamp(ceil((count * mw - room_mw) / old_mw), 0.0, old->racked);
        retire(world->fleets->tally, old, &old->racked, gone);
        rack(newer, count);
        room_mw += gone * old_mw - count * mw;
    }
    return room_mw;
}

/* A hall is fitted out for what was ordered for it: who came first is racked first, and where it does not fit nothing else comes
 * before it. The newest first would leave what it overtook in store until it is scrapped. */
static void rack_company(struct bo_world *world, struct group *g, double room_mw)
{
    for (uint32_t i = 0; i < g->n; i++) {
        room_mw -= g->lot[i].racked * lot_rate(world->fleets, &g->lot[i])->mw;
    }
    struct lot *lot = first_waiting(world, g);
    while (lot != NULL) {
        double mw = lot_rate(world->fleets, lot)->mw;
        double count = fits(lot->waiting, mw, room_mw);
        rack(lot, count);
        room_mw -= count * mw;
        if (lot->waiting > 0.0 && world->param->fleet->replace_ratio > 0.0) {
            room_mw = replace(world, g, lot, room_mw);
        }
        lot = lot->waiting > 0.0 ? NULL : first_waiting(world, g);
    }
}

static double racked_mw(const struct bo_world *world, uint32_t group)
{
    const struct group *g = &world->fleets->group[group];
    double mw = 0.0;
    for (uint32_t i = 0; i < g->n; i++) {
        mw += g->lot[i].racked * lot_rate(world->fleets, &g->lot[i])->mw;
    }
    return mw;
}

static double waiting(const struct bo_world *world, uint32_t group)
{
    const struct group *g = &world->fleets->group[group];
    double count = 0.0;
    for (uint32_t i = 0; i < g->n_waiting; i++) {
        count += g->lot[g->waiting[i]].waiting;
    }
    return count;
}

/* IT MW that a company's halls have for AI where a group is. */
static double room_mw_of(const struct bo_world *world, uint32_t group)
{
    const struct bo_estate *e =
        &world->company[company_of(world, group)].estate[group % world->n_regions];
    double frac = world->fleets->buyer[group / world->n_regions].room_frac;
    return frac * (e->owned_mw + e->leased_mw);
}

static void rack_group(struct bo_world *world, uint32_t group)
{
    struct group *g = &world->fleets->group[group];
    if (company_of(world, group) != BO_NO_ROW) {
        rack_company(world, g, room_mw_of(world, group));
        return;
    }
    for (uint32_t i = 0; i < g->n_waiting; i++) {
        struct lot *lot = &g->lot[g->waiting[i]];
        rack(lot, lot->waiting);
    }
}

/* Of what waits in a group, what fits into another of the same owner is racked there; returns how much does. */
static double move(struct bo_world *world, uint32_t from, uint32_t to)
{
    struct group *g = &world->fleets->group[from];
    double room_mw = room_mw_of(world, to) - racked_mw(world, to), moved = 0.0;
    for (uint32_t i = 0; i < g->n_waiting && room_mw > 0.0; i++) {
        struct lot *lot = &g->lot[g->waiting[i]];
        double mw = lot_rate(world->fleets, lot)->mw;
        double count = lot->waiting > 0.0 ? fits(lot->waiting, mw, room_mw) : 0.0;
        if (count > 0.0) {
            struct lot *there = fleet_lot(world, to, lot);
            fleet_lot_blend(there, count, lot);
            lot->waiting -= count;
            there->racked += count;
            room_mw -= count * mw;
            moved += count;
        }
    }
    return moved;
}

/* What waits in one region goes where there is room in the same country, where no law stands between. */
static void rack_elsewhere(struct bo_world *world, uint32_t buyer)
{
    const uint32_t *country = world->fleets->country;
    uint32_t first = buyer * world->n_regions;
    for (uint32_t r = 0; r < world->n_regions; r++) {
        bool any = world->fleets->group[first + r].n_waiting > 0 && country[r] != BO_NO_ROW;
        double left = any ? waiting(world, first + r) : 0.0;
        for (uint32_t s = 0; s < world->n_regions && left > 0.0; s++) {
            if (s != r && country[s] == country[r]) {
                left -= move(world, first + r, first + s);
            }
        }
    }
}

/* ---- what it comes to ---- */

/* A company's halls of a region, drawing so much all year. */
static struct bo_hour_place place_of(const struct bo_world *world, uint32_t company,
                                     uint32_t region, double mw)
{
    const struct bo_estate *e = &world->company[company].estate[region];
    double energised = e->owned_mw + e->leased_mw;
    double pue = energised > 0.0 ? e->pue_mw / energised
                                 : bo_load_pue_new(world, &world->region[region], world->day);
    return (struct bo_hour_place){mw, pue, bo_grid_power_price(world, company, region)};
}

/* What is racked of a lot. */
static struct bo_hour_system system_of(const struct bo_fleet_param *p, const struct lot *lot,
                                       double age_days)
{
    return (struct bo_hour_system){.count = lot->racked,
                                   .chip_usd = lot->chip_usd,
                                   .usd = lot->system_usd,
                                   .left_frac = bo_max(0.0, 1.0 - age_days / p->service_life_days)};
}

/* Sums are kept apart from what they end in, which might lie anywhere: the compiler need not write each of them out for
 * every lot. */
static void add_up_group(struct bo_world *world, uint32_t group, struct bo_hour_cost *cost,
                         double day)
{
    const struct bo_fleets *fleets = world->fleets;
    const struct bo_fleet_param *param = world->param->fleet;
    struct group *g = &fleets->group[group];
    struct buyer buyer = fleets->buyer[group / world->n_regions];
    struct bo_hour_cost year = *cost;
    double racked_mw = 0.0, training_h100e = 0.0, inference_h100e = 0.0, stored_h100e = 0.0;
    double stored_mw = 0.0, waiting_usd = 0.0;
    for (const struct lot *lot = g->lot, *end = lot + g->n; lot < end; lot++) {
        const struct chip_rate *rate = lot_rate(fleets, lot);
        double stored = lot->setting_up + lot->waiting;
        double training = lot->racked * rate->training;
        racked_mw += lot->racked * rate->mw;
        training_h100e += training;
        inference_h100e += lot->racked * rate->inference;
        stored_h100e += stored * rate->training;
        stored_mw += stored * rate->mw;
        waiting_usd += lot->waiting * lot->system_usd;
        buyer.training_h100e += training;
        buyer.by_source[lot->source] += training;
        struct bo_hour_system system = system_of(param, lot, lot_age_days(lot, day));
        bo_hour_cost_of_systems(&year, param, &system);
    }
    *cost = year;
    fleets->buyer[group / world->n_regions] = buyer;
    g->racked_mw = racked_mw;
    g->training_h100e = training_h100e;
    g->inference_h100e = inference_h100e;
    g->stored_h100e = stored_h100e;
    g->stored_mw = stored_mw;
    g->waiting_usd = waiting_usd;
}

static void begin_sums(struct bo_world *world)
{
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_ai_company *ai = &world->ai_economy->company[i];
        ai->fleet_mw = ai->training_h100e = ai->inference_h100e = ai->stored_h100e = 0.0;
        ai->stored_mw = ai->waiting_usd = 0.0;
    }
    memset(world->fleets->cost, 0, (world->n_companies + 1) * sizeof *world->fleets->cost);
}

static void add_up_buyer(struct bo_world *world, uint32_t buyer, double day)
{
    struct bo_fleets *fleets = world->fleets;
    uint32_t company = world->param->chip_buyer[buyer].company, first = buyer * fleets->n_regions;
    struct bo_hour_cost *cost = &fleets->cost[company != BO_NO_ROW ? company : world->n_companies];
    fleets->buyer[buyer] = (struct buyer){.headquarters = fleets->buyer[buyer].headquarters};
    for (uint32_t r = 0; r < fleets->n_regions; r++) {
        struct group *g = &fleets->group[first + r];
        if (g->n == 0) {
            g->racked_mw = g->training_h100e = g->inference_h100e = g->stored_h100e = 0.0;
            g->stored_mw = g->waiting_usd = 0.0;
            continue;
        }
        add_up_group(world, first + r, cost, day);
        if (company == BO_NO_ROW) {
            continue;
        }
        struct bo_ai_company *ai = &world->ai_economy->company[company];
        struct bo_hour_place place = place_of(world, company, r, g->racked_mw);
        bo_hour_cost_of_place(cost, world->param->fleet, &place);
        ai->fleet_mw += g->racked_mw;
        ai->training_h100e += g->training_h100e;
        ai->inference_h100e += g->inference_h100e;
        ai->stored_h100e += g->stored_h100e;
        ai->stored_mw += g->stored_mw;
        ai->waiting_usd += g->waiting_usd;
    }
}

static void end_sums(struct bo_world *world)
{
    double trains[BO_N_MARKETS] = {0.0}, serves[BO_N_MARKETS] = {0.0};
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct bo_ai_company *ai = &world->ai_economy->company[i];
        double hours = ai->training_h100e * HOURS_PER_YEAR;
        ai->hour_cost = bo_hour_cost_per(&world->fleets->cost[i], hours);
        ai->chip_hour_cost_usd = bo_hour_cost_sum(&ai->hour_cost);
        trains[ai->market] += ai->training_h100e;
        serves[ai->market] += ai->inference_h100e;
    }
    for (int m = 0; m < BO_N_MARKETS; m++) {
        world->ai_economy->market[m].serving_ratio = trains[m] > 0.0 ? serves[m] / trains[m] : 0.0;
    }
}

void fleet_add_up(struct bo_world *world, double day)
{
    begin_sums(world);
    for (uint32_t b = 0; b < world->fleets->n_buyers; b++) {
        add_up_buyer(world, b, day);
    }
    end_sums(world);
}

static void close_buyer(struct bo_world *world, uint32_t buyer, const struct wear *wear)
{
    struct bo_fleets *fleets = world->fleets;
    uint32_t company = world->param->chip_buyer[buyer].company, first = buyer * fleets->n_regions;
    for (uint32_t k = first; k < first + fleets->n_regions; k++) {
        if (fleets->group[k].n == 0) {
            continue;
        }
        age_group(fleets->tally, &fleets->group[k], wear);
        if (fleets->group[k].n_waiting > 0) {
            rack_group(world, k);
        }
    }
    if (company != BO_NO_ROW) {
        rack_elsewhere(world, buyer);
    }
    add_up_buyer(world, buyer, wear->day);
}

void bo_fleet_close(struct bo_world *world, double day)
{
    struct bo_fleets *fleets = world->fleets;
    if (fleets == NULL) {
        return;
    }
    double years = world->month_days / BO_DAYS_PER_YEAR;
    const struct wear wear = {
        .day = day,
        .before_day = day - world->month_days,
        .life_days = world->param->fleet->service_life_days,
        .fail_frac = -bo_expm1(-world->param->fleet->failure_per_year * years),
    };
    set_up(world, day);
    for (uint32_t b = 0; b < fleets->n_buyers; b++) {
        uint32_t company = world->param->chip_buyer[b].company;
        fleets->buyer[b].room_frac = company != BO_NO_ROW ? fleet_room_frac(world, company) : 0.0;
    }
    /* One after the other: what a buyer has is still near when it is added up. */
    begin_sums(world);
    for (uint32_t b = 0; b < fleets->n_buyers; b++) {
        close_buyer(world, b, &wear);
    }
    end_sums(world);
}
