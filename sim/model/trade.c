/* The trade's opening, its month, its audit, and what others may ask. */
#include "trade_inner.h"

#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

/* ---- opening ---- */

static bool makes(const struct bo_vendor_param *vendor, const char *name)
{
    bool it_does = strcmp(name, vendor->entry.name) == 0;
    for (uint32_t i = 0; i < vendor->makes.n; i++) {
        it_does = it_does || strcmp(name, vendor->makes.text[i]) == 0;
    }
    return it_does;
}

uint32_t bo_trade_maker(const struct bo_param *p, const struct bo_chip *chip)
{
    for (uint32_t v = 0; v < p->n[BO_TABLE_VENDORS]; v++) {
        if (makes(&p->vendor[v], chip->vendor)) {
            return v;
        }
    }
    return BO_NO_ROW;
}

/* What a rule forced is cut from what it stands for, on the same lines. */
static uint32_t lines_of(const struct bo_param *p, uint32_t chip)
{
    uint32_t at = chip;
    for (uint32_t steps = 0; steps < p->n[BO_TABLE_CHIPS]; steps++) {
        const struct bo_chip *c = &p->chip[at];
        if (c->lines_of != BO_NO_ROW) {
            at = c->lines_of;
        } else if (c->designed_for != BO_NO_ROW && c->replaces != BO_NO_ROW) {
            at = c->replaces;
        } else {
            break;
        }
    }
    return at;
}

/* From its first wafers on. */
static int32_t order_day_of(const struct bo_chip *chip, double make_days)
{
    if (chip->launch_day == BO_NEVER) {
        return BO_NEVER;
    }
    int32_t day = chip->launch_day - (int32_t)make_days;
    return chip->volume_day < day ? chip->volume_day : day;
}

static void open_chips(struct bo_world *world)
{
    const struct bo_param *p = world->param;
    struct bo_trade *trade = world->trade;
    trade->n_chips = p->n[BO_TABLE_CHIPS];
    trade->chip_room = bo_trade_chip_room(world);
    trade->chip = BO_NEW_ARRAY(world->arena, struct trade_chip, trade->chip_room);
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        const struct bo_chip *data = &p->chip[c];
        uint32_t vendor = bo_trade_maker(p, data);
        double make_days = vendor != BO_NO_ROW ? p->vendor[vendor].make_days : 0.0;
        trade->chip[c] = (struct trade_chip){.data = *data,
                                             .vendor = vendor,
                                             .lines = lines_of(p, c),
                                             .sleeps = data->designed_for != BO_NO_ROW &&
                                                       data->replaces != BO_NO_ROW,
                                             .order_day = order_day_of(data, make_days),
                                             .list_usd = BO_NAN,
                                             .realised_usd = BO_NAN,
                                             .first_line = BO_NO_ROW,
                                             .last_line = BO_NO_ROW};
    }
}

static void open_vendors(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    trade->n_vendors = world->param->n[BO_TABLE_VENDORS];
    trade->vendor = BO_NEW_ARRAY(world->arena, struct trade_vendor, trade->n_vendors);
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        struct trade_vendor *vendor = &trade->vendor[v];
        vendor->param = &world->param->vendor[v];
        vendor->slots_ratio = 1.0;
        vendor->slots_decided = BO_NEW_ARRAY(world->arena, double, world->n_months);
        vendor->phase_frac = bo_world_draw(world, vendor->param->entry.hash, BO_DRAW_SHIP_DATE, 0);
        vendor->ship_day = bo_trade_ship_day(world, vendor);
        vendor->arrival_days = bo_trade_arrival_days(world, vendor);
        vendor->first_chip = vendor->last_chip = BO_NO_ROW;
    }
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        bo_trade_join_vendor(trade, c);
    }
}

void bo_trade_join_vendor(struct bo_trade *trade, uint32_t chip)
{
    uint32_t v = trade->chip[chip].vendor;
    trade->chip[chip].next_of_vendor = BO_NO_ROW;
    if (v == BO_NO_ROW) {
        return;
    }
    struct trade_vendor *vendor = &trade->vendor[v];
    if (vendor->first_chip == BO_NO_ROW) {
        vendor->first_chip = chip;
    } else {
        trade->chip[vendor->last_chip].next_of_vendor = chip;
    }
    vendor->last_chip = chip;
}

