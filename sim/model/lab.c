#include "buildout/model/lab.h"

#include <math.h>
#include <string.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/model/ai.h"
#include "buildout/model/ai_budget.h"
#include "buildout/model/capability_param.h"
#include "buildout/model/capital.h"
#include "buildout/model/debt.h"
#include "buildout/model/deal.h"
#include "buildout/model/income.h"
#include "buildout/model/product.h"
#include "buildout/model/record.h"
#include "buildout/model/rental.h"

#define MONTHS_PER_YEAR 12.0
#define TOLD_USD 1e6 /* less than that is drawn without a word */
#define HOURS_PER_YEAR (BO_HOURS_PER_DAY * BO_DAYS_PER_YEAR)

static struct bo_ai_company *blackboard(const struct bo_world *world, const struct bo_lab *lab)
{
    return &world->ai_economy->company[lab->param->company];
}

static double credits_usd(const struct bo_world *world, const struct bo_lab *lab)
{
    double sum = 0.0;
    for (uint32_t c = 0; c < world->n_companies; c++) {
        sum += lab->credit_usd[c];
    }
    return sum;
}

/* Of its line, what banks still let it draw: when they test it, no more than its sales of now would give, and nothing once
 * these would give no line at all, or it has given up the frontier. */
static double line_left_usd(const struct bo_world *world, const struct bo_lab *lab)
{
    const struct bo_capital_param *p = world->param->capital;
    double line = lab->line_usd;
    if (bo_world_closed_date(world, world->day) >= p->line_until_day) {
        return 0.0;
    }
    if (p->line_tested_monthly) {
        bool sound = !lab->gave_up && lab->run_rate_usd >= p->line_run_rate_usd;
        line = sound ? fmin(line, p->line_ratio * lab->run_rate_usd) : 0.0;
    }
    return fmax(0.0, line - lab->line_drawn_usd);
}

double bo_lab_funds(const struct bo_world *world, const struct bo_lab *lab)
{
    return fmax(0.0, lab->cash_usd) + credits_usd(world, lab) + line_left_usd(world, lab);
}

/* ---- what it is worth ---- */

/* How far its best model is behind; a lab that shows nothing falls behind as the frontier moves on. */
static double gap_eci(const struct bo_world *world, const struct bo_lab *lab, double day)
{
    const struct bo_ai_economy *ai = world->ai_economy;
    double quality = blackboard(world, lab)->quality_eci;
    if (!(ai->frontier_eci > 0.0)) {
        return 0.0;
    }
    if (quality > 0.0) {
        return fmax(0.0, ai->frontier_eci - quality);
    }
    double founded = (double)world->company[lab->param->company].param->founded_day;
    double years = ((double)world->start_day + day - founded) / BO_DAYS_PER_YEAR;
    return fmax(0.0, ai->progress_per_year * years);
}

static double patrons_part(const struct bo_world *world, const struct bo_lab *lab)
{
    double sum = 0.0;
    for (uint32_t c = 0; c < lab->param->patron_share.n; c++) {
        sum += world->company[c].alive ? lab->param->patron_share.value[c] : 0.0;
    }
    return fmin(sum, 1.0);
}

double bo_lab_race(const struct bo_world *world, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    double since = (double)world->start_day + day - (double)p->shock_day;
    return bo_ai_budget_response(since, p->option_stage_days);
}

/* The more its models can do, the larger the prize seems. */
static double prize(const struct bo_world *world, const struct bo_lab *lab)
{
    double opening = world->capital->opening_eci, now = blackboard(world, lab)->quality_eci;
    double risen = opening > 0.0 ? fmax(0.0, now - opening) : 0.0;
    return 1.0 + world->param->capital->option_progress_gain * risen;
}

/* Investors wait for revenue, but not for ever: what is left of an option that sales do not prove and no patron vouches for. */
static double believed_frac(const struct bo_world *world, const struct bo_lab *lab,
                            double option_usd, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    double founded = (double)world->company[lab->param->company].param->founded_day;
    double asked = fmax(founded, (double)p->shock_day) + p->patience_days;
    double years = ((double)world->start_day + day - asked) / BO_DAYS_PER_YEAR;
    double earns = p->run_rate_multiple * lab->run_rate_usd;
    if (!(years > 0.0) || !(earns < option_usd)) {
        return 1.0;
    }
    double open = (1.0 - earns / option_usd) * (1.0 - patrons_part(world, lab));
    return bo_exp(-p->doubt_per_year * lab->param->doubt_ratio * open * years);
}

