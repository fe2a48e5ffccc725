#include "buildout/model/deal.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/hash.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/capital.h"

static uint64_t key_of(const struct bo_lab *lab)
{
    return lab->param->entry.hash;
}

/* A hazard strikes in this month. */
static bool strikes(const struct bo_world *world, const struct bo_lab *lab, double per_year,
                    enum bo_purpose purpose)
{
    double years = BO_DAYS_PER_MONTH / BO_DAYS_PER_YEAR;
    return bo_world_draw(world, key_of(lab), purpose, world->month) < -bo_expm1(-per_year * years);
}

double bo_deal_stay_usd_per_year(const struct bo_world *world, const struct bo_lab *lab)
{
    return bo_lab_race(world, world->day) * lab->param->stay_ratio *
           world->param->capital->near_frontier_frac * world->capital->leader_usd_per_year;
}

/* ---- acquirers ---- */

static double limit_usd(const struct bo_world *world, uint32_t company)
{
    return world->param->capital->acquirer_limit_frac * fmax(world->company[company].ocf.ttm, 0.0);
}

static bool can_pay(const struct bo_world *world, uint32_t company, double usd)
{
    return world->company[company].alive && world->capital->lab_of[company] == BO_NO_ROW &&
           usd <= limit_usd(world, company);
}

/* The company that a scenario names for it, wherever that is. */
static bool has_buyer(const struct bo_world *world, const struct bo_lab *lab, double usd)
{
    return lab->param->acquirer != BO_NO_ROW && can_pay(world, lab->param->acquirer, usd);
}

/* Companies with a cash flow of their own, in the lab's market. */
static double acquirer_weight(const struct bo_world *world, const struct bo_lab *lab,
                              uint32_t company, double usd)
{
    const struct bo_capital_param *p = world->param->capital;
    const struct bo_ai_economy *ai = world->ai_economy;
    double ocf = fmax(world->company[company].ocf.ttm, 0.0);
    if (ai->company[company].market != ai->company[lab->param->company].market ||
        !can_pay(world, company, usd)) {
        return 0.0;
    }
    const struct bo_vector *share = &lab->param->patron_share;
    bool patron = company < share->n && share->value[company] > 0.0;
    return ocf * (patron ? p->acquirer_patron_ratio : 1.0);
}

uint32_t bo_deal_acquirer(const struct bo_world *world, const struct bo_lab *lab, double usd)
{
    double sum = 0.0;
    if (has_buyer(world, lab, usd)) {
        return lab->param->acquirer;
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        sum += acquirer_weight(world, lab, c, usd);
    }
    double left = sum * bo_world_draw(world, key_of(lab), BO_DRAW_ACQUIRER, world->month);
    uint32_t last = BO_NO_ROW;
    for (uint32_t c = 0; c < world->n_companies && left >= 0.0; c++) {
        double weight = acquirer_weight(world, lab, c, usd);
        if (weight > 0.0) {
            last = c;
            left -= weight;
        }
    }
    return last;
}

/* ---- the queue ---- */

static void agree(struct bo_world *world, struct bo_lab *lab, const struct bo_deal *deal)
{
    struct bo_capital *capital = world->capital;
    BO_ARENA_ROOM(world->arena, capital->deal, capital->n_deals, capital->deal_room);
    lab->deal = capital->n_deals;
    capital->deal[capital->n_deals] = *deal;
    capital->n_deals++;
}

static uint32_t row_of(const struct bo_world *world, const struct bo_lab *lab)
{
    return world->capital->lab_of[lab->param->company];
}

static enum bo_lab_end kind_of_sale(const struct bo_world *world, const struct bo_lab *lab)
{
    double u = bo_world_draw(world, key_of(lab), BO_DRAW_EXIT_KIND, 0);
    return u < world->param->capital->licence_frac ? BO_LAB_LICENSED : BO_LAB_BOUGHT;
}

/* Sells the lab for usd, if somebody can pay that much. */
static bool sell(struct bo_world *world, struct bo_lab *lab, double day, double usd,
                 const char *why)
{
    uint32_t acquirer = bo_deal_acquirer(world, lab, usd);
    if (acquirer == BO_NO_ROW) {
        return false;
    }
    double delay = bo_world_sample(world, &world->param->capital->exit_delay_days, key_of(lab),
                                   BO_DRAW_EXIT_DATE);
    struct bo_deal deal = {.kind = BO_DEAL_EXIT,
                           .lab = row_of(world, lab),
                           .day = day + delay,
                           .usd = usd,
                           .end = kind_of_sale(world, lab),
                           .acquirer = acquirer,
                           .why = why};
    agree(world, lab, &deal);
    return true;
}

