/* What boards lay in before a rule: months of need over the window that is left, as far as it leaves time to order. */
#include "regime.h"
#include "trade_inner.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/money.h"
#include "buildout/base/num.h"

double bo_trade_lay_in_multiple(const struct bo_chip_market_param *market,
                                const struct bo_chip_buyer_param *buyer, double window_days)
{
    if (!(window_days > 0.0) || isinf(window_days)) {
        return 1.0;
    }
    double ratio = bo_min(buyer->stock_need_days / window_days, market->lay_in_max_ratio);
    double time = 1.0 - bo_exp(-window_days / market->lay_in_onset_days);
    return 1.0 + buyer->stock_response * ratio * time;
}

/* Does the law, as far as it had been announced on a day, bar the chip once the rule binds? Of what nobody has announced
 * yet the board knows nothing. */
static bool will_bar(const struct bo_world *world, uint32_t rule, const struct trade_line *line,
                     int32_t heard)
{
    const struct bo_trade *trade = world->trade;
    return bo_trade_foresee(trade, &trade->chip[line->chip].data, bo_trade_docket(trade, line),
                            bo_trade_rule_start(world, rule, heard), heard)
        .barred;
}

/* A rule announced today bars the line where nothing known before would have. */
static bool is_news(const struct bo_world *world, const struct trade_line *line, double day)
{
    const struct bo_trade *trade = world->trade;
    int32_t date = bo_world_date(world, day);
    for (uint32_t r = 0; r < trade->regime->n_rules; r++) {
        int32_t start = bo_trade_rule_start(world, r, date);
        if (world->param->export_rule[r].announced_day == date && start > date &&
            start < BO_NEVER && will_bar(world, r, line, date) &&
            !will_bar(world, r, line, date - 1)) {
            return true;
        }
    }
    return false;
}

/* Days until the first rule that would bar the chip binds; infinite when none is known. */
static double announced_window(const struct bo_world *world, const struct trade_line *line,
                               double day, uint32_t n_rules, const uint32_t *rule)
{
    int32_t date = bo_world_date(world, day);
    double window = (double)INFINITY;
    for (uint32_t i = 0; i < n_rules; i++) {
        double left = (double)(bo_trade_rule_start(world, rule[i], date) - world->start_day) - day;
        if (left < window && will_bar(world, rule[i], line, date)) {
            window = left;
        }
    }
    return window;
}

static uint32_t list_rules(const struct bo_world *world, double day, uint32_t *rule)
{
    int32_t date = bo_world_date(world, day);
    uint32_t n = 0;
    for (uint32_t r = 0; r < world->trade->n_rules; r++) {
        const struct bo_export_rule *e = &world->param->export_rule[r];
        int32_t start = bo_trade_rule_start(world, r, date);
        if (e->kind == BO_RULE_CHIPS && e->policy >= BO_LICENCE && e->announced_day <= date &&
            start > date && start < BO_NEVER) {
            rule[n] = r;
            n++;
        }
    }
    return n;
}

/* The buyer as its board's strategy, and what everybody says of rules to come, have it this month. */
static struct bo_chip_buyer_param mind_of(const struct bo_world *world, const struct trade_buyer *b)
{
    struct bo_chip_buyer_param mind = *b->param;
    mind.belief_per_year *= world->trade->rumour_ratio;
    if (b->company != BO_NO_ROW) {
        const struct bo_strategy_param *policy = &world->company[b->company].policy;
        mind.belief_per_year *= policy->belief_ratio;
        mind.stock_need_days *= policy->stockpile_ratio;
    }
    return mind;
}

/* Chips that the line may still lay in: so many days of need, less what is stored and what has been laid in already. */
static double room(const struct bo_world *world, const struct trade_line *line,
                   const struct bo_chip_buyer_param *p)
{
    double stored = bo_fleet_stored(world, line->buyer, line->region, line->chip);
    double most = p->stock_need_days * bo_max(1.0, p->stock_response) * line->need;
    return bo_max(0.0, most - stored - line->laid_in);
}