/* Its growth over what is usual for laboratories: 0 to 1. */
static double growth_part(const struct bo_world *world, const struct bo_lab *lab)
{
    double usual = lab->run_rate_seen_usd * world->param->capital->sentiment_growth_usual;
    double grown =
        lab->run_rate_usd - lab->run_rate_seen_usd; /* a year, for it is seen a year behind */
    return usual > 0.0 ? bo_clamp(grown / usual, 0.0, 1.0) : 1.0;
}

double bo_lab_margin_ratio(const struct bo_world *world, const struct bo_lab *lab)
{
    double usual = world->param->capital->value_margin_frac, sales = lab->sales_seen_usd;
    if (!(usual > 0.0) || !(sales > 0.0)) {
        return 1.0;
    }
    double kept = bo_clamp((1.0 - lab->serving_seen_usd / sales) / usual, 0.0, 1.0);
    double part = growth_part(world, lab);
    return kept + (1.0 - kept) * part * part;
}

/* A month's loss counts as the month's sales at most. */
static void see_margin(const struct bo_world *world, struct bo_lab *lab)
{
    double lag = world->param->capital->value_margin_lag_days;
    if (world->products == NULL) {
        return;
    }
    double margin = world->products->company[lab->param->company].margin_frac;
    double sales = blackboard(world, lab)->product_revenue_usd;
    double served = sales * (1.0 - bo_clamp(margin, -1.0, 1.0));
    bool late = lag > 0.0;
    lab->sales_seen_usd =
        late ? bo_approach(lab->sales_seen_usd, sales, world->month_days, lag) : sales;
    lab->serving_seen_usd =
        late ? bo_approach(lab->serving_seen_usd, served, world->month_days, lag) : served;
}

/* Who grows as laboratories did is worth the whole multiple, who does not that of a mature firm; so is who is so large that it
 * cannot grow like that for long. */
static double multiple(const struct bo_world *world, const struct bo_lab *lab)
{
    const struct bo_capital_param *p = world->param->capital;
    double mature = p->mature_multiple > 0.0 ? fmin(p->mature_multiple, p->run_rate_multiple)
                                             : p->run_rate_multiple;
    double size = p->value_scale_usd > 0.0 ? lab->run_rate_usd / p->value_scale_usd : 0.0;
    return mature + (p->run_rate_multiple - mature) * growth_part(world, lab) / (1.0 + size * size);
}

double bo_lab_value(const struct bo_world *world, const struct bo_lab *lab, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    double shock = bo_lab_race(world, day);
    double option = lab->param->option_usd * prize(world, lab) *
                    (1.0 + p->option_shock_gain * shock) *
                    (1.0 + p->option_patron_gain * patrons_part(world, lab)) *
                    bo_exp(-p->option_quality_gain * gap_eci(world, lab, day));
    option *= believed_frac(world, lab, option, day);
    /* what it may become is worth as much less as what it sells, once it grows no more */
    double option_runs_at = p->run_rate_multiple > 0.0 ? option / p->run_rate_multiple : 0.0;
    return world->ai_economy->sentiment * multiple(world, lab) *
           (lab->run_rate_usd * bo_lab_margin_ratio(world, lab) + option_runs_at);
}

static void mark(const struct bo_world *world, struct bo_lab *lab, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    bool old = day - lab->round_day > p->value_mark_after_days;
    if (old && p->value_mark_days > 0.0 && lab->last_value_usd > 0.0) {
        lab->marked_usd =
            bo_approach(lab->marked_usd, lab->value_usd, world->month_days, p->value_mark_days);
    } else {
        lab->marked_usd = lab->last_value_usd;
    }
}

/* ---- what it spends ---- */

/* What lasts longest is spent first: credits buy nothing but computing. All givers alike, in proportion. */
static double pay_in_credits(const struct bo_world *world, struct bo_lab *lab, double rent_usd)
{
    double credits = credits_usd(world, lab);
    double paid = fmin(credits, rent_usd);
    for (uint32_t c = 0; c < world->n_companies; c++) {
        double used = paid > 0.0 ? lab->credit_usd[c] * (paid / credits) : 0.0;
        lab->credit_used_usd[c] = used;
        lab->credit_usd[c] = fmax(0.0, lab->credit_usd[c] - used);
    }
    return paid;
}

