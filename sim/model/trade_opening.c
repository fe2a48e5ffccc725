/* The first day of the trade: orders in hand, wafers in work and chips on their way, as if it had gone on before. */
#include "trade_inner.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

void bo_trade_open_capacity(struct bo_world *world)
{
    for (uint32_t v = 0; v < world->trade->n_vendors; v++) {
        struct trade_vendor *vendor = &world->trade->vendor[v];
        vendor->hbm_gb = vendor->param->hbm_bank_gb;
        vendor->path_wafers =
            bo_path_at(&vendor->param->wafers_per_month, (double)world->start_day);
        vendor->slots_per_day = bo_trade_slots(world, vendor, 0.0, 1.0);
    }
}

static bool is_of(const struct bo_trade *trade, const struct trade_line *line, uint32_t vendor)
{
    return trade->chip[line->chip].vendor == vendor;
}

/* Of what boards need now, what the vendor can make. */
static double served_frac(const struct bo_world *world, uint32_t vendor)
{
    const struct bo_trade *trade = world->trade;
    double need = 0.0;
    for (uint32_t i = 0; i < trade->n_lines; i++) {
        const struct trade_line *line = &trade->line[i];
        need += is_of(trade, line, vendor) ? line->need * trade->chip[line->chip].data.slots : 0.0;
    }
    double slots = bo_trade_slots(world, &trade->vendor[vendor], 0.0, 1.0);
    return need > slots ? slots / need : 1.0;
}

/* Before a day of before the start: could the chip be ordered then, or had it come out? */
enum stage { ORDERED, SHIPPED };

static bool was_there(const struct bo_trade *trade, const struct trade_line *line, enum stage stage,
                      int32_t date)
{
    const struct trade_chip *chip = &trade->chip[line->chip];
    return date >= (stage == ORDERED ? chip->order_day : chip->data.launch_day);
}

/* What is wanted now of chips that were not there then was wanted then of those that were: so many times theirs. */
static double instead_ratio(const struct bo_trade *trade, uint32_t vendor, enum stage stage,
                            int32_t date)
{
    double all = 0.0, there = 0.0;
    for (uint32_t i = 0; i < trade->n_lines; i++) {
        const struct trade_line *line = &trade->line[i];
        if (is_of(trade, line, vendor)) {
            double slots = line->need * trade->chip[line->chip].data.slots;
            all += slots;
            there += was_there(trade, line, stage, date) ? slots : 0.0;
        }
    }
    return there > 0.0 ? all / there : 1.0;
}

/* The orders of some days before the start, about `day`. */
static void open_orders(struct bo_world *world, uint32_t vendor, double served, double day,
                        double days)
{
    struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    double ratio = served * instead_ratio(trade, vendor, ORDERED, date);
    for (uint32_t i = 0; i < trade->n_lines; i++) {
        struct trade_line *line = &trade->line[i];
        if (is_of(trade, line, vendor) && was_there(trade, line, ORDERED, date)) {
            line->count += line->need * ratio * days;
            line->ordered_day = fmin(line->ordered_day, day - 0.5 * days);
        }
    }
}

/* Orders in hand, as old on average as the book is long. */
static void open_backlog(struct bo_world *world, uint32_t vendor, double served)
{
    struct bo_trade *trade = world->trade;
    double all = trade->vendor[vendor].param->backlog_opening_days;
    uint32_t n = (uint32_t)ceil(all / BO_DAYS_PER_MONTH);
    double days = all / n;
    for (uint32_t k = 0; k < n; k++) {
        open_orders(world, vendor, served, -(k + 0.5) * days, days);
    }
    for (uint32_t i = 0; i < trade->n_lines; i++) {
        struct trade_line *line = &trade->line[i];
        line->count = is_of(trade, line, vendor) ? floor(line->count) : line->count;
    }
}

static void send_before(struct bo_world *world, uint32_t vendor, double served, double day,
                        double days)
{
    struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    double ratio = served * instead_ratio(trade, vendor, SHIPPED, date);
    for (uint32_t i = 0; i < trade->n_lines; i++) {
        const struct trade_line *line = &trade->line[i];
        const struct trade_verdict *v =
            bo_trade_line_verdict(trade, line, bo_world_date(world, 0.0));
        bool sent = is_of(trade, line, vendor) && v->permission < BO_LICENCE &&
                    was_there(trade, line, SHIPPED, date);
        double count = sent ? floor(line->need * ratio * days) : 0.0;
        if (count > 0.0) {
            struct trade_chip *chip = &trade->chip[line->chip];
            struct trade_part part = {.of = i, .verdict = v};
            bo_trade_send_legal(world, &part, line->chip, count);
            chip->made += count;
            chip->shipped += count;
            bo_trade_count_at_home(trade, line->region, line->chip, count);
        }
    }
}

/* Fleets at home came from sales at home; what of them is gone by the start is not known. */
static void open_home_sales(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        for (uint32_t r = 0; r < trade->n_regions; r++) {
            double count = bo_fleet_count(world, BO_NO_ROW, r, c);
            bo_trade_count_at_home(trade, r, c, count);
        }
    }
}

/* Days before the start on which the last shipment left. */
static double since_shipment_days(const struct trade_vendor *vendor)
{
    return (1.0 - vendor->phase_frac) * BO_DAYS_PER_MONTH / SHIPMENTS_PER_MONTH;
}

/* What left on the shipping days before the first that has not arrived by then. */
static void open_transit(struct bo_world *world, uint32_t vendor, double served)
{
    struct bo_trade *trade = world->trade;
    double journey = bo_dist_median(&trade->market->ship_delay_days);
    double days = BO_DAYS_PER_MONTH / SHIPMENTS_PER_MONTH;
    double last = -since_shipment_days(&trade->vendor[vendor]);
    for (int k = 0; last - k * days + journey > 0.0; k++) {
        double sent = last - k * days;
        bo_trade_clear_sent(trade);
        send_before(world, vendor, served, sent, days);
        for (uint32_t r = 0; r < trade->n_regions; r++) {
            if (trade->sent[r].first != BO_NO_ROW) {
                bo_trade_consign(world, r, ceil(sent + journey));
            }
        }
    }
}

/* Wafers that were started before and have not left as chips: for orders in hand, and ahead of them, as fast as these came. */
static void open_wafers(struct bo_world *world, uint32_t vendor)
{
    struct bo_trade *trade = world->trade;
    struct trade_vendor *v = &trade->vendor[vendor];
    double all = v->param->backlog_opening_days,
           days = v->param->make_days + since_shipment_days(v);
    double ahead = v->param->build_ahead_days, bank = v->hbm_gb;
    for (uint32_t c = v->first_chip; c != BO_NO_ROW && all > 0.0;
         c = trade->chip[c].next_of_vendor) {
        struct trade_chip *chip = &trade->chip[c];
        double since = fmax(0.0, (double)(world->start_day - chip->order_day));
        double wanted = chip->makeable + chip->need * ahead;
        double begun = wanted * fmin(1.0, days / (fmin(all, since) + ahead));
        chip->makeable = begun - chip->need * ahead;
    }
    bo_trade_make(world, vendor, -days, days);
    v->hbm_gb = bank;
}

void bo_trade_open_book(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    open_home_sales(world);
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        if (trade->vendor[v].param->backlog_opening_days > 0.0) {
            double served = served_frac(world, v);
            open_backlog(world, v, served);
            open_transit(world, v, served);
        }
    }
    bo_trade_count_backlog(world, 0.0);
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        open_wafers(world, v);
    }
    bo_trade_count_backlog(world, 0.0);
}
