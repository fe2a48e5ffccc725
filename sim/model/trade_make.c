/* What vendors make: wafers are started for the orders in hand, and become chips make_days later. */
#include "trade_inner.h"

#define USD_PER_MILLION 1e6

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"

/* ---- capacity ---- */

static double slots_in(const struct bo_world *world, const struct trade_vendor *v, double day,
                       double days)
{
    const struct bo_vendor_param *p = v->param;
    double date = (double)world->start_day + day;
    double foreign = bo_trade_input_frac(world, v, "foundry", bo_world_date(world, day));
    double there = p->foundry_home_frac + (1.0 - p->foundry_home_frac) * foreign;
    return bo_path_at(&p->wafers_per_month, date) * bo_path_at(&p->share_frac, date) *
           p->slots_per_wafer * there * days / BO_DAYS_PER_MONTH;
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

/* What is bought and not used goes to the bank. */
static double memory_gb(const struct bo_world *world, const struct trade_vendor *v, double day,
                        double days)
{
    const struct bo_vendor_param *p = v->param;
    if (!memory_limits(p)) {
        return (double)INFINITY;
    }
    double foreign = bo_trade_input_frac(world, v, "hbm", bo_world_date(world, day));
    double there = p->hbm_home_frac + (1.0 - p->hbm_home_frac) * foreign;
    double bought = bo_path_at(&p->hbm_gb_per_month, (double)world->start_day + day);
    return v->hbm_gb + bought * there * days / BO_DAYS_PER_MONTH;
}

/* A new chip takes its part of the slots only as its lines are set up. */
double bo_trade_ramp(const struct bo_world *world, uint32_t number, double day, double days)
{
    const struct trade_chip *chip = &world->trade->chip[number];
    double set_up = world->trade->market->launch_ramp_days;
    double since = day + days - (double)(chip->order_day - world->start_day);
    return set_up > 0.0 ? bo_clamp(since / set_up, 0.0, 1.0) : 1.0;
}

/* ---- the mix ---- */

static double gb_of(const struct trade_chip *chip)
{
    return chip->data.hbm_gb > 0.0 ? chip->data.hbm_gb : 0.0;
}

/* Orders, and need ahead of orders, for which no chip is in stock or in work. */
static double unstarted(const struct trade_chip *chip, double ahead_days)
{
    double wanted = chip->makeable + chip->need * ahead_days;
    return bo_max(0.0, wanted - chip->stock - chip->in_work);
}

static void begin_lot(struct bo_world *world, struct trade_vendor *v, const struct trade_lot *lot)
{
    BO_ARENA_ROOM(world->arena, v->lot, v->n_lots, v->lot_room);
    v->lot[v->n_lots] = *lot;
    v->n_lots++;
    world->trade->chip[lot->chip].in_work += lot->chips;
}

/* The wafers of the next `days`: slots by what is asked for, no chip above its need or its ramp, all of those within the
 * memory there is. */
static void start_wafers(struct bo_world *world, uint32_t vendor, double day, double days)
{
    struct bo_trade *trade = world->trade;
    struct trade_vendor *v = &trade->vendor[vendor];
    double slots = slots_in(world, v, day, days), *chips = trade->weight;
    double waiting = 0.0, asked = 0.0, gb = 0.0, ahead = 0.0;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        struct trade_chip *chip = &trade->chip[c];
        chips[c] = 0.0;
        if (chip->vendor == vendor) {
            double need = unstarted(chip, v->param->build_ahead_days) * chip->data.slots;
            double most = bo_min(need, bo_trade_ramp(world, c, day, days) * slots);
            waiting += need;
            ahead += chip->need * v->param->build_ahead_days * chip->data.slots;
            asked += most;
            chips[c] = most / chip->data.slots;
            gb += chips[c] * gb_of(chip);
        }
    }
    double part = asked > slots ? slots / asked : 1.0;
    double memory = memory_gb(world, v, day, days);
    double fed = part * gb > memory ? memory / (part * gb) : 1.0;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        struct trade_chip *chip = &trade->chip[c];
        if (chip->vendor == vendor) {
            double all = unstarted(chip, 0.0);
            chip->waiting = bo_max(0.0, all - fed * part * chips[c]);
        }
        if (chips[c] > 0.0) {
            begin_lot(world, v,
                      &(struct trade_lot){.chip = c,
                                          .begin_day = day,
                                          .end_day = day + days,
                                          .chips = fed * part * chips[c]});
        }
    }
    v->hbm_gb = isinf(memory) ? 0.0 : bo_max(0.0, memory - fed * part * gb);
    v->waiting_slots = bo_max(0.0, waiting - ahead - fed * part * asked);
    v->slots_per_day = (fed < 1.0 ? fed * part * asked : slots) / days;
}