static double training_part(const struct bo_ai_company *ai)
{
    double used = ai->internal_training_h100e + ai->internal_inference_h100e;
    return used > 0.0 ? ai->internal_training_h100e / used : 1.0;
}

static double line_rate(const struct bo_world *world, double day)
{
    return bo_path_at(&world->param->finance->base_rate_per_year,
                      bo_world_closed_date(world, day)) +
           world->param->capital->line_spread_per_year;
}

/* What it owes beside the line: loans and bonds. What the month draws or repays of the line is not yet in the ledger. */
static double term_debt_usd(const struct bo_world *world, const struct bo_lab *lab)
{
    if (world->ledger.balance == NULL) {
        return 0.0;
    }
    double line = lab->line_drawn_usd - lab->month.line_drawn_usd;
    return fmax(0.0, bo_debt_usd(world, lab->param->company) - line);
}

static double cushion_usd(const struct bo_world *world, const struct bo_lab *lab)
{
    double years = world->param->capital->line_cushion_days / BO_DAYS_PER_YEAR;
    return years * fmax(lab->burn_seen_usd_per_year, 0.0);
}

/* What falls due is paid from the cash beyond the cushion, or borrowed anew at the rate of the day. */
static void pay_term(struct bo_world *world, struct bo_lab *lab)
{
    double debt = term_debt_usd(world, lab);
    if (!(debt >= 1.0)) { /* a line is kept in USD, its debt in cents */
        return;
    }
    double due = debt * BO_DAYS_PER_MONTH / world->param->finance->debt_maturity_days;
    double spare = lab->cash_usd - cushion_usd(world, lab);
    double paid = bo_clamp(spare, 0.0, fmin(due, debt));
    lab->cash_usd -= paid;
    lab->month.term_repaid_usd += paid;
    bo_debt_roll_over(world, lab->param->company, (due - paid) / debt);
}

static void use_line(struct bo_world *world, struct bo_lab *lab)
{
    double cushion = cushion_usd(world, lab);
    double drawn = lab->cash_usd < cushion
                       ? fmin(line_left_usd(world, lab), cushion - lab->cash_usd)
                       : -bo_clamp(lab->cash_usd - 2.0 * cushion, 0.0, lab->line_drawn_usd);
    lab->line_drawn_usd += drawn;
    lab->cash_usd += drawn;
    lab->month.line_drawn_usd += drawn;
    if (drawn >= TOLD_USD) {
        bo_record_company(world, lab->param->company, BO_EVENT_LINE_DRAWN, drawn,
                          "its cash is less than the months of burn that it keeps");
    }
}

static void fill_flows(const struct bo_world *world, struct bo_lab *lab, double day)
{
    const struct bo_ai_company *ai = blackboard(world, lab);
    const struct bo_company *c = &world->company[lab->param->company];
    struct bo_lab_flows *m = &lab->month;
    *m = lab->since;
    lab->since = (struct bo_lab_flows){.revenue_usd = 0.0};
    m->revenue_usd = ai->product_revenue_usd + ai->cloud_ai_revenue_usd + ai->leasing_revenue_usd;
    m->revenue_cost_usd = lab->param->revenue_cost_frac * m->revenue_usd;
    m->staff_usd = lab->staff_usd / MONTHS_PER_YEAR;
    m->rent_usd = ai->leasing_cost_usd;
    m->research_usd = m->rent_usd * training_part(ai);
    m->systems_usd = lab->param->owns_buildings ? ai->systems_paid_usd + c->capex_sites.month : 0.0;
    m->halls_usd = bo_income_halls_usd(world, lab->param->company);
    m->grant_usd = bo_path_at(&lab->param->grant_usd_per_year, bo_world_closed_date(world, day)) /
                   MONTHS_PER_YEAR;
    double term = term_debt_usd(world, lab);
    double coupon = term > 0.0 ? bo_debt_coupon_per_year(world, lab->param->company, day) : 0.0;
    m->interest_usd =
        (lab->line_drawn_usd * line_rate(world, day) + term * coupon) / MONTHS_PER_YEAR;
}

static double runway_days(const struct bo_world *world, const struct bo_lab *lab)
{
    if (!(lab->burn_seen_usd_per_year > 0.0)) {
        return (double)INFINITY;
    }
    return bo_lab_funds(world, lab) / lab->burn_seen_usd_per_year * BO_DAYS_PER_YEAR;
}

