/* Chips made for a rule. Those of the catalogue sleep until a rule stands in the way of the chip that they replace and
 * lets them through; where the catalogue has none, the vendor designs one just under the thresholds. */
#include "regime.h"
#include "trade_inner.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"

/* ---- chips of the catalogue ---- */

/* Does the law of that day, as it is known today, stand in the way of the one and let the other through, to somebody? */
static bool is_called_for(const struct bo_world *world, uint32_t chip, int32_t date, int32_t today,
                          bool everywhere)
{
    struct bo_trade *trade = world->trade;
    uint32_t other = trade->chip[chip].data.replaces;
    for (uint32_t k = 0; k < trade->n_classes; k++) {
        for (uint32_t d = 0; d < trade->n_destinations; d++) {
            if (!everywhere && !trade->class[k].ships_to[d]) {
                continue;
            }
            uint32_t pair = bo_trade_pair(trade, k, d);
            enum bo_permission old =
                bo_trade_future_verdict(trade, pair, other, date, today)->permission;
            if (old == BO_FREE) {
                continue;
            }
            enum bo_permission mine =
                bo_trade_future_verdict(trade, pair, chip, date, today)->permission;
            if (mine < old && mine <= BO_NOTIFY) {
                return true;
            }
        }
    }
    return false;
}

static void wake(struct bo_world *world, uint32_t number, uint32_t rule, double day)
{
    struct bo_trade *trade = world->trade;
    struct trade_chip *chip = &trade->chip[number];
    int32_t date = bo_world_date(world, day);
    double make_days = trade->vendor[chip->vendor].param->make_days;
    chip->sleeps = false;
    chip->data.launch_day = chip->data.launch_day > date ? chip->data.launch_day : date;
    int32_t first = chip->data.launch_day - (int32_t)make_days;
    chip->order_day = first > date ? first : date;
    BO_ARENA_ROOM(world->arena, trade->launch, trade->n_launches, trade->launch_room);
    trade->launch[trade->n_launches] =
        (struct trade_launch){.day = (double)(chip->data.launch_day - world->start_day),
                              .vendor = chip->vendor,
                              .chip = number,
                              .rule = rule,
                              .is_of_catalogue = true};
    trade->n_launches++;
}

static void wake_all(struct bo_world *world, uint32_t rule, int32_t law_date, double day)
{
    struct bo_trade *trade = world->trade;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        const struct trade_chip *chip = &trade->chip[c];
        if (chip->sleeps && chip->vendor != BO_NO_ROW && chip->data.launch_day < BO_NEVER &&
            is_called_for(world, c, law_date, bo_world_date(world, day), false)) {
            wake(world, c, rule, day);
        }
    }
}

static bool restricts_chips(const struct bo_export_rule *rule)
{
    return rule->kind == BO_RULE_CHIPS && rule->policy != BO_FREE;
}

/* Vendors know a rule from its announcement on. */
void bo_trade_wake(struct bo_world *world, double day)
{
    int32_t date = bo_world_date(world, day);
    for (uint32_t r = 0; r < world->trade->n_rules; r++) {
        const struct bo_export_rule *rule = &world->param->export_rule[r];
        int32_t start = bo_trade_rule_start(world, r, date);
        if (restricts_chips(rule) && start < BO_NEVER &&
            (rule->announced_day == date || start == date)) {
            wake_all(world, r, start, day);
        }
    }
}

/* On the first day a chip is on sale if its rule has called for it before. */
void bo_trade_open_chips(struct bo_world *world)
{
    struct bo_trade *trade = world->trade;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        struct trade_chip *chip = &trade->chip[c];
        if (chip->sleeps && chip->vendor != BO_NO_ROW &&
            chip->data.launch_day <= world->start_day &&
            is_called_for(world, c, world->start_day, world->start_day, true)) {
            chip->sleeps = false;
        }
    }
}

/* ---- chips of this run ---- */

struct loss { /* of a vendor, by a rule */
    double usd_per_day, of_usd_per_day;
    double largest_usd;
    struct bo_docket *docket; /* of the largest */
    uint32_t chip;            /* the best that is lost */
};

/* Barred on that day by what has been announced today, not by what was known before. */
static bool is_lost(struct bo_trade *trade, const struct trade_line *line, int32_t today,
                    int32_t date)
{
    const struct bo_chip *chip = &trade->chip[line->chip].data;
    return bo_trade_future_verdict(trade, line->pair, line->chip, date, today)->barred &&
           !bo_trade_foresee(trade, chip, bo_trade_docket(trade, line), date, today - 1).barred;
}

