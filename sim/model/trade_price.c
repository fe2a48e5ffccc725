/* Prices and quotes: the list drifts, what is paid follows scarcity with a lag, large buyers pay less. */
#include "trade_inner.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

static double software_ratio(const struct bo_world *world, const struct bo_vendor_param *vendor,
                             double day)
{
    double before =
        vendor->software_day < BO_NEVER ? (double)(world->start_day - vendor->software_day) : 0.0;
    double years = bo_max(0.0, before + day) / BO_DAYS_PER_YEAR;
    double discount = bo_log(vendor->software_ratio);
    return bo_exp(discount * bo_exp(-vendor->software_learning_per_year * years));
}

/* Usable compute of a chip: of what it does in training and in serving, as buyers mix them. 0: not known. */
static double worth_h100e(const struct bo_world *world, uint32_t chip)
{
    double serving = world->trade->market->inference_frac;
    return (1.0 - serving) * bo_fleet_training_h100e(world, chip) +
           serving * bo_fleet_inference_h100e(world, chip);
}

void bo_trade_see_prices(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        struct trade_vendor *vendor = &trade->vendor[v];
        vendor->home_ratio = bo_path_at(&vendor->param->home_ratio, (double)date);
        vendor->uplift_ratio = bo_path_at(&vendor->param->system_uplift_ratio, (double)date);
        vendor->network_frac = bo_path_at(&vendor->param->network_attach_frac, (double)date);
        vendor->worth_ratio = software_ratio(world, vendor->param, day);
    }
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        struct trade_chip *chip = &trade->chip[c];
        chip->list_usd = chip->realised_usd = BO_NAN;
        chip->worth_h100e = 0.0;
        if (chip->vendor == BO_NO_ROW || chip->sleeps || date < chip->order_day ||
            !(chip->data.price_usd > 0.0)) {
            continue;
        }
        int32_t of_day =
            chip->data.price_day < BO_NEVER ? chip->data.price_day : chip->data.launch_day;
        double years = (double)(date - of_day) / BO_DAYS_PER_YEAR;
        chip->list_usd = chip->data.price_usd * bo_exp(trade->market->price_drift_per_year * years);
        chip->realised_usd = chip->list_usd * bo_exp(chip->log_scarcity);
        chip->worth_h100e = worth_h100e(world, c) * trade->vendor[chip->vendor].worth_ratio;
    }
}

void bo_trade_move_prices(struct bo_world *world, double days)
{
    struct bo_trade *trade = world->trade;
    const struct bo_chip_market_param *m = trade->market;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        struct trade_chip *chip = &trade->chip[c];
        if (chip->vendor == BO_NO_ROW || !(m->lead_usual_days > 0.0) ||
            trade->vendor[chip->vendor].param->owner != BO_NO_ROW) {
            continue; /* what is made in the house is charged at its list price */
        }
        double lead = bo_max(chip->quoted_days, 1.0);
        double there = chip->stock + chip->backlog;
        double idle_frac = there > 0.0 ? bo_max(0.0, chip->stock - chip->backlog) / there : 0.0;
        double target = m->price_scarcity_gain * bo_log(lead / m->lead_usual_days) -
                        m->price_clearance_gain * idle_frac;
        chip->log_scarcity = bo_approach(chip->log_scarcity, target, days, m->price_lag_days);
    }
}

double bo_trade_chip_usd(const struct bo_trade *trade, uint32_t chip, uint32_t buyer)
{
    double discount = trade->market->volume_discount_frac * trade->buyer[buyer].size_frac;
    return trade->chip[chip].realised_usd * (1.0 - discount);
}

/* Who orders now waits for the wafers of those before him; for his own, which are begun over the next month, unless they
 * are made ahead; for the day of shipment, and for the journey. */
static double quote(const struct bo_world *world, const struct trade_vendor *vendor, double wait)
{
    const struct bo_vendor_param *p = vendor->param;
    double journey = world->trade->ship_median_days;
    double begin = BO_DAYS_PER_MONTH / 2.0, ship = begin / SHIPMENTS_PER_MONTH;
    double make = bo_max(0.0, begin + p->make_days + ship - p->build_ahead_days);
    return wait + make + journey;
}

/* Days of all slots that lines have had after `days`, when their part grows evenly from `now` to all. */
static double given_days(const struct bo_trade *trade, double now, double days)
{
    double set_up = trade->market->launch_ramp_days;
    double ramp_days = (1.0 - now) * set_up;
    if (days >= ramp_days) {
        return ramp_days * (1.0 + now) / 2.0 + days - ramp_days;
    }
    return now * days + days * days / (2.0 * set_up);
}

/* The other way round: with the part now + t / R after t days, W = now T + T^2 / 2R. */
static double clear_days(const struct bo_trade *trade, double now, double full_days)
{
    double set_up = trade->market->launch_ramp_days;
    if (!(set_up > 0.0)) {
        return full_days;
    }
    double ramp_days = (1.0 - now) * set_up;
    double in_ramp = ramp_days * (1.0 + now) / 2.0;
    if (full_days > in_ramp) {
        return ramp_days + full_days - in_ramp;
    }
    return set_up * (sqrt(now * now + 2.0 * full_days / set_up) - now);
}