void bo_lab_pay(struct bo_world *world, struct bo_lab *lab, double day)
{
    struct bo_lab_flows *m = &lab->month;
    fill_flows(world, lab, day);
    double burn = m->staff_usd + m->rent_usd + m->systems_usd + m->halls_usd + m->revenue_cost_usd +
                  m->interest_usd - m->revenue_usd - m->grant_usd;
    m->rent_credits_usd = pay_in_credits(world, lab, m->rent_usd);
    lab->cash_usd -= burn - m->rent_credits_usd;
    lab->burn_seen_usd_per_year =
        bo_approach(lab->burn_seen_usd_per_year, MONTHS_PER_YEAR * burn, BO_DAYS_PER_MONTH,
                    world->param->capital->burn_lag_days);
    lab->run_rate_usd = MONTHS_PER_YEAR * m->revenue_usd;
    use_line(world, lab);
    pay_term(world, lab);
    lab->run_rate_seen_usd =
        bo_approach(lab->run_rate_seen_usd, lab->run_rate_usd, BO_DAYS_PER_MONTH, BO_DAYS_PER_YEAR);
    lab->runway_days = runway_days(world, lab);
    see_margin(world, lab);
    lab->value_usd = bo_lab_value(world, lab, day);
    mark(world, lab, day);
}

/* ---- what it plans ---- */

static double net_income_usd(const struct bo_world *world, const struct bo_lab *lab, double day)
{
    double grant = bo_path_at(&lab->param->grant_usd_per_year, bo_world_closed_date(world, day));
    return lab->run_rate_usd * (1.0 - lab->param->revenue_cost_frac) + grant;
}

/* Users come first; what an owner's own fleet serves it need not rent. */
static double inference_usd(const struct bo_world *world, const struct bo_lab *lab)
{
    const struct bo_ai_company *ai = blackboard(world, lab);
    double own = lab->param->owns_buildings ? ai->training_h100e : 0.0;
    double price = bo_rental_contract_usd_per_h(world, lab->param->company);
    return fmax(0.0, ai->inference_need_h100e - own) * price * HOURS_PER_YEAR;
}

static double research_share(const struct bo_world *world, const struct bo_lab *lab)
{
    bool none = world->company[lab->param->company].policy.training == BO_TRAINING_NONE;
    return lab->gave_up || none ? world->param->capital->application_frac : 1.0;
}

/* Log a year: a laboratory's own, as long as the frontier grows as fast. */
static double frontier_growth(const struct bo_world *world, const struct bo_lab *lab)
{
    double own = lab->param->research_growth_per_year;
    const struct bo_technology_param *t = world->param->technology;
    double date = bo_world_closed_date(world, world->day);
    return t != NULL ? fmin(own, bo_path_at(&t->training_growth_per_year, date)) : own;
}

/* What its investors let it lose in a year. */
static double allowed_burn_usd(const struct bo_world *world, const struct bo_lab *lab, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    double ratio = bo_path_at(&p->burn_ratio, bo_world_closed_date(world, day));
    return ratio > 0.0 ? ratio * lab->run_rate_usd + p->burn_free_usd_per_year : (double)INFINITY;
}

double bo_lab_sold_usd(const struct bo_world *world, double value_usd)
{
    double part = world->param->capital->round_dilution_frac;
    return value_usd * part / (1.0 - part);
}

double bo_lab_round_usd(const struct bo_world *world, const struct bo_lab *lab)
{
    const struct bo_capital_param *p = world->param->capital;
    double research = lab->research_wish_usd * research_share(world, lab);
    if (lab->frontier) { /* money for less than it will cost halfway would be lost */
        double years = p->round_size_days / BO_DAYS_PER_YEAR / 2.0;
        double rise = bo_lab_race(world, world->day) * frontier_growth(world, lab) * years;
        research = fmax(research, bo_deal_stay_usd_per_year(world, lab) * bo_exp(rise));
    }
    double planned = research * (1.0 + lab->param->staff_research_ratio) +
                     inference_usd(world, lab) - net_income_usd(world, lab, world->day);
    double burn =
        fmax(fmin(planned, allowed_burn_usd(world, lab, world->day)), lab->burn_seen_usd_per_year);
    return bo_clamp(burn * p->round_size_days / BO_DAYS_PER_YEAR, 0.0,
                    bo_lab_sold_usd(world, lab->value_usd));
}

/* As the frontier grows, but never more than a horizon's growth ahead of what is paid for; or as revenue promises; and once
 * the race is on a lab at the frontier wants what staying near it costs. */