/* Of what boards want and may have. */
static struct loss loss_of(struct bo_world *world, uint32_t vendor, int32_t today, int32_t date)
{
    struct bo_trade *trade = world->trade;
    struct loss loss = {.chip = BO_NO_ROW};
    for (uint32_t i = 0; i < trade->n_live; i++) {
        const struct trade_line *line = &trade->line[trade->live[i]];
        const struct trade_chip *chip = &trade->chip[line->chip];
        if (chip->vendor != vendor || !(line->need > 0.0)) {
            continue;
        }
        double usd = line->need * chip->list_usd;
        loss.of_usd_per_day += usd;
        bool is_own =
            chip->data.home.v == trade->class[trade->buyer[line->buyer].class].headquarters.v;
        if (is_own || !is_lost(trade, line, today, date)) {
            continue;
        }
        loss.usd_per_day += usd;
        if (usd > loss.largest_usd) {
            loss.largest_usd = usd;
            loss.docket = bo_trade_docket(trade, line);
        }
        if (loss.chip == BO_NO_ROW || chip->worth_h100e > trade->chip[loss.chip].worth_h100e) {
            loss.chip = line->chip;
        }
    }
    return loss;
}

/* Work on one has begun already. */
static bool is_designing(const struct bo_trade *trade, uint32_t vendor)
{
    for (uint32_t i = 0; i < trade->n_launches; i++) {
        if (trade->launch[i].vendor == vendor && !trade->launch[i].is_of_catalogue) {
            return true;
        }
    }
    return false;
}

/* A compliant chip of the catalogue that passes, or that was made for this very rule, is the vendor's answer. */
static bool has_answer(const struct bo_world *world, const struct trade_launch *launch,
                       int32_t date, int32_t heard)
{
    const struct bo_trade *trade = world->trade;
    for (uint32_t c = 0; c < trade->n_chips; c++) {
        const struct trade_chip *chip = &trade->chip[c];
        if (chip->vendor != launch->vendor || !bo_trade_is_compliant(world, c) ||
            chip->data.launch_day == BO_NEVER || date >= chip->data.end_of_sale_day) {
            continue;
        }
        if (chip->data.designed_for == launch->rule ||
            (!chip->sleeps && bo_fleet_training_h100e(world, c) > 0.0 &&
             !bo_trade_foresee(trade, &chip->data, launch->docket, date, heard).barred)) {
            return true;
        }
    }
    return false;
}

void bo_trade_design_around(struct bo_world *world, uint32_t rule, double day)
{
    struct bo_trade *trade = world->trade;
    const struct bo_export_rule *r = &world->param->export_rule[rule];
    int32_t date = bo_world_date(world, day), start = bo_trade_rule_start(world, rule, date);
    if (!restricts_chips(r) || start == BO_NEVER) {
        return;
    }
    for (uint32_t v = 0; v < trade->n_vendors; v++) {
        const struct bo_vendor_param *p = trade->vendor[v].param;
        if (p->owner != BO_NO_ROW || is_designing(trade, v)) {
            continue;
        }
        struct loss loss = loss_of(world, v, date, start);
        struct trade_launch launch = {
            .vendor = v, .chip = loss.chip, .rule = rule, .docket = loss.docket};
        if (!(loss.usd_per_day > 0.0) ||
            loss.usd_per_day < trade->market->design_around_least_frac * loss.of_usd_per_day ||
            has_answer(world, &launch, start, date)) {
            continue;
        }
        double lag =
            bo_trade_sample(world, &trade->market->design_around_days,
                            bo_key_mix(p->entry.hash, r->entry.hash), BO_DRAW_DESIGN_AROUND, 0);
        launch.day = ceil(day + bo_max(0.0, lag - p->make_days));
        launch.sale_day = bo_world_date(world, day + lag);
        BO_ARENA_ROOM(world->arena, trade->launch, trade->n_launches, trade->launch_room);
        trade->launch[trade->n_launches] = launch;
        trade->n_launches++;
    }
}

/* What is left of TPP: of what the rules allow of it and of its density, for the die stays as it is. */
static double tpp_ratio_of(const struct bo_chip *chip, const struct bo_way_out *way, double keep)
{
    double density = bo_chip_quantity(chip, BO_CHIP_PERFORMANCE_DENSITY);
    double ratio = 1.0;
    if (way->below[BO_CHIP_TPP] > 0.0) {
        ratio = bo_min(ratio, way->below[BO_CHIP_TPP] * keep / chip->tpp);
    }
    if (way->below[BO_CHIP_PERFORMANCE_DENSITY] > 0.0 && density > 0.0) {
        ratio = bo_min(ratio, way->below[BO_CHIP_PERFORMANCE_DENSITY] * keep / density);
    }
    return ratio;
}