static uint32_t class_of(struct bo_trade *trade, struct bo_country headquarters,
                         const struct bo_chip_buyer_param *buyer)
{
    for (uint32_t k = 0; k < trade->n_classes; k++) {
        const struct trade_class *class = &trade->class[k];
        if (class->headquarters.v == headquarters.v && class->listed == buyer->listed &&
            class->state_funded == buyer->state_funded &&
            class->supercomputer == buyer->supercomputer) {
            return k;
        }
    }
    trade->class[trade->n_classes] = (struct trade_class){.headquarters = headquarters,
                                                          .listed = buyer->listed,
                                                          .state_funded = buyer->state_funded,
                                                          .supercomputer = buyer->supercomputer};
    trade->n_classes++;
    return trade->n_classes - 1;
}

static void open_buyers(struct bo_world *world)
{
    const struct bo_param *p = world->param;
    struct bo_trade *trade = world->trade;
    trade->n_buyers = p->n[BO_TABLE_CHIP_BUYERS];
    trade->buyer = BO_NEW_ARRAY(world->arena, struct trade_buyer, trade->n_buyers);
    trade->class = BO_NEW_ARRAY(world->arena, struct trade_class, trade->n_buyers);
    for (uint32_t i = 0; i < trade->n_buyers; i++) {
        struct trade_buyer *b = &trade->buyer[i];
        b->param = &p->chip_buyer[i];
        b->company = b->param->company;
        bool outside = b->company == BO_NO_ROW;
        const char *seat = outside ? b->param->headquarters : p->company[b->company].headquarters;
        b->market = outside ? (enum bo_market)b->param->market
                            : world->ai_economy->company[b->company].market;
        b->class = class_of(trade, bo_country_of_code(seat), b->param);
        b->share = BO_NEW_ARRAY(world->arena, double, trade->n_regions);
        b->region_line =
            BO_NEW_ARRAY(world->arena, uint32_t, (size_t)trade->n_regions * trade->chip_room);
    }
}

/* The law sees countries: a region is the first of its own. */
static void open_destinations(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    trade->n_regions = world->n_regions;
    trade->destination = BO_NEW_ARRAY(world->arena, struct bo_country, trade->n_regions);
    trade->destination_of = BO_NEW_ARRAY(world->arena, uint32_t, trade->n_regions);
    for (uint32_t r = 0; r < trade->n_regions; r++) {
        struct bo_country country = bo_country_of_code(world->region[r].param->countries.text[0]);
        uint32_t d = 0;
        while (d < trade->n_destinations && trade->destination[d].v != country.v) {
            d++;
        }
        trade->destination[d] = country;
        trade->destination_of[r] = d;
        trade->n_destinations += d == trade->n_destinations;
    }
}

static void open_tables(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    struct bo_arena *arena = world->arena;
    size_t pairs = (size_t)trade->n_classes * trade->n_destinations;
    trade->unchanged = BO_NEW_ARRAY(arena, struct trade_unchanged, pairs);
    trade->open = BO_NEW_ARRAY(arena, struct trade_open, pairs);
    trade->verdict = BO_NEW_ARRAY(arena, struct trade_verdict, pairs * trade->chip_room);
    trade->future = BO_NEW_ARRAY(arena, struct trade_verdict, pairs * trade->chip_room);
    trade->choice = BO_NEW_ARRAY(arena, struct trade_choice, pairs * (trade->n_vendors + 1));
    for (uint32_t k = 0; k < trade->n_classes; k++) {
        trade->class[k].ships_to = BO_NEW_ARRAY(arena, bool, trade->n_destinations);
    }
    trade->by_rule = BO_NEW_ARRAY(arena, double, world->param->n[BO_TABLE_RULES]);
    trade->rules = BO_NEW_ARRAY(arena, uint32_t, world->param->n[BO_TABLE_RULES]);
    trade->cost = BO_NEW_ARRAY(arena, double, trade->n_buyers);
    trade->weight = BO_NEW_ARRAY(arena, double, trade->chip_room);
    trade->ahead = BO_NEW_ARRAY(arena, struct trade_ahead, trade->chip_room);
    trade->offer = BO_NEW_ARRAY(arena, uint32_t, trade->chip_room);
    size_t bought = (size_t)world->n_companies * trade->chip_room;
    trade->company = BO_NEW_ARRAY(arena, struct trade_buyer_sums, world->n_companies);
    trade->company_chip = BO_NEW_ARRAY(arena, struct trade_counts, bought);
    trade->counted = BO_NEW_ARRAY(arena, bool, bought);
    trade->was_counted = BO_NEW_ARRAY(arena, bool, bought);
    trade->domestic = BO_NEW_ARRAY(arena, double, MONTHS_PER_YEAR);
    trade->cards = BO_NEW_ARRAY(arena, double, MONTHS_PER_YEAR);
    trade->free_shipment = BO_NO_ROW;
    trade->arrival_day = (double)INFINITY;
    trade->sent = BO_NEW_ARRAY(arena, struct trade_consignment, trade->n_regions);
    struct bo_trade_month *m = &trade->month;
    m->n_vendors = trade->n_vendors;
    m->n_companies = world->n_companies;
    m->vendor = BO_NEW_ARRAY(arena, struct bo_trade_vendor_month, trade->n_vendors);
    m->chip = BO_NEW_ARRAY(arena, struct bo_trade_chip_month, trade->chip_room);
    m->company = BO_NEW_ARRAY(arena, struct bo_trade_buyer_month, world->n_companies);
    m->traded = BO_NEW_ARRAY(arena, uint32_t, trade->chip_room);
    m->chip_room = trade->chip_room;
    m->company_chip = BO_NEW_ARRAY(arena, struct bo_trade_counts, bought);
}