/* The most that any acquirer can pay. */
static double most_paid_usd(const struct bo_world *world, const struct bo_lab *lab)
{
    double most = 0.0;
    if (has_buyer(world, lab, 0.0)) {
        return limit_usd(world, lab->param->acquirer);
    }
    for (uint32_t c = 0; c < world->n_companies; c++) {
        if (acquirer_weight(world, lab, c, 0.0) > 0.0) {
            most = fmax(most, limit_usd(world, c));
        }
    }
    return most;
}

static double recovery_usd(const struct bo_world *world, const struct bo_lab *lab)
{
    return lab->raised_usd * bo_world_sample(world, &world->param->capital->recovery_ratio,
                                             key_of(lab), BO_DRAW_RECOVERY);
}

/* ---- decisions ---- */

/* Who has no money takes what there is. */
static void end_without_money(struct bo_world *world, struct bo_lab *lab, double day)
{
    double u = bo_world_draw(world, key_of(lab), BO_DRAW_EXIT, UINT32_MAX);
    bool rescued = has_buyer(world, lab, 0.0) || u < world->param->capital->rescue_frac;
    if (rescued && sell(world, lab, day, fmin(recovery_usd(world, lab), most_paid_usd(world, lab)),
                        "the money has ended")) {
        return;
    }
    struct bo_deal deal = {.kind = BO_DEAL_EXIT,
                           .lab = row_of(world, lab),
                           .day = day,
                           .end = BO_LAB_LIQUIDATED,
                           .acquirer = BO_NO_ROW,
                           .why = "the money has ended, and nobody buys"};
    agree(world, lab, &deal);
}

static const struct bo_strategy_param *policy_of(const struct bo_world *world,
                                                 const struct bo_lab *lab)
{
    return &world->company[lab->param->company].policy;
}

static bool up_round(const struct bo_lab *lab)
{
    return lab->value_usd > lab->last_value_usd;
}

/* Whether so much does not pay for so long near the frontier. */
static bool too_little(const struct bo_world *world, const struct bo_lab *lab, double usd,
                       double days)
{
    return lab->frontier && usd < days / BO_DAYS_PER_YEAR * bo_deal_stay_usd_per_year(world, lab);
}

/* Still, with so much more in hand. */
static bool short_of_frontier(const struct bo_world *world, const struct bo_lab *lab,
                              double more_usd)
{
    return too_little(world, lab, bo_lab_funds(world, lab) + more_usd,
                      world->param->capital->exit_stay_days);
}

/* An acquirer offers more than the lab was last worth, and more than it would fetch from investors now. Who cannot pay for the
 * frontier listens, however long the money lasts. */
static bool takes_offer(struct bo_world *world, struct bo_lab *lab, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    bool listens = lab->runway_days < p->exit_runway_days || short_of_frontier(world, lab, 0.0);
    if (!listens || !(lab->last_value_usd > 0.0) ||
        !strikes(world, lab, p->offer_per_year * lab->param->offer_ratio, BO_DRAW_OFFER)) {
        return false;
    }
    double ratio = bo_world_sample(world, &p->offer_ratio, bo_key_mix(key_of(lab), world->month),
                                   BO_DRAW_OFFER_PRICE);
    double usd = ratio * lab->last_value_usd;
    return ratio > 1.0 && usd > lab->value_usd &&
           sell(world, lab, day, usd, "an offer above the last valuation");
}

static bool sells(struct bo_world *world, struct bo_lab *lab, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    const struct bo_strategy_param *policy = policy_of(world, lab);
    return !up_round(lab) && lab->runway_days < p->exit_runway_days &&
           strikes(world, lab, p->exit_per_year * lab->param->exit_ratio * policy->exit_ratio,
                   BO_DRAW_EXIT) &&
           sell(world, lab, day, recovery_usd(world, lab),
                "no up-round in reach, and cash does not last at the frontier");
}

static void record(struct bo_world *world, const struct bo_lab *lab, double day, const char *kind,
                   const char *why)
{
    const char *name = bo_world_party_name(world, lab->param->company);
    struct bo_fact_event event = {.day = bo_world_date(world, day),
                                  .entity = name,
                                  .place = "",
                                  .kind = kind,
                                  .subject = name,
                                  .amount = BO_NAN,
                                  .unit = "",
                                  .why = why};
    bo_facts_event(world->facts, &event);
}

