/* What vendors make: wafers are started for the orders in hand, and become chips make_days later. */
#include "trade_inner.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

/* ---- capacity ---- */

double bo_trade_slots(const struct bo_world *world, const struct trade_vendor *v, double day,
                      double days)
{
    const struct bo_vendor_param *p = v->param;
    double date = (double)world->start_day + day;
    double foreign = bo_trade_input_frac(world, v, BO_INPUT_FOUNDRY, bo_world_date(world, day));
    double there = p->foundry_home_frac + (1.0 - p->foundry_home_frac) * foreign;
    double left = bo_trade_left(world, v, day, days).slots_frac;
    double wafers = bo_max(0.0, bo_path_at(&p->wafers_per_month, date) - v->lost_wafers);
    return v->slots_ratio * wafers * bo_path_at(&p->share_frac, date) * p->slots_per_wafer * there *
           left * days / BO_DAYS_PER_MONTH;
}

/* A scenario that says nothing of a vendor's memory does not limit it. */
static bool memory_limits(const struct bo_vendor_param *vendor)
{
    bool does = vendor->hbm_bank_gb > 0.0;
    for (uint32_t i = 0; i < vendor->hbm_gb_per_month.v.n; i++) {
        does = does || vendor->hbm_gb_per_month.v.value[i] > 0.0;
    }
    return does;
}

/* What is bought and not used goes to the bank. Who is not limited gets what all his slots would take, but in an outage. */
static double memory_gb(const struct bo_world *world, const struct trade_vendor *v, double full_gb,
                        double day, double days)
{
    const struct bo_vendor_param *p = v->param;
    double left = bo_trade_left(world, v, day, days).hbm_frac;
    if (!memory_limits(p)) {
        return left < 1.0 ? left * full_gb : (double)INFINITY;
    }
    double foreign = bo_trade_input_frac(world, v, BO_INPUT_HBM, bo_world_date(world, day));
    double home = bo_path_at(&p->hbm_home_frac, (double)world->start_day + day);
    double there = home + (1.0 - home) * foreign;
    double bought = bo_path_at(&p->hbm_gb_per_month, (double)world->start_day + day);
    return v->hbm_gb + bought * there * left * days / BO_DAYS_PER_MONTH;
}

/* A new chip takes its part of the slots only as its lines are set up: with the first chip that is made on them. */
double bo_trade_ramp(const struct bo_world *world, uint32_t number, double day, double days)
{
    const struct bo_trade *trade = world->trade;
    int32_t own = trade->chip[number].order_day;
    int32_t first = trade->chip[trade->chip[number].lines].order_day;
    double set_up = trade->market->launch_ramp_days;
    double since = day + days - (double)((first < own ? first : own) - world->start_day);
    return set_up > 0.0 ? bo_clamp(since / set_up, 0.0, 1.0) : 1.0;
}

/* ---- the mix ---- */

static double gb_of(const struct trade_chip *chip)
{
    return chip->data.hbm_gb > 0.0 ? chip->data.hbm_gb : 0.0;
}

double bo_trade_unstarted(const struct trade_chip *chip, double ahead_days)
{
    double wanted = chip->makeable + chip->need * ahead_days;
    return bo_max(0.0, wanted - chip->stock - chip->in_work);
}

void bo_trade_begin_lot(struct bo_world *world, struct trade_vendor *v, const struct trade_lot *lot)
{
    BO_ARENA_ROOM(world->arena, v->lot, v->n_lots, v->lot_room);
    v->lot[v->n_lots] = *lot;
    v->n_lots++;
    world->trade->chip[lot->chip].in_work += lot->chips;
}

/* What a slot earns with a part's chip, in prices of the reference chip. */
static double slot_usd(const struct bo_trade *trade, uint32_t part)
{
    const struct trade_chip *chip = &trade->chip[trade->part[part].of];
    return chip->list_usd / chip->data.slots / trade->unit_usd;
}

/* Chips on which a slot earns too little beside the best one that is on sale. */
static void see_who_gives_way(struct bo_trade *trade, uint32_t n, int32_t date)
{
    double best_usd = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        bool sold = bo_trade_orderable(trade, trade->part[i].of, date);
        best_usd = sold ? bo_max(best_usd, slot_usd(trade, i)) : best_usd;
    }
    for (uint32_t i = 0; i < n; i++) {
        trade->chip[trade->part[i].of].gives_way =
            slot_usd(trade, i) < trade->market->slot_least_ratio * best_usd;
    }
}