void bo_trade_open(struct bo_world *world)
{
    const struct bo_param *p = world->param;
    if (p->n[BO_TABLE_VENDORS] == 0 || p->n[BO_TABLE_CHIP_MARKET] == 0 ||
        world->ai_economy == NULL || world->fleets == NULL) {
        return;
    }
    struct bo_trade *trade = BO_NEW(world->arena, struct bo_trade);
    trade->market = p->chip_market;
    double unit_usd = p->chip[p->fleet->reference_chip].price_usd;
    trade->unit_usd = unit_usd > 0.0 ? unit_usd : 1.0;
    trade->ship_median_days = bo_dist_median(&trade->market->ship_delay_days);
    world->trade = trade;
    bo_trade_open_law(world);
    open_chips(world);
    open_vendors(world);
    open_destinations(world);
    open_buyers(world);
    open_tables(world);
    bo_trade_open_dockets(world);
    bo_trade_open_chips(world);
    bo_trade_open_capacity(world);
    bo_trade_quote(world, 0.0, BO_DAYS_PER_MONTH);
    bo_trade_see_prices(world, 0.0);
    for (int k = 0; k < BO_N_MARKETS; k++) {
        trade->rent_start[k] = world->ai_economy->market[k].on_demand_usd_per_h;
    }
    bo_trade_see_budgets(world, 0.0);
    bo_trade_see_needs(world, 0.0);
    bo_trade_open_book(world);
    bo_trade_order(world, 0.0);
    bo_trade_count_mw(world);
}

/* ---- the month ---- */

static struct bo_trade_counts counts_of(const struct trade_counts *c, double backlog)
{
    return (struct bo_trade_counts){.orders = c->orders,
                                    .cancelled = c->cancelled,
                                    .delivered = c->delivered,
                                    .backlog = backlog,
                                    .denied = c->denied,
                                    .grey = c->grey,
                                    .seized = c->seized};
}

static void add_counts(struct bo_trade_counts *to, const struct bo_trade_counts *from)
{
    to->orders += from->orders;
    to->cancelled += from->cancelled;
    to->delivered += from->delivered;
    to->backlog += from->backlog;
    to->denied += from->denied;
    to->grey += from->grey;
    to->seized += from->seized;
}

static void close_vendors(struct bo_trade *trade)
{
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        struct trade_vendor *vendor = &trade->vendor[v];
        struct bo_trade_vendor_month *m = &trade->month.vendor[v];
        *m = (struct bo_trade_vendor_month){.quoted_lead_weeks =
                                                vendor->quoted_days / BO_DAYS_PER_WEEK,
                                            .revenue_usd = vendor->revenue_usd,
                                            .revenue_china_usd = vendor->revenue_china_usd,
                                            .network_usd = vendor->network_usd,
                                            .write_down_usd = vendor->write_down_usd};
        for (int k = 0; k < BO_N_MARKETS; k++) {
            double chips = vendor->lived_chips[k];
            m->lived_lead_weeks[k] =
                chips > 0.0 ? vendor->lived_chip_days[k] / chips / BO_DAYS_PER_WEEK : BO_NAN;
            vendor->lived_chips[k] = vendor->lived_chip_days[k] = 0.0;
        }
        vendor->revenue_usd = vendor->revenue_china_usd = 0.0;
        vendor->network_usd = vendor->write_down_usd = 0.0;
    }
}

