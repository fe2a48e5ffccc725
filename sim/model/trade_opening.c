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

/* Orders in hand, as old on average as the book is long. */
static void open_backlog(struct bo_world *world, uint32_t vendor, double served)
{
    struct bo_trade *trade = world->trade;
    double days = trade->vendor[vendor].param->backlog_opening_days;
    for (uint32_t i = 0; i < trade->n_lines; i++) {
        struct trade_line *line = &trade->line[i];
        if (is_of(trade, line, vendor)) {
            line->count = floor(line->need * served * days);
            line->ordered_day = -days;
        }
    }
}

static void send_before(struct bo_world *world, uint32_t vendor, double served, double days)
{
    struct bo_trade *trade = world->trade;
    for (uint32_t i = 0; i < trade->n_lines; i++) {
        const struct trade_line *line = &trade->line[i];
        const struct trade_verdict *v =
            bo_trade_line_verdict(trade, line, bo_world_date(world, 0.0));
        double count = floor(line->need * served * days);
        if (is_of(trade, line, vendor) && v->permission < BO_LICENCE && count > 0.0) {
            struct trade_chip *chip = &trade->chip[line->chip];
            struct trade_part part = {.of = i, .verdict = v};
            bo_trade_send_legal(world, &part, line->chip, count);
            chip->made += count;
            chip->shipped += count;
        }
    }
}

/* What left on the shipping days before the first that has not arrived by then. */
static void open_transit(struct bo_world *world, uint32_t vendor, double served)
{
    struct bo_trade *trade = world->trade;
    double journey = bo_dist_median(&trade->market->ship_delay_days);
    double days = BO_DAYS_PER_MONTH / SHIPMENTS_PER_MONTH;
    double last = (trade->vendor[vendor].phase_frac - 1.0) * days;
    for (int k = 0; last - k * days + journey > 0.0; k++) {
        double sent = last - k * days;
        bo_trade_clear_sent(trade);
        send_before(world, vendor, served, days);
        for (uint32_t r = 0; r < trade->n_regions; r++) {
            if (trade->sent[r].first != BO_NO_ROW) {
                bo_trade_consign(world, r, ceil(sent + journey));
            }
        }
    }
}

void bo_trade_open_book(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        if (trade->vendor[v].param->backlog_opening_days > 0.0) {
            double served = served_frac(world, v);
            open_backlog(world, v, served);
            open_transit(world, v, served);
        }
    }
    bo_trade_count_backlog(world, 0.0);
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        struct trade_vendor *vendor = &trade->vendor[v];
        double days = vendor->param->make_days, bank = vendor->hbm_gb;
        bo_trade_make(world, v, -days, days);
        vendor->hbm_gb = bank;
    }
}