static void wish(const struct bo_world *world, struct bo_lab *lab)
{
    const struct bo_lab_param *p = lab->param;
    double years = world->param->capital->plan_horizon_days / BO_DAYS_PER_YEAR;
    double growth = p->research_growth_per_year;
    double trend = fmin(lab->research_wish_usd * bo_exp(growth / MONTHS_PER_YEAR),
                        lab->research_plan_usd * bo_exp(growth * years));
    double promised = p->revenue_research_ratio * lab->run_rate_usd *
                      bo_exp(p->revenue_growth_planned_per_year * years);
    double stay = lab->frontier ? bo_deal_stay_usd_per_year(world, lab) : 0.0;
    lab->research_wish_usd = fmax(fmax(trend, p->research_usd_per_year), fmax(promised, stay));
}

static double affordable_usd(const struct bo_world *world, const struct bo_lab *lab, double day)
{
    double years = world->param->capital->plan_horizon_days / BO_DAYS_PER_YEAR;
    double burn = fmin((bo_lab_funds(world, lab) + lab->committed_usd) / years,
                       allowed_burn_usd(world, lab, day));
    double money = net_income_usd(world, lab, day) + burn;
    return fmax(0.0, money - inference_usd(world, lab)) / (1.0 + lab->param->staff_research_ratio);
}

/* Who builds halls of its own rents a part of what its systems lack. */
static double rented_research_usd(const struct bo_world *world, const struct bo_lab *lab,
                                  double research_usd)
{
    const struct bo_ai_company *ai = blackboard(world, lab);
    double price = bo_rental_contract_usd_per_h(world, lab->param->company);
    double own = ai->training_h100e * price * HOURS_PER_YEAR;
    return lab->param->rents_frac * fmax(0.0, research_usd - own);
}

/* What they lack it buys in time: at what a machine costs over what its hours fetch in a year, with the part of its money that
 * does not rent. */
static double systems_usd(const struct bo_world *world, const struct bo_lab *lab,
                          double research_usd, double rented_usd)
{
    const struct bo_ai_company *ai = blackboard(world, lab);
    double price = bo_rental_contract_usd_per_h(world, lab->param->company);
    double own = (ai->training_h100e + ai->stored_h100e) * price * HOURS_PER_YEAR;
    double yield = world->ai_economy->market[ai->market].yield_per_year;
    double lacks = yield > 0.0 ? fmax(0.0, research_usd - own) / yield : 0.0;
    double years = lab->param->buys_within_days / BO_DAYS_PER_YEAR;
    double most = fmin(lacks, bo_lab_funds(world, lab)) * (1.0 - lab->param->rents_frac);
    return fmax(research_usd - rented_usd, most / years);
}

void bo_lab_plan(struct bo_world *world, struct bo_lab *lab, double day)
{
    const struct bo_capital_param *p = world->param->capital;
    struct bo_ai_company *ai = blackboard(world, lab);
    wish(world, lab);
    double target =
        fmin(lab->research_wish_usd * research_share(world, lab), affordable_usd(world, lab, day));
    double lag = target > lab->research_plan_usd ? p->plan_rise_days : p->plan_fall_days;
    lab->research_plan_usd = bo_approach(lab->research_plan_usd, target, BO_DAYS_PER_MONTH, lag);
    lab->staff_usd =
        bo_approach(lab->staff_usd, lab->param->staff_research_ratio * lab->research_plan_usd,
                    BO_DAYS_PER_MONTH, p->plan_rise_days);
    double cover = BO_DAYS_PER_YEAR / p->rent_cover_days;
    double most = cover * bo_lab_funds(world, lab) + lab->run_rate_usd;
    double inference = fmin(inference_usd(world, lab), most);
    /* who builds applications on others' models trains none, and needs no compute for it */
    double research = lab->gave_up ? 0.0 : fmin(lab->research_plan_usd, most - inference);
    double rented =
        lab->param->owns_buildings ? rented_research_usd(world, lab, research) : research;
    if (lab->param->owns_buildings) {
        uint32_t company = lab->param->company;
        ai->system_budget_usd_per_year += systems_usd(world, lab, research, rented) *
                                          world->company[company].policy.ai_plan_ratio;
    }
    ai->rent_budget_usd_per_year = inference + rented;
    ai->rent_most_usd_per_year = MONTHS_PER_YEAR * bo_lab_funds(world, lab) + lab->run_rate_usd;
    ai->rent_research_frac = rented > 0.0 ? rented / (inference + rented) : 0.0;
    ai->frontier = lab->frontier;
    ai->gave_up = lab->gave_up;
    ai->valuation_usd = lab->marked_usd;
    ai->raised_usd = lab->raised_usd;
}