static bool gives_up(struct bo_world *world, struct bo_lab *lab, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    const struct bo_strategy_param *policy = policy_of(world, lab);
    double lag = world->ai_economy->company[lab->param->company].lag_months * BO_DAYS_PER_MONTH;
    if (up_round(lab) || !(lag >= p->give_up_lag_days) ||
        !strikes(world, lab,
                 p->give_up_per_year * lab->param->give_up_ratio * policy->give_up_ratio,
                 BO_DRAW_GIVE_UP)) {
        return false;
    }
    lab->gave_up = true;
    lab->frontier = false;
    record(world, lab, day, "gave up the frontier",
           "cash does not last at the frontier: goes to applications");
    return true;
}

/* What investors have left for rounds this year. */
static double depth_usd(const struct bo_world *world, double day)
{
    double date = (double)world->start_day + day;
    double all = bo_path_at(&world->param->capital->round_depth_usd_per_year, date);
    return fmax(0.0, all - world->capital->rounds_usd);
}

/* Without an up-round investors pay for sales alone, at what a mature firm's are worth, if that lasts for a while and, in the race,
 * for the frontier: less would be lost. */
static double down_price_usd(const struct bo_world *world, const struct bo_lab *lab)
{
    double sales = world->ai_economy->sentiment * world->param->capital->mature_multiple *
                   bo_lab_margin_ratio(world, lab) * lab->run_rate_usd;
    return fmin(sales, lab->value_usd);
}

static double down_round_usd(const struct bo_world *world, const struct bo_lab *lab)
{
    const struct bo_capital_param *p = world->param->capital;
    double price = down_price_usd(world, lab);
    double usd = fmin(bo_lab_round_usd(world, lab), bo_lab_sold_usd(world, price));
    double years = p->round_runway_days / BO_DAYS_PER_YEAR;
    bool lasts = usd >= years * lab->burn_seen_usd_per_year;
    return lasts && !short_of_frontier(world, lab, usd) ? usd : 0.0;
}

static const char *why_round(bool up, bool needy, bool eager)
{
    return !up     ? "runway is short, and sales are worth it: for less than last time"
           : needy ? "runway is short, and investors pay more than last time"
           : eager
               ? "worth far more than last time"
               : "has too little to stay at the frontier, and investors pay more than last time";
}

static void seek_round(struct bo_world *world, struct bo_lab *lab, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    bool up = up_round(lab);
    bool needy = lab->runway_days < p->round_runway_days;
    bool spaced = up && day - lab->round_day >= p->round_spacing_days;
    bool eager = spaced && lab->last_value_usd > 0.0 &&
                 lab->value_usd >= p->round_eager_ratio * lab->last_value_usd;
    bool wants = spaced && too_little(world, lab, bo_lab_funds(world, lab), p->round_stay_days);
    if (!(needy || eager || wants) || bo_world_date(world, day) >= lab->param->rounds_until_day) {
        return;
    }
    double usd =
        fmin(up ? bo_lab_round_usd(world, lab) : down_round_usd(world, lab), depth_usd(world, day));
    if (!(usd > 0.0)) {
        return;
    }
    double delay = bo_world_sample(world, &p->round_delay_days,
                                   bo_key_mix(key_of(lab), lab->n_rounds), BO_DRAW_ROUND_DATE);
    struct bo_deal deal = {.kind = BO_DEAL_ROUND,
                           .lab = row_of(world, lab),
                           .day = day + delay,
                           .usd = usd,
                           .value_usd = (up ? lab->value_usd : down_price_usd(world, lab)) + usd,
                           .acquirer = BO_NO_ROW,
                           .why = why_round(up, needy, eager)};
    agree(world, lab, &deal);
    lab->committed_usd += usd;
    world->capital->rounds_usd += usd;
}

void bo_deal_decide(struct bo_world *world, struct bo_lab *lab, double day)
{
    if (lab->deal != BO_NO_ROW) {
        return;
    }
    if (lab->cash_usd < 0.0) {
        end_without_money(world, lab, day);
        return;
    }
    if (takes_offer(world, lab, day)) {
        return;
    }
    if (short_of_frontier(world, lab, 0.0) &&
        (sells(world, lab, day) || gives_up(world, lab, day))) {
        return;
    }
    seek_round(world, lab, day);
}