static bool is_any(const struct bo_trade_counts *n)
{
    return n->orders + n->cancelled + n->delivered + n->backlog + n->denied + n->grey + n->seized >
           0.0;
}

static void close_chips(struct bo_trade *trade)
{
    trade->month.n_chips = trade->n_chips;
    trade->month.n_traded = 0;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        struct trade_chip *chip = &trade->chip[c];
        struct bo_trade_chip_month *m = &trade->month.chip[c];
        *m = (struct bo_trade_chip_month){
            .chips = counts_of(&chip->month, chip->backlog),
            .made = chip->made_month,
            .stock = chip->stock,
            .written_off = chip->written_off_month,
            .list_usd = chip->list_usd,
            .realised_usd = chip->realised_usd,
            .quoted_lead_weeks =
                chip->quoted_days > 0.0 ? chip->quoted_days / BO_DAYS_PER_WEEK : BO_NAN};
        bool traded = is_any(&m->chips);
        if (traded || chip->was_traded) {
            trade->month.traded[trade->month.n_traded] = c;
            trade->month.n_traded++;
        }
        chip->was_traded = traded;
        chip->served = chip->month.delivered / BO_DAYS_PER_MONTH;
        chip->month = (struct trade_counts){0};
        chip->made_month = chip->written_off_month = 0.0;
        if (chip->vendor != BO_NO_ROW) {
            struct bo_trade_vendor_month *v = &trade->month.vendor[chip->vendor];
            add_counts(&v->chips, &m->chips);
            v->made += m->made;
            v->stock += m->stock;
            v->written_off += m->written_off;
        }
    }
}

/* Of most chips a company has bought none and has none on order, this month or the one before: its counts are nil, and
 * stay it. */
static void close_purchases(struct bo_trade *trade)
{
    for (uint32_t i = 0; i < trade->month.n_companies; i++) {
        for (uint32_t k = 0; k < trade->month.n_traded; k++) {
            uint32_t row = i * trade->chip_room + trade->month.traded[k];
            if (!trade->counted[row] && !trade->was_counted[row]) {
                continue;
            }
            trade->month.company_chip[row] = counts_of(&trade->company_chip[row], 0.0);
            trade->company_chip[row] = (struct trade_counts){0};
            trade->was_counted[row] = trade->counted[row];
            trade->counted[row] = false;
        }
    }
}

static void close_buyers(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    struct bo_ai_economy *ai = world->ai_economy;
    for (uint32_t i = 0; i < world->n_companies; i++) {
        struct trade_buyer_sums *s = &trade->company[i];
        trade->month.company[i] = (struct bo_trade_buyer_month){.chips = counts_of(&s->chips, 0.0),
                                                                .systems_usd = s->systems_usd};
        ai->company[i].systems_paid_usd = s->systems_usd;
        ai->company[i].systems_denied_usd = s->denied_usd;
        ai->company[i].levies_usd = s->levies_usd;
        *s = (struct trade_buyer_sums){.denied_usd = 0.0};
    }
    for (int k = 0; k < BO_N_MARKETS; k++) {
        struct trade_buyer_sums *s = &trade->by_market[k];
        trade->month.market[k] = (struct bo_trade_buyer_month){.chips = counts_of(&s->chips, 0.0),
                                                               .systems_usd = s->systems_usd};
        *s = (struct trade_buyer_sums){.denied_usd = 0.0};
    }
    close_purchases(trade);
    for (uint32_t i = 0; i < trade->n_live; i++) {
        const struct trade_line *line = &trade->line[trade->live[i]];
        const struct trade_buyer *b = &trade->buyer[line->buyer];
        trade->month.market[b->market].chips.backlog += line->count;
        if (b->company != BO_NO_ROW) {
            uint32_t row = b->company * trade->chip_room + line->chip;
            trade->month.company[b->company].chips.backlog += line->count;
            trade->month.company_chip[row].backlog += line->count;
            trade->was_counted[row] = true;
        }
    }
    bo_trade_count_mw(world);
}

static void close_shares(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    double domestic = 0.0, cards = 0.0;
    for (int k = 0; k < MONTHS_PER_YEAR; k++) {
        domestic += trade->domestic[k];
        cards += trade->cards[k];
    }
    trade->month.china_domestic_frac = cards > 0.0 ? domestic / cards : BO_NAN;
    uint32_t next = (world->month + 1) % MONTHS_PER_YEAR;
    trade->domestic[next] = trade->cards[next] = 0.0;
}