/* Numbers cut as the way out says, and a margin more; what computes goes down with TPP, and so does its density. */
static struct bo_chip cut_chip(const struct bo_trade *trade, const struct bo_chip *chip,
                               const struct bo_way_out *way)
{
    struct bo_chip cut = *chip;
    double keep = 1.0 - trade->market->design_around_margin_frac;
    double tpp_ratio = tpp_ratio_of(chip, way, keep);
    cut.tpp *= tpp_ratio;
    cut.dense_16_bit_tflops *= tpp_ratio;
    cut.dense_8_bit_tops *= tpp_ratio;
    cut.performance_density *= tpp_ratio;
    if (way->below[BO_CHIP_INTERCONNECT] > 0.0) {
        cut.interconnect_gb_per_s = way->below[BO_CHIP_INTERCONNECT] * keep;
    }
    if (way->below[BO_CHIP_MEMORY_BANDWIDTH] > 0.0) {
        cut.memory_bandwidth_gb_per_s = way->below[BO_CHIP_MEMORY_BANDWIDTH] * keep;
    }
    cut.price_usd *= bo_min(1.0, tpp_ratio * trade->market->design_around_price_frac);
    return cut;
}

static void tell_launch(struct bo_world *world, uint32_t chip, uint32_t rule, double day)
{
    const struct bo_trade *trade = world->trade;
    const struct trade_chip *c = &trade->chip[chip];
    bo_trade_event(world,
                   &(struct bo_fact_event){.entity = trade->vendor[c->vendor].param->entry.name,
                                           .place = "",
                                           .kind = "design-around",
                                           .subject = c->data.entry.name,
                                           .amount = c->data.tpp,
                                           .unit = "TPP",
                                           .why = world->param->export_rule[rule].entry.name},
                   day);
}

static void invent(struct bo_world *world, const struct trade_launch *launch, double day)
{
    struct bo_trade *trade = world->trade;
    const struct trade_chip *old = &trade->chip[launch->chip];
    int32_t date = bo_world_date(world, day);
    int32_t start = bo_trade_rule_start(world, launch->rule, date);
    int32_t law_date = start < BO_NEVER && start > date ? start : date;
    if (trade->n_chips == trade->chip_room ||
        !bo_trade_foresee(trade, &old->data, launch->docket, law_date, date).barred) {
        return;
    }
    struct bo_way_out way = bo_regime_way_out(trade->regime, &old->data,
                                              bo_docket_buyer(launch->docket), law_date, date);
    struct bo_chip made = cut_chip(trade, &old->data, &way);
    bool earns =
        made.price_usd >= trade->market->design_around_price_least_frac * old->data.price_usd;
    if (!way.possible || !earns ||
        bo_trade_foresee(trade, &made, launch->docket, law_date, date).barred) {
        return; /* nobody cuts a chip so far that it earns next to nothing */
    }
    const struct bo_export_rule *rule = &world->param->export_rule[launch->rule];
    struct bo_arena *facts = world->facts->arena;
    made.entry.name =
        bo_arena_printf(facts, "%s cut for %s", old->data.entry.name, rule->entry.name);
    made.entry.key = made.entry.name;
    made.entry.hash = bo_key_mix(old->data.entry.hash, rule->entry.hash);
    made.designed_for = launch->rule;
    made.replaces = launch->chip;
    made.launch_day = launch->sale_day;
    made.end_of_sale_day = made.announced_day = BO_NEVER;
    made.price_usd *= old->list_usd > 0.0 ? old->list_usd / old->data.price_usd : 1.0;
    made.price_day = date;
    trade->chip[trade->n_chips] = (struct trade_chip){.data = made,
                                                      .vendor = launch->vendor,
                                                      .lines = old->lines,
                                                      .order_day = date,
                                                      .list_usd = BO_NAN,
                                                      .realised_usd = BO_NAN,
                                                      .first_line = BO_NO_ROW,
                                                      .last_line = BO_NO_ROW};
    trade->n_chips++;
    bo_trade_join_vendor(trade, trade->n_chips - 1);
    tell_launch(world, trade->n_chips - 1, launch->rule, day);
}

void bo_trade_launch(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    uint32_t n = 0;
    for (uint32_t i = 0; i < trade->n_launches; i++) {
        struct trade_launch launch = trade->launch[i];
        if (launch.day > day) {
            trade->launch[n] = launch;
            n++;
        } else if (launch.is_of_catalogue) {
            tell_launch(world, launch.chip, launch.rule, day);
        } else {
            invent(world, &launch, day);
        }
    }
    trade->n_launches = n;
}