/* ---- beginnings ---- */

static void found(struct bo_world *world, struct bo_lab *lab, double day)
{
    const struct bo_lab_param *p = lab->param;
    const struct bo_company_param *c = world->company[p->company].param;
    bool old = c->founded_day <= world->start_day;
    lab->state = BO_LAB_AT_WORK;
    lab->frontier = p->frontier;
    lab->cash_usd = old ? c->cash_usd : p->seed_usd;
    lab->since.equity_cash_usd = old ? 0.0 : p->seed_usd;
    lab->raised_usd = p->raised_usd;
    lab->last_value_usd = lab->marked_usd = p->valuation_usd;
    lab->sales_seen_usd = p->run_rate_usd_per_year / MONTHS_PER_YEAR; /* at the usual margin */
    lab->serving_seen_usd = lab->sales_seen_usd * (1.0 - world->param->capital->value_margin_frac);
    lab->run_rate_usd = p->run_rate_usd_per_year; /* seen a year behind, it has grown as it did */
    lab->run_rate_seen_usd = p->run_rate_usd_per_year / (1.0 + p->run_rate_growth_per_year);
    lab->research_wish_usd = lab->research_plan_usd = p->research_usd_per_year;
    lab->staff_usd = p->staff_usd_per_year;
    lab->burn_seen_usd_per_year =
        p->staff_usd_per_year + p->research_usd_per_year - net_income_usd(world, lab, day);
    lab->round_day = fmin(day, (double)p->last_round_day - (double)world->start_day);
    lab->runway_days = runway_days(world, lab);
}

void bo_lab_open(struct bo_world *world)
{
    struct bo_capital *capital = world->capital;
    capital->n_labs = world->param->n[BO_TABLE_LABS];
    capital->lab = BO_NEW_ARRAY(world->arena, struct bo_lab, capital->n_labs);
    capital->lab_of = BO_NEW_ARRAY(world->arena, uint32_t, world->n_companies);
    for (uint32_t c = 0; c < world->n_companies; c++) {
        capital->lab_of[c] = BO_NO_ROW;
    }
    for (uint32_t i = 0; i < capital->n_labs; i++) {
        struct bo_lab *lab = &capital->lab[i];
        lab->param = &world->param->lab[i];
        lab->deal = lab->acquirer = BO_NO_ROW;
        lab->credit_usd = BO_NEW_ARRAY(world->arena, double, world->n_companies);
        lab->credit_used_usd = BO_NEW_ARRAY(world->arena, double, world->n_companies);
        capital->lab_of[lab->param->company] = i;
        if (world->company[lab->param->company].alive) {
            found(world, lab, 0.0);
            lab->value_usd = bo_lab_value(world, lab, 0.0);
            bo_lab_plan(world, lab, 0.0);
            blackboard(world, lab)->run_rate_usd = lab->run_rate_usd;
        }
    }
}

static void close_lab(struct bo_world *world, struct bo_lab *lab, double day)
{
    if (lab->state == BO_LAB_UNFOUNDED && world->company[lab->param->company].alive) {
        found(world, lab, day);
    }
    if (lab->state == BO_LAB_AT_WORK) {
        const struct bo_company *c = &world->company[lab->param->company];
        lab->frontier = !lab->gave_up && bo_capital_wants_frontier(c, lab->param->frontier);
        bo_lab_pay(world, lab, day);
        bo_deal_decide(world, lab, day);
        bo_lab_plan(world, lab, day);
    } else {
        if (lab->state == BO_LAB_ENDED && world->param->capital->value_mark_days > 0.0) {
            blackboard(world, lab)->valuation_usd = 0.0; /* another's, or nobody's */
        }
        memset(lab->credit_used_usd, 0, world->n_companies * sizeof *lab->credit_used_usd);
        lab->month = lab->since;
        lab->since = (struct bo_lab_flows){.revenue_usd = 0.0};
    }
}

void bo_lab_close(struct bo_world *world, double day)
{
    for (uint32_t i = 0; i < world->capital->n_labs; i++) {
        close_lab(world, &world->capital->lab[i], day);
    }
}
