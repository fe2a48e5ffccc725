/* Chips that a rule strands: what is in work becomes what it can still be, what nobody takes is written down. */
#include "trade_inner.h"

#include <math.h>

#include "buildout/base/num.h"

#define USD_PER_MILLION 1e6

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

/* Of all lots of a chip that are in work, `frac` is finished as the other one. */
static void turn_lots(struct bo_world *world, uint32_t chip, uint32_t other, double frac)
{
    struct trade_vendor *v = &world->trade->vendor[world->trade->chip[chip].vendor];
    uint32_t n = v->n_lots;
    for (uint32_t i = 0; i < n; i++) {
        if (v->lot[i].chip == chip) {
            struct trade_lot turned = v->lot[i];
            turned.chip = other;
            turned.chips *= frac;
            turned.finished *= frac;
            v->lot[i].chips -= turned.chips;
            v->lot[i].finished -= turned.finished;
            double left = turned.chips - turned.finished;
            world->trade->chip[chip].in_work -= left;
            bo_trade_begin_lot(world, v, &turned);
            world->trade->chip[other].in_work -= turned.finished;
        }
    }
}

/* What makes a chip compliant is cut at the last step: links are fused off. So what is in work of it when a rule bars it
 * is finished as the chip it stands for, as far as that one is wanted and does no more with the same dies. */
static void turn_back(struct bo_world *world, uint32_t chip, const char *rule, double day)
{
    struct bo_trade *trade = world->trade;
    struct trade_chip *c = &trade->chip[chip];
    uint32_t other = c->data.replaces;
    if (other == BO_NO_ROW || trade->chip[other].vendor != c->vendor ||
        trade->chip[other].data.tpp > c->data.tpp ||
        trade->chip[other].data.hbm_gb > c->data.hbm_gb) {
        return;
    }
    double spare = bo_min(bo_max(0.0, c->stock + c->in_work - wanted(trade, c)), c->in_work);
    double turned =
        trade->market->refinish_frac * bo_min(spare, bo_trade_unstarted(&trade->chip[other], 0.0));
    if (!(turned >= 1.0)) {
        return;
    }
    turn_lots(world, chip, other, turned / c->in_work);
    bo_trade_event(world,
                   &(struct bo_fact_event){.entity = trade->vendor[c->vendor].param->entry.name,
                                           .place = "",
                                           .kind = "finished as another",
                                           .subject = c->data.entry.name,
                                           .amount = floor(turned),
                                           .unit = "chips",
                                           .why = rule},
                   day);
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

static void write_off(struct trade_chip *chip, double lost)
{
    chip->stock -= lost;
    chip->written_off += lost;
    chip->written_off_month += lost;
}

static void book(struct bo_world *world, uint32_t chip, double lost, const char *why, double day)
{
    const struct trade_chip *c = &world->trade->chip[chip];
    struct trade_vendor *v = &world->trade->vendor[c->vendor];
    double usd = lost * c->realised_usd;
    v->write_down_usd += usd;
    bo_trade_event(world,
                   &(struct bo_fact_event){.entity = v->param->entry.name,
                                           .place = "",
                                           .kind = "write-down",
                                           .subject = c->data.entry.name,
                                           .amount = usd / USD_PER_MILLION,
                                           .unit = "million USD",
                                           .why = why},
                   day);
}

void bo_trade_write_down(struct bo_world *world, const char *rule, double day)
{
    struct bo_trade *trade = world->trade;
    bo_trade_count_backlog(world, day);
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        struct trade_chip *chip = &trade->chip[c];
        if (chip->vendor == BO_NO_ROW || !chip->hit) {
            continue;
        }
        turn_back(world, c, rule, day);
        double there = chip->stock + chip->in_work;
        double stranded = there - takers(trade, c);
        if (!(stranded > 1.0)) {
            continue;
        }
        double frac = trade->market->write_down_frac * stranded / there;
        double lost = floor(frac * chip->stock);
        write_off(chip, lost);
        lost += scrap_work(trade, c, frac);
        book(world, c, lost, rule, day);
    }
}

void bo_trade_write_off(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        struct trade_chip *chip = &trade->chip[c];
        bool lies = chip->vendor != BO_NO_ROW && chip->stock >= 1.0 && !(takers(trade, c) > 0.0);
        chip->unwanted_days = lies ? chip->unwanted_days + world->month_days : 0.0;
        if (chip->unwanted_days > trade->market->stock_life_days) {
            double lost = chip->stock;
            write_off(chip, lost);
            book(world, c, lost, "nobody has ordered any for long", day);
        }
    }
}