/* Among the first n of trade->part, which are in the order of the chips; once. */
static uint32_t list_part(struct bo_world *world, uint32_t n, const struct trade_part *part)
{
    struct bo_trade *trade = world->trade;
    uint32_t i = n;
    while (i > 0 && trade->part[i - 1].of >= part->of) {
        i--;
    }
    if (i < n && trade->part[i].of == part->of) {
        return n;
    }
    BO_ARENA_ROOM(world->arena, trade->part, n, trade->part_room);
    for (uint32_t k = n; k > i; k--) {
        trade->part[k] = trade->part[k - 1];
    }
    trade->part[i] = *part;
    return n + 1;
}

/* Lines of a vendor with orders that wait, in trade->part: `most` days of all slots, on lines ready to the part
 * `weight`; those for chips that give way only before others of their kind. */
static uint32_t list_waiting(struct bo_world *world, uint32_t vendor, double day, double days,
                             bool give_way)
{
    struct bo_trade *trade = world->trade;
    double slots = trade->vendor[vendor].slots_per_day;
    uint32_t n = 0, first = slots > 0.0 ? trade->vendor[vendor].first_chip : BO_NO_ROW;
    for (uint32_t c = first; c != BO_NO_ROW; c = trade->chip[c].next_of_vendor) {
        trade->chip[trade->chip[c].lines].lines_slots = 0.0;
    }
    for (uint32_t c = first; c != BO_NO_ROW; c = trade->chip[c].next_of_vendor) {
        const struct trade_chip *chip = &trade->chip[c];
        double waiting = !chip->gives_way || give_way ? chip->waiting : 0.0;
        trade->chip[chip->lines].lines_slots += waiting * chip->data.slots;
    }
    for (uint32_t c = first; c != BO_NO_ROW; c = trade->chip[c].next_of_vendor) {
        uint32_t lines = trade->chip[c].lines;
        if (trade->chip[lines].lines_slots > 0.0) {
            const struct trade_part part = {.of = lines,
                                            .most = trade->chip[lines].lines_slots / slots,
                                            .weight = bo_trade_ramp(world, lines, day, days)};
            n = list_part(world, n, &part);
        }
    }
    return n;
}

/* Until the orders for a chip are begun: beside those for others, which take no more than their lines can. The longest
 * wait that explains itself. */
static double wait_days(const struct bo_trade *trade, uint32_t n, uint32_t lines, double ramp)
{
    enum { MOST_ROUNDS = 50 };
    double own = 0.0, wait = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        wait += trade->part[i].most;
        own += trade->part[i].of == lines ? trade->part[i].most : 0.0;
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
        double ahead = own;
        for (uint32_t i = 0; i < n; i++) {
            const struct trade_part *p = &trade->part[i];
            ahead += p->of != lines ? bo_min(p->most, given_days(trade, p->weight, wait)) : 0.0;
        }
        bool is_steady = wait - ahead < 1.0;
        wait = bo_min(wait, ahead);
        if (is_steady) {
            break;
        }
    }
    return bo_max(wait, clear_days(trade, ramp, own));
}

static void quote_chip(struct bo_world *world, uint32_t chip, uint32_t n_waiting, double day,
                       double days)
{
    struct bo_trade *trade = world->trade;
    struct trade_chip *c = &trade->chip[chip];
    const struct trade_vendor *v = &trade->vendor[c->vendor];
    double ramp = bo_trade_ramp(world, chip, day, days);
    double launch = (double)(c->data.launch_day - world->start_day) - day;
    double wait = c->data.slots > 0.0 ? wait_days(trade, n_waiting, c->lines, ramp) : 0.0;
    c->quoted_days = bo_max(quote(world, v, wait), launch + trade->ship_median_days);
    c->seen_days = c->seen_days > 0.0 ? bo_approach(c->seen_days, c->quoted_days, days,
                                                    trade->market->lead_lag_days)
                                      : c->quoted_days;
}

static void quote_chips(struct bo_world *world, const struct trade_vendor *v, bool give_way,
                        uint32_t n_waiting, double day, double days)
{
    const struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    for (uint32_t c = v->first_chip; c != BO_NO_ROW; c = trade->chip[c].next_of_vendor) {
        if (trade->chip[c].order_day <= date && trade->chip[c].gives_way == give_way) {
            quote_chip(world, c, n_waiting, day, days);
        }
    }
}

/* A vendor quotes for all its orders; and a chip for those that can come before it, or for its own lines to be set up. */
void bo_trade_quote(struct bo_world *world, double day, double days)
{
    struct bo_trade *trade = world->trade;
    for (uint32_t i = 0; i < trade->n_vendors; i++) {
        struct trade_vendor *v = &trade->vendor[i];
        double wait = v->slots_per_day > 0.0 ? v->waiting_slots / v->slots_per_day : 0.0;
        v->quoted_days = quote(world, v, wait);
        for (int give_way = 0; give_way < 2; give_way++) {
            quote_chips(world, v, give_way, list_waiting(world, i, day, days, give_way), day, days);
        }
    }
}
