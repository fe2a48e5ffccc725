/* What vendors ship: all they have of a chip goes to orders by size, age and relation, as far as both gates let it on
 * that day; it arrives after the journey and is paid for there. */
#include "trade_inner.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"

double bo_trade_ship_day(const struct bo_world *world, const struct trade_vendor *vendor)
{
    uint32_t month = vendor->n_shipments / SHIPMENTS_PER_MONTH;
    if (month >= world->n_months) {
        return (double)INFINITY;
    }
    double begin = month > 0 ? bo_world_month_end(world, month - 1) : 0.0;
    double part = (double)(vendor->n_shipments % SHIPMENTS_PER_MONTH) + vendor->phase_frac;
    double end = bo_world_month_end(world, month);
    return floor(begin + (end - begin) * part / SHIPMENTS_PER_MONTH);
}

double bo_trade_arrival_days(const struct bo_world *world, const struct trade_vendor *vendor)
{
    double journey = world->trade->ship_median_days, sum = 0.0;
    for (int i = 0; i < SHIPMENTS_PER_MONTH; i++) {
        double sent = BO_DAYS_PER_MONTH * (i + vendor->phase_frac) / SHIPMENTS_PER_MONTH;
        double months = (sent + journey) / BO_DAYS_PER_MONTH;
        sum += BO_DAYS_PER_MONTH * (months - floor(months));
    }
    return sum / SHIPMENTS_PER_MONTH;
}

/* ---- who gets what ---- */

/* Whole chips of the line that may leave today, were they of this chip. */
static double may_ship(struct bo_world *world, const struct trade_line *line,
                       const struct trade_verdict *v, uint32_t chip, double day)
{
    if (v->permission == BO_DENIED && v->barred) {
        return 0.0;
    }
    if (v->permission == BO_NOTIFY && day - line->ordered_day < v->notify_days) {
        return 0.0;
    }
    double most = v->permission == BO_LICENCE ? line->licensed : line->count;
    if (v->quota == BO_NO_ROW) {
        return most;
    }
    struct trade_quota_of of = {.rule = v->quota,
                                .chip = chip,
                                .destination = world->trade->destination_of[line->region],
                                .buyer = line->buyer};
    return floor(bo_min(most, bo_trade_quota_left(world, &of, bo_world_date(world, day))));
}

static uint32_t list_parts(struct bo_world *world, uint32_t chip, uint32_t ordered, double day)
{
    struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    uint32_t n = 0, next;
    for (uint32_t i = trade->chip[ordered].first_line; i != BO_NO_ROW; i = next) {
        const struct trade_line *line = &trade->line[i];
        next = line->next;
        if (!(line->count > 0.0)) {
            continue;
        }
        const struct trade_verdict *v = bo_trade_verdict(trade, line->pair, chip, date);
        double most = may_ship(world, line, v, chip, day);
        if (most > 0.0) {
            double age = bo_max(0.0, day - line->ordered_day) + 1.0;
            BO_ARENA_ROOM(world->arena, trade->part, n, trade->part_room);
            trade->part[n] = (struct trade_part){
                .of = i,
                .verdict = v,
                .most = most,
                .weight = most * age * trade->buyer[line->buyer].param->relation_ratio};
            n++;
        }
    }
    return n;
}

/* By weight, nobody more than it may have; what that leaves goes to the others. Each round fills one or is the last. */
void bo_trade_share(struct bo_trade *trade, uint32_t n, double stock)
{
    double left = stock;
    for (uint32_t round = 0; round < n && left > 0.0; round++) {
        double weight = 0.0, given = 0.0;
        bool full = false;
        for (uint32_t i = 0; i < n; i++) {
            weight += trade->part[i].weight;
        }
        if (!(weight > 0.0)) {
            break;
        }
        for (uint32_t i = 0; i < n; i++) {
            struct trade_part *p = &trade->part[i];
            double more = bo_min(left * p->weight / weight, p->most - p->chips);
            p->chips += more;
            given += more;
            if (p->weight > 0.0 && p->chips >= p->most) {
                p->weight = 0.0;
                full = true;
            }
        }
        left -= given;
        if (!full) {
            break;
        }
    }
}

/* ---- shipments ---- */

struct trade_shipment *bo_trade_send(struct bo_world *world, uint32_t region)
{
    struct bo_trade *trade = world->trade;
    struct trade_consignment *consignment = &trade->sent[region];
    uint32_t number = trade->free_shipment;
    if (number == BO_NO_ROW) {
        BO_ARENA_ROOM(world->arena, trade->shipment, trade->n_shipments, trade->shipment_room);
        number = trade->n_shipments;
        trade->n_shipments++;
    } else {
        trade->free_shipment = trade->shipment[number].next;
    }
    struct trade_shipment *s = &trade->shipment[number];
    s->next = BO_NO_ROW;
    if (consignment->first == BO_NO_ROW) {
        consignment->first = number;
    } else {
        trade->shipment[consignment->last].next = number;
    }
    consignment->last = number;
    return s;
}