void bo_trade_make(struct bo_world *world, double day, double days)
{
    for (uint32_t v = 0; v < world->trade->n_vendors && days > 0.0; v++) {
        start_wafers(world, v, day, days);
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

/* ---- the opening ---- */

/* The opening backlog, spread over what boards need now, as old on average as it is long; then the wafers in work for
 * it, begun evenly over make_days. */
static void open_backlog(struct bo_world *world, uint32_t vendor)
{
    struct bo_trade *trade = world->trade;
    struct trade_vendor *v = &trade->vendor[vendor];
    double need = 0.0, days = v->param->backlog_opening_days;
    for (uint32_t i = 0; i < trade->n_lines; i++) {
        const struct trade_chip *chip = &trade->chip[trade->line[i].chip];
        need += chip->vendor == vendor ? trade->line[i].need * chip->data.slots : 0.0;
    }
    double slots = slots_in(world, v, 0.0, days);
    for (uint32_t i = 0; i < trade->n_lines && need > 0.0; i++) {
        struct trade_line *line = &trade->line[i];
        if (trade->chip[line->chip].vendor == vendor) {
            line->count = floor(slots * line->need / need);
            line->ordered_day = -days;
        }
    }
}

void bo_trade_open_capacity(struct bo_world *world)
{
    for (uint32_t v = 0; v < world->trade->n_vendors; v++) {
        struct trade_vendor *vendor = &world->trade->vendor[v];
        vendor->hbm_gb = vendor->param->hbm_bank_gb;
        vendor->slots_per_day = slots_in(world, vendor, 0.0, 1.0);
    }
}

void bo_trade_open_making(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        open_backlog(world, v);
    }
    bo_trade_count_backlog(world, 0.0);
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        struct trade_vendor *vendor = &trade->vendor[v];
        double days = vendor->param->make_days, bank = vendor->hbm_gb;
        if (days > 0.0) {
            start_wafers(world, v, -days, days);
        }
        vendor->hbm_gb = bank;
    }
}

/* ---- stock that a rule strands ---- */

/* Orders for a chip, and those to come in the usual lead. */
static double wanted(const struct bo_trade *trade, const struct trade_chip *chip)
{
    return chip->backlog + chip->need * trade->market->lead_usual_days;
}

/* Who wants a chip, or the one whose place it can take without loss. */
static double takers(const struct bo_trade *trade, uint32_t chip)
{
    const struct trade_chip *c = &trade->chip[chip];
    double chips = wanted(trade, c);
    if (c->data.replaces != BO_NO_ROW) {
        const struct trade_chip *other = &trade->chip[c->data.replaces];
        chips += other->data.tpp <= c->data.tpp ? wanted(trade, other) : 0.0;
    }
    return chips;
}

static double scrap_work(struct bo_trade *trade, uint32_t chip, double frac)
{
    struct trade_vendor *v = &trade->vendor[trade->chip[chip].vendor];
    double lost = 0.0;
    for (uint32_t i = 0; i < v->n_lots; i++) {
        struct trade_lot *lot = &v->lot[i];
        if (lot->chip == chip) {
            double scrapped = frac * (lot->chips - lot->finished);
            lost += scrapped;
            lot->chips -= scrapped;
        }
    }
    trade->chip[chip].in_work = bo_max(0.0, trade->chip[chip].in_work - lost);
    return lost;
}

void bo_trade_write_down(struct bo_world *world, const char *rule, double day)
{
    struct bo_trade *trade = world->trade;
    bo_trade_count_backlog(world, day);
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        struct trade_chip *chip = &trade->chip[c];
        double there = chip->stock + chip->in_work;
        double stranded = there - takers(trade, c);
        if (chip->vendor == BO_NO_ROW || !chip->hit || !(stranded > 1.0)) {
            continue;
        }
        double frac = trade->market->write_down_frac * stranded / there;
        double lost = floor(frac * chip->stock);
        chip->stock -= lost;
        chip->written_off += lost;
        chip->written_off_month += lost;
        lost += scrap_work(trade, c, frac);
        double usd = lost * chip->realised_usd;
        trade->vendor[chip->vendor].write_down_usd += usd;
        bo_trade_event(
            world,
            &(struct bo_fact_event){.entity = trade->vendor[chip->vendor].param->entry.name,
                                    .place = "",
                                    .kind = "write-down",
                                    .subject = chip->data.entry.name,
                                    .amount = usd / USD_PER_MILLION,
                                    .unit = "million USD",
                                    .why = rule},
            day);
    }
}