/* The leading vendor is the one that has sold most; before anybody has, the one with the most on order. */
static void tell_economy(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    struct bo_ai_economy *ai = world->ai_economy;
    double most = -1.0;
    ai->accelerator_sales_usd = 0.0;
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        const struct trade_vendor *vendor = &trade->vendor[v];
        ai->accelerator_sales_usd += trade->month.vendor[v].revenue_usd;
        if (vendor->sold_usd > most) {
            most = vendor->sold_usd;
            ai->quoted_lead_days = vendor->quoted_days;
        }
    }
}

void bo_trade_close(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    if (trade == NULL) {
        return;
    }
    bo_trade_count_backlog(world, day);
    bo_trade_write_off(world, day);
    close_vendors(trade);
    close_chips(trade);
    bo_trade_see_entry(world, world->day);
    bo_trade_grow(world, day);
    close_buyers(world);
    close_shares(world);
    tell_economy(world);
    bo_trade_move_prices(world, world->month_days);
}

/* ---- on dates ---- */

bool bo_trade_next(const struct bo_world *world, double *day)
{
    const struct bo_trade *trade = world->trade;
    if (trade == NULL) {
        return false;
    }
    double next = trade->arrival_day;
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        next = bo_min(next, trade->vendor[v].ship_day);
    }
    for (uint32_t i = 0; i < trade->n_pending; i++) {
        next = bo_min(next, trade->line[trade->pending[i]].decision_day);
    }
    for (uint32_t i = 0; i < trade->n_launches; i++) {
        next = bo_min(next, trade->launch[i].day);
    }
    *day = next;
    return !isinf(next);
}

void bo_trade_happen(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    bo_trade_launch(world, day);
    bo_trade_decide(world, day);
    bo_trade_arrive(world, day);
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        if (trade->vendor[v].ship_day <= day) {
            bo_trade_ship(world, v, day);
        }
    }
}

/* ---- audit ---- */

static bool differ(double a, double b)
{
    return fabs(a - b) > 0.0;
}

int bo_trade_audit(const struct bo_world *world, struct bo_err *err)
{
    const struct bo_trade *trade = world->trade;
    if (trade == NULL) {
        return BO_OK;
    }
    double *transit = trade->weight;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        transit[c] = 0.0;
    }
    for (uint32_t i = 0; i < trade->n_consignments; i++) {
        for (uint32_t k = trade->consignment[i].first; k != BO_NO_ROW;
             k = trade->shipment[k].next) {
            transit[trade->shipment[k].delivery.chip] += trade->shipment[k].delivery.count;
        }
    }
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        const struct trade_chip *chip = &trade->chip[c];
        if (differ(chip->made, chip->shipped + chip->stock + chip->written_off)) {
            return bo_err_set(err, BO_ERUN,
                              "%s: %.0f chips were made, but %.0f shipped, %.0f are in stock and "
                              "%.0f written off",
                              chip->data.entry.name, chip->made, chip->shipped, chip->stock,
                              chip->written_off);
        }
        if (differ(chip->shipped, chip->received + transit[c] + chip->seized)) {
            return bo_err_set(err, BO_ERUN,
                              "%s: %.0f chips were shipped, but %.0f received, %.0f are in transit "
                              "and %.0f seized",
                              chip->data.entry.name, chip->shipped, chip->received, transit[c],
                              chip->seized);
        }
    }
    return BO_OK;
}

/* ---- what others ask ---- */

const struct bo_regime *bo_trade_regime(const struct bo_world *world)
{
    return world->trade != NULL ? world->trade->regime : NULL;
}

uint32_t bo_trade_n_chips(const struct bo_world *world)
{
    return world->trade != NULL ? world->trade->n_chips : world->param->n[BO_TABLE_CHIPS];
}

uint32_t bo_trade_chip_room(const struct bo_world *world)
{
    const struct bo_param *p = world->param;
    return p->n[BO_TABLE_CHIPS] + (p->n[BO_TABLE_VENDORS] > 0 ? BO_MOST_INVENTED_CHIPS : 0);
}

const struct bo_chip *bo_trade_chip(const struct bo_world *world, uint32_t chip)
{
    return world->trade != NULL ? &world->trade->chip[chip].data : &world->param->chip[chip];
}

bool bo_trade_is_compliant(const struct bo_world *world, uint32_t chip)
{
    return bo_trade_chip(world, chip)->designed_for != BO_NO_ROW;
}

const struct bo_trade_month *bo_trade_month(const struct bo_world *world)
{
    return world->trade != NULL ? &world->trade->month : NULL;
}