void bo_trade_send_legal(struct bo_world *world, const struct trade_part *part, uint32_t chip,
                         double count)
{
    struct bo_trade *trade = world->trade;
    struct trade_line *line = &trade->line[part->of];
    double usd = count * bo_trade_chip_usd(trade, chip, line->buyer);
    double uplift = trade->vendor[trade->chip[chip].vendor].uplift_ratio;
    struct trade_shipment *s = bo_trade_send(world, line->region);
    s->line = part->of;
    s->ordered_day = line->ordered_day;
    s->chips_usd = usd;
    s->levy_usd = usd * part->verdict->levy_frac;
    s->delivery = (struct bo_delivery){
        .buyer = line->buyer,
        .region = line->region,
        .chip = chip,
        .source = chip == line->chip ? line->source : bo_fleet_source(world, line->buyer, chip),
        .count = count,
        .chips_usd = usd + s->levy_usd,
        .system_usd = usd * uplift + s->levy_usd};
    line->transit += count;
}

void bo_trade_count_at_home(struct bo_trade *trade, uint32_t region, uint32_t chip, double count)
{
    struct trade_chip *c = &trade->chip[chip];
    if (trade->destination[trade->destination_of[region]].v == c->data.home.v) {
        c->home_shipped += count;
    }
}

/* Out of the line and the stock: to its buyer, or past him into the grey channel. */
static void ship_part(struct bo_world *world, const struct trade_part *part, uint32_t chip,
                      double day)
{
    struct bo_trade *trade = world->trade;
    struct trade_line *line = &trade->line[part->of];
    const struct trade_verdict *v = part->verdict;
    /* a quota may have been used by those before */
    double most = v->quota != BO_NO_ROW ? may_ship(world, line, v, chip, day) : part->most;
    double count = (double)(int64_t)bo_min(part->chips, most); /* floor, of what is not below 0 */
    if (!(count > 0.0)) {
        return;
    }
    double grey = bo_trade_grey_take(world, line, chip, count);
    if (count > grey) {
        bo_trade_send_legal(world, part, chip, count - grey);
    }
    struct trade_chip *c = &trade->chip[chip];
    uint32_t destination = trade->destination_of[line->region];
    if (v->quota != BO_NO_ROW) {
        struct trade_quota_of of = {
            .rule = v->quota, .chip = chip, .destination = destination, .buyer = line->buyer};
        bo_trade_quota_use(world, &of, count, bo_world_date(world, day));
    }
    line->laid_in -= line->laid_in * count / line->count;
    line->count -= count;
    line->licensed = v->permission == BO_LICENCE ? bo_max(0.0, line->licensed - count)
                                                 : bo_min(line->licensed, line->count);
    c->stock -= count;
    c->shipped += count;
    bo_trade_count_at_home(trade, line->region, chip, count);
}

/* A chip, to those who have ordered it or the one whose place it takes. */
static void ship_chip(struct bo_world *world, uint32_t chip, uint32_t ordered, double stock,
                      double day)
{
    struct bo_trade *trade = world->trade;
    uint32_t n = list_parts(world, chip, ordered, day);
    bo_trade_share(trade, n, stock);
    for (uint32_t i = 0; i < n; i++) {
        ship_part(world, &trade->part[i], chip, day);
    }
}

/* Stock for which there are no orders left serves orders for what it equals. */
static void ship_surplus(struct bo_world *world, uint32_t chip, double day)
{
    struct bo_trade *trade = world->trade;
    const struct trade_chip *c = &trade->chip[chip];
    uint32_t other = c->data.replaces;
    double ordered = 0.0;
    if (other == BO_NO_ROW || !(trade->chip[other].data.tpp <= c->data.tpp)) {
        return;
    }
    for (uint32_t i = c->first_line; i != BO_NO_ROW; i = trade->line[i].next) {
        ordered += trade->line[i].count;
    }
    if (c->stock > ordered) {
        ship_chip(world, chip, other, c->stock - ordered, day);
    }
}

void bo_trade_clear_sent(struct bo_trade *trade)
{
    for (uint32_t r = 0; r < trade->n_regions; r++) {
        trade->sent[r] = (struct trade_consignment){.first = BO_NO_ROW, .last = BO_NO_ROW};
    }
}

void bo_trade_consign(struct bo_world *world, uint32_t region, double arrival_day)
{
    struct bo_trade *trade = world->trade;
    trade->sent[region].arrival_day = arrival_day;
    trade->arrival_day = bo_min(trade->arrival_day, arrival_day);
    BO_ARENA_ROOM(world->arena, trade->consignment, trade->n_consignments, trade->consignment_room);
    trade->consignment[trade->n_consignments] = trade->sent[region];
    trade->n_consignments++;
}

