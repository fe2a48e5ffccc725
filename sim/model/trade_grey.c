/* The grey channel: what buyers of China's market are denied finds its way in deliveries to buyers elsewhere, at a price, and some
 * is seized. It is a channel into China alone: its width and its price are of that. */
#include "trade_inner.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

/* Rent in China's market over the world's, against the start: how dear compute is where chips are denied. */
static double price_gap(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    double ratio[BO_N_MARKETS];
    for (int m = 0; m < BO_N_MARKETS; m++) {
        double rent = world->ai_economy->market[m].on_demand_usd_per_h;
        if (!(trade->rent_start[m] > 0.0)) {
            trade->rent_start[m] = rent;
        }
        ratio[m] = rent > 0.0 ? rent / trade->rent_start[m] : 1.0;
    }
    return ratio[BO_MARKET_CHINA] / ratio[BO_MARKET_WORLD];
}

static double seized_frac(const struct bo_world *world, uint32_t rule)
{
    double date = (double)world->trade->stamp_date;
    double stated = rule != BO_NO_ROW
                        ? bo_path_at(&world->param->export_rule[rule].enforcement_frac, date)
                        : 0.0;
    return stated > 0.0 ? stated : bo_path_at(&world->trade->market->grey_seized_frac, date);
}

void bo_trade_grey_order(struct bo_world *world, uint32_t buyer, uint32_t region,
                         const struct trade_choice *choice, double usd_per_day)
{
    struct bo_trade *trade = world->trade;
    const struct bo_chip_market_param *m = trade->market;
    if (!(m->grey_per_year > 0.0) || trade->buyer[buyer].market != BO_MARKET_CHINA) {
        return;
    }
    double hazard = m->grey_per_year * price_gap(world) * (1.0 - m->risk_discount_frac);
    double turned_frac = 1.0 - bo_exp(-hazard);
    uint32_t pair = bo_trade_pair(trade, trade->buyer[buyer].class, trade->destination_of[region]);
    for (uint32_t i = 0; i < choice->n_denied; i++) {
        uint32_t c = choice->denied[i];
        const struct trade_vendor *v = &trade->vendor[trade->chip[c].vendor];
        double system_usd = trade->chip[c].list_usd * (m->grey_price_ratio + v->uplift_ratio - 1.0);
        double money = usd_per_day * trade->order_days * choice->denied_share[i] * turned_frac;
        uint32_t rule = bo_trade_verdict(trade, pair, c, trade->stamp_date)->rule;
        BO_ARENA_ROOM(world->arena, trade->grey, trade->n_grey, trade->grey_room);
        trade->grey[trade->n_grey] =
            (struct trade_grey_order){.buyer = buyer,
                                      .region = region,
                                      .chip = c,
                                      .chips = money / system_usd,
                                      .seized_frac = seized_frac(world, rule),
                                      .chip_usd = trade->chip[c].list_usd * m->grey_price_ratio,
                                      .paid_usd = system_usd};
        trade->n_grey++;
    }
}

/* Enforcement makes the channel narrower, too. */
void bo_trade_grey_bound(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    double wanted = 0.0, wanted_usd = 0.0, got_through = 0.0;
    for (uint32_t i = 0; i < trade->n_grey; i++) {
        const struct trade_grey_order *g = &trade->grey[i];
        wanted += g->chips;
        wanted_usd += g->chips * g->chip_usd;
        got_through += g->chips * (1.0 - g->seized_frac);
    }
    double years = trade->order_days / BO_DAYS_PER_YEAR;
    double most = trade->market->grey_max_per_year * years;
    double most_usd = trade->market->grey_max_usd_per_year * years;
    if (isfinite(most_usd) && wanted_usd > 0.0) {
        most = bo_min(most, most_usd / wanted_usd * wanted);
    }
    double scale = wanted > 0.0 ? bo_min(1.0, most * got_through / wanted / wanted) : 0.0;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        trade->chip[c].grey_wanted = 0.0;
        trade->chip[c].first_grey = 0;
    }
    for (uint32_t i = 0; i < trade->n_grey; i++) {
        struct trade_grey_order *g = &trade->grey[i];
        double *kept = &trade->buyer[g->buyer].grey_frac;
        double chips = g->chips * scale + *kept;
        g->chips = floor(chips);
        *kept = chips - g->chips;
        trade->chip[g->chip].grey_wanted += g->chips;
    }
}

static void smuggle(struct bo_world *world, const struct trade_line *from,
                    struct trade_grey_order *g, double count)
{
    struct bo_trade *trade = world->trade;
    struct trade_chip *chip = &trade->chip[g->chip];
    double seized = count * g->seized_frac + chip->seized_frac;
    double lost = bo_min(count, floor(seized));
    chip->seized_frac = seized - lost;
    chip->seized += lost;
    chip->month.seized += lost;
    bo_trade_chip_counts(trade, g->buyer, g->chip)->seized += lost;
    bo_trade_market_sums(trade, g->buyer)->chips.seized += lost;
    struct trade_buyer_sums *company = bo_trade_company_sums(trade, g->buyer);
    if (company != NULL) {
        company->chips.seized += lost;
    }
    struct trade_shipment *s = bo_trade_send(world, g->region);
    s->line = BO_NO_ROW;
    s->levy_usd = 0.0;
    s->delivery = (struct bo_delivery){.buyer = g->buyer,
                                       .region = g->region,
                                       .chip = g->chip,
                                       .source = BO_SOURCE_GREY,
                                       .count = count - lost,
                                       .chips_usd = count * g->chip_usd,
                                       .system_usd = count * g->paid_usd};
    s->ordered_day = from->ordered_day;
    s->chips_usd = count * bo_trade_chip_usd(trade, g->chip, from->buyer);
}

/* Resellers are buyers outside the model's companies, in the world's market, to whom the chip is free. */
double bo_trade_grey_take(struct bo_world *world, const struct trade_line *line, uint32_t chip,
                          double count)
{
    struct bo_trade *trade = world->trade;
    const struct trade_buyer *b = &trade->buyer[line->buyer];
    double taken = 0.0;
    if (b->company != BO_NO_ROW || b->market != BO_MARKET_WORLD ||
        !(trade->chip[chip].grey_wanted > 0.0)) {
        return 0.0;
    }
    for (uint32_t i = trade->chip[chip].first_grey; i < trade->n_grey && taken < count; i++) {
        struct trade_grey_order *g = &trade->grey[i];
        double n = bo_min(g->chips, count - taken);
        if (g->chip == chip && n > 0.0) {
            trade->chip[chip].first_grey = i; /* all before it have been found */
            g->chips -= n;
            trade->chip[chip].grey_wanted -= n;
            taken += n;
            smuggle(world, line, g, n);
        }
    }
    return taken;
}