/* Among those that give way, or the others; returns the slots that are left. */
static double share_among(struct bo_trade *trade, uint32_t n, double slots, bool give_way)
{
    double left = slots;
    for (uint32_t i = 0; i < n; i++) {
        struct trade_part *p = &trade->part[i];
        double usd = slot_usd(trade, i);
        double worth = usd > 0.0 ? bo_pow(usd, trade->market->slot_price_weight) : 1.0;
        p->weight = trade->chip[p->of].gives_way == give_way ? p->most * worth : 0.0;
    }
    bo_trade_share(trade, n, slots);
    for (uint32_t i = 0; i < n; i++) {
        bool one = trade->chip[trade->part[i].of].gives_way == give_way;
        left -= one ? trade->part[i].chips : 0.0;
    }
    return left;
}

/* More than there are slots: they go to what earns most on them, by a power of dollars a slot, and what that leaves to those
 * that give way. */
static void share_slots(struct bo_trade *trade, uint32_t n, double slots)
{
    double asked = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        trade->part[i].chips = trade->part[i].most;
        asked += trade->part[i].most;
    }
    if (asked <= slots) {
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        trade->part[i].chips = 0.0;
    }
    double left = share_among(trade, n, slots, false);
    if (left > 0.0) {
        (void)share_among(trade, n, left, true);
    }
}

struct asked { /* in slots, of chips that do not give way */
    uint32_t n;
    double waiting; /* for wafers, with what is made ahead of orders */
    double ahead;
};

/* Chips on the same lines have no more slots together than these can take; those that give way, what the others leave. */
static void bound_lines(struct bo_world *world, uint32_t n, double slots, double day, double days)
{
    struct bo_trade *trade = world->trade;
    for (uint32_t i = 0; i < n; i++) {
        struct trade_chip *lines = &trade->chip[trade->chip[trade->part[i].of].lines];
        lines->lines_slots = lines->lines_low_slots = 0.0;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct trade_part *p = &trade->part[i];
        struct trade_chip *lines = &trade->chip[trade->chip[p->of].lines];
        p->most = bo_min(p->most, bo_trade_ramp(world, p->of, day, days) * slots);
        bool gives_way = trade->chip[p->of].gives_way;
        *(gives_way ? &lines->lines_low_slots : &lines->lines_slots) += p->most;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct trade_part *p = &trade->part[i];
        const struct trade_chip *lines = &trade->chip[trade->chip[p->of].lines];
        bool low = trade->chip[p->of].gives_way;
        double asked = low ? lines->lines_low_slots : lines->lines_slots;
        double most = bo_trade_ramp(world, p->of, day, days) * slots;
        double left = low ? bo_max(0.0, most - lines->lines_slots) : most;
        p->most *= asked > left ? left / asked : 1.0;
    }
}

/* Slots for each chip of the vendor, none above its need or its ramp. */
static struct asked list_asked(struct bo_world *world, uint32_t vendor, double slots, double day,
                               double days)
{
    struct bo_trade *trade = world->trade;
    double ahead_days = trade->vendor[vendor].param->build_ahead_days;
    struct asked asked = {.n = 0};
    uint32_t c = trade->vendor[vendor].first_chip;
    for (; c != BO_NO_ROW; c = trade->chip[c].next_of_vendor) {
        const struct trade_chip *chip = &trade->chip[c];
        if (chip->data.slots > 0.0) {
            double need = bo_trade_unstarted(chip, ahead_days) * chip->data.slots;
            BO_ARENA_ROOM(world->arena, trade->part, asked.n, trade->part_room);
            trade->part[asked.n] = (struct trade_part){.of = c, .most = need};
            asked.n++;
        }
    }
    see_who_gives_way(trade, asked.n, bo_world_date(world, day));
    for (uint32_t i = 0; i < asked.n; i++) {
        const struct trade_chip *chip = &trade->chip[trade->part[i].of];
        if (!chip->gives_way) {
            asked.waiting += trade->part[i].most;
            asked.ahead += chip->need * ahead_days * chip->data.slots;
        }
    }
    bound_lines(world, asked.n, slots, day, days);
    return asked;
}