void bo_trade_ship(struct bo_world *world, uint32_t vendor, double day)
{
    struct bo_trade *trade = world->trade;
    struct trade_vendor *v = &trade->vendor[vendor];
    int32_t date = bo_world_date(world, day);
    bo_trade_clear_sent(trade);
    bo_trade_finish(world, vendor, day);
    for (uint32_t c = v->first_chip; c != BO_NO_ROW; c = trade->chip[c].next_of_vendor) {
        const struct trade_chip *chip = &trade->chip[c];
        if (chip->stock > 0.0 && date >= chip->data.launch_day) {
            ship_chip(world, c, c, chip->stock, day);
            ship_surplus(world, c, day);
        }
    }
    for (uint32_t r = 0; r < trade->n_regions; r++) {
        if (trade->sent[r].first != BO_NO_ROW) {
            uint64_t key = bo_key_mix(v->param->entry.hash, world->region[r].param->entry.hash);
            double delay = bo_trade_sample(world, &trade->market->ship_delay_days, key,
                                           BO_DRAW_SHIP_DELAY, v->n_shipments);
            bo_trade_consign(world, r, ceil(day + delay));
        }
    }
    v->n_shipments++;
    v->ship_day = bo_trade_ship_day(world, v);
}

/* ---- arrivals ---- */

static bool is_at_home(const struct bo_trade *trade, const struct bo_delivery *d)
{
    const struct trade_buyer *b = &trade->buyer[d->buyer];
    return trade->destination[trade->destination_of[d->region]].v ==
           trade->class[b->class].headquarters.v;
}

static void add_paid(struct trade_buyer_sums *sums, const struct trade_shipment *s)
{
    if (sums != NULL) {
        sums->chips.delivered += s->delivery.count;
        sums->chips.grey += s->delivery.source == BO_SOURCE_GREY ? s->delivery.count : 0.0;
        sums->systems_usd += s->delivery.system_usd;
        sums->levies_usd += s->levy_usd;
    }
}

static void book(struct bo_trade *trade, const struct trade_shipment *s, double day)
{
    const struct bo_delivery *d = &s->delivery;
    const struct trade_buyer *b = &trade->buyer[d->buyer];
    struct trade_vendor *v = &trade->vendor[trade->chip[d->chip].vendor];
    double revenue = s->chips_usd * (1.0 + v->network_frac);
    bool grey = d->source == BO_SOURCE_GREY;
    v->revenue_usd += revenue;
    v->network_usd += revenue - s->chips_usd;
    v->sold_usd += revenue;
    if (b->market == BO_MARKET_CHINA && is_at_home(trade, d) && !grey) {
        v->revenue_china_usd += revenue;
    }
    if (!grey) {
        v->lived_chips[b->market] += d->count;
        v->lived_chip_days[b->market] += d->count * (day - s->ordered_day);
    }
    add_paid(bo_trade_market_sums(trade, d->buyer), s);
    add_paid(bo_trade_company_sums(trade, d->buyer), s);
}

static void arrive(struct bo_world *world, uint32_t number, double day)
{
    struct bo_trade *trade = world->trade;
    const struct trade_shipment *s = &trade->shipment[number];
    const struct bo_delivery *d = &s->delivery;
    struct trade_chip *chip = &trade->chip[d->chip];
    bool grey = d->source == BO_SOURCE_GREY;
    chip->received += d->count;
    chip->month.delivered += d->count;
    chip->month.grey += grey ? d->count : 0.0;
    struct trade_counts *counts = bo_trade_chip_counts(trade, d->buyer, d->chip);
    counts->delivered += d->count;
    counts->grey += grey ? d->count : 0.0;
    bo_trade_market_sums(trade, d->buyer)->h100e +=
        d->count * bo_fleet_training_h100e(world, d->chip);
    if (s->line != BO_NO_ROW) {
        trade->line[s->line].transit -= d->count;
    }
    if (grey) {
        trade->buyer[d->buyer].grey_usd += d->system_usd;
    }
    if (trade->buyer[d->buyer].market == BO_MARKET_CHINA) {
        uint32_t month = world->month % MONTHS_PER_YEAR;
        trade->cards[month] += d->count;
        trade->domestic[month] += d->source == BO_SOURCE_DOMESTIC ? d->count : 0.0;
    }
    book(trade, s, day);
    if (d->count > 0.0) {
        bo_fleet_receive(world, d, day);
    }
}

void bo_trade_arrive(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    uint32_t n = 0;
    if (trade->arrival_day > day) {
        return;
    }
    trade->arrival_day = (double)INFINITY;
    for (uint32_t i = 0; i < trade->n_consignments; i++) {
        const struct trade_consignment *c = &trade->consignment[i];
        if (c->arrival_day > day) {
            trade->arrival_day = bo_min(trade->arrival_day, c->arrival_day);
            if (n < i) {
                trade->consignment[n] = *c;
            }
            n++;
            continue;
        }
        for (uint32_t k = c->first; k != BO_NO_ROW;) {
            uint32_t next = trade->shipment[k].next;
            arrive(world, k, day);
            trade->shipment[k].next = trade->free_shipment;
            trade->free_shipment = k;
            k = next;
        }
    }
    trade->n_consignments = n;
}
