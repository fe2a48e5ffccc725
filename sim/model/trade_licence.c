/* Licences: an order that needs one applies for what it has; the answer comes after the review, and holds for that many
 * chips. */
#include "trade_inner.h"

#include <math.h>

#include "buildout/base/hash.h"
#include "buildout/base/num.h"

double bo_trade_sample(const struct bo_world *world, const struct bo_dist *dist, uint64_t key,
                       enum bo_purpose purpose, uint32_t index)
{
    if (dist->kind == BO_DIST_CONSTANT) {
        return dist->p[0];
    }
    return bo_dist_quantile(dist, bo_world_draw(world, key, purpose, index));
}

/* Of the line under the rule that decides: nobody else's draws move when it applies. */
static uint64_t key_of(const struct bo_world *world, const struct trade_line *line, uint32_t rule)
{
    const struct bo_trade *trade = world->trade;
    uint64_t who = bo_key_mix(trade->buyer[line->buyer].param->entry.hash,
                              world->region[line->region].param->entry.hash);
    uint64_t what = bo_key_mix(trade->chip[line->chip].data.entry.hash,
                               world->param->export_rule[rule].entry.hash);
    return bo_key_mix(who, what);
}

static void tell(struct bo_world *world, const struct trade_line *line, const char *kind,
                 double chips, uint32_t rule, double day)
{
    const struct bo_trade *trade = world->trade;
    bo_trade_event(world,
                   &(struct bo_fact_event){.entity = trade->buyer[line->buyer].param->entry.name,
                                           .place = world->region[line->region].param->entry.name,
                                           .kind = kind,
                                           .subject = trade->chip[line->chip].data.entry.name,
                                           .amount = chips,
                                           .unit = "chips",
                                           .why = world->param->export_rule[rule].entry.name},
                   day);
}

/* What the rule's authority will say, and after how many days. */
static double ask(const struct bo_world *world, struct trade_line *line, uint32_t rule)
{
    const struct bo_export_rule *r = &world->param->export_rule[rule];
    uint64_t key = key_of(world, line, rule);
    line->granted =
        bo_world_draw(world, key, BO_DRAW_LICENCE, line->n_applications) < r->grant_frac;
    return bo_trade_sample(world, &r->review_days, key, BO_DRAW_LICENCE_DAYS, line->n_applications);
}

void bo_trade_apply(struct bo_world *world, uint32_t number, double day)
{
    struct bo_trade *trade = world->trade;
    struct trade_line *line = &trade->line[number];
    const struct trade_verdict *v = bo_trade_line_verdict(trade, line, bo_world_date(world, day));
    double without = line->count - line->licensed;
    if (v->permission != BO_LICENCE || line->applied > 0.0 || !(without > 0.0)) {
        return;
    }
    double review = ask(world, line, v->rule);
    if (v->second != BO_NO_ROW) {
        bool by_one = line->granted;
        review = bo_max(review, ask(world, line, v->second));
        line->granted = line->granted && by_one;
    }
    line->decision_day = ceil(day + review);
    line->n_applications++;
    line->applied = without;
    BO_ARENA_ROOM(world->arena, trade->pending, trade->n_pending, trade->pending_room);
    trade->pending[trade->n_pending] = number;
    trade->n_pending++;
    tell(world, line, "licence applied for", without, v->rule, day);
}

static void decide(struct bo_world *world, uint32_t number, double day)
{
    struct bo_trade *trade = world->trade;
    struct trade_line *line = &trade->line[number];
    const struct trade_verdict *v = bo_trade_line_verdict(trade, line, bo_world_date(world, day));
    double asked = bo_min(line->applied, line->count - line->licensed);
    line->applied = 0.0;
    if (!(asked > 0.0) || v->permission != BO_LICENCE) {
        return; /* the order or the rule is gone */
    }
    if (line->granted) {
        line->licensed += asked;
    } else {
        bo_trade_count_denied(trade, line->buyer, line->chip, asked);
        bo_trade_line_cancel(trade, line, asked);
    }
    tell(world, line, line->granted ? "licence granted" : "licence denied", asked, v->rule, day);
}

void bo_trade_decide(struct bo_world *world, double day)
{
    struct bo_trade *trade = world->trade;
    uint32_t n = 0;
    for (uint32_t i = 0; i < trade->n_pending; i++) {
        uint32_t line = trade->pending[i];
        if (trade->line[line].decision_day <= day) {
            decide(world, line, day);
        } else {
            trade->pending[n] = line;
            n++;
        }
    }
    trade->n_pending = n;
}