/* Cards without stacked memory: no package and no memory is short for them. */
static void start_cards(struct bo_world *world, uint32_t vendor, double day, double days)
{
    struct bo_trade *trade = world->trade;
    struct trade_vendor *v = &trade->vendor[vendor];
    for (uint32_t c = v->first_chip; c != BO_NO_ROW; c = trade->chip[c].next_of_vendor) {
        struct trade_chip *chip = &trade->chip[c];
        double begun =
            chip->data.slots > 0.0 ? 0.0 : bo_trade_unstarted(chip, v->param->build_ahead_days);
        if (begun > 0.0) {
            chip->waiting = 0.0;
            bo_trade_begin_lot(
                world, v,
                &(struct trade_lot){
                    .chip = c, .begin_day = day, .end_day = day + days, .chips = begun});
        }
    }
}

/* The wafers of the next `days`, within the slots and the memory there are. */
static void start_wafers(struct bo_world *world, uint32_t vendor, double day, double days)
{
    struct bo_trade *trade = world->trade;
    struct trade_vendor *v = &trade->vendor[vendor];
    double slots = bo_trade_slots(world, v, day, days), used = 0.0;
    double gb[2] = {0.0, 0.0}, first_slots = 0.0; /* second: of chips that give way */
    struct asked asked = list_asked(world, vendor, slots, day, days);
    share_slots(trade, asked.n, slots);
    for (uint32_t i = 0; i < asked.n; i++) {
        const struct trade_chip *chip = &trade->chip[trade->part[i].of];
        gb[chip->gives_way] += trade->part[i].chips / chip->data.slots * gb_of(chip);
        used += trade->part[i].chips;
    }
    double full_gb = used > 0.0 ? (gb[0] + gb[1]) * slots / used : 0.0;
    double memory = memory_gb(world, v, full_gb, day, days), left = memory, fed[2];
    for (int k = 0; k < 2; k++) {
        fed[k] = gb[k] > left ? left / gb[k] : 1.0;
        left = bo_max(0.0, left - fed[k] * gb[k]);
    }
    for (uint32_t i = 0; i < asked.n; i++) {
        const struct trade_part *p = &trade->part[i];
        struct trade_chip *chip = &trade->chip[p->of];
        double begun = fed[chip->gives_way] * p->chips / chip->data.slots;
        chip->waiting = bo_max(0.0, bo_trade_unstarted(chip, 0.0) - begun);
        first_slots += chip->gives_way ? 0.0 : fed[0] * p->chips;
        if (begun > 0.0) {
            bo_trade_begin_lot(
                world, v,
                &(struct trade_lot){
                    .chip = p->of, .begin_day = day, .end_day = day + days, .chips = begun});
        }
    }
    v->hbm_gb = isinf(memory) ? 0.0 : left;
    v->waiting_slots = bo_max(0.0, asked.waiting - asked.ahead - first_slots);
    v->slots_per_day = (fed[0] < 1.0 ? first_slots : slots) / days;
}

void bo_trade_make(struct bo_world *world, uint32_t vendor, double day, double days)
{
    if (days > 0.0) {
        start_wafers(world, vendor, day, days);
        start_cards(world, vendor, day, days);
    }
}

/* ---- finished chips ---- */

void bo_trade_finish(struct bo_world *world, uint32_t vendor, double day)
{
    struct bo_trade *trade = world->trade;
    struct trade_vendor *v = &trade->vendor[vendor];
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n_lots; i++) {
        struct trade_lot *lot = &v->lot[i];
        struct trade_chip *chip = &trade->chip[lot->chip];
        double begun = lot->begin_day + v->param->make_days;
        double frac = bo_clamp((day - begun) / (lot->end_day - lot->begin_day), 0.0, 1.0);
        double done = lot->chips * frac - lot->finished;
        double all = chip->finished_frac + done, whole = floor(all);
        chip->finished_frac = all - whole;
        chip->stock += whole;
        chip->made += whole;
        chip->made_month += whole;
        chip->in_work = bo_max(0.0, chip->in_work - done);
        lot->finished += done;
        if (frac < 1.0) {
            v->lot[n] = *lot;
            n++;
        }
    }
    v->n_lots = n;
}