static double extra_of(const struct bo_world *world, const struct trade_line *line,
                       double window_days, double days)
{
    const struct bo_trade *trade = world->trade;
    struct bo_chip_buyer_param mind = mind_of(world, &trade->buyer[line->buyer]);
    double fear_days =
        mind.belief_per_year > 0.0 ? BO_DAYS_PER_YEAR / mind.belief_per_year : (double)INFINITY;
    double known = bo_trade_lay_in_multiple(trade->market, &mind, window_days);
    double feared = bo_trade_lay_in_multiple(trade->market, &mind, fear_days);
    double more =
        known > feared ? (known - 1.0) * bo_min(days, window_days) : (feared - 1.0) * days;
    return bo_min(line->need * more, room(world, line, &mind));
}

/* A month of its budget, and of its cash what it does not keep in reserve. Of buyers beside the companies nobody knows
 * the cash: what they would lay in they can pay. */
static double money_usd(const struct bo_world *world, const struct trade_buyer *b)
{
    double usd = b->usd_per_day * BO_DAYS_PER_MONTH;
    if (b->company == BO_NO_ROW || world->ledger.balance == NULL) {
        return bo_max(usd, b->usd_per_day * b->param->stock_need_days);
    }
    const struct bo_company *c = &world->company[b->company];
    double yearly = c->revenue.ttm * c->operating_cost_frac + c->capex.ttm;
    double reserve = yearly * c->policy.reserve_days / BO_DAYS_PER_YEAR;
    return usd + bo_max(0.0, bo_money_usd(world->ledger.balance[b->company][BO_CASH]) - reserve);
}

/* Only what comes from another country can be stopped at the border. */
static bool at_risk(const struct bo_trade *trade, const struct trade_line *line)
{
    const struct trade_buyer *b = &trade->buyer[line->buyer];
    uint32_t home = trade->chip[line->chip].data.home.v;
    return line->need > 0.0 && b->param->stock_response > 0.0 &&
           home != trade->destination[trade->destination_of[line->region]].v &&
           home != trade->class[b->class].headquarters.v;
}

static void lay_in(struct bo_world *world, double day, double days, bool on_news)
{
    struct bo_trade *trade = world->trade;
    uint32_t n_rules = list_rules(world, day, trade->rules);
    trade->rumour_ratio = bo_path_at(&trade->market->rumour_ratio, (double)world->start_day + day);
    double *cost = trade->cost;
    for (uint32_t i = 0; i < trade->n_buyers; i++) {
        cost[i] = 0.0;
    }
    for (uint32_t i = 0; i < trade->n_live; i++) {
        struct trade_line *line = &trade->line[trade->live[i]];
        line->extra = 0.0;
        if (at_risk(trade, line) && (!on_news || is_news(world, line, day))) {
            double window = announced_window(world, line, day, n_rules, trade->rules);
            line->extra = extra_of(world, line, window, days);
            double uplift = trade->vendor[trade->chip[line->chip].vendor].uplift_ratio;
            cost[line->buyer] +=
                line->extra * uplift * bo_trade_chip_usd(trade, line->chip, line->buyer);
        }
    }
    for (uint32_t i = 0; i < trade->n_live; i++) {
        struct trade_line *line = &trade->line[trade->live[i]];
        if (line->extra > 0.0) {
            double money = money_usd(world, &trade->buyer[line->buyer]);
            double whole = floor(line->extra * bo_min(1.0, money / cost[line->buyer]));
            line->laid_in += whole;
            bo_trade_line_move(trade, line, whole, day);
        }
    }
}

void bo_trade_lay_in(struct bo_world *world, double day, double days)
{
    lay_in(world, day, days, false);
}

void bo_trade_lay_in_on_news(struct bo_world *world, double day, double days)
{
    lay_in(world, day, days, true);
}
